//! `dancu paper`: an official paper from its JSON, as PDF/A and DOCX, and judged against the decree; `dancu paper check`: documents of
//! Word judged as they are.
//!
//! The JSON is what the pages print from; a program that writes it gets the same form. Departures from the decree go to the standard
//! output, of documents in Vietnamese for people or as one JSON object a line; what could not be read goes to the standard error. The
//! command fails when it finds departures, or when nothing could be read.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ::paper::Paper;
use ::paper::file::{Finding, check};
use anyhow::{Context, Result, ensure};
use clap::{Args, Subcommand};
use reading::Limits;
use reading::layout::layout;
use serde::Serialize;

use crate::lex::files;
use crate::say;

/// What to make of a paper.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Options {
    #[command(subcommand)]
    command: Option<Command>,
    /// Nội dung văn bản (.json). / The paper as JSON.
    #[arg(value_name = "FILE", required = true)]
    file: Option<PathBuf>,
    /// Tệp PDF/A mới. / The new PDF/A.
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
    /// Tệp Word mới. / The new document of Word.
    #[arg(long, value_name = "FILE")]
    docx: Option<PathBuf>,
    /// Kiểm tra thể thức. / Judge it against the decree.
    #[arg(long)]
    lint: bool,
}

/// What to do with documents of others.
#[derive(Debug, Subcommand)]
enum Command {
    /// Kiểm tra thể thức tệp Word. / Hold documents of Word to the decree.
    Check {
        /// Các tệp .docx hoặc thư mục. / Documents, or folders of them.
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// Mỗi phát hiện một dòng JSON. / One JSON object a finding.
        #[arg(long)]
        json: bool,
    },
}

/// Runs the command.
pub fn run(options: &Options) -> Result<ExitCode> {
    if let Some(Command::Check { files, json }) = &options.command {
        return check_files(files, *json);
    }
    let file = options.file.as_deref().context("FILE?")?;
    let asked = options.lint || options.pdf.is_some() || options.docx.is_some();
    ensure!(asked, "--pdf, --docx, --lint?");
    let text = std::fs::read(file)
        .with_context(|| format!("không đọc được / cannot read {}", file.display()))?;
    let paper: Paper = serde_json::from_slice(&text)
        .with_context(|| format!("{}: không phải văn bản / is no paper", file.display()))?;
    if let Some(file) = &options.docx {
        write(file, &press::docx(&paper))?;
    }
    if let Some(file) = &options.pdf {
        write(file, &press::pdf(&paper)?)?;
    }
    if !options.lint {
        return Ok(ExitCode::SUCCESS);
    }
    let deviations = paper.lint();
    for deviation in &deviations {
        let at = match deviation.at.as_str() {
            "" => String::new(),
            at => format!("“{at}”: "),
        };
        say::say(
            &format!("{at}{} ({})", deviation.vi, deviation.clause),
            deviation.en,
        );
    }
    if deviations.is_empty() {
        say::say("Đúng thể thức.", "The form is right.");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}

fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(file, bytes)
        .with_context(|| format!("không ghi được / cannot write {}", file.display()))
}

/// A finding as a line of JSON.
#[derive(Serialize)]
struct Line<'f> {
    file: String,
    #[serde(flatten)]
    finding: &'f Finding,
}

fn check_files(named: &[PathBuf], json: bool) -> Result<ExitCode> {
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut read, mut found) = (0_usize, 0_usize);
    for path in &files::expand(named) {
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
