//! Rows on their way into the tables, gathered and written many at a time.

use store::{IntoValue, Tx, Value};

use crate::Result;

macro_rules! tables {
    ($($variant:ident = $name:literal [$($column:literal),* $(,)?];)*) => {
        /// The tables that sample data fill, parents before their children, as the foreign keys ask.
        #[derive(Debug, Clone, Copy)]
        pub(super) enum Table { $($variant),* }

        /// Their names and the columns that a row gives, in order.
        const TABLES: &[(&str, &[&str])] = &[$(($name, &[$($column),*])),*];
    };
}

tables! {
    Population = "unit_population" ["unit_id", "counted_on", "people", "source", "certainty"];
    Council = "council" ["id", "unit_id", "term_id", "number", "level", "path", "seats_planned", "valid_from", "valid_to", "sample"];
    Decision = "decision" ["id", "council_id", "kind", "number", "issuer", "title", "signed_on", "effective_on"];
    Constituency = "constituency" ["id", "council_id", "number", "name", "seats"];
    Seat = "seat" ["id", "council_id", "constituency_id", "number"];
    Person = "person" ["id", "created_at", "sample"];
    Record = "person_record" [
        "person_id", "valid_from", "valid_to", "full_name", "folded", "sort_key", "birth_date", "birth_year", "sex", "nationality",
        "ethnicity", "religion", "hometown", "residence", "schooling", "qualification", "profession", "political_theory", "languages",
        "occupation", "workplace", "party_since", "phone", "email"
    ];
    Mandate = "mandate" [
        "id", "person_id", "council_id", "seat_id", "origin", "re_elected", "valid_from", "valid_to", "start_decision_id",
        "end_decision_id", "end_reason"
    ];
    Suspension = "suspension" ["id", "mandate_id", "valid_from", "valid_to", "decision_id", "end_decision_id", "reason"];
    Body = "body" ["id", "council_id", "kind", "name", "rank", "valid_from", "valid_to", "decision_id", "end_decision_id"];
    Membership = "membership" [
        "id", "body_id", "person_id", "post", "full_time", "valid_from", "valid_to", "decision_id", "end_decision_id"
    ];
    Institution = "institution" ["id", "unit_id", "kind", "name", "folded", "valid_from", "valid_to"];
    Employment = "employment" ["id", "person_id", "institution_id", "council_id", "title", "valid_from", "valid_to"];
    Programme = "programme" ["id", "council_id", "name", "goal", "valid_from", "valid_to", "decision_id"];
    Course = "course" ["id", "programme_id", "name", "hours", "audience", "level", "body_kind", "required", "valid_from", "valid_to"];
    CourseTopic = "course_topic" ["course_id", "topic_id"];
    CoursePartner = "course_partner" ["course_id", "institution_id", "part"];
    Account = "account" ["id", "login", "name", "person_id", "password_hash", "must_change", "created_at"];
    RoleGrant = "role_grant" ["id", "account_id", "role", "scope", "valid_from"];
    Class = "class" [
        "id", "course_id", "council_id", "name", "place", "capacity", "state", "makeup_of", "starts_on", "ends_on", "note", "folded"
    ];
    ClassCouncil = "class_council" ["class_id", "council_id"];
    Lesson = "lesson" ["id", "class_id", "day", "starts_at", "ends_at", "title", "topic_id"];
    Trainer = "trainer" ["id", "class_id", "name", "institution_id", "account_id"];
    Invitation = "invitation" ["id", "class_id", "person_id", "council_id", "ground", "state", "reason", "invited_at"];
    Attendance = "attendance" ["lesson_id", "person_id", "status", "method", "recorded_at", "reason"];
    Certificate = "certificate" ["id", "class_id", "person_id", "code", "issued_at"];
    Evaluation = "evaluation" ["id", "class_id", "voucher", "content", "teaching", "organisation", "comment", "recorded_on"];
    Question = "question" [
        "id", "document_id", "topic_id", "provision", "text", "choices", "answer", "explanation", "difficulty", "state", "reviewed_on"
    ];
    Quiz = "quiz" ["id", "council_id", "document_id", "name", "questions", "minutes", "opens_on", "closes_on"];
    Attempt = "attempt" [
        "id", "quiz_id", "person_id", "council_id", "paper", "answers", "started_at", "due_at", "submitted_at", "right_answers", "passed"
    ];
}

/// Rows gathered for all tables.
#[derive(Default)]
pub(super) struct Rows(Vec<Vec<Vec<Value>>>);

impl Rows {
    pub(super) fn add(&mut self, table: Table, row: Vec<Value>) {
        self.0.resize_with(TABLES.len(), Vec::new);
        if let Some(rows) = self.0.get_mut(table as usize) {
            rows.push(row);
        }
    }

    /// Adds a copy of a gathered row and gives its place.
    pub(super) fn copy(&mut self, table: Table, row: usize) -> usize {
        let Some(rows) = self.0.get_mut(table as usize) else {
            return 0;
        };
        rows.extend(rows.get(row).cloned());
        rows.len().saturating_sub(1)
    }

    /// Puts another value into a column of a gathered row.
    pub(super) fn put(&mut self, table: Table, row: usize, column: &str, value: impl IntoValue) {
        let Some((_, columns)) = TABLES.get(table as usize) else {
            return;
        };
        let place = columns.iter().position(|name| *name == column);
        let row = self
            .0
            .get_mut(table as usize)
            .and_then(|rows| rows.get_mut(row));
        if let (Some(place), Some(row)) = (place, row)
            && let Some(cell) = row.get_mut(place)
        {
            *cell = value.into_value();
        }
    }

    /// Writes everything gathered, table by table.
    pub(super) async fn write(&mut self, tx: &Tx) -> Result<()> {
        for ((name, columns), rows) in TABLES.iter().zip(std::mem::take(&mut self.0)) {
            tx.insert_many(name, columns, rows).await?;
        }
        Ok(())
    }
}
