"""The spool: events on this machine's disk, in partitions of segments of records."""
