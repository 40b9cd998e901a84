//! Sửa dự thảo: every part of a paper as text, the body as it is written in the draft's plain text.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use council::access::Act;
use council::papers::acts::write_paper;
use council::papers::draft::Draft;
use council::papers::queries::{PaperPage, paper_page};
use council::{Acting, Result};
use kernel::Id;
use ui::{Field, Form, Width};
use uuid::Uuid;

use super::tasks::{home, of_paper};
use crate::app::App;
use crate::failure::{Failure, Outcome};
use crate::posted::Posted;
use crate::task::{Place, Task, route};
use crate::visit::Visit;

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let large = route::<Edit>(Router::new(), "/papers/{id}/edit");
    router.merge(large.layer(DefaultBodyLimit::max(4 * 1024 * 1024)))
}

/// Sửa dự thảo.
pub struct Edit {
    page: PaperPage,
    draft: Draft,
}

impl Task for Edit {
    const ACT: Act = Act::DraftPaper;
    const NAME: &'static str = "paper-edit";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let id = Id::from_uuid(id);
        let page = paper_page(visit.app.db(), &visit.actor, id, visit.today).await?;
        let draft = page.draft.clone();
        let draft = draft.ok_or_else(|| Failure::not_found("paper"))?;
        Ok(Self { page, draft })
    }

    fn place(&self, visit: &Visit) -> Place {
        of_paper(visit, &self.page)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let draft = &self.draft;
        let fields = [
            ("subject", &draft.subject, 2),
            ("addressees", &draft.addressees, 2),
            ("enacting", &draft.enacting, 2),
            ("bases", &draft.bases, 4),
            ("body", &draft.body, 24),
            ("passed", &draft.passed, 2),
            ("signers", &draft.signers, 4),
            ("recipients", &draft.recipients, 5),
            ("archive", &draft.archive, 1),
            ("symbol", &draft.symbol, 1),
            ("place", &draft.place, 1),
            ("issuer", &draft.issuer, 1),
        ];
        let decides = self.page.line.kind.form() == paper::Kind::Resolution;
        fields.into_iter().fold(form, |form, (name, value, rows)| {
            let only_resolutions = matches!(name, "enacting" | "passed");
            if only_resolutions && !decides && value.is_empty() {
                return form;
            }
            let label = visit.t(&format!("paper-{name}"));
            let field = match rows {
                1 => Field::text(name, label).width(Width::Medium),
                rows => Field::long(name, label).rows(rows).width(Width::Full),
            };
            let optional = matches!(
                name,
                "addressees" | "enacting" | "bases" | "passed" | "recipients" | "archive"
            );
            let field = if optional { field.optional() } else { field };
            let field = match name {
                "body" | "signers" | "bases" | "recipients" => {
                    field.hint(visit.t(&format!("paper-{name}-hint")))
                }
                _ => field,
            };
            form.field(posted.fill(name, field.id(name).value(value.clone())))
        })
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let raw = |name: &str| posted.raw(name).to_owned();
        let draft = Draft {
            issuer: raw("issuer"),
            place: raw("place"),
            symbol: raw("symbol"),
            subject: raw("subject"),
            addressees: raw("addressees"),
            enacting: raw("enacting"),
            bases: raw("bases"),
            body: raw("body"),
            passed: raw("passed"),
            signers: raw("signers"),
            recipients: raw("recipients"),
            archive: raw("archive"),
        };
        write_paper(acting, self.page.line.id, draft).await?;
        Ok(home(&self.page))
    }
}
