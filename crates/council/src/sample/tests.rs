//! The numbers promised, the same each time, on both databases.

use jiff::civil::date;
use kernel::Clock;
use store::{Reader, args, sql};

use super::*;

sql! {
    COUNCILS = "SELECT count(*) FROM council WHERE level = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)";
    SEATS = "SELECT CAST(coalesce(sum(seats_planned), 0) AS BIGINT) FROM council WHERE level = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)";
    UNITS = "SELECT count(*) FROM constituency k JOIN council c ON c.id = k.council_id \
             WHERE c.level = 'province' AND c.valid_from <= $1 AND (c.valid_to IS NULL OR c.valid_to > $1)";
    ELECTED = "SELECT count(*) FROM mandate m JOIN council c ON c.id = m.council_id JOIN person_record p ON p.person_id = m.person_id \
               WHERE c.level = 'province' AND m.valid_from <= $1 AND (m.valid_to IS NULL OR m.valid_to > $1) \
                 AND p.valid_from <= $1 AND (p.valid_to IS NULL OR p.valid_to > $1) AND p.sex LIKE $2";
}

fn clock() -> Clock {
    Clock::fixed("2026-11-24T02:00:00Z".parse().expect("a time"))
}

async fn number(db: &impl Reader, sql: store::Sql, values: Vec<store::Value>) -> i64 {
    let found: Option<i64> = db.scalar(sql, values).await.expect("counts");
    found.unwrap_or_default()
}

#[tokio::test]
async fn the_city_has_the_numbers_that_are_known() {
    for db in store::testing::databases().await {
        let started = std::time::Instant::now();
        let accounts = city(&db, &clock(), "a hash")
            .await
            .expect("the sample city");
        println!("{:?}: {:?}", db.engine(), started.elapsed());
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
        assert_eq!(city(&db, &clock(), "").await.expect("again"), accounts);
        let verdict = store::audit::verify(&*db).await.expect("reads the chain");
        assert!(verdict.faults.is_empty(), "{:?}", verdict.faults);
    }
}
