//! Đồng hồ giải quyết: when the answer to a matter is due, out of what set, stretched, stopped and started its clock.
//!
//! Legal basis: the time itself is a dated rule; counting follows Bộ luật Dân sự (91/2015/QH13): the first day is not counted (khoản 2
//! Điều 147), a term that ends on a day off ends on the next working day (khoản 5 Điều 148).
//!
//! **Invariants.** The answer is never due before the clock was started. Days of a pause are not counted, other days are counted once:
//! what was used and what is left add up to what was given. A pause after the day on which the answer was due heals nothing.

use kernel::{Date, Span, Workdays};

store::coded! {
    /// Sự kiện của đồng hồ.
    pub enum ClockKind {
        /// Bắt đầu tính.
        Start = "start",
        /// Kéo dài.
        Extend = "extend",
        /// Tạm dừng.
        Pause = "pause",
        /// Tiếp tục tính.
        Resume = "resume",
        /// Dừng hẳn: the answer was given, or the matter went back.
        Stop = "stop",
    }

    /// Cách tính ngày.
    pub enum DayMeasure {
        /// Ngày.
        Calendar = "calendar_days",
        /// Ngày làm việc.
        Working = "working_days",
    }
}

/// One thing that happened to a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub kind: ClockKind,
    /// When.
    pub day: Date,
    /// How many days: of a start and of an extension.
    pub days: u32,
    /// What they count: of a start; an extension counts as the start does.
    pub measure: DayMeasure,
}

/// Where a clock stands after what happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// Not started, or stopped for good.
    Idle,
    /// Running: due on this day.
    Running {
        /// The last day on which the answer is in time.
        due: Date,
    },
    /// Paused since a day, with so many days left.
    Paused {
        /// Since when.
        since: Date,
        /// What is left.
        left: u32,
    },
}

/// What is being counted from a day on.
#[derive(Clone, Copy)]
struct Count {
    anchor: Date,
    left: u32,
    measure: DayMeasure,
    /// The day on which a pause stopped the counting.
    paused: Option<Date>,
}

impl Clock {
    /// Where the clock stands after these events, in order; an event before the one before it counts as on the same day.
    pub fn after(events: &[Event], workdays: &Workdays) -> Self {
        let mut count: Option<Count> = None;
        let mut last = Date::MIN;
        for event in events {
            let day = event.day.max(last);
            last = day;
            count = match (event.kind, count) {
                (ClockKind::Start, _) => Some(Count {
                    anchor: day,
                    left: event.days,
                    measure: event.measure,
                    paused: None,
                }),
                (ClockKind::Extend, Some(count)) => Some(Count {
                    left: count.left.saturating_add(event.days),
                    ..count
                }),
                (ClockKind::Pause, Some(count)) => Some(count.pause(day, workdays)),
                (ClockKind::Resume, Some(count)) => Some(count.resume(day)),
                (ClockKind::Stop, _) | (_, None) => None,
            };
        }
        match count {
            None => Self::Idle,
            Some(Count {
                paused: Some(since),
                left,
                ..
            }) => Self::Paused { since, left },
            Some(count) => Self::Running {
                due: count.due(workdays),
            },
        }
    }

    /// The day on which the answer is due, while the clock runs.
    pub const fn due(self) -> Option<Date> {
        match self {
            Self::Running { due } => Some(due),
            Self::Idle | Self::Paused { .. } => None,
        }
    }
}

impl Count {
    fn due(self, workdays: &Workdays) -> Date {
        let end = workdays.after(self.anchor, span(self.left, self.measure));
        workdays.on_or_after(end)
    }

    /// Stops counting, unless the day on which the answer was due has passed or counting has stopped already.
    fn pause(self, day: Date, workdays: &Workdays) -> Self {
        if self.paused.is_some() || day > self.due(workdays) {
            return self;
        }
        let used = match self.measure {
            DayMeasure::Calendar => {
                u32::try_from((day - self.anchor).get_days()).unwrap_or_default()
            }
            DayMeasure::Working => workdays.between(self.anchor, day),
        };
        Self {
            anchor: day,
            left: self.left.saturating_sub(used),
            paused: Some(day),
            ..self
        }
    }

    fn resume(self, day: Date) -> Self {
        match self.paused {
            None => self,
            Some(_) => Self {
                anchor: day,
                paused: None,
                ..self
            },
        }
    }
}

/// So many days of a measure.
pub const fn span(days: u32, measure: DayMeasure) -> Span {
    match measure {
        DayMeasure::Calendar => Span::Calendar(days),
        DayMeasure::Working => Span::Working(days),
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn event(kind: ClockKind, day: Date, days: u32) -> Event {
        Event {
            kind,
            day,
            days,
            measure: DayMeasure::Working,
        }
    }

    fn due(events: &[Event]) -> Option<Date> {
        let new_year = (16..=20).map(|day| (date(2026, 2, day), false));
        Clock::after(events, &Workdays::new(new_year)).due()
    }

    #[test]
    fn a_pause_moves_the_day_and_a_stop_ends_the_clock() {
        let start = event(ClockKind::Start, date(2026, 2, 9), 10);
        // Four days of the week, a week off, six days after.
        assert_eq!(due(&[start]), Some(date(2026, 3, 2)));
        let pause = event(ClockKind::Pause, date(2026, 2, 11), 0);
        assert_eq!(due(&[start, pause]), None);
        let resume = event(ClockKind::Resume, date(2026, 3, 2), 0);
        assert_eq!(due(&[start, pause, resume]), Some(date(2026, 3, 12)));
        let more = event(ClockKind::Extend, date(2026, 3, 3), 5);
        assert_eq!(due(&[start, pause, resume, more]), Some(date(2026, 3, 19)));
        let stop = event(ClockKind::Stop, date(2026, 3, 4), 0);
        assert_eq!(due(&[start, pause, resume, more, stop]), None);
    }

    #[test]
    fn a_term_of_calendar_days_ends_on_a_working_day() {
        let start = Event {
            measure: DayMeasure::Calendar,
            ..event(ClockKind::Start, date(2026, 2, 9), 7)
        };
        assert_eq!(due(&[start]), Some(date(2026, 2, 23)));
    }

    #[test]
    fn days_until_the_next_working_day_use_up_nothing_of_an_extension() {
        let calendar = |kind, day, days| Event {
            measure: DayMeasure::Calendar,
            ..event(kind, day, days)
        };
        // A week that ends on a Saturday is due on Monday; a pause on Sunday has nothing left until more is given.
        let start = calendar(ClockKind::Start, date(2026, 3, 7), 7);
        let pause = calendar(ClockKind::Pause, date(2026, 3, 15), 0);
        let more = calendar(ClockKind::Extend, date(2026, 3, 15), 2);
        let clock = Clock::after(&[start, pause, more], &Workdays::default());
        let since = pause.day;
        assert_eq!(clock, Clock::Paused { since, left: 2 });
    }

    #[test]
    fn a_pause_heals_no_lateness() {
        let start = event(ClockKind::Start, date(2026, 3, 2), 3);
        let late = event(ClockKind::Pause, date(2026, 3, 9), 0);
        assert_eq!(due(&[start, late]), Some(date(2026, 3, 5)));
    }

    fn day() -> impl Strategy<Value = Date> {
        (0..900i32).prop_map(|offset| date(2025, 1, 1).saturating_add(offset.days()))
    }

    fn table() -> impl Strategy<Value = Workdays> {
        proptest::collection::btree_map(day(), any::<bool>(), 0..40).prop_map(Workdays::new)
    }

    fn measure() -> impl Strategy<Value = DayMeasure> {
        prop_oneof![Just(DayMeasure::Calendar), Just(DayMeasure::Working)]
    }

    /// A start, then whatever may happen, each some days after the one before.
    fn story() -> impl Strategy<Value = Vec<Event>> {
        let kinds = prop_oneof![
            Just(ClockKind::Extend),
            Just(ClockKind::Pause),
            Just(ClockKind::Resume),
        ];
        let later = proptest::collection::vec((kinds, 0..20i32, 0..30u32), 0..12);
        (day(), 1..60u32, measure(), later).prop_map(|(start, days, measure, later)| {
            let mut events = vec![Event {
                kind: ClockKind::Start,
                day: start,
                days,
                measure,
            }];
            let mut day = start;
            for (kind, step, days) in later {
                day = day.saturating_add(step.days());
                let days = if kind == ClockKind::Extend { days } else { 0 };
                events.push(Event {
                    kind,
                    day,
                    days,
                    measure,
                });
            }
            events
        })
    }

    /// The days that count, looked at one by one: from the start on, those worked (or all) on which the clock was not paused.
    fn counted(events: &[Event], until: Date, workdays: &Workdays) -> u32 {
        let mut day = events[0].day;
        let mut counted = 0;
        while day < until {
            day = day.saturating_add(1.day());
            let mut paused = false;
            for (at, event) in events.iter().enumerate() {
                // A pause holds from the day after; a pause that came too late holds not at all.
                let takes = event.day < day
                    && Clock::after(&events[..=at], workdays)
                        != Clock::after(&events[..at], workdays);
                match event.kind {
                    ClockKind::Pause if takes => paused = true,
                    ClockKind::Resume if event.day < day => paused = false,
                    _ => {}
                }
            }
            let measured = match events[0].measure {
                DayMeasure::Calendar => true,
                DayMeasure::Working => workdays.is_worked(day),
            };
            counted += u32::from(measured && !paused);
        }
        counted
    }

    proptest! {
        #[test]
        fn never_due_before_it_began_nor_a_day_counted_twice(events in story(), table in table()) {
            let given: u32 = events.iter().map(|event| event.days).sum();
            match Clock::after(&events, &table) {
                Clock::Running { due } => {
                    prop_assert!(due >= events[0].day);
                    let counted = counted(&events, due, &table);
                    if events[0].measure == DayMeasure::Working {
                        prop_assert_eq!(counted, given);
                    } else {
                        // The days after the term until the next working day come on top.
                        prop_assert!(counted >= given);
                        prop_assert!(table.is_worked(due));
                    }
                }
                Clock::Paused { since, left } => {
                    prop_assert!(since >= events[0].day);
                    prop_assert!(left <= given);
                    let used = counted(&events, since, &table);
                    if events[0].measure == DayMeasure::Working {
                        prop_assert_eq!(used + left, given);
                    } else {
                        // A term that ended on a day off goes on until the next working day; those days use up nothing.
                        prop_assert!(used + left >= given);
                    }
                }
                Clock::Idle => prop_assert!(false, "a started clock is not idle"),
            }
        }

        #[test]
        fn more_time_is_never_due_earlier(events in story(), table in table(), more in 1..30u32) {
            let last = events.last().expect("a start").day;
            let mut longer = events.clone();
            longer.push(Event { kind: ClockKind::Extend, day: last, days: more, measure: events[0].measure });
            if let (Some(before), Some(after)) = (Clock::after(&events, &table).due(), Clock::after(&longer, &table).due()) {
                prop_assert!(after >= before);
            }
        }

        #[test]
        fn a_new_day_off_never_brings_the_day_nearer(events in story(), off in day()) {
            let table = Workdays::default();
            let edited = Workdays::new([(off, false)]);
            let only_start = &events[..1];
            let (before, after) = (Clock::after(only_start, &table).due(), Clock::after(only_start, &edited).due());
            prop_assert!(after >= before);
        }

        #[test]
        fn reopening_starts_anew(events in story(), table in table(), days in 1..60u32) {
            let last = events.last().expect("a start").day;
            let again = Event { kind: ClockKind::Start, day: last.saturating_add(3.days()), days, measure: DayMeasure::Working };
            let stop = Event { kind: ClockKind::Stop, day: last, days: 0, measure: DayMeasure::Working };
            let mut whole = events;
            whole.push(stop);
            prop_assert_eq!(Clock::after(&whole, &table), Clock::Idle);
            whole.push(again);
            prop_assert_eq!(Clock::after(&whole, &table), Clock::after(&[again], &table));
        }
    }
}
