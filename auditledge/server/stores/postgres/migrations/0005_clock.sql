-- What vouches for the clock by which events expire (see retention/clock.py): the last time that was plausible,
-- and the record of what operators decided about it.
CREATE TABLE clock (
    one integer PRIMARY KEY CHECK (one = 1),
    reading bigint NOT NULL
);

CREATE TABLE clock_decisions (
    decision text COLLATE "C" NOT NULL,
    reading bigint NOT NULL,
    newest_receipt bigint NOT NULL
);

-- Events up to `sequence` may have a time of receipt that was in the future when the clock was repaired.
CREATE TABLE clock_repairs (
    account integer NOT NULL,
    sequence bigint NOT NULL,
    received_at bigint NOT NULL,
    repaired_at bigint NOT NULL,
    PRIMARY KEY (account, sequence, repaired_at)
);
ALTER TABLE clock_repairs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY of_account ON clock_repairs USING (account = (
    SELECT nullif(current_setting('auditledge.account', true), '')::integer));
