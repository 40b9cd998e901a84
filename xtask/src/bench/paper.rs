//! `cargo xtask bench paper`: how fast official papers are printed, and what programs not written here say of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use clap::Args;

use super::{against, seal, service};
use crate::load::machine;
use crate::{install, workspace};

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// A development build instead of a release build: an upper bound
    #[arg(long)]
    dev: bool,
}

/// How long sixty pages may take, in milliseconds.
const SIXTY: f64 = 1_000.0;

/// Asks the validator of PDF/A and PDF/UA about each file and prints a line for each.
const VALIDATE: &str = "
import sys
from pdf_oxide import PdfDocument
for name in sys.argv[1:]:
    file = PdfDocument(name)
    for what, said in (('PDF/A-2a', file.validate_pdf_a('2a')), ('PDF/UA-1', file.validate_pdf_ua())):
        print(name.rsplit('/', 1)[-1], what, 'ok' if said['valid'] else said['errors'])
";

/// Measures and prints.
pub fn run(options: &Options) -> Result<()> {
    println!("{}", machine());
    println!("load of the machine before: {}", service::load());
    let folder = service::kept().join("paper");
    if folder.is_dir() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let mut cargo = workspace::cargo();
    cargo.args([
        "run",
        "--quiet",
        "--package",
        "press",
        "--example",
        "printing",
    ]);
    if !options.dev {
        cargo.arg("--release");
    }
    let output = (cargo.arg("--").arg(&folder).stderr(Stdio::inherit()))
        .output()
        .context("cannot run cargo")?;
    ensure!(output.status.success(), "the measurement failed");
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let [form, first, middle, pages, bytes] = words[..] else {
            continue;
        };
        let number = |word: &str| -> Result<f64> {
            word.parse()
                .with_context(|| format!("no figure in {line:?}"))
        };
        let (first, middle, pages) = (number(first)?, number(middle)?, number(pages)?);
        println!(
            "{form}: {pages} pages, {bytes} bytes, the first {first:.0} ms, then {:.0} pages/s",
            pages * 1e3 / middle
        );
        against(
            &format!("sixty pages, {form}"),
            middle * 60.0 / pages,
            SIXTY,
            "ms",
        );
    }
    println!("load of the machine after: {}", service::load());
    judge(&folder)?;
    seal::run(&folder, options.dev)
}

/// What others say of the files.
fn judge(folder: &Path) -> Result<()> {
    let pdfs = files(folder, "pdf")?;
    validate(&pdfs)?;
    for file in pdfs {
        let output = Command::new("qpdf").arg("--check").arg(&file).output()?;
        println!("{} qpdf: {}", name(&file), verdict(output.status.success()));
    }
    let documents = files(folder, "docx")?;
    let output = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}/office",
            folder.display()
        ))
        .args([
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
        ])
        .arg(folder)
        .args(&documents)
        .output()?;
    ensure!(output.status.success(), "LibreOffice could not be run");
    for file in documents {
        let read = |ending: &str| std::fs::read_to_string(file.with_extension(ending));
        let (ours, theirs) = (words(&read("words")?), words(&read("txt")?));
        let lost: Vec<&String> = (ours.iter())
            .filter(|(word, count)| theirs.get(*word).unwrap_or(&0) < *count)
            .map(|(word, _)| word)
            .collect();
        println!(
            "{} LibreOffice, every word there: {}",
            name(&file),
            verdict(lost.is_empty())
        );
        ensure!(lost.is_empty(), "lost: {lost:?}");
    }
    Ok(())
}

/// What the validator of PDF/A and PDF/UA says of files, a line for each standard.
pub(super) fn validate(files: &[PathBuf]) -> Result<()> {
    let tools = install::paper_tools()?;
    let status = Command::new(&tools.python)
        .args(["-c", VALIDATE])
        .args(files)
        .env("PYTHONPATH", &tools.packages)
        .status()?;
    ensure!(status.success(), "the validator could not be run");
    Ok(())
}

/// The files of a folder with an ending, by name.
pub(super) fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = (std::fs::read_dir(folder)?.flatten())
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    files.sort();
    Ok(files)
}

pub(super) fn verdict(fine: bool) -> &'static str {
    if fine { "ok" } else { "REFUSED" }
}

pub(super) fn name(file: &Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// How often each word stands in a text; bars between cells are none.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(|c: char| c.is_whitespace() || c == '|' || c == '\u{FEFF}') {
        if !word.is_empty() {
            *words.entry(word.to_owned()).or_default() += 1;
        }
    }
    words
}
