-- Kỳ họp: the sessions of a council with their programme, the legal calendar around them, and the days on which nobody works.

-- A day that is not what its weekday says: a public holiday, a day off in lieu, a Saturday that is worked.
CREATE TABLE calendar_day (
    -- Computed from the day, so that every installation and every load names a day alike.
    id UUID PRIMARY KEY NOT NULL,
    day TEXT NOT NULL,
    -- off: nobody works; work: a Saturday or Sunday that is worked.
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    basis TEXT NOT NULL,
    certainty TEXT NOT NULL,
    -- One taken out keeps its row, so that the next load of the reference data does not bring it back.
    removed_on TEXT
);
CREATE UNIQUE INDEX calendar_day_day ON calendar_day (day);

CREATE TABLE sitting (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    -- Numbers restart with each council.
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    opens_on TEXT NOT NULL,
    -- The last day of the sitting itself, not the first day after.
    closes_on TEXT NOT NULL,
    place TEXT NOT NULL,
    -- Whether it is held is computed from its days; a cancelled one keeps its record.
    cancelled_on TEXT,
    cancel_reason TEXT NOT NULL,
    decision_number TEXT NOT NULL,
    decision_signed_on TEXT
);
CREATE UNIQUE INDEX sitting_number ON sitting (council_id, number);
CREATE INDEX sitting_days ON sitting (council_id, opens_on);

-- Each time the days were set or moved.
CREATE TABLE sitting_move (
    sitting_id UUID NOT NULL REFERENCES sitting (id),
    position BIGINT NOT NULL,
    opens_on TEXT NOT NULL,
    closes_on TEXT NOT NULL,
    day TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (sitting_id, position)
);

-- Nội dung: one item of the programme, with the days on which its papers came.
CREATE TABLE sitting_item (
    id UUID PRIMARY KEY NOT NULL,
    sitting_id UUID NOT NULL REFERENCES sitting (id),
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    -- What comes of it, such as a resolution.
    output TEXT NOT NULL,
    institution_id UUID REFERENCES institution (id),
    verifier_id UUID REFERENCES body (id),
    dossier_on TEXT,
    verified_on TEXT,
    delivered_on TEXT,
    removed_on TEXT
);
CREATE INDEX sitting_item_sitting ON sitting_item (sitting_id, position);
CREATE INDEX sitting_item_institution ON sitting_item (institution_id);
CREATE INDEX sitting_item_verifier ON sitting_item (verifier_id);

-- Việc đã làm: a duty of the legal calendar that was done, with what proves it.
CREATE TABLE sitting_duty (
    sitting_id UUID NOT NULL REFERENCES sitting (id),
    -- The code of the duty, whichever rule sets its day.
    duty TEXT NOT NULL,
    done_on TEXT NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (sitting_id, duty)
);
