//! The dated thresholds of training: presence, pass score, grace, least number of evaluations.
//!
//! **Invariant.** No threshold stands in the code: each is a row of the table of rules for a day, a level and perhaps one council.
//! Where no row applies, the strictest reading holds, so that a missing rule can never make a figure better.

use kernel::Date;
use kernel::ids::CouncilId;
use store::{Reader, args, record, sql};

use crate::Result;
use crate::bodies::Level;

/// Dự đủ bao nhiêu phần số buổi.
pub const PRESENCE: &str = "training_presence_min";
/// Điểm đạt.
pub const PASS: &str = "training_pass_score";
/// Thời gian chờ khi nộp bài.
pub const GRACE: &str = "training_submit_grace";
/// Số phiếu đánh giá tối thiểu để công bố.
pub const EVALUATIONS: &str = "training_evaluations_min";

/// An exact fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub part: i64,
    /// The whole, above zero.
    pub whole: i64,
}

impl Share {
    /// Everything.
    pub const ALL: Self = Self { part: 1, whole: 1 };

    /// Whether so many of so many reach this share; nothing of nothing never does.
    pub const fn reached(self, part: i64, whole: i64) -> bool {
        whole > 0 && part * self.whole >= self.part * whole
    }

    fn parse(text: &str) -> Option<Self> {
        let (part, whole) = text.split_once('/')?;
        let (part, whole) = (part.trim().parse().ok()?, whole.trim().parse().ok()?);
        (whole > 0 && part >= 0).then_some(Self { part, whole })
    }
}

record! {
    struct Row {
        level: Option<Level>,
        council_id: Option<CouncilId>,
        parameters: String,
        valid_from: Date,
        valid_to: Option<Date>,
    }
}

sql! {
    RULES = "SELECT level, council_id, parameters, valid_from, valid_to FROM rule WHERE key = $1 ORDER BY valid_from DESC";
}

/// Every row of one rule, read once and asked for many councils and days.
pub struct Thresholds(Vec<Row>);

impl Thresholds {
    /// Reads the rows of a rule.
    pub async fn read(db: &impl Reader, key: &'static str) -> Result<Self> {
        Ok(Self(db.all(RULES, args![key]).await?))
    }

    /// The share that applies; everything where no rule does.
    pub fn share(&self, day: Date, level: Level, council: CouncilId) -> Share {
        self.parameter(day, level, council, "share")
            .and_then(|text| Share::parse(&text))
            .unwrap_or(Share::ALL)
    }

    /// A whole number that applies.
    pub fn whole(&self, day: Date, level: Level, council: CouncilId, name: &str) -> Option<i64> {
        self.parameter(day, level, council, name)?.parse().ok()
    }

    fn parameter(&self, day: Date, level: Level, council: CouncilId, name: &str) -> Option<String> {
        self.0
            .iter()
            .filter(|row| row.valid_from <= day && row.valid_to.is_none_or(|end| day < end))
            .filter(|row| row.council_id.is_none_or(|of| of == council))
            .filter(|row| row.level.is_none_or(|of| of == level))
            .max_by_key(|row| (row.council_id.is_some(), row.level.is_some()))
            .and_then(|row| value(&row.parameters, name))
    }
}

/// The value of a parameter in a list such as `share=2/3; cap=85`.
fn value(parameters: &str, name: &str) -> Option<String> {
    parameters.split(';').find_map(|part| {
        let (key, value) = part.split_once('=')?;
        (key.trim() == name).then(|| value.trim().to_owned())
    })
}
