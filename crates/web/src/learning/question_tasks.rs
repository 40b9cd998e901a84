//! Writing, replacing, reviewing and retiring a question of the bank.

use council::access::{Act, FieldGroup};
use council::library::queries::{DocumentFilter, documents};
use council::seed_data::questions::Difficulty;
use council::training::questions::{
    QuestionDetails, QuestionRow, ReviewQuestion, bank_question, replace_question, retire_question,
    review_question, write_question,
};
use council::training::topics::{TopicRow, topics};
use council::{Acting, Page as Batch, Refusal, Result};
use kernel::Id;
use kernel::ids::QuestionId;
use ui::{Choice, Field, Form, Width};
use uuid::Uuid;

use super::words::any_place;
use crate::bodies::words::{choices, reason_field};
use crate::catalogue::Lang;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::view::Part;
use crate::visit::Visit;

/// The names of the fields of the choices: two to six.
const CHOICES: [&str; 6] = [
    "choice1", "choice2", "choice3", "choice4", "choice5", "choice6",
];

/// Soạn câu hỏi.
pub(super) struct Write(Desk);

/// Thay câu hỏi.
pub(super) struct Replace {
    desk: Desk,
    old: QuestionRow,
}

/// Rà soát câu hỏi.
pub(super) struct Review(QuestionRow);

/// Thôi dùng câu hỏi.
pub(super) struct Retire(QuestionRow);

/// What questions can be written about.
struct Desk {
    laws: Vec<Choice>,
    topics: Vec<TopicRow>,
}

impl Desk {
    async fn of(visit: &Visit) -> Outcome<Self> {
        if !visit.actor.reads_anywhere(FieldGroup::QuestionBank) {
            return Err(Refusal::NotReadable(FieldGroup::QuestionBank).into());
        }
        Ok(Self {
            laws: laws(visit).await?,
            topics: topics(visit.app.db()).await?,
        })
    }

    fn ask(&self, visit: &Visit, posted: &Posted, form: Form, old: Option<&QuestionRow>) -> Form {
        let law = old.map(|old| old.document.to_string());
        let law = posted
            .maybe("document")
            .or(law)
            .or(visit.asked("law").map(str::to_owned));
        let text = old.map(|old| old.text.clone()).unwrap_or_default();
        let provision = old.map(|old| old.provision.clone()).unwrap_or_default();
        let explanation = old.map(|old| old.explanation.clone()).unwrap_or_default();
        let fields = form
            .field(posted.fill(
                "document",
                Field::select(
                    "document",
                    visit.t("learning-law"),
                    self.laws.clone(),
                    law.unwrap_or_default(),
                ),
            ))
            .field(
                posted.fill(
                    "provision",
                    Field::text("provision", visit.t("learning-provision"))
                        .hint(visit.t("provision-hint"))
                        .value(provision),
                ),
            )
            .field(
                posted.fill(
                    "text",
                    Field::long("text", visit.t("learning-question"))
                        .rows(3)
                        .value(text),
                ),
            );
        let form = self.ask_choices(visit, posted, fields, old);
        self.ask_rest(visit, posted, form, old).field(
            posted.fill(
                "explanation",
                Field::long("explanation", visit.t("answer-why"))
                    .hint(visit.t("explanation-hint"))
                    .rows(3)
                    .value(explanation),
            ),
        )
    }

    fn ask_choices(
        &self,
        visit: &Visit,
        posted: &Posted,
        mut form: Form,
        old: Option<&QuestionRow>,
    ) -> Form {
        for (at, name) in CHOICES.iter().enumerate() {
            let number = (at + 1).to_string();
            let field = Field::text(*name, visit.tv("choice-number", &[("number", &number)]));
            let before = old.and_then(|old| old.choices.get(at));
            let field = field.value(before.cloned().unwrap_or_default());
            let field = if at < 2 { field } else { field.optional() };
            form = form.field(posted.fill(name, field));
        }
        let numbers: Vec<Choice> = (1..=CHOICES.len())
            .map(|number| {
                let number = number.to_string();
                let words = visit.tv("choice-number", &[("number", &number)]);
                Choice::new(number, words)
            })
            .collect();
        let right = old.map(|old| (old.answer + 1).to_string());
        let field = Field::radios(
            "answer",
            visit.t("answer-right-one"),
            numbers,
            right.unwrap_or_default(),
        );
        form.field(posted.fill("answer", field))
    }

    fn ask_rest(
        &self,
        visit: &Visit,
        posted: &Posted,
        form: Form,
        old: Option<&QuestionRow>,
    ) -> Form {
        let grades = choices(visit, "difficulty", Difficulty::ALL, |grade| grade.code());
        let grade = old.map_or("", |old| old.difficulty.code());
        let topics = self.topics.iter().map(|topic| {
            let name = match visit.lang {
                Lang::Vi => &topic.name_vi,
                Lang::En => &topic.name_en,
            };
            Choice::new(topic.id.to_string(), name.clone())
        });
        let topic = old.and_then(|old| old.topic).map(|id| id.to_string());
        form.field(posted.fill(
            "difficulty",
            Field::radios("difficulty", visit.t("learning-difficulty"), grades, grade),
        ))
        .field(
            posted.fill(
                "topic",
                Field::select(
                    "topic",
                    visit.t("learning-topic"),
                    topics.collect::<Vec<_>>(),
                    topic.unwrap_or_default(),
                )
                .optional(),
            ),
        )
    }
}

/// The laws of the library as choices.
pub(super) async fn laws(visit: &Visit) -> Outcome<Vec<Choice>> {
    let filter = DocumentFilter {
        text: String::new(),
        kind: None,
        status: None,
        as_of: visit.today,
    };
    let found = documents(visit.app.db(), &filter, Batch::WHOLE).await?;
    let choice = |law: council::library::queries::Document| {
        Choice::new(
            law.id.to_string(),
            format!("{} – {}", law.number, law.title),
        )
    };
    Ok(found.rows.into_iter().map(choice).collect())
}

/// What was typed: the choices without the empty ones at the end, and which of them is right.
fn details(read: &mut Reading<'_>) -> QuestionDetails {
    let mut choices: Vec<String> = CHOICES.iter().map(|name| read.text(name)).collect();
    while choices.last().is_some_and(String::is_empty) {
        choices.pop();
    }
    QuestionDetails {
        document: read.id("document"),
        topic: read.maybe_id("topic"),
        provision: read.text("provision"),
        text: read.text("text"),
        choices,
        // No choice is the one with the greatest number: what was not chosen is refused by the act.
        answer: read
            .text("answer")
            .parse()
            .map_or(usize::MAX, |number: usize| number.saturating_sub(1)),
        explanation: read.text("explanation"),
        difficulty: read.choice("difficulty", Difficulty::from_code, Difficulty::Easy),
    }
}

fn place(visit: &Visit, of: Option<&QuestionRow>) -> Place {
    Place {
        scope: any_place(visit, Act::WriteQuestion),
        back: of.map_or_else(|| "/questions".to_owned(), |of| page(of.id)),
        subject: of.map_or_else(|| visit.t("questions-title"), |of| of.text.clone()),
        part: Part::Training,
    }
}

fn page(id: QuestionId) -> String {
    format!("/questions/{id}")
}

async fn read_one(visit: &Visit, id: Uuid) -> Outcome<QuestionRow> {
    let id = Id::from_uuid(id);
    Ok(bank_question(visit.app.db(), &visit.actor, id, visit.today).await?)
}

impl Task for Write {
    const ACT: Act = Act::WriteQuestion;
    const NAME: &'static str = "write-question";

    async fn load(visit: &Visit, _: Uuid) -> Outcome<Self> {
        Ok(Self(Desk::of(visit).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit, None)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        self.0.ask(visit, posted, form, None)
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let details = details(&mut read);
        let outcome = write_question(acting, details).await;
        Ok(page(read.outcome(outcome)?))
    }
}

impl Task for Replace {
    const ACT: Act = Act::WriteQuestion;
    const NAME: &'static str = "replace-question";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self {
            old: read_one(visit, id).await?,
            desk: Desk::of(visit).await?,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit, Some(&self.old))
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        self.desk.ask(visit, posted, form, Some(&self.old))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let details = details(&mut read);
        let outcome = replace_question(acting, self.old.id, details).await;
        Ok(page(read.outcome(outcome)?))
    }
}

impl Task for Review {
    const ACT: Act = Act::WriteQuestion;
    const NAME: &'static str = "review-question";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(read_one(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit, Some(&self.0))
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let provision = Field::text("provision", visit.t("learning-provision"))
            .hint(visit.t("provision-hint"))
            .width(Width::Full)
            .value(self.0.provision.clone());
        let explanation = Field::long("explanation", visit.t("answer-why"))
            .rows(4)
            .value(self.0.explanation.clone());
        form.field(posted.fill("provision", provision))
            .field(posted.fill("explanation", explanation))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let read = Reading::of(posted, acting);
        let command = ReviewQuestion {
            question: self.0.id,
            provision: read.text("provision"),
            explanation: read.text("explanation"),
        };
        let outcome = review_question(acting, command).await;
        read.outcome(outcome)?;
        Ok(page(self.0.id))
    }
}

impl Task for Retire {
    const ACT: Act = Act::WriteQuestion;
    const NAME: &'static str = "retire-question";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(read_one(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit, Some(&self.0))
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let read = Reading::of(posted, acting);
        let outcome = retire_question(acting, self.0.id, &read.text("reason")).await;
        read.outcome(outcome)?;
        Ok(page(self.0.id))
    }
}
