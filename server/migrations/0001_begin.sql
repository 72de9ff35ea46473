-- The first tables. Moments are milliseconds since 1970 UTC; ids, hashes,
-- chunks and CBOR bodies are blobs. Every sequence number and cursor is a
-- ward's own, so that a ward can be moved to another store as a whole.

-- "BonT": tells a data file of bontot from any other SQLite file.
PRAGMA application_id = 0x426f6e54;

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE wards (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    town TEXT NOT NULL,
    -- The number that the ward's next change or ruling gets.
    next_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The ward's decisions, in its order.
CREATE TABLE rulings (
    ward TEXT NOT NULL REFERENCES wards (code),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (ward, seq)
) STRICT;

-- Read model of the rulings that register organisations.
CREATE TABLE organisations (
    id BLOB PRIMARY KEY,
    ward TEXT NOT NULL REFERENCES wards (code),
    code TEXT NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (ward, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE devices (
    -- Never reused: it is the beginning of the device's actors.
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    ward TEXT NOT NULL REFERENCES wards (code),
    organisation BLOB NOT NULL REFERENCES organisations (id),
    -- Null where nobody holds a token, as in seeded data.
    token_hash BLOB UNIQUE,
    enrolled_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

CREATE TABLE codes (
    hash BLOB PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('cell', 'viewer')),
    ward TEXT NOT NULL REFERENCES wards (code),
    -- The organisation whose device a cell's code enrols.
    organisation BLOB REFERENCES organisations (id),
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    used_by INTEGER REFERENCES devices (number),
    -- The code itself: only a demo's, and only until it is used.
    shown TEXT,
    CHECK ((kind = 'cell') = (organisation IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    hash BLOB PRIMARY KEY,
    ward TEXT NOT NULL REFERENCES wards (code),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (
    key INTEGER PRIMARY KEY,
    ward TEXT NOT NULL REFERENCES wards (code),
    id BLOB NOT NULL,
    organisation BLOB NOT NULL REFERENCES organisations (id),
    kind TEXT NOT NULL,
    -- The hashes of the heads, sorted, one after the other.
    heads BLOB NOT NULL,
    UNIQUE (ward, id)
) STRICT;

-- The log of changes: pulls read it, and documents are opened from it.
CREATE TABLE changes (
    ward TEXT NOT NULL REFERENCES wards (code),
    seq INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES documents (key),
    organisation BLOB NOT NULL,
    hash BLOB NOT NULL,
    device INTEGER NOT NULL REFERENCES devices (number),
    received_at INTEGER NOT NULL,
    chunk BLOB NOT NULL,
    PRIMARY KEY (ward, seq),
    UNIQUE (document, hash)
) STRICT;

CREATE INDEX changes_by_organisation ON changes (organisation, seq);

-- Projection: what each document says now, as standings look at it.
CREATE TABLE records (
    document INTEGER PRIMARY KEY REFERENCES documents (key),
    ward TEXT NOT NULL,
    organisation BLOB NOT NULL,
    kind TEXT NOT NULL,
    -- yyyy-mm, or null where the record is of no month.
    month TEXT,
    fact BLOB NOT NULL
) STRICT;

CREATE INDEX records_by_month ON records (ward, month);
