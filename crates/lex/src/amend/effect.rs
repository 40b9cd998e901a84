//! Hiệu lực thi hành: the day an act takes force, and the days of the units that have their own.
//!
//! Legal basis: Luật 64/2025/QH15, Điều 53.

use jiff::civil::Date;

use crate::address::Address;
use crate::cite::{CitationKind, Citer, Context};
use crate::grammar::dates;
use crate::structure::{Block, Document, UnitId, UnitKind};

/// When an act and its units take force.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effect {
    /// The day of the act.
    pub default: Option<Date>,
    /// The days of units that have their own.
    pub units: Vec<(Address, Date)>,
}

impl Effect {
    /// The day of a unit: its own, that of what holds it, or that of the act.
    pub fn of(&self, unit: &Address) -> Option<Date> {
        let own = self.units.iter().find(|(address, _)| holds(address, unit));
        own.map(|(_, day)| *day).or(self.default)
    }
}

/// Whether a unit stands within another.
pub(crate) fn holds(outer: &Address, inner: &Address) -> bool {
    crate::address::Level::DOWNWARDS
        .iter()
        .filter(|level| !level.is_annex())
        .all(|&level| {
            outer
                .get(level)
                .is_none_or(|label| inner.get(level) == Some(label))
        })
        && !outer.is_empty()
}

/// Read the effect clauses of a document.
pub(super) fn read(document: &Document, citer: &Citer) -> Effect {
    let mut effect = Effect::default();
    for id in document.ids() {
        let unit = document.unit(id);
        if unit.kind == UnitKind::Annex {
            continue;
        }
        let heading = unit.heading.iter().filter(|_| id != UnitId(0));
        for span in heading.chain(unit.blocks.iter().filter_map(|block| {
            if let Block::Paragraph(span) = block {
                Some(span)
            } else {
                None
            }
        })) {
            let raw = &document.text.view()[span.clone()];
            if raw.contains("hiệu lực") && !raw.contains("hết hiệu lực")
                || raw.contains("có hiệu lực")
            {
                let text = document.words(span);
                clause(&text, document, id, citer, &mut effect);
            }
        }
    }
    effect
}

/// `Luật này có hiệu lực thi hành từ ngày …`, `khoản 7 Điều 1 có hiệu lực từ ngày …`.
fn clause(text: &str, document: &Document, id: UnitId, citer: &Citer, effect: &mut Effect) {
    let Some(at) = text.find("có hiệu lực") else {
        return;
    };
    // `hết hiệu lực kể từ ngày Luật này có hiệu lực` says nothing about a day.
    let rest = &text[at..];
    let Some(day) = day_after(rest, document) else {
        return;
    };
    let context = Context {
        document: document.head.number.clone(),
        position: document.address(id).from_article(),
        date: document.head.date,
        ..Context::default()
    };
    let before: Vec<_> = citer.cite(&text[..at], &context);
    let units: Vec<Address> = before
        .iter()
        .filter(|c| {
            matches!(
                c.kind,
                CitationKind::InternalUnit | CitationKind::UnitContext
            )
        })
        .flat_map(|c| c.targets.iter().map(|t| t.address.clone()))
        .collect();
    let whole = before.iter().any(|c| c.kind == CitationKind::SelfDoc)
        || [
            "Luật",
            "Nghị quyết",
            "Nghị định",
            "Thông tư",
            "Quyết định",
            "Pháp lệnh",
        ]
        .iter()
        .any(|kind| text.starts_with(kind));
    if whole
        && effect.default.is_none()
        && !text[..at].contains("hết hiệu lực")
        && !text[..at].contains("trước ngày")
    {
        effect.default = Some(day);
    } else if !units.is_empty()
        && !text[..at].contains("hết hiệu lực")
        && !text[..at].contains("theo quy định tại")
    {
        effect
            .units
            .extend(units.into_iter().map(|unit| (unit, day)));
    }
}

/// The day after `có hiệu lực [thi hành] [kể] từ`: a date, the day of signing or of passing.
fn day_after(text: &str, document: &Document) -> Option<Date> {
    let window_end = text.char_indices().nth(70).map_or(text.len(), |(at, _)| at);
    let window = &text[..window_end];
    let at = window.find("ngày")?;
    if let Some(date) = dates::date(text, at) {
        return date.day;
    }
    let rest = text[at..].trim_start_matches("ngày").trim_start();
    if [
        "ký",
        "ban hành",
        "được Quốc hội",
        "được thông qua",
        "Quốc hội",
        "Hội đồng nhân dân",
        "được Ủy ban",
        "Luật này được thông qua",
    ]
    .iter()
    .any(|words| rest.starts_with(words))
    {
        return document.head.date;
    }
    None
}
