-- Rà soát văn bản: the work on documents that need review, and the periodic lists that were published.

-- The review of one document, by the council that answers for it today.
CREATE TABLE review_task (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    document_id UUID NOT NULL REFERENCES document (id),
    -- new_law: another document was issued; periodic: the round of all documents.
    cause TEXT NOT NULL,
    cause_document_id UUID REFERENCES document (id),
    -- Whose work it is: a body of the council, or an institution of its unit.
    body_id UUID REFERENCES body (id),
    institution_id UUID REFERENCES institution (id),
    due_on TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX review_task_council ON review_task (council_id);
CREATE INDEX review_task_document ON review_task (document_id);
CREATE INDEX review_task_cause ON review_task (cause_document_id);
CREATE INDEX review_task_body ON review_task (body_id);
CREATE INDEX review_task_institution ON review_task (institution_id);

-- What became of it, step by step; the state on a day is that of the last step until then.
CREATE TABLE review_step (
    task_id UUID NOT NULL REFERENCES review_task (id),
    position BIGINT NOT NULL,
    state TEXT NOT NULL,
    day TEXT NOT NULL,
    -- Why it was cancelled or taken up again; what was concluded.
    reason TEXT NOT NULL,
    outcome TEXT,
    paper_number TEXT NOT NULL,
    paper_signed_on TEXT,
    PRIMARY KEY (task_id, position)
);

-- A list as it was published, with the hash of its frozen text.
CREATE TABLE review_list (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    kind TEXT NOT NULL,
    begins_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    number TEXT NOT NULL,
    signed_on TEXT NOT NULL,
    frozen TEXT NOT NULL,
    sha256 TEXT NOT NULL
);
CREATE INDEX review_list_council ON review_list (council_id, signed_on);
