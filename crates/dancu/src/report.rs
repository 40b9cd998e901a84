//! `dancu report …`: reports of offices, checked before they are sent.
//!
//! `check` finds figures that contradict one another, in each file and between several. Findings go to the standard output, in
//! Vietnamese for people or as one JSON object a line; what could not be read goes to the standard error. The command fails
//! when it finds errors, or when nothing could be read.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ::figures::report::{Report, findings, lines};
use ::figures::{Finding, Kind, Severity};
use anyhow::Result;
use clap::Subcommand;

use crate::lex::files;

/// What to do with reports.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Tìm số liệu mâu thuẫn trong báo cáo và giữa các báo cáo. / Find figures that contradict one another.
    Check {
        /// Các báo cáo (.docx, .html, .pdf, .txt) hoặc thư mục. / Reports, or folders of them.
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// Mỗi phát hiện một dòng JSON. / One JSON object a finding.
        #[arg(long)]
        json: bool,
    },
}

/// Runs one of the commands.
pub fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::Check { files, json } => check(files, *json),
    }
}

fn check(named: &[PathBuf], json: bool) -> Result<ExitCode> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut reports = Vec::new();
    for file in &files::expand(named) {
        match files::read(file) {
            Ok(reading) => reports.push(Report {
                name: name(file),
                text: reading.text,
            }),
            Err(error) => files::trouble(&format!("{error:#}")),
        }
    }
    let findings = findings(&reports);
    if json {
        for line in &lines(&reports, &findings) {
            files::line(&mut out, line)?;
        }
    } else {
        for finding in &findings {
            // Whoever listened may be gone; that is no fault of the reports.
            show(&reports, finding, &mut out).ok();
        }
    }
    let count = |severity| {
        findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let (errors, notes) = (count(Severity::Error), count(Severity::Note));
    if !json && !reports.is_empty() {
        writeln!(
            out,
            "Đã đọc {} báo cáo: {errors} lỗi, {notes} lưu ý.",
            reports.len()
        )
        .ok();
    }
    out.flush().ok();
    Ok(files::outcome(errors == 0 && !reports.is_empty()))
}

fn name(file: &Path) -> String {
    file.to_string_lossy().into_owned()
}

/// How many letters are shown before and behind a figure.
const AROUND: (usize, usize) = (48, 64);

/// A finding for people: where, what, and the words around the figure with a mark under it.
fn show(reports: &[Report], finding: &Finding, out: &mut impl Write) -> io::Result<()> {
    let mut places = finding.places.iter();
    let Some(first) = places.next() else {
        return Ok(());
    };
    let Some(report) = reports.get(first.paper) else {
        return Ok(());
    };
    writeln!(
        out,
        "{}:{}: {}: {}. {}",
        report.name,
        first.line,
        finding.severity.vi(),
        finding.kind.vi(),
        finding.vi()
    )?;
    quote(report, &first.range, out)?;
    // The other value of two stands elsewhere, so it is shown as well.
    if let (Kind::Differs, Some(other)) = (finding.kind, places.next())
        && let Some(report) = reports.get(other.paper)
    {
        writeln!(out, "  so với {}:{}:", report.name, other.line)?;
        quote(report, &other.range, out)?;
    }
    Ok(())
}

fn quote(report: &Report, range: &std::ops::Range<usize>, out: &mut impl Write) -> io::Result<()> {
    let text = &report.text;
    let (Some(before), Some(figure), Some(after)) = (
        text.get(..range.start),
        text.get(range.clone()),
        text.get(range.end..),
    ) else {
        return Ok(());
    };
    let before = before.rsplit('\n').next().unwrap_or("");
    let after = after.split('\n').next().unwrap_or("");
    let skipped = before.chars().count().saturating_sub(AROUND.0);
    let before: String = before.chars().skip(skipped).collect();
    let after: String = after.chars().take(AROUND.1).collect();
    writeln!(out, "    {before}{figure}{after}")?;
    let blank = " ".repeat(before.chars().count());
    writeln!(
        out,
        "    {blank}{}",
        "^".repeat(figure.chars().count().max(1))
    )
}
