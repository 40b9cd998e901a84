//! What the parameters of a rule say, as arithmetic without a database.

use serde_json::{Map, Value as Json};
use store::{Column, Row};

/// The parameters of a rule: whole numbers, exact shares, days, bands and steps.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct Parameters(Map<String, Json>);

/// An exact share, such as two thirds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Share {
    /// How many parts.
    pub part: u32,
    /// Of how many.
    pub whole: u32,
}

impl Parameters {
    /// Parameters from JSON; anything but an object has none.
    pub fn from_json(json: Json) -> Self {
        match json {
            Json::Object(map) => Self(map),
            _ => Self::default(),
        }
    }

    /// The whole number of this name, such as `days` or `max`.
    pub fn whole(&self, name: &str) -> Option<u32> {
        u32::try_from(self.0.get(name)?.as_u64()?).ok()
    }

    /// The share of this name, such as `share` or `share_over`.
    pub fn share(&self, name: &str) -> Option<Share> {
        let (part, whole) = self.0.get(name)?.as_str()?.split_once('/')?;
        let (part, whole) = (part.parse().ok()?, whole.parse().ok()?);
        (whole > 0).then_some(Share { part, whole })
    }

    /// The day of this name, such as `until`.
    pub fn day(&self, name: &str) -> Option<kernel::Date> {
        self.0.get(name)?.as_str()?.parse().ok()
    }

    /// Names and values, for a page that shows them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    fn pairs(&self, name: &str) -> Vec<(u32, Option<u32>)> {
        let whole = |json: &Json| json.as_u64().and_then(|number| u32::try_from(number).ok());
        self.0
            .get(name)
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
            .filter_map(|pair| Some((whole(pair.get(0)?)?, pair.get(1).and_then(whole))))
            .collect()
    }
}

impl Share {
    /// The smallest number that is at least this share of a total: "ít nhất hai phần ba".
    pub fn at_least(self, total: u32) -> u32 {
        let product = u64::from(total) * u64::from(self.part);
        u32::try_from(product.div_ceil(u64::from(self.whole))).unwrap_or(u32::MAX)
    }

    /// The smallest number that is more than this share of a total: "quá nửa".
    pub fn more_than(self, total: u32) -> u32 {
        let product = u64::from(total) * u64::from(self.part);
        u32::try_from(product / u64::from(self.whole) + 1).unwrap_or(u32::MAX)
    }
}

/// The number of delegates a rule gives a population; `None` when the rule states none.
///
/// `bands` give seats up to and including a population. Above the last band each full step of `steps` adds one seat; a step may hold
/// only up to a population, after which the next one goes on from there. `cap` is the ceiling, `fixed` a number regardless of
/// population.
pub fn seats(parameters: &Parameters, population: u32) -> Option<u32> {
    if let Some(fixed) = parameters.whole("fixed") {
        return Some(fixed);
    }
    let bands = parameters.pairs("bands");
    if let Some((_, seats)) = bands.iter().find(|(up_to, _)| population <= *up_to) {
        return *seats;
    }
    let (mut from, seats) = *bands.last()?;
    let mut seats = seats?;
    for (every, up_to) in parameters.pairs("steps") {
        let reached = population.min(up_to.unwrap_or(u32::MAX));
        seats += reached.saturating_sub(from).checked_div(every).unwrap_or(0);
        from = from.max(reached);
    }
    Some(seats.min(parameters.whole("cap").unwrap_or(u32::MAX)))
}

impl Column for Parameters {
    fn read(row: &Row, name: &str) -> store::Result<Self> {
        row.get(name).map(Self::from_json)
    }
}
