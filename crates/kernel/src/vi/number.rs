//! Numbers as Vietnamese offices write them: a dot for thousands, a comma for decimals.

/// How many things there are, with dots between thousands.
pub fn count(of: usize) -> String {
    number(i64::try_from(of).unwrap_or(i64::MAX))
}

/// A whole number with dots between thousands: `1.234.567`.
pub fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    if value < 0 {
        out.push('-');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// A share with one decimal, rounded half up: `83,9 %`; a dash when there is nothing to share.
///
/// A vote that misses one voice must not read as unanimous: `100 %` is shown only when the part is
/// the whole, and a part that would round to it shows `99,9 %`. A share of nothing shows `0 %`.
pub fn percent(part: i64, whole: i64) -> String {
    if whole <= 0 || part < 0 {
        return "–".to_owned();
    }
    if part == whole {
        return "100 %".to_owned();
    }
    if part == 0 {
        return "0 %".to_owned();
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    let rounded = (part * 2000 + whole) / (2 * whole);
    let tenths = if part < whole {
        rounded.min(999)
    } else {
        rounded.max(1001)
    };
    let units = i64::try_from(tenths / 10).unwrap_or(i64::MAX);
    format!("{},{} %", number(units), tenths % 10)
}

/// An amount of money: `1.250.000 đồng`.
pub fn dong(amount: i64) -> String {
    format!("{} đồng", number(amount))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted_by_dots() {
        for (value, text) in [
            (0, "0"),
            (7, "7"),
            (999, "999"),
            (1_000, "1.000"),
            (1_234_567, "1.234.567"),
            (-12_345, "-12.345"),
            (-123, "-123"),
            (i64::MIN, "-9.223.372.036.854.775.808"),
        ] {
            assert_eq!(number(value), text);
        }
        assert_eq!(dong(1_250_000), "1.250.000 đồng");
    }

    #[test]
    fn a_share_never_says_more_than_is_so() {
        for (part, whole, text) in [
            (26, 31, "83,9 %"),
            (2212, 2212, "100 %"),
            (2211, 2212, "99,9 %"),
            (1, 2, "50,0 %"),
            (1, 3, "33,3 %"),
            (2, 3, "66,7 %"),
            (1, 16, "6,3 %"),
            (1, 2000, "0,1 %"),
            (1, 2001, "0,0 %"),
            (0, 31, "0 %"),
            (0, 0, "–"),
            (5, 0, "–"),
            (-1, 3, "–"),
            (9, 8, "112,5 %"),
            (10_001, 10_000, "100,1 %"),
            (i64::MAX - 1, i64::MAX, "99,9 %"),
            (i64::MAX, 1, "9.223.372.036.854.775.807,0 %"),
        ] {
            assert_eq!(percent(part, whole), text, "{part}/{whole}");
        }
    }
}
