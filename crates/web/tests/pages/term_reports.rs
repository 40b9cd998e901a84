//! Reports of councils through the public door: drafted and written by the office, checked, signed, read by everybody.

use axum::http::StatusCode;
use council::access::Role;

use crate::door::{houses, refused, send};
use crate::scene::{PATH, with_rules};
use crate::training::led;

#[tokio::test]
async fn an_office_drafts_the_chair_signs_and_everybody_reads() {
    for house in houses().await {
        let scene = with_rules(&house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let form = format!("/councils/{}/reports/new", scene.council);
        let mut values = [
            ("kind", "year"),
            ("from", "01/01/2026"),
            ("to", "31/12/2025"),
            ("title", "Báo cáo thử"),
        ];
        let answer = send(&mut clerk, &form, &values).await;
        refused(&answer, "Ngày cuối không được trước ngày đầu");
        assert!(answer.text().contains("Báo cáo thử"));
        values[2].1 = "31/12/2026";
        let page = led(&send(&mut clerk, &form, &values).await);
        let shown = clerk.get(&page).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.words());
        for said in [
            "Đang soạn thảo",
            "I. Tổ chức",
            "IX. Biện pháp",
            "Viết phần lời",
        ] {
            assert!(shown.words().contains(said), "{said}");
        }
        // Each figure leads to its records: the women of this council on the last day.
        let women = format!(
            "/delegates?council={}&amp;sex=female&amp;on=2026-",
            scene.council
        );
        assert!(shown.text().contains(&women), "{}", shown.text());
        let mut voter = house.browser();
        assert_ne!(voter.get(&page).await.status, StatusCode::OK);
        let api = format!("/api/v1{page}");
        assert_ne!(voter.get(&api).await.status, StatusCode::OK);

        let write = format!("{page}/write?chapter=voters");
        let answer = send(&mut clerk, &write, &[("text", "Có {{khong.co}} cuộc")]).await;
        refused(&answer, "Không có số liệu tên “khong.co”");
        assert!(answer.text().contains("Có {{khong.co}} cuộc"));
        let text = "Trong {{sittings.sittings}} kỳ họp.\n\
                    Tổ chức 85 cuộc tiếp xúc cử tri, gồm 50 cuộc trước kỳ họp và 40 cuộc sau kỳ họp.";
        led(&send(&mut clerk, &write, &[("text", text)]).await);
        let sign = format!("{page}/sign");
        assert_eq!(clerk.get(&sign).await.status, StatusCode::FORBIDDEN);
        let mut chair = house.account(Role::StandingCommittee, PATH, None).await;
        let values = [
            ("number", "12/BC-HĐND"),
            ("signed_on", "24/11/2026"),
            ("signer", "Nguyễn Thị Ánh, Chủ tịch"),
        ];
        let answer = send(&mut chair, &sign, &values).await;
        refused(
            &answer,
            "Còn 1 phát hiện khi soát số liệu chưa sửa, chưa giải trình",
        );
        assert!(answer.text().contains("12/BC-HĐND"));

        let findings = clerk.get(&format!("{page}/findings")).await.text();
        let at = findings.find("/answer?finding=").expect("a way to answer");
        let key: String = findings[at + 16..].chars().take(16).collect();
        let form = format!("{page}/answer?finding={key}");
        let reason = [("reason", "Có 5 cuộc chung cho hai phía của kỳ họp.")];
        led(&send(&mut clerk, &form, &reason).await);
        led(&send(&mut chair, &sign, &values).await);

        let shown = voter.get(&page).await;
        assert_eq!(shown.status, StatusCode::OK);
        for said in [
            "Số 12/BC-HĐND, ký ngày 24/11/2026",
            "Mọi số liệu đã ký vẫn đúng như bản ghi hôm nay",
            "85 cuộc tiếp xúc cử tri",
        ] {
            assert!(shown.words().contains(said), "{said}: {}", shown.words());
        }
        assert!(!shown.text().contains("Viết phần lời"));
        let answer = voter.get(&api).await;
        let json: serde_json::Value = serde_json::from_str(&answer.text()).expect("JSON");
        assert_eq!(json["report"]["state"], "signed");
        assert_eq!(json["changed"].as_array().map(Vec::len), Some(0));
        let annex = voter.get(&format!("{page}/annex.xlsx")).await;
        let book = sheet::read(&annex.bytes, &sheet::Limits::default()).expect("a workbook");
        assert!(book.sheets.len() > 8, "{}", book.sheets.len());
        // The printed papers say what the page says.
        for ending in ["pdf", "docx"] {
            let printed = voter.get(&format!("{page}/paper.{ending}")).await;
            assert_eq!(printed.status, StatusCode::OK, "{ending}");
            let read = reading::read(&printed.bytes, &reading::Limits::default());
            let text = read.expect("a paper").text;
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            for said in ["Số: 12/BC-HĐND", "BÁO CÁO", "85 cuộc tiếp xúc cử tri"] {
                assert!(words.contains(said), "{ending}: {said}: {words}");
            }
            assert!(!words.contains("DỰ THẢO"), "{ending}");
        }
        // What is handed out has the hash that the page shows.
        let text = voter.get(&format!("{page}/signed.json")).await.text();
        let hash = council::digest::sha256(&text);
        assert_eq!(json["report"]["sha256"], hash);
        assert!(shown.words().contains(&hash));

        // Another version stands beside the first.
        let form = format!("{page}/version");
        let reason = [("reason", "Bổ sung số liệu cuối năm")];
        let newer = led(&send(&mut clerk, &form, &reason).await);
        let (a, b) = (id(&page), id(&newer));
        let compared = clerk.get(&format!("/reports/compare?a={a}&b={b}")).await;
        assert_eq!(compared.status, StatusCode::OK);
        assert!(compared.words().contains("0 trong"), "{}", compared.words());
        let list = voter
            .get(&format!("/councils/{}/reports", scene.council))
            .await;
        assert!(list.words().contains("1 báo cáo"), "{}", list.words());
    }
}

fn id(page: &str) -> &str {
    let last = page.rsplit('/').next().unwrap_or_default();
    last.split(['?', '#']).next().unwrap_or_default()
}
