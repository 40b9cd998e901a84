//! How fast reports are checked: `cargo run --release -p figures --example speed` prints megabytes a second, one kind of
//! report a line.

use std::time::Instant;

/// The texts of the cases, without their headers.
fn prose() -> String {
    let cases = [
        include_str!("../tests/cases/development.txt"),
        include_str!("../tests/cases/held-out.txt"),
        include_str!("../tests/cases/seen-1.txt"),
        include_str!("../tests/cases/seen-2.txt"),
    ];
    let lines = cases.iter().flat_map(|text| text.lines());
    let text: Vec<&str> = lines
        .filter(|line| {
            !line.starts_with("## ") && !line.starts_with("> ") && !line.starts_with("===")
        })
        .collect();
    text.join("\n")
}

fn main() {
    let prose = prose();
    let tables: String = prose
        .lines()
        .filter(|line| line.contains(" | "))
        .map(|line| format!("{line}\n"))
        .collect();
    for (name, text) in [("prose", &prose), ("tables", &tables)] {
        let text = text.repeat(8_000_000 / text.len());
        let began = Instant::now();
        let found = figures::check(&text).len();
        let seconds = began.elapsed().as_secs_f64();
        println!("{name} {:.2} {found}", text.len() as f64 / 1e6 / seconds);
    }
}
