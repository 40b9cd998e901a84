//! Coordination in the sample city: the contents of a regulation that is known, with made-up days and results; an older one that ended
//! with its city, two of communes, and a draft on which one party is late. All made through the acts.

use jiff::ToSpan as _;
use jiff::civil::date;
use kernel::Date;
use kernel::ids::{CoordinationId, PartyId};

use super::city::City;
use super::councils::Council;
use crate::bodies::queries::{bodies, partners};
use crate::bodies::{BodyKind, InstitutionKind};
use crate::coordination::assessment::assess;
use crate::coordination::consent::{agree, comment, consult, end_coordination, sign};
use crate::coordination::drafting::{
    AddDuty, AddParty, Described, DraftCoordination, add_duty, add_party, draft_coordination,
};
use crate::coordination::meetings::{Conclude, RecordMeeting, conclude, record_meeting};
use crate::coordination::queries::dossier;
use crate::coordination::tasks::{
    Outcome, TaskKey, ask_for_task, excuse_task, record_conclusion, record_task,
};
use crate::coordination::{Content, MeetingKind, Recurrence, Standing};
use crate::{Acting, Refusal, Result};

use Content::{Contact, Drafts, Information, Meetings, Petitions, Supervision};
use Recurrence::{BeforeSitting, HalfYearly, Monthly, OnRequest, Quarterly, Yearly};

/// The parties in the order in which every regulation of the sample names them.
const STANDING: usize = 0;
const COMMITTEE: usize = 1;
const FRONT: usize = 2;
const DEPUTIES: usize = 3;

/// A duty: content, what, who leads, who takes part, how often, days before, what comes of it.
type Told = (
    Content,
    &'static str,
    usize,
    &'static [usize],
    Recurrence,
    u32,
    &'static str,
);

const OF_CITY: [Told; 11] = [
    (
        Information,
        "Phổ biến nghị quyết của HĐND đến khu dân cư",
        FRONT,
        &[COMMITTEE],
        Quarterly,
        0,
        "Báo cáo kết quả phổ biến",
    ),
    (
        Information,
        "Hội nghị tuyên truyền, phổ biến luật mới",
        COMMITTEE,
        &[STANDING, FRONT, DEPUTIES],
        HalfYearly,
        0,
        "Kế hoạch và báo cáo",
    ),
    (
        Drafts,
        "Gửi dự thảo nghị quyết trình kỳ họp để các bên góp ý",
        COMMITTEE,
        &[STANDING, FRONT, DEPUTIES],
        BeforeSitting,
        20,
        "Công văn góp ý",
    ),
    (
        Drafts,
        "Phản biện xã hội đối với dự thảo nghị quyết",
        FRONT,
        &[COMMITTEE],
        OnRequest,
        0,
        "Văn bản phản biện",
    ),
    (
        Contact,
        "Thống nhất kế hoạch tiếp xúc cử tri trước kỳ họp",
        FRONT,
        &[STANDING, COMMITTEE, DEPUTIES],
        BeforeSitting,
        30,
        "Kế hoạch tiếp xúc cử tri",
    ),
    (
        Contact,
        "Tổng hợp ý kiến, kiến nghị của cử tri",
        FRONT,
        &[STANDING],
        BeforeSitting,
        12,
        "Báo cáo tổng hợp",
    ),
    (
        Petitions,
        "Tiếp công dân định kỳ và phân loại đơn",
        STANDING,
        &[COMMITTEE, DEPUTIES],
        Monthly,
        0,
        "Thông báo kết quả tiếp công dân",
    ),
    (
        Petitions,
        "Báo cáo kết quả giải quyết đơn do các bên chuyển đến",
        COMMITTEE,
        &[STANDING, FRONT],
        Quarterly,
        5,
        "Báo cáo",
    ),
    (
        Supervision,
        "Thống nhất chương trình giám sát, phản biện năm sau",
        STANDING,
        &[FRONT, DEPUTIES],
        Yearly,
        45,
        "Biên bản thống nhất",
    ),
    (
        Meetings,
        "Hội nghị liên tịch chuẩn bị kỳ họp",
        STANDING,
        &[COMMITTEE, FRONT, DEPUTIES],
        BeforeSitting,
        25,
        "Thông báo kết luận",
    ),
    (
        Meetings,
        "Sơ kết việc thực hiện quy chế",
        DEPUTIES,
        &[STANDING, COMMITTEE, FRONT],
        Yearly,
        0,
        "Báo cáo sơ kết",
    ),
];

const OF_COMMUNE: [Told; 3] = [
    (
        Contact,
        "Tổ chức điểm tiếp xúc cử tri ở khu dân cư",
        FRONT,
        &[STANDING, COMMITTEE],
        BeforeSitting,
        15,
        "Kế hoạch",
    ),
    (
        Petitions,
        "Trao đổi kết quả giải quyết kiến nghị của cử tri",
        COMMITTEE,
        &[STANDING, FRONT],
        Quarterly,
        0,
        "Báo cáo",
    ),
    (
        Meetings,
        "Giao ban giữa Thường trực HĐND, UBND và Mặt trận",
        STANDING,
        &[COMMITTEE, FRONT],
        Quarterly,
        10,
        "Biên bản",
    ),
];

const OF_OLD_CITY: [Told; 1] = [(
    Meetings,
    "Sơ kết việc thực hiện quy chế",
    STANDING,
    &[COMMITTEE, FRONT],
    Yearly,
    0,
    "Báo cáo sơ kết",
)];

/// A draft with its parties in order.
struct Drafted {
    id: CoordinationId,
    parties: Vec<PartyId>,
}

/// Tells the story of coordination until a day.
pub(super) async fn tell(acting: &mut Acting<'_>, city: &City, today: Date) -> Result<()> {
    // Before this day the councils of the sample have not yet agreed on anything.
    if today < date(2026, 8, 1) {
        return Ok(());
    }
    let now = (acting.today, acting.now);
    of_old_city(acting, &city.old_city).await?;
    of_city(acting, &city.city, today).await?;
    let [first, second, third, ..] = &city.communes[..] else {
        return Err(Refusal::NotFound("council"));
    };
    of_commune(acting, first, None, today).await?;
    of_commune(acting, third, Some(after(today, 40)), today).await?;
    draft_of_commune(acting, second, today).await?;
    (acting.today, acting.now) = now;
    Ok(())
}

/// Ended with the city whose council agreed on it.
async fn of_old_city(acting: &mut Acting<'_>, council: &Council) -> Result<()> {
    on(acting, date(2021, 9, 6));
    let described = Described {
        title: "Quy chế phối hợp công tác giữa Thường trực HĐND, UBND và Ban Thường trực Ủy ban MTTQ Việt Nam thành phố, nhiệm kỳ 2021-2026 (mẫu)".to_owned(),
        number: "02/QCPH-HĐND-UBND-MTTQ".to_owned(),
        bases: numbers(&["77/2015/QH13", "75/2015/QH13"]),
        ..Described::default()
    };
    let made = drafted(acting, council, described, &OF_OLD_CITY, false).await?;
    signed(acting, &made, date(2021, 9, 20)).await?;
    for (year, days) in [(2021, 3), (2022, 6), (2023, -8), (2024, 2)] {
        let due = date(year, 12, 31);
        worked(acting, made.id, due, before(due, days)).await?;
    }
    on(acting, date(2024, 1, 15));
    let remark = "Các bên giữ nền nếp giao ban; sơ kết còn chậm so với hạn.";
    assess(acting, made.id, 2023, remark).await?;
    on(acting, date(2025, 7, 10));
    let reason = "Thành phố được sắp xếp từ ngày 01/7/2025";
    end_coordination(acting, made.id, date(2025, 7, 1), reason).await
}

/// The regulation of today's city council: drafted, sent out, agreed, signed; its tasks done, late and open; two meetings.
async fn of_city(acting: &mut Acting<'_>, council: &Council, today: Date) -> Result<()> {
    on(acting, date(2026, 4, 20));
    let described = Described {
        title: "Quy chế phối hợp công tác giữa Đoàn ĐBQH, Thường trực HĐND, UBND và Ban Thường trực Ủy ban MTTQ Việt Nam thành phố (mẫu)".to_owned(),
        number: "05/QCPH-2026".to_owned(),
        extent: "7 chương, 23 điều".to_owned(),
        bases: numbers(&["72/2025/QH15", "75/2015/QH13", "103/2025/UBTVQH15"]),
        ..Described::default()
    };
    let made = drafted(acting, council, described, &OF_CITY, true).await?;
    consult(acting, made.id, date(2026, 5, 5)).await?;
    on(acting, date(2026, 4, 29));
    let said = "Đề nghị ghi rõ thời hạn gửi dự thảo nghị quyết trước kỳ họp là 20 ngày.";
    comment(acting, made.parties[FRONT], said).await?;
    on(acting, date(2026, 5, 4));
    comment(acting, made.parties[COMMITTEE], "Thống nhất với dự thảo.").await?;
    signed(acting, &made, date(2026, 5, 15)).await?;

    // What became of the tasks: most done in time, some late, some not at all.
    let asked_on = before(today, 30);
    on(acting, asked_on);
    let of = dossier(&acting.tx, made.id, asked_on, asked_on.year()).await?;
    let asked = of
        .duties
        .iter()
        .find(|row| row.duty.recurrence == OnRequest)
        .ok_or(Refusal::NotFound("coordination_duty"))?;
    let what = "Phản biện dự thảo nghị quyết về hỗ trợ tiếp xúc cử tri ở khu dân cư";
    ask_for_task(acting, asked.duty.id, what, after(today, 9)).await?;
    let mut due: Vec<Date> = Vec::new();
    for year in 2026..=today.year() {
        let of = dossier(&acting.tx, made.id, today, year).await?;
        let tasks = of.tasks.as_ref().visible();
        let days = tasks.into_iter().flatten().map(|task| task.due_on);
        due.extend(days.filter(|day| *day < today));
    }
    due.dedup();
    for (number, day) in due.into_iter().enumerate() {
        let done = match number % 6 {
            2 => after(day, 6),
            4 => continue,
            _ => before(day, 2),
        };
        if done < today {
            worked(acting, made.id, day, done).await?;
        }
    }
    excused(acting, made.id, today).await?;
    met(acting, &made, today).await
}

/// Excuses the oldest task that was never done.
async fn excused(acting: &mut Acting<'_>, id: CoordinationId, today: Date) -> Result<()> {
    on(acting, today);
    let of = dossier(&acting.tx, id, today, today.year()).await?;
    let tasks = of.tasks.as_ref().visible();
    let open = tasks
        .into_iter()
        .flatten()
        .find(|task| task.standing == Standing::Unmet);
    let Some((task, duty)) = open.and_then(|task| Some((task, task.duty_id?))) else {
        return Ok(());
    };
    let key = TaskKey {
        duty,
        period: task.period.clone(),
        year: task.due_on.year(),
    };
    let reason = "Gộp với nội dung của kỳ sau theo kết luận giao ban";
    excuse_task(acting, key, reason).await
}

/// Two joint meetings with a conclusion that was carried out, one that is late and one that is due soon.
async fn met(acting: &mut Acting<'_>, made: &Drafted, today: Date) -> Result<()> {
    let [standing, committee, front, deputies] = made.parties[..] else {
        return Err(Refusal::NotFound("party"));
    };
    let briefing = before(today, 75);
    on(acting, briefing);
    let meeting = RecordMeeting {
        coordination: made.id,
        kind: MeetingKind::Briefing,
        held_on: briefing,
        present: vec![standing, committee, front],
        minutes: "Các bên trao đổi tình hình thực hiện quy chế trong quý.\n\nNội dung còn chậm: báo cáo giải quyết đơn do các bên chuyển đến.".to_owned(),
    };
    let id = record_meeting(acting, meeting).await?;
    let concluded = |text: &str, owner, due_on| Conclude {
        meeting: id,
        text: text.to_owned(),
        owner,
        due_on,
    };
    let list = concluded(
        "Lập danh sách đơn tồn đọng quá 60 ngày",
        committee,
        after(briefing, 20),
    );
    let list = conclude(acting, list).await?;
    let late = concluded(
        "Thống nhất mẫu báo cáo tổng hợp ý kiến cử tri",
        front,
        before(today, 12),
    );
    conclude(acting, late).await?;
    on(acting, after(briefing, 16));
    let outcome = Outcome {
        done_on: Some(after(briefing, 16)),
        evidence: "Danh sách kèm Công văn 412/UBND-TCD (mẫu)".to_owned(),
        ..Outcome::default()
    };
    record_conclusion(acting, list, outcome).await?;
    let conference = before(today, 8);
    on(acting, conference);
    let meeting = RecordMeeting {
        coordination: made.id,
        kind: MeetingKind::Conference,
        held_on: conference,
        present: vec![standing, committee, front, deputies],
        minutes: "Hội nghị liên tịch thống nhất nội dung, chương trình kỳ họp thường lệ cuối năm."
            .to_owned(),
    };
    let id = record_meeting(acting, meeting).await?;
    let papers = Conclude {
        meeting: id,
        text: "Gửi đủ hồ sơ các nghị quyết trình kỳ họp".to_owned(),
        owner: committee,
        due_on: after(today, 5),
    };
    conclude(acting, papers).await?;
    Ok(())
}

/// One of a commune: two of its quarterly tasks are done.
async fn of_commune(
    acting: &mut Acting<'_>,
    council: &Council,
    last_day: Option<Date>,
    today: Date,
) -> Result<()> {
    on(acting, date(2026, 5, 11));
    let described = Described {
        title: format!(
            "Quy chế phối hợp giữa Thường trực HĐND, UBND và Ban Thường trực Ủy ban MTTQ Việt Nam {} (mẫu)",
            council.place.running()
        ),
        last_day,
        bases: numbers(&["72/2025/QH15", "104/2025/UBTVQH15"]),
        ..Described::default()
    };
    let made = drafted(acting, council, described, &OF_COMMUNE, false).await?;
    signed(acting, &made, date(2026, 5, 25)).await?;
    for (due, done) in [
        (date(2026, 6, 20), date(2026, 6, 19)),
        (date(2026, 6, 30), date(2026, 7, 4)),
        (date(2026, 9, 20), date(2026, 9, 18)),
    ] {
        if done < today {
            worked(acting, made.id, due, done).await?;
        }
    }
    Ok(())
}

/// A draft that is out for comment; the Front has not answered in time.
async fn draft_of_commune(acting: &mut Acting<'_>, council: &Council, today: Date) -> Result<()> {
    on(acting, before(today, 34));
    let described = Described {
        title: format!(
            "Quy chế phối hợp giữa Thường trực HĐND, UBND và Ban Thường trực Ủy ban MTTQ Việt Nam {} (mẫu)",
            council.place.running()
        ),
        bases: numbers(&["72/2025/QH15", "104/2025/UBTVQH15"]),
        ..Described::default()
    };
    let made = drafted(acting, council, described, &OF_COMMUNE, false).await?;
    consult(acting, made.id, before(today, 6)).await?;
    on(acting, before(today, 15));
    let said = "Đề nghị giao ban mỗi quý một lần, vào tuần đầu của tháng cuối quý.";
    comment(acting, made.parties[COMMITTEE], said).await?;
    comment(acting, made.parties[STANDING], "Thống nhất với dự thảo.").await?;
    Ok(())
}

/// A draft of the standing committee, the people's committee and the Front, with the deputies' delegation where it takes part.
async fn drafted(
    acting: &Acting<'_>,
    council: &Council,
    described: Described,
    duties: &[Told],
    with_deputies: bool,
) -> Result<Drafted> {
    let command = DraftCoordination {
        council: council.id,
        described,
        replaces: None,
    };
    let id = draft_coordination(acting, command).await?;
    let bodies = bodies(&acting.tx, council.id, acting.today).await?;
    let standing = bodies
        .iter()
        .find(|body| body.kind == BodyKind::StandingCommittee);
    let partners = partners(&acting.tx, council.id, acting.today).await?;
    let of_kind = |kind| {
        let mut partners = partners.iter();
        partners.find(|it| it.kind == kind).map(|it| it.id)
    };
    let party = |institution, body, name: &str| AddParty {
        coordination: id,
        institution,
        body,
        name: name.to_owned(),
    };
    let mut wanted = vec![
        party(None, standing.map(|body| body.id), "Thường trực HĐND"),
        party(of_kind(InstitutionKind::PeoplesCommittee), None, "UBND"),
        party(of_kind(InstitutionKind::Front), None, "Ủy ban MTTQ"),
    ];
    if with_deputies {
        wanted.push(party(None, None, "Đoàn ĐBQH thành phố Cần Thơ"));
    }
    let mut parties = Vec::new();
    for command in wanted {
        parties.push(add_party(acting, command).await?);
    }
    for (content, title, lead, partners, recurrence, days, output) in duties {
        let command = AddDuty {
            coordination: id,
            content: *content,
            title: (*title).to_owned(),
            lead: parties[*lead],
            partners: partners.iter().map(|at| parties[*at]).collect(),
            recurrence: *recurrence,
            due_on: None,
            days: *days,
            output: (*output).to_owned(),
        };
        add_duty(acting, command).await?;
    }
    Ok(Drafted { id, parties })
}

/// All parties agree five days before they sign.
async fn signed(acting: &mut Acting<'_>, made: &Drafted, day: Date) -> Result<()> {
    on(acting, day);
    for party in &made.parties {
        agree(acting, *party, before(day, 5)).await?;
    }
    for party in &made.parties {
        sign(acting, *party, day, "Người đại diện (mẫu)").await?;
    }
    Ok(())
}

/// Records what was due on one day as done on another; late with a reason.
async fn worked(acting: &mut Acting<'_>, id: CoordinationId, due: Date, done: Date) -> Result<()> {
    on(acting, done.max(due));
    let of = dossier(&acting.tx, id, acting.today, due.year()).await?;
    let tasks = of.tasks.as_ref().visible();
    for task in tasks.into_iter().flatten() {
        let Some(duty) = task.duty_id.filter(|_| task.due_on == due) else {
            continue;
        };
        let key = TaskKey {
            duty,
            period: task.period.clone(),
            year: due.year(),
        };
        let late = done > due;
        let outcome = Outcome {
            done_on: Some(done),
            evidence: format!("Văn bản ngày {} (mẫu)", kernel::vi::date_short(done)),
            document: String::new(),
            delay_reason: if late {
                "Chờ số liệu của các đơn vị".to_owned()
            } else {
                String::new()
            },
        };
        record_task(acting, key, outcome).await?;
    }
    Ok(())
}

fn numbers(numbers: &[&str]) -> Vec<String> {
    numbers.iter().map(|number| (*number).to_owned()).collect()
}

fn on(acting: &mut Acting<'_>, day: Date) {
    acting.today = day;
    acting.now = kernel::time::instant(day.at(9, 0, 0, 0));
}

fn before(day: Date, days: i32) -> Date {
    day.saturating_sub(days.days())
}

fn after(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}
