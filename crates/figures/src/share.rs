//! Tỷ lệ: whether a percentage is the share of a part in a whole, rounded, cut off, or neither.

use crate::number::Number;

/// What a printed percentage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judged {
    /// Rounded half up.
    Rounded,
    /// Cut off: 1/55 = 1,81 %.
    Cut,
    /// Another share.
    Other,
}

/// Judges a printed percentage by its own number of decimals.
pub(crate) fn judge(share: Number, part: i64, whole: i64) -> Judged {
    let Some((rounded, cut)) = scaled(part, whole, share.places) else {
        return Judged::Other;
    };
    match i128::from(share.units) {
        units if units == rounded => Judged::Rounded,
        units if units == cut => Judged::Cut,
        _ => Judged::Other,
    }
}

/// The share with so many decimals: `23,6`.
pub(crate) fn expected(part: i64, whole: i64, places: u32) -> String {
    let Some((rounded, _)) = scaled(part, whole, places) else {
        return "–".to_owned();
    };
    let scale = 10_i128.pow(places);
    let units = kernel::vi::number(i64::try_from(rounded / scale).unwrap_or(i64::MAX));
    if places == 0 {
        return units;
    }
    format!(
        "{units},{:0width$}",
        rounded % scale,
        width = places as usize
    )
}

/// How far a printed percentage is from the share, as a share of the larger of both.
pub(crate) fn distance(share: Number, part: i64, whole: i64) -> f64 {
    let printed = share.units as f64 / 10_f64.powi(share.places as i32);
    let due = 100.0 * part as f64 / whole.max(1) as f64;
    (printed - due).abs() / printed.max(due).max(f64::MIN_POSITIVE)
}

/// The share in units of its last decimal, rounded and cut off.
fn scaled(part: i64, whole: i64, places: u32) -> Option<(i128, i128)> {
    if whole <= 0 || part < 0 || places > 6 {
        return None;
    }
    let top = i128::from(part) * 100 * 10_i128.pow(places);
    let whole = i128::from(whole);
    Some(((2 * top + whole) / (2 * whole), top / whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_shares_are_judged() {
        let number = |units, places| Number {
            places,
            ..Number::whole(units)
        };
        for (units, places, part, whole, judged, due) in [
            (236, 1, 13, 55, Judged::Rounded, "23,6"),
            (181, 2, 1, 55, Judged::Cut, "1,82"),
            (78, 0, 109, 139, Judged::Rounded, "78"),
            (7128, 2, 144, 202, Judged::Cut, "71,29"),
            (2843, 2, 89, 313, Judged::Rounded, "28,43"),
            (263, 1, 13, 55, Judged::Other, "23,6"),
        ] {
            assert_eq!(judge(number(units, places), part, whole), judged);
            assert_eq!(expected(part, whole, places), due);
        }
    }
}
