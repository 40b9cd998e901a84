-- Tiếp xúc cử tri: which commune an electoral unit covers, meetings with voters, who took part, what is owed to voters.

CREATE TABLE constituency_unit (
    constituency_id UUID NOT NULL REFERENCES constituency (id),
    unit_id UUID NOT NULL REFERENCES unit (id),
    PRIMARY KEY (constituency_id, unit_id)
);
CREATE INDEX constituency_unit_unit ON constituency_unit (unit_id);

-- Cuộc tiếp xúc cử tri.
CREATE TABLE contact (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    -- The sitting before or after which it is held; none for a meeting by theme or at work between sittings.
    sitting_id UUID REFERENCES sitting (id),
    side TEXT NOT NULL,
    way TEXT NOT NULL,
    setting TEXT NOT NULL,
    theme TEXT NOT NULL,
    unit_id UUID NOT NULL REFERENCES unit (id),
    hamlet TEXT NOT NULL,
    place TEXT NOT NULL,
    held_on TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    -- The state on a day is that of the last step until then; this is the last of all.
    state TEXT NOT NULL,
    press_told_on TEXT,
    -- Whether it was proposed by the plan and not yet touched by hand.
    proposed BIGINT NOT NULL,
    voters_present BIGINT,
    speakers BIGINT,
    minutes TEXT NOT NULL,
    minutes_on TEXT,
    file_id UUID REFERENCES file (id),
    folded TEXT NOT NULL
);
CREATE INDEX contact_council ON contact (council_id, held_on);
CREATE INDEX contact_sitting ON contact (sitting_id);
CREATE INDEX contact_unit ON contact (unit_id, held_on);

CREATE TABLE contact_step (
    contact_id UUID NOT NULL REFERENCES contact (id),
    position BIGINT NOT NULL,
    state TEXT NOT NULL,
    day TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (contact_id, position)
);

-- A delegate at a meeting; of another council where two levels meet voters together.
CREATE TABLE contact_delegate (
    contact_id UUID NOT NULL REFERENCES contact (id),
    person_id UUID NOT NULL REFERENCES person (id),
    council_id UUID NOT NULL REFERENCES council (id),
    -- Whether he or she came; empty until the minutes say.
    present BIGINT,
    reason TEXT NOT NULL,
    PRIMARY KEY (contact_id, person_id)
);
CREATE INDEX contact_delegate_person ON contact_delegate (person_id);
CREATE INDEX contact_delegate_council ON contact_delegate (council_id);

-- Trả lời tại chỗ: who answered what at the meeting itself.
CREATE TABLE contact_answer (
    contact_id UUID NOT NULL REFERENCES contact (id),
    position BIGINT NOT NULL,
    answered_by TEXT NOT NULL,
    matter TEXT NOT NULL,
    PRIMARY KEY (contact_id, position)
);

-- Đề nghị tiếp xúc cử tri ngoài đơn vị bầu cử.
CREATE TABLE contact_request (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    person_id UUID NOT NULL REFERENCES person (id),
    unit_id UUID NOT NULL REFERENCES unit (id),
    wanted_on TEXT NOT NULL,
    purpose TEXT NOT NULL,
    asked_on TEXT NOT NULL,
    decided_on TEXT,
    granted BIGINT,
    reason TEXT NOT NULL,
    host_told_on TEXT
);
CREATE INDEX contact_request_council ON contact_request (council_id, asked_on);
CREATE INDEX contact_request_unit ON contact_request (unit_id);
CREATE INDEX contact_request_person ON contact_request (person_id);

-- Báo cáo với cử tri: what a delegate owes once a year.
CREATE TABLE voter_report (
    council_id UUID NOT NULL REFERENCES council (id),
    person_id UUID NOT NULL REFERENCES person (id),
    year BIGINT NOT NULL,
    given_on TEXT NOT NULL,
    contact_id UUID REFERENCES contact (id),
    summary TEXT NOT NULL,
    PRIMARY KEY (council_id, person_id, year)
);
CREATE INDEX voter_report_person ON voter_report (person_id);
CREATE INDEX voter_report_contact ON voter_report (contact_id);
