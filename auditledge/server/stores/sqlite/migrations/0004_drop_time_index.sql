-- Segments, and the few rows after the last one, know the order of time: rows are read by sequence alone.
DROP INDEX events_time;
