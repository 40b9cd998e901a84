//! Whatever the bytes are, reading ends with a table or a reason, within the limits.
//!
//! Run it with `cargo +nightly fuzz run read` in `crates/sheet`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sheet::header::find_in;
use sheet::{Heading, Limits, read};

const KNOWN: &[Heading] = &[
    Heading { key: "name", names: &["Họ và tên", "Họ tên"] },
    Heading { key: "birth", names: &["Ngày tháng năm sinh", "Năm sinh"] },
];

/// A panic that `read` itself catches and answers with a reason is no fault; one that escapes it still ends the run.
fn hold_still() {
    std::panic::set_hook(Box::new(|_| ()));
}

fuzz_target!(init: hold_still(), |bytes: &[u8]| {
    let limits = Limits { unpacked_bytes: 20_000_000, cells: 100_000, ..Limits::default() };
    let Ok(workbook) = read(bytes, &limits) else { return };
    assert!(workbook.sheets.iter().all(|sheet| sheet.rows.len() <= limits.rows));
    assert!(workbook.sheets.iter().all(|sheet| sheet.width() <= limits.columns));
    if let Some((place, head)) = find_in(&workbook, KNOWN) {
        let sheet = &workbook.sheets[place];
        assert!(head.body(sheet).len() <= sheet.rows.len());
    }
});
