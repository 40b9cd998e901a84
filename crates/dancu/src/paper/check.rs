//! `dancu paper check`: documents of Word held to the decree as they are.
//!
//! Departures go to the standard output, in Vietnamese for people or as one JSON object a line; what could not be read goes to the
//! standard error. The command fails when it finds departures, or when nothing could be read.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use ::paper::file::{Finding, check};
use anyhow::Result;
use clap::Args;
use reading::Limits;
use reading::layout::layout;
use serde::Serialize;

use crate::lex::files;

/// Which documents to check.
#[derive(Debug, Args)]
pub struct Check {
    /// Các tệp .docx hoặc thư mục. / Documents, or folders of them.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Mỗi phát hiện một dòng JSON. / One JSON object a finding.
    #[arg(long)]
    json: bool,
}

/// A finding as a line of JSON.
#[derive(Serialize)]
struct Line<'f> {
    file: String,
    #[serde(flatten)]
    finding: &'f Finding,
}

/// Runs the command.
pub fn run(options: &Check) -> Result<ExitCode> {
    let json = options.json;
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut read, mut found) = (0_usize, 0_usize);
    for path in &files::expand(&options.files) {
        let file = path.to_string_lossy().into_owned();
        let bytes = std::fs::read(path).map_err(anyhow::Error::from);
        let read_layout = bytes.and_then(|bytes| Ok(layout(&bytes, &Limits::default())?));
        let layout = match read_layout {
            Ok(layout) => layout,
            Err(error) => {
                files::trouble(&format!("{file}: {error:#}"));
                continue;
            }
        };
        read += 1;
        for finding in &check(&layout).findings {
            found += 1;
            if json {
                let file = file.clone();
                files::line(&mut out, &Line { file, finding })?;
            } else {
                // Whoever listened may be gone; that is no fault of the documents.
                show(&file, finding, &mut out).ok();
            }
        }
    }
    if !json && read > 0 {
        writeln!(out, "Đã đọc {read} văn bản: {found} phát hiện.").ok();
    }
    out.flush().ok();
    Ok(files::outcome(read > 0 && found == 0))
}

/// A finding for people: where, what, what stands there and what must.
fn show(file: &str, finding: &Finding, out: &mut impl Write) -> io::Result<()> {
    let what = &finding.what.vi;
    match finding.paragraph {
        0 => writeln!(out, "{file}: {what} ({})", finding.clause)?,
        n => writeln!(out, "{file}:{n}: {what} ({})", finding.clause)?,
    }
    if !finding.at.is_empty() {
        writeln!(out, "    {}", finding.at)?;
    }
    for (name, said) in [("đang là", &finding.found), ("phải là", &finding.must)] {
        if !said.vi.is_empty() {
            writeln!(out, "    {name}: {}", said.vi)?;
        }
    }
    if finding.times > 1 {
        writeln!(out, "    lặp lại ở {} đoạn", finding.times)?;
    }
    Ok(())
}
