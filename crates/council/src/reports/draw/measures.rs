//! IX. Biện pháp: the measures with which the council goes on, each with its state on the scoreboard.

use kernel::vi;

use super::super::model::{Block, Bound, Piece, Room, Source, Table, Unit, share};
use super::super::scope::Scope;
use super::said;
use crate::scoreboard::board::one_council;
use crate::scoreboard::{Measure, Snapshot, Tally};

/// The chapter. Each measure stands as on the page of the council of the place, which is where its figures lead.
pub(super) fn draw(snapshot: &Snapshot, scope: &Scope) -> Vec<Block> {
    let day = scope.until;
    // The council of the place on the last day; a report on a former term is drawn for the one that was there then.
    let id = scope.own.last().map_or(scope.council.id, |own| own.id);
    let known = one_council(snapshot, id, day, day).map(|(row, _)| row.measures);
    let source = scope.on(Room::Scoreboard, Some(scope.council.level), "", day);
    let cells = known.unwrap_or_default();
    let rows = cells
        .iter()
        .map(|cell| row(cell.measure, cell.tally, &source))
        .collect();
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
    vec![
        said![
            "Để nâng cao chất lượng, hiệu quả hoạt động, Hội đồng nhân dân các cấp tiếp tục thực hiện đồng bộ các biện pháp sau; mức thực hiện được đo bằng bản ghi của từng biện pháp."
        ],
        Block::Table(table),
    ]
}

fn row(measure: Measure, tally: Tally, source: &Source) -> Vec<Piece> {
    let (done, of) = (i64::from(tally.done), i64::from(tally.of));
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
