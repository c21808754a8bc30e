-- A package costs as few pages as it can: no entry of an index for what nobody looks up by it.

-- Only a blob in the blob store is looked up by its name; a small content has none.
ALTER TABLE content DROP CONSTRAINT content_blob_key;
CREATE UNIQUE INDEX content_blob ON content (blob) WHERE bytes IS NULL;

-- Most packages have no id of the integrator's own.
ALTER TABLE package DROP CONSTRAINT package_licensee_external_id_key;
CREATE UNIQUE INDEX package_external_id ON package (licensee, external_id) WHERE external_id IS NOT NULL;
