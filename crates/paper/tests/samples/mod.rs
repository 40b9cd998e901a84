//! Three papers: a report with tables, a chart and annexes, a normative resolution, an invitation; and one of many pages.

use jiff::civil::date;
use paper::{
    Annex, Block, Body, Cell, Chart, ChartKind, Column, Kind, Level, Paper, Profile, Row,
    Signature, Table, Text, Urgency,
};

fn fields() -> Table {
    let head = [
        ("TT", Column::marks(1)),
        ("Lĩnh vực", Column::words(5)),
        ("Tiếp nhận", Column::numbers(2)),
        ("Đã giải quyết", Column::numbers(2)),
    ];
    let rows = [
        ("Đất đai", 1_204, 987),
        ("Giao thông", 865, 702),
        ("Môi trường", 310, 288),
    ];
    let rows = (1..).zip(rows).map(|(place, (field, all, done))| {
        Row::new([Cell::number(place), field.into(), all.into(), done.into()])
    });
    Table::new("Bảng 1. Kiến nghị của cử tri theo lĩnh vực", head)
        .unit("kiến nghị")
        .rows(rows)
        .rows([Row::sum([
            Cell::new("Tổng cộng").across(2),
            2_379.into(),
            1_977.into(),
        ])])
        .note("Nguồn: Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân thành phố.")
}

fn wide() -> Table {
    Table {
        columns: vec![
            Column::marks(1),
            Column::words(6),
            Column::numbers(2),
            Column::numbers(2),
            Column::words(4),
        ],
        head: vec![
            vec![
                Cell::new("TT").down(2),
                Cell::new("Xã, phường").down(2),
                Cell::new("Kiến nghị").across(2),
                Cell::new("Ghi chú").down(2),
            ],
            vec!["Tiếp nhận".into(), "Xong".into()],
        ],
        rows: (1..=60)
            .map(|place| {
                let name = format!("Phường Thử nghiệm số {place}");
                Row::new([
                    Cell::number(place),
                    name.into(),
                    Cell::number(place * 13),
                    Cell::number(place * 9),
                    "".into(),
                ])
            })
            .collect(),
        ..Table::default()
    }
}

/// Báo cáo, to be sent up, with a table, a chart and two annexes, one of them lying.
pub(crate) fn report() -> Paper {
    let chart = Chart::new(
        ChartKind::Bar,
        "Biểu đồ 1. Kiến nghị qua ba năm",
        "Số kiến nghị tiếp nhận tăng từ 812 lên 1.204, số giải quyết tăng từ 640 lên 987.",
    )
    .over("Năm", ["2024", "2025", "2026"])
    .unit("kiến nghị")
    .series("Tiếp nhận", [Some(812.0), Some(978.0), Some(1_204.0)])
    .series("Đã giải quyết", [Some(640.0), None, Some(987.0)]);
    let body = Body::new()
        .paragraph("Thực hiện chương trình công tác năm 2026, Thường trực Hội đồng nhân dân thành phố báo cáo như sau (số liệu theo xã, phường tại Phụ lục I và Phụ lục II):")
        .heading(Level::Roman, "Kết quả tiếp nhận, giải quyết")
        .heading(Level::Clause, "Tình hình chung")
        .paragraph(Text::new("Tiếp nhận ").bold("2.379 kiến nghị").plain(", tăng so với năm trước; ").italic("chưa kể kiến nghị trùng").plain("."))
        .list(["Cấp thành phố: 1.204 kiến nghị;", "Cấp xã: 1.175 kiến nghị."])
        .table(fields())
        .heading(Level::Clause, "So với các năm trước")
        .chart(chart)
        .heading(Level::Roman, "Tồn tại, hạn chế")
        .provision(Level::Clause, "Một số kiến nghị kéo dài:")
        .provision(Level::Point, "Do chưa bố trí vốn;")
        .provision(Level::Point, "Do vướng quy định tại điểm b khoản 2 Điều 61 Luật Đất đai.")
        .paragraph("Trên đây là báo cáo của Thường trực Hội đồng nhân dân thành phố./.");
    let annex = Body::new().table(wide()).paragraph("Hết./.");
    Paper::new(
        Kind::Report,
        "Thường trực Hội đồng nhân dân",
        "Kết quả giải quyết kiến nghị của cử tri năm 2026",
    )
    .under("Hội đồng nhân dân thành phố Thử Nghiệm")
    .numbered(Some(5), "BC-TTHĐND")
    .issued("Thử Nghiệm", Some(date(2026, 2, 3)))
    .to(["Ủy ban Thường vụ Quốc hội", "Chính phủ"])
    .with_body(body)
    .signed(
        Signature::new("Phó Chủ tịch", "Nguyễn Văn An")
            .on_behalf("TM. Thường trực Hội đồng nhân dân")
            .on_behalf("KT. Chủ tịch"),
    )
    .sent_to(["Như trên", "Ủy ban nhân dân thành phố;"], "VT, CTHĐND")
    .annex(Annex::new("Tổng hợp theo xã, phường", annex.clone()).landscape())
    .annex(Annex::new("Danh mục kiến nghị", annex))
}

/// Nghị quyết quy phạm pháp luật.
pub(crate) fn resolution() -> Paper {
    let body = Body::new()
        .paragraph("Hội đồng nhân dân ban hành Nghị quyết quy định mức hỗ trợ.")
        .heading(Level::Chapter, "Quy định chung")
        .heading(Level::Article, "Phạm vi điều chỉnh")
        .paragraph("Nghị quyết này quy định mức hỗ trợ cho tổ viên.")
        .heading(Level::Article, "Đối tượng áp dụng")
        .provision(Level::Clause, "Tổ viên;")
        .provision(Level::Clause, "Cơ quan, tổ chức có liên quan.")
        .heading(Level::Chapter, "Tổ chức thực hiện")
        .heading(Level::Article, "Hiệu lực thi hành")
        .paragraph("Nghị quyết này có hiệu lực từ ngày 01 tháng 01 năm 2027.");
    Paper {
        profile: Profile::Nd78,
        passed: "Nghị quyết này đã được Hội đồng nhân dân thành phố Thử Nghiệm khóa XI, kỳ họp thứ năm thông qua ngày 09 tháng 12 năm 2026./.".to_owned(),
        ..Paper::new(
            Kind::Resolution,
            "Hội đồng nhân dân\nthành phố Thử Nghiệm",
            "Quy định mức hỗ trợ tổ viên tổ bảo vệ an ninh, trật tự",
        )
        .numbered(Some(12), "NQ-HĐND")
        .issued("Thử Nghiệm", Some(date(2026, 12, 9)))
        .based_on([
            "Căn cứ Luật Tổ chức chính quyền địa phương;",
            "Căn cứ Nghị định số 40/2024/NĐ-CP ngày 16 tháng 4 năm 2024 của Chính phủ quy định chi tiết một số điều",
            "Xét Tờ trình số 120/TTr-UBND ngày 20 tháng 11 năm 2026 của Ủy ban nhân dân thành phố",
        ])
        .with_body(body)
        .signed(Signature::new("Chủ tịch", "Trần Thị Bình"))
        .sent_to(["Ủy ban Thường vụ Quốc hội", "Chính phủ"], "VT")
    }
}

/// Giấy mời, urgent, with where the office is found, still without number and day.
pub(crate) fn invitation() -> Paper {
    let line = |label: &str, words: &str| Text::default().bold(label).plain(words);
    let body = Body::new()
        .paragraph("Văn phòng trân trọng kính mời: Ông Lê Văn Cường, Trưởng ban Pháp chế.")
        .paragraph(line(
            "Tới dự: ",
            "Phiên giải trình về giải quyết kiến nghị.",
        ))
        .paragraph(line(
            "Thời gian: ",
            "8 giờ 00, thứ Hai, ngày 07 tháng 12 năm 2026.",
        ))
        .paragraph(line(
            "Địa điểm: ",
            "Phòng họp số 2, trụ sở Hội đồng nhân dân thành phố./.",
        ));
    Paper {
        urgency: Some(Urgency::Express),
        circulation: "Lưu hành nội bộ".to_owned(),
        contact: "Số 1 đường Thử, phường Thử Nghiệm; điện thoại: 0292 000 000".to_owned(),
        mark: "Dữ liệu mẫu".to_owned(),
        drafter: "NVA.12".to_owned(),
        ..Paper::new(
            Kind::Invitation,
            "Văn phòng Đoàn ĐBQH và HĐND",
            "Dự phiên giải trình",
        )
        .numbered(None, "GM-VP")
        .issued("Thử Nghiệm", None)
        .with_body(body)
        .signed(Signature::new("Chánh Văn phòng", "Phạm Văn Dũng"))
        .sent_to(["Như trên"], "VT")
    }
}

/// A letter to one addressee.
pub(crate) fn letter() -> Paper {
    Paper::new(
        Kind::Letter,
        "Thường trực HĐND thành phố",
        "đôn đốc trả lời kiến nghị",
    )
    .numbered(Some(123), "HĐND-VP")
    .issued("Thử Nghiệm", Some(date(2026, 11, 30)))
    .to(["Sở Nông nghiệp và Môi trường"])
    .with_body(Body::new().paragraph("Đề nghị quý Sở trả lời trước ngày 15 tháng 12 năm 2026./."))
    .signed(Signature::new("Chánh Văn phòng", "Phạm Văn Dũng").on_behalf("TL. Chủ tịch"))
    .sent_to(["Như trên"], "VT")
}

/// A decision and minutes: the other shapes of a head and of signatures.
pub(crate) fn others() -> [Paper; 2] {
    let decision = Paper {
        enacting_body: vec!["Thường trực Hội đồng nhân dân thành phố".to_owned()],
        ..Paper::new(
            Kind::Decision,
            "Hội đồng nhân dân thành phố",
            "Về việc thành lập Tổ công tác",
        )
        .numbered(Some(7), "QĐ-HĐND")
        .issued("Thử Nghiệm", Some(date(2026, 1, 15)))
        .based_on(["Căn cứ Luật Tổ chức chính quyền địa phương"])
        .with_body(
            Body::new()
                .provision(Level::Article, "Thành lập Tổ công tác.")
                .provision(Level::Article, "Quyết định này có hiệu lực từ ngày ký./."),
        )
        .signed(Signature::new("Chủ tịch", "Trần Thị Bình").on_behalf("TM. Hội đồng nhân dân"))
        .sent_to(["Như Điều 2"], "VT")
    };
    let minutes = Paper::new(
        Kind::Minutes,
        "Hội đồng nhân dân thành phố",
        "Kỳ họp thứ năm",
    )
    .numbered(Some(1), "BB-HĐND")
    .issued("Thử Nghiệm", Some(date(2026, 3, 9)))
    .with_body(Body::new().paragraph("Kỳ họp kết thúc vào 17 giờ 00 cùng ngày./."))
    .signed(Signature::new("Thư ký", "Lê Thị Hoa"))
    .signed(Signature::new("Chủ tọa", "Trần Thị Bình"))
    .sent_to(["Đại biểu HĐND"], "VT");
    [decision, minutes]
}

/// Every sample by its name.
pub(crate) fn all() -> Vec<(&'static str, Paper)> {
    let [decision, minutes] = others();
    vec![
        ("report", report()),
        ("resolution", resolution()),
        ("invitation", invitation()),
        ("letter", letter()),
        ("decision", decision),
        ("minutes", minutes),
    ]
}

/// A body of one paragraph.
pub(crate) fn saying(text: impl Into<Text>) -> Vec<Block> {
    Body::new().paragraph(text).done()
}
