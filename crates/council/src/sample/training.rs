//! The training of both terms: who was taught what, who is missing, what is planned.

use std::collections::HashSet;

use jiff::civil::{Date, date};
use kernel::ids::ClassId;

use super::accounts::Behind;
use super::city::City;
use super::classes::{Invited, Made, Plan};
use super::councils::{Council, Makers};
use super::partners::Partners;
use super::programmes::{Course, Courses};
use super::rng::later;
use crate::bodies::Post;
use crate::people::MandateOrigin;
use crate::training::{ClassState, Ground};

const SCHOOL_HALL: &str = "Hội trường Trường Chính trị thành phố Cần Thơ";
const CITY_HALL: &str = "Hội trường HĐND thành phố Cần Thơ";

/// The day the story is told from; a later clock moves what is open and planned with it.
pub(super) const TOLD_ON: Date = date(2026, 11, 24);

/// Everything the makers of classes share.
pub(super) struct School<'a> {
    pub(super) city: &'a City,
    pub(super) partners: &'a Partners,
    pub(super) courses: &'a Courses,
    pub(super) behind: &'a Behind,
    pub(super) made: Vec<Made>,
}

impl School<'_> {
    /// Holds, opens and plans every class.
    pub(super) fn year_after_year(&mut self, makers: &mut Makers, today: Date) {
        self.term_ten(makers);
        self.merged(makers);
        let still = self.induction(makers);
        let untaught = self.two_tier(makers);
        self.others(makers);
        let anchor = today.max(TOLD_ON);
        self.open(makers, anchor);
        self.planned(makers, anchor, &still, &untaught);
    }

    fn term_ten(&mut self, makers: &mut Makers) {
        let city = self.city;
        let course = self.courses.get("k10-induction");
        let day = date(2021, 9, 14);
        let invited = delegates([&city.old_city], day);
        let name = "Lớp bồi dưỡng đại biểu HĐND thành phố khóa X".to_owned();
        let mut missed = self.keep(
            makers,
            &self.plan_ten(course, name, CITY_HALL, day, &invited, 60),
        );
        for (number, district) in city.districts.iter().enumerate() {
            let day = later(date(2021, 10, 5), number * 7);
            let inside = city
                .old_communes
                .iter()
                .filter(|it| it.place.path.starts_with(&district.place.path));
            let invited = delegates(std::iter::once(district).chain(inside), day);
            let place = format!("Trung tâm Chính trị {}", district.place.running());
            let name = format!(
                "Lớp bồi dưỡng đại biểu HĐND cấp huyện, cấp xã {}",
                district.place.running()
            );
            missed.extend(self.keep(
                makers,
                &self.plan_ten(course, name, &place, day, &invited, 90),
            ));
        }
        let day = date(2022, 3, 15);
        let invited = serving(&missed, city.all(), day);
        let name = "Lớp bồi dưỡng bù cho đại biểu vắng mặt, đại biểu mới".to_owned();
        let makeup = Plan {
            makeup_of: self.made.first().map(|made| made.id),
            ..self.plan_ten(course, name, SCHOOL_HALL, day, &invited, 250)
        };
        self.keep(makers, &makeup);
        for (key, day, what) in [
            (
                "k10-supervision",
                date(2022, 5, 17),
                "kỹ năng giám sát, chất vấn",
            ),
            (
                "k10-resolutions",
                date(2023, 6, 6),
                "xây dựng, ban hành nghị quyết",
            ),
            (
                "k10-budget",
                date(2024, 4, 16),
                "quyết định và giám sát ngân sách",
            ),
        ] {
            let course = self.courses.get(key);
            let upper = std::iter::once(&city.old_city).chain(&city.districts);
            let invited = delegates(upper, day);
            let name = format!("Lớp {what} cho đại biểu HĐND thành phố, cấp huyện");
            let plan = Plan {
                course,
                lessons: 4,
                certified: false,
                ..self.plan_ten(course, name, SCHOOL_HALL, day, &invited, 120)
            };
            self.keep(makers, &plan);
        }
    }

    /// After the merger: leaders of all councils learn the law on two levels.
    fn merged(&mut self, makers: &mut Makers) {
        let city = self.city;
        let all: Vec<&Council> = std::iter::once(&city.merged_city)
            .chain(&city.merged_communes)
            .collect();
        for (number, councils) in all.chunks(35).enumerate() {
            let day = later(date(2025, 9, 9), number * 14);
            let invited: Vec<Invited> = councils
                .iter()
                .flat_map(|council| leaders(council, day))
                .collect();
            let plan = Plan {
                course: self.courses.get("k10-two-tier"),
                host: city.merged_city.id,
                name: format!(
                    "Lớp chuyên đề chính quyền địa phương hai cấp, đợt {}",
                    number + 1
                ),
                place: SCHOOL_HALL,
                state: ClassState::Closed,
                makeup_of: None,
                first: day,
                lessons: 4,
                invited: &invited,
                missing: 70,
                teachers: vec![self.partners.academy],
                account: None,
                certified: false,
            };
            self.keep(makers, &plan);
        }
    }

    /// Khóa XI: everyone after the election, then those who missed it. Gives who is still missing.
    fn induction(&mut self, makers: &mut Makers) -> Missing {
        let city = self.city;
        let day = date(2026, 4, 14);
        let invited = delegates([&city.city], day);
        let name = "Lớp bồi dưỡng đại biểu HĐND thành phố khóa XI".to_owned();
        let course = self.courses.get("k11-induction");
        let plan = self.plan(course, name, CITY_HALL, day, &invited, 70);
        let mut missed = self.keep(makers, &plan);
        let origin = self.made.last().map(|made| made.id);
        for (number, cluster) in city.communes.chunks(9).enumerate() {
            let day = later(date(2026, 5, 5), number * 7);
            let invited = delegates(cluster, day);
            let name = format!("Lớp bồi dưỡng đại biểu HĐND cấp xã, cụm {}", number + 1);
            let plan = self.plan(course, name, SCHOOL_HALL, day, &invited, 95);
            missed.extend(self.keep(makers, &plan));
        }
        let day = date(2026, 10, 13);
        let makeup = serving(&missed, city.all(), day);
        let makeup: Vec<Invited> = makeup
            .into_iter()
            .filter(|it| it.person != self.behind.commune.0)
            .collect();
        let name = "Lớp bồi dưỡng bù cho đại biểu chưa hoàn thành".to_owned();
        let plan = Plan {
            makeup_of: origin,
            ..self.plan(course, name, SCHOOL_HALL, day, &makeup, 260)
        };
        self.keep(makers, &plan);
        self.missing(course, origin)
    }

    /// Khóa XI: the law on two levels, a day for each cluster.
    fn two_tier(&mut self, makers: &mut Makers) -> Missing {
        let city = self.city;
        let course = self.courses.get("k11-two-tier");
        let all: Vec<&Council> = std::iter::once(&city.city).chain(&city.communes).collect();
        let mut origin = None;
        for (number, cluster) in all.chunks(13).enumerate() {
            let day = later(date(2026, 8, 4), number * 7);
            let invited = delegates(cluster.iter().copied(), day);
            let name = format!(
                "Chuyên đề Luật Tổ chức chính quyền địa phương, cụm {}",
                number + 1
            );
            let plan = Plan {
                certified: false,
                ..self.plan(course, name, SCHOOL_HALL, day, &invited, 55)
            };
            self.keep(makers, &plan);
            origin = origin.or(self.made.last().map(|made| made.id));
        }
        self.missing(course, origin)
    }

    /// Staff of the offices, and what is offered without being required.
    fn others(&mut self, makers: &mut Makers) {
        let staff: Vec<Invited> = self
            .partners
            .staff
            .iter()
            .map(|(person, council)| Invited {
                person: *person,
                council: *council,
                ground: Ground::Staff,
            })
            .collect();
        let course = self.courses.get("k11-staff");
        let name = "Lớp nghiệp vụ công tác tham mưu, phục vụ HĐND".to_owned();
        let plan = self.plan(course, name, SCHOOL_HALL, date(2026, 6, 23), &staff, 60);
        self.keep(makers, &plan);
        let city = self.city;
        let day = date(2026, 10, 27);
        let invited = delegates(&city.communes[..16], day);
        let course = self.courses.get("k11-commune");
        let name = "Lớp hoạt động HĐND cấp xã sau sắp xếp, đợt 1".to_owned();
        let plan = Plan {
            certified: false,
            ..self.plan(course, name, SCHOOL_HALL, day, &invited, 110)
        };
        self.keep(makers, &plan);
    }

    /// The class that is going on, with lessons today.
    fn open(&mut self, makers: &mut Makers, anchor: Date) {
        let invited = delegates([&self.city.city], anchor);
        let course = self.courses.get("k11-supervision");
        let name = "Lớp kỹ năng giám sát theo Luật 121/2025/QH15".to_owned();
        let plan = Plan {
            state: ClassState::Open,
            certified: false,
            ..self.plan(course, name, CITY_HALL, anchor, &invited, 0)
        };
        self.keep(makers, &plan);
    }

    /// Two classes for those still missing; a few of them are not invited yet.
    fn planned(&mut self, makers: &mut Makers, anchor: Date, still: &Missing, untaught: &Missing) {
        let first = (
            later(anchor, 14),
            "Lớp bồi dưỡng bù cuối năm",
            "k11-induction",
            still,
        );
        let second = (
            later(anchor, 22),
            "Chuyên đề Luật Tổ chức chính quyền địa phương, lớp bù",
            "k11-two-tier",
            untaught,
        );
        for (day, name, key, missing) in [first, second] {
            let left_out = if key == "k11-induction" { 8 } else { 0 };
            let invited: Vec<Invited> = missing
                .people
                .iter()
                .take(missing.people.len().saturating_sub(left_out))
                .copied()
                .collect();
            let course = self.courses.get(key);
            let plan = Plan {
                state: ClassState::Planned,
                makeup_of: missing.origin,
                ..self.plan(course, name.to_owned(), SCHOOL_HALL, day, &invited, 0)
            };
            self.keep(makers, &plan);
        }
    }

    /// A class of khóa X, held and closed.
    fn plan_ten<'p>(
        &self,
        course: &'p Course,
        name: String,
        place: &'p str,
        first: Date,
        invited: &'p [Invited],
        missing: usize,
    ) -> Plan<'p> {
        Plan {
            host: self.city.old_city.id,
            lessons: 6,
            teachers: vec![self.partners.old_school],
            account: None,
            ..self.plan(course, name, place, first, invited, missing)
        }
    }

    /// A class of khóa XI, held and closed unless said otherwise.
    fn plan<'p>(
        &self,
        course: &'p Course,
        name: String,
        place: &'p str,
        first: Date,
        invited: &'p [Invited],
        missing: usize,
    ) -> Plan<'p> {
        Plan {
            course,
            host: self.city.city.id,
            name,
            place,
            state: ClassState::Closed,
            makeup_of: None,
            first,
            lessons: course.days * 2,
            invited,
            missing,
            teachers: vec![self.partners.school, self.partners.academy],
            account: Some(self.behind.trainer),
            certified: true,
        }
    }

    /// Makes a class and gives who missed it.
    fn keep(&mut self, makers: &mut Makers, plan: &Plan<'_>) -> Vec<Invited> {
        let made = plan.make(makers);
        let missed = made.missed.clone();
        self.made.push(made);
        missed
    }

    /// Who of the delegates serving on the day of the story has not completed a course.
    fn missing(&self, course: &Course, origin: Option<ClassId>) -> Missing {
        let done: HashSet<usize> = self
            .made
            .iter()
            .filter(|made| made.course == course.id)
            .flat_map(|made| made.completed.iter().map(|it| it.person))
            .collect();
        let councils = std::iter::once(&self.city.city).chain(&self.city.communes);
        let mut people: Vec<Invited> = delegates(councils, TOLD_ON)
            .into_iter()
            .filter(|it| !done.contains(&it.person))
            .map(|it| Invited {
                ground: Ground::MakeUp,
                ..it
            })
            .collect();
        people.sort_by_key(|it| it.person != self.behind.commune.0);
        Missing { people, origin }
    }
}

/// Those who have not completed a course, and the class they missed.
pub(super) struct Missing {
    people: Vec<Invited>,
    origin: Option<ClassId>,
}

/// The delegates of councils on a day.
pub(super) fn delegates<'c>(
    councils: impl IntoIterator<Item = &'c Council>,
    day: Date,
) -> Vec<Invited> {
    councils
        .into_iter()
        .flat_map(|council| {
            council.serving(day).map(|(_, mandate)| Invited {
                person: mandate.person,
                council: council.id,
                ground: if mandate.origin == MandateOrigin::GeneralElection {
                    Ground::Delegate
                } else {
                    Ground::Newcomer
                },
            })
        })
        .collect()
}

fn leaders(council: &Council, day: Date) -> Vec<Invited> {
    let mut seen = HashSet::new();
    council
        .memberships
        .iter()
        .filter(|it| it.from <= day && it.to.is_none_or(|end| day < end))
        .filter(|it| matches!(it.post, Post::Chair | Post::ViceChair | Post::BoardHead))
        .filter(|it| seen.insert(it.person))
        .map(|it| Invited {
            person: it.person,
            council: council.id,
            ground: Ground::Delegate,
        })
        .collect()
}

/// Those of the missing who still serve on a day, invited again.
fn serving<'c>(
    missed: &[Invited],
    councils: impl Iterator<Item = &'c Council>,
    day: Date,
) -> Vec<Invited> {
    let there: HashSet<_> = delegates(councils, day)
        .into_iter()
        .map(|it| (it.person, it.council))
        .collect();
    missed
        .iter()
        .filter(|it| there.contains(&(it.person, it.council)))
        .map(|it| Invited {
            ground: Ground::MakeUp,
            ..*it
        })
        .collect()
}
