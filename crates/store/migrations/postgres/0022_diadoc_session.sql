-- Logging in on the face of signer details: by e-mail as well as by phone, and by certificate; certificates issued elsewhere.

-- Lower case, so that the case in which somebody types their address does not matter.
ALTER TABLE account ADD COLUMN email TEXT;
UPDATE account SET email = lower(body::json ->> 'email');
CREATE INDEX account_email ON account (licensee, email) WHERE email IS NOT NULL;

-- Which face a session opens: a token of one opens no other.
ALTER TABLE session ADD COLUMN face TEXT NOT NULL DEFAULT 'office';

-- What somebody who shows a certificate has to decrypt. Single use, and gone after minutes.
CREATE TABLE certificate_challenge (
    -- SHA-256 of the challenge
    hash TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    -- SHA-1 and SHA-256 of the certificate
    thumbprint TEXT NOT NULL,
    certificate TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX certificate_challenge_expires_at ON certificate_challenge (expires_at);

-- Certificates of members that other authorities issued.
CREATE TABLE outside_certificate (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    company TEXT NOT NULL,
    account TEXT NOT NULL,
    thumbprint TEXT NOT NULL,
    body TEXT NOT NULL,
    der BYTEA NOT NULL,
    UNIQUE (company, thumbprint)
);
CREATE INDEX outside_certificate_member ON outside_certificate (company, account, id);
CREATE INDEX outside_certificate_thumbprint ON outside_certificate (licensee, thumbprint);
