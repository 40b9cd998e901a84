//! The rules of the day, subject by subject.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::bodies::Level;
use council::library::queries::shelf;
use council::rules::InForce;
use council::rules::queries::{self, RuleGroup};
use kernel::vi;
use store::Db;
use ui::{Actions, Button, Cell, Filters, Page, ScreenOnly, Section};

use super::words;
use crate::api::OnDay;
use crate::asked::choice;
use crate::bodies::words::{choices, or_all};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let groups = chosen(&visit, queries::rules(&db, "", visit.on).await?)?;
    let shelf = shelf(&db).await?;
    let mut page = Page::new(visit.t("rules-title"))
        .lead(lead(&visit, &groups))
        .action(Button::new(
            visit.t("rules-seats-open"),
            visit.link("/rules/seats"),
        ))
        .push(filters(&visit))
        .push(words::legend(&visit));
    for subject in words::subjects() {
        let caption = visit.label("rule-subject", subject);
        let mut table = words::table(&visit, caption, "rule-about").quiet();
        let mut any = false;
        for (group, rule) in current(&groups, subject) {
            any = true;
            let first = Cell::link(
                words::title(&visit, &group.key),
                visit.link(&format!("/rules/{}", group.key)),
            );
            table = table.row(words::row(&visit, &shelf, first, rule));
        }
        if any {
            page = page.push(
                Section::new(visit.label("rule-subject", subject))
                    .id(subject)
                    .push(table),
            );
        }
    }
    let file = |word: &str, ending: &str| {
        Button::new(
            visit.tv("rules-export", &[("format", word)]),
            visit.at_with(&format!("/rules.{ending}"), &[]),
        )
        .secondary()
    };
    let files = Actions::new()
        .push(file("XLSX", "xlsx"))
        .push(file("CSV", "csv"));
    let page = page.push(ScreenOnly(files));
    Ok(visit.view(page).part(Part::Rules).respond())
}

/// The rules of the day as a file.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let groups = chosen(&visit, queries::rules(&db, "", visit.on).await?)?;
    let shelf = shelf(&db).await?;
    let mut list = Listing::new(visit.t("rules-title"))
        .column(Kind::Text, visit.t("rule-subject"))
        .column(Kind::Text, visit.t("rule-about"))
        .column(Kind::Text, visit.t("rule-binds"))
        .column(Kind::Text, visit.t("rule-value"))
        .column(Kind::Text, visit.t("rule-basis-head"))
        .column(Kind::Day, visit.t("rule-from"))
        .column(Kind::Day, visit.t("rule-to"))
        .column(Kind::Status, visit.t("rule-certainty"));
    for subject in words::subjects() {
        for (group, rule) in current(&groups, subject) {
            let (tone, word) = words::certainty(&visit, rule);
            list = list.row([
                Item::Text(visit.label("rule-subject", subject)),
                Item::Text(words::title(&visit, &group.key)),
                Item::Text(words::binds(&visit, rule)),
                Item::Text(words::value(&visit, rule)),
                words::basis_item(&visit, &shelf, rule),
                Item::Day(rule.valid_from),
                Item::day(rule.valid_to),
                Item::Status(tone, word),
            ]);
        }
    }
    Ok(list.export(&visit, format, "quy-dinh"))
}

/// The rules of a day.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct Rules {
    /// The day.
    on: kernel::Date,
    /// By what they are about.
    items: Vec<RuleGroup>,
}

/// Dated rules: those of the day, and earlier and later ones, by what they are about.
#[utoipa::path(get, path = "/api/v1/rules", tag = "rules", params(OnDay,
    ("key" = Option<String>, Query, description = "What the rule is about, such as `seats`; every rule if left out"),
    ("level" = inline(Option<Level>), Query, description = "Rules that bind this level")),
    responses((status = 200, description = "For each key the current and the other rules", body = Rules)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    let key = visit.asked("key").unwrap_or_default();
    let items = chosen(&visit, queries::rules(&db, key, visit.on).await?)?;
    Ok(axum::Json(Rules {
        on: visit.on,
        items,
    })
    .into_response())
}

/// What the filters leave.
fn chosen(visit: &Visit, mut groups: Vec<RuleGroup>) -> council::Result<Vec<RuleGroup>> {
    let text = vi::fold(visit.asked("q").unwrap_or_default());
    let level = choice(visit, "level", Level::from_code)?;
    let sure = visit.asked("certainty").unwrap_or_default();
    for group in &mut groups {
        let title = vi::fold(&words::title(visit, &group.key));
        let kept = |rule: &InForce| {
            let found = text.is_empty()
                || title.contains(&text)
                || vi::fold(&format!("{} {}", rule.basis_document, rule.note_vi)).contains(&text);
            let here = level.is_none_or(|level| rule.level.is_none_or(|own| own == level));
            let certain = match sure {
                "sure" => !rule.basis_document.is_empty() && rule.certainty.is_sure(),
                "unsure" => rule.basis_document.is_empty() || !rule.certainty.is_sure(),
                "local" => rule.council_id.is_some(),
                _ => true,
            };
            found && here && certain
        };
        group.current.retain(kept);
        group.other.retain(kept);
    }
    Ok(groups)
}

fn current<'a>(
    groups: &'a [RuleGroup],
    subject: &'a str,
) -> impl Iterator<Item = (&'a RuleGroup, &'a InForce)> {
    groups
        .iter()
        .filter(move |group| words::subject(&group.key) == subject)
        .flat_map(|group| group.current.iter().map(move |rule| (group, rule)))
}

fn lead(visit: &Visit, groups: &[RuleGroup]) -> String {
    let rules = || groups.iter().flat_map(|group| &group.current);
    let count = |kept: &dyn Fn(&InForce) -> bool| -> String {
        let count = rules().filter(|rule| kept(rule)).count();
        vi::number(i64::try_from(count).unwrap_or(i64::MAX))
    };
    visit.tv(
        "rules-lead",
        &[
            ("day", &visit.day(visit.on)),
            ("n", &count(&|_| true)),
            (
                "sure",
                &count(&|rule| !rule.basis_document.is_empty() && rule.certainty.is_sure()),
            ),
            (
                "unsure",
                &count(&|rule| !rule.basis_document.is_empty() && !rule.certainty.is_sure()),
            ),
            ("own", &count(&|rule| rule.basis_document.is_empty())),
        ],
    )
}

fn filters(visit: &Visit) -> Filters {
    let asked = |name| visit.asked(name).unwrap_or_default();
    let sure = [
        ("", "filter-all"),
        ("sure", "rules-filter-sure"),
        ("unsure", "rules-filter-unsure"),
        ("local", "rules-filter-local"),
    ]
    .map(|(value, key)| (value, visit.t(key)));
    let levels = or_all(visit, choices(visit, "level", Level::ALL, Level::code));
    let mut filters = Filters::new("/rules", visit.words())
        .search("q", &visit.t("rules-search"), asked("q"))
        .select("level", &visit.t("level"), levels, asked("level"))
        .select(
            "certainty",
            &visit.t("rule-certainty"),
            sure.map(|(value, label)| ui::Choice::new(value, label)),
            asked("certainty"),
        );
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    filters
}
