//! Đề xuất kế hoạch: the proposal for one side of a sitting, of which a clerk takes over what fits.

use std::collections::HashMap;

use council::access::Act;
use council::bodies::queries::council;
use council::bodies::{CouncilRef, running_name};
use council::contact::Side;
use council::contact::plan::{
    Accepted, Plan, PlanAsk, PlanLine, USUAL_MOST_EACH, accept_plan, plan, usual_places,
};
use council::contact::proposal::Why;
use council::contact::window::{current, regular_sittings};
use council::{Acting, Problem, Result};
use jiff::civil::Time;
use kernel::ids::{SittingId, UnitId};
use kernel::{Id, vi};
use ui::{Choice, Field, Filters, Form, Notice, Prose};
use uuid::Uuid;

use super::of_council;
use crate::asked;
use crate::bodies::words::choices;
use crate::contact::say;
use crate::failure::{Failure, Outcome};
use crate::posted::Posted;
use crate::rules::words;
use crate::task::{Place, Task};
use crate::visit::Visit;

/// The proposal with everything that its form asks.
pub struct Accept {
    council: CouncilRef,
    plan: Plan,
    side: Side,
    most_each: usize,
    sittings: Vec<(SittingId, String)>,
    places: HashMap<UnitId, String>,
}

impl Task for Accept {
    const ACT: Act = Act::PlanContacts;
    const NAME: &'static str = "contact-accept";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let council = council(db, Id::from_uuid(id)).await?;
        let sittings = regular_sittings(db, council.id, visit.today).await?;
        let now = current(&sittings, visit.today);
        let sitting: Option<SittingId> = asked::id(visit, "sitting")?;
        let sitting = sitting
            .or(now.map(|sitting| sitting.id))
            .ok_or_else(|| Failure::not_found("sitting"))?;
        let closed = sittings
            .iter()
            .any(|one| one.id == sitting && one.closes_on < visit.today);
        let usual = if closed { Side::After } else { Side::Before };
        let side = asked::choice(visit, "side", |code| {
            Side::from_code(code).filter(|side| *side != Side::Between)
        })?;
        let side = side.unwrap_or(usual);
        let day = |name| asked::choice(visit, name, |text| vi::parse_date(text).ok());
        let most_each = asked::choice(visit, "most", |text| {
            text.parse().ok().filter(|most| (1..=9).contains(most))
        })?;
        let ask = PlanAsk {
            council: council.id,
            sitting,
            side,
            from: day("from")?,
            until: day("until")?,
            most_each: most_each.unwrap_or(USUAL_MOST_EACH),
        };
        let named = sittings.iter().rev().map(|sitting| {
            let (number, opens) = (sitting.number.to_string(), visit.day(sitting.opens_on));
            let values = [("number", number.as_str()), ("opens", opens.as_str())];
            (sitting.id, visit.tv("contact-sitting", &values))
        });
        Ok(Self {
            plan: plan(db, &ask, visit.today).await?,
            places: usual_places(db, council.id).await?,
            sittings: named.collect(),
            side,
            most_each: ask.most_each,
            council,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        of_council(visit, &self.council, "contacts")
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let lines = &self.plan.lines;
        let mut form = form.push(self.summary(visit));
        if self.plan.late {
            form = form.push(Notice::warning(visit.t("contact-plan-late")));
        }
        if let Some(open) = self.open(visit) {
            form = form.push(open);
        }
        let chosen: Vec<String> = if posted.has_problems() {
            posted.all("meetings")
        } else {
            lines.iter().map(code).collect()
        };
        let offered = lines.iter().map(|line| {
            let names: Vec<&str> = line
                .delegates
                .iter()
                .map(|(_, name)| name.as_str())
                .collect();
            let label = visit.tv(
                "contact-plan-line",
                &[
                    ("day", &visit.day(line.day)),
                    ("hour", &hour_text(line.hour)),
                    ("unit", &line.unit_name),
                    ("names", &names.join(", ")),
                ],
            );
            Choice::new(code(line), label).hint(why(visit, line))
        });
        let offered: Vec<Choice> = offered.collect();
        let field = Field::checkboxes(
            "meetings",
            visit.t("contact-plan-meetings"),
            offered,
            chosen,
        )
        .error_if(posted.problem_of("meetings"));
        form.field(field)
    }

    fn before(&self, visit: &Visit) -> Option<Filters> {
        let sittings = self
            .sittings
            .iter()
            .map(|(id, name)| Choice::new(id.to_string(), name.as_str()));
        let sides = choices(visit, "contact-side", &Side::AROUND, Side::code);
        let mosts: Vec<Choice> = (1..=4)
            .map(|most: usize| Choice::new(most.to_string(), most.to_string()))
            .collect();
        let path = format!("/councils/{}/contacts/plan", self.council.id);
        let filters = Filters::new(path, visit.words())
            .select(
                "sitting",
                &visit.t("contact-regular-sitting"),
                sittings.collect::<Vec<_>>(),
                &self.plan.around.sitting.id.to_string(),
            )
            .select("side", &visit.t("contact-around"), sides, self.side.code())
            .date(
                "from",
                &visit.t("contacts-from"),
                &visit.day(self.plan.from),
            )
            .date(
                "until",
                &visit.t("contacts-until"),
                &visit.day(self.plan.until),
            )
            .select(
                "most",
                &visit.t("contact-most-each"),
                mosts,
                &self.most_each.to_string(),
            );
        Some(filters)
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        // The same question has the same answer, so what was ticked is found again; what is not is no longer proposed.
        let wanted = posted.all("meetings");
        let mut accepted = Vec::with_capacity(wanted.len());
        for text in &wanted {
            let line = self.plan.lines.iter().find(|line| code(line) == *text);
            let line = line.ok_or(Problem::new("meetings", "contact-plan-stale"))?;
            accepted.push(Accepted {
                unit: line.unit,
                day: line.day,
                hour: line.hour,
                delegates: line.delegates.iter().map(|(person, _)| *person).collect(),
                joins: line.joins,
                place: self.usual_place(line),
            });
        }
        let sitting = self.plan.around.sitting.id;
        accept_plan(acting, self.council.id, sitting, self.side, accepted).await?;
        Ok(format!(
            "/councils/{}/contacts?sitting={sitting}",
            self.council.id
        ))
    }
}

impl Accept {
    /// Where voters of the commune were met last; the seat of its people's committee where nobody was yet.
    fn usual_place(&self, line: &PlanLine) -> String {
        let known = self.places.get(&line.unit).cloned();
        known.unwrap_or_else(|| {
            // The name of a place is a record and stands in Vietnamese, whoever plans.
            crate::catalogue::text_with(
                crate::Lang::Vi,
                "contact-plan-place",
                &[("unit", &running_name(&line.unit_name))],
            )
        })
    }

    fn summary(&self, visit: &Visit) -> Notice {
        let plan = &self.plan;
        let (from, until) = (visit.day(plan.from), visit.day(plan.until));
        let window = say::window(visit, plan.around.window(self.side));
        let words = visit.tv(
            "contact-plan-summary",
            &[
                ("n", &vi::number(plan.lines.len() as i64)),
                ("existing", &vi::number(plan.existing as i64)),
                ("from", &from),
                ("until", &until),
                ("window", &window),
            ],
        );
        let notice = Notice::info(words);
        match &plan.press {
            Some(rule) => notice.body(words::dated_rule(visit, rule)),
            None => notice,
        }
    }

    /// What the proposal cannot do.
    fn open(&self, visit: &Visit) -> Option<Notice> {
        let plan = &self.plan;
        let lists = [
            ("contact-plan-left-delegates", &plan.left_delegates),
            ("contact-plan-left-communes", &plan.left_communes),
            ("contact-plan-undrawn", &plan.undrawn),
        ];
        let sentences: Vec<String> = lists
            .iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(key, names)| {
                let count = vi::number(names.len() as i64);
                visit.tv(key, &[("n", &count), ("names", &names.join("; "))])
            })
            .collect();
        if sentences.is_empty() {
            return None;
        }
        Some(Notice::warning(visit.t("contact-plan-left")).push(Prose::new().list(sentences)))
    }
}

/// A meeting of the proposal in the form.
fn code(line: &PlanLine) -> String {
    let people: Vec<String> = line
        .delegates
        .iter()
        .map(|(person, _)| person.to_string())
        .collect();
    let joins = line.joins.map_or_else(String::new, |id| id.to_string());
    format!(
        "{}~{}~{}~{}~{joins}",
        line.unit,
        line.day,
        hour_text(line.hour),
        people.join("+")
    )
}

fn hour_text(hour: Time) -> String {
    format!("{:02}:{:02}", hour.hour(), hour.minute())
}

/// "chưa ai đến từ kỳ họp thứ 3".
fn why(visit: &Visit, line: &PlanLine) -> String {
    let reason = match (line.why, line.last_sitting) {
        (Why::NeverVisited, _) => visit.t("contact-why-never"),
        (Why::DelegateWithout, _) => visit.t("contact-why-delegate"),
        (Why::NotSince(_), Some(number)) => {
            visit.tv("contact-why-sitting", &[("number", &number.to_string())])
        }
        (Why::NotSince(day), None) => visit.tv("contact-why-since", &[("day", &visit.day(day))]),
    };
    if line.joins.is_some() {
        format!("{reason}; {}", visit.t("contact-why-joins"))
    } else {
        reason
    }
}
