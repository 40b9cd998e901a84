//! Văn bản chưa có trong hệ thống: what needs review in a text that no installation has on record, beside what the engine finds in its
//! law: judged by the units, terms and dated rules that the product ships.

use std::collections::{BTreeSet, HashMap};

use kernel::{Date, vi};
use lex::address::Address;
use lex::cite::Citation;
use lex::naming::issuer_key;
use lex::review::{Finding, Known, Reason, ends_near};
use lex::structure::Document as Structure;

use super::findings::numbers;
use super::own::{is_of_a_term, is_working};
use crate::bodies::Level;
use crate::seed_data::rules::{self, Quantity, Rule};
use crate::seed_data::terms::term_of;
use crate::seed_data::units::{self, Province, TWO_LEVELS_SINCE};

/// The findings of a text on a day that the engine does not make by itself.
pub fn findings(
    document: &Structure,
    citations: &[Citation],
    known: Known<'_>,
    on: Date,
) -> Vec<Finding> {
    let head = &document.head;
    let issuer = head.issuer.as_deref().unwrap_or_default();
    let mut found = ending(issuer, citations, known, on);
    let (Some(signed), false) = (head.date, issuer.is_empty()) else {
        return found;
    };
    let subject = head
        .subject
        .clone()
        .map_or_else(String::new, |span| document.words(&span).into_owned());
    let level = level_of(issuer);
    if signed < TWO_LEVELS_SINCE && TWO_LEVELS_SINCE <= on {
        match level {
            Some(Level::Province) => found.extend(merged(issuer)),
            Some(Level::District) => {
                found.extend(house(
                    Reason::IssuerAbolished,
                    "review_territory",
                    issuer,
                    TWO_LEVELS_SINCE,
                ));
                found.extend(lives_on(issuer, on));
            }
            _ => {}
        }
    }
    if is_of_a_term(&subject) {
        found.extend(over(issuer, signed, on));
    }
    if is_working(&subject)
        && let Some(level) = level
    {
        found.extend(newer_model(level, signed, on));
    }
    found
}

/// Bases that are about to end, as recorded or as the text of another act says.
fn ending(issuer: &str, citations: &[Citation], known: Known<'_>, on: Date) -> Vec<Finding> {
    let rule = rules::on("review_end_notice", on).next();
    let Some((rule, days)) = rule.and_then(|rule| Some((rule, rule.whole("days")?))) else {
        return Vec::new();
    };
    let cited = numbers(citations).into_iter();
    cited
        .filter_map(|number| {
            let entries = known.registry.numbered(number);
            let recorded = entries.first().and_then(|entry| entry.ended);
            let said = known.changes.end_of(number, issuer);
            let end = ends_near(recorded.or(said.map(|(day, _)| day)), on, days)?;
            Some(by_rule(Reason::EndNear, rule, number, end))
        })
        .collect()
}

/// The unit of a local body without marks: "tinh tra vinh".
fn unit_of(issuer: &str) -> Option<String> {
    let key = issuer_key(issuer);
    let mut bodies = ["hdnd ", "ubnd "].into_iter();
    bodies.find_map(|body| key.strip_prefix(body).map(str::to_owned))
}

/// The level of a local body by the designation in its name.
fn level_of(issuer: &str) -> Option<Level> {
    let unit = unit_of(issuer)?;
    let begins = |words: &[&str]| words.iter().any(|word| unit.starts_with(word));
    if begins(&["tinh "]) || province(issuer).is_some() {
        Some(Level::Province)
    } else if begins(&["huyen ", "quan ", "thi xa ", "thanh pho "]) {
        Some(Level::District)
    } else if begins(&["xa ", "phuong ", "thi tran ", "dac khu "]) {
        Some(Level::Commune)
    } else {
        None
    }
}

/// The province, as it stood until 2025-07-01, of a body of that level; a district's body that names its province too is none.
fn province(issuer: &str) -> Option<&'static Province> {
    let unit = unit_of(issuer)?;
    let mut all = units::former_provinces().iter();
    all.find(|province| vi::fold(province.name) == unit)
}

/// A province that went into another together with others.
fn merged(issuer: &str) -> Option<Finding> {
    let former = province(issuer)?;
    let pairs: BTreeSet<(&str, &str)> = communes_by_province().collect();
    let (_, new) = pairs.iter().find(|(old, _)| *old == former.code)?;
    let kin = pairs.iter().filter(|(_, other)| other == new).count();
    if kin < 2 {
        return None;
    }
    let successor = units::provinces().iter().find(|unit| unit.code == *new);
    let mut finding = house(
        Reason::IssuerAbolished,
        "review_territory",
        issuer,
        TWO_LEVELS_SINCE,
    )?;
    finding.by = successor.map(|unit| unit.name.to_owned());
    Some(finding)
}

/// The former and the present province of every commune that went on.
fn communes_by_province() -> impl Iterator<Item = (&'static str, &'static str)> {
    let districts: HashMap<_, _> = units::districts()
        .iter()
        .map(|unit| (unit.code, unit.province))
        .collect();
    let former: HashMap<_, _> = units::former_communes()
        .iter()
        .filter_map(|unit| Some((unit.code, *districts.get(unit.district)?)))
        .collect();
    let current: HashMap<_, _> = units::communes()
        .iter()
        .map(|unit| (unit.code, unit.province))
        .collect();
    units::successions()
        .iter()
        .filter_map(move |row| Some((*former.get(row.former)?, *current.get(row.successor)?)))
}

/// A document of a district, which holds within the former borders until a day.
fn lives_on(issuer: &str, on: Date) -> Option<Finding> {
    let rule = rules::on("district_documents_until", on).next()?;
    let Some(Quantity::Day(last)) = rule.parameter("until") else {
        return None;
    };
    (on <= *last).then(|| by_rule(Reason::EndNear, rule, issuer, *last))
}

/// A document made for a term that is over.
fn over(issuer: &str, signed: Date, on: Date) -> Option<Finding> {
    let end = term_of(signed)?.ended.filter(|end| *end <= on)?;
    house(Reason::TermOver, "review_term_over", issuer, end)
}

/// A working regulation that is older than the model for its level.
fn newer_model(level: Level, signed: Date, on: Date) -> Option<Finding> {
    let rule = rules::on("model_regulation", on).find(|rule| rule.level == Some(level))?;
    if signed >= rule.valid_from {
        return None;
    }
    let mut finding = by_rule(Reason::NewerModel, rule, "", rule.valid_from);
    finding.by = rule.document.map(str::to_owned);
    Some(finding)
}

/// A finding by the rule of a key that holds on its day.
fn house(reason: Reason, key: &str, basis: &str, since: Date) -> Option<Finding> {
    let rule = rules::on(key, since).next()?;
    Some(by_rule(reason, rule, basis, since))
}

fn by_rule(reason: Reason, rule: &Rule, basis: &str, since: Date) -> Finding {
    let provision = format!("{} {}", rule.provision, rule.document.unwrap_or_default());
    Finding {
        reason,
        basis: basis.to_owned(),
        unit: Address::default(),
        by: None,
        by_unit: None,
        since: Some(since),
        rule: provision.trim().to_owned(),
        at: None,
    }
}

#[cfg(test)]
mod tests {
    use lex::registry::Registry;
    use lex::review::Changes;

    use super::*;

    fn reasons(
        issuer: &str,
        signed: &str,
        subject: &str,
        on: &str,
    ) -> Vec<(Reason, Option<String>)> {
        let text = format!(
            "{issuer}\nSố: 06/2021/NQ-HĐND\nMẫu, {signed}\nNGHỊ QUYẾT\n{subject}\nQUYẾT NGHỊ:\nĐiều 1. Nội dung\nNội dung.\n"
        );
        let (registry, changes) = (Registry::default(), Changes::default());
        let known = Known {
            registry: &registry,
            changes: &changes,
        };
        let found = findings(
            &Structure::read(&text),
            &[],
            known,
            on.parse().expect("a day"),
        );
        found
            .into_iter()
            .map(|finding| (finding.reason, finding.by))
            .collect()
    }

    #[test]
    fn units_terms_models_and_districts_are_judged_by_what_is_shipped() {
        let (council, rules) = ("HỘI ĐỒNG NHÂN DÂN", "Ban hành Nội quy kỳ họp");
        let merged = (Reason::IssuerAbolished, Some("Tỉnh Vĩnh Long".to_owned()));
        let abolished = (Reason::IssuerAbolished, None);
        let model = (Reason::NewerModel, Some("103/2025/UBTVQH15".to_owned()));
        for (unit, signed, subject, on, expected) in [
            (
                "TỈNH TRÀ VINH",
                "ngày 29 tháng 6 năm 2021",
                rules,
                "2026-11-24",
                vec![merged.clone(), (Reason::TermOver, None)],
            ),
            (
                "TỈNH TRÀ VINH",
                "ngày 29 tháng 6 năm 2021",
                rules,
                "2025-06-30",
                vec![],
            ),
            (
                "TỈNH TRÀ VINH",
                "ngày 29 tháng 6 năm 2021",
                rules,
                "2025-07-01",
                vec![merged],
            ),
            // A province that nobody joined goes on; so does one that is founded by the merging.
            (
                "TỈNH THANH HÓA",
                "ngày 29 tháng 6 năm 2021",
                "Về mức chi",
                "2026-11-24",
                vec![],
            ),
            (
                "TỈNH VĨNH LONG",
                "ngày 30 tháng 7 năm 2025",
                rules,
                "2026-03-14",
                vec![],
            ),
            (
                "TỈNH ĐẮK LẮK",
                "ngày 15 tháng 9 năm 2025",
                "Ban hành Quy chế làm việc",
                "2026-11-24",
                vec![(Reason::TermOver, None), model],
            ),
            (
                "HUYỆN MẪU",
                "ngày 15 tháng 9 năm 2022",
                "Về mức chi",
                "2026-11-24",
                vec![abolished.clone(), (Reason::EndNear, None)],
            ),
            (
                "HUYỆN MẪU TỈNH TRÀ VINH",
                "ngày 15 tháng 9 năm 2022",
                "Về mức chi",
                "2027-03-01",
                vec![abolished],
            ),
        ] {
            let issuer = format!("{council} {unit}");
            assert_eq!(
                reasons(&issuer, signed, subject, on),
                expected,
                "{unit} {signed} {on}"
            );
        }
    }
}
