//! The same sentences as careless sources give them: what is resolved must not change.

use lex::Text;
use lex::cite::Citer;
use unicode_normalization::UnicodeNormalization;

use crate::at_most;
use crate::gold::Case;

/// A way to give the same text.
type Distortion = (&'static str, fn(&Case) -> String);

const DISTORTIONS: &[Distortion] = &[
    ("a line break instead of a space inside citations", broken),
    ("letters and marks apart (NFD)", |case| {
        case.text.nfd().collect()
    }),
    ("Ð (U+00D0) instead of Đ", |case| {
        case.text.replace('Đ', "\u{00D0}")
    }),
    ("uỷ, hoà instead of ủy, hòa, and back", marks_moved),
    ("a running head inside citations", headed),
];

/// Prints how many cases change under each distortion.
pub fn run(citer: &Citer, cases: &[Case], verbose: bool) {
    for (name, distort) in DISTORTIONS {
        let mut changed = 0;
        for case in cases {
            let (before, after) = (
                resolved(citer, case, &case.text),
                resolved(citer, case, &distort(case)),
            );
            if before != after {
                changed += 1;
                if verbose {
                    println!("## {} {name}\n   {before:?}\n   {after:?}", case.id);
                }
            }
        }
        at_most(
            &format!("  cases changed by {name}"),
            f64::from(changed),
            0.0,
            "",
        );
    }
}

/// What a text points to, in order, told without the spelling of names.
fn resolved(citer: &Citer, case: &Case, given: &str) -> Vec<String> {
    let text = Text::new(given);
    let mut all = Vec::new();
    for citation in citer.cite(text.view(), &case.context) {
        for target in &citation.targets {
            let number = target.resolved.as_ref().or(target.so_ky_hieu.as_ref());
            all.push(format!(
                "{:?} {number:?} {} {:?}",
                citation.kind,
                target.address.written(),
                target.range
            ));
        }
    }
    all
}

/// The spaces inside citations that are chosen become something else; two blanks in a row would end a paragraph.
fn within(case: &Case, put: &str, chosen: impl Fn(usize, usize, &str) -> bool) -> String {
    let mut out = String::with_capacity(case.text.len() * 2);
    let mut spaces = vec![0; case.spans.len()];
    let all: Vec<usize> = case
        .spans
        .iter()
        .map(|span| span.surface.matches(' ').count())
        .collect();
    for (at, (byte, c)) in case.text.char_indices().enumerate() {
        let inside = case
            .spans
            .iter()
            .position(|span| span.start < at && at < span.end);
        let here = match inside {
            Some(span) if c == ' ' => {
                spaces[span] += 1;
                chosen(spaces[span], all[span], &case.text[byte + 1..])
                    && !out.ends_with(char::is_whitespace)
            }
            _ => false,
        };
        if here {
            out.push_str(put);
        } else if !(c.is_whitespace() && out.ends_with('\n')) {
            out.push(c);
        }
    }
    out
}

fn broken(case: &Case) -> String {
    within(case, "\n", |_, _, _| true)
}

/// A page ends once in each citation, near its middle. A number alone on a line beside a head is the number of the page.
fn headed(case: &Case) -> String {
    within(
        case,
        "\n\n44\nCÔNG BÁO/Số 1 + 2/Ngày 01-01-2021\n\n",
        |at, all, rest| {
            let line = rest.lines().next().unwrap_or("");
            at == all / 2 + 1 && !line.bytes().all(|byte| byte.is_ascii_digit())
        },
    )
}

fn marks_moved(case: &Case) -> String {
    let pairs = [
        ("ủy", "uỷ"),
        ("hòa", "hoà"),
        ("thủy", "thuỷ"),
        ("hóa", "hoá"),
        ("tòa", "toà"),
        ("Ủy", "Uỷ"),
        ("Tòa", "Toà"),
    ];
    let mut text = case.text.clone();
    for (new, old) in pairs {
        text = if text.contains(old) {
            text.replace(old, new)
        } else {
            text.replace(new, old)
        };
    }
    text
}
