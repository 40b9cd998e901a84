//! Documents of Word and its like (Office Open XML), part by part.
//!
//! The main part gives the text in its order. Numbers that the program shows but does not write are counted anew from
//! the numbering and the styles; notes are fetched when they are referred to. Headers and footers are other parts and
//! are never opened.

mod body;
mod layout;
mod look;
mod numbering;
mod package;
mod xml;

use crate::flow::Flow;
use crate::limits::Limits;
use crate::source::Source;
use crate::{Format, Reading, Table, Unreadable, finish};

use body::{Body, NoteKind};
use numbering::Numbering;
use package::Package;

pub(crate) use layout::read as layout;

/// The tables of the main part, those inside others too.
pub(crate) fn tables(bytes: &[u8], limits: &Limits) -> Result<Vec<Table>, Unreadable> {
    let mut package = Package::open(bytes, limits)?;
    let main = package.main();
    let document = package.need(&main)?;
    let numbering_part = package.related(&main, "numbering")?;
    let styles_part = package.related(&main, "styles")?;
    let mut numbering = Numbering::read(&numbering_part, &styles_part)?;
    let source = Source::of_part(&document, 0)?;
    let mut body = Body::new(Flow::new(limits).keeping_tables(), &mut numbering);
    body.read(&source)?;
    body.finish().0.take_tables()
}

/// Reads an archive.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, Unreadable> {
    let mut package = Package::open(bytes, limits)?;
    let main = package.main();
    let document = package.need(&main)?;
    let numbering_part = package.related(&main, "numbering")?;
    let styles_part = package.related(&main, "styles")?;
    let mut numbering = Numbering::read(&numbering_part, &styles_part)?;
    let source = Source::of_part(&document, 0)?;
    let mut parts = vec![(main.clone(), source.width)];
    let mut body = Body::new(Flow::new(limits), &mut numbering);
    body.read(&source)?;
    let wanted = std::mem::take(&mut body.notes);
    let mut found = vec![None; wanted.len()];
    for kind in [NoteKind::Foot, NoteKind::End] {
        if !wanted.keys().any(|(of, _)| *of == kind) {
            continue;
        }
        let Some((name, content)) = package.related_part(&main, kind.relation())? else {
            continue;
        };
        let source = Source::of_part(&content, parts.len() as u16)?;
        parts.push((name, source.width));
        body.read_notes(&source, kind, &wanted, &mut found)?;
    }
    for (index, note) in found.iter().enumerate() {
        if let Some(note) = note {
            body.flow.add_line(&format!("[{}] ", index + 1), note)?;
        }
    }
    let (flow, warnings) = body.finish();
    finish(Format::Docx, flow.finish(), parts, warnings)
}
