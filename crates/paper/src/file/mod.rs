//! Kiểm tra tệp: whether a document that somebody else wrote has the form of the decree, told by how it looks and what it says.
//!
//! The parts of the paper are recognised first; then each is judged by its look, and its words as those of any [`Paper`]. What cannot
//! be told from the file is not reported: how long a rule is, where a page ends, what a drawing shows.
//!
//! Legal basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I; of normative resolutions Nghị định 78/2025/NĐ-CP (their margins are read
//! leniently, and the rest as in Nghị định 30/2020/NĐ-CP).

mod body;
mod fault;
mod head;
mod lines;
mod page;
mod parts;
mod tail;
mod words;

use reading::layout::Layout;
use serde::Serialize;

use crate::Paper;

pub use fault::Form;

use lines::Line;
use parts::Parts;

/// Words in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = paper::Said))]
pub struct Said {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Said {
    fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            vi: vi.into(),
            en: en.into(),
        }
    }

    /// Words that are the same in both languages.
    fn same(words: impl Into<String>) -> Self {
        let words = words.into();
        Self::new(words.clone(), words)
    }
}

/// Where a file departs from the decree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = paper::Finding))]
pub struct Finding {
    /// What departs: a code of [`Form`] or of [`crate::Fault`].
    pub fault: String,
    /// The paragraph, from one; nought for the file as a whole.
    pub paragraph: usize,
    /// The first words of the paragraph.
    pub at: String,
    /// In how many paragraphs it is so; told at the first.
    pub times: usize,
    /// The clause of the decree.
    pub clause: &'static str,
    /// What is wrong.
    pub what: Said,
    /// What stands there; empty when something is missing.
    pub found: Said,
    /// What must stand there; empty when the words above say it.
    pub must: Said,
}

/// A file as judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// What was recognised of the paper.
    pub paper: Paper,
    /// Where it departs, in the order of the file.
    pub findings: Vec<Finding>,
}

/// Judges a document.
pub fn check(layout: &Layout) -> Checked {
    let lines = Line::all(layout);
    let parts = Parts::find(layout, &lines);
    let mut findings = Findings::default();
    page::judge(layout, &parts, &mut findings);
    head::judge(&parts, &mut findings);
    body::judge(layout, &parts, &mut findings);
    tail::judge(&parts, &mut findings);
    let paper = words::judge(&parts, &lines, &mut findings);
    findings.0.sort_by_key(|finding| finding.paragraph);
    Checked {
        paper,
        findings: findings.0,
    }
}

/// What was found so far.
#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    /// A departure of a line, or of the file as a whole.
    fn add(&mut self, form: Form, line: Option<&Line<'_>>, found: Said, must: Said) {
        let (clause, vi, en) = form.words();
        self.0.push(Finding {
            fault: form.code(),
            paragraph: line.map_or(0, |line| line.paragraph),
            at: line.map(Line::first_words).unwrap_or_default(),
            times: 1,
            clause,
            what: Said::new(vi, en),
            found,
            must,
        });
    }

    /// A departure that many paragraphs may share: told at the first.
    fn again(&mut self, form: Form, line: &Line<'_>, found: Said, must: Said) {
        match self.0.iter_mut().find(|told| told.fault == form.code()) {
            Some(told) => told.times += 1,
            None => self.add(form, Some(line), found, must),
        }
    }
}
