//! The lists: over all councils, and of one.

use axum::extract::{Path, State};
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::regulations::queries::{RegulationFilter, RegulationLine, regulations};
use council::regulations::{RegulationKind, Standing};
use council::{Page as Batch, Paged};
use kernel::ids::CouncilId;
use kernel::vi;
use store::Db;
use ui::{Button, Filters, Page};

use super::say;
use crate::api::{OnDay, PageNumber};
use crate::asked::{self, choice};
use crate::bodies::list::batch;
use crate::bodies::words::{choices, council_title, or_all};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing, page_asked, pager};
use crate::view::Part;
use crate::visit::Visit;

/// The list over all councils.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    page(&visit, &db, None).await
}

/// The list of one council: Quy định của hội đồng.
pub async fn of_council(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    page(&visit, &db, Some(&council)).await
}

async fn page(visit: &Visit, db: &Db, of: Option<&CouncilRef>) -> Outcome {
    let mut filter = filter(visit)?;
    filter.council = of.map(|council| council.id).or(filter.council);
    let batch = page_asked(visit);
    let found = regulations(db, &visit.actor, &filter, batch).await?;
    let path = of.map_or("/regulations".to_owned(), |council| {
        format!("/councils/{}/regulations", council.id)
    });
    let (count, day) = (vi::number(found.total), visit.day(visit.on));
    let lead = visit.tv("regulations-lead", &[("n", &count), ("day", &day)]);
    let title = match of {
        Some(_) => visit.t("regulations-of-council"),
        None => visit.t("regulations-title"),
    };
    let mut page = Page::new(title).lead(lead);
    if let Some(council) = of {
        page = page.kicker(council_title(visit, council));
        for (act, end, key) in [
            (Act::ProposeRegulation, "new", "task-regulation-propose"),
            (Act::RecordRegulation, "earlier", "task-regulation-record"),
        ] {
            if visit.can(act, &council.path) {
                page = page.action(Button::new(visit.t(key), format!("{path}/{end}")));
            }
        }
    }
    let list = listing(visit, &found).exports(visit, &path);
    let page = page
        .push(filters(visit, &path, &filter))
        .push(list.table(visit))
        .push(pager(visit, batch, found.total));
    let view = visit.view(page);
    Ok(match of {
        Some(council) => view
            .part(Part::Councils)
            .crumb(visit.t("nav-councils"), "/councils")
            .crumb(
                council_title(visit, council),
                &format!("/councils/{}", council.id),
            )
            .respond(),
        None => view.part(Part::Regulations).respond(),
    })
}

/// The list as a file.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let found = regulations(&db, &visit.actor, &filter(&visit)?, Batch::WHOLE).await?;
    Ok(listing(&visit, &found).export(&visit, format, "quy-che-noi-quy"))
}

/// The list of one council as a file.
pub async fn export_of_council(
    visit: Visit,
    State(db): State<Db>,
    Path((id, ending)): Path<(CouncilId, String)>,
) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let council = council(&db, id).await?;
    let filter = RegulationFilter {
        council: Some(id),
        ..filter(&visit)?
    };
    let found = regulations(&db, &visit.actor, &filter, Batch::WHOLE).await?;
    Ok(listing(&visit, &found)
        .note(council_title(&visit, &council))
        .export(&visit, format, "quy-che-noi-quy"))
}

/// The regulations of councils on a day, those that moved last first; drafts only for who may read them.
#[utoipa::path(get, path = "/api/v1/regulations", tag = "regulations", params(OnDay,
    ("q" = Option<String>, Query, description = "Found in number and title"),
    ("council" = Option<uuid::Uuid>, Query, description = "One council"),
    ("kind" = inline(Option<RegulationKind>), Query, description = "Kind"),
    ("standing" = inline(Option<Standing>), Query, description = "Standing on the day"),
    PageNumber),
    responses((status = 200, description = "A page of regulations", body = crate::api::Batch<RegulationLine>)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    let page = asked::page(&visit)?;
    let found = regulations(&db, &visit.actor, &filter(&visit)?, page).await?;
    Ok(batch(&visit, found))
}

fn filter(visit: &Visit) -> council::Result<RegulationFilter> {
    Ok(RegulationFilter {
        text: visit.asked("q").unwrap_or_default().to_owned(),
        council: asked::id(visit, "council")?,
        kind: choice(visit, "kind", RegulationKind::from_code)?,
        standing: choice(visit, "standing", Standing::from_code)?,
        as_of: visit.on,
    })
}

fn filters(visit: &Visit, path: &str, filter: &RegulationFilter) -> Filters {
    let kinds = choices(
        visit,
        "regulation-kind",
        RegulationKind::ALL,
        RegulationKind::code,
    );
    let standings = choices(visit, "regulation-standing", Standing::ALL, Standing::code);
    let kind = filter.kind.map_or("", RegulationKind::code);
    let standing = filter.standing.map_or("", Standing::code);
    let mut filters = Filters::new(path, visit.words())
        .search("q", &visit.t("library-search"), &filter.text)
        .select(
            "kind",
            &visit.t("regulation-kind"),
            or_all(visit, kinds),
            kind,
        )
        .select(
            "standing",
            &visit.t("regulation-standing"),
            or_all(visit, standings),
            standing,
        );
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    filters
}

fn listing(visit: &Visit, found: &Paged<RegulationLine>) -> Listing {
    Listing::new(visit.t("regulations-title"))
        .column(Kind::Text, visit.t("regulation-title"))
        .column(Kind::Text, visit.t("document-number"))
        .column(Kind::Text, visit.t("regulation-kind"))
        .column(Kind::Text, visit.t("regulation-council"))
        .column(Kind::Status, visit.t("regulation-standing"))
        .column(Kind::Day, visit.t("regulation-since"))
        .column(Kind::Day, visit.t("document-in-force"))
        .column(Kind::Day, visit.t("document-ended"))
        .rows(found.rows.iter().map(|line| row(visit, line)))
        .empty(visit.t("regulations-none"))
}

fn row(visit: &Visit, line: &RegulationLine) -> Vec<Item> {
    let (tone, word) = say::standing(visit, line.standing(visit.on));
    let href = visit.link(&format!("/regulations/{}", line.id));
    vec![
        Item::Link(line.title.clone(), href),
        Item::maybe(line.number.clone()),
        Item::Text(visit.label("regulation-kind", line.kind.code())),
        Item::Text(say::council(visit, line)),
        Item::Status(tone, word),
        Item::Day(line.since),
        Item::day(line.in_force_on),
        Item::day(line.ended_on),
    ]
}
