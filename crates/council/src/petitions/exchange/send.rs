//! Writing files: matters for the other side, answers for the side that asked.

use kernel::Date;
use kernel::ids::{CouncilId, MatterId};
use kernel::vi;
use serde_json::json;
use store::{Reader, args, record, sql};

use super::file::{Answer, Content, MOST, Paper, Sent, Side};
use crate::access::{Act, Actor};
use crate::bodies::CouncilRef;
use crate::bodies::queries::council;
use crate::petitions::ledger::Ledger;
use crate::petitions::queries::{Matter, MatterFilter, MatterLine, matter, matters, steps};
use crate::petitions::replies::replies;
use crate::petitions::{MatterState, ResultKind, whole};
use crate::refusal::Problems;
use crate::{Acting, Page, Problem, Result};

record! {
    /// A side that sent matters, and how many of them have an answer.
    #[derive(Debug, Clone)]
    pub struct Source {
        /// The path of official codes of its unit.
        pub source_code: String,
        /// The name of its unit.
        pub source_name: String,
        /// How many matters came from it.
        pub matters: u32,
        /// How many of them were answered.
        pub answered: u32,
    }

    struct Came { matter_id: MatterId, merged_into: Option<MatterId>, foreign_id: MatterId, foreign_number: String }
}

sql! {
    SOURCES = "SELECT o.source_code, max(o.source_name) AS source_name, count(*) AS matters, \
                      (SELECT count(*) FROM matter_origin p WHERE p.council_id = $1 AND p.source_code = o.source_code AND EXISTS \
                       (SELECT 1 FROM matter_step s WHERE s.matter_id = p.matter_id AND s.reply_id IS NOT NULL)) AS answered \
               FROM matter_origin o WHERE o.council_id = $1 GROUP BY o.source_code ORDER BY o.source_code";
    CAME = "SELECT o.matter_id, m.merged_into, o.foreign_id, o.foreign_number FROM matter_origin o JOIN matter m ON m.id = o.matter_id \
            WHERE o.council_id = $1 AND o.source_code = $2 AND m.guarded = 0 ORDER BY m.since DESC, o.foreign_number";
}

/// The public matters of a council that somebody has and owes an answer to, the latest first: those that can be passed on by file.
pub async fn to_send(
    ledger: &Ledger,
    council: CouncilId,
    holder: Option<kernel::ids::InstitutionId>,
    today: Date,
) -> Result<Vec<MatterLine>> {
    let mut found = Vec::new();
    for state in [MatterState::Routed, MatterState::InHand] {
        let filter = MatterFilter {
            council: Some(council),
            state: Some(state),
            holder,
            ..MatterFilter::default()
        };
        let page = Page {
            number: 1,
            size: u32::try_from(MOST).unwrap_or(u32::MAX),
        };
        found.extend(
            matters(ledger, &Actor::voter(), &filter, today, today, page)
                .await?
                .rows,
        );
    }
    found.truncate(MOST);
    Ok(found)
}

/// The sides that matters of a council came from.
pub async fn sources(db: &impl Reader, council: CouncilId) -> Result<Vec<Source>> {
    Ok(db.all(SOURCES, args![council]).await?)
}

/// Chuyển bằng tệp: writes the file of some matters, for whoever the reason says. The line in the audit chain tells what left.
pub async fn matters_file(
    acting: &Acting<'_>,
    of: CouncilId,
    chosen: &[MatterId],
    reason: &str,
) -> Result<String> {
    let council = council(&acting.tx, of).await?;
    acting.may(Act::ExchangeMatters, &council.path)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", reason);
    problems.unless(!chosen.is_empty(), "matter", "exchange-none-chosen");
    if chosen.len() > MOST {
        problems.add(Problem::new("matter", "exchange-too-many").with("most", MOST));
    }
    let (mut sent, mut told) = (Vec::new(), Vec::new());
    for id in chosen.iter().take(MOST) {
        let matter = matter(&acting.tx, *id, acting.today).await?;
        let fits = matter.council_id == of && !matter.guarded && matter.state.is_open();
        problems.unless(fits, "matter", "choice-unknown");
        told.push(matter.label());
        sent.push(sent_of(&matter));
    }
    problems.refuse()?;
    let detail = json!({"after": {"matters": told}});
    acting
        .audit(
            Act::ExchangeMatters,
            Some(of),
            "council",
            of,
            &reason,
            detail,
        )
        .await?;
    Ok(content(&council, acting.today, sent, Vec::new()).write())
}

/// Gửi trả lời bằng tệp: writes the answers to what one side passed on.
pub async fn answers_file(acting: &Acting<'_>, of: CouncilId, source: &str) -> Result<String> {
    let council = council(&acting.tx, of).await?;
    acting.may(Act::ExchangeMatters, &council.path)?;
    let came: Vec<Came> = acting.tx.all(CAME, args![of, source]).await?;
    let (mut answers, mut told) = (Vec::new(), Vec::new());
    for came in came {
        if answers.len() == MOST {
            break;
        }
        // What was merged away is answered where it was merged into.
        let id = came.merged_into.unwrap_or(came.matter_id);
        let matter = matter(&acting.tx, id, acting.today).await?;
        if matter.guarded {
            continue;
        }
        if let Some(answer) = answer_of(acting, &matter, &came).await? {
            told.push(matter.label());
            answers.push(answer);
        }
    }
    if answers.is_empty() {
        return Err(Problem::new("", "exchange-no-answers").into());
    }
    let detail = json!({"after": {"answers": told, "source": source}});
    acting
        .audit(Act::ExchangeMatters, Some(of), "council", of, "", detail)
        .await?;
    Ok(content(&council, acting.today, Vec::new(), answers).write())
}

fn content(council: &CouncilRef, today: Date, matters: Vec<Sent>, answers: Vec<Answer>) -> Content {
    Content {
        from: Side {
            code: council.path.clone(),
            name: vi::clean(&council.unit_name),
        },
        made_on: today,
        matters,
        answers,
    }
}

fn sent_of(matter: &Matter) -> Sent {
    Sent {
        id: matter.id,
        number: matter.label(),
        title: vi::clean(&matter.title),
        field: matter.field,
        competence: matter.competence,
        raised_on: matter.raised_on,
        place: vi::clean(matter.unit_name.as_deref().unwrap_or_default()),
    }
}

/// The answer that made a matter what it is; none while it waits, or after it was taken up again.
async fn answer_of(acting: &Acting<'_>, matter: &Matter, came: &Came) -> Result<Option<Answer>> {
    let result = match matter.state {
        MatterState::Settled => ResultKind::Settled,
        MatterState::Explained => ResultKind::Explained,
        MatterState::InHand => ResultKind::InHand,
        MatterState::NotSettled => ResultKind::NotSettled,
        MatterState::Received
        | MatterState::Routed
        | MatterState::Returned
        | MatterState::Reopened
        | MatterState::Merged => return Ok(None),
    };
    let steps = steps(&acting.tx, matter.id, acting.today).await?;
    let Some(by) = steps.last().and_then(|step| step.reply_id) else {
        return Ok(None);
    };
    let all = replies(&acting.tx, matter.id, acting.today).await?;
    // A reply that came with an office's table may say nothing but its result; that is told when it is written down in full.
    let reply = all
        .into_iter()
        .find(|reply| reply.id == by && !whole(&reply.text).is_empty());
    let held_by = matter
        .holder
        .clone()
        .unwrap_or_else(|| matter.council_unit.clone());
    Ok(reply.map(|reply| Answer {
        id: came.foreign_id,
        number: came.foreign_number.clone(),
        result,
        outcome: matter.outcome,
        promised_on: matter.promised_on,
        reply: Paper {
            number: vi::clean(&reply.number),
            signed_on: reply.signed_on,
            author: match vi::clean(&reply.author) {
                author if author.is_empty() => vi::clean(&held_by),
                author => author,
            },
            text: whole(&reply.text),
        },
    }))
}
