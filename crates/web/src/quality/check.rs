//! One check: the records it complains of, each with the way to mend it.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::access::Act;
use council::quality::{self, Check, Finding};
use kernel::vi;
use store::Db;
use ui::{Html, Page, Prose};

use super::overview::{part, severity, title};
use super::scope;
use crate::api::{Batch, OnDay, PageNumber};
use crate::asked;
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing, page_asked, pager};
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(code): Path<String>) -> Outcome {
    let check = named(&code)?;
    let place = scope::of(&visit)?;
    let batch = page_asked(&visit);
    let outcome = read(&visit, &db, check, &place, batch).await?;
    let name = scope::name(&visit, &place).await?;
    let (tone, word) = severity(&visit, &outcome);
    let key = if outcome.count == 0 {
        "quality-check-lead-none"
    } else {
        "quality-check-lead"
    };
    let values = [
        ("n", &*vi::number(outcome.count.into())),
        ("place", &name),
        ("day", &visit.day(visit.on)),
    ];
    let own = format!("/quality/{code}");
    let page = Page::new(title(&visit, &code))
        .kicker(name.clone())
        .tag(tone, word)
        .lead(visit.tv(key, &values))
        .push(
            Prose::new()
                .p(labelled(&visit, "quality-why", part(&visit, &code, "why")))
                .p(labelled(
                    &visit,
                    "quality-mend",
                    part(&visit, &code, "mend"),
                )),
        )
        .push(scope::filters(&visit, &own, &place).await?)
        .push(
            listing(&visit, check, &outcome.findings)
                .exports(&visit, &format!("{own}/findings"))
                .table(&visit),
        )
        .push(pager(&visit, batch, outcome.count.into()));
    Ok(visit
        .view(page)
        .part(Part::Quality)
        .crumb(
            visit.t("nav-quality"),
            &visit.at_with("/quality", &[("page", ""), ("on", "")]),
        )
        .respond())
}

/// The findings as a file.
pub async fn export(
    visit: Visit,
    State(db): State<Db>,
    Path((code, ending)): Path<(String, String)>,
) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let check = named(&code)?;
    let place = scope::of(&visit)?;
    let outcome = read(&visit, &db, check, &place, council::Page::WHOLE).await?;
    Ok(listing(&visit, check, &outcome.findings).export(&visit, format, &code.replace('_', "-")))
}

/// The records of which one check complains. For clerks, standing committees and auditors.
#[utoipa::path(get, path = "/api/v1/quality/{check}", tag = "quality", params(OnDay,
    ("check" = inline(Check), Path, description = "The code of the check"),
    ("place" = Option<String>, Query, description = "The path of official codes of a place; the reader's own if left out"),
    PageNumber),
    responses((status = 200, description = "A page of findings", body = Batch<Finding>)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(code): Path<String>) -> Outcome {
    let check = named(&code)?;
    let place = scope::of(&visit)?;
    let outcome = read(&visit, &db, check, &place, asked::page(&visit)?).await?;
    Ok(axum::Json(Batch {
        on: visit.on,
        total: outcome.count.into(),
        items: outcome.findings,
    })
    .into_response())
}

fn named(code: &str) -> Outcome<Check> {
    Check::from_code(code).ok_or_else(|| Failure::not_found("check"))
}

/// The findings of one page; those before it are read and left out, as a check gives only its first ones.
async fn read(
    visit: &Visit,
    db: &Db,
    check: Check,
    place: &str,
    batch: council::Page,
) -> Outcome<quality::Outcome> {
    let last = batch.number.saturating_mul(batch.size);
    let mut outcome = quality::check(db, check, place, visit.on, last).await?;
    let before = (batch.number - 1).saturating_mul(batch.size) as usize;
    outcome.findings.drain(..before.min(outcome.findings.len()));
    Ok(outcome)
}

fn labelled(visit: &Visit, label: &str, words: String) -> Html {
    Html::strong(format!("{}:", visit.t(label)))
        .and(" ")
        .and(words)
}

fn listing(visit: &Visit, check: Check, findings: &[Finding]) -> Listing {
    let rows = findings.iter().map(|finding| {
        let detail = if check == Check::ContactShape {
            visit.label("field", &finding.detail)
        } else {
            finding.detail.clone()
        };
        vec![
            Item::Link(finding.label.clone(), visit.link(&record(finding))),
            Item::Text(finding.path.clone()),
            if detail.is_empty() {
                Item::Missing
            } else {
                Item::Text(detail)
            },
            mend(visit, check, finding),
        ]
    });
    Listing::new(title(visit, check.code()))
        .column(Kind::Text, visit.t("quality-record"))
        .column(Kind::Text, visit.t("quality-path"))
        .column(Kind::Text, visit.t("quality-detail"))
        .column(Kind::Text, visit.t("quality-way"))
        .rows(rows)
        .empty(visit.t("quality-fine"))
}

/// The page of the record.
fn record(finding: &Finding) -> String {
    let id = finding.subject_id;
    match finding.subject_kind.as_str() {
        "council" => format!("/councils/{id}"),
        "unit" => format!("/units/{id}"),
        _ => format!("/delegates/{id}"),
    }
}

/// The form that mends a finding, for whoever may use it.
fn mend(visit: &Visit, check: Check, finding: &Finding) -> Item {
    let record = record(finding);
    let running = |kind: &str, end: &str| {
        let id = finding.running_id;
        id.map_or_else(|| record.clone(), |id| format!("/{kind}/{id}/{end}"))
    };
    let (act, key, path) = match check {
        Check::SeatHeldTwice
        | Check::PersonSitsTwice
        | Check::MandateAfterCouncil
        | Check::MandateOutsideCouncil
            if finding.running_id.is_some() =>
        {
            (
                Act::EndMandate,
                "mend-end-mandate",
                running("mandates", "end"),
            )
        }
        Check::PostWithoutMandate
        | Check::MemberAfterBody
        | Check::MembershipTwice
        | Check::TwoHeads
            if finding.running_id.is_some() =>
        {
            (
                Act::RelieveMember,
                "mend-relieve",
                running("memberships", "end"),
            )
        }
        Check::NoHead => (
            Act::AppointMember,
            "mend-appoint",
            running("bodies", "members/new"),
        ),
        Check::BirthMissing
        | Check::AgeImplausible
        | Check::SexMissing
        | Check::RecordVersionsBroken
        | Check::ContactShape => (
            Act::CorrectPerson,
            "mend-correct",
            format!("{record}/correct"),
        ),
        Check::SamePersonTwice => (
            Act::MergePersons,
            "mend-compare",
            format!("{record}/namesakes"),
        ),
        Check::SeatVacant => (
            Act::RegisterPerson,
            "mend-register",
            format!("{record}/persons/new"),
        ),
        Check::ConstituenciesDoNotAddUp => (
            Act::DrawConstituency,
            "mend-constituency",
            format!("{record}/constituencies/new"),
        ),
        Check::DecisionDayImplausible => (
            Act::RecordDecision,
            "mend-decision",
            format!("{record}/decisions/new"),
        ),
        _ => (Act::CorrectPerson, "mend-open", record.clone()),
    };
    let may = key == "mend-open" || visit.can(act, &finding.path);
    if !may {
        return Item::Link(visit.t("mend-open"), visit.link(&record));
    }
    Item::Link(visit.t(key), visit.link(&path))
}
