//! III. Cử tri: meetings with voters before and after sittings, who of the council met them, what voters asked and what became of it.

use kernel::vi;
use store::{Reader, record, sql};

use super::super::model::{Block, Bound, Piece, Room, Table, Unit, share};
use super::super::scope::Scope;
use super::{
    ByLevel, Column, When, add, at_or_below, by_level, column, in_brackets, paragraph, run, said,
};
use crate::Result;
use crate::bodies::Level;
use crate::contact::Side;
use crate::contact::coverage::coverage;
use crate::petitions::{Field, MatterState, ResultKind};
use crate::sittings::SittingKind;
use crate::sittings::queries::sittings_on;

record! {
    struct ContactsRow { level: Level, side: Side, meetings: i64, voters: i64, speakers: i64 }
    struct VoicesRow { level: Level, n: i64 }
    struct MattersRow { level: Level, field: Field, state: MatterState, n: i64 }
}

/// The matters raised in the time with their state on its last day, guarded and merged ones left out.
macro_rules! matters {
    () => {
        concat!(
            " FROM council c JOIN matter m ON m.council_id = c.id JOIN matter_step s ON s.matter_id = m.id AND s.position = \
              (SELECT max(x.position) FROM matter_step x WHERE x.matter_id = m.id AND x.day <= $4) \
              WHERE ", at_or_below!(), " AND m.raised_on >= $3 AND m.raised_on <= $4 AND s.state <> 'merged' AND m.guarded = 0"
        )
    };
}

sql! {
    CONTACTS = concat!(
        "SELECT c.level, k.side, count(*) AS meetings, CAST(sum(coalesce(k.voters_present, 0)) AS BIGINT) AS voters, \
            CAST(sum(coalesce(k.speakers, 0)) AS BIGINT) AS speakers \
         FROM council c JOIN contact k ON k.council_id = c.id JOIN contact_step s ON s.contact_id = k.id AND s.position = \
              (SELECT max(x.position) FROM contact_step x WHERE x.contact_id = k.id AND x.day <= $4) \
         WHERE ", at_or_below!(), " AND s.state = 'held' AND k.held_on >= $3 AND k.held_on <= $4 GROUP BY c.level, k.side");
    VOICES = concat!(
        "SELECT c.level, count(*) AS n FROM council c JOIN utterance a ON a.council_id = c.id WHERE ", at_or_below!(),
        " AND a.said_on >= $3 AND a.said_on <= $4 AND a.guarded = 0 GROUP BY c.level");
    MATTERS = concat!("SELECT c.level, m.field, s.state, count(*) AS n", matters!(), " GROUP BY c.level, m.field, s.state");
}

const CONTACT: [Column; 6] = [
    column("meetings", "Cuộc tiếp xúc", Room::Contacts, ""),
    column("before", "Trước kỳ họp", Room::Contacts, ""),
    column("after", "Sau kỳ họp", Room::Contacts, ""),
    column("between", "Chuyên đề, nơi làm việc", Room::Contacts, ""),
    column("voters", "Lượt cử tri dự", Room::Contacts, ""),
    column("speakers", "Lượt phát biểu", Room::Contacts, ""),
];

const MATTER: [Column; 6] = [
    column("voices", "Lượt ý kiến", Room::Petitions, ""),
    column("matters", "Nội dung kiến nghị", Room::Petitions, ""),
    column("settled", "Đã giải quyết xong", Room::Petitions, "settled"),
    column(
        "explained",
        "Đã giải trình, thông tin",
        Room::Petitions,
        "explained",
    ),
    column("in_hand", "Đang giải quyết", Room::Petitions, ""),
    column("not_settled", "Chưa giải quyết", Room::Petitions, ""),
];

/// The chapter.
pub(super) async fn draw(db: &impl Reader, scope: &Scope) -> Result<Vec<Block>> {
    let contacts = contacts(db, scope).await?;
    let mut blocks = vec![
        said![
            "Đại biểu Hội đồng nhân dân các cấp đã tiếp xúc cử tri ",
            contacts.figure("meetings"),
            " cuộc, gồm ",
            contacts.figure("before"),
            " cuộc trước kỳ họp, ",
            contacts.figure("after"),
            " cuộc sau kỳ họp và ",
            contacts.figure("between"),
            " cuộc theo chuyên đề, nơi làm việc; có ",
            contacts.figure("voters"),
            " lượt cử tri tham dự với ",
            contacts.figure("speakers"),
            " lượt phát biểu.",
        ],
        Block::Table(contacts),
    ];
    blocks.extend(around_sittings(db, scope).await?.map(Block::Table));
    let rows: Vec<MattersRow> = db.all(MATTERS, scope.values()).await?;
    let matters = results(db, scope, &rows).await?;
    blocks.push(paragraph([
        run("Đã ghi nhận "),
        run(matters.figure("voices")),
        run(" lượt ý kiến của cử tri. Các ý kiến được tổng hợp thành "),
        run(matters.figure("matters")),
        run(" nội dung kiến nghị, gồm "),
        run(matters.figure("settled")),
        run(" nội dung đã giải quyết xong"),
        in_brackets(matters.share("settled", "matters")),
        run(", "),
        run(matters.figure("explained")),
        run(" nội dung đã giải trình, cung cấp thông tin"),
        in_brackets(matters.share("explained", "matters")),
        run(", "),
        run(matters.figure("in_hand")),
        run(" nội dung đang giải quyết"),
        in_brackets(matters.share("in_hand", "matters")),
        run(" và "),
        run(matters.figure("not_settled")),
        run(" nội dung chưa giải quyết"),
        in_brackets(matters.share("not_settled", "matters")),
        run("."),
    ]));
    blocks.push(Block::Table(matters));
    blocks.push(Block::Table(by_field(scope, &rows)));
    Ok(blocks)
}

async fn contacts(db: &impl Reader, scope: &Scope) -> Result<Table> {
    let mut values = ByLevel::new();
    let rows: Vec<ContactsRow> = db.all(CONTACTS, scope.values()).await?;
    for row in rows {
        let at = match row.side {
            Side::Before => 1,
            Side::After => 2,
            Side::Between => 3,
        };
        for (at, value) in [
            (0, row.meetings),
            (at, row.meetings),
            (4, row.voters),
            (5, row.speakers),
        ] {
            add(&mut values, &CONTACT, row.level, at, value);
        }
    }
    let caption = "Tiếp xúc cử tri".to_owned();
    Ok(by_level(
        scope,
        ("contacts", caption),
        &CONTACT,
        &values,
        When::Within,
    ))
}

/// Who of the council's own delegates met voters before and after each of its regular sittings.
async fn around_sittings(db: &impl Reader, scope: &Scope) -> Result<Option<Table>> {
    let mut rows = Vec::new();
    for own in &scope.own {
        for sitting in sittings_on(db, own.id, scope.until).await? {
            let held = sitting.opens_on >= scope.from
                && sitting.closes_on <= scope.until
                && sitting.cancelled_on.is_none_or(|day| day > scope.until);
            if sitting.kind != SittingKind::Regular || !held {
                continue;
            }
            let counted = coverage(db, own.id, sitting.id, scope.until).await?;
            let name = format!("Kỳ họp thứ {} khóa {}", sitting.number, own.number);
            let mut row = vec![Piece::from(name.clone())];
            for (side, code, words) in [
                (counted.before, "before", "trước kỳ họp"),
                (counted.after, "after", "sau kỳ họp"),
            ] {
                let figure = |end: &str, words: String, value: i64, unit| Bound {
                    key: format!("coverage.{}.{}.{code}.{end}", own.number, sitting.number),
                    label: format!("{words}, {name}"),
                    value,
                    unit,
                    source: scope.on(Room::Coverage, None, "", scope.until),
                };
                let (met, of) = (i64::from(side.met), i64::from(side.delegates));
                row.push(
                    figure(
                        "delegates",
                        format!("Đại biểu phải tiếp xúc {words}"),
                        of,
                        Unit::Count,
                    )
                    .into(),
                );
                row.push(
                    figure(
                        "met",
                        format!("Đại biểu đã tiếp xúc {words}"),
                        met,
                        Unit::Count,
                    )
                    .into(),
                );
                let rate = share(met, of);
                row.push(rate.map_or_else(
                    || Piece::from("–"),
                    |rate| {
                        figure(
                            "share",
                            format!("Tỷ lệ tiếp xúc {words}"),
                            rate,
                            Unit::Share,
                        )
                        .into()
                    },
                ));
            }
            rows.push(row);
        }
    }
    let head = [
        "Kỳ họp thường lệ",
        "Đại biểu (trước)",
        "Đã tiếp xúc trước",
        "Tỷ lệ trước",
        "Đại biểu (sau)",
        "Đã tiếp xúc sau",
        "Tỷ lệ sau",
    ];
    let place = crate::bodies::running_name(&scope.council.unit_name);
    Ok((!rows.is_empty()).then(|| Table {
        key: "coverage".to_owned(),
        caption: format!("Đại biểu HĐND {place} tiếp xúc cử tri trước và sau kỳ họp thường lệ"),
        head: head.map(str::to_owned).to_vec(),
        rows,
    }))
}

const fn place(result: ResultKind) -> usize {
    match result {
        ResultKind::Settled => 2,
        ResultKind::Explained => 3,
        ResultKind::InHand => 4,
        ResultKind::NotSettled => 5,
    }
}

async fn results(db: &impl Reader, scope: &Scope, rows: &[MattersRow]) -> Result<Table> {
    let mut values = ByLevel::new();
    let voices: Vec<VoicesRow> = db.all(VOICES, scope.values()).await?;
    for row in voices {
        add(&mut values, &MATTER, row.level, 0, row.n);
    }
    for row in rows {
        if let Some(result) = row.state.result() {
            add(&mut values, &MATTER, row.level, 1, row.n);
            add(&mut values, &MATTER, row.level, place(result), row.n);
        }
    }
    let caption = format!(
        "Kiến nghị của cử tri, tình trạng ngày {}",
        vi::date_short(scope.until)
    );
    Ok(by_level(
        scope,
        ("petitions", caption),
        &MATTER,
        &values,
        When::Within,
    ))
}

/// The same matters by field, all levels together.
fn by_field(scope: &Scope, rows: &[MattersRow]) -> Table {
    let columns = MATTER.get(1..).unwrap_or_default();
    let mut lines: Vec<(Option<Field>, Vec<i64>)> = Vec::new();
    for field in Field::ALL {
        let mut line = vec![0; columns.len()];
        for row in rows.iter().filter(|row| row.field == *field) {
            if let Some(result) = row.state.result() {
                for at in [1, place(result)] {
                    if let Some(known) = line.get_mut(at - 1) {
                        *known += row.n;
                    }
                }
            }
        }
        if line.first().is_some_and(|all| *all > 0) {
            lines.push((Some(*field), line));
        }
    }
    let sum = |at: usize| lines.iter().filter_map(|(_, line)| line.get(at)).sum();
    let sums = (0..columns.len()).map(sum).collect();
    lines.push((None, sums));
    let rows = lines.into_iter().map(|(field, line)| {
        let (name, code) = field.map_or(("Tổng cộng", "all"), |field| {
            (words(field), field.code())
        });
        let mut row = vec![Piece::from(name)];
        for (column, value) in columns.iter().zip(line) {
            row.push(Piece::from(Bound {
                key: format!("fields.{code}.{}", column.key),
                label: format!("{} – {}", column.heading, name.to_lowercase()),
                value,
                unit: Unit::Count,
                source: scope.within(Room::Petitions, None, field.map_or("", Field::code)),
            }));
        }
        row
    });
    let mut head = vec!["Lĩnh vực".to_owned()];
    let rows = rows.collect();
    head.extend(columns.iter().map(|column| column.heading.to_owned()));
    Table {
        key: "fields".to_owned(),
        caption: "Kiến nghị của cử tri theo lĩnh vực".to_owned(),
        head,
        rows,
    }
}

/// A field as papers name it.
const fn words(field: Field) -> &'static str {
    match field {
        Field::Transport => "Giao thông",
        Field::Agriculture => "Nông nghiệp, thủy lợi, nông thôn",
        Field::LandEnvironment => "Tài nguyên, đất đai, môi trường",
        Field::Urban => "Xây dựng, đô thị, nhà ở",
        Field::Utilities => "Điện, nước, viễn thông",
        Field::Education => "Giáo dục, đào tạo",
        Field::Health => "Y tế",
        Field::SocialPolicy => "Lao động, chính sách xã hội",
        Field::Culture => "Văn hóa, thể thao, du lịch",
        Field::Economy => "Kinh tế, tài chính, ngân sách",
        Field::Security => "An ninh, trật tự, quốc phòng",
        Field::Administration => "Nội vụ, cải cách hành chính, tư pháp",
        Field::Ethnic => "Dân tộc, tôn giáo",
        Field::Other => "Lĩnh vực khác",
    }
}
