-- A small content lies in its row: durable with the transaction that names it, and no file to flush. Its blob is then a name nobody looks up.
ALTER TABLE content ADD COLUMN bytes BLOB;
