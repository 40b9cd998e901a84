//! Reports of the sample city: one on a year, signed, and one on the term, drafted, with a sentence of its writer that contradicts itself.

use jiff::civil::date;
use kernel::Date;

use super::city::City;
use crate::reports::drafting::{DraftReport, draft_report, write_chapter};
use crate::reports::signing::{SignReport, sign_report};
use crate::reports::{Chapter, ReportKind};
use crate::scoreboard::Snapshot;
use crate::{Acting, Result};

const OF_YEAR: [(Chapter, &str); 3] = [
    (
        Chapter::Organisation,
        "Từ ngày 01/7/2025, Hội đồng nhân dân thành phố hoạt động theo mô hình chính quyền địa phương hai cấp; số hội đồng và đại biểu thay đổi do sắp xếp đơn vị hành chính (báo cáo mẫu).",
    ),
    (
        Chapter::Lessons,
        "Nguyên nhân chủ yếu là bộ máy giúp việc ở cấp xã mới được sắp xếp, một số đại biểu mới chưa được bồi dưỡng kịp thời.\nBài học: phân công rõ người chịu trách nhiệm từng biện pháp và theo dõi hằng tháng.",
    ),
    (
        Chapter::Assessment,
        "Tập thể, cá nhân | Hình thức đề nghị\nBan Pháp chế HĐND thành phố (mẫu) | Bằng khen của Chủ tịch UBND thành phố\nTổ đại biểu số 1 (mẫu) | Giấy khen của Thường trực HĐND thành phố",
    ),
];

const OF_TERM: [(Chapter, &str); 3] = [
    (
        Chapter::Voters,
        "Các Tổ đại biểu chủ động lựa chọn địa điểm gần dân; {{petitions.settled}} trên {{petitions.matters}} nội dung kiến nghị được giải quyết xong.\nRiêng năm 2023, các Tổ đại biểu tổ chức 48 cuộc tiếp xúc cử tri, gồm 25 cuộc trước kỳ họp và 21 cuộc sau kỳ họp.",
    ),
    (
        Chapter::Training,
        "Thường trực HĐND thành phố phối hợp với trường chính trị và các cơ quan liên quan tổ chức {{classes.classes}} lớp bồi dưỡng.",
    ),
    (
        Chapter::Lessons,
        "Nguyên nhân khách quan: đơn vị hành chính được sắp xếp giữa nhiệm kỳ.\nNguyên nhân chủ quan: một số cơ quan chưa chủ động thực hiện quy chế phối hợp.",
    ),
];

/// Drafts both reports on their days and signs the first.
pub(super) async fn tell(acting: &mut Acting<'_>, snapshot: &Snapshot, city: &City) -> Result<()> {
    on(acting, date(2026, 1, 8));
    let of_year = DraftReport {
        council: city.merged_city.id,
        kind: ReportKind::Year,
        title: String::new(),
        from: date(2025, 1, 1),
        to: date(2025, 12, 31),
    };
    let id = draft_report(acting, snapshot, of_year).await?;
    for (chapter, text) in OF_YEAR {
        write_chapter(acting, snapshot, id, chapter, text).await?;
    }
    on(acting, date(2026, 1, 20));
    let sign = SignReport {
        report: id,
        number: "12/BC-HĐND".to_owned(),
        signed_on: date(2026, 1, 20),
        signer: "Chủ tịch HĐND thành phố (mẫu)".to_owned(),
    };
    sign_report(acting, snapshot, sign).await?;
    on(acting, date(2026, 10, 5));
    let of_term = DraftReport {
        council: city.city.id,
        kind: ReportKind::Term,
        title: String::new(),
        from: date(2021, 5, 23),
        to: date(2026, 3, 25),
    };
    let id = draft_report(acting, snapshot, of_term).await?;
    on(acting, date(2026, 10, 12));
    for (chapter, text) in OF_TERM {
        write_chapter(acting, snapshot, id, chapter, text).await?;
    }
    Ok(())
}

fn on(acting: &mut Acting<'_>, day: Date) {
    acting.today = day;
    acting.now = kernel::time::instant(day.at(9, 0, 0, 0));
}
