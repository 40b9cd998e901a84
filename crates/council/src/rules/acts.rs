//! Setting a rule for one council.

use kernel::Date;
use kernel::ids::{CouncilId, RuleId};
use serde_json::{Value as Json, json};
use store::{Reader as _, args, record, sql};

use crate::access::Act;
use crate::bodies::queries::council;
use crate::refusal::Problems;
use crate::seed_data::Certainty;
use crate::seed_data::rules::Measure;
use crate::{Acting, Result};

/// Quy định riêng của địa phương: a council sets a rule for itself, on a basis of its own.
#[derive(Debug, Clone)]
pub struct SetLocalRule {
    /// The council.
    pub council: CouncilId,
    /// What the rule is about; one that a general rule is about too.
    pub key: String,
    /// Its parameters, a JSON object with the names the general rule uses.
    pub parameters: Json,
    /// Số, ký hiệu of the document on which it rests.
    pub basis_document: String,
    /// Điều, khoản.
    pub basis_provision: String,
    /// The rule in words.
    pub note_vi: String,
    /// The rule in words, in English; the Vietnamese words when empty.
    pub note_en: String,
    /// First day.
    pub valid_from: Date,
    /// First day on which it no longer applies.
    pub valid_to: Option<Date>,
}

record! {
    struct General { measure: Measure, parameters: Json }
    struct Open { id: RuleId, valid_from: Date, valid_to: Option<Date> }
}

sql! {
    GENERAL = "SELECT measure, parameters FROM rule WHERE key = $1 AND council_id IS NULL ORDER BY valid_from DESC";
    OVERLAPPING = "SELECT id, valid_from, valid_to FROM rule WHERE key = $1 AND council_id = $2 AND valid_from < $4 \
                   AND (valid_to IS NULL OR valid_to > $3) ORDER BY valid_from";
    CLOSE = "UPDATE rule SET valid_to = $2 WHERE id = $1";
    INSERT = "INSERT INTO rule (id, key, council_id, parameters, measure, basis_document, basis_provision, certainty, note_vi, note_en, valid_from, valid_to) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
}

/// Sets a rule for a council. The one it had until then ends on the day the new one begins.
pub async fn set_local_rule(acting: &Acting<'_>, command: SetLocalRule) -> Result<RuleId> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::SetLocalRule, &council.path)?;
    let tx = &acting.tx;
    let mut problems = Problems::default();
    let period = problems.period(command.valid_from, command.valid_to);
    let document = problems.text("basis_document", &command.basis_document);
    let note_vi = problems.text("note_vi", &command.note_vi);
    let general: Vec<General> = tx.all(GENERAL, args![&command.key]).await?;
    problems.unless(!general.is_empty(), "key", "no-such-rule");
    problems.unless(
        general.is_empty()
            || general
                .iter()
                .any(|rule| same_shape(&rule.parameters, &command.parameters)),
        "parameters",
        "rule-parameters-differ",
    );
    let overlapping = args![&command.key, council.id, period.from, period.bound()];
    let overlapping: Vec<Open> = tx.all(OVERLAPPING, overlapping).await?;
    let (earlier, clashing): (Vec<_>, Vec<_>) = overlapping
        .into_iter()
        .partition(|rule| rule.valid_from < period.from && rule.valid_to.is_none());
    problems.unless(clashing.is_empty(), "valid_from", "local-rule-overlaps");
    let measure = general.first().map(|rule| rule.measure);
    problems.refuse()?;

    for rule in &earlier {
        tx.execute(CLOSE, args![rule.id, period.from]).await?;
    }
    let note_en = kernel::vi::clean(&command.note_en);
    let id = RuleId::fresh();
    let values = args![
        id,
        &command.key,
        council.id,
        command.parameters.clone(),
        measure.unwrap_or(Measure::Persons),
        &document,
        kernel::vi::clean(&command.basis_provision),
        Certainty::Confirmed,
        &note_vi,
        if note_en.is_empty() {
            &note_vi
        } else {
            &note_en
        },
        period.from,
        period.to,
    ];
    tx.execute(INSERT, values).await?;
    let ended: Vec<RuleId> = earlier.iter().map(|rule| rule.id).collect();
    let detail = json!({
        "key": command.key,
        "ended": ended,
        "after": {
            "parameters": command.parameters, "basis_document": document,
            "valid_from": period.from, "valid_to": period.to,
        },
    });
    acting
        .audit(
            Act::SetLocalRule,
            Some(council.id),
            "rule",
            id,
            &document,
            detail,
        )
        .await?;
    Ok(id)
}

/// Whether the parameters have the names of another rule's and values of the same kind.
fn same_shape(general: &Json, local: &Json) -> bool {
    let (Some(general), Some(local)) = (general.as_object(), local.as_object()) else {
        return false;
    };
    general.len() == local.len()
        && general.iter().all(|(name, value)| {
            local.get(name).is_some_and(|other| {
                std::mem::discriminant(value) == std::mem::discriminant(other)
                    && value.as_str().is_none_or(|text| {
                        text.contains('/') == other.as_str().is_some_and(is_share)
                    })
            })
        })
}

fn is_share(text: &str) -> bool {
    text.split_once('/').is_some_and(|(part, whole)| {
        part.parse::<u32>().is_ok() && whole.parse::<u32>().is_ok_and(|whole| whole > 0)
    })
}
