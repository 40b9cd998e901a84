//! Paragraphs where they stand: only the document tells what `Điều này` means in the new text that an amendment brings.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::PathBuf;

use ::lex::Address;
use ::lex::amend::{self, Amendments};
use ::lex::cite::{Citation, Citer, Context};
use ::lex::grammar::numbers::number_key;
use ::lex::structure::Document;

use super::files;

/// The documents that paragraphs may stand in, by the keys of their numbers.
pub struct Library {
    files: Vec<PathBuf>,
    works: HashMap<String, Vec<Work>>,
}

impl Library {
    /// A library of files and folders; nothing is read yet.
    pub fn new(named: &[PathBuf]) -> Self {
        Self {
            files: named.to_vec(),
            works: HashMap::new(),
        }
    }

    /// Reads the documents that bear one of the numbers. A file that cannot be read is told and passed over.
    pub fn fetch(&mut self, citer: &Citer, numbers: Vec<String>) {
        let keys = numbers.iter().map(|number| number_key(number));
        let wanted: HashSet<String> = keys.filter(|key| !self.works.contains_key(key)).collect();
        if wanted.is_empty() {
            return;
        }
        let read = files::each_document(&self.files, |_, document| {
            let key = document.head.number.as_deref().map(number_key);
            if let Some(key) = key.filter(|key| wanted.contains(key)) {
                let work = Work::new(citer, document);
                self.works.entry(key).or_default().push(work);
            }
            Ok(())
        });
        // Taking a document never fails.
        read.ok();
    }

    /// Gives the citations of a paragraph the targets they have where it stands; one that is not found keeps its own.
    pub fn place(&mut self, citer: &Citer, view: &str, context: &Context, found: &mut [Citation]) {
        let number = context.document.as_deref().unwrap_or_default();
        let paragraph = Folded::new(view);
        let works = self.works.get_mut(&number_key(number));
        for work in works.into_iter().flatten() {
            let Some(at) = work.find(&paragraph, context) else {
                continue;
            };
            let standing = work.citations(citer, context);
            for citation in found {
                let span = paragraph.folded(&citation.span);
                let span = span.start + at..span.end + at;
                if let Some(there) = standing.get(&(span.start, span.end)) {
                    citation.kind = there.kind;
                    citation.targets.clone_from(&there.targets);
                }
            }
            return;
        }
    }
}

/// The citations of a document by their spans in its folded text.
type Standing = HashMap<(usize, usize), Citation>;

/// A document as read.
struct Work {
    document: Document,
    amendments: Amendments,
    folded: Folded,
    /// By the document that the paragraph is said to amend.
    cited: HashMap<Option<String>, Standing>,
}

impl Work {
    fn new(citer: &Citer, document: Document) -> Self {
        Self {
            amendments: amend::read(&document, citer),
            folded: Folded::new(document.text.view()),
            document,
            cited: HashMap::new(),
        }
    }

    /// Where a paragraph begins in the folded text; of several places the one in the article and clause that its context names.
    fn find(&self, paragraph: &Folded, context: &Context) -> Option<usize> {
        if paragraph.text.is_empty() {
            return None;
        }
        let places = self.folded.text.match_indices(&paragraph.text);
        let fits = |at: usize| {
            let unit = self.document.unit_at(self.folded.places[at]);
            let address = self.document.address(unit);
            usize::from(address.dieu == context.position.dieu) * 2
                + usize::from(address.khoan == context.position.khoan)
        };
        // The first of those that fit best.
        let best = places.map(|(at, _)| (fits(at), std::cmp::Reverse(at)));
        best.max().map(|(_, at)| at.0)
    }

    fn citations(&mut self, citer: &Citer, context: &Context) -> &Standing {
        let (document, amendments, folded) = (&mut self.document, &self.amendments, &self.folded);
        let amended = &context.amended;
        self.cited.entry(amended.clone()).or_insert_with(|| {
            document.head.date = context.date.or(document.head.date);
            let said = amended.as_ref();
            let place = |piece: &Range<usize>| {
                let told = amendments.place_of(piece);
                let other = || said.map(|number| (number.clone(), Address::default()));
                told.filter(|(number, _)| said.is_none_or(|said| said == number))
                    .or_else(other)
            };
            let citations = citer.cite_document_with(document, &place);
            let keyed = citations.into_iter().map(|citation| {
                let span = folded.folded(&citation.span);
                ((span.start, span.end), citation)
            });
            keyed.collect()
        })
    }
}

/// The letters and digits of a text, in small letters, with the place of each in it.
struct Folded {
    text: String,
    /// For each byte of the folded text the byte it comes from.
    places: Vec<usize>,
}

impl Folded {
    fn new(view: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(view.len()),
            places: Vec::with_capacity(view.len()),
        };
        for (at, c) in view.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            folded.text.extend(c.to_lowercase());
            folded.places.resize(folded.text.len(), at);
        }
        folded
    }

    /// A span of the text as one of the folded text.
    fn folded(&self, span: &Range<usize>) -> Range<usize> {
        let before = |byte| self.places.partition_point(|&place| place < byte);
        before(span.start)..before(span.end)
    }
}
