//! Tiếp xúc ngoài đơn vị bầu cử: a delegate asks, the standing committee decides, the host is told.

use kernel::ids::{ContactRequestId, CouncilId, PersonId, UnitId};
use kernel::{Date, Workdays};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::window::Deadline;
use super::{rule, span};
use crate::access::Act;
use crate::bodies::Level;
use crate::bodies::queries::{council, unit};
use crate::refusal::Problems;
use crate::sittings::workdays;
use crate::{Acting, Problem, Refusal, Result};

/// Đề nghị tiếp xúc ngoài đơn vị bầu cử.
#[derive(Debug, Clone)]
pub struct AskOutside {
    /// The council of the delegate.
    pub council: CouncilId,
    /// The delegate.
    pub person: PersonId,
    /// The commune.
    pub unit: UnitId,
    /// The day wanted.
    pub wanted_on: Date,
    /// What for.
    pub purpose: String,
}

record! {
    /// A request as it stands on a day.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = contact::Request)]
    pub struct Request {
        /// The request.
        pub id: ContactRequestId,
        /// The council.
        pub council_id: CouncilId,
        /// Its path.
        pub path: String,
        /// The delegate.
        pub person_id: PersonId,
        /// The delegate's name.
        pub full_name: String,
        /// The commune.
        pub unit_id: UnitId,
        /// Its name.
        pub unit_name: String,
        /// The day wanted.
        pub wanted_on: Date,
        /// What for.
        pub purpose: String,
        /// When it was asked.
        pub asked_on: Date,
        /// When it was decided.
        pub decided_on: Option<Date>,
        /// Whether it was granted.
        pub granted: Option<bool>,
        /// Why it was decided so.
        pub reason: String,
        /// When the host was told.
        pub host_told_on: Option<Date>,
    }
}

/// A request with its deadlines.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = contact::RequestLine)]
pub struct RequestLine {
    /// The request.
    #[serde(flatten)]
    pub request: Request,
    /// By when it must be decided.
    pub decide_by: Option<Deadline>,
    /// By when the host must be told.
    pub tell_by: Option<Deadline>,
    /// How it stands on the day.
    pub standing: Standing,
}

store::coded! {
    /// Tình trạng của một đề nghị vào một ngày.
    pub enum Standing {
        /// Quá hạn quyết định.
        DecisionLate = "decision_late",
        /// Quá hạn thông báo cho nơi đến.
        NoticeLate = "notice_late",
        /// Chờ quyết định.
        Waiting = "waiting",
        /// Đồng ý, chờ thông báo cho nơi đến.
        Granted = "granted",
        /// Đã thông báo cho nơi đến.
        Told = "told",
        /// Không đồng ý.
        Refused = "refused",
    }
}

macro_rules! request_columns {
    () => {
        "SELECT q.id, q.council_id, c.path, q.person_id, r.full_name, q.unit_id, u.name AS unit_name, q.wanted_on, q.purpose, q.asked_on, \
         CASE WHEN q.decided_on <= $2 THEN q.decided_on END AS decided_on, CASE WHEN q.decided_on <= $2 THEN q.granted END AS granted, \
         CASE WHEN q.decided_on <= $2 THEN q.reason ELSE '' END AS reason, CASE WHEN q.host_told_on <= $2 THEN q.host_told_on END AS host_told_on \
         FROM contact_request q JOIN council c ON c.id = q.council_id JOIN unit u ON u.id = q.unit_id \
         JOIN person_record r ON r.person_id = q.person_id AND r.valid_from <= q.asked_on AND (r.valid_to IS NULL OR r.valid_to > q.asked_on)"
    };
}

sql! {
    ONE = concat!(request_columns!(), " WHERE q.id = $1");
    OF_COUNCIL = concat!(request_columns!(), " WHERE q.council_id = $1 AND q.asked_on <= $2 ORDER BY q.asked_on DESC, q.id");
    INSERT = "INSERT INTO contact_request (id, council_id, person_id, unit_id, wanted_on, purpose, asked_on, reason) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, '')";
    DECIDE = "UPDATE contact_request SET decided_on = $2, granted = $3, reason = $4 WHERE id = $1";
    TELL = "UPDATE contact_request SET host_told_on = $2 WHERE id = $1";
    IN_OFFICE = "SELECT count(*) FROM mandate WHERE council_id = $1 AND person_id = $2 AND valid_from <= $3 AND (valid_to IS NULL OR valid_to > $3)";
    OWN_UNIT = "SELECT count(*) FROM mandate m JOIN seat s ON s.id = m.seat_id JOIN constituency_unit x ON x.constituency_id = s.constituency_id \
                WHERE m.council_id = $1 AND m.person_id = $2 AND x.unit_id = $3 AND m.valid_from <= $4 AND (m.valid_to IS NULL OR m.valid_to > $4)";
}

impl Standing {
    /// Whether somebody is late.
    pub const fn is_late(self) -> bool {
        matches!(self, Self::DecisionLate | Self::NoticeLate)
    }
}

/// One request as it stood on a day.
pub async fn request(db: &impl Reader, id: ContactRequestId, on: Date) -> Result<RequestLine> {
    let request: Request = db
        .one(ONE, args![id, on])
        .await?
        .ok_or(Refusal::NotFound("contact_request"))?;
    line(db, &workdays(db).await?, request, on).await
}

/// The requests in a council as they stood on a day, the latest first.
pub async fn requests(db: &impl Reader, council: CouncilId, on: Date) -> Result<Vec<RequestLine>> {
    let rows: Vec<Request> = db.all(OF_COUNCIL, args![council, on]).await?;
    let table = workdays(db).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        lines.push(line(db, &table, row, on).await?);
    }
    lines.sort_by_key(|line| !line.standing.is_late());
    Ok(lines)
}

async fn line(
    db: &impl Reader,
    table: &Workdays,
    request: Request,
    on: Date,
) -> Result<RequestLine> {
    let decision = rule(
        db,
        "contact_outside_decision",
        request.council_id,
        request.asked_on,
    );
    let decide_by = decision.await?.and_then(|rule| {
        let day = table.after(request.asked_on, span(&rule)?);
        Some(Deadline { day, rule })
    });
    let notice = rule(
        db,
        "contact_outside_notice",
        request.council_id,
        request.asked_on,
    );
    let tell_by = notice.await?.and_then(|rule| {
        let day = table.before(request.wanted_on, span(&rule)?);
        Some(Deadline { day, rule })
    });
    let passed = |deadline: &Option<Deadline>| deadline.as_ref().is_some_and(|by| by.day < on);
    let standing = match (request.granted, request.host_told_on) {
        (None, _) if passed(&decide_by) => Standing::DecisionLate,
        (None, _) => Standing::Waiting,
        (Some(false), _) => Standing::Refused,
        (Some(true), Some(_)) => Standing::Told,
        (Some(true), None) if passed(&tell_by) => Standing::NoticeLate,
        (Some(true), None) => Standing::Granted,
    };
    Ok(RequestLine {
        request,
        decide_by,
        tell_by,
        standing,
    })
}

/// Đề nghị: a delegate for himself or herself, or the office for a delegate.
pub async fn ask_outside(acting: &Acting<'_>, command: AskOutside) -> Result<ContactRequestId> {
    let tx = &acting.tx;
    let council = council(tx, command.council).await?;
    acting
        .actor
        .may_for(Act::AskOutsideContact, command.person, &council.path)?;
    let mut problems = Problems::default();
    let purpose = problems.text("purpose", &command.purpose);
    problems.unless(command.wanted_on > acting.today, "wanted_on", "day-past");
    let values = args![council.id, command.person, acting.today];
    let in_office: Option<i64> = tx.scalar(IN_OFFICE, values).await?;
    problems.unless(in_office.unwrap_or(0) > 0, "person", "choice-unknown");
    let unit = match unit(tx, command.unit).await {
        Ok(unit) => Some(unit),
        Err(Refusal::NotFound(_)) => None,
        Err(refusal) => return Err(refusal),
    };
    let standing = unit.is_some_and(|unit| {
        let ends = unit.valid_to.is_some_and(|end| end <= command.wanted_on);
        unit.level == Level::Commune && !ends
    });
    problems.unless(standing, "unit", "choice-unknown");
    let values = args![council.id, command.person, command.unit, acting.today];
    let own: Option<i64> = tx.scalar(OWN_UNIT, values).await?;
    problems.unless(own.unwrap_or(0) == 0, "unit", "contact-own-unit");
    problems.refuse()?;
    let id = ContactRequestId::fresh();
    let values = args![
        id,
        council.id,
        command.person,
        command.unit,
        command.wanted_on,
        &purpose,
        acting.today
    ];
    tx.execute(INSERT, values).await?;
    let detail = json!({ "after": {
        "person": command.person, "unit": command.unit, "wanted_on": command.wanted_on, "purpose": purpose,
    }});
    let of = Some(council.id);
    acting
        .audit(
            Act::AskOutsideContact,
            of,
            "contact_request",
            id,
            "",
            detail,
        )
        .await?;
    Ok(id)
}

/// Quyết định, with the reason; a refusal must have one.
pub async fn decide_outside(
    acting: &Acting<'_>,
    id: ContactRequestId,
    granted: bool,
    reason: &str,
) -> Result<()> {
    let line = request(&acting.tx, id, acting.today).await?;
    acting.may(Act::DecideOutsideContact, &line.request.path)?;
    let mut problems = Problems::default();
    let undecided = line.request.granted.is_none();
    problems.unless(undecided, "", "contact-decided-already");
    let reason = if granted {
        kernel::vi::clean(reason)
    } else {
        problems.text("reason", reason)
    };
    problems.refuse()?;
    let values = args![id, acting.today, granted, &reason];
    acting.tx.execute(DECIDE, values).await?;
    let detail = json!({ "after": { "granted": granted } });
    audit(acting, &line.request, &reason, detail).await
}

/// Thông báo cho Thường trực HĐND và Mặt trận nơi đến.
pub async fn tell_host(acting: &Acting<'_>, id: ContactRequestId, day: Date) -> Result<()> {
    let line = request(&acting.tx, id, acting.today).await?;
    acting.may(Act::DecideOutsideContact, &line.request.path)?;
    let Some(decided_on) = line
        .request
        .decided_on
        .filter(|_| line.request.granted == Some(true))
    else {
        return Err(Problem::new("", "contact-not-granted").into());
    };
    let mut problems = Problems::default();
    let in_time = decided_on <= day && day <= acting.today;
    problems.unless(in_time, "host_told_on", "contact-told-day");
    problems.refuse()?;
    acting.tx.execute(TELL, args![id, day]).await?;
    let detail = json!({
        "before": { "host_told_on": line.request.host_told_on },
        "after": { "host_told_on": day },
    });
    audit(acting, &line.request, "", detail).await
}

async fn audit(
    acting: &Acting<'_>,
    of: &Request,
    reason: &str,
    detail: serde_json::Value,
) -> Result<()> {
    let council = Some(of.council_id);
    acting
        .audit(
            Act::DecideOutsideContact,
            council,
            "contact_request",
            of.id,
            reason,
            detail,
        )
        .await
}
