//! Dự thảo: what is written of a paper, part by part as plain text, and the paper that it makes.

use kernel::{Date, vi};
use paper::{Deviation, Fault, Number, Paper, Signature};
use serde::{Deserialize, Serialize};

use super::PaperKind;

/// A place that nobody has filled yet.
pub const UNKNOWN: &str = "……";

/// What is written of a paper. Where a part has several entries, each stands on a line of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[schema(as = papers::Draft)]
pub struct Draft {
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Địa danh.
    pub place: String,
    /// Ký hiệu, without the number.
    pub symbol: String,
    /// Trích yếu.
    pub subject: String,
    /// Kính gửi.
    pub addressees: String,
    /// Thẩm quyền ban hành, of a resolution.
    pub enacting: String,
    /// Căn cứ.
    pub bases: String,
    /// Nội dung.
    pub body: String,
    /// Thông qua: the line behind the last article of a resolution.
    pub passed: String,
    /// Người ký: authority, office and name on lines of their own; a blank line parts several.
    pub signers: String,
    /// Nơi nhận.
    pub recipients: String,
    /// Lưu.
    pub archive: String,
}

impl Draft {
    /// The draft with every part cleaned line by line; blank lines stay where they part something.
    pub fn cleaned(self) -> Self {
        Self {
            issuer: vi::clean(&self.issuer),
            place: vi::clean(&self.place),
            symbol: vi::clean(&self.symbol),
            subject: vi::clean(&self.subject),
            addressees: lines(&self.addressees).join("\n"),
            enacting: lines(&self.enacting).join("\n"),
            bases: lines(&self.bases).join("\n"),
            body: tidied(&self.body),
            passed: vi::clean(&self.passed),
            signers: tidied(&self.signers),
            recipients: lines(&self.recipients).join("\n"),
            archive: vi::clean(&self.archive),
        }
    }

    /// The paper that it makes, with a number and a day or room for them.
    pub fn paper(&self, kind: PaperKind, number: Option<u32>, day: Option<Date>) -> Paper {
        // What is too long to be read is not kept in the first place.
        let read = paper::draft::read(&self.body).unwrap_or_default();
        Paper {
            profile: kind.profile(),
            issuing_body: self.issuer.clone(),
            number: Number {
                number,
                symbol: self.symbol.clone(),
            },
            place: self.place.clone(),
            day,
            kind: kind.form(),
            subject: self.subject.clone(),
            addressees: lines(&self.addressees),
            enacting_body: lines(&self.enacting),
            bases: lines(&self.bases),
            body: read.body,
            annexes: read.annexes,
            passed: self.passed.clone(),
            signatures: signatures(&self.signers),
            recipients: lines(&self.recipients),
            archive: self.archive.clone(),
            ..Paper::default()
        }
    }

    /// Where the paper departs from the decree; that it has no number and no day yet is no fault of a draft.
    pub fn findings(&self, kind: PaperKind) -> Vec<Deviation> {
        self.paper(kind, None, None).lint()
    }

    /// In how many of its lines a place is left to fill.
    pub fn unfilled(&self, kind: PaperKind) -> usize {
        let findings = self.findings(kind);
        let left = findings.iter().filter(|one| one.fault == Fault::Unfilled);
        left.count()
    }
}

/// The lines of a part, cleaned, without blank ones.
pub fn lines(text: &str) -> Vec<String> {
    let cleaned = text.lines().map(vi::clean);
    cleaned.filter(|line| !line.is_empty()).collect()
}

/// A text with its line ends alike, without blanks at the ends of lines and without blank lines around it.
fn tidied(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// Who signs: of each the last line is the name, the one before it the office, those before that the authority.
fn signatures(text: &str) -> Vec<Signature> {
    let tidied = tidied(text);
    let signers = tidied.split("\n\n").map(lines);
    signers
        .filter(|signer| !signer.is_empty())
        .map(|mut signer| {
            let name = signer.pop().unwrap_or_default();
            let office = signer.pop().unwrap_or_default();
            Signature {
                authority: signer,
                office,
                name,
            }
        })
        .collect()
}
