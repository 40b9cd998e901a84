//! A council's own documents: its own, those of earlier terms of its unit, and those of the councils of units that went into it.

use std::collections::HashMap;

use kernel::Date;
use kernel::ids::{CouncilId, DocumentId, RegulationId, UnitId};
use store::{Reader, args, record, sql};

use crate::Result;
use crate::bodies::{Level, council_title};
use crate::library::DocumentKind;
use crate::regulations::RegulationKind;
use crate::seed_data::Certainty;

record! {
    /// Văn bản của hội đồng.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct Own {
        /// The document.
        pub id: DocumentId,
        /// Số, ký hiệu.
        pub number: String,
        /// Loại văn bản.
        pub kind: DocumentKind,
        /// Cơ quan ban hành.
        pub issuer: String,
        /// Trích yếu.
        pub title: String,
        /// When it was signed.
        pub signed_on: Option<Date>,
        /// First day in force.
        pub in_force_on: Option<Date>,
        /// First day no longer in force.
        pub ended_on: Option<Date>,
        /// How sure these days are.
        pub certainty: Certainty,
        /// The council that issued it.
        pub council_id: CouncilId,
        /// Khóa.
        pub council_number: String,
        /// The first day on which that council no longer existed.
        pub council_ended: Option<Date>,
        /// Its level.
        pub level: Level,
        /// Its unit.
        pub unit_id: UnitId,
        /// The name of the unit.
        pub unit_name: String,
        /// The first day on which the unit no longer existed.
        pub unit_ended: Option<Date>,
        /// Whether it went on as another unit than it was: merged, split or abolished, not only written anew.
        pub unit_changed: bool,
        /// Its record among the regulations.
        pub regulation_id: Option<RegulationId>,
        /// The kind of regulation.
        pub regulation_kind: Option<RegulationKind>,
    }

    struct Text { id: DocumentId, text: Option<String> }

    struct Basis { id: DocumentId, number: String }
}

/// The documents `d` of the council in `$1` with the councils `c` and units `u` that issued them and their regulations `r`.
macro_rules! own_documents {
    ($columns:expr, $more:literal) => {
        concat!(
            "WITH RECURSIVE line (unit_id) AS (SELECT c.unit_id FROM council c WHERE c.id = $1 \
             UNION SELECT s.old_id FROM unit_successor s JOIN line l ON s.new_id = l.unit_id) SELECT ", $columns,
            " FROM document d LEFT JOIN regulation r ON r.document_id = d.id JOIN council c ON c.id = coalesce(d.council_id, r.council_id) \
             JOIN unit u ON u.id = c.unit_id JOIN council me ON me.id = $1 ", $more,
            " WHERE c.unit_id IN (SELECT unit_id FROM line) AND c.valid_from <= me.valid_from"
        )
    };
}
pub(super) use own_documents;

macro_rules! own_columns {
    () => {
        "d.id, d.number, d.kind, d.issuer, d.title, d.signed_on, d.in_force_on, d.ended_on, d.certainty, c.id AS council_id, \
         c.number AS council_number, c.valid_to AS council_ended, c.level, u.id AS unit_id, u.name AS unit_name, u.valid_to AS unit_ended, \
         CASE WHEN (SELECT count(*) FROM unit_successor a JOIN unit_successor b ON b.new_id = a.new_id WHERE a.old_id = u.id) = 1 \
         THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS unit_changed, \
         r.id AS regulation_id, r.kind AS regulation_kind"
    };
}

sql! {
    OWN = concat!(own_documents!(own_columns!(), ""), " ORDER BY d.signed_on DESC, d.number, d.id");
    ONE = concat!("SELECT ", own_columns!(), " FROM document d LEFT JOIN regulation r ON r.document_id = d.id \
                   JOIN council c ON c.id = coalesce(d.council_id, r.council_id) JOIN unit u ON u.id = c.unit_id WHERE d.id = $1");
    TEXTS = own_documents!("d.id, coalesce((SELECT t.text FROM document_text t WHERE t.document_id = d.id AND t.kind = 'issued' \
                            AND t.withdrawn_at IS NULL ORDER BY t.added_at DESC LIMIT 1), r.frozen) AS text", "");
    BASES = own_documents!("d.id, x.to_number AS number", "JOIN document_relation x ON x.from_id = d.id AND x.kind = 'based_on'");
    // The council that lives on a day in the unit of another or in what that unit became: the newest first.
    ANSWERING = "WITH RECURSIVE line (unit_id) AS (SELECT c.unit_id FROM council c WHERE c.id = $1 \
                 UNION SELECT s.new_id FROM unit_successor s JOIN line l ON s.old_id = l.unit_id) \
                 SELECT c.id FROM council c WHERE c.unit_id IN (SELECT unit_id FROM line) AND c.valid_from <= $2 \
                 AND (c.valid_to IS NULL OR c.valid_to > $2) ORDER BY c.valid_from DESC, c.id LIMIT 1";
}

impl Own {
    /// Whether it existed on a day and had not ended.
    pub fn is_alive(&self, on: Date) -> bool {
        self.exists(on) && self.ended_on.is_none_or(|end| end > on)
    }

    /// Whether it had been signed by a day.
    pub fn exists(&self, on: Date) -> bool {
        self.signed_on
            .or(self.in_force_on)
            .is_none_or(|day| day <= on)
    }

    /// Whether it is a văn bản quy phạm pháp luật.
    pub fn is_normative(&self) -> bool {
        self.regulation_kind == Some(RegulationKind::Normative) || is_normative(&self.number)
    }

    /// Whether it is a working regulation, quy chế làm việc hoặc quy chế hoạt động.
    pub fn is_working(&self) -> bool {
        self.regulation_kind == Some(RegulationKind::Working) || is_working(&self.title)
    }

    /// Whether it was made for a term.
    pub fn is_of_a_term(&self) -> bool {
        self.is_working()
            || self.regulation_kind == Some(RegulationKind::Session)
            || is_of_a_term(&self.title)
    }

    /// "HĐND tỉnh Trà Vinh khóa X".
    pub fn council_title(&self) -> String {
        council_title(&self.unit_name, &self.council_number)
    }
}

/// Whether a number is one of a văn bản quy phạm pháp luật: it says the year, as 06/2021/NQ-HĐND does.
pub(super) fn is_normative(number: &str) -> bool {
    let year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    number.split('/').nth(1).is_some_and(year)
}

/// Whether a subject is that of a working regulation of a council.
pub(super) fn is_working(subject: &str) -> bool {
    let subject = kernel::vi::fold(subject);
    subject.contains("quy che lam viec") || subject.contains("quy che hoat dong")
}

/// Whether a subject is that of a document made for a term: a working regulation, rules of sittings, a coordination regulation.
pub(super) fn is_of_a_term(subject: &str) -> bool {
    let folded = kernel::vi::fold(subject);
    let made = ["noi quy ky hop", "quy che phoi hop"];
    is_working(subject) || made.iter().any(|words| folded.contains(words))
}

/// The own documents of a council, the newest first.
pub(super) async fn own(db: &impl Reader, council: CouncilId) -> Result<Vec<Own>> {
    Ok(db.all(OWN, args![council]).await?)
}

/// One document as an own document of the council that issued it; none when it is law made elsewhere.
pub(super) async fn one(db: &impl Reader, document: DocumentId) -> Result<Option<Own>> {
    Ok(db.one(ONE, args![document]).await?)
}

/// The council that answers on a day for what another issued.
pub async fn answering(
    db: &impl Reader,
    issued_by: CouncilId,
    on: Date,
) -> Result<Option<CouncilId>> {
    Ok(db.scalar(ANSWERING, args![issued_by, on]).await?)
}

/// The texts at hand of a council's own documents.
pub(super) async fn texts(
    db: &impl Reader,
    council: CouncilId,
) -> Result<HashMap<DocumentId, String>> {
    let rows: Vec<Text> = db.all(TEXTS, args![council]).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((row.id, row.text?)))
        .collect())
}

/// The bases that are recorded of a council's own documents.
pub(super) async fn bases(
    db: &impl Reader,
    council: CouncilId,
) -> Result<HashMap<DocumentId, Vec<String>>> {
    let rows: Vec<Basis> = db.all(BASES, args![council]).await?;
    let mut bases: HashMap<DocumentId, Vec<String>> = HashMap::new();
    for row in rows {
        bases.entry(row.id).or_default().push(row.number);
    }
    Ok(bases)
}
