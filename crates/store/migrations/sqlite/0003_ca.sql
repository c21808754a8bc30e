-- The certificate authority: authorities, what they were about to sign, revocation, lists.

CREATE TABLE authority (
    id TEXT PRIMARY KEY,
    licensee TEXT,
    slot TEXT NOT NULL UNIQUE,
    parent TEXT,
    name TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    private_key TEXT NOT NULL,
    serial TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    not_before INTEGER NOT NULL,
    not_after INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    certificate BLOB
);

-- A row stands here before an authority's key signs anything, and for good: what is revoked, is revoked by it.
CREATE TABLE intent (
    serial TEXT PRIMARY KEY,
    authority TEXT NOT NULL,
    state TEXT NOT NULL,
    reserved_at INTEGER NOT NULL,
    not_after INTEGER NOT NULL,
    certificate TEXT,
    lint BLOB,
    revoked_at INTEGER,
    reason INTEGER
);
CREATE INDEX intent_revoked ON intent (authority, not_after) WHERE revoked_at IS NOT NULL;
CREATE INDEX intent_reserved ON intent (reserved_at) WHERE state = 'reserved';

CREATE TABLE crl (
    authority TEXT NOT NULL,
    number INTEGER NOT NULL,
    this_update INTEGER NOT NULL,
    next_update INTEGER NOT NULL,
    der BLOB NOT NULL,
    PRIMARY KEY (authority, number)
);
