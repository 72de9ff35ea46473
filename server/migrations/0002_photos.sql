-- Pictures that are evidence, under the organisation whose photos name them:
-- what one organisation has tells another nothing, not even that it exists.
CREATE TABLE photos (
    key INTEGER PRIMARY KEY,
    organisation BLOB NOT NULL REFERENCES organisations (id),
    hash BLOB NOT NULL,
    -- How many of its first bytes are here.
    held INTEGER NOT NULL,
    -- When it was whole and its hash was right; null before.
    completed_at INTEGER,
    UNIQUE (organisation, hash)
) STRICT;

-- The bytes, piece by piece as they came; together they have no gap.
CREATE TABLE photo_pieces (
    photo INTEGER NOT NULL REFERENCES photos (key),
    start INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (photo, start)
) STRICT;

CREATE INDEX records_by_kind ON records (organisation, kind);
