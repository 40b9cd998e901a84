//! Prints what is found in text files: `cargo run -p figures --example check -- FILE…`.

use std::process::ExitCode;

fn main() -> ExitCode {
    for path in std::env::args().skip(1) {
        let Ok(text) = std::fs::read_to_string(&path) else {
            eprintln!("cannot read {path}");
            return ExitCode::FAILURE;
        };
        for finding in figures::check(&text) {
            let line = finding.places.first().map_or(0, |place| place.line);
            println!(
                "{path}:{line}: {} {:?}: {}",
                finding.kind.code(),
                finding.severity,
                finding.vi()
            );
        }
    }
    ExitCode::SUCCESS
}
