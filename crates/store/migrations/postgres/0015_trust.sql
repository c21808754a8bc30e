-- Certificates of other authorities that this installation believes. It belongs to no licensee: whom to believe is the administrator's to say.
CREATE TABLE trusted_certificate (
    id TEXT NOT NULL PRIMARY KEY,
    -- SHA-256 of the certificate, hexadecimal: each stands once
    sha256 TEXT NOT NULL UNIQUE,
    der BYTEA NOT NULL,
    source TEXT NOT NULL,
    accredited BIGINT NOT NULL,
    accredited_from BIGINT NULL,
    accredited_to BIGINT NULL,
    added_at BIGINT NOT NULL
);
