//! A place or a delegate chosen by typing a part of the name: the form comes back with what was found until one is chosen.

use council::Problem;
use council::access::places::{self, Candidate, Place};
use council::access::{Act, Role};
use kernel::ids::PersonId;
use store::Db;
use ui::{Choice, Field, Fieldset};

use crate::failure::Outcome;
use crate::posted::Posted;
use crate::visit::Visit;

/// The whole installation, as a choice.
const WHOLE: &str = "whole";
/// The place that is typed, as a choice.
const TYPED: &str = "typed";

/// What was found for what was typed.
#[derive(Default)]
pub struct Found {
    places: Vec<Place>,
    people: Vec<Candidate>,
}

impl Found {
    /// The scope that was chosen.
    pub async fn scope(
        &mut self,
        visit: &Visit,
        db: &Db,
        act: Act,
        posted: &Posted,
    ) -> Outcome<Result<String, Problem>> {
        match posted.raw("scope") {
            WHOLE => return Ok(Ok(String::new())),
            "" | TYPED => {}
            path => return Ok(Ok(path.to_owned())),
        }
        let typed = posted.text("place");
        if typed.is_empty() {
            return Ok(Err(Problem::new("place", "place-missing")));
        }
        self.places = places::find_places(db, &visit.actor, act, &typed, visit.today).await?;
        Ok(match self.places.as_slice() {
            [] => Err(Problem::new("place", "place-unknown")),
            [only] => Ok(only.path.clone()),
            _ => Err(Problem::new("scope", "place-many")),
        })
    }

    /// The person that was chosen, for a delegate's account.
    pub async fn person(
        &mut self,
        visit: &Visit,
        db: &Db,
        posted: &Posted,
    ) -> Outcome<Result<Option<PersonId>, Problem>> {
        match posted.maybe_id("person") {
            Ok(None) => {}
            chosen => return Ok(chosen),
        }
        let typed = posted.text("person_name");
        if typed.is_empty() {
            let needed = posted.raw("role") == Role::Delegate.code();
            let missing = Problem::new("person_name", "delegate-without-person");
            return Ok(if needed { Err(missing) } else { Ok(None) });
        }
        let act = Act::CreateAccount;
        self.people = places::find_delegates(db, &visit.actor, act, &typed, visit.today).await?;
        Ok(match self.people.as_slice() {
            [] => Err(Problem::new("person_name", "person-unknown")),
            [only] => Ok(Some(only.id)),
            _ => Err(Problem::new("person", "person-many")),
        })
    }

    /// The fields of the scope.
    pub fn scope_fields(&self, visit: &Visit, act: Act, posted: &Posted) -> Fieldset {
        let mut choices = Vec::new();
        if visit.can(act, "") {
            choices.push(Choice::new(WHOLE, visit.t("scope-whole")));
        }
        let own = visit.actor.grants.iter();
        let own = own.filter(|grant| !grant.scope.is_empty() && visit.can(act, &grant.scope));
        for grant in own {
            choices.push(Choice::new(
                &grant.scope,
                visit.tv("scope-own", &[("code", &grant.scope)]),
            ));
        }
        for place in &self.places {
            choices.push(Choice::new(&place.path, place.full_name()).hint(&place.path));
        }
        choices.push(Choice::new(TYPED, visit.t("scope-typed")));
        let chosen = posted.raw("scope");
        let chosen = if chosen.is_empty() { TYPED } else { chosen };
        let scope = Field::radios("scope", visit.t("scope"), choices, chosen);
        let place = Field::text("place", visit.t("scope-place"))
            .hint(visit.t("scope-place-hint"))
            .optional();
        Fieldset::new(visit.t("scope-legend"))
            .field(scope.error_if(posted.problem_of("scope")))
            .field(posted.fill("place", place))
    }

    /// The fields of the person.
    pub fn person_fields(&self, visit: &Visit, posted: &Posted) -> Fieldset {
        let mut fields = Fieldset::new(visit.t("person-legend")).hint(visit.t("person-hint"));
        if !self.people.is_empty() {
            let choices = self.people.iter().map(|person| {
                let year = person.birth_year.map(|year| year.to_string());
                let hint = [year.as_deref(), Some(person.place.as_str())];
                let hint: Vec<&str> = hint.into_iter().flatten().collect();
                Choice::new(person.id.to_string(), &person.name).hint(hint.join(", "))
            });
            let chosen = posted.raw("person");
            let field = Field::radios("person", visit.t("person-found"), choices, chosen);
            fields = fields.field(field.error_if(posted.problem_of("person")));
        }
        let name = Field::text("person_name", visit.t("person-name")).optional();
        fields.field(posted.fill("person_name", name))
    }
}
