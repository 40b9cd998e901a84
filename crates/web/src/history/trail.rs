//! The trail as a list.

use axum::extract::State;
use council::Problem;
use council::history::trail::{self, Filter, Line, Place, Trail};
use kernel::vi;
use store::{Db, audit};
use ui::{Cell, Column, Filters, Html, Notice, Page, Pager, Section, SummaryList, Table};

use super::detail::{act_name, sentences, subject_name, subject_path};
use crate::failure::Outcome;
use crate::listing::{Format, Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let (filter, problems) = filter(&visit);
    let found = trail::trail(&db, &visit.actor, &filter, place(&visit), trail::PAGE).await?;
    let head = audit::head(&db).await?;
    let lines = vi::number(head.seq);
    let mut page =
        Page::new(visit.t("nav-audit")).lead(visit.tv("trail-lead", &[("lines", &lines)]));
    for problem in &problems {
        page = page.push(Notice::error(visit.problem(problem)));
    }
    let chain = SummaryList::new()
        .row(visit.t("trail-head-seq"), lines)
        .row_of(
            visit.t("trail-head-hash"),
            ui::CopyText::new(audit::hex(&head.hash), visit.words()),
        );
    let chain = Section::new(visit.t("trail-chain"))
        .intro(visit.t("trail-chain-intro"))
        .push(chain);
    let page = page
        .push(filters(&visit, &db).await?)
        .push(table(&visit, &found.lines))
        .push(pager(&visit, &found))
        .push(chain);
    Ok(visit.view(page).part(Part::Audit).undated().respond())
}

pub async fn csv(visit: Visit, State(db): State<Db>) -> Outcome {
    export(&visit, &db, Format::Csv).await
}

pub async fn xlsx(visit: Visit, State(db): State<Db>) -> Outcome {
    export(&visit, &db, Format::Xlsx).await
}

/// The number of the newest line that the actor sees.
pub async fn newest(visit: &Visit) -> Outcome<Option<i64>> {
    let db = visit.app.db();
    let filter = Filter::default();
    let found = trail::trail(db, &visit.actor, &filter, Place::Newest, 1).await?;
    Ok(found.lines.first().map(|line| line.seq))
}

pub(super) fn filter(visit: &Visit) -> (Filter, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut day = |name: &'static str| {
        let typed = visit.asked(name)?;
        vi::parse_date(typed)
            .map_err(|_| problems.push(Problem::new(name, "date-unreadable")))
            .ok()
    };
    let (from, to) = (day("from"), day("to"));
    let text = |name: &str| visit.asked(name).unwrap_or_default().to_owned();
    let filter = Filter {
        council: visit.asked("council").and_then(|id| id.parse().ok()),
        subject: visit.asked("subject").and_then(|id| id.parse().ok()),
        act: text("act"),
        actor: text("actor"),
        from,
        to,
    };
    (filter, problems)
}

pub(super) fn place(visit: &Visit) -> Place {
    let number = |name: &str| visit.asked(name).and_then(|seq| seq.parse().ok());
    match (number("before"), number("after")) {
        (Some(seq), _) => Place::Before(seq),
        (None, Some(seq)) => Place::After(seq),
        (None, None) => Place::Newest,
    }
}

async fn filters(visit: &Visit, db: &Db) -> Outcome<Filters> {
    let asked = |name: &str| visit.asked(name).unwrap_or_default().to_owned();
    let all = || (String::new(), visit.t("filter-all"));
    let councils = trail::councils(db, &visit.actor).await?;
    let councils = councils
        .into_iter()
        .map(|council| (council.id.to_string(), council.title));
    let acts = trail::acts().into_iter().flat_map(|(capability, acts)| {
        let area = visit.label("trail-area", capability);
        let whole = (
            capability.to_owned(),
            visit.tv("trail-area-all", &[("area", &area)]),
        );
        let acts = acts.into_iter().map(move |act| {
            let name = visit.label("act", act.code());
            (act.code().to_owned(), format!("{area}: {name}"))
        });
        std::iter::once(whole).chain(acts.collect::<Vec<_>>())
    });
    let mut filters = Filters::new("/audit", visit.words())
        .select(
            "council",
            &visit.t("trail-council"),
            std::iter::once(all()).chain(councils),
            &asked("council"),
        )
        .select(
            "act",
            &visit.t("trail-act"),
            std::iter::once(all()).chain(acts),
            &asked("act"),
        )
        .search("actor", &visit.t("trail-actor"), &asked("actor"))
        .date("from", &visit.t("trail-from"), &asked("from"))
        .date("to", &visit.t("trail-to"), &asked("to"))
        .clear("/audit");
    if let Some(subject) = visit.asked("subject") {
        let without = visit.here_with(&[("subject", ""), ("before", ""), ("after", "")]);
        filters = filters
            .hidden("subject", subject)
            .active(visit.t("trail-one-record"), without);
    }
    Ok(filters)
}

fn table(visit: &Visit, lines: &[Line]) -> Table {
    let mut table = Table::new(visit.t("trail-lines"), visit.words())
        .column(Column::text(visit.t("trail-line")))
        .column(Column::date(visit.t("trail-when")))
        .column(Column::text(visit.t("trail-who")))
        .column(Column::text(visit.t("trail-what")))
        .column(Column::text(visit.t("trail-why")))
        .empty(visit.t("trail-none"));
    for (word, ending) in [("XLSX", "xlsx"), ("CSV", "csv")] {
        let path = format!("/audit.{ending}");
        let without_place = [("before", ""), ("after", "")];
        table = table.export(word, visit.at_with(&path, &without_place));
    }
    table.rows(lines.iter().map(|line| {
        vec![
            Cell::link(line.seq.to_string(), format!("/audit/{}", line.seq)),
            Cell::date(visit.moment(line.at)),
            actor(visit, line),
            Cell::of(what(visit, line)),
            if line.reason.is_empty() {
                Cell::missing(visit.t("trail-no-reason"))
            } else {
                Cell::text(&line.reason)
            },
        ]
    }))
}

fn actor(visit: &Visit, line: &Line) -> Cell {
    if line.actor.is_empty() {
        Cell::missing(visit.t("trail-nobody"))
    } else {
        Cell::text(&line.actor)
    }
}

/// The act, the record and the first changes; the page of the line has them all.
fn what(visit: &Visit, line: &Line) -> Html {
    const SHOWN: usize = 3;
    let mut html = Html::strong(act_name(visit, &line.act)).and(" – ");
    let subject = subject_name(visit, &line.subject_kind);
    html = match subject_path(visit, line) {
        Some(path) => html.and(Html::link(subject, path)),
        None => html.and(subject),
    };
    if let Some((_, council)) = &line.council {
        html = html.and(format!(" ({council})"));
    }
    let sentences = sentences(visit, line);
    for sentence in sentences.iter().take(SHOWN) {
        html = html.and(Html::raw("<br>")).and(sentence);
    }
    if sentences.len() > SHOWN {
        let more = (sentences.len() - SHOWN).to_string();
        html = html
            .and(Html::raw("<br>"))
            .and(visit.tv("trail-more", &[("count", &more)]));
    }
    html
}

fn pager(visit: &Visit, found: &Trail) -> Pager {
    let to = |place: Place| match place {
        Place::Newest => visit.here_with(&[("before", ""), ("after", "")]),
        Place::Before(seq) => visit.here_with(&[("before", &seq.to_string()), ("after", "")]),
        Place::After(seq) => visit.here_with(&[("after", &seq.to_string()), ("before", "")]),
    };
    let mut pager = Pager::new(visit.words())
        .previous(found.newer.map(to))
        .next(found.older.map(to));
    if let (Some(first), Some(last)) = (found.lines.first(), found.lines.last()) {
        let (first, last) = (vi::number(first.seq), vi::number(last.seq));
        pager = pager.summary(visit.tv("trail-shown", &[("first", &first), ("last", &last)]));
    }
    pager
}

async fn export(visit: &Visit, db: &Db, format: Format) -> Outcome {
    let (filter, _) = filter(visit);
    let found = trail::trail(db, &visit.actor, &filter, Place::Newest, trail::EXPORTED).await?;
    let mut listing = Listing::new(visit.t("nav-audit"))
        .column(Kind::Number, visit.t("trail-line"))
        .column(Kind::Text, visit.t("trail-when"))
        .column(Kind::Text, visit.t("trail-who"))
        .column(Kind::Text, visit.t("trail-act"))
        .column(Kind::Text, visit.t("trail-record"))
        .column(Kind::Text, visit.t("trail-council"))
        .column(Kind::Text, visit.t("trail-why"))
        .column(Kind::Text, visit.t("trail-changes"))
        .column(Kind::Text, visit.t("trail-hash"));
    if found.older.is_some() {
        listing = listing.note(visit.t("trail-export-cut"));
    }
    let rows = found.lines.iter().map(|line| {
        let filled =
            |text: &str| Item::maybe(Some(text.to_owned()).filter(|text| !text.is_empty()));
        vec![
            Item::Number(line.seq),
            Item::Text(visit.moment(line.at)),
            filled(&line.actor),
            Item::Text(act_name(visit, &line.act)),
            Item::Text(format!(
                "{} {}",
                subject_name(visit, &line.subject_kind),
                line.subject
            )),
            Item::maybe(line.council.as_ref().map(|(_, title)| title.clone())),
            filled(&line.reason),
            filled(&sentences(visit, line).join("; ")),
            Item::Text(line.hash.clone()),
        ]
    });
    Ok(listing.rows(rows).export(visit, format, "audit"))
}
