//! Starting to draft, the legal bases, articles one by one.

use council::access::Act;
use council::regulations::drafting::{
    Article, ArticleText, Basis, StartDrafting, article, articles, choose_bases, insert_article,
    move_article, offered_bases, remove_article, save_article, start_drafting,
};
use council::regulations::queries::Regulation;
use council::seed_data::regulation_models::models;
use council::{Acting, Problem, Result};
use kernel::Id;
use kernel::ids::DocumentId;
use ui::{Choice, Field, Form, Prose};
use uuid::Uuid;

use super::super::page::basis_status;
use super::{at, home, of_regulation};
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::visit::Visit;

/// The question for the bases, each with how it stands today.
fn bases_field(
    visit: &Visit,
    posted: &Posted,
    offered: &[Basis],
    fresh: Option<&Regulation>,
) -> Field {
    let chosen: Vec<String> = if posted.has_problems() {
        posted.all("bases")
    } else {
        offered
            .iter()
            .filter(|basis| {
                basis.chosen || fresh.is_some_and(|of| basis.is_proposed(of, visit.today))
            })
            .map(|basis| basis.document_id.to_string())
            .collect()
    };
    let mut choices: Vec<(String, Choice)> = offered
        .iter()
        .map(|basis| {
            let (_, word) = basis_status(visit, basis, visit.today);
            let label = format!("{} – {}", basis.number, basis.title);
            let id = basis.document_id.to_string();
            (id.clone(), Choice::new(id, label).hint(word))
        })
        .collect();
    // What is ticked comes first, so that it is seen without a search through the whole library.
    choices.sort_by_key(|(id, _)| !chosen.contains(id));
    let choices: Vec<Choice> = choices.into_iter().map(|(_, choice)| choice).collect();
    Field::checkboxes("bases", visit.t("regulation-bases"), choices, chosen)
        .hint(visit.tv("regulation-bases-hint", &[("day", &visit.day(visit.today))]))
        .optional()
}

fn chosen_bases(posted: &Posted) -> Result<Vec<DocumentId>> {
    posted
        .all("bases")
        .iter()
        .map(|text| {
            text.parse()
                .map_err(|_| Problem::new("bases", "choice-unknown").into())
        })
        .collect()
}

/// A regulation with the bases that may be chosen.
struct Offered {
    regulation: Regulation,
    offered: Vec<Basis>,
}

impl Offered {
    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let regulation = at(visit, id).await?;
        let offered = offered_bases(visit.app.db(), regulation.id).await?;
        Ok(Self {
            regulation,
            offered,
        })
    }
}

/// Bắt đầu soạn thảo.
pub struct Start(Offered);

impl Task for Start {
    const ACT: Act = Act::DraftRegulation;
    const NAME: &'static str = "regulation-draft";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Offered::load(visit, id).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        of_regulation(&self.0.regulation)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let mut choices: Vec<Choice> = models()
            .filter(|model| model.fits(self.0.regulation.kind, self.0.regulation.level))
            .map(|model| Choice::new(model.key, visit.label("regulation-model", model.key)))
            .collect();
        choices.push(Choice::new("", visit.t("regulation-model-none")));
        let field = Field::radios("model", visit.t("regulation-model"), choices, "")
            .hint(visit.t("regulation-model-hint"));
        form.field(posted.fill("model", field)).field(bases_field(
            visit,
            posted,
            &self.0.offered,
            Some(&self.0.regulation),
        ))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let command = StartDrafting {
            regulation: self.0.regulation.id,
            model: posted.maybe("model"),
            bases: chosen_bases(posted)?,
        };
        start_drafting(acting, command).await?;
        Ok(home(&self.0.regulation))
    }
}

/// Chọn căn cứ.
pub struct Bases(Offered);

impl Task for Bases {
    const ACT: Act = Act::DraftRegulation;
    const NAME: &'static str = "regulation-bases";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Offered::load(visit, id).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        of_regulation(&self.0.regulation)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(bases_field(visit, posted, &self.0.offered, None))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        choose_bases(acting, self.0.regulation.id, &chosen_bases(posted)?).await?;
        Ok(home(&self.0.regulation))
    }
}

fn text_fields(visit: &Visit, posted: &Posted, form: Form, now: Option<&Article>) -> Form {
    let with = |field: Field, value: Option<&String>| match value {
        Some(value) => field.value(value.clone()),
        None => field,
    };
    let chapter = Field::text("chapter", visit.t("article-chapter"))
        .hint(visit.t("article-chapter-hint"))
        .optional();
    let heading = Field::text("heading", visit.t("article-heading-field"));
    let text = Field::long("text", visit.t("article-text")).rows(12);
    form.field(posted.fill("chapter", with(chapter, now.map(|it| &it.chapter))))
        .field(posted.fill("heading", with(heading, now.map(|it| &it.heading))))
        .field(posted.fill("text", with(text, now.map(|it| &it.text))))
}

fn read_text(posted: &Posted) -> ArticleText {
    ArticleText {
        chapter: posted.text("chapter"),
        heading: posted.text("heading"),
        text: posted.raw("text").to_owned(),
    }
}

/// Thêm một điều.
pub struct Insert {
    regulation: Regulation,
    articles: Vec<Article>,
}

impl Task for Insert {
    const ACT: Act = Act::DraftRegulation;
    const NAME: &'static str = "regulation-article";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let regulation = at(visit, id).await?;
        let articles = articles(visit.app.db(), regulation.id).await?;
        Ok(Self {
            regulation,
            articles,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_regulation(&self.regulation)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let mut places = vec![Choice::new("0", visit.t("article-first"))];
        places.extend(self.articles.iter().map(|article| {
            let place = article.position.to_string();
            let values = [("n", place.as_str()), ("heading", &article.heading)];
            Choice::new(place.clone(), visit.tv("article-after", &values))
        }));
        let last = self.articles.len().to_string();
        let after = Field::select("after", visit.t("article-place"), places, &last);
        text_fields(visit, posted, form.field(posted.fill("after", after)), None)
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let after = read.number("after");
        let text = read_text(posted);
        read.outcome(insert_article(acting, self.regulation.id, after, text).await)?;
        Ok(format!("{}#cac-dieu", home(&self.regulation)))
    }
}

/// An article with its regulation.
struct Of {
    regulation: Regulation,
    article: Article,
    count: usize,
}

impl Of {
    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let article = article(visit.app.db(), Id::from_uuid(id)).await?;
        let regulation = at(visit, article.regulation_id.uuid()).await?;
        let count = articles(visit.app.db(), regulation.id).await?.len();
        Ok(Self {
            regulation,
            article,
            count,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        let place = self.article.position.to_string();
        let values = [("n", place.as_str()), ("heading", &self.article.heading)];
        Place {
            subject: visit.tv("article-heading", &values),
            ..of_regulation(&self.regulation)
        }
    }
}

/// Sửa một điều.
pub struct Edit(Of);

impl Task for Edit {
    const ACT: Act = Act::DraftRegulation;
    const NAME: &'static str = "article-edit";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Of::load(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        self.0.place(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        text_fields(visit, posted, form, Some(&self.0.article))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        save_article(acting, self.0.article.id, read_text(posted)).await?;
        Ok(format!("{}#cac-dieu", home(&self.0.regulation)))
    }
}

/// Chuyển một điều.
pub struct Shift(Of);

impl Task for Shift {
    const ACT: Act = Act::DraftRegulation;
    const NAME: &'static str = "article-move";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Of::load(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        self.0.place(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let places: Vec<Choice> = (1..=self.0.count)
            .map(|place| {
                let place = place.to_string();
                Choice::new(place.clone(), visit.tv("article-label", &[("n", &place)]))
            })
            .collect();
        let now = self.0.article.position.to_string();
        let field = Field::select("position", visit.t("article-place"), places, &now);
        form.field(posted.fill("position", field))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let place = read.number("position");
        read.outcome(move_article(acting, self.0.article.id, place).await)?;
        Ok(format!("{}#cac-dieu", home(&self.0.regulation)))
    }
}

/// Bỏ một điều.
pub struct Remove(Of);

impl Task for Remove {
    const ACT: Act = Act::DraftRegulation;
    const NAME: &'static str = "article-remove";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Of::load(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        self.0.place(visit)
    }

    fn questions(&self, _: &Visit, _: &Posted, form: Form) -> Form {
        form.push(Prose::typed(&self.0.article.text))
    }

    async fn act(&self, acting: &Acting<'_>, _: &Posted) -> Result<String> {
        remove_article(acting, self.0.article.id).await?;
        Ok(format!("{}#cac-dieu", home(&self.0.regulation)))
    }
}
