//! The pages through the public door: the whole router, in process, on both databases.

mod door;
mod frame;
