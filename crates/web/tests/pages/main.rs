//! The pages through the public door: the whole router, in process, on both databases.

mod access;
mod alerts;
mod api;
mod api_asked;
mod bodies;
mod classes;
mod contacts;
mod door;
mod frame;
mod history;
mod imports;
mod learning;
mod library;
mod people;
mod petition_tables;
mod petitions;
mod quality;
mod regulations;
mod request_id;
mod review;
mod rules;
mod scene;
mod scoreboard;
mod sittings;
mod training;
