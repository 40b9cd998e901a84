//! The dated rules through the public door: their words on a day, how sure they are, and a rule that a council sets for itself.

use axum::http::StatusCode;
use council::access::Role;

use crate::door::{House, cities};

/// The address of a council of the sample city that has an office: the path and the identifier.
pub async fn a_ward(house: &House) -> (String, String) {
    let list = house
        .browser()
        .get("/api/v1/rules/seats?place=92&level=commune")
        .await
        .json();
    let first = &list["items"][0];
    let text = |name: &str| first[name].as_str().expect("a text").to_owned();
    (text("path"), text("council_id"))
}

#[tokio::test]
async fn rules_are_said_in_words_with_their_basis_and_certainty_as_of_a_day() {
    for house in cities().await {
        let mut voter = house.browser();
        let today = voter.get("/rules").await;
        assert_eq!(today.status, StatusCode::OK, "{}", today.text());
        let words = today.words();
        for said in [
            "50 đại biểu khi dân số đến 1.200.000; thêm 1 đại biểu cho mỗi 75.000 dân; tối đa 85",
            "15 đại biểu khi dân số đến 5.000; thêm 1 đại biểu cho mỗi 1.000 dân đến mức 10.000 dân; thêm 1 đại biểu cho mỗi 3.000 dân; tối đa 30",
            "125 đại biểu, không phụ thuộc dân số",
            "72/2025/QH15, điểm b khoản 1 Điều 30",
            "trên 1/2 tổng số",
            "5 ngày làm việc",
            "ít nhất 35% tổng số",
            "đủ 21 tuổi",
            "Đọc trong văn bản",
            "Theo trí nhớ",
            "Mặc định của sản phẩm",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let before = voter.get("/rules?on=2024-01-01").await.words();
        assert!(before.contains("47/2019/QH14, khoản 13 Điều 2"), "{before}");
        assert!(before.contains("ngày 01/03 hằng năm"), "{before}");
        assert!(!before.contains("125 đại biểu"), "{before}");

        for (page, said) in [
            ("/rules/pass_resolution", "quy định là: trên 1/2 tổng số"),
            (
                "/rules/seats?place=92&level=province",
                "Số đại biểu theo dân số",
            ),
            ("/rules/seats?on=2024-01-01", "47/2019/QH14"),
        ] {
            let answer = voter.get(page).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}");
            assert!(answer.words().contains(said), "{said}: {}", answer.words());
        }
        for (page, status) in [
            ("/rules/no_such_rule", StatusCode::NOT_FOUND),
            ("/rules.csv", StatusCode::OK),
            ("/rules/seats.xlsx", StatusCode::OK),
            ("/api/v1/rules?key=seats", StatusCode::OK),
        ] {
            assert_eq!(voter.get(page).await.status, status, "{page}");
        }
    }
}

#[tokio::test]
async fn a_council_sets_a_rule_of_its_own_on_a_basis_of_its_own() {
    for house in cities().await {
        let (path, council) = a_ward(&house).await;
        let form = format!("/councils/{council}/rules/new?key=training_newcomer_within");
        let refused = house.browser().get(&form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);

        let mut clerk = house.account(Role::Clerk, &path, None).await;
        let by_law = format!("/councils/{council}/rules/new?key=seats");
        assert_eq!(clerk.get(&by_law).await.status, StatusCode::NOT_FOUND);
        let mut values = [
            ("value_days", "chín mươi"),
            ("basis_document", ""),
            ("note_vi", "Đại biểu mới được bồi dưỡng trong 90 ngày"),
            ("valid_from", "01/12/2026"),
        ];
        let bad = clerk.submit(&form, &form, &values).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = bad.text();
        assert!(text.contains("value=\"chín mươi\""), "{text}");
        assert!(text.contains("trong 90 ngày"), "{text}");
        assert!(text.contains("href=\"#f-basis-document\""), "{text}");

        values[0].1 = "90";
        values[1].1 = "12/2026/NQ-HĐND";
        let done = clerk.submit(&form, &form, &values).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let key = "/rules/training_newcomer_within";
        let mut voter = house.browser();
        let before = voter.get(&format!("{key}?on=2026-11-30")).await.words();
        let after = voter.get(&format!("{key}?on=2026-12-01")).await.words();
        // Until its day the rule stands among those to come.
        assert!(!before.contains("Những hội đồng sau"), "{before}");
        assert!(after.contains("Những hội đồng sau"), "{after}");
        assert!(after.contains("Riêng hội đồng này\n90 ngày"), "{after}");
        let own = format!("/councils/{council}/rules?on=2026-12-01");
        let own = voter.get(&own).await.words();
        assert!(own.contains("hội đồng có 1 quy định riêng"), "{own}");
    }
}
