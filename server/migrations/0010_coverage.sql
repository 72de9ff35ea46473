-- What is kept of standings has another form: a committee's may rest on how much
-- of its cells' records is there. It is made again when somebody asks for it.
DELETE FROM standings;
