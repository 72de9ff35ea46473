-- The public keys by which devices seal the files that people carry for them. A
-- browser that lost its key has another one; what was sealed before stays good.
CREATE TABLE device_keys (
    device INTEGER NOT NULL REFERENCES devices (number),
    key BLOB NOT NULL,
    told_at INTEGER NOT NULL,
    PRIMARY KEY (device, key)
) STRICT;
