//! The share done of each measure, for each council, on any day.
