-- Relays: servers of a ward that stand elsewhere and bring what phones brought
-- to them. Each joins once, by a code, and gets numbers for devices of its own.
CREATE TABLE relays (
    number INTEGER PRIMARY KEY,
    ward TEXT NOT NULL REFERENCES wards (code),
    -- What people call it.
    name TEXT NOT NULL,
    code_hash BLOB NOT NULL UNIQUE,
    code_expires_at INTEGER NOT NULL,
    -- Null until it has joined.
    token_hash BLOB UNIQUE,
    -- The numbers that it alone gives out.
    first_device INTEGER,
    last_device INTEGER,
    -- When it joined, or last brought or asked for something.
    seen_at INTEGER,
    revoked_at INTEGER
) STRICT;

-- Attempts to become a relay whose answer is not here yet.
CREATE TABLE joining (
    code_hash BLOB PRIMARY KEY,
    token BLOB NOT NULL
) STRICT;

-- In the data file of a relay: the town's server, and where it stands with it.
CREATE TABLE town (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    url TEXT NOT NULL,
    -- The certificate of an authority to trust beside those of the machine.
    trust BLOB,
    -- The relay's token, in the clear: it is the one who shows it.
    token BLOB NOT NULL,
    ward TEXT NOT NULL REFERENCES wards (code),
    -- The numbers that it alone gives to devices.
    first_device INTEGER NOT NULL,
    last_device INTEGER NOT NULL,
    -- Up to where it knows the town's news.
    epoch INTEGER,
    cursor INTEGER NOT NULL,
    -- SHA-256 of the register that it has from there.
    register BLOB,
    -- The number of its own sequence up to which changes are noted in for_town.
    noted INTEGER NOT NULL
) STRICT;

-- Changes that the town has not confirmed, by the relay's own numbers.
CREATE TABLE for_town (
    seq INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (key),
    hash BLOB NOT NULL,
    -- Why the town refused it, if it did.
    refused TEXT
) STRICT;

CREATE INDEX for_town_by_document ON for_town (document, hash);

-- Whole pictures that the town confirmed.
CREATE TABLE pictures_at_town (
    photo INTEGER PRIMARY KEY REFERENCES photos (key)
) STRICT;

-- Devices that were enrolled here and that the town has not confirmed.
CREATE TABLE enrolled_here (
    device INTEGER PRIMARY KEY REFERENCES devices (number),
    -- The hash of the token that it had before, where it got another one.
    former BLOB
) STRICT;
