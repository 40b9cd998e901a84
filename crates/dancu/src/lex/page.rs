//! Pages of HTML that stand by themselves: for reading a text in any browser, and for putting it elsewhere.

use std::fmt::Write as _;

use ::lex::akn::Facts;
use ::lex::cite::{Citation, Citer, Context};
use ::lex::html::{Dress, html, html_of_text};
use ::lex::structure::Document;
use ::lex::time::{Consolidated, Provenance};
use jiff::civil::Date;
use kernel::vi;

/// What a text put together here says of itself.
const NOTICE: &str = "Bản tổng hợp để tra cứu, không phải văn bản hợp nhất chính thức. / Put together for reference; not an official consolidated text.";

const STYLE: &str = "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1.0625rem/1.6 'Times New Roman',serif}\
table{border-collapse:collapse;width:100%}td,th{border:1px solid #666;padding:.3rem .5rem;text-align:left;vertical-align:top}\
.lex-notice{border:1px solid #666;padding:.5rem 1rem}del{background:#fdd}ins{background:#dfd;text-decoration:none}\
:target{background:#ffc}";

/// A document with anchors; a citation of its own units leads to them.
pub fn of_document(document: &Document, citations: &[Citation]) -> String {
    let head = &document.head;
    let subject = head.subject.as_ref().map(|span| document.words(span));
    let title = [head.number.as_deref(), subject.as_deref()];
    let title: Vec<&str> = title.into_iter().flatten().collect();
    whole(&title.join(" - "), &html(document, citations, &dress(None)))
}

/// The text of a document on a day.
pub fn of_text(facts: &Facts, text: &Consolidated, at: Date, finder: (&Citer, &Context)) -> String {
    let number = facts.work.number.as_deref().unwrap_or("");
    let notice = format!("{number}, {}. {NOTICE}", vi::date_short(at));
    let body = html_of_text(text, Some(finder), &dress(Some(&notice)));
    whole(&format!("{number}, {}", vi::date_short(at)), &body)
}

/// A page around a body.
pub fn whole(title: &str, body: &str) -> String {
    let mut page = String::with_capacity(body.len() + 1024);
    page.push_str("<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>");
    escape(title, &mut page);
    let _ = write!(
        page,
        "</title><style>{STYLE}</style></head><body>\n{body}</body></html>\n"
    );
    page
}

/// Writes text where markup is expected.
pub fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

fn dress(notice: Option<&str>) -> Dress<'_> {
    Dress {
        href: &|_, anchor| anchor.map(|anchor| format!("#{anchor}")),
        provenance: &made,
        notice,
    }
}

fn made(by: &Provenance) -> String {
    let from = vi::date_short(by.from);
    if by.source.is_empty() {
        format!("{}, từ {from}", by.act)
    } else {
        format!("{} {}, từ {from}", by.source, by.act)
    }
}
