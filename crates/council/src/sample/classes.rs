//! One sample class: lessons, trainers, invitations, the roll, certificates, evaluations.

use std::collections::HashSet;

use auth::token::{Code, Length};
use kernel::ids::{
    AccountId, CertificateId, ClassId, CouncilId, CourseId, EvaluationId, InstitutionId,
    InvitationId, LessonId, PersonId, TrainerId,
};
use kernel::{Date, vi};
use store::args;

use super::councils::Makers;
use super::programmes::Course;
use super::rng::{Rng, at, later};
use super::rows::Table;
use crate::training::{ClassState, Ground, InvitationState, Presence, RollMethod};

/// Somebody invited.
#[derive(Debug, Clone, Copy)]
pub(super) struct Invited {
    /// The person, by place in the list of people.
    pub(super) person: usize,
    pub(super) council: CouncilId,
    pub(super) ground: Ground,
}

/// A class as it is to be.
pub(super) struct Plan<'a> {
    pub(super) course: &'a Course,
    pub(super) host: CouncilId,
    pub(super) name: String,
    pub(super) place: &'a str,
    pub(super) state: ClassState,
    pub(super) makeup_of: Option<ClassId>,
    pub(super) first: Date,
    pub(super) lessons: usize,
    pub(super) invited: &'a [Invited],
    /// How many in a thousand miss the class or a part of it; councils where nobody does are spared.
    pub(super) missing: usize,
    pub(super) teachers: Vec<InstitutionId>,
    pub(super) account: Option<AccountId>,
    /// Whether those who complete it get a certificate.
    pub(super) certified: bool,
}

/// A class made.
pub(super) struct Made {
    pub(super) id: ClassId,
    pub(super) course: CourseId,
    pub(super) host: CouncilId,
    pub(super) invited: usize,
    pub(super) state: ClassState,
    /// Who attended every lesson.
    pub(super) completed: Vec<Invited>,
    /// Who did not.
    pub(super) missed: Vec<Invited>,
}

struct Slot {
    id: LessonId,
    day: Date,
    hour: i8,
}

impl Plan<'_> {
    /// Writes the class and says how it came out.
    pub(super) fn make(&self, makers: &mut Makers) -> Made {
        let id: ClassId = makers.rng.id(later(self.first, 0));
        let slots = self.slots(makers, id);
        let last = slots.last().map_or(self.first, |slot| slot.day);
        let values = args![
            id,
            self.course.id,
            self.host,
            &self.name,
            self.place,
            self.invited.len().div_ceil(20) * 20 + 20,
            self.state,
            self.makeup_of,
            self.first,
            last,
            "",
            vi::fold(&format!("{} {}", self.name, self.place))
        ];
        makers.rows.add(Table::Class, values);
        let mut seen = HashSet::new();
        for council in self.invited.iter().map(|it| it.council) {
            if seen.insert(council) {
                makers.rows.add(Table::ClassCouncil, args![id, council]);
            }
        }
        self.trainers(makers, id);
        let mut made = Made {
            id,
            course: self.course.id,
            host: self.host,
            invited: self.invited.len(),
            state: self.state,
            completed: Vec::new(),
            missed: Vec::new(),
        };
        let spared = self.spared(makers);
        let mut unique = HashSet::new();
        for it in self.invited.iter().filter(|it| unique.insert(it.person)) {
            let misses = !spared.contains(&it.council) && makers.rng.in_thousand(self.missing);
            if self.invite(makers, id, &slots, *it, misses) {
                made.completed.push(*it);
            } else {
                made.missed.push(*it);
            }
        }
        if self.state == ClassState::Closed {
            self.after(makers, id, last, &made.completed);
        }
        made
    }

    fn slots(&self, makers: &mut Makers, class: ClassId) -> Vec<Slot> {
        (0..self.lessons)
            .map(|number| {
                let id: LessonId = makers.rng.id(self.first);
                let day = later(self.first, number / 2);
                let morning = number % 2 == 0;
                let (from, to) = if morning {
                    ("07:30", "11:00")
                } else {
                    ("13:30", "16:30")
                };
                let topic = self
                    .course
                    .topics
                    .get(number % self.course.topics.len().max(1));
                let title = topic.map_or("Thảo luận, trao đổi kinh nghiệm", |(_, name)| *name);
                let topic = topic.map(|(id, _)| *id);
                let values = args![id, class, day, from, to, title, topic];
                makers.rows.add(Table::Lesson, values);
                Slot {
                    id,
                    day,
                    hour: if morning { 7 } else { 13 },
                }
            })
            .collect()
    }

    fn trainers(&self, makers: &mut Makers, class: ClassId) {
        const NAMES: &[&str] = &[
            "TS. Lê Minh Đức",
            "ThS. Nguyễn Thị Thu Hà",
            "PGS.TS. Trần Văn Khánh",
            "ThS. Phạm Quốc Việt",
            "TS. Huỳnh Ngọc Lan",
            "ThS. Danh Sơn",
        ];
        let first = if self.account.is_some() {
            0
        } else {
            1 + makers.rng.below(4)
        };
        for (name, place) in NAMES.iter().skip(first).take(2).zip(0..) {
            let id: TrainerId = makers.rng.id(self.first);
            let institution = self
                .teachers
                .get(usize::from(place == 1) % self.teachers.len().max(1));
            let account = self.account.filter(|_| place == 0);
            let values = args![id, class, *name, institution.copied(), account];
            makers.rows.add(Table::Trainer, values);
        }
    }

    /// Councils of which everyone attends.
    fn spared(&self, makers: &mut Makers) -> HashSet<CouncilId> {
        let mut seen = HashSet::new();
        self.invited
            .iter()
            .map(|it| it.council)
            .filter(|council| seen.insert(*council))
            .collect::<Vec<_>>()
            .into_iter()
            .filter(|_| makers.rng.in_thousand(380))
            .collect()
    }

    /// Invites one person and, where the class is over, marks the roll; says whether every lesson was attended.
    fn invite(
        &self,
        makers: &mut Makers,
        class: ClassId,
        slots: &[Slot],
        it: Invited,
        misses: bool,
    ) -> bool {
        const REASONS: &[&str] = &[
            "Ốm, đang điều trị",
            "Đi công tác ngoài thành phố",
            "Dự lớp cao cấp lý luận chính trị",
            "Trùng lịch họp cấp ủy",
            "Việc gia đình",
        ];
        let held = self.state.counts();
        let Makers { rng, rows, people } = makers;
        let person = people.get(it.person).id;
        let excused = held && misses && rng.in_thousand(550);
        let reason = if excused {
            rng.one_of(REASONS, "Việc gia đình")
        } else {
            ""
        };
        let invited = jiff::ToSpan::days(rng.between(9, 14) as i64);
        let invited_on = self.first.saturating_sub(invited);
        let id: InvitationId = rng.id(invited_on);
        let state = if excused {
            InvitationState::Excused
        } else {
            InvitationState::Invited
        };
        let values = args![
            id,
            class,
            person,
            it.council,
            it.ground,
            state,
            reason,
            at(invited_on, 9, 0)
        ];
        rows.add(Table::Invitation, values);
        if !held {
            return false;
        }
        let partly = misses && !excused && rng.in_thousand(600);
        let skipped = rng.below(slots.len());
        let by_phone = rng.in_thousand(640);
        for (number, slot) in slots.iter().enumerate() {
            let status = match (excused, misses && (!partly || number == skipped)) {
                (true, _) => Presence::Excused,
                (_, true) => Presence::Absent,
                _ => Presence::Present,
            };
            let method = if by_phone && status == Presence::Present {
                RollMethod::Qr
            } else {
                RollMethod::Roll
            };
            let minute = i8::try_from(rng.between(10, 40)).unwrap_or(30);
            let values = args![
                slot.id,
                person,
                status,
                method,
                at(slot.day, slot.hour, minute),
                reason
            ];
            rows.add(Table::Attendance, values);
        }
        !misses
    }

    /// Certificates for those who completed the class, and what a part of them thought of it.
    fn after(&self, makers: &mut Makers, class: ClassId, last: Date, completed: &[Invited]) {
        const COMMENTS: &[&str] = &[
            "Nội dung sát thực tế cơ sở.",
            "Đề nghị tăng thời gian thảo luận tình huống.",
            "Giảng viên nhiệt tình, tài liệu đầy đủ.",
            "Cần thêm ví dụ của cấp xã.",
        ];
        for it in completed {
            if self.certified {
                let id: CertificateId = makers.rng.id(later(last, 3));
                let person: PersonId = makers.people.get(it.person).id;
                let code = code(&mut makers.rng);
                let values = args![id, class, person, code, at(later(last, 3), 9, 0)];
                makers.rows.add(Table::Certificate, values);
            }
            if self.account.is_some() && makers.rng.in_thousand(330) {
                let id: EvaluationId = makers.rng.id(last);
                let mut voucher = Vec::with_capacity(32);
                for _ in 0..4 {
                    voucher.extend(makers.rng.next().to_be_bytes());
                }
                let mut mark = || makers.rng.between(3, 5);
                let (content, teaching, organisation) = (mark(), mark(), mark());
                let comment = if makers.rng.in_thousand(150) {
                    makers.rng.one_of(COMMENTS, "")
                } else {
                    ""
                };
                let values = args![
                    id,
                    class,
                    voucher,
                    content,
                    teaching,
                    organisation,
                    comment,
                    last
                ];
                makers.rows.add(Table::Evaluation, values);
            }
        }
    }
}

/// A certificate code with its right check sign, drawn from the stream.
fn code(rng: &mut Rng) -> String {
    const SIGNS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    let mut text: String = (1..Length::Lasting.signs())
        .map(|_| char::from(rng.one_of(SIGNS, b'2')))
        .collect();
    for sign in SIGNS {
        text.push(char::from(*sign));
        if let Ok(code) = Code::parse(&text, Length::Lasting) {
            return code.as_str().to_owned();
        }
        text.pop();
    }
    text
}
