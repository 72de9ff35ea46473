-- Keys of this data file by their names: the one that signs receipts.
CREATE TABLE keys (
    name TEXT PRIMARY KEY,
    secret BLOB NOT NULL
) STRICT, WITHOUT ROWID;
