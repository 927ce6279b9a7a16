


SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;


CREATE SCHEMA auditledge;


SET default_tablespace = '';

SET default_table_access_method = heap;


CREATE TABLE auditledge.accounts (
    account integer NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    plan text NOT NULL COLLATE pg_catalog."C"
);



ALTER TABLE auditledge.accounts ALTER COLUMN account ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME auditledge.accounts_account_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);



CREATE TABLE auditledge.actor_types (
    account integer NOT NULL,
    actor_type integer NOT NULL,
    digest bytea NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C"
);

ALTER TABLE ONLY auditledge.actor_types FORCE ROW LEVEL SECURITY;



CREATE TABLE auditledge.actors (
    account integer NOT NULL,
    actor integer NOT NULL,
    digest bytea NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    name text COLLATE pg_catalog."C",
    email text COLLATE pg_catalog."C",
    folded_name text COLLATE pg_catalog."C",
    id_hash bigint GENERATED ALWAYS AS (hashtextextended(id, (0)::bigint)) STORED
);

ALTER TABLE ONLY auditledge.actors FORCE ROW LEVEL SECURITY;



CREATE TABLE auditledge.clock (
    one integer NOT NULL,
    reading bigint NOT NULL,
    CONSTRAINT clock_one_check CHECK ((one = 1))
);



CREATE TABLE auditledge.clock_decisions (
    decision text NOT NULL COLLATE pg_catalog."C",
    reading bigint NOT NULL,
    newest_receipt bigint NOT NULL
);



CREATE TABLE auditledge.clock_repairs (
    account integer NOT NULL,
    sequence bigint NOT NULL,
    received_at bigint NOT NULL,
    repaired_at bigint NOT NULL
);

ALTER TABLE ONLY auditledge.clock_repairs FORCE ROW LEVEL SECURITY;



CREATE TABLE auditledge.columns (
    account integer NOT NULL,
    segment bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    type text NOT NULL COLLATE pg_catalog."C",
    content bytea NOT NULL
);
ALTER TABLE ONLY auditledge.columns ALTER COLUMN content SET STORAGE EXTERNAL;

ALTER TABLE ONLY auditledge.columns FORCE ROW LEVEL SECURITY;



CREATE TABLE auditledge.events (
    account integer NOT NULL,
    id bytea NOT NULL,
    sequence bigint NOT NULL,
    "timestamp" bigint NOT NULL,
    received_at bigint NOT NULL,
    organization integer,
    actor integer NOT NULL,
    kind integer NOT NULL,
    resource_id text NOT NULL COLLATE pg_catalog."C",
    resource_name text COLLATE pg_catalog."C",
    metadata text NOT NULL COLLATE pg_catalog."C",
    actor_type integer,
    on_behalf_of integer,
    outcome smallint,
    ip integer,
    changes text COLLATE pg_catalog."C",
    details text COLLATE pg_catalog."C"
)
PARTITION BY RANGE (id);

ALTER TABLE ONLY auditledge.events FORCE ROW LEVEL SECURITY;



CREATE TABLE auditledge.events_2026_11 (
    account integer NOT NULL,
    id bytea NOT NULL,
    sequence bigint NOT NULL,
    "timestamp" bigint NOT NULL,
    received_at bigint NOT NULL,
    organization integer,
    actor integer NOT NULL,
    kind integer NOT NULL,
    resource_id text NOT NULL COLLATE pg_catalog."C",
    resource_name text COLLATE pg_catalog."C",
    metadata text NOT NULL COLLATE pg_catalog."C",
    actor_type integer,
    on_behalf_of integer,
    outcome smallint,
    ip integer,
    changes text COLLATE pg_catalog."C",
    details text COLLATE pg_catalog."C"
)
WITH (autovacuum_vacuum_insert_scale_factor='0.05');

ALTER TABLE ONLY auditledge.events_2026_11 FORCE ROW LEVEL SECURITY;



CREATE TABLE auditledge.events_2026_12 (
    account integer NOT NULL,
    id bytea NOT NULL,
    sequence bigint NOT NULL,
    "timestamp" bigint NOT NULL,
    received_at bigint NOT NULL,
    organization integer,
    actor integer NOT NULL,
    kind integer NOT NULL,
    resource_id text NOT NULL COLLATE pg_catalog."C",
    resource_name text COLLATE pg_catalog."C",
    metadata text NOT NULL COLLATE pg_catalog."C",
    actor_type integer,
    on_behalf_of integer,
    outcome smallint,
    ip integer,
    changes text COLLATE pg_catalog."C",
    details text COLLATE pg_catalog."C"
)
WITH (autovacuum_vacuum_insert_scale_factor='0.05');

ALTER TABLE ONLY auditledge.events_2026_12 FORCE ROW LEVEL SECURITY;



CREATE TABLE auditledge.events_2027_01 (
    account integer NOT NULL,
    id bytea NOT NULL,
    sequence bigint NOT NULL,
    "timestamp" bigint NOT NULL,
    received_at bigint NOT NULL,
    organization integer,
    actor integer NOT NULL,
    kind integer NOT NULL,
    resource_id text NOT NULL COLLATE pg_catalog."C",
    resource_name text COLLATE pg_catalog."C",
    metadata text NOT NULL COLLATE pg_catalog."C",
    actor_type integer,
    on_behalf_of integer,
    outcome smallint,
    ip integer,
    changes text COLLATE pg_catalog."C",
    details text COLLATE pg_catalog."C"
)
WITH (autovacuum_vacuum_insert_scale_factor='0.05');

ALTER TABLE ONLY auditledge.events_2027_01 FORCE ROW LEVEL SECURITY;



CREATE TABLE auditledge.events_other (
    account integer NOT NULL,
    id bytea NOT NULL,
    sequence bigint NOT NULL,
    "timestamp" bigint NOT NULL,
    received_at bigint NOT NULL,
    organization integer,
    actor integer NOT NULL,
    kind integer NOT NULL,
    resource_id text NOT NULL COLLATE pg_catalog."C",
    resource_name text COLLATE pg_catalog."C",
    metadata text NOT NULL COLLATE pg_catalog."C",
    actor_type integer,
    on_behalf_of integer,
    outcome smallint,
    ip integer,
    changes text COLLATE pg_catalog."C",
    details text COLLATE pg_catalog."C"
);

ALTER TABLE ONLY auditledge.events_other FORCE ROW LEVEL SECURITY;



CREATE TABLE auditledge.heads (
    account integer NOT NULL,
    sequence bigint DEFAULT 0 NOT NULL,
    received_at bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='50');

ALTER TABLE ONLY auditledge.heads FORCE ROW LEVEL SECURITY;



CREATE TABLE auditledge.ips (
    account integer NOT NULL,
    ip integer NOT NULL,
    digest bytea NOT NULL,
    address text NOT NULL COLLATE pg_catalog."C"
);

ALTER TABLE ONLY auditledge.ips FORCE ROW LEVEL SECURITY;



CREATE TABLE auditledge.keys (
    key bigint NOT NULL,
    account integer NOT NULL,
    digest bytea NOT NULL,
    prefix text NOT NULL COLLATE pg_catalog."C",
    organization text COLLATE pg_catalog."C",
    bound boolean NOT NULL,
    scopes text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    last_used_at bigint,
    revoked_at bigint,
    expires_at bigint
);



ALTER TABLE auditledge.keys ALTER COLUMN key ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME auditledge.keys_key_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);



CREATE TABLE auditledge.kinds (
    account integer NOT NULL,
    kind integer NOT NULL,
    digest bytea NOT NULL,
    action text NOT NULL COLLATE pg_catalog."C",
    resource_type text NOT NULL COLLATE pg_catalog."C",
    folded_action text NOT NULL COLLATE pg_catalog."C",
    folded_type text NOT NULL COLLATE pg_catalog."C"
);

ALTER TABLE ONLY auditledge.kinds FORCE ROW LEVEL SECURITY;



CREATE TABLE auditledge.ledger (
    version integer NOT NULL,
    pepper bytea NOT NULL
);



CREATE TABLE auditledge.on_behalf_of (
    account integer NOT NULL,
    on_behalf_of integer NOT NULL,
    digest bytea NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    name text COLLATE pg_catalog."C",
    email text COLLATE pg_catalog."C",
    type text COLLATE pg_catalog."C",
    folded_name text COLLATE pg_catalog."C",
    id_hash bigint GENERATED ALWAYS AS (hashtextextended(id, (0)::bigint)) STORED
);

ALTER TABLE ONLY auditledge.on_behalf_of FORCE ROW LEVEL SECURITY;



CREATE TABLE auditledge.organizations (
    account integer NOT NULL,
    organization integer NOT NULL,
    digest bytea NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C"
);

ALTER TABLE ONLY auditledge.organizations FORCE ROW LEVEL SECURITY;



CREATE TABLE auditledge.segments (
    account integer NOT NULL,
    segment bigint NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    events integer NOT NULL,
    oldest bigint NOT NULL,
    newest bigint NOT NULL,
    format smallint NOT NULL
);

ALTER TABLE ONLY auditledge.segments FORCE ROW LEVEL SECURITY;



CREATE TABLE auditledge.usage (
    account integer NOT NULL,
    month integer NOT NULL,
    events bigint NOT NULL
)
WITH (fillfactor='50');

ALTER TABLE ONLY auditledge.usage FORCE ROW LEVEL SECURITY;



ALTER TABLE ONLY auditledge.events ATTACH PARTITION auditledge.events_2026_11 FOR VALUES FROM ('\x01a19467e800') TO ('\x01a22ee6b000');



ALTER TABLE ONLY auditledge.events ATTACH PARTITION auditledge.events_2026_12 FOR VALUES FROM ('\x01a22ee6b000') TO ('\x01a2ce8bd400');



ALTER TABLE ONLY auditledge.events ATTACH PARTITION auditledge.events_2027_01 FOR VALUES FROM ('\x01a2ce8bd400') TO ('\x01a36e30f800');



ALTER TABLE ONLY auditledge.events ATTACH PARTITION auditledge.events_other DEFAULT;



INSERT INTO auditledge.accounts OVERRIDING SYSTEM VALUE VALUES (2, 'Über', 'starter');
INSERT INTO auditledge.accounts OVERRIDING SYSTEM VALUE VALUES (1, 'acme', 'growth');
INSERT INTO auditledge.accounts OVERRIDING SYSTEM VALUE VALUES (5, 'members', 'growth');



INSERT INTO auditledge.actor_types VALUES (5, 1, '\x04b7838ca9d7749a9053cb3a7493b7dc36514658c991d8732d436b53274015d7', 'a');



INSERT INTO auditledge.actors VALUES (1, 1, '\x7ef291a15ac666561973250249daed606f06000abc311d958fd8babf62ee49b8', 'user_0', NULL, 'u0@example.com', NULL, DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 2, '\x30dcb553d6ab2adb5da5ca43ebae3f3e1da8c46c82f2af18bdb4fce1952fbf28', 'user_1', 'Weiße Straße 1', NULL, 'weisse strasse 1', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 3, '\xa882671ed9376eb86e98f87e3d05bcf316da18a4425e6f69e8ff42df013e2f93', 'user_2', 'ΑΛΦΑ 2', NULL, 'αλφα 2', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 4, '\x74da37a5b82b5eb50447527835306969d4974a498b5280552923a13b70fdad44', 'user_3', 'Grace 3', 'u3@example.com', 'grace 3', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 5, '\xed78b59758fba10d13d7881aa9ee7167a81917b8541e73490b99d9744ed63350', 'user_4', NULL, NULL, NULL, DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 6, '\xa326da3cba38a883e03f5601f428dec12d9eb8963db2baae151ef0646d6b9f07', 'user_0', 'Weiße Straße 5', NULL, 'weisse strasse 5', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 7, '\x1ed3d201068832d16b7306002b469a34adaac5a64f580078374b68fe6a9b7141', 'user_1', 'ΑΛΦΑ 6', 'u0@example.com', 'αλφα 6', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 8, '\xb9a59127100fa87170b23200852fb43da7c8cdde6526697e59901b4b00352523', 'user_2', 'Grace 0', NULL, 'grace 0', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 9, '\x6709d43c07270ce540f7ac0c28953d24e22472a63b130de7a9c4efeb97f9328c', 'user_3', NULL, NULL, NULL, DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 10, '\xcc5350f13de159a3d6a63cdacb6784e359292f763773b4e82623a62499639f5f', 'user_4', 'Weiße Straße 2', 'u3@example.com', 'weisse strasse 2', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 11, '\x1f61d6148e70b06e13f01ff90fd160538cbb55d57f223f5dbb74ecb61071a3bf', 'user_0', 'ΑΛΦΑ 3', NULL, 'αλφα 3', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 12, '\xe7556ac1f3f011d36b91b12ba1809f81eae76d020db2babe1b43c7c7358497eb', 'user_1', 'Grace 4', NULL, 'grace 4', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 13, '\xfac65054c402b9975f3295c02151f9725b18d727b6223f849c6812af205be943', 'user_2', NULL, 'u0@example.com', NULL, DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 14, '\xc48fc222c61567a4903d1e259814cd9874bcb422bdad614a6eb174423141ebc1', 'user_3', 'Weiße Straße 6', NULL, 'weisse strasse 6', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 15, '\x1497685718f33c6cd8b20e3d0677c15ccf16fde31abbe0e303cb7182e13d3c3d', 'user_4', 'ΑΛΦΑ 0', NULL, 'αλφα 0', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 16, '\xc070c058a753065e795423886080f61b7f467dc855fadfb126606ad43e8fce78', 'user_0', 'Grace 1', 'u3@example.com', 'grace 1', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 17, '\x053f4ac512ed8ee12f53803091db6851bb9543ac6597c53395789a8f4ef7f0ef', 'user_1', NULL, NULL, NULL, DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 18, '\x642845719ff2acd5db4052d1e462ba99f833471eb5deae5162373f80da3f176c', 'user_2', 'Weiße Straße 3', NULL, 'weisse strasse 3', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 19, '\xf9b307f86254b7061ddf975c5bfca518e4a87d58a5ea6635d4433b5f049cbf3d', 'user_3', 'ΑΛΦΑ 4', 'u0@example.com', 'αλφα 4', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 20, '\xf6cfe9bd672564ba1d9d7d6b673fe856b3bd202c03c1fc97d516c823839056c0', 'user_4', 'Grace 5', NULL, 'grace 5', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 21, '\x8f3dd137dbf9bcb2b9447897e304fb258b0fd30f0f3d42727f25d7be52630510', 'user_0', NULL, NULL, NULL, DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 22, '\x6983661ce36280502a3fb6aa8b126dbe77473e0a443cbbb1729fa6d9134ddaba', 'user_1', 'Weiße Straße 0', 'u3@example.com', 'weisse strasse 0', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 23, '\x2c3fa1c77c0625e177995395439e5c039ce322a5bef5394ccd3d83aa22aa0454', 'user_2', 'ΑΛΦΑ 1', NULL, 'αλφα 1', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 24, '\xefa9d52c92d56d01cec527427518e5a5498d355c2cfdeb154020b55e4170b3c4', 'user_3', 'Grace 2', NULL, 'grace 2', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 25, '\x02d1bbc3a7f49569a2177c27311be7052d8e305b7e88a9d55e312c1938648db1', 'user_4', NULL, 'u0@example.com', NULL, DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 26, '\x44879922c571e0ea77ef474102052a3a665796e5f135bc82bf9a11be03a38bf6', 'user_0', 'Weiße Straße 4', NULL, 'weisse strasse 4', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 27, '\x25cd9ca8ad6320944151c9b15c02305734bbec8fc8caac2e0340e9ab11374bc0', 'user_1', 'ΑΛΦΑ 5', NULL, 'αλφα 5', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 28, '\xa53dd6e9622c67f51354b5c0985eaf788ee4a81cde7c171ab069194a5ae7400e', 'user_2', 'Grace 6', 'u3@example.com', 'grace 6', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 29, '\xefc93e413c93cfb324d1c97e38bf74f3d7003536d8fd74d6dbdb394c636b9aaa', 'user_4', 'Weiße Straße 1', NULL, 'weisse strasse 1', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 30, '\x2330e624cfda12d4b98b00147019d23b055fa625cbd889aaf5f491c08afbc2da', 'user_0', 'ΑΛΦΑ 2', 'u0@example.com', 'αλφα 2', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 31, '\xa5b447c3b8a51d213684811fdca2117c9ca45e44560cc5e5fcb72e717acfa448', 'user_1', 'Grace 3', NULL, 'grace 3', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 32, '\xcc30f56b9eb612e95b7754646737ad5bf6cf828a11be85abfb65d51a6fa826bc', 'user_2', NULL, NULL, NULL, DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 33, '\xd994b1994b5d7c6e945456fcc2df47f9699a073141b098935d6ea71231d34c20', 'user_3', 'Weiße Straße 5', 'u3@example.com', 'weisse strasse 5', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 34, '\x0f5762264042663630304aa696416f1d3769ea6d84ee18af26024f20658155e4', 'user_4', 'ΑΛΦΑ 6', NULL, 'αλφα 6', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 35, '\xbdbc8befab620a55b8daa6719bf54af8c4ebbb0ba39a94e3e5ce356a0d775260', 'user_0', 'Grace 0', NULL, 'grace 0', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 36, '\x0b195886bf51fb9169a6d5fc6a7fb782da733771f004b003f9ddc96f385c01c9', 'user_1', NULL, 'u0@example.com', NULL, DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 37, '\x9ed5d8270975dea75956fcc58c21016e57e16657830d26f33ece465aae10ee87', 'user_2', 'Weiße Straße 2', NULL, 'weisse strasse 2', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 38, '\xc1169bce87e87cfa4a7537535a41b929d287a1f6c0d9226ce737df1c0624e46e', 'user_3', 'ΑΛΦΑ 3', NULL, 'αλφα 3', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 39, '\xe8e95a10876c870747b91d160abdc349aefaae4078d8995f18cefd6af2bdaf8d', 'user_4', 'Grace 4', 'u3@example.com', 'grace 4', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 40, '\x3eacef91baaa1a0f823e6eea4d07910f119579e81c5785e54761e08cc22087cf', 'user_1', 'Weiße Straße 6', NULL, 'weisse strasse 6', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 41, '\xab5d47e3662316a3526eead8460608f5304fa354a256e803b5d419765758c973', 'user_2', 'ΑΛΦΑ 0', 'u0@example.com', 'αλφα 0', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 42, '\xedc3544cc5b7dd041e0793e8c308571df44ef10841057851da611c839805265c', 'user_3', 'Grace 1', NULL, 'grace 1', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 43, '\x06e7e3a58332e3d1d7ab7c192801ccaff6835cded9315fc64b8413e2ba60c8e7', 'user_0', 'Weiße Straße 3', 'u3@example.com', 'weisse strasse 3', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 44, '\x9f792ee8a9d4337d2ffc09adab7b18b2615ea6717c08b0dcc0d4f48391577f97', 'user_1', 'ΑΛΦΑ 4', NULL, 'αλφα 4', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 45, '\x20a700e808b85fda3fecdf0769e06dffcd356cdcbe859e0d68d19dc1c04549ba', 'user_2', 'Grace 5', NULL, 'grace 5', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 46, '\xe666e4146f02bdf7dfae7fdba807ff862b192c0319a979bf1d8fd8bdc4b5c600', 'user_3', NULL, 'u0@example.com', NULL, DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 47, '\x801bc395db08e900192d3350eb48fd2145decbe3553e97b72e84f15e6684c832', 'user_4', 'Weiße Straße 0', NULL, 'weisse strasse 0', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 48, '\x05594ba5c4e2128b1f418b6e32711cfb1c54b3ef47d085e0c170f335b4c8f50a', 'user_0', 'ΑΛΦΑ 1', NULL, 'αλφα 1', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 49, '\x1123749d746953fbcff6b10baf31247cff927aac570561b80fb0501fb9e65429', 'user_1', 'Grace 2', 'u3@example.com', 'grace 2', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 50, '\x7889e09bd97b1ce1746c90fb772be9412ae31e7ceecc09723e91261aed09aee4', 'user_3', 'Weiße Straße 4', NULL, 'weisse strasse 4', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 51, '\x333140436200870fffd842f036021dbb0c9c7f4c7b7b82461f25d6c33f4434d0', 'user_4', 'ΑΛΦΑ 5', 'u0@example.com', 'αλφα 5', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 52, '\xa9db9f232b259da54c799b54b028f8e4142547ff1a0c550aee6f1d4038f90a52', 'user_0', 'Grace 6', NULL, 'grace 6', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 53, '\xac204c70dc6c5c0bb398c391b6800feb8e66582a4d00d9b79948dceb29909866', 'user_2', 'Weiße Straße 1', 'u3@example.com', 'weisse strasse 1', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 54, '\x1c82d906b2edc6cfaccca9affb86b7ca2ca6d4f1f30822fbebef3e3539e9b20b', 'user_3', 'ΑΛΦΑ 2', NULL, 'αλφα 2', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 55, '\x920c005ad52ddb6f677f0e6f74422ba0c03be85c8113781de6fa16615bfef9f8', 'user_4', 'Grace 3', NULL, 'grace 3', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 56, '\x8d5a8d77f476304b3c17c3aa9297c99ca606cc5e7bbbecf320c815605430554e', 'user_1', 'Weiße Straße 5', NULL, 'weisse strasse 5', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 57, '\xe63b273c82be42fd15af1122f20cc58d36f9b23ba648973385257d29af5fa302', 'user_2', 'ΑΛΦΑ 6', NULL, 'αλφα 6', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 58, '\x726bda6fa55b8fd115aee1e953d3623945cefb3a3b59fd067a18be31f9f9dd69', 'user_3', 'Grace 0', 'u3@example.com', 'grace 0', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 59, '\x73f5ae5c59b9bc37ca38c21bffbb360650cb36dfae64dbca8a72be0325fa44c9', 'user_0', 'Weiße Straße 2', NULL, 'weisse strasse 2', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 60, '\x7dd3f88aaec90533da71063464e7335b9265d75c3399dc45af1b62e62ff82c1e', 'user_1', 'ΑΛΦΑ 3', 'u0@example.com', 'αλφα 3', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 61, '\xdbccb409958992f386d93331c40736206ca07c6c61aa3c3414d0f31ac491c8a3', 'user_2', 'Grace 4', NULL, 'grace 4', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 62, '\x42d085635298fbab24686d9ccabf991fdf40a8da3db739baf61bff95eb3db82e', 'user_4', 'Weiße Straße 6', 'u3@example.com', 'weisse strasse 6', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 63, '\x4acb5267edfe000d7f0480677fdb179ac88431c61372528322134514cb226f63', 'user_0', 'ΑΛΦΑ 0', NULL, 'αλφα 0', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 64, '\xffd33cd9b21e820c5fda901a4007956bc5d994eb72e65011f84687563f0cb366', 'user_1', 'Grace 1', NULL, 'grace 1', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 65, '\xe0e528c565b4d9320c06a3d76299140e2ed7244d406cf451edae5e1dd577a46c', 'user_3', 'Weiße Straße 3', NULL, 'weisse strasse 3', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 66, '\xc5b01e36edd2583e2b065c8fd41ccebf06bc97cab0ec1b769d2d942c928511cb', 'user_4', 'ΑΛΦΑ 4', NULL, 'αλφα 4', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 67, '\x41eb0c1f539ad8effed4a6a7016d68b26b1062d65298d279ffb21f3682ecb6bb', 'user_0', 'Grace 5', 'u3@example.com', 'grace 5', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 68, '\xe32bd1712b0d5c80fb02ab43317220c70321adcf9c23fc9e107da7f9aa4733c1', 'user_2', 'Weiße Straße 0', NULL, 'weisse strasse 0', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 69, '\xb16bed86d916058d651a3abf6a3338bbb26ab8309a625bb8e435615d1a5e45be', 'user_3', 'ΑΛΦΑ 1', 'u0@example.com', 'αλφα 1', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 70, '\x275a96a5e75820ac1f4d1a04f57dad05f40412824c43ba67f090eec64b3be381', 'user_4', 'Grace 2', NULL, 'grace 2', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 71, '\x653ed7d9521e43057512bd066bbe6124c4a3d07a3c81b4d4356490032e10f9f8', 'user_1', 'Weiße Straße 4', 'u3@example.com', 'weisse strasse 4', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 72, '\x6fbbf134974da28ed3cfa839cd6bb67c4bb22c682ca880db348f0945919e68f7', 'user_2', 'ΑΛΦΑ 5', NULL, 'αλφα 5', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 73, '\xc1373755ae52806eadbd5ebe1da9dd9791c6a319f6a9c6d822bd73fcd18ac4ce', 'user_3', 'Grace 6', NULL, 'grace 6', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 74, '\x4951f2faa531bc6c11cacb57d14fb11775fedd6e2a65f6d57804a63e0f8d2e0c', 'user_0', 'Weiße Straße 1', NULL, 'weisse strasse 1', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 75, '\xd9d36de8a39e9105353ad665b452afdb757c880499d5a9f19dbdb426491a2685', 'user_1', 'ΑΛΦΑ 2', NULL, 'αλφα 2', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 76, '\xbfc42e57e238e2372d239d96630d0ba0a9d3e46c126e21c79433eeac59ca7cca', 'user_2', 'Grace 3', 'u3@example.com', 'grace 3', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 77, '\x4821874d451beaae410380a6ce67923cbbc5d891e0ab58f84a66ff4e4bf37ec5', 'user_4', 'Weiße Straße 5', NULL, 'weisse strasse 5', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 78, '\x8ff3665e45932d99db96913ca2e821fc4086fc240b292904fae5161fe746c024', 'user_0', 'ΑΛΦΑ 6', 'u0@example.com', 'αλφα 6', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 79, '\x9d089c25cc4de18f64d6d0e5a68cf382851324c4b48a315ea96dd413300c30cd', 'user_1', 'Grace 0', NULL, 'grace 0', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 80, '\xb3f2dd6735b7f544b5007e423f780ec77bb242b2ef4c337e1ddaf78cc206bb63', 'user_3', 'Weiße Straße 2', 'u3@example.com', 'weisse strasse 2', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 81, '\x37b8476ac9306159ffa108434fa99c7f26326388c7f7da6000a1c61c2aa23784', 'user_4', 'ΑΛΦΑ 3', NULL, 'αλφα 3', DEFAULT);
INSERT INTO auditledge.actors VALUES (1, 82, '\x0bbccd3fee5b992ef52d0eef5f79a617f1a2a390a28b5dbd766fc5793ac14d08', 'user_0', 'Grace 4', NULL, 'grace 4', DEFAULT);
INSERT INTO auditledge.actors VALUES (2, 1, '\x8ff3665e45932d99db96913ca2e821fc4086fc240b292904fae5161fe746c024', 'user_0', 'ΑΛΦΑ 6', 'u0@example.com', 'αλφα 6', DEFAULT);
INSERT INTO auditledge.actors VALUES (2, 2, '\x9d089c25cc4de18f64d6d0e5a68cf382851324c4b48a315ea96dd413300c30cd', 'user_1', 'Grace 0', NULL, 'grace 0', DEFAULT);
INSERT INTO auditledge.actors VALUES (2, 3, '\xcc30f56b9eb612e95b7754646737ad5bf6cf828a11be85abfb65d51a6fa826bc', 'user_2', NULL, NULL, NULL, DEFAULT);
INSERT INTO auditledge.actors VALUES (2, 4, '\xb3f2dd6735b7f544b5007e423f780ec77bb242b2ef4c337e1ddaf78cc206bb63', 'user_3', 'Weiße Straße 2', 'u3@example.com', 'weisse strasse 2', DEFAULT);
INSERT INTO auditledge.actors VALUES (2, 5, '\x37b8476ac9306159ffa108434fa99c7f26326388c7f7da6000a1c61c2aa23784', 'user_4', 'ΑΛΦΑ 3', NULL, 'αλφα 3', DEFAULT);
INSERT INTO auditledge.actors VALUES (2, 6, '\x0bbccd3fee5b992ef52d0eef5f79a617f1a2a390a28b5dbd766fc5793ac14d08', 'user_0', 'Grace 4', NULL, 'grace 4', DEFAULT);
INSERT INTO auditledge.actors VALUES (2, 7, '\x0b195886bf51fb9169a6d5fc6a7fb782da733771f004b003f9ddc96f385c01c9', 'user_1', NULL, 'u0@example.com', NULL, DEFAULT);
INSERT INTO auditledge.actors VALUES (2, 8, '\x2d00555c739923102314b9b51d80b0a012033c64dafe2eaa5bea0dde3bcb92b9', 'user_2', 'Weiße Straße 6', NULL, 'weisse strasse 6', DEFAULT);
INSERT INTO auditledge.actors VALUES (2, 9, '\xc27966566897244c75571acaeb803e3fc99b48d56b6e89acc620cf8191e94cca', 'user_3', 'ΑΛΦΑ 0', NULL, 'αλφα 0', DEFAULT);
INSERT INTO auditledge.actors VALUES (5, 1, '\x0e6cd72410a9ff451e301dbc6e6d6756c8c208b515d6f5f0ceac8cb2ff12a787', 'u', NULL, NULL, NULL, DEFAULT);



INSERT INTO auditledge.clock VALUES (1, 1795897666813861);









INSERT INTO auditledge.columns VALUES (1, 1457646444858236077, 'times', 'q', '\x00a8a617345f06003ca8a617345f06000f914b4d345f06001e7af082345f06002d6395b8345f0600018f1139485f06003d8f1139485f06001078b66e485f06001f615ba4485f06002e4a00da485f060002767c5a5c5f06003e767c5a5c5f0600115f21905c5f06002048c6c55c5f06002f316bfb5c5f0600035de77b705f06003f5de77b705f060012468cb1705f0600212f31e7705f06003018d61c715f06000444529d845f0600132df7d2845f060022169c08855f060031ff403e855f0600052bbdbe985f0600141462f4985f060023fd062a995f060032e6ab5f995f0600061228e0ac5f060015fbcc15ad5f060024e4714bad5f060033cd1681ad5f060007f99201c15f060016e23737c15f060025cbdc6cc15f060034b481a2c15f060008e0fd22d55f060017c9a258d55f060026b2478ed55f0600359becc3d55f060009c76844e95f060018b00d7ae95f06002799b2afe95f0600368257e5e95f06000aaed365fd5f06001997789bfd5f060028801dd1fd5f06003769c206fe5f06000b953e87116006001a7ee3bc11600600296788f21160060038502d28126006000c7ca9a8256006001b654ede256006002a4ef3132660060039379849266006000d6314ca396006001c4cb9ff396006002b355e353a6006003a1e036b3a6006000e4a7feb4d6006001d3324214e6006002c1cc9564e6006003b056e8c4e600600');
INSERT INTO auditledge.columns VALUES (1, 1457646444858236077, 'offsets', 'B', '\x003c0f1e2d013d101f2e023e11202f033f1221300413223105142332061524330716253408172635091827360a1928370b1a29380c1b2a390d1c2b3a0e1d2c3b');
INSERT INTO auditledge.columns VALUES (1, 1457646444858236077, 'organization', 'B', '\x0001020304');
INSERT INTO auditledge.columns VALUES (1, 1457646444858236077, 'organization_codes', 'B', '\x00000000000101040302020201040303030201040403020100000000020104030302010404030201010403020000000003020104040302010104030202010403');
INSERT INTO auditledge.columns VALUES (1, 1457646444858236077, 'organization_counts', 'B', '\x0d0d0d0d0c');
INSERT INTO auditledge.columns VALUES (1, 1457646444858236077, 'actor', 'B', '\x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a');
INSERT INTO auditledge.columns VALUES (1, 1457646444858236077, 'actor_codes', 'B', '\x00000f1d2a0137101e2b0238111f2c033912202d0413212e0514222f061523300716241f08172531091826320a1914330b1a27100c1b28340d0829350e1c0436');
INSERT INTO auditledge.columns VALUES (1, 1457646444858236077, 'actor_counts', 'B', '\x02010101020101010201010101010101020101010201010101010101010101020101010101010101010101010101010101010101010101010101');
INSERT INTO auditledge.columns VALUES (1, 1457646444858236077, 'kind', 'B', '\x010203');
INSERT INTO auditledge.columns VALUES (1, 1457646444858236077, 'kind_codes', 'B', '\x00000000000101010101020202020200000000000101010102020202000000000101010102020202000000000101010102020202000000000101010102020202');
INSERT INTO auditledge.columns VALUES (1, 1457646444858236077, 'kind_counts', 'B', '\x161515');
INSERT INTO auditledge.columns VALUES (1, 1457646444858236077, 'terms', 'B', '\x014000000001000000a3a5f5cc78f1e72e4181417420e9d9e100000000');
INSERT INTO auditledge.columns VALUES (1, 1457646444858236077, 'terms.0', 'B', '\x780000000c0000003e50aecb59f2956673f0f3f8439f1acac7529cf5cc6a14ed0ea7e7737b455ea202173716a1bb974881386d44e0fbaa048135cd929f753757cababb4a5a1ee7f94f144f2f8915aee315aee315aee315aee315aee315aee315aee3132d71132d71132d71132d71132d71132d71132d714988e03a8c2886f1a640246dd6e43fd611e0cea95ecea95ecea95ecea95ecea95ecea95ecea95e4586c841a0216b48ef5b3741e43583e43583e43583e43583e43583e43583e4358305c691ef9454f83e0ec7cc71ce300c6491f24b7e5ce46dfc4feca11c05e447912f1db1f4db556526037381dc83ecef91eda9b0aa68ef3a1b0aaeae148bb8518bb8518bb8518bb8518bb8518bb8518bb8513dfc8381632d2883922883922883922883922883922883922883925bfa1c8d2de67113d5c248e116b4e716dc7ad0e7aad0e7aad0e7aad0e7aad0e7aad0e7aad0e7aa1f108addd5bbddd5bbddd5bbddd5bbddd5bbddd5bbddd5bb4b372547285e092b3b3f0c23282f2a1f171824060b3c200d1e3a011c380a0e192630333d030f131d2a343726351d0a0e3d0b0c1a2427313e39003732081417212e383b2c133e110216122d3630150810193334042e052206071620232d3a31070d181b25323c3f25270f291403050915222c2f391b0102121c1f29361a2117c6d63ee9e83eaaf85546e32ff743d20900000020a72656a6c2c4618bde3b89276ebc4e120000003cc4a888e6df4dc5b856903a78af9e5f1b0000005cf034bb58850ecd31a1c1a57a279d22240000005da9f10099c352c57aa7437abeb46ceb2d0000009c187c3b951b282c4900762e9711f66a36000000a73c67e0f3887f06492ac43f6ffc2ee737000000c5421600c0da1993fff6e68e0b37829f40000000d0e686a016538c19af916d7f0701d54149000000d96cc74634d4cd029355052e0cf93eeb52000000ecfba7a4d7625f08bc63e7d5a7c185f25b000000f958b294453ad916d850439b820885b364000000038b2e5a5a5a5a5a5a0374d1a5a5a5a5a5a5031100034000092000038b2e5a5a5a5a5a5a038b2e5a5a5a5a5a5a038b2e5a5a5a5a5a5a02038b2e5a5a5a5a5a5a038b2e5a5a5a5a5a5a038b2e5a5a5a5a5a5a038b2e5a5a5a5a5a5a038b2e5a5a5a5a5a5a');
INSERT INTO auditledge.columns VALUES (1, 1457646444858236077, 'ids', 'B', '\x725f30');
INSERT INTO auditledge.columns VALUES (1, 1457646444858236077, 'ids.positions', 'B', '\x000410111e282b35050915222c2f390a0e192630333d030f131d2a3437081417212e383b0d181b25323c3f0102121c1f293606071620232d3a0b0c1a2427313e');
INSERT INTO auditledge.columns VALUES (1, 1457646444858236077, 'ids.0', 'B', '\x78017dc93901002010c03024f1831b3c9cff810aa00c991227a7f82abca99c699ce99c199c999c599cd9dcd305807b413d');
INSERT INTO auditledge.columns VALUES (1, 1748417362675070597, 'times', 'q', '\x4044529d845f0600412bbdbe985f0600');
INSERT INTO auditledge.columns VALUES (1, 1748417362675070597, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1748417362675070597, 'organization', 'B', '\x0004');
INSERT INTO auditledge.columns VALUES (1, 1748417362675070597, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 1748417362675070597, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1748417362675070597, 'actor', 'B', '\x053b');
INSERT INTO auditledge.columns VALUES (1, 1748417362675070597, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1748417362675070597, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1748417362675070597, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 1748417362675070597, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1748417362675070597, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1748417362675070597, 'terms', 'B', '\x010200000001000000ffd3e1c194b0dcc7092c6fd7d583d17e00000000');
INSERT INTO auditledge.columns VALUES (1, 1748417362675070597, 'terms.0', 'B', '\x1000000000000000b404f7d25641435ee5e4b809d9b84389202fef2a4638eaaeb72977341d0e6f110293e8e895d40c79c49279c49230b28500000000000000010000010000000101');
INSERT INTO auditledge.columns VALUES (1, 1748417362675070597, 'ids', 'B', '\x725f31');
INSERT INTO auditledge.columns VALUES (1, 1748417362675070597, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1748417362675070597, 'ids.0', 'B', '\x78012b8a3764288a370200089a0206');
INSERT INTO auditledge.columns VALUES (1, 1451517920989612646, 'times', 'q', '\x421228e0ac5f060043f99201c15f0600');
INSERT INTO auditledge.columns VALUES (1, 1451517920989612646, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1451517920989612646, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 1451517920989612646, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1451517920989612646, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1451517920989612646, 'actor', 'B', '\x3c3d');
INSERT INTO auditledge.columns VALUES (1, 1451517920989612646, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1451517920989612646, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1451517920989612646, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 1451517920989612646, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1451517920989612646, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1451517920989612646, 'terms', 'B', '\x0102000000010000008c83b958002dbab4931eb86b9c069c5a00000000');
INSERT INTO auditledge.columns VALUES (1, 1451517920989612646, 'terms.0', 'B', '\x1000000000000000323e1d0b1ac7cf6884cf6884a81a40ecb82966eb7c3e523184bd2efcca58d42732a78bdffd75e91ce616bc56f2d9ca2a00000001000000000101000001000000');
INSERT INTO auditledge.columns VALUES (1, 1451517920989612646, 'ids', 'B', '\x725f33');
INSERT INTO auditledge.columns VALUES (1, 1451517920989612646, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1451517920989612646, 'ids.0', 'B', '\x78012b8a3766288a37010008a6020a');
INSERT INTO auditledge.columns VALUES (1, 9145232645042254434, 'times', 'q', '\x44e0fd22d55f060045c76844e95f0600');
INSERT INTO auditledge.columns VALUES (1, 9145232645042254434, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 9145232645042254434, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 9145232645042254434, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 9145232645042254434, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 9145232645042254434, 'actor', 'B', '\x093e');
INSERT INTO auditledge.columns VALUES (1, 9145232645042254434, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 9145232645042254434, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 9145232645042254434, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 9145232645042254434, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 9145232645042254434, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 9145232645042254434, 'terms', 'B', '\x010200000001000000a773ef43dc3d2b1f006a37b45fac96cd00000000');
INSERT INTO auditledge.columns VALUES (1, 9145232645042254434, 'terms.0', 'B', '\x10000000000000008f538a8f538a7de9710ddfc5cba22c08a03d011593271ca6a8cc6ea3423b8272be331562ce707d6b08c7fcad5468246c00010000000001000001000000000001');
INSERT INTO auditledge.columns VALUES (1, 9145232645042254434, 'ids', 'B', '\x725f35');
INSERT INTO auditledge.columns VALUES (1, 9145232645042254434, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 9145232645042254434, 'ids.0', 'B', '\x78012b8a3765288a37030008b2020e');
INSERT INTO auditledge.columns VALUES (1, 6897678476149138466, 'times', 'q', '\x46aed365fd5f060047953e8711600600');
INSERT INTO auditledge.columns VALUES (1, 6897678476149138466, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6897678476149138466, 'organization', 'B', '\x0003');
INSERT INTO auditledge.columns VALUES (1, 6897678476149138466, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6897678476149138466, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 6897678476149138466, 'actor', 'B', '\x3f40');
INSERT INTO auditledge.columns VALUES (1, 6897678476149138466, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6897678476149138466, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 6897678476149138466, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 6897678476149138466, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6897678476149138466, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 6897678476149138466, 'terms', 'B', '\x010200000001000000aa1c83b6e272585089a20b2e31c376d300000000');
INSERT INTO auditledge.columns VALUES (1, 6897678476149138466, 'terms.0', 'B', '\x100000000000000075e0313e727c947bae36e2f95ff16cc0edd1512448af021e931a6836cdc0af3b7bc6ae1e57b28157b2816214d76074ac01000000000000010000000000010100');
INSERT INTO auditledge.columns VALUES (1, 6897678476149138466, 'ids', 'B', '\x725f37');
INSERT INTO auditledge.columns VALUES (1, 6897678476149138466, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6897678476149138466, 'ids.0', 'B', '\x78012b8a3767288ab7000008be0212');
INSERT INTO auditledge.columns VALUES (1, 7007172961091291110, 'times', 'q', '\x487ca9a825600600496314ca39600600');
INSERT INTO auditledge.columns VALUES (1, 7007172961091291110, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7007172961091291110, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 7007172961091291110, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 7007172961091291110, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7007172961091291110, 'actor', 'B', '\x0d41');
INSERT INTO auditledge.columns VALUES (1, 7007172961091291110, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7007172961091291110, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7007172961091291110, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 7007172961091291110, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7007172961091291110, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7007172961091291110, 'terms', 'B', '\x01020000000100000050e85b7b4c7bdf1e51f5fbf20490a66800000000');
INSERT INTO auditledge.columns VALUES (1, 7007172961091291110, 'terms.0', 'B', '\x100000000000000022ba12a35b3ab7d898d24e327a606958190edb57efdd4155ac253c7359f91911c8cd45f0c8f4c4557e61c77dfdc77dfd00000000000000010000000001010001');
INSERT INTO auditledge.columns VALUES (1, 7007172961091291110, 'ids', 'B', '\x725f30');
INSERT INTO auditledge.columns VALUES (1, 7007172961091291110, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7007172961091291110, 'ids.0', 'B', '\x78012b8a3760288a37040008940204');
INSERT INTO auditledge.columns VALUES (1, 1216315775614559025, 'times', 'q', '\x4b914b4d345f06004a4a7feb4d600600');
INSERT INTO auditledge.columns VALUES (1, 1216315775614559025, 'offsets', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 1216315775614559025, 'organization', 'B', '\x0002');
INSERT INTO auditledge.columns VALUES (1, 1216315775614559025, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1216315775614559025, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1216315775614559025, 'actor', 'B', '\x4243');
INSERT INTO auditledge.columns VALUES (1, 1216315775614559025, 'actor_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 1216315775614559025, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1216315775614559025, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 1216315775614559025, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1216315775614559025, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1216315775614559025, 'terms', 'B', '\x0102000000010000005b580fd32aa23f8ee86c886c6ff9ae9100000000');
INSERT INTO auditledge.columns VALUES (1, 1216315775614559025, 'terms.0', 'B', '\x1000000000000000f3c1b533ca6055f9c29f59043fac435f19e06bcef98acd245af17b209414c0ddd201f66e48438743d8c324e8c824e8c801010001010101010001010100010001');
INSERT INTO auditledge.columns VALUES (1, 1216315775614559025, 'ids', 'B', '\x725f32');
INSERT INTO auditledge.columns VALUES (1, 1216315775614559025, 'ids.positions', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 1216315775614559025, 'ids.0', 'B', '\x78012b8a3762288a37060008a00208');
INSERT INTO auditledge.columns VALUES (1, 6877796728964308551, 'times', 'q', '\x4c78b66e485f06004d5f21905c5f0600');
INSERT INTO auditledge.columns VALUES (1, 6877796728964308551, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6877796728964308551, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 6877796728964308551, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 6877796728964308551, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 6877796728964308551, 'actor', 'B', '\x1144');
INSERT INTO auditledge.columns VALUES (1, 6877796728964308551, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6877796728964308551, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 6877796728964308551, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 6877796728964308551, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6877796728964308551, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 6877796728964308551, 'terms', 'B', '\x010200000001000000c413a15cbfd0047d9b795a9dc2eeb4d600000000');
INSERT INTO auditledge.columns VALUES (1, 6877796728964308551, 'terms.0', 'B', '\x1000000000000000c8c78af309a1401497401497f990e7cbed427f727061141d3b2384de04fbb9cedc8dd62a64b58d46a05627cb336cffc701010001000000000000010000000000');
INSERT INTO auditledge.columns VALUES (1, 6877796728964308551, 'ids', 'B', '\x725f34');
INSERT INTO auditledge.columns VALUES (1, 6877796728964308551, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6877796728964308551, 'ids.0', 'B', '\x78012b8a3761288a37050008ac020c');
INSERT INTO auditledge.columns VALUES (1, 4850688758908553482, 'times', 'q', '\x4e468cb1705f06004f2df7d2845f0600');
INSERT INTO auditledge.columns VALUES (1, 4850688758908553482, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4850688758908553482, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 4850688758908553482, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4850688758908553482, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4850688758908553482, 'actor', 'B', '\x4546');
INSERT INTO auditledge.columns VALUES (1, 4850688758908553482, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4850688758908553482, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4850688758908553482, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 4850688758908553482, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4850688758908553482, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4850688758908553482, 'terms', 'B', '\x010200000001000000de4e0234578abf0145a0002cfc436fa800000000');
INSERT INTO auditledge.columns VALUES (1, 4850688758908553482, 'terms.0', 'B', '\x1000000000000000388ec8bae278e5ba88a9aaf68e55ec7f4b0402fdf83ff9f098a251acbb7117bf3544fac8316148858596e187d4e187d400000001000001000000000001000001');
INSERT INTO auditledge.columns VALUES (1, 4850688758908553482, 'ids', 'B', '\x725f36');
INSERT INTO auditledge.columns VALUES (1, 4850688758908553482, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4850688758908553482, 'ids.0', 'B', '\x78012b8a3763288a37070008b80210');
INSERT INTO auditledge.columns VALUES (1, 6702311322095260794, 'times', 'q', '\x501462f4985f060051fbcc15ad5f0600');
INSERT INTO auditledge.columns VALUES (1, 6702311322095260794, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6702311322095260794, 'organization', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6702311322095260794, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6702311322095260794, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 6702311322095260794, 'actor', 'B', '\x1547');
INSERT INTO auditledge.columns VALUES (1, 6702311322095260794, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6702311322095260794, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 6702311322095260794, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 6702311322095260794, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 6702311322095260794, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 6702311322095260794, 'terms', 'B', '\x010200000001000000f7726a0fdb3d64272590aab32f80e7fb00000000');
INSERT INTO auditledge.columns VALUES (1, 6702311322095260794, 'terms.0', 'B', '\x1000000000000000f53609da0461ee3da2569b1a69f8695945ce8810a377ab384c62774201a22aa3a62aa3a68cde7367e416f29cb625178000000100000001000000000100000001');
INSERT INTO auditledge.columns VALUES (1, 6702311322095260794, 'ids', 'B', '\x725f30');
INSERT INTO auditledge.columns VALUES (1, 6702311322095260794, 'ids.positions', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 6702311322095260794, 'ids.0', 'B', '\x78012b8a3760288ab70000089b020b');
INSERT INTO auditledge.columns VALUES (1, 489175496150359984, 'times', 'q', '\x52e23737c15f060053c9a258d55f0600');
INSERT INTO auditledge.columns VALUES (1, 489175496150359984, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 489175496150359984, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 489175496150359984, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 489175496150359984, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 489175496150359984, 'actor', 'B', '\x4849');
INSERT INTO auditledge.columns VALUES (1, 489175496150359984, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 489175496150359984, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 489175496150359984, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 489175496150359984, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 489175496150359984, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 489175496150359984, 'terms', 'B', '\x01020000000100000010910f1666fc19b8bb83ac156284a04900000000');
INSERT INTO auditledge.columns VALUES (1, 489175496150359984, 'terms.0', 'B', '\x10000000000000006d29fbd6a43ced6211209ec1f8e4b6751cd24baa9fd00fb5de77afd74acbd74acbb5ec37f5931856f5fa3d4ed18f94fb00000000000100000000010001010000');
INSERT INTO auditledge.columns VALUES (1, 489175496150359984, 'ids', 'B', '\x725f31');
INSERT INTO auditledge.columns VALUES (1, 489175496150359984, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 489175496150359984, 'ids.0', 'B', '\x78012b8a3764288a370200089a0206');
INSERT INTO auditledge.columns VALUES (1, 8040028968394365509, 'times', 'q', '\x54b00d7ae95f06005597789bfd5f0600');
INSERT INTO auditledge.columns VALUES (1, 8040028968394365509, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 8040028968394365509, 'organization', 'B', '\x0004');
INSERT INTO auditledge.columns VALUES (1, 8040028968394365509, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 8040028968394365509, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 8040028968394365509, 'actor', 'B', '\x194a');
INSERT INTO auditledge.columns VALUES (1, 8040028968394365509, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 8040028968394365509, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 8040028968394365509, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 8040028968394365509, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 8040028968394365509, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 8040028968394365509, 'terms', 'B', '\x0102000000010000001f3e562b37482a74ce52f50103737eb600000000');
INSERT INTO auditledge.columns VALUES (1, 8040028968394365509, 'terms.0', 'B', '\x1000000000000000bd6d55e461d1d0ac994e8460d68fd909d7e0112e3b6215a4f10dded40a86b1c96e6d97c09c55de9c55de52db023d053a00000000000000000001010100010000');
INSERT INTO auditledge.columns VALUES (1, 8040028968394365509, 'ids', 'B', '\x725f33');
INSERT INTO auditledge.columns VALUES (1, 8040028968394365509, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 8040028968394365509, 'ids.0', 'B', '\x78012b8a3766288a37010008a6020a');
INSERT INTO auditledge.columns VALUES (1, 5179005275795289222, 'times', 'q', '\x567ee3bc1160060057654ede25600600');
INSERT INTO auditledge.columns VALUES (1, 5179005275795289222, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 5179005275795289222, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 5179005275795289222, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 5179005275795289222, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 5179005275795289222, 'actor', 'B', '\x4b4c');
INSERT INTO auditledge.columns VALUES (1, 5179005275795289222, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 5179005275795289222, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 5179005275795289222, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 5179005275795289222, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 5179005275795289222, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 5179005275795289222, 'terms', 'B', '\x01020000000100000094fc3872ea12d9c0796070c5d4900f3e00000000');
INSERT INTO auditledge.columns VALUES (1, 5179005275795289222, 'terms.0', 'B', '\x10000000000000003d07be53059cf9e6dad81ecd8d7963eea7761aa3f6289b6f3f8a76278e64cd03d5d8778abf9014a5f7ecb6cb42b6cb4200000100000000010000000000010001');
INSERT INTO auditledge.columns VALUES (1, 5179005275795289222, 'ids', 'B', '\x725f35');
INSERT INTO auditledge.columns VALUES (1, 5179005275795289222, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 5179005275795289222, 'ids.0', 'B', '\x78012b8a3765288a37030008b2020e');
INSERT INTO auditledge.columns VALUES (1, 7767846147823430399, 'times', 'q', '\x584cb9ff39600600593324214e600600');
INSERT INTO auditledge.columns VALUES (1, 7767846147823430399, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7767846147823430399, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 7767846147823430399, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 7767846147823430399, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7767846147823430399, 'actor', 'B', '\x094d');
INSERT INTO auditledge.columns VALUES (1, 7767846147823430399, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7767846147823430399, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7767846147823430399, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 7767846147823430399, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7767846147823430399, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7767846147823430399, 'terms', 'B', '\x0102000000010000001fbdeba18fd8535ad58427a28c15857800000000');
INSERT INTO auditledge.columns VALUES (1, 7767846147823430399, 'terms.0', 'B', '\x10000000000000006e58801088195bd216a43de0d8039c6629a9abd26ae51fac537930537930216a657f38f1fc87e35a9a2cf092406bc21001010000000000000001000000010000');
INSERT INTO auditledge.columns VALUES (1, 7767846147823430399, 'ids', 'B', '\x725f37');
INSERT INTO auditledge.columns VALUES (1, 7767846147823430399, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7767846147823430399, 'ids.0', 'B', '\x78012b8a3767288ab7000008be0212');
INSERT INTO auditledge.columns VALUES (1, 7685965532830443884, 'times', 'q', '\x5a7af082345f06005b615ba4485f0600');
INSERT INTO auditledge.columns VALUES (1, 7685965532830443884, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7685965532830443884, 'organization', 'B', '\x0003');
INSERT INTO auditledge.columns VALUES (1, 7685965532830443884, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7685965532830443884, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7685965532830443884, 'actor', 'B', '\x4e4f');
INSERT INTO auditledge.columns VALUES (1, 7685965532830443884, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7685965532830443884, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7685965532830443884, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 7685965532830443884, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7685965532830443884, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7685965532830443884, 'terms', 'B', '\x01020000000100000093231e74b390f38adc87ad4bcdedf8f800000000');
INSERT INTO auditledge.columns VALUES (1, 7685965532830443884, 'terms.0', 'B', '\x1000000000000000b2bcfe7c916b5d60939effb86ee2776ee277bbe03bedf2d707577bf60726d981ec41a1fc1573d24effbf58a8a97c93f100010100000100010000000000000000');
INSERT INTO auditledge.columns VALUES (1, 7685965532830443884, 'ids', 'B', '\x725f30');
INSERT INTO auditledge.columns VALUES (1, 7685965532830443884, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7685965532830443884, 'ids.0', 'B', '\x78012b8a3760288a37040008940204');
INSERT INTO auditledge.columns VALUES (1, 1211816008427871410, 'times', 'q', '\x5c48c6c55c5f06005d2f31e7705f0600');
INSERT INTO auditledge.columns VALUES (1, 1211816008427871410, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1211816008427871410, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 1211816008427871410, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 1211816008427871410, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1211816008427871410, 'actor', 'B', '\x2050');
INSERT INTO auditledge.columns VALUES (1, 1211816008427871410, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1211816008427871410, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1211816008427871410, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 1211816008427871410, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 1211816008427871410, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1211816008427871410, 'terms', 'B', '\x0102000000010000001d9e2bf9fb654eea47b3022e9e460da300000000');
INSERT INTO auditledge.columns VALUES (1, 1211816008427871410, 'terms.0', 'B', '\x1000000000000000f0123b13b33e0c32a67f8fad37d3e7cf3cf2d598838e2189f493d6d3eb23744991f3b1c7a0f3b44a4f664eaf974eaf9700000001010000000000010000000001');
INSERT INTO auditledge.columns VALUES (1, 1211816008427871410, 'ids', 'B', '\x725f32');
INSERT INTO auditledge.columns VALUES (1, 1211816008427871410, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1211816008427871410, 'ids.0', 'B', '\x78012b8a3762288a37060008a00208');
INSERT INTO auditledge.columns VALUES (1, 4968640345043105699, 'times', 'q', '\x5e169c08855f06005ffd062a995f0600');
INSERT INTO auditledge.columns VALUES (1, 4968640345043105699, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4968640345043105699, 'organization', 'B', '\x0002');
INSERT INTO auditledge.columns VALUES (1, 4968640345043105699, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 4968640345043105699, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4968640345043105699, 'actor', 'B', '\x5152');
INSERT INTO auditledge.columns VALUES (1, 4968640345043105699, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4968640345043105699, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4968640345043105699, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 4968640345043105699, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4968640345043105699, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4968640345043105699, 'terms', 'B', '\x010200000001000000dae8c3d10f6f472b9c91c59481082e7000000000');
INSERT INTO auditledge.columns VALUES (1, 4968640345043105699, 'terms.0', 'B', '\x1000000000000000d14959bcf1bd5556e9d2d65878c5284500f5a1a41c9698df68f37e68f37ed9e886a925a388982a303bc8278663e861d000000000010001000001000000010000');
INSERT INTO auditledge.columns VALUES (1, 4968640345043105699, 'ids', 'B', '\x725f34');
INSERT INTO auditledge.columns VALUES (1, 4968640345043105699, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4968640345043105699, 'ids.0', 'B', '\x78012b8a3761288a37050008ac020c');
INSERT INTO auditledge.columns VALUES (2, 1658858351199555646, 'times', 'q', '\x5a7af082345f06005b615ba4485f0600');
INSERT INTO auditledge.columns VALUES (2, 1658858351199555646, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 1658858351199555646, 'organization', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 1658858351199555646, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 1658858351199555646, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 1658858351199555646, 'actor', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (2, 1658858351199555646, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 1658858351199555646, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 1658858351199555646, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (2, 1658858351199555646, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 1658858351199555646, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 1658858351199555646, 'terms', 'B', '\x010200000001000000a1877033b0455fafc785472f8d453f5b00000000');
INSERT INTO auditledge.columns VALUES (2, 1658858351199555646, 'terms.0', 'B', '\x10000000000000000eb874612f8c46603e2747c40ace9ee7c302eb6d60e66106e661064cb58b619a5863fa111700f7d111353417aee6fa5200000000000000000100010000010100');
INSERT INTO auditledge.columns VALUES (2, 1658858351199555646, 'ids', 'B', '\x725f30');
INSERT INTO auditledge.columns VALUES (2, 1658858351199555646, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 1658858351199555646, 'ids.0', 'B', '\x78012b8a3760288a37040008940204');
INSERT INTO auditledge.columns VALUES (2, 514473788559161134, 'times', 'q', '\x5c48c6c55c5f06005d2f31e7705f0600');
INSERT INTO auditledge.columns VALUES (2, 514473788559161134, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 514473788559161134, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (2, 514473788559161134, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 514473788559161134, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 514473788559161134, 'actor', 'B', '\x0304');
INSERT INTO auditledge.columns VALUES (2, 514473788559161134, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 514473788559161134, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 514473788559161134, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (2, 514473788559161134, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (2, 514473788559161134, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 514473788559161134, 'terms', 'B', '\x0102000000010000006f1b0a62732e2db672c895b8064b3d6a00000000');
INSERT INTO auditledge.columns VALUES (2, 514473788559161134, 'terms.0', 'B', '\x10000000000000003e33fb5eaced43d0093890b3b7df59e8d8922f6378f24361017334aa7bbcaa7bbc69a870698806724874aabc0723d63700010000000100010000010000000000');
INSERT INTO auditledge.columns VALUES (2, 514473788559161134, 'ids', 'B', '\x725f32');
INSERT INTO auditledge.columns VALUES (2, 514473788559161134, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 514473788559161134, 'ids.0', 'B', '\x78012b8a3762288a37060008a00208');
INSERT INTO auditledge.columns VALUES (2, 6944449467139671026, 'times', 'q', '\x5e169c08855f06005ffd062a995f0600');
INSERT INTO auditledge.columns VALUES (2, 6944449467139671026, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 6944449467139671026, 'organization', 'B', '\x0004');
INSERT INTO auditledge.columns VALUES (2, 6944449467139671026, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (2, 6944449467139671026, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 6944449467139671026, 'actor', 'B', '\x0506');
INSERT INTO auditledge.columns VALUES (2, 6944449467139671026, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 6944449467139671026, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 6944449467139671026, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (2, 6944449467139671026, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 6944449467139671026, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 6944449467139671026, 'terms', 'B', '\x01020000000100000041cef1436a1b60f6ea5b139570eee1b000000000');
INSERT INTO auditledge.columns VALUES (2, 6944449467139671026, 'terms.0', 'B', '\x1000000000000000a1c3dec566f10dcf4fccd805637ad3ef6b340046aa5b83715b8371bfdf327d62a9f973af77cfd6620ae827a342af299300000100000100000100000001000000');
INSERT INTO auditledge.columns VALUES (2, 6944449467139671026, 'ids', 'B', '\x725f34');
INSERT INTO auditledge.columns VALUES (2, 6944449467139671026, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 6944449467139671026, 'ids.0', 'B', '\x78012b8a3761288a37050008ac020c');
INSERT INTO auditledge.columns VALUES (2, 1597294661503681539, 'times', 'q', '\x60e4714bad5f060061cbdc6cc15f0600');
INSERT INTO auditledge.columns VALUES (2, 1597294661503681539, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 1597294661503681539, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (2, 1597294661503681539, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 1597294661503681539, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 1597294661503681539, 'actor', 'B', '\x0708');
INSERT INTO auditledge.columns VALUES (2, 1597294661503681539, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 1597294661503681539, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 1597294661503681539, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (2, 1597294661503681539, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 1597294661503681539, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 1597294661503681539, 'terms', 'B', '\x0102000000010000002b22cf080b17b6e76e02621e4ea1f88300000000');
INSERT INTO auditledge.columns VALUES (2, 1597294661503681539, 'terms.0', 'B', '\x1000000000000000e3a3628a65945d3201db430ee83589e835891ffb723fb9d8b959a23cc6bbb41052427d0e2c267944d6339d80a51a923a00010000000100000000000100000100');
INSERT INTO auditledge.columns VALUES (2, 1597294661503681539, 'ids', 'B', '\x725f36');
INSERT INTO auditledge.columns VALUES (2, 1597294661503681539, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 1597294661503681539, 'ids.0', 'B', '\x78012b8a3763288a37070008b80210');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'times', 'B', '\x00000000000000000001010101010101010101020202020202020202030303030303030303040404040404040404050505050505050505060606060606060606');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'offsets', 'B', '\x060d141b222930373e00070e151c232a31383f01080f161d242b3239020910171e252c333a030a11181f262d343b040b121920272e353c050c131a21282f363d');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'organization_codes', 'B', '\x00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'organization_counts', 'B', '\x40');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'actor_codes', 'B', '\x00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'actor_counts', 'B', '\x40');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'kind_codes', 'B', '\x00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'kind_counts', 'B', '\x40');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'actor_type_codes', 'B', '\x01000100010001000101000100010001000100000100010001000100010001000100010001000100010001000100010001000100010001000100010001000100');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'actor_type_counts', 'B', '\x2020');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'on_behalf_of', 'B', '\x000102');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'on_behalf_of_codes', 'B', '\x01020001020001020001020001020001020001020001020001020001000102000102000102010200010200010200020001020001020001000102000102000102');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'on_behalf_of_counts', 'B', '\x151615');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'outcome', 'B', '\x00010203');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'outcome_codes', 'B', '\x03030202010100000300000303020201010000010000030302020101010100000303020201020101000003030202020201010000030302000202010100000303');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'outcome_counts', 'B', '\x1110100f');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'ip', 'B', '\x00010203');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'ip_codes', 'B', '\x01020001030001030000010300010300020300000103000203000203000203000203010203000203010203010200010203010200010200000200010200010300');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'ip_counts', 'B', '\x140e0f0f');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'terms', 'B', '\x0140000000010000005e63bd5ede4eee280bfa08cad054c04200000000');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'terms.0', 'B', '\x00000000260000000a74e8b44fd0afbb51dddc419c347538090000000d97a85ef126f8d95e4a071308e8ed2c12000000122b2cc68a88a269a151ec61faadbb3b1b0000002e8adf465ae2dc0d4a5457bbb0609af82400000035213e71a1fcba29328d1da966675b712d00000036ef42119c9bc4ae1e8a7a88b3e2ae442e0000003a05a099ab7a6002e162720bc9a4af1f3000000049347f2c6452bbd433c047b206ce66b5390000004970ab63c9cc795778d0951109950c78420000004a22c0462ca831b51bf78cf4c9b090644b0000004d01c1003658def156eacfa3c3dc4971540000005dbadbb59e66c0ba10f087fd0db4129856000000628ed38eb2765de4eafc4e6cc41a2e035f0000006ac90e7760ef150a536a5a42eaec23e7680000006b162adee7b2c79dd93d3dab5e2e6060710000007250236938db29ad3a6ff8925eddd5727a0000008c0797b8de86cf08096dd827518ca91f830000008d6110151a9266479227ef008e54db5d8c0000008f4ec0f4c11af5fba582a0be3259b22b950000009c91c0a3904939afef4d36b0cff36af59e0000009d748ed427d46195557ec130dab12d73a7000000b3039e15cdc24deacb6fb627860e9cafb0000000b496b6bfb4426ff51c9c56a490ee8296b9000000bad053861d75c5e183bb765e6795a9b8ba000000c461182ef055cfe4c12d201c41126593c3000000c94b4bf3efab6104a11ca43c1b8c38becc000000cdd73035ea0fa4846790260b7d6db821d5000000cfcbfb38711d640d5470e1977b65c2bdde000000d3c7d6136c41fc6f35c0b81cf1effcf7e7000000e50f4deb7aef48d32fb24787c70dd896f0000000e7d4b81ad8ca29f36e79c4dc7216195ef9000000eb28738ff82bfb6404a45005bd01065a02010000ec4814235ca813ee87a9f4b905a479dc0b010000ee5a8c0c3f7a90b0d0bc1300a35b177a14010000f0c95edaa319705527fe972e4d6839211d010000f3bc9783c7e215164a9964f7d8e7273d26010000f8fb3d011b00b5c9d8ed6e258c37f1a22f010000f90827bd93168c43a2b29d79d2023b1b3801000003779ce3de39f74eb90324934c9224491224037badb5e64dbb56ad034610c31831c608310324934c92202048920202370324934c9220204892034610c31831c60831037badb5e64dbb56ad03affdd2ab7ffd7ad70237034610c31831c60831037badb5e64dbb56ad030a29800205a8508103492491244992244903904822499204014003b6dbeffffbb66ddb03779ce3de39f74eb903492410000449122403020081244992240903779ce3de39f74eb9035208a144099204290203779ce3de39f74eb9035208a14409920429037badb5e64dbb56ad039248224992244992036fb7ddb66dfb7ebf037badb5e64dbb56ad03fdff7edbb66d5bf603492410000449122403055040012a54204203a08412a850010a14037badb5e64dbb56ad0324934c9220204892039048224992040140030200812449922409');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'ids', 'B', '\x72');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'ids.positions', 'B', '\x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f');
INSERT INTO auditledge.columns VALUES (5, 2027065280879648594, 'ids.0', 'B', '\x78012b62281a48080020e81c81');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'times', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'on_behalf_of', 'B', '\x0002');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'on_behalf_of_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'outcome', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'outcome_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'ip', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'ip_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'ip_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'terms', 'B', '\x0102000000010000006102c863c154f3b506bbe90eb75a01aa00000000');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'terms.0', 'B', '\x2700000000000000a3955ba268d9a268d953f2c653a0e6547b1f547b1f0b34c90b34c9f7f9d0f7f9d08dad7b8dad7bdd9e671e03471e03473aa3c62d3a09c3deee217d794beb90d6dd10d6dd10d451c8d451c8253f21253f21b46ef4b46ef4181d88181d88863957863957cac2fccac2fc45d49645d4969a85c09a85c0010001010100010001000100010100010101010101000100010001000100010001000100010001');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'ids', 'B', '\x72');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8734409697968559171, 'ids.0', 'B', '\x78012b6228020001cb00e5');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'times', 'B', '\x0405');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'on_behalf_of', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'on_behalf_of_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'outcome', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'outcome_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'ip', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'ip_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'ip_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'terms', 'B', '\x0102000000010000002956a60fa1358adcf216de1c266ab67200000000');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'terms.0', 'B', '\x3200000000000000d6de0ad6de0a47b80947b80958d49358d49367c0b0754fcc754fcc77730a77730a3f2c193f2c19c81442c814426ccf43eec344eec34494e2b294e2b20d674b0d674b353060353060f80bf1f80bf1f58e79f58e797821a37821a3700f8d700f8dd7fec2d7fec248f28f48f28f75e94675e946c92f5dc92f5d0d89a70d89a7f931ecf931ec1f4f2d1f4f2d31532b31532b36eaeb36eaeb0001000100010100010001000100010100010001000100010001000100010001000100010001000100010001000100010001');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'ids', 'B', '\x72');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 7984759687831962525, 'ids.0', 'B', '\x78012b6228020001cb00e5');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'times', 'B', '\x0006');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'offsets', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'actor_type_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'on_behalf_of', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'on_behalf_of_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'outcome', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'outcome_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'ip', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'ip_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'ip_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'terms', 'B', '\x01020000000100000088b8c89148e8c9bacdbc6587898e0a8f00000000');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'terms.0', 'B', '\x2e000000000000005c55345c5534152ef1152ef1aeffdebb0738bb0738673afb014ea9014ea97ad4547ad454a87e94a87e9468125b4c32fa4c32fa77672859f9a759f9a7b6a120b6a1203024e73024e76f71986f719846d5b046d5b066f32b66f32bc521e7c521e7e1097fb2c6e8b2c6e8a8f85da8f85d12e92512e9255c771db3cb5effbf8fffbf8fa68ecefe3a71fe3a7100010001000001000001000100010100010000010001000100010001000100010000010001000101010001010001');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'ids', 'B', '\x72');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8706972459795579631, 'ids.0', 'B', '\x78012b6228020001cb00e5');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'times', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'on_behalf_of', 'B', '\x0002');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'on_behalf_of_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'outcome', 'B', '\x0003');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'outcome_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'ip', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'ip_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'ip_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'terms', 'B', '\x010200000001000000a63236748fc8e5540865476a86c3f35300000000');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'terms.0', 'B', '\x2200000000000000f31c9abac76a48870a47d9215fc3cb5fc3cb1d7168903dd11fd17a1fd17a035c244e9aee4e9aee65cf4165cf41eadadceadadc695dd6695dd6176563ba97455772e95772e9829c4c829c4caa4ff1fbcd22cddf58cddf584a3626b6b425995a14995a14a2b57400000000000101000001000001000100010001000000010001000000010000000100');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'ids', 'B', '\x72');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 2255209397983099730, 'ids.0', 'B', '\x78012b6228020001cb00e5');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'times', 'B', '\x0304');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'on_behalf_of', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'on_behalf_of_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'outcome', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'outcome_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'ip', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'ip_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'ip_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'terms', 'B', '\x01020000000100000012ae9f744aa3c5ac1d031b20a75f837e00000000');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'terms.0', 'B', '\x160000000000000050c68b50c68b837c04837c041a76821a7682e53a7de53a7db1d931b1d931220c5f220c5fd01f1dd01f1d8306bb8306bba4e03da4e03d42cfe642cfe60959e30959e300010001000100010001000100010001000100010001');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'ids', 'B', '\x72');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 5618967104290035383, 'ids.0', 'B', '\x78012b6228020001cb00e5');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'times', 'B', '\x0506');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'on_behalf_of', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'on_behalf_of_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'outcome', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'outcome_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'ip', 'B', '\x03');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'ip_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'ip_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'terms', 'B', '\x01020000000100000061092cd2f9724e34e61a08de8ca37b4000000000');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'terms.0', 'B', '\x24000000000000008d252f8d252f699037699037b744dab744da76f2a176f2a1ccdb41ccdb414cb97db51ea367a4ec67a4ec5852d45852d43de32f3de32f5abae25abae2e92357e92357b0fd68b0fd68adfc70adfc70033c24033c240b50860b5086d1fdf3d1fdf3f7d636f7d6364c5b104c5b10000100010001000100010001000100010001000100010001000100010001000100010001');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'ids', 'B', '\x72');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1401633107055021749, 'ids.0', 'B', '\x78012b6228020001cb00e5');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'times', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'on_behalf_of', 'B', '\x0002');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'on_behalf_of_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'outcome', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'outcome_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'ip', 'B', '\x03');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'ip_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'ip_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'terms', 'B', '\x010200000001000000536236f4c4acf5f678e9ef41fccbcafe00000000');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'terms.0', 'B', '\x27000000000000009a6fd49a6fd4467aef467aef9acd71c758b94296cf4296cff780fd2ec2212ec2219320b29320b2ad7234ad723424e94c24e94cdef11edef11e33ec1233ec12fcb92452b362d6e24ed6e24e75e8f575e8f538b54bfa28d3af1e6faf1e6f77006877006814ef6338f8ac38f8ac98a5e7121f07121f07000100010001000101000100010001000100010001000100010001010000010001010001010001');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'ids', 'B', '\x72');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 640978442457392674, 'ids.0', 'B', '\x78012b6228020001cb00e5');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'times', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'on_behalf_of', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'on_behalf_of_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'outcome', 'B', '\x0003');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'outcome_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'ip', 'B', '\x0003');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'ip_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'ip_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'terms', 'B', '\x010200000001000000aae98a0d4ca3a23282fbaac36d7b2c2d00000000');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'terms.0', 'B', '\x2a000000000000003228c73228c7aafa29aafa29117897117897fbc5567fe7f67fe7f64a15274a152735a6ec35a6ec7dd68a37b34737b347876c86876c8678344635f47c35f47cddfc28489f35489f3581abd401d38f01d38f3bca083bca0844de2344de234afa7a675debbe5526be552615ea4815ea4869577c69577c2a805fdb7b5ddb7b5d000100010001000001000100010000010001010001010001000001000100010100000100010001010001');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'ids', 'B', '\x72');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 3541194691699896768, 'ids.0', 'B', '\x78012b6228020001cb00e5');












INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000000', 1, 1793527200000000, 1795897666915484, NULL, 1, 1, 'r_0', NULL, '{"number":0,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000001', 2, 1793613660000001, 1795897666923504, 1, 2, 2, 'r_1', 'Resource #1', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000002', 3, 1793700120000002, 1795897666928586, 2, 3, 3, 'r_2', NULL, '{"number":2,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000003', 4, 1793786580000003, 1795897666932760, 3, 4, 1, 'r_3', 'Resource #3', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000004', 5, 1793873040000004, 1795897666936370, 4, 5, 2, 'r_4', NULL, '{"number":4,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000005', 6, 1793959500000005, 1795897666939609, NULL, 6, 3, 'r_5', 'Resource #5', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000006', 7, 1794045960000006, 1795897666942607, 2, 7, 1, 'r_6', NULL, '{"number":6,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000007', 8, 1794132420000007, 1795897666945580, 3, 8, 2, 'r_7', 'Resource #7', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000008', 9, 1794218880000008, 1795897666948597, 4, 9, 3, 'r_8', NULL, '{"number":8,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000009', 10, 1794305340000009, 1795897666951295, 1, 10, 1, 'r_0', 'Resource #9', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000a', 11, 1794391800000010, 1795897666954307, NULL, 11, 2, 'r_1', NULL, '{"number":10,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000b', 12, 1794478260000011, 1795897666957275, 3, 12, 3, 'r_2', 'Resource #11', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000c', 13, 1794564720000012, 1795897666959912, 4, 13, 1, 'r_3', NULL, '{"number":12,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000d', 14, 1794651180000013, 1795897666963438, 1, 14, 2, 'r_4', 'Resource #13', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000e', 15, 1794737640000014, 1795897666967293, 2, 15, 3, 'r_5', NULL, '{"number":14,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000f', 16, 1793528100000015, 1795897666969684, NULL, 16, 1, 'r_6', 'Resource #15', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000010', 17, 1793614560000016, 1795897666972112, 4, 17, 2, 'r_7', NULL, '{"number":16,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000011', 18, 1793701020000017, 1795897666974418, 1, 18, 3, 'r_8', 'Resource #17', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000012', 19, 1793787480000018, 1795897666976793, 2, 19, 1, 'r_0', NULL, '{"number":18,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000013', 20, 1793873940000019, 1795897666979016, 3, 20, 2, 'r_1', 'Resource #19', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000014', 21, 1793960400000020, 1795897666981252, NULL, 21, 3, 'r_2', NULL, '{"number":20,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000015', 22, 1794046860000021, 1795897666983521, 1, 22, 1, 'r_3', 'Resource #21', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000016', 23, 1794133320000022, 1795897666986055, 2, 23, 2, 'r_4', NULL, '{"number":22,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000017', 24, 1794219780000023, 1795897666988228, 3, 24, 3, 'r_5', 'Resource #23', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000018', 25, 1794306240000024, 1795897666990344, 4, 25, 1, 'r_6', NULL, '{"number":24,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000019', 26, 1794392700000025, 1795897666992610, NULL, 26, 2, 'r_7', 'Resource #25', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001a', 27, 1794479160000026, 1795897666994570, 2, 27, 3, 'r_8', NULL, '{"number":26,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001b', 28, 1794565620000027, 1795897666999431, 3, 28, 1, 'r_0', 'Resource #27', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001c', 29, 1794652080000028, 1795897667001492, 4, 9, 2, 'r_1', NULL, '{"number":28,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a0000000007000800000000000001d', 30, 1794738540000029, 1795897667006846, 1, 29, 3, 'r_2', 'Resource #29', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001e', 31, 1793529000000030, 1795897667011998, NULL, 30, 1, 'r_3', NULL, '{"number":30,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001f', 32, 1793615460000031, 1795897667015638, 3, 31, 2, 'r_4', 'Resource #31', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000020', 33, 1793701920000032, 1795897667019873, 4, 32, 3, 'r_5', NULL, '{"number":32,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000021', 34, 1793788380000033, 1795897667023790, 1, 33, 1, 'r_6', 'Resource #33', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000022', 35, 1793874840000034, 1795897667027908, 2, 34, 2, 'r_7', NULL, '{"number":34,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000023', 36, 1793961300000035, 1795897667033868, NULL, 35, 3, 'r_8', 'Resource #35', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000024', 37, 1794047760000036, 1795897667036020, 4, 36, 1, 'r_0', NULL, '{"number":36,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000025', 38, 1794134220000037, 1795897667038323, 1, 37, 2, 'r_1', 'Resource #37', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000026', 39, 1794220680000038, 1795897667040434, 2, 38, 3, 'r_2', NULL, '{"number":38,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000027', 40, 1794307140000039, 1795897667042554, 3, 39, 1, 'r_3', 'Resource #39', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000028', 41, 1794393600000040, 1795897667044862, NULL, 21, 2, 'r_4', NULL, '{"number":40,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000029', 42, 1794480060000041, 1795897667046603, 1, 40, 3, 'r_5', 'Resource #41', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002a', 43, 1794566520000042, 1795897667048645, 2, 41, 1, 'r_6', NULL, '{"number":42,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002b', 44, 1794652980000043, 1795897667050664, 3, 42, 2, 'r_7', 'Resource #43', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002c', 45, 1794739440000044, 1795897667052793, 4, 5, 3, 'r_8', NULL, '{"number":44,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002d', 46, 1793529900000045, 1795897667054556, NULL, 43, 1, 'r_0', 'Resource #45', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002e', 47, 1793616360000046, 1795897667056664, 2, 44, 2, 'r_1', NULL, '{"number":46,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002f', 48, 1793702820000047, 1795897667058608, 3, 45, 3, 'r_2', 'Resource #47', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000030', 49, 1793789280000048, 1795897667060729, 4, 46, 1, 'r_3', NULL, '{"number":48,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000031', 50, 1793875740000049, 1795897667062905, 1, 47, 2, 'r_4', 'Resource #49', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000032', 51, 1793962200000050, 1795897667064971, NULL, 48, 3, 'r_5', NULL, '{"number":50,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000033', 52, 1794048660000051, 1795897667066926, 3, 49, 1, 'r_6', 'Resource #51', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000034', 53, 1794135120000052, 1795897667068936, 4, 32, 2, 'r_7', NULL, '{"number":52,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000035', 54, 1794221580000053, 1795897667070624, 1, 50, 3, 'r_8', 'Resource #53', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000036', 55, 1794308040000054, 1795897667072889, 2, 51, 1, 'r_0', NULL, '{"number":54,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000037', 56, 1794394500000055, 1795897667075054, NULL, 52, 2, 'r_1', 'Resource #55', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000038', 57, 1794480960000056, 1795897667077143, 4, 17, 3, 'r_2', NULL, '{"number":56,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000039', 58, 1794567420000057, 1795897667078852, 1, 53, 1, 'r_3', 'Resource #57', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003a', 59, 1794653880000058, 1795897667080936, 2, 54, 2, 'r_4', NULL, '{"number":58,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a0000000007000800000000000003b', 60, 1794740340000059, 1795897667082884, 3, 55, 3, 'r_5', 'Resource #59', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003c', 61, 1793527200000060, 1795897667084969, NULL, 1, 1, 'r_6', NULL, '{"number":60,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003d', 62, 1793613660000061, 1795897667086640, 1, 56, 2, 'r_7', 'Resource #61', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003e', 63, 1793700120000062, 1795897667088785, 2, 57, 3, 'r_8', NULL, '{"number":62,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003f', 64, 1793786580000063, 1795897667090968, 3, 58, 1, 'r_0', 'Resource #63', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000040', 65, 1793873040000064, 1795897667093053, 4, 5, 2, 'r_1', NULL, '{"number":64,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000041', 66, 1793959500000065, 1795897667094922, NULL, 59, 3, 'r_2', 'Resource #65', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000042', 67, 1794045960000066, 1795897667096935, 2, 60, 1, 'r_3', NULL, '{"number":66,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000043', 68, 1794132420000067, 1795897667098898, 3, 61, 2, 'r_4', 'Resource #67', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000044', 69, 1794218880000068, 1795897667100831, 4, 9, 3, 'r_5', NULL, '{"number":68,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000045', 70, 1794305340000069, 1795897667102483, 1, 62, 1, 'r_6', 'Resource #69', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000046', 71, 1794391800000070, 1795897667104558, NULL, 63, 2, 'r_7', NULL, '{"number":70,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000047', 72, 1794478260000071, 1795897667106537, 3, 64, 3, 'r_8', 'Resource #71', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000048', 73, 1794564720000072, 1795897667108658, 4, 13, 1, 'r_0', NULL, '{"number":72,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000049', 74, 1794651180000073, 1795897667110276, 1, 65, 2, 'r_1', 'Resource #73', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004a', 75, 1794737640000074, 1795897667112335, 2, 66, 3, 'r_2', NULL, '{"number":74,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004b', 76, 1793528100000075, 1795897667114603, NULL, 67, 1, 'r_3', 'Resource #75', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004c', 77, 1793614560000076, 1795897667116704, 4, 17, 2, 'r_4', NULL, '{"number":76,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004d', 78, 1793701020000077, 1795897667118341, 1, 68, 3, 'r_5', 'Resource #77', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004e', 79, 1793787480000078, 1795897667120605, 2, 69, 1, 'r_6', NULL, '{"number":78,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a0000000007000800000000000004f', 80, 1793873940000079, 1795897667123939, 3, 70, 2, 'r_7', 'Resource #79', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000050', 81, 1793960400000080, 1795897667126154, NULL, 21, 3, 'r_8', NULL, '{"number":80,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000051', 82, 1794046860000081, 1795897667128065, 1, 71, 1, 'r_0', 'Resource #81', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000052', 83, 1794133320000082, 1795897667130052, 2, 72, 2, 'r_1', NULL, '{"number":82,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000053', 84, 1794219780000083, 1795897667132122, 3, 73, 3, 'r_2', 'Resource #83', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000054', 85, 1794306240000084, 1795897667134508, 4, 25, 1, 'r_3', NULL, '{"number":84,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000055', 86, 1794392700000085, 1795897667136373, NULL, 74, 2, 'r_4', 'Resource #85', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000056', 87, 1794479160000086, 1795897667138497, 2, 75, 3, 'r_5', NULL, '{"number":86,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000057', 88, 1794565620000087, 1795897667140543, 3, 76, 1, 'r_6', 'Resource #87', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000058', 89, 1794652080000088, 1795897667142619, 4, 9, 2, 'r_7', NULL, '{"number":88,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000059', 90, 1794738540000089, 1795897667144471, 1, 77, 3, 'r_8', 'Resource #89', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005a', 91, 1793529000000090, 1795897667146622, NULL, 78, 1, 'r_0', NULL, '{"number":90,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005b', 92, 1793615460000091, 1795897667148659, 3, 79, 2, 'r_1', 'Resource #91', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005c', 93, 1793701920000092, 1795897667150877, 4, 32, 3, 'r_2', NULL, '{"number":92,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005d', 94, 1793788380000093, 1795897667152592, 1, 80, 1, 'r_3', 'Resource #93', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005e', 95, 1793874840000094, 1795897667154698, 2, 81, 2, 'r_4', NULL, '{"number":94,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005f', 96, 1793961300000095, 1795897667156712, NULL, 82, 3, 'r_5', 'Resource #95', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005a', 1, 1793529000000090, 1795897667177065, NULL, 1, 1, 'r_0', NULL, '{"number":90,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005b', 2, 1793615460000091, 1795897667180406, 1, 2, 2, 'r_1', 'Resource #91', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005c', 3, 1793701920000092, 1795897667183507, 2, 3, 3, 'r_2', NULL, '{"number":92,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005d', 4, 1793788380000093, 1795897667186881, 3, 4, 1, 'r_3', 'Resource #93', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005e', 5, 1793874840000094, 1795897667189352, 4, 5, 2, 'r_4', NULL, '{"number":94,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005f', 6, 1793961300000095, 1795897667192078, NULL, 6, 3, 'r_5', 'Resource #95', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a00000000070008000000000000060', 7, 1794047760000096, 1795897667194412, 2, 7, 1, 'r_6', NULL, '{"number":96,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a00000000070008000000000000061', 8, 1794134220000097, 1795897667196839, 3, 8, 2, 'r_7', 'Resource #97', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a00000000070008000000000000062', 9, 1794220680000098, 1795897667198984, 4, 9, 3, 'r_8', NULL, '{"number":98,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000001', 1, 1, 1, NULL, 1, 1, 'r', NULL, '{}', 1, 1, NULL, NULL, NULL, '{"context":{"user_agent":"a","request_id":"","trace_id":"ß "},"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000002', 2, 2, 2, NULL, 1, 1, 'r', NULL, '{}', NULL, 2, 1, NULL, NULL, '{"context":{"user_agent":"a","request_id":"","trace_id":"ß "},"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000003', 3, 3, 3, NULL, 1, 1, 'r', NULL, '{}', 1, NULL, 1, NULL, '{"name":{"before":null,"after":1.0}}', '{"context":{"user_agent":"a","request_id":"","trace_id":"ß "},"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000004', 4, 4, 4, NULL, 1, 1, 'r', NULL, '{}', NULL, 1, 2, NULL, '{"name":{"before":null,"after":1.0}}', '{"reason":"a","context":{"user_agent":"a","request_id":"","trace_id":"ß "},"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000005', 5, 5, 5, NULL, 1, 1, 'r', NULL, '{}', 1, 2, 2, 1, '{"name":{"before":null,"after":1.0}}', '{"reason":"a","context":{"user_agent":"","request_id":"ß "},"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000006', 6, 6, 6, NULL, 1, 1, 'r', NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000007', 7, 0, 7, NULL, 1, 1, 'r', NULL, '{}', 1, 1, 3, 1, '{"name":{}}', '{"reason":"a","context":{"user_agent":"","request_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000008', 8, 1, 8, NULL, 1, 1, 'r', NULL, '{}', NULL, 2, NULL, 1, '{"name":{}}', '{"reason":"","context":{"user_agent":"","request_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000009', 9, 2, 9, NULL, 1, 1, 'r', NULL, '{}', 1, NULL, NULL, 1, NULL, '{"reason":"","context":{"user_agent":"","request_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000000a', 10, 3, 10, NULL, 1, 1, 'r', NULL, '{}', NULL, 1, 1, 2, NULL, '{"reason":"","context":{"user_agent":"ß ","trace_id":"a"},"targets":[{"type":"doc","id":"d1"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000000b', 11, 4, 11, NULL, 1, 1, 'r', NULL, '{}', 1, 2, 1, 2, NULL, '{"reason":"","context":{"user_agent":"ß ","trace_id":"a"},"targets":[{"type":"doc","id":"d1"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000000c', 12, 5, 12, NULL, 1, 1, 'r', NULL, '{}', NULL, NULL, 2, 2, '{"name":{"before":null,"after":1.0}}', '{"reason":"ß ","context":{"user_agent":"ß ","trace_id":"a"},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000000d', 13, 6, 13, NULL, 1, 1, 'r', NULL, '{}', 1, 1, 2, 2, '{"name":{"before":null,"after":1.0}}', '{"reason":"ß ","context":{"user_agent":"ß ","trace_id":"a"},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000000e', 14, 0, 14, NULL, 1, 1, 'r', NULL, '{}', NULL, 2, 3, 2, '{"name":{"before":null,"after":1.0}}', '{"reason":"ß ","context":{"user_agent":"ß ","trace_id":"a"},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000000f', 15, 1, 15, NULL, 1, 1, 'r', NULL, '{}', 1, NULL, 3, 3, '{"name":{}}', '{"reason":"ß ","context":{"request_id":"a","trace_id":""},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000010', 16, 2, 16, NULL, 1, 1, 'r', NULL, '{}', NULL, 1, NULL, 3, '{"name":{}}', '{"context":{"request_id":"a","trace_id":""},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000011', 17, 3, 17, NULL, 1, 1, 'r', NULL, '{}', 1, 2, NULL, 3, '{"name":{}}', '{"context":{"request_id":"a","trace_id":""},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000012', 18, 4, 18, NULL, 1, 1, 'r', NULL, '{}', NULL, NULL, 1, 3, NULL, '{"context":{"request_id":"a","trace_id":""},"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000013', 19, 5, 19, NULL, 1, 1, 'r', NULL, '{}', 1, 1, 1, 3, NULL, '{"context":{"request_id":"a","trace_id":""},"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000014', 20, 6, 20, NULL, 1, 1, 'r', NULL, '{}', NULL, 2, 2, NULL, NULL, '{"reason":"a","context":{"user_agent":"a","request_id":"","trace_id":"ß "},"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000015', 21, 0, 21, NULL, 1, 1, 'r', NULL, '{}', 1, NULL, 2, NULL, '{"name":{"before":null,"after":1.0}}', '{"reason":"a","context":{"user_agent":"a","request_id":"","trace_id":"ß "},"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000016', 22, 1, 22, NULL, 1, 1, 'r', NULL, '{}', NULL, 1, 3, NULL, '{"name":{"before":null,"after":1.0}}', '{"reason":"a","context":{"user_agent":"a","request_id":"","trace_id":"ß "},"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000017', 23, 2, 23, NULL, 1, 1, 'r', NULL, '{}', 1, 2, 3, NULL, '{"name":{"before":null,"after":1.0}}', '{"reason":"a","context":{"user_agent":"a","request_id":"","trace_id":"ß "},"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000018', 24, 3, 24, NULL, 1, 1, 'r', NULL, '{}', NULL, NULL, NULL, NULL, '{"name":{}}', '{"reason":"","context":{"user_agent":"a","request_id":"","trace_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000019', 25, 4, 25, NULL, 1, 1, 'r', NULL, '{}', 1, 1, NULL, 1, '{"name":{}}', '{"reason":"","context":{"user_agent":"","request_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000001a', 26, 5, 26, NULL, 1, 1, 'r', NULL, '{}', NULL, 2, 1, 1, '{"name":{}}', '{"reason":"","context":{"user_agent":"","request_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000001b', 27, 6, 27, NULL, 1, 1, 'r', NULL, '{}', 1, NULL, 1, 1, NULL, '{"reason":"","context":{"user_agent":"","request_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000001c', 28, 0, 28, NULL, 1, 1, 'r', NULL, '{}', NULL, 1, 2, 1, NULL, '{"reason":"ß ","context":{"user_agent":"","request_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000001d', 29, 1, 29, NULL, 1, 1, 'r', NULL, '{}', 1, 2, 2, 1, NULL, '{"reason":"ß ","context":{"user_agent":"","request_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000001e', 30, 2, 30, NULL, 1, 1, 'r', NULL, '{}', NULL, NULL, 3, 2, '{"name":{"before":null,"after":1.0}}', '{"reason":"ß ","context":{"user_agent":"ß ","trace_id":"a"},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000001f', 31, 3, 31, NULL, 1, 1, 'r', NULL, '{}', 1, 1, 3, 2, '{"name":{"before":null,"after":1.0}}', '{"reason":"ß ","context":{"user_agent":"ß ","trace_id":"a"},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000020', 32, 4, 32, NULL, 1, 1, 'r', NULL, '{}', NULL, 2, NULL, 2, '{"name":{"before":null,"after":1.0}}', '{"context":{"user_agent":"ß ","trace_id":"a"},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000021', 33, 5, 33, NULL, 1, 1, 'r', NULL, '{}', 1, NULL, NULL, 2, '{"name":{}}', '{"context":{"user_agent":"ß ","trace_id":"a"},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000022', 34, 6, 34, NULL, 1, 1, 'r', NULL, '{}', NULL, 1, 1, 2, '{"name":{}}', '{"context":{"user_agent":"ß ","trace_id":"a"},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000023', 35, 0, 35, NULL, 1, 1, 'r', NULL, '{}', 1, 2, 1, 3, '{"name":{}}', '{"context":{"request_id":"a","trace_id":""},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000024', 36, 1, 36, NULL, 1, 1, 'r', NULL, '{}', NULL, NULL, 2, 3, NULL, '{"reason":"a","context":{"request_id":"a","trace_id":""},"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000025', 37, 2, 37, NULL, 1, 1, 'r', NULL, '{}', 1, 1, 2, 3, NULL, '{"reason":"a","context":{"request_id":"a","trace_id":""},"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000026', 38, 3, 38, NULL, 1, 1, 'r', NULL, '{}', NULL, 2, 3, 3, NULL, '{"reason":"a","context":{"request_id":"a","trace_id":""},"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000027', 39, 4, 39, NULL, 1, 1, 'r', NULL, '{}', 1, NULL, 3, 3, '{"name":{"before":null,"after":1.0}}', '{"reason":"a","context":{"request_id":"a","trace_id":""},"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000028', 40, 5, 40, NULL, 1, 1, 'r', NULL, '{}', NULL, 1, NULL, NULL, '{"name":{"before":null,"after":1.0}}', '{"reason":"","context":{"user_agent":"a","request_id":"","trace_id":"ß "},"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000029', 41, 6, 41, NULL, 1, 1, 'r', NULL, '{}', 1, 2, NULL, NULL, '{"name":{"before":null,"after":1.0}}', '{"reason":"","context":{"user_agent":"a","request_id":"","trace_id":"ß "},"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000002a', 42, 0, 42, NULL, 1, 1, 'r', NULL, '{}', NULL, NULL, 1, NULL, '{"name":{}}', '{"reason":"","context":{"user_agent":"a","request_id":"","trace_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000002b', 43, 1, 43, NULL, 1, 1, 'r', NULL, '{}', 1, 1, 1, NULL, '{"name":{}}', '{"reason":"","context":{"user_agent":"a","request_id":"","trace_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000002c', 44, 2, 44, NULL, 1, 1, 'r', NULL, '{}', NULL, 2, 2, NULL, '{"name":{}}', '{"reason":"ß ","context":{"user_agent":"a","request_id":"","trace_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000002d', 45, 3, 45, NULL, 1, 1, 'r', NULL, '{}', 1, NULL, 2, 1, NULL, '{"reason":"ß ","context":{"user_agent":"","request_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000002e', 46, 4, 46, NULL, 1, 1, 'r', NULL, '{}', NULL, 1, 3, 1, NULL, '{"reason":"ß ","context":{"user_agent":"","request_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000002f', 47, 5, 47, NULL, 1, 1, 'r', NULL, '{}', 1, 2, 3, 1, NULL, '{"reason":"ß ","context":{"user_agent":"","request_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000030', 48, 6, 48, NULL, 1, 1, 'r', NULL, '{}', NULL, NULL, NULL, 1, '{"name":{"before":null,"after":1.0}}', '{"context":{"user_agent":"","request_id":"ß "},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000031', 49, 0, 49, NULL, 1, 1, 'r', NULL, '{}', 1, 1, NULL, 1, '{"name":{"before":null,"after":1.0}}', '{"context":{"user_agent":"","request_id":"ß "},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000032', 50, 1, 50, NULL, 1, 1, 'r', NULL, '{}', NULL, 2, 1, 2, '{"name":{"before":null,"after":1.0}}', '{"context":{"user_agent":"ß ","trace_id":"a"},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000033', 51, 2, 51, NULL, 1, 1, 'r', NULL, '{}', 1, NULL, 1, 2, '{"name":{}}', '{"context":{"user_agent":"ß ","trace_id":"a"},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000034', 52, 3, 52, NULL, 1, 1, 'r', NULL, '{}', NULL, 1, 2, 2, '{"name":{}}', '{"reason":"a","context":{"user_agent":"ß ","trace_id":"a"},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000035', 53, 4, 53, NULL, 1, 1, 'r', NULL, '{}', 1, 2, 2, 2, '{"name":{}}', '{"reason":"a","context":{"user_agent":"ß ","trace_id":"a"},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000036', 54, 5, 54, NULL, 1, 1, 'r', NULL, '{}', NULL, NULL, 3, 2, NULL, '{"reason":"a","context":{"user_agent":"ß ","trace_id":"a"},"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000037', 55, 6, 55, NULL, 1, 1, 'r', NULL, '{}', 1, 1, 3, 3, NULL, '{"reason":"a","context":{"request_id":"a","trace_id":""},"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000038', 56, 0, 56, NULL, 1, 1, 'r', NULL, '{}', NULL, 2, NULL, 3, NULL, '{"reason":"","context":{"request_id":"a","trace_id":""},"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000039', 57, 1, 57, NULL, 1, 1, 'r', NULL, '{}', 1, NULL, NULL, 3, '{"name":{"before":null,"after":1.0}}', '{"reason":"","context":{"request_id":"a","trace_id":""},"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000003a', 58, 2, 58, NULL, 1, 1, 'r', NULL, '{}', NULL, 1, 1, 3, '{"name":{"before":null,"after":1.0}}', '{"reason":"","context":{"request_id":"a","trace_id":""},"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000003b', 59, 3, 59, NULL, 1, 1, 'r', NULL, '{}', 1, 2, 1, 3, '{"name":{"before":null,"after":1.0}}', '{"reason":"","context":{"request_id":"a","trace_id":""},"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000003c', 60, 4, 60, NULL, 1, 1, 'r', NULL, '{}', NULL, NULL, 2, NULL, '{"name":{}}', '{"reason":"ß ","context":{"user_agent":"a","request_id":"","trace_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000003d', 61, 5, 61, NULL, 1, 1, 'r', NULL, '{}', 1, 1, 2, NULL, '{"name":{}}', '{"reason":"ß ","context":{"user_agent":"a","request_id":"","trace_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000003e', 62, 6, 62, NULL, 1, 1, 'r', NULL, '{}', NULL, 2, 3, NULL, '{"name":{}}', '{"reason":"ß ","context":{"user_agent":"a","request_id":"","trace_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000003f', 63, 0, 63, NULL, 1, 1, 'r', NULL, '{}', 1, NULL, 3, NULL, NULL, '{"reason":"ß ","context":{"user_agent":"a","request_id":"","trace_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000040', 64, 1, 64, NULL, 1, 1, 'r', NULL, '{}', NULL, 1, NULL, NULL, NULL, '{"context":{"user_agent":"a","request_id":"","trace_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000041', 65, 2, 65, NULL, 1, 1, 'r', NULL, '{}', 1, 2, NULL, 1, NULL, '{"context":{"user_agent":"","request_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000042', 66, 3, 66, NULL, 1, 1, 'r', NULL, '{}', NULL, NULL, 1, 1, '{"name":{"before":null,"after":1.0}}', '{"context":{"user_agent":"","request_id":"ß "},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000043', 67, 4, 67, NULL, 1, 1, 'r', NULL, '{}', 1, 1, 1, 1, '{"name":{"before":null,"after":1.0}}', '{"context":{"user_agent":"","request_id":"ß "},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000044', 68, 5, 68, NULL, 1, 1, 'r', NULL, '{}', NULL, 2, 2, 1, '{"name":{"before":null,"after":1.0}}', '{"reason":"a","context":{"user_agent":"","request_id":"ß "},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000045', 69, 6, 69, NULL, 1, 1, 'r', NULL, '{}', 1, NULL, 2, 1, '{"name":{}}', '{"reason":"a","context":{"user_agent":"","request_id":"ß "},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":"a"}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000046', 70, 0, 70, NULL, 1, 1, 'r', NULL, '{}', NULL, 1, 3, 2, '{"name":{}}', '{"reason":"a","context":{"user_agent":"ß ","trace_id":"a"},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000047', 71, 1, 71, NULL, 1, 1, 'r', NULL, '{}', 1, 2, 3, 2, '{"name":{}}', '{"reason":"a","context":{"user_agent":"ß ","trace_id":"a"},"targets":[{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"},{"type":"doc","id":"d1","name":"x"}],"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000048', 72, 2, 72, NULL, 1, 1, 'r', NULL, '{}', NULL, NULL, NULL, 2, NULL, '{"reason":"","context":{"user_agent":"ß ","trace_id":"a"},"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000049', 73, 3, 73, NULL, 1, 1, 'r', NULL, '{}', 1, 1, NULL, 2, NULL, '{"reason":"","context":{"user_agent":"ß ","trace_id":"a"},"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000004a', 74, 4, 74, NULL, 1, 1, 'r', NULL, '{}', NULL, 2, 1, 2, NULL, '{"reason":"","context":{"user_agent":"ß ","trace_id":"a"},"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000004b', 75, 5, 75, NULL, 1, 1, 'r', NULL, '{}', 1, NULL, 1, 3, '{"name":{"before":null,"after":1.0}}', '{"reason":"","context":{"request_id":"a","trace_id":""},"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000004c', 76, 6, 76, NULL, 1, 1, 'r', NULL, '{}', NULL, 1, 2, 3, '{"name":{"before":null,"after":1.0}}', '{"reason":"ß ","context":{"request_id":"a","trace_id":""},"source_id":""}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000004d', 77, 0, 77, NULL, 1, 1, 'r', NULL, '{}', 1, 2, 2, 3, '{"name":{"before":null,"after":1.0}}', '{"reason":"ß ","context":{"request_id":"a","trace_id":""},"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000004e', 78, 1, 78, NULL, 1, 1, 'r', NULL, '{}', NULL, NULL, 3, 3, '{"name":{}}', '{"reason":"ß ","context":{"request_id":"a","trace_id":""},"targets":[{"type":"doc","id":"d1"}],"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a0000000007000900000000000004f', 79, 2, 79, NULL, 1, 1, 'r', NULL, '{}', 1, 1, 3, 3, '{"name":{}}', '{"reason":"ß ","context":{"request_id":"a","trace_id":""},"targets":[{"type":"doc","id":"d1"}],"source_id":"ß "}');
INSERT INTO auditledge.events_other VALUES (5, '\x01a00000000070009000000000000050', 80, 3, 80, NULL, 1, 1, 'r', NULL, '{}', NULL, 2, NULL, NULL, '{"name":{}}', '{"context":{"user_agent":"a","request_id":"","trace_id":"ß "},"targets":[{"type":"doc","id":"d1"}],"source_id":"ß "}');



INSERT INTO auditledge.heads VALUES (1, 96, 1795897667156712);
INSERT INTO auditledge.heads VALUES (2, 9, 1795897667198984);
INSERT INTO auditledge.heads VALUES (5, 80, 80);



INSERT INTO auditledge.ips VALUES (5, 1, '\x04b7838ca9d7749a9053cb3a7493b7dc36514658c991d8732d436b53274015d7', 'a');
INSERT INTO auditledge.ips VALUES (5, 2, '\xf1ab6b1fa3e07be02cdd3816ad1c1c0f6a540c262e4c805f208a901850e5dde0', '');
INSERT INTO auditledge.ips VALUES (5, 3, '\x345e98d6657fb89811b015651bf63113d27322adde9668959f0b0c2cfbb8b354', 'ß ');



INSERT INTO auditledge.keys OVERRIDING SYSTEM VALUE VALUES (4, 1, '\x4bd50dc1585df80ffc0953795b116a8a47c3c48193daaea736f19cf20379f834', 'al_iP94IJ7f', NULL, false, 'admin read write', 1795897666199332, NULL, 1795897666466643, NULL);
INSERT INTO auditledge.keys OVERRIDING SYSTEM VALUE VALUES (1, 1, '\xfccbdae5fc60032f42184f3b7e74e7789f412a582d1ac831de467aa0d2dedace', 'al_fhbi0gxJ', NULL, false, 'admin read write', 1795897665435863, 1795897666915484, NULL, NULL);
INSERT INTO auditledge.keys OVERRIDING SYSTEM VALUE VALUES (2, 2, '\x5d0f76e8cab87088803601e51a22fc743dfa73484fb50471828d24ca9cda0d04', 'al_4efGYoMX', NULL, false, 'admin read write', 1795897665685916, 1795897667177065, NULL, NULL);
INSERT INTO auditledge.keys OVERRIDING SYSTEM VALUE VALUES (3, 1, '\x473bf2e8eb7443befd4e4d06d45c53ebed973b659634899edb985a1675f923b1', 'al_qOiBq9PC', 'org_1', true, 'read', 1795897665941098, 1795897668376128, NULL, NULL);



INSERT INTO auditledge.kinds VALUES (1, 1, '\x8aa667e0e8f91856a23fafdfc9fe9611b01361e3997509956ac2df029ddb4fc4', 'invoice.paid', 'invoice', 'invoice.paid', 'invoice');
INSERT INTO auditledge.kinds VALUES (1, 2, '\x32781442e5caa38e47f40f52468c9f78b25556c49699a23b272647da8c7a9c83', 'invoice.deleted', 'user', 'invoice.deleted', 'user');
INSERT INTO auditledge.kinds VALUES (1, 3, '\x9d8ce06f1b0ab65ef4c2e9f10f2eefcf5163bb4b00d66abdbddf61e007f16b62', 'user.İnvited', 'Übung', 'user.i̇nvited', 'übung');
INSERT INTO auditledge.kinds VALUES (2, 1, '\x8aa667e0e8f91856a23fafdfc9fe9611b01361e3997509956ac2df029ddb4fc4', 'invoice.paid', 'invoice', 'invoice.paid', 'invoice');
INSERT INTO auditledge.kinds VALUES (2, 2, '\x32781442e5caa38e47f40f52468c9f78b25556c49699a23b272647da8c7a9c83', 'invoice.deleted', 'user', 'invoice.deleted', 'user');
INSERT INTO auditledge.kinds VALUES (2, 3, '\x9d8ce06f1b0ab65ef4c2e9f10f2eefcf5163bb4b00d66abdbddf61e007f16b62', 'user.İnvited', 'Übung', 'user.i̇nvited', 'übung');
INSERT INTO auditledge.kinds VALUES (5, 1, '\x403f6506620ccc22a5b9fbf440010b73f154f08eb9a3d07a9fe3ed11e52d0408', 'a.b', 't', 'a.b', 't');



INSERT INTO auditledge.ledger VALUES (7, '\x94c62c002ac464d4b089db2dc875262d170cbce419a5857168b311fa71892e8d');



INSERT INTO auditledge.on_behalf_of VALUES (5, 1, '\x38a689d3a63a9a61a96a86a0f5c0a4eefb9c981cf41ae4aba3f3644d0c282455', 'u1', NULL, NULL, NULL, NULL, DEFAULT);
INSERT INTO auditledge.on_behalf_of VALUES (5, 2, '\x69498d1212be73951abd2cdf2536b28c3cc8c4cb85893732e47f20772a0fb5f8', 'u1', 'Ann', 'a@b.c', 'user', 'ann', DEFAULT);



INSERT INTO auditledge.organizations VALUES (1, 1, '\xe160085fc523136c6491a750cccddfffd7b110ce87938ab076e9957febb79de2', 'org_1');
INSERT INTO auditledge.organizations VALUES (1, 2, '\x865801ac3c7c1837e6e6e483b4775bcb45b4031b3d6978a2603a12960d4a6260', 'org_2');
INSERT INTO auditledge.organizations VALUES (1, 3, '\x9e3095f52b665ba15b041c011560ab7a0b18192a07ff8c8eeefecf345f965264', 'org_3');
INSERT INTO auditledge.organizations VALUES (1, 4, '\x93faded737b5ae9b6e8f0c0db6c6d977da1168431cc213ab42b0327cd1a65a38', 'org_0');
INSERT INTO auditledge.organizations VALUES (2, 1, '\x9e3095f52b665ba15b041c011560ab7a0b18192a07ff8c8eeefecf345f965264', 'org_3');
INSERT INTO auditledge.organizations VALUES (2, 2, '\x93faded737b5ae9b6e8f0c0db6c6d977da1168431cc213ab42b0327cd1a65a38', 'org_0');
INSERT INTO auditledge.organizations VALUES (2, 3, '\xe160085fc523136c6491a750cccddfffd7b110ce87938ab076e9957febb79de2', 'org_1');
INSERT INTO auditledge.organizations VALUES (2, 4, '\x865801ac3c7c1837e6e6e483b4775bcb45b4031b3d6978a2603a12960d4a6260', 'org_2');



INSERT INTO auditledge.segments VALUES (1, 1457646444858236077, 1, 64, 64, 1793527200000000, 1794740340000059, 2);
INSERT INTO auditledge.segments VALUES (1, 1748417362675070597, 65, 66, 2, 1793873040000064, 1793959500000065, 2);
INSERT INTO auditledge.segments VALUES (1, 1451517920989612646, 67, 68, 2, 1794045960000066, 1794132420000067, 2);
INSERT INTO auditledge.segments VALUES (1, 9145232645042254434, 69, 70, 2, 1794218880000068, 1794305340000069, 2);
INSERT INTO auditledge.segments VALUES (1, 6897678476149138466, 71, 72, 2, 1794391800000070, 1794478260000071, 2);
INSERT INTO auditledge.segments VALUES (1, 7007172961091291110, 73, 74, 2, 1794564720000072, 1794651180000073, 2);
INSERT INTO auditledge.segments VALUES (1, 1216315775614559025, 75, 76, 2, 1793528100000075, 1794737640000074, 2);
INSERT INTO auditledge.segments VALUES (1, 6877796728964308551, 77, 78, 2, 1793614560000076, 1793701020000077, 2);
INSERT INTO auditledge.segments VALUES (1, 4850688758908553482, 79, 80, 2, 1793787480000078, 1793873940000079, 2);
INSERT INTO auditledge.segments VALUES (1, 6702311322095260794, 81, 82, 2, 1793960400000080, 1794046860000081, 2);
INSERT INTO auditledge.segments VALUES (1, 489175496150359984, 83, 84, 2, 1794133320000082, 1794219780000083, 2);
INSERT INTO auditledge.segments VALUES (1, 8040028968394365509, 85, 86, 2, 1794306240000084, 1794392700000085, 2);
INSERT INTO auditledge.segments VALUES (1, 5179005275795289222, 87, 88, 2, 1794479160000086, 1794565620000087, 2);
INSERT INTO auditledge.segments VALUES (1, 7767846147823430399, 89, 90, 2, 1794652080000088, 1794738540000089, 2);
INSERT INTO auditledge.segments VALUES (1, 7685965532830443884, 91, 92, 2, 1793529000000090, 1793615460000091, 2);
INSERT INTO auditledge.segments VALUES (1, 1211816008427871410, 93, 94, 2, 1793701920000092, 1793788380000093, 2);
INSERT INTO auditledge.segments VALUES (1, 4968640345043105699, 95, 96, 2, 1793874840000094, 1793961300000095, 2);
INSERT INTO auditledge.segments VALUES (2, 1658858351199555646, 1, 2, 2, 1793529000000090, 1793615460000091, 2);
INSERT INTO auditledge.segments VALUES (2, 514473788559161134, 3, 4, 2, 1793701920000092, 1793788380000093, 2);
INSERT INTO auditledge.segments VALUES (2, 6944449467139671026, 5, 6, 2, 1793874840000094, 1793961300000095, 2);
INSERT INTO auditledge.segments VALUES (2, 1597294661503681539, 7, 8, 2, 1794047760000096, 1794134220000097, 2);
INSERT INTO auditledge.segments VALUES (5, 2027065280879648594, 1, 64, 64, 0, 6, 2);
INSERT INTO auditledge.segments VALUES (5, 8734409697968559171, 65, 66, 2, 2, 3, 2);
INSERT INTO auditledge.segments VALUES (5, 7984759687831962525, 67, 68, 2, 4, 5, 2);
INSERT INTO auditledge.segments VALUES (5, 8706972459795579631, 69, 70, 2, 0, 6, 2);
INSERT INTO auditledge.segments VALUES (5, 2255209397983099730, 71, 72, 2, 1, 2, 2);
INSERT INTO auditledge.segments VALUES (5, 5618967104290035383, 73, 74, 2, 3, 4, 2);
INSERT INTO auditledge.segments VALUES (5, 1401633107055021749, 75, 76, 2, 5, 6, 2);
INSERT INTO auditledge.segments VALUES (5, 640978442457392674, 77, 78, 2, 0, 1, 2);
INSERT INTO auditledge.segments VALUES (5, 3541194691699896768, 79, 80, 2, 2, 3, 2);



INSERT INTO auditledge.usage VALUES (1, 24322, 96);
INSERT INTO auditledge.usage VALUES (2, 24322, 9);
INSERT INTO auditledge.usage VALUES (5, 0, 80);



SELECT pg_catalog.setval('auditledge.accounts_account_seq', 5, true);



SELECT pg_catalog.setval('auditledge.keys_key_seq', 4, true);



ALTER TABLE ONLY auditledge.accounts
    ADD CONSTRAINT accounts_name_key UNIQUE (name);



ALTER TABLE ONLY auditledge.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (account);



ALTER TABLE ONLY auditledge.actor_types
    ADD CONSTRAINT actor_types_account_digest_key UNIQUE (account, digest);



ALTER TABLE ONLY auditledge.actor_types
    ADD CONSTRAINT actor_types_pkey PRIMARY KEY (account, actor_type);



ALTER TABLE ONLY auditledge.actors
    ADD CONSTRAINT actors_account_digest_key UNIQUE (account, digest);



ALTER TABLE ONLY auditledge.actors
    ADD CONSTRAINT actors_pkey PRIMARY KEY (account, actor);



ALTER TABLE ONLY auditledge.clock
    ADD CONSTRAINT clock_pkey PRIMARY KEY (one);



ALTER TABLE ONLY auditledge.clock_repairs
    ADD CONSTRAINT clock_repairs_pkey PRIMARY KEY (account, sequence, repaired_at);



ALTER TABLE ONLY auditledge.columns
    ADD CONSTRAINT columns_pkey PRIMARY KEY (account, segment, name);



ALTER TABLE ONLY auditledge.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (account, id);



ALTER TABLE ONLY auditledge.events_2026_11
    ADD CONSTRAINT events_2026_11_pkey PRIMARY KEY (account, id);



ALTER TABLE ONLY auditledge.events_2026_12
    ADD CONSTRAINT events_2026_12_pkey PRIMARY KEY (account, id);



ALTER TABLE ONLY auditledge.events_2027_01
    ADD CONSTRAINT events_2027_01_pkey PRIMARY KEY (account, id);



ALTER TABLE ONLY auditledge.events_other
    ADD CONSTRAINT events_other_pkey PRIMARY KEY (account, id);



ALTER TABLE ONLY auditledge.heads
    ADD CONSTRAINT heads_pkey PRIMARY KEY (account);



ALTER TABLE ONLY auditledge.ips
    ADD CONSTRAINT ips_account_digest_key UNIQUE (account, digest);



ALTER TABLE ONLY auditledge.ips
    ADD CONSTRAINT ips_pkey PRIMARY KEY (account, ip);



ALTER TABLE ONLY auditledge.keys
    ADD CONSTRAINT keys_digest_key UNIQUE (digest);



ALTER TABLE ONLY auditledge.keys
    ADD CONSTRAINT keys_pkey PRIMARY KEY (key);



ALTER TABLE ONLY auditledge.kinds
    ADD CONSTRAINT kinds_account_digest_key UNIQUE (account, digest);



ALTER TABLE ONLY auditledge.kinds
    ADD CONSTRAINT kinds_pkey PRIMARY KEY (account, kind);



ALTER TABLE ONLY auditledge.on_behalf_of
    ADD CONSTRAINT on_behalf_of_account_digest_key UNIQUE (account, digest);



ALTER TABLE ONLY auditledge.on_behalf_of
    ADD CONSTRAINT on_behalf_of_pkey PRIMARY KEY (account, on_behalf_of);



ALTER TABLE ONLY auditledge.organizations
    ADD CONSTRAINT organizations_account_digest_key UNIQUE (account, digest);



ALTER TABLE ONLY auditledge.organizations
    ADD CONSTRAINT organizations_pkey PRIMARY KEY (account, organization);



ALTER TABLE ONLY auditledge.segments
    ADD CONSTRAINT segments_pkey PRIMARY KEY (account, segment);



ALTER TABLE ONLY auditledge.usage
    ADD CONSTRAINT usage_pkey PRIMARY KEY (account, month);



CREATE INDEX actors_email ON auditledge.actors USING btree (account, email);



CREATE INDEX actors_id ON auditledge.actors USING btree (account, id_hash);



CREATE INDEX events_sequence ON ONLY auditledge.events USING btree (account, sequence);



CREATE INDEX events_2026_11_account_sequence_idx ON auditledge.events_2026_11 USING btree (account, sequence);



CREATE INDEX events_2026_12_account_sequence_idx ON auditledge.events_2026_12 USING btree (account, sequence);



CREATE INDEX events_2027_01_account_sequence_idx ON auditledge.events_2027_01 USING btree (account, sequence);



CREATE INDEX events_other_account_sequence_idx ON auditledge.events_other USING btree (account, sequence);



CREATE INDEX on_behalf_of_id ON auditledge.on_behalf_of USING btree (account, id_hash);



CREATE INDEX organizations_id ON auditledge.organizations USING btree (account, id);



ALTER INDEX auditledge.events_sequence ATTACH PARTITION auditledge.events_2026_11_account_sequence_idx;



ALTER INDEX auditledge.events_pkey ATTACH PARTITION auditledge.events_2026_11_pkey;



ALTER INDEX auditledge.events_sequence ATTACH PARTITION auditledge.events_2026_12_account_sequence_idx;



ALTER INDEX auditledge.events_pkey ATTACH PARTITION auditledge.events_2026_12_pkey;



ALTER INDEX auditledge.events_sequence ATTACH PARTITION auditledge.events_2027_01_account_sequence_idx;



ALTER INDEX auditledge.events_pkey ATTACH PARTITION auditledge.events_2027_01_pkey;



ALTER INDEX auditledge.events_sequence ATTACH PARTITION auditledge.events_other_account_sequence_idx;



ALTER INDEX auditledge.events_pkey ATTACH PARTITION auditledge.events_other_pkey;



ALTER TABLE auditledge.actor_types ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.actors ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.clock_repairs ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.columns ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.events ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.events_2026_11 ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.events_2026_12 ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.events_2027_01 ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.events_other ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.heads ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.ips ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.kinds ENABLE ROW LEVEL SECURITY;


CREATE POLICY of_account ON auditledge.actor_types USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.actors USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.clock_repairs USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.columns USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.events USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.heads USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.ips USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.kinds USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.on_behalf_of USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.organizations USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.segments USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.usage USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



ALTER TABLE auditledge.on_behalf_of ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.organizations ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.segments ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.usage ENABLE ROW LEVEL SECURITY;




