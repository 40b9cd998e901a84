-- Văn bản đi: the papers of councils, drafted here or made elsewhere, and the numbers they take in the register of a year.

CREATE TABLE official_paper (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    -- The template it was begun from; empty of one that was made elsewhere.
    template TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- The record it was made from, of whichever kind.
    source_kind TEXT NOT NULL,
    source_id UUID NOT NULL,
    subject TEXT NOT NULL,
    folded TEXT NOT NULL,
    -- What is written so far, as JSON; of one made elsewhere nothing.
    draft TEXT NOT NULL,
    begun_on TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Số, ký hiệu; what was taken stays taken, whatever becomes of the paper.
    series TEXT,
    year BIGINT,
    number BIGINT,
    symbol TEXT NOT NULL,
    -- The day that stands on the paper.
    day TEXT,
    -- The paper as it was numbered, as JSON, and the hash of exactly this text.
    frozen TEXT,
    sha256 TEXT,
    issued_on TEXT,
    -- Who signed, or who recorded that it was.
    signer TEXT NOT NULL,
    file_id UUID REFERENCES file (id),
    -- Where a paper made elsewhere is kept.
    kept_at TEXT NOT NULL,
    -- When it was dropped or made void, and why.
    ended_on TEXT,
    reason TEXT NOT NULL
);
CREATE UNIQUE INDEX official_paper_number ON official_paper (council_id, series, year, number);
CREATE INDEX official_paper_source ON official_paper (source_id);
CREATE INDEX official_paper_begun ON official_paper (council_id, begun_on);

-- One row for each series that numbers were taken from: whoever takes one holds the row until the number is kept.
CREATE TABLE paper_series (
    council_id UUID NOT NULL REFERENCES council (id),
    series TEXT NOT NULL,
    year BIGINT NOT NULL,
    taken BIGINT NOT NULL,
    PRIMARY KEY (council_id, series, year)
);

-- Cách đánh số: from which year on all administrative kinds share one series, or each has its own.
CREATE TABLE paper_numbering (
    council_id UUID NOT NULL REFERENCES council (id),
    from_year BIGINT NOT NULL,
    numbering TEXT NOT NULL,
    PRIMARY KEY (council_id, from_year)
);
