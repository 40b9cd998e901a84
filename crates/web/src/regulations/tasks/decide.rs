//! The appraisal, the vote, the number, the publication.

use council::access::Act;
use council::bodies::queries::{BodyBlock, Figures, bodies, figures};
use council::regulations::adoption::{RecordVote, next_serial, number_regulation, record_vote};
use council::regulations::appraisal::{ReportAppraisal, assign_appraisal, report_appraisal};
use council::regulations::publication::{Older, PublishRegulation, older, publish_regulation};
use council::regulations::queries::Regulation;
use council::regulations::{Conclusion, Demands, Stage, VoteWay};
use council::rules::InForce;
use council::{Acting, Result};
use ui::{Choice, Field, Form, Prose, Width};
use uuid::Uuid;

use super::super::say;
use super::{at, home, of_regulation, paper};
use crate::bodies::words::choices;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::visit::Visit;

async fn demands(visit: &Visit, regulation: &Regulation) -> Outcome<Demands> {
    let council = regulation.council_id;
    Ok(Demands::of(visit.app.db(), council, regulation.kind, visit.today).await?)
}

/// Giao Ban thẩm tra.
pub struct Assign {
    regulation: Regulation,
    boards: Vec<BodyBlock>,
    rule: Option<InForce>,
}

impl Task for Assign {
    const ACT: Act = Act::AppraiseRegulation;
    const NAME: &'static str = "regulation-assign";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let regulation = at(visit, id).await?;
        let mut boards = bodies(db, regulation.council_id, visit.today).await?;
        boards.retain(|body| body.kind.is_board());
        let demands = demands(visit, &regulation).await?;
        Ok(Self {
            rule: demands.appraisal_days(db, visit.today).await?,
            regulation,
            boards,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_regulation(&self.regulation)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let boards: Vec<Choice> = self
            .boards
            .iter()
            .map(|board| Choice::new(board.id.to_string(), board.name.clone()))
            .collect();
        let field = Field::radios("board", visit.t("regulation-board"), boards, "");
        let field = match &self.rule {
            Some(rule) => field.hint(say::rule(visit, rule)),
            None => field,
        };
        form.field(posted.fill("board", field))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let board = read.id("board");
        read.outcome(assign_appraisal(acting, self.regulation.id, board).await)?;
        Ok(home(&self.regulation))
    }
}

/// Ghi nhận báo cáo thẩm tra.
pub struct Report(Regulation);

impl Task for Report {
    const ACT: Act = Act::AppraiseRegulation;
    const NAME: &'static str = "regulation-report";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, id).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        of_regulation(&self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let conclusions = choices(visit, "conclusion", Conclusion::ALL, Conclusion::code);
        let conclusion = Field::radios(
            "conclusion",
            visit.t("regulation-conclusion"),
            conclusions,
            "",
        );
        let note = Field::long("note", visit.t("regulation-appraisal-note")).rows(5);
        form.field(posted.fill("conclusion", conclusion))
            .field(posted.fill("note", note))
            .fieldset(paper::ask(visit, posted, Stage::Appraisal))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = ReportAppraisal {
            regulation: self.0.id,
            conclusion: read.choice("conclusion", Conclusion::from_code, Conclusion::Ready),
            note: posted.raw("note").to_owned(),
            paper: paper::read(&mut read),
        };
        read.outcome(report_appraisal(acting, command).await)?;
        Ok(home(&self.0))
    }
}

/// Ghi kết quả biểu quyết.
pub struct Vote {
    regulation: Regulation,
    figures: Figures,
    rule: Option<InForce>,
}

impl Task for Vote {
    const ACT: Act = Act::AdoptRegulation;
    const NAME: &'static str = "regulation-vote";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let regulation = at(visit, id).await?;
        let demands = demands(visit, &regulation).await?;
        Ok(Self {
            figures: figures(db, regulation.council_id, visit.today).await?,
            rule: demands.vote(db, visit.today).await?,
            regulation,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_regulation(&self.regulation)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, mut form: Form) -> Form {
        let delegates = self.figures.in_office.to_string();
        let mut said = Prose::new().p(visit.tv("regulation-vote-delegates", &[("n", &delegates)]));
        if let Some(rule) = &self.rule {
            said = said.p(say::rule(visit, rule));
        }
        let ways = choices(visit, "vote-way", VoteWay::ALL, VoteWay::code);
        let way = Field::radios("way", visit.t("regulation-way"), ways, "");
        let occasion = Field::text("occasion", visit.t("regulation-occasion"))
            .hint(visit.t("regulation-occasion-hint"));
        let held_on = Field::date("held_on", visit.t("regulation-held-on"));
        form = form
            .push(said)
            .field(posted.fill("way", way))
            .field(posted.fill("occasion", occasion))
            .field(posted.fill("held_on", held_on));
        for (name, key) in [
            ("present", "regulation-present"),
            ("in_favour", "regulation-in-favour"),
            ("against", "regulation-against"),
            ("abstained", "regulation-abstained"),
        ] {
            let field = Field::number(name, visit.t(key)).width(Width::Short);
            form = form.field(posted.fill(name, field));
        }
        form.fieldset(paper::ask(visit, posted, Stage::Adoption))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = RecordVote {
            regulation: self.regulation.id,
            way: read.choice("way", VoteWay::from_code, VoteWay::Session),
            occasion: read.text("occasion"),
            held_on: read.day("held_on"),
            present: read.number("present"),
            in_favour: read.number("in_favour"),
            against: read.number("against"),
            abstained: read.number("abstained"),
            paper: paper::read(&mut read),
        };
        read.outcome(record_vote(acting, command).await)?;
        Ok(format!("{}#bieu-quyet", home(&self.regulation)))
    }
}

/// Lấy số.
pub struct Number {
    regulation: Regulation,
    next: u32,
}

impl Task for Number {
    const ACT: Act = Act::AdoptRegulation;
    const NAME: &'static str = "regulation-number";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let regulation = at(visit, id).await?;
        let year = regulation.adopted_on.unwrap_or(visit.today).year();
        let next = next_serial(visit.app.db(), regulation.council_id, year.into()).await?;
        Ok(Self { regulation, next })
    }

    fn place(&self, _: &Visit) -> Place {
        of_regulation(&self.regulation)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let field = Field::number("serial", visit.t("regulation-serial"))
            .value(self.next.to_string())
            .hint(visit.t("regulation-serial-hint"))
            .width(Width::Short);
        form.field(posted.fill("serial", field))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let serial = read.number("serial");
        read.outcome(number_regulation(acting, self.regulation.id, serial).await)?;
        Ok(home(&self.regulation))
    }
}

/// Công bố.
pub struct Publish {
    regulation: Regulation,
    older: Vec<Older>,
    rule: Option<InForce>,
}

impl Task for Publish {
    const ACT: Act = Act::PublishRegulation;
    const NAME: &'static str = "regulation-publish";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let regulation = at(visit, id).await?;
        let demands = demands(visit, &regulation).await?;
        let adopted_on = regulation.adopted_on.unwrap_or(visit.today);
        Ok(Self {
            older: older(db, &regulation, visit.today).await?,
            rule: demands.force_days(db, adopted_on).await?,
            regulation,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_regulation(&self.regulation)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let published = Field::date("published_on", visit.t("regulation-published-on"));
        let force = Field::date("in_force_on", visit.t("document-in-force"));
        let force = match &self.rule {
            Some(rule) => force.hint(say::rule(visit, rule)),
            None => force,
        };
        let mut choices = vec![Choice::new("", visit.t("regulation-older-none"))];
        choices.extend(self.older.iter().map(|older| {
            let words = format!("{} – {}", older.number, older.title);
            Choice::new(older.document_id.to_string(), words)
        }));
        let older = Field::select("older", visit.t("regulation-replaces"), choices, "")
            .hint(visit.t("regulation-older-hint"))
            .optional();
        form.field(posted.fill("published_on", published))
            .field(posted.fill("in_force_on", force))
            .field(posted.fill("older", older))
            .fieldset(paper::ask(visit, posted, Stage::Publication))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = PublishRegulation {
            regulation: self.regulation.id,
            published_on: read.day("published_on"),
            in_force_on: read.day("in_force_on"),
            older: read.maybe_id("older"),
            paper: paper::read(&mut read),
        };
        read.outcome(publish_regulation(acting, command).await)?;
        Ok(home(&self.regulation))
    }
}
