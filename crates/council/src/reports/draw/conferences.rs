//! V. Hội nghị trao đổi kinh nghiệm: what was held, discussed and concluded in the time, and how much of it is done.

use store::{Reader, record, sql};

use super::super::model::{Block, Room};
use super::super::scope::Scope;
use super::{
    ByLevel, Column, When, add, at_or_below, by_level, column, in_brackets, paragraph, run,
};
use crate::Result;
use crate::bodies::Level;

record! {
    struct HeldRow { level: Level, held: i64, topics: i64, councils: i64, concluded: i64, due: i64, done: i64 }
}

/// How many of the rows of a table belong to the conference.
macro_rules! each {
    ($table:literal, $where:literal) => {
        concat!(
            "(SELECT count(*) FROM ",
            $table,
            " x WHERE x.conference_id = f.id",
            $where,
            ")"
        )
    };
}

sql! {
    HELD = concat!(
        "SELECT c.level, count(*) AS held, CAST(sum(", each!("conference_topic", ""), ") AS BIGINT) AS topics, \
         CAST(sum(", each!("conference_registration", " AND x.attended > 0"), ") AS BIGINT) AS councils, \
         CAST(sum(", each!("conference_conclusion", " AND x.drawn_on <= $4"), ") AS BIGINT) AS concluded, \
         CAST(sum(", each!("conference_conclusion", " AND x.due_on <= $4"), ") AS BIGINT) AS due, \
         CAST(sum(", each!("conference_conclusion", " AND x.due_on <= $4 AND x.done_on <= $4"), ") AS BIGINT) AS done \
         FROM council c JOIN conference f ON f.council_id = c.id \
         WHERE ", at_or_below!(), " AND f.held_on >= $3 AND f.held_on <= $4 AND f.recorded_on <= $4 GROUP BY c.level");
}

const HELD_BY: [Column; 6] = [
    column("held", "Hội nghị", Room::Conferences, ""),
    column("topics", "Chuyên đề", Room::Conferences, ""),
    column("councils", "Lượt hội đồng tham dự", Room::Conferences, ""),
    column("concluded", "Kết luận", Room::Conferences, ""),
    column("due", "Kết luận đến hạn", Room::Conferences, ""),
    column("done", "Đã thực hiện", Room::Conferences, ""),
];

/// The part of the chapter; nothing where no conference was held.
pub(super) async fn draw(db: &impl Reader, scope: &Scope) -> Result<Vec<Block>> {
    let rows: Vec<HeldRow> = db.all(HELD, scope.values()).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut values = ByLevel::new();
    for row in rows {
        let counts = [
            row.held,
            row.topics,
            row.councils,
            row.concluded,
            row.due,
            row.done,
        ];
        for (at, count) in counts.into_iter().enumerate() {
            add(&mut values, &HELD_BY, row.level, at, count);
        }
    }
    let caption = "Hội nghị trao đổi kinh nghiệm".to_owned();
    let table = by_level(
        scope,
        ("conferences", caption),
        &HELD_BY,
        &values,
        When::Within,
    );
    let said = paragraph([
        run("Thường trực Hội đồng nhân dân các cấp đã tổ chức "),
        run(table.figure("held")),
        run(" hội nghị trao đổi kinh nghiệm với "),
        run(table.figure("topics")),
        run(" chuyên đề và "),
        run(table.figure("concluded")),
        run(" kết luận; "),
        run(table.figure("done")),
        run("/"),
        run(table.figure("due")),
        run(" kết luận đến hạn đã thực hiện"),
        in_brackets(table.share("done", "due")),
        run("."),
    ]);
    Ok(vec![said, Block::Table(table)])
}
