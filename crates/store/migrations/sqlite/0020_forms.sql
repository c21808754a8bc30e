-- Certificate forms: a record beside the request of the same id, and the feed of what happened to them.

-- What the client gave lies whole in sealed, under the master key: it holds personal data.
CREATE TABLE form (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    company TEXT NOT NULL,
    version INTEGER NOT NULL,
    external_id TEXT NULL,
    sealed BLOB NOT NULL
);
CREATE UNIQUE INDEX form_external_id ON form (company, external_id) WHERE external_id IS NOT NULL;

-- The feed of each company, numbered 1, 2, 3, … in the order of commits. Kept for three months; the last event of a company stays, so that
-- whoever has read everything can always go on.
CREATE TABLE form_event (
    company TEXT NOT NULL,
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    licensee TEXT NOT NULL,
    form TEXT NOT NULL,
    external_id TEXT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- what is told of it, sealed: remarks are free texts
    sealed BLOB NOT NULL,
    PRIMARY KEY (company, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX form_event_id ON form_event (id);
CREATE INDEX form_event_at ON form_event (at);

-- The last number of each company: whoever writes an event holds this row until the commit, so numbers are seen in their order.
CREATE TABLE form_feed (
    company TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    last INTEGER NOT NULL
) WITHOUT ROWID;
