//! What pages ask about rules, and how many delegates a unit should have.

use kernel::Date;
use kernel::ids::{CouncilId, UnitId};
use store::{Reader, args, record, sql};

use super::{InForce, Place, in_force, rule_columns, seats};
use crate::{Refusal, Result};

/// The rules under one key.
#[derive(Debug, Clone, serde::Serialize)]
pub struct RuleGroup {
    /// The key.
    pub key: String,
    /// The rules that apply on the day, local ones included.
    pub current: Vec<InForce>,
    /// Those that applied before or apply later.
    pub other: Vec<InForce>,
}

/// How many delegates a council should have on a day, beside how many seats were planned.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ExpectedSeats {
    /// The seats planned, where known.
    pub planned: Option<u32>,
    /// The newest population until the day; `None` when none is recorded ("chưa có dân số").
    pub population: Option<Population>,
    /// The rule on numbers of delegates; `None` when none applies.
    pub rule: Option<InForce>,
    /// What the rule gives the population.
    pub expected: Option<u32>,
}

record! {
    /// A count of persons.
    #[derive(Debug, Clone, serde::Serialize)]
    pub struct Population {
        /// Persons.
        pub people: u32,
        /// When they were counted.
        pub counted_on: Date,
        /// Where the number is from.
        pub source: String,
    }

    struct CouncilRow { unit_id: UnitId, planned: Option<u32>, elected_under: Date }
}

sql! {
    RULES = concat!("SELECT ", rule_columns!(), " FROM rule r WHERE $1 = '' OR r.key = $1 ORDER BY r.key, r.valid_from DESC, r.level, r.unit_kind");
    COUNCIL = "SELECT c.unit_id, c.seats_planned AS planned, t.election_day AS elected_under FROM council c JOIN term t ON t.id = c.term_id WHERE c.id = $1";
    POPULATION = "SELECT people, counted_on, source FROM unit_population WHERE unit_id = $1 AND counted_on <= $2 ORDER BY counted_on DESC LIMIT 1";
}

/// Every rule, or those under one key, as of a day.
pub async fn rules(db: &impl Reader, key: &str, as_of: Date) -> Result<Vec<RuleGroup>> {
    let rows: Vec<InForce> = db.all(RULES, args![key]).await?;
    let mut groups: Vec<RuleGroup> = Vec::new();
    for rule in rows {
        if groups.last().is_none_or(|group| group.key != rule.key) {
            groups.push(RuleGroup {
                key: rule.key.clone(),
                current: Vec::new(),
                other: Vec::new(),
            });
        }
        let applies = rule.valid_from <= as_of && rule.valid_to.is_none_or(|to| to > as_of);
        if let Some(group) = groups.last_mut() {
            if applies {
                group.current.push(rule);
            } else {
                group.other.push(rule);
            }
        }
    }
    Ok(groups)
}

/// How many delegates a council should have. The rule is the one of election day: a council keeps the number it was elected with.
pub async fn expected_seats(
    db: &impl Reader,
    council: CouncilId,
    as_of: Date,
) -> Result<ExpectedSeats> {
    let row: CouncilRow = db
        .one(COUNCIL, args![council])
        .await?
        .ok_or(Refusal::NotFound("council"))?;
    let place = Place::of_council(db, council, as_of).await?;
    let rule = in_force(db, "seats", &place, row.elected_under).await?;
    let population: Option<Population> = db.one(POPULATION, args![row.unit_id, as_of]).await?;
    let expected = match (&rule, &population) {
        (Some(rule), Some(population)) => seats(&rule.parameters, population.people),
        _ => None,
    };
    Ok(ExpectedSeats {
        planned: row.planned,
        population,
        rule,
        expected,
    })
}
