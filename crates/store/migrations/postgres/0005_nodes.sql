-- What several nodes over one database agree on.

-- Facts of the installation: under which master key it was founded. They belong to nobody.
CREATE TABLE house (
    name TEXT PRIMARY KEY,
    value BYTEA NOT NULL
);

-- Private keys sealed under the master key, where the database is their place. They belong to authorities and requests.
CREATE TABLE sealed_key (
    id TEXT PRIMARY KEY,
    sealed BYTEA NOT NULL
);

-- Whose a public key is for good: whoever inserts first. Across licensees, so it has none.
CREATE TABLE key_holder (
    public_key TEXT PRIMARY KEY,
    account TEXT NOT NULL
);
INSERT INTO key_holder (public_key, account) SELECT public_key, min(account) FROM certificate GROUP BY public_key;
