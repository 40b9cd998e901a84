//! The lines of a file and their look.

use kernel::vi;
use reading::layout::{Align, Cell, Layout, Paragraph, Run};

use super::Said;

/// How many letters of a line are shown as its first words.
const FIRST: usize = 60;

/// A line with words: a paragraph, or a part of one that a break ends.
pub(super) struct Line<'l> {
    /// Its paragraph, from one.
    pub(super) paragraph: usize,
    /// Its words as shown, with single blanks.
    pub(super) words: String,
    /// Whether a tab sets it in.
    pub(super) tabbed: bool,
    pub(super) runs: Vec<Run>,
    pub(super) of: &'l Paragraph,
}

impl<'l> Line<'l> {
    /// The lines of a document; those without words are left out.
    pub(super) fn all(layout: &'l Layout) -> Vec<Self> {
        let mut lines = Vec::new();
        for (place, paragraph) in layout.paragraphs.iter().enumerate() {
            let mut runs: Vec<Run> = Vec::new();
            let mut close = |runs: &mut Vec<Run>| {
                let runs = std::mem::take(runs);
                let shown: String = (runs.iter())
                    .map(|run| match run.capitals {
                        true => run.text.to_uppercase(),
                        false => run.text.clone(),
                    })
                    .collect();
                let words = vi::clean(&shown);
                let rule = words
                    .chars()
                    .all(|c| matches!(c, '_' | '-' | '–' | '—' | '*'));
                if !rule {
                    lines.push(Self {
                        paragraph: place + 1,
                        words,
                        tabbed: shown.starts_with(['\t', ' ', '\u{A0}']),
                        runs: (runs.into_iter())
                            .filter(|run| !run.text.trim().is_empty())
                            .collect(),
                        of: paragraph,
                    });
                }
            };
            // What is white on white is there to be replaced, and not shown.
            let shown = (paragraph.runs.iter()).filter(|run| {
                !run.colour
                    .as_deref()
                    .is_some_and(|c| c.eq_ignore_ascii_case("ffffff"))
            });
            for run in shown {
                for (place, text) in run.text.split('\n').enumerate() {
                    if place > 0 {
                        close(&mut runs);
                    }
                    let text = text.to_owned();
                    runs.push(Run {
                        text,
                        ..run.clone()
                    });
                }
            }
            close(&mut runs);
        }
        lines
    }

    pub(super) fn cell(&self) -> Option<Cell> {
        self.of.cell
    }

    pub(super) fn table(&self) -> Option<usize> {
        self.of.cell.map(|cell| cell.table)
    }

    pub(super) fn is_bold(&self) -> bool {
        self.runs.iter().all(|run| run.bold)
    }

    pub(super) fn is_italic(&self) -> bool {
        self.runs.iter().all(|run| run.italic)
    }

    pub(super) fn is_centred(&self) -> bool {
        self.of.align == Align::Centre
    }

    pub(super) fn first_words(&self) -> String {
        let mut first: String = self.words.chars().take(FIRST).collect();
        if first.len() < self.words.len() {
            first.push('…');
        }
        first
    }
}

/// How a line must look; nothing where either is fine.
#[derive(Clone, Copy)]
pub(super) struct Must {
    pub(super) capitals: Option<bool>,
    pub(super) size: (f64, f64),
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) centred: bool,
}

impl Must {
    /// Letters of these sizes.
    pub(super) const fn sized(from: f64, to: f64) -> Self {
        Self {
            capitals: None,
            size: (from, to),
            bold: None,
            italic: None,
            centred: false,
        }
    }

    pub(super) const fn capitals(mut self) -> Self {
        self.capitals = Some(true);
        self
    }

    pub(super) const fn small(mut self) -> Self {
        self.capitals = Some(false);
        self
    }

    pub(super) const fn bold(mut self, bold: bool) -> Self {
        self.bold = Some(bold);
        self
    }

    pub(super) const fn italic(mut self, italic: bool) -> Self {
        self.italic = Some(italic);
        self
    }

    pub(super) const fn centred(mut self) -> Self {
        self.centred = true;
        self
    }

    /// What departs in a line, and what must be.
    pub(super) fn judge(self, line: &Line<'_>) -> Option<(Said, Said)> {
        let mut found: Vec<(String, String)> = Vec::new();
        let mut must: Vec<(String, String)> = Vec::new();
        let mut tell = |wrong: bool, is: (&str, &str), be: (&str, &str)| {
            if wrong {
                found.push((is.0.to_owned(), is.1.to_owned()));
                must.push((be.0.to_owned(), be.1.to_owned()));
            }
        };
        const CAPITALS: (&str, &str) = ("chữ in hoa", "capitals");
        const SMALL: (&str, &str) = ("chữ in thường", "small letters");
        let capitals = !line.words.chars().any(char::is_lowercase);
        match self.capitals {
            Some(true) => tell(!capitals, SMALL, CAPITALS),
            Some(false) => tell(capitals, CAPITALS, SMALL),
            None => {}
        }
        const BOLD: (&str, &str) = ("đậm", "bold");
        const LIGHT: (&str, &str) = ("không đậm", "not bold");
        match self.bold {
            Some(true) => tell(!line.is_bold(), LIGHT, BOLD),
            Some(false) => tell(line.runs.iter().any(|run| run.bold), BOLD, LIGHT),
            None => {}
        }
        const ITALIC: (&str, &str) = ("nghiêng", "italic");
        const UPRIGHT: (&str, &str) = ("đứng", "upright");
        match self.italic {
            Some(true) => tell(!line.is_italic(), UPRIGHT, ITALIC),
            Some(false) => tell(line.runs.iter().any(|run| run.italic), ITALIC, UPRIGHT),
            None => {}
        }
        const MIDDLE: (&str, &str) = ("canh giữa", "centred");
        tell(
            self.centred && !line.is_centred(),
            ("không canh giữa", "not centred"),
            MIDDLE,
        );
        let (from, to) = self.size;
        let wrong = line
            .runs
            .iter()
            .find(|run| run.size < from - 0.01 || run.size > to + 0.01);
        if let Some(run) = wrong {
            let is = points(run.size);
            found.push((format!("cỡ {is}"), format!("size {is}")));
            let be = match from < to {
                true => (points(from), points(to)),
                false => (points(from), String::new()),
            };
            must.push(match &be.1[..] {
                "" => (format!("cỡ {}", be.0), format!("size {}", be.0)),
                to => (
                    format!("cỡ {} đến {to}", be.0),
                    format!("size {} to {to}", be.0),
                ),
            });
        }
        let joined = |words: Vec<(String, String)>| {
            let (vi, en): (Vec<String>, Vec<String>) = words.into_iter().unzip();
            Said::new(vi.join(", "), en.join(", "))
        };
        (!found.is_empty()).then(|| (joined(found), joined(must)))
    }
}

/// A size or a length as offices write it: `13`, `12,7`.
pub(super) fn points(value: f64) -> String {
    crate::value_text(value)
}
