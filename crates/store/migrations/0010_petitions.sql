-- Ý kiến, kiến nghị của cử tri: what was said, the matters it holds, who has each in hand, its clock, replies and what became of it.

-- Lượt ý kiến: what one voter said or wrote once. It is never merged away; matters point back to it.
CREATE TABLE utterance (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    -- By which the voter follows it; not to be guessed.
    code TEXT NOT NULL,
    channel TEXT NOT NULL,
    kind TEXT NOT NULL,
    contact_id UUID REFERENCES contact (id),
    unit_id UUID REFERENCES unit (id),
    hamlet TEXT NOT NULL,
    text TEXT NOT NULL,
    folded TEXT NOT NULL,
    said_on TEXT NOT NULL,
    -- When it was written down, on a device without a network perhaps long before it arrived.
    written_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    -- Cleared when it is made anonymous.
    voter_name TEXT NOT NULL,
    voter_phone TEXT NOT NULL,
    voter_address TEXT NOT NULL,
    voter_email TEXT NOT NULL,
    anonymous_since TEXT,
    -- Answered on the spot or no matter of a council's: needs no matter.
    closed_on TEXT,
    close_reason TEXT NOT NULL,
    -- A denunciation or a secret: off the public track.
    guarded BIGINT NOT NULL,
    -- Whether a matter was made of it or it was closed.
    sorted BIGINT NOT NULL
);
CREATE UNIQUE INDEX utterance_code ON utterance (code);
CREATE INDEX utterance_sorted ON utterance (council_id, sorted, received_at);
CREATE INDEX utterance_contact ON utterance (contact_id);
CREATE INDEX utterance_unit ON utterance (unit_id, received_at);
CREATE INDEX utterance_said ON utterance (council_id, said_on);

-- Nội dung kiến nghị: one thing to be settled.
CREATE TABLE matter (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    year BIGINT NOT NULL,
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    folded TEXT NOT NULL,
    field TEXT NOT NULL,
    competence TEXT NOT NULL,
    unit_id UUID REFERENCES unit (id),
    board_id UUID REFERENCES body (id),
    raised_on TEXT NOT NULL,
    guarded BIGINT NOT NULL,
    -- How many utterances say it, kept with every change of the links.
    voices BIGINT NOT NULL,
    -- As after the last step, so that lists need not look at steps.
    state TEXT NOT NULL,
    outcome TEXT,
    since TEXT NOT NULL,
    holder_id UUID REFERENCES institution (id),
    holder_council_id UUID REFERENCES council (id),
    due_on TEXT,
    promised_on TEXT,
    merged_into UUID REFERENCES matter (id)
);
CREATE UNIQUE INDEX matter_number ON matter (council_id, year, number);
CREATE INDEX matter_raised ON matter (council_id, raised_on, number);
CREATE INDEX matter_since ON matter (since);
CREATE INDEX matter_moved ON matter (council_id, since);
CREATE INDEX matter_state ON matter (council_id, state, raised_on);
CREATE INDEX matter_due ON matter (council_id, state, due_on);
CREATE INDEX matter_holder ON matter (holder_id, state, due_on);
CREATE INDEX matter_holder_council ON matter (holder_council_id, state);
CREATE INDEX matter_unit ON matter (unit_id, raised_on);
CREATE INDEX matter_board ON matter (board_id);
CREATE INDEX matter_merged ON matter (merged_into);

-- Which utterance holds which matter: several of one when it is split, several of many when they are merged.
CREATE TABLE utterance_matter (
    utterance_id UUID NOT NULL REFERENCES utterance (id),
    matter_id UUID NOT NULL REFERENCES matter (id),
    PRIMARY KEY (utterance_id, matter_id)
);
CREATE INDEX utterance_matter_matter ON utterance_matter (matter_id);

-- Văn bản trả lời: one reply, to one matter or to many.
CREATE TABLE reply (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    institution_id UUID REFERENCES institution (id),
    author TEXT NOT NULL,
    number TEXT NOT NULL,
    signed_on TEXT NOT NULL,
    text TEXT NOT NULL,
    file_id UUID REFERENCES file (id)
);
CREATE INDEX reply_council ON reply (council_id, signed_on);
CREATE INDEX reply_institution ON reply (institution_id);

-- What became of a matter, step by step.
CREATE TABLE matter_step (
    matter_id UUID NOT NULL REFERENCES matter (id),
    position BIGINT NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT,
    day TEXT NOT NULL,
    holder_id UUID REFERENCES institution (id),
    holder_council_id UUID REFERENCES council (id),
    reply_id UUID REFERENCES reply (id),
    promised_on TEXT,
    reason TEXT NOT NULL,
    PRIMARY KEY (matter_id, position)
);
CREATE INDEX matter_step_holder ON matter_step (holder_id);
CREATE INDEX matter_step_holder_council ON matter_step (holder_council_id);
CREATE INDEX matter_step_reply ON matter_step (reply_id);

-- Đồng hồ: what sets, stretches, stops and starts the clock of a matter.
CREATE TABLE matter_clock (
    matter_id UUID NOT NULL REFERENCES matter (id),
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    days BIGINT,
    measure TEXT NOT NULL,
    basis TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (matter_id, position)
);

-- Kiểm tra, xác minh tại chỗ.
CREATE TABLE matter_check (
    matter_id UUID NOT NULL REFERENCES matter (id),
    position BIGINT NOT NULL,
    day TEXT NOT NULL,
    checked_by TEXT NOT NULL,
    found TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (matter_id, position)
);

-- Cử tri đánh giá: what the voter says of the settlement.
CREATE TABLE matter_verdict (
    matter_id UUID NOT NULL REFERENCES matter (id),
    utterance_id UUID NOT NULL REFERENCES utterance (id),
    day TEXT NOT NULL,
    satisfied BIGINT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (matter_id, utterance_id)
);
CREATE INDEX matter_verdict_utterance ON matter_verdict (utterance_id);

-- Đôn đốc: a reminder to a body that is slow, and what was proposed to the council about it.
CREATE TABLE matter_urge (
    matter_id UUID NOT NULL REFERENCES matter (id),
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    paper_number TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (matter_id, position)
);
