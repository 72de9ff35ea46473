-- What a device may do, and since when, by whose word and why, once an official
-- gave it another role. What a reader still brings of its own is kept for a decision.
ALTER TABLE devices ADD COLUMN role TEXT NOT NULL DEFAULT 'writer' CHECK (role IN ('writer', 'reader'));
ALTER TABLE devices ADD COLUMN role_at INTEGER;
ALTER TABLE devices ADD COLUMN role_by TEXT;
ALTER TABLE devices ADD COLUMN role_why TEXT;
