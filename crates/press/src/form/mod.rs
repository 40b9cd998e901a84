//! Thể thức: a paper as it is printed, every word and mark of it, before it becomes DOCX or PDF.
//!
//! What both writers must do alike is done here: capitals, numbers and days with their zeros, marks at the ends of lines, labels of
//! units, the lines of who signs and who receives. The clauses named beside the functions are those of Nghị định 30/2020/NĐ-CP, Phụ
//! lục I, Phần I.

mod body;
mod chart;
mod grid;

use kernel::{Date, vi};
use serde::Serialize;

use crate::face;
use paper::{Annex, Kind, Paper, Profile, Signature, Urgency, roman, without_end};

pub(crate) use body::{Piece, Print};
pub(crate) use chart::{Course, Drawing};
pub(crate) use grid::{Grid, Spot};

/// Quốc hiệu.
pub(crate) const COUNTRY: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
/// Tiêu ngữ.
pub(crate) const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
/// Room that is left for a number written later: blanks that do not break.
const ROOM: &str = "\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}";
/// How long the title of a file may be.
const TITLE: usize = 300;

/// Names of bodies and offices that are not parted at the end of a line.
const NAMES: [&str; 12] = [
    "HỘI ĐỒNG NHÂN DÂN",
    "ỦY BAN NHÂN DÂN",
    "ỦY BAN MẶT TRẬN TỔ QUỐC",
    "THƯỜNG TRỰC",
    "VĂN PHÒNG",
    "ĐOÀN ĐẠI BIỂU",
    "QUỐC HỘI",
    "CHỦ TỊCH",
    "CHỦ NHIỆM",
    "TRƯỞNG BAN",
    "THÀNH PHỐ",
    "VIỆT NAM",
];

/// Sizes of letters, in points, as the example column of Mục V gives them.
pub(crate) mod size {
    /// Quốc hiệu, names of bodies, subject of a letter.
    pub(crate) const SMALL: f64 = 12.0;
    /// Tiêu ngữ, number, place and day, number of a page.
    pub(crate) const MIDDLE: f64 = 13.0;
    /// Everything else.
    pub(crate) const TEXT: f64 = 14.0;
    /// Who receives.
    pub(crate) const RECIPIENTS: f64 = 11.0;
}

/// The width of the left column of the head of a paper, of who receives, in millimetres.
pub(crate) const LEFT_COLUMN: f64 = 68.0;
/// The width of the text on a standing page, in millimetres: 210 less 30 at the left and 20 at the right.
pub(crate) const TEXT_WIDTH: f64 = 160.0;

/// A paper as it is printed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Printed {
    /// What the file is called: `Báo cáo số 05/BC-HĐND: Kết quả …`.
    pub title: String,
    /// Who made it, for the properties of the file.
    pub author: String,
    /// Year, month and day of issue.
    pub day: Option<(i16, i8, i8)>,
    /// What is wider than a page's column is broken by the writers; a line here is one that was asked for.
    pub parent: Vec<String>,
    pub issuer: Vec<String>,
    /// The length of the rule under the issuer, in points.
    pub issuer_rule: f64,
    pub country: &'static str,
    pub motto: &'static str,
    pub motto_rule: f64,
    pub number: String,
    pub place_and_day: String,
    /// The subject of a letter, under its number.
    pub letter_subject: Vec<String>,
    /// The words of the red stamp and its width in millimetres.
    pub urgency: Option<(&'static str, f64)>,
    pub circulation: String,
    /// The name of the kind; empty for a letter.
    pub kind: &'static str,
    pub subject: Vec<String>,
    pub subject_rule: f64,
    /// One addressee, or several with their dashes and marks.
    pub addressees: Vec<String>,
    pub enacting_body: Vec<String>,
    pub bases: Vec<String>,
    /// `QUYẾT NGHỊ:`, `QUYẾT ĐỊNH:` or nothing.
    pub enacts: &'static str,
    pub body: Vec<Piece>,
    pub passed: String,
    pub signatures: Vec<Signed>,
    pub recipients: Vec<String>,
    pub contact: Vec<String>,
    pub mark: String,
    pub annexes: Vec<PrintedAnnex>,
}

/// One who signs, as printed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Signed {
    pub lines: Vec<String>,
    pub name: String,
}

/// An annex as printed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct PrintedAnnex {
    /// `Phụ lục` or `Phụ lục I`.
    pub label: String,
    pub title: Vec<String>,
    /// `(Kèm theo Báo cáo số … của …)`.
    pub with: String,
    pub rule: f64,
    pub body: Vec<Piece>,
    pub landscape: bool,
}

impl Printed {
    /// Puts a paper into its form.
    pub(crate) fn new(paper: &Paper) -> Self {
        let issuer = fitted(
            &capitals(&paper.issuing_body),
            true,
            size::SMALL,
            LEFT_COLUMN,
        );
        let named = !matches!(paper.kind, Kind::Letter);
        let subject = lines(&paper.subject);
        let recipients = recipients(paper);
        Self {
            title: title(paper),
            author: vi::clean(&paper.issuing_body),
            day: paper.day.map(|day| (day.year(), day.month(), day.day())),
            parent: fitted(
                &capitals(&paper.parent_body),
                false,
                size::SMALL,
                LEFT_COLUMN,
            ),
            issuer_rule: rule_under(&issuer, size::SMALL, LEFT_COLUMN),
            issuer,
            country: COUNTRY,
            motto: MOTTO,
            motto_rule: face::width(MOTTO, true, size::MIDDLE),
            number: number(paper),
            place_and_day: place_and_day(&vi::clean(&paper.place), paper.day),
            letter_subject: if named {
                Vec::new()
            } else {
                about(subject.clone())
            },
            urgency: paper.urgency.map(stamp),
            circulation: vi::clean(&paper.circulation).to_uppercase(),
            kind: paper.kind.heading(),
            subject_rule: rule_under(&subject, size::TEXT, TEXT_WIDTH),
            subject: if named { subject } else { Vec::new() },
            addressees: addressees(&paper.addressees),
            enacting_body: paper
                .enacting_body
                .iter()
                .flat_map(|l| capitals(l))
                .collect(),
            bases: ended(&paper.bases, ""),
            enacts: enacts(paper),
            body: body::pieces(&paper.body),
            passed: vi::clean(&paper.passed),
            signatures: paper.signatures.iter().map(signed).collect(),
            recipients,
            contact: lines(&paper.contact),
            mark: vi::clean(&paper.mark),
            annexes: annexes(paper),
        }
    }
}

/// The lines of a field, made canonical; empty ones are left out.
fn lines(text: &str) -> Vec<String> {
    (text.lines().map(vi::clean))
        .filter(|line| !line.is_empty())
        .collect()
}

fn capitals(text: &str) -> Vec<String> {
    lines(text).iter().map(|line| line.to_uppercase()).collect()
}

/// Lines that are wider than a column, parted into lines of nearly one length instead of leaving one word over.
fn fitted(lines: &[String], bold: bool, size: f64, column: f64) -> Vec<String> {
    let column = column * 72.0 / 25.4 - 4.0;
    (lines.iter())
        .flat_map(|line| {
            let whole = face::width(line, bold, size);
            let parts = (whole / column).ceil().max(1.0);
            let mut width = whole / parts;
            let mut parted = filled(line, bold, size, width);
            while parted.len() as f64 > parts && width < column {
                width += 2.0;
                parted = filled(line, bold, size, width);
            }
            parted
        })
        .collect()
}

/// Fills lines of a width with the words of a text; names that read as one stay on one line.
fn filled(text: &str, bold: bool, size: f64, width: f64) -> Vec<String> {
    let mut text = text.to_owned();
    for name in NAMES {
        text = text.replace(name, &name.replace(' ', "\u{A0}"));
    }
    let mut out: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match out.last_mut() {
            Some(line) if face::width(&format!("{line} {word}"), bold, size) <= width + 0.5 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => out.push(word.to_owned()),
        }
    }
    out.iter().map(|line| line.replace('\u{A0}', " ")).collect()
}

/// Số, ký hiệu (Mục II, khoản 3): numbers below ten get a zero; a normative resolution carries its year.
fn symbol(paper: &Paper) -> String {
    let number = match paper.number.number {
        Some(number) => format!("{number:02}"),
        None => ROOM.to_owned(),
    };
    let year = match (paper.profile, paper.day) {
        (Profile::Nd30, _) => String::new(),
        (Profile::Nd78, Some(day)) => format!("/{}", day.year()),
        (Profile::Nd78, None) => format!("/{ROOM}"),
    };
    format!("{number}{year}/{}", vi::clean(&paper.number.symbol))
}

fn number(paper: &Paper) -> String {
    match vi::clean(&paper.number.symbol).is_empty() && paper.number.number.is_none() {
        true => String::new(),
        false => format!("Số: {}", symbol(paper)),
    }
}

/// Địa danh và thời gian ban hành (Mục II, khoản 4).
fn place_and_day(place: &str, day: Option<Date>) -> String {
    let day = match day {
        Some(day) => vi::date_official(day),
        None => format!("ngày{ROOM}tháng{ROOM}năm{ROOM}"),
    };
    match place {
        "" => day,
        place => format!("{place}, {day}"),
    }
}

/// Trích yếu of a letter begins with "V/v" (Mục II, khoản 5).
fn about(mut subject: Vec<String>) -> Vec<String> {
    if let Some(first) = subject.first_mut() {
        let bare = (first.strip_prefix("V/v "))
            .or_else(|| first.strip_prefix("Về việc "))
            .unwrap_or(first);
        *first = format!("V/v {bare}");
    }
    subject
}

/// Dấu chỉ mức độ khẩn (Mục III, khoản 2): its words and the width of its frame.
fn stamp(urgency: Urgency) -> (&'static str, f64) {
    match urgency {
        Urgency::Express => ("HỎA TỐC", 30.0),
        Urgency::VeryUrgent => ("THƯỢNG KHẨN", 40.0),
        Urgency::Urgent => ("KHẨN", 20.0),
    }
}

/// The rule under a name: two fifths of its longest line, which must be between a third and a half.
fn rule_under(lines: &[String], size: f64, column: f64) -> f64 {
    let column = column * 72.0 / 25.4;
    let longest = (lines.iter().map(|line| face::width(line, true, size))).fold(0.0, f64::max);
    longest.min(column) * 0.4
}

/// Where the names of one line each end in a semicolon and the last in a full stop (Mục II, khoản 6 and 9).
fn ended(items: &[String], dash: &str) -> Vec<String> {
    let items: Vec<String> = (items.iter())
        .map(|item| without_end(&vi::clean(item)).to_owned())
        .filter(|item| !item.is_empty())
        .collect();
    let last = items.len().saturating_sub(1);
    (items.iter().enumerate())
        .map(|(place, item)| {
            let mark = if place == last { '.' } else { ';' };
            format!("{dash}{item}{mark}")
        })
        .collect()
}

fn addressees(names: &[String]) -> Vec<String> {
    match names {
        [one] => lines(one).into_iter().take(1).collect(),
        several => ended(several, "- "),
    }
}

/// Nơi nhận (Mục II, khoản 9b): who receives, and last where it is kept.
fn recipients(paper: &Paper) -> Vec<String> {
    let mut items: Vec<String> = (paper.recipients.iter())
        .map(|item| without_end(&vi::clean(item)).to_owned())
        .filter(|item| !item.is_empty())
        .map(|item| format!("- {item};"))
        .collect();
    let archive = vi::clean(&paper.archive);
    let archive = without_end(archive.strip_prefix("Lưu:").unwrap_or(&archive).trim());
    if !archive.is_empty() {
        let drafter = vi::clean(&paper.drafter);
        items.push(format!("- Lưu: {archive}. {drafter}").trim_end().to_owned());
    }
    items
}

fn signed(signature: &Signature) -> Signed {
    let office = std::iter::once(&signature.office);
    let lines: Vec<String> = (signature.authority.iter().chain(office))
        .flat_map(|line| capitals(line))
        .collect();
    Signed {
        lines: fitted(&lines, true, size::TEXT, TEXT_WIDTH / 2.0),
        name: vi::clean(&signature.name),
    }
}

/// Phụ lục III, mẫu 1.1 to 1.3: the word that enacts stands behind the bases; normative resolutions have none.
fn enacts(paper: &Paper) -> &'static str {
    match (paper.kind, paper.profile) {
        (Kind::Resolution, Profile::Nd30) => "QUYẾT NGHỊ:",
        (Kind::Decision, _) => "QUYẾT ĐỊNH:",
        _ => "",
    }
}

/// How the paper is named by others: `Báo cáo số 05/BC-HĐND`.
fn name(paper: &Paper) -> String {
    let symbol = symbol(paper).replace(ROOM, "…");
    format!("{} số {symbol}", paper.kind.name())
}

fn title(paper: &Paper) -> String {
    let subject = vi::clean(&paper.subject);
    let name = match number(paper).is_empty() {
        true => paper.kind.name().to_owned(),
        false => name(paper),
    };
    let whole = match subject.is_empty() {
        true => name,
        false => format!("{name}: {subject}"),
    };
    whole.chars().take(TITLE).collect()
}

/// Phụ lục (Mục III, khoản 1): numbered when there are several, each saying what it belongs to.
fn annexes(paper: &Paper) -> Vec<PrintedAnnex> {
    let several = paper.annexes.len() > 1;
    let day = place_and_day("", paper.day).replace(ROOM, " … ");
    let issuer = vi::clean(&paper.issuing_body);
    let with = format!("(Kèm theo {} {} của {issuer})", name(paper), day.trim_end());
    let print = |(place, annex): (usize, &Annex)| PrintedAnnex {
        label: match several {
            true => format!("Phụ lục {}", roman(place + 1)),
            false => "Phụ lục".to_owned(),
        },
        title: capitals(&annex.title),
        with: with.clone(),
        rule: rule_under(&capitals(&annex.title), size::TEXT, TEXT_WIDTH),
        body: body::pieces(&annex.body),
        landscape: annex.landscape,
    };
    paper.annexes.iter().enumerate().map(print).collect()
}
