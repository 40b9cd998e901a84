-- How much was said to a council on a day, and how much of it waits, is counted from the index alone.
DROP INDEX utterance_said;
CREATE INDEX utterance_said ON utterance (council_id, said_on, sorted);
