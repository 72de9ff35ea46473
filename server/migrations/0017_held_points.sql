-- What is kept of standings may have points beyond the most of the case that
-- applies. It is made again when somebody asks for it.
DELETE FROM standings;
