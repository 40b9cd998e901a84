//! Soạn thảo: what the regulation is called and rests on, its parties, its duties.

use jiff::ToSpan as _;
use kernel::ids::{
    BodyId, CoordinationDutyId, CoordinationId, CouncilId, DocumentId, InstitutionId, PartyId,
};
use kernel::{Date, vi};
use serde_json::json;
use store::{Reader as _, args, sql};

use super::queries::{Dossier, DutyRow, dossier};
use super::records::{Coordination, Part, coordination};
use super::schedule::most_days;
use super::{Content, CoordinationState, Recurrence, audit, enter};
use crate::access::Act;
use crate::bodies::queries::{bodies, council};
use crate::library::queries::document_by_number;
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

/// What a regulation is called, how long it holds and on what it rests.
#[derive(Debug, Clone, Default)]
pub struct Described {
    /// Số, ký hiệu; may be empty.
    pub number: String,
    /// Tên gọi.
    pub title: String,
    /// How long the paper is, such as "7 chương, 23 điều"; may be empty.
    pub extent: String,
    /// The last day on which it holds; none: for the term of the council.
    pub last_day: Option<Date>,
    /// The number of its text in the library; may be empty.
    pub document: String,
    /// The numbers of the documents on which it rests.
    pub bases: Vec<String>,
}

/// Lập dự thảo quy chế phối hợp.
#[derive(Debug, Clone)]
pub struct DraftCoordination {
    /// The council whose office keeps it.
    pub council: CouncilId,
    /// What it is.
    pub described: Described,
    /// The one it amends or takes the place of: its parties and duties are taken over into the draft.
    pub replaces: Option<CoordinationId>,
}

/// Thêm một bên: an institution, a body of the council, or a name.
#[derive(Debug, Clone)]
pub struct AddParty {
    /// The regulation.
    pub coordination: CoordinationId,
    /// The institution.
    pub institution: Option<InstitutionId>,
    /// The body of the council.
    pub body: Option<BodyId>,
    /// The name of a party that is not recorded.
    pub name: String,
}

/// Thêm một nhiệm vụ.
#[derive(Debug, Clone)]
pub struct AddDuty {
    /// The regulation.
    pub coordination: CoordinationId,
    /// The content it belongs to.
    pub content: Content,
    /// What is to be done.
    pub title: String,
    /// The party that leads.
    pub lead: PartyId,
    /// Those who take part.
    pub partners: Vec<PartyId>,
    /// How often.
    pub recurrence: Recurrence,
    /// Of a duty that is done once: by when.
    pub due_on: Option<Date>,
    /// So many days before the end of each period, or before each regular sitting.
    pub days: u32,
    /// What comes of it; may be empty.
    pub output: String,
}

sql! {
    INSERT = "INSERT INTO coordination (id, council_id, number, title, folded, extent, valid_to, document_id, replaces_id, comment_until) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL)";
    DESCRIBE = "UPDATE coordination SET number = $2, title = $3, folded = $4, extent = $5, valid_to = $6, document_id = $7 WHERE id = $1";
    NO_BASES = "DELETE FROM coordination_basis WHERE coordination_id = $1";
    BASIS = "INSERT INTO coordination_basis (coordination_id, document_id) VALUES ($1, $2)";
    INSTITUTION = "SELECT name FROM institution WHERE id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)";
    PARTY = "INSERT INTO coordination_party (id, coordination_id, position, institution_id, body_id, name, agreed_on, signed_on, signer, removed_on) \
             VALUES ($1, $2, (SELECT count(*) + 1 FROM coordination_party WHERE coordination_id = $2), $3, $4, $5, NULL, NULL, '', NULL)";
    REMOVE_PARTY = "UPDATE coordination_party SET removed_on = $2 WHERE id = $1";
    DUTY = "INSERT INTO coordination_duty (id, coordination_id, position, content, title, lead_id, recurrence, due_on, days, output, removed_on) \
            VALUES ($1, $2, (SELECT count(*) + 1 FROM coordination_duty WHERE coordination_id = $2), $3, $4, $5, $6, $7, $8, $9, NULL)";
    PARTNER = "INSERT INTO coordination_duty_partner (duty_id, party_id) VALUES ($1, $2)";
    REMOVE_DUTY = "UPDATE coordination_duty SET removed_on = $2 WHERE id = $1";
    pub(super) ASK_ANEW = "UPDATE coordination_party SET agreed_on = NULL WHERE coordination_id = $1";
}

/// Lập dự thảo quy chế phối hợp.
pub async fn draft_coordination(
    acting: &Acting<'_>,
    command: DraftCoordination,
) -> Result<CoordinationId> {
    let tx = &acting.tx;
    let council = council(tx, command.council).await?;
    acting.may(Act::DraftCoordination, &council.path)?;
    let mut problems = Problems::default();
    let exists = council.period().contains(acting.today);
    problems.unless(exists, "", "council-not-on-that-day");
    let before = match command.replaces {
        Some(id) => Some(dossier(tx, id, acting.today, acting.today.year()).await?),
        None => None,
    };
    if let Some(before) = &before {
        let of = &before.coordination;
        let fits = of.council_id == council.id && of.state == CoordinationState::InForce;
        problems.unless(fits, "", "coordination-not-replaceable");
    }
    let clean = checked(acting, &command.described, &mut problems).await?;
    problems.refuse()?;
    let id = CoordinationId::fresh();
    let values = args![
        id,
        council.id,
        &clean.number,
        &clean.title,
        vi::fold(&clean.title),
        &clean.extent,
        clean.valid_to,
        clean.document,
        command.replaces
    ];
    tx.execute(INSERT, values).await?;
    enter(acting, id, CoordinationState::Drafting, acting.today, "").await?;
    rest_on(acting, id, &clean.bases).await?;
    if let Some(before) = before {
        take_over(acting, id, before).await?;
    }
    let of = coordination(tx, id, acting.today).await?;
    let detail = json!({"after": {"title": clean.title, "replaces": command.replaces}});
    audit(acting, &of, Act::DraftCoordination, "", detail).await?;
    Ok(id)
}

/// Sửa tên gọi, thời hạn, căn cứ. What is in force is corrected with a reason.
pub async fn describe_coordination(
    acting: &Acting<'_>,
    id: CoordinationId,
    described: Described,
    reason: &str,
) -> Result<()> {
    let of = coordination(&acting.tx, id, acting.today).await?;
    acting.may(Act::DraftCoordination, &of.path)?;
    let over = matches!(
        of.state,
        CoordinationState::Ended | CoordinationState::Replaced
    );
    let mut problems = Problems::default();
    problems.unless(!over, "", "coordination-wrong-state");
    let clean = checked(acting, &described, &mut problems).await?;
    let reason = if of.is_public() {
        problems.text("reason", reason)
    } else {
        vi::clean(reason)
    };
    let begun = of.in_force_on.zip(clean.valid_to);
    let holds = begun.is_none_or(|(from, to)| from < to);
    problems.unless(holds, "last_day", "period-reversed");
    problems.refuse()?;
    let values = args![
        id,
        &clean.number,
        &clean.title,
        vi::fold(&clean.title),
        &clean.extent,
        clean.valid_to,
        clean.document
    ];
    acting.tx.execute(DESCRIBE, values).await?;
    acting.tx.execute(NO_BASES, args![id]).await?;
    rest_on(acting, id, &clean.bases).await?;
    let detail = json!({
        "before": {"number": of.number, "title": of.title, "valid_to": of.valid_to},
        "after": {"number": clean.number, "title": clean.title, "valid_to": clean.valid_to},
    });
    audit(acting, &of, Act::DraftCoordination, &reason, detail).await
}

/// Thêm một bên.
pub async fn add_party(acting: &Acting<'_>, command: AddParty) -> Result<PartyId> {
    let tx = &acting.tx;
    let on_table = drafted(acting, command.coordination).await?;
    let of = &on_table.coordination;
    let mut problems = Problems::default();
    let name = match (command.institution, command.body) {
        (Some(id), _) => tx
            .scalar::<String>(INSTITUTION, args![id, acting.today])
            .await?
            .ok_or(Problem::new("party", "choice-unknown"))?,
        (None, Some(id)) => bodies(tx, of.council_id, acting.today)
            .await?
            .into_iter()
            .find(|body| body.id == id)
            .map(|body| of_council(&body.name, of))
            .ok_or(Problem::new("party", "choice-unknown"))?,
        (None, None) => problems.text("name", &command.name),
    };
    let twice = on_table.parties.iter().any(|party| party.name == name);
    problems.unless(!twice, "party", "coordination-party-there");
    problems.refuse()?;
    let id = PartyId::fresh();
    let body = command.body.filter(|_| command.institution.is_none());
    let values = args![id, of.id, command.institution, body, &name];
    tx.execute(PARTY, values).await?;
    tx.execute(ASK_ANEW, args![of.id]).await?;
    let detail = json!({"after": {"party": name}});
    audit(acting, of, Act::DraftCoordination, "", detail).await?;
    Ok(id)
}

/// Bỏ một bên, with the reason; one that has duties stays.
pub async fn remove_party(acting: &Acting<'_>, id: PartyId, reason: &str) -> Result<()> {
    let on_table = drafted(acting, Part::Party(id).of(&acting.tx).await?).await?;
    let party = on_table.party(id).ok_or(Refusal::NotFound("party"))?;
    let mut problems = Problems::default();
    let mut duties = on_table.duties.iter();
    let needed = duties.any(|row| row.duty.lead_id == id || row.partners.contains(&id));
    problems.unless(!needed, "", "coordination-party-has-duties");
    let reason = problems.text("reason", reason);
    problems.refuse()?;
    let values = args![id, acting.today];
    acting.tx.execute(REMOVE_PARTY, values).await?;
    let of = &on_table.coordination;
    acting.tx.execute(ASK_ANEW, args![of.id]).await?;
    let detail = json!({"before": {"party": party.name}});
    audit(acting, of, Act::DraftCoordination, &reason, detail).await
}

/// Thêm một nhiệm vụ.
pub async fn add_duty(acting: &Acting<'_>, command: AddDuty) -> Result<CoordinationDutyId> {
    let on_table = drafted(acting, command.coordination).await?;
    let of = &on_table.coordination;
    let mut problems = Problems::default();
    let title = problems.text("title", &command.title);
    let output = vi::clean(&command.output);
    let led = on_table.party(command.lead).is_some();
    problems.unless(led, "lead", "choice-unknown");
    let mut partners = command.partners.clone();
    partners.retain(|party| *party != command.lead);
    partners.sort_unstable();
    partners.dedup();
    let known = partners.iter().all(|id| on_table.party(*id).is_some());
    problems.unless(known, "partners", "choice-unknown");
    let once = command.recurrence == Recurrence::Once;
    problems.unless(!once || command.due_on.is_some(), "due_on", "missing");
    let most = most_days(command.recurrence);
    if command.days > most && most > 0 {
        problems.add(Problem::new("days", "coordination-days-too-many").with("most", most));
    }
    problems.refuse()?;
    let row = AddDuty {
        title,
        output,
        partners,
        due_on: command.due_on.filter(|_| once),
        days: command.days.min(most),
        ..command
    };
    let id = write_duty(acting, of.id, &row).await?;
    acting.tx.execute(ASK_ANEW, args![of.id]).await?;
    let detail = json!({"after": {
        "duty": row.title, "content": row.content, "recurrence": row.recurrence, "due_on": row.due_on, "days": row.days,
    }});
    audit(acting, of, Act::DraftCoordination, "", detail).await?;
    Ok(id)
}

/// Bỏ một nhiệm vụ, with the reason.
pub async fn remove_duty(acting: &Acting<'_>, id: CoordinationDutyId, reason: &str) -> Result<()> {
    let on_table = drafted(acting, Part::Duty(id).of(&acting.tx).await?).await?;
    let mut duties = on_table.duties.iter();
    let row = duties
        .find(|row| row.duty.id == id)
        .ok_or(Refusal::NotFound("coordination_duty"))?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", reason);
    problems.refuse()?;
    let values = args![id, acting.today];
    acting.tx.execute(REMOVE_DUTY, values).await?;
    let of = &on_table.coordination;
    acting.tx.execute(ASK_ANEW, args![of.id]).await?;
    let detail = json!({"before": {"duty": row.duty.title}});
    audit(acting, of, Act::DraftCoordination, &reason, detail).await
}

async fn write_duty(
    acting: &Acting<'_>,
    coordination: CoordinationId,
    row: &AddDuty,
) -> Result<CoordinationDutyId> {
    let id = CoordinationDutyId::fresh();
    let values = args![
        id,
        coordination,
        row.content,
        &row.title,
        row.lead,
        row.recurrence,
        row.due_on,
        row.days,
        &row.output
    ];
    acting.tx.execute(DUTY, values).await?;
    for party in &row.partners {
        acting.tx.execute(PARTNER, args![id, *party]).await?;
    }
    Ok(id)
}

/// Copies the parties and duties of a regulation into the draft of the one that is to take its place.
async fn take_over(acting: &Acting<'_>, id: CoordinationId, before: Dossier) -> Result<()> {
    let mut now: Vec<(PartyId, PartyId)> = Vec::new();
    for party in &before.parties {
        let copy = PartyId::fresh();
        let values = args![copy, id, party.institution_id, party.body_id, &party.name];
        acting.tx.execute(PARTY, values).await?;
        now.push((party.id, copy));
    }
    let copied = |old: PartyId| now.iter().find(|(was, _)| *was == old).map(|(_, is)| *is);
    for DutyRow { duty, partners } in before.duties {
        let Some(lead) = copied(duty.lead_id) else {
            continue;
        };
        let row = AddDuty {
            coordination: id,
            content: duty.content,
            title: duty.title,
            lead,
            partners: partners.into_iter().filter_map(copied).collect(),
            recurrence: duty.recurrence,
            due_on: duty.due_on,
            days: duty.days,
            output: duty.output,
        };
        write_duty(acting, id, &row).await?;
    }
    Ok(())
}

/// The regulation of an act on what it says; only a draft may be changed.
async fn drafted(acting: &Acting<'_>, id: CoordinationId) -> Result<Dossier> {
    let on_table = dossier(&acting.tx, id, acting.today, acting.today.year()).await?;
    let of: &Coordination = &on_table.coordination;
    acting.may(Act::DraftCoordination, &of.path)?;
    if of.state != CoordinationState::Drafting {
        return Err(super::WrongState(of.state).into());
    }
    Ok(on_table)
}

/// What a description says, cleaned.
struct Clean {
    number: String,
    title: String,
    extent: String,
    valid_to: Option<Date>,
    document: Option<DocumentId>,
    bases: Vec<DocumentId>,
}

async fn checked(
    acting: &Acting<'_>,
    described: &Described,
    problems: &mut Problems,
) -> Result<Clean> {
    let title = problems.text("title", &described.title);
    let document = known(acting, "document", &described.document, problems).await?;
    let mut bases = Vec::new();
    for number in &described.bases {
        bases.extend(known(acting, "bases", number, problems).await?);
    }
    bases.sort_unstable();
    bases.dedup();
    let next = |day: Date| day.saturating_add(1.day());
    Ok(Clean {
        number: vi::clean(&described.number),
        title,
        extent: vi::clean(&described.extent),
        valid_to: described.last_day.map(next),
        document,
        bases,
    })
}

/// "Thường trực HĐND thành phố Cần Thơ khóa XI": a body of a council in one name, "HĐND" said once.
fn of_council(body: &str, of: &Coordination) -> String {
    let body = body.strip_suffix(" Hội đồng nhân dân").unwrap_or(body);
    format!("{body} {}", of.council_title())
}

/// The document of the library with this number; an empty number is none.
pub(super) async fn known(
    acting: &Acting<'_>,
    field: &'static str,
    number: &str,
    problems: &mut Problems,
) -> Result<Option<DocumentId>> {
    let number = vi::clean(number);
    if number.is_empty() {
        return Ok(None);
    }
    let found = document_by_number(&acting.tx, &number).await?;
    if found.is_none() {
        let unknown = Problem::new(field, "coordination-document-unknown");
        problems.add(unknown.with("number", number));
    }
    Ok(found.map(|document| document.id))
}

async fn rest_on(acting: &Acting<'_>, id: CoordinationId, bases: &[DocumentId]) -> Result<()> {
    for basis in bases {
        acting.tx.execute(BASIS, args![id, *basis]).await?;
    }
    Ok(())
}
