-- Searches, warrants, welfare plans (specification §5, G2). What a search rests on is the agency's, the force's and other
-- forces': a force learns of it what its package told it, and of the rest whether it holds. Idempotent; run by
-- `installing` after leading.sql.

GRANT SELECT, UPDATE ON search, premises, child TO {definer};

-- The subjects of these keys or spoken codes, with everything that is an alias of the same ones.
CREATE OR REPLACE FUNCTION us_asked_for(wanted text[]) RETURNS uuid[] LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(member), '{}')
    FROM (SELECT id FROM subject WHERE code = ANY (wanted)
          UNION SELECT w::uuid FROM unnest(wanted) AS w WHERE w ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') AS named,
         unnest(us_family(named.id)) AS member
$$;

-- The subjects of which the session's force has accepted a package, in the session's sight, with the walls that what it
-- does about them goes behind. `wanted`: keys of them or of their aliases, or spoken codes; NULL for all.
CREATE OR REPLACE FUNCTION us_with_force(wanted text[])
RETURNS TABLE (subject uuid, code text, agency uuid, comp uuid, restricted boolean, roots uuid[], wall uuid,
               act_by timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.id, s.code, s.org_id, s.comp_id, s.restricted, s.roots, s.wall, min(d.act_by)
    FROM dissemination AS d JOIN package AS p ON p.id = d.package_id
    JOIN subject AS s ON s.id = ANY (us_family(p.subject_id)) AND s.alias_of_id IS NULL
    WHERE d.force_id = us_org() AND us_org() = ANY (d.shared_to) AND d.state IN ('accepted', 'actioned')
      AND d.comp_id = ANY (us_comps()) AND (NOT d.restricted OR us_on_list(d.roots))
      AND s.comp_id = ANY (us_comps()) AND (NOT s.restricted OR us_on_list(ARRAY[s.id])) AND s.state <> 'eliminated'
      AND (wanted IS NULL OR p.subject_id = ANY ((SELECT us_asked_for(wanted))::uuid[]))
    GROUP BY s.id
$$;

-- The answers about a subject and its aliases that name premises well enough to act on them (guard G1).
CREATE OR REPLACE FUNCTION us_sound_answers(whole uuid[])
RETURNS TABLE (premises uuid, resolution uuid, replied_at timestamptz)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT i.premises_id, i.id, i.replied_at FROM referral AS r JOIN capture AS c ON c.referral_id = r.id
    JOIN identity_resolution AS i ON i.capture_id = c.id
    WHERE r.subject_id = ANY (whole) AND i.premises_id IS NOT NULL AND i.confidence IN ('A', 'B', 'C')
      AND i.replied_at IS NOT NULL
$$;

-- The premises to which sound answers about such subjects lead, each with the subjects whom they lead there from: those
-- of `wanted`, or `only_at` one place. It goes from the subjects, or from the place, to the answers: never over all of both.
CREATE OR REPLACE FUNCTION us_places_with_force(wanted text[], only_at uuid)
RETURNS TABLE (place uuid, uprn text, address text, unit text, force text, children text, children_source text,
               agency uuid, comp uuid, restricted boolean, roots uuid[], wall uuid, subjects uuid[], codes text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH answered AS (
        SELECT DISTINCT r.subject_id::text AS key
        FROM identity_resolution AS i JOIN capture AS c ON c.id = i.capture_id JOIN referral AS r ON r.id = c.referral_id
        WHERE i.premises_id = only_at AND r.subject_id IS NOT NULL
    ), theirs AS (
        SELECT s.subject, s.code, us_family(s.subject) AS whole
        FROM us_with_force(CASE WHEN only_at IS NULL THEN wanted ELSE ARRAY(SELECT key FROM answered) END) AS s
    ), led AS (
        SELECT DISTINCT t.subject, t.code, a.premises FROM theirs AS t CROSS JOIN LATERAL us_sound_answers(t.whole) AS a
    )
    SELECT p.id, p.uprn, p.address, p.unit, o.code, p.children, p.children_source, p.org_id, p.comp_id, p.restricted,
           p.roots, p.wall, array_agg(l.subject ORDER BY l.subject), array_agg(l.code ORDER BY l.subject)
    FROM led AS l JOIN premises AS p ON p.id = l.premises LEFT JOIN organisation AS o ON o.id = p.force_id
    WHERE (only_at IS NULL OR p.id = only_at) AND p.comp_id = ANY (us_comps()) AND (NOT p.restricted OR us_on_list(p.roots))
    GROUP BY p.id, o.code ORDER BY p.id
$$;

-- The address and the subjects' codes of searches that the session sees.
CREATE OR REPLACE FUNCTION us_told_of_searches(wanted uuid[]) RETURNS TABLE (search uuid, address text, codes text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.id, concat_ws(', ', p.unit, p.address), ARRAY(SELECT u.code FROM subject AS u WHERE u.id = ANY (s.subjects)
                                                           ORDER BY u.id)
    FROM search AS s JOIN premises AS p ON p.id = s.premises_id
    WHERE s.id = ANY (wanted) AND s.comp_id = ANY (us_comps()) AND (s.org_id = us_org() OR us_org() = ANY (s.shared_to))
      AND (NOT s.restricted OR us_on_list(s.roots))
$$;

-- May the session act on this search: one of its force, in its sight; or is it the force's own clock?
CREATE OR REPLACE FUNCTION us_searches_here(s search) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce((s).org_id = us_org() AND (s).comp_id = ANY (us_comps())
        AND (us_roles() = ARRAY['SYS'] OR NOT (s).restricted OR us_on_list((s).roots)), false)
$$;

-- Hold what a search rests on to the end of the transaction: the subjects first, then the premises. Whoever records a
-- child, an answer or a place takes the same locks.
CREATE OR REPLACE FUNCTION us_hold_for_search(subjects uuid[], place uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF us_org() IS NULL OR NOT EXISTS (
            SELECT 1 FROM search AS s WHERE s.subjects = us_hold_for_search.subjects AND s.premises_id = place
              AND us_searches_here(s))
       AND EXISTS (SELECT 1 FROM unnest(subjects) AS k
                   WHERE NOT EXISTS (SELECT 1 FROM us_with_force(ARRAY[k::text]))) THEN
        RETURN;  -- nothing of theirs: what follows says that there is no such record
    END IF;
    PERFORM 1 FROM subject AS s WHERE s.id IN (SELECT unnest(us_family(k)) FROM unnest(subjects) AS k)
    ORDER BY s.id FOR UPDATE;
    PERFORM 1 FROM premises AS p WHERE p.id = place FOR UPDATE;
END $$;

-- When the strong and medium selectors of a subject, not capped, were asked for last, and how their hits stand: for the
-- function below alone.
CREATE OR REPLACE FUNCTION us_deconf_standing(selectors uuid[]) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_build_object(
        'asked', (SELECT coalesce(jsonb_agg(h.asked_at), '[]') FROM selector AS s
                  LEFT JOIN deconf.holder AS h ON h.selector = s.id AND h.live
                  WHERE s.id = ANY (selectors) AND s.strength IN ('S', 'M') AND NOT s.capped),
        'hits', (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object(
                        'hit', r.hit, 'acked', d.acked_at IS NOT NULL, 'other_acked', o.acked_at IS NOT NULL,
                        'resolved', d.state = 'resolved' AND o.state = 'resolved' AND d.outcome = o.outcome)), '[]')
                 FROM us_deconf_rows(selectors) AS r JOIN deconf.met AS m ON m.hit = r.hit
                 JOIN deconfliction_hit AS d ON d.id = r.key
                 JOIN deconfliction_hit AS o ON o.id = CASE r.key WHEN m.row_a THEN m.row_b ELSE m.row_a END))
$$;

-- What the eight parts of guard G2 are decided on, of a search of the session's force. Of children it says how many are
-- undecided, of other sides how they stand: neither who nor what.
CREATE OR REPLACE FUNCTION us_search_facts(about uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    s search%ROWTYPE;
    p premises%ROWTYPE;
    every uuid[];
    people jsonb := '[]';
    one record;
BEGIN
    SELECT x.* INTO s FROM search AS x WHERE x.id = about AND us_searches_here(x);
    IF s.id IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT x.* INTO p FROM premises AS x WHERE x.id = s.premises_id;
    every := ARRAY(SELECT DISTINCT unnest(us_family(k)) FROM unnest(s.subjects) AS k);
    FOR one IN SELECT u.id, u.code, u.state, us_family(u.id) AS whole, i.confidence, i.findings, i.override_until
               FROM subject AS u LEFT JOIN identity_resolution AS i ON i.id = u.identified_by_id
               WHERE u.id = ANY (every) AND u.alias_of_id IS NULL ORDER BY u.id LOOP
        people := people || jsonb_build_object(
            'code', one.code, 'confidence', one.confidence, 'override_until', one.override_until,
            'findings', (SELECT coalesce(jsonb_agg(f ->> 'code'), '[]') FROM jsonb_array_elements(one.findings) AS f),
            'with_force', one.state <> 'eliminated' AND EXISTS (
                SELECT 1 FROM dissemination AS d JOIN package AS k ON k.id = d.package_id
                WHERE k.subject_id = ANY (one.whole) AND d.force_id = s.force_id AND s.force_id = ANY (d.shared_to)
                  AND d.state IN ('accepted', 'actioned')),
            'self_harm', EXISTS (SELECT 1 FROM welfare_plan AS w WHERE w.kind = 'self_harm'
                                 AND w.about = ANY (one.whole) AND w.org_id = s.org_id),
            'answers', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.resolution, 'at', a.replied_at)), '[]')
                        FROM us_sound_answers(one.whole) AS a WHERE a.premises = p.id),
            'others', us_deconf_standing(ARRAY(
                SELECT DISTINCT c.selector_id FROM capture AS c JOIN referral AS r ON r.id = c.referral_id
                WHERE r.subject_id = ANY (one.whole) AND c.selector_id IS NOT NULL)));
    END LOOP;
    RETURN jsonb_build_object(
        'state', s.state, 'day', s.day, 'power', s.power, 'planner', s.planner_id, 'waiver', s.waiver,
        'recheck_at', s.recheck_at, 'recheck_by', s.recheck_by_id, 'recheck_address', s.recheck_address,
        'recheck_unit', s.recheck_unit, 'services_told_at', s.services_told_at,
        'jurisdiction', (SELECT o.jurisdiction FROM organisation AS o WHERE o.id = s.force_id),
        'on_call', EXISTS (SELECT 1 FROM person AS x WHERE x.id = s.on_call_id AND x.active AND x.org_id = s.force_id
                           AND 'SL' = ANY (x.roles)),
        'warrant', (SELECT jsonb_build_object('ref', w.ref, 'power', w.power, 'here', w.premises_id = s.premises_id,
                                              'address', w.address_text, 'expires_at', w.expires_at)
                    FROM warrant AS w WHERE w.id = s.warrant_id AND w.force_id = s.force_id),
        'address', p.address, 'unit', p.unit, 'multi_unit', p.multi_unit,
        'children', CASE WHEN EXISTS (SELECT 1 FROM child_at_premises AS c WHERE c.premises_id = p.id) THEN 'yes'
                         ELSE p.children END,
        'household', EXISTS (SELECT 1 FROM welfare_plan AS w WHERE w.kind = 'household' AND w.about = p.id
                             AND w.org_id = s.org_id),
        'undecided', (SELECT count(*) FROM child AS c WHERE c.state NOT IN ('decided', 'safeguarded', 'closed') AND (
            EXISTS (SELECT 1 FROM child_link AS l WHERE l.child_id = c.id AND l.subject_id = ANY (every))
            OR EXISTS (SELECT 1 FROM child_at_premises AS l WHERE l.child_id = c.id AND l.premises_id = p.id))),
        'subjects', people);
END $$;

-- The searches of the force that its clock looks at.
CREATE OR REPLACE FUNCTION us_searches_waiting() RETURNS TABLE (search uuid, subjects uuid[], place uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.id, s.subjects, s.premises_id FROM search AS s
    WHERE us_roles() = ARRAY['SYS'] AND s.org_id = us_org() AND s.state IN ('ready', 'authorised') ORDER BY s.id
$$;

-- states.csv, search ready or authorised → planned, by the system: its tasks end, and its planner has one to prepare it.
CREATE OR REPLACE FUNCTION us_lapse_search(about uuid, what text, until timestamptz, operation uuid)
RETURNS TABLE (entity text, key uuid, revision integer, owner uuid, due timestamptz, kind text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    moment timestamptz := us_now();
    nobody uuid := '00000000-0000-0000-0000-000000000000';
    was search%ROWTYPE;
BEGIN
    IF us_org() IS NULL OR us_roles() IS DISTINCT FROM ARRAY['SYS'] THEN
        RAISE EXCEPTION 'permission denied: the system alone lets a search lapse' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE search AS s
    SET state = 'planned', due = until, rev = s.rev + 1, op_id = operation, recorded_at = moment, recorded_by = nobody
    WHERE s.id = about AND s.org_id = us_org() AND s.state IN ('ready', 'authorised') RETURNING s.* INTO was;
    IF was.id IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT 'search'::text, was.id, was.rev, NULL::uuid, NULL::timestamptz, NULL::text;
    RETURN QUERY
        UPDATE task AS t
        SET state = 'done', done_at = moment, leased_by_id = NULL, leased_until = NULL, offered_to_id = NULL,
            rev = t.rev + 1, op_id = operation, recorded_at = moment, recorded_by = nobody
        WHERE t.object = was.id AND t.state = 'open' AND t.org_id = us_org()
        RETURNING 'task'::text, t.id, t.rev, NULL::uuid, NULL::timestamptz, NULL::text;
    RETURN QUERY
        INSERT INTO task (id, org_id, comp_id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by,
                          entity, object, kind, n, state, owner_id, set_at, due, level)
        VALUES (us_uuid7(), was.org_id, was.comp_id, '{}', was.restricted, was.roots, was.wall, 1, operation, moment,
                nobody, 'search', was.id, what, was.rev, 'open', was.owner_id, moment, until, 0)
        RETURNING 'task'::text, task.id, task.rev, task.owner_id, task.due, task.kind;
END $$;

SELECT pg_temp.us_steps('{definer}', ARRAY[
    'us_asked_for(text[])', 'us_sound_answers(uuid[])', 'us_searches_here(search)']);
SELECT pg_temp.us_steps('{deconf}', ARRAY['us_deconf_standing(uuid[])']);
GRANT EXECUTE ON FUNCTION us_deconf_standing(uuid[]) TO {definer};
SELECT pg_temp.us_called('{definer}', ARRAY[
    'us_with_force(text[])', 'us_places_with_force(text[], uuid)', 'us_told_of_searches(uuid[])',
    'us_hold_for_search(uuid[], uuid)', 'us_search_facts(uuid)', 'us_searches_waiting()',
    'us_lapse_search(uuid, text, timestamptz, uuid)']);
