//! The checker from outside.

mod cases;
mod hostile;
mod places;
