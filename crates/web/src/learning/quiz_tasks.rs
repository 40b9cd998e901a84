//! Lập bài kiểm tra.

use council::access::{Act, FieldGroup};
use council::bodies::queries::councils_below;
use council::training::questions::laws_with_questions;
use council::training::quizzes::{SetQuiz, set_quiz};
use council::{Acting, Refusal, Result};
use ui::{Choice, Field, Form, Width};
use uuid::Uuid;

use super::words::any_place;
use crate::bodies::words::council_title;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::view::Part;
use crate::visit::Visit;

/// No more councils are offered to choose from: a whole province has fewer.
const OFFERED: u32 = 300;

/// Lập bài kiểm tra.
pub(super) struct Set {
    councils: Vec<Choice>,
    laws: Vec<Choice>,
}

impl Task for Set {
    const ACT: Act = Act::SetQuiz;
    const NAME: &'static str = "set-quiz";

    async fn load(visit: &Visit, _: Uuid) -> Outcome<Self> {
        if !visit.actor.can_anywhere(Act::SetQuiz) {
            return Err(Refusal::NotReadable(FieldGroup::QuestionBank).into());
        }
        Ok(Self {
            councils: own_councils(visit).await?,
            laws: usable_laws(visit).await?,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: any_place(visit, Act::SetQuiz),
            back: "/quizzes".into(),
            subject: visit.t("quizzes-title"),
            part: Part::Training,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let only = match self.councils.as_slice() {
            [one] => one.value.clone(),
            _ => String::new(),
        };
        let council = Field::select("council", visit.t("council"), self.councils.clone(), only)
            .hint(visit.t("quiz-council-hint"));
        let asked = visit.asked("law").unwrap_or_default();
        let law = Field::select(
            "document",
            visit.t("learning-law"),
            self.laws.clone(),
            asked,
        )
        .hint(visit.t("quiz-law-hint"));
        let number = |name: &str, label: &str, value: &str| {
            let field = Field::number(name, visit.t(label)).width(Width::Short);
            posted.fill(name, field.value(value))
        };
        form.field(posted.fill("council", council))
            .field(posted.fill("document", law))
            .field(posted.fill("name", Field::text("name", visit.t("quiz-name"))))
            .field(number("questions", "quiz-questions", "10"))
            .field(number("minutes", "quiz-minutes", "20"))
            .field(posted.fill(
                "opens_on",
                Field::date("opens_on", visit.t("quiz-opens")).value(visit.day(visit.today)),
            ))
            .field(posted.fill(
                "closes_on",
                Field::date("closes_on", visit.t("quiz-closes")).optional(),
            ))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = SetQuiz {
            council: read.id("council"),
            document: read.id("document"),
            name: read.text("name"),
            questions: read.number("questions"),
            minutes: read.number("minutes"),
            opens_on: read.day("opens_on"),
            closes_on: read.date("closes_on"),
        };
        let outcome = set_quiz(acting, command).await;
        Ok(format!("/quizzes/{}", read.outcome(outcome)?))
    }
}

/// The councils for which the visitor may set a check.
async fn own_councils(visit: &Visit) -> Outcome<Vec<Choice>> {
    let mut found = Vec::new();
    let grants = visit.actor.grants.iter();
    for grant in grants.filter(|grant| Act::SetQuiz.roles().contains(&grant.role)) {
        let (db, today) = (visit.app.db(), visit.today);
        for council in councils_below(db, &grant.scope, today, OFFERED).await? {
            let choice = Choice::new(council.id.to_string(), council_title(visit, &council));
            if !found.contains(&choice) {
                found.push(choice);
            }
        }
    }
    Ok(found)
}

/// The laws about which questions may be asked today, with how many.
async fn usable_laws(visit: &Visit) -> Outcome<Vec<Choice>> {
    let laws = laws_with_questions(visit.app.db(), visit.today).await?;
    let usable = laws.iter().filter(|law| law.in_use > law.flagged);
    Ok(usable
        .map(|law| {
            let count = (law.in_use - law.flagged).to_string();
            let values = [("law", law.number.as_str()), ("count", count.as_str())];
            let words = visit.tv("questions-of-law", &values);
            Choice::new(law.document.to_string(), format!("{words} – {}", law.title))
        })
        .collect())
}
