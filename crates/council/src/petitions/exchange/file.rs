//! The exchange file: JSON of a stated version, with the SHA-256 of its content, so that a file that was changed or cut on its way is
//! told from a whole one.
//!
//! ```json
//! {"format": "dancu-petitions", "version": 1, "sha256": "…", "content": {
//!   "from": {"code": "92", "name": "Thành phố Cần Thơ"}, "made_on": "2026-11-24",
//!   "matters": [{"id": "…", "number": "KN-2026-0042", "title": "…", "field": "transport", "competence": "central",
//!                "raised_on": "2026-11-20", "place": "Phường Cái Khế"}],
//!   "answers": []}}
//! ```
//!
//! An answer names the matter as the asker did and says what became of it: `{"id", "number", "result", "outcome", "promised_on",
//! "reply": {"number", "signed_on", "author", "text"}}`. The hash is that of the content as compact JSON with the names of each object
//! in the order of their characters. There is no room for who a voter is.
//!
//! **Invariant.** Reading is a pure function of the bytes: it touches nothing and takes no more than it says it takes.

use std::collections::HashSet;

use kernel::ids::MatterId;
use kernel::{Date, vi};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::digest::sha256;
use crate::petitions::intake::LONGEST;
use crate::petitions::{Competence, Field, Outcome, ResultKind, whole};
use crate::{Problem, Result};

/// What stands in every file.
const FORMAT: &str = "dancu-petitions";
/// The version that is written, and the newest that is read.
const VERSION: u32 = 1;
/// The largest file that is read, in bytes.
pub const LARGEST: usize = 2 * 1024 * 1024;
/// The most matters, or answers, of one file.
pub const MOST: usize = 200;
/// The longest name, number or place, in characters.
const LONGEST_NAME: usize = 300;
/// The longest title, in characters.
const LONGEST_TITLE: usize = 1_000;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    format: String,
    version: u32,
    sha256: String,
    content: Json,
}

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// Who wrote it.
    pub from: Side,
    /// On which day.
    pub made_on: Date,
    /// Matters that are passed on.
    pub matters: Vec<Sent>,
    /// Answers to matters that the reader passed on.
    pub answers: Vec<Answer>,
}

/// A council on one side of the exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// The path of official codes of its unit.
    pub code: String,
    /// The name of its unit.
    pub name: String,
}

/// A matter that is passed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// Its identifier where it comes from.
    pub id: MatterId,
    /// Its number there, such as "KN-2026-0042".
    pub number: String,
    /// What is asked, in one sentence that may be published.
    pub title: String,
    /// Lĩnh vực.
    pub field: Field,
    /// Thẩm quyền.
    pub competence: Competence,
    /// When it was first raised.
    pub raised_on: Date,
    /// The commune it is about, in words; empty when it is about no one place.
    pub place: String,
}

/// What became of a matter that was passed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The matter's identifier where it came from.
    pub id: MatterId,
    /// Its number there.
    pub number: String,
    /// What the answer says of it.
    pub result: ResultKind,
    /// How it was settled, or why it is still in hand.
    pub outcome: Option<Outcome>,
    /// By when what is promised will be done.
    pub promised_on: Option<Date>,
    /// The paper.
    pub reply: Paper,
}

/// A paper that answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Số, ký hiệu; empty when it has none.
    pub number: String,
    /// Its day.
    pub signed_on: Date,
    /// Who answers.
    pub author: String,
    /// What it says.
    pub text: String,
}

impl Content {
    /// The file of this content.
    pub fn write(&self) -> String {
        // Plain data: writing it as JSON cannot fail.
        let content = serde_json::to_value(self).unwrap_or_default();
        let envelope = Envelope {
            format: FORMAT.to_owned(),
            version: VERSION,
            sha256: sha256(content.to_string()),
            content,
        };
        serde_json::to_string_pretty(&envelope).unwrap_or_default()
    }

    /// Reads a file, and refuses one that is not whole, of another kind or larger than any honest one.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        if bytes.len() > LARGEST {
            return Err(wrong("exchange-too-large"));
        }
        let envelope: Envelope =
            serde_json::from_slice(bytes).map_err(|_| wrong("exchange-unreadable"))?;
        if envelope.format != FORMAT {
            return Err(wrong("exchange-unreadable"));
        }
        if envelope.version != VERSION {
            let problem = Problem::new("file", "exchange-version");
            return Err(problem.with("version", envelope.version).into());
        }
        if sha256(envelope.content.to_string()) != envelope.sha256 {
            return Err(wrong("exchange-changed"));
        }
        let content: Self =
            serde_json::from_value(envelope.content).map_err(|_| wrong("exchange-incomplete"))?;
        content.checked()
    }

    fn checked(self) -> Result<Self> {
        if self.matters.is_empty() && self.answers.is_empty() {
            return Err(wrong("exchange-empty"));
        }
        if self.matters.len() > MOST || self.answers.len() > MOST {
            return Err(Problem::new("file", "exchange-too-many")
                .with("most", MOST)
                .into());
        }
        let mut seen = HashSet::new();
        let mut fits = fits(&self.from.code, LONGEST_NAME) && fits(&self.from.name, LONGEST_NAME);
        for sent in &self.matters {
            fits &= seen.insert(sent.id) && fits_or_empty(&sent.place, LONGEST_NAME);
            fits &=
                self::fits(&sent.number, LONGEST_NAME) && self::fits(&sent.title, LONGEST_TITLE);
        }
        seen.clear();
        for answer in &self.answers {
            let paper = &answer.reply;
            fits &= seen.insert(answer.id) && fits_or_empty(&paper.number, LONGEST_NAME);
            fits &=
                self::fits(&answer.number, LONGEST_NAME) && self::fits(&paper.author, LONGEST_NAME);
            // A text keeps its lines.
            let text = whole(&paper.text);
            fits &= text == paper.text && !text.is_empty() && text.chars().count() <= LONGEST;
        }
        if fits {
            Ok(self)
        } else {
            Err(wrong("exchange-incomplete"))
        }
    }
}

/// Whether a line is there, clean and not too long. What our side writes always is; what is not was made otherwise.
fn fits(text: &str, longest: usize) -> bool {
    !text.is_empty() && fits_or_empty(text, longest)
}

fn fits_or_empty(text: &str, longest: usize) -> bool {
    text.chars().count() <= longest && vi::clean(text) == text
}

fn wrong(code: &'static str) -> crate::Refusal {
    Problem::new("file", code).into()
}
