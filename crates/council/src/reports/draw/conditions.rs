//! VII. Điều kiện hoạt động: posts, facilities and budget of each level on the last day.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::vi;
use store::Reader;

use super::super::model::{Block, Room, Unit};
use super::super::scope::Scope;
use super::{ByLevel, Column, When, add, by_level, column, said};
use crate::Result;
use crate::access::covers;
use crate::bodies::Level;
use crate::conditions::overview::{Filter, Line, Order, comparison, total};

const fn money(key: &'static str, heading: &'static str) -> Column {
    Column {
        unit: Unit::Dong,
        ..column(key, heading, Room::Conditions, "")
    }
}

const CONDITION: [Column; 9] = [
    column("posts", "Vị trí việc làm", Room::Conditions, ""),
    column("filled", "Đã bố trí", Room::Conditions, ""),
    column("trained", "Được bồi dưỡng trong năm", Room::Conditions, ""),
    column(
        "facilities",
        "Hạng mục cơ sở vật chất",
        Room::Conditions,
        "",
    ),
    column("met", "Hạng mục đạt yêu cầu", Room::Conditions, ""),
    money("estimate", "Dự toán năm"),
    money("allotted", "Kinh phí giao"),
    money("spent", "Đã thực hiện"),
    column("open", "Kiến nghị chờ trả lời", Room::Conditions, ""),
];

/// The chapter.
pub(super) async fn draw(db: &impl Reader, scope: &Scope) -> Result<Vec<Block>> {
    let order = (Order::Name, false);
    let lines = comparison(db, &Filter::default(), order, scope.until).await?;
    let mut levels: BTreeMap<Level, Vec<Arc<Line>>> = BTreeMap::new();
    for line in lines {
        if covers(&scope.council.path, &line.path) {
            levels.entry(line.level).or_default().push(line);
        }
    }
    let mut values = ByLevel::new();
    for (level, lines) in levels {
        let of = total(&lines);
        let counts = [
            of.posts.into(),
            of.filled.into(),
            of.trained.into(),
            of.facilities.of.into(),
            of.facilities.done.into(),
            of.money.estimate,
            of.money.allotted,
            of.money.spent,
            of.open.into(),
        ];
        for (at, count) in counts.into_iter().enumerate() {
            add(&mut values, &CONDITION, level, at, count);
        }
    }
    let day = vi::date_short(scope.until);
    let caption = format!("Điều kiện hoạt động ngày {day}");
    let table = by_level(
        scope,
        ("conditions", caption),
        &CONDITION,
        &values,
        When::On(scope.until),
    );
    Ok(vec![
        said![
            format!("Ngày {day}, văn phòng phục vụ Hội đồng nhân dân các cấp có "),
            table.figure("posts"),
            " vị trí việc làm đã lập, bố trí được ",
            table.figure("filled"),
            " người; ",
            table.figure("met"),
            "/",
            table.figure("facilities"),
            format!(
                " hạng mục cơ sở vật chất đạt yêu cầu. Kinh phí giao năm {} là ",
                scope.until.year()
            ),
            table.figure("allotted"),
            ", đã thực hiện ",
            table.figure("spent"),
            ".",
        ],
        Block::Table(table),
    ])
}
