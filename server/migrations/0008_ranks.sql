-- What is kept of standings has another form: ranks as the pages show them, and
-- all that a page of the year needs. The rows are computed again when they are asked for.
DELETE FROM standings;
DELETE FROM standing_totals;
