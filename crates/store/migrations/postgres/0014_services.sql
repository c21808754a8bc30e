-- What the authorities say of their certificates, and the services that say it.

-- Certificates of OCSP responders and of the time stamp authority. They belong to an authority, not to a licensee, and stay for good, since
-- answers and stamps are verified by them later; the key is named until it is destroyed.
CREATE TABLE service (
    serial TEXT PRIMARY KEY,
    authority TEXT NOT NULL,
    kind TEXT NOT NULL,
    private_key TEXT,
    not_before BIGINT NOT NULL,
    key_until BIGINT NOT NULL,
    der BYTEA NOT NULL
);
CREATE INDEX service_newest ON service (authority, kind, key_until);

-- Grows whenever the standing of a certificate of this authority changes, so that whoever keeps answers sees that they may be old.
CREATE TABLE standing (
    authority TEXT PRIMARY KEY,
    generation BIGINT NOT NULL
);
