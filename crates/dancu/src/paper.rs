//! `dancu paper`: an official paper from its JSON, as PDF/A and DOCX, and judged against the decree.
//!
//! The JSON is what the pages print from; a program that writes it gets the same form. Departures from the decree go to the standard
//! output; the command fails when it finds some.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ::paper::Paper;
use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::say;

/// What to make of a paper.
#[derive(Debug, Args)]
pub struct Options {
    /// Nội dung văn bản (.json). / The paper as JSON.
    #[arg(value_name = "FILE")]
    file: PathBuf,
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

/// Runs the command.
pub fn run(options: &Options) -> Result<ExitCode> {
    let asked = options.lint || options.pdf.is_some() || options.docx.is_some();
    ensure!(asked, "--pdf, --docx, --lint?");
    let text = std::fs::read(&options.file)
        .with_context(|| format!("không đọc được / cannot read {}", options.file.display()))?;
    let paper: Paper = serde_json::from_slice(&text).with_context(|| {
        format!(
            "{}: không phải văn bản / is no paper",
            options.file.display()
        )
    })?;
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
