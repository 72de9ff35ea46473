-- That a device only reads: since when, who said so (none where it was the
-- command line), and why. What it still brings of its own is kept for a decision.
ALTER TABLE devices ADD COLUMN reads_only_at INTEGER;
ALTER TABLE devices ADD COLUMN reads_only_by TEXT;
ALTER TABLE devices ADD COLUMN reads_only_why TEXT;
