//! Whatever the text is, citations lie in it, in order and apart; so they do where each piece is read in its place.
//!
//! Run it with `cargo +nightly fuzz run cite` in `crates/lex`.

#![no_main]

use std::sync::LazyLock;

use lex::cite::{Citation, Citer, Context};
use lex::registry::Registry;
use lex::structure::Document;
use lex::{Address, Text};
use libfuzzer_sys::fuzz_target;

static CITER: LazyLock<Citer> = LazyLock::new(|| Citer::new(Registry::of_laws()));

fn check(view: &str, citations: &[Citation]) {
    for citation in citations {
        assert!(view.get(citation.span.clone()).is_some_and(|surface| !surface.is_empty()));
        assert!(!citation.targets.is_empty());
    }
    assert!(citations.is_sorted_by_key(|citation| citation.span.start));
}

fuzz_target!(|given: &str| {
    let text = Text::new(given);
    let context = Context { amended: Some("77/2015/QH13".to_owned()), ..Context::default() };
    check(text.view(), &CITER.cite(text.view(), &Context::default()));
    check(text.view(), &CITER.cite(text.view(), &context));
    let document = Document::read(given);
    let view = document.text.view();
    check(view, &CITER.cite_document(&document));
    let amended = |_: &std::ops::Range<usize>| Some(("77/2015/QH13".to_owned(), Address::default()));
    check(view, &CITER.cite_document_with(&document, &amended));
});
