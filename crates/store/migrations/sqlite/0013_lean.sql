-- A package costs as few pages as it can: no entry of an index for what nobody looks up by it.

-- Only a blob in the blob store is looked up by its name; a small content has none.
CREATE TABLE new_content (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    blob TEXT NOT NULL,
    size INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    bytes BLOB
);
INSERT INTO new_content (id, licensee, blob, size, created_at, bytes) SELECT id, licensee, blob, size, created_at, bytes FROM content ORDER BY rowid;
DROP TABLE content;
ALTER TABLE new_content RENAME TO content;
CREATE UNIQUE INDEX content_blob ON content (blob) WHERE bytes IS NULL;

-- Its key is all there is to it.
CREATE TABLE new_digest (
    content TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (content, algorithm)
) WITHOUT ROWID;
INSERT INTO new_digest (content, algorithm, value) SELECT content, algorithm, value FROM digest ORDER BY content, algorithm;
DROP TABLE digest;
ALTER TABLE new_digest RENAME TO digest;

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

-- Results are swept in the order in which they were kept: that of the rows.
DROP INDEX idempotency_at;
