-- What is known of a signer for one title beyond the certificate, and boxes without a subscription to the vendor's API.

-- One record a box, certificate and title; sealed under the master key, since it says who somebody is. Stays as long as the box does.
CREATE TABLE signer_details (
    company TEXT NOT NULL,
    thumbprint TEXT NOT NULL,
    title INTEGER NOT NULL,
    licensee TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (company, thumbprint, title)
) WITHOUT ROWID;

-- Boxes whose subscription has ended; all others have one.
CREATE TABLE unsubscribed_box (
    company TEXT PRIMARY KEY,
    licensee TEXT NOT NULL,
    since INTEGER NOT NULL
);
