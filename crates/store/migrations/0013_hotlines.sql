-- Tổng đài: who may hand in petitions by machine, such as a 1022 hotline, and what each of them handed in.

-- Khóa của một tổng đài. The key was shown once; only its SHA-256 is kept.
CREATE TABLE hotline (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    name TEXT NOT NULL,
    key_hash BYTEA NOT NULL,
    made_at BIGINT NOT NULL,
    -- Since when it opens nothing any more.
    revoked_at BIGINT
);
CREATE UNIQUE INDEX hotline_key ON hotline (key_hash);
CREATE INDEX hotline_council ON hotline (council_id, made_at);

-- Phản ánh tổng đài đã chuyển: who handed in an utterance, and the field that was named for it.
CREATE TABLE hotline_request (
    utterance_id UUID PRIMARY KEY NOT NULL REFERENCES utterance (id),
    hotline_id UUID NOT NULL REFERENCES hotline (id),
    field TEXT NOT NULL
);
CREATE INDEX hotline_request_hotline ON hotline_request (hotline_id);
