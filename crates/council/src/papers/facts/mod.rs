//! Dữ kiện: what the records know of the record that a paper is made from, under the names that templates use.
//!
//! **Invariants.** Facts come through the queries of the capabilities, as the one who drafts may read them; guarded matters and the voters
//! themselves are never among them. What is not known is not there.

mod conferences;
mod coordination;
mod documents;
mod sittings;
mod training;
mod voters;

use std::collections::BTreeMap;

use kernel::ids::CouncilId;
use kernel::{Date, Id, vi};
use store::Reader;
use uuid::Uuid;

use super::SourceKind;
use crate::access::Actor;
use crate::bodies::queries::{bodies, figures};
use crate::bodies::{BodyKind, CouncilRef, Post, place_name, running_name};
use crate::{Refusal, Result, Work};

/// What is known, by name. A value of several lines is a list or a table as the body is written.
#[derive(Debug, Clone, Default)]
pub struct Facts(BTreeMap<&'static str, String>);

/// Who asks for the facts of which council, on which day.
#[derive(Clone, Copy)]
struct Asked<'a> {
    actor: &'a Actor,
    council: &'a CouncilRef,
    on: Date,
}

/// A record that papers can be made from.
#[derive(Debug, Clone)]
pub struct Source {
    /// The record.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
}

impl Facts {
    /// A fact.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Notes a fact; an empty one is none.
    fn put(&mut self, name: &'static str, value: impl Into<String>) {
        let value = value.into();
        if !value.trim().is_empty() {
            self.0.insert(name, value);
        }
    }

    /// Notes a fact where there is one.
    fn put_some(&mut self, name: &'static str, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }

    fn count(&mut self, name: &'static str, value: usize) {
        self.put(name, vi::count(value));
    }

    /// Notes a list, an item on a line.
    fn list(&mut self, name: &'static str, items: impl IntoIterator<Item = String>) {
        let items: Vec<String> = items.into_iter().map(|item| flat(&item)).collect();
        let last = items.len().saturating_sub(1);
        let lines = items.iter().enumerate().map(|(at, item)| {
            let end = if at == last { '.' } else { ';' };
            format!("- {}{end}", item.trim_end_matches(['.', ';', ',']))
        });
        self.put(name, lines.collect::<Vec<_>>().join("\n"));
    }

    /// Notes a table with its rows numbered; one without rows is none.
    fn table(
        &mut self,
        name: &'static str,
        head: &[&str],
        rows: impl IntoIterator<Item = Vec<String>>,
    ) {
        let rows = (1..).zip(rows).map(|(number, cells)| {
            let number = std::iter::once(vi::number(number));
            line(number.chain(cells.iter().map(|cell| flat(cell))))
        });
        let rows: Vec<String> = rows.collect();
        if !rows.is_empty() {
            let head = std::iter::once("TT").chain(head.iter().copied());
            let head = line(head.map(str::to_owned));
            self.put(name, format!("{head}\n{}", rows.join("\n")));
        }
    }
}

fn line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

/// Words on one line, without what parts the cells of a table.
fn flat(text: &str) -> String {
    vi::clean(&text.replace('|', "/").replace('\n', " "))
}

/// Words on one line, with a full stop at their end.
fn sentence(text: &str) -> String {
    format!("{}.", flat(text).trim_end_matches(['.', ';', ',']))
}

/// "Hội đồng nhân dân thành phố Cần Thơ".
fn council_name(unit: &str) -> String {
    format!("Hội đồng nhân dân {}", running_name(unit))
}

/// "ngày 07 tháng 12 năm 2026", of several days "từ ngày … đến ngày …".
fn days(from: Date, to: Date) -> String {
    let [from_words, to_words] = [from, to].map(vi::date_official);
    match from == to {
        true => from_words,
        false => format!("từ {from_words} đến {to_words}"),
    }
}

/// "08 giờ 00" of "08:00".
fn hour(text: &str) -> String {
    text.replacen(':', " giờ ", 1)
}

/// Everything known of a record for its council on a day, as the actor may read it.
pub fn facts<'a>(
    db: &'a impl Reader,
    actor: &'a Actor,
    council: &'a CouncilRef,
    (kind, id): (SourceKind, Uuid),
    on: Date,
) -> Work<'a, Facts> {
    Box::pin(async move {
        let asked = Asked { actor, council, on };
        let mut facts = Facts::default();
        common(db, &mut facts, asked).await?;
        let of = &mut facts;
        match kind {
            SourceKind::Council => {
                training::of_year(db, of, asked).await?;
                documents::reviewed(db, of, asked).await?;
            }
            SourceKind::Sitting => {
                let sitting = sittings::of_sitting(db, of, asked, Id::from_uuid(id)).await?;
                voters::around(db, of, asked, &sitting).await?;
            }
            SourceKind::Contact => voters::of_contact(db, of, asked, Id::from_uuid(id)).await?,
            SourceKind::Matter => voters::of_matter(db, of, asked, Id::from_uuid(id)).await?,
            SourceKind::Class => training::of_class(db, of, asked, Id::from_uuid(id)).await?,
            SourceKind::Coordination => {
                coordination::of_regulation(db, of, asked, Id::from_uuid(id)).await?;
            }
            SourceKind::JointMeeting => {
                coordination::of_meeting(db, of, asked, Id::from_uuid(id)).await?;
            }
            SourceKind::Conference => {
                conferences::of_conference(db, of, asked, Id::from_uuid(id)).await?;
            }
            SourceKind::Regulation => {
                documents::of_regulation(db, of, asked, Id::from_uuid(id)).await?;
            }
            SourceKind::Request => documents::of_request(db, of, asked, Id::from_uuid(id)).await?,
        }
        Ok(facts)
    })
}

/// The records of a council from which papers of a kind can be made on a day, the nearest or latest first, no more than a page of them.
pub fn sources<'a>(
    db: &'a impl Reader,
    actor: &'a Actor,
    council: &'a CouncilRef,
    kind: SourceKind,
    on: Date,
) -> Work<'a, Vec<Source>> {
    Box::pin(async move {
        let asked = Asked { actor, council, on };
        let found = match kind {
            SourceKind::Council => vec![Source::new(council.id, council.title())],
            SourceKind::Sitting => sittings::sittings(db, asked).await?,
            SourceKind::Contact => voters::contacts(db, asked).await?,
            SourceKind::Matter => voters::matters(db, asked).await?,
            SourceKind::Class => training::classes(db, asked).await?,
            SourceKind::Coordination => coordination::regulations(db, asked).await?,
            SourceKind::JointMeeting => coordination::meetings(db, asked).await?,
            SourceKind::Conference => conferences::conferences(db, asked).await?,
            SourceKind::Regulation => documents::regulations(db, asked).await?,
            SourceKind::Request => documents::requests(db, asked).await?,
        };
        Ok(found.into_iter().take(MOST).collect())
    })
}

/// How many records are offered for a choice.
const MOST: usize = 60;

impl Source {
    fn new<K>(id: Id<K>, name: impl Into<String>) -> Self {
        Self {
            id: id.uuid(),
            name: name.into(),
        }
    }
}

/// A record is taken only for its own council.
fn own(council: &CouncilRef, of: CouncilId, what: &'static str) -> Result<()> {
    match council.id == of {
        true => Ok(()),
        false => Err(Refusal::NotFound(what)),
    }
}

async fn common(db: &impl Reader, facts: &mut Facts, asked: Asked<'_>) -> Result<()> {
    let Asked { council, on, .. } = asked;
    let unit = running_name(&council.unit_name);
    facts.put("địa danh", place_name(&council.unit_name));
    facts.put("hội đồng", council_name(&council.unit_name));
    facts.put("UBND", format!("Ủy ban nhân dân {unit}"));
    let front = format!("Ủy ban Mặt trận Tổ quốc Việt Nam {unit}");
    facts.put("mặt trận", front);
    facts.put("đơn vị", unit.clone());
    facts.put("khóa", &council.number);
    facts.put("nhiệm kỳ", council.term.replace('-', " - "));
    facts.put("năm", on.year().to_string());
    let delegates = figures(db, council.id, on).await?.in_office;
    facts.put("số đại biểu", vi::number(delegates.into()));
    let bodies = bodies(db, council.id, on).await?;
    let standing = bodies
        .iter()
        .find(|body| body.kind == BodyKind::StandingCommittee);
    let members = standing.map_or(&[][..], |body| &body.members);
    for (name, post) in [("chủ tịch", Post::Chair), ("phó chủ tịch", Post::ViceChair)] {
        let found = members.iter().find(|member| member.post == post);
        facts.put_some(name, found.map(|member| member.full_name.as_str()));
    }
    Ok(())
}
