//! Đại lượng: which numbers of a paragraph count something, and what.
//!
//! Dates, numbers of documents, ordinals, ranges, telephone numbers, years and the numbers of headings count nothing and
//! are no quantities. What is rough ("hơn 60"), said of each ("mỗi ban 7 thành viên") or a change ("tăng 2") is a quantity
//! that takes no part in sums.

use std::ops::Range;

use crate::lexicon::{self, Class};
use crate::number::Number;
use crate::token::{Kind, Tokens};

/// The form of a quantity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form {
    /// `13 đại biểu`.
    Count,
    /// `23,6%`.
    Share,
    /// `109/139 ý kiến`.
    Fraction { of: Number, span: Range<usize> },
}

/// A change that a figure tells instead of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    None,
    /// Giảm, vắng: so many fewer.
    Less,
    /// Tăng, vượt: so many more.
    More,
}

/// A quantity.
#[derive(Debug, Clone)]
pub(crate) struct Quantity {
    /// The token of the number.
    pub at: usize,
    /// The token behind the number, its `%` or its denominator.
    pub past: usize,
    /// The token behind its noun.
    pub behind: usize,
    /// The bytes of the number in the paper.
    pub span: Range<usize>,
    /// Its value.
    pub number: Number,
    /// Its form.
    pub form: Form,
    /// What it counts.
    pub class: Class,
    /// The noun it counts, when it is known.
    pub noun: &'static str,
    /// Whether it is rough or said of each.
    pub vague: bool,
    /// Whether it is a change.
    pub change: Change,
}

impl Quantity {
    /// Whether it can be a part or a whole.
    pub fn counts(&self) -> bool {
        self.form != Form::Share && !self.vague
    }

    /// The value in thousandths.
    pub fn value(&self) -> i64 {
        self.number.thousandths().unwrap_or(0)
    }
}

/// Reads the quantities of a paragraph.
pub(crate) fn read(tokens: &Tokens) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut clause = Clause::default();
    // Behind the last number that was a name: "các Điều 39, 40 và 41" names three.
    let mut named = 0;
    while at < tokens.len() {
        clause.pass(tokens, at);
        let next = match tokens.kind(at) {
            Kind::Number(number) => {
                let (quantity, past) = quantity(tokens, at, number, &clause);
                let listed = named > 0 && named + 1 == at && is_joint(tokens, named);
                let quantity =
                    quantity.filter(|quantity| !(listed && quantity.class == Class::Bare));
                if quantity.is_none() && past == at + 1 {
                    named = past;
                }
                let quantity = quantity.map(|quantity| Quantity {
                    change: shared_change(tokens, found.last(), &quantity),
                    ..quantity
                });
                found.extend(quantity);
                past
            }
            Kind::Word => {
                found.extend(in_words(tokens, at, &clause));
                at + 1
            }
            _ => at + 1,
        };
        at = next.max(at + 1);
    }
    found
}

/// The change that a quantity shares with the one before: "giảm 1 Ban và 4 thành viên".
fn shared_change(tokens: &Tokens, before: Option<&Quantity>, quantity: &Quantity) -> Change {
    let Some(before) = before.filter(|_| quantity.change == Change::None && quantity.at > 0) else {
        return quantity.change;
    };
    let mut between = before.past..quantity.at;
    let joined = tokens.word(quantity.at - 1) == "và" && between.len() <= 5;
    if joined && between.all(|at| tokens.kind(at) == Kind::Word) {
        before.change
    } else {
        Change::None
    }
}

/// Whether a token joins the members of a list.
fn is_joint(tokens: &Tokens, at: usize) -> bool {
    tokens.kind(at) == Kind::Comma || matches!(tokens.word(at), "và" | "hoặc")
}

/// What was said in the clause so far.
#[derive(Default)]
struct Clause {
    /// Whether something is said of each ("mỗi", "bình quân").
    each: bool,
}

impl Clause {
    fn pass(&mut self, tokens: &Tokens, at: usize) {
        match tokens.kind(at) {
            Kind::Stop | Kind::Semicolon | Kind::Close | Kind::Open | Kind::Bullet => {
                self.each = false
            }
            Kind::Word => {
                let word = tokens.word(at);
                let rate = matches!(word, "mỗi" | "từng");
                let mean = word == "bình" && tokens.word(at + 1) == "quân"
                    || word == "trung" && tokens.word(at + 1) == "bình";
                self.each |= rate || mean;
            }
            _ => {}
        }
    }
}

/// A quantity in digits, unless the digits count nothing; and the token from which reading goes on.
fn quantity(
    tokens: &Tokens,
    at: usize,
    number: Number,
    clause: &Clause,
) -> (Option<Quantity>, usize) {
    let run = run_of(tokens, at);
    if run.range {
        return (None, run.past);
    }
    let mut past = at + 1;
    let mut form = Form::Count;
    if let Some(of) = run.of {
        let Some(token) = tokens.get(run.past - 1) else {
            return (None, run.past);
        };
        past = run.past;
        form = Form::Fraction {
            of,
            span: token.span.clone(),
        };
    } else if run.past > past {
        return (None, run.past);
    }
    if tokens.kind(past) == Kind::Percent {
        past += 1;
        form = Form::Share;
    } else if let Some(behind) = tokens.says(past, "phần trăm") {
        past = behind;
        form = Form::Share;
    }
    if form != Form::Share && number.dotted {
        return (None, past);
    }
    let (class, noun, behind) = lexicon::noun(tokens, past);
    if form != Form::Share
        && (is_name(tokens, at, number, class, noun) || is_date(tokens, at, &form, noun))
    {
        return (None, past);
    }
    let Some(token) = tokens.get(at) else {
        return (None, past);
    };
    let quantity = Quantity {
        at,
        past,
        behind,
        span: token.span.clone(),
        number,
        class: if form == Form::Share {
            Class::Bare
        } else {
            class
        },
        form,
        noun,
        vague: clause.each || is_vague(tokens, at),
        change: change(tokens, at),
    };
    (Some(quantity), past)
}

/// Numbers tied together by slashes and dashes.
struct Run {
    past: usize,
    /// The denominator, when there are two numbers with a slash between.
    of: Option<Number>,
    /// Whether it is a range of numbers, or of dates and years.
    range: bool,
}

fn run_of(tokens: &Tokens, at: usize) -> Run {
    let mut past = at + 1;
    let mut slashes = 0;
    let mut dashes = 0;
    let mut last = None;
    let mut words = false;
    while past < tokens.len() && past < at + 16 {
        let mark = tokens.kind(past);
        let next = tokens.kind(past + 1);
        let tied = |place: usize| tokens.get(place).is_some_and(|token| token.glued);
        match (mark, next) {
            (Kind::Slash, Kind::Number(number)) => {
                slashes += 1;
                last = Some(number);
            }
            (Kind::Dash, Kind::Number(_)) => dashes += 1,
            (Kind::Slash | Kind::Dash, Kind::Word | Kind::Other)
                if tied(past) && tied(past + 1) =>
            {
                words = true
            }
            _ => break,
        }
        past += 2;
    }
    let fraction = slashes == 1 && dashes == 0 && !words;
    let number_of_document = words || slashes > 1 || (slashes > 0 && dashes > 0);
    Run {
        past,
        of: last.filter(|_| fraction),
        range: dashes > 0 || number_of_document,
    }
}

/// Whether a number is a name, an ordinal, a year or the number of a heading.
fn is_name(tokens: &Tokens, at: usize, number: Number, class: Class, noun: &str) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |at| tokens.word(at));
    let known = !noun.is_empty() && class != Class::Time;
    if number.is_year() && !known {
        return true;
    }
    let heading = at == 0 || (at == 1 && tokens.kind(0) != Kind::Word);
    if heading && matches!(tokens.kind(at + 1), Kind::Stop | Kind::Close | Kind::Other) {
        return true;
    }
    // "10 Mục này" is a note at the beginning of a line.
    if at == 0 && tokens.get(1).is_some_and(|next| next.capital) {
        return true;
    }
    // "Tổng số 313", "trong số 65" count; "Nghị quyết số 42" is a name.
    if before(1) == "số" {
        return !known || lexicon::is_paper(before(2));
    }
    if lexicon::is_ordinal(before(1)) || (before(1) == "năm" && number.is_year()) {
        return true;
    }
    // "Biểu 3" is a name, "số đại biểu 52" is not.
    lexicon::is_naming(before(1)) && before(2) != "đại" && !known
}

/// Whether two numbers with a slash are a day and a month, or a month and a year.
fn is_date(tokens: &Tokens, at: usize, form: &Form, noun: &str) -> bool {
    let Form::Fraction { of, .. } = form else {
        return false;
    };
    let part = match tokens.kind(at) {
        Kind::Number(part) => part,
        _ => return false,
    };
    let before = at.checked_sub(1).map_or("", |at| tokens.word(at));
    if part.places > 0 || of.places > 0 {
        return true;
    }
    let calendar = part.units <= 31 && of.units <= 12 || part.units <= 12 && of.is_year();
    let day = matches!(
        before,
        "ngày" | "sáng" | "chiều" | "tối" | "trưa" | "đến" | "từ" | "hôm" | "tháng"
    );
    // A trailing zero ("05/3") tells a date as well.
    calendar && (day || noun.is_empty()) || (day && part.units <= 31 && of.units <= 12)
}

fn is_vague(tokens: &Tokens, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |at| tokens.word(at));
    let until = before(1) == "đến" && before(2) != "tính" && before(2) != "gửi";
    // "Từ 2 đến 3 ngày", "từ 5 kỳ họp trở lên".
    let and_more = (at + 1..at + 8)
        .take_while(|at| tokens.kind(*at) == Kind::Word)
        .any(|at| tokens.word(at) == "trở");
    lexicon::is_vague(before(1)) || until || before(1) == "từ" || and_more
}

fn change(tokens: &Tokens, at: usize) -> Change {
    for back in 1..=3 {
        let Some(word) = at.checked_sub(back) else {
            break;
        };
        match tokens.word(word) {
            "tăng" | "vượt" => return Change::More,
            "giảm" => return Change::Less,
            "thêm" | "đã" | "được" | "đi" => {}
            // "Giảm còn 52" tells what is left.
            _ => break,
        }
    }
    Change::None
}

/// A small number in words before a noun that is known: "hai phó chủ tịch".
fn in_words(tokens: &Tokens, at: usize, clause: &Clause) -> Option<Quantity> {
    let value = lexicon::spelled(tokens.word(at))?;
    let (class, noun, behind) = lexicon::noun(tokens, at + 1);
    let before = at.checked_sub(1).map_or("", |at| tokens.word(at));
    let counted = !noun.is_empty()
        && !matches!(
            class,
            Class::Time | Class::Money | Class::Amount | Class::Place
        );
    let year = value == 5
        && matches!(
            before,
            "trong"
                | "hàng"
                | "hằng"
                | "cả"
                | "những"
                | "các"
                | "nhiều"
                | "đầu"
                | "cuối"
                | "qua"
                | "theo"
                | "mỗi"
                | "giữa"
        );
    let named = matches!(
        before,
        "thứ" | "số" | "ngày" | "hạng" | "nhất" | "lần" | "mười" | "hội" | "tháng"
    );
    if !counted || year || named {
        return None;
    }
    let token = tokens.get(at)?;
    Some(Quantity {
        at,
        past: at + 1,
        behind,
        span: token.span.clone(),
        number: Number::whole(value),
        form: Form::Count,
        class,
        noun,
        vague: clause.each || is_vague(tokens, at),
        change: change(tokens, at),
    })
}
