//! Cases of this capability, on both databases where one is needed.

use jiff::civil::date;
use proptest::prelude::*;
use serde_json::json;

use super::acts::{SetLocalRule, set_local_rule};
use super::queries::{expected_seats, rules};
use super::*;
use crate::Acting;
use crate::bodies::acts::{RecordPopulation, record_population};
use crate::fixture::{self, FOUNDED, codes};
use crate::reference;

/// The rule of the shipped table with this document and class.
fn shipped(document: &str, class: UnitClass) -> Parameters {
    let rule = crate::seed_data::rules::rules()
        .iter()
        .find(|rule| rule.key == "seats" && rule.document == Some(document) && rule.unit == class)
        .expect("a rule on numbers of delegates");
    Parameters::from_json(reference::parameters(rule))
}

#[test]
fn numbers_of_delegates_follow_population() {
    let cases = [
        ("72/2025/QH15", UnitClass::CentralCity, 4_000_000, 85),
        ("72/2025/QH15", UnitClass::CentralCity, 3_200_000, 76),
        ("72/2025/QH15", UnitClass::CentralCity, 1_200_000, 50),
        ("72/2025/QH15", UnitClass::CentralCity, 1_274_999, 50),
        ("72/2025/QH15", UnitClass::CentralCity, 1_275_000, 51),
        ("72/2025/QH15", UnitClass::HanoiOrHcmc, 9_000_000, 125),
        ("72/2025/QH15", UnitClass::MountainCommune, 5_000, 15),
        ("72/2025/QH15", UnitClass::MountainCommune, 10_000, 20),
        ("72/2025/QH15", UnitClass::MountainCommune, 13_000, 21),
        ("72/2025/QH15", UnitClass::Commune, 20_000, 20),
        ("72/2025/QH15", UnitClass::Commune, 26_000, 21),
        ("72/2025/QH15", UnitClass::Commune, 900_000, 30),
        ("47/2019/QH14", UnitClass::MountainCommune, 2_500, 19),
        ("47/2019/QH14", UnitClass::MountainCommune, 3_000, 21),
    ];
    for (document, class, population, expected) in cases {
        assert_eq!(
            seats(&shipped(document, class), population),
            Some(expected),
            "{document} {class} {population}"
        );
    }
    assert_eq!(seats(&Parameters::default(), 1), None);
}

#[test]
fn a_share_counts_heads_exactly() {
    let (third, half, two_thirds) = (
        Share { part: 1, whole: 3 },
        Share { part: 1, whole: 2 },
        Share { part: 2, whole: 3 },
    );
    for (found, expected) in [
        (two_thirds.at_least(50), 34),
        (two_thirds.at_least(51), 34),
        (half.more_than(50), 26),
        (half.more_than(51), 26),
        (third.at_least(50), 17),
        (third.more_than(51), 18),
        (two_thirds.at_least(0), 0),
    ] {
        assert_eq!(found, expected);
    }
}

proptest! {
    #[test]
    fn more_people_never_have_fewer_delegates_nor_more_than_the_cap(a in 0..20_000_000u32, more in 0..3_000_000u32) {
        for rule in crate::seed_data::rules::rules().iter().filter(|rule| rule.key == "seats") {
            let parameters = Parameters::from_json(reference::parameters(rule));
            let (few, many) = (seats(&parameters, a), seats(&parameters, a + more));
            prop_assert!(few.is_some() && few <= many, "{:?}", rule);
            if let Some(cap) = parameters.whole("cap") {
                prop_assert!(many <= Some(cap));
            }
        }
    }
}

#[tokio::test]
async fn a_local_rule_goes_first_and_the_kind_of_unit_decides() {
    for db in store::testing::databases().await {
        let actor = fixture::program();
        let scene = fixture::scene(&db).await;
        let acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        reference::load(&acting).await.expect("the rules");
        let tx = &acting.tx;
        let day = date(2024, 1, 1);
        let place = Place::of_council(tx, scene.council, day)
            .await
            .expect("a place");
        assert_eq!(place.classes, vec![UnitClass::CentralCity]);

        let expected = expected_seats(tx, scene.council, day)
            .await
            .expect("expected");
        assert!(expected.population.is_none() && expected.expected.is_none());
        assert_eq!(
            expected.rule.expect("a rule").unit_kind,
            Some(UnitClass::CentralCity)
        );
        let population = RecordPopulation {
            unit: scene.city,
            counted_on: date(2021, 1, 1),
            people: 1_240_000,
            source: "Số liệu thử".to_owned(),
            certainty: Certainty::Unconfirmed,
        };
        record_population(&acting, population)
            .await
            .expect("records");
        let expected = expected_seats(tx, scene.council, day)
            .await
            .expect("expected");
        assert_eq!((expected.expected, expected.planned), (Some(54), Some(5)));

        let local = |share: &str, valid_from| SetLocalRule {
            council: scene.council,
            key: "training_pass_score".to_owned(),
            parameters: json!({ "share": share }),
            basis_document: "12/NQ-HĐND".to_owned(),
            basis_provision: String::new(),
            note_vi: "Điểm đạt của thành phố".to_owned(),
            note_en: String::new(),
            valid_from,
            valid_to: None,
        };
        assert_eq!(
            codes(set_local_rule(&acting, local("nhiều", FOUNDED)).await),
            vec!["rule-parameters-differ"]
        );
        let nameless = SetLocalRule {
            key: "weather".to_owned(),
            ..local("1/2", FOUNDED)
        };
        assert_eq!(
            codes(set_local_rule(&acting, nameless).await),
            vec!["no-such-rule"]
        );
        set_local_rule(&acting, local("1/2", FOUNDED))
            .await
            .expect("sets");
        set_local_rule(&acting, local("3/5", date(2024, 1, 1)))
            .await
            .expect("sets anew");
        for (day, share) in [
            (
                date(2021, 6, 1),
                Share {
                    part: 70,
                    whole: 100,
                },
            ),
            (date(2023, 12, 31), Share { part: 1, whole: 2 }),
            (date(2024, 1, 1), Share { part: 3, whole: 5 }),
        ] {
            let rule = in_force(tx, "training_pass_score", &place, day)
                .await
                .expect("reads")
                .expect("a rule");
            assert_eq!(rule.parameters.share("share"), Some(share), "{day}");
        }
        let groups = rules(tx, "training_pass_score", day).await.expect("groups");
        assert_eq!(
            (groups.len(), groups[0].current.len(), groups[0].other.len()),
            (1, 2, 1)
        );
    }
}
