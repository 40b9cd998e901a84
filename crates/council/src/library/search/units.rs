//! What of a document the index holds: its head, its articles, and their clauses, as the legal-text engine reads them.

use lex::address::Level;
use lex::naming::unit_id;
use lex::structure::{Document, UnitId, UnitKind};
use search::Unit;

use super::Known;

/// The version of this reading; an index of another version is made anew.
pub const VERSION: u32 = 1;
/// A unit longer than so many bytes, such as a table of an annex, is cut at the end of a line.
const LONGEST: usize = 4_000;

/// The units of a document: the head first, then what its text holds, if it is there.
pub fn units(known: &Known, text: Option<&str>) -> Vec<Unit> {
    let mut units = vec![Unit {
        depth: 0,
        id: String::new(),
        text: head(known),
    }];
    if let Some(text) = text {
        let document = Document::read(text);
        Walk {
            document: &document,
            units: &mut units,
        }
        .unit(UnitId(0));
    }
    units
}

/// Number, name with its kind, issuer: a line each, so that no phrase runs over two of them.
pub fn head(known: &Known) -> String {
    format!("{}\n{}\n{}", known.number, known.name(), known.issuer)
}

struct Walk<'d> {
    document: &'d Document,
    units: &'d mut Vec<Unit>,
}

impl Walk<'_> {
    fn unit(&mut self, id: UnitId) {
        match self.document.level(id) {
            Some(Level::Dieu) => self.article(id),
            Some(Level::Khoan | Level::Diem | Level::Tiet | Level::Doan) => {
                self.add(1, id, &self.document.own_text(id));
            }
            _ => {
                self.add(1, id, &self.document.own_text_alone(id));
                for child in self.document.children(id) {
                    self.unit(child);
                }
            }
        }
    }

    /// An article with clauses is found by each of them, any other as a whole.
    fn article(&mut self, id: UnitId) {
        let is_clause = |child: &UnitId| self.document.level(*child) == Some(Level::Khoan);
        if !self.document.children(id).any(|child| is_clause(&child)) {
            return self.add(1, id, &self.document.own_text(id));
        }
        self.add(1, id, &self.document.own_text_alone(id));
        for child in self.document.children(id) {
            self.add(2, child, &self.document.own_text(child));
        }
    }

    fn add(&mut self, depth: u8, id: UnitId, text: &str) {
        let name = self.name(id);
        let mut rest = text.trim();
        let mut depth = depth;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(cut(rest));
            self.units.push(Unit {
                depth,
                id: name.clone(),
                text: piece.trim_end().to_owned(),
            });
            rest = after.trim_start();
            // What follows belongs to the piece before it, as a clause does to its article.
            depth = 2;
        }
    }

    fn name(&self, id: UnitId) -> String {
        let mut at = Some(id);
        let mut attached = false;
        while let Some(here) = at {
            let unit = self.document.unit(here);
            attached |= unit.kind == UnitKind::Attached;
            at = unit.parent;
        }
        unit_id(&self.document.address(id), attached)
    }
}

/// Where a piece ends: with the last whole line, or word, within the bound.
fn cut(text: &str) -> usize {
    if text.len() <= LONGEST {
        return text.len();
    }
    let end = (0..=LONGEST)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    let last = |c: char| text[..end].rfind(c).filter(|at| *at > LONGEST / 2);
    last('\n')
        .or_else(|| last(' '))
        .map_or(end, |at| at + 1)
        .max(1)
}
