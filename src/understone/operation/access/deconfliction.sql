-- Deconfliction (specification §10): the role {deconf} alone holds the keys and the tags. A session has no right to any
-- table of its schema; it calls the functions below, which make tags of selectors that are stored and in its sight, and
-- give back what happened to rows, never a tag. Idempotent; run by `installing` after hiding.sql.
--
-- tag = HMAC-SHA256(epoch key, kind ‖ 0x1f ‖ normal form). Tags of one value in several epochs are `same`, so that keys
-- change and what is known stays known. Everything that is stored is tagged under every live epoch; the oldest finds it.

CREATE SCHEMA IF NOT EXISTS deconf;
ALTER SCHEMA deconf OWNER TO {deconf};
CREATE TABLE IF NOT EXISTS deconf.epoch (
    number integer PRIMARY KEY, inner_pad bytea NOT NULL, outer_pad bytea NOT NULL, begun timestamptz NOT NULL);
CREATE SEQUENCE IF NOT EXISTS deconf.same;
CREATE TABLE IF NOT EXISTS deconf.tag (
    epoch integer NOT NULL, tag bytea NOT NULL, same bigint NOT NULL, PRIMARY KEY (epoch, tag));
-- Who holds it: a selector in its organisation and compartment. What passed its cap is not `live`, and meets nothing.
CREATE TABLE IF NOT EXISTS deconf.holder (
    selector uuid PRIMARY KEY, same bigint NOT NULL, org uuid NOT NULL, comp uuid NOT NULL,
    asked_at timestamptz NOT NULL, live boolean NOT NULL);
CREATE INDEX IF NOT EXISTS holder_same ON deconf.holder (same, org, comp);
-- Which two sides met on what, and the row that each of them sees. Side a is the smaller of the two.
CREATE TABLE IF NOT EXISTS deconf.met (
    hit uuid PRIMARY KEY, same bigint NOT NULL,
    org_a uuid NOT NULL, comp_a uuid NOT NULL, row_a uuid NOT NULL UNIQUE,
    org_b uuid NOT NULL, comp_b uuid NOT NULL, row_b uuid NOT NULL UNIQUE,
    UNIQUE (same, org_a, comp_a, org_b, comp_b));
-- How much a person offered and stored by hand.
CREATE TABLE IF NOT EXISTS deconf.effort (
    person uuid NOT NULL, kind text NOT NULL, at timestamptz NOT NULL, much integer NOT NULL);
CREATE INDEX IF NOT EXISTS effort_person ON deconf.effort (person, kind, at);

-- RFC 2104: the key, filled up with zeros to a block of 64 bytes, each combined with `fill` (0x36 inside, 0x5c outside).
CREATE OR REPLACE FUNCTION us_hmac_pad(secret bytea, fill integer) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg(set_byte('\x00'::bytea, 0, (CASE WHEN n < length(k.key) THEN get_byte(k.key, n) ELSE 0 END) # fill),
                      ''::bytea ORDER BY n)
    FROM (SELECT CASE WHEN length(secret) > 64 THEN sha256(secret) ELSE secret END AS key) AS k
    CROSS JOIN generate_series(0, 63) AS n
$$;
CREATE OR REPLACE FUNCTION us_hmac(inner_pad bytea, outer_pad bytea, message bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT sha256(outer_pad || sha256(inner_pad || message)) $$;
CREATE OR REPLACE FUNCTION us_deconf_message(kind text, normal text) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT convert_to(kind, 'UTF8') || '\x1f'::bytea || convert_to(normal, 'UTF8') $$;

-- A new epoch; its key is 256 bits of the server's own strong random source.
CREATE OR REPLACE FUNCTION us_deconf_new_epoch() RETURNS integer LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    secret bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
    newest integer := (SELECT coalesce(max(e.number), 0) + 1 FROM deconf.epoch AS e);
BEGIN
    INSERT INTO deconf.epoch (number, inner_pad, outer_pad, begun)
        VALUES (newest, us_hmac_pad(secret, 54), us_hmac_pad(secret, 92), us_now());
    RETURN newest;
END $$;

-- Hold the keys as they are to the end of the transaction, with one of this year among them; give the oldest epoch.
CREATE OR REPLACE FUNCTION us_deconf_begin() RETURNS integer LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(6072345861);
    IF NOT EXISTS (SELECT 1 FROM deconf.epoch AS e WHERE e.begun > us_now() - interval '1 year') THEN
        -- Two that find it too old at once: the second waits here, and finds it made.
        LOCK TABLE deconf.epoch IN SHARE ROW EXCLUSIVE MODE;
        IF NOT EXISTS (SELECT 1 FROM deconf.epoch AS e WHERE e.begun > us_now() - interval '1 year') THEN
            PERFORM us_deconf_new_epoch();
        END IF;
    END IF;
    RETURN (SELECT min(e.number) FROM deconf.epoch AS e);
END $$;

-- May the session read a row with these walls? As the policy us_read says it (rules.sql).
CREATE OR REPLACE FUNCTION us_deconf_sees(org uuid, comp uuid, shared uuid[], restricted boolean, roots uuid[])
RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce(us_deconf_sees.comp = ANY (us_comps())
        AND (us_deconf_sees.org = us_org() OR us_org() = ANY (shared))
        AND (NOT us_deconf_sees.restricted OR us_on_list(us_deconf_sees.roots)), false)
$$;

-- Who a side's duty contacts are, those with the least open work first: its analysts or investigators, not the one who
-- is at work in this call where there is another; then supervisors; then the commander. Behind a wall who is on its list.
CREATE OR REPLACE FUNCTION us_deconf_contacts(organisation_id uuid, compartment_id uuid, roots uuid[]) RETURNS uuid[]
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH hidden AS (
        SELECT ARRAY(SELECT s.id FROM subject AS s WHERE s.id = ANY (us_deconf_contacts.roots) AND s.restricted) AS keys
    ), near AS (
        SELECT p.id, p.pseudonym, p.roles, p.org_id = organisation_id AS own,
               cardinality(hidden.keys) = 0 AS plain,
               cardinality(hidden.keys) = 0 OR us_reads_all(p.id, hidden.keys) AS reads,
               EXISTS (SELECT 1 FROM membership AS m
                       WHERE m.user_id = p.id AND m.comp_id = compartment_id AND m.until > us_now()) AS inside
        FROM person AS p CROSS JOIN hidden WHERE p.active AND NOT p.roles && ARRAY['AU', 'AD']
    ), placed AS (
        SELECT id, pseudonym,
               CASE WHEN own AND inside AND reads AND roles && ARRAY['AN', 'IN'] AND id IS DISTINCT FROM us_user() THEN 1
                    WHEN own AND inside AND reads AND roles && ARRAY['SV'] THEN 2
                    WHEN own AND inside AND reads AND roles && ARRAY['AN', 'IN'] THEN 3
                    WHEN inside AND reads AND 'CO' = ANY (roles) THEN 4
                    WHEN reads AND NOT plain THEN 5
                    WHEN 'CO' = ANY (roles) THEN 6
                    WHEN own THEN 7 END AS rung
        FROM near
    )
    SELECT array_agg(p.id ORDER BY (SELECT count(*) FROM task AS t WHERE t.owner_id = p.id AND t.state = 'open'),
                     p.pseudonym)
    FROM placed AS p WHERE p.rung = (SELECT min(rung) FROM placed)
$$;

-- Make the tags of these selectors, as far as the session sees them, and a hit for each other side that holds the same.
-- Gives for each hit two rows of deconfliction_hit and two of task, new all of them; `side` is the organisation's code.
CREATE OR REPLACE FUNCTION us_deconf_tag(selectors uuid[], span interval, operation uuid)
RETURNS TABLE (hit uuid, entity text, key uuid, about uuid, side text, owner uuid, due timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    moment timestamptz := us_now();
    nobody uuid := '00000000-0000-0000-0000-000000000000';
    oldest integer := us_deconf_begin();
    mine uuid[];
    tags bytea[];
BEGIN
    SELECT array_agg(s.id), array_agg(us_hmac(e.inner_pad, e.outer_pad, us_deconf_message(s.kind, s.normal)))
    INTO mine, tags
    FROM selector AS s CROSS JOIN (SELECT x.inner_pad, x.outer_pad FROM deconf.epoch AS x WHERE x.number = oldest) AS e
    WHERE s.id = ANY (selectors) AND s.strength IN ('S', 'M') AND NOT s.capped
      AND us_deconf_sees(s.org_id, s.comp_id, s.shared_to, s.restricted, s.roots);
    UPDATE deconf.holder AS h SET live = false
    WHERE h.live AND h.selector = ANY (selectors) AND h.selector <> ALL (coalesce(mine, '{}'))
      AND EXISTS (SELECT 1 FROM selector AS s WHERE s.id = h.selector AND (s.capped OR s.strength = 'W')
                  AND us_deconf_sees(s.org_id, s.comp_id, s.shared_to, s.restricted, s.roots));
    IF mine IS NULL THEN
        RETURN;
    END IF;
    -- In one order, so that two that store the same values wait for each other and not both for both. Whoever comes
    -- second sees what the first has stored: of two sides at once, one finds the other.
    INSERT INTO deconf.tag (epoch, tag, same)
        SELECT oldest, t.tag, nextval('deconf.same') FROM (SELECT DISTINCT u AS tag FROM unnest(tags) AS u ORDER BY 1) AS t
        WHERE NOT EXISTS (SELECT 1 FROM deconf.tag AS k WHERE k.epoch = oldest AND k.tag = t.tag)
        ON CONFLICT DO NOTHING;
    PERFORM 1 FROM deconf.tag AS k WHERE k.epoch = oldest AND k.tag = ANY (tags) ORDER BY k.tag FOR UPDATE;
    INSERT INTO deconf.holder (selector, same, org, comp, asked_at, live)
        SELECT s.id, (SELECT k.same FROM deconf.tag AS k WHERE k.epoch = oldest AND k.tag = m.tag),
               s.org_id, s.comp_id, moment, true
        FROM unnest(mine, tags) AS m (id, tag) JOIN selector AS s ON s.id = m.id
        ON CONFLICT (selector) DO UPDATE SET asked_at = excluded.asked_at, live = true;
    INSERT INTO deconf.tag (epoch, tag, same)
        SELECT e.number, us_hmac(e.inner_pad, e.outer_pad, us_deconf_message(s.kind, s.normal)), h.same
        FROM deconf.holder AS h JOIN selector AS s ON s.id = h.selector CROSS JOIN deconf.epoch AS e
        WHERE h.selector = ANY (mine) AND e.number > oldest
        ON CONFLICT DO NOTHING;

    RETURN QUERY
        WITH pairs AS (
            SELECT DISTINCT o.same,
                   CASE WHEN f.own THEN o.org ELSE t.org END AS org_a,
                   CASE WHEN f.own THEN o.comp ELSE t.comp END AS comp_a,
                   CASE WHEN f.own THEN t.org ELSE o.org END AS org_b,
                   CASE WHEN f.own THEN t.comp ELSE o.comp END AS comp_b
            FROM deconf.holder AS o
            JOIN deconf.holder AS t ON t.same = o.same AND t.live AND (t.org, t.comp) <> (o.org, o.comp)
            CROSS JOIN LATERAL (SELECT (o.org, o.comp) < (t.org, t.comp) AS own) AS f
            WHERE o.selector = ANY (mine)
        ), new AS (
            INSERT INTO deconf.met (hit, same, org_a, comp_a, row_a, org_b, comp_b, row_b)
            SELECT gen_random_uuid(), p.same, p.org_a, p.comp_a, gen_random_uuid(), p.org_b, p.comp_b, gen_random_uuid()
            FROM pairs AS p ON CONFLICT DO NOTHING RETURNING *
        ), sides AS (
            SELECT n.hit, n.same, n.row_a AS id, n.org_a AS org, n.comp_a AS comp FROM new AS n
            UNION ALL SELECT n.hit, n.same, n.row_b, n.org_b, n.comp_b FROM new AS n
        ), walled AS (  -- behind a wall where all that the side has of it is; a selector that is not hidden comes first
            SELECT d.hit, d.id, d.org, d.comp, w.restricted, w.wall,
                   CASE WHEN w.restricted THEN w.roots ELSE '{}' END AS roots
            FROM sides AS d CROSS JOIN LATERAL (
                SELECT s.restricted, s.wall, s.roots FROM deconf.holder AS h JOIN selector AS s ON s.id = h.selector
                WHERE h.same = d.same AND h.org = d.org AND h.comp = d.comp ORDER BY s.restricted, s.id LIMIT 1) AS w
        ), places AS MATERIALIZED (
            SELECT p.org, p.comp, p.roots, us_deconf_contacts(p.org, p.comp, p.roots) AS people
            FROM (SELECT DISTINCT w.org, w.comp, w.roots FROM walled AS w) AS p
        ), dealt AS (
            SELECT w.*, p.people[1 + (row_number() OVER (PARTITION BY w.org, w.comp, w.roots ORDER BY w.hit) - 1)
                                     % cardinality(p.people)] AS owner
            FROM walled AS w JOIN places AS p USING (org, comp, roots)
        ), made AS (
            INSERT INTO deconfliction_hit (id, org_id, comp_id, shared_to, restricted, roots, wall, rev, op_id, recorded_at,
                                           recorded_by, state, owner_id, due, hit, contact_id)
            SELECT d.id, d.org, d.comp,
                   '{}',  -- not even a force's to the agency, who may be the other side
                   d.restricted, d.roots, d.wall, 1, operation, moment, nobody, 'open', d.owner, moment + span, d.hit,
                   d.owner
            FROM dealt AS d RETURNING *
        ), tasks AS (
            INSERT INTO task (id, org_id, comp_id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by,
                              entity, object, kind, n, state, owner_id, set_at, due, level)
            SELECT us_uuid7(), m.org_id, m.comp_id, '{}', m.restricted, m.roots, m.wall, 1, operation, moment, nobody,
                   'deconfliction_hit', m.id, 'acknowledge', 1, 'open', m.owner_id, moment, m.due, 0
            FROM made AS m RETURNING *
        )
        SELECT m.hit, 'deconfliction_hit', m.id, m.id, g.code, m.owner_id, m.due
        FROM made AS m JOIN organisation AS g ON g.id = m.org_id
        UNION ALL
        SELECT m.hit, 'task', t.id, t.object, NULL, t.owner_id, t.due FROM tasks AS t JOIN made AS m ON m.id = t.object;
END $$;

-- Count what a person offers, or stores by hand, and give how much it is since then, this included.
CREATE OR REPLACE FUNCTION us_deconf_effort(what text, more integer, since timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('deconf effort ' || us_user()::text, 0));
    INSERT INTO deconf.effort (person, kind, at, much) VALUES (us_user(), what, us_now(), more);
    RETURN (SELECT sum(e.much) FROM deconf.effort AS e WHERE e.person = us_user() AND e.kind = what AND e.at >= since);
END $$;

-- When the tags of these selectors, as far as the session sees them, were made last.
CREATE OR REPLACE FUNCTION us_deconf_asked(selectors uuid[]) RETURNS TABLE (selector uuid, asked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.id, h.asked_at FROM selector AS s LEFT JOIN deconf.holder AS h ON h.selector = s.id AND h.live
    WHERE s.id = ANY (selectors) AND us_deconf_sees(s.org_id, s.comp_id, s.shared_to, s.restricted, s.roots)
$$;

-- The rows in which the sides of these selectors see hits on them; for the steps of restricting and for us_deconf_hits.
CREATE OR REPLACE FUNCTION us_deconf_rows(selectors uuid[]) RETURNS TABLE (key uuid, hit uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT CASE WHEN (m.org_a, m.comp_a) = (h.org, h.comp) THEN m.row_a ELSE m.row_b END, m.hit
    FROM deconf.holder AS h JOIN deconf.met AS m ON m.same = h.same
    WHERE h.selector = ANY (selectors) AND (h.org, h.comp) IN ((m.org_a, m.comp_a), (m.org_b, m.comp_b))
$$;

-- How the hits on these selectors stand, as far as the session sees the selectors. One is resolved where both sides say so:
-- a session can write its own.
CREATE OR REPLACE FUNCTION us_deconf_hits(selectors uuid[])
RETURNS TABLE (hit uuid, resolved boolean, acked boolean, other_acked boolean, said text, other_said text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT r.hit, d.state = 'resolved' AND o.state = 'resolved' AND d.outcome = o.outcome,
           d.acked_at IS NOT NULL, o.acked_at IS NOT NULL, d.said, o.said
    FROM us_deconf_rows(ARRAY(SELECT s.id FROM selector AS s WHERE s.id = ANY (selectors)
                              AND us_deconf_sees(s.org_id, s.comp_id, s.shared_to, s.restricted, s.roots))) AS r
    JOIN deconf.met AS m ON m.hit = r.hit
    JOIN deconfliction_hit AS d ON d.id = r.key
    JOIN deconfliction_hit AS o ON o.id = CASE r.key WHEN m.row_a THEN m.row_b ELSE m.row_a END
$$;

-- What a side is told of the other one, of hits that the session sees: its contact, whether it has acknowledged, what it
-- says. `by_me`: the session's own person spoke for it.
CREATE OR REPLACE FUNCTION us_deconf_other(keys uuid[])
RETURNS TABLE (key uuid, contact text, acked boolean, said text, by_me boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT d.id, p.pseudonym, o.acked_at IS NOT NULL, o.said, coalesce(o.said_by_id = us_user(), false)
    FROM deconfliction_hit AS d JOIN deconf.met AS m ON d.id IN (m.row_a, m.row_b)
    JOIN deconfliction_hit AS o ON o.id = CASE d.id WHEN m.row_a THEN m.row_b ELSE m.row_a END
    JOIN person AS p ON p.id = coalesce(o.owner_id, o.contact_id)
    WHERE d.id = ANY (keys) AND us_deconf_sees(d.org_id, d.comp_id, d.shared_to, d.restricted, d.roots)
$$;

-- Let the two sides of a hit that the session sees answer one after the other.
CREATE OR REPLACE FUNCTION us_deconf_hold(about uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM deconf.met AS m JOIN deconfliction_hit AS d ON d.id = about
    WHERE about IN (m.row_a, m.row_b) AND us_deconf_sees(d.org_id, d.comp_id, d.shared_to, d.restricted, d.roots)
    FOR UPDATE OF m;
END $$;

-- End these sides of a hit and their tasks; gives each revision.
CREATE OR REPLACE FUNCTION us_deconf_end(rows uuid[], result text, who uuid, operation uuid)
RETURNS TABLE (entity text, key uuid, revision integer) LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    moment timestamptz := us_now();
BEGIN
    RETURN QUERY UPDATE deconfliction_hit AS d
        SET state = 'resolved', outcome = result, contact_id = coalesce(d.owner_id, d.contact_id), owner_id = NULL,
            due = NULL, rev = d.rev + 1, op_id = operation, recorded_at = moment, recorded_by = who
        WHERE d.id = ANY (rows) AND d.state = 'open' RETURNING 'deconfliction_hit'::text, d.id, d.rev;
    RETURN QUERY UPDATE task AS t
        SET state = 'done', done_at = moment, leased_by_id = NULL, leased_until = NULL, offered_to_id = NULL,
            rev = t.rev + 1, op_id = operation, recorded_at = moment, recorded_by = who
        WHERE t.object = ANY (rows) AND t.state = 'open' RETURNING 'task'::text, t.id, t.rev;
END $$;

-- states.csv, deconfliction open → resolved, for the other side's row: both have acknowledged it, and both say the same,
-- two persons. The session's own row says so already, in this call.
CREATE OR REPLACE FUNCTION us_deconf_agree(about uuid, operation uuid)
RETURNS TABLE (entity text, key uuid, revision integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    own deconfliction_hit%ROWTYPE;
    other deconfliction_hit%ROWTYPE;
BEGIN
    SELECT d.* INTO own FROM deconfliction_hit AS d WHERE d.id = about;
    SELECT o.* INTO other FROM deconf.met AS m JOIN deconfliction_hit AS o
        ON o.id = CASE about WHEN m.row_a THEN m.row_b ELSE m.row_a END WHERE about IN (m.row_a, m.row_b);
    IF own.op_id IS DISTINCT FROM operation OR own.org_id IS DISTINCT FROM us_org()
       OR own.said_by_id IS DISTINCT FROM us_user()
       OR NOT us_deconf_sees(own.org_id, own.comp_id, own.shared_to, own.restricted, own.roots)
       OR own.acked_at IS NULL OR other.acked_at IS NULL OR own.said IS DISTINCT FROM other.said OR own.said IS NULL
       OR own.state <> 'resolved' OR own.outcome IS DISTINCT FROM own.said OR other.state <> 'open'
       OR other.said_by_id = us_user() THEN
        RAISE EXCEPTION 'permission denied: both sides have acknowledged it, and two persons say the same'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT * FROM us_deconf_end(
        ARRAY[other.id], own.said, '00000000-0000-0000-0000-000000000000'::uuid, operation);
END $$;

-- states.csv, deconfliction open → resolved by the commander: of a hit of which they see a side.
CREATE OR REPLACE FUNCTION us_deconf_rule(about uuid, result text, operation uuid)
RETURNS TABLE (entity text, key uuid, revision integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    sides uuid[] := (SELECT ARRAY[m.row_a, m.row_b] FROM deconf.met AS m WHERE about IN (m.row_a, m.row_b));
BEGIN
    PERFORM us_acts_as('CO');
    IF NOT EXISTS (SELECT 1 FROM deconfliction_hit AS d WHERE d.id = about AND d.state = 'open'
                   AND us_deconf_sees(d.org_id, d.comp_id, d.shared_to, d.restricted, d.roots)) THEN
        RAISE EXCEPTION 'permission denied: no open hit in sight' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT * FROM us_deconf_end(sides, result, us_user(), operation);
END $$;

-- The sides of a hit disagree: a task for a commander, about the agency's side if there is one, else about the side that
-- spoke last, in whose call this runs and who has shared its row to the agency.
CREATE OR REPLACE FUNCTION us_deconf_dispute(spoken uuid, span interval, operation uuid)
RETURNS TABLE (key uuid, about uuid, owner uuid, due timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    moment timestamptz := us_now();
BEGIN
    RETURN QUERY
        INSERT INTO task AS t (id, org_id, comp_id, shared_to, restricted, roots, wall, rev, op_id, recorded_at,
                               recorded_by, entity, object, kind, n, state, owner_id, set_at, due, level)
        SELECT us_uuid7(), d.org_id, d.comp_id, d.shared_to, d.restricted, d.roots, d.wall, 1, operation, moment,
               '00000000-0000-0000-0000-000000000000', 'deconfliction_hit', d.id, 'rule', d.rev, 'open', c.id, moment,
               moment + span, 0
        FROM deconfliction_hit AS w JOIN deconf.met AS m ON w.id IN (m.row_a, m.row_b)
        JOIN deconfliction_hit AS d ON d.id = coalesce(
            (SELECT x.id FROM deconfliction_hit AS x JOIN organisation AS g ON g.id = x.org_id
             WHERE x.id IN (m.row_a, m.row_b) AND g.kind = 'agency' ORDER BY x.id <> w.id LIMIT 1), w.id)
        CROSS JOIN LATERAL (
            SELECT p.id FROM person AS p WHERE p.active AND 'CO' = ANY (p.roles)
            ORDER BY NOT d.restricted OR EXISTS (SELECT 1 FROM reader_grant AS g WHERE g.user_id = p.id
                                                 AND g.subject = ANY (d.roots) AND g.until > us_now()) DESC,
                     EXISTS (SELECT 1 FROM membership AS m WHERE m.user_id = p.id AND m.comp_id = d.comp_id
                             AND m.until > us_now()) DESC, p.pseudonym LIMIT 1) AS c
        WHERE w.id = spoken AND w.op_id = operation AND w.org_id = us_org() AND w.state = 'open'
        ON CONFLICT DO NOTHING
        RETURNING t.id, t.object, t.owner_id, t.due;
END $$;

-- Change the key: a new epoch, everything tagged under it, and all but the last two forgotten with their tags. Gives the
-- live epochs' numbers; their keys stay here.
CREATE OR REPLACE FUNCTION us_deconf_rotate(second uuid) RETURNS integer[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    newest integer;
BEGIN
    PERFORM us_acts_as('AD');
    PERFORM us_seconded(second, 'CO');
    PERFORM pg_advisory_xact_lock(6072345861);
    newest := us_deconf_new_epoch();
    INSERT INTO deconf.tag (epoch, tag, same)
        SELECT e.number, us_hmac(e.inner_pad, e.outer_pad, us_deconf_message(s.kind, s.normal)), h.same
        FROM deconf.holder AS h JOIN selector AS s ON s.id = h.selector JOIN deconf.epoch AS e ON e.number = newest
        ON CONFLICT DO NOTHING;
    DELETE FROM deconf.tag AS t WHERE t.epoch < newest - 1;
    DELETE FROM deconf.epoch AS e WHERE e.number < newest - 1;
    DELETE FROM deconf.effort AS e WHERE e.at < us_now() - interval '2 days';
    RETURN ARRAY(SELECT e.number FROM deconf.epoch AS e ORDER BY 1);
END $$;

GRANT SELECT ON selector, subject, person, membership, organisation, reader_grant, task, deconfliction_hit TO {deconf};
GRANT INSERT, UPDATE ON task, deconfliction_hit TO {deconf};
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['epoch', 'tag', 'holder', 'met', 'effort'] LOOP
        EXECUTE format('ALTER TABLE deconf.%I OWNER TO {deconf}', name);
    END LOOP;
END $$;
ALTER SEQUENCE deconf.same OWNER TO {deconf};
-- Steps of the functions below, which alone may call them.
SELECT pg_temp.us_steps('{deconf}', ARRAY[
    'us_deconf_new_epoch()', 'us_deconf_begin()', 'us_deconf_contacts(uuid, uuid, uuid[])',
    'us_deconf_end(uuid[], text, uuid, uuid)', 'us_deconf_rows(uuid[])']);
GRANT EXECUTE ON FUNCTION us_deconf_rows(uuid[]) TO {definer};  -- what is hidden takes its hits with it
SELECT pg_temp.us_called('{deconf}', ARRAY[
    'us_deconf_tag(uuid[], interval, uuid)', 'us_deconf_effort(text, integer, timestamptz)',
    'us_deconf_asked(uuid[])', 'us_deconf_hits(uuid[])', 'us_deconf_other(uuid[])', 'us_deconf_hold(uuid)',
    'us_deconf_agree(uuid, uuid)', 'us_deconf_rule(uuid, text, uuid)',
    'us_deconf_dispute(uuid, interval, uuid)', 'us_deconf_rotate(uuid)']);
