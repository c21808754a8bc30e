-- A package costs as few pages as it can: no entry of an index for what nobody looks up by it.

-- Only a blob in the blob store is looked up by its name; a small content has none. Every content has a SHA-256: a
-- column, where other digests are rows.
ALTER TABLE content ADD COLUMN sha256 TEXT;
UPDATE content SET sha256 = digest.value FROM digest WHERE digest.content = content.id AND digest.algorithm = 'sha256';
ALTER TABLE content ALTER COLUMN sha256 SET NOT NULL;
DELETE FROM digest WHERE algorithm = 'sha256';
ALTER TABLE content DROP CONSTRAINT content_blob_key;
CREATE UNIQUE INDEX content_blob ON content (blob) WHERE bytes IS NULL;

-- Most packages have no id of the integrator's own.
ALTER TABLE package DROP CONSTRAINT package_licensee_external_id_key;
CREATE UNIQUE INDEX package_external_id ON package (licensee, external_id) WHERE external_id IS NOT NULL;

-- A line of a route is found by its package.
ALTER TABLE package_party DROP CONSTRAINT package_party_pkey;
ALTER TABLE package_party ADD PRIMARY KEY (package, participant);
