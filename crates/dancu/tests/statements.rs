//! Every statement of the program is understood by both databases.

// Linked for their statements.
use council as _;
use store::{statements, testing};
use web as _;

#[tokio::test]
async fn every_statement_can_be_prepared_on_both_databases() {
    let all: Vec<_> = statements().collect();
    assert!(all.len() > 80, "only {} statements were found", all.len());
    for crate_name in ["store", "council"] {
        assert!(
            all.iter()
                .any(|statement| statement.module.starts_with(crate_name)),
            "no statement of {crate_name}"
        );
    }
    let mut refused = Vec::new();
    for db in testing::databases().await {
        for statement in &all {
            if let Err(error) = db.prepare(statement.text).await {
                let cause = std::error::Error::source(&error).map(ToString::to_string);
                let (module, name) = (statement.module, statement.name);
                refused.push(format!("{:?} {module}::{name}: {cause:?}", db.engine()));
            }
        }
    }
    assert!(refused.is_empty(), "{refused:#?}");
}
