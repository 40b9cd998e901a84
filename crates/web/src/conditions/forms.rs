//! The forms of the acts on posts, facilities and budget lines.

use axum::Router;
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::conditions::budget::{BudgetLine, RecordBudget, budget, record_budget};
use council::conditions::facilities::{RecordFacility, record_facility};
use council::conditions::posts::{
    FillPost, Holder, Post, RecordStaffTraining, SetUpPost, end_post, fill_post, holder,
    leave_post, post, record_training, set_up_post,
};
use council::conditions::{Facility, FundSource, PostKind, Qualification, Spending};
use council::{Acting, Problem, Result};
use kernel::Id;
use ui::{Field, Form};
use uuid::Uuid;

use crate::app::App;
use crate::bodies::words::{choices, council_title, from_field, reason_field};
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task, route};
use crate::view::Part;
use crate::visit::Visit;

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<SetUp>(router, "/councils/{id}/conditions/posts/new");
    let router = route::<End>(router, "/office-posts/{id}/end");
    let router = route::<Fill>(router, "/office-posts/{id}/fill");
    let router = route::<Leave>(router, "/post-holders/{id}/leave");
    let router = route::<Train>(router, "/post-holders/{id}/train");
    let router = route::<See>(router, "/councils/{id}/conditions/facilities/new");
    route::<Budget>(router, "/councils/{id}/conditions/budget/new")
}

/// Where the forms of a council's conditions stand.
pub fn of_council(visit: &Visit, council: &CouncilRef) -> Place {
    Place {
        scope: council.path.clone(),
        back: home(council),
        subject: council_title(visit, council),
        part: Part::Conditions,
    }
}

/// The page of a council's conditions.
pub fn home(council: &CouncilRef) -> String {
    format!("/councils/{}/conditions", council.id)
}

fn of_post(post: &Post) -> Place {
    Place {
        scope: post.path.clone(),
        back: format!("/councils/{}/conditions", post.council_id),
        subject: post.title.clone(),
        part: Part::Conditions,
    }
}

/// Why a record of the same day is mended.
fn mending_field(visit: &Visit, posted: &Posted) -> Field {
    let field = Field::text("reason", visit.t("field-reason"))
        .hint(visit.t("conditions-reason-hint"))
        .optional();
    posted.fill("reason", field)
}

/// Lập vị trí việc làm.
pub struct SetUp(CouncilRef);

impl Task for SetUp {
    const ACT: Act = Act::SetUpPost;
    const NAME: &'static str = "post-set-up";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(council(visit.app.db(), Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        of_council(visit, &self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let title = Field::text("title", visit.t("post-title")).hint(visit.t("post-title-hint"));
        let kinds = choices(visit, "post-kind", PostKind::ALL, PostKind::code);
        let kind = Field::radios("kind", visit.t("post-kind"), kinds, "");
        form.field(posted.fill("title", title))
            .field(posted.fill("kind", kind))
            .field(from_field(visit, posted, "field-valid-from"))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = SetUpPost {
            council: self.0.id,
            title: read.text("title"),
            kind: read.choice("kind", PostKind::from_code, PostKind::Other),
            valid_from: read.day("valid_from"),
        };
        read.outcome(set_up_post(acting, command).await)?;
        Ok(home(&self.0))
    }
}

/// Bỏ vị trí việc làm.
pub struct End(Post);

impl Task for End {
    const ACT: Act = Act::SetUpPost;
    const NAME: &'static str = "post-end";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(post(visit.app.db(), Id::from_uuid(id)).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        of_post(&self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let day = Field::date("ended_on", visit.t("post-ended-on"));
        form.field(posted.fill("ended_on", day))
            .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let (day, reason) = (read.day("ended_on"), read.text("reason"));
        read.outcome(end_post(acting, self.0.id, day, &reason).await)?;
        Ok(of_post(&self.0).back)
    }
}

/// Bố trí người vào vị trí.
pub struct Fill(Post);

impl Task for Fill {
    const ACT: Act = Act::FillPost;
    const NAME: &'static str = "post-fill";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(post(visit.app.db(), Id::from_uuid(id)).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        of_post(&self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let name = Field::text("full_name", visit.t("full-name"))
            .hint(visit.t("full-name-hint"))
            .autocomplete("off");
        let degrees = choices(
            visit,
            "qualification",
            Qualification::ALL,
            Qualification::code,
        );
        let degree = Field::radios("qualification", visit.t("qualification"), degrees, "");
        let field = Field::text("field", visit.t("post-field"))
            .hint(visit.t("post-field-hint"))
            .optional();
        form.field(posted.fill("full_name", name))
            .field(posted.fill("qualification", degree))
            .field(posted.fill("field", field))
            .field(from_field(visit, posted, "post-held-from"))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = FillPost {
            post: self.0.id,
            full_name: read.text("full_name"),
            qualification: read.choice(
                "qualification",
                Qualification::from_code,
                Qualification::None,
            ),
            field: read.text("field"),
            valid_from: read.day("valid_from"),
        };
        read.outcome(fill_post(acting, command).await)?;
        Ok(of_post(&self.0).back)
    }
}

/// Somebody in a post.
struct Held {
    holder: Holder,
    post: Post,
}

impl Held {
    async fn find(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let (holder, post) = holder(visit.app.db(), Id::from_uuid(id)).await?;
        Ok(Self { holder, post })
    }

    fn place(&self) -> Place {
        Place {
            subject: format!("{} – {}", self.post.title, self.holder.full_name),
            ..of_post(&self.post)
        }
    }
}

/// Ghi thôi giữ vị trí.
pub struct Leave(Held);

impl Task for Leave {
    const ACT: Act = Act::FillPost;
    const NAME: &'static str = "post-leave";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Held::find(visit, id).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        self.0.place()
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let day = Field::date("ended_on", visit.t("post-left-on"));
        form.field(posted.fill("ended_on", day))
            .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let (day, reason) = (read.day("ended_on"), read.text("reason"));
        read.outcome(leave_post(acting, self.0.holder.id, day, &reason).await)?;
        Ok(self.0.place().back)
    }
}

/// Ghi một lần bồi dưỡng.
pub struct Train(Held);

impl Task for Train {
    const ACT: Act = Act::RecordStaffTraining;
    const NAME: &'static str = "post-train";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Held::find(visit, id).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        self.0.place()
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let name = Field::text("name", visit.t("staff-training-name"));
        let day = Field::date("day", visit.t("staff-training-day"));
        let hours = Field::number("hours", visit.t("staff-training-hours"));
        form.field(posted.fill("name", name))
            .field(posted.fill("day", day))
            .field(posted.fill("hours", hours))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = RecordStaffTraining {
            holder: self.0.holder.id,
            name: read.text("name"),
            day: read.day("day"),
            hours: read.number("hours"),
        };
        read.outcome(record_training(acting, command).await)?;
        Ok(self.0.place().back)
    }
}

/// Ghi hiện trạng cơ sở vật chất.
pub struct See(CouncilRef);

impl Task for See {
    const ACT: Act = Act::RecordFacility;
    const NAME: &'static str = "facility-record";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(council(visit.app.db(), Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        of_council(visit, &self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let items = choices(visit, "facility", Facility::ALL, Facility::code);
        let item = visit.asked("item").unwrap_or_default();
        let item = Field::select("item", visit.t("facility"), items, item);
        let quantity = Field::number("quantity", visit.t("facility-quantity"))
            .hint(visit.t("facility-quantity-hint"));
        let seen =
            Field::date("seen_on", visit.t("facility-seen-on")).value(visit.day(visit.today));
        let remark = Field::long("remark", visit.t("facility-remark"))
            .hint(visit.t("facility-remark-hint"))
            .rows(3)
            .optional();
        form.field(posted.fill("item", item))
            .field(posted.fill("quantity", quantity))
            .field(posted.fill("seen_on", seen))
            .field(posted.fill("remark", remark))
            .field(mending_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = RecordFacility {
            council: self.0.id,
            item: read.choice("item", Facility::from_code, Facility::MeetingRoom),
            quantity: read.number("quantity"),
            remark: read.text("remark"),
            seen_on: read.day("seen_on"),
            reason: read.text("reason"),
        };
        read.outcome(record_facility(acting, command).await)?;
        Ok(home(&self.0))
    }
}

/// Ghi một dòng kinh phí; what was last recorded of the line stands there already.
pub struct Budget {
    council: CouncilRef,
    last: Option<BudgetLine>,
}

impl Task for Budget {
    const ACT: Act = Act::RecordBudget;
    const NAME: &'static str = "budget-record";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let council = council(db, Id::from_uuid(id)).await?;
        let asked = |name| visit.asked(name).unwrap_or_default();
        let lines = budget(db, council.id, visit.today).await?;
        let last = lines.into_iter().find(|line| {
            line.year.to_string() == asked("year")
                && line.source.code() == asked("source")
                && line.kind.code() == asked("kind")
        });
        Ok(Self { council, last })
    }

    fn place(&self, visit: &Visit) -> Place {
        of_council(visit, &self.council)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let last = self.last.as_ref();
        let year = last.map_or_else(|| visit.today.year().to_string(), |of| of.year.to_string());
        let year = Field::number("year", visit.t("budget-year")).value(year);
        let sources = choices(visit, "fund-source", FundSource::ALL, FundSource::code);
        let source = last.map_or(FundSource::Local, |of| of.source).code();
        let source = Field::radios("source", visit.t("fund-source"), sources, source);
        let kinds = choices(visit, "spending", Spending::ALL, Spending::code);
        let kind = last.map_or("", |of| of.kind.code());
        let kind = Field::select("kind", visit.t("spending"), kinds, kind);
        let day = Field::date("day", visit.t("budget-day")).value(visit.day(visit.today));
        let mut form = form
            .field(posted.fill("year", year))
            .field(posted.fill("source", source))
            .field(posted.fill("kind", kind))
            .field(posted.fill("day", day));
        let amounts = [
            ("norm", "budget-norm", last.and_then(|of| of.norm)),
            ("estimate", "budget-estimate", last.map(|of| of.estimate)),
            ("allotted", "budget-allotted", last.map(|of| of.allotted)),
            ("spent", "budget-spent", last.map(|of| of.spent)),
        ];
        for (name, label, amount) in amounts {
            let mut field = Field::number(name, visit.t(label))
                .suffix(visit.t("budget-unit"))
                .width(ui::Width::Medium);
            if let Some(amount) = amount {
                field = field.value(kernel::vi::number(amount));
            }
            if name == "norm" {
                field = field.optional();
            }
            form = form.field(posted.fill(name, field));
        }
        form.field(mending_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let norm = maybe_amount(&mut read, "norm");
        let command = RecordBudget {
            council: self.council.id,
            year: read.number("year"),
            source: read.choice("source", FundSource::from_code, FundSource::Local),
            kind: read.choice("kind", Spending::from_code, Spending::Other),
            day: read.day("day"),
            norm,
            estimate: amount(&mut read, "estimate"),
            allotted: amount(&mut read, "allotted"),
            spent: amount(&mut read, "spent"),
            reason: read.text("reason"),
        };
        read.outcome(record_budget(acting, command).await)?;
        Ok(format!("{}#kinh-phi", home(&self.council)))
    }
}

/// An amount in đồng that must be there.
fn amount(read: &mut Reading<'_>, name: &'static str) -> i64 {
    let typed = read.posted().maybe(name).is_some();
    let amount = maybe_amount(read, name);
    if !typed {
        read.problem(Problem::new(name, "missing"));
    }
    amount.unwrap_or_default()
}

/// An amount in đồng, if one was typed.
fn maybe_amount(read: &mut Reading<'_>, name: &'static str) -> Option<i64> {
    read.posted().number(name).unwrap_or_else(|problem| {
        read.problem(problem);
        None
    })
}
