//! IV. Bồi dưỡng: classes held, delegates who came, and how far M1 and M2 have come by the facts of the scoreboard.

use kernel::vi;
use store::{Reader, record, sql};

use super::super::model::{Block, Room, Table};
use super::super::scope::Scope;
use super::{
    ByLevel, Column, When, add, at_or_below, by_level, column, in_brackets, paragraph, run, said,
};
use crate::Result;
use crate::bodies::Level;
use crate::scoreboard::Snapshot;
use crate::scoreboard::board::{BoardFilter, BoardSort, Direction, board};

record! {
    struct ClassesRow { level: Level, n: i64 }
    struct PeopleRow { level: Level, people: i64, turns: i64 }
}

sql! {
    CLASSES = concat!(
        "SELECT c.level, count(*) AS n FROM council c JOIN class k ON k.council_id = c.id WHERE ", at_or_below!(),
        " AND k.state IN ('held', 'closed') AND k.starts_on >= $3 AND k.ends_on <= $4 GROUP BY c.level");
    PEOPLE = concat!(
        "SELECT c.level, count(DISTINCT i.person_id) AS people, count(*) AS turns FROM council c JOIN invitation i ON i.council_id = c.id \
         JOIN class k ON k.id = i.class_id WHERE ", at_or_below!(),
        " AND k.state IN ('held', 'closed') AND k.starts_on >= $3 AND k.ends_on <= $4 \
          AND EXISTS (SELECT 1 FROM lesson l JOIN attendance a ON a.lesson_id = l.id WHERE l.class_id = k.id AND a.person_id = i.person_id \
                      AND a.status = 'present') GROUP BY c.level");
}

const CLASS: [Column; 3] = [
    column("classes", "Lớp đã tổ chức", Room::Classes, ""),
    column("turns", "Lượt đại biểu dự học", Room::Classes, ""),
    column("people", "Số đại biểu dự học", Room::Classes, ""),
];

const COVERAGE: [Column; 4] = [
    column("owed", "Phải bồi dưỡng", Room::Scoreboard, ""),
    column(
        "trained",
        "Đã hoàn thành các khóa bắt buộc",
        Room::Scoreboard,
        "",
    ),
    column("laws_owed", "Lượt đại biểu phải nắm luật", Room::Laws, ""),
    column("laws", "Lượt đã nắm", Room::Laws, ""),
];

/// The chapter.
pub(super) async fn draw(
    db: &impl Reader,
    snapshot: &Snapshot,
    scope: &Scope,
) -> Result<Vec<Block>> {
    let mut values = ByLevel::new();
    let classes: Vec<ClassesRow> = db.all(CLASSES, scope.values()).await?;
    for row in classes {
        add(&mut values, &CLASS, row.level, 0, row.n);
    }
    let people: Vec<PeopleRow> = db.all(PEOPLE, scope.values()).await?;
    for row in people {
        add(&mut values, &CLASS, row.level, 1, row.turns);
        add(&mut values, &CLASS, row.level, 2, row.people);
    }
    let caption = "Lớp bồi dưỡng đã tổ chức".to_owned();
    let classes = by_level(scope, ("classes", caption), &CLASS, &values, When::Within);
    let coverage = coverage(snapshot, scope);
    Ok(vec![
        said![
            "Đã tổ chức ",
            classes.figure("classes"),
            " lớp bồi dưỡng với ",
            classes.figure("turns"),
            " lượt đại biểu dự học.",
        ],
        Block::Table(classes),
        paragraph([
            run(format!("Đến ngày {}, ", vi::date_short(scope.until))),
            run(coverage.figure("trained")),
            run("/"),
            run(coverage.figure("owed")),
            run(" đại biểu đương nhiệm thuộc đối tượng đã hoàn thành các khóa bắt buộc"),
            in_brackets(coverage.share("trained", "owed")),
            run("; đã có "),
            run(coverage.figure("laws")),
            run("/"),
            run(coverage.figure("laws_owed")),
            run(" lượt kiểm tra nắm vững pháp luật đạt yêu cầu"),
            in_brackets(coverage.share("laws", "laws_owed")),
            run("."),
        ]),
        Block::Table(coverage),
    ])
}

fn coverage(snapshot: &Snapshot, scope: &Scope) -> Table {
    let filter = BoardFilter {
        path: scope.council.path.clone(),
        ..BoardFilter::default()
    };
    let counted = board(
        snapshot,
        scope.until,
        &filter,
        BoardSort::Place,
        Direction::Up,
    );
    let mut values = ByLevel::new();
    for of in &counted.levels {
        let totals = of.totals;
        let counts = [
            totals.trained.of,
            totals.trained.done,
            totals.mastered.of,
            totals.mastered.done,
        ];
        for (at, count) in counts.into_iter().enumerate() {
            add(&mut values, &COVERAGE, of.level, at, count.into());
        }
    }
    let caption = format!(
        "Mức độ bồi dưỡng, nắm vững pháp luật ngày {}",
        vi::date_short(scope.until)
    );
    by_level(
        scope,
        ("training", caption),
        &COVERAGE,
        &values,
        When::On(scope.until),
    )
}
