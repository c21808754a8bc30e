//! Durable work: claim, lease, retry, lanes.
