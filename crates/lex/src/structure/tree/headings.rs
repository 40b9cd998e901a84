//! Tên của chương, mục, điều: which of the lines after a label are its heading.

use super::{Builder, is_all_capitals};
use crate::structure::UnitId;
use crate::structure::lines::{self, Ending, Label, Series, is_row, label};

impl Builder<'_> {
    /// The heading of a chapter, an annex and their like: the rest of the line, or the lines after it.
    pub(super) fn title_heading(&mut self, id: UnitId, at: usize, rest: usize) -> usize {
        let line = self.lines[at];
        let mut next = at + 1;
        let start = if rest < line.end {
            let mark = &self.text[rest..line.end];
            if mark.starts_with('(') {
                return self.body(at, rest);
            }
            rest
        } else {
            if !self.may_be_heading(next, false) {
                return next;
            }
            next += 1;
            self.lines[next - 1].start
        };
        while next < self.lines.len() && next < at + 8 && self.heading_goes_on(next) {
            next += 1;
        }
        let end = self.lines[next - 1].end;
        self.units[id.0 as usize].heading = Some(start..end);
        self.last_end = end;
        next
    }

    /// Whether a line may be the first of a heading.
    fn may_be_heading(&self, at: usize, article: bool) -> bool {
        let words = self.words(at);
        if words.is_empty()
            || is_row(words)
            || lines::is_dash(words)
            || words.starts_with(['(', '“', '"'])
        {
            return false;
        }
        if label(words).is_some_and(|l| is_certain(&l)) {
            return false;
        }
        if article {
            return Ending::of(words) == Ending::Open && words.len() < 400;
        }
        is_all_capitals(words)
            || words.len() < 300
                && matches!(
                    Ending::of(words),
                    Ending::Open | Ending::Closing | Ending::Comma
                )
    }

    /// Whether the heading of a chapter goes on with a line.
    fn heading_goes_on(&self, at: usize) -> bool {
        let (before, words) = (self.words(at - 1), self.words(at));
        if is_row(words) || label(words).is_some_and(|l| is_certain(&l)) || words.starts_with('(') {
            return false;
        }
        if is_all_capitals(words) {
            return is_all_capitals(before) || label(before).is_some();
        }
        !is_all_capitals(before)
            && words.starts_with(char::is_lowercase)
            && self
                .layout
                .is_full(self.text, &self.lines[at - 1], &self.lines[at])
    }

    /// The heading of an article, or the text it holds without one.
    pub(super) fn article_heading(&mut self, id: UnitId, at: usize, rest: usize) -> usize {
        let line = self.lines[at];
        if rest >= line.end {
            if !self.may_be_heading(at + 1, true) || self.ends_article(at + 2) {
                self.open_paragraph = false;
                return at + 1;
            }
            let next = self.heading_end(at + 1);
            let span = self.lines[at + 1].start..self.lines[next - 1].end;
            self.last_end = span.end;
            self.units[id.0 as usize].heading = Some(span);
            return next;
        }
        let next = self.heading_end(at);
        let span = rest..self.lines[next - 1].end;
        let words = &self.text[span.clone()];
        if !self.is_heading(words, next) {
            return self.body(at, rest);
        }
        self.last_end = span.end;
        self.units[id.0 as usize].heading = Some(span);
        self.open_paragraph = false;
        next
    }

    /// The line after the last of a wrapped heading that starts on a line.
    fn heading_end(&self, at: usize) -> usize {
        let mut next = at + 1;
        while next < self.lines.len() && next < at + 6 {
            let (line, words) = (self.lines[next - 1], self.words(next));
            let small = words.starts_with(char::is_lowercase) && label(words).is_none();
            let full = small || self.layout.is_full(self.text, &line, &self.lines[next]);
            // The first clause ends a heading, whatever the length of the line before.
            let first_clause =
                words.starts_with("1. ") && !self.words(next - 1).ends_with(['-', '/']);
            if first_clause
                || !full
                || self.lines[next].gap_before && !small
                || is_row(words)
                || label(words).is_some_and(|l| is_certain(&l))
            {
                break;
            }
            if matches!(
                Ending::of(self.words(next - 1)),
                Ending::Stop | Ending::Colon | Ending::Semicolon
            ) {
                break;
            }
            let number_broken = self.words(next - 1).ends_with(['-', '/']);
            let goes_on = number_broken
                || words.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
                || self.closes_heading(next);
            if !goes_on {
                break;
            }
            next += 1;
        }
        next
    }

    /// Whether a line that starts with a capital is the short end of a heading rather than the start of a paragraph.
    fn closes_heading(&self, at: usize) -> bool {
        let Some(after) = self.lines.get(at + 1) else {
            return false;
        };
        !self.layout.is_full(self.text, &self.lines[at], after)
            && Ending::of(self.words(at)) == Ending::Open
            && !self.words(at + 1).starts_with(char::is_lowercase)
    }

    fn is_heading(&self, words: &str, next: usize) -> bool {
        if words.starts_with('(') || words.len() > 700 || self.ends_article(next) {
            return false;
        }
        match Ending::of(words) {
            Ending::Open => true,
            Ending::Closing => !quoted_end(words),
            Ending::Stop => {
                self.headed
                    && words.len() < 160
                    && !words.ends_with('/')
                    && !words.contains(". ")
                    && !self.words(next).starts_with(char::is_lowercase)
            }
            _ => false,
        }
    }

    /// Whether an article has nothing below the line before this one.
    fn ends_article(&self, at: usize) -> bool {
        let words = self.words(at);
        words.is_empty()
            || label(words).is_some_and(|l| {
                l.closed
                    && matches!(
                        l.series,
                        Series::Article
                            | Series::Chapter
                            | Series::Section
                            | Series::Part
                            | Series::Subsection
                            | Series::Roman
                    )
            })
            || crate::structure::openers::is_signature(words)
    }
}

fn quoted_end(words: &str) -> bool {
    crate::structure::quotes::ends_quoted(words)
}

/// Whether a label stands where no heading would: an article, a division, the first clause or point.
fn is_certain(label: &Label<'_>) -> bool {
    match label.series {
        Series::Article | Series::Part | Series::Chapter | Series::Section | Series::Subsection => {
            label.closed
        }
        Series::Number | Series::Letter | Series::Roman | Series::Decimal => label.key.0 == 1,
        _ => false,
    }
}
