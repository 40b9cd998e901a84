//! How a council is composed on a day, in numbers without names, and what changed since the start of the term.

use council::bodies::CouncilRef;
use council::people::queries::{Change, ChangeKind, Schooling, Statistics};
use kernel::vi;
use ui::{BarChart, Details, Event, Html, Section, Timeline, Tone};

use super::words::decision;
use crate::listing::{Item, Kind, Listing};
use crate::visit::Visit;

/// The numbers of a council, each beside the number of whom the matter is known.
pub fn numbers(visit: &Visit, of: &Statistics, schooling: &[Schooling]) -> Section {
    let section = Section::new(visit.t("composition")).id("co-cau");
    if of.total == 0 {
        return section.intro(visit.t("composition-none"));
    }
    let lines = [
        ("women", of.women, of.sex_known),
        ("ethnic-minority", of.ethnic_minority, of.ethnicity_known),
        ("religious", of.religious, of.total),
        ("party", of.party, of.total),
        ("under-40", of.under_40, of.age_known),
        ("full-time", of.full_time, of.total),
        ("re-elected", of.re_elected, of.total),
    ];
    let mut list = Listing::new(visit.tv(
        "composition-caption",
        &[("day", &visit.day(visit.on)), ("n", &of.total.to_string())],
    ))
    .column(Kind::Text, visit.t("composition-group"))
    .column(Kind::Number, visit.t("composition-count"))
    .column(Kind::Number, visit.t("composition-known"))
    .column(Kind::Share, visit.t("share"));
    for (key, count, known) in lines {
        list = list.row([
            Item::Text(visit.t(key)),
            Item::Number(count.into()),
            Item::Number(known.into()),
            if known == 0 {
                Item::Missing
            } else {
                Item::Share(count.into(), known.into())
            },
        ]);
    }
    let mut section = section.push(list.table(visit).quiet());
    if !schooling.is_empty() {
        section = section.push(qualifications(visit, of, schooling));
    }
    section
}

/// What changed since the start of the term, the newest first, with decisions.
pub fn changes(visit: &Visit, council: &CouncilRef, changes: &[Change]) -> Section {
    let section = Section::new(visit.t("changes")).id("bien-dong");
    let from = visit.day(council.valid_from);
    if changes.is_empty() {
        return section.intro(visit.tv("changes-none", &[("from", &from)]));
    }
    let mut timeline = Timeline::new(visit.t("changes"));
    for change in changes {
        timeline = timeline.event(event(visit, change));
    }
    let count = changes.len().to_string();
    let words = visit.tv("changes-open", &[("n", &count), ("from", &from)]);
    section.push(Details::new(words).push(timeline))
}

fn qualifications(visit: &Visit, of: &Statistics, schooling: &[Schooling]) -> BarChart {
    let mut chart = BarChart::new(
        visit.t("qualifications"),
        visit.t("qualification"),
        visit.t("delegates"),
    );
    for line in schooling {
        let share = vi::percent(line.delegates.into(), of.qualification_known.into());
        // A number and its share stay on one line.
        let text = format!("{} ({share})", line.delegates).replace(' ', "\u{a0}");
        chart = chart.bar(line.qualification.clone(), f64::from(line.delegates), text);
    }
    chart.note(visit.tv(
        "qualifications-note",
        &[
            ("known", &of.qualification_known.to_string()),
            ("total", &of.total.to_string()),
        ],
    ))
}

fn event(visit: &Visit, change: &Change) -> Event {
    let (key, kind, tone) = match change.kind {
        ChangeKind::MandateBegan => ("change-mandate-began", "mandate-origin", None),
        ChangeKind::MandateEnded => ("change-mandate-ended", "end-reason", None),
        ChangeKind::Suspended => ("change-suspended", "", Some(Tone::Late)),
        ChangeKind::Lifted => ("change-lifted", "", None),
        ChangeKind::Appointed => ("change-appointed", "post", None),
        ChangeKind::Relieved => ("change-relieved", "post", None),
    };
    let what = match &change.what {
        Some(code) if !kind.is_empty() => visit.label(kind, code),
        _ => visit.t("reason-unknown"),
    };
    let body = change.body.as_deref().unwrap_or_default();
    let words = visit.tv(key, &[("what", &what), ("body", body)]);
    let name = Html::link(
        &change.full_name,
        visit.link(&format!("/delegates/{}", change.person_id)),
    );
    let event = Event::new(visit.day(change.day), name.and(format!(" – {words}")))
        .body(decision(visit, change.decision.as_deref()));
    match tone {
        Some(tone) => event.tone(tone),
        None => event,
    }
}
