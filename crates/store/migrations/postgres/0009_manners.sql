-- API keys get a name, an end, the networks they work from, and the minute they were last used in.

ALTER TABLE api_key ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE api_key ADD COLUMN addresses TEXT NOT NULL DEFAULT '';
ALTER TABLE api_key ADD COLUMN expires_at BIGINT;
ALTER TABLE api_key ADD COLUMN last_used_at BIGINT;

-- a person's sessions, for the list of them
CREATE INDEX session_account ON session (account, created_at);
