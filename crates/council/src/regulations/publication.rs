//! Công bố: the text is frozen with its hash, enters the library, takes force, and ends the older one.

use kernel::ids::{DocumentId, RegulationId};
use kernel::{Date, vi};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::demands::{after, days};
use super::drafting::{Article, Basis, articles, bases};
use super::papers::{self, GivenPaper};
use super::queries::{Regulation, regulation};
use super::{Demands, Move, Stage, enter};
use crate::access::Act;
use crate::bodies::queries::council;
use crate::bodies::{CouncilRef, running_name};
use crate::digest::sha256;
use crate::library::acts::{RecordDocument, end_document, record_document};
use crate::library::queries::document_by_number;
use crate::library::texts::acts::{KeepText, keep_text};
use crate::library::{DocumentKind, Relation};
use crate::refusal::Problems;
use crate::seed_data::Certainty;
use crate::{Acting, Problem, Result};

record! {
    /// A regulation of the same unit that a new one may replace.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct Older {
        /// Its record in the library.
        pub document_id: DocumentId,
        /// Số, ký hiệu.
        pub number: String,
        /// Its title.
        pub title: String,
        /// First day in force.
        pub in_force_on: Option<Date>,
    }
}

sql! {
    OLDER = "SELECT d.id AS document_id, d.number, d.title, d.in_force_on FROM regulation r JOIN council c ON c.id = r.council_id JOIN document d ON d.id = r.document_id \
             WHERE c.path = $1 AND r.id <> $2 AND (d.ended_on IS NULL OR d.ended_on > $3) ORDER BY d.in_force_on DESC, d.number";
    FREEZE = "UPDATE regulation SET published_on = $2, in_force_on = $3, frozen = $4, sha256 = $5, document_id = $6, older_id = $7 WHERE id = $1";
}

/// The regulations of the unit that were not at an end on a day.
pub async fn older(db: &impl Reader, regulation: &Regulation, day: Date) -> Result<Vec<Older>> {
    let values = args![&regulation.path, regulation.id, day];
    Ok(db.all(OLDER, values).await?)
}

/// Công bố.
#[derive(Debug, Clone)]
pub struct PublishRegulation {
    /// The regulation.
    pub regulation: RegulationId,
    /// Ngày công bố.
    pub published_on: Date,
    /// Ngày có hiệu lực.
    pub in_force_on: Date,
    /// The older one that ends on the day this one takes force.
    pub older: Option<DocumentId>,
    /// Bản nghị quyết đã ký.
    pub paper: GivenPaper,
}

/// What is laid down when a text is published.
pub(super) struct Frozen {
    pub(super) published_on: Date,
    pub(super) in_force_on: Date,
    pub(super) ended_on: Option<Date>,
    pub(super) text: Option<String>,
    pub(super) older: Option<Older>,
}

/// Công bố.
pub async fn publish_regulation(acting: &Acting<'_>, command: PublishRegulation) -> Result<()> {
    let id = command.regulation;
    let tx = &acting.tx;
    let regulation = regulation(tx, id).await?;
    acting.may(Act::PublishRegulation, &regulation.path)?;
    let state = regulation.state.after(Move::Publish)?;
    let mut problems = Problems::default();
    problems.unless(regulation.number.is_some(), "", "regulation-without-number");
    let day = command.published_on;
    problems.unless(day <= acting.today, "published_on", "day-ahead");
    problems.unless(
        day >= regulation.since,
        "published_on",
        "regulation-before-last-step",
    );
    let demands = Demands::of(tx, regulation.council_id, regulation.kind, day).await?;
    let adopted_on = regulation.adopted_on.unwrap_or(regulation.since);
    let rule = demands.force_days(tx, adopted_on).await?;
    let earliest = after(adopted_on, days(rule.as_ref()).unwrap_or(0));
    if command.in_force_on < earliest {
        let day = vi::date_short(earliest);
        problems.add(Problem::new("in_force_on", "regulation-force-too-early").with("day", day));
    }
    let choices = older(tx, &regulation, command.in_force_on).await?;
    let chosen = command
        .older
        .map(|id| choices.into_iter().find(|other| other.document_id == id));
    let known = !matches!(&chosen, Some(None));
    problems.unless(known, "older", "choice-unknown");
    let chosen = chosen.flatten();
    let later = chosen
        .as_ref()
        .and_then(|older| older.in_force_on)
        .is_some_and(|from| from >= command.in_force_on);
    problems.unless(!later, "older", "regulation-older-is-later");
    command
        .paper
        .check(acting, &demands, Stage::Publication, &mut problems)
        .await?;
    problems.refuse()?;

    let council = council(tx, regulation.council_id).await?;
    let (articles, bases) = (articles(tx, id).await?, bases(tx, id).await?);
    let text = compose(
        &council,
        &regulation,
        command.in_force_on,
        &bases,
        &articles,
    );
    papers::keep(acting, id, Stage::Publication, command.paper).await?;
    let frozen = Frozen {
        published_on: day,
        in_force_on: command.in_force_on,
        ended_on: None,
        text: Some(text),
        older: chosen,
    };
    freeze(acting, &council, &regulation, frozen, bases).await?;
    enter(acting, id, state, day, "").await?;
    let detail = json!({"after": {"state": state, "published_on": day, "in_force_on": command.in_force_on, "older": command.older}});
    acting
        .audit(
            Act::PublishRegulation,
            Some(council.id),
            "regulation",
            id,
            "",
            detail,
        )
        .await
}

/// Lays the text down with its hash, puts it into the library and ends the older one.
pub(super) async fn freeze(
    acting: &Acting<'_>,
    council: &CouncilRef,
    regulation: &Regulation,
    frozen: Frozen,
    bases: Vec<Basis>,
) -> Result<()> {
    let number = regulation.number.clone().unwrap_or_default();
    let mut relations: Vec<(Relation, String)> = bases
        .into_iter()
        .map(|basis| (Relation::BasedOn, basis.number))
        .collect();
    if let Some(older) = &frozen.older {
        relations.push((Relation::Replaces, older.number.clone()));
    }
    let issuer = issuer(council);
    let shelved = RecordDocument {
        council: Some(council.id),
        owner: Some(council.id),
        number: shelf_number(acting, regulation, &issuer, number).await?,
        kind: DocumentKind::Resolution,
        issuer,
        title: regulation.title.clone(),
        signed_on: regulation.adopted_on,
        in_force_on: Some(frozen.in_force_on),
        ended_on: frozen.ended_on,
        certainty: Certainty::Confirmed,
        note: String::new(),
        relations,
    };
    let document = record_document(acting, shelved).await?;
    if let Some(older) = &frozen.older {
        end_document(acting, council, older.document_id, frozen.in_force_on).await?;
    }
    let hash = frozen.text.as_deref().map(sha256);
    let values = args![
        regulation.id,
        frozen.published_on,
        frozen.in_force_on,
        frozen.text.clone(),
        hash,
        document,
        frozen.older.map(|older| older.document_id)
    ];
    acting.tx.execute(FREEZE, values).await?;
    if let Some(text) = frozen.text {
        keep_text(acting, KeepText { document, text }).await?;
    }
    Ok(())
}

/// The number under which the library keeps it: many councils have a number 05/NQ-HĐND, so the second one names its issuer and year.
async fn shelf_number(
    acting: &Acting<'_>,
    regulation: &Regulation,
    issuer: &str,
    number: String,
) -> Result<String> {
    let there = document_by_number(&acting.tx, &number).await?;
    let year = regulation.adopted_on.map(|day| day.year());
    Ok(match (there, year) {
        (Some(_), Some(year)) => format!("{number} ({issuer}, {year})"),
        _ => number,
    })
}

/// "HĐND thành phố Cần Thơ".
pub(super) fn issuer(council: &CouncilRef) -> String {
    format!("HĐND {}", running_name(&council.unit_name))
}

fn compose(
    council: &CouncilRef,
    regulation: &Regulation,
    in_force_on: Date,
    bases: &[Basis],
    articles: &[Article],
) -> String {
    let mut text = format!(
        "{}\nSố: {}\n\n{}\n\n",
        council.title(),
        regulation.number.as_deref().unwrap_or_default(),
        regulation.title
    );
    for basis in bases {
        text.push_str(&format!("Căn cứ {} (số {});\n", basis.title, basis.number));
    }
    for article in articles {
        if !article.chapter.is_empty() {
            text.push_str(&format!("\n{}\n", article.chapter));
        }
        let Article {
            position,
            heading,
            text: said,
            ..
        } = article;
        text.push_str(&format!("\nĐiều {position}. {heading}\n{said}\n"));
    }
    let adopted = regulation
        .adopted_on
        .map(vi::date_short)
        .unwrap_or_default();
    text.push_str(&format!(
        "\nThông qua ngày {adopted}; có hiệu lực từ ngày {}.\n",
        vi::date_short(in_force_on)
    ));
    text
}
