-- Texts of documents, and what was read out of them: what they cite, what they change, and what looked odd.

-- The council whose own document it is; none for law made elsewhere.
ALTER TABLE document ADD COLUMN council_id UUID REFERENCES council (id);
CREATE INDEX document_council ON document (council_id);

CREATE TABLE document_text (
    id UUID PRIMARY KEY NOT NULL,
    document_id UUID NOT NULL REFERENCES document (id),
    -- issued: as it was issued; consolidated: a văn bản hợp nhất certified on consolidated_on.
    kind TEXT NOT NULL,
    consolidated_on TEXT,
    -- The number printed in its head, as it stands there; empty when none is.
    printed_number TEXT NOT NULL,
    file_id UUID REFERENCES file (id),
    text TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    -- Which reading of the program the rows below come from; they are read again when it is older than the program's.
    reading BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    withdrawn_at BIGINT
);
CREATE INDEX document_text_document ON document_text (document_id);
CREATE INDEX document_text_file ON document_text (file_id);
CREATE INDEX document_text_sha256 ON document_text (sha256);

-- A citation, one row for each unit it names. Addresses are those of lex::naming (eIds); empty for the whole document.
CREATE TABLE document_citation (
    text_id UUID NOT NULL REFERENCES document_text (id),
    position BIGINT NOT NULL,
    -- basis: a căn cứ; mention: anywhere else.
    role TEXT NOT NULL,
    -- Where it stands: code points of the text, and the unit.
    begins BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    from_unit TEXT NOT NULL,
    -- What it names: the number of the document as it resolved (empty when it did not) and the unit of it.
    number TEXT NOT NULL,
    to_unit TEXT NOT NULL,
    document_id UUID REFERENCES document (id),
    PRIMARY KEY (text_id, position)
);
CREATE INDEX document_citation_document ON document_citation (document_id, to_unit);
CREATE INDEX document_citation_number ON document_citation (number);

-- An operation of an amending act, one row for each unit it changes.
CREATE TABLE document_change (
    text_id UUID NOT NULL REFERENCES document_text (id),
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    from_unit TEXT NOT NULL,
    number TEXT NOT NULL,
    to_unit TEXT NOT NULL,
    in_force_on TEXT,
    document_id UUID REFERENCES document (id),
    PRIMARY KEY (text_id, position)
);
CREATE INDEX document_change_document ON document_change (document_id, in_force_on);
CREATE INDEX document_change_number ON document_change (number);

-- What was told while a text was read: a jump in the numbering, a number that does not match, a file that was hard to read.
CREATE TABLE document_oddity (
    text_id UUID NOT NULL REFERENCES document_text (id),
    position BIGINT NOT NULL,
    code TEXT NOT NULL,
    unit TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (text_id, position)
);

-- A folder of files handed in together; it goes on where it stopped.
CREATE TABLE text_import (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID REFERENCES council (id),
    name TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX text_import_council ON text_import (council_id);

CREATE TABLE text_import_file (
    import_id UUID NOT NULL REFERENCES text_import (id),
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    file_id UUID REFERENCES file (id),
    -- waiting, read, known (the same text is there), held (a question must be answered first), unreadable.
    state TEXT NOT NULL,
    -- Why it is held or could not be read: a code of the catalogue.
    reason TEXT NOT NULL,
    number TEXT NOT NULL,
    document_id UUID REFERENCES document (id),
    text_id UUID REFERENCES document_text (id),
    PRIMARY KEY (import_id, position)
);
CREATE INDEX text_import_file_file ON text_import_file (file_id);
CREATE INDEX text_import_file_document ON text_import_file (document_id);
CREATE INDEX text_import_file_text ON text_import_file (text_id);
