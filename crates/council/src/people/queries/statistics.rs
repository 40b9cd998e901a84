//! Cơ cấu đại biểu: who sits in a council on a day, in numbers without names.

use std::sync::Arc;

use jiff::ToSpan as _;
use kernel::Date;
use kernel::ids::CouncilId;
use store::{Reader, args, record, sql};

use crate::{Refusal, Result};

/// The reports of the election boards count delegates "dưới 40 tuổi".
const YOUNG_UNDER: i32 = 40;

record! {
    /// Cơ cấu: numbers of delegates in office on a day, each beside the number of whom the matter is known.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    pub struct Statistics {
        /// Delegates in office.
        pub total: u32,
        /// Those whose sex is recorded.
        pub sex_known: u32,
        /// Nữ.
        pub women: u32,
        /// Those whose ethnicity is recorded.
        pub ethnicity_known: u32,
        /// Dân tộc thiểu số.
        pub ethnic_minority: u32,
        /// Những người có tôn giáo; those without a record count as none.
        pub religious: u32,
        /// Đảng viên; those without a record count as non-members.
        pub party: u32,
        /// Those whose birth date or year is recorded.
        pub age_known: u32,
        /// Dưới 40 tuổi.
        pub under_40: u32,
        /// Chuyên trách.
        pub full_time: u32,
        /// Tái cử.
        pub re_elected: u32,
        /// Those whose highest qualification is recorded.
        pub qualification_known: u32,
    }

    /// How many delegates have a qualification.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    pub struct Schooling {
        /// Trình độ chuyên môn as recorded.
        pub qualification: String,
        /// Delegates.
        pub delegates: u32,
    }
}

sql! {
    STATISTICS = "SELECT count(*) AS total, count(r.sex) AS sex_known, \
            count(CASE WHEN r.sex = 'female' THEN 1 END) AS women, count(r.ethnicity) AS ethnicity_known, \
            count(CASE WHEN r.ethnicity <> 'Kinh' THEN 1 END) AS ethnic_minority, \
            count(CASE WHEN r.religion <> 'Không' THEN 1 END) AS religious, count(r.party_since) AS party, \
            count(coalesce(r.birth_date, CAST(r.birth_year AS TEXT))) AS age_known, \
            count(CASE WHEN r.birth_date > $3 OR (r.birth_date IS NULL AND r.birth_year > $4) THEN 1 END) AS under_40, \
            count(CASE WHEN EXISTS (SELECT 1 FROM membership p JOIN body b ON b.id = p.body_id WHERE p.person_id = m.person_id AND b.council_id = m.council_id \
                AND p.full_time = 1 AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)) THEN 1 END) AS full_time, \
            count(CASE WHEN m.re_elected = 1 THEN 1 END) AS re_elected, count(r.qualification) AS qualification_known \
        FROM mandate m JOIN person_record r ON r.person_id = m.person_id AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2) \
        WHERE m.council_id = $1 AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2)";
    SCHOOLING = "SELECT r.qualification, count(*) AS delegates \
        FROM mandate m JOIN person_record r ON r.person_id = m.person_id AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2) \
        WHERE m.council_id = $1 AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2) AND r.qualification IS NOT NULL \
        GROUP BY r.qualification ORDER BY count(*) DESC, r.qualification";
}

/// The numbers of a council on a day, and its qualifications.
pub async fn statistics(
    db: &impl Reader,
    council: CouncilId,
    as_of: Date,
) -> Result<Arc<(Statistics, Vec<Schooling>)>> {
    db.kept(
        "statistics",
        args![council, as_of],
        Box::pin(count(db, council, as_of)),
    )
    .await
}

async fn count(
    db: &impl Reader,
    council: CouncilId,
    as_of: Date,
) -> Result<(Statistics, Vec<Schooling>)> {
    let born_after = as_of.saturating_sub(YOUNG_UNDER.years());
    let values = args![council, as_of, born_after, i64::from(born_after.year())];
    let statistics = db
        .one(STATISTICS, values)
        .await?
        .ok_or(Refusal::NotFound("council"))?;
    Ok((statistics, db.all(SCHOOLING, args![council, as_of]).await?))
}
