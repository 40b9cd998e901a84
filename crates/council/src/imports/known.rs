//! What is recorded already about the councils and the names in a roster, fetched with few questions.

use std::collections::{BTreeSet, HashMap, VecDeque};

use kernel::ids::{BodyId, ClassId, ConstituencyId, CouncilId, InstitutionId, PersonId, SeatId};
use kernel::{Date, vi};
use store::{IntoValue as _, Reader, Value, args, record, sql};

use super::image::{EmploymentImage, MandateImage, MembershipImage, RecordImage};
use super::{ImportKind, Settings};
use crate::bodies::queries::council;
use crate::bodies::{BodyKind, CouncilRef};
use crate::training::Presence;
use crate::{Refusal, Result};

/// How many names are asked for at once.
const NAMES_AT_ONCE: usize = 40;

/// A person who may be meant by a row.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The person.
    pub id: PersonId,
    /// The versions of the record, the oldest first.
    pub versions: Vec<RecordImage>,
    /// The councils to which the person belongs or belonged.
    pub places: Vec<PlaceRow>,
}

record! {
    /// A council to which a candidate belongs.
    #[derive(Debug, Clone)]
    pub(super) struct PlaceRow {
        pub person_id: PersonId,
        pub council_id: CouncilId,
        pub path: String,
        pub unit_name: String,
    }

    /// A body on the day of the roster.
    #[derive(Debug, Clone)]
    pub(super) struct BodyRow {
        pub id: BodyId,
        pub council_id: CouncilId,
        pub kind: BodyKind,
        pub name: String,
        pub valid_from: Date,
        pub valid_to: Option<Date>,
    }

    struct ConstituencyRow { id: ConstituencyId, council_id: CouncilId, number: i64, name: String }
    struct SeatRow { id: SeatId, constituency_id: Option<ConstituencyId> }
    struct CouncilRow { id: CouncilId, unit_name: String, path: String, seats_planned: Option<i64>, drawn: i64, last_seat: i64 }
    struct SittingRow { person_id: PersonId, council_id: CouncilId, full_name: String }
    struct Invited { person_id: PersonId }
    struct MarkRow { person_id: PersonId, status: Presence, reason: String }
    struct InstitutionRow { id: InstitutionId, name: String }
}

/// A council in which the roster may place people.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    /// The council.
    pub council: CouncilRef,
    /// Seats decided for the election.
    pub seats_planned: Option<i64>,
    /// Seats drawn already.
    pub drawn: i64,
    /// The highest number of a seat.
    pub last_seat: i64,
}

/// What is recorded.
#[derive(Debug)]
pub(super) struct Known {
    /// The council of the import and, for a roster of several, those below it.
    pub scopes: Vec<Scope>,
    /// The councils by the folded names of their units.
    pub by_unit: HashMap<String, CouncilId>,
    /// The candidates by folded name.
    pub people: HashMap<String, Vec<Candidate>>,
    /// Mandates that hold on or after the day.
    pub mandates: HashMap<(CouncilId, PersonId), MandateImage>,
    /// Bodies on the day.
    pub bodies: Vec<BodyRow>,
    /// Memberships that hold on or after the day.
    pub memberships: Vec<MembershipImage>,
    /// Electoral units by number.
    pub constituencies: HashMap<(CouncilId, i64), ConstituencyId>,
    /// Electoral units by folded name.
    pub constituency_names: HashMap<(CouncilId, String), i64>,
    /// The unit of each seat, for mandates that have one.
    pub unit_of_seat: HashMap<SeatId, i64>,
    /// Free seats of each electoral unit.
    pub free: HashMap<ConstituencyId, VecDeque<SeatId>>,
    /// Who sits in these councils on the day.
    pub sitting: Vec<(PersonId, CouncilId, String)>,
    /// The office of a staff list, where it is recorded.
    pub office: Option<InstitutionId>,
    /// Employments that hold on or after the day, by person.
    pub employments: HashMap<PersonId, EmploymentImage>,
    /// The people invited to the class of an attendance list.
    pub invited: BTreeSet<PersonId>,
    /// What stands on the roll of the class already.
    pub marks: HashMap<PersonId, Vec<(Presence, String)>>,
    /// How many lessons the class has.
    pub lessons: usize,
}

sql! {
    COUNCILS = "SELECT c.id, u.name AS unit_name, c.path, c.seats_planned, \
                       (SELECT count(*) FROM seat s WHERE s.council_id = c.id) AS drawn, \
                       (SELECT coalesce(max(s.number), 0) FROM seat s WHERE s.council_id = c.id) AS last_seat \
                FROM council c JOIN unit u ON u.id = c.unit_id \
                WHERE c.id = $1 OR (c.path LIKE $2 AND c.valid_from <= $3 AND (c.valid_to IS NULL OR c.valid_to > $3)) \
                ORDER BY c.path, c.id";
    MANDATES = "SELECT m.* FROM mandate m WHERE (m.valid_to IS NULL OR m.valid_to > $3) AND m.council_id IN ( \
                    SELECT c.id FROM council c WHERE c.id = $1 OR (c.path LIKE $2 AND c.valid_from <= $3 AND (c.valid_to IS NULL OR c.valid_to > $3))) \
                ORDER BY m.valid_from, m.id";
    BODIES = "SELECT b.id, b.council_id, b.kind, b.name, b.valid_from, b.valid_to FROM body b \
              WHERE b.valid_from <= $3 AND (b.valid_to IS NULL OR b.valid_to > $3) AND b.council_id IN ( \
                  SELECT c.id FROM council c WHERE c.id = $1 OR (c.path LIKE $2 AND c.valid_from <= $3 AND (c.valid_to IS NULL OR c.valid_to > $3))) \
              ORDER BY b.rank, b.id";
    MEMBERSHIPS = "SELECT p.* FROM membership p JOIN body b ON b.id = p.body_id \
                   WHERE (p.valid_to IS NULL OR p.valid_to > $3) AND b.council_id IN ( \
                       SELECT c.id FROM council c WHERE c.id = $1 OR (c.path LIKE $2 AND c.valid_from <= $3 AND (c.valid_to IS NULL OR c.valid_to > $3))) \
                   ORDER BY p.valid_from, p.id";
    CONSTITUENCIES = "SELECT e.id, e.council_id, e.number, e.name FROM constituency e WHERE e.council_id IN ( \
                          SELECT c.id FROM council c WHERE c.id = $1 OR (c.path LIKE $2 AND c.valid_from <= $3 AND (c.valid_to IS NULL OR c.valid_to > $3))) \
                      ORDER BY e.number";
    SEATS = "SELECT s.id, s.constituency_id FROM seat s WHERE s.council_id IN ( \
                 SELECT c.id FROM council c WHERE c.id = $1 OR (c.path LIKE $2 AND c.valid_from <= $3 AND (c.valid_to IS NULL OR c.valid_to > $3))) \
             ORDER BY s.number";
    SITTING = "SELECT m.person_id, m.council_id, r.full_name FROM mandate m \
               JOIN person_record r ON r.person_id = m.person_id AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2) \
               WHERE m.council_id = $1 AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2) ORDER BY r.sort_key, m.id";
    NAMED = "SELECT r.* FROM person_record r JOIN person p ON p.id = r.person_id \
             WHERE p.merged_into IS NULL AND r.person_id IN (SELECT n.person_id FROM person_record n WHERE n.folded IN ( \
                 $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, \
                 $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40)) \
             ORDER BY r.person_id, r.valid_from";
    PLACES = "SELECT x.person_id, c.id AS council_id, c.path, u.name AS unit_name FROM ( \
                  SELECT m.person_id, m.council_id FROM mandate m WHERE m.person_id IN (SELECT n.person_id FROM person_record n WHERE n.folded IN ( \
                     $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, \
                     $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40)) \
                  UNION SELECT e.person_id, e.council_id FROM employment e WHERE e.council_id IS NOT NULL AND e.person_id IN ( \
                     SELECT n.person_id FROM person_record n WHERE n.folded IN ( \
                     $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, \
                     $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40)) \
              ) x JOIN council c ON c.id = x.council_id JOIN unit u ON u.id = c.unit_id ORDER BY x.person_id, c.path, c.id";
    OFFICES = "SELECT i.id, i.name FROM institution i WHERE i.unit_id = $1 AND i.valid_from <= $2 AND (i.valid_to IS NULL OR i.valid_to > $2) \
               ORDER BY CASE WHEN i.kind = 'office' THEN 0 ELSE 1 END, i.name, i.id";
    EMPLOYMENTS = "SELECT e.* FROM employment e WHERE e.institution_id = $1 AND (e.valid_to IS NULL OR e.valid_to > $2) ORDER BY e.valid_from, e.id";
    LESSONS = "SELECT count(*) FROM lesson WHERE class_id = $1";
    MARKS = "SELECT a.person_id, a.status, a.reason FROM attendance a JOIN lesson l ON l.id = a.lesson_id WHERE l.class_id = $1 ORDER BY l.day, l.starts_at, l.id";
    INVITED = "SELECT person_id FROM invitation WHERE class_id = $1 AND state <> 'withdrawn' ORDER BY person_id";
}

/// The institutions of a council's unit on a day, offices first: the office of a staff list is one of them or a new one.
pub async fn offices(db: &impl Reader, council: &CouncilRef, day: Date) -> Result<Vec<String>> {
    let rows: Vec<InstitutionRow> = db.all(OFFICES, args![council.unit_id, day]).await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

impl Known {
    /// Fetches what a roster with these names may touch.
    pub async fn fetch(
        db: &impl Reader,
        id: CouncilId,
        kind: ImportKind,
        settings: &Settings,
        several: bool,
        names: &BTreeSet<String>,
    ) -> Result<Self> {
        let own = council(db, id).await?;
        let below = if several {
            format!("{}/%", own.path)
        } else {
            String::new()
        };
        let asked = || args![id, &below, settings.effective];
        let mut known = Self::empty();
        known.scopes(db, own, asked()).await?;
        known.people = people(db, names).await?;
        if kind == ImportKind::Delegates {
            known.structure(db, asked()).await?;
            let sitting: Vec<SittingRow> = db.all(SITTING, args![id, settings.effective]).await?;
            known.sitting = sitting
                .into_iter()
                .map(|row| (row.person_id, row.council_id, row.full_name))
                .collect();
        }
        if kind == ImportKind::Staff {
            known.staff(db, settings).await?;
        }
        if let (ImportKind::Attendance, Some(class)) = (kind, settings.class) {
            known.roll(db, class).await?;
        }
        Ok(known)
    }

    /// Nothing known.
    pub fn empty() -> Self {
        Self {
            scopes: Vec::new(),
            by_unit: HashMap::new(),
            people: HashMap::new(),
            mandates: HashMap::new(),
            bodies: Vec::new(),
            memberships: Vec::new(),
            constituencies: HashMap::new(),
            constituency_names: HashMap::new(),
            unit_of_seat: HashMap::new(),
            free: HashMap::new(),
            sitting: Vec::new(),
            office: None,
            employments: HashMap::new(),
            invited: BTreeSet::new(),
            marks: HashMap::new(),
            lessons: 0,
        }
    }

    async fn scopes(&mut self, db: &impl Reader, own: CouncilRef, asked: Vec<Value>) -> Result<()> {
        let rows: Vec<CouncilRow> = db.all(COUNCILS, asked).await?;
        for row in rows {
            let council = if row.id == own.id {
                own.clone()
            } else {
                council(db, row.id).await?
            };
            for name in unit_names(&row.unit_name) {
                self.by_unit.entry(name).or_insert(row.id);
            }
            debug_assert_eq!(council.path, row.path);
            self.scopes.push(Scope {
                council,
                seats_planned: row.seats_planned,
                drawn: row.drawn,
                last_seat: row.last_seat,
            });
        }
        // The council of the import comes first.
        self.scopes.sort_by_key(|scope| scope.council.id != own.id);
        if self.scopes.is_empty() {
            return Err(Refusal::NotFound("council"));
        }
        Ok(())
    }

    async fn structure(&mut self, db: &impl Reader, asked: Vec<Value>) -> Result<()> {
        let mandates: Vec<MandateImage> = db.all(MANDATES, asked.clone()).await?;
        let constituencies: Vec<ConstituencyRow> = db.all(CONSTITUENCIES, asked.clone()).await?;
        let seats: Vec<SeatRow> = db.all(SEATS, asked.clone()).await?;
        self.bodies = db.all(BODIES, asked.clone()).await?;
        self.memberships = db.all(MEMBERSHIPS, asked).await?;
        let numbers: HashMap<ConstituencyId, i64> = constituencies
            .iter()
            .map(|row| (row.id, row.number))
            .collect();
        let taken: BTreeSet<SeatId> = mandates
            .iter()
            .filter_map(|mandate| mandate.seat_id)
            .collect();
        for seat in seats {
            let Some(constituency) = seat.constituency_id else {
                continue;
            };
            if let Some(number) = numbers.get(&constituency) {
                self.unit_of_seat.insert(seat.id, *number);
            }
            if !taken.contains(&seat.id) {
                self.free
                    .entry(constituency)
                    .or_default()
                    .push_back(seat.id);
            }
        }
        for row in constituencies {
            self.constituency_names
                .insert((row.council_id, vi::fold(&row.name)), row.number);
            self.constituencies
                .insert((row.council_id, row.number), row.id);
        }
        for mandate in mandates {
            self.mandates
                .entry((mandate.council_id, mandate.person_id))
                .or_insert(mandate);
        }
        Ok(())
    }

    async fn staff(&mut self, db: &impl Reader, settings: &Settings) -> Result<()> {
        let unit = self.scopes[0].council.unit_id;
        let rows: Vec<InstitutionRow> = db.all(OFFICES, args![unit, settings.effective]).await?;
        let wanted = vi::fold(&settings.office);
        self.office = rows
            .into_iter()
            .find(|row| vi::fold(&row.name) == wanted)
            .map(|row| row.id);
        if let Some(office) = self.office {
            let rows: Vec<EmploymentImage> = db
                .all(EMPLOYMENTS, args![office, settings.effective])
                .await?;
            for row in rows {
                self.employments.entry(row.person_id).or_insert(row);
            }
        }
        Ok(())
    }

    async fn roll(&mut self, db: &impl Reader, class: ClassId) -> Result<()> {
        let rows: Vec<Invited> = db.all(INVITED, args![class]).await?;
        self.invited = rows.into_iter().map(|row| row.person_id).collect();
        let lessons: Option<i64> = db.scalar(LESSONS, args![class]).await?;
        self.lessons = lessons
            .and_then(|count| usize::try_from(count).ok())
            .unwrap_or_default();
        let marks: Vec<MarkRow> = db.all(MARKS, args![class]).await?;
        for mark in marks {
            self.marks
                .entry(mark.person_id)
                .or_default()
                .push((mark.status, mark.reason));
        }
        Ok(())
    }

    /// The council with this id.
    pub fn scope(&self, id: CouncilId) -> &Scope {
        self.scopes
            .iter()
            .find(|scope| scope.council.id == id)
            .unwrap_or(&self.scopes[0])
    }
}

/// How rosters name a unit: "Phường Ninh Kiều", "P. Ninh Kiều", "Ninh Kiều", "HĐND phường Ninh Kiều".
fn unit_names(name: &str) -> Vec<String> {
    const SHORT: &[(&str, &[&str])] = &[
        ("phuong ", &["p. ", "p."]),
        ("xa ", &["x. ", "x."]),
        ("thi tran ", &["tt. ", "tt ", "tt."]),
        ("dac khu ", &[]),
        ("quan ", &["q. ", "q."]),
        ("huyen ", &["h. ", "h."]),
        ("thi xa ", &["tx. ", "tx "]),
        ("thanh pho ", &["tp. ", "tp ", "tp."]),
        ("tinh ", &[]),
    ];
    let folded = vi::fold(name);
    let mut names = vec![
        folded.clone(),
        format!("hdnd {folded}"),
        format!("hoi dong nhan dan {folded}"),
    ];
    for (word, shorts) in SHORT {
        if let Some(rest) = folded.strip_prefix(word) {
            names.push(rest.to_owned());
            names.extend(shorts.iter().map(|short| format!("{short}{rest}")));
        }
    }
    names
}

async fn people(
    db: &impl Reader,
    names: &BTreeSet<String>,
) -> Result<HashMap<String, Vec<Candidate>>> {
    let names: Vec<&String> = names.iter().collect();
    let mut people: HashMap<String, Vec<Candidate>> = HashMap::new();
    for chunk in names.chunks(NAMES_AT_ONCE) {
        let asked: Vec<Value> = (0..NAMES_AT_ONCE)
            .map(|place| {
                chunk
                    .get(place)
                    .or(chunk.last())
                    .map_or("", |name| name.as_str())
                    .into_value()
            })
            .collect();
        let rows: Vec<RecordImage> = db.all(NAMED, asked.clone()).await?;
        if rows.is_empty() {
            continue;
        }
        let places: Vec<PlaceRow> = db.all(PLACES, asked).await?;
        let mut found: Vec<Candidate> = Vec::new();
        for row in rows {
            match found.last_mut().filter(|last| last.id == row.person_id) {
                Some(last) => last.versions.push(row),
                None => found.push(Candidate {
                    id: row.person_id,
                    versions: vec![row],
                    places: Vec::new(),
                }),
            }
        }
        for place in places {
            if let Some(candidate) = found
                .iter_mut()
                .find(|candidate| candidate.id == place.person_id)
            {
                candidate.places.push(place);
            }
        }
        for candidate in found {
            let mut spelt: Vec<String> = candidate
                .versions
                .iter()
                .map(|version| vi::fold(&version.full_name))
                .collect();
            spelt.sort();
            spelt.dedup();
            for name in spelt.into_iter().filter(|name| chunk.contains(&name)) {
                people.entry(name).or_default().push(candidate.clone());
            }
        }
    }
    Ok(people)
}

impl Candidate {
    /// The version that holds on a day; before the first one, the first.
    pub fn version(&self, day: Date) -> Option<&RecordImage> {
        self.versions
            .iter()
            .rfind(|version| version.valid_from <= day)
            .or(self.versions.first())
    }

    /// Whether the person belongs or belonged to a council.
    pub fn belongs_to(&self, council: CouncilId) -> bool {
        self.places.iter().any(|place| place.council_id == council)
    }
}
