//! Căn cứ chọn chuyên đề: what shows, on a day, where delegates are still limited or meet difficulties.
//!
//! Three kinds of evidence that cannot be weighed against one another, each ranked by itself: laws that few of those who have to master
//! them do, fields with many matters of voters still open, difficulties that many meet.

use kernel::Date;
use kernel::ids::{DifficultyId, DocumentId};
use store::Db;

use super::difficulties::{Difficulty, difficulties, met_by};
use super::{Source, Topic};
use crate::Result;
use crate::access::Actor;
use crate::bodies::CouncilRef;
use crate::petitions::Field;
use crate::petitions::board::{By, Span, Tally, board};
use crate::petitions::ledger::Ledger;
use crate::scoreboard::LawCoverage;
use crate::scoreboard::Projection;
use crate::scoreboard::board::{BoardFilter, laws};

/// How many of each kind are suggested.
const SUGGESTED: usize = 6;

/// From where evidence is counted.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The records.
    pub db: &'a Db,
    /// The matters of voters.
    pub ledger: &'a Ledger,
    /// The facts of training.
    pub projection: &'a Projection,
}

/// Evidence of a day.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conferences::Evidence)]
pub struct Evidence {
    /// Laws that delegates at and below the council have to master, those that most do not yet first.
    pub laws: Vec<LawEvidence>,
    /// Fields with matters of voters to the council that are still open, the most first.
    pub fields: Vec<FieldEvidence>,
    /// Difficulties raised at and below the council, those that most meet first.
    pub difficulties: Vec<Difficulty>,
}

/// A law that is not yet mastered by all who have to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conferences::LawEvidence)]
pub struct LawEvidence {
    /// The law.
    pub id: DocumentId,
    /// Số, ký hiệu.
    pub number: String,
    /// Trích yếu.
    pub title: String,
    /// How many have to master it.
    pub owed: u32,
    /// How many of them do.
    pub current: u32,
    /// Their share, in percent, rounded down.
    pub percent: u32,
}

/// A field with open matters.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conferences::FieldEvidence)]
pub struct FieldEvidence {
    /// The field.
    pub field: Field,
    /// Matters that are not settled yet.
    pub open: u32,
    /// Those of them that are late; known of today alone.
    pub late: u32,
}

/// What speaks for a topic on a day.
pub async fn evidence(
    sources: Sources<'_>,
    actor: &Actor,
    council: &CouncilRef,
    on: Date,
    today: Date,
) -> Result<Evidence> {
    let mut known = laws_of(sources, council, on).await?;
    known.retain(|law| law.current < law.owed);
    known.sort_by_key(|law| std::cmp::Reverse(law.owed - law.current));
    let mut fields = fields_of(sources, council, on, today).await?;
    fields.retain(|field| field.open > 0);
    fields.sort_by_key(|field| std::cmp::Reverse((field.late, field.open)));
    let mut raised = difficulties(sources.db, actor, &council.path, on).await?;
    known.truncate(SUGGESTED);
    fields.truncate(SUGGESTED);
    raised.truncate(SUGGESTED);
    Ok(Evidence {
        laws: known,
        fields,
        difficulties: raised,
    })
}

/// What a kind of evidence counts on a day; nothing where it is not known.
pub async fn figure(
    sources: Sources<'_>,
    council: &CouncilRef,
    (source, key): (Source, &str),
    on: Date,
    today: Date,
) -> Result<Option<u32>> {
    Ok(match source {
        Source::Own => None,
        Source::Law => {
            let known = laws_of(sources, council, on).await?;
            let found = known.iter().find(|law| law.id.to_string() == key);
            found.map(|law| law.percent)
        }
        Source::Petitions => {
            let known = fields_of(sources, council, on, today).await?;
            let found = known.iter().find(|field| field.field.code() == key);
            found.map(|field| field.open)
        }
        Source::Difficulty => match key.parse::<DifficultyId>() {
            Ok(id) => met_by(sources.db, id, on).await?,
            Err(_) => None,
        },
    })
}

/// The evidence of a topic counted again on a day.
pub async fn figure_again(
    sources: Sources<'_>,
    council: &CouncilRef,
    topic: &Topic,
    on: Date,
    today: Date,
) -> Result<Option<u32>> {
    figure(
        sources,
        council,
        (topic.source, &topic.source_key),
        on,
        today,
    )
    .await
}

async fn laws_of(sources: Sources<'_>, council: &CouncilRef, on: Date) -> Result<Vec<LawEvidence>> {
    let snapshot = sources.projection.now().await?;
    let filter = BoardFilter {
        path: council.path.clone(),
        ..BoardFilter::default()
    };
    let counted = laws(&snapshot, on, &filter);
    Ok(counted
        .into_iter()
        .filter(|law| law.owed > 0)
        .map(LawEvidence::from)
        .collect())
}

impl From<LawCoverage> for LawEvidence {
    fn from(law: LawCoverage) -> Self {
        Self {
            percent: law.current * 100 / law.owed.max(1),
            id: law.id,
            number: law.number,
            title: law.title,
            owed: law.owed,
            current: law.current,
        }
    }
}

async fn fields_of(
    sources: Sources<'_>,
    council: &CouncilRef,
    on: Date,
    today: Date,
) -> Result<Vec<FieldEvidence>> {
    let span = Span {
        from: council.valid_from,
        to: on,
        on,
    };
    let counted = board(sources.ledger, council.id, By::Field, span, today).await?;
    let line = |row: &crate::petitions::board::Row| {
        let Tally {
            in_hand,
            not_settled,
            late,
            ..
        } = row.tally;
        Some(FieldEvidence {
            field: row.field()?,
            open: in_hand + not_settled,
            late,
        })
    };
    Ok(counted.rows.iter().filter_map(line).collect())
}
