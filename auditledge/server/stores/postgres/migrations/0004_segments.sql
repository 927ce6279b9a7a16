-- Most events are held a second time, as columns (see columnar/segments.py). A segment covers the account's
-- sequences from `first` to `last`, with no gap between one segment and the next. The events after the last
-- segment are the tail, which is read from `events`. A segment's number is random, so never reused: processes
-- cache what they read of a segment by that number. Segments know the order of time and the totals, so
-- events_time and heads.events are not needed any more.
CREATE TABLE segments (
    account integer NOT NULL,
    segment bigint NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    events integer NOT NULL,
    oldest bigint NOT NULL,
    newest bigint NOT NULL,
    PRIMARY KEY (account, segment)
);

CREATE TABLE columns (
    account integer NOT NULL,
    segment bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (account, segment, name)
);
ALTER TABLE columns ALTER content SET STORAGE EXTERNAL;

DO $$
DECLARE
    owned text;
BEGIN
    FOREACH owned IN ARRAY ARRAY['segments', 'columns'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', owned);
        EXECUTE format('CREATE POLICY of_account ON %I USING (account = ('
            'SELECT nullif(current_setting(''auditledge.account'', true), '''')::integer))', owned);
    END LOOP;
END $$;

CREATE INDEX actors_email ON actors (account, email);
DROP INDEX events_time;
ALTER TABLE heads DROP COLUMN events;
