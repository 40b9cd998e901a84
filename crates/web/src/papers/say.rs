//! Words of papers that several pages use.

use council::papers::PaperState;
use council::papers::queries::PaperLine;
use kernel::Date;
use ui::Tone;

use crate::listing::{Item, Kind, Listing};
use crate::visit::Visit;

/// The tone and the word of a state.
pub fn state(visit: &Visit, state: PaperState) -> (Tone, String) {
    let tone = match state {
        PaperState::Issued => Tone::Done,
        PaperState::Numbered => Tone::Due,
        PaperState::Void => Tone::Late,
        PaperState::Draft | PaperState::Dropped => Tone::Neutral,
    };
    (tone, visit.label("paper-state", state.code()))
}

/// The name of a kind.
pub fn kind(visit: &Visit, line: &PaperLine) -> String {
    visit.label("paper-kind", line.kind.code())
}

/// The day that stands on the paper, or the one on which its draft was begun.
fn day(line: &PaperLine) -> Date {
    line.day.unwrap_or(line.begun_on)
}

/// Papers as a list: number, subject, kind, day, state, who signed.
pub fn listing(visit: &Visit, title: String, lines: &[PaperLine]) -> Listing {
    Listing::new(title)
        .column(Kind::Text, visit.t("paper-subject"))
        .column(Kind::Text, visit.t("paper-label"))
        .column(Kind::Text, visit.t("paper-kind"))
        .column(Kind::Day, visit.t("paper-day"))
        .column(Kind::Status, visit.t("paper-state"))
        .column(Kind::Text, visit.t("paper-signer"))
        .column(Kind::Text, visit.t("paper-kept-at"))
        .rows(lines.iter().map(|line| row(visit, line)))
        .empty(visit.t("papers-none"))
}

fn row(visit: &Visit, line: &PaperLine) -> Vec<Item> {
    let (tone, word) = state(visit, line.state);
    let href = visit.link(&format!("/papers/{}", line.id));
    let maybe = |text: &str| Item::maybe(Some(text.to_owned()).filter(|text| !text.is_empty()));
    let kept = match line.has_file {
        true => Item::Text(visit.t("paper-kept-here")),
        false => maybe(&line.kept_at),
    };
    vec![
        Item::Link(line.subject.clone(), href),
        Item::maybe(line.label.clone()),
        Item::Text(kind(visit, line)),
        Item::Day(day(line)),
        Item::Status(tone, word),
        maybe(&line.signer),
        kept,
    ]
}
