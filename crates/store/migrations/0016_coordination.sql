-- Quy chế phối hợp: what parties agreed to do together, the duties in it, and what became of each of them.

CREATE TABLE coordination (
    id UUID PRIMARY KEY NOT NULL,
    -- The council whose office keeps the record.
    council_id UUID NOT NULL REFERENCES council (id),
    -- Empty until it is signed under a number.
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    folded TEXT NOT NULL,
    -- How long the paper is, such as "7 chương, 23 điều".
    extent TEXT NOT NULL,
    -- The first day on which it no longer holds; empty: for the term of the council.
    valid_to TEXT,
    document_id UUID REFERENCES document (id),
    -- The one it amends or takes the place of.
    replaces_id UUID REFERENCES coordination (id),
    -- Until when the parties may comment on the draft.
    comment_until TEXT
);
CREATE INDEX coordination_council ON coordination (council_id);
CREATE INDEX coordination_document ON coordination (document_id);
CREATE INDEX coordination_replaces ON coordination (replaces_id);

-- Each state it was in, since a day.
CREATE TABLE coordination_step (
    coordination_id UUID NOT NULL REFERENCES coordination (id),
    position BIGINT NOT NULL,
    state TEXT NOT NULL,
    day TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (coordination_id, position)
);

-- Căn cứ: the documents on which it rests.
CREATE TABLE coordination_basis (
    coordination_id UUID NOT NULL REFERENCES coordination (id),
    document_id UUID NOT NULL REFERENCES document (id),
    PRIMARY KEY (coordination_id, document_id)
);
CREATE INDEX coordination_basis_document ON coordination_basis (document_id);

-- Bên phối hợp: an institution, a body of the council, or, where neither is recorded, a name.
CREATE TABLE coordination_party (
    id UUID PRIMARY KEY NOT NULL,
    coordination_id UUID NOT NULL REFERENCES coordination (id),
    position BIGINT NOT NULL,
    institution_id UUID REFERENCES institution (id),
    body_id UUID REFERENCES body (id),
    name TEXT NOT NULL,
    agreed_on TEXT,
    signed_on TEXT,
    signer TEXT NOT NULL,
    removed_on TEXT
);
CREATE INDEX coordination_party_of ON coordination_party (coordination_id, position);
CREATE INDEX coordination_party_institution ON coordination_party (institution_id);
CREATE INDEX coordination_party_body ON coordination_party (body_id);

CREATE TABLE coordination_comment (
    id UUID PRIMARY KEY NOT NULL,
    party_id UUID NOT NULL REFERENCES coordination_party (id),
    day TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX coordination_comment_party ON coordination_comment (party_id);

-- Nhiệm vụ phối hợp: a row of the matrix.
CREATE TABLE coordination_duty (
    id UUID PRIMARY KEY NOT NULL,
    coordination_id UUID NOT NULL REFERENCES coordination (id),
    position BIGINT NOT NULL,
    content TEXT NOT NULL,
    title TEXT NOT NULL,
    lead_id UUID NOT NULL REFERENCES coordination_party (id),
    recurrence TEXT NOT NULL,
    -- Of a duty that is done once: by when.
    due_on TEXT,
    -- So many days before the end of each period, or before each regular sitting.
    days BIGINT NOT NULL,
    output TEXT NOT NULL,
    removed_on TEXT
);
CREATE INDEX coordination_duty_of ON coordination_duty (coordination_id, position);
CREATE INDEX coordination_duty_lead ON coordination_duty (lead_id);

CREATE TABLE coordination_duty_partner (
    duty_id UUID NOT NULL REFERENCES coordination_duty (id),
    party_id UUID NOT NULL REFERENCES coordination_party (id),
    PRIMARY KEY (duty_id, party_id)
);
CREATE INDEX coordination_duty_partner_party ON coordination_duty_partner (party_id);

-- Việc đến hạn: kept only when something happened to it; its day follows from the duty, but for what was asked for.
CREATE TABLE coordination_task (
    id UUID PRIMARY KEY NOT NULL,
    duty_id UUID NOT NULL REFERENCES coordination_duty (id),
    -- "2026", "2026-1/2", "2026-3/4", "2026-11/12", "once", or the sitting, or the task itself where it was asked for.
    period TEXT NOT NULL,
    asked_on TEXT,
    asked TEXT NOT NULL,
    due_on TEXT,
    done_on TEXT,
    evidence TEXT NOT NULL,
    document_id UUID REFERENCES document (id),
    delay_reason TEXT NOT NULL,
    excused_on TEXT,
    excuse TEXT NOT NULL
);
CREATE UNIQUE INDEX coordination_task_period ON coordination_task (duty_id, period);
CREATE INDEX coordination_task_document ON coordination_task (document_id);

-- Giao ban, hội nghị liên tịch.
CREATE TABLE joint_meeting (
    id UUID PRIMARY KEY NOT NULL,
    coordination_id UUID NOT NULL REFERENCES coordination (id),
    kind TEXT NOT NULL,
    held_on TEXT NOT NULL,
    minutes TEXT NOT NULL
);
CREATE INDEX joint_meeting_of ON joint_meeting (coordination_id, held_on);

CREATE TABLE joint_meeting_party (
    meeting_id UUID NOT NULL REFERENCES joint_meeting (id),
    party_id UUID NOT NULL REFERENCES coordination_party (id),
    PRIMARY KEY (meeting_id, party_id)
);
CREATE INDEX joint_meeting_party_of ON joint_meeting_party (party_id);

-- Kết luận: what a meeting charged a party with.
CREATE TABLE joint_conclusion (
    id UUID PRIMARY KEY NOT NULL,
    meeting_id UUID NOT NULL REFERENCES joint_meeting (id),
    text TEXT NOT NULL,
    owner_id UUID NOT NULL REFERENCES coordination_party (id),
    due_on TEXT NOT NULL,
    done_on TEXT,
    evidence TEXT NOT NULL,
    delay_reason TEXT NOT NULL
);
CREATE INDEX joint_conclusion_meeting ON joint_conclusion (meeting_id);
CREATE INDEX joint_conclusion_owner ON joint_conclusion (owner_id);

-- Sơ kết: the counts of a year as they stood on the day of the assessment.
CREATE TABLE coordination_assessment (
    coordination_id UUID NOT NULL REFERENCES coordination (id),
    year BIGINT NOT NULL,
    day TEXT NOT NULL,
    met BIGINT NOT NULL,
    late BIGINT NOT NULL,
    unmet BIGINT NOT NULL,
    excused BIGINT NOT NULL,
    remark TEXT NOT NULL,
    PRIMARY KEY (coordination_id, year)
);
