//! What pages ask about rules, and how many delegates a unit should have.

use std::sync::Arc;

use kernel::Date;
use kernel::ids::{CouncilId, UnitId};
use store::{Reader, args, record, sql};

use super::{InForce, Place, PlaceRow, in_force, rule_columns, seats};
use crate::bodies::{Level, UnitKind};
use crate::{Refusal, Result};

/// The rules under one key.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct RuleGroup {
    /// The key.
    pub key: String,
    /// The rules that apply on the day, local ones included.
    pub current: Vec<InForce>,
    /// Those that applied before or apply later.
    pub other: Vec<InForce>,
}

/// How many delegates a council should have on a day, beside how many seats were planned.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct ExpectedSeats {
    /// The seats planned, where known.
    pub planned: Option<u32>,
    /// The newest population until the day; `None` when none is recorded ("chưa có dân số").
    pub population: Option<Population>,
    /// The rule on numbers of delegates; `None` when none applies.
    pub rule: Option<Arc<InForce>>,
    /// What the rule gives the population.
    pub expected: Option<u32>,
}

/// A council with how many delegates it should have.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct SeatPlan {
    /// The council.
    pub council_id: CouncilId,
    /// Its unit.
    pub unit_id: UnitId,
    /// The name of the unit.
    pub name: String,
    /// Its path of official codes.
    pub path: String,
    /// Khóa.
    pub number: String,
    /// Its level.
    pub level: Level,
    /// What was planned, what the rule gives, and from which population.
    pub seats: ExpectedSeats,
}

impl SeatPlan {
    /// Whether the plan is another than the rule gives.
    pub fn differs(&self) -> bool {
        matches!((self.seats.planned, self.seats.expected), (Some(planned), Some(expected)) if planned != expected)
    }
}

record! {
    /// A count of persons.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct Population {
        /// Persons.
        pub people: u32,
        /// When they were counted.
        pub counted_on: Date,
        /// Where the number is from.
        pub source: String,
    }

    struct PlanRow {
        id: CouncilId,
        unit_id: UnitId,
        name: String,
        path: String,
        number: String,
        level: Level,
        kind: UnitKind,
        code: String,
        terrain: Option<String>,
        parent_kind: Option<UnitKind>,
        planned: Option<u32>,
        elected_under: Date,
        people: Option<u32>,
        counted_on: Option<Date>,
        source: Option<String>,
    }

    struct CouncilRow { unit_id: UnitId, planned: Option<u32>, elected_under: Date }
}

sql! {
    RULES = concat!("SELECT ", rule_columns!(), " FROM rule r WHERE $1 = '' OR r.key = $1 ORDER BY r.key, r.valid_from DESC, r.level, r.unit_kind");
    RESTING_ON = concat!("SELECT ", rule_columns!(), " FROM rule r WHERE r.basis_document = $1 ORDER BY r.key, r.valid_from, r.level, r.unit_kind");
    SEATS_RULES = concat!("SELECT ", rule_columns!(), " FROM rule r WHERE r.key = 'seats' ORDER BY r.valid_from DESC");
    // The newest count of a unit is the one after which there is none until the day.
    PLANS = "SELECT c.id, c.unit_id, u.name, c.path, c.number, u.level, u.kind, u.code, u.terrain, p.kind AS parent_kind, c.seats_planned AS planned, \
             t.election_day AS elected_under, n.people, n.counted_on, n.source \
             FROM council c JOIN unit u ON u.id = c.unit_id JOIN term t ON t.id = c.term_id \
             LEFT JOIN unit p ON p.path = substr(u.path, 1, 2) AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2) \
             LEFT JOIN unit_population n ON n.unit_id = c.unit_id AND n.counted_on = \
               (SELECT max(o.counted_on) FROM unit_population o WHERE o.unit_id = c.unit_id AND o.counted_on <= $2) \
             WHERE ($1 = '' OR c.path = $1 OR c.path LIKE $1 || '/%') AND c.valid_from <= $2 AND (c.valid_to IS NULL OR c.valid_to > $2) \
             ORDER BY c.path, c.id";
    COUNCIL = "SELECT c.unit_id, c.seats_planned AS planned, t.election_day AS elected_under FROM council c JOIN term t ON t.id = c.term_id WHERE c.id = $1";
    POPULATION = "SELECT people, counted_on, source FROM unit_population WHERE unit_id = $1 AND counted_on <= $2 ORDER BY counted_on DESC LIMIT 1";
}

/// Every rule, or those under one key, as of a day.
pub async fn rules(db: &impl Reader, key: &str, as_of: Date) -> Result<Vec<RuleGroup>> {
    let rows = db.all_kept::<InForce>(RULES, args![key]).await?;
    let mut groups: Vec<RuleGroup> = Vec::new();
    for rule in rows.iter().cloned() {
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

/// The rules of any time that rest on a document.
pub async fn resting_on(db: &impl Reader, number: &str) -> Result<Vec<InForce>> {
    Ok(db.all(RESTING_ON, args![number]).await?)
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
    let rule = rule.map(Arc::new);
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

/// How many delegates each council at a place and below should have on a day, beside how many were planned: two statements,
/// however many councils there are.
pub async fn seat_plans(db: &impl Reader, path: &str, as_of: Date) -> Result<Arc<Vec<SeatPlan>>> {
    let work = async {
        let rules: Vec<InForce> = db.all(SEATS_RULES, args![]).await?;
        let rules: Vec<Arc<InForce>> = rules.into_iter().map(Arc::new).collect();
        let rows: Vec<PlanRow> = db.all(PLANS, args![path, as_of]).await?;
        Ok(rows.into_iter().map(|row| plan(&rules, row)).collect())
    };
    db.kept("seat_plans", args![path, as_of], Box::pin(work))
        .await
}

fn plan(rules: &[Arc<InForce>], row: PlanRow) -> SeatPlan {
    let place = Place {
        council: Some(row.id),
        ..Place::from(PlaceRow {
            level: row.level,
            kind: row.kind,
            code: row.code,
            terrain: row.terrain,
            parent_kind: row.parent_kind,
        })
    };
    let day = row.elected_under;
    // The rules come newest first, and `min_by_key` keeps the first of equals.
    let rule = rules
        .iter()
        .filter(|rule| rule.valid_from <= day && rule.valid_to.is_none_or(|to| to > day))
        .filter_map(|rule| place.fit(rule).map(|fit| (fit, rule)))
        .min_by_key(|(fit, _)| *fit)
        .map(|(_, rule)| rule.clone());
    let population = match (row.people, row.counted_on) {
        (Some(people), Some(counted_on)) => Some(Population {
            people,
            counted_on,
            source: row.source.unwrap_or_default(),
        }),
        _ => None,
    };
    let expected = match (&rule, &population) {
        (Some(rule), Some(population)) => seats(&rule.parameters, population.people),
        _ => None,
    };
    SeatPlan {
        council_id: row.id,
        unit_id: row.unit_id,
        name: row.name,
        path: row.path,
        number: row.number,
        level: row.level,
        seats: ExpectedSeats {
            planned: row.planned,
            population,
            rule,
            expected,
        },
    }
}
