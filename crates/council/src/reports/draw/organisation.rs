//! I. Tổ chức: councils and delegates of each level at the beginning and now, who came and went and why.

use jiff::ToSpan as _;
use kernel::{Date, vi};
use store::{Reader, record, sql};

use super::super::model::{Block, Piece, Room, Table};
use super::super::scope::Scope;
use super::{
    ByLevel, Column, When, add, at_or_below, by_level, column, in_brackets, paragraph, run, said,
};
use crate::Result;
use crate::bodies::Level;
use crate::people::{EndReason, MandateOrigin};

/// The reports of the election boards count delegates "dưới 40 tuổi".
const YOUNG_UNDER: i32 = 40;

record! {
    struct CouncilsRow { level: Level, councils: i64, seats: i64 }
    struct DelegatesRow {
        level: Level, delegates: i64, women: i64, minority: i64, religious: i64, party: i64, young: i64, graduates: i64, full_time: i64,
        known: i64
    }
    struct CameRow { level: Level, origin: MandateOrigin, n: i64 }
    struct WentRow { level: Level, reason: String, n: i64 }
}

sql! {
    COUNCILS = concat!(
        "SELECT c.level, count(*) AS councils, CAST(sum(coalesce(c.seats_planned, 0)) AS BIGINT) AS seats FROM council c \
         WHERE ", at_or_below!(), " AND c.valid_from <= $3 AND (c.valid_to IS NULL OR c.valid_to > $3) GROUP BY c.level");
    DELEGATES = concat!(
        "SELECT c.level, count(*) AS delegates, count(CASE WHEN r.sex = 'female' THEN 1 END) AS women, \
            count(CASE WHEN r.ethnicity <> 'Kinh' THEN 1 END) AS minority, count(CASE WHEN r.religion <> 'Không' THEN 1 END) AS religious, \
            count(r.party_since) AS party, \
            count(CASE WHEN r.birth_date > $4 OR (r.birth_date IS NULL AND r.birth_year > $5) THEN 1 END) AS young, \
            count(CASE WHEN r.qualification LIKE 'Đại học%' OR r.qualification LIKE 'Thạc sĩ%' OR r.qualification LIKE 'Tiến sĩ%' \
                  OR r.qualification LIKE 'Cử nhân%' OR r.qualification LIKE 'Kỹ sư%' THEN 1 END) AS graduates, \
            count(f.person_id) AS full_time, count(CASE WHEN r.sex IS NOT NULL AND r.ethnicity IS NOT NULL AND r.qualification IS NOT NULL THEN 1 END) AS known \
         FROM council c JOIN mandate m ON m.council_id = c.id AND m.valid_from <= $3 AND (m.valid_to IS NULL OR m.valid_to > $3) \
         JOIN person_record r ON r.person_id = m.person_id AND r.valid_from <= $3 AND (r.valid_to IS NULL OR r.valid_to > $3) \
         LEFT JOIN (SELECT DISTINCT b.council_id, p.person_id FROM membership p JOIN body b ON b.id = p.body_id WHERE p.full_time = 1 \
               AND p.valid_from <= $3 AND (p.valid_to IS NULL OR p.valid_to > $3)) f ON f.council_id = c.id AND f.person_id = m.person_id \
         WHERE ", at_or_below!(), " AND c.valid_from <= $3 AND (c.valid_to IS NULL OR c.valid_to > $3) GROUP BY c.level");
    CAME = concat!(
        "SELECT c.level, m.origin, count(*) AS n FROM council c JOIN mandate m ON m.council_id = c.id WHERE ", at_or_below!(),
        " AND m.valid_from > $3 AND m.valid_from <= $4 GROUP BY c.level, m.origin");
    WENT = concat!(
        "SELECT c.level, coalesce(m.end_reason, '') AS reason, count(*) AS n FROM council c JOIN mandate m ON m.council_id = c.id WHERE ",
        at_or_below!(), " AND m.valid_to > $3 AND m.valid_to <= $4 GROUP BY c.level, coalesce(m.end_reason, '')");
}

const COMPOSITION: [Column; 11] = [
    column("councils", "Hội đồng", Room::Councils, ""),
    column(
        "seats",
        "Đại biểu được bầu theo quy định",
        Room::Councils,
        "",
    ),
    column("delegates", "Đại biểu", Room::Delegates, ""),
    column("women", "Nữ", Room::Delegates, "female"),
    column("minority", "Dân tộc thiểu số", Room::Delegates, ""),
    column("religious", "Có tôn giáo", Room::Delegates, ""),
    column("party", "Đảng viên", Room::Delegates, ""),
    column("young", "Dưới 40 tuổi", Room::Delegates, ""),
    column("graduates", "Đại học trở lên", Room::Delegates, ""),
    column("full_time", "Chuyên trách", Room::Delegates, "full_time"),
    column("known", "Đủ thông tin lý lịch", Room::Delegates, ""),
];

const CHANGES: [Column; 10] = [
    column("start", "Đầu kỳ", Room::Delegates, ""),
    column(
        "elected",
        "Bầu đầu nhiệm kỳ",
        Room::Delegates,
        "general_election",
    ),
    column("by_election", "Bầu bổ sung", Room::Delegates, "by_election"),
    column("merged", "Do sắp xếp đơn vị", Room::Delegates, "merger"),
    column("moved", "Chuyển công tác", Room::Delegates, "ended"),
    column("resigned", "Thôi làm nhiệm vụ", Room::Delegates, "ended"),
    column("died", "Từ trần", Room::Delegates, "ended"),
    column(
        "dismissed",
        "Bãi nhiệm, mất quyền",
        Room::Delegates,
        "ended",
    ),
    column("council_ended", "Hội đồng kết thúc", Room::Councils, "ever"),
    column("now", "Hiện nay", Room::Delegates, ""),
];

/// The chapter.
pub(super) async fn draw(db: &impl Reader, scope: &Scope) -> Result<Vec<Block>> {
    let day = vi::date_short;
    let start = composition(db, scope, "start", scope.opening).await?;
    let now = composition(db, scope, "now", scope.until).await?;
    let changes = changes(db, scope, &start, &now).await?;
    let place = crate::bodies::running_name(&scope.council.unit_name);
    let mut blocks = vec![
        said![
            format!("Đầu kỳ báo cáo (ngày {}), {place} có ", day(scope.opening)),
            start.figure("councils"),
            " Hội đồng nhân dân với ",
            start.figure("delegates"),
            " đại biểu. Đến ngày ",
            day(scope.until),
            ", có ",
            now.figure("councils"),
            " Hội đồng nhân dân với ",
            now.figure("delegates"),
            " đại biểu.",
        ],
        paragraph([
            run("Trong số "),
            run(now.figure("delegates")),
            run(format!(
                " đại biểu đương nhiệm ngày {} có ",
                day(scope.until)
            )),
            run(now.figure("women")),
            run(" đại biểu nữ"),
            in_brackets(now.share("women", "delegates")),
            run("; "),
            run(now.figure("minority")),
            run(" đại biểu là người dân tộc thiểu số"),
            in_brackets(now.share("minority", "delegates")),
            run("; "),
            run(now.figure("religious")),
            run(" đại biểu có tôn giáo"),
            in_brackets(now.share("religious", "delegates")),
            run("; "),
            run(now.figure("party")),
            run(" đại biểu là đảng viên"),
            in_brackets(now.share("party", "delegates")),
            run("; "),
            run(now.figure("young")),
            run(" đại biểu dưới 40 tuổi"),
            in_brackets(now.share("young", "delegates")),
            run("; "),
            run(now.figure("graduates")),
            run(" đại biểu có trình độ đại học trở lên"),
            in_brackets(now.share("graduates", "delegates")),
            run("; "),
            run(now.figure("full_time")),
            run(" đại biểu hoạt động chuyên trách"),
            in_brackets(now.share("full_time", "delegates")),
            run("."),
        ]),
    ];
    blocks.push(Block::Table(start));
    blocks.push(Block::Table(now));
    blocks.push(said![
        "Trong kỳ, bầu bổ sung ",
        changes.figure("by_election"),
        " đại biểu; ",
        changes.figure("moved"),
        " đại biểu chuyển công tác, ",
        changes.figure("resigned"),
        " đại biểu được cho thôi làm nhiệm vụ, ",
        changes.figure("died"),
        " đại biểu từ trần, ",
        changes.figure("dismissed"),
        " đại biểu bị bãi nhiệm hoặc mất quyền đại biểu.",
    ]);
    blocks.push(Block::Table(changes));
    Ok(blocks)
}

async fn composition(db: &impl Reader, scope: &Scope, key: &str, on: Date) -> Result<Table> {
    let mut values = ByLevel::new();
    let mut asked = scope.values();
    asked.truncate(2);
    asked.push(store::IntoValue::into_value(on));
    let councils: Vec<CouncilsRow> = db.all(COUNCILS, asked.clone()).await?;
    for row in councils {
        add(&mut values, &COMPOSITION, row.level, 0, row.councils);
        add(&mut values, &COMPOSITION, row.level, 1, row.seats);
    }
    let born_after = on.saturating_sub(YOUNG_UNDER.years());
    asked.extend(store::args![born_after, i64::from(born_after.year())]);
    let delegates: Vec<DelegatesRow> = db.all(DELEGATES, asked).await?;
    for row in delegates {
        let counts = [
            row.delegates,
            row.women,
            row.minority,
            row.religious,
            row.party,
            row.young,
            row.graduates,
            row.full_time,
            row.known,
        ];
        for (at, count) in counts.into_iter().enumerate() {
            add(&mut values, &COMPOSITION, row.level, at + 2, count);
        }
    }
    let caption = format!("Cơ cấu đại biểu ngày {}", vi::date_short(on));
    let key = format!("delegates.{key}");
    Ok(by_level(
        scope,
        (&key, caption),
        &COMPOSITION,
        &values,
        When::On(on),
    ))
}

/// Beginning, comings, goings and now: what was there, more and less, is what is there, for a mandate begins and ends in these.
async fn changes(db: &impl Reader, scope: &Scope, start: &Table, now: &Table) -> Result<Table> {
    let mut values = ByLevel::new();
    for level in Level::ALL {
        let end = format!("delegates.{}", level.code());
        let (was, is) = (start.value(&end), now.value(&end));
        if was + is > 0 {
            add(&mut values, &CHANGES, *level, 0, was);
            add(&mut values, &CHANGES, *level, 9, is);
        }
    }
    let mut asked = scope.values();
    if let Some(from) = asked.get_mut(2) {
        *from = store::IntoValue::into_value(scope.opening);
    }
    let came: Vec<CameRow> = db.all(CAME, asked.clone()).await?;
    for row in came {
        let at = match row.origin {
            MandateOrigin::GeneralElection => 1,
            MandateOrigin::ByElection => 2,
            MandateOrigin::Merger => 3,
        };
        add(&mut values, &CHANGES, row.level, at, row.n);
    }
    let went: Vec<WentRow> = db.all(WENT, asked).await?;
    for row in went {
        let at = match EndReason::from_code(&row.reason) {
            Some(EndReason::MovedAway) => 4,
            Some(EndReason::Resigned) => 5,
            Some(EndReason::Died) => 6,
            Some(EndReason::Dismissed | EndReason::LostRight) => 7,
            Some(EndReason::CouncilEnded) | None => 8,
        };
        add(&mut values, &CHANGES, row.level, at, row.n);
    }
    let caption = "Biến động đại biểu trong kỳ".to_owned();
    let mut table = by_level(
        scope,
        ("changes", caption),
        &CHANGES,
        &values,
        When::On(scope.until),
    );
    // The beginning opens as it was.
    for bound in table.rows.iter_mut().filter_map(|row| row.get_mut(1)) {
        if let Piece::Figure(bound) = bound {
            bound.source.on = scope.opening;
        }
    }
    Ok(table)
}
