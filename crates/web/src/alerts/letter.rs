//! The words of letters, from the catalogue: plain text, for people who read on old telephones.

use council::alerts::Topic;
use council::alerts::news::{MatterNews, MeetingNews, News, StepNews};
use council::alerts::outbox::{Letter, Says, TopicNews};
use kernel::vi::date_short;

use super::say;
use crate::catalogue::{self, Lang};
use crate::petitions::says;

/// How many pieces of news of one topic a letter tells; the page tells the rest.
const MOST: usize = 30;

/// A letter in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Whereof it is.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// Where mail programs end the news by one click.
    pub unsubscribe: String,
}

/// Writes a letter in a language; `home` is the address that users type.
pub fn written(letter: &Letter, lang: Lang, home: &str) -> Written {
    let words = Words { lang, home };
    let (subject, mut lines) = match &letter.says {
        Says::Confirm { topics, token } => {
            let subject = words.t("alerts-letter-confirm-subject");
            let mut lines = vec![words.t("alerts-letter-hello"), String::new()];
            lines.push(words.tv("alerts-letter-confirm", &[("site", home)]));
            lines.push(String::new());
            for line in topics {
                let topic = say::headed(lang, line.topic, &line.name);
                lines.push(format!("- {topic}"));
            }
            lines.push(String::new());
            lines.push(words.t("alerts-letter-confirm-link"));
            lines.push(format!("{home}/alerts/confirm/{}", token.text()));
            lines.push(String::new());
            lines.push(words.t("alerts-letter-confirm-not-you"));
            (subject, lines)
        }
        Says::News { topics } => (words.subject(topics), words.news(topics)),
    };
    let end = format!("{home}/alerts/end/{}", letter.end.text());
    lines.push(String::new());
    lines.push("-- ".to_owned());
    if let Says::News { .. } = letter.says {
        lines.push(words.tv("alerts-letter-why", &[("site", home)]));
    }
    lines.push(words.tv("alerts-letter-end", &[("link", &end)]));
    lines.push(words.t("alerts-letter-no-answer"));
    Written {
        subject,
        text: lines.join("\n") + "\n",
        unsubscribe: format!("{end}/now"),
    }
}

struct Words<'a> {
    lang: Lang,
    home: &'a str,
}

impl Words<'_> {
    fn t(&self, key: &str) -> String {
        catalogue::text(self.lang, key)
    }

    fn tv(&self, key: &str, values: &[(&str, &str)]) -> String {
        catalogue::text_with(self.lang, key, values)
    }

    fn label(&self, kind: &str, code: &str) -> String {
        self.t(&format!("{kind}-{}", code.replace('_', "-")))
    }

    fn subject(&self, topics: &[TopicNews]) -> String {
        match topics {
            [one] => {
                let what = say::topic(self.lang, one.topic.topic, &one.topic.name);
                self.tv("alerts-letter-subject", &[("what", &what)])
            }
            many => {
                let count = many.len().to_string();
                self.tv("alerts-letter-subject-many", &[("n", &count)])
            }
        }
    }

    fn news(&self, topics: &[TopicNews]) -> Vec<String> {
        let mut lines = vec![self.t("alerts-letter-hello"), String::new()];
        lines.push(self.t("alerts-letter-news"));
        for TopicNews { topic, news } in topics {
            lines.push(String::new());
            let head = say::headed(self.lang, topic.topic, &topic.name);
            lines.push(format!("* {} *", head.to_uppercase()));
            // Who has the code reads everything there; others read each matter on its page.
            let own = match topic.topic {
                Topic::Utterance(_) => Some(format!("{}/follow/{}", self.home, topic.name)),
                Topic::Council(_) | Topic::Unit(_) | Topic::Meetings(_) => None,
            };
            for (place, news) in news.iter().take(MOST).enumerate() {
                lines.push(String::new());
                let link = own.is_none();
                lines.extend(self.piece(place + 1, news, link));
            }
            if let Some(own) = own {
                lines.push(String::new());
                lines.push(self.tv("alerts-letter-see", &[("link", &own)]));
            }
            if news.len() > MOST {
                let rest = (news.len() - MOST).to_string();
                lines.push(String::new());
                lines.push(self.tv("alerts-letter-rest", &[("n", &rest)]));
                lines.push(self.list(topic.topic));
            }
        }
        lines
    }

    /// Where everything of a topic is listed.
    fn list(&self, topic: Topic) -> String {
        let home = self.home;
        match topic {
            Topic::Utterance(_) => format!("{home}/follow"),
            Topic::Council(id) => format!("{home}/petitions?council={id}"),
            Topic::Unit(id) => format!("{home}/petitions?unit={id}"),
            Topic::Meetings(id) => format!("{home}/contacts?unit={id}"),
        }
    }

    fn piece(&self, place: usize, news: &News, link: bool) -> Vec<String> {
        let at = |text: String| format!("{place}. {text}");
        match news {
            News::Matter(matter) => {
                let mut lines = vec![at(self.title(matter))];
                lines.extend(
                    matter
                        .steps
                        .iter()
                        .map(|step| format!("   - {}", self.step(step))),
                );
                if link {
                    let link = format!("{}/petitions/{}", self.home, matter.id);
                    lines.push(format!(
                        "   {}",
                        self.tv("alerts-letter-see", &[("link", &link)])
                    ));
                }
                lines
            }
            News::Late(late) => {
                let holder = self.holder(late.holder.as_deref());
                let due = date_short(late.due_on);
                let values = [("holder", holder.as_str()), ("due", due.as_str())];
                let said = self.tv("alerts-letter-late", &values);
                vec![at(late.title.clone()), format!("   - {said}")]
            }
            News::Closed => vec![at(self.t("alerts-letter-closed"))],
            News::Joined { title } => {
                vec![at(self.tv("alerts-letter-joined", &[("title", title)]))]
            }
            News::Meeting(meeting) => self.meeting(place, meeting),
        }
    }

    fn title(&self, matter: &MatterNews) -> String {
        let key = match matter.fresh {
            true => "alerts-letter-matter-new",
            false => "alerts-letter-matter",
        };
        self.tv(key, &[("title", &matter.title), ("label", &matter.label)])
    }

    /// A step in one sentence or two: who has it, how it was answered, what is promised.
    fn step(&self, step: &StepNews) -> String {
        let holder = self.holder(step.holder.as_deref());
        let since = date_short(step.day);
        let values = [("holder", holder.as_str()), ("since", since.as_str())];
        let mut said = vec![self.tv(says(step.state), &values)];
        if let Some(outcome) = step.outcome {
            said.push(format!("{}.", self.label("matter-outcome", outcome.code())));
        }
        if let Some((number, author, signed_on)) = &step.reply {
            let day = date_short(*signed_on);
            let key = match number.is_empty() {
                true => "alerts-letter-reply",
                false => "alerts-letter-reply-number",
            };
            let values = [
                ("number", number.as_str()),
                ("author", author),
                ("day", &day),
            ];
            said.push(self.tv(key, &values));
        }
        if let Some(promised) = step.promised_on {
            let due = date_short(promised);
            said.push(self.tv("matter-says-promised", &[("due", &due)]));
        }
        said.join(" ")
    }

    fn holder(&self, holder: Option<&str>) -> String {
        match holder {
            Some(holder) if !holder.is_empty() => holder.to_owned(),
            _ => self.t("matter-holder-office"),
        }
    }

    fn meeting(&self, place: usize, meeting: &MeetingNews) -> Vec<String> {
        let change = self.label("alerts-meeting", meeting.change.code());
        let day = date_short(meeting.held_on);
        let values = [
            ("hour", meeting.starts_at.as_str()),
            ("day", day.as_str()),
            ("place", meeting.place.as_str()),
            ("council", meeting.council.as_str()),
        ];
        let link = format!("{}/contacts/{}", self.home, meeting.id);
        vec![
            format!("{place}. {change}"),
            format!("   {}", self.tv("alerts-letter-meeting", &values)),
            format!("   {}", self.tv("alerts-letter-see", &[("link", &link)])),
        ]
    }
}
