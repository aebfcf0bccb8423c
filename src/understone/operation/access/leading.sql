-- Which force leads a subject (specification §6): of those that have accepted a package of it, the one where a child at
-- immediate risk is; else where the subject lives; else the one that accepted first. What a person ruled stands.
-- Idempotent; run by `installing` after children.sql.

-- Decide anew once a sending was answered or closed in this call. Gives the subject's revision, if another force leads.
CREATE OR REPLACE FUNCTION us_decide_lead(sending uuid, operation uuid)
RETURNS TABLE (key uuid, revision integer, force text, rule text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    whole uuid[];
    about subject%ROWTYPE;
    leads record;
BEGIN
    SELECT us_family(p.subject_id) INTO whole FROM dissemination AS d JOIN package AS p ON p.id = d.package_id
    WHERE d.id = sending AND d.op_id = operation AND d.recorded_by = us_user();
    SELECT s.* INTO about FROM subject AS s WHERE s.id = ANY (whole) AND s.alias_of_id IS NULL FOR UPDATE;
    IF about.id IS NULL OR about.lead_rule = 'ruled' THEN
        RETURN;
    END IF;
    SELECT f.id, f.code,
           CASE WHEN f.child THEN 'a child at immediate risk is there' WHEN f.home THEN 'the subject lives there'
                ELSE 'it accepted first' END AS rule
    INTO leads
    FROM (
        SELECT o.id, o.code,
               EXISTS (SELECT 1 FROM child AS c JOIN child_link AS l ON l.child_id = c.id
                       WHERE l.subject_id = ANY (whole) AND c.force_id = o.id AND c.immediate = 'yes'
                         AND c.state <> 'closed') AS child,
               EXISTS (SELECT 1 FROM premises AS h JOIN identity_resolution AS i ON i.premises_id = h.id
                       JOIN capture AS c ON c.id = i.capture_id JOIN referral AS r ON r.id = c.referral_id
                       WHERE r.subject_id = ANY (whole) AND h.force_id = o.id
                         AND i.confidence IN ('A', 'B', 'C')) AS home,
               min((SELECT min(a.recorded_at) FROM receipt AS a
                    WHERE a.dissemination_id = d.id AND a.state = 'accepted')) AS since
        FROM dissemination AS d JOIN package AS p ON p.id = d.package_id JOIN organisation AS o ON o.id = d.force_id
        WHERE p.subject_id = ANY (whole) AND d.state IN ('accepted', 'actioned')
        GROUP BY o.id, o.code
    ) AS f
    ORDER BY f.child DESC, f.home DESC, f.since NULLS LAST, f.code LIMIT 1;
    IF leads.id IS NOT DISTINCT FROM about.lead_force_id THEN
        RETURN;
    END IF;
    RETURN QUERY
        UPDATE subject AS s
        SET lead_force_id = leads.id, lead_rule = leads.rule, rev = s.rev + 1, op_id = operation,
            recorded_at = us_now(), recorded_by = us_user()
        WHERE s.id = about.id RETURNING s.id, s.rev, leads.code, leads.rule;
END $$;

-- The other forces that have a package of the same subject now, each with its single point of contact: for the force of
-- a sending, and for the agency. Nothing else of theirs is told.
CREATE OR REPLACE FUNCTION us_other_forces(sending uuid) RETURNS TABLE (force text, contact text, leads boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT o.code,
           (SELECT p.pseudonym FROM person AS p WHERE p.id = us_inbox_of(o.id, d.comp_id, d.roots)),
           coalesce(s.lead_force_id = o.id, false)
    FROM dissemination AS mine JOIN package AS of ON of.id = mine.package_id
    JOIN package AS p ON p.subject_id = ANY (us_family(of.subject_id))
    JOIN dissemination AS d ON d.package_id = p.id JOIN organisation AS o ON o.id = d.force_id
    JOIN subject AS s ON s.id = ANY (us_family(of.subject_id)) AND s.alias_of_id IS NULL
    WHERE mine.id = sending AND mine.comp_id = ANY (us_comps()) AND d.force_id <> mine.force_id
      AND (mine.org_id = us_org() OR (mine.force_id = us_org() AND us_org() = ANY (mine.shared_to)))
      AND (NOT mine.restricted OR us_on_list(mine.roots))
      AND d.state IN ('sent', 'received', 'accepted', 'actioned')
    ORDER BY o.code
$$;

SELECT pg_temp.us_called('{definer}', ARRAY['us_decide_lead(uuid, uuid)', 'us_other_forces(uuid)']);
