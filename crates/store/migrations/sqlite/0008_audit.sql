-- A licensee reads its own audit records, the newest first.
CREATE INDEX audit_licensee ON audit (licensee, pos);
