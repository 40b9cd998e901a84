//! Coordination regulations through the public door: drafted and signed by the office, worked on by the parties, read by voters.

use axum::http::StatusCode;
use council::access::Role;
use council::bodies::InstitutionKind;
use council::bodies::acts::{RecordInstitution, record_institution};

use crate::door::{Answer, Browser, House, cities, houses, refused, send};
use crate::scene::{FIRST, PATH, Scene, scene};
use crate::training::led;

/// The small council with the rules and two partner institutions.
async fn council(house: &House) -> Scene {
    let scene = scene(house).await;
    let program = council::access::Actor::program("Test");
    let acting = council::Acting::begin(house.app.db(), &program, house.app.clock())
        .await
        .expect("begins");
    council::reference::load(&acting).await.expect("the rules");
    for (kind, name) in [
        (InstitutionKind::PeoplesCommittee, "UBND phường Ninh Kiều"),
        (InstitutionKind::Front, "Ủy ban MTTQ phường Ninh Kiều"),
    ] {
        let institution = RecordInstitution {
            unit: scene.unit,
            kind,
            name: name.to_owned(),
            valid_from: FIRST,
            valid_to: None,
        };
        record_institution(&acting, institution)
            .await
            .expect("an institution");
    }
    acting.commit().await.expect("commits");
    scene
}

fn holds(answer: &Answer, said: &[&str]) {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
    let words = answer.words();
    for said in said {
        assert!(words.contains(said), "{said}: {words}");
    }
}

/// The value of the choice with this label in the form at a path.
async fn choice(browser: &mut Browser, path: &str, label: &str) -> String {
    let text = browser.get(path).await.text();
    let at = text
        .find(&format!(">{label}<"))
        .unwrap_or_else(|| panic!("{label} is not offered at {path}"));
    let before = text.get(..at).unwrap_or_default();
    let value = before.rsplit("value=\"").next().unwrap_or_default();
    value.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_office_drafts_the_parties_sign_and_each_records_its_own_work() {
    for house in houses().await {
        let scene = council(&house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let form = format!("/councils/{}/coordination/new", scene.council);
        let mut values = [
            ("title", "Quy chế phối hợp phường"),
            ("extent", "3 chương, 12 điều"),
            ("bases", "72/2025/QH15\n1/2099/QH99"),
        ];
        let answer = send(&mut clerk, &form, &values).await;
        refused(&answer, "Thư viện chưa có văn bản số 1/2099/QH99");
        assert!(answer.text().contains("3 chương, 12 điều"));
        values[2].1 = "72/2025/QH15";
        let page = led(&send(&mut clerk, &form, &values).await);
        let mut voter = house.browser();
        assert_ne!(voter.get(&page).await.status, StatusCode::OK);

        let form = format!("{page}/party");
        for label in ["UBND phường Ninh Kiều", "Ủy ban MTTQ phường Ninh Kiều"] {
            let party = choice(&mut clerk, &form, label).await;
            led(&send(&mut clerk, &form, &[("party", &party)]).await);
        }
        let form = format!("{page}/duty");
        let committee = choice(&mut clerk, &form, "UBND phường Ninh Kiều").await;
        let front = choice(&mut clerk, &form, "Ủy ban MTTQ phường Ninh Kiều").await;
        let mut values = vec![
            ("content", "petitions"),
            ("title", "Báo cáo giải quyết kiến nghị"),
            ("lead", &committee),
            ("partners", &front),
            ("recurrence", "monthly"),
            ("days", "40"),
            ("output", "Báo cáo"),
        ];
        let answer = send(&mut clerk, &form, &values).await;
        refused(&answer, "số ngày nhiều nhất là 27");
        values[5].1 = "0";
        led(&send(&mut clerk, &form, &values).await);
        for end in ["agree", "sign"] {
            for party in [&committee, &front] {
                let values = [
                    ("party", party.as_str()),
                    ("day", "01/10/2026"),
                    ("signer", "Trần Văn B, Chủ tịch"),
                ];
                led(&send(&mut clerk, &format!("{page}/{end}"), &values).await);
            }
        }
        holds(
            &voter.get(&page).await,
            &[
                "Đang có hiệu lực",
                "Trần Văn B, Chủ tịch",
                "Hằng tháng",
                "1 việc quá hạn chưa thực hiện",
            ],
        );
        let text = voter.get(&page).await.text();
        assert!(!text.contains("Ghi kết quả"));
        assert!(!text.contains("id=\"viec\""));

        // The people's committee records its own task; the Front may not do it in its place.
        let mut executive = house.account(Role::Executive, PATH, None).await;
        let mut other = house.account(Role::Front, PATH, None).await;
        let text = executive.get(&page).await.text();
        let at = text.find("/record?period=2026-10").expect("October");
        let from = text.get(..at).and_then(|text| text.rfind('"'));
        let from = from.expect("an address") + 1;
        let to = text.get(at..).and_then(|text| text.find('"'));
        let record = text.get(from..at + to.expect("an end"));
        let record = record.expect("an address").replace("&amp;", "&");
        let values = [
            ("done_on", "02/11/2026"),
            ("evidence", "Báo cáo 15/BC-UBND"),
            ("delay_reason", ""),
        ];
        let answer = other.get(&record).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let answer = send(&mut executive, &record, &values).await;
        refused(&answer, "Chưa nhập nội dung này");
        let values = [values[0], values[1], ("delay_reason", "Chờ số liệu")];
        led(&send(&mut executive, &record, &values).await);
        holds(
            &other.get(&page).await,
            &["Báo cáo 15/BC-UBND", "Xong muộn 2 ngày", "Chờ số liệu"],
        );
        let owed = format!("/coordination-parties/{committee}");
        holds(
            &voter.get(&owed).await,
            &[
                "đã thực hiện 1 trên 1 việc đến hạn",
                "Báo cáo giải quyết kiến nghị",
            ],
        );
        let none = voter.get("/api/v1/coordination?behind=1").await.json();
        assert_eq!(none["total"], 0);
        let id = page.rsplit('/').next().unwrap_or_default();
        let api = format!("/api/v1/coordination/{id}");
        let seen = voter.get(&api).await.json();
        assert!(seen["regulation"]["tasks"].is_null());
        assert_eq!(seen["regulation"]["counts"]["late"], 1);
        let seen = clerk.get(&api).await.json();
        assert_eq!(seen["regulation"]["tasks"][0]["standing"], "late");
        let list = format!("/councils/{}/coordination", scene.council);
        holds(&voter.get(&list).await, &["Quy chế phối hợp phường", "1/1"]);
    }
}

#[tokio::test]
async fn every_page_of_the_sample_can_be_opened() {
    for house in cities().await {
        let mut clerk = house.account(Role::Clerk, "92", None).await;
        holds(
            &clerk.get("/coordination").await,
            &["05/QCPH-2026", "Đang lấy ý kiến", "Sắp hết thời hạn"],
        );
        let late = clerk.get("/api/v1/coordination?behind=1").await.json();
        let id = late["items"][0]["coordination"]["id"].as_str();
        let page = format!("/coordination/{}", id.expect("one is behind"));
        holds(
            &clerk.get(&page).await,
            &["7 chương, 23 điều", "Quá hạn", "Hội nghị liên tịch"],
        );
        let file = clerk.get("/coordination.csv").await.text();
        assert!(file.contains("05/QCPH-2026"), "{file}");
        let paths = clerk.get("/api/v1/pages").await.json();
        let paths = paths.as_array().expect("paths").iter();
        let paths: Vec<&str> = paths
            .filter_map(|path| path.as_str())
            .filter(|path| path.contains("coordination"))
            .collect();
        for path in &paths {
            assert_eq!(clerk.get(path).await.status, StatusCode::OK, "{path}");
        }
        assert!(paths.len() > 20, "{paths:?}");
    }
}
