//! Checks of data quality, each with the way to mend it.
