//! The parts of the page of one conference: topics, who is invited, what was concluded, what those who came thought.

use council::access::Act;
use council::conferences::evaluating::Evaluations;
use council::conferences::queries::Registration;
use council::conferences::{Conclusion, ConferenceState, Standing, Topic};
use kernel::vi;
use ui::{Card, Details, Grid, Html, Prose, Section, SummaryList, Tone};

use super::one::{ConclusionLine, Shown, TopicNow};
use super::say;
use crate::bodies::words::council_title;
use crate::listing::{Item, Kind, Listing};
use crate::visit::Visit;

/// The topics: why each was chosen, what became of it, who reports and who discusses.
pub fn topics(visit: &Visit, of: &Shown) -> Section {
    let section = Section::new(visit.t("conference-topics")).id("chuyen-de");
    if of.topics.is_empty() {
        return section.push(Prose::new().p(visit.t("conference-topics-none")));
    }
    let cards = of.topics.iter().map(|line| topic(visit, of, line));
    section.push(cards.fold(Grid::new(), Grid::push))
}

fn topic(visit: &Visit, of: &Shown, line: &TopicNow) -> Card {
    let topic = &line.topic;
    let (tone, word) = say::standing(visit, line.paper_standing);
    let state = visit.tv("conference-paper-is", &[("state", &word)]);
    let due = [
        ("unit", topic.lead_name.as_str()),
        ("day", &visit.day(topic.paper_due_on)),
    ];
    let speaks = |one: &&council::conferences::queries::Discussant| one.topic_id == topic.id;
    let discuss: Vec<String> = of
        .discussants
        .iter()
        .filter(speaks)
        .map(|one| format!("{} ({})", one.unit_name, one.name))
        .collect();
    let later = say::then_and_now(visit, topic, line.later.as_ref());
    let facts = SummaryList::new()
        .row(visit.t("conference-source"), source(visit, of, line))
        .row_if(visit.t("conference-later"), later.map(|(_, said)| said))
        .row(
            visit.t("conference-lead"),
            visit.tv("conference-lead-by", &due),
        )
        .row_if(
            visit.t("conference-discussants"),
            (!discuss.is_empty()).then(|| discuss.join("; ")),
        );
    let mut card = Card::new(topic.title.clone())
        .kicker(visit.label("conference-source", topic.source.code()))
        .tag(tone, state)
        .push(facts);
    if let Some(paper) = of.papers.get(&topic.id) {
        let author = [("author", paper.author.as_str())];
        let mut fold =
            Details::new(visit.tv("conference-paper-of", &author)).push(Prose::typed(&paper.paper));
        if let Some(name) = &paper.file {
            let href = visit.link(&format!("/conference-topics/{}/file", topic.id));
            fold = fold.text(Html::link(name, href));
        }
        card = card.push(fold);
    }
    for (key, end) in forms(visit, of, topic) {
        let words = visit.tv(key, &[("topic", &topic.title)]);
        let href = format!("/conference-topics/{}/{end}", topic.id);
        card = card.text(Html::link(words, href));
    }
    card
}

/// The forms of a topic that are open to this visitor.
fn forms(visit: &Visit, of: &Shown, topic: &Topic) -> Vec<(&'static str, &'static str)> {
    let mut open = Vec::new();
    if visit.is_past() || of.conference.state(visit.today) >= ConferenceState::Held {
        return open;
    }
    if visit.can(Act::JoinConference, &topic.lead_path) {
        open.push(("conference-paper-hand-in", "paper"));
    }
    if visit.can(Act::PlanConference, &of.conference.path) {
        open.push(("conference-discussant-name", "discussant"));
    }
    open
}

/// The evidence, with the way to it.
fn source(visit: &Visit, of: &Shown, line: &TopicNow) -> Html {
    let topic = &line.topic;
    let name = line.later.as_ref().map_or("", |later| later.name.as_str());
    let words = say::evidence(visit, topic.source, &topic.source_key, name);
    let council = of.conference.council_id;
    match say::evidence_path(visit, council, topic.source, &topic.source_key) {
        Some(href) => Html::link(words, href),
        None => Html::text(words),
    }
}

/// The councils that are invited: what they answered, who did not, who came.
pub fn invited(visit: &Visit, of: &Shown) -> Section {
    let held = of.conference.state(visit.on) >= ConferenceState::Held;
    let coming = || of.registrations.iter().filter(|line| line.people > 0);
    let people: i64 = coming().map(|line| i64::from(line.people)).sum();
    let values = [
        ("answered", vi::count(of.registrations.len())),
        ("all", vi::count(of.registrations.len() + of.silent.len())),
        ("councils", vi::count(coming().count())),
        ("people", vi::number(people)),
    ];
    let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
    let row = |line: &Registration| {
        let (tone, word) = match line.people {
            0 => (Tone::Unsure, visit.t("conference-comes-not")),
            n => {
                let n = vi::number(n.into());
                (Tone::Done, visit.tv("conference-comes", &[("n", &n)]))
            }
        };
        let href = visit.link(&format!("/councils/{}", line.council_id));
        let mut row = vec![
            Item::Link(line.unit_name.clone(), href),
            Item::Status(tone, word),
            Item::Day(line.registered_on),
            Item::maybe(Some(line.note.clone()).filter(|note| !note.is_empty())),
        ];
        if held {
            let attended = line.attended.filter(|_| line.people > 0);
            row.push(attended.map_or(Item::Missing, |n| Item::Number(n.into())));
        }
        row
    };
    let mut table = Listing::new(visit.t("conference-invited"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Status, visit.t("conference-invitation"))
        .column(Kind::Day, visit.t("conference-registered-on"))
        .column(Kind::Text, visit.t("conference-note"));
    if held {
        table = table.column(Kind::Number, visit.t("conference-attended"));
    }
    let table = table
        .rows(of.registrations.iter().map(row))
        .empty(visit.t("conference-invited-none"));
    let section = Section::new(visit.t("conference-invited"))
        .id("duoc-moi")
        .intro(visit.tv("conference-invited-intro", &values))
        .push(table.table(visit).quiet());
    if of.silent.is_empty() {
        return section;
    }
    let n = vi::count(of.silent.len());
    let names = of.silent.iter().map(|council| {
        let href = visit.link(&format!("/councils/{}", council.id));
        Html::link(council_title(visit, council), href)
    });
    let fold = Details::new(visit.tv("conference-silent", &[("n", &n)]));
    section.push(fold.push(Prose::new().list(names)))
}

/// What those who came thought, once enough answered.
pub fn evaluated(visit: &Visit, of: &Evaluations) -> Section {
    let (given, came) = (vi::number(of.given.into()), vi::number(of.came.into()));
    let section = Section::new(visit.t("conference-evaluation")).id("danh-gia");
    let values = [("given", given.as_str()), ("came", &came)];
    let section = section.intro(visit.tv("conference-evaluation-intro", &values));
    let Some(means) = of.means else {
        let needed = of
            .needed
            .map_or(visit.t("missing"), |n| vi::number(n.into()));
        let said = visit.tv("conference-evaluation-few", &[("needed", &needed)]);
        return section.push(Prose::new().p(said));
    };
    let rows = ["content", "benefit", "organisation"].iter().zip(means);
    let table = Listing::new(visit.t("conference-evaluation"))
        .column(Kind::Text, visit.t("evaluations-question"))
        .column(Kind::Text, visit.t("evaluations-mean"))
        .rows(rows.map(|(question, mean)| {
            vec![
                Item::Text(visit.label("conference-mark", question)),
                Item::Text(format!("{},{:02}", mean / 100, mean % 100)),
            ]
        }));
    let section = section.push(table.table(visit).quiet());
    match of.remarks.is_empty() {
        true => section,
        false => section.push(
            Prose::new()
                .h3(visit.t("conference-remarks"))
                .list(of.remarks.clone()),
        ),
    }
}

/// What was concluded: who does what until when, and what became of it.
pub fn concluded(visit: &Visit, of: &Shown) -> Section {
    let open = !visit.is_past() && of.conference.state(visit.today) == ConferenceState::Held;
    let follows = |conclusion: &Conclusion| {
        let own = conclusion.owner_path.as_deref();
        let paths = [Some(of.conference.path.as_str()), own];
        open && paths
            .into_iter()
            .flatten()
            .any(|path| visit.can(Act::FollowConclusion, path))
    };
    let mut table = Listing::new(visit.t("conference-conclusions"))
        .column(Kind::Text, visit.t("conclusion"))
        .column(Kind::Text, visit.t("conclusion-owner"))
        .column(Kind::Day, visit.t("conclusion-due"))
        .column(Kind::Status, visit.t("conclusion-standing"))
        .column(Kind::Text, visit.t("conclusion-evidence"))
        .empty(visit.t("conference-conclusions-none"));
    let mut links = Vec::new();
    for ConclusionLine {
        conclusion,
        standing,
    } in &of.conclusions
    {
        let (tone, word) = say::standing(visit, *standing);
        let told = match standing {
            Standing::Explained => Some(conclusion.explanation.clone()),
            _ if standing.is_settled() => Some(conclusion.evidence.clone()),
            _ => None,
        };
        table = table.row(vec![
            Item::Text(conclusion.content.clone()),
            Item::Text(say::owner(conclusion)),
            Item::Day(conclusion.due_on),
            Item::Status(tone, word),
            Item::maybe(told),
        ]);
        let done = matches!(standing, Standing::Done | Standing::DoneLate);
        if follows(conclusion) && !done {
            let what = [("what", conclusion.content.as_str())];
            for (key, end) in [
                ("conclusion-record", "done"),
                ("conclusion-explain", "explain"),
            ] {
                let href = format!("/conclusions/{}/{end}", conclusion.id);
                links.push(Html::link(visit.tv(key, &what), href));
            }
        }
    }
    let section = Section::new(visit.t("conference-conclusions"))
        .id("ket-luan")
        .push(table.table(visit).quiet());
    match links.is_empty() {
        true => section,
        false => {
            section.push(Details::new(visit.t("conclusion-follow")).push(Prose::new().list(links)))
        }
    }
}
