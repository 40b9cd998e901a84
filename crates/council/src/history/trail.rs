//! Nhật ký hệ thống: the whole trail, narrowed by who, what, where and when, read from its end backwards.
//!
//! A line is known by its number, so a page is "the lines before number n": lines written meanwhile move nothing, and the last page
//! of a million costs what the first does.

use std::collections::BTreeMap;

use kernel::ids::{AccountId, CouncilId};
use kernel::{Date, Timestamp, time, vi};
use serde_json::Value as Json;
use store::audit::{self, Fault};
use store::{Reader, args, record, sql};
use uuid::Uuid;

use super::{FieldChange, changes};
use crate::access::{Act, Actor, FieldGroup, Shown, act_table};
use crate::bodies::running_name;
use crate::people::field_group;
use crate::{Refusal, Result};

/// How many lines a page shows.
pub const PAGE: usize = 50;
/// How many lines an export holds at most.
pub const EXPORTED: usize = 10_000;
/// How many lines are looked through for one page; what is rarer is found by going on.
const LOOKED_THROUGH: usize = 20_000;
/// How many lines the database gives at once where most of them are passed over.
const AT_ONCE: usize = 500;

/// What narrows the trail.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The council concerned.
    pub council: Option<CouncilId>,
    /// The record concerned.
    pub subject: Option<Uuid>,
    /// The act, or a capability such as `people` for all its acts; empty for all.
    pub act: String,
    /// A part of the actor's name; empty for all.
    pub actor: String,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

/// Where a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// At the end of the chain.
    #[default]
    Newest,
    /// With the line before this number.
    Before(i64),
    /// With the line after this number.
    After(i64),
}

/// A page of the trail, the newest line first.
#[derive(Debug)]
pub struct Trail {
    /// The lines.
    pub lines: Vec<Line>,
    /// Where newer lines begin, if there may be any.
    pub newer: Option<Place>,
    /// Where older lines begin, if there may be any.
    pub older: Option<Place>,
}

/// One line as a reader gets it.
#[derive(Debug)]
pub struct Line {
    /// Its number in the chain.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// The account that acted, unless it was the program itself.
    pub account: Option<AccountId>,
    /// Who, by the name of then.
    pub actor: String,
    /// The act's code.
    pub act: String,
    /// The council concerned.
    pub council: Option<(CouncilId, String)>,
    /// The kind of the record.
    pub subject_kind: String,
    /// The record.
    pub subject: Uuid,
    /// The reason or the paper.
    pub reason: String,
    /// The fields that changed.
    pub changes: Vec<FieldChange>,
    /// What else was written down.
    pub facts: Vec<(String, Shown<Json>)>,
    /// The hash of the line.
    pub hash: String,
    /// The hash of the line before.
    pub previous: String,
}

/// A council that the trail speaks of.
#[derive(Debug, Clone)]
pub struct Spoken {
    /// The council.
    pub id: CouncilId,
    /// Its title.
    pub title: String,
}

record! {
    struct Row {
        seq: i64,
        at: Timestamp,
        account_id: Option<AccountId>,
        actor: String,
        act: String,
        council_id: Option<CouncilId>,
        path: Option<String>,
        number: Option<String>,
        unit_name: Option<String>,
        subject_kind: String,
        subject_id: Uuid,
        reason: String,
        detail: Json,
        previous: Vec<u8>,
        hash: Vec<u8>,
    }

    struct SpokenRow {
        id: CouncilId,
        path: String,
        number: String,
        unit_name: String,
    }
}

macro_rules! lines {
    ($where:literal) => {
        concat!(
            "SELECT a.seq, a.at, a.account_id, a.actor, a.act, a.council_id, c.path, c.number, u.name AS unit_name, a.subject_kind, \
             a.subject_id, a.reason, a.detail, a.previous, a.hash \
             FROM audit a LEFT JOIN council c ON c.id = a.council_id LEFT JOIN unit u ON u.id = c.unit_id WHERE ",
            $where
        )
    };
    (back $more:literal) => {
        lines!(step "<", $more, "DESC")
    };
    (on $more:literal) => {
        lines!(step ">", $more, "ASC")
    };
    (step $compare:literal, $more:literal, $order:literal) => {
        concat!(
            "SELECT a.seq, a.at, a.account_id, a.actor, a.act, a.council_id, c.path, c.number, u.name AS unit_name, a.subject_kind, \
             a.subject_id, a.reason, a.detail, a.previous, a.hash \
             FROM audit a LEFT JOIN council c ON c.id = a.council_id LEFT JOIN unit u ON u.id = c.unit_id WHERE a.seq ",
            $compare,
            " $1 AND a.at >= $2 AND a.at < $3 AND ($4 = '' OR a.act = $4 OR a.act LIKE $4 || '.%') \
             AND ($5 = '' OR c.path = $5 OR c.path LIKE $5 || '/%')",
            $more,
            " ORDER BY a.seq ",
            $order,
            " LIMIT $6"
        )
    };
}

sql! {
    BACK = lines!(back "");
    BACK_OF_RECORD = lines!(back " AND a.subject_id = $7");
    BACK_OF_COUNCIL = lines!(back " AND a.council_id = $7");
    BACK_OF_ACT = lines!(back " AND a.act = $7");
    ON = lines!(on "");
    ON_OF_RECORD = lines!(on " AND a.subject_id = $7");
    ON_OF_COUNCIL = lines!(on " AND a.council_id = $7");
    ON_OF_ACT = lines!(on " AND a.act = $7");
    ONE = lines!("a.seq = $1");
    SPOKEN = "SELECT c.id, c.path, c.number, u.name AS unit_name FROM council c JOIN unit u ON u.id = c.unit_id \
              WHERE EXISTS (SELECT 1 FROM audit a WHERE a.council_id = c.id) ORDER BY c.path, c.valid_from DESC";
}

/// The acts that a filter can name, by capability.
pub fn acts() -> BTreeMap<&'static str, Vec<Act>> {
    let mut acts: BTreeMap<&str, Vec<Act>> = BTreeMap::new();
    for act in act_table() {
        let capability = act.code().split('.').next().unwrap_or_default();
        acts.entry(capability).or_default().push(*act);
    }
    acts
}

/// A page of the trail.
pub async fn trail(
    db: &impl Reader,
    actor: &Actor,
    filter: &Filter,
    place: Place,
    size: usize,
) -> Result<Trail> {
    let reach = reach(actor)?;
    let onwards = matches!(place, Place::After(_));
    let start = match place {
        Place::Newest => i64::MAX,
        Place::Before(seq) | Place::After(seq) => seq,
    };
    let (mut lines, mut at, mut looked) = (Vec::new(), start, 0);
    let mut ended = false;
    // One line more than the page shows tells whether there is another page.
    let mut at_once = size + 1;
    while lines.len() <= size && looked < LOOKED_THROUGH && !ended {
        let rows = batch(db, filter, &reach, (at, onwards), at_once).await?;
        ended = rows.len() < at_once;
        looked += rows.len();
        at_once = AT_ONCE;
        for row in rows {
            at = row.seq;
            if lines.len() <= size && is_wanted(actor, filter, &row) {
                lines.push(line(actor, row));
            }
        }
    }
    let more = lines.len() > size || !ended;
    // Where nothing was found within what was looked through, the reader goes on from there.
    let end = if lines.len() > size {
        lines.truncate(size);
        lines.last().map_or(at, |line| line.seq)
    } else {
        at
    };
    if onwards {
        lines.reverse();
        Ok(Trail {
            older: Some(Place::Before(start + 1)),
            newer: more.then_some(Place::After(end)),
            lines,
        })
    } else {
        Ok(Trail {
            older: more.then_some(Place::Before(end)),
            newer: (place != Place::Newest).then_some(Place::After(start - 1)),
            lines,
        })
    }
}

/// One line, with what recomputing it found.
pub async fn one_line(db: &impl Reader, actor: &Actor, seq: i64) -> Result<(Line, Vec<Fault>)> {
    reach(actor)?;
    let row: Option<Row> = db.one(ONE, args![seq]).await?;
    let row = row.ok_or(Refusal::NotFound("audit line"))?;
    if !reads(actor, &row) {
        return Err(Refusal::NotReadable(FieldGroup::AuditTrail));
    }
    let faults = audit::verify_line(db, seq).await?.unwrap_or_default();
    Ok((line(actor, row), faults))
}

/// The councils that lines of the reader's trail concern.
pub async fn councils(db: &impl Reader, actor: &Actor) -> Result<Vec<Spoken>> {
    let work = async {
        let rows = db.all::<SpokenRow>(SPOKEN, args![]).await?;
        let named = rows.into_iter().map(|row| {
            let spoken = Spoken {
                title: title(&row.unit_name, &row.number),
                id: row.id,
            };
            (row.path, spoken)
        });
        Ok::<_, Refusal>(named.collect::<Vec<(String, Spoken)>>())
    };
    let named = db.kept("trail_councils", args![], Box::pin(work)).await?;
    Ok(named
        .iter()
        .filter(|(path, _)| actor.reads(FieldGroup::AuditTrail, path))
        .map(|(_, spoken)| spoken.clone())
        .collect())
}

/// The narrowest path above every place whose trail the actor reads.
fn reach(actor: &Actor) -> Result<String> {
    if actor.reads(FieldGroup::AuditTrail, "") {
        return Ok(String::new());
    }
    let mut scopes = actor
        .grants
        .iter()
        .map(|grant| grant.scope.as_str())
        .filter(|scope| actor.reads(FieldGroup::AuditTrail, scope));
    let first = scopes
        .next()
        .ok_or(Refusal::NotReadable(FieldGroup::AuditTrail))?;
    Ok(scopes.fold(first.to_owned(), |reach, scope| common(&reach, scope)))
}

fn common(one: &str, other: &str) -> String {
    let same = one
        .split('/')
        .zip(other.split('/'))
        .take_while(|(one, other)| one == other);
    same.map(|(code, _)| code).collect::<Vec<_>>().join("/")
}

async fn batch(
    db: &impl Reader,
    filter: &Filter,
    reach: &str,
    (at, onwards): (i64, bool),
    count: usize,
) -> Result<Vec<Row>> {
    let midnight = |day: Date| time::instant(day.at(0, 0, 0, 0));
    let from = filter.from.map_or(Timestamp::UNIX_EPOCH, midnight);
    let to = filter.to.and_then(|day| day.tomorrow().ok());
    let to = to.map_or(Timestamp::MAX, midnight);
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let mut values = args![at, from, to, &filter.act, reach, count];
    let (back, on) = match (filter.subject, filter.council) {
        (Some(subject), _) => {
            values.extend(args![subject]);
            (BACK_OF_RECORD, ON_OF_RECORD)
        }
        (None, Some(council)) => {
            values.extend(args![council]);
            (BACK_OF_COUNCIL, ON_OF_COUNCIL)
        }
        // One act has an index of its own; the acts of a capability are looked for among all lines.
        (None, None) if filter.act.contains('.') => {
            values.extend(args![&filter.act]);
            (BACK_OF_ACT, ON_OF_ACT)
        }
        (None, None) => (BACK, ON),
    };
    Ok(db.all(if onwards { on } else { back }, values).await?)
}

fn is_wanted(actor: &Actor, filter: &Filter, row: &Row) -> bool {
    let of_council = filter.council.is_none() || filter.council == row.council_id;
    let by_actor =
        filter.actor.is_empty() || vi::fold(&row.actor).contains(&vi::fold(&filter.actor));
    of_council && by_actor && reads(actor, row)
}

/// A line that concerns no council is for those who read the trail of the whole installation.
fn reads(actor: &Actor, row: &Row) -> bool {
    let path = row.path.as_deref().unwrap_or_default();
    actor.reads(FieldGroup::AuditTrail, path)
}

fn line(actor: &Actor, row: Row) -> Line {
    let path = row.path.clone().unwrap_or_default();
    let mask = Mask {
        actor,
        path: &path,
        kind: &row.subject_kind,
    };
    let changes = changes(&row.detail)
        .into_iter()
        .map(|(field, before, after)| FieldChange {
            before: mask.shown(&field, before),
            after: mask.shown(&field, after),
            field,
        })
        .collect();
    Line {
        seq: row.seq,
        at: row.at,
        account: row.account_id,
        actor: row.actor,
        act: row.act,
        council: row.council_id.map(|id| {
            let (unit, number) = (row.unit_name.as_deref(), row.number.as_deref());
            (
                id,
                title(unit.unwrap_or_default(), number.unwrap_or_default()),
            )
        }),
        facts: facts(&mask, &row.detail),
        subject_kind: row.subject_kind,
        subject: row.subject_id,
        reason: row.reason,
        changes,
        hash: audit::hex(&row.hash),
        previous: audit::hex(&row.previous),
    }
}

fn title(unit: &str, number: &str) -> String {
    format!("HĐND {} khóa {number}", running_name(unit))
}

/// What a line says beyond the fields before and after; a single value before and after is one changed field.
fn facts(mask: &Mask<'_>, detail: &Json) -> Vec<(String, Shown<Json>)> {
    let Some(detail) = detail.as_object() else {
        return Vec::new();
    };
    detail
        .iter()
        .filter(|(field, value)| {
            let side = *field == "before" || *field == "after";
            !(side && (value.is_object() || value.is_null()))
        })
        .map(|(field, value)| (field.clone(), mask.shown(field, value.clone())))
        .collect()
}

/// What of a line's detail this reader may see.
struct Mask<'a> {
    actor: &'a Actor,
    path: &'a str,
    kind: &'a str,
}

impl Mask<'_> {
    fn shown(&self, field: &str, value: Json) -> Shown<Json> {
        if self.reads(field) {
            Shown::Visible(self.within(value))
        } else {
            Shown::Hidden
        }
    }

    fn reads(&self, field: &str) -> bool {
        match self.kind {
            "account" => self.actor.reads(FieldGroup::Accounts, self.path),
            // The file of an import and the reasons of absences name persons under the same fields as their records.
            _ => field_group(field).is_none_or(|group| self.actor.reads(group, self.path)),
        }
    }

    /// The same value without the fields inside that may not be seen.
    fn within(&self, value: Json) -> Json {
        match value {
            Json::Object(fields) => fields
                .into_iter()
                .filter(|(field, _)| self.reads(field))
                .map(|(field, value)| (field, self.within(value)))
                .collect(),
            Json::Array(items) => items.into_iter().map(|item| self.within(item)).collect(),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Granted, Role};
    use kernel::Id;
    use serde_json::json;

    fn actor(role: Role, scopes: &[&str]) -> Actor {
        let grants = scopes.iter().map(|scope| Granted {
            role,
            scope: (*scope).to_owned(),
        });
        let grants = grants.collect();
        Actor::user(Id::fresh(), None, "Người đọc".into(), None, grants)
    }

    #[test]
    fn a_reader_reaches_the_narrowest_place_above_all_scopes() {
        for (role, scopes, expected) in [
            (Role::Auditor, &[""][..], Some("")),
            (Role::Clerk, &["92"], Some("92")),
            (Role::Clerk, &["92/31120", "92/31126"], Some("92")),
            (Role::Clerk, &["92/31120", "01/00004"], Some("")),
            (Role::Front, &[""], None),
        ] {
            let reach = reach(&actor(role, scopes)).ok();
            assert_eq!(reach.as_deref(), expected, "{role:?} {scopes:?}");
        }
    }

    #[test]
    fn fields_of_persons_and_accounts_are_masked_however_deep_they_stand() {
        let detail = json!({ "kept": { "full_name": "Lê Thị Mẫu", "phone": "0900000000" }, "religion": "Không" });
        let auditor = actor(Role::Auditor, &[""]);
        let administrator = actor(Role::Administrator, &[""]);
        for (reader, religion) in [(&auditor, true), (&administrator, false)] {
            let mask = Mask {
                actor: reader,
                path: "",
                kind: "person",
            };
            let facts: BTreeMap<String, Shown<Json>> = facts(&mask, &detail).into_iter().collect();
            let kept = facts["kept"].clone().visible();
            assert_eq!(kept, Some(json!({ "full_name": "Lê Thị Mẫu" })));
            assert_eq!(facts["religion"].clone().visible().is_some(), religion);
        }
        let clerk = actor(Role::Clerk, &[""]);
        let mask = Mask {
            actor: &clerk,
            path: "",
            kind: "account",
        };
        assert_eq!(mask.shown("login", json!("an")), Shown::Hidden);
    }
}
