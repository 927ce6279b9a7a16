-- Searches read dictionaries in the order of their numbers, and continue where they were when entries are added.
-- An index ends with the number of the row.
CREATE INDEX actors_numbers ON actors (account);
CREATE INDEX kinds_numbers ON kinds (account);
DROP INDEX actors_names;
