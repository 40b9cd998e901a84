-- Hội nghị trao đổi kinh nghiệm: what councils find hard, the conferences at which it is talked over, what came of them, and the
-- answers that stay.

-- Khó khăn, vướng mắc: what delegates and offices say they find hard.
CREATE TABLE difficulty (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    -- Who raised it; told to nobody but that account.
    account_id UUID REFERENCES account (id),
    title TEXT NOT NULL,
    content TEXT NOT NULL,
    -- The name that others see; empty when it is hidden.
    shown_name TEXT NOT NULL,
    raised_on TEXT NOT NULL
);
CREATE INDEX difficulty_council ON difficulty (council_id, raised_on);
CREATE INDEX difficulty_account ON difficulty (account_id);

-- Who else meets it: each account once.
CREATE TABLE difficulty_support (
    difficulty_id UUID NOT NULL REFERENCES difficulty (id),
    account_id UUID NOT NULL REFERENCES account (id),
    day TEXT NOT NULL,
    PRIMARY KEY (difficulty_id, account_id)
);
CREATE INDEX difficulty_support_account ON difficulty_support (account_id);

-- Whether it is planned, announced, held or closed on a day follows from its days.
CREATE TABLE conference (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    title TEXT NOT NULL,
    held_on TEXT NOT NULL,
    place TEXT NOT NULL,
    planned_on TEXT NOT NULL,
    announced_on TEXT,
    -- The day on which the minutes were recorded.
    recorded_on TEXT,
    minutes TEXT NOT NULL,
    closed_on TEXT
);
CREATE INDEX conference_council ON conference (council_id, held_on);

-- Chuyên đề: one topic, the evidence it was chosen by, and its lead paper.
CREATE TABLE conference_topic (
    id UUID PRIMARY KEY NOT NULL,
    conference_id UUID NOT NULL REFERENCES conference (id),
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    -- The document, field or difficulty that is the evidence; empty where there is none.
    source_key TEXT NOT NULL,
    -- What the evidence counted on the day it was chosen.
    figure BIGINT,
    chosen_on TEXT NOT NULL,
    lead_id UUID NOT NULL REFERENCES council (id),
    paper_due_on TEXT NOT NULL,
    paper_on TEXT,
    paper_author TEXT NOT NULL,
    paper TEXT NOT NULL,
    file_id UUID REFERENCES file (id)
);
CREATE INDEX conference_topic_conference ON conference_topic (conference_id, position);
CREATE INDEX conference_topic_lead ON conference_topic (lead_id);
CREATE INDEX conference_topic_file ON conference_topic (file_id);

-- Nơi thảo luận: the councils that discuss a lead paper, each with who speaks.
CREATE TABLE conference_discussant (
    topic_id UUID NOT NULL REFERENCES conference_topic (id),
    council_id UUID NOT NULL REFERENCES council (id),
    name TEXT NOT NULL,
    named_on TEXT NOT NULL,
    PRIMARY KEY (topic_id, council_id)
);
CREATE INDEX conference_discussant_council ON conference_discussant (council_id);

-- Trả lời giấy mời: how many people a council sends, none with the reason, and how many came.
CREATE TABLE conference_registration (
    conference_id UUID NOT NULL REFERENCES conference (id),
    council_id UUID NOT NULL REFERENCES council (id),
    people BIGINT NOT NULL,
    registered_on TEXT NOT NULL,
    note TEXT NOT NULL,
    attended BIGINT,
    PRIMARY KEY (conference_id, council_id)
);
CREATE INDEX conference_registration_council ON conference_registration (council_id);

-- Kết luận: who does what until when, and what proves that it was done, or why it was not.
CREATE TABLE conference_conclusion (
    id UUID PRIMARY KEY NOT NULL,
    conference_id UUID NOT NULL REFERENCES conference (id),
    position BIGINT NOT NULL,
    content TEXT NOT NULL,
    owner_council_id UUID REFERENCES council (id),
    owner_institution_id UUID REFERENCES institution (id),
    due_on TEXT NOT NULL,
    drawn_on TEXT NOT NULL,
    done_on TEXT,
    evidence TEXT NOT NULL,
    -- When it was said why it is not done, and the words.
    explained_on TEXT,
    explanation TEXT NOT NULL
);
CREATE INDEX conference_conclusion_conference ON conference_conclusion (conference_id, position);
CREATE INDEX conference_conclusion_council ON conference_conclusion (owner_council_id);
CREATE INDEX conference_conclusion_institution ON conference_conclusion (owner_institution_id);

-- Đánh giá: three marks and a remark of each account of those who came; whose they are is told to nobody.
CREATE TABLE conference_evaluation (
    conference_id UUID NOT NULL REFERENCES conference (id),
    account_id UUID NOT NULL REFERENCES account (id),
    content BIGINT NOT NULL,
    benefit BIGINT NOT NULL,
    organisation BIGINT NOT NULL,
    remark TEXT NOT NULL,
    given_on TEXT NOT NULL,
    PRIMARY KEY (conference_id, account_id)
);
CREATE INDEX conference_evaluation_account ON conference_evaluation (account_id);

-- Hỏi đáp: what was asked and answered at a conference, with the provision it rests on.
CREATE TABLE conference_answer (
    id UUID PRIMARY KEY NOT NULL,
    conference_id UUID NOT NULL REFERENCES conference (id),
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    document_id UUID REFERENCES document (id),
    provision TEXT NOT NULL,
    answered_on TEXT NOT NULL,
    folded TEXT NOT NULL
);
CREATE INDEX conference_answer_conference ON conference_answer (conference_id);
CREATE INDEX conference_answer_document ON conference_answer (document_id);
