//! The pages through the public door: the whole router, in process, on both databases.

mod access;
mod alerts;
mod api;
mod api_asked;
#[allow(dead_code)]
#[path = "../../../press/tests/it/seal/authority.rs"]
mod authority;
mod bodies;
mod classes;
mod conditions;
mod conferences;
mod contacts;
mod coordination;
mod door;
mod due;
mod exchange;
mod frame;
mod history;
mod imports;
mod learning;
mod library;
mod open311;
mod papers;
mod people;
mod petition_tables;
mod petitions;
mod quality;
mod recognition;
mod regulations;
mod reports;
mod request_id;
mod review;
mod rules;
mod scene;
mod scoreboard;
mod sittings;
mod term_reports;
mod training;
