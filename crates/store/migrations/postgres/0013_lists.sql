-- Every list is read page by page from an index in the order in which it is shown.
CREATE INDEX account_newest ON account (licensee, id);
CREATE INDEX company_newest ON company (licensee, id);
CREATE INDEX issue_newest ON issue (licensee, created_at, id);
CREATE INDEX certificate_newest ON certificate (licensee, created_at, id);
CREATE INDEX certificate_newest_account ON certificate (account, created_at, id);
DROP INDEX certificate_account;
CREATE INDEX api_key_newest ON api_key (licensee, created_at, id);
DROP INDEX api_key_licensee;
CREATE INDEX endpoint_newest ON endpoint (licensee, created_at, id);
DROP INDEX endpoint_licensee;
CREATE INDEX session_newest ON session (account, created_at, id);
DROP INDEX session_account;
CREATE INDEX signature_oldest ON signature (package, created_at, id);
DROP INDEX signature_package;

-- When a package was changed last: of those that are there, as their events tell.
ALTER TABLE package ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
UPDATE package SET updated_at = COALESCE(
    (SELECT max(event.at) FROM event WHERE event.licensee = package.licensee AND event.subject = 'pkg_' || package.id), package.created_at);
CREATE INDEX package_updated ON package (licensee, updated_at);
