//! Reports checked for their figures, through the public door: what is found stands in its place, what is not read is told, nothing is
//! kept.

use std::io::{Cursor, Write as _};

use axum::body::Body;
use axum::http::{Method, StatusCode};
use store::Reader as _;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::door::{Answer, Browser, House, refused};

const HERE: &str = "/reports/check";
const API: &str = "/api/v1/reports/check";

/// Public figures of Cần Thơ, 2016-2021: the sessions of the districts do not add up.
const CITY: &str = "Báo cáo hoạt động của HĐND các cấp thành phố Cần Thơ nhiệm kỳ 2016-2021\n\
    HÐND cấp huyện đã tổ chức 151 kỳ họp (trong đó có 87 kỳ họp thường lệ, 54 kỳ họp bất thường, chuyên đề).\n\
    Đầu nhiệm kỳ, HĐND các quận, huyện có tổng số 313 đại biểu; trong đó có 89 đại biểu nữ, chiếm tỷ lệ 28,43%.\n";
const WOMEN: &str =
    "Nhiệm kỳ 2016-2021, thành phố Cần Thơ có 91 nữ trúng cử đại biểu HĐND cấp huyện.\n";
const CLEAN: &str = "Có 19 kỳ họp, gồm 11 kỳ họp thường lệ và 8 kỳ họp chuyên đề.\n";

async fn upload(browser: &mut Browser, files: &[(&str, &[u8])]) -> Answer {
    browser.upload_all(HERE, HERE, &[], "file", files).await
}

/// A document of these paragraphs and of a table with these rows.
fn docx(paragraphs: &[&str], rows: &[&[&str]]) -> Vec<u8> {
    let p = |text: &str| format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>");
    let mut body: String = paragraphs.iter().map(|text| p(text)).collect();
    body.push_str("<w:tbl>");
    for row in rows {
        let cells: String = row
            .iter()
            .map(|cell| format!("<w:tc>{}</w:tc>", p(cell)))
            .collect();
        body.push_str(&format!("<w:tr>{cells}</w:tr>"));
    }
    body.push_str("</w:tbl>");
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}</w:body></w:document>"
    );
    let types = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Override PartName=\"/word/document.xml\" \
        ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let relations = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
        Target=\"word/document.xml\"/></Relationships>";
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("[Content_Types].xml", types),
        ("_rels/.rels", relations),
        ("word/document.xml", &document),
    ] {
        writer
            .start_file(name, SimpleFileOptions::default())
            .expect("a part");
        writer.write_all(content.as_bytes()).expect("its content");
    }
    writer.finish().expect("an archive").into_inner()
}

#[tokio::test]
async fn what_contradicts_itself_is_shown_in_its_place_and_is_kept_nowhere() {
    for house in crate::door::houses().await {
        let mut voter = house.browser();
        let asked = voter.get(HERE).await.words();
        assert!(asked.contains("không lưu tệp"), "{asked}");
        let before = kept(&house).await;
        let answer = upload(&mut voter, &[("bao-cao.txt", CITY.as_bytes())]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
        assert_eq!(answer.headers["cache-control"], "no-store");
        let words = answer.words();
        for said in [
            "Đã đọc 1 báo cáo: 1 lỗi, 0 lưu ý. Không có gì được lưu lại trên máy chủ.",
            "1. Tổng không khớp",
            "Tổng ghi 151, nhưng 87 + 54 = 141.",
            "Dòng 2",
            "chiếm tỷ lệ 28,43%",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let text = answer.text();
        let at = CITY.find("151").expect("the whole");
        let mark = format!("<mark id=\"cho-1-{at}\">151</mark>");
        assert!(text.contains(&mark), "{mark}: {text}");
        for link in [
            format!("href=\"#cho-1-{at}\""),
            "href=\"#phat-hien-1\"".to_owned(),
            "id=\"phat-hien-1\"".to_owned(),
        ] {
            assert!(text.contains(&link), "{link}: {text}");
        }
        assert!(!text.contains("name=\"file\" value"), "{text}");
        assert_eq!(kept(&house).await, before, "the file or a line is kept");

        let two = [("a.txt", CITY.as_bytes()), ("b.txt", WOMEN.as_bytes())];
        let words = upload(&mut voter, &two).await.words();
        assert!(words.contains("Đã đọc 2 báo cáo: 2 lỗi"), "{words}");
        assert!(
            words.contains("Hai số liệu khác nhau") && words.contains("b.txt, dòng 1"),
            "{words}"
        );

        let clean = upload(&mut voter, &[("dung.txt", CLEAN.as_bytes())])
            .await
            .words();
        assert!(
            clean.contains("Không thấy số liệu nào mâu thuẫn nhau"),
            "{clean}"
        );
    }
}

store::sql! {
    FILES = "SELECT COUNT(*) FROM file";
    LINES = "SELECT COUNT(*) FROM audit";
}

/// How many files and lines of the audit trail there are.
async fn kept(house: &House) -> [Option<i64>; 2] {
    let db = house.app.db();
    let mut counts = [None; 2];
    for (count, statement) in counts.iter_mut().zip([FILES, LINES]) {
        *count = db.scalar(statement, store::args![]).await.expect("a count");
    }
    counts
}

#[tokio::test]
async fn a_document_of_word_is_read_with_its_tables_and_long_stretches_are_folded() {
    for house in crate::door::houses().await {
        let mut voter = house.browser();
        let paragraphs: Vec<String> = (0..12)
            .map(|n| format!("Phần thứ {n} không có số liệu nào."))
            .collect();
        let mut paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
        paragraphs.push(
            "Có 1.531 kỳ họp (trong đó có 957 kỳ họp thường lệ, 261 kỳ họp bất thường, chuyên đề).",
        );
        let rows: &[&[&str]] = &[
            &["Lĩnh vực", "Số kiến nghị", "Đã giải quyết"],
            &["Đất đai", "40", "30"],
            &["Giao thông", "25", "20"],
            &["Tổng cộng", "66", "50"],
        ];
        let answer = upload(&mut voter, &[("kỳ họp.docx", &docx(&paragraphs, rows))]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
        let words = answer.words();
        for said in [
            "1.218",
            "Bảng: ô",
            "10 đoạn không có phát hiện",
            "kỳ họp.docx",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let text = answer.text();
        assert!(text.contains("<td><mark id="), "{text}");
        assert!(text.contains("aria-label=\"Về phát hiện 2\""), "{text}");
        let english = voter
            .request(Method::GET, "/reports/check?lang=en", &[])
            .await;
        assert!(
            english
                .words()
                .contains("Send a report before it is signed"),
            "{}",
            english.words()
        );
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_told_beside_its_field_and_what_was_pasted_stays() {
    for house in crate::door::houses().await {
        let mut voter = house.browser();
        refused(
            &upload(&mut voter, &[]).await,
            "Hãy chọn tệp báo cáo hoặc dán văn bản",
        );
        let broken = [("ảnh.docx", b"PK\x03\x04 not an archive".as_slice())];
        let answer = voter
            .upload_all(HERE, HERE, &[("text", CLEAN)], "file", &broken)
            .await;
        refused(&answer, "ảnh.docx: Tệp");
        assert!(
            answer.text().contains("gồm 11 kỳ họp"),
            "what was pasted is kept"
        );
        let picture = [("ảnh.png", b"\x89PNG\r\n\x1a\n\0\0".as_slice())];
        refused(
            &upload(&mut voter, &picture).await,
            "Không phải tệp DOCX, PDF",
        );
        let many: Vec<(&str, &[u8])> = vec![("a.txt", CLEAN.as_bytes()); 6];
        refused(&upload(&mut voter, &many).await, "tối đa 5 báo cáo");

        // Markup in a text or in a name is shown as it is and never becomes part of the page.
        let hostile = "<script>alert(1)</script> Đã tổ chức 151 kỳ họp (trong đó có 87 kỳ họp thường lệ, 54 kỳ họp bất thường, chuyên đề).";
        let hostile = hostile.replace("<script>", "x <script>");
        let answer = upload(&mut voter, &[("<img src=x>.txt", hostile.as_bytes())]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
        let text = answer.text();
        assert!(
            !text.contains("<script>alert") && !text.contains("<img src=x>"),
            "{text}"
        );
        assert!(text.contains("&lt;img src=x&gt;.txt"), "{text}");
    }
}

#[tokio::test]
async fn programs_get_the_lines_of_the_command_and_floods_are_slowed_down() {
    for house in crate::door::houses().await {
        let mut program = house.browser();
        let kind = ("content-type", "application/x-www-form-urlencoded");
        let body = serde_urlencoded::to_string([("text", CITY)]).expect("a form");
        let send = |body: String| Body::from(body);
        let answer = program
            .send(Method::POST, API, send(body.clone()), &[kind])
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let found = answer.json();
        let [line] = found.as_array().expect("lines").as_slice() else {
            panic!("one finding: {found}");
        };
        assert_eq!((&line["kind"], &line["line"]), (&"sum".into(), &2.into()));
        assert_eq!(line["reason"]["code"], "parts_make_other");
        assert_eq!(line["vi"], "Tổng ghi 151, nhưng 87 + 54 = 141.");
        let start = line["places"][0]["start"].as_u64().expect("a place");
        let letters = CITY
            .chars()
            .skip(usize::try_from(start).expect("a small number"));
        assert_eq!(letters.take(3).collect::<String>(), "151");

        let description = program.get("/api/v1/openapi.json").await.json();
        let described = &description["paths"][API]["post"]["responses"];
        assert!(
            described["200"].is_object() && described["422"].is_object(),
            "{described}"
        );
        let none = program
            .send(Method::POST, API, Body::empty(), &[kind])
            .await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(none.json()["problems"][0]["code"], "report-missing");

        let mut last = answer;
        for _ in 0..10 {
            last = program
                .send(Method::POST, API, send(body.clone()), &[kind])
                .await;
        }
        assert_eq!(
            last.status,
            StatusCode::TOO_MANY_REQUESTS,
            "{}",
            last.text()
        );
        assert!(last.headers.contains_key("retry-after"));
        let answer = upload(&mut program, &[("a.txt", CLEAN.as_bytes())]).await;
        assert_eq!(
            answer.status,
            StatusCode::TOO_MANY_REQUESTS,
            "the page has the same brake"
        );
        assert!(
            answer.words().contains("Có quá nhiều lượt soát"),
            "{}",
            answer.words()
        );
    }
}

const FORM: &str = "/check/paper";
const FORM_API: &str = "/api/v1/check/paper";

#[tokio::test]
async fn a_document_is_held_to_the_form_in_its_place_and_is_kept_nowhere() {
    for house in crate::door::houses().await {
        let mut voter = house.browser();
        let asked = voter.get(FORM).await.words();
        assert!(asked.contains("không lưu tệp"), "{asked}");
        let before = kept(&house).await;
        let document = docx(
            &[
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập – Tự do – Hạnh phúc",
                "Số: 7/BC-HĐND",
                "BÁO CÁO",
                "&lt;script&gt;Đoạn văn&lt;/script&gt;",
            ],
            &[&["Lĩnh vực", "Số"], &["Đất đai", "40"]],
        );
        let file: &[(&str, &[u8])] = &[("bao-cao.docx", &document)];
        let answer = voter.upload_all(FORM, FORM, &[], "file", file).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
        assert_eq!(answer.headers["cache-control"], "no-store");
        let words = answer.words();
        for said in [
            "Quốc hiệu trình bày chưa đúng.",
            "Đang là: không đậm, cỡ 10.",
            "Phải là: đậm, cỡ 12 đến 13.",
            "Phải là: Độc lập - Tự do - Hạnh phúc.",
            "Phải là: Số: 07/BC-HĐND.",
            "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 3, điểm c",
            "bao-cao.docx:",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let text = answer.text();
        for part in ["id=\"doan-3\"", "href=\"#doan-3\"", "href=\"#phat-hien-"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("<script>Đoạn"), "{text}");
        let mut body =
            b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.docx\"\r\n\r\n"
                .to_vec();
        body.extend(&document);
        body.extend(b"\r\n--x--\r\n");
        let kind = ("content-type", "multipart/form-data; boundary=x");
        let found = voter
            .send(Method::POST, FORM_API, Body::from(body), &[kind])
            .await
            .json();
        let number = (found.as_array().expect("findings").iter())
            .find(|one| one["fault"] == "number")
            .expect("the number");
        assert_eq!(
            (&number["paragraph"], &number["must"]["vi"]),
            (&3.into(), &"Số: 07/BC-HĐND".into())
        );
        assert_eq!(kept(&house).await, before, "the file or a line is kept");

        let file: &[(&str, &[u8])] = &[("a.txt", CLEAN.as_bytes())];
        let refused = voter.upload_all(FORM, FORM, &[], "file", file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let words = refused.words();
        assert!(
            words.contains("Tệp không phải văn bản Word (.docx)"),
            "{words}"
        );
        let none = voter.upload_all(FORM, FORM, &[], "file", &[]).await;
        assert!(
            none.words().contains("Hãy chọn tệp văn bản"),
            "{}",
            none.words()
        );
    }
}
