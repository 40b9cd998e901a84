//! What was handed in: files and a pasted text, read as reports within the limits of a public page.

use axum::body::Bytes;
use council::library::texts::{FileReason, Oddity};
use council::{Problem, Result};
use figures::Finding;
use figures::report::{Report, findings};
use reading::{Limits, Reading};

use crate::catalogue::{self, Lang};
use crate::posted::Posted;
use crate::visit::Visit;

/// How many reports are checked at once.
pub const MOST: usize = 5;
/// The largest report.
pub const LARGEST_MEGABYTES: usize = 10;
const LARGEST: usize = LARGEST_MEGABYTES * 1024 * 1024;
/// The largest sending: some large reports, or five of the usual size.
pub const LARGEST_BODY: usize = 2 * LARGEST + 5 * 1024 * 1024;

/// A report as it was handed in.
pub struct Given {
    field: &'static str,
    name: String,
    bytes: Bytes,
}

/// Reports that were read, what should be known of each, and what was found in them.
pub struct Read {
    /// The reports.
    pub reports: Vec<Report>,
    /// What the reader of files noticed, report by report.
    pub oddities: Vec<Vec<Oddity>>,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// The reports of a form: its files, then the text that was pasted.
pub fn reports(visit: &Visit, posted: &Posted) -> Result<Vec<Given>> {
    let mut given: Vec<Given> = posted
        .chosen_files("file")
        .map(|file| Given {
            field: "file",
            name: kernel::vi::clean(&file.name),
            bytes: file.bytes.clone(),
        })
        .collect();
    let pasted = posted.raw("text");
    if !pasted.trim().is_empty() {
        given.push(Given {
            field: "text",
            name: visit.t("report-check-pasted"),
            bytes: Bytes::from(pasted.replace("\r\n", "\n")),
        });
    }
    match given.len() {
        0 => Err(Problem::new("file", "report-missing").into()),
        1..=MOST => Ok(given),
        _ => Err(Problem::new("file", "report-too-many")
            .with("most", MOST)
            .into()),
    }
}

/// Reads the reports and compares their figures; a report that cannot be read is told by its name.
pub fn read(lang: Lang, given: Vec<Given>) -> Result<Read> {
    let (mut reports, mut oddities, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    for Given { field, name, bytes } in given {
        match reading::read(&bytes, &limits()) {
            Ok(Reading { text, warnings, .. }) => {
                reports.push(Report { name, text });
                oddities.push(
                    warnings
                        .into_iter()
                        .filter_map(Oddity::of_warning)
                        .collect(),
                );
            }
            Err(unreadable) => {
                let why = FileReason::of_unreadable(unreadable).problem();
                let why = catalogue::text(lang, &format!("problem-{why}"));
                let problem = Problem::new(field, "report-unreadable");
                problems.push(problem.with("name", name).with("why", why));
            }
        }
    }
    if !problems.is_empty() {
        return Err(council::Refusal::Invalid(problems));
    }
    let findings = findings(&reports);
    Ok(Read {
        reports,
        oddities,
        findings,
    })
}

/// A public page reads less than the library does: no report is longer than a thousand pages.
pub fn limits() -> Limits {
    Limits {
        bytes: LARGEST as u64,
        unpacked_bytes: 60_000_000,
        entries: 2_000,
        text_bytes: 2_000_000,
        pages: 1_000,
        ..Limits::default()
    }
}
