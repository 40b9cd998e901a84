-- Đánh giá, khen thưởng: how a delegate or a body of a council was assessed for a year, or what either was commended with.
CREATE TABLE recognition (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    -- Whose it is: exactly one of the two.
    person_id UUID REFERENCES person (id),
    body_id UUID REFERENCES body (id),
    kind TEXT NOT NULL,
    -- The year that was assessed, or in which it was earned.
    year BIGINT NOT NULL,
    decided_on TEXT NOT NULL,
    -- Số, ký hiệu of the decision, and who decided.
    decision TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    merit TEXT NOT NULL,
    recorded_on TEXT NOT NULL,
    -- The day on which it was taken back, with its reason in the audit trail.
    withdrawn_on TEXT
);
CREATE INDEX recognition_council ON recognition (council_id, year);
CREATE INDEX recognition_person ON recognition (person_id);
CREATE INDEX recognition_body ON recognition (body_id);
