//! Kiểm tra thể thức: a document of Word held to Nghị định 30/2020/NĐ-CP in the browser. Anyone may send one; nothing of it is kept.

use axum::extract::{DefaultBodyLimit, Request};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Json, Router};
use council::library::texts::FileReason;
use council::{Problem, Refusal, Result};
use kernel::vi;
use paper::file::{Finding, Said, check};
use reading::layout::{Layout, layout};
use ui::{BackLink, CheckedText, Field, Form, Marked, Notice, Page, Prose, Run, Section, Tone};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::given::{LARGEST_BODY, LARGEST_MEGABYTES, limits};
use super::{again, in_turn, unkept};
use crate::access::Caller;
use crate::app::App;
use crate::catalogue::Lang;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::view::Part;
use crate::visit::Visit;

/// Where the page stands.
pub const HERE: &str = "/check/paper";
/// A stretch without findings is folded when it has as many paragraphs as this.
const LONG: usize = 4;

/// The page and its form.
pub fn routes() -> Router<App> {
    Router::new()
        .route(HERE, get(ask).post(send))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}

/// The same for programs.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(check_for_program))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}

/// A document that was read.
struct Read {
    name: String,
    layout: Layout,
    findings: Vec<Finding>,
}

async fn ask(visit: Visit) -> Response {
    let page = Page::new(visit.t("form-check"))
        .lead(visit.t("form-check-lead"))
        .push(form(&visit, &Posted::default()))
        .section(
            visit.t("form-check-what"),
            Prose::new()
                .list(
                    ["page", "head", "body", "tail", "words"]
                        .map(|what| visit.label("form-check", what)),
                )
                .p(visit.t("form-check-careful")),
        );
    visit.view(page).part(Part::PaperForm).undated().respond()
}

async fn send(visit: Visit, caller: Caller, posted: Posted) -> Outcome {
    match checked(&visit, &caller, &posted).await {
        Ok(read) => {
            let page =
                result(&visit, &read).section(visit.t("report-check-again"), form(&visit, &posted));
            let view = visit.view(page).part(Part::PaperForm).undated();
            Ok(unkept(view.respond()))
        }
        Err(Refusal::Invalid(problems)) => {
            let posted = posted.refused(&visit, &problems);
            let page = Page::new(visit.t("form-check"))
                .lead(visit.t("form-check-lead"))
                .push(form(&visit, &posted));
            Ok(again(&visit, page, Part::PaperForm, &problems))
        }
        Err(other) => Err(other.into()),
    }
}

/// Kiểm tra thể thức: where a document of Word departs from Nghị định 30/2020/NĐ-CP; nothing is kept
#[utoipa::path(
    post, path = "/api/v1/check/paper", tag = "reports",
    request_body(
        content = String, content_type = "multipart/form-data",
        description = "A document of Word as a part named `file` (.docx, 10 MB at most)."
    ),
    responses((status = 200, body = Vec<Finding>, description = "What was found, as by `dancu paper check --json`"))
)]
async fn check_for_program(visit: Visit, caller: Caller, request: Request) -> Outcome {
    let posted = Posted::read(request).await?;
    let read = checked(&visit, &caller, &posted).await?;
    Ok(unkept(Json(read.findings).into_response()))
}

/// Judges what a form or a program sent.
async fn checked(visit: &Visit, caller: &Caller, posted: &Posted) -> Result<Read> {
    let mut files = posted.chosen_files("file");
    let Some(file) = files.next() else {
        return Err(Problem::new("file", "form-check-missing").into());
    };
    if files.next().is_some() {
        return Err(Problem::new("file", "form-check-one").into());
    }
    let (name, bytes) = (kernel::vi::clean(&file.name), file.bytes.clone());
    let judge = move || layout(&bytes, &limits()).map(|layout| (check(&layout).findings, layout));
    match in_turn(visit, caller, judge).await? {
        Ok((findings, layout)) => Ok(Read {
            name,
            layout,
            findings,
        }),
        Err(reading::Unreadable::WrongType) => {
            Err(Problem::new("file", "form-check-no-docx").into())
        }
        Err(unreadable) => {
            let why = FileReason::of_unreadable(unreadable).problem();
            Err(Problem::new("file", why).into())
        }
    }
}

fn form(visit: &Visit, posted: &Posted) -> Form {
    let megabytes = LARGEST_MEGABYTES.to_string();
    let limits = [("megabytes", megabytes.as_str())];
    let file = Field::file("file", visit.t("form-check-file"))
        .accept(".docx")
        .hint(visit.tv("form-check-file-hint", &limits));
    let mut form = visit
        .form(HERE)
        .field(posted.fill("file", file))
        .push(Prose::new().p(visit.t("form-check-unkept")));
    for problem in posted.general_problems() {
        form = form.error(problem);
    }
    form.submit(visit.t("form-check-submit"))
}

fn words<'s>(visit: &Visit, said: &'s Said) -> &'s str {
    match visit.lang {
        Lang::Vi => &said.vi,
        Lang::En => &said.en,
    }
}

/// The answer: what was found, and the text with the paragraphs in which it stands.
fn result(visit: &Visit, read: &Read) -> Page {
    let n = vi::count(read.findings.len());
    let counts = [("n", n.as_str()), ("name", read.name.as_str())];
    let mut page =
        Page::new(visit.t("form-check-result")).lead(visit.tv("form-check-counts", &counts));
    if read.findings.is_empty() {
        page = page
            .push(Notice::success(visit.t("form-check-clean")).body(visit.t("form-check-careful")));
    } else {
        let mut section = Section::new(visit.t("report-findings")).id("phat-hien");
        for (place, finding) in read.findings.iter().enumerate() {
            section = section.push(one(visit, place, finding));
        }
        page = page.push(section);
    }
    let section = Section::new(visit.t("form-check-text"))
        .id("noi-dung")
        .intro(visit.t("form-check-text-as-read"));
    page.push(section.push(text(visit, read)))
}

fn one(visit: &Visit, place: usize, finding: &Finding) -> ui::Finding {
    let title = format!("{}. {}", place + 1, words(visit, &finding.what));
    let told = |key: &str, said: &Said| {
        let words = words(visit, said);
        (!words.is_empty()).then(|| visit.tv(key, &[("words", words)]))
    };
    let said = [
        told("form-check-found", &finding.found),
        told("form-check-must", &finding.must),
        (finding.times > 1)
            .then(|| visit.tv("form-check-times", &[("n", &vi::count(finding.times))])),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    let shown = ui::Finding::new(
        anchor(place),
        title,
        Tone::Late,
        visit.t("form-check-wrong"),
    )
    .note(finding.clause)
    .words(said.join(" "));
    if finding.paragraph == 0 {
        return shown;
    }
    let named = visit.tv(
        "form-check-paragraph",
        &[("n", &vi::count(finding.paragraph))],
    );
    let href = format!("#doan-{}", finding.paragraph);
    shown.place(&named, &href, &Marked::new().words(&finding.at, false))
}

fn anchor(place: usize) -> String {
    format!("phat-hien-{}", place + 1)
}

/// The paragraphs with words; those with findings marked, long stretches between them folded.
fn text(visit: &Visit, read: &Read) -> CheckedText {
    let paragraphs: Vec<(usize, String)> = (1..)
        .zip(&read.layout.paragraphs)
        .map(|(number, paragraph)| (number, kernel::vi::clean(&paragraph.text())))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    let found = |number: usize| -> Vec<BackLink> {
        let places = read.findings.iter().enumerate();
        (places.filter(|(_, finding)| finding.paragraph == number))
            .map(|(place, _)| {
                let sign = (place + 1).to_string();
                BackLink {
                    name: visit.tv("report-finding-back", &[("number", &sign)]),
                    href: format!("#{}", anchor(place)),
                    sign,
                }
            })
            .collect()
    };
    let marked: Vec<(Run, bool)> = (paragraphs.into_iter())
        .map(|(number, words)| match found(number) {
            none if none.is_empty() => (Run::Words(words), false),
            found => {
                let id = format!("doan-{number}");
                (Run::Mark { id, words, found }, true)
            }
        })
        .collect();
    let all = |out: CheckedText, runs: &[(Run, bool)]| {
        (runs.iter()).fold(out, |out, (run, _)| {
            out.paragraph(std::slice::from_ref(run))
        })
    };
    let mut out = CheckedText::new();
    for stretch in marked.chunk_by(|one, other| one.1 == other.1) {
        let plain = stretch.first().is_some_and(|(_, marked)| !marked);
        out = match plain && stretch.len() >= LONG {
            true => {
                let folded = visit.tv("report-check-folded", &[("n", &vi::count(stretch.len()))]);
                out.folded(folded, &all(CheckedText::new(), stretch))
            }
            false => all(out, stretch),
        };
    }
    out
}
