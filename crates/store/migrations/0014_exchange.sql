-- Trao đổi kiến nghị bằng tệp: matters that go to and come from a council or body outside this installation.

-- Tệp trao đổi đã nhận: what was handed in, until it was entered or put away.
CREATE TABLE exchange_file (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    file_id UUID NOT NULL REFERENCES file (id),
    state TEXT NOT NULL,
    account_id UUID,
    uploaded_at BIGINT NOT NULL,
    decided_at BIGINT
);
CREATE INDEX exchange_file_council ON exchange_file (council_id, uploaded_at);
CREATE INDEX exchange_file_file ON exchange_file (file_id);

-- Nguồn gốc của nội dung: where a matter came from, and what it is called there.
CREATE TABLE matter_origin (
    matter_id UUID PRIMARY KEY NOT NULL REFERENCES matter (id),
    council_id UUID NOT NULL REFERENCES council (id),
    source_code TEXT NOT NULL,
    source_name TEXT NOT NULL,
    foreign_id UUID NOT NULL,
    foreign_number TEXT NOT NULL
);
CREATE UNIQUE INDEX matter_origin_foreign ON matter_origin (council_id, foreign_id);
