-- When a phone of this device last showed that a backup was put back, and so a
-- new epoch began. A device that says so again and again is not believed.
ALTER TABLE devices ADD COLUMN epoch_begun_at INTEGER;
