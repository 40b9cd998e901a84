//! Reading: regulations with their tasks and flags on a day, what one party owes, lists over many councils.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use kernel::ids::{
    ConclusionId, CoordinationDutyId, CoordinationId, CouncilId, DocumentId, PartyId,
};
use kernel::{Date, vi};
use store::{Reader, args, sql};

use super::assessment::{Assessment, assessments};
use super::flags::{Flag, Judging, flags};
use super::records::{
    Amending, Basis, Comment, Conclusion, Coordination, Duty, Kept, Meeting, Part, Party, StepLine,
    Which, steps,
};
use super::schedule::{slots, standing};
use super::{Content, CoordinationState, Recurrence, Standing};
use crate::access::{Actor, FieldGroup, Shown};
use crate::library::DocumentStatus;
use crate::rules::{self, Place};
use crate::sittings::queries::{SittingFilter, sittings_everywhere, sittings_on};
use crate::sittings::{Sitting, SittingKind};
use crate::{Refusal, Result, Work};

/// How many tasks stand how; whoever leads a task counts it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = coordination::Counts)]
pub struct Counts {
    /// Done in time.
    pub met: u32,
    /// Done after their day.
    pub late: u32,
    /// Not done, and their day is past.
    pub unmet: u32,
    /// Excused.
    pub excused: u32,
    /// Due within the days of the rule.
    pub due_soon: u32,
    /// Due later.
    pub ahead: u32,
}

/// Một việc of a year: a duty in one of its periods, or a conclusion of a joint meeting.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = coordination::TaskLine)]
pub struct TaskLine {
    /// The duty.
    pub duty_id: Option<CoordinationDutyId>,
    /// The conclusion, where it is one.
    pub conclusion_id: Option<ConclusionId>,
    /// The content of coordination.
    pub content: Option<Content>,
    /// What is to be done; of what was asked for, what was asked.
    pub title: String,
    /// The party that leads.
    pub lead_id: PartyId,
    /// Its name.
    pub lead: String,
    /// Those who take part.
    pub partners: Vec<String>,
    /// The period.
    pub period: String,
    /// By when.
    pub due_on: Date,
    /// When it was done.
    pub done_on: Option<Date>,
    /// What proves it.
    pub evidence: String,
    /// The document that proves it.
    pub document_id: Option<DocumentId>,
    /// Its number.
    pub document_number: Option<String>,
    /// Why it is late.
    pub delay_reason: String,
    /// Why it need not be done.
    pub excuse: String,
    /// How it stands on the day.
    pub standing: Standing,
    /// Late by so many days, or so many left.
    pub days: u32,
}

/// A duty with those who take part.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = coordination::DutyRow)]
pub struct DutyRow {
    /// The duty.
    #[serde(flatten)]
    pub duty: Duty,
    /// Those who take part.
    pub partners: Vec<PartyId>,
}

/// The counts of one party.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = coordination::PartyCounts)]
pub struct PartyCounts {
    /// The party.
    pub party_id: PartyId,
    /// Its name.
    pub name: String,
    /// What it leads.
    pub counts: Counts,
}

/// A regulation with what became of it in the year of a day.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = coordination::Dossier)]
pub struct Dossier {
    /// The regulation.
    pub coordination: Coordination,
    /// Its parties.
    pub parties: Vec<Party>,
    /// Its duties.
    pub duties: Vec<DutyRow>,
    /// The tasks of the year, by their days.
    #[schema(value_type = Option<Vec<TaskLine>>)]
    pub tasks: Shown<Vec<TaskLine>>,
    /// Their counts.
    pub counts: Counts,
    /// The same for each party.
    pub by_party: Vec<PartyCounts>,
    /// What does not fit any more.
    pub flags: Vec<Flag>,
}

/// A document on which a regulation rests, with its status on the day.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = coordination::BasisLine)]
pub struct BasisLine {
    /// The document.
    pub document_id: DocumentId,
    /// Số, ký hiệu.
    pub number: String,
    /// Trích yếu.
    pub title: String,
    /// Its status on the day.
    pub status: DocumentStatus,
}

/// A joint meeting with who was present and what was concluded.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = coordination::MeetingRow)]
pub struct MeetingRow {
    /// The meeting.
    #[serde(flatten)]
    pub meeting: Meeting,
    /// Who was present.
    pub present: Vec<PartyId>,
    /// What was concluded.
    pub conclusions: Vec<Conclusion>,
}

/// Everything the page of a regulation shows.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = coordination::Page)]
pub struct CoordinationPage {
    /// The regulation with its tasks.
    #[serde(flatten)]
    pub dossier: Dossier,
    /// On what it rests.
    pub bases: Vec<BasisLine>,
    /// What the parties said of the draft.
    #[schema(value_type = Option<Vec<Comment>>)]
    pub comments: Shown<Vec<Comment>>,
    /// The joint meetings.
    #[schema(value_type = Option<Vec<MeetingRow>>)]
    pub meetings: Shown<Vec<MeetingRow>>,
    /// The yearly assessments.
    #[schema(value_type = Option<Vec<Assessment>>)]
    pub assessments: Shown<Vec<Assessment>>,
    /// The states it was in.
    pub steps: Vec<StepLine>,
}

/// Which regulations a list holds.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Text found in the title or in the name of the unit.
    pub text: String,
    /// Those of one council.
    pub council: Option<CouncilId>,
    /// Those in one state.
    pub state: Option<CoordinationState>,
    /// Only those with a flag.
    pub flagged: bool,
    /// Only those of which a task is unmet.
    pub behind: bool,
}

sql! {
    TOGETHER = "SELECT DISTINCT p.coordination_id FROM coordination_party p JOIN coordination_party me ON me.id = $1 \
                WHERE p.removed_on IS NULL AND (p.id = me.id OR p.institution_id = me.institution_id OR p.body_id = me.body_id)";
}

impl Counts {
    fn add(&mut self, standing: Standing) {
        let count = match standing {
            Standing::Met => &mut self.met,
            Standing::Late => &mut self.late,
            Standing::Unmet => &mut self.unmet,
            Standing::Excused => &mut self.excused,
            Standing::DueSoon => &mut self.due_soon,
            Standing::Ahead => &mut self.ahead,
        };
        *count += 1;
    }

    /// Those that were done, in time or late.
    pub const fn done(&self) -> u32 {
        self.met + self.late
    }

    /// Those that were due until the day, or done before theirs; what is excused is not counted.
    pub const fn due(&self) -> u32 {
        self.done() + self.unmet
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.met += other.met;
        self.late += other.late;
        self.unmet += other.unmet;
        self.excused += other.excused;
        self.due_soon += other.due_soon;
        self.ahead += other.ahead;
    }
}

impl Dossier {
    /// The party with this identifier.
    pub fn party(&self, id: PartyId) -> Option<&Party> {
        self.parties.iter().find(|party| party.id == id)
    }

    /// The name of a party.
    pub fn name_of(&self, id: PartyId) -> &str {
        self.party(id).map_or("", |party| party.name.as_str())
    }

    /// Whether the actor reads the work, not only what was signed: by role at the council, or as one of the parties.
    fn is_read_by(&self, actor: &Actor) -> bool {
        let own = self.parties.iter().any(|party| party.is_own(actor));
        own || actor.reads(FieldGroup::CoordinationWork, &self.coordination.path)
    }

    /// The same as this actor gets it; none when it is not for him or her.
    fn for_reader(mut self, actor: &Actor) -> Option<Self> {
        let reads = self.is_read_by(actor);
        if !reads && !self.coordination.is_public() {
            return None;
        }
        if !reads {
            self.tasks = Shown::Hidden;
        }
        Some(self)
    }
}

/// The regulations that an actor may read on a day, with the tasks of a year.
pub async fn regulations(
    db: &impl Reader,
    actor: &Actor,
    filter: &Filter,
    on: Date,
) -> Result<Vec<Dossier>> {
    let which = Which {
        id: None,
        council: filter.council,
    };
    let text = vi::fold(&filter.text);
    let mut found = load(db, which, on, on.year()).await?;
    found.retain(|dossier| {
        let of = &dossier.coordination;
        let named = text.is_empty()
            || vi::fold(&of.title).contains(&text)
            || vi::fold(&of.unit_name).contains(&text)
            || vi::fold(&of.number).contains(&text);
        named
            && filter.state.is_none_or(|state| state == of.state)
            && (!filter.flagged || !dossier.flags.is_empty())
            && (!filter.behind || dossier.counts.unmet > 0)
    });
    let found = found.into_iter();
    Ok(found
        .filter_map(|dossier| dossier.for_reader(actor))
        .collect())
}

/// What a party owes in all regulations that the actor may read: each with the party's own part in it.
pub async fn of_party(
    db: &impl Reader,
    actor: &Actor,
    party: PartyId,
    on: Date,
) -> Result<Vec<(Dossier, PartyId)>> {
    let me = {
        let id = Part::Party(party).of(db).await?;
        dossier(db, id, on, on.year()).await?
    };
    let me = me.party(party).cloned().ok_or(Refusal::NotFound("party"))?;
    let mut found = Vec::new();
    for row in db.fetch(TOGETHER, args![party]).await? {
        let Ok(other) = dossier(db, row.first()?, on, on.year()).await else {
            // It was not there yet on the day.
            continue;
        };
        let same = |other: &&Party| {
            other.id == party
                || (other.institution_id.is_some() && other.institution_id == me.institution_id)
                || (other.body_id.is_some() && other.body_id == me.body_id)
        };
        let own = other.parties.iter().find(same).map(|party| party.id);
        found.extend(other.for_reader(actor).zip(own));
    }
    found.sort_by(|(a, _), (b, _)| a.coordination.path.cmp(&b.coordination.path));
    Ok(found)
}

/// Everything the page of a regulation shows of a year on a day.
pub async fn page(
    db: &impl Reader,
    actor: &Actor,
    id: CoordinationId,
    year: i16,
    on: Date,
) -> Result<CoordinationPage> {
    let which = Which::one(id);
    let whole = dossier(db, id, on, year).await?;
    let reads = whole.is_read_by(actor);
    let unreadable = Refusal::NotReadable(FieldGroup::CoordinationWork);
    let dossier = whole.for_reader(actor).ok_or(unreadable)?;
    let bases = which.bases(db, on).await?.into_iter();
    let present = which.present(db, on).await?;
    let conclusions = which.conclusions(db, on).await?;
    let meetings = which.meetings(db, on).await?.into_iter().map(|meeting| {
        let mine = present.iter().filter(|it| it.meeting_id == meeting.id);
        let concluded = conclusions.iter().filter(|it| it.meeting_id == meeting.id);
        MeetingRow {
            present: mine.map(|it| it.party_id).collect(),
            conclusions: concluded.cloned().collect(),
            meeting,
        }
    });
    Ok(CoordinationPage {
        bases: bases.map(|basis| basis.line(on)).collect(),
        comments: Shown::when(reads, which.comments(db, on).await?),
        meetings: Shown::when(reads, meetings.collect()),
        assessments: Shown::when(reads, assessments(db, id, on).await?),
        steps: steps(db, id, on).await?,
        dossier,
    })
}

impl Basis {
    fn line(self, on: Date) -> BasisLine {
        BasisLine {
            status: DocumentStatus::on(on, self.in_force_on, self.ended_on),
            document_id: self.document_id,
            number: self.number,
            title: self.title,
        }
    }
}

/// One regulation with the tasks of a year, nothing hidden: for acts and their forms, which ask for leave first.
pub async fn dossier(db: &impl Reader, id: CoordinationId, on: Date, year: i16) -> Result<Dossier> {
    let found = load(db, Which::one(id), on, year).await?;
    found
        .into_iter()
        .next()
        .ok_or(Refusal::NotFound("coordination"))
}

/// Rows by what they belong to.
fn grouped<K: Eq + Hash, T>(rows: Vec<T>, key: impl Fn(&T) -> K) -> HashMap<K, Vec<T>> {
    let mut groups: HashMap<K, Vec<T>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

/// Regulations with the tasks of a year as they stand on a day.
fn load(db: &impl Reader, which: Which, on: Date, year: i16) -> Work<'_, Vec<Dossier>> {
    Box::pin(async move {
        let all = which.regulations(db, on).await?;
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let mut parties = grouped(which.parties(db, on).await?, |it| it.coordination_id);
        let mut duties = grouped(which.duties(db, on).await?, |it| it.coordination_id);
        let mut partners = grouped(which.partners(db, on).await?, |it| it.duty_id);
        let mut kept = grouped(which.kept(db, on).await?, |it| it.duty_id);
        let mut concluded = grouped(which.conclusions(db, on).await?, |it| it.coordination_id);
        let bases = grouped(which.bases(db, on).await?, |it| it.coordination_id);
        let amending: Vec<Amending> = which.amending(db, on).await?;
        let comments = which.comments(db, on).await?;
        let sittings = sittings(db, &all, on).await?;
        let mut found = Vec::with_capacity(all.len());
        for of in all {
            let days = Reminders::of(db, &of, on).await?;
            let parties = parties.remove(&of.id).unwrap_or_default();
            let duties: Vec<DutyRow> = duties
                .remove(&of.id)
                .unwrap_or_default()
                .into_iter()
                .map(|duty| DutyRow {
                    partners: partners
                        .remove(&duty.id)
                        .unwrap_or_default()
                        .into_iter()
                        .map(|partner| partner.party_id)
                        .collect(),
                    duty,
                })
                .collect();
            let judging = Judging {
                of: &of,
                parties: &parties,
                bases: bases.get(&of.id).map_or(&[], Vec::as_slice),
                amending: &amending,
                comments: &comments,
                warning: days.warning,
            };
            let flags = flags(&judging, on);
            let frame = Frame {
                of: &of,
                parties: &parties,
                sittings: sittings.get(&of.council_id).map_or(&[], Vec::as_slice),
                soon: days.soon,
                year,
                on,
            };
            let mut tasks = Vec::new();
            for row in &duties {
                tasks.extend(frame.of_duty(row, kept.remove(&row.duty.id).unwrap_or_default()));
            }
            tasks.extend(frame.of_conclusions(concluded.remove(&of.id).unwrap_or_default()));
            tasks.sort_by(|a, b| a.due_on.cmp(&b.due_on).then(a.title.cmp(&b.title)));
            let (counts, by_party) = count(&parties, &tasks);
            found.push(Dossier {
                coordination: of,
                parties,
                duties,
                tasks: Shown::Visible(tasks),
                counts,
                by_party,
                flags,
            });
        }
        Ok(found)
    })
}

/// The sittings of the councils of some regulations.
async fn sittings(
    db: &impl Reader,
    all: &[Coordination],
    on: Date,
) -> Result<HashMap<CouncilId, Vec<Sitting>>> {
    let councils: BTreeSet<CouncilId> = all.iter().map(|it| it.council_id).collect();
    if let (1, Some(council)) = (councils.len(), councils.first()) {
        let own = sittings_on(db, *council, on).await?;
        return Ok(HashMap::from([(*council, own)]));
    }
    let filter = SittingFilter {
        kind: Some(SittingKind::Regular),
        ..SittingFilter::default()
    };
    let lines = sittings_everywhere(db, &filter, on).await?.into_iter();
    let lines = lines.map(|line| line.sitting).collect();
    Ok(grouped(lines, |sitting: &Sitting| sitting.council_id))
}

fn count(parties: &[Party], tasks: &[TaskLine]) -> (Counts, Vec<PartyCounts>) {
    let mut all = Counts::default();
    let mut by_party: Vec<PartyCounts> = parties
        .iter()
        .map(|party| PartyCounts {
            party_id: party.id,
            name: party.name.clone(),
            counts: Counts::default(),
        })
        .collect();
    for task in tasks {
        all.add(task.standing);
        let mut parties = by_party.iter_mut();
        if let Some(party) = parties.find(|party| party.party_id == task.lead_id) {
            party.counts.add(task.standing);
        }
    }
    (all, by_party)
}

/// The days of the dated rules on reminders.
struct Reminders {
    soon: u32,
    warning: u32,
}

impl Reminders {
    async fn of(db: &impl Reader, of: &Coordination, on: Date) -> Result<Self> {
        let place = Place {
            level: of.level,
            council: Some(of.council_id),
            ..Place::general()
        };
        let mut days = [0; 2];
        for (days, key) in days
            .iter_mut()
            .zip(["coordination_due_soon", "coordination_end_warning"])
        {
            let rule = rules::in_force(db, key, &place, on).await?;
            *days = rule
                .and_then(|rule| rule.parameters.whole("days"))
                .unwrap_or_default();
        }
        let [soon, warning] = days;
        Ok(Self { soon, warning })
    }
}

/// What the tasks of a regulation are made from.
struct Frame<'a> {
    of: &'a Coordination,
    parties: &'a [Party],
    sittings: &'a [Sitting],
    soon: u32,
    year: i16,
    on: Date,
}

impl Frame<'_> {
    fn name(&self, id: PartyId) -> String {
        let mut parties = self.parties.iter();
        let found = parties.find(|party| party.id == id);
        found.map_or_else(String::new, |party| party.name.clone())
    }

    /// The tasks of a duty, with what was kept of each.
    fn of_duty(&self, row: &DutyRow, kept: Vec<Kept>) -> Vec<TaskLine> {
        let Some(force) = self.of.force() else {
            return Vec::new();
        };
        if row.duty.recurrence == Recurrence::OnRequest {
            return kept
                .into_iter()
                .filter_map(|kept| Some((kept.due_on?, kept)))
                .filter(|(due_on, _)| due_on.year() == self.year)
                .map(|(due_on, kept)| self.task(row, kept.period.clone(), due_on, Some(kept)))
                .collect();
        }
        let mut kept: HashMap<String, Kept> = kept
            .into_iter()
            .map(|kept| (kept.period.clone(), kept))
            .collect();
        slots(&row.duty, force, self.year, self.sittings)
            .into_iter()
            .map(|slot| {
                let kept = kept.remove(&slot.period);
                self.task(row, slot.period, slot.due_on, kept)
            })
            .collect()
    }

    fn task(&self, row: &DutyRow, period: String, due_on: Date, kept: Option<Kept>) -> TaskLine {
        let done_on = kept.as_ref().and_then(|kept| kept.done_on);
        let excused_on = kept.as_ref().and_then(|kept| kept.excused_on);
        let (standing, days) = standing(due_on, done_on, excused_on, self.soon, self.on);
        let is_done = matches!(standing, Standing::Met | Standing::Late);
        let asked = kept.as_ref().map(|kept| kept.asked.clone());
        let title = asked.filter(|asked| !asked.is_empty());
        let kept = kept.as_ref();
        let told = |text: fn(&Kept) -> &String| kept.map(text).cloned().unwrap_or_default();
        TaskLine {
            duty_id: Some(row.duty.id),
            conclusion_id: None,
            content: Some(row.duty.content),
            title: title.unwrap_or_else(|| row.duty.title.clone()),
            lead_id: row.duty.lead_id,
            lead: self.name(row.duty.lead_id),
            partners: row.partners.iter().map(|id| self.name(*id)).collect(),
            period,
            due_on,
            done_on: done_on.filter(|_| is_done),
            evidence: if is_done {
                told(|kept| &kept.evidence)
            } else {
                String::new()
            },
            document_id: kept.and_then(|kept| kept.document_id).filter(|_| is_done),
            document_number: kept
                .and_then(|kept| kept.document_number.clone())
                .filter(|_| is_done),
            delay_reason: told(|kept| &kept.delay_reason),
            excuse: if standing == Standing::Excused {
                told(|kept| &kept.excuse)
            } else {
                String::new()
            },
            standing,
            days,
        }
    }

    /// The conclusions that are due in the year, and those of earlier years that wait still.
    fn of_conclusions(&self, all: Vec<Conclusion>) -> Vec<TaskLine> {
        let mut tasks = Vec::new();
        for it in all {
            let (standing, days) = standing(it.due_on, it.done_on, None, self.soon, self.on);
            let is_done = matches!(standing, Standing::Met | Standing::Late);
            let waits = it.due_on.year() < self.year && !is_done && self.year == self.on.year();
            if it.due_on.year() != self.year && !waits {
                continue;
            }
            tasks.push(TaskLine {
                duty_id: None,
                conclusion_id: Some(it.id),
                content: None,
                title: it.text,
                lead_id: it.owner_id,
                lead: self.name(it.owner_id),
                partners: Vec::new(),
                period: String::new(),
                due_on: it.due_on,
                done_on: it.done_on.filter(|_| is_done),
                evidence: if is_done { it.evidence } else { String::new() },
                document_id: None,
                document_number: None,
                delay_reason: it.delay_reason,
                excuse: String::new(),
                standing,
                days,
            });
        }
        tasks
    }
}
