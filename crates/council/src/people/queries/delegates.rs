//! The list of delegates.

use kernel::Date;
use kernel::ids::{BodyId, CouncilId, MandateId, PersonId};
use store::{Reader, args, record, sql};

use super::super::{EndReason, MandateOrigin, Sex};
use crate::access::{Actor, FieldGroup, Shown};
use crate::bodies::{Level, Post, council_title};
use crate::paging::{Page, Paged, containing};
use crate::{Refusal, Result};

store::coded! {
    /// Tình trạng: where a mandate stands on a day.
    pub enum Standing {
        /// Đang làm nhiệm vụ.
        InOffice = "in_office",
        /// Đang bị tạm đình chỉ.
        Suspended = "suspended",
        /// Đã thôi làm nhiệm vụ.
        Ended = "ended",
    }

    /// Đảng viên hay không.
    pub enum PartyFilter {
        /// Đảng viên.
        Member = "member",
        /// Ngoài Đảng, or not known to be a member.
        Other = "other",
    }
}

/// Which delegates a list holds.
#[derive(Debug, Clone)]
pub struct DelegateFilter {
    /// Text typed by the reader, found in the name.
    pub text: String,
    /// Delegates of this council.
    pub council: Option<CouncilId>,
    /// Delegates of councils at this place and below; empty for the whole country.
    pub path: String,
    /// The term by its name, such as "2021-2026".
    pub term: Option<String>,
    /// The level of the council.
    pub level: Option<Level>,
    /// Members of this body on the day.
    pub body: Option<BodyId>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Party membership; only for those who may read it.
    pub party: Option<PartyFilter>,
    /// How the mandate began.
    pub origin: Option<MandateOrigin>,
    /// Chuyên trách (`Some(true)`), không chuyên trách (`Some(false)`).
    pub full_time: Option<bool>,
    /// Where the mandate stands on the day; without it, everyone in office, those suspended included.
    pub standing: Option<Standing>,
    /// The day.
    pub as_of: Date,
}

impl DelegateFilter {
    /// Everyone in office at a place on a day.
    pub fn in_office(path: &str, as_of: Date) -> Self {
        Self {
            text: String::new(),
            council: None,
            path: path.to_owned(),
            term: None,
            level: None,
            body: None,
            sex: None,
            party: None,
            origin: None,
            full_time: None,
            standing: None,
            as_of,
        }
    }
}

/// A line of the list of delegates.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct DelegateLine {
    /// The mandate.
    pub mandate_id: MandateId,
    /// The person.
    pub person_id: PersonId,
    /// Họ và tên.
    pub full_name: String,
    /// Giới tính.
    pub sex: Option<Sex>,
    /// Năm sinh.
    pub birth_year: Option<u32>,
    /// The council.
    pub council_id: CouncilId,
    /// "HĐND thành phố Cần Thơ khóa X".
    pub council: String,
    /// Where the council is.
    pub path: String,
    /// The highest post in the bodies of the council.
    pub post: Option<Post>,
    /// The body of that post.
    pub body: Option<String>,
    /// Tổ đại biểu.
    pub group: Option<String>,
    /// Chuyên trách hay không.
    pub full_time: bool,
    /// How the mandate began.
    pub origin: MandateOrigin,
    /// Tái cử.
    pub re_elected: bool,
    /// First day.
    pub valid_from: Date,
    /// First day on which it has ended.
    pub valid_to: Option<Date>,
    /// Why it ended.
    pub end_reason: Option<EndReason>,
    /// Whether the beginning rests on a recorded decision.
    pub confirmed: bool,
    /// Where it stands on the day.
    pub standing: Standing,
    /// Nghề nghiệp, chức vụ hiện nay.
    #[schema(value_type = Option<String>)]
    pub occupation: Shown<Option<String>>,
    /// Dân tộc.
    #[schema(value_type = Option<String>)]
    pub ethnicity: Shown<Option<String>>,
    /// Ngày vào Đảng.
    #[schema(value_type = Option<Date>)]
    pub party_since: Shown<Option<Date>>,
    /// Điện thoại.
    #[schema(value_type = Option<String>)]
    pub phone: Shown<Option<String>>,
    /// Thư điện tử.
    #[schema(value_type = Option<String>)]
    pub email: Shown<Option<String>>,
}

record! {
    #[derive(Clone)]
    struct Row {
        mandate_id: MandateId,
        person_id: PersonId,
        full_name: String,
        sex: Option<Sex>,
        birth_year: Option<u32>,
        council_id: CouncilId,
        unit_name: String,
        number: String,
        path: String,
        post: Option<Post>,
        body: Option<String>,
        delegate_group: Option<String>,
        full_time: bool,
        origin: MandateOrigin,
        re_elected: bool,
        valid_from: Date,
        valid_to: Option<Date>,
        end_reason: Option<EndReason>,
        confirmed: bool,
        suspended: bool,
        occupation: Option<String>,
        ethnicity: Option<String>,
        party_since: Option<Date>,
        phone: Option<String>,
        email: Option<String>,
    }
}

/// Mandates that fit the filter: $1 day, $2 name pattern, $3 council, $4 path, $5 body, $6 sex, $7 party, $8 origin, $9 full-time,
/// $10 standing, $11 term, $12 level. `CROSS JOIN` keeps SQLite going from the councils to their mandates, never through all mandates.
macro_rules! filtered {
    () => {
        "FROM council c CROSS JOIN mandate m \
         JOIN person_record r ON r.person_id = m.person_id AND r.valid_from <= $1 AND (r.valid_to IS NULL OR r.valid_to > $1) \
         WHERE m.council_id = c.id AND (CAST($3 AS UUID) IS NULL OR c.id = $3) AND ($4 = '' OR c.path = $4 OR c.path LIKE $4 || '/%') AND m.valid_from <= $1 \
           AND ($2 = '%' OR r.folded LIKE $2) AND ($6 = '' OR r.sex = $6) \
           AND ($7 = '' OR ($7 = 'member' AND r.party_since IS NOT NULL) OR ($7 = 'other' AND r.party_since IS NULL)) \
           AND ($8 = '' OR m.origin = $8) AND ($12 = '' OR c.level = $12) AND ($11 = '' OR c.term_id IN (SELECT t.id FROM term t WHERE t.name = $11)) \
           AND (($10 = 'ended' AND m.valid_to <= $1) OR ($10 <> 'ended' AND (m.valid_to IS NULL OR m.valid_to > $1))) \
           AND ($10 NOT IN ('suspended', 'in_office') OR ($10 = 'suspended') = EXISTS (SELECT 1 FROM suspension s \
                WHERE s.mandate_id = m.id AND s.valid_from <= $1 AND (s.valid_to IS NULL OR s.valid_to > $1))) \
           AND (CAST($5 AS UUID) IS NULL OR EXISTS (SELECT 1 FROM membership p WHERE p.body_id = $5 AND p.person_id = m.person_id \
                AND p.valid_from <= $1 AND (p.valid_to IS NULL OR p.valid_to > $1))) \
           AND ($9 = '' OR ($9 = 'yes') = EXISTS (SELECT 1 FROM membership p JOIN body b ON b.id = p.body_id WHERE p.person_id = m.person_id \
                AND b.council_id = c.id AND p.full_time = 1 AND p.valid_from <= $1 AND (p.valid_to IS NULL OR p.valid_to > $1)))"
    };
}

/// A value of the membership `p` and body `b` that stand first among those of the mandate on the day.
macro_rules! of_membership {
    ($value:literal, $which:literal) => {
        concat!(
            "(SELECT ", $value, " FROM membership p JOIN body b ON b.id = p.body_id \
             WHERE p.person_id = m.person_id AND b.council_id = m.council_id ", $which,
            " AND p.valid_from <= $1 AND (p.valid_to IS NULL OR p.valid_to > $1) ORDER BY b.rank, b.name LIMIT 1)"
        )
    };
}

sql! {
    PAGE = concat!(
        "WITH page AS (SELECT m.id, r.valid_from AS version, r.sort_key ", filtered!(), " ORDER BY r.sort_key, m.id LIMIT $13 OFFSET $14) \
         SELECT m.id AS mandate_id, m.person_id, r.full_name, r.sex, r.birth_year, m.council_id, u.name AS unit_name, c.number, c.path, ",
        of_membership!("p.post", ""), " AS post, ", of_membership!("b.name", ""), " AS body, ",
        of_membership!("b.name", "AND b.kind = 'delegate_group'"), " AS delegate_group, \
         (SELECT count(*) FROM membership p JOIN body b ON b.id = p.body_id WHERE p.person_id = m.person_id AND b.council_id = m.council_id \
            AND p.full_time = 1 AND p.valid_from <= $1 AND (p.valid_to IS NULL OR p.valid_to > $1)) AS full_time, \
         m.origin, m.re_elected, m.valid_from, m.valid_to, m.end_reason, \
         CASE WHEN m.start_decision_id IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS confirmed, \
         (SELECT count(*) FROM suspension s WHERE s.mandate_id = m.id AND s.valid_from <= $1 AND (s.valid_to IS NULL OR s.valid_to > $1)) AS suspended, \
         r.occupation, r.ethnicity, r.party_since, r.phone, r.email \
         FROM page g JOIN mandate m ON m.id = g.id JOIN person_record r ON r.person_id = m.person_id AND r.valid_from = g.version \
         JOIN council c ON c.id = m.council_id JOIN unit u ON u.id = c.unit_id ORDER BY g.sort_key, m.id"
    );
    TOTAL = concat!("SELECT count(*) ", filtered!());
}

/// A page of the list of delegates, in Vietnamese order of names.
pub async fn delegates(
    db: &impl Reader,
    actor: &Actor,
    filter: &DelegateFilter,
    page: Page,
) -> Result<Paged<DelegateLine>> {
    if filter.party.is_some() && !actor.reads(FieldGroup::Affiliation, &filter.path) {
        return Err(Refusal::NotReadable(FieldGroup::Affiliation));
    }
    let full_time = match filter.full_time {
        None => "",
        Some(true) => "yes",
        Some(false) => "no",
    };
    let mut values = args![
        filter.as_of,
        containing(&filter.text),
        filter.council,
        &filter.path,
        filter.body,
        filter.sex.map_or("", Sex::code),
        filter.party.map_or("", PartyFilter::code),
        filter.origin.map_or("", MandateOrigin::code),
        full_time,
        filter.standing.map_or("", Standing::code),
        filter.term.as_deref().unwrap_or_default(),
        filter.level.map_or("", Level::code),
    ];
    let total = db.scalar_kept(TOTAL, values.clone()).await?.unwrap_or(0);
    values.extend(args![page.size, page.offset()]);
    let line = |row| line(row, actor, filter.as_of);
    let rows = if page == Page::WHOLE {
        let rows: Vec<Row> = db.all(PAGE, values).await?;
        rows.into_iter().map(line).collect()
    } else {
        let rows = db.all_kept::<Row>(PAGE, values).await?;
        rows.iter().cloned().map(line).collect()
    };
    Ok(Paged { rows, total })
}

fn line(row: Row, actor: &Actor, as_of: Date) -> DelegateLine {
    let reads = |group| actor.reads_of(group, row.person_id, &row.path);
    let standing = if row.valid_to.is_some_and(|to| to <= as_of) {
        Standing::Ended
    } else if row.suspended {
        Standing::Suspended
    } else {
        Standing::InOffice
    };
    DelegateLine {
        mandate_id: row.mandate_id,
        person_id: row.person_id,
        council_id: row.council_id,
        council: council_title(&row.unit_name, &row.number),
        occupation: Shown::when(reads(FieldGroup::Career), row.occupation),
        ethnicity: Shown::when(reads(FieldGroup::Affiliation), row.ethnicity),
        party_since: Shown::when(reads(FieldGroup::Affiliation), row.party_since),
        phone: Shown::when(reads(FieldGroup::Contact), row.phone),
        email: Shown::when(reads(FieldGroup::Contact), row.email),
        path: row.path,
        full_name: row.full_name,
        sex: row.sex,
        birth_year: row.birth_year,
        post: row.post,
        body: row.body,
        group: row.delegate_group,
        full_time: row.full_time,
        origin: row.origin,
        re_elected: row.re_elected,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        end_reason: row.end_reason.filter(|_| standing == Standing::Ended),
        confirmed: row.confirmed,
        standing,
    }
}
