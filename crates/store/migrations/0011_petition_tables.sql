-- Bảng kiến nghị của văn phòng: a table of petitions that was handed in, until it was imported or put away.

CREATE TABLE petition_table (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    file_id UUID NOT NULL REFERENCES file (id),
    -- How it is to be read: days where it names none, whether cells are parted.
    settings TEXT NOT NULL,
    state TEXT NOT NULL,
    account_id UUID,
    uploaded_at BIGINT NOT NULL,
    decided_at BIGINT,
    -- What the import added.
    counts TEXT
);
CREATE INDEX petition_table_council ON petition_table (council_id, uploaded_at);
CREATE INDEX petition_table_file ON petition_table (file_id);
