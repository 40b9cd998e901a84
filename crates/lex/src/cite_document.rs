//! Dẫn chiếu trong cả văn bản: every citation of a document, each read where it stands.
//!
//! The walk goes once over the units. A heading, a paragraph, a row of a table is read with the address of its unit, so that `khoản 2
//! Điều này` finds its article; what an amendment quotes is read as a piece of the document that is amended; a note that was lifted out
//! of the body is read by itself, and what it cut in two is read as one.

use std::borrow::Cow;
use std::ops::Range;

use crate::address::Address;
use crate::cite::{Citation, Citer, Context, Target};
use crate::structure::{Block, Document, Span};

/// Tells, for a piece of an amending document (bytes of the view), which document it is going to change and where in it.
pub type Amended<'a> = dyn Fn(&Range<usize>) -> Option<(String, Address)> + 'a;

impl Citer {
    /// The citations of a document in the order of its text; spans are bytes of the view.
    pub fn cite_document(&self, document: &Document) -> Vec<Citation> {
        self.cite_document_with(document, &|_| None)
    }

    /// The same, with what is known of the amendments: the hook is asked for every heading, paragraph, row and quoted block.
    /// Where it gives an empty address, the place is the one that the instruction before it names.
    pub fn cite_document_with(&self, document: &Document, amended: &Amended<'_>) -> Vec<Citation> {
        let view = document.text.view();
        let masked = without(view, document.folded());
        let whole = Context {
            document: document.head.number.clone(),
            date: document.head.date,
            ..Context::default()
        };
        let mut walk = Walk {
            citer: self,
            text: &masked,
            shift: 0,
            amended: Some(amended),
            found: Vec::new(),
        };
        walk.units(document, &whole);
        let mut notes = Walk {
            citer: self,
            text: view,
            shift: 0,
            amended: None,
            found: walk.found,
        };
        for span in document.notes.iter().flat_map(|note| &note.spans) {
            notes.read(span, &whole);
        }
        let mut found = notes.found;
        found.sort_by_key(|citation| citation.span.start);
        found
    }
}

/// A text with blanks in the place of some spans, so that what they parted is read as one.
fn without<'t>(text: &'t str, spans: &[Span]) -> Cow<'t, str> {
    if spans.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for span in spans {
        let (start, end) = (span.start.max(kept.len()), span.end);
        if end <= start {
            continue;
        }
        kept.push_str(&text[kept.len()..start]);
        kept.extend(std::iter::repeat_n(' ', end - start));
    }
    kept.push_str(&text[kept.len()..]);
    Cow::Owned(kept)
}

/// The blocks with lines joined that end within a sentence: a short text does not show whether its source wrapped it.
fn joined<'b>(text: &str, blocks: &'b [Block]) -> Cow<'b, [Block]> {
    let runs_on = |pair: &[Block]| match pair {
        [Block::Paragraph(before), Block::Paragraph(after)] => {
            text.get(before.end..after.start)
                .is_some_and(|gap| gap.matches('\n').count() <= 1 && gap.trim_ascii().is_empty())
                && !text[before.clone()]
                    .trim_end()
                    .ends_with(['.', ';', ':', '”', '"', '!', '?'])
        }
        _ => false,
    };
    if !blocks.windows(2).any(runs_on) {
        return Cow::Borrowed(blocks);
    }
    let mut all: Vec<Block> = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.iter().enumerate() {
        if let (Some(Block::Paragraph(last)), Block::Paragraph(span)) = (all.last_mut(), block)
            && runs_on(&blocks[index - 1..=index])
        {
            last.end = span.end;
            continue;
        }
        all.push(block.clone());
    }
    Cow::Owned(all)
}

/// The walk over the pieces of a document.
struct Walk<'a> {
    citer: &'a Citer,
    text: &'a str,
    /// Where the text begins in the view that spans are told in.
    shift: usize,
    /// None within a quotation, which changes nothing itself.
    amended: Option<&'a Amended<'a>>,
    found: Vec<Citation>,
}

impl Walk<'_> {
    fn units(&mut self, document: &Document, whole: &Context) {
        let outer = whole.amended_position.clone();
        // Where the instructions of each unit point to in the amended document.
        let mut places: Vec<Address> = Vec::with_capacity(document.units.len());
        for id in document.ids() {
            let unit = document.unit(id);
            let mut context = whole.clone();
            let address = document.address(id);
            match &outer {
                // A quotation that opens with a clause or a point lies in the article that the instruction names.
                Some(outer) => context.amended_position = Some(address.within(outer)),
                None => context.position = address,
            }
            let mut place = unit
                .parent
                .and_then(|parent| places.get(parent.0 as usize))
                .cloned()
                .unwrap_or_default();
            if let Some(heading) = &unit.heading {
                self.piece(heading, &context, &mut place);
            }
            for block in joined(self.text, &unit.blocks).iter() {
                match block {
                    Block::Paragraph(span) => self.piece(span, &context, &mut place),
                    Block::Table(rows) => rows
                        .iter()
                        .for_each(|row| self.piece(row, &context, &mut place)),
                    Block::Quoted(span) => self.quoted(span, &context, &mut place),
                    Block::Child(_) => {}
                }
            }
            places.push(place);
        }
    }

    /// One piece by itself. An instruction (`Sửa đổi khoản 1 Điều 5 như sau:`) sets the place of what follows it.
    fn piece(&mut self, span: &Span, context: &Context, place: &mut Address) {
        let told = self.amended.and_then(|amended| amended(span));
        let Some((number, position)) = told else {
            return self.read(span, context);
        };
        let position = if position.is_empty() {
            place.clone()
        } else {
            position
        };
        let first = self.found.len();
        self.read(span, &amending(context, number.clone(), position));
        let means = |target: &&Target| {
            target.address.dieu.is_some()
                && !target.own
                && [&target.so_ky_hieu, &target.resolved].contains(&&Some(number.clone()))
        };
        if let Some(target) = self.found[first..]
            .iter()
            .rev()
            .find_map(|citation| citation.targets.iter().find(means))
        {
            *place = Address {
                part: None,
                ..target.address.clone()
            };
        }
    }

    fn read(&mut self, span: &Span, context: &Context) {
        let found = self.citer.cite(&self.text[span.clone()], context);
        let shift = self.shift + span.start;
        self.found.extend(found.into_iter().map(|mut citation| {
            citation.span = citation.span.start + shift..citation.span.end + shift;
            citation
        }));
    }

    /// New text: it has units of its own, and `Luật này` in it is the amended law.
    fn quoted(&mut self, span: &Span, context: &Context, place: &mut Address) {
        let Some((number, position)) = self.amended.and_then(|amended| amended(span)) else {
            return self.read(span, context);
        };
        let position = if position.is_empty() {
            place.clone()
        } else {
            position
        };
        let context = amending(context, number, position);
        let words = &self.text[span.clone()];
        let inner = words.trim_start_matches(['“', '"', ' ', '\n']);
        let shift = self.shift + span.start + (words.len() - inner.len());
        let document = Document::read(inner);
        // A view of its own would tell spans that are not those of the whole.
        if document.text.view().len() != inner.len() {
            return self.read(span, &context);
        }
        let mut walk = Walk {
            citer: self.citer,
            text: inner,
            shift,
            amended: None,
            found: std::mem::take(&mut self.found),
        };
        walk.units(&document, &context);
        self.found = walk.found;
    }
}

fn amending(context: &Context, number: String, position: Address) -> Context {
    Context {
        amended: Some(number),
        amended_position: Some(position),
        ..context.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Level;
    use crate::registry::Registry;

    const AMENDING: &str = "QUỐC HỘI\nLuật số: 47/2019/QH14\n\nLUẬT\nSỬA ĐỔI MỘT LUẬT\n\nCăn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\n\n\
        Điều 1. Sửa đổi, bổ sung Luật Tổ chức Chính phủ số 76/2015/QH13\n\
        1. Sửa đổi khoản 1 Điều 5 như sau:\n“1. Thực hiện khoản 2 Điều này và Điều 9 của Luật này.”.\n\
        2. Nội dung tại khoản 1 Điều này áp dụng từ đầu năm.\n\
        Điều 2. Hiệu lực\n1. Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2020.\n";

    fn told(document: &Document, citations: &[Citation]) -> Vec<String> {
        citations
            .iter()
            .map(|citation| {
                let target = &citation.targets[0];
                let number = target.so_ky_hieu.as_deref().unwrap_or("?");
                format!(
                    "{} = {} {number}",
                    &document.text.view()[citation.span.clone()],
                    target.address.written()
                )
            })
            .collect()
    }

    #[test]
    fn every_piece_is_read_where_it_stands() {
        let document = Document::read(AMENDING);
        let citer = Citer::new(Registry::of_laws());
        let plain = told(&document, &citer.cite_document(&document));
        assert!(
            plain.contains(&"khoản 1 Điều này = khoản 1 Điều 1 47/2019/QH14".to_owned()),
            "{plain:#?}"
        );
        let quoted = document
            .ids()
            .flat_map(|id| &document.unit(id).blocks)
            .find_map(|block| match block {
                Block::Quoted(span) => Some(span.clone()),
                _ => None,
            });
        let quoted = quoted.expect("a quoted block");
        let place = Address::default().with(Level::Dieu, "5");
        let told_place = citer.cite_document_with(&document, &|span| {
            (*span == quoted).then(|| ("76/2015/QH13".to_owned(), place.clone()))
        });
        let instruction = quoted.start - 60..quoted.end;
        let by_instruction = citer.cite_document_with(&document, &|span| {
            (instruction.start <= span.start && span.end <= instruction.end)
                .then(|| ("76/2015/QH13".to_owned(), Address::default()))
        });
        let known = told(&document, &told_place);
        assert_eq!(
            known,
            told(&document, &by_instruction)
                .into_iter()
                .map(|line| line
                    .replace("khoản 1 Điều 5 76/2015/QH13", "khoản 1 Điều 5 47/2019/QH14"))
                .collect::<Vec<_>>()
        );
        for expected in [
            "khoản 2 Điều này = khoản 2 Điều 5 76/2015/QH13",
            "Điều 9 của Luật này = Điều 9 76/2015/QH13",
            "khoản 1 Điều này = khoản 1 Điều 1 47/2019/QH14",
        ] {
            assert!(
                known.contains(&expected.to_owned()),
                "{expected}: {known:#?}"
            );
        }
    }

    #[test]
    fn what_parts_a_sentence_is_read_over() {
        let note = 1..4;
        assert_eq!(without("a[1] b", std::slice::from_ref(&note)), "a    b");
        assert_eq!(without("ab", &[]), "ab");
    }
}
