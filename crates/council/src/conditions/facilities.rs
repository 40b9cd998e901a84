//! Cơ sở vật chất: a checklist by level, and what was seen of it.

use std::collections::HashMap;

use kernel::Date;
use kernel::ids::{CouncilId, FacilityRecordId};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::overview::Norms;
use super::{Facility, FacilityState, recorded_day};
use crate::access::{Act, Actor, FieldGroup, Shown};
use crate::bodies::CouncilRef;
use crate::bodies::queries::council;
use crate::refusal::Problems;
use crate::rules::InForce;
use crate::{Acting, Result};

/// Ghi hiện trạng một hạng mục.
#[derive(Debug, Clone)]
pub struct RecordFacility {
    /// The council.
    pub council: CouncilId,
    /// The item.
    pub item: Facility,
    /// How many can be used.
    pub quantity: u32,
    /// What is to be said of it; may be empty.
    pub remark: String,
    /// The day on which it was seen.
    pub seen_on: Date,
    /// Why, where the record of the same day is mended.
    pub reason: String,
}

record! {
    #[derive(Debug, Clone)]
    struct SeenRow { id: FacilityRecordId, item: Facility, quantity: u32, remark: String, seen_on: Date }
}

/// An item of the checklist on a day.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conditions::FacilityLine)]
pub struct FacilityLine {
    /// The item.
    pub item: Facility,
    /// How many are wanted.
    pub wanted: u32,
    /// The rule that says so.
    pub rule: InForce,
    /// How many can be used, as last seen.
    pub quantity: Option<u32>,
    /// When it was last seen.
    pub seen_on: Option<Date>,
    /// What is said of it.
    #[schema(value_type = Option<String>)]
    pub remark: Shown<String>,
    /// How it stands.
    pub state: FacilityState,
}

sql! {
    SEEN = "SELECT f.id, f.item, f.quantity, f.remark, f.seen_on FROM facility_record f WHERE f.council_id = $1 AND f.seen_on = \
            (SELECT max(x.seen_on) FROM facility_record x WHERE x.council_id = f.council_id AND x.item = f.item AND x.seen_on <= $2)";
    THAT_DAY = "SELECT f.id, f.item, f.quantity, f.remark, f.seen_on FROM facility_record f \
                WHERE f.council_id = $1 AND f.item = $2 AND f.seen_on = $3";
    INSERT = "INSERT INTO facility_record (id, council_id, item, quantity, remark, seen_on) VALUES ($1, $2, $3, $4, $5, $6)";
    MEND = "UPDATE facility_record SET quantity = $2, remark = $3 WHERE id = $1";
}

impl FacilityState {
    /// The state of so many where so many are wanted; none recorded is not the same as none there.
    pub fn of(quantity: Option<u32>, wanted: u32) -> Self {
        match quantity {
            None => Self::Unrecorded,
            Some(there) if there >= wanted => Self::There,
            Some(0) => Self::Missing,
            Some(_) => Self::NotEnough,
        }
    }
}

/// The checklist of a council on a day.
pub async fn facilities(
    db: &impl Reader,
    actor: &Actor,
    council: &CouncilRef,
    norms: &Norms,
    on: Date,
) -> Result<Vec<FacilityLine>> {
    let rows: Vec<SeenRow> = db.all(SEEN, args![council.id, on]).await?;
    let mut seen: HashMap<Facility, SeenRow> =
        rows.into_iter().map(|row| (row.item, row)).collect();
    let reads = actor.reads(FieldGroup::ConditionWork, &council.path);
    let lines = norms.facilities.iter().map(|(item, rule)| {
        let wanted = rule.parameters.whole("count").unwrap_or_default();
        let row = seen.remove(item);
        let quantity = row.as_ref().map(|row| row.quantity);
        FacilityLine {
            item: *item,
            wanted,
            rule: rule.clone(),
            quantity,
            seen_on: row.as_ref().map(|row| row.seen_on),
            remark: Shown::when(reads, row.map(|row| row.remark).unwrap_or_default()),
            state: FacilityState::of(quantity, wanted),
        }
    });
    Ok(lines.collect())
}

/// Ghi hiện trạng một hạng mục: a later day adds a record, the same day mends one.
pub async fn record_facility(acting: &Acting<'_>, command: RecordFacility) -> Result<()> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::RecordFacility, &council.path)?;
    let mut problems = Problems::default();
    let remark = super::optional(&mut problems, "remark", &command.remark);
    recorded_day(
        &mut problems,
        &council,
        acting.today,
        "seen_on",
        command.seen_on,
    );
    let values = args![council.id, command.item, command.seen_on];
    let before: Option<SeenRow> = acting.tx.one(THAT_DAY, values).await?;
    let reason = match before {
        Some(_) => problems.text("reason", &command.reason),
        None => super::optional(&mut problems, "reason", &command.reason),
    };
    problems.refuse()?;
    let id = before
        .as_ref()
        .map_or_else(FacilityRecordId::fresh, |row| row.id);
    if before.is_some() {
        let values = args![id, command.quantity, &remark];
        acting.tx.execute(MEND, values).await?;
    } else {
        let values = args![
            id,
            council.id,
            command.item,
            command.quantity,
            &remark,
            command.seen_on
        ];
        acting.tx.execute(INSERT, values).await?;
    }
    let before = before.map(|row| json!({"quantity": row.quantity, "remark": row.remark}));
    let detail = json!({
        "before": before,
        "after": {"quantity": command.quantity, "remark": remark},
        "facility": command.item, "seen_on": command.seen_on,
    });
    let (act, of) = (Act::RecordFacility, Some(council.id));
    acting.audit(act, of, "facility", id, &reason, detail).await
}
