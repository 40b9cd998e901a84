//! Bồi dưỡng: the classes of a year, and one class.

use jiff::civil::date;
use kernel::ids::ClassId;
use kernel::{Date, vi};
use store::Reader;

use super::{Asked, Facts, Source, council_name, days, hour, own};
use crate::Result;
use crate::training::calendar::events_of_council;
use crate::training::classes::{ClassRef, class, class_councils, lessons, trainers};
use crate::training::completion::{PresenceRule, of_class as attended};
use crate::training::invitations::invitations;
use crate::training::{ClassState, InvitationState};

/// The classes of a council from a day on, by their first day; those of other hosts to which its people go are among them.
async fn from(db: &impl Reader, asked: Asked<'_>, day: Date) -> Result<Vec<ClassRef>> {
    let mut known: Vec<ClassId> = Vec::new();
    for event in events_of_council(db, asked.council.id, day).await? {
        if !known.contains(&event.class) {
            known.push(event.class);
        }
    }
    let mut found = Vec::new();
    for id in known {
        let class = class(db, id).await?;
        if class.state != ClassState::Cancelled {
            found.push(class);
        }
    }
    Ok(found)
}

/// The classes of the year of the day.
pub(super) async fn of_year(db: &impl Reader, facts: &mut Facts, asked: Asked<'_>) -> Result<()> {
    let year = asked.on.year();
    let mut classes = from(db, asked, date(year, 1, 1)).await?;
    classes.retain(|class| class.starts_on.year() == year);
    facts.count("số lớp", classes.len());
    let rows = classes.iter().map(|class| {
        vec![
            class.name.clone(),
            class.course.clone(),
            days_short(class),
            class.place.clone(),
            council_name(&class.unit_name),
        ]
    });
    let head = [
        "Lớp",
        "Chuyên đề",
        "Thời gian",
        "Địa điểm",
        "Đơn vị tổ chức",
    ];
    facts.table("bảng lớp", &head, rows);
    Ok(())
}

fn days_short(class: &ClassRef) -> String {
    let [first, last] = [class.starts_on, class.ends_on].map(vi::date_short);
    match first == last {
        true => first,
        false => format!("{first} – {last}"),
    }
}

pub(super) async fn of_class(
    db: &impl Reader,
    facts: &mut Facts,
    asked: Asked<'_>,
    id: ClassId,
) -> Result<()> {
    let class = class(db, id).await?;
    own(asked.council, class.council_id, "class")?;
    facts.put("tên lớp", &class.name);
    facts.put("chuyên đề", &class.course);
    facts.put("ngày học", days(class.starts_on, class.ends_on));
    facts.put("nơi học", &class.place);
    let councils = class_councils(db, id).await?;
    let names = councils.iter().map(|one| council_name(&one.unit_name));
    facts.count("số hội đồng dự", councils.len());
    facts.list("hội đồng dự", names);
    let lessons = lessons(db, id).await?;
    let first = lessons.first().map(|lesson| hour(&lesson.starts_at));
    facts.put_some("giờ khai giảng", first);
    facts.count("số buổi", lessons.len());
    let rows = lessons.iter().map(|lesson| {
        let hours = format!("{} – {}", hour(&lesson.starts_at), hour(&lesson.ends_at));
        vec![vi::date_short(lesson.day), hours, lesson.title.clone()]
    });
    facts.table("bảng buổi học", &["Ngày", "Giờ", "Nội dung"], rows);
    let trainers = trainers(db, id).await?;
    facts.list(
        "giảng viên",
        trainers.iter().map(|trainer| match &trainer.institution {
            Some(institution) => format!("{}, {institution}", trainer.name),
            None => trainer.name.clone(),
        }),
    );
    let mut partners: Vec<String> = trainers
        .into_iter()
        .filter_map(|one| one.institution)
        .collect();
    partners.sort();
    partners.dedup();
    facts.put("cơ quan phối hợp", partners.join(", "));
    let invited = invitations(db, id).await?;
    let asked_to_come = invited
        .iter()
        .filter(|one| one.state != InvitationState::Withdrawn);
    facts.count("số người được mời", asked_to_come.count());
    if class.state.counts() {
        let rule = PresenceRule::read(db).await?;
        let taken = attended(db, id).await?;
        let done = taken.iter().filter(|taken| rule.completed(taken).is_some());
        facts.count("số người hoàn thành", done.count());
    }
    Ok(())
}

pub(super) async fn classes(db: &impl Reader, asked: Asked<'_>) -> Result<Vec<Source>> {
    let mut found = from(db, asked, date(asked.on.year() - 1, 1, 1)).await?;
    found.retain(|class| class.council_id == asked.council.id);
    let named = found.iter().rev().map(|class| {
        let day = vi::date_short(class.starts_on);
        Source::new(class.id, format!("{day}: {}", class.name))
    });
    Ok(named.collect())
}
