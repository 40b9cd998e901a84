//! Ngân hàng câu hỏi: the list and one question, with its answer, for those who keep the bank.

use axum::extract::{Path, State};
use council::Page as Batch;
use council::access::{Act, FieldGroup};
use council::training::QuestionState;
use council::training::questions::{
    LawQuestions, QuestionFilter, QuestionList, QuestionRow, bank_question, laws_with_questions,
    questions,
};
use kernel::ids::QuestionId;
use kernel::vi;
use store::Db;
use ui::{Actions, Button, Choice, Filters, Html, Notice, Page, Section, SummaryList, Tone};

use super::words::{change, law_path};
use crate::bodies::words::{choices, or_all};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing, page_asked, pager};
use crate::view::{Part, reads_anywhere};
use crate::visit::Visit;

/// The place of the state among the columns: on a telephone it stays beside the question.
const STATE: usize = 5;

/// The list.
pub async fn list(visit: Visit, State(db): State<Db>) -> Outcome {
    let batch = page_asked(&visit);
    let filter = filter(&visit, batch);
    let found = questions(&db, &visit.actor, &filter, visit.today).await?;
    let laws = laws_with_questions(&db, visit.today).await?;
    let mut page = Page::new(visit.t("questions-title")).lead(lead(&visit, &found));
    if visit.actor.can_anywhere(Act::WriteQuestion) {
        page = page.action(Button::new(visit.t("question-write"), "/questions/new"));
    }
    page = page
        .push(filters(&visit, &filter, &laws))
        .push(
            listing(&visit, &found)
                .exports(&visit, "/questions")
                .table(&visit)
                .folded(STATE, visit.t("row-more")),
        )
        .push(pager(&visit, batch, found.total as i64));
    Ok(visit
        .view(page)
        .part(Part::Training)
        .crumb(visit.t("nav-training"), "/training")
        .undated()
        .respond())
}

/// The whole list, as narrowed on the page, with the choices and which of them is right.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let filter = QuestionFilter {
        page: 0,
        size: usize::MAX,
        ..filter(&visit, Batch::FIRST)
    };
    let found = questions(&db, &visit.actor, &filter, visit.today).await?;
    Ok(whole(&visit, &found).export(&visit, format, "ngan-hang-cau-hoi"))
}

/// One question.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<QuestionId>) -> Outcome {
    let of = bank_question(&db, &visit.actor, id, visit.today).await?;
    let (tone, word) = state(&visit, &of);
    let mut page = Page::new(of.text.clone())
        .kicker(visit.t("question-kicker"))
        .tag(tone, word);
    if let Some(flag) = of
        .flag
        .as_ref()
        .filter(|_| of.state == QuestionState::InUse)
    {
        page = page.push(Notice::warning(visit.t("question-flagged")).body(visit.tv(
            "question-flagged-why",
            &[
                ("change", &change(&visit, flag)),
                ("day", &visit.day(of.reviewed_on)),
            ],
        )));
    }
    page = page.push(about(&visit, &of));
    if visit.actor.can_anywhere(Act::WriteQuestion) {
        page = page.push(offers(&visit, &of));
    }
    Ok(visit
        .view(page)
        .part(Part::Training)
        .crumb(visit.t("questions-title"), "/questions")
        .undated()
        .respond())
}

/// The list, and one question with its forms.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    if !reads_anywhere(visit, FieldGroup::QuestionBank) {
        return Ok(Vec::new());
    }
    let mut paths = vec!["/questions".to_owned()];
    let writes = visit.actor.can_anywhere(Act::WriteQuestion);
    if writes {
        paths.push("/questions/new".into());
    }
    let filter = QuestionFilter {
        state: Some(QuestionState::InUse),
        size: 1,
        ..QuestionFilter::default()
    };
    let db = visit.app.db();
    let found = questions(db, &visit.actor, &filter, visit.today).await?;
    for row in &found.rows {
        paths.push(format!("/questions/{}", row.id));
        if writes {
            let end = |end: &str| format!("/questions/{}/{end}", row.id);
            paths.extend(["review", "replace", "retire"].map(end));
        }
    }
    Ok(paths)
}

fn filter(visit: &Visit, batch: Batch) -> QuestionFilter {
    let asked = |name: &str| visit.asked(name);
    QuestionFilter {
        document: asked("law").and_then(|id| id.parse().ok()),
        topic: None,
        state: asked("state").and_then(QuestionState::from_code),
        flagged: asked("flagged").is_some(),
        text: asked("q").unwrap_or_default().to_owned(),
        page: batch.number as usize - 1,
        size: batch.size as usize,
    }
}

fn lead(visit: &Visit, found: &QuestionList) -> String {
    let values = [
        ("total", &*vi::number(found.total as i64)),
        ("flagged", &*vi::number(found.flagged as i64)),
    ];
    if found.flagged == 0 {
        visit.tv("questions-lead", &values)
    } else {
        visit.tv("questions-lead-flagged", &values)
    }
}

fn filters(visit: &Visit, filter: &QuestionFilter, laws: &[LawQuestions]) -> Filters {
    let asked = |name: &str| visit.asked(name).unwrap_or_default();
    let laws = laws
        .iter()
        .map(|one| {
            let count = one.in_use.to_string();
            let values = [("law", one.number.as_str()), ("count", count.as_str())];
            Choice::new(
                one.document.to_string(),
                visit.tv("questions-of-law", &values),
            )
        })
        .collect();
    let states = choices(
        visit,
        "question-state",
        QuestionState::ALL,
        QuestionState::code,
    );
    Filters::new("/questions", visit.words())
        .search("q", &visit.t("questions-search"), asked("q"))
        .select(
            "law",
            &visit.t("learning-law"),
            or_all(visit, laws),
            asked("law"),
        )
        .select(
            "state",
            &visit.t("state"),
            or_all(visit, states),
            asked("state"),
        )
        .check(
            "flagged",
            &visit.t("questions-only-flagged"),
            filter.flagged,
        )
}

fn listing(visit: &Visit, found: &QuestionList) -> Listing {
    let mut list = Listing::new(visit.t("questions-title"))
        .column(Kind::Text, visit.t("learning-question"))
        .column(Kind::Text, visit.t("learning-law"))
        .column(Kind::Text, visit.t("learning-provision"))
        .column(Kind::Text, visit.t("learning-difficulty"))
        .column(Kind::Day, visit.t("reviewed-on"))
        .column(Kind::Status, visit.t("state"))
        .empty(visit.t("questions-none"));
    for row in &found.rows {
        let (tone, word) = state(visit, row);
        list = list.row([
            Item::Link(row.text.clone(), format!("/questions/{}", row.id)),
            Item::Text(row.number.clone()),
            Item::Text(row.provision.clone()),
            Item::Text(visit.label("difficulty", row.difficulty.code())),
            Item::Day(row.reviewed_on),
            Item::Status(tone, word),
        ]);
    }
    list
}

/// What a file says of each question: beside the columns of the page, what is offered, what is right and why.
fn whole(visit: &Visit, found: &QuestionList) -> Listing {
    let mut list = Listing::new(visit.t("questions-title"))
        .column(Kind::Text, visit.t("learning-question"))
        .column(Kind::Text, visit.t("learning-choices"))
        .column(Kind::Text, visit.t("learning-answer"))
        .column(Kind::Text, visit.t("answer-why"))
        .column(Kind::Text, visit.t("learning-law"))
        .column(Kind::Text, visit.t("learning-provision"))
        .column(Kind::Text, visit.t("learning-difficulty"))
        .column(Kind::Day, visit.t("reviewed-on"))
        .column(Kind::Status, visit.t("state"));
    for row in &found.rows {
        let (tone, word) = state(visit, row);
        let answer = row.choices.get(row.answer).cloned().unwrap_or_default();
        list = list.row([
            Item::Text(row.text.clone()),
            Item::Text(row.choices.join("\n")),
            Item::Text(answer),
            Item::Text(row.explanation.clone()),
            Item::Text(row.number.clone()),
            Item::Text(row.provision.clone()),
            Item::Text(visit.label("difficulty", row.difficulty.code())),
            Item::Day(row.reviewed_on),
            Item::Status(tone, word),
        ]);
    }
    list
}

/// Whether it may be asked, and if not, why.
fn state(visit: &Visit, row: &QuestionRow) -> (Tone, String) {
    match (row.state, &row.flag) {
        (QuestionState::Retired, _) => (Tone::Neutral, visit.t("question-state-retired")),
        (QuestionState::InUse, Some(flag)) => (Tone::Late, change(visit, flag)),
        (QuestionState::InUse, None) => (Tone::Done, visit.t("question-state-in-use")),
    }
}

fn about(visit: &Visit, of: &QuestionRow) -> Section {
    let answers = of.choices.iter().enumerate().map(|(at, choice)| {
        if at == of.answer {
            Html::strong(visit.tv("choice-right", &[("choice", choice)]))
        } else {
            Html::text(choice)
        }
    });
    let mut choices = Html::new();
    choices.push(ui::Prose::new().list(answers.collect::<Vec<_>>()));
    let list = SummaryList::new()
        .row(visit.t("learning-choices"), choices)
        .row(visit.t("answer-why"), of.explanation.clone())
        .row(
            visit.t("learning-law"),
            Html::link(&of.number, law_path(visit, of.document)),
        )
        .row(visit.t("learning-provision"), of.provision.clone())
        .row(
            visit.t("learning-difficulty"),
            visit.label("difficulty", of.difficulty.code()),
        )
        .row(visit.t("reviewed-on"), visit.day(of.reviewed_on));
    Section::new(visit.t("question-about")).push(list)
}

fn offers(visit: &Visit, of: &QuestionRow) -> Actions {
    let href = |end: &str| format!("/questions/{}/{end}", of.id);
    let replace = Button::new(visit.t("question-replace"), href("replace")).secondary();
    if of.state == QuestionState::Retired {
        return Actions::new().push(replace);
    }
    Actions::new()
        .push(Button::new(visit.t("question-review"), href("review")))
        .push(replace)
        .push(Button::new(visit.t("question-retire"), href("retire")).secondary())
}
