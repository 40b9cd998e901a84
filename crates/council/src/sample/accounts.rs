//! Sample accounts: one for each role, and two of a commune.

use jiff::civil::date;
use kernel::ids::{AccountId, GrantId};
use store::args;

use super::city::City;
use super::councils::{Council, Makers};
use super::rng::at;
use super::rows::Table;
use crate::access::Role;
use crate::bodies::running_name;

/// An account of the sample city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleAccount {
    /// The role.
    pub role: Role,
    /// The login.
    pub login: &'static str,
    /// The place it covers, such as "thành phố Cần Thơ".
    pub place: String,
}

/// The persons behind the accounts of delegates.
pub(super) struct Behind {
    /// A delegate of the city.
    pub(super) city: usize,
    /// A delegate of a commune, with the place of that commune in the list.
    pub(super) commune: (usize, usize),
    /// The account of the trainer.
    pub(super) trainer: AccountId,
}

impl Behind {
    /// A city delegate without a leading post, and one of the first commune.
    pub(super) fn choose(makers: &mut Makers, city: &City) -> Self {
        let last = |council: &Council| council.mandates.last().map_or(0, |it| it.person);
        Self {
            city: last(&city.city),
            commune: (
                city.communes[0].mandates.get(9).map_or(0, |it| it.person),
                0,
            ),
            trainer: makers.rng.id(date(2026, 4, 1)),
        }
    }
}

const LOGINS: &[(Role, &str, &str)] = &[
    (Role::Delegate, "daibieu", ""),
    (Role::StandingCommittee, "thuongtruc", ""),
    (Role::Clerk, "vanthu", "Văn phòng Đoàn ĐBQH và HĐND"),
    (Role::Trainer, "giangvien", "TS. Lê Minh Đức"),
    (Role::Executive, "uyban", "Văn phòng UBND thành phố"),
    (
        Role::Front,
        "mattran",
        "Ban Thường trực Ủy ban MTTQ thành phố",
    ),
    (Role::Administrator, "quantri", "Quản trị hệ thống"),
    (Role::Auditor, "kiemtra", "Kiểm tra, kiểm toán"),
    (Role::Clerk, "vanthu.xa", "Văn phòng HĐND và UBND"),
    (Role::Delegate, "daibieu.xa", ""),
];

/// The accounts as they are in every sample city.
pub(super) fn known() -> Vec<SampleAccount> {
    let commune = || running_name(FIRST_COMMUNE);
    LOGINS
        .iter()
        .map(|(role, login, _)| SampleAccount {
            role: *role,
            login,
            place: if login.ends_with(".xa") {
                commune()
            } else {
                "thành phố Cần Thơ".to_owned()
            },
        })
        .collect()
}

/// The first commune of the city by its code.
const FIRST_COMMUNE: &str = "Phường Cái Khế";

/// Who looks around in the whole country: the office and the chair of one province, and who audits all of it.
const OF_THE_NATION: &[(Role, &str, &str)] = &[
    (Role::StandingCommittee, "thuongtruc", ""),
    (Role::Clerk, "vanthu", "Văn phòng Đoàn ĐBQH và HĐND"),
    (Role::Auditor, "kiemtra", "Kiểm tra, kiểm toán"),
];

/// Makes the accounts of the whole country around one provincial council.
pub(super) fn of_the_nation(
    makers: &mut Makers,
    province: &Council,
    password_hash: &str,
) -> Vec<SampleAccount> {
    let since = date(2026, 4, 1);
    let chair = province.mandates.first().map(|it| it.person);
    let mut made = Vec::new();
    for (role, login, name) in OF_THE_NATION {
        let (scope, place) = match role {
            Role::Auditor => ("", "cả nước".to_owned()),
            _ => (province.place.path.as_str(), province.place.running()),
        };
        let person = chair.filter(|_| *role == Role::StandingCommittee);
        let Makers { rng, rows, people } = makers;
        let person = person.map(|person| people.get(person));
        let id: AccountId = rng.id(since);
        let name = person.map_or_else(|| (*name).to_owned(), |person| person.name.clone());
        let values = args![
            id,
            *login,
            name,
            person.map(|person| person.id),
            password_hash,
            false,
            at(since, 8, 0)
        ];
        rows.add(Table::Account, values);
        let grant: GrantId = rng.id(since);
        rows.add(Table::RoleGrant, args![grant, id, *role, scope, since]);
        made.push(SampleAccount {
            role: *role,
            login,
            place,
        });
    }
    made
}

/// Makes the accounts, all with the same password, of which only the hash is known here.
pub(super) fn make(
    makers: &mut Makers,
    city: &City,
    behind: &Behind,
    password_hash: &str,
) -> Vec<SampleAccount> {
    let since = date(2026, 4, 1);
    let chair = city.city.mandates.first().map(|it| it.person);
    let mut made = Vec::new();
    for (role, login, name) in LOGINS {
        let place = if login.ends_with(".xa") {
            &city.communes[behind.commune.1].place
        } else {
            &city.city.place
        };
        let person = match *login {
            "daibieu" => Some(behind.city),
            "daibieu.xa" => Some(behind.commune.0),
            "thuongtruc" => chair,
            _ => None,
        };
        let Makers { rng, rows, people } = makers;
        let person = person.map(|person| people.get(person));
        let id = if *role == Role::Trainer {
            behind.trainer
        } else {
            rng.id(since)
        };
        let name = match person {
            Some(person) => person.name.clone(),
            None if login.ends_with(".xa") => format!("{name} {}", place.running()),
            None => (*name).to_owned(),
        };
        let values = args![
            id,
            *login,
            name,
            person.map(|person| person.id),
            password_hash,
            false,
            at(since, 8, 0)
        ];
        rows.add(Table::Account, values);
        let grant: GrantId = rng.id(since);
        let values = args![grant, id, *role, &place.path, since];
        rows.add(Table::RoleGrant, values);
        made.push(SampleAccount {
            role: *role,
            login,
            place: place.running(),
        });
    }
    made
}
