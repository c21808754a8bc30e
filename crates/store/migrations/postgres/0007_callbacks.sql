-- Callbacks: rotation of secrets, long failure, and a log of deliveries that says more.

ALTER TABLE endpoint ADD COLUMN description TEXT NOT NULL DEFAULT '';
-- why it is not active: 'owner', 'failures', 'gone'
ALTER TABLE endpoint ADD COLUMN reason TEXT NULL;
-- the first failure since the last success
ALTER TABLE endpoint ADD COLUMN failing_since BIGINT NULL;
ALTER TABLE endpoint ADD COLUMN changed_at BIGINT NULL;
-- the sealed secrets before the last rotation, and until when they sign too
ALTER TABLE endpoint ADD COLUMN previous BYTEA NULL;
ALTER TABLE endpoint ADD COLUMN previous_until BIGINT NULL;

-- the beginning of the receiver's last answer, and when the next try is due
ALTER TABLE delivery ADD COLUMN answer TEXT NULL;
ALTER TABLE delivery ADD COLUMN next_at BIGINT NULL;
CREATE INDEX delivery_open ON delivery (endpoint, state, event) WHERE state <> 'delivered';

-- failed jobs stay for a while only
CREATE INDEX job_failed ON job (run_at) WHERE state = 'failed';
