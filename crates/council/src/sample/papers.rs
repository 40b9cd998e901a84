//! Papers in the sample city: plans, invitations and reports of the city council and of one commune in every state, one that was made
//! elsewhere, a void one and a gap; all made through the acts.

use jiff::ToSpan as _;
use jiff::civil::date;
use kernel::Date;
use kernel::ids::{CouncilId, OfficialPaperId};
use uuid::Uuid;

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
    let plan = begun(acting, id, "ke-hoach-boi-duong", None, ago(today, 80)).await?;
    let words = "theo dự toán đã được giao";
    signed(acting, plan, (words, ago(today, 78)), "Chủ tịch HĐND").await?;
    elsewhere(acting, &city.city, (3, ago(today, 45)), "Phân công thành viên Thường trực").await?;
    let sitting = record(acting, id, SourceKind::Sitting, 1).await?;
    let contacts = begun(acting, id, "ke-hoach-tiep-xuc", sitting, ago(today, 30)).await?;
    signed(acting, contacts, ("", ago(today, 28)), "Phó Chủ tịch HĐND").await?;
    let wrong = begun(acting, id, "giay-moi-ky-hop", sitting, ago(today, 21)).await?;
    numbered(acting, wrong, ("08 giờ 00", ago(today, 20))).await?;
    void_paper(acting, wrong, "Ghi nhầm phòng họp, thay bằng giấy mời khác").await?;
    let right = begun(acting, id, "giay-moi-ky-hop", sitting, ago(today, 6)).await?;
    numbered(acting, right, ("08 giờ 00", ago(today, 5))).await?;
    begun(acting, id, "tong-hop-kien-nghi", sitting, ago(today, 3)).await?;
    let matter = record(acting, id, SourceKind::Matter, 0).await?;
    begun(acting, id, "chuyen-kien-nghi", matter, ago(today, 1)).await?;

    if let Some(commune) = city.communes.first() {
        let contact = record(acting, commune.id, SourceKind::Contact, 0).await?;
        if contact.is_some() {
            let day = ago(today, 12);
            let paper = begun(acting, commune.id, "giay-moi-tiep-xuc", contact, day).await?;
            signed(acting, paper, ("", ago(today, 11)), "Chủ tịch HĐND").await?;
        }
        begun(acting, commune.id, "cong-van", None, ago(today, 2)).await?;
    }
    (acting.today, acting.now) = now;
    Ok(())
}

/// The record of a kind at a place among those of a council, the latest first.
async fn record(
    acting: &Acting<'_>,
    of: CouncilId,
    kind: SourceKind,
    at: usize,
) -> Result<Option<Uuid>> {
    let council = council(&acting.tx, of).await?;
    let found = sources(&acting.tx, acting.actor, &council, kind, acting.today).await?;
    let found = found.get(at).or(found.first());
    Ok(found.map(|source| source.id))
}

async fn begun(
    acting: &mut Acting<'_>,
    council: CouncilId,
    template: &str,
    source: Option<Uuid>,
    day: Date,
) -> Result<OfficialPaperId> {
    on(acting, day);
    let command = BeginPaper {
        council,
        template: template.to_owned(),
        source: source.unwrap_or(council.uuid()),
    };
    begin_paper(acting, command).await
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
