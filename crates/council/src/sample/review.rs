//! Review in the sample city: what earlier councils left behind, tasks in each state, a published list; all made through the acts.

use jiff::ToSpan as _;
use jiff::civil::date;
use kernel::Date;
use kernel::ids::{CouncilId, DocumentId};

use super::city::City;
use crate::bodies::BodyKind;
use crate::regulations::RegulationKind;
use crate::regulations::papers::GivenPaper;
use crate::regulations::proposal::{RecordRegulation, record_regulation};
use crate::regulations::queries::regulation;
use crate::review::lists::{ListKind, Period, PublishReviewList, publish_review_list};
use crate::review::tasks::{
    ConcludeReview, OpenReview, Owner, cancel_review, conclude_review, open_review,
};
use crate::review::{Cause, Outcome};
use crate::{Acting, Refusal, Result};

/// A document that an earlier council issued: number, day, kind, title, and what it rests on.
struct Left {
    number: &'static str,
    day: Date,
    kind: RegulationKind,
    title: &'static str,
    bases: &'static [&'static str],
}

/// Of the council of the former city.
const BEFORE_THE_MERGER: [Left; 3] = [
    Left {
        number: "06/2021/NQ-HĐND",
        day: date(2021, 8, 27),
        kind: RegulationKind::Session,
        title: "Nội quy kỳ họp HĐND thành phố khóa X",
        bases: &[
            "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
            "Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân ngày 20 tháng 11 năm 2015",
            "Luật Ban hành văn bản quy phạm pháp luật ngày 22 tháng 6 năm 2015",
        ],
    },
    Left {
        number: "09/2022/NQ-HĐND",
        day: date(2022, 12, 8),
        kind: RegulationKind::Normative,
        title: "Nghị quyết quy định chế độ chi bảo đảm hoạt động của HĐND các cấp",
        bases: &[
            "khoản 1 Điều 19 Luật Tổ chức chính quyền địa phương số 77/2015/QH13",
            "Luật Ngân sách nhà nước số 83/2015/QH13",
        ],
    },
    Left {
        number: "03/2024/NQ-HĐND",
        day: date(2024, 7, 11),
        kind: RegulationKind::Normative,
        title: "Nghị quyết quy định mức hỗ trợ tổ chức tiếp xúc cử tri ở khu dân cư",
        bases: &[
            "Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 16 tháng 9 năm 2015",
            "Luật Mặt trận Tổ quốc Việt Nam số 75/2015/QH13",
        ],
    },
];

/// Of the council of the merged city until the election.
const AFTER_THE_MERGER: [Left; 2] = [
    Left {
        number: "14/2025/NQ-HĐND",
        day: date(2025, 7, 30),
        kind: RegulationKind::Working,
        title: "Quy chế làm việc tạm thời của HĐND thành phố sau sắp xếp",
        bases: &[
            "Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
            "Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15",
            "Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân số 87/2015/QH13",
        ],
    },
    Left {
        number: "17/2025/NQ-HĐND",
        day: date(2025, 12, 9),
        kind: RegulationKind::Normative,
        title: "Nghị quyết quy định việc trả lời chất vấn giữa hai kỳ họp",
        bases: &[
            "Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
            "Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân số 87/2015/QH13",
        ],
    },
];

/// Of the council of today.
const TODAY: [Left; 1] = [Left {
    number: "11/2026/NQ-HĐND",
    day: date(2026, 6, 10),
    kind: RegulationKind::Normative,
    title: "Nghị quyết quy định việc công khai kết quả giải quyết kiến nghị của cử tri",
    bases: &[
        "Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
        "Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân số 121/2025/QH15",
    ],
}];

/// Tells the story of the review until a day.
pub(super) async fn tell(acting: &mut Acting<'_>, city: &City, today: Date) -> Result<()> {
    // Before this day the councils of the sample have not yet issued anything.
    if today < date(2026, 8, 1) {
        return Ok(());
    }
    let now = (acting.today, acting.now);
    let mut left: Vec<DocumentId> = Vec::new();
    for (council, documents) in [
        (city.old_city.id, &BEFORE_THE_MERGER[..]),
        (city.merged_city.id, &AFTER_THE_MERGER[..]),
        (city.city.id, &TODAY[..]),
    ] {
        for document in documents {
            on(acting, document.day);
            left.push(record(acting, council, document).await?);
        }
    }
    let council = city.city.id;
    let [session, _, contact, working, answers, ..] = left[..] else {
        return Err(Refusal::NotFound("document"));
    };
    concluded(acting, council, contact, today).await?;
    cancelled(acting, council, answers, today).await?;
    // One runs late, one is in time; the others wait to be assigned.
    on(acting, before(today, 40));
    opened(acting, council, session, before(today, 9)).await?;
    on(acting, before(today, 12));
    let new_law = OpenReview {
        cause: Cause::NewLaw,
        cause_document: law(acting, "121/2025/QH15").await?,
        note: "Đối chiếu các điều về giám sát với luật mới.".to_owned(),
        ..opening(council, vec![working], after(today, 18))
    };
    open_review(acting, new_law).await?;
    listed(acting, council, today).await?;
    (acting.today, acting.now) = now;
    Ok(())
}

/// Reviewed some weeks ago, with a conclusion that leads to a new document.
async fn concluded(
    acting: &mut Acting<'_>,
    council: CouncilId,
    document: DocumentId,
    today: Date,
) -> Result<()> {
    on(acting, before(today, 70));
    let opened = opened(acting, council, document, before(today, 40)).await?;
    on(acting, before(today, 45));
    for task in opened {
        let command = ConcludeReview {
            task,
            outcome: Outcome::Amend,
            conclusion: "Cập nhật căn cứ pháp lý và mức hỗ trợ cho phù hợp đơn vị hành chính mới."
                .to_owned(),
            paper_number: "27/BC-BPC".to_owned(),
            paper_signed_on: Some(before(today, 45)),
        };
        conclude_review(acting, command).await?;
    }
    Ok(())
}

/// Assigned by mistake, so that the document waits again.
async fn cancelled(
    acting: &mut Acting<'_>,
    council: CouncilId,
    document: DocumentId,
    today: Date,
) -> Result<()> {
    on(acting, before(today, 30));
    let opened = opened(acting, council, document, today).await?;
    on(acting, before(today, 28));
    for task in opened {
        cancel_review(acting, task, "Giao lại sau khi có hướng dẫn về luật mới.").await?;
    }
    Ok(())
}

async fn listed(acting: &mut Acting<'_>, council: CouncilId, today: Date) -> Result<()> {
    let signed_on = before(today, 20);
    on(acting, signed_on);
    let command = PublishReviewList {
        council,
        kind: ListKind::InForce,
        period: Period {
            begins_on: date(2026, 1, 1),
            ends_on: before(today, 25),
        },
        number: "31/TB-HĐND".to_owned(),
        signed_on,
    };
    publish_review_list(acting, command).await?;
    Ok(())
}

fn opening(council: CouncilId, documents: Vec<DocumentId>, due_on: Date) -> OpenReview {
    OpenReview {
        council,
        documents,
        cause: Cause::Periodic,
        cause_document: None,
        owner: Owner::OfKind(BodyKind::LegalBoard),
        due_on,
        note: String::new(),
    }
}

async fn opened(
    acting: &Acting<'_>,
    council: CouncilId,
    document: DocumentId,
    due_on: Date,
) -> Result<Vec<kernel::ids::ReviewTaskId>> {
    open_review(acting, opening(council, vec![document], due_on)).await
}

async fn law(acting: &Acting<'_>, number: &str) -> Result<Option<DocumentId>> {
    let law = crate::review::document_by_number(&acting.tx, number).await?;
    Ok(law.map(|law| law.id))
}

async fn record(acting: &Acting<'_>, council: CouncilId, left: &Left) -> Result<DocumentId> {
    let Left {
        number,
        day,
        title,
        bases,
        ..
    } = left;
    let bases: String = bases
        .iter()
        .map(|basis| format!("Căn cứ {basis};\n"))
        .collect();
    let text = format!(
        "HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ CẦN THƠ\nSố: {number}\nCần Thơ, ngày {:02} tháng {:02} năm {}\nNGHỊ QUYẾT\n{title}\n\
         HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ CẦN THƠ\n{bases}QUYẾT NGHỊ:\nĐiều 1. Phạm vi điều chỉnh\nVăn bản này là dữ liệu mẫu, không phải văn bản \
         thật.\nĐiều 2. Hiệu lực thi hành\nNghị quyết này có hiệu lực từ ngày thông qua.\n",
        day.day(),
        day.month(),
        day.year()
    );
    let command = RecordRegulation {
        council,
        kind: left.kind,
        title: (*title).to_owned(),
        number: (*number).to_owned(),
        adopted_on: *day,
        in_force_on: *day,
        ended_on: None,
        text,
        paper: GivenPaper {
            title: "Nghị quyết".to_owned(),
            number: (*number).to_owned(),
            signed_on: Some(*day),
            file: None,
        },
    };
    let id = record_regulation(acting, command).await?;
    let recorded = regulation(&acting.tx, id).await?;
    recorded.document_id.ok_or(Refusal::NotFound("document"))
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
