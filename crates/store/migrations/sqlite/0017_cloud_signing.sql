-- Signing by keys of the server with a code by SMS (облачное подписание).

-- files on their way in, with how much of them is there
CREATE TABLE cloud_file (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    received INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX cloud_file_created ON cloud_file (created_at);

-- their pieces, each a content
CREATE TABLE cloud_chunk (
    file TEXT NOT NULL,
    position INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (file, position)
);

CREATE TABLE cloud_operation (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    account TEXT NOT NULL,
    version INTEGER NOT NULL,
    -- until when it waits for a code; nothing where it waits no more
    waits_until INTEGER NULL,
    created_at INTEGER NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX cloud_operation_waiting ON cloud_operation (account, waits_until) WHERE waits_until IS NOT NULL;
CREATE INDEX cloud_operation_created ON cloud_operation (created_at);

-- the signatures that came of them
CREATE TABLE cloud_result (
    id TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    operation TEXT NOT NULL,
    cms BLOB NOT NULL
);
CREATE INDEX cloud_result_operation ON cloud_result (operation);
