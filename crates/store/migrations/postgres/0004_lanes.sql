-- Jobs behind the head of their lane leave the index that claims walk: a lane that stands still costs the others nothing.
-- A hint: claiming checks the lane itself, and a sweep clears a mark that was left behind.
ALTER TABLE job ADD COLUMN blocked BIGINT NOT NULL DEFAULT 0;
DROP INDEX job_due;
CREATE INDEX job_due ON job (run_at, pos) WHERE state = 'open' AND node IS NULL AND blocked = 0;
CREATE INDEX job_blocked ON job (pos) WHERE state = 'open' AND blocked = 1;
