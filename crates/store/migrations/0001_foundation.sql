-- The foundation: audit chain, structure over time, rules, library, training, access, imports.
-- Conventions: UUID ids, BIGINT milliseconds for instants, TEXT 'YYYY-MM-DD' for civil days, 0/1 for yes and no,
-- half-open periods (valid_to is the first day no longer true), folded text and sort keys computed by the program.

CREATE TABLE audit (
    seq BIGINT PRIMARY KEY NOT NULL,
    at BIGINT NOT NULL,
    account_id UUID,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    council_id UUID,
    subject_kind TEXT NOT NULL,
    subject_id UUID NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous BYTEA NOT NULL,
    hash BYTEA NOT NULL
);
CREATE INDEX audit_subject ON audit (subject_id, seq);
CREATE INDEX audit_council ON audit (council_id, seq);
CREATE INDEX audit_account ON audit (account_id, seq);

CREATE TABLE audit_head (
    id BIGINT PRIMARY KEY NOT NULL,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL
);

-- only sqlite
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, zeroblob(32));
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'an audit line is never changed'); END;
CREATE TRIGGER audit_remains BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'an audit line is never deleted'); END;
CREATE TRIGGER audit_head_remains BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'the audit head is never deleted'); END;
-- end
-- only postgres
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));
CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'an audit line is never changed or deleted'; END $$;
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuses();
CREATE TRIGGER audit_is_kept BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses();
CREATE TRIGGER audit_head_remains BEFORE DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_refuses();
-- end

CREATE TABLE setting (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);

CREATE TABLE file (
    id UUID PRIMARY KEY NOT NULL,
    sha256 BYTEA NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);

-- Structure over time ---------------------------------------------------------------------------------------------

CREATE TABLE unit (
    id UUID PRIMARY KEY NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    level TEXT NOT NULL,
    parent_id UUID REFERENCES unit (id),
    path TEXT NOT NULL,
    terrain TEXT,
    area_km2 DOUBLE PRECISION,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    folded TEXT NOT NULL,
    sort_key BYTEA NOT NULL
);
CREATE UNIQUE INDEX unit_path ON unit (path, valid_from);
CREATE INDEX unit_parent ON unit (parent_id);
CREATE INDEX unit_folded ON unit (folded);

CREATE TABLE unit_population (
    unit_id UUID NOT NULL REFERENCES unit (id),
    counted_on TEXT NOT NULL,
    people BIGINT NOT NULL,
    source TEXT NOT NULL,
    certainty TEXT NOT NULL,
    PRIMARY KEY (unit_id, counted_on)
);

CREATE TABLE unit_successor (
    old_id UUID NOT NULL REFERENCES unit (id),
    new_id UUID NOT NULL REFERENCES unit (id),
    share TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    PRIMARY KEY (old_id, new_id)
);
CREATE INDEX unit_successor_new ON unit_successor (new_id);

CREATE TABLE term (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    election_day TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT
);

CREATE TABLE council (
    id UUID PRIMARY KEY NOT NULL,
    unit_id UUID NOT NULL REFERENCES unit (id),
    term_id UUID NOT NULL REFERENCES term (id),
    number TEXT NOT NULL,
    level TEXT NOT NULL,
    path TEXT NOT NULL,
    seats_planned BIGINT,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    sample BIGINT NOT NULL
);
CREATE UNIQUE INDEX council_entity ON council (unit_id, term_id, valid_from);
CREATE INDEX council_path ON council (path);
CREATE INDEX council_term ON council (term_id);

CREATE TABLE decision (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    issuer TEXT NOT NULL,
    title TEXT NOT NULL,
    signed_on TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    file_id UUID REFERENCES file (id)
);
CREATE INDEX decision_council ON decision (council_id, signed_on);

CREATE TABLE constituency (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    seats BIGINT NOT NULL
);
CREATE UNIQUE INDEX constituency_number ON constituency (council_id, number);

CREATE TABLE seat (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    constituency_id UUID REFERENCES constituency (id),
    number BIGINT NOT NULL
);
CREATE UNIQUE INDEX seat_number ON seat (council_id, number);

CREATE TABLE person (
    id UUID PRIMARY KEY NOT NULL,
    created_at BIGINT NOT NULL,
    merged_into UUID REFERENCES person (id),
    sample BIGINT NOT NULL
);

CREATE INDEX person_merged ON person (merged_into);

CREATE TABLE person_record (
    person_id UUID NOT NULL REFERENCES person (id),
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    full_name TEXT NOT NULL,
    folded TEXT NOT NULL,
    sort_key BYTEA NOT NULL,
    birth_date TEXT,
    birth_year BIGINT,
    sex TEXT,
    nationality TEXT,
    ethnicity TEXT,
    religion TEXT,
    hometown TEXT,
    residence TEXT,
    schooling TEXT,
    qualification TEXT,
    profession TEXT,
    political_theory TEXT,
    languages TEXT,
    occupation TEXT,
    workplace TEXT,
    party_since TEXT,
    phone TEXT,
    email TEXT,
    PRIMARY KEY (person_id, valid_from)
);
CREATE INDEX person_record_folded ON person_record (folded);
CREATE INDEX person_record_sort ON person_record (sort_key);

CREATE TABLE mandate (
    id UUID PRIMARY KEY NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id),
    council_id UUID NOT NULL REFERENCES council (id),
    seat_id UUID REFERENCES seat (id),
    origin TEXT NOT NULL,
    re_elected BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    start_decision_id UUID REFERENCES decision (id),
    end_decision_id UUID REFERENCES decision (id),
    end_reason TEXT
);
CREATE INDEX mandate_council ON mandate (council_id, valid_from);
CREATE INDEX mandate_person ON mandate (person_id);
CREATE INDEX mandate_seat ON mandate (seat_id);

CREATE TABLE suspension (
    id UUID PRIMARY KEY NOT NULL,
    mandate_id UUID NOT NULL REFERENCES mandate (id),
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    decision_id UUID REFERENCES decision (id),
    end_decision_id UUID REFERENCES decision (id),
    reason TEXT NOT NULL
);
CREATE INDEX suspension_mandate ON suspension (mandate_id);

CREATE TABLE body (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    rank BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    decision_id UUID REFERENCES decision (id),
    end_decision_id UUID REFERENCES decision (id)
);
CREATE INDEX body_council ON body (council_id, rank);

CREATE TABLE membership (
    id UUID PRIMARY KEY NOT NULL,
    body_id UUID NOT NULL REFERENCES body (id),
    person_id UUID NOT NULL REFERENCES person (id),
    post TEXT NOT NULL,
    full_time BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    decision_id UUID REFERENCES decision (id),
    end_decision_id UUID REFERENCES decision (id)
);
CREATE INDEX membership_body ON membership (body_id);
CREATE INDEX membership_person ON membership (person_id);

CREATE TABLE institution (
    id UUID PRIMARY KEY NOT NULL,
    unit_id UUID NOT NULL REFERENCES unit (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT
);
CREATE INDEX institution_unit ON institution (unit_id);

CREATE TABLE employment (
    id UUID PRIMARY KEY NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id),
    institution_id UUID NOT NULL REFERENCES institution (id),
    council_id UUID REFERENCES council (id),
    title TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    decision_id UUID REFERENCES decision (id)
);
CREATE INDEX employment_person ON employment (person_id);
CREATE INDEX employment_institution ON employment (institution_id);
CREATE INDEX employment_council ON employment (council_id);

-- Rules and library -----------------------------------------------------------------------------------------------

CREATE TABLE rule (
    id UUID PRIMARY KEY NOT NULL,
    key TEXT NOT NULL,
    level TEXT,
    unit_kind TEXT,
    council_id UUID REFERENCES council (id),
    parameters TEXT NOT NULL,
    measure TEXT NOT NULL,
    basis_document TEXT NOT NULL,
    basis_provision TEXT NOT NULL,
    certainty TEXT NOT NULL,
    note_vi TEXT NOT NULL,
    note_en TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT
);
CREATE INDEX rule_key ON rule (key, valid_from);

CREATE TABLE document (
    id UUID PRIMARY KEY NOT NULL,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    issuer TEXT NOT NULL,
    title TEXT NOT NULL,
    signed_on TEXT,
    in_force_on TEXT,
    ended_on TEXT,
    certainty TEXT NOT NULL,
    note TEXT NOT NULL,
    folded TEXT NOT NULL
);
CREATE UNIQUE INDEX document_number ON document (number);

CREATE TABLE document_relation (
    from_id UUID NOT NULL REFERENCES document (id),
    kind TEXT NOT NULL,
    to_number TEXT NOT NULL,
    to_id UUID REFERENCES document (id),
    PRIMARY KEY (from_id, kind, to_number)
);
CREATE INDEX document_relation_to ON document_relation (to_id);

-- Training --------------------------------------------------------------------------------------------------------

CREATE TABLE programme (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    name TEXT NOT NULL,
    goal TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    decision_id UUID REFERENCES decision (id)
);
CREATE INDEX programme_council ON programme (council_id);

CREATE TABLE topic (
    id UUID PRIMARY KEY NOT NULL,
    key TEXT NOT NULL,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL
);
CREATE UNIQUE INDEX topic_key ON topic (key);

CREATE TABLE topic_document (
    topic_id UUID NOT NULL REFERENCES topic (id),
    document_id UUID NOT NULL REFERENCES document (id),
    PRIMARY KEY (topic_id, document_id)
);
CREATE INDEX topic_document_document ON topic_document (document_id);

CREATE TABLE course (
    id UUID PRIMARY KEY NOT NULL,
    programme_id UUID NOT NULL REFERENCES programme (id),
    name TEXT NOT NULL,
    hours BIGINT NOT NULL,
    audience TEXT NOT NULL,
    level TEXT,
    body_kind TEXT,
    required BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT
);
CREATE INDEX course_programme ON course (programme_id);

CREATE TABLE course_topic (
    course_id UUID NOT NULL REFERENCES course (id),
    topic_id UUID NOT NULL REFERENCES topic (id),
    PRIMARY KEY (course_id, topic_id)
);
CREATE INDEX course_topic_topic ON course_topic (topic_id);

CREATE TABLE course_partner (
    course_id UUID NOT NULL REFERENCES course (id),
    institution_id UUID NOT NULL REFERENCES institution (id),
    part TEXT NOT NULL,
    PRIMARY KEY (course_id, institution_id)
);

CREATE TABLE class (
    id UUID PRIMARY KEY NOT NULL,
    course_id UUID NOT NULL REFERENCES course (id),
    council_id UUID NOT NULL REFERENCES council (id),
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    capacity BIGINT NOT NULL,
    state TEXT NOT NULL,
    makeup_of UUID REFERENCES class (id),
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    note TEXT NOT NULL,
    folded TEXT NOT NULL
);
CREATE INDEX class_course ON class (course_id, starts_on);
CREATE INDEX class_host ON class (council_id, starts_on);
CREATE INDEX class_makeup ON class (makeup_of);

CREATE TABLE class_council (
    class_id UUID NOT NULL REFERENCES class (id),
    council_id UUID NOT NULL REFERENCES council (id),
    PRIMARY KEY (class_id, council_id)
);
CREATE INDEX class_council_council ON class_council (council_id);

CREATE TABLE lesson (
    id UUID PRIMARY KEY NOT NULL,
    class_id UUID NOT NULL REFERENCES class (id),
    day TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    title TEXT NOT NULL,
    topic_id UUID REFERENCES topic (id)
);
CREATE INDEX lesson_class ON lesson (class_id, day, starts_at);

CREATE TABLE trainer (
    id UUID PRIMARY KEY NOT NULL,
    class_id UUID NOT NULL REFERENCES class (id),
    name TEXT NOT NULL,
    institution_id UUID REFERENCES institution (id),
    account_id UUID
);
CREATE INDEX trainer_class ON trainer (class_id);
CREATE INDEX trainer_account ON trainer (account_id);

CREATE TABLE material (
    id UUID PRIMARY KEY NOT NULL,
    class_id UUID NOT NULL REFERENCES class (id),
    title TEXT NOT NULL,
    file_id UUID NOT NULL REFERENCES file (id)
);
CREATE INDEX material_class ON material (class_id);

CREATE TABLE invitation (
    id UUID PRIMARY KEY NOT NULL,
    class_id UUID NOT NULL REFERENCES class (id),
    person_id UUID NOT NULL REFERENCES person (id),
    council_id UUID REFERENCES council (id),
    ground TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    invited_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX invitation_once ON invitation (class_id, person_id);
CREATE INDEX invitation_person ON invitation (person_id);
CREATE INDEX invitation_council ON invitation (council_id);

CREATE TABLE attendance (
    lesson_id UUID NOT NULL REFERENCES lesson (id),
    person_id UUID NOT NULL REFERENCES person (id),
    status TEXT NOT NULL,
    method TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (lesson_id, person_id)
);
CREATE INDEX attendance_person ON attendance (person_id);

CREATE TABLE question (
    id UUID PRIMARY KEY NOT NULL,
    document_id UUID NOT NULL REFERENCES document (id),
    topic_id UUID REFERENCES topic (id),
    provision TEXT NOT NULL,
    text TEXT NOT NULL,
    choices TEXT NOT NULL,
    answer BIGINT NOT NULL,
    explanation TEXT NOT NULL,
    difficulty BIGINT NOT NULL,
    state TEXT NOT NULL,
    reviewed_on TEXT NOT NULL
);
CREATE INDEX question_document ON question (document_id, state);

CREATE TABLE quiz (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    document_id UUID NOT NULL REFERENCES document (id),
    name TEXT NOT NULL,
    questions BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    opens_on TEXT NOT NULL,
    closes_on TEXT
);
CREATE INDEX quiz_document ON quiz (document_id);
CREATE INDEX quiz_council ON quiz (council_id);

CREATE TABLE attempt (
    id UUID PRIMARY KEY NOT NULL,
    quiz_id UUID NOT NULL REFERENCES quiz (id),
    person_id UUID NOT NULL REFERENCES person (id),
    council_id UUID REFERENCES council (id),
    paper TEXT NOT NULL,
    answers TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    submitted_at BIGINT,
    right_answers BIGINT,
    passed BIGINT
);
CREATE INDEX attempt_quiz ON attempt (quiz_id);
CREATE INDEX attempt_person ON attempt (person_id);
CREATE INDEX attempt_council ON attempt (council_id);

CREATE TABLE certificate (
    id UUID PRIMARY KEY NOT NULL,
    class_id UUID NOT NULL REFERENCES class (id),
    person_id UUID NOT NULL REFERENCES person (id),
    code TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    revoked_at BIGINT,
    revoke_reason TEXT
);
CREATE UNIQUE INDEX certificate_code ON certificate (code);
CREATE UNIQUE INDEX certificate_once ON certificate (class_id, person_id);
CREATE INDEX certificate_person ON certificate (person_id);

CREATE TABLE evaluation (
    id UUID PRIMARY KEY NOT NULL,
    class_id UUID NOT NULL REFERENCES class (id),
    voucher BYTEA NOT NULL,
    content BIGINT NOT NULL,
    teaching BIGINT NOT NULL,
    organisation BIGINT NOT NULL,
    comment TEXT NOT NULL,
    recorded_on TEXT NOT NULL
);
CREATE UNIQUE INDEX evaluation_once ON evaluation (class_id, voucher);

-- Access ----------------------------------------------------------------------------------------------------------

CREATE TABLE account (
    id UUID PRIMARY KEY NOT NULL,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    person_id UUID REFERENCES person (id),
    password_hash TEXT,
    must_change BIGINT NOT NULL,
    disabled_at BIGINT,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX account_login ON account (login);
CREATE INDEX account_person ON account (person_id);

CREATE TABLE role_grant (
    id UUID PRIMARY KEY NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    scope TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT
);
CREATE INDEX role_grant_account ON role_grant (account_id);

CREATE TABLE sign_in (
    id UUID PRIMARY KEY NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id),
    token_hash BYTEA NOT NULL,
    method TEXT NOT NULL,
    agent TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX sign_in_token ON sign_in (token_hash);
CREATE INDEX sign_in_account ON sign_in (account_id);

CREATE TABLE passkey (
    id UUID PRIMARY KEY NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id),
    credential_id TEXT NOT NULL,
    credential TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE UNIQUE INDEX passkey_credential ON passkey (credential_id);
CREATE INDEX passkey_account ON passkey (account_id);

CREATE TABLE challenge (
    token_hash BYTEA PRIMARY KEY NOT NULL,
    purpose TEXT NOT NULL,
    account_id UUID REFERENCES account (id),
    state TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE external_identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id),
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX external_identity_account ON external_identity (account_id);

CREATE TABLE receipt (
    key TEXT PRIMARY KEY NOT NULL,
    location TEXT NOT NULL,
    at BIGINT NOT NULL
);

-- Imports ---------------------------------------------------------------------------------------------------------

CREATE TABLE import (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    kind TEXT NOT NULL,
    file_id UUID NOT NULL REFERENCES file (id),
    mapping TEXT NOT NULL,
    state TEXT NOT NULL,
    account_id UUID,
    uploaded_at BIGINT NOT NULL,
    decided_at BIGINT,
    counts TEXT
);
CREATE INDEX import_council ON import (council_id, uploaded_at);

CREATE TABLE import_change (
    import_id UUID NOT NULL REFERENCES import (id),
    position BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id UUID NOT NULL,
    before TEXT,
    after TEXT,
    PRIMARY KEY (import_id, position)
);
