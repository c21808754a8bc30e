-- A package costs as few pages as it can: no entry of an index for what nobody looks up by it.

-- Only a blob in the blob store is looked up by its name; a small content has none. Every content has a SHA-256: a
-- column, where other digests are rows.
CREATE TABLE new_content (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    blob TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    bytes BLOB
);
INSERT INTO new_content (id, licensee, blob, size, sha256, created_at, bytes)
    SELECT id, licensee, blob, size, (SELECT value FROM digest WHERE digest.content = content.id AND algorithm = 'sha256'), created_at, bytes
    FROM content ORDER BY rowid;
DROP TABLE content;
ALTER TABLE new_content RENAME TO content;
CREATE UNIQUE INDEX content_blob ON content (blob) WHERE bytes IS NULL;
DELETE FROM digest WHERE algorithm = 'sha256';

-- Most packages have no id of the integrator's own.
CREATE TABLE new_package (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    external_id TEXT,
    created_at INTEGER NOT NULL,
    body TEXT NOT NULL
);
INSERT INTO new_package (id, licensee, version, status, external_id, created_at, body)
    SELECT id, licensee, version, status, external_id, created_at, body FROM package ORDER BY rowid;
DROP TABLE package;
ALTER TABLE new_package RENAME TO package;
CREATE UNIQUE INDEX package_external_id ON package (licensee, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX package_newest ON package (licensee, created_at, id);
CREATE INDEX package_status ON package (licensee, status, created_at, id);

-- A line of a route is found by its package.
CREATE TABLE new_package_party (
    package TEXT NOT NULL,
    participant TEXT NOT NULL,
    licensee TEXT NOT NULL,
    account TEXT,
    phone TEXT,
    company TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (package, participant)
) WITHOUT ROWID;
INSERT INTO new_package_party (package, participant, licensee, account, phone, company, created_at)
    SELECT package, participant, licensee, account, phone, company, created_at FROM package_party ORDER BY package, participant;
DROP TABLE package_party;
ALTER TABLE new_package_party RENAME TO package_party;
CREATE INDEX package_party_phone ON package_party (phone, licensee) WHERE account IS NULL;
CREATE INDEX package_party_newest_company ON package_party (company, created_at, package, participant);
CREATE INDEX package_party_newest_account ON package_party (account, created_at, package, participant);

-- Results are swept in the order in which they were kept: that of the rows.
DROP INDEX idempotency_at;
