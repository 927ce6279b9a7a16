-- What was added to events. Most events have none of it: their columns are NULL. `outcome` is a number; `details`
-- is JSON with the members that are not columns (see row_codec.py).
ALTER TABLE events
    ADD COLUMN actor_type integer,
    ADD COLUMN on_behalf_of integer,
    ADD COLUMN outcome smallint,
    ADD COLUMN ip integer,
    ADD COLUMN changes text COLLATE "C",
    ADD COLUMN details text COLLATE "C";

CREATE TABLE actor_types (
    account integer NOT NULL,
    actor_type integer NOT NULL,
    digest bytea NOT NULL,
    name text COLLATE "C" NOT NULL,
    PRIMARY KEY (account, actor_type),
    UNIQUE (account, digest)
);

-- Ids may be longer than an index entry: they are found by a hash. It is a column, because row-level security lets
-- no expression of a column be looked up in an index, except comparisons.
CREATE TABLE on_behalf_of (
    account integer NOT NULL,
    on_behalf_of integer NOT NULL,
    digest bytea NOT NULL,
    id text COLLATE "C" NOT NULL,
    name text COLLATE "C",
    email text COLLATE "C",
    type text COLLATE "C",
    folded_name text COLLATE "C",
    id_hash bigint GENERATED ALWAYS AS (hashtextextended(id, 0)) STORED,
    PRIMARY KEY (account, on_behalf_of),
    UNIQUE (account, digest)
);
CREATE INDEX on_behalf_of_id ON on_behalf_of (account, id_hash);
DROP INDEX actors_id;
ALTER TABLE actors ADD COLUMN id_hash bigint GENERATED ALWAYS AS (hashtextextended(id, 0)) STORED;
CREATE INDEX actors_id ON actors (account, id_hash);

CREATE TABLE ips (
    account integer NOT NULL,
    ip integer NOT NULL,
    digest bytea NOT NULL,
    address text COLLATE "C" NOT NULL,
    PRIMARY KEY (account, ip),
    UNIQUE (account, digest)
);

DO $$
DECLARE
    owned text;
BEGIN
    FOREACH owned IN ARRAY ARRAY['actor_types', 'on_behalf_of', 'ips'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', owned);
        EXECUTE format('CREATE POLICY of_account ON %I USING (account = ('
            'SELECT nullif(current_setting(''auditledge.account'', true), '''')::integer))', owned);
    END LOOP;
END $$;

-- A process of an earlier version that still has the ledger open would compact events without the new columns.
-- It doesn't set `format`, so it can't.
ALTER TABLE segments ADD COLUMN format smallint NOT NULL DEFAULT 1;
ALTER TABLE segments ALTER format DROP DEFAULT;
