-- Báo cáo nhiệm kỳ, năm, kỳ họp: what the writer adds to the figures, the answers to what the checker found, and the text as it was signed.

-- Báo cáo: the figures of a draft are counted whenever it is read; of a signed one the text stays as it was.
CREATE TABLE report (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    -- The first and the last day of the time it tells of.
    period_from TEXT NOT NULL,
    period_to TEXT NOT NULL,
    version BIGINT NOT NULL,
    -- The version before this one.
    replaces_id UUID REFERENCES report (id),
    begun_on TEXT NOT NULL,
    -- The figures as the writer last looked at them: a JSON object of keys and values.
    seen TEXT NOT NULL,
    seen_on TEXT NOT NULL,
    state TEXT NOT NULL,
    number TEXT NOT NULL,
    signed_on TEXT,
    signer TEXT NOT NULL,
    -- The whole report as it was signed, as JSON, and the hash of exactly this text.
    frozen TEXT,
    sha256 TEXT
);
CREATE INDEX report_council ON report (council_id, period_to);
CREATE INDEX report_replaces ON report (replaces_id);

-- Phần lời: what the writer adds to a chapter; figures stand in it by their keys.
CREATE TABLE report_prose (
    report_id UUID NOT NULL REFERENCES report (id),
    chapter TEXT NOT NULL,
    text TEXT NOT NULL,
    written_on TEXT NOT NULL,
    PRIMARY KEY (report_id, chapter)
);

-- Giải trình về một phát hiện: the finding is known by a hash of what it says and of the line in which it stands.
CREATE TABLE report_answer (
    report_id UUID NOT NULL REFERENCES report (id),
    finding TEXT NOT NULL,
    reason TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (report_id, finding)
);
