//! The preview: every row of a roster beside what is recorded, and what a confirmation would do.

mod differences;
mod model;

use std::collections::{BTreeSet, HashMap};

use kernel::ids::{CouncilId, PersonId};
use kernel::{Date, vi};
use sha2::{Digest as _, Sha256};
use store::Reader;

use self::differences::{changes, merged};
use super::known::{Candidate, Known};
use super::matching::{Asked, Match, find};
use super::places::member_of;
use super::plan::{MemberPlan, RecordPlan, RowPlan, SeatPlan, SetUp};
use super::row::Draft;
use super::{ImportKind, ImportRow, Roster, RowState};
use crate::Result;
use crate::access::{Act, Actor};
use crate::bodies::{BodyKind, Post};
use crate::people::PersonDetails;
use crate::refusal::Problem;

pub use self::model::{Change, Counts, Found, Preview, PreviewRow, Said};
pub use super::matching::How;

/// Compares a roster with what is recorded.
pub async fn preview(
    db: &impl Reader,
    actor: &Actor,
    import: &ImportRow,
    roster: &Roster,
    today: Date,
) -> Result<Preview> {
    let has_presence = roster.has("presence");
    let drafts: Vec<Draft> = roster
        .lines
        .iter()
        .map(|line| line.read(import.kind, today, has_presence))
        .collect();
    let names: BTreeSet<String> = drafts
        .iter()
        .map(|draft| vi::fold(&draft.details.full_name))
        .filter(|name| !name.is_empty())
        .collect();
    let several = import.kind == ImportKind::Delegates && roster.has("unit");
    let known = Known::fetch(
        db,
        import.council_id,
        import.kind,
        &roster.settings,
        several,
        &names,
    )
    .await?;
    let mut work = Work {
        actor,
        import,
        roster,
        known,
        set_up: SetUp::default(),
        taken: HashMap::new(),
        posts: BTreeSet::new(),
    };
    Ok(work.compare(drafts))
}

struct Work<'a> {
    actor: &'a Actor,
    import: &'a ImportRow,
    roster: &'a Roster,
    known: Known,
    set_up: SetUp,
    /// Seats of electoral units to be drawn that are taken by rows so far.
    taken: HashMap<(CouncilId, i64), usize>,
    /// Posts for one person that rows have taken.
    posts: BTreeSet<(CouncilId, super::places::BodyNamed, Post)>,
}

impl Work<'_> {
    fn compare(&mut self, drafts: Vec<Draft>) -> Preview {
        let day = self.roster.settings.effective;
        let problems = self.whole();
        let councils: Vec<Result<CouncilId, Problem>> =
            drafts.iter().map(|draft| self.council_of(draft)).collect();
        let asked: Vec<Asked<'_>> = drafts
            .iter()
            .zip(&councils)
            .zip(&self.roster.lines)
            .map(|((draft, council), line)| Asked {
                number: line.number,
                council: *council.as_ref().unwrap_or(&self.import.council_id),
                draft,
                choice: self.roster.settings.choices.get(&line.number).copied(),
            })
            .collect();
        let matches = find(&asked, &self.known, self.import.kind, day);
        drop(asked);
        let mut rows = Vec::with_capacity(drafts.len());
        let mut counts = Counts::default();
        let lines = &self.roster.lines;
        for (((draft, council), matched), line) in
            drafts.into_iter().zip(councils).zip(matches).zip(lines)
        {
            let row = self.row(
                line.number,
                line.sections.last().cloned(),
                draft,
                council,
                matched,
            );
            counts.add(row.state);
            rows.push(row);
        }
        self.room_for_constituencies(&mut rows);
        let absent = self.absent(&rows);
        let fingerprint = fingerprint(&rows, &self.set_up, &self.roster.settings);
        Preview {
            sets_up: (
                self.set_up.constituencies.len(),
                self.set_up.bodies.len() + usize::from(self.set_up.office.is_some()),
            ),
            rows,
            counts,
            problems,
            absent,
            fingerprint,
            set_up: std::mem::take(&mut self.set_up),
            known: std::mem::replace(&mut self.known, Known::empty()),
        }
    }

    /// What stands in the way as a whole.
    fn whole(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let council = &self.known.scopes[0].council;
        if !council.period().contains(self.roster.settings.effective) {
            problems.push(
                Problem::new("effective", "effective-outside-council")
                    .with("from", vi::date_short(council.valid_from))
                    .with(
                        "to",
                        council
                            .period()
                            .last_day()
                            .map_or_else(|| "nay".to_owned(), vi::date_short),
                    ),
            );
        }
        if !self.roster.names_people() {
            problems.push(Problem::new("columns", "no-name-column"));
        }
        if self.roster.is_empty() {
            problems.push(Problem::new("columns", "file-no-rows"));
        }
        if self.import.kind == ImportKind::Staff && self.roster.settings.office.is_empty() {
            problems.push(Problem::new("office", "missing"));
        }
        if self.import.kind == ImportKind::Attendance && self.roster.settings.class.is_none() {
            problems.push(Problem::new("class", "missing"));
        }
        problems
    }

    fn council_of(&self, draft: &Draft) -> Result<CouncilId, Problem> {
        let Some(unit) = &draft.unit else {
            return Ok(self.import.council_id);
        };
        let id = self
            .known
            .by_unit
            .get(&vi::fold(unit))
            .ok_or_else(|| Problem::new("unit", "row-unit-unknown").with("value", unit))?;
        let path = &self.known.scope(*id).council.path;
        if self.actor.can(Act::ConfirmImport, path) {
            Ok(*id)
        } else {
            Err(Problem::new("unit", "row-unit-not-permitted").with("value", unit))
        }
    }

    fn row(
        &mut self,
        number: u32,
        section: Option<String>,
        draft: Draft,
        council: Result<CouncilId, Problem>,
        matched: Match,
    ) -> PreviewRow {
        let mut row = PreviewRow {
            number,
            section,
            name: draft.details.full_name.clone(),
            details: draft.details.clone(),
            state: RowState::Same,
            duplicate_of: matched.same_as,
            person: matched
                .person
                .as_ref()
                .map(|(candidate, how)| self.found(candidate, Some(*how))),
            perhaps: matched
                .perhaps
                .iter()
                .map(|candidate| self.found(candidate, None))
                .collect(),
            changes: Vec::new(),
            problems: draft.problems.clone(),
            notes: draft.notes.clone(),
            plan: RowPlan::default(),
        };
        row.problems.extend(matched.problem);
        match council {
            Err(problem) => row.problems.push(problem),
            Ok(council) if row.problems.is_empty() && row.duplicate_of.is_none() => {
                let candidate = matched.person.map(|(candidate, _)| candidate);
                match self.import.kind {
                    ImportKind::Delegates => {
                        self.delegate(&mut row, &draft, council, candidate.as_ref())
                    }
                    ImportKind::Staff => {
                        self.employee(&mut row, &draft, council, candidate.as_ref())
                    }
                    ImportKind::Attendance => {
                        self.attend(&mut row, &draft, council, candidate.as_ref())
                    }
                }
            }
            Ok(_) => {}
        }
        self.settle(&mut row);
        row
    }

    /// Says which state the row is in; what is not written has no plan.
    fn settle(&self, row: &mut PreviewRow) {
        row.state = if !row.problems.is_empty() {
            RowState::Faulty
        } else if row.duplicate_of.is_some() {
            RowState::Duplicate
        } else if row.plan.is_empty() {
            RowState::Same
        } else if row.plan.presence.is_some() {
            let known = row
                .plan
                .person
                .is_some_and(|person| self.known.marks.contains_key(&person));
            if known {
                RowState::Changed
            } else {
                RowState::New
            }
        } else if row.plan.mandate.is_some()
            || row.plan.person.is_none()
            || row.plan.position.is_some()
                && row
                    .plan
                    .person
                    .is_none_or(|person| !self.known.employments.contains_key(&person))
        {
            RowState::New
        } else {
            RowState::Changed
        };
        if matches!(row.state, RowState::Faulty | RowState::Duplicate) {
            row.plan = RowPlan::default();
            row.changes.clear();
        }
    }

    fn found(&self, candidate: &Candidate, how: Option<How>) -> Found {
        let version = candidate.version(self.roster.settings.effective);
        let mut places: Vec<String> = candidate
            .places
            .iter()
            .map(|place| place.unit_name.clone())
            .collect();
        places.dedup();
        Found {
            id: candidate.id,
            name: version
                .map(|version| version.full_name.clone())
                .unwrap_or_default(),
            birth_year: version.and_then(|version| version.birth_year),
            places,
            how,
        }
    }

    /// What the row says of the person beside what is on record.
    fn record(&self, row: &mut PreviewRow, draft: &Draft, candidate: Option<&Candidate>) {
        let day = self.roster.settings.effective;
        let Some(candidate) = candidate else {
            row.changes = changes(&PersonDetails::default(), &draft.details);
            row.plan.record = Some(RecordPlan {
                before: None,
                details: draft.details.clone(),
            });
            return;
        };
        row.plan.person = Some(candidate.id);
        let Some(version) = candidate.version(day) else {
            return;
        };
        let (before, after) = (
            version.details(),
            merged(&version.details(), &draft.details),
        );
        let changed = changes(&before, &after);
        if changed.is_empty() {
            return;
        }
        // Whoever may not correct the record where the person belongs neither changes it nor learns from it.
        let own = candidate
            .places
            .iter()
            .all(|place| self.actor.can(Act::CorrectPerson, &place.path));
        if own {
            row.changes = changed;
            row.plan.record = Some(RecordPlan {
                before: Some(version.clone()),
                details: after,
            });
        } else {
            row.notes.push(Problem::new("full_name", "row-record-kept"));
        }
    }

    fn delegate(
        &mut self,
        row: &mut PreviewRow,
        draft: &Draft,
        council: CouncilId,
        candidate: Option<&Candidate>,
    ) {
        row.plan.council = Some(council);
        row.plan.re_elected = draft.re_elected;
        self.record(row, draft, candidate);
        let sitting = candidate
            .and_then(|candidate| self.known.mandates.get(&(council, candidate.id)))
            .cloned();
        let wanted = self.constituency(row, draft, council);
        match sitting {
            None => {
                let seat = self.seat(row, council, wanted);
                row.plan.mandate = Some(seat);
                if let Some(number) = wanted {
                    row.changes
                        .push(change("constituency", Said::Nothing, Said::Number(number)));
                }
            }
            Some(mandate) => self.seat_of_sitting(row, council, mandate, wanted),
        }
        self.members(row, draft, council, candidate);
    }

    /// The number of the electoral unit that the row names.
    fn constituency(&self, row: &mut PreviewRow, draft: &Draft, council: CouncilId) -> Option<i64> {
        let text = draft.constituency.as_ref()?;
        let by_name = self
            .known
            .constituency_names
            .get(&(council, vi::fold(text)))
            .copied();
        let number = by_name.or_else(|| super::places::number(text).map(i64::from));
        if number.is_none() {
            row.notes.push(
                Problem::new("constituency", "row-constituency-unreadable").with("value", text),
            );
        }
        number
    }

    /// A free seat of the electoral unit, or one of a unit to be drawn.
    fn seat(&mut self, row: &mut PreviewRow, council: CouncilId, wanted: Option<i64>) -> SeatPlan {
        let Some(number) = wanted else {
            return SeatPlan::None;
        };
        if let Some(id) = self.known.constituencies.get(&(council, number)) {
            if let Some(seat) = self
                .known
                .free
                .get_mut(id)
                .and_then(std::collections::VecDeque::pop_front)
            {
                return SeatPlan::Free(seat);
            }
            row.problems
                .push(Problem::new("constituency", "row-no-free-seat").with("number", number));
            return SeatPlan::None;
        }
        let place = self.taken.entry((council, number)).or_default();
        *place += 1;
        SeatPlan::Drawn {
            number,
            place: *place - 1,
        }
    }

    fn seat_of_sitting(
        &mut self,
        row: &mut PreviewRow,
        council: CouncilId,
        mandate: super::image::MandateImage,
        wanted: Option<i64>,
    ) {
        let Some(number) = wanted else { return };
        match mandate
            .seat_id
            .and_then(|seat| self.known.unit_of_seat.get(&seat))
        {
            Some(held) if *held == number => {}
            Some(held) => row.notes.push(
                Problem::new("constituency", "row-constituency-differs")
                    .with("held", held)
                    .with("wanted", number),
            ),
            None => {
                let seat = self.seat(row, council, wanted);
                if seat != SeatPlan::None {
                    row.changes
                        .push(change("constituency", Said::Nothing, Said::Number(number)));
                    row.plan.seat_for = Some((mandate, seat));
                }
            }
        }
    }

    fn members(
        &mut self,
        row: &mut PreviewRow,
        draft: &Draft,
        council: CouncilId,
        candidate: Option<&Candidate>,
    ) {
        let day = self.roster.settings.effective;
        for seated in &draft.seated {
            let body = self.known.bodies.iter().find(|body| {
                body.council_id == council
                    && body.kind == seated.body.kind
                    && (seated.body.kind != BodyKind::DelegateGroup
                        || super::places::number(&body.name) == seated.body.number)
            });
            let current = body.zip(candidate).and_then(|(body, candidate)| {
                self.known
                    .memberships
                    .iter()
                    .find(|held| held.body_id == body.id && held.person_id == candidate.id)
            });
            let post = seated
                .post
                .or(current.map(|held| held.post))
                .unwrap_or(member_of(seated.body.kind));
            let full_time = match (draft.full_time, current) {
                (Some(said), _) => said && seated.body.kind != BodyKind::DelegateGroup,
                (None, Some(held)) => held.full_time,
                (None, None) => false,
            };
            if current.is_some_and(|held| held.post == post && held.full_time == full_time) {
                continue;
            }
            if let Some(held) = current.filter(|held| held.valid_from >= day) {
                row.notes.push(
                    Problem::new("post", "row-post-later")
                        .with("day", vi::date_short(held.valid_from)),
                );
                continue;
            }
            let taken_before = body.is_some_and(|body| {
                self.known.memberships.iter().any(|held| {
                    held.body_id == body.id
                        && held.post == post
                        && candidate.is_none_or(|candidate| candidate.id != held.person_id)
                })
            });
            let first =
                !post.is_single() || self.posts.insert((council, seated.body.clone(), post));
            if post.is_single() && (taken_before || !first) {
                row.problems.push(Problem::new("post", "row-post-taken"));
                continue;
            }
            let said = |post, full_time| Said::Place {
                body: seated.body.kind,
                number: seated.body.number,
                post,
                full_time,
            };
            let old = current.map_or(Said::Nothing, |held| said(held.post, held.full_time));
            row.changes.push(change("post", old, said(post, full_time)));
            let named = (council, seated.body.clone());
            if body.is_none() && !self.set_up.bodies.contains(&named) {
                self.set_up.bodies.push(named);
            }
            row.plan.members.push(MemberPlan {
                body: seated.body.clone(),
                post,
                full_time,
                ends: current.cloned(),
            });
        }
        if draft.full_time == Some(true)
            && draft
                .seated
                .iter()
                .all(|seated| seated.body.kind == BodyKind::DelegateGroup)
        {
            row.notes
                .push(Problem::new("full_time", "row-full-time-without-post"));
        }
    }

    fn employee(
        &mut self,
        row: &mut PreviewRow,
        draft: &Draft,
        council: CouncilId,
        candidate: Option<&Candidate>,
    ) {
        row.plan.council = Some(council);
        self.record(row, draft, candidate);
        let held = candidate.and_then(|candidate| self.known.employments.get(&candidate.id));
        let title = draft.position.clone();
        match (held, title) {
            (Some(held), Some(title))
                if held.title != title && held.valid_from < self.roster.settings.effective =>
            {
                row.changes.push(change(
                    "position",
                    Said::Text(held.title.clone()),
                    Said::Text(title.clone()),
                ));
                row.plan.position = Some(title);
            }
            (Some(_), _) => {}
            (None, title) => {
                let title = title.unwrap_or_else(|| "Chuyên viên".to_owned());
                row.changes
                    .push(change("position", Said::Nothing, Said::Text(title.clone())));
                row.plan.position = Some(title);
            }
        }
        if row.plan.position.is_some() && self.known.office.is_none() {
            self.set_up.office = Some(self.roster.settings.office.clone());
        }
    }

    fn attend(
        &self,
        row: &mut PreviewRow,
        draft: &Draft,
        council: CouncilId,
        candidate: Option<&Candidate>,
    ) {
        let (Some(candidate), Some(presence)) = (candidate, draft.presence) else {
            row.problems
                .push(Problem::new("full_name", "row-not-invited"));
            return;
        };
        if self.known.lessons == 0 {
            row.problems.push(Problem::new("", "row-no-lessons"));
            return;
        }
        let held = self
            .known
            .marks
            .get(&candidate.id)
            .map_or(&[][..], Vec::as_slice);
        let same = held.len() == self.known.lessons
            && held
                .iter()
                .all(|(status, reason)| *status == presence && *reason == draft.reason);
        if !same {
            let old = held
                .first()
                .map_or(Said::Nothing, |(status, _)| Said::Presence(*status));
            row.changes
                .push(change("presence", old, Said::Presence(presence)));
            row.plan.council = Some(council);
            row.plan.person = Some(candidate.id);
            row.plan.presence = Some((presence, draft.reason.clone()));
        }
    }

    /// Draws the electoral units that rows need, as far as the seats decided for the election allow.
    fn room_for_constituencies(&mut self, rows: &mut [PreviewRow]) {
        let mut wanted: Vec<(CouncilId, i64, usize)> = self
            .taken
            .iter()
            .map(|((council, number), seats)| (*council, *number, *seats))
            .collect();
        wanted.sort_unstable();
        let mut left: HashMap<CouncilId, Option<i64>> = HashMap::new();
        for (council, number, seats) in wanted {
            let scope = self.known.scope(council);
            let room = left
                .entry(council)
                .or_insert_with(|| scope.seats_planned.map(|planned| planned - scope.drawn));
            let needed = i64::try_from(seats).unwrap_or(i64::MAX);
            if room.is_none_or(|room| needed <= room) && seats <= 200 {
                *room = room.map(|room| room - needed);
                self.set_up.constituencies.push((council, number, seats));
                continue;
            }
            for row in rows
                .iter_mut()
                .filter(|row| row.plan.council == Some(council))
            {
                let drawn = |seat: &SeatPlan| matches!(seat, SeatPlan::Drawn { number: other, .. } if *other == number);
                if row.plan.mandate.as_ref().is_some_and(drawn) {
                    row.plan.mandate = Some(SeatPlan::None);
                    row.notes.push(
                        Problem::new("constituency", "row-constituency-beyond-plan")
                            .with("number", number),
                    );
                }
                if row
                    .plan
                    .seat_for
                    .as_ref()
                    .is_some_and(|(_, seat)| drawn(seat))
                {
                    row.plan.seat_for = None;
                    row.notes.push(
                        Problem::new("constituency", "row-constituency-beyond-plan")
                            .with("number", number),
                    );
                }
            }
        }
    }

    fn absent(&self, rows: &[PreviewRow]) -> Vec<(PersonId, String)> {
        let named: BTreeSet<PersonId> = rows
            .iter()
            .filter_map(|row| row.person.as_ref())
            .map(|found| found.id)
            .collect();
        self.known
            .sitting
            .iter()
            .filter(|(person, _, _)| !named.contains(person))
            .map(|(person, _, name)| (*person, name.clone()))
            .collect()
    }
}

const fn change(field: &'static str, old: Said, new: Said) -> Change {
    Change { field, old, new }
}

/// What tells one outcome from another.
fn fingerprint(rows: &[PreviewRow], set_up: &SetUp, settings: &super::Settings) -> String {
    let mut hash = Sha256::new();
    for row in rows {
        hash.update(format!(
            "{}{:?}{:?}{:?}\n",
            row.number, row.state, row.plan, row.duplicate_of
        ));
    }
    hash.update(format!("{set_up:?}{settings:?}"));
    store::audit::hex(&hash.finalize()[..16])
}
