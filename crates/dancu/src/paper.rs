//! `dancu paper …`: official papers, printed and signed.
//!
//! `print` takes a paper as JSON, which is what the pages print from, and gives PDF/A and DOCX; departures from the decree go to the
//! standard output, and the command fails when it finds some. `sign` and `verify` make and check digital signatures.

mod seal;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ::paper::Paper;
use anyhow::{Context, Result, ensure};
use clap::{Args, Subcommand};

use crate::say;

/// What to do with papers.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// In văn bản đúng thể thức. / Print a paper in its form.
    Print(Options),
    /// Ký số văn bản hoặc tệp. / Sign a paper or a file.
    Sign(seal::Sign),
    /// Kiểm tra chữ ký số. / Check digital signatures.
    Verify(seal::Verify),
}

/// Runs one of the commands.
pub fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::Print(options) => print(options),
        Command::Sign(options) => seal::sign(options),
        Command::Verify(options) => seal::verify(options),
    }
}

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

fn print(options: &Options) -> Result<ExitCode> {
    let asked = options.lint || options.pdf.is_some() || options.docx.is_some();
    ensure!(asked, "--pdf, --docx, --lint?");
    let text = read(&options.file)?;
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

fn read(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("không đọc được / cannot read {}", file.display()))
}

fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(file, bytes)
        .with_context(|| format!("không ghi được / cannot write {}", file.display()))
}
