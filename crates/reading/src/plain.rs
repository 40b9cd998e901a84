//! Text files: the lines as they are, with one sign for every kind of line end.

use crate::flow::Flow;
use crate::limits::Limits;
use crate::source::Source;
use crate::warning::Warning;
use crate::{Format, Reading, Unreadable, finish};

/// Reads a text that has been decoded.
pub(crate) fn read(source: &Source<'_>, limits: &Limits) -> Result<Reading, Unreadable> {
    let mut flow = Flow::new(limits);
    let text: &str = &source.text;
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(step) = bytes[from..].iter().position(|b| matches!(b, b'\r' | 0x0C)) {
        let at = from + step;
        flow.verbatim(&text[from..at], source.found(from, at))?;
        let end = at
            + if bytes[at..].starts_with(b"\r\n") {
                2
            } else {
                1
            };
        flow.made("\n", source.found(at, end))?;
        from = end;
    }
    flow.verbatim(&text[from..], source.found(from, text.len()))?;
    let draft = std::mem::take(flow.line());
    let parts = vec![(String::new(), source.width)];
    let warnings = source.guessed.then_some(Warning::OldEncoding);
    finish(Format::Text, draft, parts, warnings.into_iter().collect())
}
