-- How many certificates end soon is asked at every scrape of the metrics.

CREATE INDEX intent_ending ON intent (not_after) WHERE revoked_at IS NULL AND certificate IS NOT NULL AND state = 'signed';
