


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
    used_at bigint,
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



INSERT INTO auditledge.clock VALUES (1, 1795888629091512);









INSERT INTO auditledge.columns VALUES (1, 5846667042212227692, 'times', 'q', '\x00a8a617345f06003ca8a617345f06000f914b4d345f06001e7af082345f06002d6395b8345f0600018f1139485f06003d8f1139485f06001078b66e485f06001f615ba4485f06002e4a00da485f060002767c5a5c5f06003e767c5a5c5f0600115f21905c5f06002048c6c55c5f06002f316bfb5c5f0600035de77b705f06003f5de77b705f060012468cb1705f0600212f31e7705f06003018d61c715f06000444529d845f0600132df7d2845f060022169c08855f060031ff403e855f0600052bbdbe985f0600141462f4985f060023fd062a995f060032e6ab5f995f0600061228e0ac5f060015fbcc15ad5f060024e4714bad5f060033cd1681ad5f060007f99201c15f060016e23737c15f060025cbdc6cc15f060034b481a2c15f060008e0fd22d55f060017c9a258d55f060026b2478ed55f0600359becc3d55f060009c76844e95f060018b00d7ae95f06002799b2afe95f0600368257e5e95f06000aaed365fd5f06001997789bfd5f060028801dd1fd5f06003769c206fe5f06000b953e87116006001a7ee3bc11600600296788f21160060038502d28126006000c7ca9a8256006001b654ede256006002a4ef3132660060039379849266006000d6314ca396006001c4cb9ff396006002b355e353a6006003a1e036b3a6006000e4a7feb4d6006001d3324214e6006002c1cc9564e6006003b056e8c4e600600');
INSERT INTO auditledge.columns VALUES (1, 5846667042212227692, 'offsets', 'B', '\x003c0f1e2d013d101f2e023e11202f033f1221300413223105142332061524330716253408172635091827360a1928370b1a29380c1b2a390d1c2b3a0e1d2c3b');
INSERT INTO auditledge.columns VALUES (1, 5846667042212227692, 'organization', 'B', '\x0001020304');
INSERT INTO auditledge.columns VALUES (1, 5846667042212227692, 'organization_codes', 'B', '\x00000000000101040302020201040303030201040403020100000000020104030302010404030201010403020000000003020104040302010104030202010403');
INSERT INTO auditledge.columns VALUES (1, 5846667042212227692, 'organization_counts', 'B', '\x0d0d0d0d0c');
INSERT INTO auditledge.columns VALUES (1, 5846667042212227692, 'actor', 'B', '\x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a');
INSERT INTO auditledge.columns VALUES (1, 5846667042212227692, 'actor_codes', 'B', '\x00000f1d2a0137101e2b0238111f2c033912202d0413212e0514222f061523300716241f08172531091826320a1914330b1a27100c1b28340d0829350e1c0436');
INSERT INTO auditledge.columns VALUES (1, 5846667042212227692, 'actor_counts', 'B', '\x02010101020101010201010101010101020101010201010101010101010101020101010101010101010101010101010101010101010101010101');
INSERT INTO auditledge.columns VALUES (1, 5846667042212227692, 'kind', 'B', '\x010203');
INSERT INTO auditledge.columns VALUES (1, 5846667042212227692, 'kind_codes', 'B', '\x00000000000101010101020202020200000000000101010102020202000000000101010102020202000000000101010102020202000000000101010102020202');
INSERT INTO auditledge.columns VALUES (1, 5846667042212227692, 'kind_counts', 'B', '\x161515');
INSERT INTO auditledge.columns VALUES (1, 5846667042212227692, 'terms', 'B', '\x0140000000010000009e5ef1c6209abaf6c0e16d397b3db1d200000000');
INSERT INTO auditledge.columns VALUES (1, 5846667042212227692, 'terms.0', 'B', '\x780000000c000000cc496029d437068c80ef1086452d3fa21ef48b803cf9394fd2d7cf5699c20646282674cae3d31a04398cdde9aa6e08e55ecc58cbb5f9e3c2ebb479ac4bedcb798d60798d60798d60798d60798d60798d60798d60bb0dbebb0dbebb0dbebb0dbebb0dbebb0dbebb0dbebeba0240cced1a97fe0fa08143aaf3aa37bbac3c3c0d1884e2153e534ae7df000ad14d3da3731256656612118d98299449669aa0a5c0112d67c7993baab4cc6edfc5c7a4524d27c79a8d4f9a8d4f9a8d4f9a8d4f9a8d4f9a8d4f9a8d4f82cb75aa93b6b365424b53784b53784b53784b53784b53784b53784b53786d45ebc1f507c1f507c1f507c1f507c1f507c1f507c1f507924e12924e12924e12924e12924e12924e12924e120f954a1e7fd50da7a74d3d0e05d869e6b558685755a71d78ce91f0ce91f0ce91f0ce91f0ce91f0ce91f0ce91f0f6b140b565bb5c3fe72e84bac25dc6c25dc6c25dc6c25dc6c25dc6c25dc6c25dc69f5279a040cbf5ca4a2d153c03113d0f0c080018210a3e311f2507342235030f131d2a34370102121c1f29363826271736291d3a1a0b1b020d322c191c1012282e06013f081417212e383b392f090a0e192630333d1e050915222c2f3906071620232d3a232b201430243b050b0c1a2427313e0e3337130d181b25323c3f042a163733d3c2e9151f9de245b72f7b6b5e6e09000000381591581cedaeb1f0785929a3ecb3ef120000005a368b978fcdc9d88c73b7eefa8531091b0000006ef6fcdf4392e9f4d342a391f28bc02c240000007f1dd06aabda5c67fa28630f65d737c22d0000007fa7ca62d13ae392b1f42a2d79dd75412e00000099dba717a5df8eafe76c7ad97a1c0ca6370000009f1b5f160176c9b4b30d3e283858a51440000000d73ef3b59f7eeab050ec20f6ba421b0549000000ecb4ea76c76f89365f29ea996b7a2f7252000000f6c544a343f16fa51e62dc78243948805b000000fd539426da022ed3f8767214e1493efe64000000038b2e5a5a5a5a5a5a038b2e5a5a5a5a5a5a038b2e5a5a5a5a5a5a038b2e5a5a5a5a5a5a038b2e5a5a5a5a5a5a02038b2e5a5a5a5a5a5a038b2e5a5a5a5a5a5a0374d1a5a5a5a5a5a5038b2e5a5a5a5a5a5a038b2e5a5a5a5a5a5a031100034000092000');
INSERT INTO auditledge.columns VALUES (1, 5846667042212227692, 'ids', 'B', '\x725f30');
INSERT INTO auditledge.columns VALUES (1, 5846667042212227692, 'ids.positions', 'B', '\x000410111e282b35050915222c2f390a0e192630333d030f131d2a3437081417212e383b0d181b25323c3f0102121c1f293606071620232d3a0b0c1a2427313e');
INSERT INTO auditledge.columns VALUES (1, 5846667042212227692, 'ids.0', 'B', '\x78017dc93901002010c03024f1831b3c9cff810aa00c991227a7f82abca99c699ce99c199c999c599cd9dcd305807b413d');
INSERT INTO auditledge.columns VALUES (1, 2727411705278854153, 'times', 'q', '\x4044529d845f0600412bbdbe985f0600');
INSERT INTO auditledge.columns VALUES (1, 2727411705278854153, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2727411705278854153, 'organization', 'B', '\x0004');
INSERT INTO auditledge.columns VALUES (1, 2727411705278854153, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 2727411705278854153, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2727411705278854153, 'actor', 'B', '\x053b');
INSERT INTO auditledge.columns VALUES (1, 2727411705278854153, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2727411705278854153, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2727411705278854153, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 2727411705278854153, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2727411705278854153, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2727411705278854153, 'terms', 'B', '\x010200000001000000b5b2ece2941ce8bc274615bf14f677a200000000');
INSERT INTO auditledge.columns VALUES (1, 2727411705278854153, 'terms.0', 'B', '\x1000000000000000bc154e881f66ff52d2233503513d5362ad5a3779af396dc3e56671cb270fa0c619396382229006229006f4eedc2b3c7400000100000000010000000100010000');
INSERT INTO auditledge.columns VALUES (1, 2727411705278854153, 'ids', 'B', '\x725f31');
INSERT INTO auditledge.columns VALUES (1, 2727411705278854153, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2727411705278854153, 'ids.0', 'B', '\x78012b8a3764288a370200089a0206');
INSERT INTO auditledge.columns VALUES (1, 7281804094676007985, 'times', 'q', '\x421228e0ac5f060043f99201c15f0600');
INSERT INTO auditledge.columns VALUES (1, 7281804094676007985, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7281804094676007985, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 7281804094676007985, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7281804094676007985, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7281804094676007985, 'actor', 'B', '\x3c3d');
INSERT INTO auditledge.columns VALUES (1, 7281804094676007985, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7281804094676007985, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7281804094676007985, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 7281804094676007985, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7281804094676007985, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7281804094676007985, 'terms', 'B', '\x0102000000010000002ee4a4bd8089717cc47fc6b6b8dd817b00000000');
INSERT INTO auditledge.columns VALUES (1, 7281804094676007985, 'terms.0', 'B', '\x100000000000000078a8011a6433c6e72109eaf0e8cc41b28145b281456c12d3fe241c31e2583842d6a6645e114d6f08715757149900e9bc01000000010001000000000100000000');
INSERT INTO auditledge.columns VALUES (1, 7281804094676007985, 'ids', 'B', '\x725f33');
INSERT INTO auditledge.columns VALUES (1, 7281804094676007985, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7281804094676007985, 'ids.0', 'B', '\x78012b8a3766288a37010008a6020a');
INSERT INTO auditledge.columns VALUES (1, 7848329977717416225, 'times', 'q', '\x44e0fd22d55f060045c76844e95f0600');
INSERT INTO auditledge.columns VALUES (1, 7848329977717416225, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7848329977717416225, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 7848329977717416225, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 7848329977717416225, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7848329977717416225, 'actor', 'B', '\x093e');
INSERT INTO auditledge.columns VALUES (1, 7848329977717416225, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7848329977717416225, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7848329977717416225, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 7848329977717416225, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 7848329977717416225, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7848329977717416225, 'terms', 'B', '\x0102000000010000006f12ceac73c83887e48205ca2cd1fc6c00000000');
INSERT INTO auditledge.columns VALUES (1, 7848329977717416225, 'terms.0', 'B', '\x1000000000000000f38b68e98ee66d16d02209f9829906e33f4b2d3dc15a7def47a390cb543007c0871b3aa2b4c596a85061cfdaf0cfdaf000010000000001000100000000000001');
INSERT INTO auditledge.columns VALUES (1, 7848329977717416225, 'ids', 'B', '\x725f35');
INSERT INTO auditledge.columns VALUES (1, 7848329977717416225, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7848329977717416225, 'ids.0', 'B', '\x78012b8a3765288a37030008b2020e');
INSERT INTO auditledge.columns VALUES (1, 7596312046623231750, 'times', 'q', '\x46aed365fd5f060047953e8711600600');
INSERT INTO auditledge.columns VALUES (1, 7596312046623231750, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7596312046623231750, 'organization', 'B', '\x0003');
INSERT INTO auditledge.columns VALUES (1, 7596312046623231750, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7596312046623231750, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7596312046623231750, 'actor', 'B', '\x3f40');
INSERT INTO auditledge.columns VALUES (1, 7596312046623231750, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7596312046623231750, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7596312046623231750, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 7596312046623231750, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7596312046623231750, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7596312046623231750, 'terms', 'B', '\x010200000001000000c93de2348f552d36dc43fdd987a145cf00000000');
INSERT INTO auditledge.columns VALUES (1, 7596312046623231750, 'terms.0', 'B', '\x100000000000000042ff889af1517ff4993e46d1ba3fa4dec4976856423ea65772e9a957db8783207fe8a171e3e35b898788b3ac6ab3ac6a01000100010000000000000000000001');
INSERT INTO auditledge.columns VALUES (1, 7596312046623231750, 'ids', 'B', '\x725f37');
INSERT INTO auditledge.columns VALUES (1, 7596312046623231750, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7596312046623231750, 'ids.0', 'B', '\x78012b8a3767288ab7000008be0212');
INSERT INTO auditledge.columns VALUES (1, 2328576327102623169, 'times', 'q', '\x487ca9a825600600496314ca39600600');
INSERT INTO auditledge.columns VALUES (1, 2328576327102623169, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2328576327102623169, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 2328576327102623169, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 2328576327102623169, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2328576327102623169, 'actor', 'B', '\x0d41');
INSERT INTO auditledge.columns VALUES (1, 2328576327102623169, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2328576327102623169, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2328576327102623169, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 2328576327102623169, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2328576327102623169, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2328576327102623169, 'terms', 'B', '\x0102000000010000004fc9d9c6bba2f8f27ef2294c509d3cba00000000');
INSERT INTO auditledge.columns VALUES (1, 2328576327102623169, 'terms.0', 'B', '\x100000000000000009b2996137814a9548156e48396448381806fb0457284ffdb57dd8b57dd87020324d5b42446a5c9f2dc50ee59a6285c200000000000100010001000000010000');
INSERT INTO auditledge.columns VALUES (1, 2328576327102623169, 'ids', 'B', '\x725f30');
INSERT INTO auditledge.columns VALUES (1, 2328576327102623169, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2328576327102623169, 'ids.0', 'B', '\x78012b8a3760288a37040008940204');
INSERT INTO auditledge.columns VALUES (1, 7966645034730752075, 'times', 'q', '\x4b914b4d345f06004a4a7feb4d600600');
INSERT INTO auditledge.columns VALUES (1, 7966645034730752075, 'offsets', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 7966645034730752075, 'organization', 'B', '\x0002');
INSERT INTO auditledge.columns VALUES (1, 7966645034730752075, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7966645034730752075, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7966645034730752075, 'actor', 'B', '\x4243');
INSERT INTO auditledge.columns VALUES (1, 7966645034730752075, 'actor_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 7966645034730752075, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7966645034730752075, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 7966645034730752075, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7966645034730752075, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7966645034730752075, 'terms', 'B', '\x0102000000010000009cf94c9b71a9280965592d7d93267d5200000000');
INSERT INTO auditledge.columns VALUES (1, 7966645034730752075, 'terms.0', 'B', '\x100000000000000048a56005f881ecce537a558b370a299ec4e2fca52b427542e197ec6c094b2aa4d1bc6f4325c8c05c32f65c32f61422a500010101010101000101010101000100');
INSERT INTO auditledge.columns VALUES (1, 7966645034730752075, 'ids', 'B', '\x725f32');
INSERT INTO auditledge.columns VALUES (1, 7966645034730752075, 'ids.positions', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 7966645034730752075, 'ids.0', 'B', '\x78012b8a3762288a37060008a00208');
INSERT INTO auditledge.columns VALUES (1, 6678318378870047292, 'times', 'q', '\x4c78b66e485f06004d5f21905c5f0600');
INSERT INTO auditledge.columns VALUES (1, 6678318378870047292, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6678318378870047292, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 6678318378870047292, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 6678318378870047292, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 6678318378870047292, 'actor', 'B', '\x1144');
INSERT INTO auditledge.columns VALUES (1, 6678318378870047292, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6678318378870047292, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 6678318378870047292, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 6678318378870047292, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6678318378870047292, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 6678318378870047292, 'terms', 'B', '\x010200000001000000dfd06a682c5ae771334307f3cd0cfe0a00000000');
INSERT INTO auditledge.columns VALUES (1, 6678318378870047292, 'terms.0', 'B', '\x10000000000000003581352883aa7509f44393b7e1a52ae1a52a6332f43aa7a02bbeeb23495447c747d0c6c46c51ba733baf065d612f8d4601000001000100000000000001000000');
INSERT INTO auditledge.columns VALUES (1, 6678318378870047292, 'ids', 'B', '\x725f34');
INSERT INTO auditledge.columns VALUES (1, 6678318378870047292, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6678318378870047292, 'ids.0', 'B', '\x78012b8a3761288a37050008ac020c');
INSERT INTO auditledge.columns VALUES (1, 348769867843615579, 'times', 'q', '\x4e468cb1705f06004f2df7d2845f0600');
INSERT INTO auditledge.columns VALUES (1, 348769867843615579, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 348769867843615579, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 348769867843615579, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 348769867843615579, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 348769867843615579, 'actor', 'B', '\x4546');
INSERT INTO auditledge.columns VALUES (1, 348769867843615579, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 348769867843615579, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 348769867843615579, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 348769867843615579, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 348769867843615579, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 348769867843615579, 'terms', 'B', '\x0102000000010000007adc403ad9db0590bed4fce942dca9ee00000000');
INSERT INTO auditledge.columns VALUES (1, 348769867843615579, 'terms.0', 'B', '\x10000000000000004e1d194e1d19534245f012f85a355ff5724107ae058497de841888e9b7523ce644e63b71604a415ffd954ec8b3a3b2c500010001000000000000000001000001');
INSERT INTO auditledge.columns VALUES (1, 348769867843615579, 'ids', 'B', '\x725f36');
INSERT INTO auditledge.columns VALUES (1, 348769867843615579, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 348769867843615579, 'ids.0', 'B', '\x78012b8a3763288a37070008b80210');
INSERT INTO auditledge.columns VALUES (1, 5276798832706887996, 'times', 'q', '\x501462f4985f060051fbcc15ad5f0600');
INSERT INTO auditledge.columns VALUES (1, 5276798832706887996, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 5276798832706887996, 'organization', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 5276798832706887996, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 5276798832706887996, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 5276798832706887996, 'actor', 'B', '\x1547');
INSERT INTO auditledge.columns VALUES (1, 5276798832706887996, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 5276798832706887996, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 5276798832706887996, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 5276798832706887996, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 5276798832706887996, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 5276798832706887996, 'terms', 'B', '\x010200000001000000dedd445efd214ee057786edd1ca3322f00000000');
INSERT INTO auditledge.columns VALUES (1, 5276798832706887996, 'terms.0', 'B', '\x1000000000000000e2bea6e2bea6d8a963a065d51ed74adf7037a2a8ce71cb20c9481fddb8044bd9275aa569833f2d7224f1695a73999da500010000000100000001000100000000');
INSERT INTO auditledge.columns VALUES (1, 5276798832706887996, 'ids', 'B', '\x725f30');
INSERT INTO auditledge.columns VALUES (1, 5276798832706887996, 'ids.positions', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 5276798832706887996, 'ids.0', 'B', '\x78012b8a3760288ab70000089b020b');
INSERT INTO auditledge.columns VALUES (1, 4751425249247846894, 'times', 'q', '\x52e23737c15f060053c9a258d55f0600');
INSERT INTO auditledge.columns VALUES (1, 4751425249247846894, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4751425249247846894, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 4751425249247846894, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4751425249247846894, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4751425249247846894, 'actor', 'B', '\x4849');
INSERT INTO auditledge.columns VALUES (1, 4751425249247846894, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4751425249247846894, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4751425249247846894, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 4751425249247846894, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4751425249247846894, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4751425249247846894, 'terms', 'B', '\x010200000001000000c6ed49d9772ad50c6a83721fd253189300000000');
INSERT INTO auditledge.columns VALUES (1, 4751425249247846894, 'terms.0', 'B', '\x10000000000000006cd4db7899c9015928167a8dbd0106da22cf5f2a0e5f2a0ea435d9deca133b69940c131b368f47385d04a2b970bbefc300000000000000010001000000010001');
INSERT INTO auditledge.columns VALUES (1, 4751425249247846894, 'ids', 'B', '\x725f31');
INSERT INTO auditledge.columns VALUES (1, 4751425249247846894, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4751425249247846894, 'ids.0', 'B', '\x78012b8a3764288a370200089a0206');
INSERT INTO auditledge.columns VALUES (1, 7437470164797547439, 'times', 'q', '\x54b00d7ae95f06005597789bfd5f0600');
INSERT INTO auditledge.columns VALUES (1, 7437470164797547439, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7437470164797547439, 'organization', 'B', '\x0004');
INSERT INTO auditledge.columns VALUES (1, 7437470164797547439, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 7437470164797547439, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7437470164797547439, 'actor', 'B', '\x194a');
INSERT INTO auditledge.columns VALUES (1, 7437470164797547439, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7437470164797547439, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7437470164797547439, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 7437470164797547439, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7437470164797547439, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7437470164797547439, 'terms', 'B', '\x010200000001000000e01267b273d3fb8251830f754c42404300000000');
INSERT INTO auditledge.columns VALUES (1, 7437470164797547439, 'terms.0', 'B', '\x1000000000000000beaa5bc32f43d1093b4ed08aead4a21029c0d7355af8156db9f52d8cf49e844438ac9469ac9469e0ce823676f5a2f20e00010000010001000000000001000000');
INSERT INTO auditledge.columns VALUES (1, 7437470164797547439, 'ids', 'B', '\x725f33');
INSERT INTO auditledge.columns VALUES (1, 7437470164797547439, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7437470164797547439, 'ids.0', 'B', '\x78012b8a3766288a37010008a6020a');
INSERT INTO auditledge.columns VALUES (1, 1395739259303475846, 'times', 'q', '\x567ee3bc1160060057654ede25600600');
INSERT INTO auditledge.columns VALUES (1, 1395739259303475846, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1395739259303475846, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 1395739259303475846, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1395739259303475846, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1395739259303475846, 'actor', 'B', '\x4b4c');
INSERT INTO auditledge.columns VALUES (1, 1395739259303475846, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1395739259303475846, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1395739259303475846, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 1395739259303475846, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 1395739259303475846, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1395739259303475846, 'terms', 'B', '\x010200000001000000aad302c5c7a902b1156c19010a4da20100000000');
INSERT INTO auditledge.columns VALUES (1, 1395739259303475846, 'terms.0', 'B', '\x1000000000000000a144a71dac177c66dea59be2484ac1797956e7f442f151ff6e9204c60bdac244328d713f9d92f61e4d46b69eefb69eef00000000000001000000000001010001');
INSERT INTO auditledge.columns VALUES (1, 1395739259303475846, 'ids', 'B', '\x725f35');
INSERT INTO auditledge.columns VALUES (1, 1395739259303475846, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1395739259303475846, 'ids.0', 'B', '\x78012b8a3765288a37030008b2020e');
INSERT INTO auditledge.columns VALUES (1, 173833002961752578, 'times', 'q', '\x584cb9ff39600600593324214e600600');
INSERT INTO auditledge.columns VALUES (1, 173833002961752578, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 173833002961752578, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 173833002961752578, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 173833002961752578, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 173833002961752578, 'actor', 'B', '\x094d');
INSERT INTO auditledge.columns VALUES (1, 173833002961752578, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 173833002961752578, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 173833002961752578, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 173833002961752578, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 173833002961752578, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 173833002961752578, 'terms', 'B', '\x010200000001000000bd80203606d0ca034a78d05628c6102700000000');
INSERT INTO auditledge.columns VALUES (1, 173833002961752578, 'terms.0', 'B', '\x1000000000000000a40c167317820d342422e5731d38a82aeaaf0e469fc13aaed7f176f2f05ef2f05e79bd078ffd6c3ff07eb327d8a979c800000000000001000000010100010000');
INSERT INTO auditledge.columns VALUES (1, 173833002961752578, 'ids', 'B', '\x725f37');
INSERT INTO auditledge.columns VALUES (1, 173833002961752578, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 173833002961752578, 'ids.0', 'B', '\x78012b8a3767288ab7000008be0212');
INSERT INTO auditledge.columns VALUES (1, 8255260818050381213, 'times', 'q', '\x5a7af082345f06005b615ba4485f0600');
INSERT INTO auditledge.columns VALUES (1, 8255260818050381213, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 8255260818050381213, 'organization', 'B', '\x0003');
INSERT INTO auditledge.columns VALUES (1, 8255260818050381213, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 8255260818050381213, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 8255260818050381213, 'actor', 'B', '\x4e4f');
INSERT INTO auditledge.columns VALUES (1, 8255260818050381213, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 8255260818050381213, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 8255260818050381213, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 8255260818050381213, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 8255260818050381213, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 8255260818050381213, 'terms', 'B', '\x010200000001000000099f2ebccf2bf44f4e1218d736dbeba300000000');
INSERT INTO auditledge.columns VALUES (1, 8255260818050381213, 'terms.0', 'B', '\x1000000000000000887170887170ec618f67cd877dbc5f0e700904830685d4932fbdec5845c5f04324220411e8662318e75e0c6d8d383bbd00010101000000000001000000000000');
INSERT INTO auditledge.columns VALUES (1, 8255260818050381213, 'ids', 'B', '\x725f30');
INSERT INTO auditledge.columns VALUES (1, 8255260818050381213, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 8255260818050381213, 'ids.0', 'B', '\x78012b8a3760288a37040008940204');
INSERT INTO auditledge.columns VALUES (1, 7777664834033770777, 'times', 'q', '\x5c48c6c55c5f06005d2f31e7705f0600');
INSERT INTO auditledge.columns VALUES (1, 7777664834033770777, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7777664834033770777, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 7777664834033770777, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 7777664834033770777, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7777664834033770777, 'actor', 'B', '\x2050');
INSERT INTO auditledge.columns VALUES (1, 7777664834033770777, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7777664834033770777, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7777664834033770777, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 7777664834033770777, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 7777664834033770777, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7777664834033770777, 'terms', 'B', '\x010200000001000000615f8de0e7e038afacb08f2b2a60416e00000000');
INSERT INTO auditledge.columns VALUES (1, 7777664834033770777, 'terms.0', 'B', '\x1000000000000000ba2464694c3f5df32347b89ef1ee889329e69b825365485e5d96068faf1e725f33725f335e87e31e53abc7224ada349b00010000000000000100000101000000');
INSERT INTO auditledge.columns VALUES (1, 7777664834033770777, 'ids', 'B', '\x725f32');
INSERT INTO auditledge.columns VALUES (1, 7777664834033770777, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7777664834033770777, 'ids.0', 'B', '\x78012b8a3762288a37060008a00208');
INSERT INTO auditledge.columns VALUES (1, 3320422226240667298, 'times', 'q', '\x5e169c08855f06005ffd062a995f0600');
INSERT INTO auditledge.columns VALUES (1, 3320422226240667298, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 3320422226240667298, 'organization', 'B', '\x0002');
INSERT INTO auditledge.columns VALUES (1, 3320422226240667298, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 3320422226240667298, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 3320422226240667298, 'actor', 'B', '\x5152');
INSERT INTO auditledge.columns VALUES (1, 3320422226240667298, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 3320422226240667298, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 3320422226240667298, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 3320422226240667298, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 3320422226240667298, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 3320422226240667298, 'terms', 'B', '\x010200000001000000ab3d9edb7a95936e542bdc33a593bf8500000000');
INSERT INTO auditledge.columns VALUES (1, 3320422226240667298, 'terms.0', 'B', '\x10000000000000007057d0503d29ea362822f396870fb74a111462cd28928b7b54dba468eda29489dfc7cdcc7dd3257dd325abc88169b19700000000000001010000000000010100');
INSERT INTO auditledge.columns VALUES (1, 3320422226240667298, 'ids', 'B', '\x725f34');
INSERT INTO auditledge.columns VALUES (1, 3320422226240667298, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 3320422226240667298, 'ids.0', 'B', '\x78012b8a3761288a37050008ac020c');
INSERT INTO auditledge.columns VALUES (2, 2641262770155021220, 'times', 'q', '\x5a7af082345f06005b615ba4485f0600');
INSERT INTO auditledge.columns VALUES (2, 2641262770155021220, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 2641262770155021220, 'organization', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 2641262770155021220, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 2641262770155021220, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 2641262770155021220, 'actor', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (2, 2641262770155021220, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 2641262770155021220, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 2641262770155021220, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (2, 2641262770155021220, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 2641262770155021220, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 2641262770155021220, 'terms', 'B', '\x010200000001000000bfbf3d72069c108d55f9604d99c01d7300000000');
INSERT INTO auditledge.columns VALUES (2, 2641262770155021220, 'terms.0', 'B', '\x1000000000000000b97efb5fbea431d900c04caac62428f5832ebfee435e342cf4d32bf263d4864389115473fe25d2fe25d2d09c20aabadd00010000000001000001000000010000');
INSERT INTO auditledge.columns VALUES (2, 2641262770155021220, 'ids', 'B', '\x725f30');
INSERT INTO auditledge.columns VALUES (2, 2641262770155021220, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 2641262770155021220, 'ids.0', 'B', '\x78012b8a3760288a37040008940204');
INSERT INTO auditledge.columns VALUES (2, 1799008500022674092, 'times', 'q', '\x5c48c6c55c5f06005d2f31e7705f0600');
INSERT INTO auditledge.columns VALUES (2, 1799008500022674092, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 1799008500022674092, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (2, 1799008500022674092, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 1799008500022674092, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 1799008500022674092, 'actor', 'B', '\x0304');
INSERT INTO auditledge.columns VALUES (2, 1799008500022674092, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 1799008500022674092, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 1799008500022674092, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (2, 1799008500022674092, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (2, 1799008500022674092, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 1799008500022674092, 'terms', 'B', '\x010200000001000000cc67a65bdcd0f8161a932cf9d5b4cf5000000000');
INSERT INTO auditledge.columns VALUES (2, 1799008500022674092, 'terms.0', 'B', '\x1000000000000000968a9b430d7e9d0bf34ddc73958721b80565daab3bdaab3b1693559e8cbb150c3306e5a3ceb37080cf24cfd90accbbcd01000000000100010000000100000000');
INSERT INTO auditledge.columns VALUES (2, 1799008500022674092, 'ids', 'B', '\x725f32');
INSERT INTO auditledge.columns VALUES (2, 1799008500022674092, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 1799008500022674092, 'ids.0', 'B', '\x78012b8a3762288a37060008a00208');
INSERT INTO auditledge.columns VALUES (2, 745980710992056206, 'times', 'q', '\x5e169c08855f06005ffd062a995f0600');
INSERT INTO auditledge.columns VALUES (2, 745980710992056206, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 745980710992056206, 'organization', 'B', '\x0004');
INSERT INTO auditledge.columns VALUES (2, 745980710992056206, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (2, 745980710992056206, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 745980710992056206, 'actor', 'B', '\x0506');
INSERT INTO auditledge.columns VALUES (2, 745980710992056206, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 745980710992056206, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 745980710992056206, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (2, 745980710992056206, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 745980710992056206, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 745980710992056206, 'terms', 'B', '\x0102000000010000007a1f2ea31f11b6613b62012a3ddc1fe100000000');
INSERT INTO auditledge.columns VALUES (2, 745980710992056206, 'terms.0', 'B', '\x1000000000000000fe2fb9bd8ac03af060c07c95914894f005505c362608b94d94e2ebe2e18e749450e8c26cd4486e00d7a000d7a019386700000000000000010000010001000100');
INSERT INTO auditledge.columns VALUES (2, 745980710992056206, 'ids', 'B', '\x725f34');
INSERT INTO auditledge.columns VALUES (2, 745980710992056206, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 745980710992056206, 'ids.0', 'B', '\x78012b8a3761288a37050008ac020c');
INSERT INTO auditledge.columns VALUES (2, 486618715237011104, 'times', 'q', '\x60e4714bad5f060061cbdc6cc15f0600');
INSERT INTO auditledge.columns VALUES (2, 486618715237011104, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 486618715237011104, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (2, 486618715237011104, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 486618715237011104, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 486618715237011104, 'actor', 'B', '\x0708');
INSERT INTO auditledge.columns VALUES (2, 486618715237011104, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 486618715237011104, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 486618715237011104, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (2, 486618715237011104, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 486618715237011104, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 486618715237011104, 'terms', 'B', '\x0102000000010000006aa34b66eabd00b1e35319d65640286000000000');
INSERT INTO auditledge.columns VALUES (2, 486618715237011104, 'terms.0', 'B', '\x10000000000000007dad92cbf78a12a035c5e8a8e7ee473563ddd6142dbf682cabc4be727660da71dbda71db9c4a5c29ffa87a6ac224e2b100000000000001000001000100000100');
INSERT INTO auditledge.columns VALUES (2, 486618715237011104, 'ids', 'B', '\x725f36');
INSERT INTO auditledge.columns VALUES (2, 486618715237011104, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 486618715237011104, 'ids.0', 'B', '\x78012b8a3763288a37070008b80210');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'times', 'B', '\x00000000000000000001010101010101010101020202020202020202030303030303030303040404040404040404050505050505050505060606060606060606');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'offsets', 'B', '\x060d141b222930373e00070e151c232a31383f01080f161d242b3239020910171e252c333a030a11181f262d343b040b121920272e353c050c131a21282f363d');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'organization_codes', 'B', '\x00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'organization_counts', 'B', '\x40');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'actor_codes', 'B', '\x00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'actor_counts', 'B', '\x40');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'kind_codes', 'B', '\x00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'kind_counts', 'B', '\x40');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'actor_type_codes', 'B', '\x01000100010001000101000100010001000100000100010001000100010001000100010001000100010001000100010001000100010001000100010001000100');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'actor_type_counts', 'B', '\x2020');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'on_behalf_of', 'B', '\x000102');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'on_behalf_of_codes', 'B', '\x01020001020001020001020001020001020001020001020001020001000102000102000102010200010200010200020001020001020001000102000102000102');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'on_behalf_of_counts', 'B', '\x151615');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'outcome', 'B', '\x00010203');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'outcome_codes', 'B', '\x03030202010100000300000303020201010000010000030302020101010100000303020201020101000003030202020201010000030302000202010100000303');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'outcome_counts', 'B', '\x1110100f');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'ip', 'B', '\x00010203');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'ip_codes', 'B', '\x01020001030001030000010300010300020300000103000203000203000203000203010203000203010203010200010203010200010200000200010200010300');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'ip_counts', 'B', '\x140e0f0f');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'terms', 'B', '\x0140000000010000000e8763a376e8afabdca41df67a3624e600000000');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'terms.0', 'B', '\x000000002600000004454f01d904c924996eaa656b6c909609000000111990052f1c4ab7c39fc8c07eb15c77120000001b9ea27af137386509dfcb584e29a2031b0000001de08ca6edb4860ac2c0bfeb82bb64061c000000268f252e6d54376adeb14c6be5c91b1b250000002b278d4c2d23988866e50351869ac6c32e0000003203a801966e1aec300135d7021f84ff370000004d10e1ace41001e7ce7665e1c4c3fa62400000004db0e29400f1ce4255e67b735ee68ff549000000516a6210f6e77e2e4b8237a3a810f8a2520000005305857f08fa3a3ea8cbf86c75b959f25b00000058abe6686487b0561a86f70518fae82a640000005c50beff5decb4d4a007739eefdde2e66d0000005ce8684b6579ee556c4912a2e1a5404a760000005fb4019f664d3ed4311234480803b9377f000000645985a122244b4943c86532b0b3a2a6880000007b156eb2c4594ff0c734db55bb74d3e6910000007e493163859e0623ccd0047b2f1d8aa99a0000007f44791553bb4d3b60b4c2b6291ac93ea300000083bf90e0194a91adf86aa4d7d5184accac00000088ea5ec3eecc8b646a7aefb09d1d9061b50000008a2370dcbdb65b3110afa3b7306dfa85be0000009767b086edc810f6d17e48fed1e93eb8c7000000997c227afeb90f4f11be520c1f19764bd0000000a245a89c3a900b994b9f192ba8b123a6d9000000b422be1e8ea464c59fcf1105eb074feae2000000b7f11735d5ccd9e242b73ef566915cf1e4000000bcdf4ba734297a296226d3996bbd0c76ed000000c0699d2e4df416d8847509232c311efff6000000c43cda1d3a18026ba47eab5e4837ad9eff000000ca81b8baae9cdd6986cc6f44d4e0649208010000d02b2748d7799c292efbf7860e8ed47411010000de4b58cdf4abfb4c3afebd30a28fbe761a010000dea1b975beb8ff2e8a010b43fb8d931623010000e88f38ce5ce7bb4a798a77785865eebc2c010000effdcf8c92d3ac0849dcd711d526ef9535010000f1a45079f8e873f9780dfb6c5ce00c6637010000f44bc9a4ad53b695f654dfe07359db0d38010000036fb7ddb66dfb7ebf03affdd2ab7ffd7ad703779ce3de39f74eb9020390482249920401400324934c922020489203779ce3de39f74eb9034610c31831c6083103055040012a542042035208a144099204290390482249920401400349241000044912240324934c9220204892034924912449922449037badb5e64dbb56ad035208a1440992042903924822499224499203a08412a850010a14030a29800205a8508103fdff7edbb66d5bf6034610c31831c60831030200812449922409037badb5e64dbb56ad03779ce3de39f74eb9037badb5e64dbb56ad03779ce3de39f74eb90237034610c31831c60831037badb5e64dbb56ad0324934c922449122403b6dbeffffbb66ddb034924100004491224037badb5e64dbb56ad0302008124499224090324934c9220204892037badb5e64dbb56ad023702');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'ids', 'B', '\x72');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'ids.positions', 'B', '\x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f');
INSERT INTO auditledge.columns VALUES (5, 72211859305548742, 'ids.0', 'B', '\x78012b62281a48080020e81c81');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'times', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'on_behalf_of', 'B', '\x0002');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'on_behalf_of_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'outcome', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'outcome_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'ip', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'ip_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'ip_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'terms', 'B', '\x010200000001000000b1ab146d0b68e52221bb054dcbba30e000000000');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'terms.0', 'B', '\x270000000000000023dc0123dc01881906e959b1e959b1e2c70d6d30bfdefbeddefbedf9e737f9e737cbbba3cbbba36459e46459e4ee75290492fc47b5cfc14756c14756c8bba9c8bba98e49098e4909fb2ee3fb2ee3af54bbaf54bbf6eee9ca7f26ca7f266bd3d8df50a2df50a2f3d989b474afb474af61783d61783d000101000101010001000100010001010101000100010001000100010100010100010100010001');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'ids', 'B', '\x72');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1978395154803271213, 'ids.0', 'B', '\x78012b6228020001cb00e5');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'times', 'B', '\x0405');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'on_behalf_of', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'on_behalf_of_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'outcome', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'outcome_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'ip', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'ip_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'ip_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'terms', 'B', '\x01020000000100000015ae8a45524f36bf566e09b1b437ef0800000000');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'terms.0', 'B', '\x3200000000000000db736cdb736ca6f56ca6f56c8b25658b2565ee040cee040ca94e86a94e864aa2a74aa2a770027e70027e58d11358d113c1e22fc1e22f939a76939a760231062b6ca82b6ca8b9eb40b9eb408516f88516f8884aaa884aaa4fe0dc4fe0dc958c52958c52de5757de575757622957622997f2b297f2b21415161415161c9db11c9db119f2ba19f2ba0692720692724be0d24be0d2ff15530001000100010001000100010001000100010001010001000100010001000100010001000100010001000100010001000101');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'ids', 'B', '\x72');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 2746115921496466905, 'ids.0', 'B', '\x78012b6228020001cb00e5');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'times', 'B', '\x0006');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'offsets', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'actor_type_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'on_behalf_of', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'on_behalf_of_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'outcome', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'outcome_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'ip', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'ip_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'ip_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'terms', 'B', '\x010200000001000000878b22f8dda77d172d981f779a62eeb100000000');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'terms.0', 'B', '\x2e000000000000005b9bd75b9bd7e9cb55ce5d27f70159f7015927bb2927bb29168c8842e4fb66fc7d66fc7d9231f6ea810aea810ad614ded614de5fcf80cee1c056da6b56da6b4a895a4a895a19bb8519bb85dc137fdc137fbd50bebd50be5e6952e649d8e649d8bba545bba5458a1b168a1b1638da1a38da1a79f60979f6096f635e6f635e4579ae4579aea5e0fca5e0fc00010000000100010000000101000100010101000100010001000100010100010001000100010001000100010001');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'ids', 'B', '\x72');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8109409906929549382, 'ids.0', 'B', '\x78012b6228020001cb00e5');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'times', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'on_behalf_of', 'B', '\x0002');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'on_behalf_of_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'outcome', 'B', '\x0003');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'outcome_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'ip', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'ip_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'ip_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'terms', 'B', '\x0102000000010000002a59a39da308bbd17f0ab6d2efaf728200000000');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'terms.0', 'B', '\x2200000000000000fc31c9fc31c9f9fa44b40b8ddff3ff9c7efb9c7efbb0dabab89d8fb89d8fc9f68657fa0557fa055636f45636f4807c8d807c8d6a0941910621bd49ee3ba5f13ba5f12da0e930fc5e3ac0848f0b207dae02bc6c48bc6c484a75488a20908a20909a93fa9a93fa00010000000001010001000001000100010000000001000000000000010000010001');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'ids', 'B', '\x72');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8270830108055195532, 'ids.0', 'B', '\x78012b6228020001cb00e5');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'times', 'B', '\x0304');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'on_behalf_of', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'on_behalf_of_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'outcome', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'outcome_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'ip', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'ip_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'ip_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'terms', 'B', '\x0102000000010000006021fd2b96e0e4c5ee3a68c0af285c0f00000000');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'terms.0', 'B', '\x160000000000000052ed6a52ed6aa2c9fca2c9fc864ed3864ed3f669c1f669c19be2319be231fdaaa9fdaaa9bb630ebb630ec4fbeac4fbea549e29549e29090a01090a0157aa6257aa6200010001000100010001000100010001000100010001');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'ids', 'B', '\x72');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 7589411504395154678, 'ids.0', 'B', '\x78012b6228020001cb00e5');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'times', 'B', '\x0506');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'on_behalf_of', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'on_behalf_of_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'outcome', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'outcome_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'ip', 'B', '\x03');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'ip_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'ip_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'terms', 'B', '\x0102000000010000005f39770788fed924c20701799ad583ed00000000');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'terms.0', 'B', '\x24000000000000000c53779360a19360a139493539493592dc6492dc64c9af7cc9af7c19214d19214d5338a95338a98d4413cde5b3cde5b3791dfb791dfb417621417621ffd746ffd7469aacea9aacea08778808778871eacf71eacfcc551acc551a09237c09237c9b95379b9537c542aac542aa000001000100010001000100010100010001000100010001000100010001000100010001');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'ids', 'B', '\x72');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 6049849110319291699, 'ids.0', 'B', '\x78012b6228020001cb00e5');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'times', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'on_behalf_of', 'B', '\x0002');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'on_behalf_of_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'outcome', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'outcome_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'ip', 'B', '\x03');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'ip_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'ip_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'terms', 'B', '\x010200000001000000885903f8dc8da61665425ec509fd4c5900000000');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'terms.0', 'B', '\x2700000000000000c5889fc5889f347d68347d6801af978587cb8587cb910883910883bd60c3bd60c3a7f31cfca080fca080c27b5ec27b5e8bbd2a8bbd2ab48e94b48e944fe09dd03e89b7c27c1b8206b55c82b55c8218a5abe80d9be80d9b87e97264a3c064a3c02065df2065dfb8ad0970dcd370dcd3a348baa348ba000100010000010001000101000100010001000101010001000100000101000100010100010001');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'ids', 'B', '\x72');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 3483414118705484251, 'ids.0', 'B', '\x78012b6228020001cb00e5');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'times', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'on_behalf_of', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'on_behalf_of_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'outcome', 'B', '\x0003');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'outcome_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'ip', 'B', '\x0003');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'ip_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'ip_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'terms', 'B', '\x01020000000100000066c7804447ceb7d9a506deedcc584c0000000000');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'terms.0', 'B', '\x2a00000000000000fe6d49fe6d49c714bbc714bbe41596e4159669726b69726b6d253c33858549e4e449e4e4b7e58d292bbf292bbf0cb85d0cb85d2b20812b2081610ce1610ce16d966d6d966d00e6bb25a4c425a4c4ce0631811ee8811ee80409da034b42d9544dd9544d14d19714d1975f21be5f21be7fd395218598218598cd70accd70ac000100010001000101010001000001000100010001000100000101000100010001000100010000010001');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'ids', 'B', '\x72');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'ids.positions', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8055684676359796365, 'ids.0', 'B', '\x78012b6228020001cb00e5');












INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000000', 1, 1793527200000000, 1795888629418927, NULL, 1, 1, 'r_0', NULL, '{"number":0,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000001', 2, 1793613660000001, 1795888629441188, 1, 2, 2, 'r_1', 'Resource #1', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000002', 3, 1793700120000002, 1795888629462867, 2, 3, 3, 'r_2', NULL, '{"number":2,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000003', 4, 1793786580000003, 1795888629480419, 3, 4, 1, 'r_3', 'Resource #3', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000004', 5, 1793873040000004, 1795888629504723, 4, 5, 2, 'r_4', NULL, '{"number":4,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000005', 6, 1793959500000005, 1795888629515794, NULL, 6, 3, 'r_5', 'Resource #5', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000006', 7, 1794045960000006, 1795888629532886, 2, 7, 1, 'r_6', NULL, '{"number":6,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000007', 8, 1794132420000007, 1795888629550243, 3, 8, 2, 'r_7', 'Resource #7', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000008', 9, 1794218880000008, 1795888629560325, 4, 9, 3, 'r_8', NULL, '{"number":8,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000009', 10, 1794305340000009, 1795888629568826, 1, 10, 1, 'r_0', 'Resource #9', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000a', 11, 1794391800000010, 1795888629583435, NULL, 11, 2, 'r_1', NULL, '{"number":10,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000b', 12, 1794478260000011, 1795888629592169, 3, 12, 3, 'r_2', 'Resource #11', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000c', 13, 1794564720000012, 1795888629603030, 4, 13, 1, 'r_3', NULL, '{"number":12,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000d', 14, 1794651180000013, 1795888629616462, 1, 14, 2, 'r_4', 'Resource #13', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000e', 15, 1794737640000014, 1795888629627080, 2, 15, 3, 'r_5', NULL, '{"number":14,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000f', 16, 1793528100000015, 1795888629642988, NULL, 16, 1, 'r_6', 'Resource #15', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000010', 17, 1793614560000016, 1795888629652484, 4, 17, 2, 'r_7', NULL, '{"number":16,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000011', 18, 1793701020000017, 1795888629668398, 1, 18, 3, 'r_8', 'Resource #17', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000012', 19, 1793787480000018, 1795888629681144, 2, 19, 1, 'r_0', NULL, '{"number":18,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000013', 20, 1793873940000019, 1795888629687942, 3, 20, 2, 'r_1', 'Resource #19', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000014', 21, 1793960400000020, 1795888629698800, NULL, 21, 3, 'r_2', NULL, '{"number":20,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000015', 22, 1794046860000021, 1795888629708293, 1, 22, 1, 'r_3', 'Resource #21', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000016', 23, 1794133320000022, 1795888629724170, 2, 23, 2, 'r_4', NULL, '{"number":22,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000017', 24, 1794219780000023, 1795888629730408, 3, 24, 3, 'r_5', 'Resource #23', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000018', 25, 1794306240000024, 1795888629736035, 4, 25, 1, 'r_6', NULL, '{"number":24,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000019', 26, 1794392700000025, 1795888629743950, NULL, 26, 2, 'r_7', 'Resource #25', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001a', 27, 1794479160000026, 1795888629750829, 2, 27, 3, 'r_8', NULL, '{"number":26,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001b', 28, 1794565620000027, 1795888629774846, 3, 28, 1, 'r_0', 'Resource #27', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001c', 29, 1794652080000028, 1795888629784469, 4, 9, 2, 'r_1', NULL, '{"number":28,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a0000000007000800000000000001d', 30, 1794738540000029, 1795888629791188, 1, 29, 3, 'r_2', 'Resource #29', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001e', 31, 1793529000000030, 1795888629806799, NULL, 30, 1, 'r_3', NULL, '{"number":30,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001f', 32, 1793615460000031, 1795888629816276, 3, 31, 2, 'r_4', 'Resource #31', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000020', 33, 1793701920000032, 1795888629821760, 4, 32, 3, 'r_5', NULL, '{"number":32,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000021', 34, 1793788380000033, 1795888629831577, 1, 33, 1, 'r_6', 'Resource #33', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000022', 35, 1793874840000034, 1795888629841613, 2, 34, 2, 'r_7', NULL, '{"number":34,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000023', 36, 1793961300000035, 1795888629852251, NULL, 35, 3, 'r_8', 'Resource #35', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000024', 37, 1794047760000036, 1795888629864655, 4, 36, 1, 'r_0', NULL, '{"number":36,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000025', 38, 1794134220000037, 1795888629879217, 1, 37, 2, 'r_1', 'Resource #37', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000026', 39, 1794220680000038, 1795888629898803, 2, 38, 3, 'r_2', NULL, '{"number":38,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000027', 40, 1794307140000039, 1795888629904165, 3, 39, 1, 'r_3', 'Resource #39', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000028', 41, 1794393600000040, 1795888629917465, NULL, 21, 2, 'r_4', NULL, '{"number":40,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000029', 42, 1794480060000041, 1795888629926888, 1, 40, 3, 'r_5', 'Resource #41', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002a', 43, 1794566520000042, 1795888629942918, 2, 41, 1, 'r_6', NULL, '{"number":42,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002b', 44, 1794652980000043, 1795888629953307, 3, 42, 2, 'r_7', 'Resource #43', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002c', 45, 1794739440000044, 1795888629968949, 4, 5, 3, 'r_8', NULL, '{"number":44,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002d', 46, 1793529900000045, 1795888629975633, NULL, 43, 1, 'r_0', 'Resource #45', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002e', 47, 1793616360000046, 1795888629995187, 2, 44, 2, 'r_1', NULL, '{"number":46,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002f', 48, 1793702820000047, 1795888630007552, 3, 45, 3, 'r_2', 'Resource #47', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000030', 49, 1793789280000048, 1795888630025518, 4, 46, 1, 'r_3', NULL, '{"number":48,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000031', 50, 1793875740000049, 1795888630055288, 1, 47, 2, 'r_4', 'Resource #49', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000032', 51, 1793962200000050, 1795888630086830, NULL, 48, 3, 'r_5', NULL, '{"number":50,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000033', 52, 1794048660000051, 1795888630102821, 3, 49, 1, 'r_6', 'Resource #51', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000034', 53, 1794135120000052, 1795888630121166, 4, 32, 2, 'r_7', NULL, '{"number":52,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000035', 54, 1794221580000053, 1795888630127655, 1, 50, 3, 'r_8', 'Resource #53', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000036', 55, 1794308040000054, 1795888630134257, 2, 51, 1, 'r_0', NULL, '{"number":54,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000037', 56, 1794394500000055, 1795888630152926, NULL, 52, 2, 'r_1', 'Resource #55', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000038', 57, 1794480960000056, 1795888630182150, 4, 17, 3, 'r_2', NULL, '{"number":56,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000039', 58, 1794567420000057, 1795888630186710, 1, 53, 1, 'r_3', 'Resource #57', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003a', 59, 1794653880000058, 1795888630192759, 2, 54, 2, 'r_4', NULL, '{"number":58,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a0000000007000800000000000003b', 60, 1794740340000059, 1795888630198120, 3, 55, 3, 'r_5', 'Resource #59', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003c', 61, 1793527200000060, 1795888630204532, NULL, 1, 1, 'r_6', NULL, '{"number":60,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003d', 62, 1793613660000061, 1795888630212145, 1, 56, 2, 'r_7', 'Resource #61', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003e', 63, 1793700120000062, 1795888630216188, 2, 57, 3, 'r_8', NULL, '{"number":62,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003f', 64, 1793786580000063, 1795888630219312, 3, 58, 1, 'r_0', 'Resource #63', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000040', 65, 1793873040000064, 1795888630223942, 4, 5, 2, 'r_1', NULL, '{"number":64,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000041', 66, 1793959500000065, 1795888630228081, NULL, 59, 3, 'r_2', 'Resource #65', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000042', 67, 1794045960000066, 1795888630233765, 2, 60, 1, 'r_3', NULL, '{"number":66,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000043', 68, 1794132420000067, 1795888630236919, 3, 61, 2, 'r_4', 'Resource #67', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000044', 69, 1794218880000068, 1795888630241510, 4, 9, 3, 'r_5', NULL, '{"number":68,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000045', 70, 1794305340000069, 1795888630243683, 1, 62, 1, 'r_6', 'Resource #69', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000046', 71, 1794391800000070, 1795888630247804, NULL, 63, 2, 'r_7', NULL, '{"number":70,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000047', 72, 1794478260000071, 1795888630250303, 3, 64, 3, 'r_8', 'Resource #71', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000048', 73, 1794564720000072, 1795888630253724, 4, 13, 1, 'r_0', NULL, '{"number":72,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000049', 74, 1794651180000073, 1795888630258806, 1, 65, 2, 'r_1', 'Resource #73', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004a', 75, 1794737640000074, 1795888630263166, 2, 66, 3, 'r_2', NULL, '{"number":74,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004b', 76, 1793528100000075, 1795888630268115, NULL, 67, 1, 'r_3', 'Resource #75', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004c', 77, 1793614560000076, 1795888630272133, 4, 17, 2, 'r_4', NULL, '{"number":76,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004d', 78, 1793701020000077, 1795888630286864, 1, 68, 3, 'r_5', 'Resource #77', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004e', 79, 1793787480000078, 1795888630293148, 2, 69, 1, 'r_6', NULL, '{"number":78,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a0000000007000800000000000004f', 80, 1793873940000079, 1795888630298066, 3, 70, 2, 'r_7', 'Resource #79', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000050', 81, 1793960400000080, 1795888630302001, NULL, 21, 3, 'r_8', NULL, '{"number":80,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000051', 82, 1794046860000081, 1795888630305811, 1, 71, 1, 'r_0', 'Resource #81', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000052', 83, 1794133320000082, 1795888630312229, 2, 72, 2, 'r_1', NULL, '{"number":82,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000053', 84, 1794219780000083, 1795888630316177, 3, 73, 3, 'r_2', 'Resource #83', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000054', 85, 1794306240000084, 1795888630329352, 4, 25, 1, 'r_3', NULL, '{"number":84,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000055', 86, 1794392700000085, 1795888630333239, NULL, 74, 2, 'r_4', 'Resource #85', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000056', 87, 1794479160000086, 1795888630340677, 2, 75, 3, 'r_5', NULL, '{"number":86,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000057', 88, 1794565620000087, 1795888630347010, 3, 76, 1, 'r_6', 'Resource #87', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000058', 89, 1794652080000088, 1795888630352171, 4, 9, 2, 'r_7', NULL, '{"number":88,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000059', 90, 1794738540000089, 1795888630368432, 1, 77, 3, 'r_8', 'Resource #89', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005a', 91, 1793529000000090, 1795888630383252, NULL, 78, 1, 'r_0', NULL, '{"number":90,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005b', 92, 1793615460000091, 1795888630399101, 3, 79, 2, 'r_1', 'Resource #91', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005c', 93, 1793701920000092, 1795888630415602, 4, 32, 3, 'r_2', NULL, '{"number":92,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005d', 94, 1793788380000093, 1795888630438992, 1, 80, 1, 'r_3', 'Resource #93', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005e', 95, 1793874840000094, 1795888630458849, 2, 81, 2, 'r_4', NULL, '{"number":94,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005f', 96, 1793961300000095, 1795888630480789, NULL, 82, 3, 'r_5', 'Resource #95', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005a', 1, 1793529000000090, 1795888630600173, NULL, 1, 1, 'r_0', NULL, '{"number":90,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005b', 2, 1793615460000091, 1795888630610988, 1, 2, 2, 'r_1', 'Resource #91', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005c', 3, 1793701920000092, 1795888630642820, 2, 3, 3, 'r_2', NULL, '{"number":92,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005d', 4, 1793788380000093, 1795888630675094, 3, 4, 1, 'r_3', 'Resource #93', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005e', 5, 1793874840000094, 1795888630700953, 4, 5, 2, 'r_4', NULL, '{"number":94,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005f', 6, 1793961300000095, 1795888630750840, NULL, 6, 3, 'r_5', 'Resource #95', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a00000000070008000000000000060', 7, 1794047760000096, 1795888630786932, 2, 7, 1, 'r_6', NULL, '{"number":96,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a00000000070008000000000000061', 8, 1794134220000097, 1795888630791487, 3, 8, 2, 'r_7', 'Resource #97', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a00000000070008000000000000062', 9, 1794220680000098, 1795888630802821, 4, 9, 3, 'r_8', NULL, '{"number":98,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
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



INSERT INTO auditledge.heads VALUES (1, 96, 1795888630480789);
INSERT INTO auditledge.heads VALUES (2, 9, 1795888630802821);
INSERT INTO auditledge.heads VALUES (5, 80, 80);



INSERT INTO auditledge.ips VALUES (5, 1, '\x04b7838ca9d7749a9053cb3a7493b7dc36514658c991d8732d436b53274015d7', 'a');
INSERT INTO auditledge.ips VALUES (5, 2, '\xf1ab6b1fa3e07be02cdd3816ad1c1c0f6a540c262e4c805f208a901850e5dde0', '');
INSERT INTO auditledge.ips VALUES (5, 3, '\x345e98d6657fb89811b015651bf63113d27322adde9668959f0b0c2cfbb8b354', 'ß ');



INSERT INTO auditledge.keys OVERRIDING SYSTEM VALUE VALUES (4, 1, '\xe794ec2648bf038046abd5461bdb21e390808169144da361e39c7bc56f560a2d', 'al_UB6bztuy', NULL, false, 'admin read write', 1795888627354957, NULL, 1795888628155062, NULL);
INSERT INTO auditledge.keys OVERRIDING SYSTEM VALUE VALUES (1, 1, '\x0f0e2d223842b0b5275ec782633323d9cce455273d516bc587b7d0daa169ac50', 'al_Ux2G7Qzo', NULL, false, 'admin read write', 1795888624775328, 1795888629418927, NULL, NULL);
INSERT INTO auditledge.keys OVERRIDING SYSTEM VALUE VALUES (2, 2, '\x696b5d1d60f6693232b16f3eaa1f9af60bf5f00c9ce5235de43c1b364a34ebd7', 'al_3x90xyWn', NULL, false, 'admin read write', 1795888625629827, 1795888630600173, NULL, NULL);
INSERT INTO auditledge.keys OVERRIDING SYSTEM VALUE VALUES (3, 1, '\x8134f1e7bde913f8c9a8dbf32ae9ada5b7e556fa7450fdb2cf06ea4f98db7615', 'al_MTiTkxFg', 'org_1', true, 'read', 1795888626500875, 1795888633639953, NULL, NULL);



INSERT INTO auditledge.kinds VALUES (1, 1, '\x8aa667e0e8f91856a23fafdfc9fe9611b01361e3997509956ac2df029ddb4fc4', 'invoice.paid', 'invoice', 'invoice.paid', 'invoice');
INSERT INTO auditledge.kinds VALUES (1, 2, '\x32781442e5caa38e47f40f52468c9f78b25556c49699a23b272647da8c7a9c83', 'invoice.deleted', 'user', 'invoice.deleted', 'user');
INSERT INTO auditledge.kinds VALUES (1, 3, '\x9d8ce06f1b0ab65ef4c2e9f10f2eefcf5163bb4b00d66abdbddf61e007f16b62', 'user.İnvited', 'Übung', 'user.i̇nvited', 'übung');
INSERT INTO auditledge.kinds VALUES (2, 1, '\x8aa667e0e8f91856a23fafdfc9fe9611b01361e3997509956ac2df029ddb4fc4', 'invoice.paid', 'invoice', 'invoice.paid', 'invoice');
INSERT INTO auditledge.kinds VALUES (2, 2, '\x32781442e5caa38e47f40f52468c9f78b25556c49699a23b272647da8c7a9c83', 'invoice.deleted', 'user', 'invoice.deleted', 'user');
INSERT INTO auditledge.kinds VALUES (2, 3, '\x9d8ce06f1b0ab65ef4c2e9f10f2eefcf5163bb4b00d66abdbddf61e007f16b62', 'user.İnvited', 'Übung', 'user.i̇nvited', 'übung');
INSERT INTO auditledge.kinds VALUES (5, 1, '\x403f6506620ccc22a5b9fbf440010b73f154f08eb9a3d07a9fe3ed11e52d0408', 'a.b', 't', 'a.b', 't');



INSERT INTO auditledge.ledger VALUES (6, '\x318afea18e7877e00a9a37e69f4a5bec9fdb3deca73c76fc43291296d3c972e7');



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



INSERT INTO auditledge.segments VALUES (1, 5846667042212227692, 1, 64, 64, 1793527200000000, 1794740340000059, 2);
INSERT INTO auditledge.segments VALUES (1, 2727411705278854153, 65, 66, 2, 1793873040000064, 1793959500000065, 2);
INSERT INTO auditledge.segments VALUES (1, 7281804094676007985, 67, 68, 2, 1794045960000066, 1794132420000067, 2);
INSERT INTO auditledge.segments VALUES (1, 7848329977717416225, 69, 70, 2, 1794218880000068, 1794305340000069, 2);
INSERT INTO auditledge.segments VALUES (1, 7596312046623231750, 71, 72, 2, 1794391800000070, 1794478260000071, 2);
INSERT INTO auditledge.segments VALUES (1, 2328576327102623169, 73, 74, 2, 1794564720000072, 1794651180000073, 2);
INSERT INTO auditledge.segments VALUES (1, 7966645034730752075, 75, 76, 2, 1793528100000075, 1794737640000074, 2);
INSERT INTO auditledge.segments VALUES (1, 6678318378870047292, 77, 78, 2, 1793614560000076, 1793701020000077, 2);
INSERT INTO auditledge.segments VALUES (1, 348769867843615579, 79, 80, 2, 1793787480000078, 1793873940000079, 2);
INSERT INTO auditledge.segments VALUES (1, 5276798832706887996, 81, 82, 2, 1793960400000080, 1794046860000081, 2);
INSERT INTO auditledge.segments VALUES (1, 4751425249247846894, 83, 84, 2, 1794133320000082, 1794219780000083, 2);
INSERT INTO auditledge.segments VALUES (1, 7437470164797547439, 85, 86, 2, 1794306240000084, 1794392700000085, 2);
INSERT INTO auditledge.segments VALUES (1, 1395739259303475846, 87, 88, 2, 1794479160000086, 1794565620000087, 2);
INSERT INTO auditledge.segments VALUES (1, 173833002961752578, 89, 90, 2, 1794652080000088, 1794738540000089, 2);
INSERT INTO auditledge.segments VALUES (1, 8255260818050381213, 91, 92, 2, 1793529000000090, 1793615460000091, 2);
INSERT INTO auditledge.segments VALUES (1, 7777664834033770777, 93, 94, 2, 1793701920000092, 1793788380000093, 2);
INSERT INTO auditledge.segments VALUES (1, 3320422226240667298, 95, 96, 2, 1793874840000094, 1793961300000095, 2);
INSERT INTO auditledge.segments VALUES (2, 2641262770155021220, 1, 2, 2, 1793529000000090, 1793615460000091, 2);
INSERT INTO auditledge.segments VALUES (2, 1799008500022674092, 3, 4, 2, 1793701920000092, 1793788380000093, 2);
INSERT INTO auditledge.segments VALUES (2, 745980710992056206, 5, 6, 2, 1793874840000094, 1793961300000095, 2);
INSERT INTO auditledge.segments VALUES (2, 486618715237011104, 7, 8, 2, 1794047760000096, 1794134220000097, 2);
INSERT INTO auditledge.segments VALUES (5, 72211859305548742, 1, 64, 64, 0, 6, 2);
INSERT INTO auditledge.segments VALUES (5, 1978395154803271213, 65, 66, 2, 2, 3, 2);
INSERT INTO auditledge.segments VALUES (5, 2746115921496466905, 67, 68, 2, 4, 5, 2);
INSERT INTO auditledge.segments VALUES (5, 8109409906929549382, 69, 70, 2, 0, 6, 2);
INSERT INTO auditledge.segments VALUES (5, 8270830108055195532, 71, 72, 2, 1, 2, 2);
INSERT INTO auditledge.segments VALUES (5, 7589411504395154678, 73, 74, 2, 3, 4, 2);
INSERT INTO auditledge.segments VALUES (5, 6049849110319291699, 75, 76, 2, 5, 6, 2);
INSERT INTO auditledge.segments VALUES (5, 3483414118705484251, 77, 78, 2, 0, 1, 2);
INSERT INTO auditledge.segments VALUES (5, 8055684676359796365, 79, 80, 2, 2, 3, 2);



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




