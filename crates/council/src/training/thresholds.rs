//! The dated thresholds of training: presence, pass score, grace, least number of evaluations.
//!
//! **Invariant.** No threshold stands in the code: each is a row of the table of rules for a day, a level and perhaps one council.
//! Where no row applies, the strictest reading holds, so that a missing rule can never make a figure better.

use std::sync::Arc;

use kernel::Date;
use kernel::ids::CouncilId;
use store::{Reader, args, record, sql};

use crate::Result;
use crate::bodies::Level;
use crate::rules::{self, Parameters};

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
}

impl From<rules::Share> for Share {
    fn from(share: rules::Share) -> Self {
        Self {
            part: share.part.into(),
            whole: share.whole.into(),
        }
    }
}

record! {
    struct Row {
        level: Option<Level>,
        council_id: Option<CouncilId>,
        parameters: Parameters,
        valid_from: Date,
        valid_to: Option<Date>,
    }
}

sql! {
    RULES = "SELECT level, council_id, parameters, valid_from, valid_to FROM rule WHERE key = $1 ORDER BY valid_from";
}

/// Every row of one rule, read once and asked for many councils and days.
pub struct Thresholds(Arc<Vec<Row>>);

impl Thresholds {
    /// Reads the rows of a rule.
    pub async fn read(db: &impl Reader, key: &'static str) -> Result<Self> {
        Ok(Self(db.all_kept(RULES, args![key]).await?))
    }

    /// The share that applies; everything where no rule does.
    pub fn share(&self, day: Date, level: Level, council: CouncilId) -> Share {
        self.applying(day, level, council)
            .and_then(|parameters| parameters.share("share"))
            .map_or(Share::ALL, Share::from)
    }

    /// A whole number that applies.
    pub fn whole(&self, day: Date, level: Level, council: CouncilId, name: &str) -> Option<i64> {
        self.applying(day, level, council)?
            .whole(name)
            .map(i64::from)
    }

    fn applying(&self, day: Date, level: Level, council: CouncilId) -> Option<&Parameters> {
        self.0
            .iter()
            .filter(|row| row.valid_from <= day && row.valid_to.is_none_or(|end| day < end))
            .filter(|row| row.council_id.is_none_or(|of| of == council))
            .filter(|row| row.level.is_none_or(|of| of == level))
            .max_by_key(|row| {
                (
                    row.council_id.is_some(),
                    row.level.is_some(),
                    row.valid_from,
                )
            })
            .map(|row| &row.parameters)
    }
}
