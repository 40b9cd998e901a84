//! Phạm vi: which councils a report tells of and on which days it looks at them.

use jiff::ToSpan as _;
use kernel::Date;
use kernel::ids::CouncilId;
use store::{Reader, args, record, sql};

use super::model::{Room, Source};
use crate::Result;
use crate::bodies::{CouncilRef, Level, UnitKind};
use crate::rules::{self, Place};

/// The councils at and below the place of a report, in its time.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    /// The council that reports.
    pub council: CouncilRef,
    /// The first day of the time.
    pub from: Date,
    /// The last day of the time, or the day on which the report is drawn before that.
    pub until: Date,
    /// The day whose councils are those of the beginning: the first one, or the day by which the last council of a new term sat for the
    /// first time.
    pub opening: Date,
    /// The councils of the place itself in the time, the earliest first.
    pub own: Vec<Own>,
}

record! {
    /// A council of the place itself.
    #[derive(Debug, Clone)]
    pub(super) struct Own {
        /// The council.
        pub id: CouncilId,
        /// Khóa.
        pub number: String,
        /// Its first day.
        pub valid_from: Date,
    }
}

sql! {
    OWN = "SELECT c.id, c.number, c.valid_from FROM council c WHERE c.path = $1 AND c.valid_from <= $3 AND (c.valid_to IS NULL OR c.valid_to > $2) \
           ORDER BY c.valid_from, c.id";
    OPENED = "SELECT coalesce(max(c.valid_from), $3) FROM council c WHERE (c.path = $1 OR c.path LIKE $2) AND c.valid_from >= $3 AND c.valid_from <= $4";
}

impl Scope {
    pub(super) async fn of(
        db: &impl Reader,
        council: CouncilRef,
        (from, until): (Date, Date),
    ) -> Result<Self> {
        let path = &council.path;
        let own: Vec<Own> = db.all(OWN, args![path, from, until]).await?;
        let first = own
            .first()
            .map_or(from, |council| council.valid_from.max(from));
        let rule = rules::in_force(db, "first_sitting_within", &Place::general(), first).await?;
        let days = rule.and_then(|rule| rule.parameters.whole("days"));
        let latest = first.saturating_add(i64::from(days.unwrap_or_default()).days());
        let values = args![path, format!("{path}/%"), first, latest.min(until)];
        let opening: Option<Date> = db.scalar(OPENED, values).await?;
        Ok(Self {
            opening: opening.unwrap_or(first),
            council,
            from,
            until,
            own,
        })
    }

    /// The parameters with which every statement on these councils begins: the place, what lies below it, the first and the last day.
    pub(super) fn values(&self) -> Vec<store::Value> {
        let path = &self.council.path;
        args![path, format!("{path}/%"), self.from, self.until]
    }

    /// Records that stood so on a day.
    pub(super) fn on(&self, room: Room, level: Option<Level>, code: &str, on: Date) -> Source {
        let own = level == Some(self.council.level);
        let mut of_the_place = self.own.iter().rev();
        let council = of_the_place.find(|council| own && council.valid_from <= on);
        Source {
            room,
            level,
            council: council.map(|council| council.id),
            code: code.to_owned(),
            from: None,
            on,
        }
    }

    /// Records of the whole time.
    pub(super) fn within(&self, room: Room, level: Option<Level>, code: &str) -> Source {
        Source {
            from: Some(self.from),
            ..self.on(room, level, code, self.until)
        }
    }

    /// "Cấp thành phố", "Cấp huyện", "Cấp xã".
    pub(super) const fn level_name(&self, level: Level) -> &'static str {
        match (level, self.council.unit_kind) {
            (Level::Province, UnitKind::CentralCity) => "Cấp thành phố",
            (Level::Province, _) => "Cấp tỉnh",
            (Level::District, _) => "Cấp huyện",
            (Level::Commune, _) => "Cấp xã",
        }
    }
}
