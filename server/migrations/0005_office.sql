-- Officials: whoever has a code of this kind makes the ward's rulings. The
-- table of codes is written anew, since its kinds are a check of it.
CREATE TABLE codes_anew (
    hash BLOB PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('cell', 'viewer', 'office')),
    ward TEXT NOT NULL REFERENCES wards (code),
    -- The organisation whose device a cell's code enrols.
    organisation BLOB REFERENCES organisations (id),
    -- The name of the official, as rulings carry it.
    official TEXT,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    used_by INTEGER REFERENCES devices (number),
    -- The code itself: only a demo's, and only until it is used.
    shown TEXT,
    CHECK ((kind = 'cell') = (organisation IS NOT NULL)),
    CHECK ((kind = 'office') = (official IS NOT NULL))
) STRICT, WITHOUT ROWID;

INSERT INTO codes_anew (hash, kind, ward, organisation, expires_at, used_at, used_by, shown)
SELECT hash, kind, ward, organisation, expires_at, used_at, used_by, shown FROM codes;

DROP TABLE codes;
ALTER TABLE codes_anew RENAME TO codes;

-- Who a session is; null where it may look and not rule.
ALTER TABLE sessions ADD COLUMN official TEXT;

-- Who ruled; null where it was the command line.
ALTER TABLE rulings ADD COLUMN official TEXT;
