//! Bồi dưỡng: programmes, courses, classes, attendance, checks of knowledge.
