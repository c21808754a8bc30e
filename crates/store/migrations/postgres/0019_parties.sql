-- What certificate forms name: parties, who acts for whom, contents that were deposited, extracts about organizations.

-- A party lies whole in sealed, under the master key: it holds personal data.
CREATE TABLE party (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    company TEXT NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    external_id TEXT NULL,
    sealed BYTEA NOT NULL,
    -- when it was changed or named by a form last: what has been lying for long goes away
    used_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX party_external_id ON party (company, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX party_unused ON party (used_at);

-- Goes away with either of its parties.
CREATE TABLE representative (
    principal TEXT NOT NULL,
    agent TEXT NOT NULL,
    licensee TEXT NOT NULL,
    company TEXT NOT NULL,
    version BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (principal, agent)
);
CREATE INDEX representative_agent ON representative (agent);

-- A content, sealed under a key of its own, which lies here sealed under the master key, and what is known of it, sealed as well.
CREATE TABLE deposit (
    content TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    company TEXT NOT NULL,
    sealed_key BYTEA NOT NULL,
    sealed BYTEA NOT NULL,
    -- since when nobody names it; nothing where somebody does
    idle_since BIGINT NULL
);
CREATE INDEX deposit_idle ON deposit (idle_since) WHERE idle_since IS NOT NULL;

-- Who names a content: forms, pages of requests, representatives, by their shown ids.
CREATE TABLE deposit_use (
    content TEXT NOT NULL,
    owner TEXT NOT NULL,
    PRIMARY KEY (content, owner)
);
CREATE INDEX deposit_use_owner ON deposit_use (owner);

-- Extracts from ЕГРЮЛ that were fetched lately, by the organization's number: what is recorded about it is public.
CREATE TABLE register_extract (
    company TEXT NOT NULL,
    ogrn TEXT NOT NULL,
    licensee TEXT NOT NULL,
    content TEXT NOT NULL,
    dated TEXT NOT NULL,
    fetched_at BIGINT NOT NULL,
    PRIMARY KEY (company, ogrn)
);
CREATE INDEX register_extract_fetched ON register_extract (fetched_at);
