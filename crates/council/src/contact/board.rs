//! Bảng tiếp xúc cử tri: the councils at and below a place, each around the regular sitting of the day.

use std::sync::Arc;

use kernel::Date;
use store::{Reader, args};

use super::Side;
use super::coverage::{Tally, coverage, sitting_of_the_day};
use crate::Result;
use crate::bodies::queries::councils_below;
use crate::bodies::{CouncilRef, Level};

/// No board holds more councils; a greater place is entered by its provinces.
const MOST: u32 = 400;

/// A council of the board.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = contact::CouncilCoverage)]
pub struct CouncilCoverage {
    /// The council.
    pub council: CouncilRef,
    /// The number of the sitting; nothing where no regular sitting is recorded.
    pub sitting_number: Option<u32>,
    /// Which side matters on the day.
    pub side: Option<Side>,
    /// Its figures.
    pub tally: Option<Tally>,
    /// Communes that nobody has visited since the council began.
    pub never_visited: u32,
}

/// The councils at and below a place on a day.
pub async fn board(db: &impl Reader, path: &str, on: Date) -> Result<Arc<Vec<CouncilCoverage>>> {
    let work = Box::pin(read(db, path, on));
    db.kept("contact_board", args![path, on], work).await
}

async fn read(db: &impl Reader, path: &str, on: Date) -> Result<Vec<CouncilCoverage>> {
    let mut lines = Vec::new();
    let councils = councils_below(db, path, on, MOST).await?;
    // The whole country is told by its provinces; each leads to its communes.
    let told = |council: &CouncilRef| !path.is_empty() || council.level == Level::Province;
    for council in councils.into_iter().filter(told) {
        let sitting = sitting_of_the_day(db, council.id, on).await?;
        let line = match sitting {
            Some(sitting) => {
                let counted = coverage(db, council.id, sitting, on).await?;
                let side = counted.side_on(on);
                let never = counted.never_visited().count();
                CouncilCoverage {
                    council,
                    sitting_number: Some(counted.sitting_number),
                    side: Some(side),
                    tally: Some(*counted.tally(side)),
                    never_visited: u32::try_from(never).unwrap_or(u32::MAX),
                }
            }
            None => CouncilCoverage {
                council,
                sitting_number: None,
                side: None,
                tally: None,
                never_visited: 0,
            },
        };
        lines.push(line);
    }
    Ok(lines)
}
