//! Kinh phí: budget lines in whole đồng, each as it stood on a day.

use kernel::Date;
use kernel::ids::{BudgetLineId, CouncilId};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::{BudgetWarning, FundSource, Spending, recorded_day};
use crate::access::Act;
use crate::bodies::queries::council;
use crate::refusal::Problems;
use crate::{Acting, Problem, Result};

/// The highest amount of one line, in đồng: more is a slip of the hand.
pub const MOST: i64 = 10_000_000_000_000;

/// Ghi một dòng kinh phí.
#[derive(Debug, Clone)]
pub struct RecordBudget {
    /// The council.
    pub council: CouncilId,
    /// Năm ngân sách.
    pub year: u32,
    /// Where the money comes from.
    pub source: FundSource,
    /// What it is for.
    pub kind: Spending,
    /// The day on which it stood so.
    pub day: Date,
    /// Định mức, where there is one.
    pub norm: Option<i64>,
    /// Dự toán.
    pub estimate: i64,
    /// Giao.
    pub allotted: i64,
    /// Thực hiện đến ngày.
    pub spent: i64,
    /// Why, where the record of the same day is mended.
    pub reason: String,
}

record! {
    /// Một dòng kinh phí as it stood on a day.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = conditions::BudgetLine)]
    pub struct BudgetLine {
        /// The record.
        pub id: BudgetLineId,
        /// Năm ngân sách.
        pub year: u32,
        /// Where the money comes from.
        pub source: FundSource,
        /// What it is for.
        pub kind: Spending,
        /// The day on which it stood so.
        pub day: Date,
        /// Định mức, đồng.
        pub norm: Option<i64>,
        /// Dự toán, đồng.
        pub estimate: i64,
        /// Giao, đồng.
        pub allotted: i64,
        /// Thực hiện đến ngày, đồng.
        pub spent: i64,
    }
}

/// Tổng kinh phí: sums in đồng.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conditions::Sum)]
pub struct Sum {
    /// Dự toán.
    pub estimate: i64,
    /// Giao.
    pub allotted: i64,
    /// Thực hiện.
    pub spent: i64,
}

impl std::ops::AddAssign for Sum {
    fn add_assign(&mut self, more: Self) {
        self.estimate += more.estimate;
        self.allotted += more.allotted;
        self.spent += more.spent;
    }
}

impl BudgetLine {
    /// What somebody should look at again.
    pub fn warnings(&self) -> Vec<BudgetWarning> {
        let checks = [
            (
                self.allotted > self.estimate,
                BudgetWarning::AllottedAboveEstimate,
            ),
            (
                self.spent > self.allotted,
                BudgetWarning::SpentAboveAllotted,
            ),
            (
                self.norm.is_some_and(|norm| self.estimate > norm),
                BudgetWarning::EstimateAboveNorm,
            ),
        ];
        let found = checks.into_iter().filter(|(found, _)| *found);
        found.map(|(_, warning)| warning).collect()
    }

    /// Its amounts.
    pub fn sum(&self) -> Sum {
        Sum {
            estimate: self.estimate,
            allotted: self.allotted,
            spent: self.spent,
        }
    }
}

macro_rules! line_columns {
    () => {
        "SELECT b.id, b.year, b.source, b.kind, b.day, b.norm, b.estimate, b.allotted, b.spent FROM budget_line b "
    };
}

sql! {
    LINES = concat!(line_columns!(), "WHERE b.council_id = $1 AND b.day = (SELECT max(x.day) FROM budget_line x \
                     WHERE x.council_id = b.council_id AND x.year = b.year AND x.source = b.source AND x.kind = b.kind AND x.day <= $2) \
                     ORDER BY b.year DESC, b.source, b.kind");
    THAT_DAY = concat!(line_columns!(), "WHERE b.council_id = $1 AND b.year = $2 AND b.source = $3 AND b.kind = $4 AND b.day = $5");
    INSERT = "INSERT INTO budget_line (id, council_id, year, source, kind, day, norm, estimate, allotted, spent) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    MEND = "UPDATE budget_line SET norm = $2, estimate = $3, allotted = $4, spent = $5 WHERE id = $1";
}

/// The lines of a council as they stood on a day, the newest year first.
pub async fn budget(db: &impl Reader, council: CouncilId, on: Date) -> Result<Vec<BudgetLine>> {
    Ok(db.all(LINES, args![council, on]).await?)
}

/// Ghi một dòng kinh phí: a later day adds a record, the same day mends one.
pub async fn record_budget(acting: &Acting<'_>, command: RecordBudget) -> Result<()> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::RecordBudget, &council.path)?;
    let mut problems = Problems::default();
    recorded_day(&mut problems, &council, acting.today, "day", command.day);
    let year = u32::try_from(command.day.year()).unwrap_or_default();
    // A budget is estimated in the year before and settled in the year after.
    let near = command.year.abs_diff(year) <= 2;
    problems.unless(near, "year", "budget-year-far");
    let amounts = [
        ("norm", command.norm.unwrap_or_default()),
        ("estimate", command.estimate),
        ("allotted", command.allotted),
        ("spent", command.spent),
    ];
    for (field, amount) in amounts {
        if !(0..=MOST).contains(&amount) {
            problems.add(Problem::new(field, "amount-out-of-range"));
        }
    }
    let values = args![
        council.id,
        command.year,
        command.source,
        command.kind,
        command.day
    ];
    let before: Option<BudgetLine> = acting.tx.one(THAT_DAY, values).await?;
    let reason = match before {
        Some(_) => problems.text("reason", &command.reason),
        None => super::optional(&mut problems, "reason", &command.reason),
    };
    problems.refuse()?;
    let id = before
        .as_ref()
        .map_or_else(BudgetLineId::fresh, |line| line.id);
    let (norm, estimate) = (command.norm, command.estimate);
    let (allotted, spent) = (command.allotted, command.spent);
    if before.is_some() {
        let values = args![id, norm, estimate, allotted, spent];
        acting.tx.execute(MEND, values).await?;
    } else {
        let values = args![
            id,
            council.id,
            command.year,
            command.source,
            command.kind,
            command.day,
            norm,
            estimate,
            allotted,
            spent
        ];
        acting.tx.execute(INSERT, values).await?;
    }
    let before = before.map(|line| {
        json!({"norm": line.norm, "estimate": line.estimate, "allotted": line.allotted, "spent": line.spent})
    });
    let detail = json!({
        "before": before,
        "after": {"norm": norm, "estimate": estimate, "allotted": allotted, "spent": spent},
        "year": command.year, "fund_source": command.source, "spending": command.kind, "day": command.day,
    });
    let (act, of) = (Act::RecordBudget, Some(council.id));
    acting
        .audit(act, of, "budget_line", id, &reason, detail)
        .await
}
