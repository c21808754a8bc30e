-- Pages of packages by status, by company and by person are read from an index in the order in which they are shown.
CREATE INDEX package_status ON package (licensee, status, created_at, id);

ALTER TABLE package_party ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
UPDATE package_party SET created_at = (SELECT package.created_at FROM package WHERE package.id = package_party.package);
CREATE INDEX package_party_newest_company ON package_party (company, created_at, package, participant);
CREATE INDEX package_party_newest_account ON package_party (account, created_at, package, participant);
DROP INDEX package_party_company;
DROP INDEX package_party_account;
