-- Most events are held a second time, as columns (see columnar/segments.py). A segment covers the account's
-- sequences from `first` to `last`, with no gap between one segment and the next. The events after the last
-- segment are the tail, which is read from `events`. A segment's number is never reused (AUTOINCREMENT),
-- because processes cache what they read of a segment by that number.
CREATE TABLE segments (
    segment INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    events INTEGER NOT NULL,
    oldest INTEGER NOT NULL,
    newest INTEGER NOT NULL,
    UNIQUE (account, last)
) STRICT;

CREATE TABLE columns (
    segment INTEGER NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (segment, name)
) STRICT;

-- A part of a name is looked for in all the account's names: here they lie side by side.
CREATE INDEX actors_names ON actors (account, folded_name);
CREATE INDEX actors_emails ON actors (account, email);
