//! Kỳ họp: days, place and programme of a sitting.

use kernel::ids::SittingId;
use kernel::vi;
use store::Reader;

use super::{Asked, Facts, Source, days, own};
use crate::Result;
use crate::sittings::programme::items;
use crate::sittings::queries::{Sitting, sitting_on, sittings_on};
use crate::sittings::{SittingKind, SittingState};

/// "thường lệ".
fn kind(kind: SittingKind) -> &'static str {
    match kind {
        SittingKind::Regular => "thường lệ",
        SittingKind::Thematic => "chuyên đề",
        SittingKind::Extraordinary => "giải quyết công việc phát sinh đột xuất",
    }
}

pub(super) async fn of_sitting(
    db: &impl Reader,
    facts: &mut Facts,
    asked: Asked<'_>,
    id: SittingId,
) -> Result<Sitting> {
    let sitting = sitting_on(db, id, asked.on).await?;
    own(asked.council, sitting.council_id, "sitting")?;
    facts.put("kỳ họp", format!("kỳ họp thứ {}", sitting.number));
    facts.put("loại kỳ họp", kind(sitting.kind));
    facts.put("ngày khai mạc", vi::date_official(sitting.opens_on));
    facts.put("ngày bế mạc", vi::date_official(sitting.closes_on));
    facts.put("ngày họp", days(sitting.opens_on, sitting.closes_on));
    facts.put("nơi họp", &sitting.place);
    let items = items(db, &sitting, asked.on).await?;
    facts.count("số nội dung", items.len());
    facts.list(
        "nội dung kỳ họp",
        items.iter().map(|line| line.item.title.clone()),
    );
    let rows = items.iter().map(|line| {
        let item = &line.item;
        let named = |name: &Option<String>| name.clone().unwrap_or_default();
        vec![
            item.title.clone(),
            named(&item.institution),
            named(&item.verifier),
            item.output.clone(),
        ]
    });
    let head = ["Nội dung", "Cơ quan trình", "Cơ quan thẩm tra", "Kết quả"];
    facts.table("bảng nội dung", &head, rows);
    Ok(sitting)
}

/// The sitting that comes next first, then those behind it, last those that are over, the latest of them first.
pub(super) async fn sittings(db: &impl Reader, asked: Asked<'_>) -> Result<Vec<Source>> {
    let mut found = sittings_on(db, asked.council.id, asked.on).await?;
    found.retain(|sitting| sitting.state(asked.on) != SittingState::Cancelled);
    let (mut coming, over): (Vec<_>, Vec<_>) =
        (found.into_iter()).partition(|sitting| sitting.closes_on >= asked.on);
    coming.extend(over.into_iter().rev());
    let named = coming.iter().map(|sitting| {
        let day = vi::date_short(sitting.opens_on);
        let (number, kind) = (sitting.number, kind(sitting.kind));
        Source::new(sitting.id, format!("Kỳ họp thứ {number} ({kind}), {day}"))
    });
    Ok(named.collect())
}
