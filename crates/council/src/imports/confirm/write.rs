//! Writing the rows of a confirmed roster: collected first, then inserted many at a time.

use std::collections::{BTreeSet, HashMap};

use kernel::Timestamp;
use kernel::ids::{
    BodyId, ConstituencyId, CouncilId, DecisionId, EmploymentId, ImportId, InstitutionId,
    MandateId, MembershipId, PersonId, SeatId,
};
use serde::Serialize;
use serde_json::{Value as Json, json};
use store::{Value, args, sql};
use uuid::Uuid;

use super::super::image::{
    BodyImage, ConstituencyImage, EmploymentImage, Insert, InstitutionImage, MandateImage,
    MembershipImage, PersonImage, RecordImage, SeatImage,
};
use super::super::places::{BodyNamed, number};
use super::super::plan::{RowPlan, SeatPlan};
use super::super::preview::{Preview, PreviewRow};
use super::super::{ImportRow, Settings};
use crate::access::Act;
use crate::bodies::{BodyKind, CouncilRef, InstitutionKind};
use crate::people::EndReason;
use crate::seed_data::posts::bodies;
use crate::training::attendance::{AttendanceRow, Mark, RollLine, record_attendance_rows};
use crate::{Acting, Result};
use kernel::time::FROM_THE_BEGINNING;

sql! {
    CLOSE_RECORD = "UPDATE person_record SET valid_to = $3 WHERE person_id = $1 AND valid_from = $2";
    DELETE_RECORD = "DELETE FROM person_record WHERE person_id = $1 AND valid_from = $2";
    SEAT_MANDATE = "UPDATE mandate SET seat_id = $2 WHERE id = $1";
    END_MEMBERSHIP = "UPDATE membership SET valid_to = $2, end_decision_id = $3 WHERE id = $1";
    RETITLE = "UPDATE employment SET valid_to = $2 WHERE id = $1";
}

/// A change as it is kept.
struct Kept {
    kind: &'static str,
    subject: Uuid,
    before: Option<String>,
    after: Option<String>,
}

/// A line for the audit chain.
struct Line {
    act: Act,
    council: CouncilId,
    kind: &'static str,
    subject: Uuid,
    detail: Json,
}

/// Everything a confirmation writes, collected.
pub(super) struct Writing<'a> {
    import: ImportId,
    settings: &'a Settings,
    sample: bool,
    decision: Option<DecisionId>,
    decision_council: CouncilId,
    reason: &'a str,
    now: Timestamp,
    persons: Vec<PersonImage>,
    records: Vec<RecordImage>,
    mandates: Vec<MandateImage>,
    memberships: Vec<MembershipImage>,
    bodies: Vec<BodyImage>,
    constituencies: Vec<ConstituencyImage>,
    seats: Vec<SeatImage>,
    offices: Vec<InstitutionImage>,
    employments: Vec<EmploymentImage>,
    updates: Vec<(store::Sql, Vec<Value>)>,
    afterwards: Vec<(store::Sql, Vec<Value>)>,
    kept: Vec<Kept>,
    lines: Vec<Line>,
    drawn: HashMap<(CouncilId, i64), Vec<SeatId>>,
    body_ids: HashMap<(CouncilId, BodyNamed), BodyId>,
    office: Option<InstitutionId>,
}

impl<'a> Writing<'a> {
    pub fn begin(
        import: &'a ImportRow,
        shown: &Preview,
        decision: Option<DecisionId>,
        reason: &'a str,
        now: Timestamp,
    ) -> Self {
        Self {
            import: import.id,
            settings: &import.settings,
            sample: shown.known.scopes[0].council.sample,
            decision,
            decision_council: import.council_id,
            reason,
            // The database keeps milliseconds; what is compared when undoing has to be the same.
            now: Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now),
            persons: Vec::new(),
            records: Vec::new(),
            mandates: Vec::new(),
            memberships: Vec::new(),
            bodies: Vec::new(),
            constituencies: Vec::new(),
            seats: Vec::new(),
            offices: Vec::new(),
            employments: Vec::new(),
            updates: Vec::new(),
            afterwards: Vec::new(),
            kept: Vec::new(),
            lines: Vec::new(),
            drawn: HashMap::new(),
            body_ids: HashMap::new(),
            office: None,
        }
    }

    /// Notes that the decision was recorded by this import.
    pub fn recorded(&mut self, id: DecisionId) {
        self.keep::<()>("decision", id.uuid(), None, None);
    }

    pub async fn carry_out(mut self, acting: &Acting<'_>, shown: &Preview) -> Result<()> {
        self.may(acting, shown)?;
        if self.settings.class.is_some() && shown.rows.iter().any(|row| row.plan.presence.is_some())
        {
            self.attendance(acting, shown).await?;
            return self.write(acting).await;
        }
        self.set_up(shown);
        for row in shown.rows.iter().filter(|row| !row.plan.is_empty()) {
            self.row(row, shown);
        }
        self.write(acting).await
    }

    /// The roll of the class, through the act of the training room.
    async fn attendance(&mut self, acting: &Acting<'_>, shown: &Preview) -> Result<()> {
        let Some(class) = self.settings.class else {
            return Ok(());
        };
        let rows: Vec<AttendanceRow> = shown
            .rows
            .iter()
            .filter_map(|row| {
                let (presence, reason) = row.plan.presence.clone()?;
                Some(AttendanceRow {
                    lesson: None,
                    line: RollLine {
                        person: row.plan.person?,
                        presence,
                        reason,
                    },
                })
            })
            .collect();
        for change in record_attendance_rows(acting, class, rows).await? {
            let text = |mark: &Mark| {
                json!({
                    "lesson_id": mark.lesson_id, "person_id": mark.person_id, "status": mark.status, "method": mark.method,
                    "recorded_at": mark.recorded_at.as_millisecond(), "reason": mark.reason,
                })
                .to_string()
            };
            self.kept.push(Kept {
                kind: "attendance",
                subject: change.after.person_id.uuid(),
                before: change.before.as_ref().map(text),
                after: Some(text(&change.after)),
            });
        }
        Ok(())
    }

    /// Asks leave for every act that the rows are, in every council they touch.
    fn may(&self, acting: &Acting<'_>, shown: &Preview) -> Result<()> {
        let councils: BTreeSet<CouncilId> = shown
            .rows
            .iter()
            .filter_map(|row| row.plan.council)
            .collect();
        for id in councils {
            let path = &shown.known.scope(id).council.path;
            for act in [
                Act::ConfirmImport,
                Act::RegisterPerson,
                Act::CorrectPerson,
                Act::OpenMandate,
                Act::AppointMember,
            ] {
                acting.may(act, path)?;
            }
        }
        Ok(())
    }

    fn decision_in(&self, council: CouncilId) -> Option<DecisionId> {
        self.decision.filter(|_| council == self.decision_council)
    }

    /// Electoral units, bodies and the office that rows need.
    fn set_up(&mut self, shown: &Preview) {
        let mut last: HashMap<CouncilId, i64> = HashMap::new();
        for (council, number, seats) in &shown.set_up.constituencies {
            let id = ConstituencyId::fresh();
            let next = last
                .entry(*council)
                .or_insert_with(|| shown.known.scope(*council).last_seat);
            let image = ConstituencyImage {
                id,
                council_id: *council,
                number: *number,
                name: format!("Đơn vị bầu cử số {number}"),
                seats: i64::try_from(*seats).unwrap_or(i64::MAX),
            };
            for _ in 0..*seats {
                *next += 1;
                let seat = SeatImage {
                    id: SeatId::fresh(),
                    council_id: *council,
                    constituency_id: Some(id),
                    number: *next,
                };
                self.drawn
                    .entry((*council, *number))
                    .or_default()
                    .push(seat.id);
                self.seats.push(seat);
            }
            self.line(
                Act::DrawConstituency,
                *council,
                "constituency",
                id.uuid(),
                json!({ "after": &image }),
            );
            self.constituencies.push(image);
        }
        self.find_bodies(shown);
        for (council, body) in &shown.set_up.bodies {
            let image = self.new_body(&shown.known.scope(*council).council, body);
            self.body_ids.insert((*council, body.clone()), image.id);
            self.line(
                Act::SetUpBody,
                *council,
                "body",
                image.id.uuid(),
                json!({ "after": &image }),
            );
            self.bodies.push(image);
        }
        self.office = shown.known.office;
        if let Some(name) = &shown.set_up.office {
            let council = &shown.known.scopes[0].council;
            let image = InstitutionImage {
                id: InstitutionId::fresh(),
                unit_id: council.unit_id,
                kind: InstitutionKind::Office,
                name: kernel::vi::clean(name),
                valid_from: self.settings.effective,
                valid_to: None,
            };
            self.office = Some(image.id);
            self.line(
                Act::RecordInstitution,
                council.id,
                "institution",
                image.id.uuid(),
                json!({ "after": &image }),
            );
            self.offices.push(image);
        }
    }

    fn find_bodies(&mut self, shown: &Preview) {
        for body in &shown.known.bodies {
            let named = BodyNamed {
                kind: body.kind,
                number: (body.kind == BodyKind::DelegateGroup)
                    .then(|| number(&body.name))
                    .flatten(),
            };
            self.body_ids
                .entry((body.council_id, named))
                .or_insert(body.id);
        }
    }

    fn new_body(&self, council: &CouncilRef, body: &BodyNamed) -> BodyImage {
        let named = bodies()
            .iter()
            .find(|name| {
                name.kind == Some(body.kind)
                    && name.level.is_none_or(|level| level == council.level)
            })
            .or_else(|| bodies().iter().find(|name| name.kind == Some(body.kind)))
            .map_or("Ban", |name| name.name_vi);
        let (name, rank) = match (body.kind, body.number) {
            (BodyKind::DelegateGroup, Some(number)) => {
                (format!("Tổ đại biểu số {number}"), 100 + i64::from(number))
            }
            (BodyKind::StandingCommittee, _) => (named.to_owned(), 1),
            (kind, _) => {
                let place = BodyKind::ALL
                    .iter()
                    .position(|other| *other == kind)
                    .unwrap_or_default();
                (
                    named.to_owned(),
                    10 + i64::try_from(place).unwrap_or_default(),
                )
            }
        };
        BodyImage {
            id: BodyId::fresh(),
            council_id: council.id,
            kind: body.kind,
            name,
            rank,
            valid_from: self.settings.effective,
            valid_to: council.valid_to,
            decision_id: self.decision_in(council.id),
            end_decision_id: None,
        }
    }

    fn row(&mut self, row: &PreviewRow, shown: &Preview) {
        let plan = &row.plan;
        let Some(council_id) = plan.council else {
            return;
        };
        let council = &shown.known.scope(council_id).council;
        let person = plan.person.unwrap_or_else(PersonId::fresh);
        if plan.person.is_none() {
            self.persons.push(PersonImage {
                id: person,
                created_at: self.now,
                merged_into: None,
                sample: self.sample,
            });
        }
        let before = plan
            .record
            .as_ref()
            .and_then(|record| record.before.as_ref())
            .map(RecordImage::details);
        let after = plan.record.as_ref().map(|record| &record.details);
        self.record(person, plan);
        let mandate = self.mandate(person, council, plan);
        let posts = self.members(person, council, plan);
        self.employ(person, council, plan, shown);
        let act = match (
            plan.person.is_none(),
            after.is_some(),
            mandate.is_some(),
            plan.position.is_some(),
        ) {
            (true, ..) => Act::RegisterPerson,
            (_, true, ..) => Act::CorrectPerson,
            (_, _, true, _) => Act::OpenMandate,
            (_, _, _, true) => Act::RecordEmployment,
            _ => Act::AppointMember,
        };
        let detail = json!({
            "import": self.import, "row": row.number, "before": before, "after": after,
            "mandate": mandate, "posts": posts, "position": plan.position,
        });
        self.line(act, council_id, "person", person.uuid(), detail);
    }

    /// A new version from the day of the roster, or the version that begins on it or later as it should be.
    fn record(&mut self, person: PersonId, plan: &RowPlan) {
        let Some(record) = &plan.record else { return };
        let day = self.settings.effective;
        let Some(before) = &record.before else {
            self.records.push(RecordImage::of(
                person,
                FROM_THE_BEGINNING,
                None,
                &record.details,
            ));
            return;
        };
        if before.valid_from >= day {
            let after =
                RecordImage::of(person, before.valid_from, before.valid_to, &record.details);
            self.updates
                .push((DELETE_RECORD, args![person, before.valid_from]));
            self.keep("person_record", person.uuid(), Some(before), Some(&after));
            self.records.push(after);
            // Kept already, with what was there before.
            return;
        }
        let closed = RecordImage {
            valid_to: Some(day),
            ..before.clone()
        };
        self.updates
            .push((CLOSE_RECORD, args![person, before.valid_from, day]));
        self.keep("person_record", person.uuid(), Some(before), Some(&closed));
        let to = before.valid_to.filter(|to| *to > day);
        self.records
            .push(RecordImage::of(person, day, to, &record.details));
    }

    fn mandate(
        &mut self,
        person: PersonId,
        council: &CouncilRef,
        plan: &RowPlan,
    ) -> Option<MandateId> {
        if let Some((before, seat)) = &plan.seat_for {
            let after = MandateImage {
                seat_id: self.seat(council.id, seat),
                ..before.clone()
            };
            self.afterwards
                .push((SEAT_MANDATE, args![before.id, after.seat_id]));
            self.keep("mandate", before.id.uuid(), Some(before), Some(&after));
        }
        let seat = plan.mandate.as_ref()?;
        let image = MandateImage {
            id: MandateId::fresh(),
            person_id: person,
            council_id: council.id,
            seat_id: self.seat(council.id, seat),
            origin: self.settings.origin,
            re_elected: plan.re_elected,
            valid_from: self.settings.effective,
            valid_to: council.valid_to,
            start_decision_id: self.decision_in(council.id),
            end_decision_id: None,
            end_reason: council.valid_to.map(|_| EndReason::CouncilEnded),
        };
        let id = image.id;
        self.mandates.push(image);
        Some(id)
    }

    fn seat(&self, council: CouncilId, plan: &SeatPlan) -> Option<SeatId> {
        match plan {
            SeatPlan::None => None,
            SeatPlan::Free(seat) => Some(*seat),
            SeatPlan::Drawn { number, place } => self
                .drawn
                .get(&(council, *number))
                .and_then(|seats| seats.get(*place))
                .copied(),
        }
    }

    fn members(
        &mut self,
        person: PersonId,
        council: &CouncilRef,
        plan: &RowPlan,
    ) -> Vec<MembershipId> {
        let day = self.settings.effective;
        let decision = self.decision_in(council.id);
        let mut ids = Vec::new();
        for member in &plan.members {
            let Some(body) = self
                .body_ids
                .get(&(council.id, member.body.clone()))
                .copied()
            else {
                continue;
            };
            if let Some(held) = &member.ends {
                let after = MembershipImage {
                    valid_to: Some(day),
                    end_decision_id: decision,
                    ..held.clone()
                };
                self.updates
                    .push((END_MEMBERSHIP, args![held.id, day, decision]));
                self.keep("membership", held.id.uuid(), Some(held), Some(&after));
            }
            let image = MembershipImage {
                id: MembershipId::fresh(),
                body_id: body,
                person_id: person,
                post: member.post,
                full_time: member.full_time,
                valid_from: day,
                valid_to: council.valid_to,
                decision_id: decision,
                end_decision_id: None,
            };
            ids.push(image.id);
            self.memberships.push(image);
        }
        ids
    }

    fn employ(&mut self, person: PersonId, council: &CouncilRef, plan: &RowPlan, shown: &Preview) {
        let (Some(title), Some(office)) = (&plan.position, self.office) else {
            return;
        };
        let day = self.settings.effective;
        if let Some(held) = shown
            .known
            .employments
            .get(&person)
            .filter(|held| held.valid_from < day)
        {
            let after = EmploymentImage {
                valid_to: Some(day),
                ..held.clone()
            };
            self.updates.push((RETITLE, args![held.id, day]));
            self.keep("employment", held.id.uuid(), Some(held), Some(&after));
        }
        self.employments.push(EmploymentImage {
            id: EmploymentId::fresh(),
            person_id: person,
            institution_id: office,
            council_id: Some(council.id),
            title: title.clone(),
            valid_from: day,
            valid_to: None,
            decision_id: self.decision_in(council.id),
        });
    }

    fn line(
        &mut self,
        act: Act,
        council: CouncilId,
        kind: &'static str,
        subject: Uuid,
        detail: Json,
    ) {
        self.lines.push(Line {
            act,
            council,
            kind,
            subject,
            detail,
        });
    }

    fn keep<T: Serialize>(
        &mut self,
        kind: &'static str,
        subject: Uuid,
        before: Option<&T>,
        after: Option<&T>,
    ) {
        let text = |image: Option<&T>| image.and_then(|image| serde_json::to_string(image).ok());
        self.kept.push(Kept {
            kind,
            subject,
            before: text(before),
            after: text(after),
        });
    }

    /// Writes all of it: what is set up, then people, then what belongs to them, then the list of changes and the audit chain.
    async fn write(mut self, acting: &Acting<'_>) -> Result<()> {
        for (sql, values) in std::mem::take(&mut self.updates) {
            acting.tx.execute(sql, values).await?;
        }
        let rewritten: BTreeSet<(Uuid, String)> = self
            .kept
            .iter()
            .filter(|kept| kept.kind == "person_record")
            .filter_map(|kept| {
                kept.after
                    .as_ref()
                    .map(|after| (kept.subject, after.clone()))
            })
            .collect();
        insert(acting, &mut self.kept, &self.constituencies).await?;
        insert(acting, &mut self.kept, &self.seats).await?;
        insert(acting, &mut self.kept, &self.bodies).await?;
        insert(acting, &mut self.kept, &self.offices).await?;
        insert(acting, &mut self.kept, &self.persons).await?;
        insert(acting, &mut self.kept, &self.records).await?;
        insert(acting, &mut self.kept, &self.mandates).await?;
        insert(acting, &mut self.kept, &self.memberships).await?;
        insert(acting, &mut self.kept, &self.employments).await?;
        // A mandate takes a seat only after it was drawn.
        for (sql, values) in std::mem::take(&mut self.afterwards) {
            acting.tx.execute(sql, values).await?;
        }
        // A version rewritten in place is kept once, with what it said before.
        self.kept.retain(|kept| {
            kept.kind != "person_record"
                || kept.before.is_some()
                || !kept
                    .after
                    .as_ref()
                    .is_some_and(|after| rewritten.contains(&(kept.subject, after.clone())))
        });
        self.write_changes(acting).await?;
        for line in self.lines {
            let audit = store::AuditLine {
                act: line.act.code(),
                council: Some(line.council),
                subject_kind: line.kind,
                subject: line.subject,
                reason: self.reason.to_owned(),
                detail: line.detail,
            };
            acting.tx.audit(audit).await?;
        }
        Ok(())
    }

    async fn write_changes(&mut self, acting: &Acting<'_>) -> Result<()> {
        const COLUMNS: &[&str] = &[
            "import_id",
            "position",
            "subject_kind",
            "subject_id",
            "before",
            "after",
        ];
        let import = self.import;
        let rows: Vec<Vec<Value>> = std::mem::take(&mut self.kept)
            .into_iter()
            .enumerate()
            .map(move |(position, kept)| {
                args![
                    import,
                    position,
                    kept.kind,
                    kept.subject,
                    kept.before,
                    kept.after
                ]
            })
            .collect();
        acting
            .tx
            .insert_many("import_change", COLUMNS, rows)
            .await?;
        Ok(())
    }
}

async fn insert<T: Insert + Serialize>(
    acting: &Acting<'_>,
    kept: &mut Vec<Kept>,
    images: &[T],
) -> Result<()> {
    kept.extend(images.iter().map(|image| Kept {
        kind: T::TABLE,
        subject: image.subject(),
        before: None,
        after: serde_json::to_string(image).ok(),
    }));
    let rows: Vec<Vec<Value>> = images.iter().map(Insert::values).collect();
    acting.tx.insert_many(T::TABLE, T::COLUMNS, rows).await?;
    Ok(())
}
