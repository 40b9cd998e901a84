-- Indexes by which pages read what they show without walking through whole tables.

-- The latest classes of a list first.
CREATE INDEX class_days ON class (starts_on DESC, id);

-- Who sat a check and passed it, counted from the index alone; it does for the attempts of a check what the narrower one did.
CREATE INDEX attempt_outcome ON attempt (quiz_id, person_id, passed, submitted_at);
DROP INDEX attempt_quiz;
