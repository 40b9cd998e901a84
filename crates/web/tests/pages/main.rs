//! The pages through the public door: the whole router, in process, on both databases.

mod bodies;
mod door;
mod frame;
mod people;
mod scene;
mod scoreboard;
