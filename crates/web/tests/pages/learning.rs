//! The learner's side of training through its forms: a check of knowledge, excuses, evaluations, certificates.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::http::StatusCode;
use council::access::{Actor, Role};
use council::training::attendance::{RollLine, TakeRoll, take_roll};
use council::training::certificates::{certificates_of_class, issue_certificates};
use council::training::classes::{
    LessonPlan, PlanClass, hold_class, lessons, open_class, plan_class,
};
use council::training::invitations::{InviteByHand, invite_by_hand};
use council::training::programmes::{
    CourseDetails, DefineCourse, PlanProgramme, define_course, plan_programme,
};
use council::training::questions::{QuestionDetails, write_question};
use council::training::quizzes::{SetQuiz, set_quiz};
use council::training::{Audience, Presence};
use council::{Acting, Result, seed_data::questions::Difficulty};
use jiff::civil::{Date, Time, date};
use kernel::ids::{ClassId, DocumentId, PersonId, QuizId, TopicId};
use kernel::{Clock, Timestamp};
use store::{args, sql};

use crate::door::{Answer, Browser, House, NOW, houses, houses_at};
use crate::scene::{PATH, Scene, scene};

sql! {
    DOCUMENT = "INSERT INTO document (id, number, kind, issuer, title, in_force_on, certainty, note, folded) \
                VALUES ($1, '72/2025/QH15', 'law', 'Quốc hội', 'Luật Tổ chức chính quyền địa phương', '2025-06-16', 'confirmed', '', '')";
    TOPIC = "INSERT INTO topic (id, key, name_vi, name_en) VALUES ($1, 'organisation', 'Tổ chức', 'Organisation')";
    TAUGHT = "INSERT INTO topic_document (topic_id, document_id) VALUES ($1, $2)";
}

/// What these tests need to name.
struct Lessons {
    scene: Scene,
    law: DocumentId,
    quiz: QuizId,
    /// A class held today, which the chair attended.
    held: ClassId,
    /// A class still to come.
    planned: ClassId,
}

const TODAY: Date = date(2026, 11, 24);
const EXPLANATION: &str = "Vì khoản 1 Điều 5 quy định như vậy.";

async fn lessons_for(house: &House) -> Lessons {
    let scene = scene(house).await;
    let (law, topic) = (DocumentId::fresh(), TopicId::fresh());
    let tx = house.db.db.begin_housekeeping().await.expect("begins");
    for (sql, values) in [
        (DOCUMENT, args![law]),
        (TOPIC, args![topic]),
        (TAUGHT, args![topic, law]),
    ] {
        tx.execute(sql, values).await.expect("a row");
    }
    tx.commit().await.expect("commits");
    let program = Actor::program("Test");
    let acting = Acting::begin(house.app.db(), &program, house.app.clock())
        .await
        .expect("begins");
    let quiz = quiz(&acting, &scene, law).await.expect("a quiz");
    let (held, planned) = classes(&acting, &scene, topic).await.expect("classes");
    acting.commit().await.expect("commits");
    Lessons {
        scene,
        law,
        quiz,
        held,
        planned,
    }
}

async fn quiz(acting: &Acting<'_>, scene: &Scene, law: DocumentId) -> Result<QuizId> {
    for at in 1..=4 {
        let details = QuestionDetails {
            document: law,
            topic: None,
            provision: "khoản 1 Điều 5".into(),
            text: format!("Câu hỏi số {at} về luật?"),
            choices: ["Phương án phải", "Phương án trái", "Phương án lệch"]
                .map(str::to_owned)
                .to_vec(),
            answer: 0,
            explanation: EXPLANATION.into(),
            difficulty: Difficulty::Easy,
        };
        write_question(acting, details).await?;
    }
    let quiz = SetQuiz {
        council: scene.council,
        document: law,
        name: "Kiểm tra Luật 72/2025".into(),
        questions: 3,
        minutes: 10,
        opens_on: TODAY,
        closes_on: None,
    };
    set_quiz(acting, quiz).await
}

async fn classes(acting: &Acting<'_>, scene: &Scene, topic: TopicId) -> Result<(ClassId, ClassId)> {
    let programme = PlanProgramme {
        council: scene.council,
        name: "Chương trình nhiệm kỳ".into(),
        goal: "100% đại biểu".into(),
        valid_from: date(2026, 1, 1),
        valid_to: None,
        decision: None,
    };
    let programme = plan_programme(acting, programme).await?;
    let details = CourseDetails {
        name: "Kỹ năng đại biểu".into(),
        hours: 4,
        audience: Audience::AllDelegates,
        level: None,
        body_kind: None,
        required: true,
        valid_from: date(2026, 1, 1),
        valid_to: None,
        topics: vec![topic],
        partners: Vec::new(),
    };
    let course = define_course(acting, DefineCourse { programme, details }).await?;
    let class = |name: &str, day| PlanClass {
        course,
        council: scene.council,
        name: name.into(),
        place: "Hội trường phường".into(),
        capacity: 30,
        councils: vec![scene.council],
        lessons: vec![LessonPlan {
            day,
            starts_at: Time::constant(8, 0, 0, 0),
            ends_at: Time::constant(11, 0, 0, 0),
            title: "Buổi sáng".into(),
            topic: None,
        }],
        trainers: Vec::new(),
        note: String::new(),
    };
    let held = plan_class(acting, class("Lớp thứ nhất", TODAY)).await?;
    let planned = plan_class(acting, class("Lớp thứ hai", date(2026, 12, 10))).await?;
    for class in [held, planned] {
        let person = scene.chair;
        invite_by_hand(acting, InviteByHand { class, person }).await?;
    }
    open_class(acting, held).await?;
    let roll = TakeRoll {
        lesson: lessons(&acting.tx, held).await?[0].id,
        lines: vec![RollLine {
            person: scene.chair,
            presence: Presence::Present,
            reason: String::new(),
        }],
    };
    take_roll(acting, roll).await?;
    hold_class(acting, held).await?;
    issue_certificates(acting, held).await?;
    Ok((held, planned))
}

/// A clock of the tests and the seconds by which it was moved on.
fn moving_clock() -> (Clock, Arc<AtomicI64>) {
    let moved = Arc::new(AtomicI64::new(0));
    let start: Timestamp = NOW.parse().expect("a time");
    let seconds = moved.clone();
    let clock = Clock::from_fn(move || {
        let at = start.as_second() + seconds.load(Ordering::Relaxed);
        Timestamp::from_second(at).expect("a moment")
    });
    (clock, moved)
}

async fn delegate(house: &House, person: PersonId) -> Browser {
    house.account(Role::Delegate, PATH, Some(person)).await
}

/// Begins a paper through the button of its page; gives its address and its page.
async fn begin(browser: &mut Browser, quiz: QuizId) -> (String, Answer) {
    let page = format!("/quizzes/{quiz}");
    let answer = browser.submit(&page, &page, &[]).await;
    let address = answer.location.clone().expect("leads to the paper");
    let paper = browser.follow(answer).await;
    (address, paper)
}

/// The values with which each question is answered by the choice that reads so.
fn choose(paper: &str, choice: &str) -> Vec<(String, String)> {
    let tags = paper.split("<input type=\"radio\"").skip(1);
    tags.filter(|tag| {
        let label = tag.split("</label>").next().unwrap_or_default();
        label.ends_with(&format!(">{choice}"))
    })
    .map(|tag| {
        let attribute = |name: &str| {
            let rest = tag
                .split(&format!("{name}=\""))
                .nth(1)
                .expect("an attribute");
            rest.split('"').next().unwrap_or_default().to_owned()
        };
        (attribute("name"), attribute("value"))
    })
    .collect()
}

fn borrowed(values: &[(String, String)]) -> Vec<(&str, &str)> {
    let values = values.iter();
    values
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

#[tokio::test]
async fn a_delegate_sits_a_check_and_learns_the_answers_only_afterwards() {
    for house in houses().await {
        let of = lessons_for(&house).await;
        let mut browser = delegate(&house, of.scene.chair).await;
        let mine = browser.get("/training/mine").await;
        assert!(
            mine.words().contains("còn 1 luật chưa kiểm tra"),
            "{}",
            mine.words()
        );
        assert!(mine.text().contains("href=\"/calendar\""));
        let (address, paper) = begin(&mut browser, of.quiz).await;
        let document = paper.text();
        assert!(!document.contains(EXPLANATION), "told before");
        assert!(!document.contains("Điều 5"), "told before");
        assert!(document.contains("Còn 10 phút"), "{}", paper.words());

        let right = choose(&document, "Phương án phải");
        assert_eq!(right.len(), 3, "{document}");
        let blank = browser
            .submit(&address, &address, &borrowed(&right[..2]))
            .await;
        assert_eq!(blank.status, StatusCode::OK);
        assert!(blank.words().contains("Còn 1 câu chưa trả lời: 3"));
        let again = browser.get(&address).await.text();
        assert_eq!(
            again.matches(" checked").count(),
            2,
            "a refreshed page keeps answers"
        );
        assert!(!again.contains(EXPLANATION), "told before");

        let sent = browser.submit(&address, &address, &borrowed(&right)).await;
        let result = browser.follow(sent).await;
        assert!(
            result.words().contains("đúng 3 trên 3 câu"),
            "{}",
            result.words()
        );
        assert!(result.text().contains(EXPLANATION));
        assert!(result.text().contains(&format!("/library/{}", of.law)));
        let over = browser.get(&address).await;
        assert_eq!(over.location, Some(format!("{address}/result")));
        let mine = browser.get("/training/mine").await.words();
        assert!(mine.contains("Kiểm tra đạt ngày 24/11/2026"), "{mine}");

        let mut other = delegate(&house, of.scene.unconfirmed).await;
        let stranger = other.get(&format!("{address}/result")).await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_comes_after_the_time_does_not_count() {
    let (clock, moved) = moving_clock();
    for house in houses_at(&clock).await {
        moved.store(0, Ordering::Relaxed);
        let of = lessons_for(&house).await;
        let mut browser = delegate(&house, of.scene.chair).await;
        let (address, paper) = begin(&mut browser, of.quiz).await;
        let right = choose(&paper.text(), "Phương án phải");
        let mut kept = right[..1].to_vec();
        kept.push(("keep".into(), "1".into()));
        let saved = browser.submit(&address, &address, &borrowed(&kept)).await;
        assert_eq!(saved.location.as_deref(), Some(address.as_str()));

        moved.store(11 * 60, Ordering::Relaxed);
        let late = browser.get(&address).await;
        assert!(
            late.words().contains("1 trên 3 câu đã lưu"),
            "{}",
            late.words()
        );
        let sent = browser.submit(&address, &address, &borrowed(&right)).await;
        let result = browser.follow(sent).await;
        assert!(
            result.words().contains("nộp khi đã hết giờ"),
            "{}",
            result.words()
        );
        assert!(
            result.words().contains("Đúng 1 trên 3 câu"),
            "{}",
            result.words()
        );
    }
}

#[tokio::test]
async fn a_participant_asks_to_be_excused_and_evaluates_once() {
    for house in houses().await {
        let of = lessons_for(&house).await;
        let mut browser = delegate(&house, of.scene.chair).await;
        let page = format!("/classes/{}/excuse", of.planned);
        let empty = browser.submit(&page, &page, &[("reason", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let reason = [("reason", "Đi công tác theo Quyết định số 15")];
        let sent = browser.submit(&page, &page, &reason).await;
        assert_eq!(sent.location.as_deref(), Some("/training/mine"));

        let page = format!("/classes/{}/evaluate", of.held);
        let offered = browser.get("/training/mine").await.text();
        assert!(offered.contains(&page), "{offered}");
        let missing = browser.submit(&page, &page, &[("content", "5")]).await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let marks = [("content", "5"), ("teaching", "4"), ("organisation", "3")];
        let sent = browser.submit(&page, &page, &marks).await;
        assert_eq!(sent.location.as_deref(), Some("/training/mine"));
        let mine = browser.get("/training/mine").await;
        assert!(!mine.text().contains(&page), "asked once only");
        assert!(mine.words().contains("Đã đánh giá"), "{}", mine.words());
        let twice = browser.submit(&page, &page, &marks).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.words().contains("đã đánh giá lớp này"));
        let mut absent = delegate(&house, of.scene.unconfirmed).await;
        let answer = absent.submit(&page, &page, &marks).await;
        assert!(answer.words().contains("Chỉ người đã dự lớp"));
    }
}

#[tokio::test]
async fn a_voter_sees_counts_and_certificates_and_nothing_of_a_person() {
    for house in houses().await {
        let of = lessons_for(&house).await;
        let mut voter = house.browser();
        for path in [
            "/quizzes".to_owned(),
            format!("/quizzes/{}", of.quiz),
            format!("/quizzes/{}/results", of.quiz),
            format!("/classes/{}/excuse", of.planned),
            format!("/classes/{}/evaluate", of.held),
            "/questions".into(),
            "/questions.csv".into(),
            "/quizzes.csv".into(),
            "/questions/new".into(),
            "/quizzes/new".into(),
            "/api/v1/training/mine".into(),
        ] {
            let answer = voter.get(&path).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
        let counts = voter.get("/api/v1/scoreboard/laws").await.json();
        assert_eq!(counts[0]["passed"], 0);
        let person = voter.get(&format!("/delegates/{}", of.scene.chair)).await;
        assert!(!person.text().contains("id=\"boi-duong\""));

        let program = Actor::program("Test");
        let given = certificates_of_class(house.app.db(), &program, of.held).await;
        let code = given.expect("certificates")[0].code.clone();
        let valid = voter.get(&format!("/certificates?code={code}")).await;
        assert!(
            valid.words().contains("Nguyễn Thị Ánh"),
            "{}",
            valid.words()
        );
        assert!(valid.words().contains("Giấy chứng nhận có giá trị"));
        let wrong = voter.get("/certificates?code=ABCD-EFGH-JKLM").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for _ in 0..8 {
            voter.get("/api/v1/certificates/ABCD").await;
        }
        let braked = voter.get(&format!("/certificates?code={code}")).await;
        assert_eq!(braked.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(!braked.text().contains("Nguyễn Thị Ánh"));
    }
}

#[tokio::test]
async fn a_clerk_keeps_the_bank_and_reads_results() {
    for house in houses().await {
        let of = lessons_for(&house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let law = of.law.to_string();
        let values = [
            ("document", law.as_str()),
            ("provision", "khoản 2 Điều 6"),
            ("text", "Ai bầu Chủ tịch?"),
            ("choice1", "Hội đồng"),
            ("choice2", "Cử tri"),
            ("answer", "1"),
            ("explanation", "Theo khoản 2."),
            ("difficulty", "easy"),
        ];
        let page = "/questions/new";
        let empty = clerk.submit(page, page, &values[..3]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let written = clerk.submit(page, page, &values).await;
        let address = written.location.clone();
        let address = address.unwrap_or_else(|| panic!("{}", written.words()));
        let shown = clerk.follow(written).await;
        assert!(
            shown.words().contains("Hội đồng (đúng)"),
            "{}",
            shown.words()
        );
        let retire = format!("{address}/retire");
        let done = clerk
            .submit(&retire, &retire, &[("reason", "Trùng câu khác")])
            .await;
        assert_eq!(done.location.as_deref(), Some(address.as_str()));
        let list = clerk.get("/questions?state=retired").await;
        assert!(list.words().contains("Ai bầu Chủ tịch?"));
        let file = clerk.get("/questions.csv?state=retired").await;
        assert_eq!(file.kind, "text/csv; charset=utf-8");
        assert!(file.text().contains("Ai bầu Chủ tịch?"), "{}", file.text());
        let file = clerk.get("/quizzes.xlsx").await;
        assert!(file.bytes.starts_with(b"PK"));

        let results = format!("/quizzes/{}/results", of.quiz);
        assert!(clerk.get(&results).await.words().contains("Chưa ai làm"));
        let person = clerk.get(&format!("/delegates/{}", of.scene.chair)).await;
        assert!(person.text().contains("id=\"boi-duong\""));
        let paths = clerk.get("/api/v1/pages").await.json();
        let paths = paths.as_array().expect("paths").clone();
        let own = ["/quizzes", "/questions", "/certificates"];
        for path in paths.iter().filter_map(|path| path.as_str()) {
            if own.iter().any(|start| path.starts_with(start)) {
                assert_eq!(clerk.get(path).await.status, StatusCode::OK, "{path}");
            }
        }
    }
}
