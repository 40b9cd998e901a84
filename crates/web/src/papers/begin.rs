//! Soạn văn bản: the templates by measure, the record, and the draft that begins filled.

use axum::Router;
use axum::extract::{Path, State};
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::papers::SourceKind;
use council::papers::acts::{BeginPaper, begin_paper};
use council::papers::facts::{Source, sources};
use council::papers::templates::{Template, template, templates};
use council::{Acting, Refusal, Result};
use kernel::Id;
use kernel::ids::CouncilId;
use store::Db;
use ui::{Choice, Field, Form, Page, Section, TaskList, Tone};
use uuid::Uuid;

use crate::app::App;
use crate::failure::{Failure, Outcome};
use crate::posted::Posted;
use crate::task::{Place, Reading, Task, route};
use crate::view::Part;
use crate::visit::Visit;

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    route::<Begin>(router, "/councils/{id}/papers/begin")
}

/// The templates by measure; of one record where it is given, only those that are made from its kind.
pub async fn choose(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    visit.actor.may(Act::DraftPaper, &council.path)?;
    let source = visit.asked("source").and_then(SourceKind::from_code);
    let record = visit.asked("record").unwrap_or_default();
    // Joint meetings stand on the page of their regulation.
    let wanted = |of: &&Template| match source {
        Some(SourceKind::Coordination) => {
            matches!(
                of.source,
                SourceKind::Coordination | SourceKind::JointMeeting
            )
        }
        source => source.is_none_or(|source| of.source == source),
    };
    let mut page = Page::new(visit.t("paper-begin"))
        .kicker(council.title())
        .lead(visit.t("paper-begin-lead"));
    let mut groups: Vec<&str> = Vec::new();
    for of in templates() {
        if !groups.contains(&of.group) {
            groups.push(of.group);
        }
    }
    for group in groups {
        let of_group = templates().iter().filter(|of| of.group == group);
        let found: Vec<&Template> = of_group.filter(wanted).collect();
        if found.is_empty() {
            continue;
        }
        let mut list = TaskList::new();
        for of in found {
            let mut href = format!("/councils/{id}/papers/begin?template={}", of.key);
            if !record.is_empty() && source == Some(of.source) {
                href.push_str("&record=");
                href.push_str(record);
            }
            let name = visit.label("paper-template", of.key);
            let kind = visit.label("paper-kind", of.kind.code());
            list = list.task(name, href, Tone::Neutral, kind);
        }
        let title = visit.label("paper-group", &kernel::vi::fold(group).replace(' ', "-"));
        page = page.push(Section::new(title).push(list));
    }
    let home = format!("/councils/{id}/papers");
    let view = visit.view(page).part(Part::Papers).back(&home).undated();
    Ok(view.respond())
}

/// Soạn văn bản.
pub struct Begin {
    council: CouncilRef,
    template: &'static Template,
    /// The records it can be made from; none where it is made for the council itself.
    records: Vec<Source>,
    chosen: String,
}

impl Task for Begin {
    const ACT: Act = Act::DraftPaper;
    const NAME: &'static str = "paper-begin";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let council = council(db, Id::from_uuid(id)).await?;
        visit.actor.may(Self::ACT, &council.path)?;
        let template = visit.asked("template").and_then(template);
        let template = template.ok_or_else(|| Failure::not_found("template"))?;
        let mut records = Vec::new();
        if template.source != SourceKind::Council {
            let (actor, kind) = (&visit.actor, template.source);
            records = sources(db, actor, &council, kind, visit.today).await?;
        }
        let chosen = visit.asked("record").unwrap_or_default().to_owned();
        Ok(Self {
            council,
            template,
            records,
            chosen,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.council.path.clone(),
            back: format!("/councils/{}/papers", self.council.id),
            subject: visit.label("paper-template", self.template.key),
            part: Part::Papers,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        if self.template.source == SourceKind::Council {
            return form;
        }
        let label = visit.label("paper-source", self.template.source.code());
        let choice = |record: &Source| Choice::new(record.id.to_string(), record.name.clone());
        let mut records: Vec<Choice> = self.records.iter().map(choice).collect();
        // A record further back than those offered is taken where its own page led here.
        let listed = |record: &Source| record.id.to_string() == self.chosen;
        if !self.chosen.is_empty() && !self.records.iter().any(listed) {
            let this = Choice::new(self.chosen.clone(), visit.t("paper-source-this"));
            records.insert(0, this);
        }
        let mut field = Field::select("record", label, records, self.chosen.clone());
        if self.records.is_empty() {
            field = field.hint(visit.t("paper-source-none"));
        }
        form.field(posted.fill("record", field))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let source = match self.template.source {
            SourceKind::Council => self.council.id.uuid(),
            _ => read.id::<()>("record").uuid(),
        };
        let command = BeginPaper {
            council: self.council.id,
            template: self.template.key.to_owned(),
            source,
        };
        let outcome = match begin_paper(acting, command).await {
            // What is chosen is no record of this council, or none that may be known.
            Err(Refusal::NotFound(_)) => {
                read.problem(council::Problem::new("record", "choice-unknown"));
                Ok(Id::fresh())
            }
            outcome => outcome,
        };
        let id = read.outcome(outcome)?;
        Ok(format!("/papers/{id}/edit"))
    }
}
