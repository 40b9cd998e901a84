//! A person's record: as a page shows it, as a form asks for it, and two beside each other.

use council::access::Shown;
use council::people::queries::ShownRecord;
use council::people::{PersonDetails, Sex};
use ui::{Choice, Field, Fieldset, Form, SummaryList, Width};

use crate::posted::Posted;
use crate::task::Reading;
use crate::visit::Visit;

/// One field with its label, or that it is not shown.
pub(super) struct Line {
    /// The label.
    pub label: String,
    /// The value as people write it.
    pub value: String,
}

/// The fields of the official short curriculum vitae, in its order.
pub(super) fn lines(visit: &Visit, record: &ShownRecord) -> Vec<Line> {
    let (career, identity) = (record.career.as_ref(), record.identity.as_ref());
    let (affiliation, contact) = (record.affiliation.as_ref(), record.contact.as_ref());
    let day = |day: Option<kernel::Date>| day.map(|day| visit.day(day));
    let fields: [(&str, Shown<Option<String>>); 18] = [
        ("birth-date", identity.map(|of| day(of.birth_date))),
        (
            "birth-year",
            Shown::Visible(record.birth_year.map(|year| year.to_string())),
        ),
        (
            "sex",
            Shown::Visible(record.sex.map(|sex| visit.label("sex", sex.code()))),
        ),
        ("nationality", identity.map(|of| of.nationality.clone())),
        ("ethnicity", affiliation.map(|of| of.ethnicity.clone())),
        ("religion", affiliation.map(|of| of.religion.clone())),
        ("hometown", identity.map(|of| of.hometown.clone())),
        ("residence", identity.map(|of| of.residence.clone())),
        ("schooling", career.map(|of| of.schooling.clone())),
        ("qualification", career.map(|of| of.qualification.clone())),
        ("profession", career.map(|of| of.profession.clone())),
        (
            "political-theory",
            career.map(|of| of.political_theory.clone()),
        ),
        ("languages", career.map(|of| of.languages.clone())),
        ("occupation", career.map(|of| of.occupation.clone())),
        ("workplace", career.map(|of| of.workplace.clone())),
        ("party-since", affiliation.map(|of| day(of.party_since))),
        ("phone", contact.map(|of| of.phone.clone())),
        ("email", contact.map(|of| of.email.clone())),
    ];
    fields
        .into_iter()
        .map(|(name, value)| Line {
            label: visit.t(&format!("field-{name}")),
            value: match value {
                Shown::Visible(Some(value)) => value,
                Shown::Visible(None) => visit.t("missing"),
                Shown::Hidden => visit.t("hidden"),
            },
        })
        .collect()
}

/// The record as pairs.
pub(super) fn summary(visit: &Visit, record: &ShownRecord) -> SummaryList {
    lines(visit, record)
        .into_iter()
        .fold(SummaryList::new(), |list, line| {
            list.row(line.label, line.value)
        })
}

/// The questions of a record, with what is known so far.
pub(super) fn questions(visit: &Visit, posted: &Posted, known: &PersonDetails, form: Form) -> Form {
    let label = |name: &str| visit.t(&format!("field-{}", name.replace('_', "-")));
    let text = |name: &'static str, value: &Option<String>| {
        let field = Field::text(name, label(name))
            .value(value.clone().unwrap_or_default())
            .optional();
        posted.fill(name, field)
    };
    let date = |name: &'static str, value: Option<kernel::Date>| {
        let field = Field::date(name, label(name))
            .value(value.map(|day| visit.day(day)).unwrap_or_default())
            .optional();
        posted.fill(name, field)
    };
    let mut sexes = vec![Choice::new("", visit.t("not-known"))];
    sexes.extend(crate::bodies::words::choices(
        visit,
        "sex",
        Sex::ALL,
        Sex::code,
    ));
    let sex = Field::radios("sex", label("sex"), sexes, known.sex.map_or("", Sex::code));
    let birth_year = Field::number("birth_year", label("birth_year"))
        .hint(visit.t("birth-year-hint"))
        .value(
            known
                .birth_year
                .map(|year| year.to_string())
                .unwrap_or_default(),
        )
        .optional();
    let name = Field::text("full_name", visit.t("full-name"))
        .hint(visit.t("full-name-hint"))
        .value(known.full_name.clone())
        .plain();
    let phone = Field::telephone("phone", label("phone"))
        .value(known.phone.clone().unwrap_or_default())
        .width(Width::Medium)
        .optional();
    let email = Field::email("email", label("email"))
        .value(known.email.clone().unwrap_or_default())
        .optional();
    form.fieldset(
        Fieldset::new(visit.t("record-identity"))
            .field(posted.fill("full_name", name))
            .field(posted.fill("sex", sex))
            .field(date("birth_date", known.birth_date))
            .field(posted.fill("birth_year", birth_year))
            .field(text("nationality", &known.nationality))
            .field(text("ethnicity", &known.ethnicity))
            .field(text("religion", &known.religion))
            .field(text("hometown", &known.hometown))
            .field(text("residence", &known.residence)),
    )
    .fieldset(
        Fieldset::new(visit.t("record-career"))
            .field(text("schooling", &known.schooling))
            .field(text("qualification", &known.qualification))
            .field(text("profession", &known.profession))
            .field(text("political_theory", &known.political_theory))
            .field(text("languages", &known.languages))
            .field(text("occupation", &known.occupation))
            .field(text("workplace", &known.workplace))
            .field(date("party_since", known.party_since)),
    )
    .fieldset(
        Fieldset::new(visit.t("record-contact"))
            .hint(visit.t("record-contact-hint"))
            .field(posted.fill("phone", phone))
            .field(posted.fill("email", email)),
    )
}

/// The answers to [`questions`].
pub(super) fn read(read: &mut Reading<'_>) -> PersonDetails {
    PersonDetails {
        full_name: read.text("full_name"),
        birth_date: read.date("birth_date"),
        birth_year: read.maybe_number("birth_year"),
        sex: Sex::from_code(&read.text("sex")),
        nationality: read.maybe("nationality"),
        ethnicity: read.maybe("ethnicity"),
        religion: read.maybe("religion"),
        hometown: read.maybe("hometown"),
        residence: read.maybe("residence"),
        schooling: read.maybe("schooling"),
        qualification: read.maybe("qualification"),
        profession: read.maybe("profession"),
        political_theory: read.maybe("political_theory"),
        languages: read.maybe("languages"),
        occupation: read.maybe("occupation"),
        workplace: read.maybe("workplace"),
        party_since: read.date("party_since"),
        phone: read.maybe("phone"),
        email: read.maybe("email"),
    }
}
