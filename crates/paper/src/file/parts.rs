//! Which lines of a file are which part of the paper.
//!
//! Legal basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục IV (where each part stands).

use kernel::vi;
use reading::layout::{Layout, Paragraph};

use super::lines::Line;
use crate::Kind;
use crate::draft::is_capitals;

/// How many lines the head of a paper has at most.
const HEAD: usize = 40;

/// The parts of a paper in a file.
#[derive(Default)]
pub(super) struct Parts<'l> {
    pub(super) country: Option<&'l Line<'l>>,
    pub(super) motto: Option<&'l Line<'l>>,
    /// Whether the name of the country stands in a line with other words, so that its look cannot be told.
    pub(super) mixed: bool,
    /// Whether a rule or a drawing stands in the head.
    pub(super) ruled: bool,
    /// What stands beside the name of the country; nothing when no table puts them side by side.
    pub(super) bodies: Option<Vec<&'l Line<'l>>>,
    pub(super) number: Option<&'l Line<'l>>,
    pub(super) day: Option<&'l Line<'l>>,
    pub(super) kind: Option<(Kind, Option<&'l Line<'l>>)>,
    /// Whether a line stands where the kind would be, though its name is not known.
    pub(super) other_kind: bool,
    pub(super) subject: Vec<&'l Line<'l>>,
    pub(super) addressees: Vec<&'l Line<'l>>,
    pub(super) enacting: Vec<&'l Line<'l>>,
    pub(super) bases: Vec<&'l Line<'l>>,
    pub(super) body: Vec<&'l Line<'l>>,
    /// Nơi nhận and the cell it stands in.
    pub(super) receives: Option<&'l Line<'l>>,
    pub(super) recipients: Vec<&'l Line<'l>>,
    /// Those who sign, a cell each; nothing when no table puts them beside the recipients.
    pub(super) signs: Option<Vec<Vec<&'l Line<'l>>>>,
    pub(super) annexes: Vec<&'l Line<'l>>,
}

impl<'l> Parts<'l> {
    /// Finds them.
    pub(super) fn find(layout: &Layout, lines: &'l [Line<'l>]) -> Self {
        let mut parts = Self::default();
        let head = &lines[..lines.len().min(HEAD)];
        let kind = kind(head);
        let above = &head[..kind.as_ref().map_or(head.len(), |(at, _)| *at)];
        let mut next = parts.head(above);
        match kind {
            Some((at, kind)) => {
                parts.kind = Some((kind, Some(&lines[at])));
                next = at + 1;
                let stops = |line: &&Line<'_>| {
                    !line.is_centred() || is_capitals(&line.words) || is_addressed(line)
                };
                let count = lines[next..].iter().take_while(|line| !stops(line)).count();
                let first = lines.get(next).filter(|line| {
                    let other = is_capitals(&line.words) || is_addressed(line) || is_basis(line);
                    count == 0 && line.table().is_none() && !other && says_little(line)
                });
                let count = count.max(usize::from(first.is_some()));
                parts.subject = lines[next..next + count].iter().collect();
                next += count;
            }
            None => {
                let about = |line: &&Line<'_>| line.words.to_lowercase().starts_with("v/v");
                if let Some(at) = head.iter().position(|line| about(&line)) {
                    parts.kind = Some((Kind::Letter, None));
                    let cell = lines[at].cell();
                    let same = |line: &&Line<'_>| line.cell() == cell && cell.is_some();
                    parts.subject.push(&lines[at]);
                    parts
                        .subject
                        .extend(lines[at + 1..].iter().take_while(same));
                    next = next.max(at + parts.subject.len());
                }
            }
        }
        let title = |line: &Line<'_>| line.is_bold() && is_capitals(&line.words);
        let middle = lines[next..].iter().take_while(|line| line.is_centred());
        parts.other_kind = parts.kind.is_none() && middle.into_iter().any(title);
        let next = parts.before_the_body(lines, next);
        parts.tail(lines, next);
        parts.ruled = parts.has_rule(layout);
        parts
    }

    /// A rule below the motto in its cell or right behind it, or a drawing anywhere in the head, which may be the rule.
    fn has_rule(&self, layout: &Layout) -> bool {
        let Some(motto) = self.motto else {
            return false;
        };
        let at = motto.paragraph - 1;
        let kind = self.kind.as_ref().and_then(|(_, line)| *line);
        let end = kind.map_or(at + 8, |line| line.paragraph);
        let head = &layout.paragraphs[..end.min(layout.paragraphs.len())];
        let below = head.iter().skip(at);
        let cell = |one: &&Paragraph| one.cell == motto.cell();
        let dashes = |one: &Paragraph| {
            let text = one.text();
            text.lines().any(|line| {
                line.trim().len() > 3
                    && line
                        .trim()
                        .chars()
                        .all(|c| matches!(c, '_' | '-' | '–' | '—'))
            })
        };
        below.take_while(cell).any(|one| one.ruled || dashes(one))
            || head.iter().any(|one| one.drawn)
    }

    /// Whether a table is that of the head or that of who receives and signs.
    pub(super) fn is_of_form(&self, table: usize) -> bool {
        let of = |line: Option<&Line<'_>>| line.and_then(Line::table) == Some(table);
        of(self.country) || of(self.receives)
    }

    /// Boxes 1 to 4; the line behind them.
    fn head(&mut self, above: &'l [Line<'l>]) -> usize {
        let folded: Vec<String> = above.iter().map(|line| vi::fold(&line.words)).collect();
        let country = folded.iter().position(|words| {
            words.chars().count() < 45 && words.contains("xa hoi chu nghia viet nam")
        });
        let mixed = |words: &String| words.contains("cong hoa xa hoi chu nghia viet nam");
        self.mixed = country.is_none() && folded.iter().any(mixed);
        let motto = folded.iter().position(|words| {
            let all = words.contains("doc lap") && words.contains("hanh phuc");
            words.chars().count() < 45 && all
        });
        let number = above.iter().position(is_number);
        let day = folded
            .iter()
            .position(|words| country.is_some() && is_day(words));
        let line = |at: Option<usize>| at.map(|at| &above[at]);
        (self.country, self.motto) = (line(country), line(motto));
        (self.number, self.day) = (line(number), line(day));
        if let Some(cell) = self.country.and_then(Line::cell) {
            let beside = |line: &&Line<'_>| {
                let other = line.cell().is_some_and(|other| {
                    (other.table, other.row) == (cell.table, cell.row) && other.column < cell.column
                });
                other && !is_number(line)
            };
            self.bodies = Some(above.iter().filter(beside).collect());
        }
        let table = self.country.and_then(Line::table);
        let last = above
            .iter()
            .rposition(|line| table.is_some() && line.table() == table);
        [country, motto, number, day, last]
            .into_iter()
            .flatten()
            .max()
            .map_or(0, |at| at + 1)
    }

    /// Kính gửi, who decides, the bases, and the word that enacts; the line behind them.
    fn before_the_body(&mut self, lines: &'l [Line<'l>], from: usize) -> usize {
        let mut next = from;
        while let Some(line) = lines.get(next) {
            let listed = !self.addressees.is_empty() && line.words.starts_with(['-', '–']);
            if is_addressed(line) || listed && self.bases.is_empty() {
                self.addressees.push(line);
            } else if is_enacting(line) {
                return next + 1;
            } else if line.is_centred() && is_capitals(&line.words) && self.bases.is_empty() {
                self.enacting.push(line);
            } else if is_basis(line) && (line.is_italic() || self.decides()) {
                self.bases.push(line);
            } else {
                break;
            }
            next += 1;
        }
        next
    }

    /// Whether the paper is one that rests on bases.
    pub(super) fn decides(&self) -> bool {
        let kind = self.kind.as_ref().map(|(kind, _)| *kind);
        matches!(kind, Some(Kind::Resolution | Kind::Decision))
    }

    /// The body, who receives, who signs, and the annexes.
    fn tail(&mut self, lines: &'l [Line<'l>], from: usize) {
        let lines = &lines[from.min(lines.len())..];
        let receives = (0..lines.len()).find(|at| is_receiving(&lines[*at..]));
        let Some(at) = receives else {
            self.body = lines.iter().collect();
            return;
        };
        let line = &lines[at];
        self.receives = Some(line);
        let Some(cell) = line.cell() else {
            self.body = lines[..at].iter().collect();
            self.recipients = (lines[at + 1..].iter())
                .take_while(|line| line.words.starts_with(['-', '–']))
                .collect();
            return;
        };
        let within = |line: &Line<'_>| line.table() == Some(cell.table);
        let first = lines.iter().position(within).unwrap_or(at);
        let last = lines.iter().rposition(within).unwrap_or(at);
        self.body = lines[..first].iter().collect();
        self.annexes = lines[last + 1..].iter().collect();
        let mut cells: Vec<Vec<&Line<'_>>> = Vec::new();
        for line in &lines[first..=last] {
            if line.cell() == Some(cell) {
                if line.paragraph > self.receives.map_or(0, |line| line.paragraph) {
                    self.recipients.push(line);
                }
            } else {
                // "(Đã ký)", "(Chữ ký, dấu)" stand for the hand and the seal.
                if line.words.starts_with(['(', '[']) {
                    continue;
                }
                match cells.last_mut() {
                    Some(same) if same[0].cell() == line.cell() => same.push(line),
                    _ => cells.push(vec![line]),
                }
            }
        }
        self.signs = Some(cells);
    }
}

/// The line that names the kind, and which it is.
fn kind(head: &[Line<'_>]) -> Option<(usize, Kind)> {
    const KINDS: [Kind; 11] = [
        Kind::Report,
        Kind::Plan,
        Kind::Proposal,
        Kind::Resolution,
        Kind::Decision,
        Kind::Invitation,
        Kind::Minutes,
        Kind::Notice,
        Kind::Programme,
        Kind::Guidance,
        Kind::Scheme,
    ];
    head.iter().enumerate().find_map(|(at, line)| {
        let words = line.words.to_uppercase();
        let kind = KINDS.into_iter().find(|kind| kind.heading() == words)?;
        let looks = is_capitals(&line.words) || line.is_bold() && line.is_centred();
        if !looks {
            return None;
        }
        Some((at, kind))
    })
}

/// `Số: 05/BC-HĐND`, written well or not.
fn is_number(line: &Line<'_>) -> bool {
    let words = line.words.to_lowercase();
    let rest = words.strip_prefix("số");
    rest.is_some_and(|rest| rest.contains('/') && !rest.starts_with(char::is_alphabetic))
}

/// `…, ngày 05 tháng 02 năm 2026`, its figures perhaps still to come; in folded words.
fn is_day(words: &str) -> bool {
    let Some((before, after)) = words.split_once("ngay") else {
        return false;
    };
    let figures = |words: &str| {
        words
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '…' | '_'))
    };
    let months = after.split_once("thang").and_then(|(day, rest)| {
        let (month, year) = rest.split_once("nam")?;
        Some(figures(day) && figures(month) && figures(year))
    });
    !before.contains('(') && months == Some(true)
}

fn is_addressed(line: &Line<'_>) -> bool {
    vi::fold(&line.words).starts_with("kinh gui")
}

fn is_basis(line: &Line<'_>) -> bool {
    let words = vi::fold(&line.words);
    let begins = ["can cu", "theo de nghi", "xet "];
    line.table().is_none() && begins.iter().any(|begin| words.starts_with(begin))
}

/// "Nơi nhận:" with the first who receives below it; a head of a table may hold the same words.
fn is_receiving(lines: &[Line<'_>]) -> bool {
    let [line, rest @ ..] = lines else {
        return false;
    };
    let named = vi::fold(&line.words).starts_with("noi nhan") && line.words.chars().count() < 12;
    let below = rest.first().filter(|below| below.cell() == line.cell());
    named && below.is_some_and(|below| below.words.starts_with(['-', '–', '+']))
}

fn is_enacting(line: &Line<'_>) -> bool {
    let words = vi::fold(&line.words);
    matches!(
        words.trim_end_matches([':', ' ']),
        "quyet nghi" | "quyet dinh"
    )
}

/// Whether a line is short enough for a subject that does not stand in the middle.
fn says_little(line: &Line<'_>) -> bool {
    line.is_bold() && line.words.chars().count() < 200
}
