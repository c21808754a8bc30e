-- Endpoints that are paused, or were until lately, queue nothing: this is the first event that was not queued for them.

ALTER TABLE endpoint ADD COLUMN unsent_from BIGINT NULL;
UPDATE endpoint SET unsent_from = COALESCE((SELECT last FROM event_counter WHERE event_counter.licensee = endpoint.licensee), 0) + 1
WHERE state = 'paused';
