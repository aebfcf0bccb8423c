-- A child at risk belongs to the force that looks after it, whoever says so first (specification §2, §4): an analyst opens
-- it in another organisation than their own by this function, which checks exactly that row of states.csv and the actor.
-- Idempotent; run by `installing` after packages.sql. {roles} are those of the row.

GRANT INSERT ON child, task TO {definer};

-- Open a child in a force, with the task of whoever owns it. Nothing in either tells of a subject.
CREATE OR REPLACE FUNCTION us_open_child(
    child_id uuid, spoken text, at_risk text, age text, force uuid, compartment_id uuid, what text, until timestamptz,
    operation uuid)
RETURNS TABLE (entity text, key uuid, revision integer, owner uuid, due timestamptz, kind text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    moment timestamptz := us_now();
    agencies uuid[] := ARRAY(SELECT o.id FROM organisation AS o WHERE o.kind = 'agency');
    holder uuid;
BEGIN
    IF NOT EXISTS (
            SELECT 1 FROM person AS p WHERE p.id = us_user() AND p.org_id = us_org() AND p.active
              AND us_roles() && {roles} AND us_roles() <@ p.roles)
       OR NOT (us_org() = us_open_child.force OR us_org() = ANY (agencies))
       OR NOT EXISTS (SELECT 1 FROM organisation AS o WHERE o.id = us_open_child.force AND o.kind = 'force')
       OR compartment_id <> ALL (us_comps()) IS NOT FALSE THEN
        RAISE EXCEPTION 'permission denied: the table has no such step for this person'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    holder := us_on_duty_or_heir('SL', us_open_child.force, compartment_id, false, '{}');
    INSERT INTO child (id, org_id, comp_id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by,
                       state, owner_id, due, code, force_id, immediate, age_band)
    VALUES (child_id, us_open_child.force, compartment_id, agencies, false, '{}', '00000000-0000-0000-0000-000000000000',
            1, operation, moment, us_user(), 'identified', holder, until, spoken, us_open_child.force, at_risk, age);
    RETURN QUERY SELECT 'child'::text, child_id, 1, NULL::uuid, NULL::timestamptz, NULL::text;
    RETURN QUERY
        INSERT INTO task (id, org_id, comp_id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by,
                          entity, object, kind, n, state, owner_id, set_at, due, level)
        VALUES (us_uuid7(), us_open_child.force, compartment_id, agencies, false, '{}',
                '00000000-0000-0000-0000-000000000000', 1, operation, moment, us_user(), 'child', child_id, what, 1, 'open',
                holder, moment, until, 0)
        RETURNING 'task'::text, task.id, task.rev, task.owner_id, task.due, task.kind;
END $$;

-- Who a child is, is for those who look after it: no other role of the force reads it, or its history.
DROP POLICY IF EXISTS us_safeguarders ON child_identity;
CREATE POLICY us_safeguarders ON child_identity AS RESTRICTIVE TO {application}
    USING (coalesce((SELECT us_roles()) && ARRAY['SL', 'SV'], false))
    WITH CHECK (coalesce((SELECT us_roles()) && ARRAY['SL'], false));

SELECT pg_temp.us_called(
    '{definer}', ARRAY['us_open_child(uuid, text, text, text, uuid, uuid, text, timestamptz, uuid)']);
