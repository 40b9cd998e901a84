//! What every council recorded of its conditions, of all time: the figures of any day, and measures 7 and 8, are counted from it.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::date;
use kernel::ids::{CouncilId, OfficePostId, PostHolderId};
use kernel::{Date, Period};
use store::{Reader, args, record, sql};

use super::budget::Sum;
use super::overview::{AllNorms, Figures, Norms};
use super::{Facility, FacilityState, FundSource, Spending};
use crate::bodies::Level;
use crate::measure::{ByCouncil, Counted, Tally};
use crate::rules::Book;
use crate::{Result, Work};

/// The records of every council that has some.
#[derive(Debug, Default)]
pub struct Facts(HashMap<CouncilId, Recorded>);

/// The records of one council.
#[derive(Debug)]
struct Recorded {
    level: Level,
    posts: Vec<Post>,
    seen: Vec<SeenRow>,
    lines: Vec<LineRow>,
    asked: Vec<AskedRow>,
}

#[derive(Debug)]
struct Post {
    span: Period,
    holders: Vec<Holder>,
}

#[derive(Debug)]
struct Holder {
    span: Period,
    trained: Vec<Date>,
}

record! {
    struct PostRow { id: OfficePostId, council_id: CouncilId, level: Level, valid_from: Date, valid_to: Option<Date> }
    struct HolderRow { id: PostHolderId, post_id: OfficePostId, valid_from: Date, valid_to: Option<Date> }
    struct TrainedRow { holder_id: PostHolderId, day: Date }
    #[derive(Debug)]
    struct SeenRow { council_id: CouncilId, level: Level, item: Facility, quantity: u32, seen_on: Date }
    #[derive(Debug)]
    struct LineRow {
        council_id: CouncilId,
        level: Level,
        year: i64,
        source: FundSource,
        kind: Spending,
        day: Date,
        estimate: i64,
        allotted: i64,
        spent: i64,
    }
    #[derive(Debug)]
    struct AskedRow {
        council_id: CouncilId,
        level: Level,
        sent_on: Date,
        due_on: Option<Date>,
        decided_on: Option<Date>,
    }
}

sql! {
    POSTS = "SELECT p.id, p.council_id, c.level, p.valid_from, p.valid_to FROM office_post p JOIN council c ON c.id = p.council_id";
    HOLDERS = "SELECT h.id, h.post_id, h.valid_from, h.valid_to FROM post_holder h";
    TRAINED = "SELECT t.holder_id, t.day FROM staff_training t";
    SEEN = "SELECT f.council_id, c.level, f.item, f.quantity, f.seen_on FROM facility_record f JOIN council c ON c.id = f.council_id \
            ORDER BY f.seen_on";
    LINES = "SELECT b.council_id, c.level, b.year, b.source, b.kind, b.day, b.estimate, b.allotted, b.spent \
             FROM budget_line b JOIN council c ON c.id = b.council_id ORDER BY b.day";
    ASKED = "SELECT r.council_id, c.level, r.sent_on, r.due_on, r.decided_on FROM condition_request r JOIN council c ON c.id = r.council_id";
}

impl Facts {
    /// The records as they are, kept for every reader until one changes.
    pub(super) async fn of(db: &impl Reader) -> Result<Arc<Self>> {
        let work = Box::pin(Self::read(db));
        db.kept("condition_facts", args![], work).await
    }

    /// The records read anew.
    pub fn read(db: &impl Reader) -> Work<'_, Self> {
        Box::pin(async move {
            let mut trained: HashMap<PostHolderId, Vec<Date>> = HashMap::new();
            for row in db.all::<TrainedRow>(TRAINED, args![]).await? {
                trained.entry(row.holder_id).or_default().push(row.day);
            }
            let mut holders: HashMap<OfficePostId, Vec<Holder>> = HashMap::new();
            for row in db.all::<HolderRow>(HOLDERS, args![]).await? {
                holders.entry(row.post_id).or_default().push(Holder {
                    span: span(row.valid_from, row.valid_to),
                    trained: trained.remove(&row.id).unwrap_or_default(),
                });
            }
            let mut facts = Self::default();
            for row in db.all::<PostRow>(POSTS, args![]).await? {
                let post = Post {
                    span: span(row.valid_from, row.valid_to),
                    holders: holders.remove(&row.id).unwrap_or_default(),
                };
                facts.at(row.council_id, row.level).posts.push(post);
            }
            for row in db.all::<SeenRow>(SEEN, args![]).await? {
                facts.at(row.council_id, row.level).seen.push(row);
            }
            for row in db.all::<LineRow>(LINES, args![]).await? {
                facts.at(row.council_id, row.level).lines.push(row);
            }
            for row in db.all::<AskedRow>(ASKED, args![]).await? {
                facts.at(row.council_id, row.level).asked.push(row);
            }
            Ok(facts)
        })
    }

    fn at(&mut self, council: CouncilId, level: Level) -> &mut Recorded {
        self.0.entry(council).or_insert_with(|| Recorded {
            level,
            posts: Vec::new(),
            seen: Vec::new(),
            lines: Vec::new(),
            asked: Vec::new(),
        })
    }

    /// What a council has on a day, measured by these norms.
    pub(super) fn figures(&self, council: CouncilId, norms: &Norms, on: Date) -> Figures {
        match self.0.get(&council) {
            Some(recorded) => recorded.figures(norms, on),
            None => Figures::nothing(norms),
        }
    }

    /// M7 and M8 of the councils that recorded something of them until a day: late while a request waits past its deadline.
    pub fn measures(&self, book: &Book, on: Date) -> [ByCouncil; 2] {
        let norms = AllNorms::on(book, on);
        let (mut staff, mut means) = (ByCouncil::new(), ByCouncil::new());
        for (council, recorded) in &self.0 {
            let figures = recorded.figures(&norms.of(*council, recorded.level), on);
            let counted = |tally: Tally| Counted {
                tally,
                late: figures.overdue > 0 && !tally.is_proven(),
                by: recorded.answer_by(on),
            };
            if figures.posts > 0 {
                staff.insert(*council, counted(figures.staff()));
            }
            if figures.looked || figures.lines.of > 0 {
                means.insert(*council, counted(figures.means()));
            }
        }
        [staff, means]
    }
}

impl Recorded {
    fn figures(&self, norms: &Norms, on: Date) -> Figures {
        let mut figures = Figures::nothing(norms);
        let first = date(on.year(), 1, 1);
        for post in self.posts.iter().filter(|post| post.span.contains(on)) {
            figures.posts += 1;
            let mut holders = post.holders.iter();
            if let Some(holder) = holders.find(|holder| holder.span.contains(on)) {
                figures.filled += 1;
                let mut days = holder.trained.iter();
                figures.trained += u32::from(days.any(|day| (first..=on).contains(day)));
            }
        }
        // In the order of their days: the last one holds.
        let seen = self.seen.iter().filter(|row| row.seen_on <= on);
        let seen: HashMap<Facility, u32> = seen.map(|row| (row.item, row.quantity)).collect();
        figures.looked = !seen.is_empty();
        figures.facilities = Tally::default();
        for (item, rule) in &norms.facilities {
            let wanted = rule.parameters.whole("count").unwrap_or_default();
            let state = FacilityState::of(seen.get(item).copied(), wanted);
            figures.facilities.count(state == FacilityState::There);
        }
        let of_year = |row: &&LineRow| row.year == i64::from(on.year()) && row.day <= on;
        let lines = self.lines.iter().filter(of_year);
        let lines: HashMap<_, &LineRow> = lines.map(|row| ((row.source, row.kind), row)).collect();
        for row in lines.values() {
            figures.lines.count(row.allotted >= row.estimate);
            figures.money += Sum {
                estimate: row.estimate,
                allotted: row.allotted,
                spent: row.spent,
            };
        }
        for row in self.asked.iter().filter(|row| row.sent_on <= on) {
            figures.requests += 1;
            figures.open += u32::from(row.is_open(on));
            let past = row.due_on.is_some_and(|due| due < on);
            figures.overdue += u32::from(row.is_open(on) && past);
        }
        figures.recorded =
            figures.posts > 0 || figures.looked || figures.lines.of > 0 || figures.requests > 0;
        figures
    }

    /// The day by which the first answer is waited for.
    fn answer_by(&self, on: Date) -> Option<Date> {
        let open = self.asked.iter().filter(|row| row.sent_on <= on);
        open.filter(|row| row.is_open(on))
            .filter_map(|row| row.due_on)
            .min()
    }
}

impl AskedRow {
    fn is_open(&self, on: Date) -> bool {
        self.decided_on.is_none_or(|day| day > on)
    }
}

const fn span(from: Date, to: Option<Date>) -> Period {
    Period { from, to }
}
