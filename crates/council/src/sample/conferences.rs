//! Conferences in the sample city: one held a year ago with what came of it, one closed, one announced, and what councils find hard;
//! made through the acts, but for who else meets a difficulty and what those who came thought, since the acts are those of one actor.

use std::collections::HashMap;

use jiff::ToSpan as _;
use jiff::civil::date;
use kernel::Date;
use kernel::ids::{AccountId, ConferenceId, ConferenceTopicId, CouncilId, DifficultyId};
use serde_json::json;
use store::{Reader as _, args, record, sql};

use super::city::City;
use super::councils::Council;
use crate::access::Act;
use crate::conferences::Source;
use crate::conferences::answers::{KeepAnswer, keep_answer};
use crate::conferences::difficulties::{RaiseDifficulty, raise_difficulty};
use crate::conferences::following::{
    DrawConclusion, Owner, close_conference, conclude, draw_conclusion, record_minutes,
};
use crate::conferences::joining::{
    AnswerInvitation, HandInPaper, answer_invitation, hand_in_paper,
};
use crate::conferences::planning::{
    ChooseTopic, PlanConference, announce_conference, choose_topic, name_discussant,
    plan_conference,
};
use crate::library::queries::document_by_number;
use crate::{Acting, Refusal, Result};

record! {
    struct Account { id: AccountId }
}

sql! {
    ACCOUNTS = "SELECT id FROM account ORDER BY login";
    MEETS = "INSERT INTO difficulty_support (difficulty_id, account_id, day) VALUES ($1, $2, $3)";
    THINKS = "INSERT INTO conference_evaluation (conference_id, account_id, content, benefit, organisation, remark, given_on) \
              VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

/// The day of the conference of a year ago.
const HELD: Date = date(2025, 11, 20);

/// What councils find hard: in a line, in words, how many others meet it.
const HARD: [(&str, &str, usize); 8] = [
    (
        "Kiến nghị chuyển đi nhưng không có hồi báo",
        "Kiến nghị thuộc thẩm quyền cấp trên được chuyển đi, cử tri hỏi lại thì hội đồng không biết đến đâu.",
        6,
    ),
    (
        "Chưa rõ việc giám sát của Thường trực giữa hai kỳ họp",
        "Xã mới sắp xếp, cán bộ mới; cần mẫu kế hoạch và mẫu kết luận giám sát ngắn gọn.",
        5,
    ),
    (
        "Thẩm tra dự thảo nghị quyết trong thời gian ngắn",
        "Hồ sơ đến sát ngày họp, Ban không đủ thời gian thẩm tra.",
        4,
    ),
    (
        "Đại biểu kiêm nhiệm khó sắp xếp thời gian tiếp xúc cử tri",
        "Lịch tiếp xúc trùng giờ làm việc ở cơ quan.",
        3,
    ),
    (
        "Theo dõi việc thực hiện nghị quyết đã ban hành",
        "Chưa có sổ theo dõi chung, mỗi Ban một cách.",
        3,
    ),
    (
        "Giám sát thu, chi ngân sách cấp xã",
        "Ít người có chuyên môn tài chính; cần danh mục câu hỏi nên đặt.",
        2,
    ),
    (
        "Chất vấn còn nể nang, ít câu hỏi đến cùng",
        "Cần kinh nghiệm chuẩn bị câu hỏi từ kiến nghị của cử tri.",
        2,
    ),
    (
        "Số liệu trong các báo cáo gửi kỳ họp không khớp nhau",
        "Báo cáo của các cơ quan ghi số khác nhau, phát hiện khi đã in tài liệu.",
        1,
    ),
];

/// What was answered a year ago: question, answer, the number of the document behind it.
const ANSWERED: [(&str, &str, &str); 6] = [
    (
        "Sau khi bỏ cấp huyện, việc hướng dẫn hội đồng cấp xã thuộc về ai?",
        "Thường trực Hội đồng nhân dân thành phố hướng dẫn và trao đổi kinh nghiệm với Thường trực các xã, phường.",
        "72/2025/QH15",
    ),
    (
        "Thường trực cấp xã giám sát giữa hai kỳ họp bắt đầu từ đâu?",
        "Từ chương trình giám sát hằng năm; việc phát sinh thì lập kế hoạch riêng, nêu rõ nội dung, phạm vi và nơi báo cáo.",
        "87/2015/QH13",
    ),
    (
        "Kiến nghị không thuộc thẩm quyền của xã thì làm gì?",
        "Chuyển trong thời hạn của quy chế, ghi nơi nhận, và theo dõi đến khi có trả lời để báo lại cử tri.",
        "",
    ),
    (
        "Dự thảo nghị quyết của xã có phải lấy ý kiến Mặt trận không?",
        "Xác định trước dự thảo có phải văn bản quy phạm hay không; văn bản quy phạm thì theo trình tự của luật.",
        "64/2025/QH15",
    ),
    (
        "Đại biểu chuyển công tác khỏi địa bàn thì xử lý thế nào?",
        "Báo Thường trực, làm thủ tục thôi làm nhiệm vụ đại biểu tại kỳ họp gần nhất.",
        "72/2025/QH15",
    ),
    (
        "Có thể họp trực tuyến khi tiếp xúc cử tri ở các ấp xa không?",
        "Được, khi nơi đó có điểm nghe nhìn và có người ghi biên bản tại chỗ.",
        "",
    ),
];

/// What those who came thought: three marks and a remark.
const THOUGHT: [(u32, u32, u32, &str); 5] = [
    (5, 4, 4, "Nên gửi tham luận sớm hơn một tuần."),
    (4, 4, 5, ""),
    (5, 5, 4, "Mẫu kế hoạch giám sát dùng được ngay."),
    (3, 3, 4, "Ít thời gian trao đổi ở tổ."),
    (4, 5, 5, ""),
];

/// Tells the story of the conferences until a day.
pub(super) async fn tell(acting: &mut Acting<'_>, city: &City, today: Date) -> Result<()> {
    // Before the first of these days the councils of the sample have not yet begun to work together, after the second they are gone.
    if today < date(2026, 8, 1) || today >= date(2031, 3, 1) {
        return Ok(());
    }
    let now = (acting.today, acting.now);
    let raised = difficulties(acting, city, today).await?;
    a_year_ago(acting, city, raised[1], today).await?;
    closed(acting, city).await?;
    announced(acting, city, raised[0], today).await?;
    (acting.today, acting.now) = now;
    Ok(())
}

async fn difficulties(
    acting: &mut Acting<'_>,
    city: &City,
    today: Date,
) -> Result<Vec<DifficultyId>> {
    let accounts: Vec<Account> = acting.tx.all(ACCOUNTS, args![]).await?;
    let mut raised = Vec::new();
    for (at, (title, content, others)) in (0i32..).zip(HARD) {
        // The second is older than the conference that took it up.
        let (day, council) = match at {
            1 => (before(HELD, 40), city.merged_communes.first()),
            _ => (before(today, 60 - at * 7), city.communes.get(raised.len())),
        };
        let council = council.map_or(city.city.id, |council| council.id);
        on(acting, day);
        let command = RaiseDifficulty {
            council,
            title: title.to_owned(),
            content: content.to_owned(),
            named: false,
        };
        let id = raise_difficulty(acting, command).await?;
        for account in accounts.iter().take(others) {
            acting.tx.execute(MEETS, args![id, account.id, day]).await?;
        }
        let detail = json!({"after": {"supports": others}});
        let act = Act::RaiseDifficulty;
        acting
            .audit(act, Some(council), "difficulty", id, super::REASON, detail)
            .await?;
        raised.push(id);
    }
    Ok(raised)
}

/// Held by the city that was just merged; most of what was concluded is done, one thing late, one waits.
async fn a_year_ago(
    acting: &mut Acting<'_>,
    city: &City,
    hard: DifficultyId,
    today: Date,
) -> Result<()> {
    let communes = &city.merged_communes;
    let host = city.merged_city.id;
    let planned = before(HELD, 30);
    let id = plan(
        acting,
        host,
        "Thường trực HĐND cấp xã trong mô hình hai cấp",
        (planned, HELD),
    )
    .await?;
    let organisation = (Source::Law, law(acting, "72/2025/QH15").await?, 12);
    let monitoring = (Source::Difficulty, hard.to_string(), 6);
    let due = before(HELD, 7);
    let topics = [
        topic(
            acting,
            id,
            "Nắm vững luật tổ chức mới",
            organisation,
            &communes[0],
            due,
        )
        .await?,
        topic(
            acting,
            id,
            "Giám sát của Thường trực giữa hai kỳ họp",
            monitoring,
            &communes[1],
            due,
        )
        .await?,
    ];
    name_discussant(acting, topics[1], communes[2].id, "Phó Chủ tịch HĐND").await?;
    on(acting, before(HELD, 20));
    announce_conference(acting, id).await?;
    let came = answered(acting, id, communes, 6).await?;
    on(acting, before(HELD, 9));
    for topic in topics {
        paper(
            acting,
            topic,
            "Cách làm: mỗi tháng chọn một việc, ghi sổ, báo cáo tại phiên họp Thường trực.",
        )
        .await?;
    }
    on(acting, before(HELD, -1));
    let minutes = "Biên bản mẫu.\n\nCác xã, phường trao đổi về tổ chức bộ máy, giám sát và tiếp xúc cử tri sau sắp xếp.";
    record_minutes(acting, id, minutes, &came).await?;
    for (content, owner, due_on, done) in [
        (
            "Ban hành mẫu kế hoạch và kết luận giám sát dùng chung",
            host,
            date(2025, 12, 31),
            Some((date(2025, 12, 24), "Công văn 118/HĐND-VP kèm 4 mẫu")),
        ),
        (
            "Mở lớp bồi dưỡng về luật tổ chức chính quyền địa phương cho đại biểu cấp xã",
            host,
            date(2026, 3, 31),
            Some((date(2026, 4, 22), "Lớp ngày 22/4/2026, 96 người dự")),
        ),
        (
            "Thí điểm sổ theo dõi kiến nghị điện tử và báo cáo kết quả",
            communes[1].id,
            before(today, 20),
            None,
        ),
        (
            "Tổng hợp kinh nghiệm một năm thực hiện mô hình hai cấp",
            host,
            before(today, -10),
            None,
        ),
    ] {
        concluded(acting, id, (before(HELD, -1), content, due_on), owner, done).await?;
    }
    on(acting, before(HELD, -3));
    let accounts: Vec<Account> = acting.tx.all(ACCOUNTS, args![]).await?;
    for (account, (content, benefit, organisation, remark)) in accounts.iter().zip(THOUGHT) {
        let values = args![
            id,
            account.id,
            content,
            benefit,
            organisation,
            remark,
            acting.today
        ];
        acting.tx.execute(THINKS, values).await?;
    }
    let act = Act::JoinConference;
    acting
        .audit(act, Some(host), "conference", id, super::REASON, json!({}))
        .await?;
    on(acting, before(HELD, -5));
    for (question, answer, number) in ANSWERED {
        let command = KeepAnswer {
            conference: id,
            question: question.to_owned(),
            answer: answer.to_owned(),
            number: number.to_owned(),
            provision: String::new(),
        };
        keep_answer(acting, command).await?;
    }
    Ok(())
}

/// Held by the city of today in its first months, and closed: what was concluded is done.
async fn closed(acting: &mut Acting<'_>, city: &City) -> Result<()> {
    let communes = &city.communes;
    let held = date(2026, 6, 12);
    let title = "Tiếp xúc cử tri đến từng ấp, khu vực";
    let id = plan(acting, city.city.id, title, (before(held, 25), held)).await?;
    let evidence = (Source::Contact, String::new(), 41);
    let title = "Ai cũng gặp cử tri trước và sau kỳ họp";
    let topic = topic(acting, id, title, evidence, &communes[4], before(held, 5)).await?;
    on(acting, before(held, 18));
    announce_conference(acting, id).await?;
    let came = answered(acting, id, communes, 5).await?;
    paper(
        acting,
        topic,
        "Cách làm: lịch cả năm, mỗi đại biểu hai nơi, văn phòng nhắc trước mười ngày.",
    )
    .await?;
    on(acting, before(held, -2));
    let minutes = "Biên bản mẫu.\n\nThống nhất lập lịch tiếp xúc cử tri cả năm ở mỗi xã, phường.";
    record_minutes(acting, id, minutes, &came).await?;
    let content = "Gửi mẫu lịch tiếp xúc cử tri cả năm đến các xã, phường";
    let done = (date(2026, 7, 3), "Công văn 54/HĐND-VP kèm mẫu lịch");
    let due = (before(held, -2), content, date(2026, 7, 15));
    concluded(acting, id, due, city.city.id, Some(done)).await?;
    on(acting, date(2026, 7, 10));
    close_conference(acting, id).await
}

/// To be held by the city of today in some weeks: one paper is in, one is due soon, one is late.
async fn announced(
    acting: &mut Acting<'_>,
    city: &City,
    hard: DifficultyId,
    today: Date,
) -> Result<()> {
    let communes = &city.communes;
    let days = (before(today, 24), before(today, -18));
    let title = "Theo dõi kiến nghị của cử tri đến kết quả cuối cùng";
    let id = plan(acting, city.city.id, title, days).await?;
    let monitoring = (Source::Law, law(acting, "121/2025/QH15").await?, 9);
    let field = (Source::Petitions, "land_environment".to_owned(), 14);
    let asked = (Source::Difficulty, hard.to_string(), 5);
    let soon = before(today, -6);
    let (late, of) = (before(today, 1), &communes[0]);
    let first = topic(
        acting,
        id,
        "Luật giám sát mới: điểm cần nắm ngay",
        monitoring,
        &communes[2],
        before(today, 3),
    )
    .await?;
    topic(
        acting,
        id,
        "Kiến nghị về đất đai, môi trường còn tồn",
        field,
        &communes[3],
        soon,
    )
    .await?;
    topic(
        acting,
        id,
        "Chuyển kiến nghị và nhận hồi báo giữa các cấp",
        asked,
        of,
        late,
    )
    .await?;
    name_discussant(acting, first, communes[5].id, "Trưởng Ban Pháp chế").await?;
    on(acting, before(today, 12));
    announce_conference(acting, id).await?;
    answered(acting, id, communes, 4).await?;
    on(acting, before(today, 5));
    paper(
        acting,
        first,
        "Ba việc làm ngay khi luật mới có hiệu lực: rà soát quy chế, sửa mẫu, tập huấn.",
    )
    .await
}

async fn plan(
    acting: &mut Acting<'_>,
    council: CouncilId,
    title: &str,
    (planned_on, held_on): (Date, Date),
) -> Result<ConferenceId> {
    on(acting, planned_on);
    let command = PlanConference {
        council,
        title: title.to_owned(),
        held_on,
        place: "Hội trường HĐND thành phố".to_owned(),
    };
    plan_conference(acting, command).await
}

async fn topic(
    acting: &Acting<'_>,
    conference: ConferenceId,
    title: &str,
    (source, source_key, figure): (Source, String, u32),
    lead: &Council,
    paper_due_on: Date,
) -> Result<ConferenceTopicId> {
    let command = ChooseTopic {
        conference,
        title: title.to_owned(),
        source,
        source_key,
        figure: Some(figure),
        lead: lead.id,
        paper_due_on,
    };
    choose_topic(acting, command).await
}

async fn paper(acting: &Acting<'_>, topic: ConferenceTopicId, text: &str) -> Result<()> {
    let command = HandInPaper {
        topic,
        author: "Thường trực HĐND".to_owned(),
        paper: format!("Tham luận mẫu.\n\n{text}"),
        file: None,
    };
    hand_in_paper(acting, command).await
}

/// Some councils say that they come, each with two to four people of whom all but one do; the next one cannot.
async fn answered(
    acting: &Acting<'_>,
    conference: ConferenceId,
    councils: &[Council],
    come: usize,
) -> Result<HashMap<CouncilId, u32>> {
    let mut came = HashMap::new();
    let people = [3, 2, 4].into_iter().cycle().take(come).chain([0]);
    for (people, council) in people.zip(councils) {
        let note = if people == 0 {
            "Trùng phiên họp thường kỳ của Thường trực."
        } else {
            ""
        };
        let command = AnswerInvitation {
            conference,
            council: council.id,
            people,
            note: note.to_owned(),
        };
        answer_invitation(acting, command).await?;
        came.insert(council.id, people - u32::from(people > 3));
    }
    Ok(came)
}

async fn concluded(
    acting: &mut Acting<'_>,
    conference: ConferenceId,
    (drawn_on, content, due_on): (Date, &str, Date),
    owner: CouncilId,
    done: Option<(Date, &str)>,
) -> Result<()> {
    on(acting, drawn_on);
    let command = DrawConclusion {
        conference,
        content: content.to_owned(),
        owner: Owner::Council(owner),
        due_on,
    };
    let drawn = draw_conclusion(acting, command).await?;
    if let Some((day, evidence)) = done {
        on(acting, day);
        conclude(acting, drawn, day, evidence).await?;
    }
    Ok(())
}

async fn law(acting: &Acting<'_>, number: &str) -> Result<String> {
    let law = document_by_number(&acting.tx, number).await?;
    let law = law.ok_or(Refusal::NotFound("document"))?;
    Ok(law.id.to_string())
}

fn on(acting: &mut Acting<'_>, day: Date) {
    acting.today = day;
    acting.now = kernel::time::instant(day.at(9, 0, 0, 0));
}

fn before(day: Date, days: i32) -> Date {
    day.saturating_sub(days.days())
}
