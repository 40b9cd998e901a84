//! Biến động: what changed among the delegates since a day, each with its decision.

use std::sync::Arc;

use kernel::Date;
use kernel::ids::{CouncilId, DecisionId, PersonId};
use store::{Reader, args, record, sql};

use crate::Result;

store::coded! {
    /// Loại biến động.
    pub enum ChangeKind {
        /// Bắt đầu làm nhiệm vụ đại biểu.
        MandateBegan = "mandate_began",
        /// Thôi làm nhiệm vụ đại biểu.
        MandateEnded = "mandate_ended",
        /// Bị tạm đình chỉ.
        Suspended = "suspended",
        /// Trở lại thực hiện nhiệm vụ.
        Lifted = "lifted",
        /// Được bầu, cử giữ chức vụ.
        Appointed = "appointed",
        /// Thôi giữ chức vụ.
        Relieved = "relieved",
    }
}

record! {
    /// One change.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = people::Change)]
    pub struct Change {
        /// When.
        pub day: Date,
        /// What happened.
        pub kind: ChangeKind,
        /// To whom.
        pub person_id: PersonId,
        /// The name on that day.
        pub full_name: String,
        /// The code of the origin, the reason of the end, or the post.
        pub what: Option<String>,
        /// The body of a post.
        pub body: Option<String>,
        /// The decision.
        pub decision_id: Option<DecisionId>,
        /// Its number.
        pub decision: Option<String>,
    }
}

sql! {
    CHANGES = "SELECT x.day, x.kind, x.person_id, r.full_name, x.what, x.body, x.decision_id, d.number AS decision FROM ( \
          SELECT m.valid_from AS day, 'mandate_began' AS kind, m.person_id, m.origin AS what, CAST(NULL AS TEXT) AS body, m.start_decision_id AS decision_id \
          FROM mandate m WHERE m.council_id = $1 AND m.valid_from > $2 AND m.valid_from <= $3 \
          UNION ALL SELECT m.valid_to, 'mandate_ended', m.person_id, m.end_reason, NULL, m.end_decision_id \
          FROM mandate m WHERE m.council_id = $1 AND m.valid_to > $2 AND m.valid_to <= $3 \
          UNION ALL SELECT s.valid_from, 'suspended', m.person_id, NULL, NULL, s.decision_id \
          FROM mandate m JOIN suspension s ON s.mandate_id = m.id WHERE m.council_id = $1 AND s.valid_from > $2 AND s.valid_from <= $3 \
          UNION ALL SELECT s.valid_to, 'lifted', m.person_id, NULL, NULL, s.end_decision_id \
          FROM mandate m JOIN suspension s ON s.mandate_id = m.id WHERE m.council_id = $1 AND s.valid_to > $2 AND s.valid_to <= $3 \
             AND (m.valid_to IS NULL OR m.valid_to > s.valid_to) \
          UNION ALL SELECT p.valid_from, 'appointed', p.person_id, p.post, b.name, p.decision_id \
          FROM body b JOIN membership p ON p.body_id = b.id WHERE b.council_id = $1 AND p.valid_from > $2 AND p.valid_from <= $3 \
          UNION ALL SELECT p.valid_to, 'relieved', p.person_id, p.post, b.name, p.end_decision_id \
          FROM body b JOIN membership p ON p.body_id = b.id WHERE b.council_id = $1 AND p.valid_to > $2 AND p.valid_to <= $3 \
        ) x JOIN person_record r ON r.person_id = x.person_id AND r.valid_from <= x.day AND (r.valid_to IS NULL OR r.valid_to > x.day) \
        LEFT JOIN decision d ON d.id = x.decision_id ORDER BY x.day DESC, r.sort_key, x.kind";
}

/// The changes in a council after one day and until another, the newest first.
pub async fn changes(
    db: &impl Reader,
    council: CouncilId,
    after: Date,
    until: Date,
) -> Result<Arc<Vec<Change>>> {
    Ok(db.all_kept(CHANGES, args![council, after, until]).await?)
}
