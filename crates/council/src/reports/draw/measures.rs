//! IX. Biện pháp: the measures with which the council goes on, each with its state on the scoreboard.

use kernel::vi;
use store::Reader;

use super::super::model::{Block, Bound, Content, Piece, Room, Source, Table, Unit, share};
use super::super::scope::Scope;
use super::said;
use crate::Result;
use crate::bodies::queries::council;
use crate::conditions::overview::measures;
use crate::scoreboard::board::one_council;
use crate::scoreboard::{Measure, Snapshot};

/// The chapter.
pub(super) async fn draw(
    db: &impl Reader,
    snapshot: &Snapshot,
    scope: &Scope,
    so_far: &Content,
) -> Result<Vec<Block>> {
    let day = scope.until;
    // The council of the place on the last day; a report on a former term is drawn for the one that was there then.
    let id = scope.own.last().map_or(scope.council.id, |own| own.id);
    let known = one_council(snapshot, id, day, day).map(|(row, _)| row.measures);
    let known = known.unwrap_or_default();
    let [staff, means] = measures(db, &council(db, id).await?, day).await?;
    let figures = so_far.figures();
    let value = |key: &str| figures.get(key).map_or(0, |bound| bound.value);
    let last_year = |end: &str| value(&format!("tasks.{}.{end}", day.year()));
    let mut rows = Vec::new();
    for measure in Measure::ALL {
        let of_board = known.iter().find(|cell| cell.measure == *measure);
        let (room, done, of) = match measure {
            Measure::Training | Measure::Laws => {
                let tally = of_board.map(|cell| cell.tally).unwrap_or_default();
                let room = match measure {
                    Measure::Laws => Room::Laws,
                    _ => Room::Scoreboard,
                };
                (room, tally.done.into(), tally.of.into())
            }
            Measure::Contact => {
                let (met, of) = last_coverage(so_far);
                (Room::Coverage, met, of)
            }
            Measure::Regulations => {
                let level = scope.council.level.code();
                let done = value(&format!("regulations.reviewed.{level}"));
                let waiting = value(&format!("regulations.waiting.{level}"));
                (Room::Review, done, done + waiting)
            }
            Measure::Coordination => {
                let done = last_year("met") + last_year("late");
                (Room::Coordination, done, last_year("due"))
            }
            Measure::Conferences => (Room::Scoreboard, 0, 0),
            Measure::Staff => (
                Room::Conditions,
                staff.tally.done.into(),
                staff.tally.of.into(),
            ),
            Measure::Means => (
                Room::Conditions,
                means.tally.done.into(),
                means.tally.of.into(),
            ),
        };
        let source = scope.on(room, Some(scope.council.level), "", day);
        rows.push(row(*measure, (done, of), source));
    }
    let place = crate::bodies::running_name(&scope.council.unit_name);
    let table = Table {
        key: "measures".to_owned(),
        caption: format!(
            "Mức thực hiện các biện pháp của HĐND {place} ngày {}",
            vi::date_short(day)
        ),
        head: ["Biện pháp", "Đã thực hiện", "Phải thực hiện", "Tỷ lệ"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    };
    Ok(vec![
        said![
            "Để nâng cao chất lượng, hiệu quả hoạt động, Hội đồng nhân dân các cấp tiếp tục thực hiện đồng bộ các biện pháp sau; mức thực hiện được đo bằng bản ghi của từng biện pháp."
        ],
        Block::Table(table),
    ])
}

fn row(measure: Measure, (done, of): (i64, i64), source: Source) -> Vec<Piece> {
    let words = words(measure);
    let figure = |end: &str, said: &str, value, unit| Bound {
        key: format!("measures.{}.{end}", measure.code()),
        label: format!("{said}: {words}"),
        value,
        unit,
        source: source.clone(),
    };
    let mut row = vec![Piece::from(words)];
    let Some(rate) = share(done, of) else {
        row.extend(["–", "–", "chưa có ghi nhận"].map(Piece::from));
        return row;
    };
    row.push(figure("done", "Đã thực hiện", done, Unit::Count).into());
    row.push(figure("of", "Phải thực hiện", of, Unit::Count).into());
    row.push(figure("share", "Tỷ lệ thực hiện", rate, Unit::Share).into());
    row
}

/// Delegates who met voters around the last regular sitting, both sides together.
fn last_coverage(so_far: &Content) -> (i64, i64) {
    let blocks = so_far.chapters.iter().flat_map(|chapter| &chapter.blocks);
    let mut tables = blocks.filter_map(|block| match block {
        Block::Table(table) if table.key == "coverage" => Some(table),
        _ => None,
    });
    let row = tables.next().and_then(|table| table.rows.last());
    let mut sums = (0, 0);
    for bound in row.into_iter().flatten().filter_map(Piece::figure) {
        if bound.key.ends_with(".met") {
            sums.0 += bound.value;
        } else if bound.key.ends_with(".delegates") {
            sums.1 += bound.value;
        }
    }
    sums
}

const fn words(measure: Measure) -> &'static str {
    match measure {
        Measure::Training => "1. Phối hợp bồi dưỡng đại biểu các cấp, bảo đảm 100% tham gia",
        Measure::Laws => "2. Nắm vững các luật về cơ quan dân cử, về ban hành văn bản",
        Measure::Contact => "3. Tiếp xúc cử tri trước và sau các kỳ họp thường lệ",
        Measure::Regulations => "4. Rà soát theo thẩm quyền, ban hành quy định, quy chế",
        Measure::Coordination => "5. Phối hợp giữa Hội đồng nhân dân, Ủy ban nhân dân, Mặt trận",
        Measure::Conferences => "6. Hội nghị trao đổi kinh nghiệm",
        Measure::Staff => "7. Số lượng, chất lượng bộ máy giúp việc",
        Measure::Means => "8. Phương tiện, kinh phí hoạt động",
    }
}
