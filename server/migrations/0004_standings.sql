-- Projection: what the year of an organisation comes to, with its months. A
-- row that is not here is computed when it is asked for. What bears on it,
-- a change of a record or a ruling, takes it away.
CREATE TABLE standings (
    organisation BLOB NOT NULL REFERENCES organisations (id),
    year INTEGER NOT NULL,
    ward TEXT NOT NULL REFERENCES wards (code),
    -- The number of the ward's last change or ruling that it rests on.
    seq INTEGER NOT NULL,
    -- What groups and totals need of it.
    summary BLOB NOT NULL,
    -- The months and the year with all their reasons.
    body BLOB NOT NULL,
    PRIMARY KEY (organisation, year)
) STRICT;

-- The group is read without the reasons, which are long.
CREATE INDEX standings_by_ward ON standings (ward, year, organisation, summary);

-- How many organisations of a ward end up with each grade, after the cap.
CREATE TABLE standing_totals (
    year INTEGER NOT NULL,
    ward TEXT NOT NULL REFERENCES wards (code),
    kind TEXT NOT NULL,
    scheme TEXT NOT NULL,
    -- The grade's place among the scheme's grades; -1 where there is none yet.
    grade INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (year, ward, kind, scheme, grade)
) STRICT, WITHOUT ROWID;

CREATE INDEX records_of_year ON records (organisation, month);
