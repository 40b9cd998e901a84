//! X. Đánh giá, khen thưởng: how delegates and bodies were assessed in the last year that was, and the commendations of the whole time.

use store::{Reader, record, sql};

use super::super::model::{Block, Room};
use super::super::scope::Scope;
use super::{ByLevel, Column, When, add, at_or_below, by_level, column, paragraph, run};
use crate::Result;
use crate::bodies::Level;
use crate::recognition::Recognition;

record! {
    struct CountRow { level: Level, kind: Recognition, person: bool, year: u32, n: i64 }
}

sql! {
    COUNTED = concat!(
        "SELECT c.level, r.kind, CAST(CASE WHEN r.person_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS person, r.year, count(*) AS n FROM council c JOIN recognition r ON r.council_id = c.id \
         WHERE ", at_or_below!(), " AND r.decided_on >= $3 AND r.decided_on <= $4 AND r.recorded_on <= $4 \
         AND (r.withdrawn_on IS NULL OR r.withdrawn_on > $4) GROUP BY c.level, r.kind, person, r.year");
}

/// A column of what was recorded.
const fn recorded(key: &'static str, heading: &'static str) -> Column {
    column(key, heading, Room::Recognition, "")
}

const GRADES: [Column; 5] = [
    recorded("all", "Được đánh giá"),
    recorded("excellent", "Hoàn thành xuất sắc"),
    recorded("good", "Hoàn thành tốt"),
    recorded("fulfilled", "Hoàn thành"),
    recorded("unfulfilled", "Không hoàn thành"),
];

const COMMENDED: [Column; 3] = [
    recorded("all", "Khen thưởng"),
    recorded("delegates", "Đại biểu"),
    recorded("bodies", "Cơ quan của hội đồng"),
];

/// The chapter; nothing where nothing was recorded.
pub(super) async fn draw(db: &impl Reader, scope: &Scope) -> Result<Vec<Block>> {
    let rows: Vec<CountRow> = db.all(COUNTED, scope.values()).await?;
    let grades = rows.iter().filter(|row| row.kind.is_grade());
    let last = grades.clone().map(|row| row.year).max();
    let mut blocks = Vec::new();
    if let Some(year) = last {
        for (person, key, whose) in [
            (true, "assessed", "đại biểu"),
            (false, "assessed_bodies", "cơ quan của Hội đồng nhân dân"),
        ] {
            let mut values = ByLevel::new();
            let of_year = |row: &&CountRow| row.year == year && row.person == person;
            for row in grades.clone().filter(of_year) {
                let grade = Recognition::GRADES
                    .iter()
                    .position(|grade| *grade == row.kind);
                let at = grade.map_or(0, |at| at + 1);
                add(&mut values, &GRADES, row.level, 0, row.n);
                add(&mut values, &GRADES, row.level, at, row.n);
            }
            if values.is_empty() {
                continue;
            }
            let caption = format!("Đánh giá {whose} năm {year}");
            let table = by_level(scope, (key, caption), &GRADES, &values, When::Within);
            blocks.push(paragraph([
                run(format!("Năm {year} đã đánh giá ")),
                run(table.figure("all")),
                run(format!(" {whose}, trong đó hoàn thành xuất sắc nhiệm vụ: ")),
                run(table.figure("excellent")),
                run("; hoàn thành tốt nhiệm vụ: "),
                run(table.figure("good")),
                run("."),
            ]));
            blocks.push(Block::Table(table));
        }
    }
    let mut values = ByLevel::new();
    for row in rows.iter().filter(|row| !row.kind.is_grade()) {
        add(&mut values, &COMMENDED, row.level, 0, row.n);
        let at = if row.person { 1 } else { 2 };
        add(&mut values, &COMMENDED, row.level, at, row.n);
    }
    if !values.is_empty() {
        let caption = "Khen thưởng".to_owned();
        let table = by_level(
            scope,
            ("commended", caption),
            &COMMENDED,
            &values,
            When::Within,
        );
        blocks.push(paragraph([
            run("Trong kỳ có "),
            run(table.figure("all")),
            run(" lượt khen thưởng, gồm "),
            run(table.figure("delegates")),
            run(" lượt đại biểu và "),
            run(table.figure("bodies")),
            run(" lượt cơ quan của Hội đồng nhân dân."),
        ]));
        blocks.push(Block::Table(table));
    }
    Ok(blocks)
}
