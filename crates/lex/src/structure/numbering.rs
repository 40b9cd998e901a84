//! Đánh số: which label may follow which, and what a jump is called.

use super::lines::{Key, Series};
use crate::address::POINT_LETTERS;

/// How a label stands to the one before it in its series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The first of its series, and number 1.
    First,
    /// The first of its series, but not number 1.
    Late,
    /// The next number.
    Next,
    /// The next of those inserted after a number: `10a` after `10`.
    Inserted,
    /// Later than the next.
    Jump,
    /// The same again.
    Repeated,
    /// Earlier.
    Back,
}

impl Step {
    /// From the label before, if any, to this one.
    pub(super) fn between(last: Option<Key>, new: Key) -> Self {
        let Some(last) = last else {
            return if new == (1, 0) {
                Self::First
            } else {
                Self::Late
            };
        };
        if new == last {
            Self::Repeated
        } else if new == (last.0 + 1, 0) {
            Self::Next
        } else if new.0 == last.0 && new.1 == last.1 + 1 {
            Self::Inserted
        } else if new > last {
            Self::Jump
        } else {
            Self::Back
        }
    }

    /// Whether nothing is odd about it.
    pub(super) fn is_regular(self) -> bool {
        matches!(self, Self::First | Self::Next | Self::Inserted)
    }
}

/// The label that was expected after one.
pub(super) fn expected(series: Series, last: Option<Key>) -> String {
    let next = last.map_or(1, |(number, _)| number + 1);
    match series {
        Series::Letter => POINT_LETTERS
            .get(next as usize - 1)
            .map_or_else(String::new, |l| (*l).to_owned()),
        Series::Chapter | Series::Roman | Series::Part => roman_label(next),
        _ => next.to_string(),
    }
}

fn roman_label(mut number: u32) -> String {
    let mut label = String::new();
    for (value, letters) in [
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while number >= value && label.len() < 12 {
            label.push_str(letters);
            number -= value;
        }
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_named() {
        let cases = [
            (None, (1, 0), Step::First),
            (None, (3, 0), Step::Late),
            (Some((9, 0)), (10, 0), Step::Next),
            (Some((10, 0)), (10, 1), Step::Inserted),
            (Some((10, 2)), (11, 0), Step::Next),
            (Some((10, 0)), (12, 0), Step::Jump),
            (Some((10, 0)), (10, 0), Step::Repeated),
            (Some((10, 0)), (2, 0), Step::Back),
        ];
        for (last, new, step) in cases {
            assert_eq!(Step::between(last, new), step, "{last:?} {new:?}");
        }
        assert_eq!(expected(Series::Letter, Some((4, 0))), "đ");
        assert_eq!(expected(Series::Chapter, Some((3, 0))), "IV");
    }
}
