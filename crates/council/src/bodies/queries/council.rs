//! One council as it stands on a day: seats, bodies, decisions, partners, staff, and what came before and after.

use std::sync::Arc;

use kernel::Date;
use kernel::ids::{
    BodyId, CouncilId, DecisionId, EmploymentId, FileId, InstitutionId, MandateId, MembershipId,
    PersonId, SeatId,
};
use store::{Reader, args, record, sql};

use super::super::{BodyKind, CouncilRef, DecisionKind, InstitutionKind, Post};
use super::councils::{CouncilRow, Figures, council, council_columns, figures};
use crate::Result;
use crate::people::Sex;

record! {
    /// Ghế đại biểu: a seat with its holder on the day; a mandate without a seat has none.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct SeatLine {
        /// The seat.
        pub seat_id: Option<SeatId>,
        /// Its number.
        pub number: Option<u32>,
        /// The name of its electoral unit.
        pub constituency: Option<String>,
        /// The mandate that fills it.
        pub mandate_id: Option<MandateId>,
        /// Its holder.
        pub person_id: Option<PersonId>,
        /// The holder's name.
        pub full_name: Option<String>,
        /// The holder's sex.
        pub sex: Option<Sex>,
        /// Since when.
        pub since: Option<Date>,
        /// The decision by which the mandate began; without one it is unconfirmed.
        pub start_decision_id: Option<DecisionId>,
        /// Whether the mandate is suspended on the day.
        pub suspended: bool,
    }

    struct BodyRow {
        id: BodyId,
        kind: BodyKind,
        name: String,
        valid_from: Date,
        valid_to: Option<Date>,
        decision_id: Option<DecisionId>,
    }

    struct MemberRow {
        body_id: BodyId,
        id: MembershipId,
        person_id: PersonId,
        full_name: String,
        post: Post,
        full_time: bool,
        valid_from: Date,
        decision_id: Option<DecisionId>,
    }

    /// Nghị quyết, quyết định: a decision on structure or staff.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct DecisionLine {
        /// The decision.
        pub id: DecisionId,
        /// Its kind.
        pub kind: DecisionKind,
        /// Số, ký hiệu.
        pub number: String,
        /// Who issued it.
        pub issuer: String,
        /// Trích yếu.
        pub title: String,
        /// When it was signed.
        pub signed_on: Date,
        /// From when it has effect.
        pub effective_on: Date,
        /// The scanned paper.
        pub file_id: Option<FileId>,
    }

    /// Cơ quan phối hợp: a partner institution of the council's unit.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct PartnerLine {
        /// The institution.
        pub id: InstitutionId,
        /// Its kind.
        pub kind: InstitutionKind,
        /// Its name.
        pub name: String,
        /// First day.
        pub valid_from: Date,
        /// First day on which it no longer exists.
        pub valid_to: Option<Date>,
    }

    /// Công chức giúp việc: somebody who works for the council.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct StaffLine {
        /// The employment.
        pub id: EmploymentId,
        /// The person.
        pub person_id: PersonId,
        /// The person's name.
        pub full_name: String,
        /// Chức danh.
        pub title: String,
        /// The institution.
        pub institution: String,
        /// First day.
        pub valid_from: Date,
    }
}

/// A body with its members on the day, posts in order.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct BodyBlock {
    /// The body.
    pub id: BodyId,
    /// Its kind.
    pub kind: BodyKind,
    /// Its name.
    pub name: String,
    /// First day.
    pub valid_from: Date,
    /// First day on which it no longer exists.
    pub valid_to: Option<Date>,
    /// The decision that set it up.
    pub decision_id: Option<DecisionId>,
    /// Its members.
    pub members: Vec<MemberLine>,
}

/// A member of a body.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct MemberLine {
    /// The membership.
    pub id: MembershipId,
    /// The person.
    pub person_id: PersonId,
    /// The person's name.
    pub full_name: String,
    /// The post.
    pub post: Post,
    /// Chuyên trách hay không.
    pub full_time: bool,
    /// First day.
    pub valid_from: Date,
    /// The decision that appointed.
    pub decision_id: Option<DecisionId>,
}

/// Everything the page of a council shows.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct CouncilPage {
    /// The council.
    pub council: CouncilRef,
    /// Its figures.
    pub figures: Figures,
    /// Its seats with their holders.
    pub seats: Vec<SeatLine>,
    /// Its bodies with their members.
    pub bodies: Vec<BodyBlock>,
    /// Decisions signed until the day.
    pub decisions: Vec<DecisionLine>,
    /// Partner institutions.
    pub partners: Vec<PartnerLine>,
    /// Those who work for it.
    pub staff: Vec<StaffLine>,
    /// Councils whose work it took over.
    pub predecessors: Vec<CouncilRef>,
    /// Councils that took over its work.
    pub successors: Vec<CouncilRef>,
}

sql! {
    SEATS = "SELECT s.id AS seat_id, s.number, k.name AS constituency, m.id AS mandate_id, m.person_id, r.full_name, r.sex, \
                    m.valid_from AS since, m.start_decision_id, \
                    (SELECT count(*) FROM suspension x WHERE x.mandate_id = m.id AND x.valid_from <= $2 AND (x.valid_to IS NULL OR x.valid_to > $2)) AS suspended \
             FROM seat s LEFT JOIN constituency k ON k.id = s.constituency_id \
             LEFT JOIN mandate m ON m.seat_id = s.id AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2) \
             LEFT JOIN person_record r ON r.person_id = m.person_id AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2) \
             WHERE s.council_id = $1 ORDER BY s.number, m.valid_from";
    SEATLESS = "SELECT m.seat_id, CAST(NULL AS BIGINT) AS number, CAST(NULL AS TEXT) AS constituency, m.id AS mandate_id, m.person_id, r.full_name, r.sex, \
                       m.valid_from AS since, m.start_decision_id, \
                       (SELECT count(*) FROM suspension x WHERE x.mandate_id = m.id AND x.valid_from <= $2 AND (x.valid_to IS NULL OR x.valid_to > $2)) AS suspended \
                FROM mandate m JOIN person_record r ON r.person_id = m.person_id AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2) \
                WHERE m.council_id = $1 AND m.seat_id IS NULL AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2) ORDER BY r.sort_key";
    BODIES = "SELECT id, kind, name, valid_from, valid_to, decision_id FROM body \
              WHERE council_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) ORDER BY rank, name";
    MEMBERS = "SELECT p.body_id, p.id, p.person_id, r.full_name, p.post, p.full_time, p.valid_from, p.decision_id \
               FROM body b JOIN membership p ON p.body_id = b.id AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2) \
               JOIN person_record r ON r.person_id = p.person_id AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2) \
               WHERE b.council_id = $1 ORDER BY r.sort_key";
    DECISIONS = "SELECT id, kind, number, issuer, title, signed_on, effective_on, file_id FROM decision \
                 WHERE council_id = $1 AND signed_on <= $2 ORDER BY signed_on DESC, number";
    PARTNERS = "SELECT i.id, i.kind, i.name, i.valid_from, i.valid_to FROM council c JOIN unit u ON u.path = c.path JOIN institution i ON i.unit_id = u.id \
                WHERE c.id = $1 AND i.valid_from <= $2 AND (i.valid_to IS NULL OR i.valid_to > $2) ORDER BY i.kind, i.name";
    STAFF = "SELECT e.id, e.person_id, r.full_name, e.title, i.name AS institution, e.valid_from \
             FROM employment e JOIN institution i ON i.id = e.institution_id \
             JOIN person_record r ON r.person_id = e.person_id AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2) \
             WHERE e.council_id = $1 AND e.valid_from <= $2 AND (e.valid_to IS NULL OR e.valid_to > $2) ORDER BY r.sort_key";
    PREDECESSORS = concat!("SELECT ", council_columns!(), " FROM council me JOIN council c ON c.id <> me.id JOIN unit u ON u.id = c.unit_id JOIN term t ON t.id = c.term_id \
        WHERE me.id = $1 AND ((c.unit_id = me.unit_id AND c.valid_from = (SELECT max(o.valid_from) FROM council o WHERE o.unit_id = me.unit_id AND o.valid_from < me.valid_from)) \
           OR (c.term_id = me.term_id AND c.unit_id IN (SELECT s.old_id FROM unit_successor s WHERE s.new_id = me.unit_id) \
               AND NOT EXISTS (SELECT 1 FROM council o WHERE o.unit_id = me.unit_id AND o.valid_from < me.valid_from))) \
        ORDER BY c.path");
    SUCCESSORS = concat!("SELECT ", council_columns!(), " FROM council me JOIN council c ON c.id <> me.id JOIN unit u ON u.id = c.unit_id JOIN term t ON t.id = c.term_id \
        WHERE me.id = $1 AND ((c.unit_id = me.unit_id AND c.valid_from = (SELECT min(o.valid_from) FROM council o WHERE o.unit_id = me.unit_id AND o.valid_from > me.valid_from)) \
           OR (c.term_id = me.term_id AND c.unit_id IN (SELECT s.new_id FROM unit_successor s WHERE s.old_id = me.unit_id) \
               AND NOT EXISTS (SELECT 1 FROM council o WHERE o.unit_id = me.unit_id AND o.valid_from > me.valid_from) \
               AND NOT EXISTS (SELECT 1 FROM council o WHERE o.unit_id = c.unit_id AND o.valid_from < c.valid_from))) \
        ORDER BY c.path");
}

/// Everything the page of a council shows on a day.
pub async fn council_page(
    db: &impl Reader,
    id: CouncilId,
    as_of: Date,
) -> Result<Arc<CouncilPage>> {
    let work = async {
        Ok(CouncilPage {
            council: council(db, id).await?,
            figures: figures(db, id, as_of).await?,
            seats: seats(db, id, as_of).await?,
            bodies: bodies(db, id, as_of).await?,
            decisions: decisions(db, id, as_of).await?,
            partners: partners(db, id, as_of).await?,
            staff: staff(db, id, as_of).await?,
            predecessors: predecessors(db, id).await?,
            successors: successors(db, id).await?,
        })
    };
    db.kept("council_page", args![id, as_of], Box::pin(work))
        .await
}

/// The seats with their holders on the day, and after them the mandates without a seat.
pub async fn seats(db: &impl Reader, council: CouncilId, as_of: Date) -> Result<Vec<SeatLine>> {
    let mut seats: Vec<SeatLine> = db.all(SEATS, args![council, as_of]).await?;
    seats.extend(db.all(SEATLESS, args![council, as_of]).await?);
    Ok(seats)
}

/// The bodies that exist on the day with their members.
pub async fn bodies(db: &impl Reader, council: CouncilId, as_of: Date) -> Result<Vec<BodyBlock>> {
    let rows: Vec<BodyRow> = db.all(BODIES, args![council, as_of]).await?;
    let mut members: Vec<MemberRow> = db.all(MEMBERS, args![council, as_of]).await?;
    members.sort_by_key(|member| member.post);
    Ok(rows
        .into_iter()
        .map(|body| BodyBlock {
            members: members
                .iter()
                .filter(|member| member.body_id == body.id)
                .map(MemberLine::from)
                .collect(),
            id: body.id,
            kind: body.kind,
            name: body.name,
            valid_from: body.valid_from,
            valid_to: body.valid_to,
            decision_id: body.decision_id,
        })
        .collect())
}

/// The decisions signed until the day, the newest first.
pub async fn decisions(
    db: &impl Reader,
    council: CouncilId,
    as_of: Date,
) -> Result<Vec<DecisionLine>> {
    Ok(db.all(DECISIONS, args![council, as_of]).await?)
}

/// The partner institutions of the council's unit on the day.
pub async fn partners(
    db: &impl Reader,
    council: CouncilId,
    as_of: Date,
) -> Result<Vec<PartnerLine>> {
    Ok(db.all(PARTNERS, args![council, as_of]).await?)
}

/// Those who work for the council on the day.
pub async fn staff(db: &impl Reader, council: CouncilId, as_of: Date) -> Result<Vec<StaffLine>> {
    Ok(db.all(STAFF, args![council, as_of]).await?)
}

/// The councils whose work this one took over: the one before of the same unit, or those of the units merged into it.
pub async fn predecessors(db: &impl Reader, council: CouncilId) -> Result<Vec<CouncilRef>> {
    refs(db.all(PREDECESSORS, args![council]).await?)
}

/// The councils that took over the work of this one.
pub async fn successors(db: &impl Reader, council: CouncilId) -> Result<Vec<CouncilRef>> {
    refs(db.all(SUCCESSORS, args![council]).await?)
}

fn refs(rows: Vec<CouncilRow>) -> Result<Vec<CouncilRef>> {
    Ok(rows.into_iter().map(CouncilRef::from).collect())
}

impl From<&MemberRow> for MemberLine {
    fn from(row: &MemberRow) -> Self {
        Self {
            id: row.id,
            person_id: row.person_id,
            full_name: row.full_name.clone(),
            post: row.post,
            full_time: row.full_time,
            valid_from: row.valid_from,
            decision_id: row.decision_id,
        }
    }
}
