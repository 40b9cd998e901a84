//! How fast papers are printed: `cargo run --release -p press --example printing -- FOLDER` prints, for each form, the time of the first
//! report of sixty pages and the middle time of the next, in milliseconds, with its pages and bytes; the files stay in the folder for
//! other programs to look at, with their words beside them.

#[path = "../../paper/tests/samples/mod.rs"]
#[allow(dead_code)]
mod samples;

use std::path::PathBuf;
use std::time::Instant;

use paper::{Block, Paper};

/// How often the measured paper is printed.
const TIMES: usize = 7;

/// A report of sixty pages: prose with a table and a chart now and then.
fn long() -> Paper {
    let mut paper = samples::report();
    let section = paper.body.clone();
    let prose = "Thường trực Hội đồng nhân dân thành phố đã phân công các Ban theo dõi việc giải quyết kiến nghị của cử tri; các cơ quan đã báo cáo đúng hạn, một số nội dung đang tiếp tục được xem xét theo quy định. ".repeat(6);
    paper.body.clear();
    for _ in 0..16 {
        paper.body.extend(section.clone());
        paper
            .body
            .extend((0..6).map(|_| Block::Paragraph(prose.as_str().into())));
    }
    paper
}

/// Prints a paper several times, each time with a word changed, so that nothing is taken from the time before.
fn measure(paper: &Paper, print: impl Fn(&Paper) -> Vec<u8>) -> (f64, f64, Vec<u8>) {
    let mut times = Vec::new();
    let mut bytes = Vec::new();
    for time in 0..TIMES {
        let mut paper = paper.clone();
        paper.subject.push_str(&format!(" ({time})"));
        for block in &mut paper.body {
            if let Block::Paragraph(text) = block {
                text.0[0].text.push_str(&time.to_string());
            }
        }
        let began = Instant::now();
        bytes = print(&paper);
        times.push(began.elapsed().as_secs_f64() * 1e3);
    }
    let first = times.remove(0);
    times.sort_by(f64::total_cmp);
    (first, times[times.len() / 2], bytes)
}

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("the folder to write into"));
    let pdf = |paper: &Paper| press::pdf(paper).expect("a PDF");
    let limits = reading::Limits::default();
    let mut papers = samples::all();
    papers.push(("long", long()));
    for (name, paper) in &papers {
        let docx = press::docx(paper);
        let words = reading::read(&docx, &limits).expect("a document").text;
        let write = |ending: &str, bytes: &[u8]| {
            std::fs::write(folder.join(format!("{name}.{ending}")), bytes).expect("written");
        };
        write("docx", &docx);
        write("pdf", &pdf(paper));
        write("words", words.as_bytes());
    }
    let long = long();
    let (first, middle, bytes) = measure(&long, pdf);
    let pages = lopdf::Document::load_mem(&bytes)
        .expect("a PDF")
        .get_pages()
        .len();
    println!("pdf {first:.1} {middle:.1} {pages} {}", bytes.len());
    let (first, middle, bytes) = measure(&long, press::docx);
    println!("docx {first:.1} {middle:.1} {pages} {}", bytes.len());
}
