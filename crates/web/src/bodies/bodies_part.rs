//! The bodies of a council on its page: the standing committee first, boards, groups of delegates, each with its members.

use council::access::Act;
use council::bodies::BodyKind;
use council::bodies::queries::{BodyBlock, CouncilPage};
use ui::{Actions, Button, Details, Section, Table};

use super::page::{body_words, place};
use super::words::{number_of, since};
use crate::listing::{Item, Kind, Listing};
use crate::visit::Visit;

/// All bodies.
pub fn show(visit: &Visit, of: &CouncilPage) -> Section {
    let mut section = Section::new(visit.t("bodies")).id("co-quan");
    if of.bodies.is_empty() {
        return section.intro(visit.t("bodies-none"));
    }
    let mut bodies: Vec<&BodyBlock> = of.bodies.iter().collect();
    bodies.sort_by_key(|body| place(body.kind));
    for body in bodies {
        let table = members_table(visit, of, body).quiet();
        let words = body_words(visit, of, body);
        let mut details = Details::new(summary(visit, body)).text(words).push(table);
        if let Some(actions) = acts(visit, of, body) {
            details = details.push(actions);
        }
        // Who leads the council is the first question; a board tells its head even when it is folded.
        section = section.push(if body.kind == BodyKind::StandingCommittee {
            details.open()
        } else {
            details
        });
    }
    section
}

/// "Ban Pháp chế (8 thành viên), Trưởng ban: Lê Ân".
fn summary(visit: &Visit, body: &BodyBlock) -> String {
    let members = body.members.len().to_string();
    let words = visit.tv("body-members", &[("name", &body.name), ("n", &members)]);
    match body.members.iter().find(|member| member.post.is_single()) {
        Some(head) => format!(
            "{words}, {}: {}",
            visit.label("post", head.post.code()),
            head.full_name
        ),
        None => words,
    }
}

fn members_table(visit: &Visit, of: &CouncilPage, body: &BodyBlock) -> Table {
    let may = visit.can(Act::RelieveMember, &of.council.path);
    let mut list = Listing::new(visit.tv("members-caption", &[("name", &body.name)]))
        .column(Kind::Text, visit.t("full-name"))
        .column(Kind::Text, visit.t("post"))
        .column(Kind::Text, visit.t("full-time-or-not"))
        .column(Kind::Text, visit.t("since"))
        .column(Kind::Text, visit.t("decision"))
        .empty(visit.t("members-none"));
    if may {
        list = list.column(Kind::Text, visit.t("act"));
    }
    for member in &body.members {
        let number = number_of(&of.decisions, member.decision_id);
        let mut row = vec![
            Item::Link(
                member.full_name.clone(),
                visit.link(&format!("/delegates/{}", member.person_id)),
            ),
            Item::Text(visit.label("post", member.post.code())),
            Item::Text(visit.t(if member.full_time {
                "full-time-yes"
            } else {
                "full-time-no"
            })),
            Item::Text(since(visit, member.valid_from)),
            Item::Text(number.map_or_else(|| visit.t("unconfirmed"), str::to_owned)),
        ];
        if may {
            row.push(Item::Link(
                visit.t("offer-relieve"),
                visit.link(&format!("/memberships/{}/end", member.id)),
            ));
        }
        list = list.row(row);
    }
    list.table(visit)
}

fn acts(visit: &Visit, of: &CouncilPage, body: &BodyBlock) -> Option<Actions> {
    let path = &of.council.path;
    let offers = [
        (Act::AppointMember, "offer-appoint", "members/new"),
        (Act::EndBody, "offer-end-body", "end"),
    ];
    let mut any = false;
    let mut actions = Actions::new();
    for (act, key, end) in offers {
        if visit.can(act, path) {
            any = true;
            let words = format!("{}: {}", visit.t(key), body.name);
            let href = visit.link(&format!("/bodies/{}/{end}", body.id));
            actions = actions.push(Button::new(words, href).secondary());
        }
    }
    any.then_some(actions)
}
