//! Undoing an import: every record as it was before, unless somebody has changed one of them since.

use std::collections::{BTreeSet, HashMap};

use kernel::ids::{ImportId, PersonId};
use serde::de::DeserializeOwned;
use serde_json::json;
use store::{FromRow, Reader as _, Sql, args, record, sql};
use uuid::Uuid;

use super::image::{
    BodyImage, ConstituencyImage, EmploymentImage, Insert as _, InstitutionImage, MandateImage,
    MembershipImage, PersonImage, RecordImage, SeatImage,
};
use super::intake::decided;
use super::queries::stored;
use crate::access::Act;
use crate::refusal::Problem;
use crate::{Acting, Result};

/// Hoàn tác một đợt nhập.
#[derive(Debug, Clone)]
pub struct UndoImport {
    /// The import.
    pub import: ImportId,
    /// The reason.
    pub reason: String,
}

record! {
    #[derive(Debug, Clone)]
    struct Kept { subject_kind: String, subject_id: Uuid, before: Option<String>, after: Option<String> }

    struct Dependent { person_id: PersonId }
    struct Named { full_name: String }
    struct Mark { lesson_id: Uuid, person_id: Uuid, status: String, method: String, recorded_at: i64, reason: String }
}

sql! {
    TAKE = "UPDATE import SET state = 'undone', decided_at = $2 WHERE id = $1 AND state = 'confirmed'";
    LOCK = "UPDATE council SET number = number WHERE id = $1";
    CHANGES = "SELECT subject_kind, subject_id, before, after FROM import_change WHERE import_id = $1 ORDER BY position DESC";
    NAME = "SELECT full_name FROM person_record WHERE person_id = $1 ORDER BY valid_from DESC LIMIT 1";

    PERSONS = "SELECT t.* FROM person t WHERE t.id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'person')";
    RECORDS = "SELECT t.* FROM person_record t WHERE t.person_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'person_record')";
    MANDATES = "SELECT t.* FROM mandate t WHERE t.id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'mandate')";
    MEMBERSHIPS = "SELECT t.* FROM membership t WHERE t.id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'membership')";
    BODIES = "SELECT t.* FROM body t WHERE t.id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'body')";
    CONSTITUENCIES = "SELECT t.* FROM constituency t WHERE t.id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'constituency')";
    SEATS = "SELECT t.* FROM seat t WHERE t.id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'seat')";
    OFFICES = "SELECT t.* FROM institution t WHERE t.id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'institution')";
    EMPLOYMENTS = "SELECT t.* FROM employment t WHERE t.id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'employment')";

    // What has come to rest on people, mandates, bodies and seats of this import since.
    LATER_MANDATES = "SELECT m.person_id FROM mandate m \
        WHERE (m.person_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'person') \
               OR m.seat_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'seat') \
               OR m.start_decision_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'decision') \
               OR m.end_decision_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'decision')) \
          AND m.id NOT IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'mandate')";
    LATER_MEMBERSHIPS = "SELECT p.person_id FROM membership p JOIN body b ON b.id = p.body_id \
        WHERE (p.person_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'person') \
               OR p.body_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'body') \
               OR p.decision_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'decision') \
               OR p.end_decision_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'decision')) \
          AND p.id NOT IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'membership')";
    LATER_POSTS = "SELECT p.person_id FROM import_change x JOIN mandate m ON m.id = x.subject_id \
        JOIN membership p ON p.person_id = m.person_id AND p.valid_from >= m.valid_from \
        JOIN body b ON b.id = p.body_id AND b.council_id = m.council_id \
        WHERE x.import_id = $1 AND x.subject_kind = 'mandate' AND x.before IS NULL \
          AND p.id NOT IN (SELECT y.subject_id FROM import_change y WHERE y.import_id = $1 AND y.subject_kind = 'membership')";
    LATER_SUSPENSIONS = "SELECT m.person_id FROM suspension s JOIN mandate m ON m.id = s.mandate_id \
        WHERE s.mandate_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'mandate' AND x.before IS NULL)";
    LATER_EMPLOYMENTS = "SELECT e.person_id FROM employment e \
        WHERE (e.person_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'person') \
               OR e.institution_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'institution') \
               OR e.decision_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'decision')) \
          AND e.id NOT IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'employment')";
    LATER_TRAINING = "SELECT i.person_id FROM invitation i \
            WHERE i.person_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'person') \
        UNION SELECT a.person_id FROM attendance a \
            WHERE a.person_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'person') \
        UNION SELECT t.person_id FROM attempt t \
            WHERE t.person_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'person') \
        UNION SELECT c.person_id FROM certificate c \
            WHERE c.person_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'person')";
    LATER_ACCOUNTS = "SELECT a.person_id FROM account a \
        WHERE a.person_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'person')";
    LATER_MERGED = "SELECT p.id AS person_id FROM person p \
        WHERE p.merged_into IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'person')";
    LATER_CERTIFIED = "SELECT k.person_id FROM certificate k WHERE k.revoked_at IS NULL \
        AND k.person_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'attendance') \
        AND k.issued_at >= (SELECT i.decided_at FROM import i WHERE i.id = $1)";
    MARKS = "SELECT t.* FROM attendance t WHERE t.person_id IN (SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind = 'attendance')";

    DELETE_RECORD = "DELETE FROM person_record WHERE person_id = $1 AND valid_from = $2";
    SEAT_BACK = "UPDATE mandate SET seat_id = $2 WHERE id = $1";
    MEMBER_BACK = "UPDATE membership SET valid_to = $2, end_decision_id = $3 WHERE id = $1";
    EMPLOYED_BACK = "UPDATE employment SET valid_to = $2 WHERE id = $1";
    DELETE_PERSON = "DELETE FROM person WHERE id = $1";
    DELETE_MANDATE = "DELETE FROM mandate WHERE id = $1";
    DELETE_MEMBERSHIP = "DELETE FROM membership WHERE id = $1";
    DELETE_BODY = "DELETE FROM body WHERE id = $1";
    DELETE_CONSTITUENCY = "DELETE FROM constituency WHERE id = $1";
    DELETE_SEAT = "DELETE FROM seat WHERE id = $1";
    DELETE_OFFICE = "DELETE FROM institution WHERE id = $1";
    DELETE_EMPLOYMENT = "DELETE FROM employment WHERE id = $1";
    DELETE_DECISION = "DELETE FROM decision WHERE id = $1";
    DELETE_MARK = "DELETE FROM attendance WHERE lesson_id = $1 AND person_id = $2";
    PUT_MARK = "INSERT INTO attendance (lesson_id, person_id, status, method, recorded_at, reason) VALUES ($1, $2, $3, $4, $5, $6)";
}

const LATER: &[Sql] = &[
    LATER_MANDATES,
    LATER_MEMBERSHIPS,
    LATER_POSTS,
    LATER_SUSPENSIONS,
    LATER_EMPLOYMENTS,
    LATER_TRAINING,
    LATER_ACCOUNTS,
    LATER_MERGED,
    LATER_CERTIFIED,
];

/// Puts everything back as it was.
pub async fn undo(acting: &Acting<'_>, command: UndoImport) -> Result<()> {
    let import = stored(&acting.tx, command.import).await?;
    acting.may(Act::UndoImport, &import.path)?;
    let reason = kernel::vi::clean(&command.reason);
    if reason.is_empty() {
        return Err(Problem::new("reason", "missing").into());
    }
    acting.tx.execute(LOCK, args![import.council_id]).await?;
    // What has come to rest on the import is asked for before its day of decision becomes that of the undoing.
    let mut people: BTreeSet<PersonId> = BTreeSet::new();
    for sql in LATER {
        let rows: Vec<Dependent> = acting.tx.all(*sql, args![import.id]).await?;
        people.extend(rows.into_iter().map(|row| row.person_id));
    }
    if acting
        .tx
        .execute(TAKE, args![import.id, acting.now])
        .await?
        == 0
    {
        return Err(decided());
    }
    let changes: Vec<Kept> = acting.tx.all(CHANGES, args![import.id]).await?;
    let mut others = 0;
    changed_since(acting, import.id, &changes, &mut people, &mut others).await?;
    if !people.is_empty() || others > 0 {
        return Err(changed(acting, people, others).await?);
    }
    for change in &changes {
        put_back(acting, change).await?;
    }
    let detail = json!({ "before": { "state": import.state }, "after": { "state": "undone" }, "changes": changes.len() });
    acting
        .audit(
            Act::UndoImport,
            Some(import.council_id),
            "import",
            import.id,
            &reason,
            detail,
        )
        .await?;
    let known_before: BTreeSet<Uuid> = changes
        .iter()
        .filter(|change| change.subject_kind == "person_record" && change.before.is_some())
        .map(|change| change.subject_id)
        .collect();
    for person in known_before {
        let person = PersonId::from_uuid(person);
        acting
            .audit(
                Act::UndoImport,
                Some(import.council_id),
                "person",
                person,
                &reason,
                json!({ "import": import.id }),
            )
            .await?;
    }
    Ok(())
}

/// The refusal that names whose records have changed.
async fn changed(
    acting: &Acting<'_>,
    people: BTreeSet<PersonId>,
    others: usize,
) -> Result<crate::Refusal> {
    let mut names = Vec::new();
    for person in people.iter().take(20) {
        let named: Option<Named> = acting.tx.one(NAME, args![*person]).await?;
        names.extend(named.map(|named| named.full_name));
    }
    let more = people.len().saturating_sub(names.len());
    if more > 0 {
        names.push(format!("+{more}"));
    }
    Ok(Problem::new("", "undo-changed-since")
        .with("count", people.len() + others)
        .with(
            "names",
            if names.is_empty() {
                "–".to_owned()
            } else {
                names.join(", ")
            },
        )
        .into())
}

/// Compares what the import wrote with what stands there now.
async fn changed_since(
    acting: &Acting<'_>,
    id: ImportId,
    changes: &[Kept],
    people: &mut BTreeSet<PersonId>,
    others: &mut usize,
) -> Result<()> {
    let mut check = Check {
        acting,
        id,
        changes,
        people,
        others,
    };
    check
        .kind::<PersonImage, _>(
            "person",
            PERSONS,
            |image| image.id.uuid(),
            |image| Some(image.id),
        )
        .await?;
    check
        .kind::<MandateImage, _>(
            "mandate",
            MANDATES,
            |image| image.id.uuid(),
            |image| Some(image.person_id),
        )
        .await?;
    check
        .kind::<MembershipImage, _>(
            "membership",
            MEMBERSHIPS,
            |image| image.id.uuid(),
            |image| Some(image.person_id),
        )
        .await?;
    check
        .kind::<EmploymentImage, _>(
            "employment",
            EMPLOYMENTS,
            |image| image.id.uuid(),
            |image| Some(image.person_id),
        )
        .await?;
    check
        .kind::<BodyImage, _>("body", BODIES, |image| image.id.uuid(), |_| None)
        .await?;
    check
        .kind::<ConstituencyImage, _>(
            "constituency",
            CONSTITUENCIES,
            |image| image.id.uuid(),
            |_| None,
        )
        .await?;
    check
        .kind::<SeatImage, _>("seat", SEATS, |image| image.id.uuid(), |_| None)
        .await?;
    check
        .kind::<InstitutionImage, _>("institution", OFFICES, |image| image.id.uuid(), |_| None)
        .await?;
    check
        .kind::<RecordImage, _>(
            "person_record",
            RECORDS,
            |image| (image.person_id, image.valid_from),
            |image| Some(image.person_id),
        )
        .await?;
    check.marks().await
}

struct Check<'a, 'b> {
    acting: &'a Acting<'b>,
    id: ImportId,
    changes: &'a [Kept],
    people: &'a mut BTreeSet<PersonId>,
    others: &'a mut usize,
}

impl Check<'_, '_> {
    async fn kind<T, K>(
        &mut self,
        kind: &str,
        current: Sql,
        key: impl Fn(&T) -> K,
        person: impl Fn(&T) -> Option<PersonId>,
    ) -> Result<()>
    where
        T: FromRow + DeserializeOwned + PartialEq + Send,
        K: std::hash::Hash + Eq,
    {
        let rows: Vec<T> = self.acting.tx.all(current, args![self.id]).await?;
        let now: HashMap<K, T> = rows.into_iter().map(|row| (key(&row), row)).collect();
        let mut written = 0;
        for change in self
            .changes
            .iter()
            .filter(|change| change.subject_kind == kind)
        {
            let Some(after) = change
                .after
                .as_deref()
                .and_then(|text| serde_json::from_str::<T>(text).ok())
            else {
                continue;
            };
            written += 1;
            if now.get(&key(&after)) != Some(&after) {
                self.note(person(&after));
            }
        }
        // A person may have got another version of the record since.
        if kind == "person_record" && now.len() > written {
            let ours: BTreeSet<Uuid> = self
                .changes
                .iter()
                .filter(|change| change.subject_kind == "person")
                .map(|change| change.subject_id)
                .collect();
            let mut versions: HashMap<PersonId, usize> = HashMap::new();
            for person in now.values().filter_map(&person) {
                *versions.entry(person).or_default() += 1;
            }
            let more = versions
                .into_iter()
                .filter(|(person, count)| *count > 1 && ours.contains(&person.uuid()));
            self.people.extend(more.map(|(person, _)| person));
        }
        Ok(())
    }

    async fn marks(&mut self) -> Result<()> {
        let rows: Vec<Mark> = self.acting.tx.all(MARKS, args![self.id]).await?;
        for change in self
            .changes
            .iter()
            .filter(|change| change.subject_kind == "attendance")
        {
            let Some(after) = change.after.as_deref().and_then(mark) else {
                continue;
            };
            let same = rows.iter().any(|row| {
                row.lesson_id == after.lesson_id
                    && row.person_id == after.person_id
                    && row.status == after.status
                    && row.method == after.method
                    && row.recorded_at == after.recorded_at
                    && row.reason == after.reason
            });
            if !same {
                self.note(Some(PersonId::from_uuid(after.person_id)));
            }
        }
        Ok(())
    }

    fn note(&mut self, person: Option<PersonId>) {
        match person {
            Some(person) => {
                self.people.insert(person);
            }
            None => *self.others += 1,
        }
    }
}

fn image<T: DeserializeOwned>(text: Option<&String>) -> Option<T> {
    text.and_then(|text| serde_json::from_str(text).ok())
}

fn mark(text: &str) -> Option<Mark> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let word = |key: &str| {
        value
            .get(key)
            .and_then(serde_json::Value::as_str)
            .map(str::to_owned)
    };
    let id = |key: &str| word(key).and_then(|text| Uuid::parse_str(&text).ok());
    Some(Mark {
        lesson_id: id("lesson_id")?,
        person_id: id("person_id")?,
        status: word("status")?,
        method: word("method")?,
        recorded_at: value
            .get("recorded_at")
            .and_then(serde_json::Value::as_i64)?,
        reason: word("reason")?,
    })
}

/// Puts one record back: away with what was new, back to what was changed.
async fn put_back(acting: &Acting<'_>, change: &Kept) -> Result<()> {
    let (tx, id) = (&acting.tx, change.subject_id);
    let delete = match (change.subject_kind.as_str(), &change.before) {
        ("person_record", before) => {
            if let Some(after) = image::<RecordImage>(change.after.as_ref()) {
                tx.execute(DELETE_RECORD, args![after.person_id, after.valid_from])
                    .await?;
            }
            if let Some(before) = image::<RecordImage>(before.as_ref()) {
                tx.insert_many(RecordImage::TABLE, RecordImage::COLUMNS, [before.values()])
                    .await?;
            }
            return Ok(());
        }
        ("attendance", before) => {
            if let Some(after) = change.after.as_deref().and_then(mark) {
                tx.execute(DELETE_MARK, args![after.lesson_id, after.person_id])
                    .await?;
            }
            if let Some(before) = before.as_deref().and_then(mark) {
                let values = args![
                    before.lesson_id,
                    before.person_id,
                    before.status,
                    before.method,
                    before.recorded_at,
                    before.reason
                ];
                tx.execute(PUT_MARK, values).await?;
            }
            return Ok(());
        }
        ("mandate", Some(_)) => {
            if let Some(before) = image::<MandateImage>(change.before.as_ref()) {
                tx.execute(SEAT_BACK, args![id, before.seat_id]).await?;
            }
            return Ok(());
        }
        ("membership", Some(_)) => {
            if let Some(before) = image::<MembershipImage>(change.before.as_ref()) {
                tx.execute(
                    MEMBER_BACK,
                    args![id, before.valid_to, before.end_decision_id],
                )
                .await?;
            }
            return Ok(());
        }
        ("employment", Some(_)) => {
            if let Some(before) = image::<EmploymentImage>(change.before.as_ref()) {
                tx.execute(EMPLOYED_BACK, args![id, before.valid_to])
                    .await?;
            }
            return Ok(());
        }
        ("person", None) => DELETE_PERSON,
        ("mandate", None) => DELETE_MANDATE,
        ("membership", None) => DELETE_MEMBERSHIP,
        ("employment", None) => DELETE_EMPLOYMENT,
        ("body", None) => DELETE_BODY,
        ("constituency", None) => DELETE_CONSTITUENCY,
        ("seat", None) => DELETE_SEAT,
        ("institution", None) => DELETE_OFFICE,
        ("decision", None) => DELETE_DECISION,
        _ => return Ok(()),
    };
    tx.execute(delete, args![id]).await?;
    Ok(())
}
