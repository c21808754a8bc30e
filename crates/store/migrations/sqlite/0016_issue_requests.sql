-- Certificate requests for every face: personal data sealed, searched by keyed hashes, checked by operators, released in a cabinet.

-- A request lies whole in sealed, under the master key; body is what rows of earlier times hold, and empty in others.
ALTER TABLE issue ADD COLUMN sealed BLOB NULL;
ALTER TABLE issue ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
UPDATE issue SET updated_at = created_at;
-- keyed hashes of what is searched for
ALTER TABLE issue ADD COLUMN inn TEXT NULL;
ALTER TABLE issue ADD COLUMN phone TEXT NULL;
ALTER TABLE issue ADD COLUMN email TEXT NULL;
-- since when it waits for an operator
ALTER TABLE issue ADD COLUMN waiting_since INTEGER NULL;
UPDATE issue SET waiting_since = created_at WHERE state = 'validating';
CREATE INDEX issue_status ON issue (licensee, state, created_at, id);
CREATE INDEX issue_inn ON issue (licensee, inn, created_at, id) WHERE inn IS NOT NULL;
CREATE INDEX issue_phone ON issue (licensee, phone, created_at, id) WHERE phone IS NOT NULL;
CREATE INDEX issue_email ON issue (licensee, email, created_at, id) WHERE email IS NOT NULL;
CREATE INDEX issue_queue ON issue (waiting_since, id) WHERE waiting_since IS NOT NULL;
CREATE INDEX issue_unchanged ON issue (state, updated_at);

-- Who vouched for an identity, and that it was taken back: for when something went wrong. Gone with the request.
CREATE TABLE issue_identification (
    issue TEXT NOT NULL,
    version INTEGER NOT NULL,
    licensee TEXT NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    -- nothing where it was taken back
    sealed BLOB NULL,
    PRIMARY KEY (issue, version)
) WITHOUT ROWID;

-- Scans. Each is sealed under a key of its own, which lies here sealed under the master key: without the row the bytes are noise.
CREATE TABLE issue_page (
    id TEXT PRIMARY KEY,
    issue TEXT NOT NULL,
    licensee TEXT NOT NULL,
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    sealed_key BLOB NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE INDEX issue_page_issue ON issue_page (issue, kind);
CREATE INDEX issue_page_oldest ON issue_page (kind, created_at);

CREATE TABLE operator_session (
    id TEXT PRIMARY KEY,
    operator TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);
CREATE INDEX operator_session_expires_at ON operator_session (expires_at);

-- A subject in the cabinet of one request, let in by a code.
CREATE TABLE cabinet_session (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    issue TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    sms TEXT NOT NULL,
    phone TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);
CREATE INDEX cabinet_session_expires_at ON cabinet_session (expires_at);
CREATE INDEX cabinet_session_issue ON cabinet_session (issue);

-- Which certificate a member signs with, one of a source at a time, and which ones before.
CREATE TABLE member_certificate (
    company TEXT NOT NULL,
    account TEXT NOT NULL,
    source TEXT NOT NULL,
    certificate TEXT NOT NULL,
    licensee TEXT NOT NULL,
    actor TEXT NOT NULL,
    assigned_at INTEGER NOT NULL,
    replaced_at INTEGER NULL,
    PRIMARY KEY (company, account, certificate, assigned_at)
);
CREATE UNIQUE INDEX member_certificate_current ON member_certificate (company, account, source) WHERE replaced_at IS NULL;

-- The feed of requests alone.
CREATE INDEX event_issue ON event (licensee, number) WHERE substr(kind, 1, 20) = 'certificate_request.';

-- Codes are counted by the phone that they go to as well.
CREATE INDEX sms_phone ON sms (phone, created_at);
