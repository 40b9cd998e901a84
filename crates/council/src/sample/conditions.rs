//! Conditions in the sample city: the office of the city council and those of ten communes, with vacant posts, short facilities, the
//! budget of this year and the next, three requests; all made through the acts.

use jiff::ToSpan as _;
use jiff::civil::date;
use kernel::Date;

use super::city::City;
use super::councils::Council;
use crate::conditions::budget::{RecordBudget, record_budget};
use crate::conditions::facilities::{RecordFacility, record_facility};
use crate::conditions::posts::{
    FillPost, RecordStaffTraining, SetUpPost, fill_post, leave_post, record_training, set_up_post,
};
use crate::conditions::requests::{AnswerRequest, SendRequest, answer_request, send_request};
use crate::conditions::{Facility, FundSource, PostKind, Qualification, RequestState, Spending};
use crate::{Acting, Result};

use PostKind::{Accountant, Adviser, Leader, Records, Technology};
use Qualification::{College, Postgraduate, University};

/// A post: title, kind, and who fills it with qualification and field; nobody while it is vacant.
type Told = (
    &'static str,
    PostKind,
    Option<(&'static str, Qualification, &'static str)>,
);

const CITY: [Told; 8] = [
    (
        "Chánh Văn phòng Đoàn ĐBQH và HĐND",
        Leader,
        Some(("Huỳnh Thanh Bạch", Postgraduate, "Luật")),
    ),
    (
        "Phó Chánh Văn phòng phụ trách công tác HĐND",
        Leader,
        Some(("Đoàn Thị Kim Thoa", Postgraduate, "Quản lý công")),
    ),
    (
        "Chuyên viên tham mưu pháp chế",
        Adviser,
        Some(("Lý Quốc Việt", University, "Luật")),
    ),
    (
        "Chuyên viên tham mưu kinh tế – ngân sách",
        Adviser,
        Some(("Tăng Mỹ Linh", Postgraduate, "Tài chính")),
    ),
    ("Chuyên viên tham mưu dân nguyện", Adviser, None),
    (
        "Văn thư, lưu trữ",
        Records,
        Some(("Quách Ngọc Hân", College, "Lưu trữ học")),
    ),
    (
        "Kế toán",
        Accountant,
        Some(("Trương Bảo Ngân", University, "Kế toán")),
    ),
    ("Quản trị hệ thống phiên họp", Technology, None),
];

/// Who serves a commune: the name stands beside the number of the commune, so that no two have the same staff.
const COMMUNE: [(&str, PostKind, Qualification, &str); 3] = [
    (
        "Chánh Văn phòng HĐND và UBND",
        Leader,
        University,
        "Hành chính",
    ),
    ("Công chức tham mưu HĐND", Adviser, University, "Luật"),
    ("Văn thư, lưu trữ", Records, College, "Văn thư"),
];

const FAMILY: [&str; 10] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Thạch", "Bùi", "Đặng", "Hồ", "Dương",
];
const GIVEN: [&str; 3] = ["Minh Tâm", "Hoài Phương", "Thùy Trang"];

/// How much a city council and a commune estimate, in million đồng.
const BUDGET: [(Spending, i64, i64); 5] = [
    (Spending::Activity, 9_800, 420),
    (Spending::Contact, 2_600, 130),
    (Spending::Supervision, 1_900, 85),
    (Spending::Training, 1_200, 40),
    (Spending::Equipment, 3_400, 150),
];

/// Tells the story of the conditions until a day.
pub(super) async fn tell(acting: &mut Acting<'_>, city: &City, today: Date) -> Result<()> {
    // Before the first of these days the councils of the sample have not yet set up their offices, after the second they are gone.
    if today < date(2026, 8, 1) || today >= date(2031, 3, 1) {
        return Ok(());
    }
    let now = (acting.today, acting.now);
    let of_city = &city.city;
    for told in CITY {
        post(acting, of_city, told, today).await?;
    }
    means(acting, of_city, 0, today).await?;
    for (at, commune) in city.communes.iter().take(10).enumerate() {
        for (of, (title, kind, degree, field)) in COMMUNE.into_iter().enumerate() {
            let name = format!("{} {}", FAMILY[at], GIVEN[(at + of) % GIVEN.len()]);
            // Every third commune waits for its adviser; the last ones have no keeper of records.
            let vacant = (kind == Adviser && at % 3 == 1) || (kind == Records && at > 6);
            let holder = (!vacant).then_some((name.as_str(), degree, field));
            post(acting, commune, (title, kind, holder), today).await?;
        }
        means(acting, commune, at + 1, today).await?;
    }
    requests(acting, city, today).await?;
    (acting.today, acting.now) = now;
    Ok(())
}

/// A post since the council was founded, filled two weeks later; every second of its holders was trained since.
async fn post(
    acting: &mut Acting<'_>,
    council: &Council,
    (title, kind, holder): (&str, PostKind, Option<(&str, Qualification, &str)>),
    today: Date,
) -> Result<()> {
    on(acting, council.from);
    let command = SetUpPost {
        council: council.id,
        title: title.to_owned(),
        kind,
        valid_from: council.from,
    };
    let post = set_up_post(acting, command).await?;
    let since = council.from.saturating_add(14.days());
    on(acting, since);
    let fill = |name: &str, qualification, field: &str| FillPost {
        post,
        full_name: name.to_owned(),
        qualification,
        field: field.to_owned(),
        valid_from: since,
    };
    let Some((name, qualification, field)) = holder else {
        if kind == Adviser {
            let left = fill_post(acting, fill("Mai Hữu Phước", University, "Luật")).await?;
            on(acting, before(today, 40));
            leave_post(acting, left, before(today, 40), "Chuyển công tác").await?;
        }
        return Ok(());
    };
    let holder = fill_post(acting, fill(name, qualification, field)).await?;
    let trained = match kind {
        Leader => Some(("Kỹ năng tham mưu, phục vụ kỳ họp", 16)),
        Adviser => Some(("Nghiệp vụ thẩm tra, giám sát của HĐND", 24)),
        _ => None,
    };
    if let Some((name, hours)) = trained {
        let day = date(2026, 7, 24);
        on(acting, day);
        let command = RecordStaffTraining {
            holder,
            name: name.to_owned(),
            day,
            hours,
        };
        record_training(acting, command).await?;
    }
    Ok(())
}

/// What a council has and may spend; the city council is the one at 0.
async fn means(acting: &mut Acting<'_>, council: &Council, at: usize, today: Date) -> Result<()> {
    let seen_on = before(today, 70);
    on(acting, seen_on);
    for item in Facility::ALL {
        let (quantity, remark) = match item {
            Facility::Voting if at > 0 => continue,
            Facility::Computers if at == 0 => (18, "2 máy hỏng, chờ thanh lý"),
            Facility::Computers if at.is_multiple_of(2) => (2, "Dùng chung với bộ phận một cửa"),
            Facility::Computers => (3, ""),
            Facility::OnlineMeeting if at % 4 == 3 => (0, "Mượn của Đảng ủy khi họp"),
            Facility::ReceptionRoom if at % 5 == 4 => (0, "Trụ sở cũ chưa sửa xong"),
            _ => (1, ""),
        };
        let command = RecordFacility {
            council: council.id,
            item: *item,
            quantity,
            remark: remark.to_owned(),
            seen_on,
            reason: String::new(),
        };
        record_facility(acting, command).await?;
    }
    let year = u32::try_from(today.year()).unwrap_or_default();
    for (kind, of_city, of_commune) in BUDGET {
        let millions = match at {
            0 => of_city,
            _ => of_commune + 5 * i64::try_from(at).unwrap_or_default(),
        };
        let estimate = millions * 1_000_000;
        let short = kind == Spending::Equipment && at % 3 != 2;
        let allotted = if short { estimate * 3 / 5 } else { estimate };
        let early = before(today, 110).max(council.from);
        line(
            acting,
            council,
            (year, kind, early),
            [estimate, allotted, allotted * 2 / 5],
        )
        .await?;
        let late = before(today, 20);
        // Contacts of one commune cost more than it was given, which the page tells.
        let spent = match (kind, at) {
            (Spending::Contact, 2) => allotted + 3_500_000,
            (Spending::Training, _) => allotted / 2,
            _ => allotted * 4 / 5,
        };
        line(
            acting,
            council,
            (year, kind, late),
            [estimate, allotted, spent],
        )
        .await?;
        if kind != Spending::Equipment {
            let next = estimate + estimate / 10;
            line(
                acting,
                council,
                (year + 1, kind, before(today, 9)),
                [next, 0, 0],
            )
            .await?;
        }
    }
    Ok(())
}

async fn line(
    acting: &mut Acting<'_>,
    council: &Council,
    (year, kind, day): (u32, Spending, Date),
    [estimate, allotted, spent]: [i64; 3],
) -> Result<()> {
    on(acting, day);
    let command = RecordBudget {
        council: council.id,
        year,
        source: FundSource::Local,
        kind,
        day,
        norm: None,
        estimate,
        allotted,
        spent,
        reason: String::new(),
    };
    record_budget(acting, command).await
}

/// One request answered, one past its deadline, one that waits.
async fn requests(acting: &mut Acting<'_>, city: &City, today: Date) -> Result<()> {
    let mut communes = city.communes.iter();
    let (first, second) = (communes.next(), communes.next());
    let told = [
        (
            Some(&city.city),
            "UBND thành phố",
            "Bố trí đủ biên chế chuyên viên tham mưu dân nguyện và quản trị hệ thống phiên họp.",
            95,
            Some(before(today, 50)),
        ),
        (
            first,
            "UBND thành phố",
            "Hỗ trợ kinh phí mua sắm thiết bị hội nghị trực tuyến.",
            60,
            Some(before(today, 12)),
        ),
        (
            second,
            "Văn phòng Đoàn ĐBQH và HĐND thành phố",
            "Tổ chức lớp bồi dưỡng nghiệp vụ cho công chức tham mưu HĐND cấp xã.",
            18,
            Some(today.saturating_add(9.days())),
        ),
    ];
    for (at, (council, recipient, text, days, due_on)) in told.into_iter().enumerate() {
        let Some(council) = council else { continue };
        let sent_on = before(today, days);
        on(acting, sent_on);
        let command = SendRequest {
            council: council.id,
            recipient: recipient.to_owned(),
            text: text.to_owned(),
            sent_on,
            due_on,
        };
        let request = send_request(acting, command).await?;
        if at == 0 {
            let answered_on = before(today, 58);
            on(acting, answered_on);
            let command = AnswerRequest {
                request,
                outcome: RequestState::Accepted,
                answer: "Đồng ý bổ sung 2 biên chế từ năm sau.".to_owned(),
                answered_on,
            };
            answer_request(acting, command).await?;
        }
    }
    Ok(())
}

fn on(acting: &mut Acting<'_>, day: Date) {
    acting.today = day;
    acting.now = kernel::time::instant(day.at(9, 0, 0, 0));
}

fn before(day: Date, days: i32) -> Date {
    day.saturating_sub(days.days())
}
