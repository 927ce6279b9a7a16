


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
    folded_name text COLLATE pg_catalog."C"
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
    folded_name text COLLATE pg_catalog."C"
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



INSERT INTO auditledge.actors VALUES (1, 1, '\x7ef291a15ac666561973250249daed606f06000abc311d958fd8babf62ee49b8', 'user_0', NULL, 'u0@example.com', NULL);
INSERT INTO auditledge.actors VALUES (1, 2, '\x30dcb553d6ab2adb5da5ca43ebae3f3e1da8c46c82f2af18bdb4fce1952fbf28', 'user_1', 'Weiße Straße 1', NULL, 'weisse strasse 1');
INSERT INTO auditledge.actors VALUES (1, 3, '\xa882671ed9376eb86e98f87e3d05bcf316da18a4425e6f69e8ff42df013e2f93', 'user_2', 'ΑΛΦΑ 2', NULL, 'αλφα 2');
INSERT INTO auditledge.actors VALUES (1, 4, '\x74da37a5b82b5eb50447527835306969d4974a498b5280552923a13b70fdad44', 'user_3', 'Grace 3', 'u3@example.com', 'grace 3');
INSERT INTO auditledge.actors VALUES (1, 5, '\xed78b59758fba10d13d7881aa9ee7167a81917b8541e73490b99d9744ed63350', 'user_4', NULL, NULL, NULL);
INSERT INTO auditledge.actors VALUES (1, 6, '\xa326da3cba38a883e03f5601f428dec12d9eb8963db2baae151ef0646d6b9f07', 'user_0', 'Weiße Straße 5', NULL, 'weisse strasse 5');
INSERT INTO auditledge.actors VALUES (1, 7, '\x1ed3d201068832d16b7306002b469a34adaac5a64f580078374b68fe6a9b7141', 'user_1', 'ΑΛΦΑ 6', 'u0@example.com', 'αλφα 6');
INSERT INTO auditledge.actors VALUES (1, 8, '\xb9a59127100fa87170b23200852fb43da7c8cdde6526697e59901b4b00352523', 'user_2', 'Grace 0', NULL, 'grace 0');
INSERT INTO auditledge.actors VALUES (1, 9, '\x6709d43c07270ce540f7ac0c28953d24e22472a63b130de7a9c4efeb97f9328c', 'user_3', NULL, NULL, NULL);
INSERT INTO auditledge.actors VALUES (1, 10, '\xcc5350f13de159a3d6a63cdacb6784e359292f763773b4e82623a62499639f5f', 'user_4', 'Weiße Straße 2', 'u3@example.com', 'weisse strasse 2');
INSERT INTO auditledge.actors VALUES (1, 11, '\x1f61d6148e70b06e13f01ff90fd160538cbb55d57f223f5dbb74ecb61071a3bf', 'user_0', 'ΑΛΦΑ 3', NULL, 'αλφα 3');
INSERT INTO auditledge.actors VALUES (1, 12, '\xe7556ac1f3f011d36b91b12ba1809f81eae76d020db2babe1b43c7c7358497eb', 'user_1', 'Grace 4', NULL, 'grace 4');
INSERT INTO auditledge.actors VALUES (1, 13, '\xfac65054c402b9975f3295c02151f9725b18d727b6223f849c6812af205be943', 'user_2', NULL, 'u0@example.com', NULL);
INSERT INTO auditledge.actors VALUES (1, 14, '\xc48fc222c61567a4903d1e259814cd9874bcb422bdad614a6eb174423141ebc1', 'user_3', 'Weiße Straße 6', NULL, 'weisse strasse 6');
INSERT INTO auditledge.actors VALUES (1, 15, '\x1497685718f33c6cd8b20e3d0677c15ccf16fde31abbe0e303cb7182e13d3c3d', 'user_4', 'ΑΛΦΑ 0', NULL, 'αλφα 0');
INSERT INTO auditledge.actors VALUES (1, 16, '\xc070c058a753065e795423886080f61b7f467dc855fadfb126606ad43e8fce78', 'user_0', 'Grace 1', 'u3@example.com', 'grace 1');
INSERT INTO auditledge.actors VALUES (1, 17, '\x053f4ac512ed8ee12f53803091db6851bb9543ac6597c53395789a8f4ef7f0ef', 'user_1', NULL, NULL, NULL);
INSERT INTO auditledge.actors VALUES (1, 18, '\x642845719ff2acd5db4052d1e462ba99f833471eb5deae5162373f80da3f176c', 'user_2', 'Weiße Straße 3', NULL, 'weisse strasse 3');
INSERT INTO auditledge.actors VALUES (1, 19, '\xf9b307f86254b7061ddf975c5bfca518e4a87d58a5ea6635d4433b5f049cbf3d', 'user_3', 'ΑΛΦΑ 4', 'u0@example.com', 'αλφα 4');
INSERT INTO auditledge.actors VALUES (1, 20, '\xf6cfe9bd672564ba1d9d7d6b673fe856b3bd202c03c1fc97d516c823839056c0', 'user_4', 'Grace 5', NULL, 'grace 5');
INSERT INTO auditledge.actors VALUES (1, 21, '\x8f3dd137dbf9bcb2b9447897e304fb258b0fd30f0f3d42727f25d7be52630510', 'user_0', NULL, NULL, NULL);
INSERT INTO auditledge.actors VALUES (1, 22, '\x6983661ce36280502a3fb6aa8b126dbe77473e0a443cbbb1729fa6d9134ddaba', 'user_1', 'Weiße Straße 0', 'u3@example.com', 'weisse strasse 0');
INSERT INTO auditledge.actors VALUES (1, 23, '\x2c3fa1c77c0625e177995395439e5c039ce322a5bef5394ccd3d83aa22aa0454', 'user_2', 'ΑΛΦΑ 1', NULL, 'αλφα 1');
INSERT INTO auditledge.actors VALUES (1, 24, '\xefa9d52c92d56d01cec527427518e5a5498d355c2cfdeb154020b55e4170b3c4', 'user_3', 'Grace 2', NULL, 'grace 2');
INSERT INTO auditledge.actors VALUES (1, 25, '\x02d1bbc3a7f49569a2177c27311be7052d8e305b7e88a9d55e312c1938648db1', 'user_4', NULL, 'u0@example.com', NULL);
INSERT INTO auditledge.actors VALUES (1, 26, '\x44879922c571e0ea77ef474102052a3a665796e5f135bc82bf9a11be03a38bf6', 'user_0', 'Weiße Straße 4', NULL, 'weisse strasse 4');
INSERT INTO auditledge.actors VALUES (1, 27, '\x25cd9ca8ad6320944151c9b15c02305734bbec8fc8caac2e0340e9ab11374bc0', 'user_1', 'ΑΛΦΑ 5', NULL, 'αλφα 5');
INSERT INTO auditledge.actors VALUES (1, 28, '\xa53dd6e9622c67f51354b5c0985eaf788ee4a81cde7c171ab069194a5ae7400e', 'user_2', 'Grace 6', 'u3@example.com', 'grace 6');
INSERT INTO auditledge.actors VALUES (1, 29, '\xefc93e413c93cfb324d1c97e38bf74f3d7003536d8fd74d6dbdb394c636b9aaa', 'user_4', 'Weiße Straße 1', NULL, 'weisse strasse 1');
INSERT INTO auditledge.actors VALUES (1, 30, '\x2330e624cfda12d4b98b00147019d23b055fa625cbd889aaf5f491c08afbc2da', 'user_0', 'ΑΛΦΑ 2', 'u0@example.com', 'αλφα 2');
INSERT INTO auditledge.actors VALUES (1, 31, '\xa5b447c3b8a51d213684811fdca2117c9ca45e44560cc5e5fcb72e717acfa448', 'user_1', 'Grace 3', NULL, 'grace 3');
INSERT INTO auditledge.actors VALUES (1, 32, '\xcc30f56b9eb612e95b7754646737ad5bf6cf828a11be85abfb65d51a6fa826bc', 'user_2', NULL, NULL, NULL);
INSERT INTO auditledge.actors VALUES (1, 33, '\xd994b1994b5d7c6e945456fcc2df47f9699a073141b098935d6ea71231d34c20', 'user_3', 'Weiße Straße 5', 'u3@example.com', 'weisse strasse 5');
INSERT INTO auditledge.actors VALUES (1, 34, '\x0f5762264042663630304aa696416f1d3769ea6d84ee18af26024f20658155e4', 'user_4', 'ΑΛΦΑ 6', NULL, 'αλφα 6');
INSERT INTO auditledge.actors VALUES (1, 35, '\xbdbc8befab620a55b8daa6719bf54af8c4ebbb0ba39a94e3e5ce356a0d775260', 'user_0', 'Grace 0', NULL, 'grace 0');
INSERT INTO auditledge.actors VALUES (1, 36, '\x0b195886bf51fb9169a6d5fc6a7fb782da733771f004b003f9ddc96f385c01c9', 'user_1', NULL, 'u0@example.com', NULL);
INSERT INTO auditledge.actors VALUES (1, 37, '\x9ed5d8270975dea75956fcc58c21016e57e16657830d26f33ece465aae10ee87', 'user_2', 'Weiße Straße 2', NULL, 'weisse strasse 2');
INSERT INTO auditledge.actors VALUES (1, 38, '\xc1169bce87e87cfa4a7537535a41b929d287a1f6c0d9226ce737df1c0624e46e', 'user_3', 'ΑΛΦΑ 3', NULL, 'αλφα 3');
INSERT INTO auditledge.actors VALUES (1, 39, '\xe8e95a10876c870747b91d160abdc349aefaae4078d8995f18cefd6af2bdaf8d', 'user_4', 'Grace 4', 'u3@example.com', 'grace 4');
INSERT INTO auditledge.actors VALUES (1, 40, '\x3eacef91baaa1a0f823e6eea4d07910f119579e81c5785e54761e08cc22087cf', 'user_1', 'Weiße Straße 6', NULL, 'weisse strasse 6');
INSERT INTO auditledge.actors VALUES (1, 41, '\xab5d47e3662316a3526eead8460608f5304fa354a256e803b5d419765758c973', 'user_2', 'ΑΛΦΑ 0', 'u0@example.com', 'αλφα 0');
INSERT INTO auditledge.actors VALUES (1, 42, '\xedc3544cc5b7dd041e0793e8c308571df44ef10841057851da611c839805265c', 'user_3', 'Grace 1', NULL, 'grace 1');
INSERT INTO auditledge.actors VALUES (1, 43, '\x06e7e3a58332e3d1d7ab7c192801ccaff6835cded9315fc64b8413e2ba60c8e7', 'user_0', 'Weiße Straße 3', 'u3@example.com', 'weisse strasse 3');
INSERT INTO auditledge.actors VALUES (1, 44, '\x9f792ee8a9d4337d2ffc09adab7b18b2615ea6717c08b0dcc0d4f48391577f97', 'user_1', 'ΑΛΦΑ 4', NULL, 'αλφα 4');
INSERT INTO auditledge.actors VALUES (1, 45, '\x20a700e808b85fda3fecdf0769e06dffcd356cdcbe859e0d68d19dc1c04549ba', 'user_2', 'Grace 5', NULL, 'grace 5');
INSERT INTO auditledge.actors VALUES (1, 46, '\xe666e4146f02bdf7dfae7fdba807ff862b192c0319a979bf1d8fd8bdc4b5c600', 'user_3', NULL, 'u0@example.com', NULL);
INSERT INTO auditledge.actors VALUES (1, 47, '\x801bc395db08e900192d3350eb48fd2145decbe3553e97b72e84f15e6684c832', 'user_4', 'Weiße Straße 0', NULL, 'weisse strasse 0');
INSERT INTO auditledge.actors VALUES (1, 48, '\x05594ba5c4e2128b1f418b6e32711cfb1c54b3ef47d085e0c170f335b4c8f50a', 'user_0', 'ΑΛΦΑ 1', NULL, 'αλφα 1');
INSERT INTO auditledge.actors VALUES (1, 49, '\x1123749d746953fbcff6b10baf31247cff927aac570561b80fb0501fb9e65429', 'user_1', 'Grace 2', 'u3@example.com', 'grace 2');
INSERT INTO auditledge.actors VALUES (1, 50, '\x7889e09bd97b1ce1746c90fb772be9412ae31e7ceecc09723e91261aed09aee4', 'user_3', 'Weiße Straße 4', NULL, 'weisse strasse 4');
INSERT INTO auditledge.actors VALUES (1, 51, '\x333140436200870fffd842f036021dbb0c9c7f4c7b7b82461f25d6c33f4434d0', 'user_4', 'ΑΛΦΑ 5', 'u0@example.com', 'αλφα 5');
INSERT INTO auditledge.actors VALUES (1, 52, '\xa9db9f232b259da54c799b54b028f8e4142547ff1a0c550aee6f1d4038f90a52', 'user_0', 'Grace 6', NULL, 'grace 6');
INSERT INTO auditledge.actors VALUES (1, 53, '\xac204c70dc6c5c0bb398c391b6800feb8e66582a4d00d9b79948dceb29909866', 'user_2', 'Weiße Straße 1', 'u3@example.com', 'weisse strasse 1');
INSERT INTO auditledge.actors VALUES (1, 54, '\x1c82d906b2edc6cfaccca9affb86b7ca2ca6d4f1f30822fbebef3e3539e9b20b', 'user_3', 'ΑΛΦΑ 2', NULL, 'αλφα 2');
INSERT INTO auditledge.actors VALUES (1, 55, '\x920c005ad52ddb6f677f0e6f74422ba0c03be85c8113781de6fa16615bfef9f8', 'user_4', 'Grace 3', NULL, 'grace 3');
INSERT INTO auditledge.actors VALUES (1, 56, '\x8d5a8d77f476304b3c17c3aa9297c99ca606cc5e7bbbecf320c815605430554e', 'user_1', 'Weiße Straße 5', NULL, 'weisse strasse 5');
INSERT INTO auditledge.actors VALUES (1, 57, '\xe63b273c82be42fd15af1122f20cc58d36f9b23ba648973385257d29af5fa302', 'user_2', 'ΑΛΦΑ 6', NULL, 'αλφα 6');
INSERT INTO auditledge.actors VALUES (1, 58, '\x726bda6fa55b8fd115aee1e953d3623945cefb3a3b59fd067a18be31f9f9dd69', 'user_3', 'Grace 0', 'u3@example.com', 'grace 0');
INSERT INTO auditledge.actors VALUES (1, 59, '\x73f5ae5c59b9bc37ca38c21bffbb360650cb36dfae64dbca8a72be0325fa44c9', 'user_0', 'Weiße Straße 2', NULL, 'weisse strasse 2');
INSERT INTO auditledge.actors VALUES (1, 60, '\x7dd3f88aaec90533da71063464e7335b9265d75c3399dc45af1b62e62ff82c1e', 'user_1', 'ΑΛΦΑ 3', 'u0@example.com', 'αλφα 3');
INSERT INTO auditledge.actors VALUES (1, 61, '\xdbccb409958992f386d93331c40736206ca07c6c61aa3c3414d0f31ac491c8a3', 'user_2', 'Grace 4', NULL, 'grace 4');
INSERT INTO auditledge.actors VALUES (1, 62, '\x42d085635298fbab24686d9ccabf991fdf40a8da3db739baf61bff95eb3db82e', 'user_4', 'Weiße Straße 6', 'u3@example.com', 'weisse strasse 6');
INSERT INTO auditledge.actors VALUES (1, 63, '\x4acb5267edfe000d7f0480677fdb179ac88431c61372528322134514cb226f63', 'user_0', 'ΑΛΦΑ 0', NULL, 'αλφα 0');
INSERT INTO auditledge.actors VALUES (1, 64, '\xffd33cd9b21e820c5fda901a4007956bc5d994eb72e65011f84687563f0cb366', 'user_1', 'Grace 1', NULL, 'grace 1');
INSERT INTO auditledge.actors VALUES (1, 65, '\xe0e528c565b4d9320c06a3d76299140e2ed7244d406cf451edae5e1dd577a46c', 'user_3', 'Weiße Straße 3', NULL, 'weisse strasse 3');
INSERT INTO auditledge.actors VALUES (1, 66, '\xc5b01e36edd2583e2b065c8fd41ccebf06bc97cab0ec1b769d2d942c928511cb', 'user_4', 'ΑΛΦΑ 4', NULL, 'αλφα 4');
INSERT INTO auditledge.actors VALUES (1, 67, '\x41eb0c1f539ad8effed4a6a7016d68b26b1062d65298d279ffb21f3682ecb6bb', 'user_0', 'Grace 5', 'u3@example.com', 'grace 5');
INSERT INTO auditledge.actors VALUES (1, 68, '\xe32bd1712b0d5c80fb02ab43317220c70321adcf9c23fc9e107da7f9aa4733c1', 'user_2', 'Weiße Straße 0', NULL, 'weisse strasse 0');
INSERT INTO auditledge.actors VALUES (1, 69, '\xb16bed86d916058d651a3abf6a3338bbb26ab8309a625bb8e435615d1a5e45be', 'user_3', 'ΑΛΦΑ 1', 'u0@example.com', 'αλφα 1');
INSERT INTO auditledge.actors VALUES (1, 70, '\x275a96a5e75820ac1f4d1a04f57dad05f40412824c43ba67f090eec64b3be381', 'user_4', 'Grace 2', NULL, 'grace 2');
INSERT INTO auditledge.actors VALUES (1, 71, '\x653ed7d9521e43057512bd066bbe6124c4a3d07a3c81b4d4356490032e10f9f8', 'user_1', 'Weiße Straße 4', 'u3@example.com', 'weisse strasse 4');
INSERT INTO auditledge.actors VALUES (1, 72, '\x6fbbf134974da28ed3cfa839cd6bb67c4bb22c682ca880db348f0945919e68f7', 'user_2', 'ΑΛΦΑ 5', NULL, 'αλφα 5');
INSERT INTO auditledge.actors VALUES (1, 73, '\xc1373755ae52806eadbd5ebe1da9dd9791c6a319f6a9c6d822bd73fcd18ac4ce', 'user_3', 'Grace 6', NULL, 'grace 6');
INSERT INTO auditledge.actors VALUES (1, 74, '\x4951f2faa531bc6c11cacb57d14fb11775fedd6e2a65f6d57804a63e0f8d2e0c', 'user_0', 'Weiße Straße 1', NULL, 'weisse strasse 1');
INSERT INTO auditledge.actors VALUES (1, 75, '\xd9d36de8a39e9105353ad665b452afdb757c880499d5a9f19dbdb426491a2685', 'user_1', 'ΑΛΦΑ 2', NULL, 'αλφα 2');
INSERT INTO auditledge.actors VALUES (1, 76, '\xbfc42e57e238e2372d239d96630d0ba0a9d3e46c126e21c79433eeac59ca7cca', 'user_2', 'Grace 3', 'u3@example.com', 'grace 3');
INSERT INTO auditledge.actors VALUES (1, 77, '\x4821874d451beaae410380a6ce67923cbbc5d891e0ab58f84a66ff4e4bf37ec5', 'user_4', 'Weiße Straße 5', NULL, 'weisse strasse 5');
INSERT INTO auditledge.actors VALUES (1, 78, '\x8ff3665e45932d99db96913ca2e821fc4086fc240b292904fae5161fe746c024', 'user_0', 'ΑΛΦΑ 6', 'u0@example.com', 'αλφα 6');
INSERT INTO auditledge.actors VALUES (1, 79, '\x9d089c25cc4de18f64d6d0e5a68cf382851324c4b48a315ea96dd413300c30cd', 'user_1', 'Grace 0', NULL, 'grace 0');
INSERT INTO auditledge.actors VALUES (1, 80, '\xb3f2dd6735b7f544b5007e423f780ec77bb242b2ef4c337e1ddaf78cc206bb63', 'user_3', 'Weiße Straße 2', 'u3@example.com', 'weisse strasse 2');
INSERT INTO auditledge.actors VALUES (1, 81, '\x37b8476ac9306159ffa108434fa99c7f26326388c7f7da6000a1c61c2aa23784', 'user_4', 'ΑΛΦΑ 3', NULL, 'αλφα 3');
INSERT INTO auditledge.actors VALUES (1, 82, '\x0bbccd3fee5b992ef52d0eef5f79a617f1a2a390a28b5dbd766fc5793ac14d08', 'user_0', 'Grace 4', NULL, 'grace 4');
INSERT INTO auditledge.actors VALUES (2, 1, '\x8ff3665e45932d99db96913ca2e821fc4086fc240b292904fae5161fe746c024', 'user_0', 'ΑΛΦΑ 6', 'u0@example.com', 'αλφα 6');
INSERT INTO auditledge.actors VALUES (2, 2, '\x9d089c25cc4de18f64d6d0e5a68cf382851324c4b48a315ea96dd413300c30cd', 'user_1', 'Grace 0', NULL, 'grace 0');
INSERT INTO auditledge.actors VALUES (2, 3, '\xcc30f56b9eb612e95b7754646737ad5bf6cf828a11be85abfb65d51a6fa826bc', 'user_2', NULL, NULL, NULL);
INSERT INTO auditledge.actors VALUES (2, 4, '\xb3f2dd6735b7f544b5007e423f780ec77bb242b2ef4c337e1ddaf78cc206bb63', 'user_3', 'Weiße Straße 2', 'u3@example.com', 'weisse strasse 2');
INSERT INTO auditledge.actors VALUES (2, 5, '\x37b8476ac9306159ffa108434fa99c7f26326388c7f7da6000a1c61c2aa23784', 'user_4', 'ΑΛΦΑ 3', NULL, 'αλφα 3');
INSERT INTO auditledge.actors VALUES (2, 6, '\x0bbccd3fee5b992ef52d0eef5f79a617f1a2a390a28b5dbd766fc5793ac14d08', 'user_0', 'Grace 4', NULL, 'grace 4');
INSERT INTO auditledge.actors VALUES (2, 7, '\x0b195886bf51fb9169a6d5fc6a7fb782da733771f004b003f9ddc96f385c01c9', 'user_1', NULL, 'u0@example.com', NULL);
INSERT INTO auditledge.actors VALUES (2, 8, '\x2d00555c739923102314b9b51d80b0a012033c64dafe2eaa5bea0dde3bcb92b9', 'user_2', 'Weiße Straße 6', NULL, 'weisse strasse 6');
INSERT INTO auditledge.actors VALUES (2, 9, '\xc27966566897244c75571acaeb803e3fc99b48d56b6e89acc620cf8191e94cca', 'user_3', 'ΑΛΦΑ 0', NULL, 'αλφα 0');
INSERT INTO auditledge.actors VALUES (5, 1, '\x0e6cd72410a9ff451e301dbc6e6d6756c8c208b515d6f5f0ceac8cb2ff12a787', 'u', NULL, NULL, NULL);



INSERT INTO auditledge.clock VALUES (1, 1795887399226007);









INSERT INTO auditledge.columns VALUES (1, 7056334907581235847, 'times', 'q', '\x00a8a617345f06003ca8a617345f06000f914b4d345f06001e7af082345f06002d6395b8345f0600018f1139485f06003d8f1139485f06001078b66e485f06001f615ba4485f06002e4a00da485f060002767c5a5c5f06003e767c5a5c5f0600115f21905c5f06002048c6c55c5f06002f316bfb5c5f0600035de77b705f06003f5de77b705f060012468cb1705f0600212f31e7705f06003018d61c715f06000444529d845f0600132df7d2845f060022169c08855f060031ff403e855f0600052bbdbe985f0600141462f4985f060023fd062a995f060032e6ab5f995f0600061228e0ac5f060015fbcc15ad5f060024e4714bad5f060033cd1681ad5f060007f99201c15f060016e23737c15f060025cbdc6cc15f060034b481a2c15f060008e0fd22d55f060017c9a258d55f060026b2478ed55f0600359becc3d55f060009c76844e95f060018b00d7ae95f06002799b2afe95f0600368257e5e95f06000aaed365fd5f06001997789bfd5f060028801dd1fd5f06003769c206fe5f06000b953e87116006001a7ee3bc11600600296788f21160060038502d28126006000c7ca9a8256006001b654ede256006002a4ef3132660060039379849266006000d6314ca396006001c4cb9ff396006002b355e353a6006003a1e036b3a6006000e4a7feb4d6006001d3324214e6006002c1cc9564e6006003b056e8c4e600600');
INSERT INTO auditledge.columns VALUES (1, 7056334907581235847, 'offsets', 'B', '\x003c0f1e2d013d101f2e023e11202f033f1221300413223105142332061524330716253408172635091827360a1928370b1a29380c1b2a390d1c2b3a0e1d2c3b');
INSERT INTO auditledge.columns VALUES (1, 7056334907581235847, 'organization', 'B', '\x0001020304');
INSERT INTO auditledge.columns VALUES (1, 7056334907581235847, 'organization_codes', 'B', '\x00000000000101040302020201040303030201040403020100000000020104030302010404030201010403020000000003020104040302010104030202010403');
INSERT INTO auditledge.columns VALUES (1, 7056334907581235847, 'organization_counts', 'B', '\x0d0d0d0d0c');
INSERT INTO auditledge.columns VALUES (1, 7056334907581235847, 'actor', 'B', '\x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a');
INSERT INTO auditledge.columns VALUES (1, 7056334907581235847, 'actor_codes', 'B', '\x00000f1d2a0137101e2b0238111f2c033912202d0413212e0514222f061523300716241f08172531091826320a1914330b1a27100c1b28340d0829350e1c0436');
INSERT INTO auditledge.columns VALUES (1, 7056334907581235847, 'actor_counts', 'B', '\x02010101020101010201010101010101020101010201010101010101010101020101010101010101010101010101010101010101010101010101');
INSERT INTO auditledge.columns VALUES (1, 7056334907581235847, 'kind', 'B', '\x010203');
INSERT INTO auditledge.columns VALUES (1, 7056334907581235847, 'kind_codes', 'B', '\x00000000000101010101020202020200000000000101010102020202000000000101010102020202000000000101010102020202000000000101010102020202');
INSERT INTO auditledge.columns VALUES (1, 7056334907581235847, 'kind_counts', 'B', '\x161515');
INSERT INTO auditledge.columns VALUES (1, 7056334907581235847, 'terms', 'B', '\x0140000000010000002e5a63fc96ec697bf44ae3ffdade830f00000000');
INSERT INTO auditledge.columns VALUES (1, 7056334907581235847, 'terms.0', 'B', '\x780000000c0000001b95482b59ef7286d6daf72898e7d098e7d098e7d098e7d098e7d098e7d098e7d07dc0c7381209d467a422c9542e410cef3312580642c4f38d72b27eb595c1b595c1b595c1b595c1b595c1b595c1b595c1de28846b8a72df4f29fa41ec741e5cf3a9334b8d920d97840d97840d97840d97840d97840d97840d97848a478de50e3b07ca5d1bea33a284b2a0776d2f3eef542670dac73d1dabb527fbf2a1e3c7256b20e4e81fe4e81fe4e81fe4e81fe4e81fe4e81fe4e81fb71efb1fde13a6a7ccba6ac7ef2a1ae251513ff8c6462e9ad8d6ea19311ceabaf0d443eaa1c961d8b7705aed86708a4479bd6a7c7bdde1ddff46519c46519c46519c46519c46519c46519c46519c7b908a1f05f3c40b6c22f9c539f22364372d9572e9e53447e53447e53447e53447e53447e53447e53447b89cf67b7825f325608e0bde8e0bde8e0bde8e0bde8e0bde8e0bde8e0bde02bb2402bb2402bb2402bb2402bb2402bb2402bb24cfe9ae20b5043913323f0b0c1a2427313e1f28311e2c1a2329100102121c1f293622142425183d09030f131d2a3437081b36191c382a073537011117081417212e383b3a3e3b2016040a03330e340f2b052600270d0b0d181b25323c3f021d062f2e122d0a0e192630333d302115050915222c2f3906071620232d3a3c0c07651b95ad562fa1b5d9ffc505bc11dc090000001740d2e2945cd5e53a6de6fad9da7dec120000004bd90cb3cce9a40afb344b2421f1327a1b0000007fe77af9dc3f07d7e8ded0a5e0894d2c2400000082cb48508f4265f587c5f952c20f93702d0000009c65953b4093d3671e0fa27f1a69aa3b36000000a44fb0b07e47599f82595885583472da37000000ae11ccd300c59f7085e68207fa65ed1b40000000b2255fdc589a5faa82a851f8edee7c0349000000cc0fe558b5048946e87c71d225ce442252000000e0c40b51555cf435291b5a03e22fbf725b000000f48a2fa3cacdcc25155d1ee572065dd764000000038b2e5a5a5a5a5a5a038b2e5a5a5a5a5a5a031100034000092000038b2e5a5a5a5a5a5a038b2e5a5a5a5a5a5a038b2e5a5a5a5a5a5a02038b2e5a5a5a5a5a5a0374d1a5a5a5a5a5a5038b2e5a5a5a5a5a5a038b2e5a5a5a5a5a5a038b2e5a5a5a5a5a5a');
INSERT INTO auditledge.columns VALUES (1, 4840067215203945701, 'times', 'q', '\x52e23737c15f060053c9a258d55f0600');
INSERT INTO auditledge.columns VALUES (1, 4840067215203945701, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4840067215203945701, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 4840067215203945701, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4840067215203945701, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4840067215203945701, 'actor', 'B', '\x4849');
INSERT INTO auditledge.columns VALUES (1, 4840067215203945701, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4840067215203945701, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4840067215203945701, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 4840067215203945701, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4840067215203945701, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4840067215203945701, 'terms', 'B', '\x010200000001000000288e4c8d351e8b35febd5da99c6cce5900000000');
INSERT INTO auditledge.columns VALUES (1, 4840067215203945701, 'terms.0', 'B', '\x1000000000000000e56538a38ca374b013a37e0f1002462cd8fa37687e37687e0623513c5559363a0f1ed4bdc2856b131d0178d70fe1efd601000100000000010001000000000000');
INSERT INTO auditledge.columns VALUES (1, 4705156976493967876, 'times', 'q', '\x54b00d7ae95f06005597789bfd5f0600');
INSERT INTO auditledge.columns VALUES (1, 4705156976493967876, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4705156976493967876, 'organization', 'B', '\x0004');
INSERT INTO auditledge.columns VALUES (1, 4705156976493967876, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 4705156976493967876, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4705156976493967876, 'actor', 'B', '\x194a');
INSERT INTO auditledge.columns VALUES (1, 4705156976493967876, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4705156976493967876, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4705156976493967876, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 4705156976493967876, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4705156976493967876, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4705156976493967876, 'terms', 'B', '\x010200000001000000755d3584a62126dca2d4d9f63ac9632600000000');
INSERT INTO auditledge.columns VALUES (1, 4705156976493967876, 'terms.0', 'B', '\x100000000000000095f49da45fb44e7b5d6c50f0848f40f881550a2d4c83394ee48c44d2b4847a445105a1b405a1b4881e388fdf2bcb458500010000000000000001000001000001');
INSERT INTO auditledge.columns VALUES (1, 7886875687745371422, 'times', 'q', '\x567ee3bc1160060057654ede25600600');
INSERT INTO auditledge.columns VALUES (1, 7886875687745371422, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7886875687745371422, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 7886875687745371422, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7886875687745371422, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7886875687745371422, 'actor', 'B', '\x4b4c');
INSERT INTO auditledge.columns VALUES (1, 7886875687745371422, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7886875687745371422, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7886875687745371422, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 7886875687745371422, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 7886875687745371422, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7886875687745371422, 'terms', 'B', '\x0102000000010000004a4ecb2ef98adde38663b2928f9852cb00000000');
INSERT INTO auditledge.columns VALUES (1, 7886875687745371422, 'terms.0', 'B', '\x10000000000000002ea864c1cdefc1cdef03ae959f9e34d33ff901ec61b36a621d7353422ab12bdd15440bb314c27a70b36d621a83f81f0e00000100000000000000010001010000');
INSERT INTO auditledge.columns VALUES (1, 6239226201252577601, 'times', 'q', '\x584cb9ff39600600593324214e600600');
INSERT INTO auditledge.columns VALUES (1, 6239226201252577601, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6239226201252577601, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 6239226201252577601, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 6239226201252577601, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 6239226201252577601, 'actor', 'B', '\x094d');
INSERT INTO auditledge.columns VALUES (1, 6239226201252577601, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6239226201252577601, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 6239226201252577601, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 6239226201252577601, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6239226201252577601, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 6239226201252577601, 'terms', 'B', '\x0102000000010000007679819dec7de54f786a6200a11d305000000000');
INSERT INTO auditledge.columns VALUES (1, 6239226201252577601, 'terms.0', 'B', '\x10000000000000005114f80ccc600ccc603db1f41594fc243f88ca3c2a08e4cb3cda6dc936d8939e98f015bc2f3007ef528f29aec238600e00000101000000000100000000000100');
INSERT INTO auditledge.columns VALUES (1, 1898178039208273001, 'times', 'q', '\x5c48c6c55c5f06005d2f31e7705f0600');
INSERT INTO auditledge.columns VALUES (1, 1898178039208273001, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1898178039208273001, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 1898178039208273001, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 1898178039208273001, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1898178039208273001, 'actor', 'B', '\x2050');
INSERT INTO auditledge.columns VALUES (1, 1898178039208273001, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1898178039208273001, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1898178039208273001, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 1898178039208273001, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 1898178039208273001, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1898178039208273001, 'terms', 'B', '\x010200000001000000b64d13c33d1d0a740fa46ceb4da2070900000000');
INSERT INTO auditledge.columns VALUES (1, 1898178039208273001, 'terms.0', 'B', '\x1000000000000000294a29294a29897c3e7c6d863613838f708251c3b5ddf5a30e7cca95356f851df8cb70f0a2d1929470f333d91fe2156d00010000000101000100000000000000');
INSERT INTO auditledge.columns VALUES (1, 4341758307010017770, 'times', 'q', '\x5e169c08855f06005ffd062a995f0600');
INSERT INTO auditledge.columns VALUES (1, 4341758307010017770, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4341758307010017770, 'organization', 'B', '\x0002');
INSERT INTO auditledge.columns VALUES (1, 4341758307010017770, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 4341758307010017770, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4341758307010017770, 'actor', 'B', '\x5152');
INSERT INTO auditledge.columns VALUES (1, 4341758307010017770, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4341758307010017770, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4341758307010017770, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 4341758307010017770, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4341758307010017770, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4341758307010017770, 'terms', 'B', '\x0102000000010000003182ba81a6482214007ce60e9c1f16b100000000');
INSERT INTO auditledge.columns VALUES (1, 4341758307010017770, 'terms.0', 'B', '\x1000000000000000275bcb76f21a9526da40d74f496732c3f2fe3d9d493d9d49c46fedb26cf435dd91ee930066a5c9ee74714370fd7933d000000100010100010000000000000000');
INSERT INTO auditledge.columns VALUES (2, 314422993341259376, 'times', 'q', '\x5a7af082345f06005b615ba4485f0600');
INSERT INTO auditledge.columns VALUES (2, 314422993341259376, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 314422993341259376, 'organization', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 314422993341259376, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 314422993341259376, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 314422993341259376, 'actor', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (2, 314422993341259376, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 314422993341259376, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 314422993341259376, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (2, 314422993341259376, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 314422993341259376, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 314422993341259376, 'terms', 'B', '\x01020000000100000076aa841bfeae3d78f35fbf2e824c4a2100000000');
INSERT INTO auditledge.columns VALUES (2, 314422993341259376, 'terms.0', 'B', '\x10000000000000003675e19bc5ff7a455f889440b29a4db29a4d1295d47503eb53200241faf2b8d6d2b36327c7a9e4a66f782c68340029ef00000000000101000000010100000000');
INSERT INTO auditledge.columns VALUES (2, 2866957728949030594, 'times', 'q', '\x5c48c6c55c5f06005d2f31e7705f0600');
INSERT INTO auditledge.columns VALUES (2, 2866957728949030594, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 2866957728949030594, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (2, 2866957728949030594, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 2866957728949030594, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 2866957728949030594, 'actor', 'B', '\x0304');
INSERT INTO auditledge.columns VALUES (2, 2866957728949030594, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 2866957728949030594, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 2866957728949030594, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (2, 2866957728949030594, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (2, 2866957728949030594, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 2866957728949030594, 'terms', 'B', '\x01020000000100000025d21dc0bced6a449a16e898971abcc100000000');
INSERT INTO auditledge.columns VALUES (2, 2866957728949030594, 'terms.0', 'B', '\x1000000000000000ce2638dd9a8e2ea6d58785cc57146b96c74c31e035149014d7b0410646c547dfc0d41024d4102403f537913b7da1ccbc00000000010001010000000001000000');
INSERT INTO auditledge.columns VALUES (2, 4593880401834373664, 'times', 'q', '\x60e4714bad5f060061cbdc6cc15f0600');
INSERT INTO auditledge.columns VALUES (2, 4593880401834373664, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 4593880401834373664, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (2, 4593880401834373664, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 4593880401834373664, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 4593880401834373664, 'actor', 'B', '\x0708');
INSERT INTO auditledge.columns VALUES (2, 4593880401834373664, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 4593880401834373664, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 4593880401834373664, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (2, 4593880401834373664, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 4593880401834373664, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 4593880401834373664, 'terms', 'B', '\x010200000001000000bc8af28fca92e24ea20a4b21c3402c1200000000');
INSERT INTO auditledge.columns VALUES (2, 4593880401834373664, 'terms.0', 'B', '\x1000000000000000070c67aa1fd3aa1fd33919f8f98923b62fd6fb15c040d60a44d0cd216e8e2faee96ad27e98b227acc7529159e21255df00000100000000000000010000010001');
INSERT INTO auditledge.columns VALUES (2, 6984361147727657113, 'times', 'q', '\x5e169c08855f06005ffd062a995f0600');
INSERT INTO auditledge.columns VALUES (2, 6984361147727657113, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 6984361147727657113, 'organization', 'B', '\x0004');
INSERT INTO auditledge.columns VALUES (2, 6984361147727657113, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (2, 6984361147727657113, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 6984361147727657113, 'actor', 'B', '\x0506');
INSERT INTO auditledge.columns VALUES (2, 6984361147727657113, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 6984361147727657113, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 6984361147727657113, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (2, 6984361147727657113, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 6984361147727657113, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 6984361147727657113, 'terms', 'B', '\x0102000000010000002b21ae90421930153dd3e9f6ceadd64e00000000');
INSERT INTO auditledge.columns VALUES (2, 6984361147727657113, 'terms.0', 'B', '\x1000000000000000336139a483c97e36255bdaec5bdaec4dbcee3ac1c1092f0c3c23a715d64f75724be570664283c32207ee72186381282f00000100010001000001000000000000');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'times', 'B', '\x00000000000000000001010101010101010101020202020202020202030303030303030303040404040404040404050505050505050505060606060606060606');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'offsets', 'B', '\x060d141b222930373e00070e151c232a31383f01080f161d242b3239020910171e252c333a030a11181f262d343b040b121920272e353c050c131a21282f363d');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'organization_codes', 'B', '\x00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'organization_counts', 'B', '\x40');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'actor_codes', 'B', '\x00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'actor_counts', 'B', '\x40');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'kind_codes', 'B', '\x00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'kind_counts', 'B', '\x40');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'actor_type_codes', 'B', '\x01000100010001000101000100010001000100000100010001000100010001000100010001000100010001000100010001000100010001000100010001000100');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'actor_type_counts', 'B', '\x2020');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'on_behalf_of', 'B', '\x000102');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'on_behalf_of_codes', 'B', '\x01020001020001020001020001020001020001020001020001020001000102000102000102010200010200010200020001020001020001000102000102000102');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'on_behalf_of_counts', 'B', '\x151615');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'outcome', 'B', '\x00010203');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'outcome_codes', 'B', '\x03030202010100000300000303020201010000010000030302020101010100000303020201020101000003030202020201010000030302000202010100000303');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'outcome_counts', 'B', '\x1110100f');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'ip', 'B', '\x00010203');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'ip_codes', 'B', '\x01020001030001030000010300010300020300000103000203000203000203000203010203000203010203010200010203010200010200000200010200010300');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'ip_counts', 'B', '\x140e0f0f');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'terms', 'B', '\x014000000001000000472c06bda03aa76631c9296b6444163100000000');
INSERT INTO auditledge.columns VALUES (5, 3002846499441625784, 'terms.0', 'B', '\x0000000026000000030c25d99ed67ed64749394383a1bd79010000000b81eb06eb81381c717dc068c8495d3b020000000f23d4182fb3b11c9d47222998f61c9f0b0000001308b943c73d2e10a07ee1d0c764dcfb1400000015e353929e7716764ad9e1fc70051bee1d0000001aa80ead875f4478c88fe66494eb5cc4260000003432d20d9dc11ecf127ad619317b916a2f0000003d99abce1961b572f3af5f2f64fb90b5380000004387a8303eb762f358f9e850aa996df44100000045d75e59fdff72f0765752d21170be6d4300000053d64d9be1926b671ed8294d28e78e104c0000005713ee2b64d6e887fcfedba2cae2a8b2550000005727debab910d1def7df4238f7eda3795e0000006084ac9afbb90907794aa6a4a7f8e1da670000006342287e423206d76737d84f02ce324c70000000680576d3eb4cd702ecbce6d013fbd40b790000006965001382a4ed8d09b6d2e0cf284d48820000006b2d99e27b601223652087cb04ab3bac8b0000006b819fb811e0553237ef90bfbe6dc08f9400000070af29a36787b924f42862b4d3b0f0719d00000078e5a2e626e825b52327352f283ecddda6000000804d9e98e8351ee58f10a33303082d7aaf000000822dba38867850a8183c0a1bcba6c4deb800000084528fe6165dfb565e1b307af751ffd4c100000089922ff0a14903648f6d645e35b6d0d1ca0000008f11a946641494b805cae8597b0cc31dd30000009f5f768bb2043159c008447ff5496679dc000000a2d7689b31a2c0834e9a6f7b8d6ef398e5000000a2e8f8c18a51cc0bad4cb1548c16eb34ee000000a91a7bf6f0a8f834c271d793fe703853f0000000b00d3e38a5cfb50ad858c77db6de6f3bf9000000b55768f479091cd4518430d05f689fe402010000ce98c7463fba0aad7f2f5d54b80d449f0b010000d8a8e6a93dc87a9ffb035c4f23a6291a14010000d8f0470ead174f02d794fb16a68f0ad11d010000e0c7595991c60abf3afb68a04a5e977c26010000e3e05b3f803b245a4c935aa349cbab412f010000f9656b6f1dce7c44996f418073992b7b38010000020203924822499224499203affdd2ab7ffd7ad7037badb5e64dbb56ad030a29800205a8508103779ce3de39f74eb903779ce3de39f74eb903a08412a850010a140237035208a1440992042903020081244992240903779ce3de39f74eb9035208a14409920429037badb5e64dbb56ad0390482249920401400324934c9220204892037badb5e64dbb56ad03055040012a5420420349241000044912240324934c92244912240324934c9220204892037badb5e64dbb56ad036fb7ddb66dfb7ebf037badb5e64dbb56ad0349249124499224490324934c9220204892037badb5e64dbb56ad034610c31831c608310237034610c31831c60831039048224992040140034610c31831c6083103492410000449122403fdff7edbb66d5bf603020081244992240903b6dbeffffbb66ddb03779ce3de39f74eb9');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'times', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'on_behalf_of', 'B', '\x0002');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'on_behalf_of_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'outcome', 'B', '\x0003');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'outcome_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'ip', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'ip_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'ip_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'terms', 'B', '\x0102000000010000000c525fcd692b5d61d13aa2bd36fa23e100000000');
INSERT INTO auditledge.columns VALUES (5, 6991647002530419305, 'terms.0', 'B', '\x2200000000000000b0edb3b0edb3411251df6c2bbf86a5bf86a5e76a35e76a35860f17860f17e5bd72d0e7dab07522b075222d35c22d35c248411e1dbf1aaa43dec527edc84739acc5c3b52261b6cfc0b6cfc06d4baa6d4baa049e21e4525ce4525c79a23344db1a44db1abd34eb00010000000100010001000000010001000000000000000001000100000100000101');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'times', 'B', '\x0304');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'on_behalf_of', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'on_behalf_of_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'outcome', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'outcome_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'ip', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'ip_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'ip_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'terms', 'B', '\x0102000000010000007713919ac76fffe125fab411494ffb3700000000');
INSERT INTO auditledge.columns VALUES (5, 1378491418131390209, 'terms.0', 'B', '\x1600000000000000860e9d860e9dcf5c7bcf5c7bde3afbde3afb74a48d74a48d148e9a148e9a20436520436561518b61518ba5356ca5356c482f3a482f3afe13f3fe13f334456834456800010001000100010001000100010001000100010001');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'times', 'B', '\x0506');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'on_behalf_of', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'on_behalf_of_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'outcome', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'outcome_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'ip', 'B', '\x03');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'ip_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'ip_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'terms', 'B', '\x01020000000100000085ded534ccbccfc108b04ebb3f49d12c00000000');
INSERT INTO auditledge.columns VALUES (5, 781112600879658946, 'terms.0', 'B', '\x24000000000000007de7337de733f642d1f642d117ce5317ce537666b67666b66acab2d51027d51027e27b1a041ebf041ebfcd0858cd0858ac66faac66fac286eec286eeef47acef47ac5e937c5e937c0163800163809e07199e0719265a7b265a7b0f29a90f29a9d9ae33d9ae336b34876b3487000100010001000101000100000100010001000100010001000100010001000100010001');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'times', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'on_behalf_of', 'B', '\x0002');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'on_behalf_of_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'outcome', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'outcome_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'ip', 'B', '\x03');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'ip_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'ip_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'terms', 'B', '\x010200000001000000dcfedd5128d9da59d57fdc5406a82f8700000000');
INSERT INTO auditledge.columns VALUES (5, 4364147031783850659, 'terms.0', 'B', '\x270000000000000023cfb91075e91075e9246b97246b97fe9acff4667b135636828d70828d704df28b4df28b4ec75d9a43a89a43a8d24776d24776054caa054caa0055230055232eeee02eeee06826ba6826bab4a34bb4a34b0a59b00225dc0225dc5ad6225ad6223ed0361d9352bbc44bbbc44b912c2b912c2bc434e3010001000101010000010001010001000100010001000100010001000001000101010001000100');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'times', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'on_behalf_of', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'on_behalf_of_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'outcome', 'B', '\x0003');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'outcome_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'ip', 'B', '\x0003');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'ip_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'ip_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'terms', 'B', '\x010200000001000000bd59e10bfd16a0deb343427615394d0100000000');
INSERT INTO auditledge.columns VALUES (5, 7268474897652714554, 'terms.0', 'B', '\x2a00000000000000fb95ddfb95dd2533ab2533abbfef0bbfef0bc3bc51c3bc511cded51cded507957def157fef157f5f76855f7685c64452b9e30cb9e30c2540ca2540cacf36724075914075919a66189a6618db2fc5db2fc5576a50d3c1dc4ff8284ff82866a75b80b79202046d02046d57adae1ad5781ad5789025fe9025fe690202690202000100010001000100010100010001010001000100000100010001010000010000000101000100010001');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'times', 'B', '\x0006');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'offsets', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'actor_type_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'on_behalf_of', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'on_behalf_of_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'outcome', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'outcome_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'ip', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'ip_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'ip_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'terms', 'B', '\x0102000000010000008fc639e7d3a479f4e2e9f288ec70427b00000000');
INSERT INTO auditledge.columns VALUES (5, 2160650346231706481, 'terms.0', 'B', '\x2e000000000000001b9ad11b9ad1ce54dbce54dbd9178ed9178e15c75b15c75bb68143b68143465b214122ee4122ee36fceecbc231cbc2310375ecbf87e7f28c38a5c124a5c1241fcd751fcd7500875700875789bef870f3c870f3c8a17577a17577ab3b1aab3b1a1949e71949e7442707442707708280708280ca5674ca5674d10923fde6a4b5b67fb5b67f91848091848000010001000100010001010001000001000100000100010001010001000100010001000100010001000100010001');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'times', 'B', '\x0405');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'on_behalf_of', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'on_behalf_of_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'outcome', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'outcome_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'ip', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'ip_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'ip_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'terms', 'B', '\x010200000001000000931740305e689af50e8b3aa384f0540100000000');
INSERT INTO auditledge.columns VALUES (5, 1129121157259324295, 'terms.0', 'B', '\x3200000000000000456c85456c852333202333205f31575f31574ed8124ed812db7d83db7d83d4d368d4d3680f664e0f664eb75be2b75be27a2c007a2c009d7fdb9d7fdb77696e77696e293ffd293ffdc25834c25834b56f59b56f59ddade4ddade4f776a8f776a8b3b4ede174e2e174e214e12d14e12d0fcfd7e77a29e77a294fb31f4fb31ff3877ff3877f84c8df84c8dfc6cbcbc6cbcb2236602236600001000100010001000100010001000100010001000100010001000100010001010001000101000100010001000100010001');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'times', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'organization', 'B', '\x00');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'organization_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'organization_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'actor', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'actor_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'actor_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'kind', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'kind_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'kind_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'actor_type', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'actor_type_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'actor_type_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'on_behalf_of', 'B', '\x0002');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'on_behalf_of_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'on_behalf_of_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'outcome', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'outcome_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'outcome_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'ip', 'B', '\x01');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'ip_codes', 'B', '\x0000');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'ip_counts', 'B', '\x02');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'terms', 'B', '\x010200000001000000b93643c18b7bff6a86821c1d010b23ba00000000');
INSERT INTO auditledge.columns VALUES (5, 8876657461962562635, 'terms.0', 'B', '\x2700000000000000e16feae16feaa1b47aa1b47a311804311804da658bda658bd4d2f72847db1090331090338b62548b6254660f1b660f1b592360592360c78f87c78f8740f1a740f1a7e99b6ce99b6c5504ff906440906440ba3e885ff63dbb456cbb456cbb4778d32a8062edaa4503121e43671e4367a67815a67815000100010001000101010001000100010001000100010001010001010100010101010100010001');
INSERT INTO auditledge.columns VALUES (1, 2543567864247701947, 'times', 'q', '\x5a7af082345f06005b615ba4485f0600');
INSERT INTO auditledge.columns VALUES (1, 2543567864247701947, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2543567864247701947, 'organization', 'B', '\x0003');
INSERT INTO auditledge.columns VALUES (1, 2543567864247701947, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2543567864247701947, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2543567864247701947, 'actor', 'B', '\x4e4f');
INSERT INTO auditledge.columns VALUES (1, 2543567864247701947, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2543567864247701947, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2543567864247701947, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 2543567864247701947, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2543567864247701947, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2543567864247701947, 'terms', 'B', '\x010200000001000000d7d4f4878ca042a526d06eb6adedb4c800000000');
INSERT INTO auditledge.columns VALUES (1, 2543567864247701947, 'terms.0', 'B', '\x10000000000000007c345e7b11ee83edc93812f7866a06f5824ef5824e05ff36680f572870d40af624713948bafa643614383fbf1e9f201000000001000001000000010001000000');
INSERT INTO auditledge.columns VALUES (1, 1510984638909695255, 'times', 'q', '\x501462f4985f060051fbcc15ad5f0600');
INSERT INTO auditledge.columns VALUES (1, 1510984638909695255, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1510984638909695255, 'organization', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1510984638909695255, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1510984638909695255, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1510984638909695255, 'actor', 'B', '\x1547');
INSERT INTO auditledge.columns VALUES (1, 1510984638909695255, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1510984638909695255, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1510984638909695255, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 1510984638909695255, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 1510984638909695255, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1510984638909695255, 'terms', 'B', '\x010200000001000000ca15fdd58d8ab41a30025bb0d33bfce900000000');
INSERT INTO auditledge.columns VALUES (1, 1510984638909695255, 'terms.0', 'B', '\x100000000000000057528124ea98f4395f1181d93ac9053ac9050e11a462c8b4ea504495e808c8b244a84e7d563eac3b63e3c236b83db0cf00000000000100000000000001010001');
INSERT INTO auditledge.columns VALUES (1, 2184825545851428669, 'times', 'q', '\x4e468cb1705f06004f2df7d2845f0600');
INSERT INTO auditledge.columns VALUES (1, 2184825545851428669, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2184825545851428669, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 2184825545851428669, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2184825545851428669, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2184825545851428669, 'actor', 'B', '\x4546');
INSERT INTO auditledge.columns VALUES (1, 2184825545851428669, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2184825545851428669, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2184825545851428669, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 2184825545851428669, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2184825545851428669, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2184825545851428669, 'terms', 'B', '\x010200000001000000f138486b333e0d22a0c5441526fc05c700000000');
INSERT INTO auditledge.columns VALUES (1, 2184825545851428669, 'terms.0', 'B', '\x1000000000000000059410859e739a9cf19a9cf12b161d1df5b160054f539fec18401a1bfd1c782c308c3be017f6574a72abb9154c82209600000001000000000100000000010100');
INSERT INTO auditledge.columns VALUES (1, 4244346383975896892, 'times', 'q', '\x4c78b66e485f06004d5f21905c5f0600');
INSERT INTO auditledge.columns VALUES (1, 4244346383975896892, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4244346383975896892, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 4244346383975896892, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 4244346383975896892, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4244346383975896892, 'actor', 'B', '\x1144');
INSERT INTO auditledge.columns VALUES (1, 4244346383975896892, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4244346383975896892, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4244346383975896892, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 4244346383975896892, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4244346383975896892, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4244346383975896892, 'terms', 'B', '\x010200000001000000c6eed1656200f6225197c7cf7e2f45e300000000');
INSERT INTO auditledge.columns VALUES (1, 4244346383975896892, 'terms.0', 'B', '\x1000000000000000b3e164b9e1137888a2377f5ed44996dd2d5dadf7ea55d9fad2df0e471def6700c26700c2be2736e05b638b1cf1309c4f00000100000000010001000100000000');
INSERT INTO auditledge.columns VALUES (1, 7306317554710679992, 'times', 'q', '\x4b914b4d345f06004a4a7feb4d600600');
INSERT INTO auditledge.columns VALUES (1, 7306317554710679992, 'offsets', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 7306317554710679992, 'organization', 'B', '\x0002');
INSERT INTO auditledge.columns VALUES (1, 7306317554710679992, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7306317554710679992, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7306317554710679992, 'actor', 'B', '\x4243');
INSERT INTO auditledge.columns VALUES (1, 7306317554710679992, 'actor_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 7306317554710679992, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7306317554710679992, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 7306317554710679992, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7306317554710679992, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7306317554710679992, 'terms', 'B', '\x010200000001000000e32cdf8012ccc61488a08bc09c3dacef00000000');
INSERT INTO auditledge.columns VALUES (1, 7306317554710679992, 'terms.0', 'B', '\x1000000000000000038a0dec9afbec9afbebf45c44dcca7c82deb11193d5443e5b79e1ed6b6aae279af546083fd5040bef9761a8e714b33700000101010101010101010100010001');
INSERT INTO auditledge.columns VALUES (1, 1209058762239302506, 'times', 'q', '\x487ca9a825600600496314ca39600600');
INSERT INTO auditledge.columns VALUES (1, 1209058762239302506, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1209058762239302506, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 1209058762239302506, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 1209058762239302506, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1209058762239302506, 'actor', 'B', '\x0d41');
INSERT INTO auditledge.columns VALUES (1, 1209058762239302506, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1209058762239302506, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1209058762239302506, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 1209058762239302506, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1209058762239302506, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1209058762239302506, 'terms', 'B', '\x0102000000010000001025dd97997144f38641cdf564d1284f00000000');
INSERT INTO auditledge.columns VALUES (1, 1209058762239302506, 'terms.0', 'B', '\x1000000000000000299f1ecafecfd3cf7f9e5a831b5d58805e50bc13adf280b05e50a29a57cdb8e7927e7bd5d378a8d378a8bdf7ea51becf00010000000100000001000000010000');
INSERT INTO auditledge.columns VALUES (1, 45801410717502938, 'times', 'q', '\x46aed365fd5f060047953e8711600600');
INSERT INTO auditledge.columns VALUES (1, 45801410717502938, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 45801410717502938, 'organization', 'B', '\x0003');
INSERT INTO auditledge.columns VALUES (1, 45801410717502938, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 45801410717502938, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 45801410717502938, 'actor', 'B', '\x3f40');
INSERT INTO auditledge.columns VALUES (1, 45801410717502938, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 45801410717502938, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 45801410717502938, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 45801410717502938, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 45801410717502938, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 45801410717502938, 'terms', 'B', '\x010200000001000000e95ffa4c51319f536c6871cf74b824c200000000');
INSERT INTO auditledge.columns VALUES (1, 45801410717502938, 'terms.0', 'B', '\x1000000000000000deaac7c150f26f71508c2ecabc75d982e14771538b58148b72c2c8b3d26afc2373436e1b5fc96a05894fc8cab1c8cab100010000000001010000000000000001');
INSERT INTO auditledge.columns VALUES (1, 6861145466943694075, 'times', 'q', '\x44e0fd22d55f060045c76844e95f0600');
INSERT INTO auditledge.columns VALUES (1, 6861145466943694075, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6861145466943694075, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 6861145466943694075, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 6861145466943694075, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 6861145466943694075, 'actor', 'B', '\x093e');
INSERT INTO auditledge.columns VALUES (1, 6861145466943694075, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 6861145466943694075, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 6861145466943694075, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 6861145466943694075, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 6861145466943694075, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 6861145466943694075, 'terms', 'B', '\x0102000000010000007fe74a2b24a24282c5415b4e21a614ca00000000');
INSERT INTO auditledge.columns VALUES (1, 6861145466943694075, 'terms.0', 'B', '\x1000000000000000e8e93f48f8bad8c05e314fbcf6ff4bc09ff4e2c734b45423e4c98f575179aab7c788a217beead1ed2991ed2991684d0500000001010000000000000001000100');
INSERT INTO auditledge.columns VALUES (1, 1867570444419672795, 'times', 'q', '\x421228e0ac5f060043f99201c15f0600');
INSERT INTO auditledge.columns VALUES (1, 1867570444419672795, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1867570444419672795, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 1867570444419672795, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1867570444419672795, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1867570444419672795, 'actor', 'B', '\x3c3d');
INSERT INTO auditledge.columns VALUES (1, 1867570444419672795, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1867570444419672795, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1867570444419672795, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 1867570444419672795, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1867570444419672795, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1867570444419672795, 'terms', 'B', '\x01020000000100000017ef6d90b6821fd3bc74ea1eeb1c95f000000000');
INSERT INTO auditledge.columns VALUES (1, 1867570444419672795, 'terms.0', 'B', '\x1000000000000000c14edb00287ab190b9cbe60fabd14a0bf7ab8adaea77ef686af2fc5d76603d0f932ceb8bebfee3a540788c9bcf8c9bcf00010000000000000001000000010001');
INSERT INTO auditledge.columns VALUES (1, 1785130000606491827, 'times', 'q', '\x4044529d845f0600412bbdbe985f0600');
INSERT INTO auditledge.columns VALUES (1, 1785130000606491827, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1785130000606491827, 'organization', 'B', '\x0004');
INSERT INTO auditledge.columns VALUES (1, 1785130000606491827, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 1785130000606491827, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1785130000606491827, 'actor', 'B', '\x053b');
INSERT INTO auditledge.columns VALUES (1, 1785130000606491827, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1785130000606491827, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1785130000606491827, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 1785130000606491827, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1785130000606491827, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1785130000606491827, 'terms', 'B', '\x010200000001000000aaf4bca7937dc9247e60d42ec24c2fb300000000');
INSERT INTO auditledge.columns VALUES (1, 1785130000606491827, 'terms.0', 'B', '\x1000000000000000244461fa2183d9e9ab700c0a8caaba1b0e011b0e01fdbc26b621c8da766b35acf63870b564f75ffcaa805725be6405be00000100000001000000010000000100');












INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000000', 1, 1793527200000000, 1795887399463986, NULL, 1, 1, 'r_0', NULL, '{"number":0,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000001', 2, 1793613660000001, 1795887399472705, 1, 2, 2, 'r_1', 'Resource #1', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000002', 3, 1793700120000002, 1795887399483476, 2, 3, 3, 'r_2', NULL, '{"number":2,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000003', 4, 1793786580000003, 1795887399487743, 3, 4, 1, 'r_3', 'Resource #3', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000004', 5, 1793873040000004, 1795887399493037, 4, 5, 2, 'r_4', NULL, '{"number":4,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000005', 6, 1793959500000005, 1795887399504022, NULL, 6, 3, 'r_5', 'Resource #5', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000006', 7, 1794045960000006, 1795887399507265, 2, 7, 1, 'r_6', NULL, '{"number":6,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000007', 8, 1794132420000007, 1795887399511844, 3, 8, 2, 'r_7', 'Resource #7', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000008', 9, 1794218880000008, 1795887399519680, 4, 9, 3, 'r_8', NULL, '{"number":8,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000009', 10, 1794305340000009, 1795887399522284, 1, 10, 1, 'r_0', 'Resource #9', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000a', 11, 1794391800000010, 1795887399527618, NULL, 11, 2, 'r_1', NULL, '{"number":10,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000b', 12, 1794478260000011, 1795887399531342, 3, 12, 3, 'r_2', 'Resource #11', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000c', 13, 1794564720000012, 1795887399535670, 4, 13, 1, 'r_3', NULL, '{"number":12,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000d', 14, 1794651180000013, 1795887399539686, 1, 14, 2, 'r_4', 'Resource #13', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000e', 15, 1794737640000014, 1795887399543666, 2, 15, 3, 'r_5', NULL, '{"number":14,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000f', 16, 1793528100000015, 1795887399547465, NULL, 16, 1, 'r_6', 'Resource #15', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000010', 17, 1793614560000016, 1795887399554339, 4, 17, 2, 'r_7', NULL, '{"number":16,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000011', 18, 1793701020000017, 1795887399557395, 1, 18, 3, 'r_8', 'Resource #17', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000012', 19, 1793787480000018, 1795887399560518, 2, 19, 1, 'r_0', NULL, '{"number":18,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000013', 20, 1793873940000019, 1795887399563617, 3, 20, 2, 'r_1', 'Resource #19', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000014', 21, 1793960400000020, 1795887399567659, NULL, 21, 3, 'r_2', NULL, '{"number":20,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000015', 22, 1794046860000021, 1795887399571586, 1, 22, 1, 'r_3', 'Resource #21', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000016', 23, 1794133320000022, 1795887399575434, 2, 23, 2, 'r_4', NULL, '{"number":22,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000017', 24, 1794219780000023, 1795887399579491, 3, 24, 3, 'r_5', 'Resource #23', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000018', 25, 1794306240000024, 1795887399583630, 4, 25, 1, 'r_6', NULL, '{"number":24,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000019', 26, 1794392700000025, 1795887399587543, NULL, 26, 2, 'r_7', 'Resource #25', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001a', 27, 1794479160000026, 1795887399592259, 2, 27, 3, 'r_8', NULL, '{"number":26,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001b', 28, 1794565620000027, 1795887399595225, 3, 28, 1, 'r_0', 'Resource #27', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001c', 29, 1794652080000028, 1795887399599127, 4, 9, 2, 'r_1', NULL, '{"number":28,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a0000000007000800000000000001d', 30, 1794738540000029, 1795887399603110, 1, 29, 3, 'r_2', 'Resource #29', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001e', 31, 1793529000000030, 1795887399607609, NULL, 30, 1, 'r_3', NULL, '{"number":30,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001f', 32, 1793615460000031, 1795887399611553, 3, 31, 2, 'r_4', 'Resource #31', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000020', 33, 1793701920000032, 1795887399614259, 4, 32, 3, 'r_5', NULL, '{"number":32,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000021', 34, 1793788380000033, 1795887399617022, 1, 33, 1, 'r_6', 'Resource #33', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000022', 35, 1793874840000034, 1795887399619601, 2, 34, 2, 'r_7', NULL, '{"number":34,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000023', 36, 1793961300000035, 1795887399623591, NULL, 35, 3, 'r_8', 'Resource #35', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000024', 37, 1794047760000036, 1795887399627751, 4, 36, 1, 'r_0', NULL, '{"number":36,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000025', 38, 1794134220000037, 1795887399631074, 1, 37, 2, 'r_1', 'Resource #37', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000026', 39, 1794220680000038, 1795887399635593, 2, 38, 3, 'r_2', NULL, '{"number":38,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000027', 40, 1794307140000039, 1795887399638522, 3, 39, 1, 'r_3', 'Resource #39', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000028', 41, 1794393600000040, 1795887399641650, NULL, 21, 2, 'r_4', NULL, '{"number":40,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000029', 42, 1794480060000041, 1795887399647941, 1, 40, 3, 'r_5', 'Resource #41', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002a', 43, 1794566520000042, 1795887399652075, 2, 41, 1, 'r_6', NULL, '{"number":42,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002b', 44, 1794652980000043, 1795887399658305, 3, 42, 2, 'r_7', 'Resource #43', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002c', 45, 1794739440000044, 1795887399662275, 4, 5, 3, 'r_8', NULL, '{"number":44,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002d', 46, 1793529900000045, 1795887399664069, NULL, 43, 1, 'r_0', 'Resource #45', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002e', 47, 1793616360000046, 1795887399669880, 2, 44, 2, 'r_1', NULL, '{"number":46,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002f', 48, 1793702820000047, 1795887399675475, 3, 45, 3, 'r_2', 'Resource #47', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000030', 49, 1793789280000048, 1795887399679632, 4, 46, 1, 'r_3', NULL, '{"number":48,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000031', 50, 1793875740000049, 1795887399682835, 1, 47, 2, 'r_4', 'Resource #49', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000032', 51, 1793962200000050, 1795887399687572, NULL, 48, 3, 'r_5', NULL, '{"number":50,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000033', 52, 1794048660000051, 1795887399690049, 3, 49, 1, 'r_6', 'Resource #51', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000034', 53, 1794135120000052, 1795887399695683, 4, 32, 2, 'r_7', NULL, '{"number":52,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000035', 54, 1794221580000053, 1795887399699327, 1, 50, 3, 'r_8', 'Resource #53', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000036', 55, 1794308040000054, 1795887399703732, 2, 51, 1, 'r_0', NULL, '{"number":54,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000037', 56, 1794394500000055, 1795887399707658, NULL, 52, 2, 'r_1', 'Resource #55', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000038', 57, 1794480960000056, 1795887399711697, 4, 17, 3, 'r_2', NULL, '{"number":56,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000039', 58, 1794567420000057, 1795887399715575, 1, 53, 1, 'r_3', 'Resource #57', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003a', 59, 1794653880000058, 1795887399719954, 2, 54, 2, 'r_4', NULL, '{"number":58,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a0000000007000800000000000003b', 60, 1794740340000059, 1795887399723707, 3, 55, 3, 'r_5', 'Resource #59', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003c', 61, 1793527200000060, 1795887399727748, NULL, 1, 1, 'r_6', NULL, '{"number":60,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003d', 62, 1793613660000061, 1795887399731603, 1, 56, 2, 'r_7', 'Resource #61', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003e', 63, 1793700120000062, 1795887399735714, 2, 57, 3, 'r_8', NULL, '{"number":62,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003f', 64, 1793786580000063, 1795887399739908, 3, 58, 1, 'r_0', 'Resource #63', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000040', 65, 1793873040000064, 1795887399743604, 4, 5, 2, 'r_1', NULL, '{"number":64,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000041', 66, 1793959500000065, 1795887399748624, NULL, 59, 3, 'r_2', 'Resource #65', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000042', 67, 1794045960000066, 1795887399752535, 2, 60, 1, 'r_3', NULL, '{"number":66,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000043', 68, 1794132420000067, 1795887399760763, 3, 61, 2, 'r_4', 'Resource #67', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000044', 69, 1794218880000068, 1795887399763231, 4, 9, 3, 'r_5', NULL, '{"number":68,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000045', 70, 1794305340000069, 1795887399771662, 1, 62, 1, 'r_6', 'Resource #69', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000046', 71, 1794391800000070, 1795887399778801, NULL, 63, 2, 'r_7', NULL, '{"number":70,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000047', 72, 1794478260000071, 1795887399785644, 3, 64, 3, 'r_8', 'Resource #71', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000048', 73, 1794564720000072, 1795887399791860, 4, 13, 1, 'r_0', NULL, '{"number":72,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000049', 74, 1794651180000073, 1795887399804029, 1, 65, 2, 'r_1', 'Resource #73', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004a', 75, 1794737640000074, 1795887399807382, 2, 66, 3, 'r_2', NULL, '{"number":74,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004b', 76, 1793528100000075, 1795887399812588, NULL, 67, 1, 'r_3', 'Resource #75', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004c', 77, 1793614560000076, 1795887399823358, 4, 17, 2, 'r_4', NULL, '{"number":76,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004d', 78, 1793701020000077, 1795887399828459, 1, 68, 3, 'r_5', 'Resource #77', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004e', 79, 1793787480000078, 1795887399835273, 2, 69, 1, 'r_6', NULL, '{"number":78,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a0000000007000800000000000004f', 80, 1793873940000079, 1795887399844355, 3, 70, 2, 'r_7', 'Resource #79', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000050', 81, 1793960400000080, 1795887399848968, NULL, 21, 3, 'r_8', NULL, '{"number":80,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000051', 82, 1794046860000081, 1795887399854940, 1, 71, 1, 'r_0', 'Resource #81', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000052', 83, 1794133320000082, 1795887399859794, 2, 72, 2, 'r_1', NULL, '{"number":82,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000053', 84, 1794219780000083, 1795887399866864, 3, 73, 3, 'r_2', 'Resource #83', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000054', 85, 1794306240000084, 1795887399870247, 4, 25, 1, 'r_3', NULL, '{"number":84,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000055', 86, 1794392700000085, 1795887399876339, NULL, 74, 2, 'r_4', 'Resource #85', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000056', 87, 1794479160000086, 1795887399879821, 2, 75, 3, 'r_5', NULL, '{"number":86,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000057', 88, 1794565620000087, 1795887399887011, 3, 76, 1, 'r_6', 'Resource #87', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000058', 89, 1794652080000088, 1795887399891526, 4, 9, 2, 'r_7', NULL, '{"number":88,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000059', 90, 1794738540000089, 1795887399894958, 1, 77, 3, 'r_8', 'Resource #89', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005a', 91, 1793529000000090, 1795887399899185, NULL, 78, 1, 'r_0', NULL, '{"number":90,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005b', 92, 1793615460000091, 1795887399903939, 3, 79, 2, 'r_1', 'Resource #91', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005c', 93, 1793701920000092, 1795887399913060, 4, 32, 3, 'r_2', NULL, '{"number":92,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005d', 94, 1793788380000093, 1795887399922268, 1, 80, 1, 'r_3', 'Resource #93', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005e', 95, 1793874840000094, 1795887399930569, 2, 81, 2, 'r_4', NULL, '{"number":94,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005f', 96, 1793961300000095, 1795887399941435, NULL, 82, 3, 'r_5', 'Resource #95', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005a', 1, 1793529000000090, 1795887399997016, NULL, 1, 1, 'r_0', NULL, '{"number":90,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005b', 2, 1793615460000091, 1795887400003984, 1, 2, 2, 'r_1', 'Resource #91', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005c', 3, 1793701920000092, 1795887400014507, 2, 3, 3, 'r_2', NULL, '{"number":92,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005d', 4, 1793788380000093, 1795887400021892, 3, 4, 1, 'r_3', 'Resource #93', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005e', 5, 1793874840000094, 1795887400030563, 4, 5, 2, 'r_4', NULL, '{"number":94,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005f', 6, 1793961300000095, 1795887400033417, NULL, 6, 3, 'r_5', 'Resource #95', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a00000000070008000000000000060', 7, 1794047760000096, 1795887400036060, 2, 7, 1, 'r_6', NULL, '{"number":96,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a00000000070008000000000000061', 8, 1794134220000097, 1795887400042281, 3, 8, 2, 'r_7', 'Resource #97', '{}', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO auditledge.events_other VALUES (2, '\x01a00000000070008000000000000062', 9, 1794220680000098, 1795887400050162, 4, 9, 3, 'r_8', NULL, '{"number":98,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}', NULL, NULL, NULL, NULL, NULL, NULL);
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



INSERT INTO auditledge.heads VALUES (1, 96, 1795887399941435);
INSERT INTO auditledge.heads VALUES (2, 9, 1795887400050162);
INSERT INTO auditledge.heads VALUES (5, 80, 80);



INSERT INTO auditledge.ips VALUES (5, 1, '\x04b7838ca9d7749a9053cb3a7493b7dc36514658c991d8732d436b53274015d7', 'a');
INSERT INTO auditledge.ips VALUES (5, 2, '\xf1ab6b1fa3e07be02cdd3816ad1c1c0f6a540c262e4c805f208a901850e5dde0', '');
INSERT INTO auditledge.ips VALUES (5, 3, '\x345e98d6657fb89811b015651bf63113d27322adde9668959f0b0c2cfbb8b354', 'ß ');



INSERT INTO auditledge.keys OVERRIDING SYSTEM VALUE VALUES (4, 1, '\xc3db63fc95954863250fcd37a6be8fc661e75738563a4e9220eb72da2abde07a', 'al_kC6KH8v5', NULL, false, 'admin read write', 1795887398196509, NULL, 1795887398703000, NULL);
INSERT INTO auditledge.keys OVERRIDING SYSTEM VALUE VALUES (1, 1, '\x886c5110b713ddbeb510325ff7cce2ce0bc8f7720cda8736242f41ac921a106a', 'al_QAzGNIGI', NULL, false, 'admin read write', 1795887396631984, 1795887399463986, NULL, NULL);
INSERT INTO auditledge.keys OVERRIDING SYSTEM VALUE VALUES (2, 2, '\x7542141c91cf97841ff849e0593211f79b93e2303b6a7377d7e89d413376c1e1', 'al_etboqTRp', NULL, false, 'admin read write', 1795887397249233, 1795887399997016, NULL, NULL);
INSERT INTO auditledge.keys OVERRIDING SYSTEM VALUE VALUES (3, 1, '\x0cf86996bcbdbd1209716b129f895bfcf63d5484c3c0f344a15bbe688ecfa6ab', 'al_uxNqBSTS', 'org_1', true, 'read', 1795887397696558, 1795887402639049, NULL, NULL);



INSERT INTO auditledge.kinds VALUES (1, 1, '\x8aa667e0e8f91856a23fafdfc9fe9611b01361e3997509956ac2df029ddb4fc4', 'invoice.paid', 'invoice', 'invoice.paid', 'invoice');
INSERT INTO auditledge.kinds VALUES (1, 2, '\x32781442e5caa38e47f40f52468c9f78b25556c49699a23b272647da8c7a9c83', 'invoice.deleted', 'user', 'invoice.deleted', 'user');
INSERT INTO auditledge.kinds VALUES (1, 3, '\x9d8ce06f1b0ab65ef4c2e9f10f2eefcf5163bb4b00d66abdbddf61e007f16b62', 'user.İnvited', 'Übung', 'user.i̇nvited', 'übung');
INSERT INTO auditledge.kinds VALUES (2, 1, '\x8aa667e0e8f91856a23fafdfc9fe9611b01361e3997509956ac2df029ddb4fc4', 'invoice.paid', 'invoice', 'invoice.paid', 'invoice');
INSERT INTO auditledge.kinds VALUES (2, 2, '\x32781442e5caa38e47f40f52468c9f78b25556c49699a23b272647da8c7a9c83', 'invoice.deleted', 'user', 'invoice.deleted', 'user');
INSERT INTO auditledge.kinds VALUES (2, 3, '\x9d8ce06f1b0ab65ef4c2e9f10f2eefcf5163bb4b00d66abdbddf61e007f16b62', 'user.İnvited', 'Übung', 'user.i̇nvited', 'übung');
INSERT INTO auditledge.kinds VALUES (5, 1, '\x403f6506620ccc22a5b9fbf440010b73f154f08eb9a3d07a9fe3ed11e52d0408', 'a.b', 't', 'a.b', 't');



INSERT INTO auditledge.ledger VALUES (6, '\x4ce91975d7dae3e1ffc0f92ab239732065b31caa8e99691031667bf7b05850ec');



INSERT INTO auditledge.on_behalf_of VALUES (5, 1, '\x38a689d3a63a9a61a96a86a0f5c0a4eefb9c981cf41ae4aba3f3644d0c282455', 'u1', NULL, NULL, NULL, NULL);
INSERT INTO auditledge.on_behalf_of VALUES (5, 2, '\x69498d1212be73951abd2cdf2536b28c3cc8c4cb85893732e47f20772a0fb5f8', 'u1', 'Ann', 'a@b.c', 'user', 'ann');



INSERT INTO auditledge.organizations VALUES (1, 1, '\xe160085fc523136c6491a750cccddfffd7b110ce87938ab076e9957febb79de2', 'org_1');
INSERT INTO auditledge.organizations VALUES (1, 2, '\x865801ac3c7c1837e6e6e483b4775bcb45b4031b3d6978a2603a12960d4a6260', 'org_2');
INSERT INTO auditledge.organizations VALUES (1, 3, '\x9e3095f52b665ba15b041c011560ab7a0b18192a07ff8c8eeefecf345f965264', 'org_3');
INSERT INTO auditledge.organizations VALUES (1, 4, '\x93faded737b5ae9b6e8f0c0db6c6d977da1168431cc213ab42b0327cd1a65a38', 'org_0');
INSERT INTO auditledge.organizations VALUES (2, 1, '\x9e3095f52b665ba15b041c011560ab7a0b18192a07ff8c8eeefecf345f965264', 'org_3');
INSERT INTO auditledge.organizations VALUES (2, 2, '\x93faded737b5ae9b6e8f0c0db6c6d977da1168431cc213ab42b0327cd1a65a38', 'org_0');
INSERT INTO auditledge.organizations VALUES (2, 3, '\xe160085fc523136c6491a750cccddfffd7b110ce87938ab076e9957febb79de2', 'org_1');
INSERT INTO auditledge.organizations VALUES (2, 4, '\x865801ac3c7c1837e6e6e483b4775bcb45b4031b3d6978a2603a12960d4a6260', 'org_2');



INSERT INTO auditledge.segments VALUES (1, 7056334907581235847, 1, 64, 64, 1793527200000000, 1794740340000059, 2);
INSERT INTO auditledge.segments VALUES (1, 4840067215203945701, 83, 84, 2, 1794133320000082, 1794219780000083, 2);
INSERT INTO auditledge.segments VALUES (1, 4705156976493967876, 85, 86, 2, 1794306240000084, 1794392700000085, 2);
INSERT INTO auditledge.segments VALUES (1, 7886875687745371422, 87, 88, 2, 1794479160000086, 1794565620000087, 2);
INSERT INTO auditledge.segments VALUES (1, 6239226201252577601, 89, 90, 2, 1794652080000088, 1794738540000089, 2);
INSERT INTO auditledge.segments VALUES (1, 1898178039208273001, 93, 94, 2, 1793701920000092, 1793788380000093, 2);
INSERT INTO auditledge.segments VALUES (1, 4341758307010017770, 95, 96, 2, 1793874840000094, 1793961300000095, 2);
INSERT INTO auditledge.segments VALUES (2, 314422993341259376, 1, 2, 2, 1793529000000090, 1793615460000091, 2);
INSERT INTO auditledge.segments VALUES (2, 2866957728949030594, 3, 4, 2, 1793701920000092, 1793788380000093, 2);
INSERT INTO auditledge.segments VALUES (2, 4593880401834373664, 7, 8, 2, 1794047760000096, 1794134220000097, 2);
INSERT INTO auditledge.segments VALUES (2, 6984361147727657113, 5, 6, 2, 1793874840000094, 1793961300000095, 2);
INSERT INTO auditledge.segments VALUES (5, 3002846499441625784, 1, 64, 64, 0, 6, 2);
INSERT INTO auditledge.segments VALUES (5, 6991647002530419305, 71, 72, 2, 1, 2, 2);
INSERT INTO auditledge.segments VALUES (5, 1378491418131390209, 73, 74, 2, 3, 4, 2);
INSERT INTO auditledge.segments VALUES (5, 781112600879658946, 75, 76, 2, 5, 6, 2);
INSERT INTO auditledge.segments VALUES (5, 4364147031783850659, 77, 78, 2, 0, 1, 2);
INSERT INTO auditledge.segments VALUES (5, 7268474897652714554, 79, 80, 2, 2, 3, 2);
INSERT INTO auditledge.segments VALUES (5, 2160650346231706481, 69, 70, 2, 0, 6, 2);
INSERT INTO auditledge.segments VALUES (5, 1129121157259324295, 67, 68, 2, 4, 5, 2);
INSERT INTO auditledge.segments VALUES (5, 8876657461962562635, 65, 66, 2, 2, 3, 2);
INSERT INTO auditledge.segments VALUES (1, 2543567864247701947, 91, 92, 2, 1793529000000090, 1793615460000091, 2);
INSERT INTO auditledge.segments VALUES (1, 1510984638909695255, 81, 82, 2, 1793960400000080, 1794046860000081, 2);
INSERT INTO auditledge.segments VALUES (1, 2184825545851428669, 79, 80, 2, 1793787480000078, 1793873940000079, 2);
INSERT INTO auditledge.segments VALUES (1, 4244346383975896892, 77, 78, 2, 1793614560000076, 1793701020000077, 2);
INSERT INTO auditledge.segments VALUES (1, 7306317554710679992, 75, 76, 2, 1793528100000075, 1794737640000074, 2);
INSERT INTO auditledge.segments VALUES (1, 1209058762239302506, 73, 74, 2, 1794564720000072, 1794651180000073, 2);
INSERT INTO auditledge.segments VALUES (1, 45801410717502938, 71, 72, 2, 1794391800000070, 1794478260000071, 2);
INSERT INTO auditledge.segments VALUES (1, 6861145466943694075, 69, 70, 2, 1794218880000068, 1794305340000069, 2);
INSERT INTO auditledge.segments VALUES (1, 1867570444419672795, 67, 68, 2, 1794045960000066, 1794132420000067, 2);
INSERT INTO auditledge.segments VALUES (1, 1785130000606491827, 65, 66, 2, 1793873040000064, 1793959500000065, 2);



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



CREATE INDEX actors_id ON auditledge.actors USING btree (account, hashtextextended(id, (0)::bigint));



CREATE INDEX events_sequence ON ONLY auditledge.events USING btree (account, sequence);



CREATE INDEX events_2026_11_account_sequence_idx ON auditledge.events_2026_11 USING btree (account, sequence);



CREATE INDEX events_2026_12_account_sequence_idx ON auditledge.events_2026_12 USING btree (account, sequence);



CREATE INDEX events_2027_01_account_sequence_idx ON auditledge.events_2027_01 USING btree (account, sequence);



CREATE INDEX events_other_account_sequence_idx ON auditledge.events_other USING btree (account, sequence);



CREATE INDEX on_behalf_of_id ON auditledge.on_behalf_of USING btree (account, hashtextextended(id, (0)::bigint));



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




