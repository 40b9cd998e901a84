//! Sample people: names, ages, origins and careers as common in the Mekong delta. Nobody here is real.

use std::collections::HashSet;

use jiff::civil::date;
use kernel::ids::PersonId;
use kernel::{Date, vi};
use store::args;

use super::rng::{Rng, at, later};
use super::rows::{Rows, Table};
use crate::bodies::Level;
use crate::people::Sex;
use crate::seed_data::names::{NameGroup, NameKind, list, pick};

/// What the story needs to remember of a person.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) id: PersonId,
    pub(super) name: String,
    pub(super) sex: Sex,
    pub(super) born: Date,
}

/// What is decided about a person before the rest is drawn.
pub(super) struct Wanted<'a> {
    /// The level of the council, by which schooling and work differ.
    pub(super) level: Level,
    /// The day from which the record holds.
    pub(super) since: Date,
    pub(super) sex: Sex,
    /// Where the person lives, such as "phường Cái Khế, thành phố Cần Thơ".
    pub(super) home: &'a str,
    /// What is known of occupation and workplace; drawn where nothing is.
    pub(super) work: Option<(&'a str, &'a str)>,
}

/// Makes people and their records.
pub(super) struct People {
    pub(super) all: Vec<Person>,
    taken: HashSet<(String, Date)>,
}

impl People {
    pub(super) fn new() -> Self {
        Self {
            all: Vec::new(),
            taken: HashSet::new(),
        }
    }

    /// Makes a person, writes the first record and gives the place in [`People::all`].
    pub(super) fn make(&mut self, rng: &mut Rng, rows: &mut Rows, wanted: &Wanted<'_>) -> usize {
        let ethnicity = word(rng, NameKind::Ethnicity, NameGroup::Any);
        let (name, born) = loop {
            let name = full_name(rng, wanted.sex, ethnicity);
            let born = birth_date(rng, wanted.since);
            if self.taken.insert((name.clone(), born)) {
                break (name, born);
            }
        };
        let person = Person {
            id: rng.id(wanted.since),
            name,
            sex: wanted.sex,
            born,
        };
        rows.add(
            Table::Person,
            args![person.id, at(wanted.since, 8, 0), true],
        );
        let curriculum = Curriculum::draw(rng, wanted, born, ethnicity);
        curriculum.record(rows, &person, wanted.since, None);
        self.all.push(person);
        self.all.len() - 1
    }

    pub(super) fn get(&self, person: usize) -> &Person {
        &self.all[person]
    }
}

/// The rest of the short curriculum vitae.
pub(super) struct Curriculum {
    ethnicity: &'static str,
    religion: &'static str,
    hometown: String,
    home: String,
    schooling: &'static str,
    qualification: &'static str,
    profession: Option<&'static str>,
    theory: &'static str,
    languages: &'static str,
    occupation: String,
    workplace: String,
    party_since: Option<Date>,
    phone: String,
    email: Option<String>,
}

impl Curriculum {
    pub(super) fn draw(
        rng: &mut Rng,
        wanted: &Wanted<'_>,
        born: Date,
        ethnicity: &'static str,
    ) -> Self {
        let group = if wanted.level == Level::Commune {
            NameGroup::Commune
        } else {
            NameGroup::Province
        };
        let (occupation, workplace) = match wanted.work {
            Some((occupation, workplace)) => (occupation.to_owned(), workplace.to_owned()),
            None => drawn_work(rng, group, wanted.home),
        };
        let joined = later(born, rng.between(20, 32) * 365 + rng.below(365));
        let in_party = rng.in_thousand(880) && joined < wanted.since;
        let prefix = rng.one_of(&[32, 36, 39, 58, 70, 77, 79, 83, 88, 91, 93, 96, 98], 91);
        let number = format!("0{prefix}{:07}", rng.below(10_000_000));
        Self {
            ethnicity,
            religion: word(rng, NameKind::Religion, NameGroup::Any),
            hometown: rng.one_of(HOMETOWNS, "thành phố Cần Thơ").to_owned(),
            home: wanted.home.to_owned(),
            schooling: word(rng, NameKind::Schooling, NameGroup::Any),
            qualification: word(rng, NameKind::Qualification, group),
            profession: rng
                .in_thousand(850)
                .then(|| rng.one_of(PROFESSIONS, "Luật")),
            theory: word(rng, NameKind::PoliticalTheory, group),
            languages: rng.one_of(LANGUAGES, ""),
            occupation,
            workplace,
            party_since: in_party.then_some(joined),
            email: rng
                .in_thousand(400)
                .then(|| format!("daibieu{}@mau.example", &number[3..])),
            phone: number,
        }
    }

    /// Writes a version of the record, from a day and perhaps up to another.
    pub(super) fn record(&self, rows: &mut Rows, person: &Person, from: Date, to: Option<Date>) {
        let values = args![
            person.id,
            from,
            to,
            &person.name,
            vi::fold(&person.name),
            vi::name_sort_key(&person.name),
            person.born,
            i64::from(person.born.year()),
            person.sex,
            "Việt Nam",
            self.ethnicity,
            self.religion,
            &self.hometown,
            &self.home,
            self.schooling,
            self.qualification,
            self.profession,
            self.theory,
            (!self.languages.is_empty()).then_some(self.languages),
            &self.occupation,
            &self.workplace,
            self.party_since,
            &self.phone,
            self.email.as_deref(),
        ];
        rows.add(Table::Record, values);
    }
}

const HOMETOWNS: &[&str] = &[
    "thành phố Cần Thơ",
    "thành phố Cần Thơ",
    "thành phố Cần Thơ",
    "tỉnh Hậu Giang (cũ)",
    "tỉnh Sóc Trăng (cũ)",
    "tỉnh Vĩnh Long",
    "tỉnh An Giang",
    "tỉnh Đồng Tháp",
    "tỉnh Cà Mau",
];

const PROFESSIONS: &[&str] = &[
    "Luật",
    "Kinh tế",
    "Hành chính công",
    "Sư phạm",
    "Nông nghiệp",
    "Quản trị kinh doanh",
    "Kế toán",
    "Công tác xã hội",
    "Y khoa",
    "Xây dựng Đảng",
    "Quân sự cơ sở",
    "Xây dựng",
];

const LANGUAGES: &[&str] = &[
    "Anh A", "Anh B", "Anh B", "Anh B1", "Anh C", "Khmer", "", "", "",
];

fn word(rng: &mut Rng, kind: NameKind, group: NameGroup) -> &'static str {
    pick(list(kind, group), rng.next())
}

/// Where people of an occupation work: words of which the workplace holds one.
const WORKPLACES: &[(&str, &[&str])] = &[
    ("Công chức", &["UBND", "Sở", "Văn phòng"]),
    ("Viên chức giáo dục", &["Trường"]),
    ("Viên chức y tế", &["Trạm Y tế", "Bệnh viện"]),
    ("Cán bộ Đảng", &["Đảng ủy", "Thành ủy"]),
    ("Cán bộ Mặt trận và đoàn thể", &["Mặt trận", "Hội", "Đoàn"]),
    ("Sĩ quan Công an", &["Công an"]),
    ("Sĩ quan Quân đội", &["Quân sự"]),
    ("Doanh nhân", &["Công ty"]),
    ("Nông dân", &["Hộ gia đình", "Hợp tác xã"]),
    ("Giám đốc hợp tác xã", &["Hợp tác xã"]),
    ("Kỹ sư", &["Sở", "UBND", "Công ty"]),
    ("Thẩm phán", &["Tòa án"]),
    ("Kiểm sát viên", &["Viện kiểm sát"]),
];

/// An occupation and a workplace that go together; where the list has none that does, the workplace is the occupation's own.
fn drawn_work(rng: &mut Rng, group: NameGroup, home: &str) -> (String, String) {
    let occupation = word(rng, NameKind::Occupation, NameGroup::Any);
    let fitting: Vec<_> = WORKPLACES
        .iter()
        .filter(|(known, _)| *known == occupation)
        .flat_map(|(_, words)| *words)
        .flat_map(|word| {
            list(NameKind::Workplace, group)
                .iter()
                .filter(move |place| place.value.starts_with(word))
        })
        .copied()
        .collect();
    let workplace = match pick(&fitting, rng.next()) {
        "" => match occupation {
            "Doanh nhân" => "Doanh nghiệp tư nhân",
            "Luật sư" => "Văn phòng luật sư",
            "Nhà báo" => "Báo và Phát thanh, Truyền hình Cần Thơ",
            "Chức sắc tôn giáo" => "Cơ sở tôn giáo",
            "Nông dân" => "Hộ gia đình",
            "Giám đốc hợp tác xã" => "Hợp tác xã nông nghiệp",
            "Thẩm phán" => "Tòa án nhân dân khu vực",
            "Kiểm sát viên" => "Viện kiểm sát nhân dân khu vực",
            "Hưu trí" => "Đã nghỉ hưu",
            _ => "Cơ quan nhà nước",
        },
        found => found,
    };
    let place = home.split(',').next().unwrap_or_default();
    let workplace = [" xã", " phường"]
        .iter()
        .filter(|_| group == NameGroup::Commune)
        .find_map(|end| workplace.strip_suffix(end))
        .map_or_else(|| workplace.to_owned(), |head| format!("{head} {place}"));
    (occupation.to_owned(), workplace)
}

fn full_name(rng: &mut Rng, sex: Sex, ethnicity: &str) -> String {
    let female = sex == Sex::Female;
    let everyday = if female {
        NameGroup::Female
    } else {
        NameGroup::Male
    };
    let (family, given) = match ethnicity {
        "Khmer" if female => (NameGroup::Khmer, NameGroup::KhmerFemale),
        "Khmer" => (NameGroup::Khmer, NameGroup::KhmerMale),
        "Hoa" => (NameGroup::Hoa, everyday),
        _ => (NameGroup::Kinh, everyday),
    };
    let family = word(rng, NameKind::Family, family);
    let given = word(rng, NameKind::Given, given);
    // Khmer names often have no middle word.
    if ethnicity == "Khmer" && rng.in_thousand(600) {
        return format!("{family} {given}");
    }
    let middle = word(rng, NameKind::Middle, everyday);
    format!("{family} {middle} {given}")
}

/// Delegates are between 23 and 59 when their first record begins, most of them in the middle.
fn birth_date(rng: &mut Rng, since: Date) -> Date {
    let age = (rng.between(23, 59) + rng.between(23, 59)) / 2;
    let year = i16::try_from(age).map_or(since.year(), |age| since.year() - age);
    rng.day(date(year - 1, 7, 1), date(year, 7, 1))
}

/// A draw of sexes with exactly so many women among so many people.
pub(super) fn sexes(rng: &mut Rng, people: usize, women: usize) -> Vec<Sex> {
    let mut sexes = vec![Sex::Male; people];
    for sex in sexes.iter_mut().take(women) {
        *sex = Sex::Female;
    }
    rng.shuffle(&mut sexes);
    sexes
}
