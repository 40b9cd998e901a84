//! An actor at work: one transaction in which acts are carried out, all or none.

use kernel::ids::CouncilId;
use kernel::{Clock, Date, Id, Timestamp};
use store::{AuditLine, Db, Tx};

use crate::access::{Act, Actor};
use crate::{Refusal, Result};

/// An actor, the transaction and the moment. Acts take this; [`Acting::commit`] makes them lasting together.
pub struct Acting<'a> {
    /// The transaction.
    pub tx: Tx,
    /// Who acts.
    pub actor: &'a Actor,
    /// When.
    pub now: Timestamp,
    /// The day in Vietnam.
    pub today: Date,
}

impl<'a> Acting<'a> {
    /// Begins.
    pub async fn begin(db: &Db, actor: &'a Actor, clock: &Clock) -> Result<Self> {
        let now = clock.now();
        let tx = db.begin(actor.who(), now).await?;
        Ok(Self {
            tx,
            actor,
            now,
            today: kernel::time::local(now).date(),
        })
    }

    /// Asks leave.
    pub fn may(&self, act: Act, path: &str) -> Result<()> {
        Ok(self.actor.may(act, path)?)
    }

    /// Writes the line of the act into the audit chain.
    pub async fn audit<K>(
        &self,
        act: Act,
        council: Option<CouncilId>,
        subject_kind: &'static str,
        subject: Id<K>,
        reason: &str,
        detail: serde_json::Value,
    ) -> Result<()> {
        let line = AuditLine {
            act: act.code(),
            council,
            subject_kind,
            subject: subject.uuid(),
            reason: reason.to_owned(),
            detail,
        };
        self.tx.audit(line).await.map_err(Refusal::Store)
    }

    /// Makes everything done lasting.
    pub async fn commit(self) -> Result<()> {
        self.tx.commit().await.map_err(Refusal::Store)
    }
}
