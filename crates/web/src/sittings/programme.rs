//! The programme of the whole term of a council: every item of every sitting, narrowed and exported.

use axum::extract::{Path, State};
use council::bodies::queries::council;
use council::sittings::programme::{ItemLine, ItemStanding, ProgrammeStep, programme};
use council::sittings::{ItemKind, SittingState};
use kernel::ids::{CouncilId, InstitutionId};
use kernel::vi;
use store::Db;
use ui::{Choice, Filters, Page};

use super::say;
use crate::asked::{self, choice};
use crate::bodies::words::{choices, council_title, or_all};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// What the reader wants to see of it.
struct Wanted {
    kind: Option<ItemKind>,
    lead: Option<InstitutionId>,
    state: Option<SittingState>,
    late: bool,
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let steps = programme(&db, id, visit.on).await?;
    let wanted = Wanted::of(&visit)?;
    let lines = wanted.among(&steps);
    let home = format!("/councils/{id}/programme");
    let page = Page::new(visit.t("sitting-programme-of-term"))
        .kicker(council_title(&visit, &council))
        .lead(lead(&visit, &steps))
        .push(wanted.filters(&visit, &home, &steps))
        .push(listing(&visit, &lines).exports(&visit, &home).table(&visit));
    Ok(visit
        .view(page)
        .part(Part::Sittings)
        .crumb(visit.t("nav-sittings"), "/sittings")
        .crumb(
            council_title(&visit, &council),
            &format!("/councils/{id}/sittings"),
        )
        .respond())
}

/// The programme as a file.
pub async fn export(
    visit: Visit,
    State(db): State<Db>,
    Path((id, ending)): Path<(CouncilId, String)>,
) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let council = council(&db, id).await?;
    let steps = programme(&db, id, visit.on).await?;
    let lines = Wanted::of(&visit)?.among(&steps);
    Ok(listing(&visit, &lines)
        .note(council_title(&visit, &council))
        .export(&visit, format, "chuong-trinh-ky-hop"))
}

impl Wanted {
    fn of(visit: &Visit) -> council::Result<Self> {
        Ok(Self {
            kind: choice(visit, "kind", ItemKind::from_code)?,
            lead: asked::id(visit, "lead")?,
            state: choice(visit, "state", SittingState::from_code)?,
            late: visit.asked("late").is_some(),
        })
    }

    fn among<'s>(&self, steps: &'s [ProgrammeStep]) -> Vec<(&'s ProgrammeStep, &'s ItemLine)> {
        let all = steps
            .iter()
            .flat_map(|step| step.items.iter().map(move |line| (step, line)));
        all.filter(|(step, line)| {
            let item = &line.item;
            self.kind.is_none_or(|kind| kind == item.kind)
                && self.state.is_none_or(|state| state == step.state)
                && (self.lead.is_none() || self.lead == item.institution_id)
                && (!self.late || line.standing == ItemStanding::Late)
        })
        .collect()
    }

    fn filters(&self, visit: &Visit, home: &str, steps: &[ProgrammeStep]) -> Filters {
        let kinds = choices(visit, "sitting-item-kind", ItemKind::ALL, ItemKind::code);
        let states = choices(
            visit,
            "sitting-state",
            SittingState::ALL,
            SittingState::code,
        );
        let mut leads: Vec<(String, String)> = steps
            .iter()
            .flat_map(|step| &step.items)
            .filter_map(|line| {
                let id = line.item.institution_id?.to_string();
                Some((line.item.institution.clone()?, id))
            })
            .collect();
        leads.sort_by_key(|(name, id)| (vi::sort_key(name), id.clone()));
        leads.dedup();
        let leads = leads
            .into_iter()
            .map(|(name, id)| Choice::new(id, name))
            .collect();
        let lead = self.lead.map(|id| id.to_string()).unwrap_or_default();
        let mut filters = Filters::new(home, visit.words())
            .select(
                "kind",
                &visit.t("sitting-item-kind"),
                or_all(visit, kinds),
                self.kind.map_or("", ItemKind::code),
            )
            .select(
                "lead",
                &visit.t("item-institution"),
                or_all(visit, leads),
                &lead,
            )
            .select(
                "state",
                &visit.t("sitting-state"),
                or_all(visit, states),
                self.state.map_or("", SittingState::code),
            )
            .check("late", &visit.t("item-late-only"), self.late);
        if visit.is_past() {
            filters = filters.hidden("on", &visit.on.to_string());
        }
        filters
    }
}

fn lead(visit: &Visit, steps: &[ProgrammeStep]) -> String {
    let items = || steps.iter().flat_map(|step| &step.items);
    let late = items().filter(|line| line.standing == ItemStanding::Late);
    let held = steps.iter().filter(|step| step.state == SittingState::Held);
    let number = |count: usize| vi::number(i64::try_from(count).unwrap_or(i64::MAX));
    visit.tv(
        "sitting-programme-lead",
        &[
            ("sittings", &number(steps.len())),
            ("held", &number(held.count())),
            ("items", &number(items().count())),
            ("late", &number(late.count())),
            ("day", &visit.day(visit.on)),
        ],
    )
}

fn listing(visit: &Visit, lines: &[(&ProgrammeStep, &ItemLine)]) -> Listing {
    Listing::new(visit.t("sitting-programme-of-term"))
        .column(Kind::Text, visit.t("sitting-item"))
        .column(Kind::Text, visit.t("sitting"))
        .column(Kind::Day, visit.t("sitting-opens"))
        .column(Kind::Text, visit.t("sitting-item-kind"))
        .column(Kind::Text, visit.t("item-output"))
        .column(Kind::Text, visit.t("item-institution"))
        .column(Kind::Text, visit.t("item-verifier"))
        .column(Kind::Status, visit.t("item-standing"))
        .rows(lines.iter().map(|(step, line)| row(visit, step, line)))
        .empty(visit.t("sitting-items-none"))
}

fn row(visit: &Visit, step: &ProgrammeStep, line: &ItemLine) -> Vec<Item> {
    let (tone, word) = say::item(visit, line);
    let item = &line.item;
    let output = Some(item.output.clone()).filter(|output| !output.is_empty());
    vec![
        Item::Link(
            item.title.clone(),
            visit.link(&format!("/sitting-items/{}", item.id)),
        ),
        Item::Link(
            say::number(visit, &step.sitting),
            visit.link(&format!("/sittings/{}", step.sitting.id)),
        ),
        Item::Day(step.sitting.opens_on),
        Item::Text(visit.label("sitting-item-kind", item.kind.code())),
        Item::maybe(output),
        Item::maybe(item.institution.clone()),
        Item::maybe(item.verifier.clone()),
        Item::Status(tone, word),
    ]
}
