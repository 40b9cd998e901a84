//! Papers of a class: handed in on a form, handed out to those of the class.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::HeaderValue;
use axum::http::header;
use axum::response::Response;
use council::access::{Act, FieldGroup};
use council::files::LARGEST;
use council::training::InvitationState;
use council::training::classes::{ClassPage, ClassRef, class};
use council::training::invitations::invitation_of;
use council::training::materials::{AddMaterial, add_material, material_file};
use council::{Acting, Problem, Refusal, Result};
use kernel::{Id, vi};
use store::Db;
use ui::{Field, Form, Prose, Section};
use uuid::Uuid;

use super::tasks::of_class;
use crate::app::App;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing, file};
use crate::posted::Posted;
use crate::task::{Place, Task, route};
use crate::view::Part;
use crate::visit::Visit;

/// Room for the largest file in the wrapping of a form.
const LARGEST_BODY: usize = LARGEST + 1024 * 1024;

/// The form for a paper, which may be large.
pub fn routes() -> Router<App> {
    route::<Add>(Router::new(), "/classes/{id}/materials/new")
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}

/// The part of the class's page.
pub async fn section(visit: &Visit, db: &Db, found: &ClassPage) -> Outcome<Section> {
    let section = Section::new(visit.t("materials-title")).id("tai-lieu");
    if !readable(visit, db, &found.class).await? {
        let sentence = visit.tv(
            "materials-for-participants",
            &[("count", &found.materials.len().to_string())],
        );
        return Ok(section.push(Prose::new().p(sentence)));
    }
    let rows = found.materials.iter().map(|paper| {
        vec![
            Item::Link(paper.title.clone(), format!("/materials/{}", paper.id)),
            Item::Text(paper.file_name.clone()),
            Item::Text(visit.tv(
                "materials-kilobytes",
                &[("size", &vi::number((paper.size + 1023) / 1024))],
            )),
        ]
    });
    let table = Listing::new(visit.t("materials-title"))
        .column(Kind::Text, visit.t("materials-paper"))
        .column(Kind::Text, visit.t("materials-file"))
        .column(Kind::Text, visit.t("materials-size"))
        .rows(rows)
        .empty(visit.t("materials-none"))
        .table(visit);
    Ok(section.push(table))
}

/// The file, for those who run, teach or attend the class.
pub async fn download(visit: Visit, State(db): State<Db>, Path(id): Path<Uuid>) -> Outcome {
    let paper = material_file(&db, Id::from_uuid(id)).await?;
    let class = class(&db, paper.class_id).await?;
    if !readable(&visit, &db, &class).await? {
        return Err(Refusal::NotReadable(FieldGroup::TrainingOfPerson).into());
    }
    let mut response: Response = file(paper.bytes, "application/octet-stream", &paper.name);
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(&paper.media_type) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    Ok(response)
}

/// Whether this visitor runs, teaches or attends the class.
async fn readable(visit: &Visit, db: &Db, class: &ClassRef) -> Outcome<bool> {
    if visit.actor.reads(FieldGroup::TrainingOfPerson, &class.path) {
        return Ok(true);
    }
    let Some(person) = visit.actor.person.filter(|_| visit.actor.is_signed_in()) else {
        return Ok(false);
    };
    let own = invitation_of(db, class.id, person).await?;
    Ok(own.is_some_and(|row| row.state != InvitationState::Withdrawn))
}

/// Đưa tài liệu lên lớp.
struct Add(ClassRef);

impl Task for Add {
    const ACT: Act = Act::AddMaterial;
    const NAME: &'static str = "material";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(class(visit.app.db(), Id::from_uuid(id)).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        Place {
            part: Part::Training,
            ..of_class(&self.0)
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let accept = ".pdf,.docx,.pptx,.xlsx,.png,.jpg,.jpeg,.webp";
        let hint = visit.tv(
            "materials-file-hint",
            &[("megabytes", &(LARGEST / (1024 * 1024)).to_string())],
        );
        form.field(
            posted.fill(
                "file",
                Field::file("file", visit.t("materials-file"))
                    .accept(accept)
                    .hint(hint),
            ),
        )
        .field(
            posted.fill(
                "title",
                Field::text("title", visit.t("materials-title-of"))
                    .hint(visit.t("materials-title-hint"))
                    .optional(),
            ),
        )
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let upload = posted.file("file").ok_or(Problem::new("file", "missing"))?;
        let command = AddMaterial {
            class: self.0.id,
            title: posted.text("title"),
            name: upload.name.clone(),
            bytes: upload.bytes.to_vec(),
        };
        add_material(acting, command).await?;
        Ok(format!("/classes/{}", self.0.id))
    }
}
