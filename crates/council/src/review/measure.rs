//! Biện pháp 4: the reviews that were charged and the regulations that were proposed, and how many of them were brought to an end.
//!
//! A review counts until it is cancelled, and is done when it is concluded; a regulation counts until it is withdrawn, and is done when
//! it is published. What needs review and was charged to nobody is no plan yet: the board of reviews tells of it.

use std::collections::HashMap;

use kernel::Date;
use kernel::ids::{CouncilId, ReviewTaskId};
use store::{Reader, args, record, sql};

use super::ReviewState;
use crate::Result;
use crate::measure::{ByCouncil, Counted};
use crate::regulations::RegulationState;
use crate::regulations::progress::Progress;
use crate::rules::{Book, Place};

/// The work of every council on its documents.
#[derive(Debug, Default)]
pub struct Facts {
    reviews: Vec<Review>,
    regulations: Vec<Progress>,
}

#[derive(Debug)]
struct Review {
    council: CouncilId,
    due_on: Date,
    steps: Vec<(Date, ReviewState)>,
}

record! {
    struct TaskRow { id: ReviewTaskId, council_id: CouncilId, due_on: Date }
    struct StepRow { task_id: ReviewTaskId, state: ReviewState, day: Date }
}

sql! {
    TASKS = "SELECT k.id, k.council_id, k.due_on FROM review_task k ORDER BY k.id";
    STEPS = "SELECT s.task_id, s.state, s.day FROM review_step s ORDER BY s.task_id, s.position";
}

impl Facts {
    /// The records read anew.
    pub async fn read(db: &impl Reader) -> Result<Self> {
        let mut steps: HashMap<ReviewTaskId, Vec<(Date, ReviewState)>> = HashMap::new();
        for row in db.all::<StepRow>(STEPS, args![]).await? {
            let steps = steps.entry(row.task_id).or_default();
            steps.push((row.day, row.state));
        }
        let tasks: Vec<TaskRow> = db.all(TASKS, args![]).await?;
        let reviews = tasks.into_iter().map(|row| Review {
            council: row.council_id,
            due_on: row.due_on,
            steps: steps.remove(&row.id).unwrap_or_default(),
        });
        Ok(Self {
            reviews: reviews.collect(),
            regulations: Progress::read(db).await?,
        })
    }

    /// M4 of the councils that charged a review or proposed a regulation until a day.
    pub fn measure(&self, book: &Book, on: Date) -> ByCouncil {
        let mut found = ByCouncil::new();
        for review in &self.reviews {
            let state = review.steps.iter().rfind(|(day, _)| *day <= on);
            let done = match state {
                None | Some((_, ReviewState::Cancelled)) => continue,
                Some((_, state)) => *state == ReviewState::Concluded,
            };
            let counted: &mut Counted = found.entry(review.council).or_default();
            counted.add(done, Some(review.due_on), on);
        }
        for regulation in &self.regulations {
            let done = match regulation.state(on) {
                None | Some(RegulationState::Withdrawn) => continue,
                Some(state) => state == RegulationState::Published,
            };
            let place = Place {
                level: regulation.level,
                classes: Vec::new(),
                council: Some(regulation.council),
            };
            let within = |adopted_on| {
                let rule = book.in_force("regulation_publish_within", &place, adopted_on)?;
                rule.parameters.whole("days")
            };
            let counted = found.entry(regulation.council).or_default();
            counted.add(done, regulation.due(on, within), on);
        }
        found
    }
}
