-- A council's own regulations, from proposal to promulgation.

CREATE TABLE regulation (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    proposer TEXT NOT NULL,
    state TEXT NOT NULL,
    competence_id UUID REFERENCES rule (id),
    model TEXT,
    drafted_on TEXT,
    comments_until TEXT,
    comments_closed_on TEXT,
    board_id UUID REFERENCES body (id),
    appraisal_due TEXT,
    appraisal_conclusion TEXT,
    appraisal_note TEXT NOT NULL,
    adopted_on TEXT,
    number TEXT,
    year BIGINT,
    serial BIGINT,
    published_on TEXT,
    in_force_on TEXT,
    frozen TEXT,
    sha256 TEXT,
    document_id UUID REFERENCES document (id),
    older_id UUID REFERENCES document (id),
    folded TEXT NOT NULL
);
CREATE INDEX regulation_council ON regulation (council_id);
CREATE INDEX regulation_document ON regulation (document_id);
CREATE UNIQUE INDEX regulation_register ON regulation (council_id, year, serial);

-- Every change of state with its day: from these the state on any day is read.
CREATE TABLE regulation_step (
    regulation_id UUID NOT NULL REFERENCES regulation (id),
    position BIGINT NOT NULL,
    state TEXT NOT NULL,
    day TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (regulation_id, position)
);

CREATE TABLE regulation_basis (
    regulation_id UUID NOT NULL REFERENCES regulation (id),
    document_id UUID NOT NULL REFERENCES document (id),
    PRIMARY KEY (regulation_id, document_id)
);

CREATE TABLE regulation_article (
    id UUID PRIMARY KEY NOT NULL,
    regulation_id UUID NOT NULL REFERENCES regulation (id),
    position BIGINT NOT NULL,
    chapter TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    removed_at BIGINT
);
CREATE INDEX regulation_article_order ON regulation_article (regulation_id, position);

-- What an article said before it was saved again.
CREATE TABLE regulation_article_version (
    article_id UUID NOT NULL REFERENCES regulation_article (id),
    version BIGINT NOT NULL,
    chapter TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    replaced_at BIGINT NOT NULL,
    replaced_by TEXT NOT NULL,
    PRIMARY KEY (article_id, version)
);

CREATE TABLE regulation_invited (
    regulation_id UUID NOT NULL REFERENCES regulation (id),
    institution_id UUID NOT NULL REFERENCES institution (id),
    PRIMARY KEY (regulation_id, institution_id)
);

CREATE TABLE regulation_comment (
    id UUID PRIMARY KEY NOT NULL,
    regulation_id UUID NOT NULL REFERENCES regulation (id),
    article_id UUID REFERENCES regulation_article (id),
    institution_id UUID REFERENCES institution (id),
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    answer TEXT,
    answer_reason TEXT NOT NULL,
    answered_at BIGINT
);
CREATE INDEX regulation_comment_regulation ON regulation_comment (regulation_id, given_at);

CREATE TABLE regulation_vote (
    id UUID PRIMARY KEY NOT NULL,
    regulation_id UUID NOT NULL REFERENCES regulation (id),
    way TEXT NOT NULL,
    occasion TEXT NOT NULL,
    held_on TEXT NOT NULL,
    delegates BIGINT NOT NULL,
    present BIGINT NOT NULL,
    in_favour BIGINT NOT NULL,
    against BIGINT NOT NULL,
    abstained BIGINT NOT NULL,
    needed BIGINT NOT NULL,
    passed BIGINT NOT NULL
);
CREATE INDEX regulation_vote_regulation ON regulation_vote (regulation_id, held_on);

CREATE TABLE regulation_paper (
    id UUID PRIMARY KEY NOT NULL,
    regulation_id UUID NOT NULL REFERENCES regulation (id),
    stage TEXT NOT NULL,
    title TEXT NOT NULL,
    number TEXT NOT NULL,
    signed_on TEXT,
    file_id UUID REFERENCES file (id),
    added_at BIGINT NOT NULL
);
CREATE INDEX regulation_paper_regulation ON regulation_paper (regulation_id, added_at);
