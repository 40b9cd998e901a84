//! VI. Giám sát: what is recorded of it today: questions and themes at sittings, and the watch over the settlement of petitions.

use store::{Reader, record, sql};

use super::super::model::{Block, Room};
use super::super::scope::Scope;
use super::{ByLevel, Column, When, add, at_or_below, by_level, column, said};
use crate::Result;
use crate::bodies::Level;
use crate::petitions::{Found, UrgeKind};

record! {
    struct UrgedRow { level: Level, kind: UrgeKind, n: i64 }
    struct CheckedRow { level: Level, found: Found, n: i64 }
}

sql! {
    URGED = concat!(
        "SELECT c.level, g.kind, count(*) AS n FROM council c JOIN matter m ON m.council_id = c.id JOIN matter_urge g ON g.matter_id = m.id WHERE ",
        at_or_below!(), " AND g.day >= $3 AND g.day <= $4 AND m.guarded = 0 GROUP BY c.level, g.kind");
    CHECKED = concat!(
        "SELECT c.level, x.found, count(*) AS n FROM council c JOIN matter m ON m.council_id = c.id JOIN matter_check x ON x.matter_id = m.id WHERE ",
        at_or_below!(), " AND x.day >= $3 AND x.day <= $4 AND m.guarded = 0 GROUP BY c.level, x.found");
}

const WATCH: [Column; 7] = [
    column("reminders", "Văn bản đôn đốc", Room::Petitions, ""),
    column("questions", "Đề nghị chất vấn", Room::Petitions, ""),
    column("themes", "Đề nghị giám sát chuyên đề", Room::Petitions, ""),
    column("checks", "Kiểm tra tại chỗ", Room::Petitions, ""),
    column("kept", "Đúng như trả lời", Room::Petitions, ""),
    column("partly", "Đúng một phần", Room::Petitions, ""),
    column("not_kept", "Không đúng", Room::Petitions, ""),
];

/// The chapter.
pub(super) async fn draw(db: &impl Reader, scope: &Scope) -> Result<Vec<Block>> {
    let mut values = ByLevel::new();
    let rows: Vec<UrgedRow> = db.all(URGED, scope.values()).await?;
    for row in rows {
        let at = match row.kind {
            UrgeKind::Reminder => 0,
            UrgeKind::Question => 1,
            UrgeKind::Supervision => 2,
        };
        add(&mut values, &WATCH, row.level, at, row.n);
    }
    let rows: Vec<CheckedRow> = db.all(CHECKED, scope.values()).await?;
    for row in rows {
        let at = match row.found {
            Found::Kept => 4,
            Found::Partly => 5,
            Found::NotKept => 6,
        };
        add(&mut values, &WATCH, row.level, 3, row.n);
        add(&mut values, &WATCH, row.level, at, row.n);
    }
    let caption = "Theo dõi, giám sát việc giải quyết kiến nghị của cử tri".to_owned();
    let watch = by_level(scope, ("watch", caption), &WATCH, &values, When::Within);
    Ok(vec![
        said![
            "Về giám sát việc giải quyết kiến nghị của cử tri: đã có ",
            watch.figure("reminders"),
            " văn bản đôn đốc, ",
            watch.figure("questions"),
            " đề nghị chất vấn, ",
            watch.figure("themes"),
            " đề nghị giám sát chuyên đề. Đã kiểm tra tại chỗ ",
            watch.figure("checks"),
            " nội dung, gồm ",
            watch.figure("kept"),
            " nội dung đúng như trả lời, ",
            watch.figure("partly"),
            " nội dung đúng một phần và ",
            watch.figure("not_kept"),
            " nội dung không đúng.",
        ],
        Block::Table(watch),
    ])
}
