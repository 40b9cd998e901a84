//! V. Quy chế, nội quy và phối hợp: what was issued and reviewed, which coordination regulations hold and whether their tasks were done.

use kernel::vi;
use store::{Reader, record, sql};

use super::super::model::{Block, Bound, Piece, Room, Table, Unit};
use super::super::scope::Scope;
use super::{ByLevel, Column, When, add, at_or_below, by_level, column, said};
use crate::Result;
use crate::access::Actor;
use crate::bodies::Level;
use crate::coordination::queries::{Counts, Filter, regulations};
use crate::review::{Outcome, ReviewState};
use crate::seed_data::regulation_models::RegulationKind;

record! {
    struct AdoptedRow { level: Level, kind: RegulationKind, n: i64 }
    struct ReviewedRow { level: Level, state: ReviewState, outcome: Option<Outcome>, n: i64, late: i64 }
    struct CountRow { level: Level, n: i64 }
}

macro_rules! coordination {
    () => {
        concat!(
            " FROM council c JOIN coordination k ON k.council_id = c.id JOIN coordination_step s ON s.coordination_id = k.id \
              WHERE ", at_or_below!()
        )
    };
}

sql! {
    ADOPTED = concat!(
        "SELECT c.level, r.kind, count(*) AS n FROM council c JOIN regulation r ON r.council_id = c.id WHERE ", at_or_below!(),
        " AND r.adopted_on >= $3 AND r.adopted_on <= $4 GROUP BY c.level, r.kind");
    REVIEWED = concat!(
        "SELECT c.level, s.state, s.outcome, count(*) AS n, CAST(sum(CASE WHEN s.state = 'open' AND t.due_on < $4 THEN 1 ELSE 0 END) AS BIGINT) AS late \
         FROM council c JOIN review_task t ON t.council_id = c.id JOIN review_step s ON s.task_id = t.id AND s.position = \
              (SELECT max(x.position) FROM review_step x WHERE x.task_id = t.id AND x.day <= $4) \
         WHERE ", at_or_below!(), " AND (s.state = 'open' OR (s.state = 'concluded' AND s.day >= $3)) GROUP BY c.level, s.state, s.outcome");
    IN_FORCE = concat!("SELECT c.level, count(*) AS n", coordination!(), " AND s.position = (SELECT max(x.position) FROM coordination_step x \
                       WHERE x.coordination_id = k.id AND x.day <= $3) AND s.state = 'in_force' AND (k.valid_to IS NULL OR k.valid_to > $3) \
                       GROUP BY c.level");
    SIGNED = concat!("SELECT c.level, count(*) AS n", coordination!(), " AND s.state = 'in_force' AND s.day >= $3 AND s.day <= $4 GROUP BY c.level");
    MEETINGS = concat!(
        "SELECT c.level, count(*) AS n FROM council c JOIN coordination k ON k.council_id = c.id JOIN joint_meeting j ON j.coordination_id = k.id \
         WHERE ", at_or_below!(), " AND j.held_on >= $3 AND j.held_on <= $4 GROUP BY c.level");
}

const ADOPTED_BY: [Column; 7] = [
    column("adopted", "Đã ban hành", Room::Regulations, ""),
    column("working", "Quy chế làm việc", Room::Regulations, "working"),
    column("session", "Nội quy kỳ họp", Room::Regulations, "session"),
    column(
        "normative",
        "Nghị quyết quy phạm",
        Room::Regulations,
        "normative",
    ),
    column("reviewed", "Việc rà soát đã kết luận", Room::Review, ""),
    column(
        "to_change",
        "Trong đó phải sửa đổi, thay thế, bãi bỏ",
        Room::Review,
        "",
    ),
    column("waiting", "Việc rà soát chưa xong", Room::Review, ""),
];

const COORDINATION: [Column; 3] = [
    column(
        "in_force",
        "Đang có hiệu lực",
        Room::Coordination,
        "in_force",
    ),
    column("signed", "Ký kết trong kỳ", Room::Coordination, ""),
    column(
        "meetings",
        "Giao ban, hội nghị liên tịch",
        Room::Coordination,
        "",
    ),
];

/// The chapter.
pub(super) async fn draw(db: &impl Reader, scope: &Scope) -> Result<Vec<Block>> {
    let own = adopted(db, scope).await?;
    let coordination = coordination(db, scope).await?;
    let mut blocks = vec![
        said![
            "Hội đồng nhân dân các cấp đã ban hành ",
            own.figure("adopted"),
            " văn bản về tổ chức và hoạt động, gồm ",
            own.figure("working"),
            " quy chế làm việc, ",
            own.figure("session"),
            " nội quy kỳ họp và ",
            own.figure("normative"),
            " nghị quyết quy phạm khác. Công tác rà soát đã kết luận ",
            own.figure("reviewed"),
            " việc; còn ",
            own.figure("waiting"),
            " việc đang rà soát.",
        ],
        Block::Table(own),
        said![
            format!("Ngày {}, có ", vi::date_short(scope.until)),
            coordination.figure("in_force"),
            " quy chế phối hợp đang có hiệu lực. Trong kỳ, các bên đã ký kết ",
            coordination.figure("signed"),
            " quy chế; tổ chức ",
            coordination.figure("meetings"),
            " cuộc giao ban, hội nghị liên tịch.",
        ],
        Block::Table(coordination),
    ];
    blocks.extend(tasks(db, scope).await?.map(Block::Table));
    Ok(blocks)
}

async fn adopted(db: &impl Reader, scope: &Scope) -> Result<Table> {
    let mut values = ByLevel::new();
    let rows: Vec<AdoptedRow> = db.all(ADOPTED, scope.values()).await?;
    for row in rows {
        let at = match row.kind {
            RegulationKind::Working => 1,
            RegulationKind::Session => 2,
            RegulationKind::Normative => 3,
        };
        add(&mut values, &ADOPTED_BY, row.level, 0, row.n);
        add(&mut values, &ADOPTED_BY, row.level, at, row.n);
    }
    let rows: Vec<ReviewedRow> = db.all(REVIEWED, scope.values()).await?;
    for row in rows {
        match row.state {
            ReviewState::Concluded => {
                add(&mut values, &ADOPTED_BY, row.level, 4, row.n);
                let kept = row.outcome.is_none_or(|outcome| outcome == Outcome::Keep);
                add(
                    &mut values,
                    &ADOPTED_BY,
                    row.level,
                    5,
                    if kept { 0 } else { row.n },
                );
            }
            ReviewState::Open => add(&mut values, &ADOPTED_BY, row.level, 6, row.n),
            ReviewState::Cancelled => {}
        }
    }
    let caption = "Ban hành quy chế, nội quy và rà soát văn bản".to_owned();
    Ok(by_level(
        scope,
        ("regulations", caption),
        &ADOPTED_BY,
        &values,
        When::Within,
    ))
}

async fn coordination(db: &impl Reader, scope: &Scope) -> Result<Table> {
    let mut values = ByLevel::new();
    let mut on_the_day = scope.values();
    on_the_day.remove(2);
    let all = [
        (IN_FORCE, on_the_day),
        (SIGNED, scope.values()),
        (MEETINGS, scope.values()),
    ];
    for (at, (statement, asked)) in all.into_iter().enumerate() {
        let rows: Vec<CountRow> = db.all(statement, asked).await?;
        for row in rows {
            add(&mut values, &COORDINATION, row.level, at, row.n);
        }
    }
    let caption = "Quy chế phối hợp".to_owned();
    Ok(by_level(
        scope,
        ("coordination", caption),
        &COORDINATION,
        &values,
        When::Within,
    ))
}

/// The tasks of the council's own coordination regulations, year by year.
async fn tasks(db: &impl Reader, scope: &Scope) -> Result<Option<Table>> {
    let reader = Actor::program("Báo cáo");
    let mut rows = Vec::new();
    for year in scope.from.year()..=scope.until.year() {
        let on = scope.until.min(jiff::civil::date(year, 12, 31));
        let mut counts = Counts::default();
        for own in &scope.own {
            let filter = Filter {
                council: Some(own.id),
                ..Filter::default()
            };
            for dossier in regulations(db, &reader, &filter, on).await? {
                counts += dossier.counts;
            }
        }
        if counts.due() + counts.excused == 0 {
            continue;
        }
        let mut row = vec![Piece::from(format!("Năm {year}"))];
        for (key, words, value) in [
            ("due", "Việc đến hạn", counts.due()),
            ("met", "Đúng hạn", counts.met),
            ("late", "Muộn", counts.late),
            ("unmet", "Chưa thực hiện", counts.unmet),
        ] {
            row.push(Piece::from(Bound {
                key: format!("tasks.{year}.{key}"),
                label: format!("{words}, quy chế phối hợp, năm {year}"),
                value: value.into(),
                unit: Unit::Count,
                source: scope.on(Room::Coordination, Some(scope.council.level), "", on),
            }));
        }
        rows.push(row);
    }
    let head = ["Năm", "Việc đến hạn", "Đúng hạn", "Muộn", "Chưa thực hiện"];
    let place = crate::bodies::running_name(&scope.council.unit_name);
    Ok((!rows.is_empty()).then(|| Table {
        key: "tasks".to_owned(),
        caption: format!("Thực hiện quy chế phối hợp của Thường trực HĐND {place}"),
        head: head.map(str::to_owned).to_vec(),
        rows,
    }))
}
