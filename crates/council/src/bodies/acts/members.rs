//! Setting up and ending bodies, appointing and relieving members.

use kernel::ids::{BodyId, CouncilId, DecisionId, MembershipId, PersonId};
use kernel::{Date, Period};
use serde_json::json;
use store::{Reader as _, args, record, sql};

use super::super::{BodyKind, Post, queries};
use super::{check_decision, check_end};
use crate::access::Act;
use crate::refusal::Problems;
use crate::{Acting, Refusal, Result};

/// Thành lập Thường trực, Ban, Tổ đại biểu: sets up a body.
#[derive(Debug, Clone)]
pub struct SetUpBody {
    /// The council.
    pub council: CouncilId,
    /// Its kind.
    pub kind: BodyKind,
    /// Its name, such as "Ban Pháp chế" or "Tổ đại biểu số 1".
    pub name: String,
    /// Its place among the bodies of the council.
    pub rank: u32,
    /// First day.
    pub valid_from: Date,
    /// First day on which it no longer exists, where it has ended.
    pub valid_to: Option<Date>,
    /// The decision, where one is recorded.
    pub decision: Option<DecisionId>,
}

/// Giải thể một cơ quan của hội đồng: ends a body with its memberships.
#[derive(Debug, Clone)]
pub struct EndBody {
    /// The body.
    pub body: BodyId,
    /// First day on which it no longer exists.
    pub ended_on: Date,
    /// The decision, where one is recorded.
    pub decision: Option<DecisionId>,
    /// The reason.
    pub reason: String,
}

/// Bầu, cử thành viên: appoints a delegate to a body.
#[derive(Debug, Clone)]
pub struct AppointMember {
    /// The body.
    pub body: BodyId,
    /// The delegate.
    pub person: PersonId,
    /// The post.
    pub post: Post,
    /// Chuyên trách hay không.
    pub full_time: bool,
    /// First day.
    pub valid_from: Date,
    /// First day on which it has ended, where it has.
    pub valid_to: Option<Date>,
    /// The decision, where one is recorded.
    pub decision: Option<DecisionId>,
}

/// Miễn nhiệm, cho thôi làm thành viên: ends a membership.
#[derive(Debug, Clone)]
pub struct RelieveMember {
    /// The membership.
    pub membership: MembershipId,
    /// First day on which it has ended.
    pub relieved_on: Date,
    /// The decision, where one is recorded.
    pub decision: Option<DecisionId>,
    /// The reason.
    pub reason: String,
}

record! {
    struct BodyRow { council_id: CouncilId, kind: BodyKind, valid_from: Date, valid_to: Option<Date> }
    struct MembershipRow { council_id: CouncilId, person_id: PersonId, valid_from: Date, valid_to: Option<Date> }
}

sql! {
    BODY = "SELECT council_id, kind, valid_from, valid_to FROM body WHERE id = $1";
    MEMBERSHIP = "SELECT b.council_id, m.person_id, m.valid_from, m.valid_to \
                  FROM membership m JOIN body b ON b.id = m.body_id WHERE m.id = $1";
    SAME_KIND = "SELECT count(*) FROM body WHERE council_id = $1 AND kind = $2 AND valid_from < $4 AND (valid_to IS NULL OR valid_to > $3)";
    SAME_NAME = "SELECT count(*) FROM body WHERE council_id = $1 AND name = $2 AND valid_from < $4 AND (valid_to IS NULL OR valid_to > $3)";
    INSERT_BODY = "INSERT INTO body (id, council_id, kind, name, rank, valid_from, valid_to, decision_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    MEMBERS_LATER = "SELECT count(*) FROM membership WHERE body_id = $1 AND valid_from >= $2";
    END_BODY = "UPDATE body SET valid_to = $2, end_decision_id = $3 WHERE id = $1";
    END_MEMBERS = "UPDATE membership SET valid_to = $2, end_decision_id = $3 WHERE body_id = $1 AND (valid_to IS NULL OR valid_to > $2)";
    HAS_MANDATE = "SELECT count(*) FROM mandate WHERE council_id = $1 AND person_id = $2 AND valid_from <= $3 \
                   AND (valid_to IS NULL OR valid_to >= $4)";
    SAME_PERSON = "SELECT count(*) FROM membership WHERE body_id = $1 AND person_id = $2 AND valid_from < $4 AND (valid_to IS NULL OR valid_to > $3)";
    SAME_POST = "SELECT count(*) FROM membership WHERE body_id = $1 AND post = $2 AND valid_from < $4 AND (valid_to IS NULL OR valid_to > $3)";
    INSERT_MEMBERSHIP = "INSERT INTO membership (id, body_id, person_id, post, full_time, valid_from, valid_to, decision_id) \
                         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    END_MEMBERSHIP = "UPDATE membership SET valid_to = $2, end_decision_id = $3 WHERE id = $1";
}

/// Sets up a body. A council has one standing committee and one board of each kind at a time.
pub async fn set_up_body(acting: &Acting<'_>, command: SetUpBody) -> Result<BodyId> {
    let council = queries::council(&acting.tx, command.council).await?;
    acting.may(Act::SetUpBody, &council.path)?;
    let mut problems = Problems::default();
    let name = problems.text("name", &command.name);
    let period = problems.period(command.valid_from, command.valid_to);
    problems.unless(
        council.period().covers(&period),
        "valid_from",
        "outside-council",
    );
    if command.kind != BodyKind::DelegateGroup {
        let same = args![council.id, command.kind, period.from, period.bound()];
        let same: Option<i64> = acting.tx.scalar(SAME_KIND, same).await?;
        problems.unless(same == Some(0), "kind", "body-there-already");
    }
    let same = args![council.id, &name, period.from, period.bound()];
    let same: Option<i64> = acting.tx.scalar(SAME_NAME, same).await?;
    problems.unless(same == Some(0), "name", "body-name-taken");
    check_decision(acting, &mut problems, council.id, command.decision).await?;
    problems.refuse()?;

    let id = BodyId::fresh();
    let values = args![
        id,
        council.id,
        command.kind,
        &name,
        command.rank,
        period.from,
        period.to,
        command.decision,
    ];
    acting.tx.execute(INSERT_BODY, values).await?;
    let detail = json!({ "after": {
        "kind": command.kind, "name": name, "rank": command.rank,
        "valid_from": period.from, "valid_to": period.to, "decision": command.decision,
    }});
    acting
        .audit(Act::SetUpBody, Some(council.id), "body", id, "", detail)
        .await?;
    Ok(id)
}

/// Ends a body and the memberships in it.
pub async fn end_body(acting: &Acting<'_>, command: EndBody) -> Result<()> {
    let body: BodyRow = body(acting, command.body).await?;
    let council = queries::council(&acting.tx, body.council_id).await?;
    acting.may(Act::EndBody, &council.path)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", &command.reason);
    check_end(&mut problems, "ended_on", body.period(), command.ended_on);
    check_decision(acting, &mut problems, council.id, command.decision).await?;
    let later: Option<i64> = acting
        .tx
        .scalar(MEMBERS_LATER, args![command.body, command.ended_on])
        .await?;
    problems.unless(later == Some(0), "ended_on", "begins-later");
    problems.refuse()?;

    let ending = || args![command.body, command.ended_on, command.decision];
    acting.tx.execute(END_BODY, ending()).await?;
    let members = acting.tx.execute(END_MEMBERS, ending()).await?;
    let detail = json!({
        "before": { "valid_to": body.valid_to },
        "after": { "valid_to": command.ended_on, "decision": command.decision },
        "ended": { "memberships": members },
    });
    acting
        .audit(
            Act::EndBody,
            Some(council.id),
            "body",
            command.body,
            &reason,
            detail,
        )
        .await
}

/// Appoints a delegate of the council to one of its bodies.
pub async fn appoint_member(acting: &Acting<'_>, command: AppointMember) -> Result<MembershipId> {
    let body: BodyRow = body(acting, command.body).await?;
    let council = queries::council(&acting.tx, body.council_id).await?;
    acting.may(Act::AppointMember, &council.path)?;
    let mut problems = Problems::default();
    let period = problems.period(command.valid_from, command.valid_to);
    check_place(acting, &mut problems, &command, &body, period).await?;
    check_decision(acting, &mut problems, council.id, command.decision).await?;
    problems.refuse()?;

    let id = MembershipId::fresh();
    let values = args![
        id,
        command.body,
        command.person,
        command.post,
        command.full_time,
        period.from,
        period.to,
        command.decision,
    ];
    acting.tx.execute(INSERT_MEMBERSHIP, values).await?;
    let detail = json!({ "after": {
        "person": command.person, "body": command.body, "post": command.post, "full_time": command.full_time,
        "valid_from": period.from, "valid_to": period.to, "decision": command.decision,
    }});
    acting
        .audit(
            Act::AppointMember,
            Some(council.id),
            "membership",
            id,
            "",
            detail,
        )
        .await?;
    Ok(id)
}

/// Whether the body has this post, the person may take it, and nobody holds it.
async fn check_place(
    acting: &Acting<'_>,
    problems: &mut Problems,
    command: &AppointMember,
    body: &BodyRow,
    period: Period,
) -> Result<()> {
    let tx = &acting.tx;
    problems.unless(
        Post::of(body.kind).contains(&command.post),
        "post",
        "post-of-other-body",
    );
    problems.unless(body.period().covers(&period), "valid_from", "outside-body");
    let mandate = args![body.council_id, command.person, period.from, period.bound()];
    let mandate: Option<i64> = tx.scalar(HAS_MANDATE, mandate).await?;
    problems.unless(mandate != Some(0), "person", "member-without-mandate");
    let same = args![command.body, command.person, period.from, period.bound()];
    let same: Option<i64> = tx.scalar(SAME_PERSON, same).await?;
    problems.unless(same == Some(0), "person", "member-already");
    if command.post.is_single() {
        let same = args![command.body, command.post, period.from, period.bound()];
        let same: Option<i64> = tx.scalar(SAME_POST, same).await?;
        problems.unless(same == Some(0), "post", "post-taken");
    }
    Ok(())
}

/// Ends a membership.
pub async fn relieve_member(acting: &Acting<'_>, command: RelieveMember) -> Result<()> {
    let membership: MembershipRow = acting
        .tx
        .one(MEMBERSHIP, args![command.membership])
        .await?
        .ok_or(Refusal::NotFound("membership"))?;
    let council = queries::council(&acting.tx, membership.council_id).await?;
    acting.may(Act::RelieveMember, &council.path)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", &command.reason);
    let period = Period {
        from: membership.valid_from,
        to: membership.valid_to,
    };
    check_end(&mut problems, "relieved_on", period, command.relieved_on);
    check_decision(acting, &mut problems, council.id, command.decision).await?;
    problems.refuse()?;

    let values = args![command.membership, command.relieved_on, command.decision];
    acting.tx.execute(END_MEMBERSHIP, values).await?;
    let detail = json!({
        "person": membership.person_id,
        "before": { "valid_to": membership.valid_to },
        "after": { "valid_to": command.relieved_on, "decision": command.decision },
    });
    acting
        .audit(
            Act::RelieveMember,
            Some(council.id),
            "membership",
            command.membership,
            &reason,
            detail,
        )
        .await
}

async fn body(acting: &Acting<'_>, id: BodyId) -> Result<BodyRow> {
    acting
        .tx
        .one(BODY, args![id])
        .await?
        .ok_or(Refusal::NotFound("body"))
}

impl BodyRow {
    fn period(&self) -> Period {
        Period {
            from: self.valid_from,
            to: self.valid_to,
        }
    }
}
