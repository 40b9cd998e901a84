//! Văn bản: what a year of review found, a regulation on its way, a request for the council's own conditions.

use jiff::civil::date;
use kernel::ids::{ConditionRequestId, RegulationId};
use kernel::vi;
use store::Reader;

use super::{Asked, Facts, Source, own, sentence};
use crate::access::FieldGroup;
use crate::conditions::requests as conditions;
use crate::paging::Page;
use crate::regulations::queries::{RegulationFilter, regulation_page, regulations as list};
use crate::review::lists::{ListKind, Period, list as results};
use crate::{Refusal, Result};

/// What was reviewed from the first day of the year until the day.
pub(super) async fn reviewed(db: &impl Reader, facts: &mut Facts, asked: Asked<'_>) -> Result<()> {
    if !asked
        .actor
        .reads(FieldGroup::ReviewWork, &asked.council.path)
    {
        return Ok(());
    }
    let period = Period {
        begins_on: date(asked.on.year(), 1, 1),
        ends_on: asked.on,
    };
    for (kind, name, count) in [
        (ListKind::Results, "bảng rà soát", "số văn bản rà soát"),
        (ListKind::ToProcess, "bảng xử lý", "số văn bản cần xử lý"),
    ] {
        let table = results(db, asked.council.id, kind, period).await?;
        facts.count(count, table.rows.len());
        // The first column of a list counts its rows, as the table here does by itself.
        let head: Vec<&str> = table.columns.iter().skip(1).map(String::as_str).collect();
        let counted = table.rows.iter().map(|row| row[1..].to_vec());
        facts.table(name, &head, counted);
    }
    Ok(())
}

pub(super) async fn of_regulation(
    db: &impl Reader,
    facts: &mut Facts,
    asked: Asked<'_>,
    id: RegulationId,
) -> Result<()> {
    let page = regulation_page(db, asked.actor, id, asked.on).await?;
    let regulation = &page.regulation;
    own(asked.council, regulation.council_id, "regulation")?;
    facts.put("tên văn bản", &regulation.title);
    facts.put("cơ quan đề nghị", &regulation.proposer);
    facts.put_some("ban thẩm tra", regulation.board.clone());
    facts.put(
        "ý kiến thẩm tra",
        match regulation.appraisal_note.trim() {
            "" => String::new(),
            note => sentence(note),
        },
    );
    let articles = page.articles.iter().map(|article| {
        let (number, heading) = (article.position, &article.heading);
        format!("Điều {number}. {heading}\n{}", article.text.trim())
    });
    let text = articles.collect::<Vec<_>>().join("\n");
    facts.put("các điều", text);
    facts.list(
        "danh mục điều",
        page.articles
            .iter()
            .map(|article| format!("Điều {}. {}", article.position, article.heading)),
    );
    let opinions = page.comments.len();
    if opinions > 0 {
        facts.count("số góp ý", opinions);
    }
    let passed = page.votes.iter().rfind(|vote| vote.passed);
    if let Some(vote) = passed {
        facts.put("dịp thông qua", &vote.occasion);
        facts.put("ngày thông qua", vi::date_official(vote.held_on));
        let (yes, all) = (vote.in_favour, vote.delegates);
        facts.put(
            "kết quả biểu quyết",
            format!("{yes}/{all} đại biểu tán thành"),
        );
    }
    Ok(())
}

pub(super) async fn regulations(db: &impl Reader, asked: Asked<'_>) -> Result<Vec<Source>> {
    let filter = RegulationFilter {
        text: String::new(),
        council: Some(asked.council.id),
        kind: None,
        standing: None,
        as_of: asked.on,
    };
    let found = list(db, asked.actor, &filter, Page::FIRST).await?;
    let named = found.rows.into_iter();
    Ok(named.map(|one| Source::new(one.id, one.title)).collect())
}

pub(super) async fn of_request(
    db: &impl Reader,
    facts: &mut Facts,
    asked: Asked<'_>,
    id: ConditionRequestId,
) -> Result<()> {
    let all = conditions::requests(db, asked.actor, asked.council, asked.on).await?;
    let one = all.into_iter().find(|request| request.id == id);
    let one = one.ok_or(Refusal::NotFound("request"))?;
    facts.put("nơi nhận kiến nghị", &one.recipient);
    let text = one.text.visible();
    facts.put_some("nội dung kiến nghị", text.map(|text| sentence(&text)));
    facts.put_some("hạn trả lời", one.due_on.map(vi::date_official));
    Ok(())
}

pub(super) async fn requests(db: &impl Reader, asked: Asked<'_>) -> Result<Vec<Source>> {
    let all = conditions::requests(db, asked.actor, asked.council, asked.on).await?;
    let named = all.into_iter().map(|request| {
        let day = vi::date_short(request.sent_on);
        Source::new(request.id, format!("{day}: {}", request.recipient))
    });
    Ok(named.collect())
}
