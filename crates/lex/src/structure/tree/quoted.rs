//! Quoted blocks within the tree.

use super::Builder;
use crate::structure::lines::{Ending, Layout, label};
use crate::structure::quotes::{self, Depth};
use crate::structure::{Block, Diagnostic, Oddity};

/// Where a quotation ends.
struct End {
    line: usize,
    byte: usize,
    closed: bool,
}

impl Builder<'_> {
    /// A block that a line opens with a mark; returns the next line.
    pub(super) fn quoted_block(&mut self, at: usize) -> Option<usize> {
        let quoted = self.words(at).trim_start_matches(['“', '"', '”', '‟', '„']);
        let labelled = self.first.is_some() && label(quoted).is_some_and(|label| label.closed);
        if at == 0
            || !(self.after_quote || labelled || quotes::ends_introducing(self.words(at - 1)))
        {
            return None;
        }
        let start = self.lines[at].start;
        let end = self.quotation_end(at, start, true)?;
        Some(self.place_quoted(start, end))
    }

    /// A block that opens within a line, after `: `, and runs on over the next lines.
    pub(super) fn quoted_within(&mut self, at: usize, from: usize) -> Option<usize> {
        let line = self.lines[at];
        let words = &self.text[from..line.end];
        let mut depth = Depth::default();
        let opened = depth.read(words).opened.filter(|_| depth.is_open())?;
        if !words[..opened].trim_end().ends_with(':')
            && !words[..opened].trim_end().ends_with("như sau")
        {
            return None;
        }
        if opened == 0 && from == line.start {
            return None;
        }
        let end = self.quotation_end(at, from + opened, false)?;
        if matches!(self.layout, Layout::Wrapped(_)) && !end.closed {
            return None;
        }
        let before = from..from + words[..opened].trim_end().len();
        if !before.is_empty() {
            let joins = from == line.start
                && self.open_paragraph
                && at > 0
                && self.layout.continues(self.text, &self.lines[at - 1], &line);
            self.paragraph(before, joins);
        }
        Some(self.place_quoted(from + opened, end))
    }

    fn place_quoted(&mut self, start: usize, end: End) -> usize {
        let id = self.top_id();
        let line = self.lines[end.line];
        self.units[id.0 as usize]
            .blocks
            .push(Block::Quoted(start..end.byte));
        self.last_end = end.byte;
        self.open_paragraph = false;
        if !end.closed {
            let unit = self.place();
            self.diagnostics.push(Diagnostic {
                kind: Oddity::OpenQuotation,
                at: start,
                unit,
                expected: None,
                found: None,
            });
        }
        let rest = self.text[end.byte..line.end].trim_start();
        if !rest.is_empty() {
            let from = line.end - rest.len();
            self.body(end.line, from);
            self.after_quote = false;
            return end.line + 1;
        }
        self.after_quote = true;
        end.line + 1
    }

    /// The end of a quotation; none when it is but a phrase within its first line.
    fn quotation_end(&mut self, at: usize, start: usize, whole_line: bool) -> Option<End> {
        let mark = self.text[start..].chars().next()?.len_utf8();
        let mut depth = Depth::inside();
        let mut fallback: Option<usize> = None;
        let mut index = at;
        while index < self.lines.len() {
            let line = self.lines[index];
            let from = if index == at {
                start + mark
            } else {
                line.start
            };
            let words = &self.text[from..line.end];
            if index > at && self.own_label_ends(index, &mut fallback) {
                return Some(self.end_before(index));
            }
            if index > at
                && crate::structure::openers::is_signature(words)
                && words.starts_with("Nơi nhận")
            {
                break;
            }
            let marks = depth.read(words);
            if let Some(closed) = marks.closed.filter(|_| !depth.is_open()) {
                let tail = &words[closed..];
                let byte = from + closed;
                if quotes::is_tail(tail) {
                    return Some(End {
                        line: index,
                        byte: line.end,
                        closed: true,
                    });
                }
                if index == at {
                    return None;
                }
                let after = tail.trim_start_matches(['.', ';', ',', ' ']);
                if !whole_line && matches!(self.layout, Layout::Wrapped(_)) {
                    return None;
                }
                if after.starts_with(char::is_lowercase) {
                    return Some(End {
                        line: index,
                        byte,
                        closed: true,
                    });
                }
                depth = Depth::inside();
            }
            index += 1;
            if index > at + 2 {
                self.budget = self.budget.saturating_sub(1);
                if self.budget == 0 {
                    break;
                }
            }
        }
        let stop = fallback.unwrap_or(if whole_line {
            index.min(self.lines.len())
        } else {
            return None;
        });
        Some(End {
            closed: false,
            ..self.end_before(stop.max(at + 1))
        })
    }

    fn end_before(&self, index: usize) -> End {
        let line = self.lines[index - 1];
        End {
            line: index - 1,
            byte: line.end,
            closed: quotes::ends_quoted(&self.text[line.span()]),
        }
    }

    /// Whether a line within a quotation is the amending document's own again.
    fn own_label_ends(&self, index: usize, fallback: &mut Option<usize>) -> bool {
        let words = self.words(index);
        let Some(label) = label(words).filter(|label| self.continues_own(label)) else {
            return false;
        };
        let before = self.words(index - 1);
        if quotes::ends_quoted(before) {
            return true;
        }
        let rest = &words[label.rest..];
        if quotes::is_instruction(rest)
            && (Ending::of(before) != Ending::Open || quotes::ends_introducing(words))
        {
            return true;
        }
        fallback.get_or_insert(index);
        false
    }
}
