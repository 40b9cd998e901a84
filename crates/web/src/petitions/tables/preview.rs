//! One table: what it would become while it waits, what it became afterwards.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use council::bodies::queries::council;
use council::petitions::ResultKind;
use council::petitions::tables::confirm::{ConfirmTable, confirm_table};
use council::petitions::tables::intake::discard_table;
use council::petitions::tables::preview::{Preview, PreviewRow, preview};
use council::petitions::tables::queries::{TableRow, petition_table};
use council::petitions::tables::{Counts, RowState, TableState};
use council::{Acting, Refusal};
use kernel::ids::PetitionTableId;
use kernel::vi;
use store::Db;
use ui::{
    Actions, Button, Field, Form, Notice, Page, PostButton, Section, Stat, Stats, Tabs, Tone,
};

use crate::bodies::words::council_title;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing, page_asked, pager};
use crate::posted::{Posted, done};
use crate::view::Part;
use crate::visit::Visit;

/// Tone and word of a table's state.
pub fn state(visit: &Visit, state: TableState) -> (Tone, String) {
    let tone = match state {
        TableState::Previewed => Tone::Due,
        TableState::Confirmed => Tone::Done,
        TableState::Discarded => Tone::Neutral,
    };
    (tone, visit.label("table-state", state.code()))
}

fn number(count: u32) -> String {
    vi::number(i64::from(count))
}

/// What an import adds, in one line.
pub(super) fn counted(visit: &Visit, counts: &Counts) -> String {
    visit.tv(
        "table-counted",
        &[
            ("utterances", &number(counts.utterances)),
            ("matters", &number(counts.matters - counts.alike)),
        ],
    )
}

/// The page.
pub async fn page(visit: Visit, Path(id): Path<PetitionTableId>) -> Outcome {
    show(&visit, id, &Posted::default()).await
}

async fn show(visit: &Visit, id: PetitionTableId, posted: &Posted) -> Outcome {
    let db = visit.app.db();
    let row = petition_table(db, &visit.actor, id).await?;
    let council = council(db, row.council_id).await?;
    let title = council_title(visit, &council);
    let page = match row.state {
        TableState::Previewed => {
            let table = super::read(visit, &row).await?;
            let shown = preview(db, &council, &table, row.settings, visit.today).await?;
            waiting(visit, &row, &shown, posted)
        }
        TableState::Confirmed | TableState::Discarded => decided(visit, &row),
    };
    let home = format!("/councils/{}/utterances", row.council_id);
    let view = visit
        .view(page.kicker(format!("{title} – {}", row.file_name)))
        .part(Part::Petitions)
        .crumb(visit.t("utterances-title"), &home)
        .crumb(
            visit.t("table-import"),
            &format!("/councils/{}/petitions/import", row.council_id),
        )
        .undated();
    if !posted.has_problems() {
        return Ok(view.respond());
    }
    let mut response = view.refused().respond();
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

fn waiting(visit: &Visit, row: &TableRow, shown: &Preview, posted: &Posted) -> Page {
    let counts = &shown.counts;
    let mut page = Page::new(visit.t("table-preview")).lead(visit.tv(
        "table-preview-lead",
        &[
            ("rows", &number(counts.rows)),
            ("utterances", &number(counts.utterances)),
            ("matters", &number(counts.matters)),
        ],
    ));
    for message in posted.general_problems() {
        page = page.push(Notice::error(message.to_owned()));
    }
    page = page.push(stats(visit, counts));
    for total in &shown.totals {
        let what = match total.result {
            Some(result) => visit.label("matter-result", result.code()),
            None => visit.t("table-total-all"),
        };
        let values = [
            ("row", number(total.row)),
            ("what", what),
            ("printed", number(total.printed)),
            ("counted", number(total.counted)),
        ];
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        page = page.push(match total.holds {
            true => Notice::success(visit.tv("table-total-holds", &values)),
            false => Notice::warning(visit.tv("table-total-differs", &values)),
        });
    }
    if counts.there > 0 {
        let words = visit.tv("table-there", &[("n", &number(counts.there))]);
        page = page.push(Notice::info(words));
    }
    if counts.utterances > 0 {
        let mut form = visit
            .form_once(&format!("/petition-tables/{}/confirm", row.id))
            .hidden("fingerprint", shown.fingerprint.clone());
        if counts.alike > 0 {
            let words = visit.tv("table-join", &[("n", &number(counts.alike))]);
            form = form.field(Field::check("join", words, true).hint(visit.t("table-join-hint")));
        }
        let form: Form =
            form.submit(visit.tv("table-confirm", &[("n", &number(counts.utterances))]));
        page = page.push(form);
    } else {
        page = page.push(Notice::info(visit.t("problem-table-nothing")));
    }
    let discard = PostButton::new(
        visit.t("table-discard"),
        format!("/petition-tables/{}/discard", row.id),
        visit.csrf(),
    );
    page.push(rows(visit, shown))
        .push(Actions::new().push(discard.secondary()))
}

fn stats(visit: &Visit, counts: &Counts) -> Stats {
    let mut stats = Stats::new()
        .push(Stat::new(visit.t("table-rows"), number(counts.rows)))
        .push(Stat::new(
            visit.t("table-utterances"),
            number(counts.utterances),
        ))
        .push(Stat::new(visit.t("table-matters"), number(counts.matters)));
    for result in ResultKind::ALL {
        let label = visit.label("matter-result", result.code());
        stats = stats.push(Stat::new(label, number(counts.of(*result))));
    }
    stats
        .push(Stat::new(
            visit.t("table-unanswered"),
            number(counts.unanswered),
        ))
        .push(
            Stat::new(visit.t("table-skipped"), number(counts.skipped)).tone(
                match counts.skipped {
                    0 => Tone::Neutral,
                    _ => Tone::Late,
                },
            ),
        )
}

fn rows(visit: &Visit, shown: &Preview) -> Section {
    let noted = visit.asked("noted").is_some_and(|asked| asked == "1");
    let wanted: Vec<&PreviewRow> = shown
        .rows
        .iter()
        .filter(|row| !noted || !row.notes.is_empty())
        .collect();
    let (all, some) = (visit.t("table-rows-all"), visit.t("table-rows-noted"));
    let to = |value: &str| visit.here_with(&[("noted", value), ("page", "")]);
    let tabs = Tabs::new(visit.t("table-rows"));
    let tabs = match noted {
        false => tabs
            .current(all, to(""))
            .count(number(shown.counts.rows))
            .tab(some, to("1")),
        true => tabs
            .tab(all, to(""))
            .count(number(shown.counts.rows))
            .current(some, to("1")),
    };
    let batch = page_asked(visit);
    let skipped = (batch.number - 1).saturating_mul(batch.size);
    let mut list = Listing::new(visit.t("table-rows"))
        .column(Kind::Text, visit.t("utterance-text"))
        .column(Kind::Text, visit.t("table-row"))
        .column(Kind::Status, visit.t("table-outcome"))
        .column(Kind::Text, visit.t("table-matters"))
        .column(Kind::Text, visit.t("utterance-unit"))
        .column(Kind::Text, visit.t("matter-field"))
        .column(Kind::Text, visit.t("matter-holder"))
        .column(Kind::Text, visit.t("matter-result"))
        .column(Kind::Text, visit.t("table-notes"))
        .empty(visit.t("table-rows-none"));
    let here = usize::try_from(skipped).unwrap_or(usize::MAX);
    for row in wanted
        .iter()
        .skip(here)
        .take(usize::try_from(batch.size).unwrap_or(50))
    {
        list = list.row(line(visit, row));
    }
    let total = i64::try_from(wanted.len()).unwrap_or(i64::MAX);
    Section::new(visit.t("table-rows"))
        .push(tabs.count(number(shown.counts.noted)))
        .push(list.table(visit))
        .push(pager(visit, batch, total))
}

fn line(visit: &Visit, row: &PreviewRow) -> Vec<Item> {
    let tone = match row.state {
        RowState::New => Tone::Done,
        RowState::There => Tone::Neutral,
        RowState::Skipped => Tone::Late,
    };
    let told = |texts: Vec<String>| {
        let mut texts = texts;
        texts.dedup();
        Item::maybe(Some(texts.join("; ")).filter(|text| !text.is_empty()))
    };
    let place = match (&row.unit, row.hamlet.is_empty()) {
        (Some((_, unit)), true) => unit.clone(),
        (Some((_, unit)), false) => format!("{}, {unit}", row.hamlet),
        (None, _) => row.hamlet.clone(),
    };
    let at = match row.sheet.is_empty() {
        true => row.row.to_string(),
        false => format!("{}: {}", row.sheet, row.row),
    };
    let parts: Vec<String> = match row.parts.len() {
        0 | 1 => Vec::new(),
        _ => (1..)
            .zip(&row.parts)
            .map(|(place, part)| format!("{place}. {}", part.title))
            .collect(),
    };
    let of =
        |text: fn(&Visit, &council::petitions::tables::preview::PreviewPart) -> Option<String>| {
            told(
                row.parts
                    .iter()
                    .filter_map(|part| text(visit, part))
                    .collect(),
            )
        };
    vec![
        Item::Text(row.text.clone()),
        Item::Text(at),
        Item::Status(tone, visit.label("table-row-state", row.state.code())),
        told(parts),
        told(vec![place]),
        of(|visit, part| Some(visit.label("matter-field", part.field.code()))),
        told(row.holder.iter().map(|(_, name)| name.clone()).collect()),
        of(|visit, part| {
            part.result
                .map(|result| visit.label("matter-result", result.code()))
        }),
        told(row.notes.iter().map(|note| visit.problem(note)).collect()),
    ]
}

fn decided(visit: &Visit, row: &TableRow) -> Page {
    let (tone, word) = state(visit, row.state);
    let mut page = Page::new(visit.t("table-result")).tag(tone, word);
    if let Some(counts) = &row.counts {
        page = page.lead(counted(visit, counts)).push(stats(visit, counts));
        if counts.alike > 0 {
            let words = visit.tv("table-joined", &[("n", &number(counts.alike))]);
            page = page.push(Notice::info(words));
        }
        if counts.there > 0 {
            let words = visit.tv("table-there", &[("n", &number(counts.there))]);
            page = page.push(Notice::info(words));
        }
    }
    let home = format!("/councils/{}", row.council_id);
    page.push(
        Actions::new()
            .push(Button::new(
                visit.t("table-to-utterances"),
                format!("{home}/utterances?sorted=1"),
            ))
            .push(
                Button::new(
                    visit.t("table-to-board"),
                    visit.link(&format!("{home}/petitions")),
                )
                .secondary(),
            ),
    )
}

/// Imports.
pub async fn confirm(
    visit: Visit,
    State(db): State<Db>,
    Path(id): Path<PetitionTableId>,
    posted: Posted,
) -> Outcome {
    if let Some(earlier) = posted.earlier(&visit).await? {
        return Ok(earlier);
    }
    match carry_out(&visit, &db, id, &posted).await {
        Ok(()) => Ok(done(
            &format!("/petition-tables/{id}"),
            "flash-table-confirmed",
        )),
        Err(failure) => match failure.refusal() {
            Refusal::Invalid(problems) => {
                show(&visit, id, &posted.clone().refused(&visit, problems)).await
            }
            _ => Err(failure),
        },
    }
}

async fn carry_out(visit: &Visit, db: &Db, id: PetitionTableId, posted: &Posted) -> Outcome<()> {
    let row = petition_table(db, &visit.actor, id).await?;
    let table = super::read(visit, &row).await?;
    let command = ConfirmTable {
        table: id,
        fingerprint: posted.text("fingerprint"),
        join: posted.checked("join"),
    };
    let acting = Acting::begin(db, &visit.actor, visit.app.clock()).await?;
    confirm_table(&acting, &table, command).await?;
    posted
        .receipt(&acting, &format!("/petition-tables/{id}"))
        .await?;
    acting.commit().await?;
    Ok(())
}

/// Puts the table away.
pub async fn discard(
    visit: Visit,
    State(db): State<Db>,
    Path(id): Path<PetitionTableId>,
    _posted: Posted,
) -> Outcome {
    let acting = Acting::begin(&db, &visit.actor, visit.app.clock()).await?;
    discard_table(&acting, id).await?;
    acting.commit().await?;
    Ok(done(
        &format!("/petition-tables/{id}"),
        "flash-table-discarded",
    ))
}
