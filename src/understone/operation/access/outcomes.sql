-- Arrests and what came of them: what a session may not do by itself. Idempotent; run by `installing` after leading.sql.
-- A subject is the agency's row, and a force never reads it. It works on the case: by these functions it learns of the
-- subject what its package told it, and its walls; and of children of other forces a count.

-- Does the session know a subject? Its own organisation's it reads; another's, where its force took up a package of it
-- or has arrested it.
CREATE OR REPLACE FUNCTION us_knows_subject(own subject) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT (own).comp_id = ANY (us_comps()) AND (NOT (own).restricted OR us_on_list((own).roots || (own).id))
        AND ((own).org_id = us_org()
             OR EXISTS (SELECT 1 FROM dissemination AS d JOIN package AS p ON p.id = d.package_id
                        WHERE p.subject_id = ANY (us_family((own).id)) AND d.force_id = us_org()
                          AND us_org() = ANY (d.shared_to) AND d.state IN ('accepted', 'actioned'))
             OR EXISTS (SELECT 1 FROM arrest AS a
                        WHERE a.subject_id = ANY (us_family((own).id)) AND a.org_id = us_org()))
$$;

-- The case of a subject, or of one that became its alias: nothing where the session does not know it. `hold`: nobody else
-- writes about it until the call ends; in the order in which everybody locks, the subject comes first.
CREATE OR REPLACE FUNCTION us_case(about uuid, hold boolean)
RETURNS TABLE (key uuid, code text, revision integer, state text, org uuid, comp uuid, restricted boolean, roots uuid[],
               wall uuid, leads uuid, family uuid[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    whole uuid[] := us_family(about);
    own subject%ROWTYPE;
BEGIN
    SELECT s.* INTO own FROM subject AS s WHERE s.id = ANY (whole) AND s.alias_of_id IS NULL;
    IF own.id IS NULL OR own.state = 'eliminated' OR us_knows_subject(own) IS NOT TRUE THEN
        RETURN;
    END IF;
    IF hold THEN
        PERFORM 1 FROM subject AS s WHERE s.id = own.id FOR UPDATE;
    END IF;
    RETURN QUERY
        SELECT s.id, s.code, s.rev, s.state, s.org_id, s.comp_id, s.restricted, s.roots, s.wall, s.lead_force_id, whole
        FROM subject AS s WHERE s.id = own.id AND s.state <> 'eliminated';
END $$;

-- The key of a spoken reference, where the session knows the subject.
CREATE OR REPLACE FUNCTION us_case_key(spoken text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT own.id FROM subject AS named JOIN subject AS own ON own.id = ANY (us_family(named.id))
    WHERE named.code = spoken AND own.alias_of_id IS NULL AND own.state <> 'eliminated' AND us_knows_subject(own)
$$;

CREATE OR REPLACE FUNCTION us_case_codes(about uuid[]) RETURNS TABLE (key uuid, code text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT named.id, own.code FROM subject AS named JOIN subject AS own ON own.id = ANY (us_family(named.id))
    WHERE named.id = ANY (about) AND own.alias_of_id IS NULL AND own.state <> 'eliminated' AND us_knows_subject(own)
$$;

-- How many children tied to the person under arrest are not decided on, whichever force has them (guard G5).
CREATE OR REPLACE FUNCTION us_children_not_decided(arrested uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(DISTINCT c.id)
    FROM arrest AS a JOIN child_link AS l ON l.subject_id = ANY (us_family(a.subject_id)) JOIN child AS c ON c.id = l.child_id
    WHERE a.id = arrested AND a.org_id = us_org() AND a.comp_id = ANY (us_comps())
      AND (NOT a.restricted OR us_on_list(a.roots)) AND c.state NOT IN ('decided', 'safeguarded', 'closed')
$$;

SELECT pg_temp.us_steps('{definer}', ARRAY['us_knows_subject(subject)']);
SELECT pg_temp.us_called('{definer}', ARRAY[
    'us_case(uuid, boolean)', 'us_case_key(text)', 'us_case_codes(uuid[])', 'us_children_not_decided(uuid)']);
