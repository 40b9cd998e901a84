//! All checks over one place.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::quality::{Check, Outcome as Checked, Severity, check_all};
use kernel::vi;
use store::Db;
use ui::{Page, Tone};

use super::scope;
use crate::api::OnDay;
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// The checks over a place.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct Checks {
    /// The day.
    on: kernel::Date,
    /// The path of official codes of the place; empty for the country.
    place: String,
    /// Those with findings first, the worst at the head.
    items: Vec<CheckCount>,
}

/// Of how many records a check complains.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct CheckCount {
    /// The check.
    check: Check,
    /// How bad a finding is.
    severity: Severity,
    /// How many records.
    count: u32,
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let place = scope::of(&visit)?;
    let outcomes = outcomes(&visit, &db, &place).await?;
    let name = scope::name(&visit, &place).await?;
    let page = Page::new(visit.t("quality-title"))
        .kicker(name.clone())
        .lead(lead(&visit, &outcomes, &name))
        .push(scope::filters(&visit, "/quality", &place).await?)
        .push(
            listing(&visit, &outcomes)
                .exports(&visit, "/quality")
                .table(&visit),
        );
    Ok(visit.view(page).part(Part::Quality).respond())
}

/// The table as a file.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let place = scope::of(&visit)?;
    let outcomes = outcomes(&visit, &db, &place).await?;
    let name = scope::name(&visit, &place).await?;
    Ok(listing(&visit, &outcomes)
        .note(name)
        .export(&visit, format, "chat-luong-du-lieu"))
}

/// The checks of data quality over a place: how many records each complains of. For clerks, standing committees and auditors.
#[utoipa::path(get, path = "/api/v1/quality", tag = "quality", params(OnDay,
    ("place" = Option<String>, Query, description = "The path of official codes of a place; the reader's own if left out")),
    responses((status = 200, description = "Every check with its count", body = Checks)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    let place = scope::of(&visit)?;
    let outcomes = outcomes(&visit, &db, &place).await?;
    let line = |outcome: &Checked| CheckCount {
        check: outcome.check,
        severity: outcome.check.severity(),
        count: outcome.count,
    };
    Ok(axum::Json(Checks {
        on: visit.on,
        items: outcomes.iter().map(line).collect(),
        place,
    })
    .into_response())
}

/// Those with findings first, the worst at the head.
async fn outcomes(visit: &Visit, db: &Db, place: &str) -> Outcome<Vec<Checked>> {
    let mut outcomes = check_all(db, place, visit.on, 1).await?;
    let rank = |severity| match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Gap => 2,
    };
    outcomes.sort_by_key(|outcome| (outcome.count == 0, rank(outcome.check.severity())));
    Ok(outcomes)
}

/// "Có 37 vấn đề trong 6 phép kiểm tra; 22 phép không có vấn đề."
fn lead(visit: &Visit, outcomes: &[Checked], place: &str) -> String {
    let problems: i64 = outcomes
        .iter()
        .map(|outcome| i64::from(outcome.count))
        .sum();
    let bad = outcomes.iter().filter(|outcome| outcome.count > 0).count();
    let count = |count: usize| vi::number(i64::try_from(count).unwrap_or(i64::MAX));
    let key = if problems == 0 {
        "quality-lead-none"
    } else {
        "quality-lead"
    };
    visit.tv(
        key,
        &[
            ("place", place),
            ("day", &visit.day(visit.on)),
            ("problems", &vi::number(problems)),
            ("bad", &count(bad)),
            ("good", &count(outcomes.len() - bad)),
        ],
    )
}

fn listing(visit: &Visit, outcomes: &[Checked]) -> Listing {
    let rows = outcomes.iter().map(|outcome| {
        let check = outcome.check;
        let (tone, word) = severity(visit, outcome);
        let path = format!("/quality/{}", check.code());
        vec![
            Item::Link(
                title(visit, check.code()),
                visit.at_with(&path, &[("page", "")]),
            ),
            Item::Number(outcome.count.into()),
            Item::Status(tone, word),
            Item::Text(part(visit, check.code(), "why")),
            Item::Text(part(visit, check.code(), "mend")),
        ]
    });
    Listing::new(visit.t("quality-caption"))
        .column(Kind::Text, visit.t("quality-check"))
        .column(Kind::Number, visit.t("quality-count"))
        .column(Kind::Status, visit.t("quality-severity"))
        .column(Kind::Text, visit.t("quality-why"))
        .column(Kind::Text, visit.t("quality-mend"))
        .rows(rows)
}

/// How bad the findings are; good when there are none.
pub(super) fn severity(visit: &Visit, outcome: &Checked) -> (Tone, String) {
    if outcome.count == 0 {
        return (Tone::Done, visit.t("quality-fine"));
    }
    let severity = outcome.check.severity();
    let tone = match severity {
        Severity::Error => Tone::Late,
        Severity::Warning => Tone::Unsure,
        Severity::Gap => Tone::Due,
    };
    (tone, visit.label("severity", severity.code()))
}

/// What a check looks for.
pub(super) fn title(visit: &Visit, check: &str) -> String {
    part(visit, check, "title")
}

/// One of the texts of a check: title, why, mend.
pub(super) fn part(visit: &Visit, check: &str, part: &str) -> String {
    visit.t(&format!("check-{}-{part}", check.replace('_', "-")))
}
