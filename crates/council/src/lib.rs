//! council

pub mod seed_data;
