-- The log again, as it is read and written: a document's changes lie side by
-- side under its number, and one more index leads to them by organisation. Two
-- trees take a change in where there were four, of which one was by a random hash.
-- It is filled before the old one goes, and both in one transaction: a file that
-- cannot be brought along stays as it was.
CREATE TABLE changes_anew (
    document INTEGER NOT NULL REFERENCES documents (key),
    seq INTEGER NOT NULL,
    organisation BLOB NOT NULL,
    hash BLOB NOT NULL,
    device INTEGER NOT NULL REFERENCES devices (number),
    received_at INTEGER NOT NULL,
    chunk BLOB NOT NULL,
    PRIMARY KEY (document, seq)
) STRICT, WITHOUT ROWID;

INSERT INTO changes_anew (document, seq, organisation, hash, device, received_at, chunk)
SELECT document, seq, organisation, hash, device, received_at, chunk FROM changes ORDER BY document, seq;

DROP TABLE changes;
ALTER TABLE changes_anew RENAME TO changes;

CREATE INDEX changes_by_organisation ON changes (organisation, seq);
