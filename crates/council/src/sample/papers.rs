//! Papers in the sample city: plans, invitations and reports of the city council and of one commune in every state, one that was made
//! elsewhere, a void one and a gap; all made through the acts.

use jiff::ToSpan as _;
use jiff::civil::date;
use kernel::Date;
use kernel::ids::{CouncilId, OfficialPaperId};

use super::city::City;
use super::councils::Council;
use crate::bodies::queries::council;
use crate::papers::acts::{
    BeginPaper, IssuePaper, NumberPaper, RegisterPaper, begin_paper, issue_paper, number_paper,
    register_paper, void_paper, write_paper,
};
use crate::papers::draft::UNKNOWN;
use crate::papers::facts::sources;
use crate::papers::queries::paper_page;
use crate::papers::{PaperKind, SourceKind};
use crate::{Acting, Result};

/// Tells the story of the papers until a day.
pub(super) async fn tell(acting: &mut Acting<'_>, city: &City, today: Date) -> Result<()> {
    if today < date(2026, 9, 1) || today >= date(2031, 3, 1) {
        return Ok(());
    }
    let now = (acting.today, acting.now);
    let id = city.city.id;
    let sitting = Some((SourceKind::Sitting, 0));
    let told = [
        ("ke-hoach-boi-duong", None, 80, "theo dự toán đã được giao"),
        ("ke-hoach-tiep-xuc", sitting, 30, ""),
    ];
    for (template, source, days, words) in told {
        let Some(paper) = begun(acting, id, template, source, ago(today, days)).await? else {
            continue;
        };
        let day = ago(today, days - 2);
        signed(acting, paper, (words, day), "Chủ tịch HĐND").await?;
    }
    let subject = "Phân công thành viên Thường trực HĐND phụ trách địa bàn";
    elsewhere(acting, &city.city, (3, ago(today, 45)), subject).await?;
    let invitation = "giay-moi-ky-hop";
    if let Some(wrong) = begun(acting, id, invitation, sitting, ago(today, 21)).await? {
        numbered(acting, wrong, ("08 giờ 00", ago(today, 20))).await?;
        void_paper(acting, wrong, "Ghi nhầm phòng họp, thay bằng giấy mời khác").await?;
    }
    if let Some(right) = begun(acting, id, invitation, sitting, ago(today, 6)).await? {
        numbered(acting, right, ("08 giờ 00", ago(today, 5))).await?;
    }
    begun(acting, id, "tong-hop-kien-nghi", sitting, ago(today, 3)).await?;
    let matter = Some((SourceKind::Matter, 0));
    begun(acting, id, "chuyen-kien-nghi", matter, ago(today, 1)).await?;
    if let Some(commune) = city.communes.first() {
        let contact = Some((SourceKind::Contact, 0));
        let (of, day) = (commune.id, ago(today, 12));
        if let Some(paper) = begun(acting, of, "giay-moi-tiep-xuc", contact, day).await? {
            signed(acting, paper, ("", ago(today, 11)), "Chủ tịch HĐND").await?;
        }
        begun(acting, of, "cong-van", None, ago(today, 2)).await?;
    }
    (acting.today, acting.now) = now;
    Ok(())
}

/// A draft of a day, made from the council or from the record of a kind at a place among those known then; none where
/// there is no such record.
async fn begun(
    acting: &mut Acting<'_>,
    of: CouncilId,
    template: &str,
    source: Option<(SourceKind, usize)>,
    day: Date,
) -> Result<Option<OfficialPaperId>> {
    on(acting, day);
    let mut record = of.uuid();
    if let Some((kind, at)) = source {
        let council = council(&acting.tx, of).await?;
        let found = sources(&acting.tx, acting.actor, &council, kind, day).await?;
        let Some(source) = found.get(at).or(found.first()) else {
            return Ok(None);
        };
        record = source.id;
    }
    let command = BeginPaper {
        council: of,
        template: template.to_owned(),
        source: record,
    };
    begin_paper(acting, command).await.map(Some)
}

/// What the records did not know is written by hand, and the paper takes its number.
async fn numbered(
    acting: &mut Acting<'_>,
    paper: OfficialPaperId,
    (words, day): (&str, Date),
) -> Result<()> {
    let page = paper_page(&acting.tx, acting.actor, paper, acting.today).await?;
    let mut draft = page.draft.unwrap_or_default();
    draft.body = draft.body.replace(UNKNOWN, words);
    write_paper(acting, paper, draft).await?;
    on(acting, day);
    let command = NumberPaper {
        paper,
        day,
        reason: "Dữ liệu mẫu".to_owned(),
    };
    number_paper(acting, command).await.map(drop)
}

async fn signed(
    acting: &mut Acting<'_>,
    paper: OfficialPaperId,
    (words, day): (&str, Date),
    signer: &str,
) -> Result<()> {
    numbered(acting, paper, (words, day)).await?;
    let command = IssuePaper {
        paper,
        signed_on: day,
        signer: signer.to_owned(),
        signed: None,
    };
    issue_paper(acting, command).await
}

async fn elsewhere(
    acting: &mut Acting<'_>,
    council: &Council,
    (number, day): (u32, Date),
    subject: &str,
) -> Result<()> {
    on(acting, day);
    let command = RegisterPaper {
        council: council.id,
        kind: PaperKind::Notice,
        number: Some(number),
        symbol: String::new(),
        subject: subject.to_owned(),
        day,
        signer: "Chủ tịch HĐND".to_owned(),
        kept_at: "Hồ sơ giấy, tủ số 2, phòng Văn thư".to_owned(),
    };
    register_paper(acting, command).await.map(drop)
}

fn on(acting: &mut Acting<'_>, day: Date) {
    acting.today = day;
    acting.now = kernel::time::instant(day.at(9, 0, 0, 0));
}

fn ago(day: Date, days: i32) -> Date {
    day.saturating_sub(days.days())
}
