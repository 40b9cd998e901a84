//! The one thing to do next.

use council::training::calendar::Event;
use council::training::mine::{Knowledge, MyInvitation, MyLaw, MyQuiz, MyTraining};
use council::training::{ClassState, InvitationState};
use jiff::civil::DateTime;
use ui::{Actions, Button, Component, Html, Notice};

use crate::visit::Visit;

/// What a person should do first.
pub enum Next<'a> {
    /// A paper runs, and its time with it.
    Resume(&'a MyQuiz),
    /// A lesson is held today.
    CheckIn(&'a Event),
    /// An invitation waits.
    Attend(&'a MyInvitation),
    /// A check is open.
    Sit(&'a MyLaw, &'a MyQuiz),
    /// Nothing that can be done now.
    Nothing,
}

/// Whether a check of this law can and should be sat: its quiz, if so.
pub fn to_sit(law: &MyLaw) -> Option<&MyQuiz> {
    if matches!(law.knowledge, Knowledge::Passed { .. }) {
        return None;
    }
    law.quizzes.iter().find(|quiz| quiz.open)
}

impl<'a> Next<'a> {
    /// What it is, from what the person has to do and when the lessons are.
    pub fn of(mine: &'a MyTraining, events: &'a [Event], now: DateTime) -> Self {
        let quizzes = || mine.laws.iter().flat_map(|law| &law.quizzes);
        if let Some(quiz) = quizzes().find(|quiz| quiz.running) {
            return Self::Resume(quiz);
        }
        let waiting = || {
            let invited = mine.invited.iter();
            invited.filter(|one| one.state == InvitationState::Invited)
        };
        let today = events.iter().find(|event| {
            let open = waiting()
                .any(|one| one.class_id == event.class && one.class_state == ClassState::Open);
            open && !event.cancelled && event.start.date() == now.date() && now <= event.end
        });
        if let Some(event) = today {
            return Self::CheckIn(event);
        }
        if let Some(invitation) = waiting().next() {
            return Self::Attend(invitation);
        }
        let open = mine
            .laws
            .iter()
            .find_map(|law| to_sit(law).map(|quiz| (law, quiz)));
        match open {
            Some((law, quiz)) => Self::Sit(law, quiz),
            None => Self::Nothing,
        }
    }

    /// The big button with the sentence above it.
    pub fn show(&self, visit: &Visit) -> Html {
        match self {
            Self::Resume(quiz) => ask(
                visit.tv("next-resume", &[("quiz", &quiz.name)]),
                Button::new(
                    visit.t("next-resume-button"),
                    format!("/quizzes/{}", quiz.id),
                ),
            ),
            Self::CheckIn(event) => ask(
                visit.tv(
                    "next-check-in",
                    &[
                        ("lesson", &event.title),
                        ("from", &hour(event.start)),
                        ("to", &hour(event.end)),
                        ("place", &event.place),
                    ],
                ),
                Button::new(visit.t("next-check-in-button"), "/check-in"),
            ),
            Self::Attend(one) => ask(
                visit.tv(
                    "next-attend",
                    &[
                        ("class", &one.class),
                        ("day", &visit.day(one.starts_on)),
                        ("place", &one.place),
                    ],
                ),
                Actions::new()
                    .push(Button::new(
                        visit.t("next-attend-button"),
                        format!("/classes/{}", one.class_id),
                    ))
                    .push(
                        Button::new(
                            visit.t("ask-excuse"),
                            format!("/classes/{}/excuse", one.class_id),
                        )
                        .secondary(),
                    ),
            ),
            Self::Sit(law, quiz) => ask(
                visit.tv("next-sit", &[("law", &law.title), ("number", &law.number)]),
                Button::new(visit.t("next-sit-button"), format!("/quizzes/{}", quiz.id)),
            ),
            Self::Nothing => Html::new(),
        }
    }
}

fn ask(sentence: String, button: impl Component) -> Html {
    Notice::info(sentence).push(button).html()
}

fn hour(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}
