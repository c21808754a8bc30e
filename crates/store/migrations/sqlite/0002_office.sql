-- The office: tenants, people, companies, certificates, packages and what belongs to them.
-- Aggregates live whole in body (JSON); the columns beside it are what statements look for.

CREATE TABLE licensee (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE api_key (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
);
CREATE INDEX api_key_licensee ON api_key (licensee);

CREATE TABLE account (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    version INTEGER NOT NULL,
    phone TEXT NOT NULL,
    external_id TEXT,
    password TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (licensee, phone),
    UNIQUE (licensee, external_id)
);
CREATE INDEX account_phone ON account (phone);

CREATE TABLE operator (
    login TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    password TEXT NOT NULL,
    created_at INTEGER NOT NULL
);

CREATE TABLE session (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    account TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);
CREATE INDEX session_expires_at ON session (expires_at);

CREATE TABLE login_failure (
    login TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL
);

CREATE TABLE company (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    version INTEGER NOT NULL,
    inn TEXT NOT NULL,
    kpp TEXT NOT NULL,
    external_id TEXT,
    body TEXT NOT NULL,
    UNIQUE (licensee, inn, kpp),
    UNIQUE (licensee, external_id)
);

CREATE TABLE member (
    company TEXT NOT NULL,
    account TEXT NOT NULL,
    licensee TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (company, account)
);
CREATE INDEX member_account ON member (account);

CREATE TABLE content (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    blob TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    created_at INTEGER NOT NULL
);

CREATE TABLE digest (
    content TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (content, algorithm)
);

CREATE TABLE file (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    owner TEXT NOT NULL,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX file_owner ON file (owner, place);

CREATE TABLE issue (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    account TEXT NOT NULL,
    external_id TEXT,
    created_at INTEGER NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (licensee, external_id)
);

CREATE TABLE certificate (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    version INTEGER NOT NULL,
    account TEXT NOT NULL,
    issue TEXT NOT NULL UNIQUE,
    serial TEXT NOT NULL UNIQUE,
    thumbprint TEXT NOT NULL,
    public_key TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    body TEXT NOT NULL,
    der BLOB NOT NULL
);
CREATE INDEX certificate_account ON certificate (account);
CREATE INDEX certificate_public_key ON certificate (public_key);
CREATE INDEX certificate_thumbprint ON certificate (thumbprint);

CREATE TABLE package (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    external_id TEXT,
    created_at INTEGER NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (licensee, external_id)
);
CREATE INDEX package_newest ON package (licensee, created_at, id);

CREATE TABLE package_party (
    package TEXT NOT NULL,
    participant TEXT NOT NULL PRIMARY KEY,
    licensee TEXT NOT NULL,
    account TEXT,
    phone TEXT,
    company TEXT
);
CREATE INDEX package_party_phone ON package_party (phone, licensee) WHERE account IS NULL;
CREATE INDEX package_party_company ON package_party (company, package);
CREATE INDEX package_party_account ON package_party (account, package);

CREATE TABLE signature (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    package TEXT NOT NULL,
    file TEXT NOT NULL,
    participant TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    body TEXT NOT NULL,
    cms BLOB NOT NULL,
    UNIQUE (file, participant)
);
CREATE INDEX signature_package ON signature (package, created_at);

CREATE TABLE challenge (
    account TEXT NOT NULL,
    subject TEXT NOT NULL,
    licensee TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (account, subject)
);

CREATE TABLE sms (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    account TEXT NOT NULL,
    purpose TEXT NOT NULL,
    phone TEXT NOT NULL,
    text BLOB NOT NULL,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE INDEX sms_newest ON sms (created_at, id);
CREATE INDEX sms_account ON sms (account, created_at);

CREATE TABLE endpoint (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    version INTEGER NOT NULL,
    url TEXT NOT NULL,
    types TEXT NOT NULL,
    state TEXT NOT NULL,
    secret BLOB NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE INDEX endpoint_licensee ON endpoint (licensee);

CREATE TABLE delivery (
    endpoint TEXT NOT NULL,
    event TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    status INTEGER,
    error TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (endpoint, event)
);
