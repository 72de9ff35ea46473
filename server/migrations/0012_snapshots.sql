-- Long documents in one piece, beside their changes, so that they open fast. What
-- is here can be made again at any time.
CREATE TABLE snapshots (
    document INTEGER PRIMARY KEY REFERENCES documents (key),
    -- The last number of the ward's sequence that it holds.
    seq INTEGER NOT NULL,
    -- How many changes it holds, the genesis included.
    changes INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
