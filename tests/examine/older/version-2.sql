PRAGMA application_id = 1431192659;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE case_file (
        case_id TEXT NOT NULL,
        created TEXT NOT NULL,
        tool TEXT NOT NULL
    );
INSERT INTO "case_file" VALUES('c085c98d-ef4d-4b68-a315-27b367c72843','2026-11-30T18:51:52Z','0.1.0');
CREATE TABLE entry (
        id INTEGER PRIMARY KEY,
        volume_id INTEGER NOT NULL REFERENCES volume(id),
        sequence INTEGER NOT NULL,
        path TEXT NOT NULL,
        path_bytes BLOB,
        stream TEXT NOT NULL,
        inode TEXT NOT NULL,
        address TEXT NOT NULL,
        kind TEXT NOT NULL,
        allocation TEXT NOT NULL,
        size INTEGER NOT NULL,
        created TEXT,
        modified TEXT,
        accessed TEXT,
        changed TEXT,
        runs TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN
            ('pending', 'read', 'empty', 'no content', 'reused', 'skipped', 'unreadable', 'failed')),
        reason TEXT NOT NULL DEFAULT '',
        md5 BLOB,
        sha1 BLOB,
        sha256 BLOB,
        recognised TEXT NOT NULL DEFAULT '',
        UNIQUE (volume_id, sequence)
    );
INSERT INTO "entry" VALUES(1,1,0,'/DCIM',NULL,'','2237517','-:DCIM','folder','allocated',0,NULL,'2026-11-30T18:51:18.459587674Z','2026-11-30T18:51:18.202168966Z','2026-11-30T18:51:18.459587674Z','','no content','',NULL,NULL,NULL,'');
INSERT INTO "entry" VALUES(2,1,1,'/DCIM/IMG_0001.JPG',NULL,'','2237518','11226.1796064678459318378:DCIM/IMG_0001.JPG','file','allocated',11226,NULL,'2026-11-30T18:51:18.459318378Z','2026-11-30T18:51:18.458168974Z','2026-11-30T18:51:18.459318378Z','','read','',X'9C2776FEDDCA3E3312E4C2258B257523',X'8882A064DB03EFD00C8A2145E03FB375AFA1710D',X'DB61A5A297215C5698CE9B07EFA9E526E4F43014F7F89857E0846D9D8D81C6F5','hit');
INSERT INTO "entry" VALUES(3,1,2,'/DCIM/IMG_0002.JPG',NULL,'','2237519','8160.1796064678459479270:DCIM/IMG_0002.JPG','file','allocated',8160,NULL,'2026-11-30T18:51:18.459479270Z','2026-11-30T18:51:18.459318378Z','2026-11-30T18:51:18.459479270Z','','read','',X'82F982D0391874D1BC7E17A3A55C7748',X'292B396A139096795D0021B403751258F8B54DA2',X'AE25083B167B64E7F60FA3CC2CA19421EE19C5088240053BF90AC120E9963F2A','');
INSERT INTO "entry" VALUES(4,1,3,'/DCIM/broken.jpg',NULL,'','2237523','4080.1796064678459687090:DCIM/broken.jpg','file','allocated',4080,NULL,'2026-11-30T18:51:18.459687090Z','2026-11-30T18:51:18.459587674Z','2026-11-30T18:51:18.459687090Z','','read','',X'3D268C4B621D39600B9E3C982E3753E4',X'2076B264CF476A208064FC5D9BEF60252A23DC48',X'A124ABC178EA997640C2A04CF87B09820DBD7C5F729484E1DDF1EE1B6781B35B','');
INSERT INTO "entry" VALUES(5,1,4,'/notes.txt',NULL,'','2237520','8.1796064678459587674:notes.txt','file','allocated',8,NULL,'2026-11-30T18:51:18.459587674Z','2026-11-30T18:51:18.459479270Z','2026-11-30T18:51:18.459587674Z','','read','',X'3618634FC7650E537697FD7F542002C0',X'44E96B8194086D804744ACBA2293AC0020D81B63',NULL,'');
CREATE TABLE error (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES run(id),
        key TEXT NOT NULL,
        stage TEXT NOT NULL,
        volume INTEGER,
        path TEXT NOT NULL,
        inode TEXT NOT NULL,
        what TEXT NOT NULL,
        UNIQUE (run_id, key)
    );
INSERT INTO "error" VALUES(1,1,'decode a124abc178ea997640c2a04cf87b09820dbd7c5f729484e1ddf1ee1b6781b35b','decode',NULL,'','','truncated: the file ends before the picture does');
CREATE TABLE evidence (
        id INTEGER PRIMARY KEY,
        fingerprint TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        path TEXT NOT NULL,
        kind TEXT NOT NULL,
        size INTEGER,
        segments TEXT NOT NULL,
        stored_digests TEXT NOT NULL
    );
INSERT INTO "evidence" VALUES(1,'3d7c576671a8673aec61bd92db892797b4f7064a67f9d3eafe7460043fd0b545','folder','folder','folder',NULL,'[]','{}');
CREATE TABLE finding (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES run(id),
        entry_id INTEGER NOT NULL REFERENCES entry(id),
        sha256 BLOB,
        how TEXT NOT NULL CHECK (how IN ('exact', 'near')),
        distance INTEGER NOT NULL,
        confirmed TEXT NOT NULL DEFAULT '' CHECK (confirmed IN ('', 'confirmed', 'differs', 'unreadable')),
        UNIQUE (run_id, entry_id)
    );
INSERT INTO "finding" VALUES(1,1,2,X'DB61A5A297215C5698CE9B07EFA9E526E4F43014F7F89857E0846D9D8D81C6F5','exact',0,'confirmed');
CREATE TABLE finding_listing (
        finding_id INTEGER NOT NULL REFERENCES finding(id),
        rank INTEGER NOT NULL,
        how TEXT NOT NULL,
        digest TEXT NOT NULL,
        distance INTEGER NOT NULL,
        known_set TEXT NOT NULL REFERENCES known_set(digest),
        source TEXT NOT NULL,
        source_format TEXT NOT NULL,
        record INTEGER NOT NULL,
        media_id TEXT,
        category INTEGER,
        scheme TEXT NOT NULL,
        agrees TEXT NOT NULL,
        contradicts TEXT NOT NULL,
        detail TEXT NOT NULL, meaning TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (finding_id, rank)
    ) WITHOUT ROWID;
INSERT INTO "finding_listing" VALUES(1,1,'exact','sha1',0,'130beb7ab83feca00215cf7c94ac6445c322632b8741c75a94c1752472b0672f','hits.json','VICS',1,'1',1,'VICS 2.0 Default','md5','','[["Series","Synthetic Kettles"]]','');
CREATE TABLE known_set (
        digest TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        path TEXT NOT NULL,
        description TEXT NOT NULL
    ) WITHOUT ROWID;
INSERT INTO "known_set" VALUES('130beb7ab83feca00215cf7c94ac6445c322632b8741c75a94c1752472b0672f','hits','hits','hits','{"counts":{"listings":1,"md5":1,"pdq":0,"photodna":0,"sha1":1,"sha256":0},"sources":[{"format":"VICS","name":"hits.json","sha256":"23458f2b9a5abfc7ab7758d914d3503e9539f5adf0fa47b1b4359b9cd988719e"}]}');
CREATE TABLE media (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES run(id),
        sha256 BLOB NOT NULL,
        md5 BLOB,
        sha1 BLOB,
        size INTEGER NOT NULL,
        family TEXT NOT NULL CHECK (family IN ('picture', 'video')),
        format TEXT NOT NULL,
        mime TEXT NOT NULL,
        width INTEGER,
        height INTEGER,
        pdq BLOB,
        quality INTEGER,
        decoding TEXT NOT NULL CHECK (decoding IN ('decoded', 'undecodable', 'not decoded')),
        reason TEXT NOT NULL,
        near TEXT NOT NULL CHECK (near IN ('checked', 'low quality', 'undecodable', 'not decoded', 'no list to check')),
        recognised TEXT NOT NULL CHECK (recognised IN ('hit', 'known-good', 'unrecognised')),
        UNIQUE (run_id, sha256)
    );
INSERT INTO "media" VALUES(1,1,X'DB61A5A297215C5698CE9B07EFA9E526E4F43014F7F89857E0846D9D8D81C6F5',X'9C2776FEDDCA3E3312E4C2258B257523',X'8882A064DB03EFD00C8A2145E03FB375AFA1710D',11226,'picture','JPEG','image/jpeg',160,160,X'4D6B12F3AD56CF29C79CABD2506FA83494196C819EDD04DE0A26B855FC99B724',100,'decoded','','no list to check','hit');
INSERT INTO "media" VALUES(2,1,X'AE25083B167B64E7F60FA3CC2CA19421EE19C5088240053BF90AC120E9963F2A',X'82F982D0391874D1BC7E17A3A55C7748',X'292B396A139096795D0021B403751258F8B54DA2',8160,'picture','JPEG','image/jpeg',160,120,X'89609E769E66365CF983B8668826F07C21A6F9E61E36E1F8C79927E67C0299E0',100,'decoded','','no list to check','unrecognised');
INSERT INTO "media" VALUES(3,1,X'A124ABC178EA997640C2A04CF87B09820DBD7C5F729484E1DDF1EE1B6781B35B',X'3D268C4B621D39600B9E3C982E3753E4',X'2076B264CF476A208064FC5D9BEF60252A23DC48',4080,'picture','JPEG','image/jpeg',NULL,NULL,NULL,NULL,'undecodable','truncated: the file ends before the picture does','undecodable','unrecognised');
CREATE TABLE note (
        id INTEGER PRIMARY KEY,
        finding_id INTEGER NOT NULL REFERENCES finding(id),
        at TEXT NOT NULL,
        author TEXT NOT NULL,
        text TEXT NOT NULL
    );
CREATE TABLE run (
        id INTEGER PRIMARY KEY,
        evidence_id INTEGER NOT NULL REFERENCES evidence(id),
        key TEXT NOT NULL,
        tool TEXT NOT NULL,
        known_sets TEXT NOT NULL,
        options TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('unfinished', 'complete')),
        stored_digest_check TEXT,
        evidence_unchanged INTEGER,
        export_digest TEXT,
        UNIQUE (evidence_id, key)
    );
INSERT INTO "run" VALUES(1,1,'124aba3716b855e1c65e215bb1a2f8c85aed123cc2cfbffb9e375218a19f1b6f','understone 0.1.0','["130beb7ab83feca00215cf7c94ac6445c322632b8741c75a94c1752472b0672f"]','{"exact_only":false,"radius":31}','complete',NULL,1,'74a9c145d0704e670e0eb43223332149902bb1eac6fc42e5a56eeae63a6f3e4e');
CREATE TABLE session (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES run(id),
        started TEXT NOT NULL,
        ended TEXT,
        outcome TEXT,
        environment TEXT NOT NULL
    );
INSERT INTO "session" VALUES(1,1,'2026-11-30T18:51:52Z','2026-11-30T18:51:52Z','complete','{}');
CREATE TABLE tag (
        finding_id INTEGER NOT NULL REFERENCES finding(id),
        tag TEXT NOT NULL,
        at TEXT NOT NULL,
        author TEXT NOT NULL,
        PRIMARY KEY (finding_id, tag)
    ) WITHOUT ROWID;
CREATE TABLE volume (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES run(id),
        ordinal INTEGER NOT NULL,
        scheme TEXT NOT NULL,
        label TEXT NOT NULL,
        file_system TEXT NOT NULL,
        offset INTEGER NOT NULL,
        length INTEGER NOT NULL,
        state TEXT NOT NULL,
        reason TEXT NOT NULL,
        walk TEXT NOT NULL CHECK (walk IN ('pending', 'complete', 'none')),
        not_entered TEXT NOT NULL DEFAULT '[]',
        UNIQUE (run_id, ordinal)
    );
INSERT INTO "volume" VALUES(1,1,0,'folder','folder','folder',0,0,'open','','complete','[]');
CREATE INDEX entry_pending ON entry (volume_id, id) WHERE state = 'pending';
CREATE INDEX entry_content ON entry (sha256) WHERE sha256 IS NOT NULL;
COMMIT;
