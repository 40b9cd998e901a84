//! Hội nghị trao đổi kinh nghiệm: topics, who comes, what was concluded.

use kernel::ids::ConferenceId;
use kernel::vi;
use store::Reader;

use super::{Asked, Facts, Source, council_name, own, sentence};
use crate::Result;
use crate::conferences::queries as asks;

pub(super) async fn of_conference(
    db: &impl Reader,
    facts: &mut Facts,
    asked: Asked<'_>,
    id: ConferenceId,
) -> Result<()> {
    let Asked { actor, on, .. } = asked;
    let conference = asks::conference(db, actor, id, on).await?;
    own(asked.council, conference.council_id, "conference")?;
    facts.put("tên hội nghị", &conference.title);
    facts.put("ngày hội nghị", vi::date_official(conference.held_on));
    facts.put("nơi hội nghị", &conference.place);
    let topics = asks::topics(db, id, on).await?;
    facts.list("chuyên đề", topics.iter().map(|topic| topic.title.clone()));
    let rows = topics.iter().map(|topic| {
        let lead = council_name(&topic.lead_name);
        vec![
            topic.title.clone(),
            lead,
            vi::date_short(topic.paper_due_on),
        ]
    });
    let head = ["Chuyên đề", "Đơn vị tham luận chính", "Hạn gửi tham luận"];
    facts.table("bảng chuyên đề", &head, rows);
    let latest = topics.iter().map(|topic| topic.paper_due_on).max();
    facts.put_some("hạn tham luận", latest.map(vi::date_official));
    let there = asks::registrations(db, id, on).await?;
    let came: Vec<_> = there.iter().filter(|one| one.people > 0).collect();
    if !came.is_empty() {
        facts.count("số hội đồng dự", came.len());
        facts.list(
            "hội đồng dự",
            came.iter().map(|one| council_name(&one.unit_name)),
        );
    }
    let counted: Option<u32> = came.iter().map(|one| one.attended).sum();
    let counted = counted.filter(|_| conference.recorded_on.is_some_and(|day| day <= on));
    facts.put_some(
        "số người dự",
        counted.map(|people| vi::number(people.into())),
    );
    let minutes = asks::minutes(db, actor, &conference, on).await?;
    facts.put_some("diễn biến", minutes.map(|text| sentence(&text)));
    let conclusions = asks::conclusions(db, id, on).await?;
    facts.list(
        "kết luận",
        conclusions.iter().map(|one| one.content.clone()),
    );
    let rows = conclusions.iter().map(|one| {
        let due = vi::date_short(one.due_on);
        vec![one.content.clone(), one.owner.clone(), due]
    });
    facts.table(
        "bảng kết luận",
        &["Kết luận", "Đơn vị thực hiện", "Thời hạn"],
        rows,
    );
    Ok(())
}

pub(super) async fn conferences(db: &impl Reader, asked: Asked<'_>) -> Result<Vec<Source>> {
    let (actor, council) = (asked.actor, asked.council);
    let found = asks::conferences(db, actor, &council.path, asked.on).await?;
    let own = found.iter().map(|line| &line.conference);
    let named = own.filter(|one| one.council_id == council.id).map(|one| {
        let day = vi::date_short(one.held_on);
        Source::new(one.id, format!("{day}: {}", one.title))
    });
    Ok(named.collect())
}
