//! Hiệu lực của văn bản theo thời gian, and the dated rules on what becomes of documents that detail a changed one.
//!
//! The rules themselves change: three regimes held within 2025. Each is a row with the days it holds for and its legal basis; which
//! one applies is chosen by the day the parent changed, not by the day of the question.

use jiff::civil::{Date, date};
use serde::Serialize;

use crate::amend::{Ending, Event};
use crate::registry::{Entry, Registry};

/// Tình trạng hiệu lực vào một ngày.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "status")]
pub enum Status {
    /// Chưa có hiệu lực.
    NotYet {
        /// From when.
        from: Date,
    },
    /// Còn hiệu lực.
    InForce {
        /// The last day on which it can be in force, when an act sets one.
        #[serde(skip_serializing_if = "Option::is_none")]
        ends_by: Option<Date>,
        /// It ends earlier, or ends at all, when this comes.
        #[serde(skip_serializing_if = "Option::is_none")]
        or_when: Option<Event>,
    },
    /// Hết hiệu lực.
    Ended {
        /// Since when.
        since: Date,
        /// What took its place, when that is known.
        #[serde(skip_serializing_if = "Option::is_none")]
        replaced_by: Option<String>,
    },
    /// Chưa rõ: no day of entry into force is known.
    Unknown,
}

impl Status {
    /// In force, and no act says until when.
    pub const IN_FORCE: Self = Self::InForce {
        ends_by: None,
        or_when: None,
    };

    /// Whether it is in force, however long.
    pub const fn is_in_force(&self) -> bool {
        matches!(self, Self::InForce { .. })
    }

    /// The status on a day of what an act ends on a day or at an event to come. Whether the event has come is not known here: what
    /// is in force says what it waits for.
    pub fn ending(self, ending: &Ending, at: Date) -> Self {
        let Self::InForce { ends_by, or_when } = self else {
            return self;
        };
        // Of two days the earlier one counts.
        let ends_by = ends_by.into_iter().chain(ending.last).min();
        let over = ends_by
            .filter(|last| *last < at)
            .and_then(|last| last.tomorrow().ok());
        match over {
            Some(since) => Self::Ended {
                since,
                replaced_by: None,
            },
            None => Self::InForce {
                ends_by,
                or_when: or_when.or(ending.or_when),
            },
        }
    }
}

impl Entry {
    /// The status of the document on a day.
    pub fn status(&self, at: Date) -> Status {
        if let Some(since) = self.ended.filter(|ended| *ended <= at) {
            return Status::Ended {
                since,
                replaced_by: self.related("replaced_by").map(str::to_owned),
            };
        }
        match self.in_force {
            Some(from) if from > at => Status::NotYet { from },
            Some(_) => Status::IN_FORCE,
            None => Status::Unknown,
        }
    }

    /// The first document it is related to in a way (`replaced_by`, `details`).
    pub fn related(&self, relation: &str) -> Option<&str> {
        self.relations
            .iter()
            .find(|(kind, _)| kind == relation)
            .map(|(_, number)| number.as_str())
    }
}

/// What becomes of a document that details another when that one ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Regime {
    /// It ends with its parent.
    EndsWithParent,
    /// It lives on unless it is contrary to the new law or declared ended.
    LivesUnlessContrary,
    /// It ends unless a published document declares that it continues.
    EndsUnlessContinued,
}

/// A rule with the days it holds for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DatedRule {
    /// What it says.
    pub regime: Regime,
    /// The first day on which a change of the parent falls under it.
    pub from: Date,
    /// Its legal basis.
    pub basis: &'static str,
}

/// The rules on detailing documents, the latest first.
pub const DETAIL_RULES: [DatedRule; 3] = [
    DatedRule {
        regime: Regime::EndsUnlessContinued,
        from: date(2025, 7, 1),
        basis: "khoản 2 Điều 57 Luật số 64/2025/QH15, sửa đổi tại khoản 22 Điều 1 Luật số 87/2025/QH15",
    },
    DatedRule {
        regime: Regime::LivesUnlessContrary,
        from: date(2025, 4, 1),
        basis: "khoản 2 Điều 57 Luật số 64/2025/QH15",
    },
    DatedRule {
        regime: Regime::EndsWithParent,
        from: date(2016, 7, 1),
        basis: "khoản 4 Điều 154 Luật số 80/2015/QH13",
    },
];

/// The rule for a parent that ended on a day; none before the oldest rule that is known.
pub fn detail_rule(parent_ended: Date) -> Option<&'static DatedRule> {
    DETAIL_RULES.iter().find(|rule| rule.from <= parent_ended)
}

/// The day by which documents on local government must fit Luật Tổ chức chính quyền địa phương 72/2025/QH15 (điểm d khoản 9 Điều 54).
pub const LOCAL_GOVERNMENT_DEADLINE: Date = date(2027, 3, 1);

/// The chain of documents that took each other's place, from one on to the latest.
pub fn successors<'r>(registry: &'r Registry, number: &str) -> Vec<&'r Entry> {
    let mut found: Vec<&Entry> = Vec::new();
    let mut at = number.to_owned();
    while let Some(next) = registry
        .numbered(&at)
        .into_iter()
        .find_map(|entry| entry.related("replaced_by"))
    {
        let Some(entry) = registry.numbered(next).into_iter().next() else {
            break;
        };
        if found.iter().any(|known| known.number == entry.number) {
            break;
        }
        at.clone_from(&entry.number);
        found.push(entry);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_is_chosen_by_the_day_the_parent_ended() {
        for (day, regime) in [
            (date(2025, 3, 1), Some(Regime::EndsWithParent)),
            (date(2025, 3, 31), Some(Regime::EndsWithParent)),
            (date(2025, 4, 1), Some(Regime::LivesUnlessContrary)),
            (date(2025, 6, 30), Some(Regime::LivesUnlessContrary)),
            (date(2025, 7, 1), Some(Regime::EndsUnlessContinued)),
            (date(2010, 1, 1), None),
        ] {
            assert_eq!(detail_rule(day).map(|rule| rule.regime), regime, "{day}");
        }
    }

    #[test]
    fn an_end_that_depends_is_told_until_its_last_day() {
        let ending = |last: Option<Date>, or_when| Ending {
            last,
            or_when,
            ..Ending::default()
        };
        let last = date(2027, 2, 28);
        let replaced = Some(Event::Replaced);
        for (ending, at, expected) in [
            (
                ending(Some(last), replaced),
                last,
                Status::InForce {
                    ends_by: Some(last),
                    or_when: replaced,
                },
            ),
            (
                ending(Some(last), replaced),
                date(2027, 3, 1),
                Status::Ended {
                    since: date(2027, 3, 1),
                    replaced_by: None,
                },
            ),
            (
                ending(None, replaced),
                date(2040, 1, 1),
                Status::InForce {
                    ends_by: None,
                    or_when: replaced,
                },
            ),
            (ending(None, None), last, Status::IN_FORCE),
        ] {
            assert_eq!(Status::IN_FORCE.ending(&ending, at), expected, "{ending:?}");
        }
        let not_yet = Status::NotYet {
            from: date(2028, 1, 1),
        };
        assert_eq!(
            not_yet.clone().ending(&ending(Some(last), None), last),
            not_yet
        );
    }

    #[test]
    fn a_chain_of_replacements_is_followed_once() {
        let registry = Registry::from_tsv(
            "number\ttitle\tsigned\tin_force\tended\trelations\n\
             77/2015/QH13\tLuật A\t2015-06-19\t2016-01-01\t2025-03-01\treplaced_by 65/2025/QH15\n\
             65/2025/QH15\tLuật A\t2025-02-19\t2025-03-01\t2025-06-16\treplaced_by 72/2025/QH15\n\
             72/2025/QH15\tLuật A\t2025-06-16\t2025-06-16\t\treplaced_by 77/2015/QH13\n",
        );
        let chain: Vec<&str> = successors(&registry, "77/2015/qh13")
            .iter()
            .map(|entry| entry.number.as_str())
            .collect();
        assert_eq!(chain, ["65/2025/QH15", "72/2025/QH15", "77/2015/QH13"]);
        let first = registry.numbered("77/2015/QH13")[0];
        assert_eq!(first.status(date(2025, 2, 28)), Status::IN_FORCE);
        assert_eq!(
            first.status(date(2025, 3, 1)),
            Status::Ended {
                since: date(2025, 3, 1),
                replaced_by: Some("65/2025/QH15".into())
            }
        );
        assert_eq!(
            first.status(date(2015, 12, 31)),
            Status::NotYet {
                from: date(2016, 1, 1)
            }
        );
    }
}
