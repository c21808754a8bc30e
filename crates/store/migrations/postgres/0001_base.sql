-- What every change leaves behind: events, audit records, results under idempotency keys, jobs.
-- Columns are text, bigint and bytea; times are microseconds UTC.

CREATE TABLE event (
    pos BIGSERIAL PRIMARY KEY,
    number BIGINT NULL,
    licensee TEXT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    subject TEXT NOT NULL,
    lane TEXT NULL,
    data TEXT NOT NULL,
    UNIQUE (licensee, number)
);
-- what the sequencer has not numbered yet
CREATE INDEX event_unnumbered ON event (pos) WHERE number IS NULL;
CREATE INDEX event_subject ON event (licensee, subject, pos);

CREATE TABLE event_counter (
    licensee TEXT PRIMARY KEY,
    last BIGINT NOT NULL
);

CREATE TABLE audit (
    pos BIGSERIAL PRIMARY KEY,
    at BIGINT NOT NULL,
    licensee TEXT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    outcome TEXT NOT NULL,
    code TEXT NULL,
    detail TEXT NOT NULL,
    request_id TEXT NULL
);
CREATE INDEX audit_subject ON audit (subject, pos);

CREATE TABLE idempotency (
    owner TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    result TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (owner, key)
);
CREATE INDEX idempotency_at ON idempotency (at);

CREATE TABLE job (
    pos BIGSERIAL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    -- its kind, and the target where it has one: what claims are shared out by
    line TEXT NOT NULL,
    licensee TEXT NULL,
    lane TEXT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    -- claims so far, for fencing; errors in a row, and failures that count towards giving up
    attempt BIGINT NOT NULL,
    errors BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    created BIGINT NOT NULL,
    run_at BIGINT NOT NULL,
    node TEXT NULL,
    boot TEXT NULL,
    error TEXT NULL,
    -- behind the head of its lane, out of the index that claims walk; a hint, which a claim checks and a sweep clears
    blocked BIGINT NOT NULL
);
-- done jobs are deleted; failed ones stay to be looked at
CREATE INDEX job_due ON job (line, run_at, pos) WHERE state = 'open' AND node IS NULL AND blocked = 0;
CREATE INDEX job_blocked ON job (pos) WHERE state = 'open' AND blocked = 1;
CREATE INDEX job_running ON job (line) WHERE node IS NOT NULL;
CREATE INDEX job_lane ON job (lane, pos) WHERE state = 'open' AND lane IS NOT NULL;
CREATE INDEX job_node ON job (node) WHERE node IS NOT NULL;

-- lines of which nothing is claimed for a while, such as callbacks to an endpoint that is overloaded
CREATE TABLE job_pause (
    line TEXT PRIMARY KEY,
    until BIGINT NOT NULL
);

CREATE TABLE node (
    id TEXT PRIMARY KEY,
    boot TEXT NOT NULL,
    started BIGINT NOT NULL,
    beat BIGINT NOT NULL
);

-- what recurs, and when it is due next
CREATE TABLE schedule (
    name TEXT PRIMARY KEY,
    due BIGINT NOT NULL
);

-- locked by whoever does something that only one may do at a time
CREATE TABLE lease (
    name TEXT PRIMARY KEY
);
INSERT INTO lease (name) VALUES ('sequencer');
