//! Sample councils: their election, their bodies and posts, their end.

use kernel::Date;
use kernel::ids::{
    BodyId, ConstituencyId, CouncilId, DecisionId, MandateId, SeatId, SuspensionId, TermId, UnitId,
};
use store::args;

use super::people::{People, Wanted, sexes};
use super::rng::{Rng, later};
use super::rows::{Rows, Table};
use crate::bodies::{BodyKind, DecisionKind, Level, Post, UnitKind, running_name};
use crate::people::{EndReason, MandateOrigin};
use crate::seed_data::posts::{Where, boards_on};

/// An administrative unit as the records hold it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) id: UnitId,
    pub(super) name: String,
    pub(super) kind: UnitKind,
    pub(super) level: Level,
    pub(super) path: String,
    /// Whether the unit ended on 2025-07-01.
    pub(super) ended: bool,
}

impl Place {
    /// Its name as it stands inside a sentence.
    pub(super) fn running(&self) -> String {
        running_name(&self.name)
    }
}

/// A council in the making.
pub(super) struct Council {
    pub(super) id: CouncilId,
    pub(super) place: Place,
    pub(super) number: &'static str,
    pub(super) term: TermId,
    pub(super) from: Date,
    pub(super) to: Option<Date>,
    pub(super) planned: Option<usize>,
    pub(super) seats: Vec<SeatId>,
    pub(super) groups: Vec<Vec<usize>>,
    pub(super) mandates: Vec<Mandate>,
    pub(super) bodies: Vec<Body>,
    pub(super) memberships: Vec<Membership>,
    pub(super) suspensions: Vec<Suspended>,
}

/// A person's tenure of a seat.
#[derive(Debug, Clone)]
pub(super) struct Mandate {
    pub(super) id: MandateId,
    pub(super) person: usize,
    pub(super) seat: Option<usize>,
    pub(super) origin: MandateOrigin,
    pub(super) re_elected: bool,
    pub(super) from: Date,
    pub(super) to: Option<Date>,
    pub(super) start: Option<DecisionId>,
    pub(super) end: Option<DecisionId>,
    pub(super) reason: Option<EndReason>,
}

/// The standing committee, a board or a group of delegates.
pub(super) struct Body {
    pub(super) id: BodyId,
    pub(super) kind: BodyKind,
    name: String,
    decision: Option<DecisionId>,
    end: Option<DecisionId>,
}

/// A post in a body.
#[derive(Clone, Copy)]
pub(super) struct Membership {
    pub(super) body: usize,
    pub(super) person: usize,
    pub(super) post: Post,
    pub(super) full_time: bool,
    pub(super) from: Date,
    pub(super) to: Option<Date>,
    pub(super) start: Option<DecisionId>,
    pub(super) end: Option<DecisionId>,
}

/// A suspension from duty.
pub(super) struct Suspended {
    pub(super) id: SuspensionId,
    pub(super) mandate: MandateId,
    pub(super) from: Date,
    pub(super) to: Option<Date>,
    pub(super) decision: Option<DecisionId>,
    pub(super) end: Option<DecisionId>,
    pub(super) reason: &'static str,
}

/// A paper to be recorded.
pub(super) struct Paper<'a> {
    pub(super) kind: DecisionKind,
    pub(super) number: &'a str,
    pub(super) issuer: &'a str,
    pub(super) title: &'a str,
    pub(super) signed: Date,
    pub(super) effective: Date,
}

/// An election as it is to come out.
pub(super) struct Election<'a> {
    pub(super) place: &'a Place,
    pub(super) term: TermId,
    pub(super) number: &'static str,
    pub(super) day: Date,
    /// The first sitting, with which the council begins.
    pub(super) first_sitting: Date,
    pub(super) elected: usize,
    pub(super) women: usize,
    /// Electoral units: name and seats.
    pub(super) units: Vec<(String, usize)>,
    /// Places where delegates live.
    pub(super) homes: &'a [String],
    /// Delegates of earlier councils who may be elected again.
    pub(super) pool: Vec<usize>,
    /// How many in a thousand seats go to one of them where one is left.
    pub(super) again: usize,
}

/// The makers of sample data: the random stream, the rows, the people.
pub(super) struct Makers {
    pub(super) rng: Rng,
    pub(super) rows: Rows,
    pub(super) people: People,
}

impl Council {
    /// A council without seats or delegates.
    pub(super) fn founded(
        makers: &mut Makers,
        place: &Place,
        number: &'static str,
        term: TermId,
        from: Date,
    ) -> Self {
        Self {
            id: makers.rng.id(from),
            place: place.clone(),
            number,
            term,
            from,
            to: None,
            planned: None,
            seats: Vec::new(),
            groups: Vec::new(),
            mandates: Vec::new(),
            bodies: Vec::new(),
            memberships: Vec::new(),
            suspensions: Vec::new(),
        }
    }

    /// A council that was elected, with its first sitting held.
    pub(super) fn elected(makers: &mut Makers, mut election: Election<'_>) -> Self {
        let place = election.place;
        let mut council = Self::founded(
            makers,
            place,
            election.number,
            election.term,
            election.first_sitting,
        );
        council.planned = Some(election.units.iter().map(|(_, seats)| seats).sum());
        let result = council.election_result(makers, &election);
        for (number, (name, seats)) in election.units.iter().enumerate() {
            council.draw(makers, number + 1, name, *seats);
        }
        let sexes = sexes(&mut makers.rng, election.elected, election.women);
        let vacant = council.seats.len().saturating_sub(election.elected);
        let mut seats: Vec<usize> = (0..council.seats.len()).collect();
        makers.rng.shuffle(&mut seats);
        for (sex, seat) in sexes.into_iter().zip(seats.into_iter().skip(vacant)) {
            let again = makers.rng.in_thousand(election.again);
            let known = election
                .pool
                .iter()
                .position(|person| makers.people.get(*person).sex == sex)
                .filter(|_| again)
                .map(|place| election.pool.swap_remove(place));
            let home = makers.rng.below(election.homes.len());
            let wanted = Wanted {
                level: place.level,
                since: council.from,
                sex,
                home: election.homes.get(home).map_or("", String::as_str),
                work: None,
            };
            let person = known.unwrap_or_else(|| {
                makers
                    .people
                    .make(&mut makers.rng, &mut makers.rows, &wanted)
            });
            council.seat_person(
                makers,
                person,
                Some(seat),
                MandateOrigin::GeneralElection,
                Some(result),
            );
            if let Some(mandate) = council.mandates.last_mut() {
                mandate.re_elected = known.is_some();
            }
        }
        council.organise(makers, None);
        council
    }

    fn election_result(&mut self, makers: &mut Makers, election: &Election<'_>) -> DecisionId {
        let running = self.place.running();
        let number = if self.place.level == Level::Province && election.number == "XI" {
            "85/NQ-UBBC".to_owned()
        } else {
            format!("{:02}/NQ-UBBC", makers.rng.between(4, 29))
        };
        let signed = later(election.day, makers.rng.between(4, 7));
        self.record(
            makers,
            &Paper {
                kind: DecisionKind::ElectionResult,
                number: &number,
                issuer: &format!("Ủy ban bầu cử {running}"),
                title: &format!(
                    "Công bố kết quả bầu cử và danh sách những người trúng cử đại biểu Hội đồng nhân dân {running} khóa {}",
                    self.number
                ),
                signed,
                effective: signed,
            },
        )
    }

    /// Adds an electoral unit with its seats.
    fn draw(&mut self, makers: &mut Makers, number: usize, name: &str, seats: usize) {
        let id: ConstituencyId = makers.rng.id(self.from);
        let values = args![id, self.id, number, name, seats];
        makers.rows.add(Table::Constituency, values);
        let mut group = Vec::new();
        for _ in 0..seats {
            group.push(self.add_seat(makers, Some(id)));
        }
        self.groups.push(group);
    }

    /// Adds a seat and gives its place in the list.
    pub(super) fn add_seat(
        &mut self,
        makers: &mut Makers,
        constituency: Option<ConstituencyId>,
    ) -> usize {
        let seat: SeatId = makers.rng.id(self.from);
        self.seats.push(seat);
        let values = args![seat, self.id, constituency, self.seats.len()];
        makers.rows.add(Table::Seat, values);
        self.seats.len() - 1
    }

    /// Gives a person a seat from the day the council begins.
    pub(super) fn seat_person(
        &mut self,
        makers: &mut Makers,
        person: usize,
        seat: Option<usize>,
        origin: MandateOrigin,
        decision: Option<DecisionId>,
    ) {
        self.mandates.push(Mandate {
            id: makers.rng.id(self.from),
            person,
            seat,
            origin,
            re_elected: false,
            from: self.from,
            to: None,
            start: decision,
            end: None,
            reason: None,
        });
    }

    /// Records a paper of this council.
    pub(super) fn record(&self, makers: &mut Makers, paper: &Paper<'_>) -> DecisionId {
        let id: DecisionId = makers.rng.id(paper.signed);
        let values = args![
            id,
            self.id,
            paper.kind,
            paper.number,
            paper.issuer,
            paper.title,
            paper.signed,
            paper.effective
        ];
        makers.rows.add(Table::Decision, values);
        id
    }

    /// Records its next resolution.
    pub(super) fn resolve(&self, makers: &mut Makers, day: Date, title: &str) -> DecisionId {
        // A council passes some seventy resolutions a year; the later the day, the higher the number.
        let number = format!("{:02}/NQ-HĐND", 1 + day.day_of_year() / 5);
        let issuer = format!("Hội đồng nhân dân {}", self.place.running());
        let paper = Paper {
            kind: DecisionKind::CouncilResolution,
            number: &number,
            issuer: &issuer,
            title,
            signed: day,
            effective: day,
        };
        self.record(makers, &paper)
    }

    /// Sets up the standing committee, the boards and the groups, by a resolution of the first sitting or an appointment.
    pub(super) fn organise(&mut self, makers: &mut Makers, appointed: Option<DecisionId>) {
        let title = "Xác nhận kết quả bầu các chức vụ của Hội đồng nhân dân; thành lập các Ban và các Tổ đại biểu";
        let decision = match appointed {
            Some(decision) => decision,
            None => self.resolve(makers, self.from, title),
        };
        let people: Vec<usize> = self.mandates.iter().map(|mandate| mandate.person).collect();
        let mut next = people.iter().copied().cycle();
        let mut draw = || next.next();
        let province = self.place.level == Level::Province;
        let committee = self.set_up(
            makers,
            BodyKind::StandingCommittee,
            "Thường trực Hội đồng nhân dân".to_owned(),
            decision,
        );
        self.join(committee, draw(), Post::Chair, false, decision);
        let vice_chairs = if province { 2 } else { 1 };
        for _ in 0..vice_chairs {
            self.join(committee, draw(), Post::ViceChair, true, decision);
        }
        let boards: Vec<_> = boards_on(self.place.level, self.from)
            .filter(|board| {
                board.place == Where::Everywhere
                    || province && (board.place == Where::CentralCity || self.number == "XI")
            })
            .filter_map(|board| Some((board.kind?, board.name_vi)))
            .collect();
        for (kind, name) in boards {
            let board = self.set_up(makers, kind, name.to_owned(), decision);
            let head = draw();
            self.join(board, head, Post::BoardHead, province, decision);
            self.join(committee, head, Post::StandingMember, province, decision);
            let full_time = province || self.number == "XI";
            self.join(board, draw(), Post::BoardDeputy, full_time, decision);
            let members = if province { 6 } else { 3 };
            for _ in 0..members {
                self.join(board, draw(), Post::BoardMember, false, decision);
            }
        }
        self.group(makers, decision);
    }

    /// One group for each electoral unit at the upper levels, one for about eight delegates below.
    fn group(&mut self, makers: &mut Makers, decision: DecisionId) {
        let upper = self.place.level != Level::Commune && !self.groups.is_empty();
        let size = if self.place.level == Level::Commune {
            8
        } else {
            12
        };
        let parts: Vec<Vec<usize>> = if upper {
            self.groups
                .iter()
                .map(|seats| {
                    self.mandates
                        .iter()
                        .filter(|mandate| mandate.seat.is_some_and(|seat| seats.contains(&seat)))
                        .map(|mandate| mandate.person)
                        .collect()
                })
                .collect()
        } else {
            let people: Vec<usize> = self.mandates.iter().map(|mandate| mandate.person).collect();
            people.chunks(size).map(<[usize]>::to_vec).collect()
        };
        for (number, people) in parts.into_iter().enumerate() {
            let name = format!("Tổ đại biểu số {}", number + 1);
            let group = self.set_up(makers, BodyKind::DelegateGroup, name, decision);
            for (place, person) in people.into_iter().enumerate() {
                let post = match place {
                    0 => Post::GroupLeader,
                    1 => Post::GroupDeputy,
                    _ => Post::GroupMember,
                };
                self.join(group, Some(person), post, false, decision);
            }
        }
    }

    fn set_up(
        &mut self,
        makers: &mut Makers,
        kind: BodyKind,
        name: String,
        decision: DecisionId,
    ) -> usize {
        self.bodies.push(Body {
            id: makers.rng.id(self.from),
            kind,
            name,
            decision: Some(decision),
            end: None,
        });
        self.bodies.len() - 1
    }

    /// Gives a person a post from the first day, once in each body.
    fn join(
        &mut self,
        body: usize,
        person: Option<usize>,
        post: Post,
        full_time: bool,
        decision: DecisionId,
    ) {
        let Some(person) = person else { return };
        let there = self
            .memberships
            .iter()
            .any(|member| member.body == body && member.person == person);
        if !there {
            self.memberships.push(Membership {
                body,
                person,
                post,
                full_time,
                from: self.from,
                to: None,
                start: Some(decision),
                end: None,
            });
        }
    }

    /// Ends the council with everything in it.
    pub(super) fn end(&mut self, makers: &mut Makers, day: Date, paper: &Paper<'_>) -> DecisionId {
        let decision = self.record(makers, paper);
        self.to = Some(day);
        for mandate in self.mandates.iter_mut().filter(|it| it.to.is_none()) {
            mandate.to = Some(day);
            mandate.end = Some(decision);
            mandate.reason = Some(EndReason::CouncilEnded);
        }
        for member in self.memberships.iter_mut().filter(|it| it.to.is_none()) {
            member.to = Some(day);
            member.end = Some(decision);
        }
        for suspended in self.suspensions.iter_mut().filter(|it| it.to.is_none()) {
            suspended.to = Some(day);
            suspended.end = Some(decision);
        }
        for body in &mut self.bodies {
            body.end = Some(decision);
        }
        decision
    }

    /// The mandates that hold on a day, with their place in the list.
    pub(super) fn serving(&self, day: Date) -> impl Iterator<Item = (usize, &Mandate)> {
        self.mandates
            .iter()
            .enumerate()
            .filter(move |(_, mandate)| {
                mandate.from <= day && mandate.to.is_none_or(|end| day < end)
            })
    }

    /// Hands the council over to the tables.
    pub(super) fn write(&self, makers: &mut Makers) {
        let Makers { rng, rows, people } = makers;
        let values = args![
            self.id,
            self.place.id,
            self.term,
            self.number,
            self.place.level,
            &self.place.path,
            self.planned,
            self.from,
            self.to,
            true
        ];
        rows.add(Table::Council, values);
        for mandate in &self.mandates {
            let values = args![
                mandate.id,
                people.get(mandate.person).id,
                self.id,
                mandate.seat.and_then(|seat| self.seats.get(seat).copied()),
                mandate.origin,
                mandate.re_elected,
                mandate.from,
                mandate.to,
                mandate.start,
                mandate.end,
                mandate.reason
            ];
            rows.add(Table::Mandate, values);
        }
        for it in &self.suspensions {
            let values = args![
                it.id,
                it.mandate,
                it.from,
                it.to,
                it.decision,
                it.end,
                it.reason
            ];
            rows.add(Table::Suspension, values);
        }
        for (rank, body) in self.bodies.iter().enumerate() {
            let values = args![
                body.id,
                self.id,
                body.kind,
                &body.name,
                rank + 1,
                self.from,
                self.to,
                body.decision,
                body.end
            ];
            rows.add(Table::Body, values);
        }
        for member in &self.memberships {
            let id: kernel::ids::MembershipId = rng.id(member.from);
            let values = args![
                id,
                self.bodies[member.body].id,
                people.get(member.person).id,
                member.post,
                member.full_time,
                member.from,
                member.to,
                member.start,
                member.end
            ];
            rows.add(Table::Membership, values);
        }
    }
}
