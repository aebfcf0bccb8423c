-- Votes and the national standing of pictures: what a session may not do by itself. Idempotent; run by `installing`.
-- A picture is its digest here and nothing else: where it was found, and by whom, no other force is told.

GRANT SELECT, INSERT, UPDATE ON national_picture TO {definer};
GRANT SELECT, UPDATE ON finding TO {definer};
GRANT SELECT ON grade, viewlog TO {definer};
GRANT INSERT, UPDATE ON task TO {definer};

-- Who takes part: an active person of this organisation in one of these roles, or the system itself.
CREATE OR REPLACE FUNCTION us_takes_part(wanted text[]) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT us_org() IS NOT NULL AND coalesce(us_roles() && wanted, false) AND (
        us_roles() = ARRAY['SYS'] OR EXISTS (
            SELECT 1 FROM person AS p
            WHERE p.id = us_user() AND p.org_id = us_org() AND p.active AND us_roles() <@ p.roles))
$$;

-- What is settled of pictures that the caller names. `held`: for whoever stores findings by the answer. Nothing is
-- settled until their transaction ends, so that no finding comes in as open of a picture that was settled meanwhile.
CREATE OR REPLACE FUNCTION us_settled(digests text[], held boolean DEFAULT false)
RETURNS TABLE (sha256 text, category text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    IF NOT us_takes_part(ARRAY['GR', 'DE', 'SV', 'IN', 'SYS']) THEN
        RAISE EXCEPTION 'permission denied: this role does not ask what is settled'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF held THEN
        PERFORM pg_advisory_xact_lock_shared(hashtext('pictures are settled'));
    END IF;
    RETURN QUERY SELECT p.sha256, p.category FROM national_picture AS p
                 WHERE p.sha256 = ANY (digests) AND p.state = 'settled';
END $$;

-- Where a picture stands, held to the end of the transaction: votes on it come one after the other.
CREATE OR REPLACE FUNCTION us_hold_picture(digest text) RETURNS TABLE (state text, category text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    IF NOT us_takes_part(ARRAY['GR', 'SV'])
       OR NOT EXISTS (SELECT 1 FROM finding AS f WHERE f.sha256 = digest AND f.org_id = us_org()
                      AND f.comp_id = ANY (us_comps()) AND (NOT f.restricted OR us_on_list(f.roots))) THEN
        RAISE EXCEPTION 'permission denied: this person has no such finding' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO national_picture (sha256, state, votes, views) VALUES (digest, 'open', 0, 0) ON CONFLICT DO NOTHING;
    RETURN QUERY SELECT p.state, p.category FROM national_picture AS p WHERE p.sha256 = digest FOR UPDATE;
END $$;

-- Has this person voted on the picture?
CREATE OR REPLACE FUNCTION us_has_voted(digest text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM grade AS g WHERE g.sha256 = digest AND g.grader_id = us_user())
$$;

-- A vote was cast in this call: count, all forces together, and do what follows. Three equal votes (or as many as the
-- limits say) settle the picture in every force; five of which no three are equal send it to a panel, whose own votes
-- are counted apart. Gives what it wrote, each with whose force it is, what came of the picture, and how the votes fell.
CREATE OR REPLACE FUNCTION us_vote(digest text, by_panel boolean, span interval, operation uuid)
RETURNS TABLE (entity text, key uuid, revision integer, owner uuid, due timestamptz, kind text, force uuid,
               outcome text, category text, votes jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    moment timestamptz := us_now();
    voters text[] := CASE WHEN by_panel THEN ARRAY['SV'] ELSE ARRAY['GR'] END;
    stands text := CASE WHEN by_panel THEN 'disputed' ELSE 'open' END;
    stood text;
    counted jsonb;
    total integer;
    won text;
    -- a panel is three supervisors, whatever number of graders settles
    needed integer := CASE WHEN by_panel THEN 3 ELSE us_limit('equal_votes') END;
BEGIN
    SELECT p.state INTO stood FROM national_picture AS p WHERE p.sha256 = digest FOR UPDATE;
    IF NOT us_takes_part(voters) OR stood IS DISTINCT FROM stands
       OR NOT EXISTS (SELECT 1 FROM grade AS g
                      WHERE g.sha256 = digest AND g.grader_id = us_user() AND g.org_id = us_org()
                        AND g.panel = by_panel AND g.op_id = operation AND g.recorded_by = us_user() AND g.rev = 1)
       OR (SELECT count(*) FROM grade AS g WHERE g.sha256 = digest AND g.grader_id = us_user()) > 1 THEN
        RAISE EXCEPTION 'permission denied: no vote of this person was cast in this call'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT coalesce(jsonb_object_agg(v.value, v.n), '{}'), coalesce(sum(v.n), 0),
           max(v.value) FILTER (WHERE v.n >= needed AND v.value <> 'unsure')
    INTO counted, total, won
    FROM (SELECT g.value, count(*) AS n FROM grade AS g WHERE g.sha256 = digest AND g.panel = by_panel
          GROUP BY g.value) AS v;
    UPDATE national_picture AS p SET votes = p.votes + 1 WHERE p.sha256 = digest;
    IF won IS NOT NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext('pictures are settled'));
        UPDATE national_picture AS p SET state = 'settled', category = won, settled_at = moment
        WHERE p.sha256 = digest;
        RETURN QUERY
            WITH held AS (
                SELECT f.id FROM finding AS f WHERE f.sha256 = digest AND f.state IN ('provisional', 'disputed')
                ORDER BY f.id FOR UPDATE)
            UPDATE finding AS f
            SET state = 'settled', provisional = false, category = won, scheme = 'UK A-C', votes = total,
                rev = f.rev + 1, op_id = operation, recorded_at = moment, recorded_by = us_user()
            FROM held WHERE f.id = held.id
            RETURNING 'finding'::text, f.id, f.rev, NULL::uuid, NULL::timestamptz, NULL::text, f.org_id,
                      'settled'::text, won, counted;
        RETURN QUERY
            UPDATE task AS t
            SET state = 'done', done_at = moment, leased_by_id = NULL, leased_until = NULL, offered_to_id = NULL,
                rev = t.rev + 1, op_id = operation, recorded_at = moment, recorded_by = us_user()
            FROM finding AS f
            WHERE t.object = f.id AND f.sha256 = digest AND t.entity = 'finding' AND t.kind = 'panel'
              AND t.state = 'open'
            RETURNING 'task'::text, t.id, t.rev, NULL::uuid, NULL::timestamptz, NULL::text, t.org_id, 'settled'::text,
                      won, counted;
    ELSIF NOT by_panel AND total >= 2 * needed - 1 THEN
        UPDATE national_picture AS p SET state = 'disputed' WHERE p.sha256 = digest;
        RETURN QUERY
            WITH held AS (
                SELECT f.id FROM finding AS f WHERE f.sha256 = digest AND f.state = 'provisional'
                ORDER BY f.id FOR UPDATE)
            UPDATE finding AS f
            SET state = 'disputed', votes = total, rev = f.rev + 1, op_id = operation, recorded_at = moment,
                recorded_by = us_user()
            FROM held WHERE f.id = held.id
            RETURNING 'finding'::text, f.id, f.rev, NULL::uuid, NULL::timestamptz, NULL::text, f.org_id,
                      'disputed'::text, NULL::text, counted;
        -- In each force that has it a supervisor is asked to the panel; where none can be, the commander hears of it.
        RETURN QUERY
            INSERT INTO task (id, org_id, comp_id, shared_to, restricted, roots, wall, rev, op_id, recorded_at,
                              recorded_by, entity, object, kind, n, state, owner_id, set_at, due, level)
            SELECT us_uuid7(), f.org_id, f.comp_id, '{}', f.restricted, f.roots, f.wall, 1, operation, moment, us_user(),
                   'finding', f.id, 'panel', 1, 'open',
                   us_on_duty_or_heir('SV', f.org_id, f.comp_id, f.restricted, f.roots),
                   moment, moment + span, 0
            FROM (SELECT DISTINCT ON (o.org_id) o.* FROM finding AS o
                  WHERE o.sha256 = digest AND o.op_id = operation AND o.state = 'disputed'
                  ORDER BY o.org_id, o.restricted, o.id) AS f
            RETURNING 'task'::text, task.id, task.rev, task.owner_id, task.due, task.kind, task.org_id,
                      'disputed'::text, NULL::text, counted;
    END IF;
END $$;

-- A view was written down in this call: it counts, all forces together.
CREATE OR REPLACE FUNCTION us_count_view(digest text, operation uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    counted integer;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM viewlog AS v
                   WHERE v.op_id = operation AND v.user_id = us_user() AND v.org_id = us_org() AND v.kind = 'image'
                     AND v.sha256 = digest) THEN
        RAISE EXCEPTION 'permission denied: no view of that picture was written down in this call'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO national_picture AS p (sha256, state, votes, views) VALUES (digest, 'open', 0, 1)
    ON CONFLICT (sha256) DO UPDATE SET views = p.views + 1 RETURNING p.views INTO counted;
    RETURN counted;
END $$;

-- The pictures settled since a time, by time and digest: what a known set is to recognise from now on.
CREATE OR REPLACE FUNCTION us_settled_since(since timestamptz, after text, wanted integer)
RETURNS TABLE (sha256 text, category text, settled_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    IF NOT us_takes_part(ARRAY['DE', 'SV', 'SYS']) THEN
        RAISE EXCEPTION 'permission denied: this role does not take out what is settled'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT p.sha256, p.category, p.settled_at FROM national_picture AS p
                 WHERE p.state = 'settled' AND (p.settled_at, p.sha256) > (since, after)
                 ORDER BY p.settled_at, p.sha256 LIMIT wanted;
END $$;
CREATE INDEX IF NOT EXISTS national_picture_settled ON national_picture (settled_at, sha256) WHERE state = 'settled';

-- What is neutral about a finding, as bits: camera original 1, known material in the same burst 2, its folder tells
-- something (known material lies there, or a word of it) 4, 100,000 bytes or more 8. Which leads is each grader's own.
CREATE OR REPLACE FUNCTION us_neutral(facts jsonb) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (CASE WHEN facts -> 'camera_original' = 'true' THEN 1 ELSE 0 END
          + CASE WHEN facts -> 'burst' = 'true' OR (jsonb_typeof(facts -> 'burst') = 'number' AND facts -> 'burst' > '0')
                 THEN 2 ELSE 0 END
          + CASE WHEN (jsonb_typeof(facts -> 'known_in_folder') = 'number' AND facts -> 'known_in_folder' > '0')
                   OR (jsonb_typeof(facts -> 'folder_words') = 'array' AND facts -> 'folder_words' <> '[]')
                 THEN 4 ELSE 0 END
          + CASE WHEN jsonb_typeof(facts -> 'size') = 'number' AND facts -> 'size' >= '100000' THEN 8 ELSE 0 END)::smallint
$$;
CREATE INDEX IF NOT EXISTS finding_queue ON finding (org_id, (match = 'none'), us_neutral(facts), sha256, id)
    WHERE state = 'provisional';

-- Who looks at which picture now: one person in a force. It ends by itself; passing deletes it, and nothing is kept.
CREATE UNLOGGED TABLE IF NOT EXISTS picture_lease (
    org_id uuid NOT NULL, sha256 text NOT NULL, user_id uuid NOT NULL, until timestamptz NOT NULL,
    PRIMARY KEY (org_id, sha256));
CREATE INDEX IF NOT EXISTS picture_lease_user ON picture_lease (user_id);
ALTER TABLE picture_lease ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON picture_lease TO {definer};

-- In which order a grader wants their queue: their own, and nobody else's business.
CREATE TABLE IF NOT EXISTS grading_order (user_id uuid PRIMARY KEY, facts text[] NOT NULL);
ALTER TABLE grading_order ENABLE ROW LEVEL SECURITY;
ALTER TABLE grading_order FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS us_own ON grading_order;
CREATE POLICY us_own ON grading_order TO {application} USING (user_id = us_user()) WITH CHECK (user_id = us_user());
GRANT SELECT, INSERT, UPDATE ON grading_order TO {application};

-- Lease one picture that the caller may see, or say who has it until when. A person has one at a time.
CREATE OR REPLACE FUNCTION us_lease_picture(digest text, span interval) RETURNS TABLE (who text, until timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    moment timestamptz := us_now();
BEGIN
    IF NOT us_takes_part(ARRAY['GR'])
       OR NOT EXISTS (SELECT 1 FROM finding AS f WHERE f.sha256 = digest AND f.org_id = us_org()
                      AND f.comp_id = ANY (us_comps()) AND (NOT f.restricted OR us_on_list(f.roots))) THEN
        RAISE EXCEPTION 'permission denied: this person has no such finding' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM picture_lease AS l WHERE l.user_id = us_user() AND l.sha256 <> digest;
    INSERT INTO picture_lease AS l (org_id, sha256, user_id, until) VALUES (us_org(), digest, us_user(), moment + span)
    ON CONFLICT (org_id, sha256) DO UPDATE SET user_id = us_user(), until = moment + span
        WHERE l.user_id = us_user() OR l.until <= moment;
    RETURN QUERY SELECT p.pseudonym, l.until FROM picture_lease AS l JOIN person AS p ON p.id = l.user_id
                 WHERE l.org_id = us_org() AND l.sha256 = digest AND l.user_id <> us_user();
END $$;

-- Let go of whatever the caller has leased.
CREATE OR REPLACE FUNCTION us_let_go() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DELETE FROM picture_lease WHERE user_id = us_user()
$$;

-- The next pictures for this grader from a place in their order on, each digest once, by the first of its findings.
-- `tiers` are the values of us_neutral, best first; `first` is where to begin, after the digest `after` there. Left out:
-- what stands in no open state nationally, what they have voted on, what a colleague of the force looks at now.
-- A grader's own votes come first of what is asked of a picture: they have thousands, at the head of their queue. Every
-- question goes by an index: a plan made while few had voted would hold each picture against every vote.
CREATE OR REPLACE FUNCTION us_to_grade(unknown boolean, tiers smallint[], first integer, after text, wanted integer)
RETURNS TABLE (key uuid, digest text, tier integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off SET jit = off AS $$
#variable_conflict use_column
DECLARE
    found record;
    left_over integer := wanted;
    own uuid := us_org();
    grader uuid := us_user();
    seen uuid[] := us_comps();
    moment timestamptz := us_now();
BEGIN
    IF NOT us_takes_part(ARRAY['GR']) THEN
        RAISE EXCEPTION 'permission denied: this person grades nothing' USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOR place IN first .. array_length(tiers, 1) LOOP
        FOR found IN
            SELECT DISTINCT ON (f.sha256) f.id, f.sha256 FROM finding AS f
            WHERE f.state = 'provisional' AND f.org_id = own AND (f.match = 'none') = unknown
              AND us_neutral(f.facts) = tiers[place] AND f.sha256 > CASE WHEN place = first THEN after ELSE '' END
              AND f.comp_id = ANY (seen) AND (NOT f.restricted OR us_on_list(f.roots))
              AND (SELECT true FROM grade AS g WHERE g.sha256 = f.sha256 AND g.grader_id = grader LIMIT 1) IS NULL
              AND NOT EXISTS (SELECT 1 FROM national_picture AS p WHERE p.sha256 = f.sha256 AND p.state <> 'open')
              AND NOT EXISTS (SELECT 1 FROM picture_lease AS l
                              WHERE l.org_id = f.org_id AND l.sha256 = f.sha256 AND l.user_id <> grader
                                AND l.until > moment)
              AND NOT EXISTS (SELECT 1 FROM finding AS b
                              WHERE b.sha256 = f.sha256 AND b.state = 'provisional' AND b.org_id = f.org_id
                                AND (b.match = 'none') = unknown AND b.comp_id = ANY (seen)
                                AND (NOT b.restricted OR us_on_list(b.roots))
                                AND array_position(tiers, us_neutral(b.facts)) < place)
            ORDER BY f.sha256, f.id LIMIT left_over LOOP
            RETURN QUERY SELECT found.id, found.sha256, place;
            left_over := left_over - 1;
        END LOOP;
        EXIT WHEN left_over <= 0;
    END LOOP;
END $$;

-- How much people looked at, in numbers only: whose organisation is asked for, day by day of London. A supervisor sees
-- their force, the commander and the auditor every one, a person themselves.
CREATE OR REPLACE FUNCTION us_view_totals(since timestamptz, whom uuid)
RETURNS TABLE (force text, pseudonym text, day date, views integer, full_size integer, minutes numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    IF NOT us_takes_part(ARRAY['SV', 'CO', 'AU'])
       AND NOT (us_takes_part(ARRAY['GR']) AND whom IS NOT DISTINCT FROM us_user()) THEN
        RAISE EXCEPTION 'permission denied: this role sees no totals' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
        SELECT o.code, p.pseudonym, v.day, count(*)::integer, (count(*) FILTER (WHERE v.full_size))::integer,
               round(sum(v.lasted)::numeric / 60, 1)
        FROM (SELECT w.user_id, w.full_size, (w.at AT TIME ZONE 'Europe/London')::date AS day,
                     -- a view lasts until the next one, but no longer than a minute
                     least(60, extract(epoch FROM coalesce(
                         lead(w.at) OVER (PARTITION BY w.user_id ORDER BY w.at) - w.at, interval '60 s'))) AS lasted
              FROM viewlog AS w WHERE w.kind = 'image' AND w.at >= since AND (whom IS NULL OR w.user_id = whom)) AS v
        JOIN person AS p ON p.id = v.user_id JOIN organisation AS o ON o.id = p.org_id
        WHERE p.org_id = us_org() OR us_roles() && ARRAY['CO', 'AU']
        GROUP BY o.code, p.pseudonym, v.day ORDER BY o.code, p.pseudonym, v.day;
END $$;

-- A vote is a person's own, and stays as it was cast. Who has yet to vote sees nobody else's (blind); supervisors see all
-- votes on a picture once they have voted in its panel.
DROP POLICY IF EXISTS us_blind ON grade;
CREATE POLICY us_blind ON grade AS RESTRICTIVE FOR SELECT TO {application}
    USING (grader_id = (SELECT us_user())
           OR (coalesce((SELECT us_roles()) && ARRAY['SV'], false) AND us_has_voted(sha256)));
DROP POLICY IF EXISTS us_own_vote ON grade;
CREATE POLICY us_own_vote ON grade AS RESTRICTIVE FOR INSERT TO {application}
    WITH CHECK (grader_id = (SELECT us_user())
                AND coalesce((SELECT us_roles()) && CASE WHEN panel THEN ARRAY['SV'] ELSE ARRAY['GR'] END, false));
DROP POLICY IF EXISTS us_vote_stays ON grade;
CREATE POLICY us_vote_stays ON grade AS RESTRICTIVE FOR UPDATE TO {application} USING (false);
CREATE UNIQUE INDEX IF NOT EXISTS grade_one_vote ON grade (sha256, grader_id);

SELECT pg_temp.us_steps('{definer}', ARRAY['us_takes_part(text[])']);
SELECT pg_temp.us_called('{definer}', ARRAY[
    'us_settled(text[], boolean)', 'us_hold_picture(text)', 'us_has_voted(text)',
    'us_vote(text, boolean, interval, uuid)', 'us_count_view(text, uuid)',
    'us_settled_since(timestamptz, text, integer)', 'us_lease_picture(text, interval)', 'us_let_go()',
    'us_to_grade(boolean, smallint[], integer, text, integer)', 'us_view_totals(timestamptz, uuid)']);
