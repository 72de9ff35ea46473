-- In the data file of a relay: changes of the town that could not enter here
-- yet, by the town's own numbers. They are tried again with each answer.
CREATE TABLE left_at_town (
    seq INTEGER PRIMARY KEY,
    -- As the town sent it.
    pulled BLOB NOT NULL
) STRICT;
