//! Kiểm tra thể thức: where what was written departs from the decree.
//!
//! The form itself cannot depart, it is printed by the press; what is judged here are the words of the one who drafts. Each
//! finding names the clause and says in both languages what to do. Nothing is corrected.

use serde::Serialize;

use kernel::vi;

use crate::body::Counts;
use crate::{Block, Kind, Level, Paper, Profile, Text, without_end};

/// What departs from the decree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Fault {
    /// Ký hiệu: wrong letters for the kind, blanks, or signs that do not belong there.
    Symbol,
    /// A normative form for a paper that is no resolution.
    Profile,
    /// Tên cơ quan ban hành is missing.
    Issuer,
    /// Địa danh is missing or begins small.
    Place,
    /// Trích yếu is missing or ends in a full stop.
    Subject,
    /// A resolution or decision without căn cứ.
    NoBasis,
    /// Căn cứ that does not begin as one.
    Basis,
    /// A law or ordinance cited with its number.
    LawNumber,
    /// Another act cited without its day or its issuer.
    IncompleteBasis,
    /// A numbered unit that does not follow the one before it.
    Numbering,
    /// Phần, chương, mục, tiểu mục without a title.
    NoTitle,
    /// Điểm, khoản with a capital, or điều with a small letter, where a provision is cited.
    Capitals,
    /// The text does not end in `./.`
    Ending,
    /// The text does not mention its annexes.
    AnnexUnmentioned,
    /// Nobody signs.
    Unsigned,
    /// Học hàm, học vị before the name of who signs.
    AcademicTitle,
    /// Quyền hạn without its full stop or written out.
    Authority,
    /// An addressed paper whose first recipient is not "Như trên".
    AsAbove,
    /// Nơi nhận without the line "Lưu: VT".
    Archive,
    /// A place that is still to be filled: dots, words in square or curly brackets.
    Unfilled,
}

/// Where a paper departs from the decree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deviation {
    /// What departs.
    pub fault: Fault,
    /// The words in question; empty when something is missing.
    pub at: String,
    /// The clause of the decree.
    pub clause: &'static str,
    /// What is wrong and what to do, in Vietnamese.
    pub vi: &'static str,
    /// The same in English.
    pub en: &'static str,
}

impl Fault {
    /// The clause, and what to do in Vietnamese and English.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Symbol => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 3; Phụ lục III, Mục I",
                "Ký hiệu phải bắt đầu bằng chữ viết tắt tên loại văn bản, các nhóm chữ nối bằng gạch nối, không cách chữ, không lặp số.",
                "The symbol begins with the letters of the kind; its groups are joined by hyphens without blanks, and it repeats no number.",
            ),
            Self::Profile => (
                "NĐ 78/2025, Phụ lục I, mẫu 17, 18",
                "Thể thức này chỉ dùng cho nghị quyết quy phạm pháp luật.",
                "This form is for normative resolutions alone.",
            ),
            Self::Issuer => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 2",
                "Chưa ghi tên cơ quan ban hành.",
                "The body that issues is missing.",
            ),
            Self::Place => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 4",
                "Ghi địa danh, viết hoa chữ cái đầu.",
                "Name the place, beginning with a capital.",
            ),
            Self::Subject => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 5",
                "Trích yếu là một câu ngắn hoặc cụm từ, cuối dòng không có dấu chấm.",
                "The subject is a short sentence or phrase without a full stop at its end.",
            ),
            Self::NoBasis => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 6, điểm a; Phụ lục III, mẫu 1.1, 1.2",
                "Nghị quyết, quyết định phải có căn cứ ban hành.",
                "Resolutions and decisions name what they rest on.",
            ),
            Self::Basis => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 6, điểm a",
                "Mỗi căn cứ là một dòng bắt đầu bằng “Căn cứ”, “Theo đề nghị” hoặc “Xét”.",
                "Each basis is a line that begins with “Căn cứ”, “Theo đề nghị” or “Xét”.",
            ),
            Self::LawNumber => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 6, điểm a và b",
                "Luật, Pháp lệnh chỉ ghi tên loại và tên, không ghi số, ký hiệu.",
                "Laws and ordinances are cited by kind and name, without a number.",
            ),
            Self::IncompleteBasis => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 6, điểm a",
                "Căn cứ phải ghi đủ số, ký hiệu, ngày ban hành, cơ quan ban hành và trích yếu.",
                "A basis gives number, day, issuing body and subject.",
            ),
            Self::Numbering => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 6, điểm đ",
                "Số thứ tự không liền với mục trước cùng cấp.",
                "The number does not follow the one before it of the same rank.",
            ),
            Self::NoTitle => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 6, điểm d",
                "Phần, chương, mục, tiểu mục, điều phải có tiêu đề.",
                "Parts, chapters, sections, subsections and articles have titles.",
            ),
            Self::Capitals => (
                "NĐ 30/2020, Phụ lục II, Mục V, khoản 7",
                "Khi viện dẫn, viết thường “điểm”, “khoản” và viết hoa “Điều”.",
                "In citations “điểm” and “khoản” begin small and “Điều” with a capital.",
            ),
            Self::Ending => (
                "NĐ 30/2020, Phụ lục III, Mục II",
                "Nội dung kết thúc bằng “./.”.",
                "The text ends in “./.”.",
            ),
            Self::AnnexUnmentioned => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục III, khoản 1, điểm a",
                "Có phụ lục thì trong văn bản phải có chỉ dẫn về phụ lục đó.",
                "A paper with annexes refers to them in its text.",
            ),
            Self::Unsigned => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 7",
                "Chưa ghi chức vụ, họ tên người ký.",
                "Office and name of the one who signs are missing.",
            ),
            Self::AcademicTitle => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 7, điểm c",
                "Trước họ tên người ký không ghi học hàm, học vị, danh hiệu, cách xưng hô.",
                "No academic or honorary title and no form of address stands before the name of the one who signs.",
            ),
            Self::Authority => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 7, điểm b",
                "Quyền hạn ghi bằng chữ viết tắt có dấu chấm: “TM.”, “KT.”, “Q.”, “TL.”, “TUQ.”.",
                "Authority is written as an abbreviation with a full stop: “TM.”, “KT.”, “Q.”, “TL.”, “TUQ.”.",
            ),
            Self::AsAbove => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 9, điểm b",
                "Văn bản có “Kính gửi” thì dòng đầu của nơi nhận là “Như trên”.",
                "Where a paper is addressed, the first of the recipients is “Như trên”.",
            ),
            Self::Archive => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 9, điểm d",
                "Dòng cuối của nơi nhận là “Lưu: VT” và đơn vị soạn thảo.",
                "The last of the recipients is “Lưu: VT” with the unit that drafted.",
            ),
            Self::Unfilled => (
                "NĐ 30/2020, Điều 12",
                "Còn chỗ trống chưa điền.",
                "A place is still to be filled.",
            ),
        }
    }
}

/// Titles and forms of address that do not belong before the name of who signs, in small letters.
const TITLES: [&str; 22] = [
    "gs.",
    "pgs.",
    "ts.",
    "ths.",
    "bs.",
    "ks.",
    "gs ",
    "pgs ",
    "ts ",
    "ths ",
    "tskh",
    "giáo sư",
    "phó giáo sư",
    "tiến sĩ",
    "thạc sĩ",
    "cử nhân",
    "bác sĩ",
    "luật sư",
    "nhà giáo",
    "nghệ sĩ",
    "đồng chí ",
    "đ/c ",
];
/// Acts that are cited with number, day and issuer, folded.
const ACTS: [&str; 5] = [
    "nghi dinh",
    "thong tu",
    "quyet dinh",
    "nghi quyet",
    "quy che",
];

#[derive(Default)]
struct Findings(Vec<Deviation>);

impl Findings {
    fn add(&mut self, fault: Fault, at: &str) {
        let (clause, vi, en) = fault.words();
        self.0.push(Deviation {
            fault,
            at: vi::clean(at),
            clause,
            vi,
            en,
        });
    }

    fn add_if(&mut self, wrong: bool, fault: Fault, at: &str) {
        if wrong {
            self.add(fault, at);
        }
    }
}

impl Paper {
    /// Where its words depart from the decree, in the order in which they stand in it.
    pub fn lint(&self) -> Vec<Deviation> {
        let mut findings = Findings::default();
        head(self, &mut findings);
        bases(self, &mut findings);
        numbering(&self.body, &mut findings);
        for annex in &self.annexes {
            numbering(&annex.body, &mut findings);
        }
        words(self, &mut findings);
        tail(self, &mut findings);
        for text in all(self) {
            if let Some(at) = unfilled(&text) {
                findings.add(Fault::Unfilled, at);
            }
        }
        findings.0
    }

    /// Whether no place in its words is left to be filled.
    pub fn is_ready(&self) -> bool {
        all(self).iter().all(|text| unfilled(text).is_none())
    }
}

/// All words of a paper, line by line.
fn all(paper: &Paper) -> Vec<String> {
    let mut all = vec![
        paper.issuing_body.clone(),
        paper.place.clone(),
        paper.subject.clone(),
    ];
    all.extend(paper.addressees.iter().cloned());
    all.extend(paper.bases.iter().cloned());
    all.extend(texts(&paper.body));
    all.push(paper.passed.clone());
    for signature in &paper.signatures {
        all.push(signature.office.clone());
        all.push(signature.name.clone());
    }
    all.extend(paper.recipients.iter().cloned());
    for annex in &paper.annexes {
        all.push(annex.title.clone());
        all.extend(texts(&annex.body));
    }
    all
}

/// The first place in a text that is still to be filled, with some words before it. An ellipsis behind a word ("v.v…") is none, nor is
/// the number of a note in square brackets.
fn unfilled(text: &str) -> Option<&str> {
    const BEFORE: usize = 24;
    let mut before = ' ';
    let mut at = 0;
    while let Some(sign) = text[at..].chars().next() {
        let rest = &text[at..];
        let dots = rest.len() - rest.trim_start_matches(['.', '…']).len();
        let (hole, wide) = match sign {
            '.' | '…' => {
                let dots = &rest[..dots];
                let weight: usize = dots.chars().map(|c| if c == '…' { 3 } else { 1 }).sum();
                let alone = !before.is_alphanumeric() && before != '.';
                (weight >= 6 || weight >= 3 && alone, dots.len())
            }
            '[' | '{' => {
                let close = if sign == '[' { ']' } else { '}' };
                let mut near = rest.char_indices().take(200);
                let end = near.find(|(_, c)| *c == close);
                let words = end.map(|(end, _)| &rest[1..end]);
                let hole = words.is_some_and(|words| {
                    !words.contains('\n') && !words.chars().all(|c| c.is_ascii_digit())
                });
                (hole, words.map_or(1, |words| words.len() + 2))
            }
            sign => (false, sign.len_utf8()),
        };
        if hole {
            let from = text[..at].char_indices().rev().take(BEFORE).last();
            return Some(&text[from.map_or(at, |(from, _)| from)..at + wide]);
        }
        before = sign;
        at += if matches!(sign, '.' | '…') {
            wide
        } else {
            sign.len_utf8()
        };
    }
    None
}

fn head(paper: &Paper, findings: &mut Findings) {
    let wrong = paper.profile == Profile::Nd78 && paper.kind != Kind::Resolution;
    findings.add_if(wrong, Fault::Profile, paper.kind.name());
    findings.add_if(paper.issuing_body.trim().is_empty(), Fault::Issuer, "");
    let symbol = paper.number.symbol.trim();
    findings.add_if(!is_symbol(paper.kind, symbol), Fault::Symbol, symbol);
    let place = vi::clean(&paper.place);
    let capital = place.chars().next().is_some_and(char::is_uppercase);
    findings.add_if(!capital, Fault::Place, &place);
    let subject = vi::clean(&paper.subject);
    let wrong = subject.is_empty() || subject.ends_with(['.', ';', ':']);
    findings.add_if(wrong, Fault::Subject, &subject);
}

fn is_symbol(kind: Kind, symbol: &str) -> bool {
    let groups: Vec<&str> = symbol.split('-').collect();
    let letters = |group: &&str| !group.is_empty() && group.chars().all(char::is_alphabetic);
    let capitals = |group: &&str| group.chars().all(char::is_uppercase);
    let (first, rest) = groups.split_at(1);
    groups.iter().all(letters)
        && !rest.is_empty()
        && match kind.code() {
            "" => groups.iter().all(capitals),
            code => first == [code] && rest.iter().all(capitals),
        }
}

fn bases(paper: &Paper, findings: &mut Findings) {
    let decides = matches!(paper.kind, Kind::Resolution | Kind::Decision);
    findings.add_if(decides && paper.bases.is_empty(), Fault::NoBasis, "");
    for basis in &paper.bases {
        let folded = vi::fold(basis);
        let begins = ["can cu", "theo de nghi", "xet", "thuc hien"];
        let begins = begins.iter().any(|begin| folded.starts_with(begin));
        findings.add_if(!begins, Fault::Basis, basis);
        let Some(act) = folded.strip_prefix("can cu ") else {
            continue;
        };
        let law = ["luat ", "bo luat ", "phap lenh ", "hien phap "];
        if law.iter().any(|law| act.starts_with(law)) {
            let numbered = act.split(' ').any(is_law_number);
            findings.add_if(numbered, Fault::LawNumber, basis);
        } else if ACTS.iter().any(|kind| act.starts_with(kind)) {
            let numbered = act.contains(" so ") && act.contains('/');
            let complete = numbered && act.contains(" ngay ") && act.contains(" cua ");
            findings.add_if(!complete, Fault::IncompleteBasis, basis);
        }
    }
}

/// Whether a word is the number of a law: `65/2025/QH15`, `11/2022/UBTVQH15`.
fn is_law_number(word: &str) -> bool {
    let digits = word.starts_with(|c: char| c.is_ascii_digit());
    digits && (word.contains("/qh") || word.contains("/ubtvqh") || word.contains("-qh"))
}

/// Each number follows the one before it of its rank; a wider rank begins the narrower ones anew, articles run on.
fn numbering(blocks: &[Block], findings: &mut Findings) {
    let mut counts = Counts::default();
    for block in blocks {
        let (level, number, title) = match block {
            Block::Heading {
                level,
                number,
                title,
            } => (*level, *number, Some(title)),
            Block::Provision { level, number, .. } => (*level, *number, None),
            Block::Paragraph(_) | Block::List(_) | Block::Table(_) | Block::Chart(_) => continue,
        };
        let label = level.label(number);
        let gap = number != counts.next(level);
        findings.add_if(gap, Fault::Numbering, &label);
        counts.set(level, number);
        let untitled = title.is_some_and(|title| title.trim().is_empty());
        let must = level <= Level::Article && level != Level::Roman;
        findings.add_if(must && untitled, Fault::NoTitle, &label);
    }
}

/// The texts of blocks, titles and cells among them.
fn texts(blocks: &[Block]) -> Vec<String> {
    let mut texts = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { title, .. } => texts.push(title.clone()),
            Block::Provision { text, .. } | Block::Paragraph(text) => texts.push(text.words()),
            Block::List(items) => texts.extend(items.iter().map(Text::words)),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                texts.extend(cells.map(|cell| cell.text.clone()));
            }
            Block::Chart(chart) => texts.push(chart.description.clone()),
        }
    }
    texts
}

fn words(paper: &Paper, findings: &mut Findings) {
    let body = texts(&paper.body);
    let annexes = paper.annexes.iter().flat_map(|annex| texts(&annex.body));
    let all: Vec<String> = (paper.bases.iter().cloned())
        .chain(body.iter().cloned())
        .chain(annexes)
        .collect();
    for text in &all {
        if let Some(at) = wrong_capital(text) {
            findings.add(Fault::Capitals, at);
        }
    }
    let mentioned = body.iter().any(|text| vi::fold(text).contains("phu luc"));
    let unmentioned = !paper.annexes.is_empty() && !mentioned;
    findings.add_if(unmentioned, Fault::AnnexUnmentioned, "");
    let last = match paper.passed.trim() {
        "" => match paper.body.last() {
            Some(Block::Paragraph(text) | Block::Provision { text, .. }) => text.words(),
            Some(Block::List(items)) => items.last().map(Text::words).unwrap_or_default(),
            // Behind a table the mark has no line of its own to stand on.
            Some(Block::Table(_) | Block::Chart(_)) => return,
            Some(Block::Heading { title, .. }) => title.clone(),
            None => String::new(),
        },
        passed => passed.to_owned(),
    };
    let tail: String = {
        let words = last.trim();
        let from = words.char_indices().rev().nth(59).map_or(0, |(at, _)| at);
        words[from..].to_owned()
    };
    findings.add_if(!last.trim_end().ends_with("./."), Fault::Ending, &tail);
}

/// The first citation of a provision whose unit has the wrong letter: `Khoản 2` within a sentence, `điều 5`.
fn wrong_capital(text: &str) -> Option<&str> {
    let numbered = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let lettered = |rest: &str| {
        let mut signs = rest.chars();
        signs.next().is_some_and(|c| c.is_lowercase())
            && signs.next().is_none_or(|c| !c.is_alphanumeric())
    };
    let mut sentence = true;
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let rest = &text[at + word.len()..];
        let wrong = match word.trim_end() {
            "Khoản" => !sentence && numbered(rest),
            "Điểm" => !sentence && lettered(rest),
            "điều" => numbered(rest),
            _ => false,
        };
        if wrong {
            let end = rest.find([',', ';', '.', ' ']).unwrap_or(rest.len());
            return Some(&text[at..at + word.len() + end]);
        }
        let word = word.trim_end();
        sentence = word.ends_with(['.', ':', '?', '!', '“', '(']) || word == "-";
        at = text.len() - rest.len();
    }
    None
}

fn tail(paper: &Paper, findings: &mut Findings) {
    let named = paper
        .signatures
        .iter()
        .filter(|one| !one.name.trim().is_empty());
    let unsigned = named.clone().count() == 0;
    findings.add_if(unsigned, Fault::Unsigned, "");
    for signature in named {
        let name = vi::clean(&signature.name).to_lowercase();
        let titled = TITLES.iter().any(|title| name.starts_with(title));
        findings.add_if(titled, Fault::AcademicTitle, &signature.name);
    }
    for line in paper.signatures.iter().flat_map(|one| &one.authority) {
        let folded = vi::fold(line);
        let first = folded.split(' ').next().unwrap_or_default();
        let bare = ["tm", "kt", "q", "tl", "tuq"].contains(&first);
        let long = [
            "thay mat",
            "ky thay",
            "thua lenh",
            "thua uy quyen",
            "quyen ",
        ];
        let long = long.iter().any(|words| folded.starts_with(words));
        findings.add_if(bare || long, Fault::Authority, line);
    }
    let addressed = !paper.addressees.is_empty()
        && matches!(paper.kind, Kind::Report | Kind::Proposal | Kind::Letter);
    let first = paper.recipients.first().map(|first| vi::fold(first));
    let above = first.is_some_and(|first| without_end(&first).ends_with("nhu tren"));
    findings.add_if(addressed && !above, Fault::AsAbove, "");
    let archive = vi::clean(&paper.archive);
    let archive = archive.strip_prefix("Lưu:").unwrap_or(&archive).trim();
    let kept = archive.split([',', ' ', '.']).next() == Some("VT");
    findings.add_if(!kept, Fault::Archive, archive);
}
