//! The list of delegates.

use axum::extract::{Path, State};
use council::Paged;
use council::access::FieldGroup;
use council::bodies::Level;
use council::bodies::queries::{self as bodies, TermLine, UnitLine};
use council::people::queries::{DelegateFilter, DelegateLine, PartyFilter, Standing, delegates};
use council::people::{MandateOrigin, Sex};
use kernel::vi;
use store::Db;
use ui::{Choice, Filters, Page, Tone};

use crate::api::{Batch, OnDay, PageNumber};
use crate::asked::{self, choice};
use crate::bodies::list::batch;
use crate::bodies::words::{choices, council_title, or_all};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing, page_asked, pager};
use crate::view::{Part, reads_anywhere};
use crate::visit::Visit;

store::coded! {
    /// Yes or no, in a query.
    enum YesNo {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
    }
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let filter = filter(&visit)?;
    let batch = page_asked(&visit);
    let found = delegates(&db, &visit.actor, &filter, batch).await?;
    let everyone = DelegateFilter::in_office("", visit.on);
    let all = delegates(&db, &visit.actor, &everyone, ONE).await?.total;
    let list = listing(&visit, &found).exports(&visit, "/delegates");
    let page = Page::new(visit.t("delegates-title"))
        .lead(lead(&visit, found.total, all))
        .push(filters(&visit, &db, &filter).await?)
        .push(list.table(&visit))
        .push(pager(&visit, batch, found.total));
    Ok(visit.view(page).part(Part::Delegates).respond())
}

/// The list as a file.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let found = delegates(&db, &visit.actor, &filter(&visit)?, council::Page::WHOLE).await?;
    Ok(listing(&visit, &found).export(&visit, format, "dai-bieu"))
}

/// Delegates as of a day, in Vietnamese order of names; personal values the reader may not see are null.
#[utoipa::path(get, path = "/api/v1/delegates", tag = "people", params(OnDay,
    ("q" = Option<String>, Query, description = "Text found in the name, marks ignored"),
    ("council" = Option<uuid::Uuid>, Query, description = "A council"),
    ("place" = Option<String>, Query, description = "The path of official codes of a place: its council and those below it"),
    ("term" = Option<String>, Query, description = "A term by its name, such as 2021-2026"),
    ("level" = inline(Option<Level>), Query, description = "The level of the council"),
    ("body" = Option<uuid::Uuid>, Query, description = "A body of a council"),
    ("sex" = inline(Option<Sex>), Query, description = "Sex"),
    ("origin" = inline(Option<MandateOrigin>), Query, description = "How the mandate began"),
    ("full_time" = inline(Option<YesNo>), Query, description = "Whether full-time"),
    ("standing" = inline(Option<Standing>), Query, description = "Standing on the day; everyone in office if left out"),
    ("party" = inline(Option<PartyFilter>), Query, description = "Membership of the Party; only for those who may read it"),
    PageNumber),
    responses((status = 200, description = "A page of delegates", body = Batch<DelegateLine>)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    let found = delegates(&db, &visit.actor, &filter(&visit)?, asked::page(&visit)?).await?;
    Ok(batch(&visit, found))
}

const ONE: council::Page = council::Page { number: 1, size: 1 };

fn filter(visit: &Visit) -> council::Result<DelegateFilter> {
    let text = |name: &str| visit.asked(name);
    Ok(DelegateFilter {
        text: text("q").unwrap_or_default().to_owned(),
        council: asked::id(visit, "council")?,
        path: text("place").unwrap_or_default().to_owned(),
        term: text("term").map(str::to_owned),
        level: choice(visit, "level", Level::from_code)?,
        body: asked::id(visit, "body")?,
        sex: choice(visit, "sex", Sex::from_code)?,
        party: choice(visit, "party", PartyFilter::from_code)?,
        origin: choice(visit, "origin", MandateOrigin::from_code)?,
        full_time: choice(visit, "full_time", YesNo::from_code)?.map(|answer| answer == YesNo::Yes),
        standing: choice(visit, "standing", Standing::from_code)?,
        as_of: visit.on,
    })
}

fn lead(visit: &Visit, found: i64, all: i64) -> String {
    let filtered = visit
        .query
        .iter()
        .any(|(name, value)| name != "page" && name != "on" && !value.is_empty());
    visit.tv(
        if filtered {
            "delegates-lead-filtered"
        } else {
            "delegates-lead"
        },
        &[
            ("found", &vi::number(found)),
            ("all", &vi::number(all)),
            ("day", &visit.day(visit.on)),
        ],
    )
}

async fn filters(visit: &Visit, db: &Db, filter: &DelegateFilter) -> Outcome<Filters> {
    let terms: Vec<TermLine> = bodies::terms(db).await?;
    let provinces: Vec<UnitLine> = bodies::provinces(db, visit.on).await?;
    let asked = |name: &str| visit.asked(name).unwrap_or_default();
    let terms = terms
        .iter()
        .map(|term| Choice::new(term.name.as_str(), term.name.as_str()))
        .collect();
    let mut places: Vec<Choice> = provinces
        .iter()
        .map(|unit| Choice::new(unit.path.as_str(), unit.name.as_str()))
        .collect();
    if !filter.path.is_empty() && !places.iter().any(|place| place.value == filter.path) {
        let unit = bodies::unit_at(db, &filter.path, visit.on).await?;
        places.push(Choice::new(unit.path, unit.name));
    }
    let full_time = vec![
        Choice::new("yes", visit.t("full-time-yes")),
        Choice::new("no", visit.t("full-time-no")),
    ];
    let sexes = choices(visit, "sex", Sex::ALL, Sex::code);
    let origins = choices(
        visit,
        "mandate-origin",
        MandateOrigin::ALL,
        MandateOrigin::code,
    );
    let mut standings = choices(visit, "standing", Standing::ALL, Standing::code);
    standings.insert(0, Choice::new("", visit.t("standing-all")));
    let mut filters = Filters::new("/delegates", visit.words())
        .search("q", &visit.t("delegates-search"), asked("q"))
        .select(
            "place",
            &visit.t("delegates-place"),
            or_all(visit, places),
            &filter.path,
        )
        .select(
            "term",
            &visit.t("term"),
            or_all(visit, terms),
            asked("term"),
        )
        .select("sex", &visit.t("sex"), or_all(visit, sexes), asked("sex"))
        .select(
            "origin",
            &visit.t("mandate-origin"),
            or_all(visit, origins),
            asked("origin"),
        )
        .select(
            "full_time",
            &visit.t("full-time-or-not"),
            or_all(visit, full_time),
            asked("full_time"),
        )
        .select("standing", &visit.t("state"), standings, asked("standing"));
    if reads_anywhere(visit, FieldGroup::Affiliation) {
        let parties = choices(visit, "party-filter", PartyFilter::ALL, PartyFilter::code);
        filters = filters.select(
            "party",
            &visit.t("party"),
            or_all(visit, parties),
            asked("party"),
        );
    }
    // A council, a level and a body are chosen by following a link from another page; here they can be taken off.
    if let Some(id) = filter.council {
        let council = bodies::council(db, id).await?;
        let without = visit.here_with(&[("council", ""), ("body", ""), ("page", "")]);
        filters = filters
            .hidden("council", &id.to_string())
            .active(council_title(visit, &council), without);
    }
    if let Some(level) = filter.level {
        let without = visit.here_with(&[("level", ""), ("page", "")]);
        filters = filters
            .hidden("level", level.code())
            .active(visit.label("level", level.code()), without);
    }
    if let Some(id) = filter.body {
        let body = bodies::body(db, id).await?;
        let without = visit.here_with(&[("body", ""), ("page", "")]);
        filters = filters
            .hidden("body", &id.to_string())
            .active(body.name, without);
    }
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    Ok(filters)
}

fn listing(visit: &Visit, found: &Paged<DelegateLine>) -> Listing {
    let contact = reads_anywhere(visit, FieldGroup::Contact);
    let affiliation = reads_anywhere(visit, FieldGroup::Affiliation);
    let mut list = Listing::new(visit.t("delegates-title"))
        .column(Kind::Text, visit.t("full-name"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Text, visit.t("post"))
        .column(Kind::Text, visit.t("delegate-group"))
        .column(Kind::Text, visit.t("sex"))
        .column(Kind::Text, visit.t("field-birth-year"))
        .column(Kind::Text, visit.t("full-time-or-not"))
        .column(Kind::Day, visit.t("since"))
        .column(Kind::Status, visit.t("state"));
    if affiliation {
        list = list
            .column(Kind::Text, visit.t("field-ethnicity"))
            .column(Kind::Day, visit.t("field-party-since"));
    }
    if contact {
        list = list
            .column(Kind::Text, visit.t("field-phone"))
            .column(Kind::Text, visit.t("field-email"));
    }
    for line in &found.rows {
        let mut row = row(visit, line);
        if affiliation {
            row.push(Item::shown(line.ethnicity.clone(), Item::Text));
            row.push(Item::shown(line.party_since, Item::Day));
        }
        if contact {
            row.push(Item::shown(line.phone.clone(), Item::Text));
            row.push(Item::shown(line.email.clone(), Item::Text));
        }
        list = list.row(row);
    }
    list.empty(visit.t("delegates-none"))
}

fn row(visit: &Visit, line: &DelegateLine) -> Vec<Item> {
    let post = line.post.map(|post| {
        let post = visit.label("post", post.code());
        match &line.body {
            Some(body) => format!("{post}, {body}"),
            None => post,
        }
    });
    vec![
        Item::Link(
            line.full_name.clone(),
            visit.link(&format!("/delegates/{}", line.person_id)),
        ),
        Item::Link(
            line.council.clone(),
            visit.link(&format!("/councils/{}", line.council_id)),
        ),
        Item::maybe(post),
        Item::maybe(line.group.clone()),
        Item::maybe(line.sex.map(|sex| visit.label("sex", sex.code()))),
        Item::maybe(line.birth_year.map(|year| year.to_string())),
        Item::Text(visit.t(if line.full_time {
            "full-time-yes"
        } else {
            "full-time-no"
        })),
        Item::Day(line.valid_from),
        state(visit, line),
    ]
}

/// Where the mandate stands; what no decision confirms is told even when all else is well.
fn state(visit: &Visit, line: &DelegateLine) -> Item {
    let word = visit.label("standing", line.standing.code());
    match line.standing {
        Standing::InOffice if !line.confirmed => Item::Status(
            Tone::Unsure,
            format!("{word} ({})", visit.t("unconfirmed").to_lowercase()),
        ),
        Standing::InOffice => Item::Status(Tone::Done, word),
        Standing::Suspended => Item::Status(Tone::Late, word),
        Standing::Ended => Item::Status(Tone::Neutral, word),
    }
}
