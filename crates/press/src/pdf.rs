//! PDF: a paper set by Typst, as PDF/A-2a and PDF/UA-1: tagged, its fonts embedded, with title, language and bookmarks.
//!
//! **Invariant:** the template gets a paper as data and nothing else: no file, no package, no clock. The same paper gives the same
//! bytes; the day in the file is the day of the paper.

use std::sync::LazyLock;

use serde_json::Value;
use typst::diag::{At, FileError, FileResult, SourceDiagnostic, SourceResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, Span, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::face;
use crate::form::Printed;
use paper::Paper;

/// What is printed for a sign that the faces do not have: PDF/A allows no sign without a shape.
const UNKNOWN: char = '□';
/// The longest stretch without a blank that is certain to fit on a line; behind it a line may break.
const UNBROKEN: usize = 40;
const BREAK: char = '\u{200B}';

/// Why a paper could not be set. No paper is known to do this; it would be an error of this crate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the paper could not be set as PDF/A: {0}")]
pub struct Unprintable(String);

/// The paper as PDF/A-2a, and as PDF/UA-1 unless its titles skip a rank. A draft without a day is a tagged PDF and no more: what
/// is archived has a date.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, Unprintable> {
    let printed = Printed::new(paper);
    let words = printable(&printed)?;
    let world = Desk::new(words);
    let document = typst::compile::<PagedDocument>(&world).output;
    let pdf = document.and_then(|document| {
        // A draft without a day cannot be archived yet, and titles that skip a rank are no PDF/UA.
        let [archived, accessible] = [PdfStandard::A_2a, PdfStandard::Ua_1];
        export(&document, &printed, &[archived, accessible])
            .or_else(|_| export(&document, &printed, &[archived]))
            .or_else(|fault| match printed.day {
                Some(_) => Err(fault),
                None => export(&document, &printed, &[]),
            })
    });
    // What was laid out is kept for the same paper asked again at once, and let go soon.
    typst::comemo::evict(2);
    pdf.map_err(|faults| said(&faults))
}

fn export(
    document: &PagedDocument,
    printed: &Printed,
    standards: &[PdfStandard],
) -> SourceResult<Vec<u8>> {
    let options = PdfOptions {
        ident: Smart::Custom(printed.title.clone()),
        creator: Smart::Custom(Some("Dân Cử".to_owned())),
        standards: PdfStandards::new(standards).at(Span::detached())?,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options)
}

fn said(faults: &[SourceDiagnostic]) -> Unprintable {
    let messages: Vec<&str> = faults.iter().map(|fault| &fault.message[..]).collect();
    Unprintable(messages.join("; "))
}

/// The paper as JSON in which every sign has a shape and every line a place to break.
fn printable(printed: &Printed) -> Result<String, Unprintable> {
    let mut value =
        serde_json::to_value(printed).map_err(|fault| Unprintable(fault.to_string()))?;
    shape(&mut value);
    Ok(value.to_string())
}

fn shape(value: &mut Value) {
    match value {
        Value::String(text) => *text = shaped(text),
        Value::Array(items) => items.iter_mut().for_each(shape),
        Value::Object(fields) => fields.values_mut().for_each(shape),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn shaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut unbroken = 0;
    for c in text.chars() {
        match c {
            // These only choose among shapes of the sign before them.
            '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E01EF}' => continue,
            '\n' => out.push(c),
            c if face::has(c) => out.push(c),
            c if c.is_whitespace() => out.push(' '),
            _ => out.push(UNKNOWN),
        }
        unbroken = if c.is_whitespace() { 0 } else { unbroken + 1 };
        if unbroken == UNBROKEN {
            out.push(BREAK);
            unbroken = 0;
        }
    }
    out
}

/// All that the template can reach.
struct Desk {
    paper: Bytes,
}

/// What is the same for every paper.
struct Furniture {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    paper: FileId,
}

static FURNITURE: LazyLock<Furniture> = LazyLock::new(|| {
    let fonts: Vec<Font> = (face::FILES.iter())
        .flat_map(|file| Font::iter(Bytes::new(*file)))
        .collect();
    let template = Source::detached(include_str!("paper.typ"));
    let beside =
        VirtualPath::new("paper.json").map(|path| RootedPath::new(VirtualRoot::Project, path));
    Furniture {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        paper: beside.map_or_else(|_| template.id(), RootedPath::intern),
        template,
    }
});

impl Desk {
    fn new(paper: String) -> Self {
        Self {
            paper: Bytes::from_string(paper),
        }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &FURNITURE.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FURNITURE.book
    }

    fn main(&self) -> FileId {
        FURNITURE.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id == self.main() {
            true => Ok(FURNITURE.template.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id == FURNITURE.paper {
            true => Ok(self.paper.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FURNITURE.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
