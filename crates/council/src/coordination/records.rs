//! What the tables hold of regulations, as it stood on a day.

use kernel::ids::{
    BodyId, ConclusionId, CoordinationDutyId, CoordinationId, CoordinationTaskId, CouncilId,
    DocumentId, InstitutionId, JointMeetingId, PartyCommentId, PartyId,
};
use kernel::{Date, Period};
use store::{Reader, args, record, sql};

use super::{Content, CoordinationState, MeetingKind, Recurrence};
use crate::bodies::{InstitutionKind, Level, council_title};
use crate::{Refusal, Result};

record! {
    /// Quy chế phối hợp as it stood on a day.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    pub struct Coordination {
        /// The regulation.
        pub id: CoordinationId,
        /// The council whose office keeps the record.
        pub council_id: CouncilId,
        /// That council's path of official codes.
        pub path: String,
        /// Its level.
        pub level: Level,
        /// The unit of that council.
        pub unit_name: String,
        /// Khóa of that council.
        pub council_number: String,
        /// Số, ký hiệu; empty until it is signed under one.
        pub number: String,
        /// Tên gọi.
        pub title: String,
        /// How long the paper is, such as "7 chương, 23 điều".
        pub extent: String,
        /// The first day on which it no longer holds, as agreed; none: for the term of the council.
        pub valid_to: Option<Date>,
        /// That day, or the end of the council's time where that is known.
        pub ends_on: Option<Date>,
        /// Its text in the library.
        pub document_id: Option<DocumentId>,
        /// The number of that document.
        pub document_number: Option<String>,
        /// The one it amends or takes the place of.
        pub replaces_id: Option<CoordinationId>,
        /// The one that takes its place.
        pub replaced_by_id: Option<CoordinationId>,
        /// Until when the parties may comment on the draft.
        pub comment_until: Option<Date>,
        /// The state on the day.
        pub state: CoordinationState,
        /// Since when.
        pub since: Date,
        /// Why it came into that state.
        pub reason: String,
        /// Since when it has been in force.
        pub in_force_on: Option<Date>,
    }

    /// Bên phối hợp.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = coordination::Party)]
    pub struct Party {
        /// The party.
        pub id: PartyId,
        /// The regulation.
        pub coordination_id: CoordinationId,
        /// The institution.
        pub institution_id: Option<InstitutionId>,
        /// The kind of the institution.
        pub institution_kind: Option<InstitutionKind>,
        /// The path of the institution's unit.
        pub path: Option<String>,
        /// The body of the council.
        pub body_id: Option<BodyId>,
        /// Its name in the regulation.
        pub name: String,
        /// The first day on which the institution or the body no longer exists.
        pub ended_on: Option<Date>,
        /// The first day on which the institution's unit no longer exists.
        pub unit_ended_on: Option<Date>,
        /// When it agreed to the draft.
        pub agreed_on: Option<Date>,
        /// When it signed.
        pub signed_on: Option<Date>,
        /// Who signed for it.
        pub signer: String,
    }

    /// Nhiệm vụ phối hợp: a row of the matrix.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = coordination::Duty)]
    pub struct Duty {
        /// The duty.
        pub id: CoordinationDutyId,
        /// The regulation.
        pub coordination_id: CoordinationId,
        /// The content of coordination it belongs to.
        pub content: Content,
        /// What is to be done.
        pub title: String,
        /// The party that leads.
        pub lead_id: PartyId,
        /// How often.
        pub recurrence: Recurrence,
        /// Of a duty that is done once: by when.
        pub due_on: Option<Date>,
        /// So many days before the end of each period, or before each regular sitting.
        pub days: u32,
        /// Sản phẩm: what comes of it.
        pub output: String,
    }

    /// A party that takes part in a duty.
    pub(super) struct Partner {
        pub(super) duty_id: CoordinationDutyId,
        pub(super) party_id: PartyId,
    }

    /// What happened to a duty in a period.
    #[derive(Debug, Clone)]
    pub(super) struct Kept {
        pub(super) id: CoordinationTaskId,
        pub(super) duty_id: CoordinationDutyId,
        pub(super) period: String,
        pub(super) asked: String,
        pub(super) due_on: Option<Date>,
        pub(super) done_on: Option<Date>,
        pub(super) evidence: String,
        pub(super) document_id: Option<DocumentId>,
        pub(super) document_number: Option<String>,
        pub(super) delay_reason: String,
        pub(super) excused_on: Option<Date>,
        pub(super) excuse: String,
    }

    /// Ý kiến của một bên.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = coordination::Comment)]
    pub struct Comment {
        /// The comment.
        pub id: PartyCommentId,
        /// The party.
        pub party_id: PartyId,
        /// When.
        pub day: Date,
        /// What it says.
        pub text: String,
    }

    /// Giao ban, hội nghị liên tịch.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = coordination::Meeting)]
    pub struct Meeting {
        /// The meeting.
        pub id: JointMeetingId,
        /// The regulation.
        pub coordination_id: CoordinationId,
        /// Its kind.
        pub kind: MeetingKind,
        /// When it was held.
        pub held_on: Date,
        /// The minutes.
        pub minutes: String,
    }

    pub(super) struct Presence {
        pub(super) meeting_id: JointMeetingId,
        pub(super) party_id: PartyId,
    }

    /// Kết luận of a joint meeting.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = coordination::Conclusion)]
    pub struct Conclusion {
        /// The conclusion.
        pub id: ConclusionId,
        /// The meeting.
        pub meeting_id: JointMeetingId,
        /// The regulation.
        pub coordination_id: CoordinationId,
        /// When the meeting was held.
        pub held_on: Date,
        /// What is to be done.
        pub text: String,
        /// The party charged with it.
        pub owner_id: PartyId,
        /// By when.
        pub due_on: Date,
        /// When it was done.
        pub done_on: Option<Date>,
        /// What proves it.
        pub evidence: String,
        /// Why it is late.
        pub delay_reason: String,
    }

    /// Căn cứ: a document on which a regulation rests, with the first act that changed it since.
    pub(super) struct Basis {
        pub(super) coordination_id: CoordinationId,
        pub(super) document_id: DocumentId,
        pub(super) number: String,
        pub(super) title: String,
        pub(super) in_force_on: Option<Date>,
        pub(super) ended_on: Option<Date>,
    }

    /// An act that amends a basis.
    pub(super) struct Amending {
        pub(super) document_id: DocumentId,
        pub(super) number: String,
        pub(super) in_force_on: Date,
    }

    /// A state and its day.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = coordination::StepLine)]
    pub struct StepLine {
        /// The state.
        pub state: CoordinationState,
        /// Since when.
        pub day: Date,
        /// Why.
        pub reason: String,
    }
}

/// Which regulations are read: one, those of a council, or all.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Which {
    pub(super) id: Option<CoordinationId>,
    pub(super) council: Option<CouncilId>,
}

/// Narrows a statement to [`Which`], its second and third parameter.
macro_rules! of_which {
    () => {
        "(CAST($2 AS UUID) IS NULL OR k.id = $2) AND (CAST($3 AS UUID) IS NULL OR k.council_id = $3)"
    };
}

sql! {
    REGULATIONS = concat!(
        "SELECT k.id, k.council_id, c.path, c.level, u.name AS unit_name, c.number AS council_number, k.number, k.title, k.extent, k.valid_to, \
                coalesce(k.valid_to, c.valid_to) AS ends_on, k.document_id, d.number AS document_number, k.replaces_id, \
                (SELECT n.id FROM coordination n JOIN coordination_step x ON x.coordination_id = n.id \
                 WHERE n.replaces_id = k.id AND x.state = 'in_force' AND x.day <= $1 \
                 ORDER BY x.day LIMIT 1) AS replaced_by_id, k.comment_until, \
                s.state, s.day AS since, s.reason, \
                (SELECT min(f.day) FROM coordination_step f WHERE f.coordination_id = k.id AND f.state = 'in_force' AND f.day <= $1) AS in_force_on \
         FROM coordination k JOIN council c ON c.id = k.council_id JOIN unit u ON u.id = c.unit_id LEFT JOIN document d ON d.id = k.document_id \
         JOIN coordination_step s ON s.coordination_id = k.id AND s.position = \
              (SELECT max(x.position) FROM coordination_step x WHERE x.coordination_id = k.id AND x.day <= $1) \
         WHERE ", of_which!(), " ORDER BY c.path, s.day DESC, k.id"
    );
    PARTIES = concat!(
        "SELECT p.id, p.coordination_id, p.institution_id, i.kind AS institution_kind, u.path, p.body_id, p.name, \
                coalesce(i.valid_to, b.valid_to) AS ended_on, u.valid_to AS unit_ended_on, p.agreed_on, p.signed_on, p.signer \
         FROM coordination_party p JOIN coordination k ON k.id = p.coordination_id LEFT JOIN institution i ON i.id = p.institution_id \
         LEFT JOIN unit u ON u.id = i.unit_id LEFT JOIN body b ON b.id = p.body_id \
         WHERE (p.removed_on IS NULL OR p.removed_on > $1) AND ", of_which!(), " ORDER BY p.coordination_id, p.position"
    );
    DUTIES = concat!(
        "SELECT y.id, y.coordination_id, y.content, y.title, y.lead_id, y.recurrence, y.due_on, y.days, y.output \
         FROM coordination_duty y JOIN coordination k ON k.id = y.coordination_id \
         WHERE (y.removed_on IS NULL OR y.removed_on > $1) AND ", of_which!(), " ORDER BY y.coordination_id, y.position"
    );
    PARTNERS = concat!(
        "SELECT z.duty_id, z.party_id FROM coordination_duty_partner z JOIN coordination_duty y ON y.id = z.duty_id \
         JOIN coordination k ON k.id = y.coordination_id JOIN coordination_party p ON p.id = z.party_id \
         WHERE (p.removed_on IS NULL OR p.removed_on > $1) AND ", of_which!(), " ORDER BY z.duty_id, p.position"
    );
    KEPT = concat!(
        "SELECT t.id, t.duty_id, t.period, t.asked, t.due_on, t.done_on, t.evidence, t.document_id, \
                d.number AS document_number, t.delay_reason, t.excused_on, t.excuse \
         FROM coordination_task t JOIN coordination_duty y ON y.id = t.duty_id JOIN coordination k ON k.id = y.coordination_id \
         LEFT JOIN document d ON d.id = t.document_id WHERE (t.asked_on IS NULL OR t.asked_on <= $1) AND ", of_which!(), " ORDER BY t.id"
    );
    CONCLUSIONS = concat!(
        "SELECT o.id, o.meeting_id, m.coordination_id, m.held_on, o.text, o.owner_id, o.due_on, o.done_on, o.evidence, o.delay_reason \
         FROM joint_conclusion o JOIN joint_meeting m ON m.id = o.meeting_id JOIN coordination k ON k.id = m.coordination_id \
         WHERE m.held_on <= $1 AND ", of_which!(), " ORDER BY o.due_on, o.id"
    );
    BASES = concat!(
        "SELECT b.coordination_id, b.document_id, d.number, d.title, d.in_force_on, d.ended_on FROM coordination_basis b \
         JOIN coordination k ON k.id = b.coordination_id JOIN document d ON d.id = b.document_id \
         WHERE k.id IN (SELECT x.coordination_id FROM coordination_step x WHERE x.day <= $1) AND ", of_which!(), " ORDER BY d.signed_on, d.number"
    );
    AMENDING = concat!(
        "SELECT DISTINCT b.document_id, o.number, o.in_force_on FROM coordination_basis b JOIN coordination k ON k.id = b.coordination_id \
         JOIN document_relation r ON r.to_id = b.document_id AND r.kind = 'amends' JOIN document o ON o.id = r.from_id \
         WHERE o.in_force_on <= $1 AND ", of_which!(), " ORDER BY o.in_force_on, o.number"
    );
    COMMENTS = concat!(
        "SELECT a.id, a.party_id, a.day, a.text FROM coordination_comment a JOIN coordination_party p ON p.id = a.party_id \
         JOIN coordination k ON k.id = p.coordination_id WHERE a.day <= $1 AND ", of_which!(), " ORDER BY a.day, a.id"
    );
    MEETINGS = concat!(
        "SELECT m.id, m.coordination_id, m.kind, m.held_on, m.minutes FROM joint_meeting m JOIN coordination k ON k.id = m.coordination_id \
         WHERE m.held_on <= $1 AND ", of_which!(), " ORDER BY m.held_on DESC, m.id"
    );
    PRESENT = concat!(
        "SELECT q.meeting_id, q.party_id FROM joint_meeting_party q JOIN joint_meeting m ON m.id = q.meeting_id \
         JOIN coordination k ON k.id = m.coordination_id JOIN coordination_party p ON p.id = q.party_id \
         WHERE m.held_on <= $1 AND ", of_which!(), " ORDER BY q.meeting_id, p.position"
    );
    STEPS = "SELECT state, day, reason FROM coordination_step WHERE coordination_id = $1 AND day <= $2 ORDER BY position";
    OF_PARTY = "SELECT coordination_id FROM coordination_party WHERE id = $1";
    OF_DUTY = "SELECT coordination_id FROM coordination_duty WHERE id = $1";
    OF_MEETING = "SELECT coordination_id FROM joint_meeting WHERE id = $1";
    OF_CONCLUSION = "SELECT m.coordination_id FROM joint_conclusion o JOIN joint_meeting m ON m.id = o.meeting_id WHERE o.id = $1";
}

impl Coordination {
    /// "HĐND thành phố Cần Thơ khóa XI".
    pub fn council_title(&self) -> String {
        council_title(&self.unit_name, &self.council_number)
    }

    /// Whether everybody may read it: it was signed.
    pub fn is_public(&self) -> bool {
        self.in_force_on.is_some()
    }

    /// The days on which it is or was in force; none while it never was.
    pub fn force(&self) -> Option<Period> {
        force(self.in_force_on, (self.state, self.since), self.ends_on)
    }
}

/// The days on which a regulation is or was in force, that came into its state on a day; none while it never was.
pub(super) fn force(
    in_force_on: Option<Date>,
    (state, since): (CoordinationState, Date),
    ends_on: Option<Date>,
) -> Option<Period> {
    let over = matches!(
        state,
        CoordinationState::Ended | CoordinationState::Replaced
    );
    let stopped = over.then_some(since);
    let to = match (ends_on, stopped) {
        (Some(agreed), Some(stopped)) => Some(agreed.min(stopped)),
        (agreed, stopped) => agreed.or(stopped),
    };
    Some(Period {
        from: in_force_on?,
        to,
    })
}

impl Which {
    pub(super) const fn one(id: CoordinationId) -> Self {
        Self {
            id: Some(id),
            council: None,
        }
    }

    fn values(self, on: Date) -> Vec<store::Value> {
        args![on, self.id, self.council]
    }

    pub(super) async fn regulations(self, db: &impl Reader, on: Date) -> Result<Vec<Coordination>> {
        Ok(db.all(REGULATIONS, self.values(on)).await?)
    }

    pub(super) async fn parties(self, db: &impl Reader, on: Date) -> Result<Vec<Party>> {
        Ok(db.all(PARTIES, self.values(on)).await?)
    }

    pub(super) async fn duties(self, db: &impl Reader, on: Date) -> Result<Vec<Duty>> {
        Ok(db.all(DUTIES, self.values(on)).await?)
    }

    pub(super) async fn partners(self, db: &impl Reader, on: Date) -> Result<Vec<Partner>> {
        Ok(db.all(PARTNERS, self.values(on)).await?)
    }

    pub(super) async fn kept(self, db: &impl Reader, on: Date) -> Result<Vec<Kept>> {
        Ok(db.all(KEPT, self.values(on)).await?)
    }

    pub(super) async fn conclusions(self, db: &impl Reader, on: Date) -> Result<Vec<Conclusion>> {
        Ok(db.all(CONCLUSIONS, self.values(on)).await?)
    }

    pub(super) async fn bases(self, db: &impl Reader, on: Date) -> Result<Vec<Basis>> {
        Ok(db.all(BASES, self.values(on)).await?)
    }

    pub(super) async fn amending(self, db: &impl Reader, on: Date) -> Result<Vec<Amending>> {
        Ok(db.all(AMENDING, self.values(on)).await?)
    }

    pub(super) async fn comments(self, db: &impl Reader, on: Date) -> Result<Vec<Comment>> {
        Ok(db.all(COMMENTS, self.values(on)).await?)
    }

    pub(super) async fn meetings(self, db: &impl Reader, on: Date) -> Result<Vec<Meeting>> {
        Ok(db.all(MEETINGS, self.values(on)).await?)
    }

    pub(super) async fn present(self, db: &impl Reader, on: Date) -> Result<Vec<Presence>> {
        Ok(db.all(PRESENT, self.values(on)).await?)
    }
}

/// The steps of a regulation until a day.
pub(super) async fn steps(db: &impl Reader, id: CoordinationId, on: Date) -> Result<Vec<StepLine>> {
    Ok(db.all(STEPS, args![id, on]).await?)
}

/// The regulation as it stands on a day.
pub async fn coordination(db: &impl Reader, id: CoordinationId, on: Date) -> Result<Coordination> {
    let found = Which::one(id).regulations(db, on).await?;
    found
        .into_iter()
        .next()
        .ok_or(Refusal::NotFound("coordination"))
}

/// The regulation to which a party, a duty, a meeting or a conclusion belongs.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// A party.
    Party(PartyId),
    /// A duty.
    Duty(CoordinationDutyId),
    /// A meeting.
    Meeting(JointMeetingId),
    /// A conclusion.
    Conclusion(ConclusionId),
}

impl Part {
    /// The regulation.
    pub async fn of(self, db: &impl Reader) -> Result<CoordinationId> {
        let (found, what): (Option<CoordinationId>, _) = match self {
            Self::Party(id) => (db.scalar(OF_PARTY, args![id]).await?, "party"),
            Self::Duty(id) => (db.scalar(OF_DUTY, args![id]).await?, "coordination_duty"),
            Self::Meeting(id) => (db.scalar(OF_MEETING, args![id]).await?, "joint_meeting"),
            Self::Conclusion(id) => (db.scalar(OF_CONCLUSION, args![id]).await?, "conclusion"),
        };
        found.ok_or(Refusal::NotFound(what))
    }
}
