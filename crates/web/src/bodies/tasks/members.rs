//! Setting up and ending bodies, appointing and relieving their members.

use std::collections::BTreeMap;

use council::access::Act;
use council::bodies::acts::{
    AppointMember, EndBody, RelieveMember, SetUpBody, appoint_member, end_body, relieve_member,
    set_up_body,
};
use council::bodies::queries::{self, BodyRef, MembershipRef, SeatLine};
use council::bodies::{BodyKind, Post};
use council::{Acting, Result};
use kernel::{Id, vi};
use ui::{Choice, Field, Form};
use uuid::Uuid;

use super::Home;
use crate::bodies::words::{choices, decision_field, from_field, reason_field, to_field};
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::visit::Visit;

/// Thành lập Thường trực, Ban, Tổ đại biểu.
pub(super) struct SetUp {
    home: Home,
    bodies: usize,
}

/// Giải thể một cơ quan của hội đồng.
pub(super) struct EndOne {
    home: Home,
    body: BodyRef,
}

/// Bầu, cử thành viên.
pub(super) struct Appoint {
    home: Home,
    body: BodyRef,
    delegates: Vec<SeatLine>,
}

/// Miễn nhiệm, cho thôi làm thành viên.
pub(super) struct Relieve {
    home: Home,
    member: MembershipRef,
}

impl Task for SetUp {
    const ACT: Act = Act::SetUpBody;
    const NAME: &'static str = "set-up-body";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let home = Home::of(visit, Id::from_uuid(id)).await?;
        let bodies = queries::bodies(visit.app.db(), home.council.id, visit.on).await?;
        Ok(Self {
            home,
            bodies: bodies.len(),
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        self.home.place(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let kinds = choices(visit, "body-kind", BodyKind::ALL, BodyKind::code);
        form.field(posted.fill(
            "kind",
            Field::select("kind", visit.t("body-kind"), kinds, ""),
        ))
        .field(posted.fill(
            "name",
            Field::text("name", visit.t("body-name")).hint(visit.t("body-name-hint")),
        ))
        .field(from_field(visit, posted, "body-first-day"))
        .field(to_field(visit, posted))
        .field(decision_field(visit, posted, &self.home.decisions))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = SetUpBody {
            council: self.home.council.id,
            kind: read.choice("kind", BodyKind::from_code, BodyKind::DelegateGroup),
            name: read.text("name"),
            rank: u32::try_from(self.bodies)
                .unwrap_or(u32::MAX)
                .saturating_add(1),
            valid_from: read.day("valid_from"),
            valid_to: read.date("valid_to"),
            decision: read.maybe_id("decision"),
        };
        read.outcome(set_up_body(acting, command).await)?;
        Ok(self.home.page())
    }
}

impl Task for EndOne {
    const ACT: Act = Act::EndBody;
    const NAME: &'static str = "end-body";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let body = queries::body(visit.app.db(), Id::from_uuid(id)).await?;
        Ok(Self {
            home: Home::of(visit, body.council_id).await?,
            body,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        self.home.place_of(visit, &self.body.name)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(
            posted.fill(
                "ended_on",
                Field::date("ended_on", visit.t("body-ended-from"))
                    .hint(visit.t("first-day-without-hint")),
            ),
        )
        .field(decision_field(visit, posted, &self.home.decisions))
        .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = EndBody {
            body: self.body.id,
            ended_on: read.day("ended_on"),
            decision: read.maybe_id("decision"),
            reason: read.text("reason"),
        };
        read.outcome(end_body(acting, command).await)?;
        Ok(self.home.page())
    }
}

impl Task for Appoint {
    const ACT: Act = Act::AppointMember;
    const NAME: &'static str = "appoint";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let body = queries::body(db, Id::from_uuid(id)).await?;
        Ok(Self {
            home: Home::of(visit, body.council_id).await?,
            delegates: queries::seats(db, body.council_id, visit.on).await?,
            body,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        self.home.place_of(visit, &self.body.name)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let posts = choices(visit, "post", Post::of(self.body.kind), Post::code);
        let chosen = posted.text("full_time");
        let full_time = [
            Choice::new("yes", visit.t("full-time-yes")),
            Choice::new("no", visit.t("full-time-no")),
        ];
        form.field(posted.fill(
            "person",
            Field::select("person", visit.t("delegate"), people(&self.delegates), ""),
        ))
        .field(posted.fill("post", Field::radios("post", visit.t("post"), posts, "")))
        .field(posted.fill(
            "full_time",
            Field::radios("full_time", visit.t("full-time-or-not"), full_time, chosen),
        ))
        .field(from_field(visit, posted, "member-first-day"))
        .field(to_field(visit, posted))
        .field(decision_field(visit, posted, &self.home.decisions))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let yes_or_no = |code: &str| match code {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let mut read = Reading::of(posted, acting);
        let command = AppointMember {
            body: self.body.id,
            person: read.id("person"),
            post: read.choice("post", Post::from_code, Post::of(self.body.kind)[0]),
            full_time: read.choice("full_time", yes_or_no, false),
            valid_from: read.day("valid_from"),
            valid_to: read.date("valid_to"),
            decision: read.maybe_id("decision"),
        };
        read.outcome(appoint_member(acting, command).await)?;
        Ok(self.home.page())
    }
}

impl Task for Relieve {
    const ACT: Act = Act::RelieveMember;
    const NAME: &'static str = "relieve";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let member = queries::membership(visit.app.db(), Id::from_uuid(id)).await?;
        Ok(Self {
            home: Home::of(visit, member.council_id).await?,
            member,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        let post = visit.label("post", self.member.post.code());
        let what = format!("{}, {post}, {}", self.member.full_name, self.member.body);
        self.home.place_of(visit, &what)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(
            posted.fill(
                "relieved_on",
                Field::date("relieved_on", visit.t("relieved-from"))
                    .hint(visit.t("first-day-without-hint")),
            ),
        )
        .field(decision_field(visit, posted, &self.home.decisions))
        .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = RelieveMember {
            membership: self.member.id,
            relieved_on: read.day("relieved_on"),
            decision: read.maybe_id("decision"),
            reason: read.text("reason"),
        };
        read.outcome(relieve_member(acting, command).await)?;
        Ok(self.home.page())
    }
}

/// Those who sit, in Vietnamese order of names.
fn people(seats: &[SeatLine]) -> Vec<Choice> {
    let sitting = seats.iter().filter_map(|seat| {
        let (person, name) = (seat.person_id?, seat.full_name.as_deref()?);
        Some((vi::name_sort_key(name), (person, name)))
    });
    // By key and person, so that two of one name both stand in the list.
    let ordered: BTreeMap<_, _> = sitting
        .map(|(key, (person, name))| ((key, person), name))
        .collect();
    ordered
        .into_iter()
        .map(|((_, person), name)| Choice::new(person.to_string(), name))
        .collect()
}
