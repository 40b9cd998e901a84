//! Sample partner institutions and the staff of the councils' offices.

use jiff::civil::date;
use kernel::ids::{CouncilId, EmploymentId, InstitutionId};
use kernel::{Date, vi};
use store::args;

use super::city::City;
use super::councils::{Council, Makers, Place};
use super::people::Wanted;
use super::rows::Table;
use crate::bodies::{InstitutionKind, Level};
use crate::people::Sex;
use crate::reference::TWO_LEVELS_SINCE;

/// The institutions the training story speaks of.
pub(super) struct Partners {
    pub(super) old_school: InstitutionId,
    pub(super) committee: InstitutionId,
    pub(super) front: InstitutionId,
    pub(super) school: InstitutionId,
    pub(super) academy: InstitutionId,
    pub(super) home_affairs: InstitutionId,
    pub(super) justice: InstitutionId,
    /// Staff of the offices of khóa XI: the person and the council served.
    pub(super) staff: Vec<(usize, CouncilId)>,
}

const BEFORE: Date = date(2016, 1, 1);

impl Partners {
    pub(super) fn make(makers: &mut Makers, city: &City) -> Self {
        use InstitutionKind::{Department, Front, Office, Other, PeoplesCommittee, School};
        let old = &city.old_city.place;
        for council in city.districts.iter().chain(&city.old_communes) {
            usual(makers, &council.place);
        }
        let district_offices: Vec<InstitutionId> = city
            .districts
            .iter()
            .map(|council| {
                let name = format!("Văn phòng HĐND và UBND {}", council.place.running());
                institution(makers, &council.place, Office, &name)
            })
            .collect();
        for (council, office) in city.districts.iter().zip(district_offices) {
            employ(makers, council, office, 3);
        }
        usual(makers, old);
        let old_school = institution(makers, old, School, "Trường Chính trị thành phố Cần Thơ");
        let old_office = institution(
            makers,
            old,
            Office,
            "Văn phòng Đoàn đại biểu Quốc hội và HĐND thành phố Cần Thơ",
        );
        employ(makers, &city.old_city, old_office, 14);

        let place = &city.city.place;
        let committee = institution(
            makers,
            place,
            PeoplesCommittee,
            "Ủy ban nhân dân thành phố Cần Thơ",
        );
        let front = institution(
            makers,
            place,
            Front,
            "Ủy ban Mặt trận Tổ quốc Việt Nam thành phố Cần Thơ",
        );
        let school = institution(makers, place, School, "Trường Chính trị thành phố Cần Thơ");
        let academy = institution(makers, place, School, "Học viện Chính trị khu vực IV");
        let home_affairs = institution(makers, place, Department, "Sở Nội vụ thành phố Cần Thơ");
        let justice = institution(makers, place, Department, "Sở Tư pháp thành phố Cần Thơ");
        institution(makers, place, Department, "Sở Tài chính thành phố Cần Thơ");
        institution(
            makers,
            place,
            Other,
            "Báo và Phát thanh, Truyền hình Cần Thơ",
        );
        let office = institution(
            makers,
            place,
            Office,
            "Văn phòng Đoàn đại biểu Quốc hội và HĐND thành phố Cần Thơ",
        );
        let mut staff = employ(makers, &city.city, office, 22);
        for council in &city.communes {
            usual(makers, &council.place);
            let name = format!("Văn phòng HĐND và UBND {}", council.place.running());
            let office = institution(makers, &council.place, Office, &name);
            staff.extend(employ(makers, council, office, 2));
        }
        Self {
            old_school,
            committee,
            front,
            school,
            academy,
            home_affairs,
            justice,
            staff,
        }
    }
}

/// The people's committee and the Front of a unit.
fn usual(makers: &mut Makers, place: &Place) {
    let running = place.running();
    let committee = format!("Ủy ban nhân dân {running}");
    institution(makers, place, InstitutionKind::PeoplesCommittee, &committee);
    let front = format!("Ủy ban Mặt trận Tổ quốc Việt Nam {running}");
    institution(makers, place, InstitutionKind::Front, &front);
}

/// What stood before 2025-07-01 ended with its unit.
fn institution(
    makers: &mut Makers,
    place: &Place,
    kind: InstitutionKind,
    name: &str,
) -> InstitutionId {
    let ended = place.ended;
    let from = if ended { BEFORE } else { TWO_LEVELS_SINCE };
    let id = makers.rng.id(from);
    let to = ended.then_some(TWO_LEVELS_SINCE);
    let values = args![id, place.id, kind, name, vi::fold(name), from, to];
    makers.rows.add(Table::Institution, values);
    id
}

fn employ(
    makers: &mut Makers,
    council: &Council,
    office: InstitutionId,
    number: usize,
) -> Vec<(usize, CouncilId)> {
    let home = format!("{}, thành phố Cần Thơ", council.place.running());
    let workplace = format!("Văn phòng HĐND {}", council.place.running());
    (0..number)
        .map(|place| {
            let title = match (place, council.place.level) {
                (0, Level::Province | Level::District) => "Chánh Văn phòng",
                (0, Level::Commune) => "Phó Chánh Văn phòng",
                (1 | 2, Level::Province) => "Phó Chánh Văn phòng",
                _ => "Công chức Văn phòng",
            };
            let sex = if makers.rng.in_thousand(520) {
                Sex::Female
            } else {
                Sex::Male
            };
            let wanted = Wanted {
                level: council.place.level,
                since: council.from,
                sex,
                home: &home,
                work: Some((title, &workplace)),
            };
            let Makers { rng, rows, people } = makers;
            let person = people.make(rng, rows, &wanted);
            let id: EmploymentId = rng.id(council.from);
            let values = args![
                id,
                people.get(person).id,
                office,
                council.id,
                title,
                council.from,
                council.to
            ];
            rows.add(Table::Employment, values);
            (person, council.id)
        })
        .collect()
}
