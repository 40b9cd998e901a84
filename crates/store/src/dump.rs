//! A whole installation as one file of JSON Lines, to move between SQLite and PostgreSQL.
