//! Checks of data quality, each with why it matters and how to mend it (texts in the catalogue).
//!
//! A check is one statement over the councils of a place on a day. Acts refuse most of these errors; imports, old papers and rules
//! that changed bring them in all the same.
//!
//! **Invariants.** A check only reads. Every case of [`Check`] has a statement here and its texts in both languages.

mod statements;
#[cfg(test)]
mod tests;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use kernel::Date;
use store::{FromRow as _, Reader, args, record};
use uuid::Uuid;

use crate::Result;
use crate::people::acts::{looks_like_email, looks_like_phone};
use crate::rules::{self, queries::seat_plans};

store::coded! {
    /// Một phép kiểm tra chất lượng dữ liệu.
    pub enum Check {
        /// Hai người trên một ghế.
        SeatHeldTwice = "seat_held_twice",
        /// Một người hai nhiệm vụ trong một hội đồng.
        PersonSitsTwice = "person_sits_twice",
        /// Nhiệm vụ ngoài thời gian của hội đồng.
        MandateOutsideCouncil = "mandate_outside_council",
        /// Hội đồng đã kết thúc mà nhiệm vụ chưa kết thúc.
        MandateAfterCouncil = "mandate_after_council",
        /// Nhiệm vụ không gắn với ghế.
        MandateWithoutSeat = "mandate_without_seat",
        /// Giữ chức vụ mà không là đại biểu.
        PostWithoutMandate = "post_without_mandate",
        /// Thành viên của cơ quan đã kết thúc.
        MemberAfterBody = "member_after_body",
        /// Hai lần là thành viên của một cơ quan cùng lúc.
        MembershipTwice = "membership_twice",
        /// Hai người cùng giữ chức vụ đứng đầu.
        TwoHeads = "two_heads",
        /// Cơ quan không có người đứng đầu.
        NoHead = "no_head",
        /// Nhiều đại biểu hơn số ghế đã định.
        MoreThanPlanned = "more_than_planned",
        /// Số đại biểu dự kiến khác quy định theo dân số.
        PlanDiffersFromRule = "plan_differs_from_rule",
        /// Chưa ghi số ghế.
        PlanMissing = "plan_missing",
        /// Ghế của các đơn vị bầu cử không bằng số ghế đã định.
        ConstituenciesDoNotAddUp = "constituencies_do_not_add_up",
        /// Ghế trống.
        SeatVacant = "seat_vacant",
        /// Thiếu ngày sinh.
        BirthMissing = "birth_missing",
        /// Tuổi không hợp lý.
        AgeImplausible = "age_implausible",
        /// Thiếu giới tính.
        SexMissing = "sex_missing",
        /// Hai hồ sơ của một người.
        SamePersonTwice = "same_person_twice",
        /// Bắt đầu nhiệm vụ chưa có nghị quyết.
        StartUnconfirmed = "start_unconfirmed",
        /// Kết thúc nhiệm vụ chưa có nghị quyết.
        EndUnconfirmed = "end_unconfirmed",
        /// Kết thúc nhiệm vụ không có lý do.
        EndWithoutReason = "end_without_reason",
        /// Nghị quyết ký sau ngày có hiệu lực hoặc ngoài thời gian của hội đồng.
        DecisionDayImplausible = "decision_day_implausible",
        /// Tạm đình chỉ chưa có nghị quyết.
        SuspensionUnconfirmed = "suspension_unconfirmed",
        /// Các phiên bản hồ sơ hở hoặc chồng nhau.
        RecordVersionsBroken = "record_versions_broken",
        /// Số điện thoại hoặc thư điện tử sai dạng.
        ContactShape = "contact_shape",
        /// Đơn vị hành chính cũ chưa rõ đơn vị kế tiếp.
        UnitWithoutSuccessor = "unit_without_successor",
        /// Đại biểu chưa thuộc Tổ đại biểu nào.
        DelegateWithoutGroup = "delegate_without_group",
    }

    /// Mức độ của một phép kiểm tra.
    pub enum Severity {
        /// The records contradict themselves or the law.
        Error = "error",
        /// Something is probably wrong.
        Warning = "warning",
        /// Something is still to be recorded.
        Gap = "gap",
    }
}

record! {
    /// One record a check complains of.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    pub struct Finding {
        /// The kind of the record: `person`, `council` or `unit`.
        pub subject_kind: String,
        /// The record.
        pub subject_id: Uuid,
        /// What it is called.
        pub label: String,
        /// The council's place, or the unit's.
        pub path: String,
        /// The values that disagree: numbers, days, names of records; without words of a language.
        pub detail: String,
        /// The mandate, the membership or the body that the finding is about, if it still runs: an act can end or complete it.
        pub running_id: Option<Uuid>,
    }
}

/// So many checks run at the same time: two halve the wait and leave connections to other readers.
const TOGETHER: usize = 2;

/// Longer lists of findings are not kept in memory.
const KEPT: u32 = 500;

/// The outcome of one check.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct Outcome {
    /// The check.
    pub check: Check,
    /// How many records it complains of.
    pub count: u32,
    /// The first of them.
    pub findings: Vec<Finding>,
}

impl Check {
    /// How bad a finding is.
    pub const fn severity(self) -> Severity {
        match self {
            Self::SeatHeldTwice
            | Self::PersonSitsTwice
            | Self::MandateOutsideCouncil
            | Self::MandateAfterCouncil
            | Self::PostWithoutMandate
            | Self::MemberAfterBody
            | Self::MembershipTwice
            | Self::TwoHeads
            | Self::MoreThanPlanned
            | Self::ConstituenciesDoNotAddUp
            | Self::AgeImplausible
            | Self::RecordVersionsBroken => Severity::Error,
            Self::PlanDiffersFromRule
            | Self::SamePersonTwice
            | Self::DecisionDayImplausible
            | Self::ContactShape
            | Self::NoHead
            | Self::EndWithoutReason => Severity::Warning,
            Self::MandateWithoutSeat
            | Self::PlanMissing
            | Self::SeatVacant
            | Self::BirthMissing
            | Self::SexMissing
            | Self::StartUnconfirmed
            | Self::EndUnconfirmed
            | Self::SuspensionUnconfirmed
            | Self::UnitWithoutSuccessor
            | Self::DelegateWithoutGroup => Severity::Gap,
        }
    }
}

/// Runs one check over the councils at a place and below on a day, and gives the first findings.
pub async fn check(
    db: &impl Reader,
    check: Check,
    path: &str,
    as_of: Date,
    limit: u32,
) -> Result<Outcome> {
    let work = Box::pin(run(db, check, path, as_of, limit));
    if limit > KEPT {
        return work.await;
    }
    let values = args![check.code(), path, as_of, limit];
    let kept = db.kept("check", values, work).await?;
    Ok(Outcome::clone(&kept))
}

async fn run(
    db: &impl Reader,
    check: Check,
    path: &str,
    as_of: Date,
    limit: u32,
) -> Result<Outcome> {
    let mut total: Option<u32> = None;
    let mut findings = match statements::statement(check) {
        Some(sql) => {
            let mut values = args![path, as_of];
            // What the sieve for contacts leaves is counted here, whatever the limit.
            if check != Check::ContactShape {
                values.push(store::IntoValue::into_value(limit.max(1)));
            }
            if check == Check::AgeImplausible {
                values.push(store::IntoValue::into_value(youngest(db, as_of).await?));
            }
            let rows = db.fetch(sql, values).await?;
            total = rows.first().map(|row| row.get("total")).transpose()?;
            rows.iter()
                .map(Finding::from_row)
                .collect::<store::Result<_>>()?
        }
        None => plans_differing_from_rule(db, path, as_of).await?,
    };
    if check == Check::ContactShape {
        findings = findings.into_iter().filter_map(misshapen).collect();
        total = None;
    }
    let count = total.unwrap_or_else(|| u32::try_from(findings.len()).unwrap_or(u32::MAX));
    findings.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(Outcome {
        check,
        count,
        findings,
    })
}

/// Runs every check over the councils at a place and below on a day.
pub async fn check_all(
    db: &impl Reader,
    path: &str,
    as_of: Date,
    limit: u32,
) -> Result<Vec<Outcome>> {
    let checks = Check::ALL.iter();
    let checks = checks.map(|one| check(db, *one, path, as_of, limit));
    let work = stream::iter(checks)
        .buffered(TOGETHER)
        .try_collect::<Vec<_>>();
    let kept = db
        .kept("check_all", args![path, as_of, limit], Box::pin(work))
        .await;
    kept.map(|outcomes| outcomes.to_vec())
}

/// The age a candidate must have by the rule of the day; nobody is too young where no rule is known.
async fn youngest(db: &impl Reader, as_of: Date) -> Result<i64> {
    let anywhere = rules::Place {
        level: crate::bodies::Level::Province,
        classes: Vec::new(),
        council: None,
    };
    let rule = rules::in_force(db, "delegate_min_age", &anywhere, as_of).await?;
    Ok(rule
        .and_then(|rule| rule.parameters.whole("years"))
        .map_or(0, i64::from))
}

/// The statement gives every telephone number and address; only what is misshapen stays, by the name of its field.
fn misshapen(finding: Finding) -> Option<Finding> {
    let good = match finding.subject_kind.as_str() {
        "email" => looks_like_email(&finding.detail),
        _ => looks_like_phone(&finding.detail),
    };
    (!good).then(|| Finding {
        detail: finding.subject_kind,
        subject_kind: "person".to_owned(),
        ..finding
    })
}

async fn plans_differing_from_rule(
    db: &impl Reader,
    path: &str,
    as_of: Date,
) -> Result<Vec<Finding>> {
    let plans = seat_plans(db, path, as_of).await?;
    let differing = plans.iter().filter(|plan| plan.differs());
    Ok(differing
        .map(|plan| Finding {
            subject_kind: "council".to_owned(),
            subject_id: plan.council_id.uuid(),
            label: plan.name.clone(),
            path: plan.path.clone(),
            detail: [plan.seats.planned, plan.seats.expected]
                .map(|number| number.map_or_else(String::new, |number| number.to_string()))
                .join(" ≠ "),
            running_id: None,
        })
        .collect())
}
