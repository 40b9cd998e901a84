//! The board of a council: figures, the countdown, the documents.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::review::board::{self, Board, Line};
use council::review::{Reason, Standing};
use kernel::ids::CouncilId;
use kernel::vi;
use store::Db;
use ui::{Button, Choice, Details, Filters, Notice, Page, Prose, Stat, Stats, Tone};

use super::say;
use crate::api::OnDay;
use crate::asked::choice;
use crate::bodies::words::{choices, council_title, or_all};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// The board of a council on a day.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = review::BoardAnswer)]
struct BoardAnswer {
    /// The day.
    on: kernel::Date,
    /// The figures and the documents.
    #[serde(flatten)]
    board: Board,
}

struct Wanted {
    text: String,
    standing: Option<Standing>,
    reason: Option<Reason>,
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    say::reader_of(&visit, &council)?;
    let board = board::board(&db, id, visit.on).await?;
    let wanted = Wanted::of(&visit)?;
    let home = format!("/councils/{id}/review");
    let mut page = Page::new(visit.t("nav-review"))
        .kicker(council_title(&visit, &council))
        .lead(lead(&visit, &board));
    if visit.can(Act::OpenReview, &council.path) && !visit.is_past() {
        let open = format!("{home}/open");
        page = page.action(Button::new(visit.t("task-review-open"), open));
    }
    let lists = visit.link(&format!("{home}-lists"));
    page = page
        .action(Button::new(visit.t("review-lists"), lists).secondary())
        .push(figures(&visit, &board, &home));
    if let Some(notice) = countdown(&visit, &board) {
        page = page.push(notice);
    }
    let lines = wanted.among(&board.lines);
    page = page
        .push(wanted.filters(&visit, &home))
        .push(listing(&visit, &lines).exports(&visit, &home).table(&visit))
        .push(how(&visit, &board));
    Ok(visit
        .view(page)
        .part(Part::Review)
        .crumb(visit.t("nav-review"), "/review")
        .respond())
}

/// The documents as a file.
pub async fn export(
    visit: Visit,
    State(db): State<Db>,
    Path((id, ending)): Path<(CouncilId, String)>,
) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let council = council(&db, id).await?;
    say::reader_of(&visit, &council)?;
    let board = board::board(&db, id, visit.on).await?;
    let lines = Wanted::of(&visit)?.among(&board.lines);
    Ok(listing(&visit, &lines)
        .note(council_title(&visit, &council))
        .note(visit.t("review-not-a-verdict"))
        .export(&visit, format, "van-ban-can-ra-soat"))
}

/// The own documents of a council with what needs review in each on a day.
#[utoipa::path(get, path = "/api/v1/councils/{id}/review", tag = "review", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The council")),
    responses((status = 200, description = "The board of the council", body = BoardAnswer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council: CouncilRef = council(&db, id).await?;
    say::reader_of(&visit, &council)?;
    let board = board::board(&db, id, visit.on).await?;
    let on = visit.on;
    Ok(axum::Json(BoardAnswer { on, board }).into_response())
}

impl Wanted {
    fn of(visit: &Visit) -> council::Result<Self> {
        Ok(Self {
            text: visit.asked("q").unwrap_or_default().to_owned(),
            standing: choice(visit, "standing", Standing::from_code)?,
            reason: choice(visit, "reason", Reason::from_code)?,
        })
    }

    fn among<'l>(&self, lines: &'l [Line]) -> Vec<&'l Line> {
        let text = vi::fold(&self.text);
        let fits = |line: &&Line| {
            let words = format!("{} {}", line.document.number, line.document.title);
            let found = text.is_empty() || vi::fold(&words).contains(&text);
            let standing = self
                .standing
                .is_none_or(|standing| standing == line.standing);
            let has = |reason| line.open.iter().any(|finding| finding.reason == reason);
            found && standing && self.reason.is_none_or(has)
        };
        lines.iter().filter(fits).collect()
    }

    fn filters(&self, visit: &Visit, path: &str) -> Filters {
        let standings = choices(visit, "review-standing", Standing::ALL, Standing::code);
        let reasons: Vec<Choice> = Reason::ALL
            .iter()
            .map(|reason| Choice::new(reason.code(), say::reason(visit, *reason)))
            .collect();
        let standing = self.standing.map_or("", Standing::code);
        let reason = self.reason.map_or("", Reason::code);
        let mut filters = Filters::new(path, visit.words())
            .search("q", &visit.t("library-search"), &self.text)
            .select(
                "standing",
                &visit.t("review-standing"),
                or_all(visit, standings),
                standing,
            )
            .select(
                "reason",
                &visit.t("review-reason"),
                or_all(visit, reasons),
                reason,
            );
        if visit.is_past() {
            filters = filters.hidden("on", &visit.on.to_string());
        }
        filters
    }
}

fn lead(visit: &Visit, board: &Board) -> String {
    let counts = board.counts;
    let number = |count: u32| vi::number(count.into());
    visit.tv(
        "review-board-lead",
        &[
            ("own", &number(counts.own)),
            ("needed", &number(counts.needed)),
            ("overdue", &number(counts.overdue)),
            ("day", &visit.day(visit.on)),
        ],
    )
}

fn figures(visit: &Visit, board: &Board, home: &str) -> Stats {
    let counts = board.counts;
    let of = visit.tv("review-of-own", &[("n", &vi::number(counts.own.into()))]);
    let stat = |standing: Standing, count: u32, tone: Option<Tone>| {
        let word = visit.label("review-standing", standing.code());
        let href = visit.link(&format!("{home}?standing={}", standing.code()));
        let href = if visit.is_past() {
            visit.at_with(home, &[("standing", standing.code())])
        } else {
            href
        };
        let stat = Stat::new(word, vi::number(count.into()))
            .of(of.clone())
            .href(href);
        match tone.filter(|_| count > 0) {
            Some(tone) => stat.tone(tone),
            None => stat,
        }
    };
    Stats::new()
        .push(stat(Standing::Overdue, counts.overdue, Some(Tone::Late)))
        .push(stat(Standing::Needed, counts.needed, Some(Tone::Due)))
        .push(stat(Standing::UnderWay, counts.under_way, None))
        .push(stat(Standing::Done, counts.done, Some(Tone::Done)))
}

/// How many days are left to make normative documents on local government fit the law.
fn countdown(visit: &Visit, board: &Board) -> Option<Notice> {
    let (deadline, left, rule) = (
        board.deadline?,
        board.days_left?,
        board.deadline_rule.as_ref()?,
    );
    let values = [
        ("days", vi::number(i64::from(left.abs()))),
        ("deadline", visit.day(deadline)),
        ("n", vi::number(board.must_fit.into())),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let notice = if left < 0 && board.must_fit > 0 {
        Notice::error(visit.tv("review-countdown-over", &values))
    } else if board.must_fit > 0 {
        Notice::warning(visit.tv("review-countdown", &values))
    } else {
        Notice::info(visit.tv("review-countdown-none", &values))
    };
    Some(notice.body(say::dated_rule(visit, rule)))
}

/// What the findings are, and who decides.
fn how(visit: &Visit, board: &Board) -> Details {
    let mut prose = Prose::new()
        .p(visit.t("review-not-a-verdict"))
        .p(visit.t("review-how-own"))
        .p(visit.t("review-how-text"));
    if let Some(rule) = &board.competence {
        prose = prose.p(say::dated_rule(visit, rule));
    }
    Details::new(visit.t("review-how")).push(prose)
}

fn listing(visit: &Visit, lines: &[&Line]) -> Listing {
    Listing::new(visit.t("review-documents"))
        .column(Kind::Text, visit.t("document-number"))
        .column(Kind::Text, visit.t("document-title"))
        .column(Kind::Text, visit.t("issuer"))
        .column(Kind::Day, visit.t("signed-on"))
        .column(Kind::Status, visit.t("review-standing"))
        .column(Kind::Text, visit.t("review-reasons"))
        .column(Kind::Text, visit.t("review-owner"))
        .column(Kind::Day, visit.t("review-due"))
        .rows(lines.iter().map(|line| row(visit, line)))
        .empty(visit.t("review-documents-none"))
}

fn row(visit: &Visit, line: &Line) -> Vec<Item> {
    let (tone, word) = say::standing(visit, line.standing);
    let mut reasons: Vec<String> = Vec::new();
    for finding in &line.open {
        let words = say::reason(visit, finding.reason);
        if !reasons.contains(&words) {
            reasons.push(words);
        }
    }
    let reasons = (!reasons.is_empty()).then(|| reasons.join("; "));
    let running = matches!(line.standing, Standing::UnderWay | Standing::Overdue);
    let task = line.task.as_ref().filter(|_| running);
    let href = visit.link(&format!("/review/documents/{}", line.document.id));
    vec![
        Item::Link(line.document.number.clone(), href),
        Item::Text(line.document.title.clone()),
        Item::Text(line.document.council_title()),
        Item::day(line.document.signed_on),
        Item::Status(tone, word),
        Item::maybe(reasons),
        Item::maybe(task.and_then(|task| task.owner.clone())),
        Item::day(task.map(|task| task.due_on)),
    ]
}
