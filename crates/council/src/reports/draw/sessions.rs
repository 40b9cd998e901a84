//! II. Kỳ họp: how many sittings of which kind were held, and what they had before them.

use store::{Reader, record, sql};

use super::super::model::{Block, Room};
use super::super::scope::Scope;
use super::{ByLevel, Column, When, add, at_or_below, by_level, column, said};
use crate::Result;
use crate::bodies::Level;
use crate::sittings::{ItemKind, SittingKind};

record! {
    struct SittingsRow { level: Level, kind: SittingKind, n: i64 }
    struct ItemsRow { level: Level, kind: ItemKind, n: i64 }
}

/// The sittings that were over by the last day, with the days that had been set until then.
macro_rules! held {
    () => {
        concat!(
            " FROM council c JOIN sitting s ON s.council_id = c.id JOIN sitting_move v ON v.sitting_id = s.id AND v.position = \
              (SELECT coalesce(max(x.position), 1) FROM sitting_move x WHERE x.sitting_id = s.id AND x.day <= $4)"
        )
    };
}
macro_rules! in_time {
    () => {
        concat!(
            " WHERE ", at_or_below!(), " AND v.opens_on >= $3 AND v.closes_on <= $4 AND (s.cancelled_on IS NULL OR s.cancelled_on > $4)"
        )
    };
}

sql! {
    SITTINGS = concat!("SELECT c.level, s.kind, count(*) AS n", held!(), in_time!(), " GROUP BY c.level, s.kind");
    ITEMS = concat!("SELECT c.level, i.kind, count(*) AS n", held!(), " JOIN sitting_item i ON i.sitting_id = s.id AND (i.removed_on IS NULL OR i.removed_on > $4)",
                    in_time!(), " GROUP BY c.level, i.kind");
}

const SITTING: [Column; 4] = [
    column("sittings", "Kỳ họp", Room::Sittings, ""),
    column("regular", "Thường lệ", Room::Sittings, "regular"),
    column("thematic", "Chuyên đề", Room::Sittings, "thematic"),
    column("extraordinary", "Đột xuất", Room::Sittings, "extraordinary"),
];

const ITEM: [Column; 7] = [
    column("items", "Nội dung", Room::Sittings, ""),
    column("report", "Báo cáo", Room::Sittings, ""),
    column("draft_resolution", "Dự thảo nghị quyết", Room::Sittings, ""),
    column("election", "Nhân sự", Room::Sittings, ""),
    column("questioning", "Chất vấn", Room::Sittings, ""),
    column("supervision", "Giám sát", Room::Sittings, ""),
    column("other", "Nội dung khác", Room::Sittings, ""),
];

/// The chapter.
pub(super) async fn draw(db: &impl Reader, scope: &Scope) -> Result<Vec<Block>> {
    let mut values = ByLevel::new();
    let rows: Vec<SittingsRow> = db.all(SITTINGS, scope.values()).await?;
    for row in rows {
        let at = match row.kind {
            SittingKind::Regular => 1,
            SittingKind::Thematic => 2,
            SittingKind::Extraordinary => 3,
        };
        add(&mut values, &SITTING, row.level, 0, row.n);
        add(&mut values, &SITTING, row.level, at, row.n);
    }
    let caption = "Kỳ họp đã tổ chức".to_owned();
    let sittings = by_level(
        scope,
        ("sittings", caption),
        &SITTING,
        &values,
        When::Within,
    );
    let mut values = ByLevel::new();
    let rows: Vec<ItemsRow> = db.all(ITEMS, scope.values()).await?;
    for row in rows {
        let at = match row.kind {
            ItemKind::Report => 1,
            ItemKind::DraftResolution => 2,
            ItemKind::Election => 3,
            ItemKind::Questioning => 4,
            ItemKind::Supervision => 5,
            ItemKind::Other => 6,
        };
        add(&mut values, &ITEM, row.level, 0, row.n);
        add(&mut values, &ITEM, row.level, at, row.n);
    }
    let caption = "Nội dung trình các kỳ họp".to_owned();
    let items = by_level(scope, ("items", caption), &ITEM, &values, When::Within);
    Ok(vec![
        said![
            "Hội đồng nhân dân các cấp đã tổ chức ",
            sittings.figure("sittings"),
            " kỳ họp, gồm ",
            sittings.figure("regular"),
            " kỳ họp thường lệ, ",
            sittings.figure("thematic"),
            " kỳ họp chuyên đề và ",
            sittings.figure("extraordinary"),
            " kỳ họp giải quyết công việc phát sinh đột xuất; xem xét ",
            items.figure("items"),
            " nội dung, trong đó có ",
            items.figure("draft_resolution"),
            " dự thảo nghị quyết.",
        ],
        Block::Table(sittings),
        Block::Table(items),
    ])
}
