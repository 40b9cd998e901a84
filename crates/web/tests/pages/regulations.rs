//! A regulation through the public door: every act by its form, from proposal to promulgation, by clerk, delegate and voter.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::http::StatusCode;
use council::access::Role;
use jiff::Timestamp;
use kernel::Clock;
use kernel::ids::PersonId;

use crate::door::{Browser, House, NOW, cities, houses_at, refused, sample_city, send};
use crate::rules::a_ward;
use crate::training::led;

const PDF: &[u8] = b"%PDF-1.7 a paper";

/// The paper of a step by number and day.
const PAPER: [(&str, &str); 3] = [
    ("paper_title", "Văn bản"),
    ("paper_number", "12/VB"),
    ("paper_signed_on", "24/11/2026"),
];

fn with_paper<'a>(values: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    values.iter().copied().chain(PAPER).collect()
}

/// The value of the choice of a form whose label holds some words.
async fn choice(browser: &mut Browser, page: &str, label: &str) -> String {
    let text = browser.get(page).await.text();
    let before = text
        .split_once(label)
        .unwrap_or_else(|| panic!("no {label} in {text}"))
        .0;
    let at = before.rfind("value=\"").expect("a choice") + 7;
    before[at..]
        .split('"')
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// A clerk and a regulation in drafting with one article.
async fn drafted(house: &House) -> (Browser, String, String, String) {
    let (path, council) = a_ward(house).await;
    let mut clerk = house.account(Role::Clerk, &path, None).await;
    let form = format!("/councils/{council}/regulations/new");
    let mut values = with_paper(&[
        ("kind", "working"),
        ("title", ""),
        ("proposer", "Thường trực HĐND"),
    ]);
    refused(&send(&mut clerk, &form, &values).await, "Chưa nhập");
    values[1].1 = "Quy chế làm việc mới của HĐND phường";
    let bare = send(&mut clerk, &form, &values[..3]).await;
    refused(&bare, "Cần tệp văn bản");
    let wrong = clerk
        .upload(&form, &form, &values[..3], ("to-trinh.pdf", b"MZ"))
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = led(&clerk
        .upload(&form, &form, &values[..3], ("to-trinh.pdf", PDF))
        .await);
    let form = format!("{page}/draft");
    let law = choice(&mut clerk, &form, "72/2025/QH15").await;
    led(&send(&mut clerk, &form, &[("model", ""), ("bases", &law)]).await);
    let form = format!("{page}/articles/new");
    refused(
        &send(&mut clerk, &form, &[("after", "0"), ("heading", "Phạm vi")]).await,
        "Chưa nhập",
    );
    led(&send(
        &mut clerk,
        &form,
        &[
            ("after", "0"),
            ("heading", "Phạm vi"),
            ("text", "1. Một.\r\n2. Hai."),
        ],
    )
    .await);
    (clerk, page, path, council)
}

/// A delegate of the council.
async fn a_delegate(browser: &mut Browser, council: &str, at: usize) -> Option<PersonId> {
    let list = browser
        .get(&format!("/api/v1/delegates?council={council}"))
        .await
        .json();
    list["items"][at]["person_id"].as_str()?.parse().ok()
}

fn article(text: &str) -> String {
    let at = text.find("/regulation-articles/").expect("an article");
    text[at..]
        .split(['"', '/'])
        .nth(2)
        .unwrap_or_default()
        .to_owned()
}

#[tokio::test]
async fn a_draft_is_written_article_by_article_and_is_for_those_of_the_council() {
    for house in cities().await {
        let (mut clerk, page, path, council) = drafted(&house).await;
        let text = clerk.get(&page).await.text();
        assert!(text.contains("72/2025/QH15"), "{text}");
        let id = article(&text);
        let one = format!("/regulation-articles/{id}");
        let edit = [("heading", "Phạm vi điều chỉnh"), ("text", "1. Một.")];
        led(&send(&mut clerk, &format!("{one}/edit"), &edit).await);
        let earlier = clerk.get(&one).await.words();
        assert!(
            earlier.contains("1 – Phạm vi") && earlier.contains("2. Hai."),
            "{earlier}"
        );
        let form = format!("{page}/articles/new");
        let second = [
            ("after", "1"),
            ("heading", "Đối tượng áp dụng"),
            ("text", "Đại biểu."),
        ];
        led(&send(&mut clerk, &form, &second).await);
        led(&send(&mut clerk, &format!("{one}/move"), &[("position", "2")]).await);
        let words = clerk.get(&page).await.words();
        assert!(words.contains("Điều 1. Đối tượng áp dụng"), "{words}");
        led(&send(&mut clerk, &format!("{one}/remove"), &[]).await);
        let form = format!("{page}/bases");
        let base = choice(&mut clerk, &form, "104/2025/UBTVQH15").await;
        led(&send(&mut clerk, &form, &[("bases", &base)]).await);
        let form = format!("{page}/papers/new");
        let values = [("stage", "drafting"), ("paper_title", "Bản giải trình")];
        led(&clerk
            .upload(&form, &form, &values, ("giai-trinh.pdf", PDF))
            .await);
        let text = clerk.get(&page).await.text();
        let at = text.find("/regulation-papers/").expect("a file");
        let file = text[at..].split('"').next().unwrap_or_default().to_owned();
        assert_eq!(clerk.get(&file).await.bytes, PDF);

        let mut voter = house.browser();
        let own = format!("/councils/{council}/regulations");
        for hidden in [
            page.clone(),
            one,
            file,
            format!("/api/v1{page}"),
            format!("{page}/draft"),
            format!("{own}/new"),
            format!("{page}/text"),
        ] {
            let status = voter.get(&hidden).await.status;
            assert!(
                matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND),
                "{hidden}: {status}"
            );
        }
        for (browser, seen) in [(&mut voter, false), (&mut clerk, true)] {
            for list in [
                own.clone(),
                "/regulations".into(),
                "/regulations.csv".into(),
                format!("{own}.csv"),
                "/api/v1/regulations".into(),
            ] {
                let answer = browser.get(&list).await;
                assert_eq!(answer.status, StatusCode::OK, "{list}");
                assert_eq!(
                    answer.text().contains("Quy chế làm việc mới"),
                    seen,
                    "{list}"
                );
            }
        }
        let mut chair = house.account(Role::StandingCommittee, &path, None).await;
        let form = format!("{page}/withdraw");
        refused(
            &send(&mut chair, &form, &[("reason", "")]).await,
            "Chưa nhập",
        );
        led(&send(&mut chair, &form, &[("reason", "Chờ luật mới")]).await);
        let words = chair.get(&page).await.words();
        assert!(
            words.contains("Đã rút khỏi chương trình") && words.contains("Chờ luật mới"),
            "{words}"
        );
    }
}

#[tokio::test]
async fn from_comments_to_promulgation_by_the_forms() {
    let at = Arc::new(AtomicI64::new(0));
    let day = |days: i64| {
        let now: Timestamp = NOW.parse().expect("a time");
        now.as_millisecond() + days * 86_400_000
    };
    let told = at.clone();
    let clock = Clock::from_fn(move || {
        Timestamp::from_millisecond(told.load(Ordering::Relaxed)).expect("a time")
    });
    at.store(day(0), Ordering::Relaxed);
    for house in houses_at(&clock).await {
        at.store(day(0), Ordering::Relaxed);
        sample_city(house.app.db(), house.app.clock(), "").await;
        let (mut clerk, page, path, council) = drafted(&house).await;
        let form = format!("{page}/comments/open");
        refused(
            &send(&mut clerk, &form, &[("until", "25/11/2026")]).await,
            "ít nhất đến hết ngày 01/12/2026",
        );
        led(&send(&mut clerk, &form, &[("until", "01/12/2026")]).await);
        let text = clerk.get(&page).await.text();
        assert!(!text.contains("/edit\""), "the text stands still: {text}");

        let person = a_delegate(&mut clerk, &council, 2).await;
        let mut delegate = house.account(Role::Delegate, &path, person).await;
        let form = format!("{page}/comment");
        let about = choice(&mut delegate, &form, "Điều 1. Phạm vi").await;
        refused(
            &send(&mut delegate, &form, &[("article", &about), ("text", " ")]).await,
            "Chưa nhập",
        );
        led(&send(
            &mut delegate,
            &form,
            &[("article", &about), ("text", "Cần rõ hơn.")],
        )
        .await);
        let mut front = house.account(Role::Front, &path, None).await;
        refused(
            &send(&mut front, &form, &[("text", "Góp ý")]).await,
            "Chọn cơ quan",
        );
        let close = format!("{page}/comments/close");
        refused(
            &send(&mut clerk, &close, &[("reason", "Đủ rồi")]).await,
            "ít nhất đến hết ngày",
        );

        at.store(day(8), Ordering::Relaxed);
        let mut clerk = house.account(Role::Clerk, &path, None).await;
        let person = a_delegate(&mut clerk, &council, 3).await;
        let mut delegate = house.account(Role::Delegate, &path, person).await;
        refused(
            &send(&mut delegate, &form, &[("text", "Muộn")]).await,
            "Đã hết hạn góp ý",
        );
        let form = format!("{page}/appraisal/assign");
        let board = choice(&mut clerk, &form, "Ban Kinh tế - Ngân sách").await;
        refused(
            &send(&mut clerk, &form, &[("board", &board)]).await,
            "Còn 1 góp ý",
        );
        let text = clerk.get(&page).await.text();
        let from = text.find("/regulation-comments/").expect("a comment");
        let answer = text[from..]
            .split('"')
            .next()
            .unwrap_or_default()
            .to_owned();
        refused(
            &send(
                &mut clerk,
                &answer,
                &[("answer", "accepted"), ("reason", "")],
            )
            .await,
            "Chưa nhập",
        );
        led(&send(
            &mut clerk,
            &answer,
            &[("answer", "accepted"), ("reason", "Đã sửa")],
        )
        .await);
        let words = clerk.get(&page).await.words();
        assert!(
            words.contains("Đã sửa") && words.contains("Tiếp thu"),
            "{words}"
        );
        led(&send(&mut clerk, &form, &[("board", &board)]).await);
        let form = format!("{page}/appraisal");
        let report = [("conclusion", "ready"), ("note", "Phù hợp")];
        refused(&send(&mut clerk, &form, &report).await, "Cần tệp văn bản");
        led(&send(&mut clerk, &form, &with_paper(&report)).await);

        let form = format!("{page}/vote");
        let vote = |present, in_favour, against| {
            with_paper(&[
                ("way", "session"),
                ("occasion", "Kỳ họp thứ ba"),
                ("held_on", "02/12/2026"),
                ("present", present),
                ("in_favour", in_favour),
                ("against", against),
                ("abstained", "0"),
            ])
        };
        refused(
            &send(&mut clerk, &form, &vote("15", "10", "1")).await,
            "phải cộng lại",
        );
        refused(
            &send(&mut clerk, &form, &vote("900", "900", "0")).await,
            "chỉ có",
        );
        led(&send(&mut clerk, &form, &vote("20", "19", "1")).await);
        let words = clerk.get(&page).await.words();
        assert!(
            words.contains("Thông qua") && words.contains("chưa công bố"),
            "{words}"
        );
        led(&send(&mut clerk, &format!("{page}/number"), &[("serial", "7")]).await);
        let form = format!("{page}/publish");
        let values = [
            ("published_on", "02/12/2026"),
            ("in_force_on", "01/12/2026"),
        ];
        refused(
            &send(&mut clerk, &form, &with_paper(&values)).await,
            "Sớm nhất",
        );
        let values = [
            ("published_on", "02/12/2026"),
            ("in_force_on", "05/12/2026"),
        ];
        led(&send(&mut clerk, &form, &with_paper(&values)).await);

        let mut voter = house.browser();
        let answer = voter.get(&page).await;
        let words = answer.words();
        for said in [
            "07/NQ-HĐND",
            "có hiệu lực từ ngày 05/12/2026",
            "khớp với mã băm",
            "Điều 1. Phạm vi",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        assert!(
            !words.contains("Cần rõ hơn."),
            "comments stay with the council: {words}"
        );
        let text = voter.get(&format!("{page}/text")).await;
        let json = voter.get(&format!("/api/v1{page}")).await.json();
        let hash = council::digest::sha256(text.text());
        assert_eq!(json["regulation"]["sha256"], hash.as_str());
        assert_eq!(json["standing"], "not_yet");
        let library = voter.get("/library?q=Quy+che+lam+viec+moi").await.words();
        assert!(library.contains("07/NQ-HĐND"), "{library}");

        let form = format!("/councils/{council}/regulations/earlier");
        let mut values = with_paper(&[
            ("kind", "session"),
            ("title", "Nội quy kỳ họp cũ"),
            ("number", "7/NQ-HĐND"),
            ("adopted_on", "20/11/2026"),
            ("in_force_on", "20/11/2026"),
            ("text", "Điều 1. Trật tự"),
        ]);
        refused(&send(&mut clerk, &form, &values).await, "đã có trong sổ");
        values[2].1 = "3/NQ-HĐND";
        let earlier = led(&send(&mut clerk, &form, &values).await);
        assert!(
            voter
                .get(&earlier)
                .await
                .words()
                .contains("Điều 1. Trật tự")
        );
    }
}

#[tokio::test]
async fn a_draft_is_sent_back_with_a_reason() {
    for house in cities().await {
        let (mut clerk, page, _, _) = drafted(&house).await;
        led(&send(
            &mut clerk,
            &format!("{page}/comments/open"),
            &[("until", "20/12/2026")],
        )
        .await);
        let form = format!("{page}/send-back");
        refused(
            &send(&mut clerk, &form, &[("reason", "")]).await,
            "Chưa nhập",
        );
        led(&send(&mut clerk, &form, &[("reason", "Sửa lớn")]).await);
        let words = clerk.get(&page).await.words();
        assert!(
            words.contains("Đang soạn thảo từ ngày") && words.contains("Sửa lớn"),
            "{words}"
        );
        let again = send(&mut clerk, &form, &[("reason", "Lần nữa")]).await;
        refused(&again, "không thực hiện được ở giai đoạn hiện tại");
    }
}
