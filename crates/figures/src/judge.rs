//! Đối chiếu: relations become findings where the arithmetic does not follow.

use std::ops::Range;

use crate::claim::{Claim, Whole};
use crate::finding::{Confidence, Finding, Kind, Place, Reason, Role, Severity};
use crate::lexicon::Class;
use crate::number::written;
use crate::paragraph::Paragraph;
use crate::quantity::{Form, Quantity};
use crate::relation::{Breakdown, Fractions, Relations, Rest};
use crate::share::{self, Judged};
use crate::source::Source;

/// A sum that is farther from its whole than this many times was read wrongly more often than it was printed wrongly.
const FAR: i64 = 2;
/// So is a part that is larger than its whole by this many times.
const VERY_FAR: i64 = 20;
/// So is a percentage that is off by more than this part of itself.
const ASTRAY: f64 = 0.6;

/// Judges the sums and parts of a paragraph.
pub(crate) fn sums(source: &Source, paragraph: &Paragraph, relations: &Relations) -> Vec<Finding> {
    let judge = Judge { source, paragraph };
    let mut found = Vec::new();
    for breakdown in &relations.breakdowns {
        let above = judge.parts_above(breakdown);
        if above.is_empty() && (breakdown.all || judge.overflows(breakdown)) {
            found.extend(judge.breakdown(breakdown));
        }
        found.extend(above);
    }
    found.extend(relations.rests.iter().filter_map(|rest| judge.rest(rest)));
    found.extend(
        relations
            .fractions
            .iter()
            .filter_map(|fractions| judge.fractions(fractions)),
    );
    found.extend(
        paragraph
            .quantities
            .iter()
            .filter_map(|quantity| judge.fraction_above(quantity)),
    );
    found
}

/// Judges the percentages of a paragraph.
pub(crate) fn shares(source: &Source, paragraph: &Paragraph, claims: &[Claim]) -> Vec<Finding> {
    let judge = Judge { source, paragraph };
    let mut found = Vec::new();
    let mut base: Option<Whole> = None;
    let mut from = 0;
    while from < claims.len() {
        let group = claims[from].breakdown;
        let past = claims[from..]
            .iter()
            .position(|claim| claim.breakdown != group)
            .map_or(claims.len(), |more| from + more);
        let members = &claims[from..past];
        from = past;
        // Several percentages of one list of which none follows speak of another whole than the list.
        let follows = |claim: &&Claim| {
            claim
                .told
                .as_ref()
                .is_some_and(|whole| judge.follows(claim, whole))
        };
        let astray =
            group.is_some() && members.len() >= 2 && !members.iter().any(|claim| follows(&claim));
        let sure = group.is_some() && members.iter().any(|claim| follows(&claim));
        for claim in members {
            if astray && !claim.fraction {
                continue;
            }
            found.extend(judge.claim(claim, sure, &mut base));
        }
    }
    found
}

struct Judge<'p> {
    source: &'p Source<'p>,
    paragraph: &'p Paragraph,
}

impl Judge<'_> {
    fn quantity(&self, index: usize) -> &Quantity {
        &self.paragraph.quantities[index]
    }

    fn place(&self, range: Range<usize>, role: Role) -> Place {
        self.source.place(range, role)
    }

    fn of(&self, index: usize, role: Role) -> Place {
        self.place(self.quantity(index).span.clone(), role)
    }

    fn printed(&self, index: usize) -> String {
        self.source.printed(&self.quantity(index).span)
    }

    fn parts_above(&self, breakdown: &Breakdown) -> Vec<Finding> {
        let whole = self.quantity(breakdown.whole).value();
        let above = breakdown.parts.iter().filter(|part| {
            let part = self.quantity(**part).value();
            part > whole && part / VERY_FAR < whole
        });
        above
            .map(|part| Finding {
                kind: Kind::Part,
                severity: Severity::Error,
                confidence: if breakdown.all {
                    Confidence::High
                } else {
                    Confidence::Medium
                },
                places: vec![
                    self.of(*part, Role::Part),
                    self.of(breakdown.whole, Role::Whole),
                ],
                printed: self.printed(*part),
                expected: self.printed(breakdown.whole),
                reason: Reason::PartAboveWhole {
                    part: self.printed(*part),
                    whole: self.printed(breakdown.whole),
                },
            })
            .collect()
    }

    /// Whether parts that do not overlap make more than their whole. A person can be a member of two parts.
    fn overflows(&self, breakdown: &Breakdown) -> bool {
        let whole = self.quantity(breakdown.whole);
        let alike =
            |part: &usize| self.quantity(*part).noun == whole.noun && !whole.noun.is_empty();
        breakdown.apart
            && whole.class != Class::Person
            && breakdown.parts.iter().all(alike)
            && self
                .sum(&breakdown.parts)
                .is_some_and(|sum| sum > whole.value())
    }

    fn breakdown(&self, breakdown: &Breakdown) -> Option<Finding> {
        let whole = self.quantity(breakdown.whole).value();
        let sum = self.sum(&breakdown.parts)?;
        if sum == whole || far(sum, whole) {
            return None;
        }
        let mut places = vec![self.of(breakdown.whole, Role::Whole)];
        places.extend(
            breakdown
                .parts
                .iter()
                .map(|part| self.of(*part, Role::Part)),
        );
        let printed = self.printed(breakdown.whole);
        Some(Finding {
            kind: Kind::Sum,
            severity: Severity::Error,
            confidence: if breakdown.all {
                Confidence::High
            } else {
                Confidence::Medium
            },
            places,
            expected: written(sum),
            reason: Reason::PartsMakeOther {
                whole: printed.clone(),
                parts: breakdown
                    .parts
                    .iter()
                    .map(|part| self.printed(*part))
                    .collect(),
                sum: written(sum),
            },
            printed,
        })
    }

    fn sum(&self, parts: &[usize]) -> Option<i64> {
        parts.iter().try_fold(0_i64, |sum, part| {
            sum.checked_add(self.quantity(*part).number.thousandths()?)
        })
    }

    fn rest(&self, rest: &Rest) -> Option<Finding> {
        let (start, now) = (
            self.quantity(rest.start).value(),
            self.quantity(rest.now).value(),
        );
        let due = start.checked_sub(self.sum(&rest.less)?)?;
        if due == now || due < 0 || far(due, now) {
            return None;
        }
        let mut places = vec![
            self.of(rest.now, Role::Now),
            self.of(rest.start, Role::Start),
        ];
        places.extend(rest.less.iter().map(|less| self.of(*less, Role::Less)));
        let printed = self.printed(rest.now);
        Some(Finding {
            kind: Kind::Rest,
            severity: Severity::Error,
            confidence: Confidence::High,
            places,
            expected: written(due),
            reason: Reason::LeavesOther {
                start: self.printed(rest.start),
                less: rest.less.iter().map(|less| self.printed(*less)).collect(),
                rest: written(due),
                now: printed.clone(),
            },
            printed,
        })
    }

    fn fractions(&self, fractions: &Fractions) -> Option<Finding> {
        let Form::Fraction { of, span } = &self.quantity(*fractions.parts.first()?).form else {
            return None;
        };
        let whole = of.thousandths()?;
        let sum = self.sum(&fractions.parts)?;
        if sum == whole || far(sum, whole) {
            return None;
        }
        let printed = self.source.printed(span);
        let mut places = vec![self.place(span.clone(), Role::Whole)];
        places.extend(
            fractions
                .parts
                .iter()
                .map(|part| self.of(*part, Role::Part)),
        );
        Some(Finding {
            kind: Kind::Sum,
            severity: Severity::Error,
            confidence: Confidence::Medium,
            places,
            expected: written(sum),
            reason: Reason::PartsMakeOther {
                whole: printed.clone(),
                parts: fractions
                    .parts
                    .iter()
                    .map(|part| self.printed(*part))
                    .collect(),
                sum: written(sum),
            },
            printed,
        })
    }

    fn fraction_above(&self, quantity: &Quantity) -> Option<Finding> {
        let Form::Fraction { of, span } = &quantity.form else {
            return None;
        };
        let (part, whole) = (quantity.number, of);
        let above =
            part.units > whole.units && part.is_whole() && whole.is_whole() && whole.units > 0;
        if !above || quantity.noun.is_empty() || quantity.vague {
            return None;
        }
        let (part, whole) = (
            self.source.printed(&quantity.span),
            self.source.printed(span),
        );
        Some(Finding {
            kind: Kind::Part,
            severity: Severity::Error,
            confidence: Confidence::Medium,
            places: vec![
                self.place(quantity.span.clone(), Role::Part),
                self.place(span.clone(), Role::Whole),
            ],
            printed: part.clone(),
            expected: whole.clone(),
            reason: Reason::PartAboveWhole { part, whole },
        })
    }

    fn follows(&self, claim: &Claim, whole: &Whole) -> bool {
        self.judged(claim, whole) != Judged::Other
    }

    fn judged(&self, claim: &Claim, whole: &Whole) -> Judged {
        let share = self.quantity(claim.share).number;
        share::judge(share, self.quantity(claim.part).value(), whole.value)
    }

    /// Judges a percentage; `base` is the whole from which the last one followed, and `sure` that others of its list follow.
    fn claim(&self, claim: &Claim, sure: bool, base: &mut Option<Whole>) -> Option<Finding> {
        let wholes = || claim.told.iter().chain(&claim.likely);
        if let Some(whole) = wholes().find(|whole| self.judged(claim, whole) == Judged::Rounded) {
            *base = Some(whole.clone());
            return None;
        }
        let same = |whole: &&Whole| base.as_ref().is_some_and(|base| base.value == whole.value);
        let one = || match claim.likely.as_slice() {
            [one] => Some(one),
            _ => claim.likely.iter().find(same),
        };
        let whole = claim.told.as_ref().or_else(one)?.clone();
        let cut = wholes().find(|whole| self.judged(claim, whole) == Judged::Cut);
        if let Some(whole) = cut {
            let whole = whole.clone();
            *base = Some(whole.clone());
            return Some(self.share(claim, &whole, Severity::Note, Confidence::High));
        }
        let share = self.quantity(claim.share).number;
        let part = self.quantity(claim.part).value();
        let astray = share::distance(share, part, whole.value) > ASTRAY;
        if part > whole.value || (astray && !sure && !claim.fraction) {
            return None;
        }
        let confidence = if claim.told.is_some() {
            Confidence::High
        } else {
            Confidence::Medium
        };
        Some(self.share(claim, &whole, Severity::Error, confidence))
    }

    fn share(
        &self,
        claim: &Claim,
        whole: &Whole,
        severity: Severity,
        confidence: Confidence,
    ) -> Finding {
        let percent = self.quantity(claim.share);
        let printed = format!("{}%", self.printed(claim.share));
        let part = self.printed(claim.part);
        let due = share::expected(
            self.quantity(claim.part).value(),
            whole.value,
            percent.number.places,
        );
        let expected = format!("{due}%");
        let (share, of, due) = (
            printed.clone(),
            self.source.printed(&whole.span),
            expected.clone(),
        );
        let reason = match severity {
            Severity::Note => Reason::ShareIsCut {
                share,
                part,
                whole: of,
                expected: due,
            },
            Severity::Error => Reason::ShareIsOther {
                share,
                part,
                whole: of,
                expected: due,
            },
        };
        let end = self
            .paragraph
            .tokens
            .get(percent.past - 1)
            .map_or(percent.span.end, |token| token.span.end);
        Finding {
            kind: Kind::Share,
            severity,
            confidence,
            places: vec![
                self.place(percent.span.start..end, Role::Share),
                self.of(claim.part, Role::Part),
                self.place(whole.span.clone(), Role::Whole),
            ],
            printed,
            expected,
            reason,
        }
    }
}

/// Whether two values are too far apart to be a slip.
fn far(one: i64, other: i64) -> bool {
    let (small, large) = (one.min(other), one.max(other));
    small <= 0 || large / FAR > small
}
