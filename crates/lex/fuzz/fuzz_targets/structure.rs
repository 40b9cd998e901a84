//! Whatever the text is, its structure covers it: units nest, stand in order, and every block lies in its unit.
//!
//! Run it with `cargo +nightly fuzz run structure` in `crates/lex`.

#![no_main]

use lex::structure::{Block, Document};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|given: &str| {
    let document = Document::read(given);
    let view = document.text.view();
    for id in document.ids() {
        let unit = document.unit(id);
        assert!(view.get(unit.span.clone()).is_some());
        assert!(unit.parent.is_none_or(|parent| parent < id));
        let address = document.address(id);
        let _ = (document.find(&address), document.announced(id), document.heading(id), document.unit_at(unit.span.start));
        for block in &unit.blocks {
            match block {
                Block::Paragraph(span) | Block::Quoted(span) => assert!(view.get(span.clone()).is_some()),
                Block::Table(rows) => assert!(rows.iter().all(|row| view.get(row.clone()).is_some())),
                Block::Child(child) => assert_eq!(document.unit(*child).parent, Some(id)),
            }
        }
    }
    let _ = document.own_text(lex::structure::UnitId(0));
    assert!(document.diagnostics.iter().all(|odd| odd.at <= view.len()));
});
