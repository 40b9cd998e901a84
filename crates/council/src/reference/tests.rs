//! Loading into both databases, twice.

use jiff::civil::date;
use kernel::Clock;
use kernel::time::FROM_THE_BEGINNING;
use store::{Reader as _, args, sql};

use super::*;
use crate::access::Actor;
use crate::seed_data::{legal_frame, rules, units as seed};

sql! {
    PATH_ON = "SELECT name FROM unit WHERE path = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)";
    BECAME = "SELECT n.path FROM unit_successor s JOIN unit o ON o.id = s.old_id JOIN unit n ON n.id = s.new_id \
              WHERE o.path = $1 ORDER BY n.path";
    ORPHANS = "SELECT count(*) FROM unit u WHERE u.parent_id IS NULL AND u.level <> 'province'";
}

#[tokio::test]
async fn loading_twice_adds_nothing_the_second_time() {
    let clock = Clock::fixed("2026-11-24T02:00:00Z".parse().expect("a time"));
    let actor = Actor::program("reference");
    for db in store::testing::databases().await {
        let acting = Acting::begin(&db, &actor, &clock).await.expect("begins");
        let first = load(&acting).await.expect("loads");
        let second = load(&acting).await.expect("loads again");
        acting.commit().await.expect("commits");

        let units = seed::former_provinces().len()
            + seed::districts().len()
            + seed::former_communes().len()
            + seed::provinces().len()
            + seed::communes().len();
        assert_eq!(first.units, units as u64);
        assert_eq!(first.rules, rules::rules().len() as u64);
        assert_eq!(first.documents, legal_frame::documents().len() as u64);
        assert_eq!(second, Loaded::default());

        let names = [
            ("92", date(2025, 6, 30), Some("Thành phố Cần Thơ")),
            ("92/916", date(2025, 6, 30), Some("Quận Ninh Kiều")),
            ("92/916", date(2025, 7, 1), None),
            ("92/31120", date(2025, 7, 1), Some("Phường Cái Khế")),
            ("94", date(2025, 6, 30), Some("Tỉnh Sóc Trăng")),
            ("94", date(2025, 7, 1), None),
        ];
        for (path, day, name) in names {
            let found: Option<String> = db.scalar(PATH_ON, args![path, day]).await.expect("reads");
            assert_eq!(found.as_deref(), name, "{path} on {day}");
        }
        for province in ["92", "93", "94"] {
            let became: Option<String> = db.scalar(BECAME, args![province]).await.expect("reads");
            assert_eq!(became.as_deref(), Some("92"), "{province}");
        }
        let orphans: Option<i64> = db.scalar(ORPHANS, args![]).await.expect("reads");
        assert_eq!(orphans, Some(0));
    }
}

#[test]
fn identifiers_are_the_same_in_every_installation() {
    assert_eq!(
        unit_id("92", TWO_LEVELS_SINCE),
        unit_id("92", TWO_LEVELS_SINCE)
    );
    assert_ne!(
        unit_id("92", TWO_LEVELS_SINCE),
        unit_id("92", FROM_THE_BEGINNING)
    );
    let ids: HashSet<_> = rules::rules().iter().map(rule_id).collect();
    assert_eq!(ids.len(), rules::rules().len());
}
