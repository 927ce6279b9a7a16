-- What vouches for the clock by which events expire (see retention/clock.py): the last time that was plausible,
-- and the record of what operators decided about it.
CREATE TABLE clock (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    reading INTEGER NOT NULL
) STRICT;

CREATE TABLE clock_decisions (
    decision TEXT NOT NULL,
    reading INTEGER NOT NULL,
    newest_receipt INTEGER NOT NULL
) STRICT;

-- Events up to `sequence` may have a time of receipt that was in the future when the clock was repaired.
CREATE TABLE clock_repairs (
    account INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    repaired_at INTEGER NOT NULL,
    PRIMARY KEY (account, sequence, repaired_at)
) STRICT, WITHOUT ROWID;
