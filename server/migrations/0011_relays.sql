-- Relays: servers of a ward that stand elsewhere and bring what phones brought
-- to them. Each joins once, by a code, and gets numbers for devices of its own.
CREATE TABLE relays (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    ward TEXT NOT NULL REFERENCES wards (code),
    -- What people call it.
    name TEXT NOT NULL,
    code_hash BLOB NOT NULL UNIQUE,
    code_expires_at INTEGER NOT NULL,
    -- Null until it has joined.
    token_hash BLOB UNIQUE,
    joined_at INTEGER,
    -- The numbers that it alone gives out.
    first_device INTEGER,
    last_device INTEGER,
    -- When it last brought or asked for something.
    seen_at INTEGER,
    revoked_at INTEGER
) STRICT;

-- An attempt to become a relay, whose answer is not here yet.
CREATE TABLE joining (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    url TEXT NOT NULL,
    code TEXT NOT NULL,
    token BLOB NOT NULL
) STRICT;

-- In the data file of a relay: the town's server, and where it stands with it.
CREATE TABLE town (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    url TEXT NOT NULL,
    -- The relay's token, in the clear: it is the one who shows it.
    token BLOB NOT NULL,
    ward TEXT NOT NULL REFERENCES wards (code),
    last_device INTEGER NOT NULL,
    next_device INTEGER NOT NULL,
    -- Up to where it knows the town's news.
    epoch INTEGER,
    cursor INTEGER NOT NULL,
    -- SHA-256 of the register that it has from there.
    register BLOB,
    -- The number of its own sequence up to which changes are noted in for_town.
    noted INTEGER NOT NULL,
    -- When the town last answered.
    answered_at INTEGER
) STRICT;

-- Changes that the town has not confirmed, by the relay's own numbers.
CREATE TABLE for_town (
    seq INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (key),
    hash BLOB NOT NULL,
    -- Why the town refused it, if it did.
    refused TEXT
) STRICT;

CREATE INDEX for_town_by_document ON for_town (document);

-- Devices that were enrolled here and that the town has not confirmed.
CREATE TABLE enrolled_here (
    device INTEGER PRIMARY KEY REFERENCES devices (number),
    -- The hash of the token that it had before, where it got another one.
    former BLOB
) STRICT;
