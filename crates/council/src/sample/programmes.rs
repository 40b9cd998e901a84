//! Sample programmes and courses, from the courses that come with the product.

use std::collections::HashMap;

use jiff::civil::date;
use kernel::Date;
use kernel::ids::{CouncilId, CourseId, InstitutionId, ProgrammeId, TopicId};
use store::{Reader, args, record, sql};

use super::city::{City, FIRST_SITTING_XI};
use super::councils::Makers;
use super::partners::Partners;
use super::rows::Table;
use crate::Result;
use crate::reference::TWO_LEVELS_SINCE;
use crate::seed_data::training::{self, Audience};
use crate::training::{Audience as For, PartnerPart};

record! {
    struct Known { id: TopicId, key: String }
}

sql! {
    TOPICS = "SELECT id, key FROM topic ORDER BY key";
}

/// A course of the sample, with its topics in order.
#[derive(Debug, Clone)]
pub(super) struct Course {
    pub(super) id: CourseId,
    pub(super) topics: Vec<(TopicId, &'static str)>,
    pub(super) days: usize,
}

/// The courses by their keys.
pub(super) struct Courses(HashMap<&'static str, Course>);

impl Courses {
    pub(super) async fn make(
        makers: &mut Makers,
        db: &impl Reader,
        city: &City,
        partners: &Partners,
    ) -> Result<Self> {
        let known: Vec<Known> = db.all(TOPICS, Vec::new()).await?;
        let topics: HashMap<String, TopicId> =
            known.into_iter().map(|row| (row.key, row.id)).collect();
        let programmes = [
            programme(makers, &city.old_city, "2021–2026", "X"),
            programme(makers, &city.merged_city, "2021–2026 sau sắp xếp", "X"),
            programme(makers, &city.city, "2026–2031", "XI"),
        ];
        let mut courses = HashMap::new();
        for seed in training::courses() {
            let (programme, from, to) = match (seed.term, seed.key) {
                ("X", "k10-two-tier") => (programmes[1], TWO_LEVELS_SINCE, Some(FIRST_SITTING_XI)),
                ("X", _) => (
                    programmes[0],
                    date(seed.first_year, 7, 1),
                    Some(TWO_LEVELS_SINCE),
                ),
                _ => (programmes[2], FIRST_SITTING_XI, None),
            };
            let id: CourseId = makers.rng.id(from);
            let of: Vec<(TopicId, &'static str)> = seed
                .topics
                .iter()
                .filter_map(|key| Some((*topics.get(*key)?, training::topic(key)?.name_vi)))
                .collect();
            let values = args![
                id,
                programme,
                seed.name_vi,
                i64::from(seed.days) * 8,
                audience(seed),
                seed.level,
                Option::<String>::None,
                REQUIRED.contains(&seed.key),
                from,
                to
            ];
            makers.rows.add(Table::Course, values);
            for (topic, _) in &of {
                makers.rows.add(Table::CourseTopic, args![id, *topic]);
            }
            for (institution, part) in parts(seed.term, partners) {
                let values = args![id, institution, part];
                makers.rows.add(Table::CoursePartner, values);
            }
            let days = usize::try_from(seed.days).unwrap_or(1);
            let course = Course {
                id,
                topics: of,
                days,
            };
            courses.insert(seed.key, course);
        }
        Ok(Self(courses))
    }

    /// The course of a key of the product's table.
    pub(super) fn get(&self, key: &str) -> &Course {
        &self.0[key]
    }
}

/// What everyone of the audience has to complete.
const REQUIRED: &[&str] = &[
    "k10-induction",
    "k11-induction",
    "k11-two-tier",
    "k11-staff",
];

fn audience(seed: &training::Course) -> For {
    match seed.key {
        "k10-two-tier" => For::Leaders,
        "k11-newcomer" => For::Newcomers,
        _ if seed.audience.contains(&Audience::Staff) => For::Staff,
        _ => For::AllDelegates,
    }
}

fn parts(term: &str, partners: &Partners) -> Vec<(InstitutionId, PartnerPart)> {
    if term == "X" {
        return vec![(partners.old_school, PartnerPart::Teaches)];
    }
    vec![
        (partners.school, PartnerPart::Hosts),
        (partners.academy, PartnerPart::Teaches),
        (partners.home_affairs, PartnerPart::CoOrganises),
        (partners.justice, PartnerPart::WritesMaterials),
        (partners.front, PartnerPart::CoOrganises),
        (partners.committee, PartnerPart::Funds),
    ]
}

fn programme(
    makers: &mut Makers,
    council: &super::councils::Council,
    years: &str,
    number: &str,
) -> ProgrammeId {
    let from: Date = council.from;
    let host: CouncilId = council.id;
    let title = format!(
        "Phê duyệt Chương trình bồi dưỡng đại biểu Hội đồng nhân dân các cấp nhiệm kỳ {years}"
    );
    let decision = council.resolve(makers, super::rng::later(from, 20), &title);
    let id: ProgrammeId = makers.rng.id(from);
    let values = args![
        id,
        host,
        format!("Bồi dưỡng đại biểu HĐND các cấp thành phố Cần Thơ nhiệm kỳ {years}"),
        format!(
            "100% đại biểu HĐND khóa {number} được bồi dưỡng kiến thức, kỹ năng hoạt động và pháp luật cần thiết"
        ),
        from,
        council.to,
        decision
    ];
    makers.rows.add(Table::Programme, values);
    id
}
