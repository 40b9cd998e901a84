//! Conferences in the sample city: one held a year ago with what came of it, one announced, and what councils find hard; made through
//! the acts, but for who else meets a difficulty, since the acts are those of one actor.

use std::collections::HashMap;

use jiff::ToSpan as _;
use jiff::civil::date;
use kernel::Date;
use kernel::ids::{AccountId, ConferenceId, CouncilId, DifficultyId};
use serde_json::json;
use store::{Reader as _, args, record, sql};

use super::city::City;
use super::councils::Council;
use crate::access::Act;
use crate::conferences::Source;
use crate::conferences::answers::{KeepAnswer, keep_answer};
use crate::conferences::difficulties::{RaiseDifficulty, raise_difficulty};
use crate::conferences::following::{
    DrawConclusion, Owner, conclude, draw_conclusion, record_minutes,
};
use crate::conferences::planning::{
    ChooseTopic, PlanConference, announce_conference, choose_topic, hand_in_paper, plan_conference,
    register,
};
use crate::library::queries::document_by_number;
use crate::{Acting, Refusal, Result};

record! {
    struct Account { id: AccountId }
}

sql! {
    ACCOUNTS = "SELECT id FROM account ORDER BY login";
    MEETS = "INSERT INTO difficulty_support (difficulty_id, account_id, day) VALUES ($1, $2, $3)";
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

/// Tells the story of the conferences until a day.
pub(super) async fn tell(acting: &mut Acting<'_>, city: &City, today: Date) -> Result<()> {
    // Before this day the councils of the sample have not yet begun to work together.
    if today < date(2026, 8, 1) {
        return Ok(());
    }
    let now = (acting.today, acting.now);
    let raised = difficulties(acting, city, today).await?;
    a_year_ago(acting, city, raised[1], today).await?;
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
            1 => (HELD.saturating_sub(40.days()), city.merged_communes.first()),
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
    on(acting, HELD.saturating_sub(30.days()));
    let plan = PlanConference {
        council: city.merged_city.id,
        title: "Thường trực HĐND cấp xã trong mô hình hai cấp".to_owned(),
        held_on: HELD,
        place: "Hội trường HĐND thành phố".to_owned(),
    };
    let id = plan_conference(acting, plan).await?;
    let mut topics = Vec::new();
    for (title, evidence, figure, lead) in [
        (
            "Nắm vững luật tổ chức mới",
            (Source::Law, law(acting, "72/2025/QH15").await?),
            12,
            &communes[0],
        ),
        (
            "Giám sát của Thường trực giữa hai kỳ họp",
            (Source::Difficulty, hard.to_string()),
            6,
            &communes[1],
        ),
    ] {
        topics.push(
            topic(
                acting,
                id,
                title,
                evidence,
                figure,
                lead,
                HELD.saturating_sub(7.days()),
            )
            .await?,
        );
    }
    on(acting, HELD.saturating_sub(20.days()));
    announce_conference(acting, id).await?;
    let came = registered(acting, id, &communes[..6.min(communes.len())]).await?;
    on(acting, HELD.saturating_sub(9.days()));
    for topic in topics {
        hand_in_paper(
            acting,
            topic,
            "Thường trực HĐND",
            "Tham luận mẫu.\n\nCách làm: mỗi tháng chọn một việc, ghi sổ, báo cáo tại phiên họp Thường trực.",
        )
        .await?;
    }
    on(acting, HELD.saturating_add(1.days()));
    let minutes = "Biên bản mẫu.\n\nCác xã, phường trao đổi về tổ chức bộ máy, giám sát và tiếp xúc cử tri sau sắp xếp.";
    record_minutes(acting, id, minutes, &came).await?;
    let host = city.merged_city.id;
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
        on(acting, HELD.saturating_add(1.days()));
        let command = DrawConclusion {
            conference: id,
            content: content.to_owned(),
            owner: Owner::Council(owner),
            due_on,
        };
        let drawn = draw_conclusion(acting, command).await?;
        if let Some((day, evidence)) = done {
            on(acting, day);
            conclude(acting, drawn, day, evidence).await?;
        }
    }
    on(acting, HELD.saturating_add(5.days()));
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

/// To be held by the city of today in some weeks: one paper is in, one is due soon, one is late.
async fn announced(
    acting: &mut Acting<'_>,
    city: &City,
    hard: DifficultyId,
    today: Date,
) -> Result<()> {
    let communes = &city.communes;
    on(acting, before(today, 24));
    let plan = PlanConference {
        council: city.city.id,
        title: "Theo dõi kiến nghị của cử tri đến kết quả cuối cùng".to_owned(),
        held_on: before(today, -18),
        place: "Hội trường HĐND thành phố".to_owned(),
    };
    let id = plan_conference(acting, plan).await?;
    let monitoring = law(acting, "121/2025/QH15").await?;
    let first = topic(
        acting,
        id,
        "Luật giám sát mới: điểm cần nắm ngay",
        (Source::Law, monitoring),
        9,
        &communes[2],
        before(today, 3),
    )
    .await?;
    for (title, evidence, figure, lead, due_on) in [
        (
            "Kiến nghị về đất đai, môi trường còn tồn",
            (Source::Petitions, "land_environment".to_owned()),
            14,
            &communes[3],
            before(today, -6),
        ),
        (
            "Chuyển kiến nghị và nhận hồi báo giữa các cấp",
            (Source::Difficulty, hard.to_string()),
            5,
            &communes[0],
            before(today, 1),
        ),
    ] {
        topic(acting, id, title, evidence, figure, lead, due_on).await?;
    }
    on(acting, before(today, 12));
    announce_conference(acting, id).await?;
    registered(acting, id, &communes[..4.min(communes.len())]).await?;
    on(acting, before(today, 5));
    let paper = "Tham luận mẫu.\n\nBa việc làm ngay khi luật mới có hiệu lực: rà soát quy chế, sửa mẫu, tập huấn.";
    hand_in_paper(acting, first, "Thường trực HĐND", paper).await
}

async fn topic(
    acting: &Acting<'_>,
    conference: ConferenceId,
    title: &str,
    (source, source_key): (Source, String),
    figure: u32,
    lead: &Council,
    paper_due_on: Date,
) -> Result<kernel::ids::ConferenceTopicId> {
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

/// Some councils register, each with two to four people, of whom all but one come.
async fn registered(
    acting: &Acting<'_>,
    id: ConferenceId,
    councils: &[Council],
) -> Result<HashMap<CouncilId, u32>> {
    let mut came = HashMap::new();
    for (people, council) in [3, 2, 4].into_iter().cycle().zip(councils) {
        register(acting, id, council.id, people).await?;
        came.insert(council.id, people - u32::from(people > 3));
    }
    Ok(came)
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
