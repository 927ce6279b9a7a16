


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
    metadata text NOT NULL COLLATE pg_catalog."C"
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
    metadata text NOT NULL COLLATE pg_catalog."C"
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
    metadata text NOT NULL COLLATE pg_catalog."C"
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
    metadata text NOT NULL COLLATE pg_catalog."C"
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
    metadata text NOT NULL COLLATE pg_catalog."C"
);

ALTER TABLE ONLY auditledge.events_other FORCE ROW LEVEL SECURITY;



CREATE TABLE auditledge.heads (
    account integer NOT NULL,
    sequence bigint DEFAULT 0 NOT NULL,
    received_at bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='50');

ALTER TABLE ONLY auditledge.heads FORCE ROW LEVEL SECURITY;



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
    newest bigint NOT NULL
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



INSERT INTO auditledge.clock VALUES (1, 1795885141943431);









INSERT INTO auditledge.columns VALUES (1, 1313379054536571498, 'times', 'q', '\x00a8a617345f06003ca8a617345f06000f914b4d345f06001e7af082345f06002d6395b8345f0600018f1139485f06003d8f1139485f06001078b66e485f06001f615ba4485f06002e4a00da485f060002767c5a5c5f06003e767c5a5c5f0600115f21905c5f06002048c6c55c5f06002f316bfb5c5f0600035de77b705f06003f5de77b705f060012468cb1705f0600212f31e7705f06003018d61c715f06000444529d845f0600132df7d2845f060022169c08855f060031ff403e855f0600052bbdbe985f0600141462f4985f060023fd062a995f060032e6ab5f995f0600061228e0ac5f060015fbcc15ad5f060024e4714bad5f060033cd1681ad5f060007f99201c15f060016e23737c15f060025cbdc6cc15f060034b481a2c15f060008e0fd22d55f060017c9a258d55f060026b2478ed55f0600359becc3d55f060009c76844e95f060018b00d7ae95f06002799b2afe95f0600368257e5e95f06000aaed365fd5f06001997789bfd5f060028801dd1fd5f06003769c206fe5f06000b953e87116006001a7ee3bc11600600296788f21160060038502d28126006000c7ca9a8256006001b654ede256006002a4ef3132660060039379849266006000d6314ca396006001c4cb9ff396006002b355e353a6006003a1e036b3a6006000e4a7feb4d6006001d3324214e6006002c1cc9564e6006003b056e8c4e600600');
INSERT INTO auditledge.columns VALUES (1, 1313379054536571498, 'offsets', 'B', '\x003c0f1e2d013d101f2e023e11202f033f1221300413223105142332061524330716253408172635091827360a1928370b1a29380c1b2a390d1c2b3a0e1d2c3b');
INSERT INTO auditledge.columns VALUES (1, 1313379054536571498, 'organization', 'B', '\x0001020304');
INSERT INTO auditledge.columns VALUES (1, 1313379054536571498, 'organization_codes', 'B', '\x00000000000101040302020201040303030201040403020100000000020104030302010404030201010403020000000003020104040302010104030202010403');
INSERT INTO auditledge.columns VALUES (1, 1313379054536571498, 'organization_counts', 'B', '\x0d0d0d0d0c');
INSERT INTO auditledge.columns VALUES (1, 1313379054536571498, 'actor', 'B', '\x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a');
INSERT INTO auditledge.columns VALUES (1, 1313379054536571498, 'actor_codes', 'B', '\x00000f1d2a0137101e2b0238111f2c033912202d0413212e0514222f061523300716241f08172531091826320a1914330b1a27100c1b28340d0829350e1c0436');
INSERT INTO auditledge.columns VALUES (1, 1313379054536571498, 'actor_counts', 'B', '\x02010101020101010201010101010101020101010201010101010101010101020101010101010101010101010101010101010101010101010101');
INSERT INTO auditledge.columns VALUES (1, 1313379054536571498, 'kind', 'B', '\x010203');
INSERT INTO auditledge.columns VALUES (1, 1313379054536571498, 'kind_codes', 'B', '\x00000000000101010101020202020200000000000101010102020202000000000101010102020202000000000101010102020202000000000101010102020202');
INSERT INTO auditledge.columns VALUES (1, 1313379054536571498, 'kind_counts', 'B', '\x161515');
INSERT INTO auditledge.columns VALUES (1, 1313379054536571498, 'resource', 'I', '\xa145c72ab881aa2d2eb1ad5a3775c05d1b14ceb302d0a3b4299c15bd94e0a4c38d24c9c4');
INSERT INTO auditledge.columns VALUES (1, 1313379054536571498, 'resource_codes', 'B', '\x04020200040801010508030606070300040402000508010507030607020004020105080106070306040200040801050803060703000402000508010507030607');
INSERT INTO auditledge.columns VALUES (1, 1313379054536571498, 'resource_counts', 'B', '\x070707070807070707');
INSERT INTO auditledge.columns VALUES (1, 1056197565340391598, 'times', 'q', '\x4044529d845f0600412bbdbe985f0600');
INSERT INTO auditledge.columns VALUES (1, 1056197565340391598, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1056197565340391598, 'organization', 'B', '\x0004');
INSERT INTO auditledge.columns VALUES (1, 1056197565340391598, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 1056197565340391598, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1056197565340391598, 'actor', 'B', '\x053b');
INSERT INTO auditledge.columns VALUES (1, 1056197565340391598, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1056197565340391598, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1056197565340391598, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 1056197565340391598, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1056197565340391598, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1056197565340391598, 'resource', 'I', '\x3775c05d8d24c9c4');
INSERT INTO auditledge.columns VALUES (1, 1056197565340391598, 'resource_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 1056197565340391598, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4905904534077083246, 'times', 'q', '\x421228e0ac5f060043f99201c15f0600');
INSERT INTO auditledge.columns VALUES (1, 4905904534077083246, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4905904534077083246, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 4905904534077083246, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4905904534077083246, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4905904534077083246, 'actor', 'B', '\x3c3d');
INSERT INTO auditledge.columns VALUES (1, 4905904534077083246, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4905904534077083246, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4905904534077083246, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 4905904534077083246, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4905904534077083246, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4905904534077083246, 'resource', 'I', '\xa145c72a02d0a3b4');
INSERT INTO auditledge.columns VALUES (1, 4905904534077083246, 'resource_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4905904534077083246, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2967695832291686260, 'times', 'q', '\x44e0fd22d55f060045c76844e95f0600');
INSERT INTO auditledge.columns VALUES (1, 2967695832291686260, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2967695832291686260, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 2967695832291686260, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 2967695832291686260, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2967695832291686260, 'actor', 'B', '\x093e');
INSERT INTO auditledge.columns VALUES (1, 2967695832291686260, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2967695832291686260, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2967695832291686260, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 2967695832291686260, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 2967695832291686260, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2967695832291686260, 'resource', 'I', '\x2eb1ad5a94e0a4c3');
INSERT INTO auditledge.columns VALUES (1, 2967695832291686260, 'resource_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 2967695832291686260, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1261026364263864929, 'times', 'q', '\x46aed365fd5f060047953e8711600600');
INSERT INTO auditledge.columns VALUES (1, 1261026364263864929, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1261026364263864929, 'organization', 'B', '\x0003');
INSERT INTO auditledge.columns VALUES (1, 1261026364263864929, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1261026364263864929, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1261026364263864929, 'actor', 'B', '\x3f40');
INSERT INTO auditledge.columns VALUES (1, 1261026364263864929, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1261026364263864929, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1261026364263864929, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 1261026364263864929, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1261026364263864929, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1261026364263864929, 'resource', 'I', '\xb881aa2d299c15bd');
INSERT INTO auditledge.columns VALUES (1, 1261026364263864929, 'resource_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1261026364263864929, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 3865096193559495413, 'times', 'q', '\x487ca9a825600600496314ca39600600');
INSERT INTO auditledge.columns VALUES (1, 3865096193559495413, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 3865096193559495413, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 3865096193559495413, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 3865096193559495413, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 3865096193559495413, 'actor', 'B', '\x0d41');
INSERT INTO auditledge.columns VALUES (1, 3865096193559495413, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 3865096193559495413, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 3865096193559495413, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 3865096193559495413, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 3865096193559495413, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 3865096193559495413, 'resource', 'I', '\x1b14ceb38d24c9c4');
INSERT INTO auditledge.columns VALUES (1, 3865096193559495413, 'resource_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 3865096193559495413, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2777698949500146494, 'times', 'q', '\x4b914b4d345f06004a4a7feb4d600600');
INSERT INTO auditledge.columns VALUES (1, 2777698949500146494, 'offsets', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 2777698949500146494, 'organization', 'B', '\x0002');
INSERT INTO auditledge.columns VALUES (1, 2777698949500146494, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2777698949500146494, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2777698949500146494, 'actor', 'B', '\x4243');
INSERT INTO auditledge.columns VALUES (1, 2777698949500146494, 'actor_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 2777698949500146494, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2777698949500146494, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 2777698949500146494, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2777698949500146494, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 2777698949500146494, 'resource', 'I', '\xa145c72a3775c05d');
INSERT INTO auditledge.columns VALUES (1, 2777698949500146494, 'resource_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 2777698949500146494, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7959720906228145607, 'times', 'q', '\x4c78b66e485f06004d5f21905c5f0600');
INSERT INTO auditledge.columns VALUES (1, 7959720906228145607, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7959720906228145607, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 7959720906228145607, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 7959720906228145607, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7959720906228145607, 'actor', 'B', '\x1144');
INSERT INTO auditledge.columns VALUES (1, 7959720906228145607, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7959720906228145607, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7959720906228145607, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 7959720906228145607, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7959720906228145607, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 7959720906228145607, 'resource', 'I', '\x02d0a3b494e0a4c3');
INSERT INTO auditledge.columns VALUES (1, 7959720906228145607, 'resource_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 7959720906228145607, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4033289175280881062, 'times', 'q', '\x4e468cb1705f06004f2df7d2845f0600');
INSERT INTO auditledge.columns VALUES (1, 4033289175280881062, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4033289175280881062, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 4033289175280881062, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4033289175280881062, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4033289175280881062, 'actor', 'B', '\x4546');
INSERT INTO auditledge.columns VALUES (1, 4033289175280881062, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4033289175280881062, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4033289175280881062, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 4033289175280881062, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4033289175280881062, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4033289175280881062, 'resource', 'I', '\xb881aa2d2eb1ad5a');
INSERT INTO auditledge.columns VALUES (1, 4033289175280881062, 'resource_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 4033289175280881062, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 511270129569167900, 'times', 'q', '\x501462f4985f060051fbcc15ad5f0600');
INSERT INTO auditledge.columns VALUES (1, 511270129569167900, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 511270129569167900, 'organization', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 511270129569167900, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 511270129569167900, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 511270129569167900, 'actor', 'B', '\x1547');
INSERT INTO auditledge.columns VALUES (1, 511270129569167900, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 511270129569167900, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 511270129569167900, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 511270129569167900, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 511270129569167900, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 511270129569167900, 'resource', 'I', '\x1b14ceb3299c15bd');
INSERT INTO auditledge.columns VALUES (1, 511270129569167900, 'resource_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 511270129569167900, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 8020948688670467276, 'times', 'q', '\x52e23737c15f060053c9a258d55f0600');
INSERT INTO auditledge.columns VALUES (1, 8020948688670467276, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 8020948688670467276, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 8020948688670467276, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 8020948688670467276, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 8020948688670467276, 'actor', 'B', '\x4849');
INSERT INTO auditledge.columns VALUES (1, 8020948688670467276, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 8020948688670467276, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 8020948688670467276, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 8020948688670467276, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 8020948688670467276, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 8020948688670467276, 'resource', 'I', '\x3775c05d8d24c9c4');
INSERT INTO auditledge.columns VALUES (1, 8020948688670467276, 'resource_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 8020948688670467276, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4863303982784513103, 'times', 'q', '\x54b00d7ae95f06005597789bfd5f0600');
INSERT INTO auditledge.columns VALUES (1, 4863303982784513103, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4863303982784513103, 'organization', 'B', '\x0004');
INSERT INTO auditledge.columns VALUES (1, 4863303982784513103, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 4863303982784513103, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4863303982784513103, 'actor', 'B', '\x194a');
INSERT INTO auditledge.columns VALUES (1, 4863303982784513103, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4863303982784513103, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4863303982784513103, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 4863303982784513103, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4863303982784513103, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4863303982784513103, 'resource', 'I', '\xa145c72a02d0a3b4');
INSERT INTO auditledge.columns VALUES (1, 4863303982784513103, 'resource_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4863303982784513103, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 121658473815743793, 'times', 'q', '\x567ee3bc1160060057654ede25600600');
INSERT INTO auditledge.columns VALUES (1, 121658473815743793, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 121658473815743793, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 121658473815743793, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 121658473815743793, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 121658473815743793, 'actor', 'B', '\x4b4c');
INSERT INTO auditledge.columns VALUES (1, 121658473815743793, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 121658473815743793, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 121658473815743793, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 121658473815743793, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 121658473815743793, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 121658473815743793, 'resource', 'I', '\x2eb1ad5a94e0a4c3');
INSERT INTO auditledge.columns VALUES (1, 121658473815743793, 'resource_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 121658473815743793, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 303967547361841954, 'times', 'q', '\x584cb9ff39600600593324214e600600');
INSERT INTO auditledge.columns VALUES (1, 303967547361841954, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 303967547361841954, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 303967547361841954, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 303967547361841954, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 303967547361841954, 'actor', 'B', '\x094d');
INSERT INTO auditledge.columns VALUES (1, 303967547361841954, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 303967547361841954, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 303967547361841954, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 303967547361841954, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 303967547361841954, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 303967547361841954, 'resource', 'I', '\xb881aa2d299c15bd');
INSERT INTO auditledge.columns VALUES (1, 303967547361841954, 'resource_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 303967547361841954, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4205914122884810579, 'times', 'q', '\x5a7af082345f06005b615ba4485f0600');
INSERT INTO auditledge.columns VALUES (1, 4205914122884810579, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4205914122884810579, 'organization', 'B', '\x0003');
INSERT INTO auditledge.columns VALUES (1, 4205914122884810579, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4205914122884810579, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4205914122884810579, 'actor', 'B', '\x4e4f');
INSERT INTO auditledge.columns VALUES (1, 4205914122884810579, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4205914122884810579, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4205914122884810579, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (1, 4205914122884810579, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4205914122884810579, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 4205914122884810579, 'resource', 'I', '\x1b14ceb38d24c9c4');
INSERT INTO auditledge.columns VALUES (1, 4205914122884810579, 'resource_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 4205914122884810579, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1866070762436358801, 'times', 'q', '\x5c48c6c55c5f06005d2f31e7705f0600');
INSERT INTO auditledge.columns VALUES (1, 1866070762436358801, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1866070762436358801, 'organization', 'B', '\x0104');
INSERT INTO auditledge.columns VALUES (1, 1866070762436358801, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 1866070762436358801, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1866070762436358801, 'actor', 'B', '\x2050');
INSERT INTO auditledge.columns VALUES (1, 1866070762436358801, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 1866070762436358801, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1866070762436358801, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (1, 1866070762436358801, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 1866070762436358801, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 1866070762436358801, 'resource', 'I', '\xa145c72a3775c05d');
INSERT INTO auditledge.columns VALUES (1, 1866070762436358801, 'resource_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 1866070762436358801, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 586377435783303529, 'times', 'q', '\x5e169c08855f06005ffd062a995f0600');
INSERT INTO auditledge.columns VALUES (1, 586377435783303529, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 586377435783303529, 'organization', 'B', '\x0002');
INSERT INTO auditledge.columns VALUES (1, 586377435783303529, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (1, 586377435783303529, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 586377435783303529, 'actor', 'B', '\x5152');
INSERT INTO auditledge.columns VALUES (1, 586377435783303529, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 586377435783303529, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 586377435783303529, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (1, 586377435783303529, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 586377435783303529, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (1, 586377435783303529, 'resource', 'I', '\x02d0a3b494e0a4c3');
INSERT INTO auditledge.columns VALUES (1, 586377435783303529, 'resource_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (1, 586377435783303529, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 3394942254866759, 'times', 'q', '\x5a7af082345f06005b615ba4485f0600');
INSERT INTO auditledge.columns VALUES (2, 3394942254866759, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 3394942254866759, 'organization', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 3394942254866759, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 3394942254866759, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 3394942254866759, 'actor', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (2, 3394942254866759, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 3394942254866759, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 3394942254866759, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (2, 3394942254866759, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 3394942254866759, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 3394942254866759, 'resource', 'I', '\x1b14ceb38d24c9c4');
INSERT INTO auditledge.columns VALUES (2, 3394942254866759, 'resource_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 3394942254866759, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 3229024286349338970, 'times', 'q', '\x5c48c6c55c5f06005d2f31e7705f0600');
INSERT INTO auditledge.columns VALUES (2, 3229024286349338970, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 3229024286349338970, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (2, 3229024286349338970, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 3229024286349338970, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 3229024286349338970, 'actor', 'B', '\x0304');
INSERT INTO auditledge.columns VALUES (2, 3229024286349338970, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 3229024286349338970, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 3229024286349338970, 'kind', 'B', '\x0103');
INSERT INTO auditledge.columns VALUES (2, 3229024286349338970, 'kind_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (2, 3229024286349338970, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 3229024286349338970, 'resource', 'I', '\xa145c72a3775c05d');
INSERT INTO auditledge.columns VALUES (2, 3229024286349338970, 'resource_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (2, 3229024286349338970, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 7008374084349960673, 'times', 'q', '\x5e169c08855f06005ffd062a995f0600');
INSERT INTO auditledge.columns VALUES (2, 7008374084349960673, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 7008374084349960673, 'organization', 'B', '\x0004');
INSERT INTO auditledge.columns VALUES (2, 7008374084349960673, 'organization_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (2, 7008374084349960673, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 7008374084349960673, 'actor', 'B', '\x0506');
INSERT INTO auditledge.columns VALUES (2, 7008374084349960673, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 7008374084349960673, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 7008374084349960673, 'kind', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (2, 7008374084349960673, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 7008374084349960673, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 7008374084349960673, 'resource', 'I', '\x02d0a3b494e0a4c3');
INSERT INTO auditledge.columns VALUES (2, 7008374084349960673, 'resource_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 7008374084349960673, 'resource_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 2359082672024795383, 'times', 'q', '\x60e4714bad5f060061cbdc6cc15f0600');
INSERT INTO auditledge.columns VALUES (2, 2359082672024795383, 'offsets', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 2359082672024795383, 'organization', 'B', '\x0203');
INSERT INTO auditledge.columns VALUES (2, 2359082672024795383, 'organization_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 2359082672024795383, 'organization_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 2359082672024795383, 'actor', 'B', '\x0708');
INSERT INTO auditledge.columns VALUES (2, 2359082672024795383, 'actor_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 2359082672024795383, 'actor_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 2359082672024795383, 'kind', 'B', '\x0102');
INSERT INTO auditledge.columns VALUES (2, 2359082672024795383, 'kind_codes', 'B', '\x0001');
INSERT INTO auditledge.columns VALUES (2, 2359082672024795383, 'kind_counts', 'B', '\x0101');
INSERT INTO auditledge.columns VALUES (2, 2359082672024795383, 'resource', 'I', '\xb881aa2d2eb1ad5a');
INSERT INTO auditledge.columns VALUES (2, 2359082672024795383, 'resource_codes', 'B', '\x0100');
INSERT INTO auditledge.columns VALUES (2, 2359082672024795383, 'resource_counts', 'B', '\x0101');












INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000000', 1, 1793527200000000, 1795885142350271, NULL, 1, 1, 'r_0', NULL, '{"number":0,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000001', 2, 1793613660000001, 1795885142390233, 1, 2, 2, 'r_1', 'Resource #1', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000002', 3, 1793700120000002, 1795885142412593, 2, 3, 3, 'r_2', NULL, '{"number":2,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000003', 4, 1793786580000003, 1795885142433730, 3, 4, 1, 'r_3', 'Resource #3', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000004', 5, 1793873040000004, 1795885142444747, 4, 5, 2, 'r_4', NULL, '{"number":4,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000005', 6, 1793959500000005, 1795885142449037, NULL, 6, 3, 'r_5', 'Resource #5', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000006', 7, 1794045960000006, 1795885142456491, 2, 7, 1, 'r_6', NULL, '{"number":6,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000007', 8, 1794132420000007, 1795885142467939, 3, 8, 2, 'r_7', 'Resource #7', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000008', 9, 1794218880000008, 1795885142475584, 4, 9, 3, 'r_8', NULL, '{"number":8,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000009', 10, 1794305340000009, 1795885142482557, 1, 10, 1, 'r_0', 'Resource #9', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000a', 11, 1794391800000010, 1795885142486117, NULL, 11, 2, 'r_1', NULL, '{"number":10,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000b', 12, 1794478260000011, 1795885142490564, 3, 12, 3, 'r_2', 'Resource #11', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000c', 13, 1794564720000012, 1795885142494385, 4, 13, 1, 'r_3', NULL, '{"number":12,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000d', 14, 1794651180000013, 1795885142497327, 1, 14, 2, 'r_4', 'Resource #13', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000e', 15, 1794737640000014, 1795885142500594, 2, 15, 3, 'r_5', NULL, '{"number":14,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000000f', 16, 1793528100000015, 1795885142503888, NULL, 16, 1, 'r_6', 'Resource #15', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000010', 17, 1793614560000016, 1795885142515610, 4, 17, 2, 'r_7', NULL, '{"number":16,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000011', 18, 1793701020000017, 1795885142520005, 1, 18, 3, 'r_8', 'Resource #17', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000012', 19, 1793787480000018, 1795885142523471, 2, 19, 1, 'r_0', NULL, '{"number":18,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000013', 20, 1793873940000019, 1795885142527738, 3, 20, 2, 'r_1', 'Resource #19', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000014', 21, 1793960400000020, 1795885142531343, NULL, 21, 3, 'r_2', NULL, '{"number":20,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000015', 22, 1794046860000021, 1795885142535424, 1, 22, 1, 'r_3', 'Resource #21', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000016', 23, 1794133320000022, 1795885142540775, 2, 23, 2, 'r_4', NULL, '{"number":22,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000017', 24, 1794219780000023, 1795885142543948, 3, 24, 3, 'r_5', 'Resource #23', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000018', 25, 1794306240000024, 1795885142551952, 4, 25, 1, 'r_6', NULL, '{"number":24,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000019', 26, 1794392700000025, 1795885142559291, NULL, 26, 2, 'r_7', 'Resource #25', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001a', 27, 1794479160000026, 1795885142562599, 2, 27, 3, 'r_8', NULL, '{"number":26,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001b', 28, 1794565620000027, 1795885142566099, 3, 28, 1, 'r_0', 'Resource #27', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001c', 29, 1794652080000028, 1795885142569526, 4, 9, 2, 'r_1', NULL, '{"number":28,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x00a0000000007000800000000000001d', 30, 1794738540000029, 1795885142573402, 1, 29, 3, 'r_2', 'Resource #29', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001e', 31, 1793529000000030, 1795885142585622, NULL, 30, 1, 'r_3', NULL, '{"number":30,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000001f', 32, 1793615460000031, 1795885142589455, 3, 31, 2, 'r_4', 'Resource #31', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000020', 33, 1793701920000032, 1795885142592215, 4, 32, 3, 'r_5', NULL, '{"number":32,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000021', 34, 1793788380000033, 1795885142598163, 1, 33, 1, 'r_6', 'Resource #33', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000022', 35, 1793874840000034, 1795885142601803, 2, 34, 2, 'r_7', NULL, '{"number":34,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000023', 36, 1793961300000035, 1795885142606583, NULL, 35, 3, 'r_8', 'Resource #35', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000024', 37, 1794047760000036, 1795885142615771, 4, 36, 1, 'r_0', NULL, '{"number":36,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000025', 38, 1794134220000037, 1795885142620145, 1, 37, 2, 'r_1', 'Resource #37', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000026', 39, 1794220680000038, 1795885142625226, 2, 38, 3, 'r_2', NULL, '{"number":38,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000027', 40, 1794307140000039, 1795885142635064, 3, 39, 1, 'r_3', 'Resource #39', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000028', 41, 1794393600000040, 1795885142638041, NULL, 21, 2, 'r_4', NULL, '{"number":40,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000029', 42, 1794480060000041, 1795885142641593, 1, 40, 3, 'r_5', 'Resource #41', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002a', 43, 1794566520000042, 1795885142650018, 2, 41, 1, 'r_6', NULL, '{"number":42,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002b', 44, 1794652980000043, 1795885142653367, 3, 42, 2, 'r_7', 'Resource #43', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002c', 45, 1794739440000044, 1795885142661284, 4, 5, 3, 'r_8', NULL, '{"number":44,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002d', 46, 1793529900000045, 1795885142663848, NULL, 43, 1, 'r_0', 'Resource #45', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002e', 47, 1793616360000046, 1795885142672633, 2, 44, 2, 'r_1', NULL, '{"number":46,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000002f', 48, 1793702820000047, 1795885142676476, 3, 45, 3, 'r_2', 'Resource #47', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000030', 49, 1793789280000048, 1795885142680544, 4, 46, 1, 'r_3', NULL, '{"number":48,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000031', 50, 1793875740000049, 1795885142685847, 1, 47, 2, 'r_4', 'Resource #49', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000032', 51, 1793962200000050, 1795885142692654, NULL, 48, 3, 'r_5', NULL, '{"number":50,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000033', 52, 1794048660000051, 1795885142698382, 3, 49, 1, 'r_6', 'Resource #51', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000034', 53, 1794135120000052, 1795885142703836, 4, 32, 2, 'r_7', NULL, '{"number":52,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000035', 54, 1794221580000053, 1795885142712089, 1, 50, 3, 'r_8', 'Resource #53', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000036', 55, 1794308040000054, 1795885142715542, 2, 51, 1, 'r_0', NULL, '{"number":54,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000037', 56, 1794394500000055, 1795885142721728, NULL, 52, 2, 'r_1', 'Resource #55', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000038', 57, 1794480960000056, 1795885142726622, 4, 17, 3, 'r_2', NULL, '{"number":56,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000039', 58, 1794567420000057, 1795885142732878, 1, 53, 1, 'r_3', 'Resource #57', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003a', 59, 1794653880000058, 1795885142737627, 2, 54, 2, 'r_4', NULL, '{"number":58,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x00a0000000007000800000000000003b', 60, 1794740340000059, 1795885142743770, 3, 55, 3, 'r_5', 'Resource #59', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003c', 61, 1793527200000060, 1795885142750722, NULL, 1, 1, 'r_6', NULL, '{"number":60,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003d', 62, 1793613660000061, 1795885142754876, 1, 56, 2, 'r_7', 'Resource #61', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003e', 63, 1793700120000062, 1795885142760154, 2, 57, 3, 'r_8', NULL, '{"number":62,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000003f', 64, 1793786580000063, 1795885142766045, 3, 58, 1, 'r_0', 'Resource #63', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000040', 65, 1793873040000064, 1795885142770548, 4, 5, 2, 'r_1', NULL, '{"number":64,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000041', 66, 1793959500000065, 1795885142779604, NULL, 59, 3, 'r_2', 'Resource #65', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000042', 67, 1794045960000066, 1795885142786442, 2, 60, 1, 'r_3', NULL, '{"number":66,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000043', 68, 1794132420000067, 1795885142790923, 3, 61, 2, 'r_4', 'Resource #67', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000044', 69, 1794218880000068, 1795885142795361, 4, 9, 3, 'r_5', NULL, '{"number":68,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000045', 70, 1794305340000069, 1795885142803252, 1, 62, 1, 'r_6', 'Resource #69', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000046', 71, 1794391800000070, 1795885142806049, NULL, 63, 2, 'r_7', NULL, '{"number":70,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000047', 72, 1794478260000071, 1795885142817082, 3, 64, 3, 'r_8', 'Resource #71', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000048', 73, 1794564720000072, 1795885142821543, 4, 13, 1, 'r_0', NULL, '{"number":72,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000049', 74, 1794651180000073, 1795885142828666, 1, 65, 2, 'r_1', 'Resource #73', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004a', 75, 1794737640000074, 1795885142833974, 2, 66, 3, 'r_2', NULL, '{"number":74,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004b', 76, 1793528100000075, 1795885142837756, NULL, 67, 1, 'r_3', 'Resource #75', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004c', 77, 1793614560000076, 1795885142843799, 4, 17, 2, 'r_4', NULL, '{"number":76,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004d', 78, 1793701020000077, 1795885142853279, 1, 68, 3, 'r_5', 'Resource #77', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000004e', 79, 1793787480000078, 1795885142867081, 2, 69, 1, 'r_6', NULL, '{"number":78,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x00a0000000007000800000000000004f', 80, 1793873940000079, 1795885142873195, 3, 70, 2, 'r_7', 'Resource #79', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000050', 81, 1793960400000080, 1795885142878511, NULL, 21, 3, 'r_8', NULL, '{"number":80,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000051', 82, 1794046860000081, 1795885142883746, 1, 71, 1, 'r_0', 'Resource #81', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000052', 83, 1794133320000082, 1795885142889964, 2, 72, 2, 'r_1', NULL, '{"number":82,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000053', 84, 1794219780000083, 1795885142899021, 3, 73, 3, 'r_2', 'Resource #83', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000054', 85, 1794306240000084, 1795885142915068, 4, 25, 1, 'r_3', NULL, '{"number":84,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000055', 86, 1794392700000085, 1795885142925789, NULL, 74, 2, 'r_4', 'Resource #85', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000056', 87, 1794479160000086, 1795885142932184, 2, 75, 3, 'r_5', NULL, '{"number":86,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000057', 88, 1794565620000087, 1795885142939853, 3, 76, 1, 'r_6', 'Resource #87', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a00000000070008000000000000058', 89, 1794652080000088, 1795885142947315, 4, 9, 2, 'r_7', NULL, '{"number":88,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x00a00000000070008000000000000059', 90, 1794738540000089, 1795885142950871, 1, 77, 3, 'r_8', 'Resource #89', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005a', 91, 1793529000000090, 1795885142958248, NULL, 78, 1, 'r_0', NULL, '{"number":90,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005b', 92, 1793615460000091, 1795885142964972, 3, 79, 2, 'r_1', 'Resource #91', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005c', 93, 1793701920000092, 1795885142974111, 4, 32, 3, 'r_2', NULL, '{"number":92,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005d', 94, 1793788380000093, 1795885142976393, 1, 80, 1, 'r_3', 'Resource #93', '{}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005e', 95, 1793874840000094, 1795885142981747, 2, 81, 2, 'r_4', NULL, '{"number":94,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (1, '\x01a0000000007000800000000000005f', 96, 1793961300000095, 1795885142987377, NULL, 82, 3, 'r_5', 'Resource #95', '{}');
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005a', 1, 1793529000000090, 1795885143055309, NULL, 1, 1, 'r_0', NULL, '{"number":90,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005b', 2, 1793615460000091, 1795885143061110, 1, 2, 2, 'r_1', 'Resource #91', '{}');
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005c', 3, 1793701920000092, 1795885143071008, 2, 3, 3, 'r_2', NULL, '{"number":92,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005d', 4, 1793788380000093, 1795885143077091, 3, 4, 1, 'r_3', 'Resource #93', '{}');
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005e', 5, 1793874840000094, 1795885143083085, 4, 5, 2, 'r_4', NULL, '{"number":94,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (2, '\x01a0000000007000800000000000005f', 6, 1793961300000095, 1795885143088297, NULL, 6, 3, 'r_5', 'Resource #95', '{}');
INSERT INTO auditledge.events_other VALUES (2, '\x01a00000000070008000000000000060', 7, 1794047760000096, 1795885143091569, 2, 7, 1, 'r_6', NULL, '{"number":96,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO auditledge.events_other VALUES (2, '\x01a00000000070008000000000000061', 8, 1794134220000097, 1795885143094906, 3, 8, 2, 'r_7', 'Resource #97', '{}');
INSERT INTO auditledge.events_other VALUES (2, '\x01a00000000070008000000000000062', 9, 1794220680000098, 1795885143104677, 4, 9, 3, 'r_8', NULL, '{"number":98,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');



INSERT INTO auditledge.heads VALUES (1, 96, 1795885142987377);
INSERT INTO auditledge.heads VALUES (2, 9, 1795885143104677);



INSERT INTO auditledge.keys OVERRIDING SYSTEM VALUE VALUES (4, 1, '\x5233ba6068767dc287b3c755c3d889505961fc72963e6818bda60b23a4480b78', 'al_T5tZUoaD', NULL, false, 'admin read write', 1795885140081315, NULL, 1795885140905098, NULL);
INSERT INTO auditledge.keys OVERRIDING SYSTEM VALUE VALUES (1, 1, '\x36554620dde64cddff60cd68633c4382dd0094ce53faf60a5e0d89e97690208c', 'al_na0aO4Qt', NULL, false, 'admin read write', 1795885137344275, 1795885142350271, NULL, NULL);
INSERT INTO auditledge.keys OVERRIDING SYSTEM VALUE VALUES (2, 2, '\xa2e4c827b3d98714d3a75da63cfecea8302d86cffa906d047ebe6b535832c519', 'al_tqARumJg', NULL, false, 'admin read write', 1795885138158782, 1795885143055309, NULL, NULL);
INSERT INTO auditledge.keys OVERRIDING SYSTEM VALUE VALUES (3, 1, '\xde832d51ef1d33b4f021b7319099fed81c27eba431755f93033049b8b66e112b', 'al_OQuw2L3y', 'org_1', true, 'read', 1795885139070441, 1795885145659163, NULL, NULL);



INSERT INTO auditledge.kinds VALUES (1, 1, '\x8aa667e0e8f91856a23fafdfc9fe9611b01361e3997509956ac2df029ddb4fc4', 'invoice.paid', 'invoice', 'invoice.paid', 'invoice');
INSERT INTO auditledge.kinds VALUES (1, 2, '\x32781442e5caa38e47f40f52468c9f78b25556c49699a23b272647da8c7a9c83', 'invoice.deleted', 'user', 'invoice.deleted', 'user');
INSERT INTO auditledge.kinds VALUES (1, 3, '\x9d8ce06f1b0ab65ef4c2e9f10f2eefcf5163bb4b00d66abdbddf61e007f16b62', 'user.İnvited', 'Übung', 'user.i̇nvited', 'übung');
INSERT INTO auditledge.kinds VALUES (2, 1, '\x8aa667e0e8f91856a23fafdfc9fe9611b01361e3997509956ac2df029ddb4fc4', 'invoice.paid', 'invoice', 'invoice.paid', 'invoice');
INSERT INTO auditledge.kinds VALUES (2, 2, '\x32781442e5caa38e47f40f52468c9f78b25556c49699a23b272647da8c7a9c83', 'invoice.deleted', 'user', 'invoice.deleted', 'user');
INSERT INTO auditledge.kinds VALUES (2, 3, '\x9d8ce06f1b0ab65ef4c2e9f10f2eefcf5163bb4b00d66abdbddf61e007f16b62', 'user.İnvited', 'Übung', 'user.i̇nvited', 'übung');



INSERT INTO auditledge.ledger VALUES (5, '\x0a7e0c5b69105ce11be660b3fdff687d9fab0a3ca9f077bae637475378f1863e');



INSERT INTO auditledge.organizations VALUES (1, 1, '\xe160085fc523136c6491a750cccddfffd7b110ce87938ab076e9957febb79de2', 'org_1');
INSERT INTO auditledge.organizations VALUES (1, 2, '\x865801ac3c7c1837e6e6e483b4775bcb45b4031b3d6978a2603a12960d4a6260', 'org_2');
INSERT INTO auditledge.organizations VALUES (1, 3, '\x9e3095f52b665ba15b041c011560ab7a0b18192a07ff8c8eeefecf345f965264', 'org_3');
INSERT INTO auditledge.organizations VALUES (1, 4, '\x93faded737b5ae9b6e8f0c0db6c6d977da1168431cc213ab42b0327cd1a65a38', 'org_0');
INSERT INTO auditledge.organizations VALUES (2, 1, '\x9e3095f52b665ba15b041c011560ab7a0b18192a07ff8c8eeefecf345f965264', 'org_3');
INSERT INTO auditledge.organizations VALUES (2, 2, '\x93faded737b5ae9b6e8f0c0db6c6d977da1168431cc213ab42b0327cd1a65a38', 'org_0');
INSERT INTO auditledge.organizations VALUES (2, 3, '\xe160085fc523136c6491a750cccddfffd7b110ce87938ab076e9957febb79de2', 'org_1');
INSERT INTO auditledge.organizations VALUES (2, 4, '\x865801ac3c7c1837e6e6e483b4775bcb45b4031b3d6978a2603a12960d4a6260', 'org_2');



INSERT INTO auditledge.segments VALUES (1, 1313379054536571498, 1, 64, 64, 1793527200000000, 1794740340000059);
INSERT INTO auditledge.segments VALUES (1, 1056197565340391598, 65, 66, 2, 1793873040000064, 1793959500000065);
INSERT INTO auditledge.segments VALUES (1, 4905904534077083246, 67, 68, 2, 1794045960000066, 1794132420000067);
INSERT INTO auditledge.segments VALUES (1, 2967695832291686260, 69, 70, 2, 1794218880000068, 1794305340000069);
INSERT INTO auditledge.segments VALUES (1, 1261026364263864929, 71, 72, 2, 1794391800000070, 1794478260000071);
INSERT INTO auditledge.segments VALUES (1, 3865096193559495413, 73, 74, 2, 1794564720000072, 1794651180000073);
INSERT INTO auditledge.segments VALUES (1, 2777698949500146494, 75, 76, 2, 1793528100000075, 1794737640000074);
INSERT INTO auditledge.segments VALUES (1, 7959720906228145607, 77, 78, 2, 1793614560000076, 1793701020000077);
INSERT INTO auditledge.segments VALUES (1, 4033289175280881062, 79, 80, 2, 1793787480000078, 1793873940000079);
INSERT INTO auditledge.segments VALUES (1, 511270129569167900, 81, 82, 2, 1793960400000080, 1794046860000081);
INSERT INTO auditledge.segments VALUES (1, 8020948688670467276, 83, 84, 2, 1794133320000082, 1794219780000083);
INSERT INTO auditledge.segments VALUES (1, 4863303982784513103, 85, 86, 2, 1794306240000084, 1794392700000085);
INSERT INTO auditledge.segments VALUES (1, 121658473815743793, 87, 88, 2, 1794479160000086, 1794565620000087);
INSERT INTO auditledge.segments VALUES (1, 303967547361841954, 89, 90, 2, 1794652080000088, 1794738540000089);
INSERT INTO auditledge.segments VALUES (1, 4205914122884810579, 91, 92, 2, 1793529000000090, 1793615460000091);
INSERT INTO auditledge.segments VALUES (1, 1866070762436358801, 93, 94, 2, 1793701920000092, 1793788380000093);
INSERT INTO auditledge.segments VALUES (1, 586377435783303529, 95, 96, 2, 1793874840000094, 1793961300000095);
INSERT INTO auditledge.segments VALUES (2, 3394942254866759, 1, 2, 2, 1793529000000090, 1793615460000091);
INSERT INTO auditledge.segments VALUES (2, 3229024286349338970, 3, 4, 2, 1793701920000092, 1793788380000093);
INSERT INTO auditledge.segments VALUES (2, 7008374084349960673, 5, 6, 2, 1793874840000094, 1793961300000095);
INSERT INTO auditledge.segments VALUES (2, 2359082672024795383, 7, 8, 2, 1794047760000096, 1794134220000097);



INSERT INTO auditledge.usage VALUES (1, 24322, 96);
INSERT INTO auditledge.usage VALUES (2, 24322, 9);



SELECT pg_catalog.setval('auditledge.accounts_account_seq', 4, true);



SELECT pg_catalog.setval('auditledge.keys_key_seq', 4, true);



ALTER TABLE ONLY auditledge.accounts
    ADD CONSTRAINT accounts_name_key UNIQUE (name);



ALTER TABLE ONLY auditledge.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (account);



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



ALTER TABLE ONLY auditledge.keys
    ADD CONSTRAINT keys_digest_key UNIQUE (digest);



ALTER TABLE ONLY auditledge.keys
    ADD CONSTRAINT keys_pkey PRIMARY KEY (key);



ALTER TABLE ONLY auditledge.kinds
    ADD CONSTRAINT kinds_account_digest_key UNIQUE (account, digest);



ALTER TABLE ONLY auditledge.kinds
    ADD CONSTRAINT kinds_pkey PRIMARY KEY (account, kind);



ALTER TABLE ONLY auditledge.organizations
    ADD CONSTRAINT organizations_account_digest_key UNIQUE (account, digest);



ALTER TABLE ONLY auditledge.organizations
    ADD CONSTRAINT organizations_pkey PRIMARY KEY (account, organization);



ALTER TABLE ONLY auditledge.segments
    ADD CONSTRAINT segments_pkey PRIMARY KEY (account, segment);



ALTER TABLE ONLY auditledge.usage
    ADD CONSTRAINT usage_pkey PRIMARY KEY (account, month);



CREATE INDEX actors_email ON auditledge.actors USING btree (account, email);



CREATE INDEX actors_id ON auditledge.actors USING btree (account, id);



CREATE INDEX events_sequence ON ONLY auditledge.events USING btree (account, sequence);



CREATE INDEX events_2026_11_account_sequence_idx ON auditledge.events_2026_11 USING btree (account, sequence);



CREATE INDEX events_2026_12_account_sequence_idx ON auditledge.events_2026_12 USING btree (account, sequence);



CREATE INDEX events_2027_01_account_sequence_idx ON auditledge.events_2027_01 USING btree (account, sequence);



CREATE INDEX events_other_account_sequence_idx ON auditledge.events_other USING btree (account, sequence);



CREATE INDEX organizations_id ON auditledge.organizations USING btree (account, id);



ALTER INDEX auditledge.events_sequence ATTACH PARTITION auditledge.events_2026_11_account_sequence_idx;



ALTER INDEX auditledge.events_pkey ATTACH PARTITION auditledge.events_2026_11_pkey;



ALTER INDEX auditledge.events_sequence ATTACH PARTITION auditledge.events_2026_12_account_sequence_idx;



ALTER INDEX auditledge.events_pkey ATTACH PARTITION auditledge.events_2026_12_pkey;



ALTER INDEX auditledge.events_sequence ATTACH PARTITION auditledge.events_2027_01_account_sequence_idx;



ALTER INDEX auditledge.events_pkey ATTACH PARTITION auditledge.events_2027_01_pkey;



ALTER INDEX auditledge.events_sequence ATTACH PARTITION auditledge.events_other_account_sequence_idx;



ALTER INDEX auditledge.events_pkey ATTACH PARTITION auditledge.events_other_pkey;



ALTER TABLE auditledge.actors ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.clock_repairs ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.columns ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.events ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.events_2026_11 ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.events_2026_12 ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.events_2027_01 ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.events_other ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.heads ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.kinds ENABLE ROW LEVEL SECURITY;


CREATE POLICY of_account ON auditledge.actors USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.clock_repairs USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.columns USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.events USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.heads USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.kinds USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.organizations USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.segments USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



CREATE POLICY of_account ON auditledge.usage USING ((account = ( SELECT (NULLIF(current_setting('auditledge.account'::text, true), ''::text))::integer AS "nullif")));



ALTER TABLE auditledge.organizations ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.segments ENABLE ROW LEVEL SECURITY;


ALTER TABLE auditledge.usage ENABLE ROW LEVEL SECURITY;




