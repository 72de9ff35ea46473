-- What is kept of standings may call a criterion with more than its maximum not
-- met, and may count a bonus for more where others do not apply. It is made again
-- when somebody asks for it.
DELETE FROM standings;
