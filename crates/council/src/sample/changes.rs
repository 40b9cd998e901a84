//! What happens during a term: delegates leave, die, are suspended, are elected in between.

use kernel::Date;
use kernel::ids::DecisionId;

use super::councils::{Council, Makers, Mandate, Membership, Suspended};
use super::people::Wanted;
use crate::bodies::{BodyKind, Post};
use crate::people::{EndReason, MandateOrigin, Sex};

/// Whether a change has its paper on record; without one it is shown as unconfirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Recorded {
    Yes,
    No,
}

impl Council {
    /// Ends the mandate at this place in the list, with the posts of the person.
    pub(super) fn leaves(
        &mut self,
        makers: &mut Makers,
        mandate: usize,
        day: Date,
        reason: EndReason,
        recorded: Recorded,
    ) {
        let Some(person) = self.mandates.get(mandate).map(|it| it.person) else {
            return;
        };
        let name = makers.people.get(person).name.clone();
        let title = match reason {
            EndReason::Died => format!("Ghi nhận đại biểu {name} từ trần"),
            EndReason::Dismissed => format!("Bãi nhiệm đại biểu Hội đồng nhân dân đối với {name}"),
            EndReason::LostRight => format!("Xác nhận việc mất quyền đại biểu của {name}"),
            _ => format!("Cho thôi làm nhiệm vụ đại biểu Hội đồng nhân dân đối với {name}"),
        };
        let decision = (recorded == Recorded::Yes).then(|| self.resolve(makers, day, &title));
        self.end_posts(person, day, decision);
        if let Some(it) = self.mandates.get_mut(mandate) {
            it.to = Some(day);
            it.end = decision;
            it.reason = Some(reason);
        }
    }

    fn end_posts(&mut self, person: usize, day: Date, decision: Option<DecisionId>) {
        let posts = self.memberships.iter_mut();
        for member in posts.filter(|it| it.person == person && it.to.is_none()) {
            member.to = Some(day);
            member.end = decision;
        }
    }

    /// Fills the first seat that is free, and stays so, by a by-election; gives the place of the new mandate.
    pub(super) fn by_election(
        &mut self,
        makers: &mut Makers,
        day: Date,
        sex: Sex,
        home: &str,
    ) -> Option<usize> {
        let taken: Vec<usize> = self
            .mandates
            .iter()
            .filter(|it| it.to.is_none_or(|end| day < end))
            .filter_map(|it| it.seat)
            .collect();
        let seat = (0..self.seats.len()).find(|seat| !taken.contains(seat))?;
        let wanted = Wanted {
            level: self.place.level,
            since: day,
            sex,
            home,
            work: None,
        };
        let Makers { rng, rows, people } = makers;
        let person = people.make(rng, rows, &wanted);
        let id = rng.id(day);
        let decision = self.resolve(
            makers,
            day,
            "Xác nhận tư cách đại biểu Hội đồng nhân dân được bầu bổ sung",
        );
        self.mandates.push(Mandate {
            id,
            person,
            seat: Some(seat),
            origin: MandateOrigin::ByElection,
            re_elected: false,
            from: day,
            to: None,
            start: Some(decision),
            end: None,
            reason: None,
        });
        let group = self
            .bodies
            .iter()
            .position(|body| body.kind == BodyKind::DelegateGroup);
        if let Some(body) = group {
            self.memberships.push(Membership {
                body,
                person,
                post: Post::GroupMember,
                full_time: false,
                from: day,
                to: None,
                start: Some(decision),
                end: None,
            });
        }
        Some(self.mandates.len() - 1)
    }

    /// Suspends a delegate from duty.
    pub(super) fn suspends(
        &mut self,
        makers: &mut Makers,
        mandate: usize,
        from: Date,
        to: Option<Date>,
    ) {
        let Some(it) = self.mandates.get(mandate) else {
            return;
        };
        let (person, mandate) = (it.person, it.id);
        let name = makers.people.get(person).name.clone();
        let title = format!("Tạm đình chỉ việc thực hiện nhiệm vụ đại biểu đối với {name}");
        let decision = self.resolve(makers, from, &title);
        let end = to.map(|day| {
            let title = format!("Khôi phục việc thực hiện nhiệm vụ đại biểu đối với {name}");
            self.resolve(makers, day, &title)
        });
        self.suspensions.push(Suspended {
            id: makers.rng.id(from),
            mandate,
            from,
            to,
            decision: Some(decision),
            end,
            reason: "Bị khởi tố bị can",
        });
    }

    /// Lets chance have its way during a period: so many in a thousand delegates leave, and half of their seats are filled again.
    pub(super) fn chance(
        &mut self,
        makers: &mut Makers,
        (from, to): (Date, Date),
        leaving: usize,
        filled: usize,
    ) {
        const REASONS: &[EndReason] = &[
            EndReason::MovedAway,
            EndReason::MovedAway,
            EndReason::MovedAway,
            EndReason::Resigned,
            EndReason::Resigned,
            EndReason::Died,
        ];
        let home = format!("{}, thành phố Cần Thơ", self.place.running());
        for mandate in 0..self.mandates.len() {
            if !makers.rng.in_thousand(leaving) {
                continue;
            }
            let day = makers.rng.day(from, to);
            let reason = makers.rng.one_of(REASONS, EndReason::Resigned);
            let recorded = if makers.rng.in_thousand(60) {
                Recorded::No
            } else {
                Recorded::Yes
            };
            self.leaves(makers, mandate, day, reason, recorded);
            if makers.rng.in_thousand(filled) {
                let after = makers.rng.day(day, to);
                let sex = if makers.rng.in_thousand(400) {
                    Sex::Female
                } else {
                    Sex::Male
                };
                self.by_election(makers, after, sex, &home);
            }
        }
    }
}
