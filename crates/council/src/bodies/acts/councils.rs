//! Founding and ending a council, its decisions, its electoral units and seats.

use kernel::ids::{ConstituencyId, CouncilId, DecisionId, FileId, Seat, SeatId, TermId, UnitId};
use kernel::{Date, Id, Period};
use serde_json::json;
use store::{Reader as _, args, record, sql};

use super::super::{DecisionKind, Level, queries};
use super::{check_decision, check_end};
use crate::access::Act;
use crate::refusal::{Problem, Problems};
use crate::{Acting, Refusal, Result};

/// Ghi nhận nghị quyết, quyết định: records the paper by which structure or staff changes.
#[derive(Debug, Clone)]
pub struct RecordDecision {
    /// The council it concerns.
    pub council: CouncilId,
    /// Its kind.
    pub kind: DecisionKind,
    /// Số, ký hiệu.
    pub number: String,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Trích yếu.
    pub title: String,
    /// Day it was signed.
    pub signed_on: Date,
    /// Day from which it has effect.
    pub effective_on: Date,
    /// The scanned paper.
    pub file: Option<FileId>,
}

/// Lập hội đồng: founds the council of a unit in a term.
#[derive(Debug, Clone)]
pub struct FoundCouncil {
    /// The unit.
    pub unit: UnitId,
    /// The term.
    pub term: TermId,
    /// Khóa, such as "X".
    pub number: String,
    /// Number of seats decided for the election, where known.
    pub seats_planned: Option<u32>,
    /// First day.
    pub valid_from: Date,
    /// First day on which it no longer exists, where it has ended.
    pub valid_to: Option<Date>,
    /// Whether its people are sample data.
    pub sample: bool,
    /// The paper or the reason.
    pub reason: String,
}

/// Kết thúc hội đồng: ends a council with its bodies, memberships and mandates.
#[derive(Debug, Clone)]
pub struct EndCouncil {
    /// The council.
    pub council: CouncilId,
    /// First day on which it no longer exists.
    pub ended_on: Date,
    /// The decision, where one is recorded.
    pub decision: Option<DecisionId>,
    /// The reason.
    pub reason: String,
}

/// Chia đơn vị bầu cử: draws an electoral unit with its seats.
#[derive(Debug, Clone)]
pub struct DrawConstituency {
    /// The council.
    pub council: CouncilId,
    /// Its number.
    pub number: u32,
    /// Its name, such as "Đơn vị bầu cử số 1".
    pub name: String,
    /// How many delegates it elects.
    pub seats: u32,
}

record! {
    struct UnitRow { level: Level, path: String, valid_from: Date, valid_to: Option<Date> }
    struct SeatCount { seats: i64, last: i64, planned: Option<i64> }
}

sql! {
    UNIT = "SELECT level, path, valid_from, valid_to FROM unit WHERE id = $1";
    TERM = "SELECT count(*) FROM term WHERE id = $1";
    SAME_TERM = "SELECT count(*) FROM council WHERE unit_id = $1 AND term_id = $2 AND valid_from < $4 AND (valid_to IS NULL OR valid_to > $3)";
    INSERT_DECISION = "INSERT INTO decision (id, council_id, kind, number, issuer, title, signed_on, effective_on, file_id) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    SAME_DECISION = "SELECT count(*) FROM decision WHERE council_id = $1 AND number = $2 AND issuer = $3 AND signed_on = $4";
    INSERT_COUNCIL = "INSERT INTO council (id, unit_id, term_id, number, level, path, seats_planned, valid_from, valid_to, sample) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    BEGINS_LATER = "SELECT (SELECT count(*) FROM mandate WHERE council_id = $1 AND valid_from >= $2) \
                         + (SELECT count(*) FROM body WHERE council_id = $1 AND valid_from >= $2) \
                         + (SELECT count(*) FROM membership m JOIN body b ON b.id = m.body_id WHERE b.council_id = $1 AND m.valid_from >= $2) AS later";
    END_COUNCIL = "UPDATE council SET valid_to = $2 WHERE id = $1";
    END_BODIES = "UPDATE body SET valid_to = $2, end_decision_id = $3 WHERE council_id = $1 AND (valid_to IS NULL OR valid_to > $2)";
    END_MEMBERSHIPS = "UPDATE membership SET valid_to = $2, end_decision_id = $3 \
                       WHERE body_id IN (SELECT id FROM body WHERE council_id = $1) AND (valid_to IS NULL OR valid_to > $2)";
    END_SUSPENSIONS = "UPDATE suspension SET valid_to = $2, end_decision_id = $3 \
                       WHERE mandate_id IN (SELECT id FROM mandate WHERE council_id = $1) AND valid_from < $2 AND (valid_to IS NULL OR valid_to > $2)";
    END_MANDATES = "UPDATE mandate SET valid_to = $2, end_decision_id = $3, end_reason = 'council_ended' \
                    WHERE council_id = $1 AND (valid_to IS NULL OR valid_to > $2)";
    SAME_NUMBER = "SELECT count(*) FROM constituency WHERE council_id = $1 AND number = $2";
    SEATS = "SELECT count(s.id) AS seats, coalesce(max(s.number), 0) AS last, max(c.seats_planned) AS planned \
             FROM council c LEFT JOIN seat s ON s.council_id = c.id WHERE c.id = $1";
    INSERT_CONSTITUENCY = "INSERT INTO constituency (id, council_id, number, name, seats) VALUES ($1, $2, $3, $4, $5)";
}

/// Records a decision.
pub async fn record_decision(acting: &Acting<'_>, command: RecordDecision) -> Result<DecisionId> {
    let council = queries::council(&acting.tx, command.council).await?;
    acting.may(Act::RecordDecision, &council.path)?;
    let mut problems = Problems::default();
    let number = problems.text("number", &command.number);
    let issuer = problems.text("issuer", &command.issuer);
    let title = problems.text("title", &command.title);
    let same: Option<i64> = acting
        .tx
        .scalar(
            SAME_DECISION,
            args![council.id, &number, &issuer, command.signed_on],
        )
        .await?;
    problems.unless(same == Some(0), "number", "decision-there-already");
    problems.refuse()?;

    let id = DecisionId::fresh();
    let values = args![
        id,
        council.id,
        command.kind,
        &number,
        &issuer,
        &title,
        command.signed_on,
        command.effective_on,
        command.file,
    ];
    acting.tx.execute(INSERT_DECISION, values).await?;
    let detail = json!({ "after": {
        "kind": command.kind, "number": number, "issuer": issuer, "title": title,
        "signed_on": command.signed_on, "effective_on": command.effective_on,
    }});
    acting
        .audit(
            Act::RecordDecision,
            Some(council.id),
            "decision",
            id,
            "",
            detail,
        )
        .await?;
    Ok(id)
}

/// Founds a council.
pub async fn found_council(acting: &Acting<'_>, command: FoundCouncil) -> Result<CouncilId> {
    let unit: UnitRow = acting
        .tx
        .one(UNIT, args![command.unit])
        .await?
        .ok_or(Refusal::NotFound("unit"))?;
    acting.may(Act::FoundCouncil, &unit.path)?;
    let mut problems = Problems::default();
    let number = problems.text("number", &command.number);
    let period = problems.period(command.valid_from, command.valid_to);
    let term: Option<i64> = acting.tx.scalar(TERM, args![command.term]).await?;
    problems.unless(term == Some(1), "term", "no-such-term");
    let unit_period = Period {
        from: unit.valid_from,
        to: unit.valid_to,
    };
    problems.unless(
        unit_period.contains(period.from) && period.to.is_none_or(|to| to <= unit_period.bound()),
        "valid_from",
        "outside-unit",
    );
    let same = args![command.unit, command.term, period.from, period.bound()];
    let same: Option<i64> = acting.tx.scalar(SAME_TERM, same).await?;
    problems.unless(same == Some(0), "term", "council-there-already");
    problems.unless(
        command.seats_planned != Some(0),
        "seats_planned",
        "not-positive",
    );
    problems.refuse()?;

    let id = CouncilId::fresh();
    let values = args![
        id,
        command.unit,
        command.term,
        &number,
        unit.level,
        &unit.path,
        command.seats_planned,
        period.from,
        period.to,
        command.sample,
    ];
    acting.tx.execute(INSERT_COUNCIL, values).await?;
    let detail = json!({ "after": {
        "path": unit.path, "number": number, "seats_planned": command.seats_planned,
        "valid_from": period.from, "valid_to": period.to, "sample": command.sample,
    }});
    acting
        .audit(
            Act::FoundCouncil,
            Some(id),
            "council",
            id,
            &command.reason,
            detail,
        )
        .await?;
    Ok(id)
}

/// Ends a council and everything that exists only within it.
pub async fn end_council(acting: &Acting<'_>, command: EndCouncil) -> Result<()> {
    let council = queries::council(&acting.tx, command.council).await?;
    acting.may(Act::EndCouncil, &council.path)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", &command.reason);
    check_end(
        &mut problems,
        "ended_on",
        council.period(),
        command.ended_on,
    );
    check_decision(acting, &mut problems, council.id, command.decision).await?;
    let later: Option<i64> = acting
        .tx
        .scalar(BEGINS_LATER, args![council.id, command.ended_on])
        .await?;
    problems.unless(later == Some(0), "ended_on", "begins-later");
    problems.refuse()?;

    let tx = &acting.tx;
    tx.execute(END_COUNCIL, args![council.id, command.ended_on])
        .await?;
    let ending = || args![council.id, command.ended_on, command.decision];
    let bodies = tx.execute(END_BODIES, ending()).await?;
    let memberships = tx.execute(END_MEMBERSHIPS, ending()).await?;
    tx.execute(END_SUSPENSIONS, ending()).await?;
    let mandates = tx.execute(END_MANDATES, ending()).await?;
    let detail = json!({
        "before": { "valid_to": council.valid_to },
        "after": { "valid_to": command.ended_on, "decision": command.decision },
        "ended": { "bodies": bodies, "memberships": memberships, "mandates": mandates },
    });
    acting
        .audit(
            Act::EndCouncil,
            Some(council.id),
            "council",
            council.id,
            &reason,
            detail,
        )
        .await
}

/// Draws an electoral unit and adds its seats after those there are.
pub async fn draw_constituency(
    acting: &Acting<'_>,
    command: DrawConstituency,
) -> Result<ConstituencyId> {
    let council = queries::council(&acting.tx, command.council).await?;
    acting.may(Act::DrawConstituency, &council.path)?;
    let mut problems = Problems::default();
    let name = problems.text("name", &command.name);
    problems.unless(command.number > 0, "number", "not-positive");
    problems.unless(
        (1..=200).contains(&command.seats),
        "seats",
        "seats-out-of-range",
    );
    let same: Option<i64> = acting
        .tx
        .scalar(SAME_NUMBER, args![council.id, command.number])
        .await?;
    problems.unless(same == Some(0), "number", "constituency-there-already");
    let there: SeatCount = acting
        .tx
        .one(SEATS, args![council.id])
        .await?
        .ok_or(Refusal::NotFound("council"))?;
    if let Some(planned) = there
        .planned
        .filter(|planned| there.seats + i64::from(command.seats) > *planned)
    {
        problems.add(
            Problem::new("seats", "seats-beyond-plan")
                .with("planned", planned)
                .with("drawn", there.seats),
        );
    }
    problems.refuse()?;

    let id = ConstituencyId::fresh();
    let values = args![id, council.id, command.number, &name, command.seats];
    acting.tx.execute(INSERT_CONSTITUENCY, values).await?;
    let seats = (1..=i64::from(command.seats)).map(|offset| {
        let seat: SeatId = Id::<Seat>::fresh();
        args![seat, council.id, id, there.last + offset]
    });
    acting
        .tx
        .insert_many(
            "seat",
            &["id", "council_id", "constituency_id", "number"],
            seats,
        )
        .await?;
    let detail =
        json!({ "after": { "number": command.number, "name": name, "seats": command.seats } });
    acting
        .audit(
            Act::DrawConstituency,
            Some(council.id),
            "constituency",
            id,
            "",
            detail,
        )
        .await?;
    Ok(id)
}
