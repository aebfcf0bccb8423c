-- Disclosure, and the closing of subjects: what a session may not do by itself. Idempotent; run by `installing` after leading.sql.
-- {closable} are the states from which states.csv lets a subject be closed.

-- What stands against closing a subject, over all forces and behind every wall (guard G8): counts, and nothing else.
CREATE OR REPLACE FUNCTION us_left_of_subject(about uuid) RETURNS TABLE (children bigint, sendings bigint, exhibits bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT
        (SELECT count(DISTINCT c.id) FROM child_link AS l JOIN child AS c ON c.id = l.child_id
         WHERE l.subject_id = ANY (f.whole) AND c.state NOT IN ('safeguarded', 'closed')),
        (SELECT count(*) FROM dissemination AS d JOIN package AS p ON p.id = d.package_id
         WHERE p.subject_id = ANY (f.whole) AND d.state NOT IN ('actioned', 'closed')),
        (SELECT count(*) FROM exhibit AS e LEFT JOIN search AS s ON s.id = e.search_id LEFT JOIN arrest AS a ON a.id = e.arrest_id
         WHERE (s.subjects && f.whole OR a.subject_id = ANY (f.whole)) AND e.state NOT IN ('reported', 'disposed'))
    FROM subject AS own CROSS JOIN LATERAL (SELECT us_family(own.id) AS whole) AS f
    WHERE own.id = about AND us_knows_subject(own)
$$;

-- states.csv, subject → closed, by IN and SV of the force that leads: the agency's row, and the tasks about it. The
-- supervisor has completed the investigator's proposal in this call.
CREATE OR REPLACE FUNCTION us_close_subject(proposed uuid, operation uuid)
RETURNS TABLE (entity text, key uuid, revision integer, owner uuid, due timestamptz, kind text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    moment timestamptz := us_now();
    agreed proposal%ROWTYPE;
    own subject%ROWTYPE;
    closed integer;
BEGIN
    SELECT p.* INTO agreed FROM proposal AS p JOIN person AS first ON first.id = p.proposed_by_id
    WHERE p.id = proposed AND p.org_id = us_org() AND p.entity = 'subject' AND p.action = 'subject.close'
      AND p.payload ->> 'do' = 'close' AND p.state = 'done' AND p.op_id = operation AND p.recorded_by = us_user()
      AND first.id <> us_user() AND first.active AND first.org_id = us_org() AND 'IN' = ANY (first.roles);
    SELECT s.* INTO own FROM subject AS s WHERE s.id = agreed.object FOR UPDATE;
    IF own.id IS NULL OR own.lead_force_id IS DISTINCT FROM us_org() OR us_knows_subject(own) IS NOT TRUE
       OR own.state <> ALL ({closable}) OR own.alias_of_id IS NOT NULL
       OR NOT EXISTS (SELECT 1 FROM person AS p WHERE p.id = us_user() AND p.org_id = us_org() AND p.active
                        AND 'SV' = ANY (p.roles) AND us_roles() = ARRAY['SV'])
       OR NOT EXISTS (SELECT 1 FROM us_left_of_subject(own.id) AS l WHERE l.children + l.sendings + l.exhibits = 0) THEN
        RAISE EXCEPTION 'permission denied: the table has no such step for these two persons'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE subject AS s
    SET state = 'closed', owner_id = NULL, due = NULL, rev = s.rev + 1, op_id = operation, recorded_at = moment,
        recorded_by = us_user()
    WHERE s.id = own.id RETURNING s.rev INTO closed;
    RETURN QUERY SELECT 'subject'::text, own.id, closed, NULL::uuid, NULL::timestamptz, NULL::text;
    RETURN QUERY
        UPDATE task AS t
        SET state = 'done', done_at = moment, leased_by_id = NULL, leased_until = NULL, offered_to_id = NULL,
            rev = t.rev + 1, op_id = operation, recorded_at = moment, recorded_by = us_user()
        WHERE t.object = own.id AND t.entity = 'subject' AND t.org_id = own.org_id AND t.state = 'open'
        RETURNING 'task'::text, t.id, t.rev, NULL::uuid, NULL::timestamptz, NULL::text;
END $$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['us_left_of_subject(uuid)', 'us_close_subject(uuid, uuid)'] LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO {definer}', name);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', name);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {application}', name);
    END LOOP;
END $$;
