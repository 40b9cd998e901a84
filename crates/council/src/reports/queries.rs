//! Reading: the reports of a council, one report with its content, what changed in its figures, what the checker finds in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::Date;
use kernel::ids::ReportId;
use store::Reader;

use super::draw::drawn;
use super::model::{Bound, ChapterText, Content};
use super::records::{answers, frozen, prose, report, reports_of, seen};
use super::signing::{Checked, Frozen, checked};
use super::{Chapter, Report, ReportState};
use crate::access::{Actor, FieldGroup};
use crate::digest::sha256;
use crate::scoreboard::Snapshot;
use crate::{Refusal, Result};

/// Số liệu thay đổi: a figure that is another now.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = reports::Change)]
pub struct Change {
    /// The figure as it is now; where it is gone, as it was.
    pub bound: Bound,
    /// What it was; none where it is new.
    pub then: Option<i64>,
    /// What it is; none where it is gone.
    pub now: Option<i64>,
}

/// Everything the page of a report shows.
#[derive(Debug, Clone)]
pub struct ReportPage {
    /// The report.
    pub report: Report,
    /// The last day whose records it counts.
    pub until: Date,
    /// Its content: of a draft as it is counted for the day, of a signed report as it was signed.
    pub content: Arc<Content>,
    /// What the writer added, as it was typed.
    pub prose: BTreeMap<Chapter, String>,
    /// Of a draft the figures that are others than the writer saw last; of a signed report those that would be others today.
    pub changed: Vec<Change>,
    /// What the checker finds, with the answers; of a signed report those answered then.
    pub findings: Vec<Checked>,
    /// The names in the prose that are no figures of the report.
    pub unknown: Vec<String>,
    /// Of a signed report: whether what is kept is what was signed.
    pub intact: Option<bool>,
}

/// The reports that an actor may read on a day: of the councils of one place in all terms, or of all places.
pub async fn reports(db: &impl Reader, actor: &Actor, path: &str, on: Date) -> Result<Vec<Report>> {
    let mut found = reports_of(db, path, on).await?;
    found.retain(|report| report.is_read_by(actor));
    Ok(found)
}

/// One report with what it says, without its content.
pub async fn one(db: &impl Reader, actor: &Actor, id: ReportId, on: Date) -> Result<Report> {
    let of = report(db, id, on).await?;
    if of.is_read_by(actor) {
        Ok(of)
    } else {
        Err(Refusal::NotReadable(FieldGroup::ReportDrafts))
    }
}

/// What was signed, exactly as its hash was taken.
pub async fn signed_text(
    db: &impl Reader,
    actor: &Actor,
    id: ReportId,
    on: Date,
) -> Result<String> {
    let of = one(db, actor, id, on).await?;
    let text = match of.state {
        ReportState::Draft => None,
        ReportState::Signed => frozen(db, id).await?,
    };
    text.ok_or(Refusal::NotFound("report"))
}

/// One report with everything, as an actor may read it on a day.
pub async fn page(
    db: &impl Reader,
    snapshot: &Snapshot,
    actor: &Actor,
    id: ReportId,
    on: Date,
) -> Result<ReportPage> {
    let of = one(db, actor, id, on).await?;
    match of.state {
        ReportState::Draft => draft(db, snapshot, of, on).await,
        ReportState::Signed => signed(db, snapshot, of).await,
    }
}

async fn draft(db: &impl Reader, snapshot: &Snapshot, of: Report, on: Date) -> Result<ReportPage> {
    let until = of.until(on);
    let drawn = drawn(db, snapshot, &of, until).await?;
    let prose = prose(db, of.id).await?;
    let (content, unknown) = written(&drawn, &prose);
    Ok(ReportPage {
        changed: changes(&seen(db, of.id).await?, &drawn),
        findings: checked(&content.text(), &answers(db, of.id).await?),
        content: Arc::new(content),
        intact: None,
        report: of,
        until,
        prose,
        unknown,
    })
}

async fn signed(db: &impl Reader, snapshot: &Snapshot, of: Report) -> Result<ReportPage> {
    let text = frozen(db, of.id)
        .await?
        .ok_or(Refusal::NotFound("report"))?;
    let kept: Frozen =
        serde_json::from_str(&text).map_err(Refusal::failed("read the signed report"))?;
    let today = drawn(db, snapshot, &of, kept.until).await?;
    let then = kept.content.figures();
    let then = then
        .iter()
        .map(|(key, bound)| ((*key).to_owned(), bound.value));
    let mut changed = changes(&then.collect(), &today);
    // A figure that is told today and was not then is no difference of what was signed.
    changed.retain(|change| change.then.is_some());
    for change in &mut changed {
        if change.now.is_none()
            && let Some(bound) = kept.content.figures().get(change.bound.key.as_str())
        {
            change.bound = (*bound).clone();
        }
    }
    Ok(ReportPage {
        intact: Some(of.sha256.as_deref() == Some(sha256(&text).as_str())),
        findings: checked(&kept.content.text(), &kept.answers),
        content: Arc::new(kept.content),
        prose: BTreeMap::new(),
        unknown: Vec::new(),
        until: kept.until,
        report: of,
        changed,
    })
}

/// What was drawn with what the writer added, and the names in it that are no figures.
pub(super) fn written(
    drawn: &Content,
    prose: &BTreeMap<Chapter, String>,
) -> (Content, Vec<String>) {
    let figures = drawn.figures();
    let mut unknown = Vec::new();
    let chapters = drawn.chapters.iter().map(|text| {
        let mut blocks = text.blocks.clone();
        if let Some(added) = prose.get(&text.chapter) {
            let (more, wrong) = super::prose::blocks(added, &figures);
            blocks.extend(more);
            unknown.extend(wrong);
        }
        ChapterText {
            chapter: text.chapter,
            blocks,
        }
    });
    let chapters = chapters.collect();
    (Content { chapters }, unknown)
}

/// The figures that differ, in the order of their keys.
fn changes(then: &BTreeMap<String, i64>, now: &Content) -> Vec<Change> {
    let figures = now.figures();
    let mut changed: Vec<Change> = figures
        .iter()
        .filter(|(key, bound)| then.get(**key) != Some(&bound.value))
        .map(|(key, bound)| Change {
            bound: (*bound).clone(),
            then: then.get(*key).copied(),
            now: Some(bound.value),
        })
        .collect();
    for (key, value) in then {
        if !figures.contains_key(key.as_str()) {
            changed.push(Change {
                bound: super::model::Bound::lost(key, *value),
                then: Some(*value),
                now: None,
            });
        }
    }
    changed.sort_by(|a, b| a.bound.key.cmp(&b.bound.key));
    changed
}
