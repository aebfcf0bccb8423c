-- The ledger in PostgreSQL (15 or later). Idempotent. `migrate` fills in {owner}, {application} and {eraser}.
-- Whoever holds the application role can add a true next entry and read; the checks below run in the server, so that a
-- forged seq, time, hash, node or payload is refused even where our own code is not the one that writes.

CREATE SCHEMA IF NOT EXISTS ledger;
REVOKE ALL ON SCHEMA ledger FROM PUBLIC;

CREATE TABLE IF NOT EXISTS ledger.ledger_entry (
    seq bigint PRIMARY KEY CHECK (seq >= 0), leaf text NOT NULL, leaf_hash bytea NOT NULL);
CREATE TABLE IF NOT EXISTS ledger.ledger_payload (
    seq bigint PRIMARY KEY, salt bytea NOT NULL, payload text NOT NULL);
CREATE TABLE IF NOT EXISTS ledger.ledger_erased (
    seq bigint PRIMARY KEY);
CREATE TABLE IF NOT EXISTS ledger.ledger_node (
    level integer NOT NULL CHECK (level BETWEEN 1 AND 62), idx bigint NOT NULL CHECK (idx >= 0), hash bytea NOT NULL,
    PRIMARY KEY (level, idx));
CREATE TABLE IF NOT EXISTS ledger.ledger_checkpoint (
    size bigint PRIMARY KEY, note text NOT NULL);
CREATE TABLE IF NOT EXISTS ledger.cosignature (
    size bigint NOT NULL, line text NOT NULL, PRIMARY KEY (size, line));
CREATE TABLE IF NOT EXISTS ledger.verifier_key (
    vkey text PRIMARY KEY);

-- A plan that a session made while the tables were small is kept: without the three settings it would go on reading
-- whole tables once they are large.

-- The next entries and nothing else: seq without a gap, hash and seq those of the leaf, times not descending.
CREATE OR REPLACE FUNCTION ledger.entry_follows() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    before record;
    wrong bigint;
BEGIN
    SELECT seq, leaf::json ->> 'at' AS at INTO before FROM ledger.ledger_entry
        WHERE seq < (SELECT min(seq) FROM added) ORDER BY seq DESC LIMIT 1;
    SELECT seq INTO wrong FROM (
            SELECT a.seq, a.leaf_hash, sha256('\x00'::bytea || convert_to(a.leaf, 'UTF8')) AS true_hash,
                   l.seq AS leaf_seq, l.at,
                   lag(a.seq, 1, coalesce(before.seq, -1)) OVER later AS seq_before,
                   lag(l.at, 1, before.at) OVER later AS at_before
            FROM added AS a CROSS JOIN LATERAL json_to_record(a.leaf::json) AS l (seq bigint, at text)
            WINDOW later AS (ORDER BY a.seq)) AS each
        WHERE seq <> seq_before + 1 OR leaf_hash <> true_hash OR leaf_seq IS DISTINCT FROM seq OR at IS NULL
           OR at COLLATE "C" < at_before COLLATE "C"
        ORDER BY seq LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the ledger refuses entry %: it is not the next one, or not what its hash says', wrong
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

-- A payload is the one that its leaf commits to, and is not put back once it is erased.
CREATE OR REPLACE FUNCTION ledger.payload_fits() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    wrong bigint;
BEGIN
    SELECT a.seq INTO wrong
        FROM added AS a LEFT JOIN ledger.ledger_entry AS e USING (seq) LEFT JOIN ledger.ledger_erased AS x USING (seq)
        WHERE e.seq IS NULL OR x.seq IS NOT NULL OR octet_length(a.salt) <> 32
           OR encode(sha256(a.salt || convert_to(a.payload, 'UTF8')), 'hex')
              IS DISTINCT FROM (e.leaf::json ->> 'commit')
        LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the ledger refuses the payload of entry %: its leaf does not commit to it', wrong
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

-- A node is the hash of its two children, which are there (RFC 6962 §2.1).
CREATE OR REPLACE FUNCTION ledger.node_fits() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    wrong record;
BEGIN
    SELECT a.level, a.idx INTO wrong FROM added AS a
        WHERE a.hash IS DISTINCT FROM sha256('\x01'::bytea
            || CASE a.level WHEN 1 THEN (SELECT leaf_hash FROM ledger.ledger_entry WHERE seq = 2 * a.idx)
               ELSE (SELECT hash FROM ledger.ledger_node WHERE level = a.level - 1 AND idx = 2 * a.idx) END
            || CASE a.level WHEN 1 THEN (SELECT leaf_hash FROM ledger.ledger_entry WHERE seq = 2 * a.idx + 1)
               ELSE (SELECT hash FROM ledger.ledger_node WHERE level = a.level - 1 AND idx = 2 * a.idx + 1) END)
        LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the ledger refuses node % of level %: it is not the hash of its children',
            wrong.idx, wrong.level USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION ledger.only_grows() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the ledger only grows' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE FUNCTION ledger.payload_erasable() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM ledger.ledger_erased WHERE seq = OLD.seq) THEN
        RAISE EXCEPTION 'the ledger only grows' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END $$;

-- The one way to erase: notes the entry as erased, then removes its payload and salt.
CREATE OR REPLACE FUNCTION ledger.erase_payloads(seqs bigint[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM unnest(seqs) AS s (seq)
               WHERE s.seq IS NULL OR NOT EXISTS (SELECT 1 FROM ledger.ledger_entry AS e WHERE e.seq = s.seq)) THEN
        RAISE EXCEPTION 'the ledger has no such entry to erase' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    INSERT INTO ledger.ledger_erased SELECT unnest(seqs);
    DELETE FROM ledger.ledger_payload WHERE seq = ANY (seqs);
END $$;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;

DO $$
DECLARE
    grown text;
BEGIN
    FOREACH grown IN ARRAY ARRAY['ledger_entry', 'ledger_payload', 'ledger_erased', 'ledger_node',
                                 'ledger_checkpoint', 'cosignature', 'verifier_key'] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER no_update BEFORE UPDATE ON ledger.%I'
                       ' FOR EACH ROW EXECUTE FUNCTION ledger.only_grows()', grown);
        EXECUTE format('CREATE OR REPLACE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.%I'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION ledger.only_grows()', grown);
        IF grown <> 'ledger_payload' THEN
            EXECUTE format('CREATE OR REPLACE TRIGGER no_delete BEFORE DELETE ON ledger.%I'
                           ' FOR EACH ROW EXECUTE FUNCTION ledger.only_grows()', grown);
        END IF;
    END LOOP;
END $$;
CREATE OR REPLACE TRIGGER no_delete BEFORE DELETE ON ledger.ledger_payload
    FOR EACH ROW EXECUTE FUNCTION ledger.payload_erasable();
CREATE OR REPLACE TRIGGER follows AFTER INSERT ON ledger.ledger_entry REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.entry_follows();
CREATE OR REPLACE TRIGGER fits AFTER INSERT ON ledger.ledger_payload REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.payload_fits();
CREATE OR REPLACE TRIGGER fits AFTER INSERT ON ledger.ledger_node REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.node_fits();

GRANT USAGE ON SCHEMA ledger TO {application}, {eraser};
REVOKE ALL ON ALL TABLES IN SCHEMA ledger FROM PUBLIC;
GRANT SELECT ON ALL TABLES IN SCHEMA ledger TO {application};
GRANT INSERT ON ledger.ledger_entry, ledger.ledger_payload, ledger.ledger_node, ledger.ledger_checkpoint,
    ledger.cosignature, ledger.verifier_key TO {application};
GRANT EXECUTE ON FUNCTION ledger.erase_payloads(bigint[]) TO {eraser};
