-- Nhận tin qua thư điện tử: who asked for news by e-mail, of what, up to where it was told, and the letters that wait.

-- Người nhận tin: one address. The row goes, and with it the address, when nothing is asked for any more.
CREATE TABLE subscriber (
    id UUID PRIMARY KEY NOT NULL,
    email TEXT NOT NULL,
    lang TEXT NOT NULL,
    -- When the last letter of news was made; empty before the first.
    told_at BIGINT
);
CREATE UNIQUE INDEX subscriber_email ON subscriber (email);

-- Đăng ký nhận tin: one thing of which one address hears.
CREATE TABLE subscription (
    id UUID PRIMARY KEY NOT NULL,
    subscriber_id UUID NOT NULL REFERENCES subscriber (id),
    topic TEXT NOT NULL,
    -- The utterance, council or unit that the topic names.
    target_id UUID NOT NULL,
    state TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    -- The line of the audit chain up to which all was told, and the day on which lateness was last looked at.
    seq BIGINT NOT NULL,
    looked_on TEXT NOT NULL,
    -- Why the mail server refuses the address.
    reason TEXT NOT NULL
);
CREATE UNIQUE INDEX subscription_once ON subscription (subscriber_id, topic, target_id);
CREATE INDEX subscription_state ON subscription (state, subscriber_id);

-- Which lateness was told already: once for each day on which an answer was due.
CREATE TABLE subscription_late (
    subscription_id UUID NOT NULL REFERENCES subscription (id),
    matter_id UUID NOT NULL REFERENCES matter (id),
    due_on TEXT NOT NULL,
    PRIMARY KEY (subscription_id, matter_id, due_on)
);
CREATE INDEX subscription_late_matter ON subscription_late (matter_id);

-- Thư chờ gửi: what a letter is to say, never its words nor the address.
CREATE TABLE notice (
    id UUID PRIMARY KEY NOT NULL,
    subscriber_id UUID NOT NULL REFERENCES subscriber (id),
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    -- When it may be tried next; while somebody sends it, until when it is left to him.
    due_at BIGINT NOT NULL,
    lease UUID,
    sent_at BIGINT,
    reason TEXT NOT NULL
);
CREATE INDEX notice_due ON notice (state, due_at);
CREATE INDEX notice_subscriber ON notice (subscriber_id, made_at);

-- The links in letters, each known by the hash of its token alone.
CREATE TABLE notice_link (
    token_hash BYTEA PRIMARY KEY NOT NULL,
    purpose TEXT NOT NULL,
    subscriber_id UUID NOT NULL REFERENCES subscriber (id),
    -- The letter whose topics it confirms.
    notice_id UUID REFERENCES notice (id),
    expires_at BIGINT NOT NULL
);
CREATE INDEX notice_link_subscriber ON notice_link (subscriber_id);
CREATE INDEX notice_link_notice ON notice_link (notice_id);
