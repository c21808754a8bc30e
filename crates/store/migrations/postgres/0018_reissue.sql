-- What a certificate was before another authority of the house issued it anew. Stays for good: signatures were made under it.

CREATE TABLE earlier_certificate (
    serial TEXT PRIMARY KEY,
    certificate TEXT NOT NULL,
    licensee TEXT NOT NULL,
    replaced_at BIGINT NOT NULL,
    der BYTEA NOT NULL
);
CREATE INDEX earlier_certificate_of ON earlier_certificate (certificate, replaced_at);
