PRAGMA application_id = 1095517508;
PRAGMA user_version = 6;
BEGIN TRANSACTION;
CREATE TABLE accounts (
    account INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    plan TEXT NOT NULL,
    sequence INTEGER NOT NULL DEFAULT 0,
    received_at INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO "accounts" VALUES(1,'acme','growth',96,1795885129207167);
INSERT INTO "accounts" VALUES(2,'Über','starter',9,1795885129363595);
CREATE TABLE actors (
    actor INTEGER PRIMARY KEY,
    account INTEGER NOT NULL,
    id TEXT NOT NULL,
    name TEXT,
    email TEXT,
    folded_name TEXT
) STRICT;
INSERT INTO "actors" VALUES(1,1,'user_0',NULL,'u0@example.com',NULL);
INSERT INTO "actors" VALUES(2,1,'user_1','Weiße Straße 1',NULL,'weisse strasse 1');
INSERT INTO "actors" VALUES(3,1,'user_2','ΑΛΦΑ 2',NULL,'αλφα 2');
INSERT INTO "actors" VALUES(4,1,'user_3','Grace 3','u3@example.com','grace 3');
INSERT INTO "actors" VALUES(5,1,'user_4',NULL,NULL,NULL);
INSERT INTO "actors" VALUES(6,1,'user_0','Weiße Straße 5',NULL,'weisse strasse 5');
INSERT INTO "actors" VALUES(7,1,'user_1','ΑΛΦΑ 6','u0@example.com','αλφα 6');
INSERT INTO "actors" VALUES(8,1,'user_2','Grace 0',NULL,'grace 0');
INSERT INTO "actors" VALUES(9,1,'user_3',NULL,NULL,NULL);
INSERT INTO "actors" VALUES(10,1,'user_4','Weiße Straße 2','u3@example.com','weisse strasse 2');
INSERT INTO "actors" VALUES(11,1,'user_0','ΑΛΦΑ 3',NULL,'αλφα 3');
INSERT INTO "actors" VALUES(12,1,'user_1','Grace 4',NULL,'grace 4');
INSERT INTO "actors" VALUES(13,1,'user_2',NULL,'u0@example.com',NULL);
INSERT INTO "actors" VALUES(14,1,'user_3','Weiße Straße 6',NULL,'weisse strasse 6');
INSERT INTO "actors" VALUES(15,1,'user_4','ΑΛΦΑ 0',NULL,'αλφα 0');
INSERT INTO "actors" VALUES(16,1,'user_0','Grace 1','u3@example.com','grace 1');
INSERT INTO "actors" VALUES(17,1,'user_1',NULL,NULL,NULL);
INSERT INTO "actors" VALUES(18,1,'user_2','Weiße Straße 3',NULL,'weisse strasse 3');
INSERT INTO "actors" VALUES(19,1,'user_3','ΑΛΦΑ 4','u0@example.com','αλφα 4');
INSERT INTO "actors" VALUES(20,1,'user_4','Grace 5',NULL,'grace 5');
INSERT INTO "actors" VALUES(21,1,'user_0',NULL,NULL,NULL);
INSERT INTO "actors" VALUES(22,1,'user_1','Weiße Straße 0','u3@example.com','weisse strasse 0');
INSERT INTO "actors" VALUES(23,1,'user_2','ΑΛΦΑ 1',NULL,'αλφα 1');
INSERT INTO "actors" VALUES(24,1,'user_3','Grace 2',NULL,'grace 2');
INSERT INTO "actors" VALUES(25,1,'user_4',NULL,'u0@example.com',NULL);
INSERT INTO "actors" VALUES(26,1,'user_0','Weiße Straße 4',NULL,'weisse strasse 4');
INSERT INTO "actors" VALUES(27,1,'user_1','ΑΛΦΑ 5',NULL,'αλφα 5');
INSERT INTO "actors" VALUES(28,1,'user_2','Grace 6','u3@example.com','grace 6');
INSERT INTO "actors" VALUES(29,1,'user_4','Weiße Straße 1',NULL,'weisse strasse 1');
INSERT INTO "actors" VALUES(30,1,'user_0','ΑΛΦΑ 2','u0@example.com','αλφα 2');
INSERT INTO "actors" VALUES(31,1,'user_1','Grace 3',NULL,'grace 3');
INSERT INTO "actors" VALUES(32,1,'user_2',NULL,NULL,NULL);
INSERT INTO "actors" VALUES(33,1,'user_3','Weiße Straße 5','u3@example.com','weisse strasse 5');
INSERT INTO "actors" VALUES(34,1,'user_4','ΑΛΦΑ 6',NULL,'αλφα 6');
INSERT INTO "actors" VALUES(35,1,'user_0','Grace 0',NULL,'grace 0');
INSERT INTO "actors" VALUES(36,1,'user_1',NULL,'u0@example.com',NULL);
INSERT INTO "actors" VALUES(37,1,'user_2','Weiße Straße 2',NULL,'weisse strasse 2');
INSERT INTO "actors" VALUES(38,1,'user_3','ΑΛΦΑ 3',NULL,'αλφα 3');
INSERT INTO "actors" VALUES(39,1,'user_4','Grace 4','u3@example.com','grace 4');
INSERT INTO "actors" VALUES(40,1,'user_1','Weiße Straße 6',NULL,'weisse strasse 6');
INSERT INTO "actors" VALUES(41,1,'user_2','ΑΛΦΑ 0','u0@example.com','αλφα 0');
INSERT INTO "actors" VALUES(42,1,'user_3','Grace 1',NULL,'grace 1');
INSERT INTO "actors" VALUES(43,1,'user_0','Weiße Straße 3','u3@example.com','weisse strasse 3');
INSERT INTO "actors" VALUES(44,1,'user_1','ΑΛΦΑ 4',NULL,'αλφα 4');
INSERT INTO "actors" VALUES(45,1,'user_2','Grace 5',NULL,'grace 5');
INSERT INTO "actors" VALUES(46,1,'user_3',NULL,'u0@example.com',NULL);
INSERT INTO "actors" VALUES(47,1,'user_4','Weiße Straße 0',NULL,'weisse strasse 0');
INSERT INTO "actors" VALUES(48,1,'user_0','ΑΛΦΑ 1',NULL,'αλφα 1');
INSERT INTO "actors" VALUES(49,1,'user_1','Grace 2','u3@example.com','grace 2');
INSERT INTO "actors" VALUES(50,1,'user_3','Weiße Straße 4',NULL,'weisse strasse 4');
INSERT INTO "actors" VALUES(51,1,'user_4','ΑΛΦΑ 5','u0@example.com','αλφα 5');
INSERT INTO "actors" VALUES(52,1,'user_0','Grace 6',NULL,'grace 6');
INSERT INTO "actors" VALUES(53,1,'user_2','Weiße Straße 1','u3@example.com','weisse strasse 1');
INSERT INTO "actors" VALUES(54,1,'user_3','ΑΛΦΑ 2',NULL,'αλφα 2');
INSERT INTO "actors" VALUES(55,1,'user_4','Grace 3',NULL,'grace 3');
INSERT INTO "actors" VALUES(56,1,'user_1','Weiße Straße 5',NULL,'weisse strasse 5');
INSERT INTO "actors" VALUES(57,1,'user_2','ΑΛΦΑ 6',NULL,'αλφα 6');
INSERT INTO "actors" VALUES(58,1,'user_3','Grace 0','u3@example.com','grace 0');
INSERT INTO "actors" VALUES(59,1,'user_0','Weiße Straße 2',NULL,'weisse strasse 2');
INSERT INTO "actors" VALUES(60,1,'user_1','ΑΛΦΑ 3','u0@example.com','αλφα 3');
INSERT INTO "actors" VALUES(61,1,'user_2','Grace 4',NULL,'grace 4');
INSERT INTO "actors" VALUES(62,1,'user_4','Weiße Straße 6','u3@example.com','weisse strasse 6');
INSERT INTO "actors" VALUES(63,1,'user_0','ΑΛΦΑ 0',NULL,'αλφα 0');
INSERT INTO "actors" VALUES(64,1,'user_1','Grace 1',NULL,'grace 1');
INSERT INTO "actors" VALUES(65,1,'user_3','Weiße Straße 3',NULL,'weisse strasse 3');
INSERT INTO "actors" VALUES(66,1,'user_4','ΑΛΦΑ 4',NULL,'αλφα 4');
INSERT INTO "actors" VALUES(67,1,'user_0','Grace 5','u3@example.com','grace 5');
INSERT INTO "actors" VALUES(68,1,'user_2','Weiße Straße 0',NULL,'weisse strasse 0');
INSERT INTO "actors" VALUES(69,1,'user_3','ΑΛΦΑ 1','u0@example.com','αλφα 1');
INSERT INTO "actors" VALUES(70,1,'user_4','Grace 2',NULL,'grace 2');
INSERT INTO "actors" VALUES(71,1,'user_1','Weiße Straße 4','u3@example.com','weisse strasse 4');
INSERT INTO "actors" VALUES(72,1,'user_2','ΑΛΦΑ 5',NULL,'αλφα 5');
INSERT INTO "actors" VALUES(73,1,'user_3','Grace 6',NULL,'grace 6');
INSERT INTO "actors" VALUES(74,1,'user_0','Weiße Straße 1',NULL,'weisse strasse 1');
INSERT INTO "actors" VALUES(75,1,'user_1','ΑΛΦΑ 2',NULL,'αλφα 2');
INSERT INTO "actors" VALUES(76,1,'user_2','Grace 3','u3@example.com','grace 3');
INSERT INTO "actors" VALUES(77,1,'user_4','Weiße Straße 5',NULL,'weisse strasse 5');
INSERT INTO "actors" VALUES(78,1,'user_0','ΑΛΦΑ 6','u0@example.com','αλφα 6');
INSERT INTO "actors" VALUES(79,1,'user_1','Grace 0',NULL,'grace 0');
INSERT INTO "actors" VALUES(80,1,'user_3','Weiße Straße 2','u3@example.com','weisse strasse 2');
INSERT INTO "actors" VALUES(81,1,'user_4','ΑΛΦΑ 3',NULL,'αλφα 3');
INSERT INTO "actors" VALUES(82,1,'user_0','Grace 4',NULL,'grace 4');
INSERT INTO "actors" VALUES(83,2,'user_0','ΑΛΦΑ 6','u0@example.com','αλφα 6');
INSERT INTO "actors" VALUES(84,2,'user_1','Grace 0',NULL,'grace 0');
INSERT INTO "actors" VALUES(85,2,'user_2',NULL,NULL,NULL);
INSERT INTO "actors" VALUES(86,2,'user_3','Weiße Straße 2','u3@example.com','weisse strasse 2');
INSERT INTO "actors" VALUES(87,2,'user_4','ΑΛΦΑ 3',NULL,'αλφα 3');
INSERT INTO "actors" VALUES(88,2,'user_0','Grace 4',NULL,'grace 4');
INSERT INTO "actors" VALUES(89,2,'user_1',NULL,'u0@example.com',NULL);
INSERT INTO "actors" VALUES(90,2,'user_2','Weiße Straße 6',NULL,'weisse strasse 6');
INSERT INTO "actors" VALUES(91,2,'user_3','ΑΛΦΑ 0',NULL,'αλφα 0');
CREATE TABLE clock (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    reading INTEGER NOT NULL
) STRICT;
INSERT INTO "clock" VALUES(1,1795885128104970);
CREATE TABLE clock_decisions (
    decision TEXT NOT NULL,
    reading INTEGER NOT NULL,
    newest_receipt INTEGER NOT NULL
) STRICT;
CREATE TABLE clock_repairs (
    account INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    repaired_at INTEGER NOT NULL,
    PRIMARY KEY (account, sequence, repaired_at)
) STRICT, WITHOUT ROWID;
CREATE TABLE columns (
    segment INTEGER NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (segment, name)
) STRICT;
INSERT INTO "columns" VALUES(1,'times','q',X'00A8A617345F06003CA8A617345F06000F914B4D345F06001E7AF082345F06002D6395B8345F0600018F1139485F06003D8F1139485F06001078B66E485F06001F615BA4485F06002E4A00DA485F060002767C5A5C5F06003E767C5A5C5F0600115F21905C5F06002048C6C55C5F06002F316BFB5C5F0600035DE77B705F06003F5DE77B705F060012468CB1705F0600212F31E7705F06003018D61C715F06000444529D845F0600132DF7D2845F060022169C08855F060031FF403E855F0600052BBDBE985F0600141462F4985F060023FD062A995F060032E6AB5F995F0600061228E0AC5F060015FBCC15AD5F060024E4714BAD5F060033CD1681AD5F060007F99201C15F060016E23737C15F060025CBDC6CC15F060034B481A2C15F060008E0FD22D55F060017C9A258D55F060026B2478ED55F0600359BECC3D55F060009C76844E95F060018B00D7AE95F06002799B2AFE95F0600368257E5E95F06000AAED365FD5F06001997789BFD5F060028801DD1FD5F06003769C206FE5F06000B953E87116006001A7EE3BC11600600296788F21160060038502D28126006000C7CA9A8256006001B654EDE256006002A4EF3132660060039379849266006000D6314CA396006001C4CB9FF396006002B355E353A6006003A1E036B3A6006000E4A7FEB4D6006001D3324214E6006002C1CC9564E6006003B056E8C4E600600');
INSERT INTO "columns" VALUES(1,'offsets','B',X'003C0F1E2D013D101F2E023E11202F033F1221300413223105142332061524330716253408172635091827360A1928370B1A29380C1B2A390D1C2B3A0E1D2C3B');
INSERT INTO "columns" VALUES(1,'organization','B',X'0001020304');
INSERT INTO "columns" VALUES(1,'organization_codes','B',X'00000000000101040302020201040303030201040403020100000000020104030302010404030201010403020000000003020104040302010104030202010403');
INSERT INTO "columns" VALUES(1,'organization_counts','B',X'0D0D0D0D0C');
INSERT INTO "columns" VALUES(1,'actor','B',X'0102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A');
INSERT INTO "columns" VALUES(1,'actor_codes','B',X'00000F1D2A0137101E2B0238111F2C033912202D0413212E0514222F061523300716241F08172531091826320A1914330B1A27100C1B28340D0829350E1C0436');
INSERT INTO "columns" VALUES(1,'actor_counts','B',X'02010101020101010201010101010101020101010201010101010101010101020101010101010101010101010101010101010101010101010101');
INSERT INTO "columns" VALUES(1,'kind','B',X'010203');
INSERT INTO "columns" VALUES(1,'kind_codes','B',X'00000000000101010101020202020200000000000101010102020202000000000101010102020202000000000101010102020202000000000101010102020202');
INSERT INTO "columns" VALUES(1,'kind_counts','B',X'161515');
INSERT INTO "columns" VALUES(1,'resource','I',X'A145C72AB881AA2D2EB1AD5A3775C05D1B14CEB302D0A3B4299C15BD94E0A4C38D24C9C4');
INSERT INTO "columns" VALUES(1,'resource_codes','B',X'04020200040801010508030606070300040402000508010507030607020004020105080106070306040200040801050803060703000402000508010507030607');
INSERT INTO "columns" VALUES(1,'resource_counts','B',X'070707070807070707');
INSERT INTO "columns" VALUES(2,'times','q',X'4044529D845F0600412BBDBE985F0600');
INSERT INTO "columns" VALUES(2,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(2,'organization','B',X'0004');
INSERT INTO "columns" VALUES(2,'organization_codes','B',X'0100');
INSERT INTO "columns" VALUES(2,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(2,'actor','B',X'053B');
INSERT INTO "columns" VALUES(2,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(2,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(2,'kind','B',X'0203');
INSERT INTO "columns" VALUES(2,'kind_codes','B',X'0001');
INSERT INTO "columns" VALUES(2,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(2,'resource','I',X'3775C05D8D24C9C4');
INSERT INTO "columns" VALUES(2,'resource_codes','B',X'0100');
INSERT INTO "columns" VALUES(2,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(3,'times','q',X'421228E0AC5F060043F99201C15F0600');
INSERT INTO "columns" VALUES(3,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(3,'organization','B',X'0203');
INSERT INTO "columns" VALUES(3,'organization_codes','B',X'0001');
INSERT INTO "columns" VALUES(3,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(3,'actor','B',X'3C3D');
INSERT INTO "columns" VALUES(3,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(3,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(3,'kind','B',X'0102');
INSERT INTO "columns" VALUES(3,'kind_codes','B',X'0001');
INSERT INTO "columns" VALUES(3,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(3,'resource','I',X'A145C72A02D0A3B4');
INSERT INTO "columns" VALUES(3,'resource_codes','B',X'0001');
INSERT INTO "columns" VALUES(3,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(4,'times','q',X'44E0FD22D55F060045C76844E95F0600');
INSERT INTO "columns" VALUES(4,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(4,'organization','B',X'0104');
INSERT INTO "columns" VALUES(4,'organization_codes','B',X'0100');
INSERT INTO "columns" VALUES(4,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(4,'actor','B',X'093E');
INSERT INTO "columns" VALUES(4,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(4,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(4,'kind','B',X'0103');
INSERT INTO "columns" VALUES(4,'kind_codes','B',X'0100');
INSERT INTO "columns" VALUES(4,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(4,'resource','I',X'2EB1AD5A94E0A4C3');
INSERT INTO "columns" VALUES(4,'resource_codes','B',X'0100');
INSERT INTO "columns" VALUES(4,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(5,'times','q',X'46AED365FD5F060047953E8711600600');
INSERT INTO "columns" VALUES(5,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(5,'organization','B',X'0003');
INSERT INTO "columns" VALUES(5,'organization_codes','B',X'0001');
INSERT INTO "columns" VALUES(5,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(5,'actor','B',X'3F40');
INSERT INTO "columns" VALUES(5,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(5,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(5,'kind','B',X'0203');
INSERT INTO "columns" VALUES(5,'kind_codes','B',X'0001');
INSERT INTO "columns" VALUES(5,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(5,'resource','I',X'B881AA2D299C15BD');
INSERT INTO "columns" VALUES(5,'resource_codes','B',X'0001');
INSERT INTO "columns" VALUES(5,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(6,'times','q',X'487CA9A825600600496314CA39600600');
INSERT INTO "columns" VALUES(6,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(6,'organization','B',X'0104');
INSERT INTO "columns" VALUES(6,'organization_codes','B',X'0100');
INSERT INTO "columns" VALUES(6,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(6,'actor','B',X'0D41');
INSERT INTO "columns" VALUES(6,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(6,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(6,'kind','B',X'0102');
INSERT INTO "columns" VALUES(6,'kind_codes','B',X'0001');
INSERT INTO "columns" VALUES(6,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(6,'resource','I',X'1B14CEB38D24C9C4');
INSERT INTO "columns" VALUES(6,'resource_codes','B',X'0001');
INSERT INTO "columns" VALUES(6,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(7,'times','q',X'4B914B4D345F06004A4A7FEB4D600600');
INSERT INTO "columns" VALUES(7,'offsets','B',X'0100');
INSERT INTO "columns" VALUES(7,'organization','B',X'0002');
INSERT INTO "columns" VALUES(7,'organization_codes','B',X'0001');
INSERT INTO "columns" VALUES(7,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(7,'actor','B',X'4243');
INSERT INTO "columns" VALUES(7,'actor_codes','B',X'0100');
INSERT INTO "columns" VALUES(7,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(7,'kind','B',X'0103');
INSERT INTO "columns" VALUES(7,'kind_codes','B',X'0001');
INSERT INTO "columns" VALUES(7,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(7,'resource','I',X'A145C72A3775C05D');
INSERT INTO "columns" VALUES(7,'resource_codes','B',X'0001');
INSERT INTO "columns" VALUES(7,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(8,'times','q',X'4C78B66E485F06004D5F21905C5F0600');
INSERT INTO "columns" VALUES(8,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(8,'organization','B',X'0104');
INSERT INTO "columns" VALUES(8,'organization_codes','B',X'0100');
INSERT INTO "columns" VALUES(8,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(8,'actor','B',X'1144');
INSERT INTO "columns" VALUES(8,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(8,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(8,'kind','B',X'0203');
INSERT INTO "columns" VALUES(8,'kind_codes','B',X'0001');
INSERT INTO "columns" VALUES(8,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(8,'resource','I',X'02D0A3B494E0A4C3');
INSERT INTO "columns" VALUES(8,'resource_codes','B',X'0001');
INSERT INTO "columns" VALUES(8,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(9,'times','q',X'4E468CB1705F06004F2DF7D2845F0600');
INSERT INTO "columns" VALUES(9,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(9,'organization','B',X'0203');
INSERT INTO "columns" VALUES(9,'organization_codes','B',X'0001');
INSERT INTO "columns" VALUES(9,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(9,'actor','B',X'4546');
INSERT INTO "columns" VALUES(9,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(9,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(9,'kind','B',X'0102');
INSERT INTO "columns" VALUES(9,'kind_codes','B',X'0001');
INSERT INTO "columns" VALUES(9,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(9,'resource','I',X'B881AA2D2EB1AD5A');
INSERT INTO "columns" VALUES(9,'resource_codes','B',X'0100');
INSERT INTO "columns" VALUES(9,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(10,'times','q',X'501462F4985F060051FBCC15AD5F0600');
INSERT INTO "columns" VALUES(10,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(10,'organization','B',X'0001');
INSERT INTO "columns" VALUES(10,'organization_codes','B',X'0001');
INSERT INTO "columns" VALUES(10,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(10,'actor','B',X'1547');
INSERT INTO "columns" VALUES(10,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(10,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(10,'kind','B',X'0103');
INSERT INTO "columns" VALUES(10,'kind_codes','B',X'0100');
INSERT INTO "columns" VALUES(10,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(10,'resource','I',X'1B14CEB3299C15BD');
INSERT INTO "columns" VALUES(10,'resource_codes','B',X'0100');
INSERT INTO "columns" VALUES(10,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(11,'times','q',X'52E23737C15F060053C9A258D55F0600');
INSERT INTO "columns" VALUES(11,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(11,'organization','B',X'0203');
INSERT INTO "columns" VALUES(11,'organization_codes','B',X'0001');
INSERT INTO "columns" VALUES(11,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(11,'actor','B',X'4849');
INSERT INTO "columns" VALUES(11,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(11,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(11,'kind','B',X'0203');
INSERT INTO "columns" VALUES(11,'kind_codes','B',X'0001');
INSERT INTO "columns" VALUES(11,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(11,'resource','I',X'3775C05D8D24C9C4');
INSERT INTO "columns" VALUES(11,'resource_codes','B',X'0100');
INSERT INTO "columns" VALUES(11,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(12,'times','q',X'54B00D7AE95F06005597789BFD5F0600');
INSERT INTO "columns" VALUES(12,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(12,'organization','B',X'0004');
INSERT INTO "columns" VALUES(12,'organization_codes','B',X'0100');
INSERT INTO "columns" VALUES(12,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(12,'actor','B',X'194A');
INSERT INTO "columns" VALUES(12,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(12,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(12,'kind','B',X'0102');
INSERT INTO "columns" VALUES(12,'kind_codes','B',X'0001');
INSERT INTO "columns" VALUES(12,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(12,'resource','I',X'A145C72A02D0A3B4');
INSERT INTO "columns" VALUES(12,'resource_codes','B',X'0001');
INSERT INTO "columns" VALUES(12,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(13,'times','q',X'567EE3BC1160060057654EDE25600600');
INSERT INTO "columns" VALUES(13,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(13,'organization','B',X'0203');
INSERT INTO "columns" VALUES(13,'organization_codes','B',X'0001');
INSERT INTO "columns" VALUES(13,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(13,'actor','B',X'4B4C');
INSERT INTO "columns" VALUES(13,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(13,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(13,'kind','B',X'0103');
INSERT INTO "columns" VALUES(13,'kind_codes','B',X'0100');
INSERT INTO "columns" VALUES(13,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(13,'resource','I',X'2EB1AD5A94E0A4C3');
INSERT INTO "columns" VALUES(13,'resource_codes','B',X'0100');
INSERT INTO "columns" VALUES(13,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(14,'times','q',X'584CB9FF39600600593324214E600600');
INSERT INTO "columns" VALUES(14,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(14,'organization','B',X'0104');
INSERT INTO "columns" VALUES(14,'organization_codes','B',X'0100');
INSERT INTO "columns" VALUES(14,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(14,'actor','B',X'094D');
INSERT INTO "columns" VALUES(14,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(14,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(14,'kind','B',X'0203');
INSERT INTO "columns" VALUES(14,'kind_codes','B',X'0001');
INSERT INTO "columns" VALUES(14,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(14,'resource','I',X'B881AA2D299C15BD');
INSERT INTO "columns" VALUES(14,'resource_codes','B',X'0001');
INSERT INTO "columns" VALUES(14,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(15,'times','q',X'5A7AF082345F06005B615BA4485F0600');
INSERT INTO "columns" VALUES(15,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(15,'organization','B',X'0003');
INSERT INTO "columns" VALUES(15,'organization_codes','B',X'0001');
INSERT INTO "columns" VALUES(15,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(15,'actor','B',X'4E4F');
INSERT INTO "columns" VALUES(15,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(15,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(15,'kind','B',X'0102');
INSERT INTO "columns" VALUES(15,'kind_codes','B',X'0001');
INSERT INTO "columns" VALUES(15,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(15,'resource','I',X'1B14CEB38D24C9C4');
INSERT INTO "columns" VALUES(15,'resource_codes','B',X'0001');
INSERT INTO "columns" VALUES(15,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(16,'times','q',X'5C48C6C55C5F06005D2F31E7705F0600');
INSERT INTO "columns" VALUES(16,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(16,'organization','B',X'0104');
INSERT INTO "columns" VALUES(16,'organization_codes','B',X'0100');
INSERT INTO "columns" VALUES(16,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(16,'actor','B',X'2050');
INSERT INTO "columns" VALUES(16,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(16,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(16,'kind','B',X'0103');
INSERT INTO "columns" VALUES(16,'kind_codes','B',X'0100');
INSERT INTO "columns" VALUES(16,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(16,'resource','I',X'A145C72A3775C05D');
INSERT INTO "columns" VALUES(16,'resource_codes','B',X'0100');
INSERT INTO "columns" VALUES(16,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(17,'times','q',X'5E169C08855F06005FFD062A995F0600');
INSERT INTO "columns" VALUES(17,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(17,'organization','B',X'0002');
INSERT INTO "columns" VALUES(17,'organization_codes','B',X'0100');
INSERT INTO "columns" VALUES(17,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(17,'actor','B',X'5152');
INSERT INTO "columns" VALUES(17,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(17,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(17,'kind','B',X'0203');
INSERT INTO "columns" VALUES(17,'kind_codes','B',X'0001');
INSERT INTO "columns" VALUES(17,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(17,'resource','I',X'02D0A3B494E0A4C3');
INSERT INTO "columns" VALUES(17,'resource_codes','B',X'0001');
INSERT INTO "columns" VALUES(17,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(18,'times','q',X'5A7AF082345F06005B615BA4485F0600');
INSERT INTO "columns" VALUES(18,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(18,'organization','B',X'0005');
INSERT INTO "columns" VALUES(18,'organization_codes','B',X'0001');
INSERT INTO "columns" VALUES(18,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(18,'actor','B',X'5354');
INSERT INTO "columns" VALUES(18,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(18,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(18,'kind','B',X'0405');
INSERT INTO "columns" VALUES(18,'kind_codes','B',X'0001');
INSERT INTO "columns" VALUES(18,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(18,'resource','I',X'1B14CEB38D24C9C4');
INSERT INTO "columns" VALUES(18,'resource_codes','B',X'0001');
INSERT INTO "columns" VALUES(18,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(19,'times','q',X'5C48C6C55C5F06005D2F31E7705F0600');
INSERT INTO "columns" VALUES(19,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(19,'organization','B',X'0607');
INSERT INTO "columns" VALUES(19,'organization_codes','B',X'0001');
INSERT INTO "columns" VALUES(19,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(19,'actor','B',X'5556');
INSERT INTO "columns" VALUES(19,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(19,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(19,'kind','B',X'0406');
INSERT INTO "columns" VALUES(19,'kind_codes','B',X'0100');
INSERT INTO "columns" VALUES(19,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(19,'resource','I',X'A145C72A3775C05D');
INSERT INTO "columns" VALUES(19,'resource_codes','B',X'0100');
INSERT INTO "columns" VALUES(19,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(20,'times','q',X'5E169C08855F06005FFD062A995F0600');
INSERT INTO "columns" VALUES(20,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(20,'organization','B',X'0008');
INSERT INTO "columns" VALUES(20,'organization_codes','B',X'0100');
INSERT INTO "columns" VALUES(20,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(20,'actor','B',X'5758');
INSERT INTO "columns" VALUES(20,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(20,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(20,'kind','B',X'0506');
INSERT INTO "columns" VALUES(20,'kind_codes','B',X'0001');
INSERT INTO "columns" VALUES(20,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(20,'resource','I',X'02D0A3B494E0A4C3');
INSERT INTO "columns" VALUES(20,'resource_codes','B',X'0001');
INSERT INTO "columns" VALUES(20,'resource_counts','B',X'0101');
INSERT INTO "columns" VALUES(21,'times','q',X'60E4714BAD5F060061CBDC6CC15F0600');
INSERT INTO "columns" VALUES(21,'offsets','B',X'0001');
INSERT INTO "columns" VALUES(21,'organization','B',X'0607');
INSERT INTO "columns" VALUES(21,'organization_codes','B',X'0001');
INSERT INTO "columns" VALUES(21,'organization_counts','B',X'0101');
INSERT INTO "columns" VALUES(21,'actor','B',X'595A');
INSERT INTO "columns" VALUES(21,'actor_codes','B',X'0001');
INSERT INTO "columns" VALUES(21,'actor_counts','B',X'0101');
INSERT INTO "columns" VALUES(21,'kind','B',X'0405');
INSERT INTO "columns" VALUES(21,'kind_codes','B',X'0001');
INSERT INTO "columns" VALUES(21,'kind_counts','B',X'0101');
INSERT INTO "columns" VALUES(21,'resource','I',X'B881AA2D2EB1AD5A');
INSERT INTO "columns" VALUES(21,'resource_codes','B',X'0100');
INSERT INTO "columns" VALUES(21,'resource_counts','B',X'0101');
CREATE TABLE events (
    place INTEGER PRIMARY KEY,
    account INTEGER NOT NULL,
    id BLOB NOT NULL,
    timestamp INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    organization INTEGER,
    actor INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    resource_id TEXT NOT NULL,
    resource_name TEXT,
    metadata TEXT NOT NULL
) STRICT;
INSERT INTO "events" VALUES(1099511627777,1,X'01A00000000070008000000000000000',1793527200000000,1795885128545630,NULL,1,1,'r_0',NULL,'{"number":0,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627778,1,X'01A00000000070008000000000000001',1793613660000001,1795885128562597,1,2,2,'r_1','Resource #1','{}');
INSERT INTO "events" VALUES(1099511627779,1,X'01A00000000070008000000000000002',1793700120000002,1795885128575433,2,3,3,'r_2',NULL,'{"number":2,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627780,1,X'01A00000000070008000000000000003',1793786580000003,1795885128587132,3,4,1,'r_3','Resource #3','{}');
INSERT INTO "events" VALUES(1099511627781,1,X'01A00000000070008000000000000004',1793873040000004,1795885128594875,4,5,2,'r_4',NULL,'{"number":4,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627782,1,X'01A00000000070008000000000000005',1793959500000005,1795885128602149,NULL,6,3,'r_5','Resource #5','{}');
INSERT INTO "events" VALUES(1099511627783,1,X'01A00000000070008000000000000006',1794045960000006,1795885128611019,2,7,1,'r_6',NULL,'{"number":6,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627784,1,X'01A00000000070008000000000000007',1794132420000007,1795885128618651,3,8,2,'r_7','Resource #7','{}');
INSERT INTO "events" VALUES(1099511627785,1,X'01A00000000070008000000000000008',1794218880000008,1795885128631524,4,9,3,'r_8',NULL,'{"number":8,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627786,1,X'00A00000000070008000000000000009',1794305340000009,1795885128642628,1,10,1,'r_0','Resource #9','{}');
INSERT INTO "events" VALUES(1099511627787,1,X'01A0000000007000800000000000000A',1794391800000010,1795885128659304,NULL,11,2,'r_1',NULL,'{"number":10,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627788,1,X'01A0000000007000800000000000000B',1794478260000011,1795885128667140,3,12,3,'r_2','Resource #11','{}');
INSERT INTO "events" VALUES(1099511627789,1,X'01A0000000007000800000000000000C',1794564720000012,1795885128672633,4,13,1,'r_3',NULL,'{"number":12,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627790,1,X'01A0000000007000800000000000000D',1794651180000013,1795885128680757,1,14,2,'r_4','Resource #13','{}');
INSERT INTO "events" VALUES(1099511627791,1,X'01A0000000007000800000000000000E',1794737640000014,1795885128692390,2,15,3,'r_5',NULL,'{"number":14,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627792,1,X'01A0000000007000800000000000000F',1793528100000015,1795885128700257,NULL,16,1,'r_6','Resource #15','{}');
INSERT INTO "events" VALUES(1099511627793,1,X'01A00000000070008000000000000010',1793614560000016,1795885128706387,4,17,2,'r_7',NULL,'{"number":16,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627794,1,X'01A00000000070008000000000000011',1793701020000017,1795885128715028,1,18,3,'r_8','Resource #17','{}');
INSERT INTO "events" VALUES(1099511627795,1,X'01A00000000070008000000000000012',1793787480000018,1795885128727351,2,19,1,'r_0',NULL,'{"number":18,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627796,1,X'00A00000000070008000000000000013',1793873940000019,1795885128739168,3,20,2,'r_1','Resource #19','{}');
INSERT INTO "events" VALUES(1099511627797,1,X'01A00000000070008000000000000014',1793960400000020,1795885128744213,NULL,21,3,'r_2',NULL,'{"number":20,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627798,1,X'01A00000000070008000000000000015',1794046860000021,1795885128758877,1,22,1,'r_3','Resource #21','{}');
INSERT INTO "events" VALUES(1099511627799,1,X'01A00000000070008000000000000016',1794133320000022,1795885128766886,2,23,2,'r_4',NULL,'{"number":22,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627800,1,X'01A00000000070008000000000000017',1794219780000023,1795885128774880,3,24,3,'r_5','Resource #23','{}');
INSERT INTO "events" VALUES(1099511627801,1,X'01A00000000070008000000000000018',1794306240000024,1795885128785759,4,25,1,'r_6',NULL,'{"number":24,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627802,1,X'01A00000000070008000000000000019',1794392700000025,1795885128795104,NULL,26,2,'r_7','Resource #25','{}');
INSERT INTO "events" VALUES(1099511627803,1,X'01A0000000007000800000000000001A',1794479160000026,1795885128804235,2,27,3,'r_8',NULL,'{"number":26,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627804,1,X'01A0000000007000800000000000001B',1794565620000027,1795885128814853,3,28,1,'r_0','Resource #27','{}');
INSERT INTO "events" VALUES(1099511627805,1,X'01A0000000007000800000000000001C',1794652080000028,1795885128819614,4,9,2,'r_1',NULL,'{"number":28,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627806,1,X'00A0000000007000800000000000001D',1794738540000029,1795885128835154,1,29,3,'r_2','Resource #29','{}');
INSERT INTO "events" VALUES(1099511627807,1,X'01A0000000007000800000000000001E',1793529000000030,1795885128846894,NULL,30,1,'r_3',NULL,'{"number":30,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627808,1,X'01A0000000007000800000000000001F',1793615460000031,1795885128854880,3,31,2,'r_4','Resource #31','{}');
INSERT INTO "events" VALUES(1099511627809,1,X'01A00000000070008000000000000020',1793701920000032,1795885128862846,4,32,3,'r_5',NULL,'{"number":32,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627810,1,X'01A00000000070008000000000000021',1793788380000033,1795885128871683,1,33,1,'r_6','Resource #33','{}');
INSERT INTO "events" VALUES(1099511627811,1,X'01A00000000070008000000000000022',1793874840000034,1795885128881178,2,34,2,'r_7',NULL,'{"number":34,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627812,1,X'01A00000000070008000000000000023',1793961300000035,1795885128891534,NULL,35,3,'r_8','Resource #35','{}');
INSERT INTO "events" VALUES(1099511627813,1,X'01A00000000070008000000000000024',1794047760000036,1795885128901960,4,36,1,'r_0',NULL,'{"number":36,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627814,1,X'01A00000000070008000000000000025',1794134220000037,1795885128911248,1,37,2,'r_1','Resource #37','{}');
INSERT INTO "events" VALUES(1099511627815,1,X'01A00000000070008000000000000026',1794220680000038,1795885128922534,2,38,3,'r_2',NULL,'{"number":38,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627816,1,X'00A00000000070008000000000000027',1794307140000039,1795885128934856,3,39,1,'r_3','Resource #39','{}');
INSERT INTO "events" VALUES(1099511627817,1,X'01A00000000070008000000000000028',1794393600000040,1795885128937715,NULL,21,2,'r_4',NULL,'{"number":40,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627818,1,X'01A00000000070008000000000000029',1794480060000041,1795885128941950,1,40,3,'r_5','Resource #41','{}');
INSERT INTO "events" VALUES(1099511627819,1,X'01A0000000007000800000000000002A',1794566520000042,1795885128945354,2,41,1,'r_6',NULL,'{"number":42,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627820,1,X'01A0000000007000800000000000002B',1794652980000043,1795885128949822,3,42,2,'r_7','Resource #43','{}');
INSERT INTO "events" VALUES(1099511627821,1,X'01A0000000007000800000000000002C',1794739440000044,1795885128953830,4,5,3,'r_8',NULL,'{"number":44,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627822,1,X'01A0000000007000800000000000002D',1793529900000045,1795885128959717,NULL,43,1,'r_0','Resource #45','{}');
INSERT INTO "events" VALUES(1099511627823,1,X'01A0000000007000800000000000002E',1793616360000046,1795885128962394,2,44,2,'r_1',NULL,'{"number":46,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627824,1,X'01A0000000007000800000000000002F',1793702820000047,1795885128967291,3,45,3,'r_2','Resource #47','{}');
INSERT INTO "events" VALUES(1099511627825,1,X'01A00000000070008000000000000030',1793789280000048,1795885128969841,4,46,1,'r_3',NULL,'{"number":48,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627826,1,X'00A00000000070008000000000000031',1793875740000049,1795885128973653,1,47,2,'r_4','Resource #49','{}');
INSERT INTO "events" VALUES(1099511627827,1,X'01A00000000070008000000000000032',1793962200000050,1795885128976502,NULL,48,3,'r_5',NULL,'{"number":50,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627828,1,X'01A00000000070008000000000000033',1794048660000051,1795885128980552,3,49,1,'r_6','Resource #51','{}');
INSERT INTO "events" VALUES(1099511627829,1,X'01A00000000070008000000000000034',1794135120000052,1795885128982015,4,32,2,'r_7',NULL,'{"number":52,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627830,1,X'01A00000000070008000000000000035',1794221580000053,1795885128998516,1,50,3,'r_8','Resource #53','{}');
INSERT INTO "events" VALUES(1099511627831,1,X'01A00000000070008000000000000036',1794308040000054,1795885129002903,2,51,1,'r_0',NULL,'{"number":54,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627832,1,X'01A00000000070008000000000000037',1794394500000055,1795885129007360,NULL,52,2,'r_1','Resource #55','{}');
INSERT INTO "events" VALUES(1099511627833,1,X'01A00000000070008000000000000038',1794480960000056,1795885129010408,4,17,3,'r_2',NULL,'{"number":56,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627834,1,X'01A00000000070008000000000000039',1794567420000057,1795885129019451,1,53,1,'r_3','Resource #57','{}');
INSERT INTO "events" VALUES(1099511627835,1,X'01A0000000007000800000000000003A',1794653880000058,1795885129024082,2,54,2,'r_4',NULL,'{"number":58,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627836,1,X'00A0000000007000800000000000003B',1794740340000059,1795885129026979,3,55,3,'r_5','Resource #59','{}');
INSERT INTO "events" VALUES(1099511627837,1,X'01A0000000007000800000000000003C',1793527200000060,1795885129031285,NULL,1,1,'r_6',NULL,'{"number":60,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627838,1,X'01A0000000007000800000000000003D',1793613660000061,1795885129037724,1,56,2,'r_7','Resource #61','{}');
INSERT INTO "events" VALUES(1099511627839,1,X'01A0000000007000800000000000003E',1793700120000062,1795885129042030,2,57,3,'r_8',NULL,'{"number":62,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627840,1,X'01A0000000007000800000000000003F',1793786580000063,1795885129045740,3,58,1,'r_0','Resource #63','{}');
INSERT INTO "events" VALUES(1099511627841,1,X'01A00000000070008000000000000040',1793873040000064,1795885129048009,4,5,2,'r_1',NULL,'{"number":64,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627842,1,X'01A00000000070008000000000000041',1793959500000065,1795885129050127,NULL,59,3,'r_2','Resource #65','{}');
INSERT INTO "events" VALUES(1099511627843,1,X'01A00000000070008000000000000042',1794045960000066,1795885129052053,2,60,1,'r_3',NULL,'{"number":66,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627844,1,X'01A00000000070008000000000000043',1794132420000067,1795885129058563,3,61,2,'r_4','Resource #67','{}');
INSERT INTO "events" VALUES(1099511627845,1,X'01A00000000070008000000000000044',1794218880000068,1795885129062087,4,9,3,'r_5',NULL,'{"number":68,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627846,1,X'00A00000000070008000000000000045',1794305340000069,1795885129063573,1,62,1,'r_6','Resource #69','{}');
INSERT INTO "events" VALUES(1099511627847,1,X'01A00000000070008000000000000046',1794391800000070,1795885129066829,NULL,63,2,'r_7',NULL,'{"number":70,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627848,1,X'01A00000000070008000000000000047',1794478260000071,1795885129071979,3,64,3,'r_8','Resource #71','{}');
INSERT INTO "events" VALUES(1099511627849,1,X'01A00000000070008000000000000048',1794564720000072,1795885129077385,4,13,1,'r_0',NULL,'{"number":72,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627850,1,X'01A00000000070008000000000000049',1794651180000073,1795885129083406,1,65,2,'r_1','Resource #73','{}');
INSERT INTO "events" VALUES(1099511627851,1,X'01A0000000007000800000000000004A',1794737640000074,1795885129086363,2,66,3,'r_2',NULL,'{"number":74,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627852,1,X'01A0000000007000800000000000004B',1793528100000075,1795885129091943,NULL,67,1,'r_3','Resource #75','{}');
INSERT INTO "events" VALUES(1099511627853,1,X'01A0000000007000800000000000004C',1793614560000076,1795885129096479,4,17,2,'r_4',NULL,'{"number":76,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627854,1,X'01A0000000007000800000000000004D',1793701020000077,1795885129101453,1,68,3,'r_5','Resource #77','{}');
INSERT INTO "events" VALUES(1099511627855,1,X'01A0000000007000800000000000004E',1793787480000078,1795885129109914,2,69,1,'r_6',NULL,'{"number":78,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627856,1,X'00A0000000007000800000000000004F',1793873940000079,1795885129120115,3,70,2,'r_7','Resource #79','{}');
INSERT INTO "events" VALUES(1099511627857,1,X'01A00000000070008000000000000050',1793960400000080,1795885129124539,NULL,21,3,'r_8',NULL,'{"number":80,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627858,1,X'01A00000000070008000000000000051',1794046860000081,1795885129128876,1,71,1,'r_0','Resource #81','{}');
INSERT INTO "events" VALUES(1099511627859,1,X'01A00000000070008000000000000052',1794133320000082,1795885129136529,2,72,2,'r_1',NULL,'{"number":82,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627860,1,X'01A00000000070008000000000000053',1794219780000083,1795885129140837,3,73,3,'r_2','Resource #83','{}');
INSERT INTO "events" VALUES(1099511627861,1,X'01A00000000070008000000000000054',1794306240000084,1795885129147219,4,25,1,'r_3',NULL,'{"number":84,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627862,1,X'01A00000000070008000000000000055',1794392700000085,1795885129151888,NULL,74,2,'r_4','Resource #85','{}');
INSERT INTO "events" VALUES(1099511627863,1,X'01A00000000070008000000000000056',1794479160000086,1795885129159488,2,75,3,'r_5',NULL,'{"number":86,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627864,1,X'01A00000000070008000000000000057',1794565620000087,1795885129166291,3,76,1,'r_6','Resource #87','{}');
INSERT INTO "events" VALUES(1099511627865,1,X'01A00000000070008000000000000058',1794652080000088,1795885129169826,4,9,2,'r_7',NULL,'{"number":88,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627866,1,X'00A00000000070008000000000000059',1794738540000089,1795885129174340,1,77,3,'r_8','Resource #89','{}');
INSERT INTO "events" VALUES(1099511627867,1,X'01A0000000007000800000000000005A',1793529000000090,1795885129181344,NULL,78,1,'r_0',NULL,'{"number":90,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627868,1,X'01A0000000007000800000000000005B',1793615460000091,1795885129184370,3,79,2,'r_1','Resource #91','{}');
INSERT INTO "events" VALUES(1099511627869,1,X'01A0000000007000800000000000005C',1793701920000092,1795885129190292,4,32,3,'r_2',NULL,'{"number":92,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627870,1,X'01A0000000007000800000000000005D',1793788380000093,1795885129196023,1,80,1,'r_3','Resource #93','{}');
INSERT INTO "events" VALUES(1099511627871,1,X'01A0000000007000800000000000005E',1793874840000094,1795885129199369,2,81,2,'r_4',NULL,'{"number":94,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(1099511627872,1,X'01A0000000007000800000000000005F',1793961300000095,1795885129207167,NULL,82,3,'r_5','Resource #95','{}');
INSERT INTO "events" VALUES(2199023255553,2,X'01A0000000007000800000000000005A',1793529000000090,1795885129305088,NULL,83,4,'r_0',NULL,'{"number":90,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(2199023255554,2,X'01A0000000007000800000000000005B',1793615460000091,1795885129314122,5,84,5,'r_1','Resource #91','{}');
INSERT INTO "events" VALUES(2199023255555,2,X'01A0000000007000800000000000005C',1793701920000092,1795885129318927,6,85,6,'r_2',NULL,'{"number":92,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(2199023255556,2,X'01A0000000007000800000000000005D',1793788380000093,1795885129329130,7,86,4,'r_3','Resource #93','{}');
INSERT INTO "events" VALUES(2199023255557,2,X'01A0000000007000800000000000005E',1793874840000094,1795885129337353,8,87,5,'r_4',NULL,'{"number":94,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(2199023255558,2,X'01A0000000007000800000000000005F',1793961300000095,1795885129342018,NULL,88,6,'r_5','Resource #95','{}');
INSERT INTO "events" VALUES(2199023255559,2,X'01A00000000070008000000000000060',1794047760000096,1795885129350817,6,89,4,'r_6',NULL,'{"number":96,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
INSERT INTO "events" VALUES(2199023255560,2,X'01A00000000070008000000000000061',1794134220000097,1795885129354164,7,90,5,'r_7','Resource #97','{}');
INSERT INTO "events" VALUES(2199023255561,2,X'01A00000000070008000000000000062',1794220680000098,1795885129363595,8,91,6,'r_8',NULL,'{"number":98,"big":9223372036854775808,"text":"a\u0000 ''\"\\;--","list":[null,1.5]}');
CREATE TABLE keys (
    key INTEGER PRIMARY KEY,
    account INTEGER NOT NULL,
    digest BLOB NOT NULL UNIQUE,
    prefix TEXT NOT NULL,
    organization TEXT,
    bound INTEGER NOT NULL,
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    revoked_at INTEGER
, expires_at INTEGER) STRICT;
INSERT INTO "keys" VALUES(1,1,X'EED63815E70CD3C18A71CBA68F27120706D369E3E2C7975CAC68671B4E26856E','al_7LMhHq1F',NULL,0,'admin read write',1795885124812134,1795885128545630,NULL,NULL);
INSERT INTO "keys" VALUES(2,2,X'B82BF58F6787D1729BD0771BBD3CDAD0CC790F22AA5781101BFE85B205AC5FAD','al_dDpv4V0z',NULL,0,'admin read write',1795885125477116,1795885129305088,NULL,NULL);
INSERT INTO "keys" VALUES(3,1,X'FB69FFA250D0DACD3144FDCC5152F2BEF7D6E2ECB08D3844C545A3C00381E494','al_MTULovkn','org_1',1,'read',1795885126088258,1795885131495603,NULL,NULL);
INSERT INTO "keys" VALUES(4,1,X'FDB6BE53C6E1546E7A11C2CCD5E2E46DC9BF443482A4F0102940FD8167100564','al_smTDePwE',NULL,0,'admin read write',1795885126716231,NULL,1795885127296415,NULL);
CREATE TABLE kinds (
    kind INTEGER PRIMARY KEY,
    account INTEGER NOT NULL,
    action TEXT NOT NULL,
    resource_type TEXT NOT NULL,
    folded_action TEXT NOT NULL,
    folded_type TEXT NOT NULL,
    UNIQUE (account, action, resource_type)
) STRICT;
INSERT INTO "kinds" VALUES(1,1,'invoice.paid','invoice','invoice.paid','invoice');
INSERT INTO "kinds" VALUES(2,1,'invoice.deleted','user','invoice.deleted','user');
INSERT INTO "kinds" VALUES(3,1,'user.İnvited','Übung','user.i̇nvited','übung');
INSERT INTO "kinds" VALUES(4,2,'invoice.paid','invoice','invoice.paid','invoice');
INSERT INTO "kinds" VALUES(5,2,'invoice.deleted','user','invoice.deleted','user');
INSERT INTO "kinds" VALUES(6,2,'user.İnvited','Übung','user.i̇nvited','übung');
CREATE TABLE organizations (
    organization INTEGER PRIMARY KEY,
    account INTEGER NOT NULL,
    id TEXT NOT NULL,
    UNIQUE (account, id)
) STRICT;
INSERT INTO "organizations" VALUES(1,1,'org_1');
INSERT INTO "organizations" VALUES(2,1,'org_2');
INSERT INTO "organizations" VALUES(3,1,'org_3');
INSERT INTO "organizations" VALUES(4,1,'org_0');
INSERT INTO "organizations" VALUES(5,2,'org_3');
INSERT INTO "organizations" VALUES(6,2,'org_0');
INSERT INTO "organizations" VALUES(7,2,'org_1');
INSERT INTO "organizations" VALUES(8,2,'org_2');
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
INSERT INTO "segments" VALUES(1,1,1,64,64,1793527200000000,1794740340000059);
INSERT INTO "segments" VALUES(2,1,65,66,2,1793873040000064,1793959500000065);
INSERT INTO "segments" VALUES(3,1,67,68,2,1794045960000066,1794132420000067);
INSERT INTO "segments" VALUES(4,1,69,70,2,1794218880000068,1794305340000069);
INSERT INTO "segments" VALUES(5,1,71,72,2,1794391800000070,1794478260000071);
INSERT INTO "segments" VALUES(6,1,73,74,2,1794564720000072,1794651180000073);
INSERT INTO "segments" VALUES(7,1,75,76,2,1793528100000075,1794737640000074);
INSERT INTO "segments" VALUES(8,1,77,78,2,1793614560000076,1793701020000077);
INSERT INTO "segments" VALUES(9,1,79,80,2,1793787480000078,1793873940000079);
INSERT INTO "segments" VALUES(10,1,81,82,2,1793960400000080,1794046860000081);
INSERT INTO "segments" VALUES(11,1,83,84,2,1794133320000082,1794219780000083);
INSERT INTO "segments" VALUES(12,1,85,86,2,1794306240000084,1794392700000085);
INSERT INTO "segments" VALUES(13,1,87,88,2,1794479160000086,1794565620000087);
INSERT INTO "segments" VALUES(14,1,89,90,2,1794652080000088,1794738540000089);
INSERT INTO "segments" VALUES(15,1,91,92,2,1793529000000090,1793615460000091);
INSERT INTO "segments" VALUES(16,1,93,94,2,1793701920000092,1793788380000093);
INSERT INTO "segments" VALUES(17,1,95,96,2,1793874840000094,1793961300000095);
INSERT INTO "segments" VALUES(18,2,1,2,2,1793529000000090,1793615460000091);
INSERT INTO "segments" VALUES(19,2,3,4,2,1793701920000092,1793788380000093);
INSERT INTO "segments" VALUES(20,2,5,6,2,1793874840000094,1793961300000095);
INSERT INTO "segments" VALUES(21,2,7,8,2,1794047760000096,1794134220000097);
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "settings" VALUES('pepper',X'B91007C4AF5AD76516D338AF22ED43934A425F6DB189D2667EAF967B1C0A8EB2');
CREATE TABLE usage (
    account INTEGER NOT NULL,
    month INTEGER NOT NULL,
    events INTEGER NOT NULL,
    PRIMARY KEY (account, month)
) STRICT, WITHOUT ROWID;
INSERT INTO "usage" VALUES(1,24322,96);
INSERT INTO "usage" VALUES(2,24322,9);
CREATE INDEX actors_identity ON actors (account, id, name, email);
CREATE UNIQUE INDEX events_id ON events (account, id);
CREATE INDEX actors_emails ON actors (account, email);
CREATE INDEX actors_numbers ON actors (account);
CREATE INDEX kinds_numbers ON kinds (account);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('segments',21);
COMMIT;
