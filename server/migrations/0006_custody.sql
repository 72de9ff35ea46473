-- Why a device was revoked, and by whom; null where it was in the data file.
ALTER TABLE devices ADD COLUMN revoked_by TEXT;
ALTER TABLE devices ADD COLUMN revoked_why TEXT;

-- Changes that were refused for who brought them, kept until a person of the
-- ward decides: one row per document and organisation.
CREATE TABLE custody (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    ward TEXT NOT NULL REFERENCES wards (code),
    document BLOB NOT NULL,
    kind TEXT NOT NULL,
    -- The organisation of the device that brought them.
    organisation BLOB NOT NULL REFERENCES organisations (id),
    -- The device that brought the last of them.
    device INTEGER NOT NULL REFERENCES devices (number),
    cause TEXT NOT NULL CHECK (cause IN ('revoked', 'other-author', 'other-organisation')),
    came_at INTEGER NOT NULL,
    -- The decision's number in the ward's sequence; null while nobody decided.
    decided_seq INTEGER,
    decided_at INTEGER,
    official TEXT,
    -- Why they are not accepted; null where they are.
    declined TEXT
) STRICT;

CREATE UNIQUE INDEX custody_undecided ON custody (organisation, document) WHERE decided_seq IS NULL;
CREATE INDEX custody_decided ON custody (organisation, decided_seq);
CREATE INDEX custody_of_ward ON custody (ward, decided_seq);

CREATE TABLE custody_changes (
    custody INTEGER NOT NULL REFERENCES custody (key),
    hash BLOB NOT NULL,
    chunk BLOB NOT NULL,
    PRIMARY KEY (custody, hash)
) STRICT;
