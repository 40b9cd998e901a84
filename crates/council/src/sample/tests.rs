//! The numbers promised, the same each time, on both databases.

use jiff::civil::date;
use sha2::Digest as _;
use store::{Reader, args, sql};

use super::*;
use crate::access::Role;
use crate::fixture::{cities, clock};
use crate::quality;
use crate::scoreboard::Projection;
use crate::training::classes::{ClassFilter, class_page, classes};

sql! {
    COUNCILS = "SELECT count(*) FROM council WHERE level = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)";
    SEATS = "SELECT CAST(coalesce(sum(seats_planned), 0) AS BIGINT) FROM council WHERE level = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)";
    UNITS = "SELECT count(*) FROM constituency k JOIN council c ON c.id = k.council_id \
             WHERE c.level = 'province' AND c.valid_from <= $1 AND (c.valid_to IS NULL OR c.valid_to > $1)";
    ELECTED = "SELECT count(*) FROM mandate m JOIN council c ON c.id = m.council_id JOIN person_record p ON p.person_id = m.person_id \
               WHERE c.level = 'province' AND m.valid_from <= $1 AND (m.valid_to IS NULL OR m.valid_to > $1) \
                 AND p.valid_from <= $1 AND (p.valid_to IS NULL OR p.valid_to > $1) AND p.sex LIKE $2";
}

sql! {
    DIGEST_PEOPLE = "SELECT person_id AS id, full_name AS a, coalesce(birth_date, '') AS b, valid_from AS c FROM person_record ORDER BY id, c";
    DIGEST_MANDATES = "SELECT id, valid_from AS a, coalesce(valid_to, '') AS b, origin AS c FROM mandate ORDER BY id";
    DIGEST_ROLL = "SELECT person_id AS id, status AS a, method AS b, reason AS c FROM attendance ORDER BY lesson_id, person_id";
    DIGEST_ATTEMPTS = "SELECT id, paper AS a, answers AS b, CAST(right_answers AS TEXT) AS c FROM attempt ORDER BY id";
    TWO_CHAIRS = "SELECT count(*) FROM (SELECT body_id FROM membership WHERE post = 'chair' AND valid_to IS NULL GROUP BY body_id HAVING count(*) > 1) x";
    NO_BIRTH_DATE = "SELECT count(*) FROM person_record WHERE birth_date IS NULL";
    TWO_IN_ONE_SEAT = "SELECT count(*) FROM (SELECT seat_id FROM mandate WHERE valid_to IS NULL GROUP BY seat_id HAVING count(*) > 1) x";
    POST_WITHOUT_MANDATE = "SELECT count(*) FROM membership m JOIN body b ON b.id = m.body_id WHERE m.valid_to IS NULL AND NOT EXISTS \
        (SELECT 1 FROM mandate d WHERE d.person_id = m.person_id AND d.council_id = b.council_id AND d.valid_to IS NULL)";
    UNCONFIRMED = "SELECT count(*) FROM mandate WHERE start_decision_id IS NULL";
    TWICE = "SELECT count(*) FROM (SELECT full_name FROM person_record WHERE valid_to IS NULL GROUP BY full_name, birth_date HAVING count(*) > 1) x";
    EXCUSED = "SELECT count(*) FROM invitation WHERE state = 'excused' AND reason <> ''";
    BY_ELECTIONS = "SELECT count(*) FROM mandate WHERE origin = 'by_election' AND valid_from > '2026-03-26'";
    CLASSES = "SELECT count(*) FROM class WHERE state = $1";
    LESSONS_TODAY = "SELECT count(*) FROM lesson l JOIN invitation i ON i.class_id = l.class_id JOIN account a ON a.person_id = i.person_id \
                     WHERE a.login = 'daibieu' AND l.day = $1";
    REGULATIONS = "SELECT count(*) FROM regulation WHERE state = $1";
    ROLES = "SELECT count(DISTINCT role) FROM role_grant";
}

async fn number(db: &impl Reader, sql: store::Sql, values: Vec<store::Value>) -> i64 {
    let found: Option<i64> = db.scalar(sql, values).await.expect("counts");
    found.unwrap_or_default()
}

#[tokio::test]
async fn the_city_has_the_numbers_that_are_known() {
    for db in cities().await {
        let (old, new) = (date(2021, 9, 1), date(2026, 11, 24));
        for (level, day, councils, seats) in [
            ("province", old, 1, 54),
            ("district", old, 9, 263),
            ("district", date(2025, 7, 1), 0, 0),
            ("province", new, 1, 85),
            ("commune", new, 103, 2_212),
        ] {
            let values = || args![level, day];
            assert_eq!(
                number(&*db, COUNCILS, values()).await,
                councils,
                "{level} on {day}"
            );
            assert_eq!(
                number(&*db, SEATS, values()).await,
                seats,
                "{level} on {day}"
            );
        }
        assert_eq!(number(&*db, COUNCILS, args!["commune", old]).await, 80);
        assert!(number(&*db, SEATS, args!["commune", old]).await > 2_000);
        assert_eq!(
            number(&*db, COUNCILS, args!["commune", date(2025, 7, 1)]).await,
            103
        );
        assert_eq!(number(&*db, UNITS, args![old]).await, 11);
        assert_eq!(number(&*db, UNITS, args![new]).await, 28);
        assert_eq!(number(&*db, ELECTED, args![new, "%"]).await, 84);
        assert_eq!(number(&*db, ELECTED, args![new, "female"]).await, 33);
        let verdict = store::audit::verify(&*db).await.expect("reads the chain");
        assert!(verdict.faults.is_empty(), "{:?}", verdict.faults);
    }
}

/// A digest of every table that the sample fills, as stored.
async fn digest(db: &impl Reader) -> String {
    let mut digest = sha2::Sha256::new();
    for sql in [DIGEST_PEOPLE, DIGEST_MANDATES, DIGEST_ROLL, DIGEST_ATTEMPTS] {
        for row in db.fetch(sql, Vec::new()).await.expect("reads") {
            for column in ["a", "b", "c"] {
                digest.update(row.get::<String>(column).expect("text"));
                digest.update([0]);
            }
            digest.update(row.get::<uuid::Uuid>("id").expect("an identifier"));
        }
    }
    store::audit::hex(&digest.finalize())
}

#[tokio::test]
async fn the_city_is_the_same_each_time_and_in_both_databases() {
    let again = store::testing::sqlite().await;
    let accounts = city(&again, &clock(), "a hash")
        .await
        .expect("the sample city");
    let same = digest(&*again).await;
    for db in cities().await {
        assert_eq!(digest(&*db).await, same);
    }
    // Where it is already, nothing is made twice.
    assert_eq!(city(&again, &clock(), "").await.expect("again"), accounts);
    assert_eq!(digest(&*again).await, same);
}

#[tokio::test]
async fn what_the_pages_show_is_there() {
    let db = cities().await.remove(0);
    let day = date(2026, 11, 24);
    for (sql, least) in [
        (TWO_CHAIRS, 1),
        (NO_BIRTH_DATE, 3),
        (TWO_IN_ONE_SEAT, 1),
        (POST_WITHOUT_MANDATE, 1),
        (UNCONFIRMED, 3),
        (TWICE, 1),
        (EXCUSED, 50),
        (BY_ELECTIONS, 3),
    ] {
        let found = number(&*db, sql, Vec::new()).await;
        assert!(found >= least, "{}: {found}", sql.0);
    }
    let found = quality::check_all(&*db, "92", day, 5)
        .await
        .expect("checks");
    let kinds: Vec<String> = found
        .iter()
        .filter(|outcome| outcome.count > 0)
        .map(|outcome| format!("{} {}", outcome.check, outcome.count))
        .collect();
    assert!(kinds.len() >= 16, "{kinds:?}");
    let against_the_rule = found
        .iter()
        .find(|outcome| outcome.check == quality::Check::PlanDiffersFromRule);
    assert_eq!(against_the_rule.map(|outcome| outcome.count), Some(1));
    for (state, classes) in [("open", 1), ("planned", 2)] {
        assert_eq!(
            number(&*db, CLASSES, args![state]).await,
            classes,
            "{state}"
        );
    }
    let today = number(&*db, LESSONS_TODAY, args![day]).await;
    assert!(today > 0, "the delegate has a lesson today");
    let snapshot = Projection::of(&db).now().await.expect("the facts");
    let list = classes(&*db, &snapshot, &ClassFilter::default())
        .await
        .expect("classes");
    assert!(list.rows.len() > 40, "{} classes", list.rows.len());
    for class in list.rows.iter().filter(|class| class.state.counts()) {
        let page = class_page(&*db, &snapshot, class.id)
            .await
            .expect("a class");
        assert_eq!(
            class.asked(),
            class.present + class.missing,
            "{}",
            class.name
        );
        assert_eq!(page.asked(), page.attended + page.missing, "{}", class.name);
    }
    assert_eq!(number(&*db, ROLES, Vec::new()).await, 8);
    for (state, expected) in [
        ("drafting", 1),
        ("comments", 1),
        ("appraisal", 1),
        ("published", 8),
    ] {
        let found = number(&*db, REGULATIONS, args![state]).await;
        assert_eq!(found, expected, "{state}");
    }
}

#[tokio::test]
async fn the_nation_has_every_province() {
    let db = store::testing::sqlite().await;
    let accounts = nation(&db, &clock(), 3, "a hash")
        .await
        .expect("a part of the nation");
    let roles: Vec<Role> = accounts.iter().map(|account| account.role).collect();
    assert_eq!(roles, [Role::StandingCommittee, Role::Clerk, Role::Auditor]);
    let day = date(2026, 11, 24);
    assert_eq!(number(&*db, COUNCILS, args!["province", day]).await, 34);
    let communes = number(&*db, COUNCILS, args!["commune", day]).await;
    assert!((60..=100).contains(&communes), "{communes}");
    let verdict = store::audit::verify(&*db).await.expect("reads the chain");
    assert!(verdict.faults.is_empty(), "{:?}", verdict.faults);
}

sql! {
    ROUND = "SELECT count(*) AS meetings, coalesce(sum(voters_present), 0) AS voters, coalesce(sum(speakers), 0) AS speakers FROM contact k \
             JOIN council c ON c.id = k.council_id WHERE c.level = 'province' AND c.number = 'XI' AND k.side <> 'between' AND k.state = 'held' \
             GROUP BY k.sitting_id, k.side HAVING count(*) = 85 AND sum(voters_present) = 5073 AND sum(speakers) = 523";
    COVERED = "SELECT count(*) FROM constituency_unit x JOIN constituency k ON k.id = x.constituency_id JOIN council c ON c.id = k.council_id \
               WHERE c.number = 'XI'";
    STATES = "SELECT count(DISTINCT state) FROM contact";
    OVERDUE = "SELECT count(*) FROM contact_request WHERE decided_on IS NULL";
    REPORTS = "SELECT count(*) FROM voter_report";
}

#[tokio::test]
async fn voters_are_met_as_the_figures_say() {
    for db in cities().await {
        let rounds = db.fetch(ROUND, Vec::new()).await.expect("reads");
        assert_eq!(rounds.len(), 1);
        for (sql, expected) in [(COVERED, 103), (STATES, 4), (OVERDUE, 1)] {
            assert_eq!(number(&*db, sql, Vec::new()).await, expected, "{}", sql.0);
        }
        assert!(number(&*db, REPORTS, Vec::new()).await > 300);
        let day = date(2026, 11, 24);
        let board = crate::contact::board::board(&*db, "92", day)
            .await
            .expect("a board");
        let city = board.first().expect("the city");
        let tally = city.tally.expect("a sitting");
        assert!(tally.missing() > 10 && tally.met > 30, "{tally:?}");
        assert!(
            (3..=8).contains(&city.never_visited),
            "{}",
            city.never_visited
        );
    }
}
