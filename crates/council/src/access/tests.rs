//! The permission matrix, written out: a new act or field group fails here until its row has been looked at.

use super::*;

#[test]
fn every_act_and_every_field_group_against_every_role() {
    let mut matrix = String::new();
    for (name, roles) in act_table()
        .iter()
        .map(|act| (act.code(), act.roles()))
        .chain(
            field_table()
                .iter()
                .map(|group| (group.code(), group.roles())),
        )
    {
        let marks: Vec<&str> = Role::ALL
            .iter()
            .map(|role| {
                if roles.contains(role) {
                    role.code()
                } else {
                    "-"
                }
            })
            .collect();
        matrix.push_str(&format!("{name}: {}\n", marks.join(" ")));
    }
    insta::assert_snapshot!(matrix);
}

#[test]
fn a_scope_covers_its_place_and_what_lies_below() {
    let cases = [
        ("", "92/31120", true),
        ("92", "92", true),
        ("92", "92/31120", true),
        ("92", "920", false),
        ("92/31120", "92", false),
        ("92/31120", "92/31120", true),
        ("92/31120", "92/311201", false),
    ];
    for (scope, path, expected) in cases {
        assert_eq!(covers(scope, path), expected, "{scope} over {path}");
    }
}

#[test]
fn a_delegate_acts_for_himself_or_herself_alone() {
    let person = PersonId::fresh();
    let delegate = Actor::user(
        AccountId::fresh(),
        None,
        "Đại biểu".into(),
        Some(person),
        vec![Granted {
            role: Role::Delegate,
            scope: "92".into(),
        }],
    );
    assert!(delegate.may_for(Act::SitQuiz, person, "92").is_ok());
    assert!(
        delegate
            .may_for(Act::SitQuiz, PersonId::fresh(), "92")
            .is_err()
    );
    assert!(
        delegate
            .may_for(Act::IssueCertificate, person, "92")
            .is_err()
    );
    assert!(delegate.reads_of(FieldGroup::Contact, person, "92"));
    assert!(!delegate.reads(FieldGroup::Contact, "92"));
    assert!(Actor::voter().reads(FieldGroup::Structure, "92"));
    assert!(!Actor::voter().reads(FieldGroup::TrainingOfPerson, "92"));
}
