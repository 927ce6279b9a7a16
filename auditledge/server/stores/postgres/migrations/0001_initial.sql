-- Text that repeats is stored once, in a table of interned values (organizations, actors, kinds), and an
-- event holds its number: a partial match then reads a small table. Every further index on events costs more
-- than fsync does.
--
-- Accounts and keys are needed to find out which account a request is about. Every other table belongs to
-- accounts: its primary key and indexes begin with the account, and row-level security shows a transaction
-- the rows of the one account that it has set, or no rows. The tables' owner is bound by that too (FORCE).
--
-- An interned value is found by a digest of its texts, because they may be longer than an index entry.
-- COLLATE "C" compares bytes, whatever the locale of the database. Folded columns hold str.casefold().
--
-- Events are partitioned by the time inside their id, so that one id always meets the same unique index.
-- A head is the end of an account's sequence.
CREATE TABLE ledger (
    version integer NOT NULL,
    pepper bytea NOT NULL
);

CREATE TABLE accounts (
    account integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    plan text COLLATE "C" NOT NULL
);

CREATE TABLE keys (
    key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account integer NOT NULL,
    digest bytea NOT NULL UNIQUE,
    prefix text COLLATE "C" NOT NULL,
    organization text COLLATE "C",
    bound boolean NOT NULL,
    scopes text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    used_at bigint,
    revoked_at bigint
);

CREATE TABLE heads (
    account integer PRIMARY KEY,
    sequence bigint NOT NULL DEFAULT 0,
    received_at bigint NOT NULL DEFAULT 0,
    events bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE TABLE usage (
    account integer NOT NULL,
    month integer NOT NULL,
    events bigint NOT NULL,
    PRIMARY KEY (account, month)
) WITH (fillfactor = 50);

CREATE TABLE organizations (
    account integer NOT NULL,
    organization integer NOT NULL,
    digest bytea NOT NULL,
    id text COLLATE "C" NOT NULL,
    PRIMARY KEY (account, organization),
    UNIQUE (account, digest)
);
CREATE INDEX organizations_id ON organizations (account, id);

CREATE TABLE actors (
    account integer NOT NULL,
    actor integer NOT NULL,
    digest bytea NOT NULL,
    id text COLLATE "C" NOT NULL,
    name text COLLATE "C",
    email text COLLATE "C",
    folded_name text COLLATE "C",
    PRIMARY KEY (account, actor),
    UNIQUE (account, digest)
);
CREATE INDEX actors_id ON actors (account, id);

CREATE TABLE kinds (
    account integer NOT NULL,
    kind integer NOT NULL,
    digest bytea NOT NULL,
    action text COLLATE "C" NOT NULL,
    resource_type text COLLATE "C" NOT NULL,
    folded_action text COLLATE "C" NOT NULL,
    folded_type text COLLATE "C" NOT NULL,
    PRIMARY KEY (account, kind),
    UNIQUE (account, digest)
);

CREATE TABLE events (
    account integer NOT NULL,
    id bytea NOT NULL,
    sequence bigint NOT NULL,
    timestamp bigint NOT NULL,
    received_at bigint NOT NULL,
    organization integer,
    actor integer NOT NULL,
    kind integer NOT NULL,
    resource_id text COLLATE "C" NOT NULL,
    resource_name text COLLATE "C",
    metadata text COLLATE "C" NOT NULL,
    PRIMARY KEY (account, id)
) PARTITION BY RANGE (id);
CREATE INDEX events_time ON events (account, timestamp, sequence)
    INCLUDE (organization, actor, kind, resource_id);
CREATE TABLE events_other PARTITION OF events DEFAULT;
ALTER TABLE events_other ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DO $$
DECLARE
    owned text;
BEGIN
    FOREACH owned IN ARRAY ARRAY['heads', 'usage', 'organizations', 'actors', 'kinds', 'events'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', owned);
        EXECUTE format('CREATE POLICY of_account ON %I USING (account = ('
            'SELECT nullif(current_setting(''auditledge.account'', true), '''')::integer))', owned);
    END LOOP;
END $$;
