//! The quoted block an instruction brings: its marks taken off, and cut at the labels the instruction names.

use crate::address::{Address, Level};
use crate::structure::level_of;

/// A quoted block without its marks.
pub(super) struct Block {
    text: String,
}

impl Block {
    pub(super) fn new(quoted: &str) -> Self {
        Self {
            text: unquoted(quoted).to_owned(),
        }
    }

    /// The new text of one of the units an instruction names.
    pub(super) fn text_of(&self, address: &Address, wanted: &[Address]) -> Option<String> {
        let level = address.lowest()?;
        if wanted.len() == 1 {
            return Some(self.text.clone());
        }
        let mut starts: Vec<(usize, &Address)> = wanted
            .iter()
            .filter_map(|a| Some((self.start_of(a)?, a)))
            .collect();
        // A unit may come with a new label: the one text no other unit claims is its own.
        let lost: Vec<&Address> = wanted
            .iter()
            .filter(|a| starts.iter().all(|(_, found)| found != a))
            .collect();
        if let [one] = lost.as_slice()
            && one
                .lowest()
                .is_some_and(|level| matches!(level, Level::Khoan | Level::Diem))
            && let Some(start) = self.unclaimed(one.lowest(), &starts)
        {
            starts.push((start, one));
        }
        starts.sort_by_key(|(start, _)| *start);
        let at = starts.iter().position(|(_, a)| *a == address)?;
        let end = starts
            .get(at + 1)
            .map_or(self.text.len(), |(start, _)| *start);
        let cut = self.text[starts[at].0..end].trim_end();
        // What is quoted unit by unit (`“a) …”; “b) …”`) leaves marks at the seams.
        let cut = cut.trim_end_matches(['“', '"', '\n', ' ']);
        let cut = if end < self.text.len() {
            unquoted_end(cut)
        } else {
            cut
        };
        let readable = level != Level::Doan || opening(address).is_some();
        (!cut.is_empty() && readable).then(|| cut.to_owned())
    }

    /// The first line that opens a unit of a level and that no other unit claims.
    fn unclaimed(&self, level: Option<Level>, starts: &[(usize, &Address)]) -> Option<usize> {
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let trimmed = line.trim_start_matches(['“', '"', '‟', '„', ' ', '\t']);
            let start = at + (line.len() - trimmed.len());
            let opens = level_of(trimmed.trim_end()).is_some_and(|found| Some(found) == level);
            let inside = starts
                .iter()
                .any(|(claimed, address)| *claimed <= start && address.lowest() > level);
            if opens && !inside && starts.iter().all(|(claimed, _)| *claimed != start) {
                return Some(start);
            }
            at += line.len();
        }
        None
    }

    /// Where the line of a unit begins.
    fn start_of(&self, address: &Address) -> Option<usize> {
        let unit = opening(address);
        let address = unit.as_ref().unwrap_or(address);
        let level = address.lowest()?;
        let label = address.get(level)?;
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let trimmed = line.trim_start_matches(['“', '"', '‟', '„', ' ', '\t']);
            if opens(trimmed, level, label) {
                return Some(at + (line.len() - trimmed.len()));
            }
            at += line.len();
        }
        None
    }
}

/// The unit whose opening paragraph is meant: `đoạn mở đầu của khoản 6` comes with the label of the clause.
fn opening(address: &Address) -> Option<Address> {
    matches!(address.doan.as_deref(), Some("đầu" | "đầu tiên")).then(|| Address {
        doan: None,
        ..address.clone()
    })
}

/// Whether a line opens a unit with a label.
pub(super) fn opens(line: &str, level: Level, label: &str) -> bool {
    let rest = match level {
        Level::Khoan | Level::Diem | Level::Tiet => line,
        _ => {
            let Some((_, end)) = crate::grammar::units::keyword(line, 0) else {
                return false;
            };
            line[end..].trim_start_matches([' ', '\n'])
        }
    };
    let Some(rest) = rest.strip_prefix(label) else {
        return false;
    };
    match level {
        Level::Khoan => rest.starts_with(['.', ')', '/']),
        Level::Diem | Level::Tiet => rest.starts_with([')', '.', '/']),
        _ => rest.is_empty() || rest.starts_with(['.', ':', ' ', '\n', '\r']),
    }
}

/// A quoted block without its opening and closing marks.
pub(super) fn unquoted(quoted: &str) -> &str {
    let text = quoted.trim();
    let text = text
        .strip_prefix(['“', '"', '”', '‘', '‟', '„'])
        .unwrap_or(text);
    unquoted_end(text)
}

fn unquoted_end(text: &str) -> &str {
    let text = text.trim_end();
    let without = text.trim_end_matches(['.', ';', ',', '/', ' ', ':']);
    match without.strip_suffix(['”', '"', '“', '’']) {
        Some(inner) => inner.trim_end(),
        None => text,
    }
}
