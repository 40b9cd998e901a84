-- Điều kiện hoạt động: the posts of the office that serves a council and who fills them, facilities, budget lines, requests.

-- Vị trí việc làm of the office serving a council.
CREATE TABLE office_post (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT
);
CREATE INDEX office_post_council ON office_post (council_id, valid_from);

-- Người giữ vị trí: whether a post is vacant on a day is computed.
CREATE TABLE post_holder (
    id UUID PRIMARY KEY NOT NULL,
    post_id UUID NOT NULL REFERENCES office_post (id),
    full_name TEXT NOT NULL,
    qualification TEXT NOT NULL,
    field TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT
);
CREATE INDEX post_holder_post ON post_holder (post_id, valid_from);

-- Lần bồi dưỡng of whoever holds a post.
CREATE TABLE staff_training (
    id UUID PRIMARY KEY NOT NULL,
    holder_id UUID NOT NULL REFERENCES post_holder (id),
    name TEXT NOT NULL,
    day TEXT NOT NULL,
    hours BIGINT NOT NULL
);
CREATE INDEX staff_training_holder ON staff_training (holder_id, day);

-- Cơ sở vật chất as somebody saw it on a day; how much is wanted is a rule.
CREATE TABLE facility_record (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    item TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    remark TEXT NOT NULL,
    seen_on TEXT NOT NULL
);
CREATE UNIQUE INDEX facility_record_seen ON facility_record (council_id, item, seen_on);

-- Dòng kinh phí as it stood on a day, in đồng; the row of the last day until the day of view is the one that counts.
CREATE TABLE budget_line (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    year BIGINT NOT NULL,
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    norm BIGINT,
    estimate BIGINT NOT NULL,
    allotted BIGINT NOT NULL,
    spent BIGINT NOT NULL
);
CREATE UNIQUE INDEX budget_line_day ON budget_line (council_id, year, source, kind, day);
CREATE INDEX budget_line_year ON budget_line (year, day);

-- Kiến nghị về điều kiện hoạt động; whether it is overdue is computed.
CREATE TABLE condition_request (
    id UUID PRIMARY KEY NOT NULL,
    council_id UUID NOT NULL REFERENCES council (id),
    recipient TEXT NOT NULL,
    text TEXT NOT NULL,
    sent_on TEXT NOT NULL,
    due_on TEXT,
    state TEXT NOT NULL,
    answer TEXT NOT NULL,
    decided_on TEXT
);
CREATE INDEX condition_request_council ON condition_request (council_id, sent_on);
