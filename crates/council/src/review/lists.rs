//! Danh mục văn bản: what of a council's own documents is in force, ended wholly or partly, or was concluded upon, in a period.
//!
//! Legal basis: Nghị định 79/2025/NĐ-CP on systematisation. The columns are those of the lists that are published under it and under
//! the decree before (34/2016/NĐ-CP); the forms annexed to the decree of 2025 were not at hand, and the page says so.

use kernel::Date;
use kernel::ids::{CouncilId, DocumentId, ReviewListId};
use kernel::vi;
use serde_json::json;
use store::{Reader, args, record, sql};

use super::board::{Line, lines};
use super::own::Own;
use super::tasks::{ReviewTask, tasks};
use super::{Outcome, ReviewState};
use crate::access::Act;
use crate::bodies::queries::council;
use crate::bodies::{CouncilRef, running_name};
use crate::digest::sha256;
use crate::library::queries::related;
use crate::library::{Relation, frame};
use crate::refusal::Problems;
use crate::{Acting, Refusal, Result};
use lex::amend::OpKind;

store::coded! {
    /// Loại danh mục.
    pub enum ListKind {
        /// Văn bản còn hiệu lực.
        InForce = "in_force",
        /// Văn bản hết hiệu lực một phần.
        EndedPartly = "ended_partly",
        /// Văn bản hết hiệu lực toàn bộ.
        EndedWholly = "ended_wholly",
        /// Văn bản cần đình chỉ, sửa đổi, bổ sung, thay thế, bãi bỏ hoặc ban hành mới.
        ToProcess = "to_process",
        /// Kết quả rà soát văn bản.
        Results = "results",
    }
}

/// The days a list is about, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub begins_on: Date,
    /// Last day.
    pub ends_on: Date,
}

/// A list as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[schema(as = review::Table)]
pub struct Table {
    /// Tên cơ quan ban hành.
    pub issuer: String,
    /// Tên danh mục.
    pub title: String,
    /// What stands under the title.
    pub notes: Vec<String>,
    /// The columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// Who signs.
    pub signature: Vec<String>,
}

record! {
    /// A list that was published.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = review::Published)]
    pub struct Published {
        /// The list.
        pub id: ReviewListId,
        /// The council.
        pub council_id: CouncilId,
        /// Its kind.
        pub kind: ListKind,
        /// First day.
        pub begins_on: Date,
        /// Last day.
        pub ends_on: Date,
        /// Số, ký hiệu of the paper it was published with.
        pub number: String,
        /// The day of the paper.
        pub signed_on: Date,
        /// The frozen list.
        pub frozen: String,
        /// Its hash.
        pub sha256: String,
    }
}

/// Công bố danh mục.
#[derive(Debug, Clone)]
pub struct PublishReviewList {
    /// The council.
    pub council: CouncilId,
    /// Its kind.
    pub kind: ListKind,
    /// The days it is about.
    pub period: Period,
    /// Số, ký hiệu of the paper it is published with.
    pub number: String,
    /// The day of the paper.
    pub signed_on: Date,
}

macro_rules! list_columns {
    () => {
        "id, council_id, kind, begins_on, ends_on, number, signed_on, frozen, sha256"
    };
}

sql! {
    OF_COUNCIL = concat!("SELECT ", list_columns!(), " FROM review_list WHERE council_id = $1 AND signed_on <= $2 ORDER BY signed_on DESC, id DESC");
    ONE = concat!("SELECT ", list_columns!(), " FROM review_list WHERE id = $1");
    TAKEN = "SELECT count(*) FROM review_list WHERE council_id = $1 AND number = $2 AND signed_on = $3 AND kind = $4";
    INSERT = "INSERT INTO review_list (id, council_id, kind, begins_on, ends_on, number, signed_on, frozen, sha256) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
}

impl ListKind {
    /// The title as it is printed.
    pub const fn title(self) -> &'static str {
        match self {
            Self::InForce => "DANH MỤC VĂN BẢN CÒN HIỆU LỰC",
            Self::EndedPartly => "DANH MỤC VĂN BẢN HẾT HIỆU LỰC MỘT PHẦN",
            Self::EndedWholly => "DANH MỤC VĂN BẢN HẾT HIỆU LỰC TOÀN BỘ",
            Self::ToProcess => {
                "DANH MỤC VĂN BẢN CẦN SỬA ĐỔI, BỔ SUNG, THAY THẾ, BÃI BỎ HOẶC BAN HÀNH MỚI"
            }
            Self::Results => "DANH MỤC KẾT QUẢ RÀ SOÁT VĂN BẢN",
        }
    }

    fn columns(self) -> Vec<String> {
        const DOCUMENT: [&str; 4] = [
            "STT",
            "Tên loại văn bản",
            "Số, ký hiệu; ngày, tháng, năm ban hành",
            "Tên gọi của văn bản",
        ];
        let more: &[&str] = match self {
            Self::InForce => &["Thời điểm có hiệu lực", "Ghi chú"],
            Self::EndedPartly => &[
                "Nội dung, quy định hết hiệu lực",
                "Lý do hết hiệu lực",
                "Ngày hết hiệu lực",
            ],
            Self::EndedWholly => &["Lý do hết hiệu lực", "Ngày hết hiệu lực"],
            Self::ToProcess => &[
                "Kiến nghị",
                "Nội dung kiến nghị, lý do kiến nghị",
                "Cơ quan chủ trì",
                "Thời hạn xử lý",
            ],
            Self::Results => &[
                "Căn cứ rà soát",
                "Kết quả rà soát",
                "Nội dung kết luận",
                "Văn bản kết luận",
                "Ngày kết luận",
            ],
        };
        DOCUMENT
            .iter()
            .chain(more)
            .map(|heading| (*heading).to_owned())
            .collect()
    }
}

impl Published {
    /// The list as it was frozen; none when it cannot be read any more.
    pub fn table(&self) -> Option<Table> {
        serde_json::from_str(&self.frozen).ok()
    }

    /// Whether the frozen list still has its hash.
    pub fn is_intact(&self) -> bool {
        sha256(&self.frozen) == self.sha256
    }
}

/// The lists a council had published by a day, the latest first.
pub async fn published(db: &impl Reader, council: CouncilId, on: Date) -> Result<Vec<Published>> {
    Ok(db.all(OF_COUNCIL, args![council, on]).await?)
}

/// One published list.
pub async fn published_list(db: &impl Reader, id: ReviewListId) -> Result<Published> {
    db.one(ONE, args![id])
        .await?
        .ok_or(Refusal::NotFound("review_list"))
}

/// A list as the records give it.
pub async fn list(
    db: &impl Reader,
    id: CouncilId,
    kind: ListKind,
    period: Period,
) -> Result<Table> {
    let council = council(db, id).await?;
    let rows = match kind {
        ListKind::InForce => in_force(db, id, period).await?,
        ListKind::EndedWholly => ended_wholly(db, id, period).await?,
        ListKind::EndedPartly => ended_partly(db, id, period).await?,
        ListKind::ToProcess | ListKind::Results => concluded(db, id, kind, period).await?,
    };
    let rows = rows.into_iter().enumerate().map(|(place, mut row)| {
        row.insert(0, (place + 1).to_string());
        row
    });
    Ok(Table {
        issuer: issuer(&council),
        title: format!("{} CỦA {}", kind.title(), issuer(&council).to_uppercase()),
        notes: vec![format!(
            "(Từ ngày {} đến ngày {})",
            vi::date_short(period.begins_on),
            vi::date_short(period.ends_on)
        )],
        columns: kind.columns(),
        rows: rows.collect(),
        signature: vec!["TM. HỘI ĐỒNG NHÂN DÂN".to_owned(), "CHỦ TỊCH".to_owned()],
    })
}

/// Công bố danh mục: what the records give is frozen with its hash.
pub async fn publish_review_list(
    acting: &Acting<'_>,
    command: PublishReviewList,
) -> Result<ReviewListId> {
    let tx = &acting.tx;
    let council = council(tx, command.council).await?;
    acting.may(Act::PublishReviewList, &council.path)?;
    let mut problems = Problems::default();
    let number = problems.text("number", &command.number);
    let period = command.period;
    let reversed = period.ends_on < period.begins_on;
    problems.unless(!reversed, "ends_on", "period-reversed");
    problems.unless(period.ends_on <= acting.today, "ends_on", "day-ahead");
    let signed_on = command.signed_on;
    problems.unless(signed_on <= acting.today, "signed_on", "day-ahead");
    problems.unless(
        signed_on >= period.ends_on,
        "signed_on",
        "review-list-before-its-period",
    );
    let values = args![council.id, &number, signed_on, command.kind];
    let taken: Option<i64> = tx.scalar(TAKEN, values).await?;
    problems.unless(taken == Some(0), "number", "review-list-there-already");
    problems.refuse()?;

    let mut table = list(tx, council.id, command.kind, period).await?;
    table.notes.push(format!(
        "(Kèm theo văn bản số {number} ngày {} của {})",
        vi::date_short(signed_on),
        table.issuer
    ));
    let frozen = serde_json::to_string(&table).map_err(Refusal::failed("freeze the list"))?;
    let sha256 = sha256(&frozen);
    let id = ReviewListId::fresh();
    let values = args![
        id,
        council.id,
        command.kind,
        period.begins_on,
        period.ends_on,
        &number,
        signed_on,
        &frozen,
        &sha256
    ];
    tx.execute(INSERT, values).await?;
    let detail = json!({"after": {
        "kind": command.kind, "begins_on": period.begins_on, "ends_on": period.ends_on, "number": number,
        "signed_on": signed_on, "sha256": sha256, "rows": table.rows.len(),
    }});
    acting
        .audit(
            Act::PublishReviewList,
            Some(council.id),
            "review_list",
            id,
            "",
            detail,
        )
        .await?;
    Ok(id)
}

/// "Hội đồng nhân dân thành phố Cần Thơ".
fn issuer(council: &CouncilRef) -> String {
    format!("Hội đồng nhân dân {}", running_name(&council.unit_name))
}

/// The columns that name a document.
fn named(own: &Own) -> Vec<String> {
    let day = own.signed_on.map(vi::date_short);
    let number = match day {
        Some(day) => format!("{}; {day}", own.number),
        None => own.number.clone(),
    };
    vec![own.kind.word().to_owned(), number, own.title.clone()]
}

fn day(day: Option<Date>) -> String {
    day.map(vi::date_short).unwrap_or_default()
}

async fn in_force(db: &impl Reader, id: CouncilId, period: Period) -> Result<Vec<Vec<String>>> {
    let known = frame(db).await?;
    let there = lines(db, id, period.ends_on).await?;
    let mut rows: Vec<(Option<Date>, Vec<String>)> = Vec::new();
    for line in &there {
        let own = &line.document;
        let begun = own.in_force_on.is_some_and(|from| from <= period.ends_on);
        if !own.is_alive(period.ends_on) || !begun {
            continue;
        }
        let partly = known.changes.of(&own.number, &own.issuer).any(|change| {
            is_end(change.kind) && change.effective.is_some_and(|day| day <= period.ends_on)
        });
        let mut row = named(own);
        row.push(day(own.in_force_on));
        row.push(if partly {
            "Hết hiệu lực một phần".to_owned()
        } else {
            String::new()
        });
        rows.push((own.signed_on, row));
    }
    rows.sort();
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

async fn ended_wholly(db: &impl Reader, id: CouncilId, period: Period) -> Result<Vec<Vec<String>>> {
    let mut rows: Vec<(Option<Date>, Vec<String>)> = Vec::new();
    for Line { document: own, .. } in lines(db, id, period.ends_on).await? {
        let within = |end: &Date| period.begins_on <= *end && *end <= period.ends_on;
        let Some(end) = own.ended_on.filter(within) else {
            continue;
        };
        let mut row = named(&own);
        row.push(why_ended(db, own.id).await?);
        row.push(day(Some(end)));
        rows.push((Some(end), row));
    }
    rows.sort();
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// Lý do hết hiệu lực.
async fn why_ended(db: &impl Reader, id: DocumentId) -> Result<String> {
    let related = related(db, id).await?;
    let by = related
        .iter()
        .find(|other| matches!(other.kind, Relation::ReplacedBy | Relation::SupersededBy));
    Ok(match by {
        Some(other) => format!("Được thay thế bởi văn bản số {}", other.number),
        None => "Hết thời hạn có hiệu lực hoặc đã có văn bản bãi bỏ".to_owned(),
    })
}

async fn ended_partly(db: &impl Reader, id: CouncilId, period: Period) -> Result<Vec<Vec<String>>> {
    let known = frame(db).await?;
    let mut rows: Vec<(Option<Date>, Vec<String>)> = Vec::new();
    for Line { document: own, .. } in lines(db, id, period.ends_on).await? {
        for change in known.changes.of(&own.number, &own.issuer) {
            let within = |day: &Date| period.begins_on <= *day && *day <= period.ends_on;
            let (true, Some(end)) = (is_end(change.kind), change.effective.filter(within)) else {
                continue;
            };
            if change.target.is_empty() {
                continue;
            }
            let verb = match change.kind {
                OpKind::Repeal | OpKind::End => "bãi bỏ",
                _ => "sửa đổi, bổ sung",
            };
            let mut row = named(&own);
            row.push(change.target.written());
            row.push(format!("Bị {verb} bởi văn bản số {}", change.act));
            row.push(day(Some(end)));
            rows.push((Some(end), row));
        }
    }
    rows.sort();
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// Whether a change ends what a unit said before.
const fn is_end(kind: OpKind) -> bool {
    matches!(
        kind,
        OpKind::Replace
            | OpKind::Repeal
            | OpKind::End
            | OpKind::Phrase
            | OpKind::PhraseDelete
            | OpKind::ReplaceHeading
    )
}

async fn concluded(
    db: &impl Reader,
    id: CouncilId,
    kind: ListKind,
    period: Period,
) -> Result<Vec<Vec<String>>> {
    let there = lines(db, id, period.ends_on).await?;
    let mut tasks = tasks(db, id, period.ends_on).await?;
    tasks.retain(|task| {
        let within = period.begins_on <= task.since && task.since <= period.ends_on;
        let acted_upon = !matches!(task.outcome, None | Some(Outcome::Keep));
        let wanted = kind == ListKind::Results || acted_upon;
        task.state == ReviewState::Concluded && within && wanted
    });
    tasks.sort_by(|a, b| a.since.cmp(&b.since).then(a.number.cmp(&b.number)));
    let mut rows = Vec::with_capacity(tasks.len());
    for task in &tasks {
        let line = there
            .iter()
            .find(|line| line.document.id == task.document_id);
        if let Some(line) = line {
            rows.push(concluded_row(kind, task, &line.document));
        }
    }
    Ok(rows)
}

fn concluded_row(kind: ListKind, task: &ReviewTask, own: &Own) -> Vec<String> {
    let outcome = task.outcome.map_or("", Outcome::in_words).to_owned();
    let owner = task.owner.clone().unwrap_or_default();
    let mut row = named(own);
    if kind == ListKind::ToProcess {
        row.extend([outcome, task.reason.clone(), owner, day(Some(task.due_on))]);
        return row;
    }
    let cause = match &task.cause_number {
        Some(number) => format!("Văn bản số {number}"),
        None => "Rà soát định kỳ".to_owned(),
    };
    let paper = match task.paper_signed_on {
        Some(signed) => format!("{}; {}", task.paper_number, vi::date_short(signed)),
        None => task.paper_number.clone(),
    };
    row.extend([
        cause,
        outcome,
        task.reason.clone(),
        paper,
        day(Some(task.since)),
    ]);
    row
}
