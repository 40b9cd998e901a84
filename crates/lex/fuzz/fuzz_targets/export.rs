//! Whatever two texts are, what one changes in the other is read and applied, what needs review is told, and everything is written out.
//!
//! The first half of the input is the base, the second the amending act. Run it with `cargo +nightly fuzz run export` in `crates/lex`.

#![no_main]

use std::sync::LazyLock;

use lex::akn::{Facts, akn_of_act, akn_of_text};
use lex::amend;
use lex::cite::Citer;
use lex::diff::compare;
use lex::html::{Dress, html};
use lex::registry::Registry;
use lex::review::{Changes, Known, review};
use lex::structure::Document;
use lex::time::{Act, Node, consolidate};
use libfuzzer_sys::fuzz_target;

static CITER: LazyLock<Citer> = LazyLock::new(|| Citer::new(Registry::of_laws()));

fuzz_target!(|given: &str| {
    let mut middle = given.len() / 2;
    while !given.is_char_boundary(middle) {
        middle += 1;
    }
    let (base, act) = (Document::read(&given[..middle]), Document::read(&given[middle..]));
    let amendments = amend::read(&act, &CITER);
    let citations = CITER.cite_document_with(&act, &|piece| amendments.place_of(piece));
    let xml = akn_of_act(&act, &citations, &amendments);
    assert!(xml.ends_with("</act></akomaNtoso>\n"));
    let dress = Dress {
        href: &|_, anchor| anchor.map(|anchor| format!("#{anchor}")),
        provenance: &|made| made.act.clone(),
        notice: None,
    };
    let _ = html(&act, &citations, &dress);
    // Whatever document the act means, its changes are tried on the base.
    let number = amendments.ops.iter().find_map(|op| op.document.clone()).unwrap_or_default();
    let acts = [Act { number: "2/2031/QH16", passed: act.head.date, amendments: &amendments }];
    let text = consolidate(&base, &number, &acts, jiff::civil::date(2040, 1, 1));
    let mut changes = Changes::default();
    changes.add("2/2031/QH16", "Quốc hội", &amendments);
    let known = Known { registry: CITER.registry(), changes: &changes };
    let _ = review(&base, &CITER.cite_document(&base), known, jiff::civil::date(2040, 1, 1));
    let _ = (akn_of_text(&Facts::default(), &text), compare(&Node::of(&base), &text.root), text.text());
});
