-- What is kept of standings has another form: a committee's months rest on its
-- cells' months. It is made again when somebody asks for it.
DELETE FROM standings;
