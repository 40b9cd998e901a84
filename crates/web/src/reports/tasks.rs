//! The forms of a report: begin it, write a chapter, look at the figures anew, answer a finding, sign, make another version.

use std::sync::Arc;

use axum::Router;
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::reports::comparison::listed;
use council::reports::drafting::{
    DraftReport, draft_report, draft_version, refresh_report, write_chapter,
};
use council::reports::queries::{ReportPage, page};
use council::reports::signing::{SignReport, answer_finding, sign_report};
use council::reports::{Chapter, Report, ReportKind};
use council::scoreboard::Snapshot;
use council::{Acting, Result};
use kernel::Id;
use kernel::ids::CouncilId;
use ui::{Details, Field, Form, Html, Notice, Width};
use uuid::Uuid;

use super::{blocks, findings, say};
use crate::app::App;
use crate::bodies::words::{choices, council_title, reason_field};
use crate::failure::{Failure, Outcome};
use crate::posted::Posted;
use crate::task::{Place, Reading, Task, route};
use crate::view::Part;
use crate::visit::Visit;

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<Draft>(router, "/councils/{id}/reports/new");
    let router = route::<Write>(router, "/reports/{id}/write");
    let router = route::<Refresh>(router, "/reports/{id}/refresh");
    let router = route::<Answer>(router, "/reports/{id}/answer");
    let router = route::<Sign>(router, "/reports/{id}/sign");
    route::<Version>(router, "/reports/{id}/version")
}

/// A report with the facts that its figures need.
struct Known {
    of: ReportPage,
    snapshot: Arc<Snapshot>,
}

impl Known {
    async fn at(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let snapshot = visit.app.projection().now().await?;
        let (db, id) = (visit.app.db(), Id::from_uuid(id));
        Ok(Self {
            of: page(db, &snapshot, &visit.actor, id, visit.today).await?,
            snapshot,
        })
    }

    fn report(&self) -> &Report {
        &self.of.report
    }

    fn home(&self) -> String {
        format!("/reports/{}", self.report().id)
    }

    fn place(&self) -> Place {
        Place {
            scope: self.report().path.clone(),
            back: self.home(),
            subject: self.report().title.clone(),
            part: Part::TermReports,
        }
    }
}

/// Lập báo cáo.
pub struct Draft {
    council: CouncilRef,
    snapshot: Arc<Snapshot>,
}

impl Task for Draft {
    const ACT: Act = Act::DraftReport;
    const NAME: &'static str = "report-draft";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let id: CouncilId = Id::from_uuid(id);
        Ok(Self {
            council: council(visit.app.db(), id).await?,
            snapshot: visit.app.projection().now().await?,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.council.path.clone(),
            back: format!("/councils/{}/reports", self.council.id),
            subject: council_title(visit, &self.council),
            part: Part::TermReports,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let kinds = choices(visit, "report-kind", ReportKind::ALL, ReportKind::code);
        let kind = Field::radios("kind", visit.t("report-kind"), kinds, "");
        let from =
            Field::date("from", visit.t("report-from")).value(visit.day(self.council.valid_from));
        let to = Field::date("to", visit.t("report-to")).value(visit.day(visit.today));
        let title = Field::text("title", visit.t("report-title"))
            .hint(visit.t("report-title-hint"))
            .optional();
        form.field(posted.fill("kind", kind))
            .field(posted.fill("from", from))
            .field(posted.fill("to", to))
            .field(posted.fill("title", title))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = DraftReport {
            council: self.council.id,
            kind: read.choice("kind", ReportKind::from_code, ReportKind::Year),
            title: read.text("title"),
            from: read.day("from"),
            to: read.day("to"),
        };
        let id = read.outcome(draft_report(acting, &self.snapshot, command).await)?;
        Ok(format!("/reports/{id}"))
    }
}

/// Viết phần lời của một chương.
pub struct Write {
    known: Known,
    chapter: Chapter,
}

impl Task for Write {
    const ACT: Act = Act::WriteReport;
    const NAME: &'static str = "report-write";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let chapter = visit.asked("chapter").and_then(Chapter::from_code);
        Ok(Self {
            chapter: chapter.ok_or_else(|| Failure::not_found("chapter"))?,
            known: Known::at(visit, id).await?,
        })
    }

    fn place(&self, _visit: &Visit) -> Place {
        Place {
            back: format!("{}#{}", self.known.home(), say::anchor(self.chapter)),
            subject: say::chapter(self.chapter).to_owned(),
            ..self.known.place()
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let of = &self.known.of;
        let text = of.prose.get(&self.chapter).cloned().unwrap_or_default();
        let field = Field::long("text", visit.t("report-prose"))
            .hint(visit.t("report-prose-hint"))
            .rows(14)
            .value(text)
            .optional();
        let mut figures = listed(&of.content);
        // The figures of this chapter come first.
        figures.sort_by_key(|(chapter, _)| (*chapter != self.chapter, *chapter));
        let keys = blocks::keys(visit, &figures);
        form.field(posted.fill("text", field))
            .push(Details::new(visit.t("report-keys")).push(keys))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let (id, text) = (self.known.report().id, posted.raw("text"));
        write_chapter(acting, &self.known.snapshot, id, self.chapter, text).await?;
        Ok(format!(
            "{}#{}",
            self.known.home(),
            say::anchor(self.chapter)
        ))
    }
}

/// Cập nhật số liệu.
pub struct Refresh(Known);

impl Task for Refresh {
    const ACT: Act = Act::RefreshReport;
    const NAME: &'static str = "report-refresh";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Known::at(visit, id).await?))
    }

    fn place(&self, _visit: &Visit) -> Place {
        self.0.place()
    }

    fn questions(&self, visit: &Visit, _posted: &Posted, form: Form) -> Form {
        let of = &self.0.of;
        if of.changed.is_empty() {
            return form.push(Notice::success(visit.t("report-nothing-changed")));
        }
        let heads = ("report-then", "report-now");
        form.push(blocks::changes(visit, &of.report, &of.changed, heads))
    }

    async fn act(&self, acting: &Acting<'_>, _posted: &Posted) -> Result<String> {
        refresh_report(acting, &self.0.snapshot, self.0.report().id).await?;
        Ok(self.0.home())
    }
}

/// Giải trình một phát hiện.
pub struct Answer {
    known: Known,
    finding: String,
}

impl Task for Answer {
    const ACT: Act = Act::AnswerFinding;
    const NAME: &'static str = "report-answer";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let finding = visit.asked("finding").unwrap_or_default().to_owned();
        let known = Known::at(visit, id).await?;
        if known.of.findings.iter().all(|it| it.key != finding) {
            return Err(Failure::not_found("finding"));
        }
        Ok(Self { known, finding })
    }

    fn place(&self, _visit: &Visit) -> Place {
        Place {
            back: format!("{}/findings", self.known.home()),
            ..self.known.place()
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let of = &self.known.of;
        let text = of.content.text();
        let mut shown = Html::new();
        let mut found = of.findings.iter().enumerate();
        if let Some((number, checked)) = found.find(|(_, it)| it.key == self.finding) {
            shown.push(findings::one(visit, &text, number, checked));
        }
        form.push(shown).field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let (id, reason) = (self.known.report().id, posted.text("reason"));
        answer_finding(acting, &self.known.snapshot, id, &self.finding, &reason).await?;
        Ok(format!("{}/findings", self.known.home()))
    }
}

/// Ký báo cáo.
pub struct Sign(Known);

impl Task for Sign {
    const ACT: Act = Act::SignReport;
    const NAME: &'static str = "report-sign";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Known::at(visit, id).await?))
    }

    fn place(&self, _visit: &Visit) -> Place {
        self.0.place()
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let number = Field::text("number", visit.t("report-number"))
            .hint(visit.t("report-number-hint"))
            .width(Width::Medium)
            .plain();
        let day =
            Field::date("signed_on", visit.t("report-signed-on")).value(visit.day(visit.today));
        let signer =
            Field::text("signer", visit.t("report-signer")).hint(visit.t("report-signer-hint"));
        form.field(posted.fill("number", number))
            .field(posted.fill("signed_on", day))
            .field(posted.fill("signer", signer))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = SignReport {
            report: self.0.report().id,
            number: read.text("number"),
            signed_on: read.day("signed_on"),
            signer: read.text("signer"),
        };
        read.outcome(sign_report(acting, &self.0.snapshot, command).await)?;
        Ok(self.0.home())
    }
}

/// Lập phiên bản mới.
pub struct Version(Known);

impl Task for Version {
    const ACT: Act = Act::DraftReport;
    const NAME: &'static str = "report-version";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Known::at(visit, id).await?))
    }

    fn place(&self, _visit: &Visit) -> Place {
        self.0.place()
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let (id, reason) = (self.0.report().id, posted.text("reason"));
        let id = draft_version(acting, &self.0.snapshot, id, &reason).await?;
        Ok(format!("/reports/{id}"))
    }
}
