//! The forms of the acts on papers: number, issue, void, drop, register one made elsewhere, choose how numbers run.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::files::{GivenFile, LARGEST};
use council::papers::acts::{
    IssuePaper, NumberPaper, RegisterPaper, Signed, choose_series, drop_paper, issue_paper,
    number_paper, register_paper, void_paper,
};
use council::papers::queries::{PaperLine, PaperPage, paper_page};
use council::papers::register::{next, numbering};
use council::papers::{Numbering, PaperKind};
use council::{Acting, Refusal, Result};
use kernel::Id;
use ui::{Field, Form, Width};
use uuid::Uuid;

use crate::app::App;
use crate::bodies::words::choices;
use crate::failure::{Failure, Outcome};
use crate::posted::Posted;
use crate::print::{Form as Printed, print};
use crate::task::{Place, Reading, Task, reasoned_tasks, route};
use crate::view::Part;
use crate::visit::Visit;

/// Room for the largest file in the wrapping of a form.
const LARGEST_BODY: usize = LARGEST + 1024 * 1024;

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<Number>(router, "/papers/{id}/number");
    let router = route::<Drop>(router, "/papers/{id}/drop");
    let router = route::<Void>(router, "/papers/{id}/void");
    let router = route::<Register>(router, "/councils/{id}/papers/register");
    let router = route::<Series>(router, "/councils/{id}/papers/series");
    let large = route::<Issue>(Router::new(), "/papers/{id}/issue")
        .layer(DefaultBodyLimit::max(LARGEST_BODY));
    router.merge(large)
}

/// The page to which the tasks of a paper belong.
pub fn home(of: &PaperPage) -> String {
    home_of(&of.line)
}

fn home_of(line: &PaperLine) -> String {
    format!("/papers/{}", line.id)
}

/// Where the tasks of a paper stand.
pub fn of_paper(visit: &Visit, of: &PaperPage) -> Place {
    of_line(visit, &of.line)
}

fn of_line(_: &Visit, line: &PaperLine) -> Place {
    Place {
        scope: line.path.clone(),
        back: home_of(line),
        subject: line.subject.clone(),
        part: Part::Papers,
    }
}

async fn page(visit: &Visit, id: Uuid) -> Outcome<PaperPage> {
    let (db, id) = (visit.app.db(), Id::from_uuid(id));
    Ok(paper_page(db, &visit.actor, id, visit.today).await?)
}

async fn at(visit: &Visit, id: Uuid) -> Outcome<PaperLine> {
    Ok(page(visit, id).await?.line)
}

/// Lấy số.
pub struct Number {
    page: PaperPage,
    next: u32,
}

impl Task for Number {
    const ACT: Act = Act::NumberPaper;
    const NAME: &'static str = "paper-number";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let page = page(visit, id).await?;
        let (council, kind) = (page.line.council_id, page.line.kind);
        let next = next(visit.app.db(), council, kind, visit.today).await?;
        Ok(Self { page, next })
    }

    fn place(&self, visit: &Visit) -> Place {
        of_paper(visit, &self.page)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let draft = self.page.draft.as_ref();
        let symbol = draft.map(|draft| draft.symbol.clone()).unwrap_or_default();
        let label = self
            .page
            .line
            .kind
            .label(self.next, visit.today.year(), &symbol);
        let next = Field::readonly("next", visit.t("paper-next"), label);
        let day = Field::date("day", visit.t("paper-day")).value(visit.day(visit.today));
        let mut form = form.field(next).field(posted.fill("day", day));
        let unfilled = draft.map_or(0, |draft| draft.unfilled(self.page.line.kind));
        if unfilled > 0 {
            let places = unfilled.to_string();
            let hint = visit.tv("paper-number-reason-hint", &[("n", &places)]);
            let reason = Field::text("reason", visit.t("field-reason")).hint(hint);
            form = form.field(posted.fill("reason", reason));
        }
        form
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = NumberPaper {
            paper: self.page.line.id,
            day: read.day("day"),
            reason: read.text("reason"),
        };
        read.outcome(number_paper(acting, command).await)?;
        Ok(home(&self.page))
    }
}

/// Phát hành.
pub struct Issue {
    page: PaperPage,
    /// The file that was handed in, judged.
    signed: Option<Signed>,
}

impl Task for Issue {
    const ACT: Act = Act::IssuePaper;
    const NAME: &'static str = "paper-issue";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let page = page(visit, id).await?;
        Ok(Self { page, signed: None })
    }

    fn place(&self, visit: &Visit) -> Place {
        of_paper(visit, &self.page)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let signers = self.page.paper.iter().flat_map(|paper| &paper.signatures);
        let signer = signers
            .last()
            .map(|one| one.name.clone())
            .unwrap_or_default();
        let signer = Field::text("signer", visit.t("paper-signer")).value(signer);
        let day = Field::date("signed_on", visit.t("paper-signed-on"));
        let day = day.value(visit.day(visit.today));
        let file = Field::file("file", visit.t("paper-signed-file"))
            .hint(visit.t("paper-signed-file-hint"))
            .accept(".pdf,application/pdf")
            .optional();
        form.field(posted.fill("signer", signer))
            .field(posted.fill("signed_on", day))
            .field(posted.fill("file", file))
    }

    async fn prepare(&mut self, visit: &Visit, posted: &Posted) -> Outcome<()> {
        let Some(upload) = posted.chosen_file("file") else {
            return Ok(());
        };
        self.leave(visit, &self.place(visit))?;
        let paper = self.page.paper.clone();
        let paper = paper.ok_or_else(|| Failure::not_found("paper"))?;
        let printed = print(visit, paper, Printed::Pdf).await?;
        let file = GivenFile {
            name: upload.name.clone(),
            bytes: upload.bytes.to_vec(),
        };
        let judge = move || Signed {
            holders: holders(&file.bytes, &printed),
            file,
            printed,
        };
        let judged = tokio::task::spawn_blocking(judge).await;
        self.signed = Some(judged.map_err(Refusal::failed("judge the signed file"))?);
        Ok(())
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = IssuePaper {
            paper: self.page.line.id,
            signed_on: read.day("signed_on"),
            signer: read.text("signer"),
            signed: self.signed.clone(),
        };
        read.outcome(issue_paper(acting, command).await)?;
        Ok(home(&self.page))
    }
}

/// Whose signatures hold on a file that is the printed paper with signatures and nothing else behind it; nothing of another file. That
/// a certificate is of an authority that the State recognises is for the office to judge: the name and its issuer are kept.
fn holders(pdf: &[u8], printed: &[u8]) -> Option<Vec<String>> {
    if !press::seal::extends(pdf, printed) {
        return None;
    }
    let seals = press::seal::verify(pdf).ok()?;
    let holding = seals.into_iter().filter(press::seal::Seal::holds);
    let holders = holding.filter_map(|seal| seal.signature).map(|signature| {
        let holder = signature.holder;
        format!("{} ({}, {})", holder.name, holder.issuer, holder.serial)
    });
    Some(holders.collect())
}

reasoned_tasks! {
    PaperLine, at, of_line, home_of;

    /// Bỏ dự thảo.
    Drop, DraftPaper, "paper-drop", drop_paper;
    /// Hủy văn bản đã lấy số.
    Void, VoidPaper, "paper-void", void_paper;
}

fn register(council: &CouncilRef) -> String {
    format!("/councils/{}/papers", council.id)
}

fn of_council(council: &CouncilRef) -> Place {
    Place {
        scope: council.path.clone(),
        back: register(council),
        subject: council.title(),
        part: Part::Papers,
    }
}

/// Vào sổ văn bản làm ở nơi khác.
pub struct Register(CouncilRef);

impl Task for Register {
    const ACT: Act = Act::RegisterPaper;
    const NAME: &'static str = "paper-register";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(council(visit.app.db(), Id::from_uuid(id)).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        of_council(&self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let kinds = choices(visit, "paper-kind", PaperKind::ALL, PaperKind::code);
        let kind = Field::select("kind", visit.t("paper-kind"), kinds, "");
        let number = Field::number("number", visit.t("paper-number"))
            .hint(visit.t("paper-number-hint"))
            .width(Width::Short)
            .optional();
        let symbol = Field::text("symbol", visit.t("paper-symbol"))
            .hint(visit.t("paper-symbol-hint"))
            .width(Width::Medium)
            .optional();
        let subject = Field::text("subject", visit.t("paper-subject"));
        let day = Field::date("day", visit.t("paper-day"));
        let signer = Field::text("signer", visit.t("paper-signer")).optional();
        let kept =
            Field::text("kept_at", visit.t("paper-kept-at")).hint(visit.t("paper-kept-at-hint"));
        form.field(posted.fill("kind", kind))
            .field(posted.fill("number", number))
            .field(posted.fill("symbol", symbol))
            .field(posted.fill("subject", subject))
            .field(posted.fill("day", day))
            .field(posted.fill("signer", signer))
            .field(posted.fill("kept_at", kept))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = RegisterPaper {
            council: self.0.id,
            kind: read.choice("kind", PaperKind::from_code, PaperKind::Letter),
            number: read.maybe_number("number"),
            symbol: read.text("symbol"),
            subject: read.text("subject"),
            day: read.day("day"),
            signer: read.text("signer"),
            kept_at: read.text("kept_at"),
        };
        read.outcome(register_paper(acting, command).await)?;
        Ok(register(&self.0))
    }
}

/// Chọn cách đánh số.
pub struct Series {
    council: CouncilRef,
    now: Numbering,
}

impl Task for Series {
    const ACT: Act = Act::ChoosePaperSeries;
    const NAME: &'static str = "paper-series";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let council = council(db, Id::from_uuid(id)).await?;
        let now = numbering(db, council.id, visit.today.year() + 1).await?;
        Ok(Self { council, now })
    }

    fn place(&self, _: &Visit) -> Place {
        of_council(&self.council)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let ways = choices(visit, "numbering", Numbering::ALL, Numbering::code);
        let way = Field::radios("numbering", visit.t("numbering"), ways, self.now.code());
        let year = Field::number("from_year", visit.t("paper-from-year"))
            .hint(visit.t("paper-from-year-hint"))
            .value((visit.today.year() + 1).to_string())
            .plain()
            .width(Width::Short);
        form.field(posted.fill("numbering", way))
            .field(posted.fill("from_year", year))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let way = read.choice("numbering", Numbering::from_code, self.now);
        let year = read.number("from_year");
        let chosen = choose_series(acting, self.council.id, year, way).await;
        read.outcome(chosen)?;
        Ok(register(&self.council))
    }
}
