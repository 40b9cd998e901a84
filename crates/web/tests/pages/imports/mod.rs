//! Imports through the public door: files of strangers are refused in words that help, honest ones are read, and what was
//! confirmed can be undone.

mod files;
mod through;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode};
use council::access::Role;
use futures_util::stream;

use crate::door::{Browser, House, houses};
use crate::scene::{PATH, scene};

const NEW: &str = "/imports/new";

/// Name, content, what the page says: what is wrong and what to do.
fn refused() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let workbook = files::workbook();
    let wide = format!("{}\n{}", files::ROSTER.trim_end(), "1,".repeat(9_900_000));
    let tall = format!(
        "Họ và tên,Ngày sinh\n{}",
        "Nguyễn Văn A,1980\n".repeat(20_001)
    );
    let gigantic = format!("{}\"{}\",1980,Nam\n", files::ROSTER, "A".repeat(19_000_000));
    let unclosed = format!(
        "{}\"Trần Văn B,1980,Nam\n{}",
        files::ROSTER,
        "Lê Văn C,1981,Nam\n".repeat(3_000)
    );
    let wrong_type =
        "Tệp không phải là bảng XLSX hoặc CSV. Hãy mở bằng Excel và lưu lại dạng .xlsx";
    let macros = "Tệp có chứa macro. Hãy lưu lại dạng .xlsx";
    vec![
        (
            "danh-sach.xlsx",
            b"%PDF-1.7\n1 0 obj\n<<>>".to_vec(),
            wrong_type,
        ),
        (
            "danh-sach.csv",
            b"\x89PNG\r\n\x1A\n\0\0".to_vec(),
            wrong_type,
        ),
        (
            "danh-sach.xls",
            b"<html><table><tr><td>1".to_vec(),
            wrong_type,
        ),
        ("danh-sach.xlsx", b"MZ\x90\0\x03\0\0\0".to_vec(), wrong_type),
        (
            "danh-sach.xlsx",
            files::with_part("xl/vbaProject.bin", b"\x01"),
            macros,
        ),
        (
            "danh-sach.xlsm",
            files::with_part("xl/vbaProject.bin", b"\x01"),
            macros,
        ),
        (
            "danh-sach.xlsx",
            files::with_part("xl/media/image1.png", &vec![b' '; 30_000_000]),
            "giải nén ra quá lớn so với một danh sách, nên không được đọc. Hãy chép riêng bảng",
        ),
        ("danh-sach.xlsx", files::entities(), "Hãy"),
        ("danh-sach.xlsx", files::nested(), "Hãy"),
        (
            "danh-sach.xlsx",
            workbook[..workbook.len() / 2].to_vec(),
            "Tệp bị thiếu một phần, có thể do tải hoặc sao chép dở dang. Hãy sao chép lại",
        ),
        (
            "danh-sach.xlsx",
            Vec::new(),
            "Tệp không có nội dung. Hãy kiểm tra lại tệp đã chọn",
        ),
        ("", Vec::new(), "Hãy chọn một tệp"),
        (
            "danh-sach.csv",
            b"\xEF\xBB\xBF\r\n \r\n".to_vec(),
            "Tệp không có nội dung",
        ),
        (
            "danh-sach.xlsx",
            files::ole("EncryptedPackage"),
            "Tệp được đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lại",
        ),
        (
            "danh-sach.xls",
            files::ole("Workbook"),
            "Tệp ở dạng Excel cũ (.xls). Hãy mở bằng Excel và lưu lại dạng .xlsx",
        ),
        (
            "danh-sach.csv",
            b"Ho\xF2 va\xCC t\xEAn,Nga\xCCy sinh\nNguy\xEA\xDEn V\xE3n A,1980\n".to_vec(),
            "Tệp dùng bảng mã cũ (TCVN3, VNI…). Hãy lưu lại dạng CSV UTF-8 hoặc XLSX",
        ),
        (
            "danh-sach.csv",
            wide.into_bytes(),
            "Bảng có hơn 200 cột. Hãy xóa các cột thừa",
        ),
        (
            "danh-sach.csv",
            tall.into_bytes(),
            "Danh sách có hơn 20.000 dòng. Hãy chia thành nhiều tệp",
        ),
        (
            "danh-sach.csv",
            gigantic.into_bytes(),
            "Có ô dài hơn 32.767 ký tự",
        ),
        (
            "danh-sach.csv",
            unclosed.into_bytes(),
            "thường do thiếu dấu ngoặc kép đóng. Hãy sửa ô đó",
        ),
        (
            "danh-sach.csv",
            vec![b'a'; 21_000_000],
            "Tệp lớn hơn 20 MB. Hãy",
        ),
        (
            "danh-sach.csv",
            b"a,b\nc,d\n".to_vec(),
            "Không tìm thấy dòng tiêu đề cột",
        ),
        (
            "danh-sach.csv",
            "Họ và tên,Ngày sinh\n".into(),
            "không có dòng nào dưới dòng tiêu đề. Hãy",
        ),
    ]
}

#[tokio::test]
async fn a_file_that_is_no_roster_is_refused_in_words_that_help() {
    for house in houses().await {
        let (mut clerk, council) = clerk(&house).await;
        let values = [("council", council.as_str()), ("kind", "delegates")];
        for (name, bytes, says) in refused() {
            let start = Instant::now();
            let answer = clerk.upload(NEW, NEW, &values, (name, &bytes)).await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{name} {says}: {}",
                answer.words()
            );
            let words = answer.words();
            assert!(words.contains(says), "{name} {says}: {words}");
            assert!(
                start.elapsed() < Duration::from_secs(60),
                "{name} {says} kept the service busy"
            );
        }
        let kept = clerk.get("/api/v1/imports").await.json();
        assert_eq!(kept, serde_json::json!([]), "something was kept");
    }
}

#[tokio::test]
async fn a_file_that_can_be_read_is_read_and_nothing_in_it_is_carried_out() {
    let formulas = "Họ và tên,Ngày sinh,Giới tính,Ghi chú\n\
        =HYPERLINK(\"http://x\"),01/02/1980,Nam,=1+1\n\
        Nguyễn Văn Thử,02/02/1980,Nam,+84912\n\
        @SUM(1+1),03/02/1980,Nam,-2+3\n";
    let read: &[(&str, Vec<u8>, &[&str])] = &[
        (
            "danh-sach.csv",
            files::utf16(files::ROSTER),
            &["Nguyễn Văn Thử", "01/02/1980"],
        ),
        (
            "danh-sach.xlsx",
            files::workbook(),
            &["Nguyễn Văn Thử", "01/02/1980"],
        ),
        ("wrong-name.pdf", files::workbook(), &["Nguyễn Văn Thử"]),
        ("danh-sach.xlsx", files::with_formula(), &["Nguyễn Văn Thử"]),
        ("danh-sach.csv", formulas.into(), &["Nguyễn Văn Thử"]),
    ];
    for house in houses().await {
        let (mut clerk, council) = clerk(&house).await;
        let values = [("council", council.as_str()), ("kind", "delegates")];
        for (name, bytes, says) in read {
            let answer = clerk.upload(NEW, NEW, &values, (name, bytes)).await;
            assert_eq!(
                answer.status,
                StatusCode::SEE_OTHER,
                "{name}: {}",
                answer.words()
            );
            let place = answer.location.expect("a place");
            let page = place.trim_end_matches("/columns").to_owned();
            let words = clerk.get(&page).await.words();
            for text in *says {
                assert!(words.contains(text), "{name} {text}: {words}");
            }
            assert!(!words.contains("Lê Văn Lộ"), "a formula was read: {words}");
            let list = clerk.get(&format!("{page}/preview.csv")).await;
            assert_eq!(list.status, StatusCode::OK, "{name}");
            for field in fields(&list.text()) {
                let risky = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
                assert!(!risky || field.parse::<f64>().is_ok(), "{name}: {field}");
            }
        }
    }
}

/// The fields of a CSV file without the quotes around them.
fn fields(text: &str) -> Vec<String> {
    let text = text.trim_start_matches('\u{FEFF}');
    let parts = text
        .split([',', '\n'])
        .map(|field| field.trim_matches(['"', '\r']).to_owned());
    parts.collect()
}

#[tokio::test]
async fn a_body_without_end_is_refused_and_not_kept() {
    const CHUNK: usize = 1_000_000;
    const CHUNKS: usize = 200;
    let house = houses().await.into_iter().next_back().expect("a house");
    let (mut clerk, council) = clerk(&house).await;
    let mut voter = house.browser();
    let hidden = clerk.hidden(NEW, NEW).await;
    let mut head = String::new();
    for (name, value) in hidden
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .chain([("council", &*council), ("kind", "delegates")])
    {
        head.push_str(&format!(
            "--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    head.push_str(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n",
    );
    let announced = (CHUNK * CHUNKS + head.len()).to_string();
    let kind = ("content-type", "multipart/form-data; boundary=x");
    let lengths: [&[(&str, &str)]; 2] = [&[kind], &[kind, ("content-length", &announced)]];
    for headers in lengths {
        for (who, refused, browser) in [("clerk", 413, &mut clerk), ("voter", 403, &mut voter)] {
            let taken = Arc::new(AtomicUsize::new(0));
            let count = taken.clone();
            let chunk = Bytes::from(vec![b'a'; CHUNK]);
            let first = Bytes::from(head.clone());
            let chunks = std::iter::once(first).chain((0..CHUNKS).map(move |_| {
                count.fetch_add(1, Ordering::Relaxed);
                chunk.clone()
            }));
            let body = Body::from_stream(stream::iter(chunks.map(Ok::<_, std::io::Error>)));
            let answer = browser.send(Method::POST, NEW, body, headers).await;
            assert_eq!(answer.status.as_u16(), refused, "{who}: {}", answer.words());
            // A length that was announced is let run past, so that the browser listens; without one the line is cut early.
            let read = taken.load(Ordering::Relaxed);
            assert!(
                headers.len() > 1 || read <= 26,
                "{who}: {read} MB were read"
            );
            if refused == 413 {
                assert!(answer.words().contains("20 MB"), "{}", answer.words());
            }
        }
    }
    assert_eq!(
        clerk.get("/api/v1/imports").await.json(),
        serde_json::json!([])
    );
}

/// A clerk of the ward of the scene, and its council.
async fn clerk(house: &House) -> (Browser, String) {
    let scene = scene(house).await;
    let clerk = house.account(Role::Clerk, PATH, None).await;
    (clerk, scene.council.to_string())
}
