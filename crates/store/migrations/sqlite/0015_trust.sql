-- Certificates of other authorities that this installation believes. It belongs to no licensee: whom to believe is the administrator's to say.
CREATE TABLE trusted_certificate (
    id TEXT NOT NULL PRIMARY KEY,
    -- SHA-256 of the certificate, hexadecimal: each stands once
    sha256 TEXT NOT NULL UNIQUE,
    der BLOB NOT NULL,
    source TEXT NOT NULL,
    accredited INTEGER NOT NULL,
    accredited_from INTEGER NULL,
    accredited_to INTEGER NULL,
    added_at INTEGER NOT NULL
);
