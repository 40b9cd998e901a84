//! Đánh giá hội nghị: those who came give three marks and a remark; all together they are shown, and nobody's by themselves.

use kernel::Date;
use kernel::ids::{AccountId, ConferenceId};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::queries::{Registration, conference_row, registrations, works_on};
use super::{Conference, ConferenceState, note};
use crate::access::{Act, Actor, NotPermitted};
use crate::refusal::Problems;
use crate::rules::{self, Place};
use crate::{Acting, Result};

/// The rule on how many answer before anything is shown.
const LEAST: &str = "conference_evaluations_min";
/// No remark is longer than this many characters.
const LONGEST_REMARK: usize = 2_000;

record! {
    /// Phiếu đánh giá.
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Evaluation {
        /// Chuyên đề, nội dung: 1 to 5.
        pub content: u32,
        /// Vận dụng được: 1 to 5.
        pub benefit: u32,
        /// Tổ chức: 1 to 5.
        pub organisation: u32,
        /// Góp ý.
        pub remark: String,
    }

    struct Sums { given: u32, content: u32, benefit: u32, organisation: u32 }
}

/// What those who came thought, all together.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conferences::Evaluations)]
pub struct Evaluations {
    /// How many answered.
    pub given: u32,
    /// How many people came.
    pub came: u32,
    /// How many have to answer before anything is shown; nothing is shown without a rule.
    pub needed: Option<u32>,
    /// The means in hundredths: content, benefit, organisation; nothing while too few answered.
    pub means: Option<[u32; 3]>,
    /// Góp ý, in an order that says nothing of who wrote them.
    pub remarks: Vec<String>,
}

sql! {
    SUMS = "SELECT count(*) AS given, CAST(coalesce(sum(content), 0) AS BIGINT) AS content, CAST(coalesce(sum(benefit), 0) AS BIGINT) AS benefit, \
            CAST(coalesce(sum(organisation), 0) AS BIGINT) AS organisation FROM conference_evaluation WHERE conference_id = $1 AND given_on <= $2";
    REMARKS = "SELECT remark FROM conference_evaluation WHERE conference_id = $1 AND given_on <= $2 AND remark <> '' ORDER BY remark";
    MINE = "SELECT content, benefit, organisation, remark FROM conference_evaluation WHERE conference_id = $1 AND account_id = $2";
    TAKE_BACK = "DELETE FROM conference_evaluation WHERE conference_id = $1 AND account_id = $2";
    INSERT = "INSERT INTO conference_evaluation (conference_id, account_id, content, benefit, organisation, remark, given_on) \
              VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

/// Đánh giá hội nghị: once for each account of a council from which somebody came; said again, it is corrected.
pub async fn evaluate(acting: &Acting<'_>, id: ConferenceId, given: Evaluation) -> Result<()> {
    let conference = conference_row(&acting.tx, id).await?;
    let there = registrations(&acting.tx, id, Date::MAX).await?;
    let account = attendee(acting.actor, &there).ok_or(NotPermitted(Act::JoinConference))?;
    let mut problems = Problems::default();
    let held = conference.state(acting.today) >= ConferenceState::Held;
    problems.unless(held, "", "conference-not-held");
    for (field, mark) in [
        ("content", given.content),
        ("benefit", given.benefit),
        ("organisation", given.organisation),
    ] {
        problems.unless((1..=5).contains(&mark), field, "evaluation-mark-missing");
    }
    let remark = given.remark.trim();
    let short = remark.chars().count() <= LONGEST_REMARK;
    problems.unless(short, "remark", "too-long");
    problems.refuse()?;
    acting.tx.execute(TAKE_BACK, args![id, account]).await?;
    let Evaluation {
        content,
        benefit,
        organisation,
        ..
    } = given;
    let values = args![
        id,
        account,
        content,
        benefit,
        organisation,
        remark,
        acting.today
    ];
    acting.tx.execute(INSERT, values).await?;
    note(acting, Act::JoinConference, &conference, "", json!({})).await
}

/// The account of somebody who came, or works at a council from which somebody did.
pub fn attendee(actor: &Actor, there: &[Registration]) -> Option<AccountId> {
    let came = |line: &&Registration| line.attended.is_some_and(|people| people > 0);
    let mut came = there.iter().filter(came);
    let own = came.any(|line| actor.can(Act::JoinConference, &line.path));
    actor.account.filter(|_| own)
}

/// What an account said of a conference.
pub async fn my_evaluation(
    db: &impl Reader,
    id: ConferenceId,
    account: AccountId,
) -> Result<Option<Evaluation>> {
    Ok(db.one(MINE, args![id, account]).await?)
}

/// What those who came thought until a day, for those who take part.
pub async fn evaluations(
    db: &impl Reader,
    actor: &Actor,
    conference: &Conference,
    on: Date,
) -> Result<Option<Evaluations>> {
    if conference.state(on) < ConferenceState::Held || !works_on(actor, conference) {
        return Ok(None);
    }
    let place = Place::of_council(db, conference.council_id, on).await?;
    let rule = rules::in_force(db, LEAST, &place, on).await?;
    let needed = rule.and_then(|rule| rule.parameters.whole("count"));
    let sums: Option<Sums> = db.one(SUMS, args![conference.id, on]).await?;
    let sums = sums.unwrap_or(Sums {
        given: 0,
        content: 0,
        benefit: 0,
        organisation: 0,
    });
    let enough = sums.given > 0 && needed.is_some_and(|needed| sums.given >= needed);
    let mean = |sum: u32| (sum * 100 + sums.given / 2) / sums.given;
    let there = registrations(db, conference.id, on).await?;
    Ok(Some(Evaluations {
        given: sums.given,
        came: there.iter().filter_map(|line| line.attended).sum(),
        needed,
        means: enough.then(|| [sums.content, sums.benefit, sums.organisation].map(mean)),
        remarks: match enough {
            true => remarks(db, conference.id, on).await?,
            false => Vec::new(),
        },
    }))
}

async fn remarks(db: &impl Reader, id: ConferenceId, on: Date) -> Result<Vec<String>> {
    let rows = db.fetch(REMARKS, args![id, on]).await?;
    let remarks = rows.iter().map(store::Row::first);
    Ok(remarks.collect::<store::Result<_>>()?)
}
