//! Assessments and commendations through the public door: recorded by a clerk, commendations read by everybody, counted by the report.

use axum::http::StatusCode;
use council::access::Role;

use crate::door::{houses, refused, send};
use crate::scene::{PATH, with_rules};
use crate::training::{after, led};

#[tokio::test]
async fn a_grade_is_for_the_office_a_commendation_for_everybody() {
    for house in houses().await {
        let scene = with_rules(&house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let page = format!("/councils/{}/recognition", scene.council);
        let whose = format!("delegate-{}", scene.chair);
        let mut values = [
            ("whose", whose.as_str()),
            ("kind", "excellent"),
            ("year", "2023"),
            ("decision", "15/QĐ-HĐND"),
            ("decided_by", "Thường trực HĐND"),
            ("decided_on", "20/11/2026"),
        ];
        let form = format!("{page}/assess");
        let answer = send(&mut clerk, &form, &values).await;
        refused(&answer, "không quá hai năm trước đó");
        assert!(answer.text().contains("15/QĐ-HĐND"));
        values[2].1 = "2026";
        assert_eq!(led(&send(&mut clerk, &form, &values).await), page);
        let twice = send(&mut clerk, &form, &values).await;
        refused(&twice, "Năm này đã ghi kết quả đánh giá");
        let praise = [
            values[0],
            ("kind", "certificate"),
            values[2],
            ("decision", "16/QĐ-HĐND"),
            values[4],
            values[5],
            ("merit", "Giải quyết kiến nghị của cử tri"),
        ];
        led(&send(&mut clerk, &format!("{page}/commend"), &praise).await);

        let shown = clerk.get(&page).await;
        let words = shown.words();
        assert!(words.contains("Hoàn thành xuất sắc nhiệm vụ"), "{words}");
        let mut voter = house.browser();
        let open = voter.get(&page).await;
        assert_eq!(open.status, StatusCode::OK);
        let said = "Giấy khen: Giải quyết kiến nghị của cử tri";
        assert!(open.words().contains(said), "{}", open.words());
        assert!(!open.words().contains("15/QĐ-HĐND"), "{}", open.words());
        let json = voter.get(&format!("/api/v1{page}")).await.text();
        assert!(
            !json.contains("15/QĐ-HĐND") && json.contains("16/QĐ-HĐND"),
            "{json}"
        );
        assert_eq!(voter.get(&form).await.status, StatusCode::FORBIDDEN);

        // The report tells of both; what is withdrawn leaves it.
        let report = [
            ("kind", "year"),
            ("from", "01/01/2026"),
            ("to", "31/12/2026"),
            ("title", "Báo cáo thử"),
        ];
        let draft = format!("/councils/{}/reports/new", scene.council);
        let report = led(&send(&mut clerk, &draft, &report).await);
        let words = clerk.get(&report).await.words();
        for said in ["Năm 2026 đã đánh giá 1 đại biểu", "có 1 lượt khen thưởng"] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let text = shown.text();
        let id = after(&text, "/recognitions/", '/');
        let reason = [("reason", "Ghi nhầm người")];
        led(&send(&mut clerk, &format!("/recognitions/{id}/withdraw"), &reason).await);
        let words = clerk.get(&report).await.words();
        assert!(!words.contains("lượt khen thưởng"), "{words}");
    }
}
