//! Comments with their answers, the appraisal, votes and papers of a regulation's page.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use council::Refusal;
use council::access::{Act, FieldGroup};
use council::regulations::papers::paper_file;
use council::regulations::queries::{RegulationPage, regulation};
use council::regulations::{Answer, RegulationState, Stage};
use kernel::ids::PaperId;
use store::Db;
use ui::{Cell, Column, Html, Prose, Section, SummaryList, Table, Tone};

use crate::failure::Outcome;
use crate::listing::file;
use crate::visit::Visit;

/// The comparison table: each comment beside what became of it, by article.
pub fn comments(visit: &Visit, of: &RegulationPage) -> Section {
    let regulation = &of.regulation;
    let mut section = Section::new(visit.t("regulation-comments")).id("gop-y");
    if let Some(until) = regulation.comments_until {
        let key = if regulation.takes_comments(visit.today) {
            "regulation-comments-open-until"
        } else {
            "regulation-comments-locked-since"
        };
        let day = visit.day(regulation.comments_closed_on.unwrap_or(until));
        section = section.intro(visit.tv(key, &[("day", &day)]));
    }
    if !of.invited.is_empty() {
        let bodies = of.invited.iter().map(|body| {
            let count = body.comments.to_string();
            Html::text(visit.tv(
                "regulation-invited-line",
                &[("name", &body.name), ("n", &count)],
            ))
        });
        section = section.push(Prose::new().p(visit.t("regulation-invited")).list(bodies));
    }
    let mut table = Table::new(visit.t("regulation-comparison"), visit.words())
        .column(Column::text(visit.t("regulation-article")))
        .column(Column::text(visit.t("regulation-comment-author")))
        .column(Column::text(visit.t("regulation-comment-text")))
        .column(Column::status(visit.t("regulation-answer")))
        .column(Column::text(visit.t("regulation-answer-reason")))
        .empty(visit.t("regulation-comments-none"));
    let answers = regulation.state == RegulationState::Comments
        && !visit.is_past()
        && visit.can(Act::AnswerComment, &regulation.path);
    for comment in &of.comments {
        let about = match (comment.position, &comment.heading) {
            (Some(place), Some(heading)) => {
                let place = place.to_string();
                visit.tv("article-heading", &[("n", &place), ("heading", heading)])
            }
            _ => visit.t("regulation-whole"),
        };
        let (tone, word) = answer(visit, comment.answer);
        let reason = if answers {
            let words = visit.t(if comment.answer.is_some() {
                "regulation-answer-again"
            } else {
                "task-comment-answer"
            });
            Cell::link(
                if comment.answer_reason.is_empty() {
                    words
                } else {
                    format!("{} ({words})", comment.answer_reason)
                },
                format!("/regulation-comments/{}/answer", comment.id),
            )
        } else if comment.answer_reason.is_empty() {
            Cell::missing(visit.t("missing"))
        } else {
            Cell::text(comment.answer_reason.clone())
        };
        let who = format!("{}, {}", comment.author, visit.moment(comment.given_at));
        table = table.row([
            Cell::text(about),
            Cell::text(who),
            Cell::text(comment.text.clone()),
            Cell::status(tone, word),
            reason,
        ]);
    }
    section.push(table)
}

fn answer(visit: &Visit, answer: Option<Answer>) -> (Tone, String) {
    match answer {
        None => (Tone::Due, visit.t("regulation-unanswered")),
        Some(given) => {
            let tone = match given {
                Answer::Accepted => Tone::Done,
                Answer::Partly => Tone::Due,
                Answer::NotAccepted => Tone::Neutral,
            };
            (tone, visit.label("comment-answer", given.code()))
        }
    }
}

/// What the board said.
pub fn appraisal(visit: &Visit, of: &RegulationPage) -> Section {
    let regulation = &of.regulation;
    let section = Section::new(visit.t("regulation-appraisal")).id("tham-tra");
    let Some(board) = &regulation.board else {
        return section.push(Prose::new().p(visit.t("regulation-appraisal-none")));
    };
    let conclusion = regulation
        .appraisal_conclusion
        .map(|conclusion| visit.label("conclusion", conclusion.code()));
    let note = Some(regulation.appraisal_note.clone()).filter(|note| !note.is_empty());
    section.push(
        SummaryList::new()
            .row(visit.t("regulation-board"), board.clone())
            .row_if(
                visit.t("regulation-appraisal-due"),
                regulation.appraisal_due.map(|day| visit.day(day)),
            )
            .row_if(visit.t("regulation-conclusion"), conclusion)
            .row_if(visit.t("regulation-appraisal-note"), note),
    )
}

/// The votes with what was needed.
pub fn votes(visit: &Visit, of: &RegulationPage) -> Section {
    let mut table = Table::new(visit.t("regulation-votes"), visit.words())
        .quiet()
        .column(Column::text(visit.t("regulation-occasion")))
        .column(Column::date(visit.t("regulation-held-on")))
        .column(Column::number(visit.t("regulation-delegates")))
        .column(Column::number(visit.t("regulation-present")))
        .column(Column::number(visit.t("regulation-in-favour")))
        .column(Column::number(visit.t("regulation-against")))
        .column(Column::number(visit.t("regulation-abstained")))
        .column(Column::number(visit.t("regulation-needed")))
        .column(Column::status(visit.t("regulation-outcome")))
        .empty(visit.t("regulation-votes-none"));
    for vote in &of.votes {
        let way = visit.label("vote-way", vote.way.code());
        let (tone, key) = if vote.passed {
            (Tone::Done, "regulation-passed")
        } else {
            (Tone::Late, "regulation-not-passed")
        };
        table = table.row([
            Cell::text(format!("{} ({way})", vote.occasion)),
            Cell::date(visit.day(vote.held_on)),
            Cell::number(vote.delegates),
            Cell::number(vote.present),
            Cell::number(vote.in_favour),
            Cell::number(vote.against),
            Cell::number(vote.abstained),
            Cell::number(vote.needed),
            Cell::status(tone, visit.t(key)),
        ]);
    }
    Section::new(visit.t("regulation-votes"))
        .id("bieu-quyet")
        .push(table)
}

/// The papers by step.
pub fn papers(visit: &Visit, of: &RegulationPage) -> Section {
    let mut table = Table::new(visit.t("regulation-papers"), visit.words())
        .quiet()
        .column(Column::text(visit.t("regulation-stage")))
        .column(Column::text(visit.t("regulation-paper")))
        .column(Column::text(visit.t("document-number")))
        .column(Column::date(visit.t("signed-on")))
        .empty(visit.t("regulation-papers-none"));
    for paper in &of.papers {
        let stage = visit.label("stage", paper.stage.code());
        let title = if paper.title.is_empty() {
            visit.label("stage-paper", paper.stage.code())
        } else {
            paper.title.clone()
        };
        let title = match paper.file_id {
            Some(_) => Cell::link(title, format!("/regulation-papers/{}", paper.id)),
            None => Cell::text(title),
        };
        let missing = || Cell::missing(visit.t("missing"));
        table = table.row([
            Cell::text(stage),
            title,
            if paper.number.is_empty() {
                missing()
            } else {
                Cell::text(paper.number.clone())
            },
            paper
                .signed_on
                .map_or_else(missing, |day| Cell::date(visit.day(day))),
        ]);
    }
    Section::new(visit.t("regulation-papers"))
        .id("van-ban")
        .push(table)
}

/// The file of a paper: that of a publication for everyone, others for who may read drafts.
pub async fn download(visit: Visit, State(db): State<Db>, Path(id): Path<PaperId>) -> Outcome {
    let paper = paper_file(&db, id).await?;
    let regulation = regulation(&db, paper.regulation_id).await?;
    let public =
        paper.stage == Stage::Publication && regulation.state == RegulationState::Published;
    let drafts = FieldGroup::RegulationDrafts;
    if !public && !visit.actor.reads(drafts, &regulation.path) {
        return Err(Refusal::NotReadable(drafts).into());
    }
    let mut response = file(paper.bytes, "application/octet-stream", &paper.name);
    if let Ok(kind) = HeaderValue::from_str(&paper.media_type) {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    Ok(response)
}
