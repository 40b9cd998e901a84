//! What each capability says is due, asked of its own public questions.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use kernel::Date;
use store::Reader;

use super::{Ahead, Item, List, Source, What};
use crate::Result;
use crate::access::{Actor, FieldGroup};
use crate::bodies::{CouncilRef, standing_committee_of};
use crate::conditions::requests::requests;
use crate::contact::coverage::coverage;
use crate::contact::window::regular_sittings;
use crate::contact::{Side, rule};
use crate::coordination::queries::{Filter, TaskLine, dossier, regulations as coordinations};
use crate::coordination::{Coordination, Standing};
use crate::petitions::due::due_matters;
use crate::regulations::RegulationState;
use crate::regulations::progress::Progress;
use crate::review::ReviewState;
use crate::review::tasks::tasks;
use crate::rules::{Book, InForce, Place};
use crate::scoreboard::Snapshot;
use crate::scoreboard::board::one_council;
use crate::sittings::SittingState;
use crate::sittings::calendar::{Charge, Standing as Judged};
use crate::sittings::duties::calendar;
use crate::sittings::queries::sittings_on;

/// What was never recorded of a sitting is not asked for any more so many days after its end.
const ASKED_FOR: i64 = 60;
/// So many matters are listed one by one.
const MATTERS: u32 = 50;

/// What was found so far.
pub(super) struct Found {
    ahead: Ahead,
    items: Vec<Item>,
    more_matters: u32,
    hidden: Vec<Source>,
}

/// Who owns something: a body by name, or a side.
enum Owner {
    Named(Option<String>),
    Side(Charge),
}

impl Found {
    pub(super) const fn of(ahead: Ahead) -> Self {
        Self {
            ahead,
            items: Vec::new(),
            more_matters: 0,
            hidden: Vec::new(),
        }
    }

    /// Adds something, unless it is due after the days that are asked about.
    fn add(
        &mut self,
        source: Source,
        what: What,
        owner: Owner,
        due_on: Option<Date>,
        rule: Option<InForce>,
    ) {
        let Some((when, days)) = self.ahead.when(due_on) else {
            return;
        };
        let (owner, charge) = match owner {
            Owner::Named(owner) => (owner, None),
            Owner::Side(charge) => (None, Some(charge)),
        };
        self.items.push(Item {
            source,
            what,
            owner,
            charge,
            due_on,
            when,
            days,
            rule,
        });
    }

    pub(super) fn list(mut self) -> List {
        self.items
            .sort_by_key(|item| (item.when, item.due_on, item.source));
        List {
            on: self.ahead.on,
            until: self.ahead.until(),
            items: self.items,
            more_matters: self.more_matters,
            hidden: self.hidden,
        }
    }
}

fn committee(council: &CouncilRef) -> Owner {
    Owner::Named(Some(standing_committee_of(&council.unit_name)))
}

/// The openings of sittings and the duties of the legal calendar; meetings with voters are told by [`contacts`].
pub(super) async fn sittings(
    db: &impl Reader,
    council: &CouncilRef,
    found: &mut Found,
) -> Result<()> {
    let on = found.ahead.on;
    let oldest = on.saturating_sub(ASKED_FOR.days());
    for sitting in sittings_on(db, council.id, on).await? {
        if sitting.state(on) == SittingState::Cancelled || sitting.closes_on < oldest {
            continue;
        }
        let number = sitting.number;
        if sitting.opens_on >= on {
            let what = What::Opening {
                sitting: sitting.id,
                number,
            };
            let opens_on = Some(sitting.opens_on);
            found.add(Source::Sittings, what, committee(council), opens_on, None);
        }
        for line in calendar(db, &sitting, on).await? {
            let of_delegates = line.charge == Charge::Delegate && line.duty.is_deadline();
            let waits = match line.judged.standing {
                Judged::Overdue | Judged::Due => true,
                Judged::NotYet => line.day >= on,
                Judged::DoneInTime | Judged::DoneLate | Judged::Open => false,
            };
            if of_delegates || !waits {
                continue;
            }
            let what = What::Duty {
                sitting: sitting.id,
                number,
                duty: line.duty,
            };
            let owner = Owner::Side(line.charge);
            found.add(
                Source::Sittings,
                what,
                owner,
                Some(line.day),
                Some(line.rule),
            );
        }
    }
    Ok(())
}

/// Delegates who have not met voters after the sitting that closed last and before the next one.
pub(super) async fn contacts(
    db: &impl Reader,
    council: &CouncilRef,
    found: &mut Found,
) -> Result<()> {
    let on = found.ahead.on;
    let sittings = regular_sittings(db, council.id, on).await?;
    let closed = sittings.iter().rfind(|sitting| sitting.closes_on < on);
    let next = sittings.iter().find(|sitting| sitting.opens_on > on);
    let sides = [
        (closed, Side::After, "contact_after_within"),
        (next, Side::Before, "contact_before_until"),
    ];
    for (sitting, side, key) in sides {
        let Some(sitting) = sitting else {
            continue;
        };
        let counted = coverage(db, council.id, sitting.id, on).await?;
        let tally = counted.tally(side);
        let oldest = on.saturating_sub(ASKED_FOR.days());
        let Some(until) = tally.window.until.filter(|until| *until >= oldest) else {
            continue;
        };
        if tally.missing() > 0 {
            let what = What::Contacts {
                council: council.id,
                sitting: sitting.id,
                number: sitting.number,
                side,
                count: tally.missing(),
            };
            let rule = rule(db, key, council.id, on).await?;
            let owner = Owner::Side(Charge::Delegate);
            found.add(Source::Contact, what, owner, Some(until), rule);
        }
    }
    Ok(())
}

/// Matters of voters that wait for an answer.
pub(super) async fn petitions(
    db: &impl Reader,
    actor: &Actor,
    council: &CouncilRef,
    found: &mut Found,
) -> Result<()> {
    let until = found.ahead.until();
    let matters = due_matters(db, actor, council, until, MATTERS).await?;
    let listed = i64::try_from(matters.rows.len()).unwrap_or(i64::MAX);
    found.more_matters = u32::try_from(matters.total - listed).unwrap_or_default();
    for matter in matters.rows {
        let what = What::Matter {
            id: matter.id,
            label: matter.label(),
            title: matter.title,
        };
        let owner = Owner::Named(matter.holder);
        found.add(Source::Petitions, what, owner, Some(matter.due_on), None);
    }
    Ok(())
}

/// Who lacks a course, which classes begin, and what is not mastered; in figures alone.
pub(super) fn training(snapshot: &Snapshot, council: &CouncilRef, found: &mut Found) {
    let (on, until) = (found.ahead.on, found.ahead.until());
    let Ok((row, coverage)) = one_council(snapshot, council.id, on, until) else {
        return;
    };
    let mut measures = row.measures.into_iter();
    if let Some(trained) = measures.next().filter(|cell| cell.tally.missing() > 0) {
        let count = trained.tally.missing();
        let owner = Owner::Named(trained.owner);
        found.add(
            Source::Training,
            What::Untrained {
                council: council.id,
                count,
            },
            owner,
            trained.by,
            None,
        );
    }
    if let Some(laws) = measures.next().filter(|cell| cell.tally.missing() > 0) {
        let count = laws.tally.missing();
        let owner = Owner::Named(laws.owner);
        found.add(
            Source::Training,
            What::Unmastered {
                council: council.id,
                count,
            },
            owner,
            None,
            None,
        );
    }
    for class in coverage.forecast.classes {
        let what = What::Class {
            id: class.id,
            name: class.name,
        };
        found.add(
            Source::Training,
            what,
            Owner::Named(None),
            Some(class.on),
            None,
        );
    }
}

/// Reviews that were charged.
pub(super) async fn review(
    db: &impl Reader,
    actor: &Actor,
    council: &CouncilRef,
    found: &mut Found,
) -> Result<()> {
    if !actor.reads(FieldGroup::ReviewWork, &council.path) {
        found.hidden.push(Source::Review);
        return Ok(());
    }
    let all = tasks(db, council.id, found.ahead.on).await?;
    for task in all
        .into_iter()
        .filter(|task| task.state == ReviewState::Open)
    {
        let what = What::Review {
            id: task.id,
            number: task.number,
            title: task.title,
        };
        let owner = Owner::Named(task.owner);
        found.add(Source::Review, what, owner, Some(task.due_on), None);
    }
    Ok(())
}

/// Steps of regulations that have a day.
pub(super) async fn regulations(
    db: &impl Reader,
    actor: &Actor,
    council: &CouncilRef,
    found: &mut Found,
) -> Result<()> {
    if !actor.reads(FieldGroup::RegulationDrafts, &council.path) {
        found.hidden.push(Source::Regulations);
        return Ok(());
    }
    let on = found.ahead.on;
    let book = Book::of(db).await?;
    let place = Place::of_council(db, council.id, on).await?;
    let publishing = |adopted_on: Date| book.in_force(PUBLISH_WITHIN, &place, adopted_on);
    for one in Progress::of_council(db, council.id).await? {
        let within = |day: Date| publishing(day)?.parameters.whole("days");
        let (Some(state), Some(due_on)) = (one.state(on), one.due(on, within)) else {
            continue;
        };
        let adopted = state == RegulationState::Adopted;
        let rule = one.adopted_on().filter(|_| adopted).and_then(publishing);
        let rule = rule.cloned();
        let what = What::Regulation {
            id: one.id,
            title: one.title,
            state,
        };
        found.add(
            Source::Regulations,
            what,
            committee(council),
            Some(due_on),
            rule,
        );
    }
    Ok(())
}

/// The key of the rule on how soon after its adoption a regulation is published.
const PUBLISH_WITHIN: &str = "regulation_publish_within";

/// Tasks of coordination regulations: of the year of the day, the one before it and the one of the last day.
pub(super) async fn coordination(
    db: &impl Reader,
    actor: &Actor,
    council: &CouncilRef,
    found: &mut Found,
) -> Result<()> {
    let Ahead { on, .. } = found.ahead;
    let filter = Filter {
        council: Some(council.id),
        ..Filter::default()
    };
    let mut hidden = false;
    for of_year in coordinations(db, actor, &filter, on).await? {
        let of = &of_year.coordination;
        if of_year.tasks.as_ref().visible().is_none() {
            hidden = true;
            continue;
        }
        let mut concluded = BTreeSet::new();
        for year in on.year() - 1..=found.ahead.until().year() {
            let whole = dossier(db, of.id, on, year).await?;
            for task in whole.tasks.as_ref().visible().into_iter().flatten() {
                let waits = matches!(
                    task.standing,
                    Standing::Unmet | Standing::DueSoon | Standing::Ahead
                );
                let again = task.conclusion_id.is_some_and(|id| !concluded.insert(id));
                if waits && !again {
                    add_task(of, task, found);
                }
            }
        }
    }
    if hidden || !actor.reads(FieldGroup::CoordinationWork, &council.path) {
        found.hidden.push(Source::Coordination);
    }
    Ok(())
}

fn add_task(of: &Coordination, task: &TaskLine, found: &mut Found) {
    let what = What::Coordination {
        id: of.id,
        title: task.title.clone(),
        regulation: match of.number.is_empty() {
            true => of.title.clone(),
            false => format!("{} ({})", of.title, of.number),
        },
    };
    let owner = Owner::Named(Some(task.lead.clone()));
    found.add(Source::Coordination, what, owner, Some(task.due_on), None);
}

/// Requests on conditions that wait for an answer by a day.
pub(super) async fn conditions(
    db: &impl Reader,
    actor: &Actor,
    council: &CouncilRef,
    found: &mut Found,
) -> Result<()> {
    for request in requests(db, actor, council, found.ahead.on).await? {
        if !request.state.is_open() || request.due_on.is_none() {
            continue;
        }
        let owner = Owner::Named(Some(request.recipient.clone()));
        let what = What::Request {
            council: council.id,
            recipient: request.recipient,
        };
        found.add(Source::Conditions, what, owner, request.due_on, None);
    }
    Ok(())
}
