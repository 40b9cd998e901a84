//! Phối hợp: a coordination regulation with its parties, and a joint meeting under it.

use kernel::ids::{CoordinationId, JointMeetingId};
use kernel::vi;
use store::Reader;

use super::{Asked, Facts, Source, own, sentence};
use crate::coordination::MeetingKind;
use crate::coordination::Part;
use crate::coordination::queries::{self as asks, CoordinationPage, Filter, MeetingRow};
use crate::{Refusal, Result};

async fn page(
    db: &impl Reader,
    facts: &mut Facts,
    asked: Asked<'_>,
    id: CoordinationId,
) -> Result<CoordinationPage> {
    let page = asks::page(db, asked.actor, id, asked.on.year(), asked.on).await?;
    let regulation = &page.dossier.coordination;
    own(asked.council, regulation.council_id, "coordination")?;
    facts.put("tên quy chế", &regulation.title);
    facts.put("số quy chế", &regulation.number);
    let parties = page.dossier.parties.iter();
    facts.list("các bên", parties.map(|party| party.name.clone()));
    let open = page.dossier.tasks.as_ref().visible();
    let open = open
        .into_iter()
        .flatten()
        .filter(|task| task.done_on.is_none());
    let due = open.map(|task| (task.title.clone(), task.due_on));
    let rows: Vec<Vec<String>> = due
        .map(|(title, due)| vec![title, vi::date_short(due)])
        .collect();
    facts.table("bảng việc", &["Nhiệm vụ", "Thời hạn"], rows);
    Ok(page)
}

pub(super) async fn of_regulation(
    db: &impl Reader,
    facts: &mut Facts,
    asked: Asked<'_>,
    id: CoordinationId,
) -> Result<()> {
    page(db, facts, asked, id).await.map(drop)
}

/// "hội nghị liên tịch".
fn kind(row: &MeetingRow) -> &'static str {
    match row.meeting.kind {
        MeetingKind::Briefing => "giao ban",
        MeetingKind::Conference => "hội nghị liên tịch",
    }
}

pub(super) async fn of_meeting(
    db: &impl Reader,
    facts: &mut Facts,
    asked: Asked<'_>,
    id: JointMeetingId,
) -> Result<()> {
    let regulation = Part::Meeting(id).of(db).await?;
    let page = page(db, facts, asked, regulation).await?;
    let rows = page.meetings.visible().unwrap_or_default();
    let row = rows.into_iter().find(|row| row.meeting.id == id);
    let row = row.ok_or(Refusal::NotFound("joint_meeting"))?;
    facts.put("loại cuộc họp", kind(&row));
    facts.put("ngày họp", vi::date_official(row.meeting.held_on));
    let dossier = &page.dossier;
    let present = row.present.iter().map(|id| dossier.name_of(*id).to_owned());
    facts.list("bên dự", present);
    facts.put(
        "diễn biến",
        match row.meeting.minutes.trim() {
            "" => String::new(),
            minutes => sentence(minutes),
        },
    );
    let concluded = row.conclusions.iter().map(|one| {
        let due = vi::date_short(one.due_on);
        vec![
            one.text.clone(),
            dossier.name_of(one.owner_id).to_owned(),
            due,
        ]
    });
    let head = ["Kết luận", "Đơn vị thực hiện", "Thời hạn"];
    facts.table("bảng kết luận", &head, concluded);
    Ok(())
}

pub(super) async fn regulations(db: &impl Reader, asked: Asked<'_>) -> Result<Vec<Source>> {
    let found = found(db, asked).await?;
    let named = found.into_iter().map(|(id, title)| Source::new(id, title));
    Ok(named.collect())
}

async fn found(db: &impl Reader, asked: Asked<'_>) -> Result<Vec<(CoordinationId, String)>> {
    let filter = Filter {
        council: Some(asked.council.id),
        ..Filter::default()
    };
    let found = asks::regulations(db, asked.actor, &filter, asked.on).await?;
    let found = found.into_iter().map(|dossier| dossier.coordination);
    Ok(found.map(|one| (one.id, one.title)).collect())
}

pub(super) async fn meetings(db: &impl Reader, asked: Asked<'_>) -> Result<Vec<Source>> {
    let mut rows = Vec::new();
    for (id, _) in found(db, asked).await? {
        let page = asks::page(db, asked.actor, id, asked.on.year(), asked.on).await?;
        rows.extend(page.meetings.visible().unwrap_or_default());
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.meeting.held_on));
    let named = rows.iter().map(|row| {
        let day = vi::date_short(row.meeting.held_on);
        Source::new(row.meeting.id, format!("{day}: {}", kind(row)))
    });
    Ok(named.collect())
}
