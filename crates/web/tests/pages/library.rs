//! The library through the public door: the status of a law depends on the day, what rests on it stands on its page.

use axum::http::StatusCode;
use council::access::Role;

use crate::door::cities;
use crate::rules::a_ward;

#[tokio::test]
async fn the_status_of_a_law_is_that_of_the_day() {
    for house in cities().await {
        let mut voter = house.browser();
        let found = voter.get("/api/v1/documents?q=77/2015").await.json();
        let id = found["items"][0]["id"].as_str().expect("the law");
        let page = format!("/library/{id}");
        for (day, said) in [
            ("2015-07-01", "77/2015/QH13 chưa có hiệu lực"),
            ("2024-01-01", "77/2015/QH13 còn hiệu lực"),
            ("2025-02-28", "77/2015/QH13 còn hiệu lực"),
            (
                "2025-03-01",
                "77/2015/QH13 đã hết hiệu lực vào ngày 01/03/2025",
            ),
        ] {
            let answer = voter.get(&format!("{page}?on={day}")).await;
            assert_eq!(answer.status, StatusCode::OK);
            let words = answer.words();
            assert!(words.contains(said), "{said}: {words}");
        }
        let words = voter.get(&page).await.words();
        for said in [
            "Theo trí nhớ",
            "Được thay thế bởi",
            "65/2025/QH15",
            "Số lượng đại biểu",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let then = voter
            .get("/library?status=in_force&q=to+chuc+chinh+quyen&on=2024-01-01")
            .await
            .words();
        assert!(then.contains("77/2015/QH13"), "{then}");
        assert!(!then.contains("72/2025/QH15"), "{then}");
        assert_eq!(voter.get("/library.csv").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_clerk_records_a_document_and_what_it_replaces() {
    for house in cities().await {
        let (path, _) = a_ward(&house).await;
        let form = "/library/new";
        let refused = house.browser().get(form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let mut clerk = house.account(Role::Clerk, &path, None).await;
        let mut values = [
            ("number", "99/2026/NĐ-CP"),
            ("kind", "decree"),
            ("issuer", "Chính phủ"),
            ("title", "Nghị định về hoạt động của Hội đồng nhân dân"),
            ("signed_on", "01/11/2026"),
            ("in_force_on", "32/13/2026"),
            ("certainty", "read_in_text"),
            ("relation_replaces", "77/2015/QH13, 1/1990/X"),
        ];
        let bad = clerk.submit(form, form, &values).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.text().contains("32/13/2026"), "{}", bad.text());
        values[5].1 = "01/01/2027";
        let done = clerk.submit(form, form, &values).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let page = clerk.follow(done).await.words();
        for said in ["chưa có hiệu lực", "1/1990/X", "77/2015/QH13 –"] {
            assert!(page.contains(said), "{said}: {page}");
        }
    }
}

#[tokio::test]
async fn a_text_is_brought_in_read_on_a_day_and_compared() {
    for house in cities().await {
        let mut clerk = house.account(Role::Administrator, "", None).await;
        let base = include_str!("../../../council/data/sample-texts/18-2026-nq-hdnd.txt");
        let amending = include_str!("../../../council/data/sample-texts/27-2026-nq-hdnd.txt");
        let form = "/library/import";
        // The sample city has both; the one that amends is withdrawn and brought in again.
        let known = clerk
            .upload(form, form, &[], ("27.txt", amending.as_bytes()))
            .await;
        assert_eq!(known.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(known.words().contains("đã có trong thư viện"));
        let found = clerk.get("/api/v1/documents?q=27/2026/NQ").await.json();
        let amends = found["items"][0]["id"]
            .as_str()
            .expect("the resolution")
            .to_owned();
        let of = clerk.get(&format!("/library/{amends}")).await.text();
        let at = of.find("/texts/").expect("the way to withdraw");
        let withdraw = of[at..]
            .split(['"', '?'])
            .next()
            .expect("a path")
            .to_owned();
        let reason = [("reason", "Nhập nhầm tệp")];
        let done = clerk.submit(&withdraw, &withdraw, &reason).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let other = format!("/library/{amends}/text/new");
        let wrong = clerk
            .upload(&other, &other, &[], ("18.txt", base.as_bytes()))
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = clerk
            .upload(&other, &other, &[], ("27.txt", amending.as_bytes()))
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let found = clerk.get("/api/v1/documents?q=18/2026/NQ").await.json();
        let items = found["items"].as_array().expect("a list");
        let id = items
            .iter()
            .find(|item| item["number"] == "18/2026/NQ-HĐND")
            .and_then(|item| item["id"].as_str())
            .expect("the resolution");
        let page = format!("/library/{id}/text");

        let mut voter = house.browser();
        let before = voter.get(&format!("{page}?on=2026-10-31")).await.words();
        assert!(!before.contains("có thể tổ chức trực tuyến"), "{before}");
        assert!(before.contains("chưa có hiệu lực"), "{before}");
        let after = voter.get(&format!("{page}?on=2026-11-01")).await.words();
        for said in [
            "có thể tổ chức trực tuyến",
            "Theo khoản 1 Điều 1 27/2026/NQ-HĐND, từ 01/11/2026",
            "không phải văn bản hợp nhất chính thức",
        ] {
            assert!(after.contains(said), "{said}: {after}");
        }
        let document = page.trim_end_matches("/text");
        let compared = format!("{document}/compare?from=2026-10-31&to=2027-01-01");
        let compared = voter.get(&compared).await.words();
        assert!(compared.contains("khoản 1 Điều 6\n– sửa đổi"), "{compared}");
        let facts = voter.get(document).await.words();
        assert!(facts.contains("72/2025/QH15"), "{facts}");
        let xml = voter.get(&format!("{page}.xml?on=2026-11-01")).await;
        assert!(xml.text().contains("<akomaNtoso"), "{}", xml.text());
    }
}

const RESOLUTION: &str = "HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ CẦN THƠ\nSố: 31/2026/NQ-HĐND\nCần Thơ, ngày 10 tháng 7 năm 2026\nNGHỊ QUYẾT\n\
    Quy định mức hỗ trợ trồng cây xanh (mẫu)\nCăn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;\nQUYẾT NGHỊ:\n\
    Điều 1. Mức hỗ trợ\n1. Hỗ trợ cây giống cho hộ gia đình.\nd) Cây ăn quả;\nđ) Cây bóng mát dọc bờ kênh.\n\
    Điều 2. Hiệu lực\nNghị quyết này có hiệu lực từ ngày 01 tháng 8 năm 2026.\n";

/// Reads on until nothing waits; the work goes on behind the page.
async fn read_to_the_end(clerk: &mut crate::door::Browser, page: &str) -> String {
    for _ in 0..400 {
        let words = clerk.get(page).await.words();
        if words.contains("Đã đọc xong") || words.contains("Có câu hỏi") {
            return words;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("the folder is never read to its end")
}

#[tokio::test]
async fn a_folder_is_handed_in_read_and_found() {
    for house in cities().await {
        let mut administrator = house.account(Role::Administrator, "", None).await;
        let form = "/library/imports/new";
        assert_eq!(
            house.browser().get(form).await.status,
            StatusCode::FORBIDDEN
        );
        let files: [(&str, &[u8]); 3] = [
            ("31.txt", RESOLUTION.as_bytes()),
            ("lần nữa.txt", RESOLUTION.as_bytes()),
            (
                "khong-so.txt",
                "QUY ĐỊNH\nĐiều 1. Nội dung\nKhông có số.\n".as_bytes(),
            ),
        ];
        let nameless = administrator
            .upload_all(form, form, &[], "files", &files)
            .await;
        assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
        let name = [("name", "Nghị quyết 2026")];
        let sent = administrator
            .upload_all(form, form, &name, "files", &files)
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        let page = sent.location.clone().expect("leads on");
        let words = read_to_the_end(&mut administrator, &page).await;
        for said in [
            "1 tệp đã vào thư viện",
            "1 tệp cần trả lời",
            "2 trên 2 tệp",
            "hãy chọn văn bản",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let answer = format!("{page}/answer?file=1");
        let wrong = administrator
            .submit(&answer, &answer, &[("number", "1/1900/X")])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.words().contains("Thư viện chưa có văn bản nào"),
            "{}",
            wrong.words()
        );

        let mut voter = house.browser();
        for (typed, said) in [
            ("bong mat bo kenh", "khoản 1 Điều 1"),
            ("31-2026 nq hđnd", "31/2026/NQ-HĐND"),
            ("k1 đ1 31/2026/NQ-HĐND", "Hỗ trợ cây giống cho hộ gia đình"),
            ("k9 đ1 31/2026/NQ-HĐND", "không có khoản 9 Điều 1"),
            ("xyzzyq", "Không có văn bản nào chứa những từ này"),
        ] {
            let query = serde_urlencoded::to_string([("q", typed)]).expect("a query");
            let words = voter.get(&format!("/library?{query}")).await.words();
            assert!(words.contains(said), "{typed}: {words}");
        }
        let json = voter.get("/api/v1/library/search?q=bóng+mát").await.json();
        assert_eq!(json["hits"][0]["number"], "31/2026/NQ-HĐND");
        assert_eq!(json["hits"][0]["status"], "in_force");
        let hostile = voter.get("/library?q=%3Cscript%3E").await.text();
        assert!(!hostile.contains("<script>"), "{hostile}");
    }
}

#[tokio::test]
async fn a_document_is_drawn_among_those_it_is_related_to() {
    for house in cities().await {
        let mut voter = house.browser();
        let found = voter.get("/api/v1/documents?q=77/2015").await.json();
        let id = found["items"][0]["id"].as_str().expect("the law");
        let page = voter.get(&format!("/library/{id}")).await.text();
        assert!(page.contains("class=\"relation-map both\""), "{page}");
        let large = format!("/library/{id}/relations");
        assert!(page.contains(&format!("href=\"{large}\"")), "{page}");
        for (query, width) in [
            ("", "class=\"map wide fit\""),
            ("?zoom=200", "class=\"map wide\""),
        ] {
            let answer = voter.get(&format!("{large}{query}")).await;
            assert_eq!(answer.status, StatusCode::OK);
            let (text, words) = (answer.text(), answer.words());
            assert!(text.contains(width), "{query}: {text}");
            for said in [
                "65/2025/QH15",
                "72/2025/QH15",
                "Được thay thế bởi",
                "Vừa khung",
            ] {
                assert!(words.contains(said), "{said}: {words}");
            }
        }
        let wrong = voter.get(&format!("{large}?zoom=33")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let open = format!("/api/v1/documents/{id}/relations?on=2024-01-01");
        let open = voter.get(&open).await.json();
        assert_eq!(open["nodes"][0]["status"], "in_force");
        let edges = open["edges"].as_array().expect("edges");
        assert!(
            edges.iter().any(|edge| edge["kind"] == "replaced_by"),
            "{open}"
        );
    }
}
