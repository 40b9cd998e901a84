//! The question bank and checks of knowledge.

use jiff::civil::date;
use kernel::Clock;
use kernel::ids::{AttemptId, PersonId, QuizId};
use store::testing::databases;
use store::{Db, Reader, args, sql};

use super::fixtures::{City, codes, later, noon, signed_in};
use crate::access::{Actor, Role};
use crate::library::queries::{document, uses};
use crate::library::texts::acts::{KeepText, WithdrawText, keep_text, withdraw_text};
use crate::seed_data::questions::Difficulty;
use crate::training::QuestionState;
use crate::training::mine::my_training;
use crate::training::questions::*;
use crate::training::quizzes::*;
use crate::{Acting, Page};

sql! {
    ANSWERS = "SELECT answers FROM attempt WHERE id = $1";
    QUESTIONS = "SELECT count(*) FROM question";
}

fn details(city: &City, at: usize) -> QuestionDetails {
    QuestionDetails {
        document: city.law,
        topic: Some(city.topic),
        provision: "Điều 5".into(),
        text: format!("Câu hỏi {at}?"),
        choices: ["Đúng", "Sai một", "Sai hai", "Sai ba"]
            .map(str::to_owned)
            .to_vec(),
        answer: 0,
        explanation: "Theo Điều 5.".into(),
        difficulty: Difficulty::Easy,
    }
}

/// A city with ten questions reviewed on 2 April and a check of five, open in May.
async fn set_up(db: &Db) -> (City, QuizId, PersonId) {
    let city = City::found(db).await;
    let person = City::delegate(db, city.commune, "Nguyễn Thị Hoa").await;
    let acting = Acting::begin(db, &city.program, &noon(date(2026, 4, 2)))
        .await
        .expect("an act");
    for at in 0..10 {
        write_question(&acting, details(&city, at))
            .await
            .expect("a question");
    }
    let quiz = SetQuiz {
        council: city.city,
        document: city.law,
        name: "Kiểm tra Luật 72/2025".into(),
        questions: 5,
        minutes: 10,
        opens_on: date(2026, 5, 1),
        closes_on: Some(date(2026, 5, 31)),
    };
    let too_many = SetQuiz {
        questions: 11,
        ..quiz.clone()
    };
    assert_eq!(
        codes(set_quiz(&acting, too_many).await),
        ["quiz-too-few-questions"]
    );
    let quiz = set_quiz(&acting, quiz).await.expect("a quiz");
    acting.commit().await.expect("the quiz");
    (city, quiz, person)
}

async fn start(db: &Db, actor: &Actor, clock: &Clock, quiz: QuizId) -> crate::Result<AttemptId> {
    let acting = Acting::begin(db, actor, clock).await?;
    let person = actor.person.expect("a person");
    let id = start_attempt(&acting, StartAttempt { quiz, person }).await?;
    acting.commit().await?;
    Ok(id)
}

async fn submit(
    db: &Db,
    actor: &Actor,
    clock: &Clock,
    attempt: AttemptId,
    answers: Vec<Option<usize>>,
) -> crate::Result<Outcome> {
    let acting = Acting::begin(db, actor, clock).await?;
    let outcome = submit_attempt(&acting, SubmitAttempt { attempt, answers }).await?;
    acting.commit().await?;
    Ok(outcome)
}

/// The places of the right choices, so many of them; the others wrong.
fn marked(paper: &Paper, right: usize) -> Vec<Option<usize>> {
    paper
        .questions
        .iter()
        .enumerate()
        .map(|(at, question)| {
            question
                .choices
                .iter()
                .position(|choice| (choice == "Đúng") == (at < right))
        })
        .collect()
}

#[tokio::test]
async fn a_paper_is_dealt_saved_marked_and_explained() {
    for db in databases().await {
        let (city, quiz, person) = set_up(&db).await;
        let day = date(2026, 5, 10);
        let actor = signed_in(person, Role::Delegate, "92/31120");
        let outsider = signed_in(City::person(&db, "Người lạ").await, Role::Delegate, "92");
        assert_eq!(
            codes(start(&db, &actor, &noon(date(2026, 4, 30)), quiz).await),
            ["quiz-not-open"]
        );
        assert_eq!(
            codes(start(&db, &actor, &noon(date(2026, 6, 1)), quiz).await),
            ["quiz-not-open"]
        );
        assert_eq!(
            codes(start(&db, &outsider, &noon(day), quiz).await),
            ["quiz-not-for-this-person"]
        );
        let attempt = start(&db, &actor, &noon(day), quiz).await.expect("a paper");
        assert_eq!(
            start(&db, &actor, &later(day, 60), quiz)
                .await
                .expect("the same"),
            attempt
        );
        assert_eq!(
            codes(paper_of(&*db, &outsider, attempt).await),
            ["not found"]
        );
        assert_eq!(
            codes(attempt_result(&*db, &actor, attempt).await),
            ["attempt-still-running"]
        );
        let paper = paper_of(&*db, &actor, attempt).await.expect("the paper");
        assert_eq!(paper.questions.len(), 5);
        let sent = serde_json::to_string(&paper).expect("JSON");
        assert!(
            !sent.contains("Theo Điều 5")
                && !sent.contains("\"right\"")
                && !sent.contains("\"answer\"")
        );

        let half = SaveAnswers {
            attempt,
            answers: vec![Some(1), None, None, None, None],
        };
        save_answers(&db, &actor, &later(day, 120), half)
            .await
            .expect("saved");
        let paper = paper_of(&*db, &actor, attempt).await.expect("the paper");
        assert_eq!(paper.questions[0].chosen, Some(1));
        let odd = submit(&db, &actor, &later(day, 130), attempt, vec![Some(9); 5]).await;
        assert_eq!(codes(odd), ["attempt-answers-do-not-fit"]);
        assert_eq!(
            codes(submit(&db, &outsider, &later(day, 130), attempt, vec![None; 5]).await),
            ["not permitted"]
        );
        let outcome = submit(&db, &actor, &later(day, 300), attempt, marked(&paper, 4))
            .await
            .expect("marked");
        assert_eq!(
            (outcome.right, outcome.of, outcome.passed, outcome.late),
            (4, 5, true, false)
        );
        let again = submit(&db, &actor, &later(day, 301), attempt, vec![None; 5])
            .await
            .expect("the same");
        assert_eq!(again, outcome);

        let result = attempt_result(&*db, &actor, attempt)
            .await
            .expect("a result");
        assert_eq!(
            result
                .answers
                .iter()
                .filter(|one| one.chosen == one.right)
                .count(),
            4
        );
        assert!(
            result
                .answers
                .iter()
                .all(|one| one.explanation == "Theo Điều 5." && one.provision == "Điều 5")
        );
        assert_eq!(
            codes(attempt_result(&*db, &outsider, attempt).await),
            ["not found"]
        );
        assert_eq!(
            codes(quiz_results(&*db, &actor, quiz).await),
            ["not readable"]
        );

        let second = start(&db, &actor, &later(day, 900), quiz)
            .await
            .expect("another");
        let paper = paper_of(&*db, &actor, second).await.expect("the paper");
        let worse = submit(&db, &actor, &later(day, 950), second, marked(&paper, 3))
            .await
            .expect("marked");
        assert!(!worse.passed);
        let all = quiz_results(&*db, &city.program, quiz)
            .await
            .expect("results");
        assert_eq!((all[0].attempts, all[0].best, all[0].passed), (2, 4, true));
        let page = quiz_page(&*db, &actor, quiz, day).await.expect("a page");
        assert_eq!(page.attempts.len(), 2);
        let results = quiz_results_page(&*db, &city.program, &page.quiz, Page::FIRST).await;
        let results = results.expect("results");
        assert_eq!((results.sat, results.passed), (1, 1));
        assert_eq!(results.rows.len(), 1);
        assert_eq!(results.rows[0].full_name, all[0].full_name);
        assert_eq!(results.rows[0].unit_name, all[0].unit_name);
        let list = quizzes(&*db, "", None).await.expect("a list");
        let counts = list.iter().find(|row| row.quiz.id == quiz);
        assert_eq!(counts.map(|row| (row.sat, row.passed)), Some((1, 1)));
        let mine = my_training(&*db, &actor, person, day).await.expect("mine");
        assert_eq!(mine.laws[0].knowledge.code(), "passed");
        assert_eq!(mine.laws[0].quizzes[0].attempts, 2);
    }
}

#[tokio::test]
async fn after_the_time_only_what_was_saved_counts() {
    for db in databases().await {
        let (city, quiz, person) = set_up(&db).await;
        let day = date(2026, 5, 10);
        let actor = signed_in(person, Role::Delegate, "92/31120");
        // Ten minutes, and the minute of grace that the rule of these cases gives.
        for (seconds, right, late) in [(600, 5, false), (660, 5, false), (661, 1, true)] {
            let attempt = start(&db, &actor, &noon(day), quiz).await.expect("a paper");
            let paper = paper_of(&*db, &actor, attempt).await.expect("the paper");
            let mut saved = vec![None; 5];
            saved[0] = marked(&paper, 1)[0];
            let save = |answers: &[Option<usize>]| SaveAnswers {
                attempt,
                answers: answers.to_vec(),
            };
            save_answers(&db, &actor, &later(day, 30), save(&saved))
                .await
                .expect("saved");
            assert_eq!(
                codes(save_answers(&db, &actor, &later(day, 601), save(&saved)).await),
                ["attempt-over"]
            );
            let outcome = submit(
                &db,
                &actor,
                &later(day, seconds),
                attempt,
                marked(&paper, 5),
            )
            .await
            .expect("marked");
            assert_eq!((outcome.right, outcome.late), (right, late), "{seconds}");
        }
        let left = start(&db, &actor, &noon(day), quiz).await.expect("a paper");
        let acting = Acting::begin(&db, &city.program, &later(day, 700))
            .await
            .expect("an act");
        assert_eq!(settle_overdue(&acting).await.expect("settled"), 1);
        acting.commit().await.expect("the papers");
        let result = attempt_result(&*db, &actor, left).await.expect("a result");
        assert_eq!(
            (result.right, result.submitted_at),
            (0, later(day, 600).now())
        );
        let kept: Option<serde_json::Value> =
            db.scalar(ANSWERS, args![left]).await.expect("answers");
        assert_eq!(kept.expect("answers").as_array().map(Vec::len), Some(5));
    }
}

/// An amending law as it might be printed, which touches one unit of Điều 5 and repeals Điều 9 later.
const AMENDING: &str = "QUỐC HỘI\nLuật số: 99/2026/QH16\nHà Nội, ngày 20 tháng 4 năm 2026\nLUẬT\nSửa đổi, bổ sung một số điều của Luật Tổ chức chính quyền địa phương\nQuốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Tổ chức chính quyền địa phương số 72/2025/QH15.\nĐiều 1. Sửa đổi, bổ sung một số điều của Luật Tổ chức chính quyền địa phương số 72/2025/QH15\n1. Sửa đổi, bổ sung khoản 2 Điều 5 như sau:\n“2. Phân định nhiệm vụ, quyền hạn rõ ràng.”.\n2. Bãi bỏ Điều 9.\nĐiều 2. Hiệu lực thi hành\n1. Luật này có hiệu lực thi hành từ ngày 15 tháng 5 năm 2026, trừ quy định tại khoản 2 Điều này.\n2. Khoản 2 Điều 1 của Luật này có hiệu lực thi hành từ ngày 01 tháng 6 năm 2026.\n";

#[tokio::test]
async fn an_act_whose_text_is_known_flags_the_questions_it_touches() {
    for db in databases().await {
        let city = City::found(&db).await;
        let written = noon(date(2026, 4, 2));
        let acting = Acting::begin(&db, &city.program, &written).await;
        let acting = acting.expect("an act");
        for (at, provision) in [
            "khoản 1 Điều 5",
            "điểm a khoản 2 Điều 5",
            "Điều 9",
            "toàn văn",
        ]
        .into_iter()
        .enumerate()
        {
            let mut question = details(&city, at);
            question.provision = provision.to_owned();
            write_question(&acting, question).await.expect("a question");
        }
        acting.commit().await.expect("the bank");
        let act = city.amend(&db, "99/2026/QH16", date(2026, 5, 15)).await;
        let flags = async |day| {
            let filter = QuestionFilter::default();
            let list = questions(&*db, &city.program, &filter, day).await;
            let list = list.expect("a list");
            let law = document(&*db, city.law).await.expect("the law");
            let counted = uses(&*db, &law, day).await.expect("counts").questions;
            assert_eq!((counted.flagged, counted.total), (list.flagged as u32, 4));
            let told = |row: QuestionRow| {
                let flag = row.flag?;
                let by = match flag.unit {
                    Some(unit) => format!("{} {} {}", unit.unit, unit.kind, unit.source),
                    None => String::new(),
                };
                Some(format!("{}: {} {by} {}", row.provision, flag.by, flag.on))
            };
            list.rows.into_iter().filter_map(told).collect::<Vec<_>>()
        };
        let may = date(2026, 5, 20);
        assert_eq!(flags(may).await.len(), 4, "the text is not known");

        let imported = noon(date(2026, 5, 16));
        let acting = Acting::begin(&db, &city.program, &imported).await;
        let acting = acting.expect("an act");
        let text = KeepText {
            document: act,
            text: AMENDING.to_owned(),
        };
        let text = keep_text(&acting, text).await.expect("a text");
        acting.commit().await.expect("the text");
        let touched =
            "điểm a khoản 2 Điều 5: 99/2026/QH16 khoản 2 Điều 5 replace khoản 1 Điều 1 2026-05-15";
        let whole = "toàn văn: 99/2026/QH16  2026-05-15";
        assert_eq!(flags(date(2026, 5, 14)).await, [""; 0]);
        assert_eq!(flags(may).await, [touched, whole]);
        let later = "Điều 9: 99/2026/QH16 Điều 9 repeal khoản 2 Điều 1 2026-06-01";
        assert_eq!(flags(date(2026, 6, 1)).await, [touched, later, whole]);

        // Another act of which nothing but the relation is known counts for everything.
        city.amend(&db, "100/2026/QH16", date(2026, 5, 18)).await;
        let known = "khoản 1 Điều 5: 100/2026/QH16  2026-05-18";
        let all = flags(may).await;
        assert_eq!(
            (all.len(), all[0].as_str(), all[1].as_str()),
            (4, known, touched)
        );
        let acting = Acting::begin(&db, &city.program, &imported).await;
        let acting = acting.expect("an act");
        let reason = "Bản dự thảo".to_owned();
        let withdrawn = withdraw_text(&acting, WithdrawText { text, reason }).await;
        withdrawn.expect("withdrawn");
        acting.commit().await.expect("the text is gone");
        let first = "khoản 1 Điều 5: 99/2026/QH16  2026-05-15";
        assert_eq!(flags(may).await[0], first);
    }
}

#[tokio::test]
async fn a_question_whose_law_changed_is_not_asked_until_it_is_reviewed() {
    for db in databases().await {
        let (city, quiz, person) = set_up(&db).await;
        let actor = signed_in(person, Role::Delegate, "92/31120");
        let (before, after) = (date(2026, 5, 10), date(2026, 5, 20));
        city.amend(&db, "99/2026/QH16", date(2026, 5, 15)).await;
        let counts = |list: &QuestionList| (list.total, list.flagged);
        let flagged = QuestionFilter {
            flagged: true,
            ..QuestionFilter::default()
        };
        let list = |day| questions(&*db, &city.program, &flagged, day);
        assert_eq!(counts(&list(before).await.expect("a list")), (0, 0));
        let now = list(after).await.expect("a list");
        assert_eq!(counts(&now), (10, 10));
        assert_eq!(
            now.rows[0].flag.as_ref().map(|change| change.by.as_str()),
            Some("99/2026/QH16")
        );
        assert_eq!(
            codes(start(&db, &actor, &noon(after), quiz).await),
            ["quiz-too-few-questions"]
        );
        let acting = Acting::begin(&db, &city.program, &noon(after))
            .await
            .expect("an act");
        for row in &now.rows[..6] {
            let review = ReviewQuestion {
                question: row.id,
                provision: "Điều 6".into(),
                explanation: "Theo Điều 6.".into(),
            };
            review_question(&acting, review).await.expect("reviewed");
        }
        retire_question(&acting, now.rows[0].id, "Trùng")
            .await
            .expect("retired");
        assert_eq!(
            codes(retire_question(&acting, now.rows[0].id, "Trùng").await),
            ["question-retired"]
        );
        replace_question(&acting, now.rows[9].id, details(&city, 99))
            .await
            .expect("replaced");
        acting.commit().await.expect("the bank");
        let law = &laws_with_questions(&*db, after).await.expect("laws")[0];
        assert_eq!((law.in_use, law.flagged), (9, 3));
        let attempt = start(&db, &actor, &noon(after), quiz)
            .await
            .expect("a paper");
        let asked = paper_of(&*db, &actor, attempt).await.expect("the paper");
        let stale: Vec<&str> = now.rows[6..].iter().map(|row| row.text.as_str()).collect();
        assert!(
            asked
                .questions
                .iter()
                .all(|one| !stale.contains(&one.text.as_str()) && one.text != now.rows[0].text)
        );
        assert_eq!(
            codes(questions(&*db, &actor, &flagged, after).await),
            ["not readable"]
        );
    }
}

#[tokio::test]
async fn the_bank_of_the_product_is_loaded_once() {
    for db in databases().await {
        let city = City::found(&db).await;
        let acting = Acting::begin(&db, &city.program, &noon(date(2026, 11, 25)))
            .await
            .expect("an act");
        let added = load_questions(&acting).await.expect("questions");
        assert!(added >= 15, "{added}");
        assert_eq!(load_questions(&acting).await.expect("questions"), 0);
        acting.commit().await.expect("the bank");
        let total: Option<i64> = db.scalar(QUESTIONS, Vec::new()).await.expect("a count");
        assert_eq!(total, Some(added as i64));
        let words = QuestionFilter {
            text: "hoi dong nhan dan".into(),
            state: Some(QuestionState::InUse),
            ..QuestionFilter::default()
        };
        let found = questions(&*db, &city.program, &words, date(2026, 11, 25))
            .await
            .expect("a list");
        assert!(
            found.total > 0
                && found
                    .rows
                    .iter()
                    .all(|row| row.choices.len() == 4 && row.answer < 4)
        );
        let bad = QuestionDetails {
            choices: vec!["A".into(), "A".into()],
            answer: 2,
            text: String::new(),
            ..details(&city, 0)
        };
        let acting = Acting::begin(&db, &city.program, &noon(date(2026, 11, 25)))
            .await
            .expect("an act");
        assert_eq!(
            codes(write_question(&acting, bad).await),
            [
                "question-text-missing",
                "question-choices-alike",
                "question-answer-missing"
            ]
        );
        let delegate = signed_in(PersonId::fresh(), Role::Delegate, "92");
        drop(acting);
        let acting = Acting::begin(&db, &delegate, &noon(date(2026, 11, 25)))
            .await
            .expect("an act");
        assert_eq!(
            codes(write_question(&acting, details(&city, 0)).await),
            ["not permitted"]
        );
    }
}
