//! The legal frame: the documents on which People's Councils rest, with how each
//! relates to the others. They are the first records of the library.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::Certainty;
use super::table::{Flaw, proven, rows};

/// Văn bản: one document of the legal frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameDocument {
    /// Số, ký hiệu, by which everything else refers to the document.
    pub number: &'static str,
    /// Loại văn bản.
    pub kind: DocumentKind,
    /// Cơ quan ban hành.
    pub issuer: &'static str,
    /// Trích yếu.
    pub title: &'static str,
    /// Day it was signed or passed, where known.
    pub signed: Option<Date>,
    /// First day in force, where known.
    pub in_force: Option<Date>,
    /// First day on which it is no longer in force; `None` when none is known.
    pub ended: Option<Date>,
    /// How it relates to other documents, which need not be in the frame.
    pub relations: Vec<Related>,
    /// How sure the row is.
    pub certainty: Certainty,
    /// What a reader should know, in Vietnamese; may be empty.
    pub note_vi: &'static str,
    /// The same note in English; may be empty.
    pub note_en: &'static str,
}

impl FrameDocument {
    /// Whether the document is known to be in force on this day.
    pub fn in_force_on(&self, day: Date) -> bool {
        self.in_force.is_some_and(|from| from <= day) && self.ended.is_none_or(|end| day < end)
    }
}

/// One relation, read from the document that states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Related {
    /// The verb.
    pub relation: Relation,
    /// Số, ký hiệu of the other document.
    pub number: &'static str,
}

store::coded! {
    /// How one document relates to another.
    pub enum Relation {
        /// Sửa đổi, bổ sung.
        Amends = "amends",
        /// Được sửa đổi, bổ sung bởi.
        AmendedBy = "amended_by",
        /// Thay thế.
        Replaces = "replaces",
        /// Được thay thế bởi.
        ReplacedBy = "replaced_by",
        /// Makes the other pointless without repealing it.
        Supersedes = "supersedes",
        /// Made pointless by the other.
        SupersededBy = "superseded_by",
        /// Followed in its task by a document of another basis.
        SucceededBy = "succeeded_by",
        /// Kế tục.
        Succeeds = "succeeds",
        /// Quy định chi tiết.
        Details = "details",
        /// Được quy định chi tiết bởi.
        DetailedBy = "detailed_by",
        /// Hướng dẫn.
        Guides = "guides",
        /// Được hướng dẫn bởi.
        GuidedBy = "guided_by",
        /// Được hợp nhất thành.
        ConsolidatedAs = "consolidated_as",
        /// Hợp nhất.
        Consolidates = "consolidates",
        /// Căn cứ.
        BasedOn = "based_on",
        /// Là căn cứ của.
        BasisOf = "basis_of",
    }
}

store::coded! {
    /// Loại văn bản of the documents in the frame.
    pub enum DocumentKind {
        /// Hiến pháp.
        Constitution = "constitution",
        /// Luật.
        Law = "law",
        /// Nghị quyết.
        Resolution = "resolution",
        /// Nghị quyết liên tịch.
        JointResolution = "joint_resolution",
        /// Nghị định.
        Decree = "decree",
        /// Quyết định.
        Decision = "decision",
        /// Bộ luật.
        Code = "code",
        /// Pháp lệnh.
        Ordinance = "ordinance",
        /// Thông tư.
        Circular = "circular",
        /// Thông tư liên tịch.
        JointCircular = "joint_circular",
        /// Chỉ thị.
        Directive = "directive",
        /// Văn bản khác.
        Other = "other",
    }
}

impl DocumentKind {
    /// Tên loại, as a document bears it in its head and as others cite it; empty for what has none of these.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Constitution => "Hiến pháp",
            Self::Law => "Luật",
            Self::Resolution => "Nghị quyết",
            Self::JointResolution => "Nghị quyết liên tịch",
            Self::Decree => "Nghị định",
            Self::Decision => "Quyết định",
            Self::Code => "Bộ luật",
            Self::Ordinance => "Pháp lệnh",
            Self::Circular => "Thông tư",
            Self::JointCircular => "Thông tư liên tịch",
            Self::Directive => "Chỉ thị",
            Self::Other => "",
        }
    }

    /// The kind that a head names.
    pub fn of_word(word: &str) -> Option<Self> {
        let named = |kind: &&Self| !kind.word().is_empty() && kind.word() == word;
        Self::ALL.iter().find(named).copied()
    }
}

/// Every document of the frame.
pub fn documents() -> &'static [FrameDocument] {
    static ROWS: LazyLock<Vec<FrameDocument>> = LazyLock::new(|| proven(read()));
    &ROWS
}

/// The document with exactly this number.
pub fn document(number: &str) -> Option<&'static FrameDocument> {
    documents().iter().find(|row| row.number == number)
}

/// The table itself, for programs that read tables.
pub const TABLE: &str = include_str!("../../data/legal-frame.tsv");

fn read() -> Result<Vec<FrameDocument>, Flaw> {
    rows("legal-frame.tsv", TABLE, |line| {
        Ok(FrameDocument {
            number: line.text("number")?,
            kind: line.coded("kind", DocumentKind::from_code)?,
            issuer: line.text("issuer")?,
            title: line.text("title")?,
            signed: line.maybe_value("signed")?,
            in_force: line.maybe_value("in_force")?,
            ended: line.maybe_value("ended")?,
            relations: relations(line.maybe("relations")?.unwrap_or_default())?,
            certainty: line.coded("certainty", Certainty::from_code)?,
            note_vi: line.maybe("note_vi")?.unwrap_or_default(),
            note_en: line.maybe("note_en")?.unwrap_or_default(),
        })
    })
}

fn relations(cell: &'static str) -> Result<Vec<Related>, String> {
    cell.split("; ")
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (verb, number) = part
                .split_once(' ')
                .ok_or_else(|| format!("a relation needs a verb and a number: {part}"))?;
            let relation =
                Relation::from_code(verb).ok_or_else(|| format!("no relation called {verb}"))?;
            Ok(Related { relation, number })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use jiff::civil::date;

    use super::*;

    #[test]
    fn numbers_are_unique_and_periods_run_forward() {
        let numbers: HashSet<_> = documents().iter().map(|row| row.number).collect();
        assert_eq!(numbers.len(), documents().len());
        assert!(documents().len() >= 41);
        for row in documents() {
            if let (Some(from), Some(end)) = (row.in_force, row.ended) {
                assert!(from < end, "{}", row.number);
            }
            assert_eq!(
                row.note_vi.is_empty(),
                row.note_en.is_empty(),
                "{}",
                row.number
            );
        }
    }

    #[test]
    fn the_law_on_local_government_changes_hands_without_a_gap() {
        let numbers = ["77/2015/QH13", "65/2025/QH15", "72/2025/QH15"];
        for (day, expected) in [
            (date(2025, 2, 28), "77/2015/QH13"),
            (date(2025, 3, 1), "65/2025/QH15"),
            (date(2025, 6, 15), "65/2025/QH15"),
            (date(2025, 6, 16), "72/2025/QH15"),
            (date(2026, 11, 24), "72/2025/QH15"),
        ] {
            let standing: Vec<_> = numbers
                .into_iter()
                .filter(|number| document(number).is_some_and(|row| row.in_force_on(day)))
                .collect();
            assert_eq!(standing, [expected], "{day}");
        }
    }

    #[test]
    fn amendments_inside_the_frame_are_told_from_both_sides() {
        let told = |from: &str, relation, to: &str| {
            document(from).is_some_and(|row| {
                row.relations
                    .iter()
                    .any(|r| r.relation == relation && r.number == to)
            })
        };
        for row in documents() {
            for related in &row.relations {
                if related.relation == Relation::Amends && document(related.number).is_some() {
                    assert!(
                        told(related.number, Relation::AmendedBy, row.number),
                        "{} amends {}",
                        row.number,
                        related.number
                    );
                }
            }
        }
        assert!(told("64/2025/QH15", Relation::Replaces, "80/2015/QH13"));
    }
}
