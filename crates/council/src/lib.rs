//! council
