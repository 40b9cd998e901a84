//! Tiếp xúc cử tri và kiến nghị: the meetings around a sitting, one meeting, one matter.

use std::collections::HashMap;

use kernel::ids::{ContactId, MatterId};
use kernel::{Date, vi};
use store::Reader;

use super::{Asked, Facts, Source, flat, hour, own, sentence};
use crate::contact::meetings::{Contact, ContactFilter, contact_page, contacts as list, names};
use crate::contact::{ContactState, Side, Way};
use crate::paging::Page;
use crate::petitions::queries::{Matter, latest, matter, matters_at};
use crate::sittings::queries::Sitting;
use crate::{Refusal, Result};

/// Where a meeting is held: place, hamlet and commune.
fn place(contact: &Contact) -> String {
    let parts = [&contact.place, &contact.hamlet, &contact.unit_name];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.cloned().collect::<Vec<_>>().join(", ")
}

const WAY: fn(Way) -> &'static str = |way| match way {
    Way::InPerson => "trực tiếp",
    Way::Online => "trực tuyến",
    Way::Mixed => "trực tiếp kết hợp trực tuyến",
};

/// The matters that may stand on a paper: those that everyone may read.
fn tell(facts: &mut Facts, matters: &[Matter]) {
    let open: Vec<&Matter> = matters.iter().filter(|matter| !matter.guarded).collect();
    facts.count("số kiến nghị", open.len());
    let rows = open.iter().map(|matter| {
        vec![
            matter.label(),
            matter.title.clone(),
            matter.unit_name.clone().unwrap_or_default(),
            matter.holder.clone().unwrap_or_default(),
        ]
    });
    let head = [
        "Mã số",
        "Nội dung kiến nghị",
        "Nơi kiến nghị",
        "Cơ quan giải quyết",
    ];
    facts.table("bảng kiến nghị", &head, rows);
    facts.list("kiến nghị", open.iter().map(|matter| matter.title.clone()));
}

/// The meetings before and after a sitting, and what voters asked at them.
pub(super) async fn around(
    db: &impl Reader,
    facts: &mut Facts,
    asked: Asked<'_>,
    sitting: &Sitting,
) -> Result<()> {
    let filter = ContactFilter {
        council: Some(asked.council.id),
        sitting: Some(sitting.id),
        ..ContactFilter::default()
    };
    let mut found = list(db, &filter, asked.on, Page::WHOLE).await?.rows;
    found.retain(|contact| contact.state != ContactState::Cancelled);
    let first = found.iter().map(|contact| contact.held_on).min();
    let last = found.iter().map(|contact| contact.held_on).max();
    let mut who: HashMap<ContactId, Vec<String>> = HashMap::new();
    if let (Some(first), Some(last)) = (first, last) {
        who = names(db, asked.council.id, first, last).await?;
        facts.put("thời gian tiếp xúc", super::days(first, last));
    }
    facts.count("số cuộc tiếp xúc", found.len());
    let rows = |side: Side| {
        let of_side = found.iter().filter(move |contact| contact.side == side);
        let rows = of_side.map(|contact| {
            let delegates = who.get(&contact.id).map(|names| names.join(", "));
            vec![
                vi::date_short(contact.held_on),
                hour(&contact.starts_at),
                place(contact),
                delegates.unwrap_or_default(),
            ]
        });
        rows.collect::<Vec<_>>()
    };
    let head = ["Ngày", "Giờ", "Địa điểm", "Đại biểu"];
    facts.table("bảng tiếp xúc trước", &head, rows(Side::Before));
    facts.table("bảng tiếp xúc sau", &head, rows(Side::After));
    let before = found.iter().filter(|contact| contact.side == Side::Before);
    let held: Vec<&Contact> = before
        .filter(|contact| contact.state == ContactState::Held)
        .collect();
    facts.count("số cuộc đã tiếp xúc", held.len());
    let sum = |count: fn(&Contact) -> Option<u32>| -> i64 {
        held.iter()
            .filter_map(|contact| count(contact))
            .map(i64::from)
            .sum()
    };
    if !held.is_empty() {
        facts.put(
            "số cử tri",
            vi::number(sum(|contact| contact.voters_present)),
        );
        facts.put("số ý kiến", vi::number(sum(|contact| contact.speakers)));
    }
    let mut matters: Vec<Matter> = Vec::new();
    for contact in held {
        for matter in matters_at(db, contact.id).await? {
            if !matters.iter().any(|known| known.id == matter.id) {
                matters.push(matter);
            }
        }
    }
    matters.sort_by_key(|matter| (matter.year, matter.number));
    tell(facts, &matters);
    Ok(())
}

pub(super) async fn of_contact(
    db: &impl Reader,
    facts: &mut Facts,
    asked: Asked<'_>,
    id: ContactId,
) -> Result<()> {
    let page = contact_page(db, asked.actor, id, asked.on).await?;
    let contact = &page.contact;
    own(asked.council, contact.council_id, "contact")?;
    facts.put("ngày tiếp xúc", vi::date_official(contact.held_on));
    facts.put("giờ tiếp xúc", hour(&contact.starts_at));
    facts.put("nơi tiếp xúc", place(contact));
    facts.put("xã", &contact.unit_name);
    facts.put("hình thức", WAY(contact.way));
    facts.put("chuyên đề", &contact.theme);
    let side = match contact.side {
        Side::Before => "trước",
        Side::After => "sau",
        Side::Between => "",
    };
    if let Some(number) = contact.sitting_number.filter(|_| !side.is_empty()) {
        facts.put("dịp", format!("{side} kỳ họp thứ {number}"));
    }
    let named = |wanted: fn(Option<bool>) -> bool| {
        let people = page.people.iter().filter(move |one| wanted(one.present));
        people.map(|one| format!("{}, đại biểu {}", one.full_name, one.council))
    };
    facts.list("đại biểu", named(|present| present != Some(false)));
    facts.list("đại biểu vắng", named(|present| present == Some(false)));
    facts.put_some(
        "số cử tri",
        contact.voters_present.map(|of| vi::number(of.into())),
    );
    facts.put_some(
        "số ý kiến",
        contact.speakers.map(|of| vi::number(of.into())),
    );
    let answers = page.answers.iter();
    let answers = answers.map(|answer| format!("{}: {}", answer.answered_by, answer.matter));
    facts.list("trả lời tại chỗ", answers);
    let minutes = page.minutes.visible().flatten();
    facts.put_some("diễn biến", minutes.map(|text| sentence(&text)));
    tell(facts, &matters_at(db, id).await?);
    Ok(())
}

pub(super) async fn of_matter(
    db: &impl Reader,
    facts: &mut Facts,
    asked: Asked<'_>,
    id: MatterId,
) -> Result<()> {
    let one = matter(db, id, asked.on).await?;
    own(asked.council, one.council_id, "matter")?;
    if one.guarded {
        return Err(Refusal::NotFound("matter"));
    }
    facts.put("nội dung kiến nghị", sentence(&one.title));
    facts.put("mã kiến nghị", one.label());
    facts.put_some("cơ quan giải quyết", one.holder.clone());
    facts.put_some("hạn trả lời", one.due_on.map(vi::date_official));
    facts.put("ngày kiến nghị", vi::date_official(one.raised_on));
    tell(facts, &[one]);
    Ok(())
}

pub(super) async fn contacts(db: &impl Reader, asked: Asked<'_>) -> Result<Vec<Source>> {
    let filter = ContactFilter {
        council: Some(asked.council.id),
        latest_first: true,
        ..ContactFilter::default()
    };
    let page = Page {
        number: 1,
        size: 100,
    };
    let found = list(db, &filter, asked.on, page).await?.rows.into_iter();
    let own = found.filter(|contact| {
        contact.council_id == asked.council.id && contact.state != ContactState::Cancelled
    });
    let named = own.map(|contact| {
        let day = vi::date_short(contact.held_on);
        Source::new(contact.id, format!("{day}: {}", place(&contact)))
    });
    Ok(named.collect())
}

pub(super) async fn matters(db: &impl Reader, asked: Asked<'_>) -> Result<Vec<Source>> {
    let raised = |day: Date| day <= asked.on;
    let found = latest(db, Some(asked.council.id), None, 60).await?;
    let named = found.iter().filter(|matter| raised(matter.raised_on));
    let named = named.map(|matter| {
        let name = format!("{}: {}", matter.label(), flat(&matter.title));
        Source::new(matter.id, name)
    });
    Ok(named.collect())
}
