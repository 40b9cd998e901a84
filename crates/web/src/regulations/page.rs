//! The page of one regulation: what it is, how far it has come, what is next and whose it is; articles, comments, papers, history.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::Refusal;
use council::access::{Act, FieldGroup};
use council::bodies::queries::council;
use council::library::DocumentStatus;
use council::papers::SourceKind;
use council::regulations::RegulationState;
use council::regulations::drafting::{self, Article, Basis};
use council::regulations::queries::{self, RegulationPage, regulation, regulation_page};
use kernel::ids::{ArticleId, RegulationId};
use store::Db;
use ui::{
    Actions, Button, Component as _, CopyText, Event, Html, Notice, Page, Prose, ScreenOnly,
    Section, Steps, SummaryList, Tag, Timeline, Tone,
};

use super::{parts, say, tasks};
use crate::api::OnDay;
use crate::bodies::words::{council_link, council_title};
use crate::failure::{Failure, Outcome};
use crate::listing::file;
use crate::papers::beside;
use crate::view::Part;
use crate::visit::Visit;

/// A regulation on a day.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct RegulationAnswer {
    /// The day.
    on: kernel::Date,
    /// What it is, how far it has come, its articles and papers.
    #[serde(flatten)]
    page: queries::RegulationPage,
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<RegulationId>) -> Outcome {
    let of = regulation_page(&db, &visit.actor, id, visit.on).await?;
    let council = council(&db, of.regulation.council_id).await?;
    let regulation = &of.regulation;
    let (tone, word) = say::standing(&visit, of.standing);
    let kind = visit.label("regulation-kind", regulation.kind.code());
    let kicker = match &regulation.number {
        Some(number) => format!("{kind} · {number}"),
        None => kind,
    };
    let drafts = visit
        .actor
        .reads(FieldGroup::RegulationDrafts, &regulation.path);
    let mut page = Page::new(regulation.title.clone())
        .kicker(kicker)
        .tag(tone, word)
        .lead(lead(&visit, &of));
    if drafts {
        page = page.push(progress(&visit, &of));
    }
    if let Some(next) = next_act(&visit, &of) {
        page = page.push(next);
    }
    page = page.section(
        visit.t("regulation-facts"),
        facts(&visit, &of).row(
            visit.t("regulation-council"),
            council_link(&visit, &council),
        ),
    );
    if of.intact.is_some() {
        page = page.push(frozen(&visit, &of));
    }
    page = page.push(bases(&visit, &of));
    if regulation.state != RegulationState::Published || !of.articles.is_empty() {
        page = page.push(articles(&visit, &of));
    }
    if drafts {
        page = page
            .push(parts::comments(&visit, &of))
            .push(parts::appraisal(&visit, &of));
    }
    page = page
        .push(parts::votes(&visit, &of))
        .push(parts::papers(&visit, &of));
    let owner = (council.id, council.path.as_str());
    page = beside::onto(page, &visit, owner, SourceKind::Regulation, id).await?;
    if drafts {
        page = page.push(history(&visit, &of));
    }
    if let Some(other) = other_acts(&visit, &of) {
        page = page.push(other);
    }
    Ok(visit
        .view(page)
        .part(Part::Regulations)
        .crumb(visit.t("nav-regulations"), "/regulations")
        .crumb(
            council_title(&visit, &council),
            &format!("/councils/{}/regulations", council.id),
        )
        .respond())
}

/// One regulation on a day with everything its page shows to this reader.
#[utoipa::path(get, path = "/api/v1/regulations/{id}", tag = "regulations", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The regulation")),
    responses((status = 200, description = "The regulation with everything its page shows", body = RegulationAnswer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<RegulationId>) -> Outcome {
    let page = regulation_page(&db, &visit.actor, id, visit.on).await?;
    let on = visit.on;
    Ok(axum::Json(RegulationAnswer { on, page }).into_response())
}

/// The text as published, as a file whose hash is the one shown.
pub async fn text(visit: Visit, State(db): State<Db>, Path(id): Path<RegulationId>) -> Outcome {
    let regulation = regulation(&db, id).await?;
    if !regulation.is_read_by(&visit.actor) {
        return Err(Refusal::NotReadable(FieldGroup::RegulationDrafts).into());
    }
    let text = regulation
        .frozen
        .ok_or_else(|| Failure::not_found("regulation"))?;
    let name = format!(
        "{}.txt",
        regulation.number.unwrap_or_default().replace('/', "-")
    );
    Ok(file(text.into_bytes(), "text/plain; charset=utf-8", &name))
}

/// An article with what it said before.
pub async fn article(visit: Visit, State(db): State<Db>, Path(id): Path<ArticleId>) -> Outcome {
    let article = drafting::article(&db, id).await?;
    let regulation = regulation(&db, article.regulation_id).await?;
    visit.require(FieldGroup::RegulationDrafts, &regulation.path)?;
    let mut versions = Timeline::new(visit.t("article-versions"));
    let earlier = drafting::versions(&db, id).await?;
    for version in &earlier {
        let title = format!("{} – {}", version.version, version.heading);
        let body = Html::new().and(Prose::typed(&version.text).html());
        versions = versions.event(
            Event::new(visit.moment(version.replaced_at), title)
                .by(version.replaced_by.clone())
                .body(body),
        );
    }
    let count = earlier.len().to_string();
    let mut page = Page::new(heading(&visit, &article))
        .kicker(regulation.title.clone())
        .lead(visit.tv("article-lead", &[("n", &count)]))
        .push(Prose::typed(&article.text));
    if !earlier.is_empty() {
        page = page.section(visit.t("article-versions"), versions);
    }
    if regulation.is_editable(visit.today) && visit.can(Act::DraftRegulation, &regulation.path) {
        page = page.push(article_acts(&visit, &article));
    }
    Ok(visit
        .view(page)
        .part(Part::Regulations)
        .back(&format!("/regulations/{}", regulation.id))
        .undated()
        .respond())
}

/// "Điều 3. Trách nhiệm của đại biểu".
fn heading(visit: &Visit, article: &Article) -> String {
    let place = article.position.to_string();
    visit.tv(
        "article-heading",
        &[("n", &place), ("heading", &article.heading)],
    )
}

/// The first sentence: how it stands on the day.
fn lead(visit: &Visit, of: &RegulationPage) -> String {
    let regulation = &of.regulation;
    let day =
        |day: Option<kernel::Date>| day.map_or_else(|| visit.t("missing"), |day| visit.day(day));
    let since = of
        .steps
        .iter()
        .rfind(|step| step.day <= visit.on)
        .map_or(regulation.since, |step| step.day);
    let key = format!("regulation-lead-{}", of.standing.code().replace('_', "-"));
    visit.tv(
        &key,
        &[
            ("since", &visit.day(since)),
            ("from", &day(regulation.in_force_on)),
            ("to", &day(regulation.ended_on)),
            ("until", &day(regulation.comments_until)),
            ("board", regulation.board.as_deref().unwrap_or_default()),
            ("proposer", &regulation.proposer),
        ],
    )
}

/// The steps from proposal to publication.
fn progress(visit: &Visit, of: &RegulationPage) -> Steps {
    const WAY: [RegulationState; 7] = [
        RegulationState::Proposed,
        RegulationState::Drafting,
        RegulationState::Comments,
        RegulationState::Appraisal,
        RegulationState::Adoption,
        RegulationState::Adopted,
        RegulationState::Published,
    ];
    let now = WAY.iter().position(|state| *state == of.regulation.state);
    let mut steps = Steps::new(visit.t("regulation-progress"));
    for (at, state) in WAY.iter().enumerate() {
        let word = visit.label("regulation-state", state.code());
        steps = match now {
            Some(now) if at < now || of.regulation.state == RegulationState::Published => {
                steps.done(word)
            }
            Some(now) if at == now => steps.current(word),
            _ => steps.ahead(word),
        };
    }
    steps
}

/// What is next, by whom, until when; with the button for who may do it.
fn next_act(visit: &Visit, of: &RegulationPage) -> Option<Notice> {
    let regulation = &of.regulation;
    if visit.is_past() {
        return None;
    }
    if !visit
        .actor
        .reads(FieldGroup::RegulationDrafts, &regulation.path)
    {
        return None;
    }
    let (name, end) = say::next(regulation, visit.today)?;
    let words = visit.t(&format!("regulation-next-{name}"));
    let late = of.due.is_some_and(|due| due < visit.today) && name != "assign";
    let mut notice = if late {
        Notice::warning(words)
    } else {
        Notice::info(words)
    };
    if let Some(due) = of.due {
        let key = if late {
            "regulation-late"
        } else {
            "regulation-due"
        };
        notice = notice.body(visit.tv(key, &[("day", &visit.day(due))]));
    }
    let act = tasks::OFFERS
        .iter()
        .find(|(_, offered, state)| *offered == end && *state == regulation.state)
        .map(|(act, _, _)| *act)?;
    if visit.can(act, &regulation.path) {
        let href = format!("/regulations/{}/{end}", regulation.id);
        let key = format!("task-regulation-{name}");
        notice = notice.push(Actions::new().push(Button::new(visit.t(&key), href)));
    }
    Some(notice)
}

fn facts(visit: &Visit, of: &RegulationPage) -> SummaryList {
    let regulation = &of.regulation;
    let day = |day: kernel::Date| Html::text(visit.day(day));
    let competence = of.competence.as_ref().map_or_else(
        || visit.t("regulation-no-competence"),
        |rule| say::rule(visit, rule),
    );
    let older = regulation.older_number.as_ref().map(|number| {
        regulation.older_regulation.map_or_else(
            || Html::text(number),
            |id| Html::link(number, visit.link(&format!("/regulations/{id}"))),
        )
    });
    let library = regulation.document_id.map(|id| {
        Html::link(
            visit.t("regulation-in-library"),
            visit.link(&format!("/library/{id}")),
        )
    });
    SummaryList::new()
        .row(visit.t("regulation-proposer"), regulation.proposer.clone())
        .row(visit.t("regulation-competence"), competence)
        .row_if(
            visit.t("regulation-adopted-on"),
            regulation.adopted_on.map(day),
        )
        .row_if(visit.t("document-number"), regulation.number.clone())
        .row_if(
            visit.t("regulation-published-on"),
            regulation.published_on.map(day),
        )
        .row_if(
            visit.t("document-in-force"),
            regulation.in_force_on.map(day),
        )
        .row_if(visit.t("document-ended"), regulation.ended_on.map(day))
        .row_if(visit.t("regulation-replaces"), older)
        .row_if(visit.t("nav-library"), library)
}

/// The text as published, with its hash compared now.
fn frozen(visit: &Visit, of: &RegulationPage) -> Section {
    let regulation = &of.regulation;
    let notice = if of.intact == Some(true) {
        Notice::success(visit.t("regulation-intact"))
    } else {
        Notice::error(visit.t("regulation-not-intact"))
    };
    let hash = regulation.sha256.clone().unwrap_or_default();
    let href = format!("/regulations/{}/text", regulation.id);
    let mut section = Section::new(visit.t("regulation-frozen"))
        .id("toan-van")
        .push(notice)
        .push(CopyText::new(hash, visit.words()))
        .push(ScreenOnly(Actions::new().push(
            Button::new(visit.t("regulation-text"), href).secondary(),
        )));
    if of.articles.is_empty() {
        section = section.push(Prose::typed(
            regulation.frozen.as_deref().unwrap_or_default(),
        ));
    }
    section
}

fn bases(visit: &Visit, of: &RegulationPage) -> Section {
    let on = of.regulation.adopted_on.unwrap_or(visit.on);
    let mut section = Section::new(visit.t("regulation-bases")).id("can-cu");
    section = if of.bases.is_empty() {
        section.push(Prose::new().p(visit.t("regulation-bases-none")))
    } else {
        let lines = of.bases.iter().map(|basis| basis_line(visit, basis, on));
        section.push(Prose::new().list(lines))
    };
    let regulation = &of.regulation;
    let may = regulation.is_editable(visit.today)
        && !visit.is_past()
        && visit.can(Act::DraftRegulation, &regulation.path);
    if may {
        let href = format!("/regulations/{}/bases", regulation.id);
        let button = Button::new(visit.t("task-regulation-bases"), href).secondary();
        section = section.push(Actions::new().push(button));
    }
    section
}

/// A basis with how it stood on the day.
fn basis_line(visit: &Visit, basis: &Basis, on: kernel::Date) -> Html {
    let words = format!("{} – {}", basis.number, basis.title);
    let mut html = Html::link(
        words,
        visit.link(&format!("/library/{}", basis.document_id)),
    );
    let (tone, word) = basis_status(visit, basis, on);
    if tone != Tone::Done {
        html.push_text(" ");
        html.push(Tag::new(tone, word));
    }
    html
}

/// The status of a basis on a day: tone and word.
pub(super) fn basis_status(visit: &Visit, basis: &Basis, on: kernel::Date) -> (Tone, String) {
    let status = basis.status(on);
    let tone = match status {
        DocumentStatus::InForce => Tone::Done,
        DocumentStatus::NotYet => Tone::Due,
        DocumentStatus::Ended => Tone::Late,
        DocumentStatus::Unknown => Tone::Unsure,
    };
    (tone, visit.label("document-status", status.code()))
}

fn articles(visit: &Visit, of: &RegulationPage) -> Section {
    let regulation = &of.regulation;
    let drafts = visit
        .actor
        .reads(FieldGroup::RegulationDrafts, &regulation.path);
    let may = regulation.is_editable(visit.today)
        && !visit.is_past()
        && visit.can(Act::DraftRegulation, &regulation.path);
    let mut section = Section::new(visit.t("regulation-articles")).id("cac-dieu");
    if of.articles.is_empty() {
        section = section.push(Prose::new().p(visit.t("regulation-articles-none")));
    }
    for article in &of.articles {
        if !article.chapter.is_empty() {
            section = section.push(Prose::new().p(Html::strong(&article.chapter)));
        }
        section = section.push(Prose::new().h3(heading(visit, article)));
        section = section.push(Prose::typed(&article.text));
        if may {
            section = section.push(article_acts(visit, article));
        } else if drafts && article.versions > 0 {
            let words = visit.tv("article-earlier", &[("n", &article.versions.to_string())]);
            let href = visit.link(&format!("/regulation-articles/{}", article.id));
            section = section.push(Prose::new().p(Html::link(words, href)));
        }
    }
    if may {
        let href = format!("/regulations/{}/articles/new", regulation.id);
        let button = Button::new(visit.t("task-regulation-article"), href).secondary();
        section = section.push(Actions::new().push(button));
    }
    section
}

/// Edit, move, remove; and what the article said before.
fn article_acts(visit: &Visit, article: &Article) -> ScreenOnly<Prose> {
    let place = article.position.to_string();
    let mut html = Html::new();
    for (end, key) in [
        ("/edit", "article-edit"),
        ("/move", "article-move"),
        ("/remove", "article-remove"),
    ] {
        let href = format!("/regulation-articles/{}{end}", article.id);
        html = html
            .and(Html::link(visit.tv(key, &[("n", &place)]), href))
            .and(" · ");
    }
    let words = visit.tv("article-earlier", &[("n", &article.versions.to_string())]);
    let href = format!("/regulation-articles/{}", article.id);
    ScreenOnly(Prose::new().p(html.and(Html::link(words, href))))
}

/// The steps that were taken, newest first.
fn history(visit: &Visit, of: &RegulationPage) -> Section {
    let mut timeline = Timeline::new(visit.t("regulation-history"));
    for step in of.steps.iter().rev().filter(|step| step.day <= visit.on) {
        let word = visit.label("regulation-state", step.state.code());
        let mut event = Event::new(visit.day(step.day), word);
        if !step.reason.is_empty() {
            event = event.body(step.reason.clone());
        }
        timeline = timeline.event(event);
    }
    Section::new(visit.t("regulation-history"))
        .id("lich-su")
        .push(timeline)
}

/// What else may be done now.
fn other_acts(visit: &Visit, of: &RegulationPage) -> Option<ScreenOnly<Section>> {
    let regulation = &of.regulation;
    if visit.is_past() {
        return None;
    }
    let next = say::next(regulation, visit.today).map(|(_, end)| end);
    let mut any = false;
    let mut actions = Actions::new();
    for (act, end, state) in tasks::OFFERS {
        let now = *state == regulation.state
            && Some(*end) != next
            && tasks::is_open(regulation, end, visit.today);
        if now && visit.can(*act, &regulation.path) {
            any = true;
            let key = format!("task-regulation-{}", tasks::name_of(end));
            let href = format!("/regulations/{}/{end}", regulation.id);
            actions = actions.push(Button::new(visit.t(&key), href).secondary());
        }
    }
    any.then(|| {
        ScreenOnly(
            Section::new(visit.t("regulation-other-acts"))
                .id("viec-khac")
                .push(actions),
        )
    })
}
