//! What a delegate's page says of training.

use council::Refusal;
use council::training::mine::{Knowledge, MyTraining, my_training};
use kernel::ids::PersonId;
use kernel::vi;
use ui::{Html, Section, SummaryList};

use super::words::law;
use crate::failure::Outcome;
use crate::visit::Visit;

/// The part of a delegate's page about training, for those who may read it.
pub async fn training_summary(visit: &Visit, person: PersonId) -> Outcome<Option<Section>> {
    let mine = match my_training(visit.app.db(), &visit.actor, person, visit.on).await {
        Err(Refusal::NotReadable(_)) => return Ok(None),
        mine => mine?,
    };
    let mut list = SummaryList::new()
        .row(visit.t("courses-done"), done(visit, &mine))
        .row(visit.t("courses-missing"), missing(visit, &mine));
    if !mine.laws.is_empty() {
        list = list.row(visit.t("laws-passed"), laws(visit, &mine));
    }
    list = list.row(visit.t("mine-certificates"), certificates(visit, &mine));
    let section = Section::new(visit.t("nav-training"))
        .id("boi-duong")
        .push(list);
    Ok(Some(section))
}

fn done(visit: &Visit, mine: &MyTraining) -> Html {
    let lines = mine.done.iter().map(|one| {
        Html::link(
            visit.tv(
                "course-done-on",
                &[("course", &one.name), ("day", &visit.day(one.on))],
            ),
            visit.link(&format!("/classes/{}", one.class)),
        )
    });
    listed(visit, lines.collect())
}

fn missing(visit: &Visit, mine: &MyTraining) -> Html {
    let lines = mine.must_do.iter().map(|one| match one.invited_to {
        Some(class) => Html::link(
            visit.tv("course-missing-invited", &[("course", &one.name)]),
            visit.link(&format!("/classes/{class}")),
        ),
        None => Html::text(&one.name),
    });
    listed(visit, lines.collect())
}

fn laws(visit: &Visit, mine: &MyTraining) -> Html {
    let passed = mine
        .laws
        .iter()
        .filter(|one| matches!(one.knowledge, Knowledge::Passed { .. }));
    let names: Vec<String> = passed.map(|one| law(&one.title, &one.number)).collect();
    let share = visit.tv(
        "laws-passed-of",
        &[
            ("passed", &vi::number(names.len() as i64)),
            ("laws", &vi::number(mine.laws.len() as i64)),
        ],
    );
    let lines = [share].into_iter().chain(names).map(Html::text);
    listed(visit, lines.collect())
}

fn certificates(visit: &Visit, mine: &MyTraining) -> Html {
    let lines = mine.certificates.iter().map(|one| {
        let key = if one.revoked_at.is_some() {
            "certificate-line-revoked"
        } else {
            "certificate-line"
        };
        let values = [
            ("class", one.class.as_str()),
            ("day", &visit.day(one.ends_on)),
        ];
        Html::link(
            visit.tv(key, &values),
            format!("/certificates?code={}", one.code),
        )
    });
    listed(visit, lines.collect())
}

/// Lines under each other, or that there is nothing.
fn listed(visit: &Visit, lines: Vec<Html>) -> Html {
    if lines.is_empty() {
        return Html::text(visit.t("none-yet"));
    }
    let mut html = Html::new();
    html.push(ui::Prose::new().list(lines));
    html
}
