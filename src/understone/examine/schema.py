"""The tables of a case file, as migrations: each earlier version is brought forward, never guessed at.

A case file is one SQLite file. `PRAGMA application_id` says that it is ours, `PRAGMA user_version` which version.
docs/reference/case-file.md describes every column; a test holds the two together.
"""

APPLICATION_ID = 0x554E4453
"""`UNDS`: tells `file` and us that an SQLite file is a case file."""

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE case_file (
        case_id TEXT NOT NULL,
        created TEXT NOT NULL,
        tool TEXT NOT NULL
    );
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
    CREATE TABLE known_set (
        digest TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        path TEXT NOT NULL,
        description TEXT NOT NULL
    ) WITHOUT ROWID;
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
    CREATE TABLE session (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES run(id),
        started TEXT NOT NULL,
        ended TEXT,
        outcome TEXT,
        environment TEXT NOT NULL
    );
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
    CREATE INDEX entry_pending ON entry (volume_id, id) WHERE state = 'pending';
    CREATE INDEX entry_content ON entry (sha256) WHERE sha256 IS NOT NULL;
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
        detail TEXT NOT NULL,
        PRIMARY KEY (finding_id, rank)
    ) WITHOUT ROWID;
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
    CREATE TABLE note (
        id INTEGER PRIMARY KEY,
        finding_id INTEGER NOT NULL REFERENCES finding(id),
        at TEXT NOT NULL,
        author TEXT NOT NULL,
        text TEXT NOT NULL
    );
    CREATE TABLE tag (
        finding_id INTEGER NOT NULL REFERENCES finding(id),
        tag TEXT NOT NULL,
        at TEXT NOT NULL,
        author TEXT NOT NULL,
        PRIMARY KEY (finding_id, tag)
    ) WITHOUT ROWID;
    """,
    """
    ALTER TABLE finding_listing ADD COLUMN meaning TEXT NOT NULL DEFAULT '';
    """,
    """
    ALTER TABLE media ADD COLUMN camera_make TEXT;
    ALTER TABLE media ADD COLUMN camera_model TEXT;
    ALTER TABLE media ADD COLUMN taken TEXT;
    ALTER TABLE media ADD COLUMN camera_original INTEGER CHECK (camera_original IN (0, 1));
    """,
)

VERSION = len(MIGRATIONS)
