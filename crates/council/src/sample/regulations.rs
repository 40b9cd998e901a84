//! Regulations of the sample city, one of each state worth seeing, all made through the acts.

use jiff::ToSpan as _;
use jiff::civil::date;
use kernel::Date;
use kernel::ids::{CouncilId, DocumentId, RegulationId};

use super::city::City;
use crate::bodies::queries::{bodies, figures, partners};
use crate::library::texts::folder::{GivenFile, HandIn, hand_in, read_all};
use crate::regulations::adoption::{RecordVote, next_serial, number_regulation, record_vote};
use crate::regulations::appraisal::{ReportAppraisal, assign_appraisal, report_appraisal};
use crate::regulations::comments::{
    GiveComment, OpenComments, answer_comment, comments, give_comment, open_comments,
};
use crate::regulations::drafting::{
    ArticleText, StartDrafting, articles, offered_bases, save_article, start_drafting,
};
use crate::regulations::papers::GivenPaper;
use crate::regulations::proposal::{
    ProposeRegulation, RecordRegulation, propose_regulation, record_regulation,
};
use crate::regulations::publication::{PublishRegulation, older, publish_regulation};
use crate::regulations::queries::regulation;
use crate::regulations::{Answer, Conclusion, RegulationKind, VoteWay};
use crate::{Acting, Refusal, Result};

/// Before this day the councils of the sample have not yet issued anything.
const NOT_BEFORE: Date = date(2026, 7, 1);

/// Tells the story of the regulations until a day.
pub(super) async fn tell(acting: &mut Acting<'_>, city: &City, today: Date) -> Result<()> {
    if today < NOT_BEFORE {
        return Ok(());
    }
    earlier(acting, city).await?;
    published(acting, city.city.id).await?;
    in_appraisal(acting, city.city.id, today).await?;
    in_comments(acting, city.city.id, today).await?;
    in_drafting(acting, city.communes[0].id, today).await?;
    texts(acting, city.city.id).await
}

/// A folder as the office hands it in: a resolution, one that amends it, and a draft whose number is not filled in yet.
async fn texts(acting: &Acting<'_>, council: CouncilId) -> Result<()> {
    const DRAFT: &str = "HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ CẦN THƠ\nSố: ……/2026/NQ-HĐND\nNGHỊ QUYẾT\n\
        Quy định mức chi hội nghị (văn bản mẫu)\nĐiều 1. Mức chi\nMức chi theo phụ lục.\n";
    let files = [
        (
            "18-2026-nq-hdnd.txt",
            include_str!("../../data/sample-texts/18-2026-nq-hdnd.txt"),
        ),
        (
            "27-2026-nq-hdnd.txt",
            include_str!("../../data/sample-texts/27-2026-nq-hdnd.txt"),
        ),
        ("du-thao-muc-chi.txt", DRAFT),
    ];
    let command = HandIn {
        council: Some(council),
        import: None,
        name: "Nghị quyết năm 2026 (dữ liệu mẫu)".to_owned(),
        files: files
            .map(|(name, text)| GivenFile {
                name: name.to_owned(),
                bytes: text.as_bytes().to_vec(),
            })
            .into(),
    };
    let import = hand_in(acting, command).await?;
    read_all(acting, import).await
}

/// The working regulation of the council before.
async fn earlier(acting: &mut Acting<'_>, city: &City) -> Result<()> {
    let command = RecordRegulation {
        council: city.merged_city.id,
        kind: RegulationKind::Working,
        title: "Quy chế làm việc của HĐND thành phố Cần Thơ khóa X".to_owned(),
        number: "21/NQ-HĐND".to_owned(),
        adopted_on: date(2025, 10, 14),
        in_force_on: date(2025, 10, 14),
        ended_on: None,
        text: "Điều 1. Phạm vi điều chỉnh\nQuy chế này quy định việc tổ chức và hoạt động của HĐND thành phố. (Dữ liệu mẫu)"
            .to_owned(),
        paper: paper("Nghị quyết ban hành Quy chế", "21/NQ-HĐND", date(2025, 10, 14)),
    };
    acting.today = date(2026, 4, 1);
    record_regulation(acting, command).await?;
    Ok(())
}

/// The one that replaces it, from proposal to publication.
async fn published(acting: &mut Acting<'_>, council: CouncilId) -> Result<()> {
    let title = "Quy chế làm việc của HĐND thành phố Cần Thơ khóa XI";
    let id = drafted(
        acting,
        council,
        RegulationKind::Working,
        title,
        date(2026, 4, 6),
    )
    .await?;
    edit(acting, id, 1, "Quy chế này quy định việc tổ chức kỳ họp, hoạt động của Thường trực, các Ban, Tổ đại biểu và đại biểu HĐND thành phố.").await?;
    written(acting, id).await?;
    on(acting, date(2026, 4, 20));
    opened(acting, council, id, date(2026, 5, 8)).await?;
    on(acting, date(2026, 4, 28));
    comment(
        acting,
        id,
        4,
        "Tổ đại biểu số 3",
        "Đề nghị quy định rõ thời hạn gửi tài liệu kỳ họp.",
    )
    .await?;
    comment(
        acting,
        id,
        11,
        "Tổ đại biểu số 7",
        "Đề nghị quy định số lần tiếp xúc cử tri chuyên đề.",
    )
    .await?;
    on(acting, date(2026, 5, 11));
    answer(acting, id, 0, Answer::Accepted, "Đã bổ sung vào Điều 4.").await?;
    answer(
        acting,
        id,
        1,
        Answer::NotAccepted,
        "Nội dung này do kế hoạch hằng năm quy định.",
    )
    .await?;
    edit(acting, id, 4, "Tài liệu kỳ họp được gửi đến đại biểu theo thời hạn luật định; Thường trực phân công chuẩn bị từng nội dung.").await?;
    appraised(acting, council, id, date(2026, 5, 18)).await?;
    let held_on = date(2026, 6, 3);
    on(acting, held_on);
    let n = figures(&acting.tx, council, held_on).await?.in_office;
    let command = RecordVote {
        regulation: id,
        way: VoteWay::Session,
        occasion: "Kỳ họp thứ hai".to_owned(),
        held_on,
        present: n.saturating_sub(4),
        in_favour: n.saturating_sub(6),
        against: 1,
        abstained: 1,
        paper: paper("Biên bản biểu quyết", "02/BB-HĐND", held_on),
    };
    record_vote(acting, command).await?;
    let serial = next_serial(&acting.tx, council, 2026).await?;
    let number = number_regulation(acting, id, serial).await?;
    let now = regulation(&acting.tx, id).await?;
    let older = older(&acting.tx, &now, held_on).await?;
    on(acting, date(2026, 6, 8));
    let command = PublishRegulation {
        regulation: id,
        published_on: date(2026, 6, 8),
        in_force_on: date(2026, 6, 15),
        older: older.first().map(|older| older.document_id),
        paper: paper("Nghị quyết ban hành Quy chế", &number, held_on),
    };
    publish_regulation(acting, command).await
}

/// Rules of sittings that a board is looking at.
async fn in_appraisal(acting: &mut Acting<'_>, council: CouncilId, today: Date) -> Result<()> {
    let title = "Nội quy kỳ họp HĐND thành phố Cần Thơ khóa XI";
    let id = drafted(
        acting,
        council,
        RegulationKind::Session,
        title,
        before(today, 40),
    )
    .await?;
    written(acting, id).await?;
    on(acting, before(today, 30));
    opened(acting, council, id, before(today, 10)).await?;
    on(acting, before(today, 4));
    let board = board(acting, council).await?;
    assign_appraisal(acting, id, board).await
}

/// A normative resolution on which comments are open.
async fn in_comments(acting: &mut Acting<'_>, council: CouncilId, today: Date) -> Result<()> {
    let title =
        "Nghị quyết quy định mức chi bảo đảm hoạt động tiếp xúc cử tri trên địa bàn thành phố";
    let id = drafted(
        acting,
        council,
        RegulationKind::Normative,
        title,
        before(today, 30),
    )
    .await?;
    for (heading, text) in [
        (
            "Phạm vi điều chỉnh, đối tượng áp dụng",
            "1. Nghị quyết này quy định mức chi bảo đảm hoạt động tiếp xúc cử tri của đại biểu HĐND các cấp.\n2. Áp dụng đối với đại biểu, cơ quan giúp việc và cơ quan phối hợp.",
        ),
        (
            "Mức chi",
            "1. Chi cho mỗi điểm tiếp xúc cử tri theo dự toán được giao.\n2. Chi cho người phục vụ theo số ngày thực tế.",
        ),
        (
            "Tổ chức thực hiện",
            "UBND thành phố tổ chức thực hiện; Thường trực, các Ban, Tổ đại biểu và đại biểu HĐND thành phố giám sát.",
        ),
    ] {
        let last = articles(&acting.tx, id).await?.len();
        let after = u32::try_from(last).unwrap_or(u32::MAX);
        let text = ArticleText {
            chapter: String::new(),
            heading: heading.to_owned(),
            text: text.to_owned(),
        };
        crate::regulations::drafting::insert_article(acting, id, after, text).await?;
    }
    on(acting, before(today, 8));
    opened(acting, council, id, after(today, 14)).await?;
    on(acting, before(today, 3));
    comment(
        acting,
        id,
        2,
        "Tổ đại biểu số 5",
        "Đề nghị phân biệt mức chi của thành phố và của xã, phường.",
    )
    .await?;
    comment(
        acting,
        id,
        0,
        "Tổ đại biểu số 1",
        "Đề nghị làm rõ nguồn kinh phí.",
    )
    .await?;
    on(acting, before(today, 1));
    answer(
        acting,
        id,
        1,
        Answer::Partly,
        "Sẽ quy định hai mức chi; mức cụ thể chờ ý kiến Sở Tài chính.",
    )
    .await
}

/// A commune's working regulation, just begun.
async fn in_drafting(acting: &mut Acting<'_>, council: CouncilId, today: Date) -> Result<()> {
    let title = "Quy chế làm việc của HĐND phường";
    let id = drafted(
        acting,
        council,
        RegulationKind::Working,
        title,
        before(today, 12),
    )
    .await?;
    on(acting, before(today, 5));
    edit(acting, id, 1, "Quy chế này quy định việc tổ chức và hoạt động của HĐND phường, Thường trực, các Ban và đại biểu HĐND phường.").await
}

/// Proposed on a day, drafting begun two days later from the skeleton there is.
async fn drafted(
    acting: &mut Acting<'_>,
    council: CouncilId,
    kind: RegulationKind,
    title: &str,
    day: Date,
) -> Result<RegulationId> {
    on(acting, day);
    let command = ProposeRegulation {
        council,
        kind,
        title: title.to_owned(),
        proposer: "Thường trực HĐND".to_owned(),
        paper: paper("Tờ trình", "12/TTr-TTHĐND", day),
    };
    let id = propose_regulation(acting, command).await?;
    on(acting, after(day, 2));
    let now = regulation(&acting.tx, id).await?;
    let model =
        crate::seed_data::regulation_models::models().find(|model| model.fits(kind, now.level));
    let bases: Vec<DocumentId> = offered_bases(&acting.tx, id)
        .await?
        .iter()
        .filter(|basis| basis.is_proposed(&now, acting.today))
        .map(|basis| basis.document_id)
        .collect();
    let command = StartDrafting {
        regulation: id,
        model: model.map(|model| model.key.to_owned()),
        bases,
    };
    start_drafting(acting, command).await?;
    Ok(id)
}

async fn edit(acting: &Acting<'_>, id: RegulationId, place: u32, text: &str) -> Result<()> {
    let articles = articles(&acting.tx, id).await?;
    let found = articles.into_iter().find(|it| it.position == place);
    let article = found.ok_or(Refusal::NotFound("article"))?;
    let text = ArticleText {
        chapter: article.chapter,
        heading: article.heading,
        text: text.to_owned(),
    };
    save_article(acting, article.id, text).await
}

/// Writes every article that is only a hint yet.
async fn written(acting: &Acting<'_>, id: RegulationId) -> Result<()> {
    for article in articles(&acting.tx, id).await? {
        if article.is_skeleton() {
            let hint = article.text.rsplit("Nêu ").next().unwrap_or_default();
            let text = format!("Điều này quy định {hint} (Dữ liệu mẫu)");
            edit(acting, id, article.position, &text).await?;
        }
    }
    Ok(())
}

async fn opened(
    acting: &Acting<'_>,
    council: CouncilId,
    id: RegulationId,
    until: Date,
) -> Result<()> {
    let partners = partners(&acting.tx, council, acting.today).await?;
    let command = OpenComments {
        regulation: id,
        until,
        invited: partners.iter().take(2).map(|partner| partner.id).collect(),
    };
    open_comments(acting, command).await
}

/// A comment on the article at a place; 0 is the whole.
async fn comment(
    acting: &Acting<'_>,
    id: RegulationId,
    place: u32,
    author: &str,
    text: &str,
) -> Result<()> {
    let articles = articles(&acting.tx, id).await?;
    let command = GiveComment {
        regulation: id,
        article: articles
            .iter()
            .find(|it| it.position == place)
            .map(|it| it.id),
        institution: None,
        author: author.to_owned(),
        text: text.to_owned(),
    };
    give_comment(acting, command).await?;
    Ok(())
}

/// Answers the comment at a place of the comparison, from 0.
async fn answer(
    acting: &Acting<'_>,
    id: RegulationId,
    place: usize,
    answer: Answer,
    reason: &str,
) -> Result<()> {
    let comments = comments(&acting.tx, id).await?;
    let comment = comments.get(place).ok_or(Refusal::NotFound("comment"))?;
    answer_comment(acting, comment.id, answer, reason).await
}

async fn appraised(
    acting: &mut Acting<'_>,
    council: CouncilId,
    id: RegulationId,
    day: Date,
) -> Result<()> {
    let board = board(acting, council).await?;
    assign_appraisal(acting, id, board).await?;
    on(acting, day);
    let command = ReportAppraisal {
        regulation: id,
        conclusion: Conclusion::ReadyWhenMended,
        note: "Dự thảo phù hợp với luật và quy chế mẫu; đề nghị chỉnh lý kỹ thuật trình bày."
            .to_owned(),
        paper: paper("Báo cáo thẩm tra", "15/BC-BPC", day),
    };
    report_appraisal(acting, command).await
}

async fn board(acting: &Acting<'_>, council: CouncilId) -> Result<kernel::ids::BodyId> {
    let bodies = bodies(&acting.tx, council, acting.today).await?;
    let board = bodies.iter().find(|body| body.kind.is_board());
    board.map(|body| body.id).ok_or(Refusal::NotFound("body"))
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

fn paper(title: &str, number: &str, day: Date) -> GivenPaper {
    GivenPaper {
        title: title.to_owned(),
        number: number.to_owned(),
        signed_on: Some(day),
        file: None,
    }
}
