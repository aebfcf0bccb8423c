-- Disclosure, and the closing of subjects: what a session may not do by itself. Idempotent; run by `installing` after leading.sql.
-- {closable} are the states from which states.csv lets a subject be closed; {again} is the task of who opens one again.

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

-- states.csv, subject → reopened, by rule: in this call a force arrested somebody whose case was closed, or began anew
-- with a child tied to them. Whoever did it may know nothing of the subject. It goes to an analyst of the agency, of what
-- is restricted one on its list. Gives for each a row of the subject and one of the task.
CREATE OR REPLACE FUNCTION us_reopen_met(span interval, operation uuid)
RETURNS TABLE (entity text, key uuid, revision integer, owner uuid, due timestamptz, kind text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    moment timestamptz := us_now();
    own subject%ROWTYPE;
    holder uuid;
    opened integer;
BEGIN
    FOR own IN
        SELECT s.* FROM subject AS s
        WHERE s.alias_of_id IS NULL AND s.state = 'closed' AND s.id IN (
            SELECT unnest(us_family(met.subject_id)) FROM (
                SELECT a.subject_id FROM arrest AS a
                WHERE a.op_id = operation AND a.rev = 1 AND a.org_id = us_org() AND a.recorded_by = us_user()
                UNION
                SELECT l.subject_id FROM child AS c JOIN child_link AS l ON l.child_id = c.id
                WHERE c.op_id = operation AND c.state = 'identified' AND c.org_id = us_org() AND c.recorded_by = us_user()
            ) AS met)
        ORDER BY s.id FOR UPDATE OF s
    LOOP
        holder := us_on_duty_or_heir('AN', own.org_id, own.comp_id, own.restricted, ARRAY[own.id]);
        UPDATE subject AS s
        SET state = 'open', owner_id = holder, due = moment + span, rev = s.rev + 1, op_id = operation,
            recorded_at = moment, recorded_by = us_user()
        WHERE s.id = own.id RETURNING s.rev INTO opened;
        RETURN QUERY SELECT 'subject'::text, own.id, opened, NULL::uuid, NULL::timestamptz, NULL::text;
        RETURN QUERY
            INSERT INTO task (id, org_id, comp_id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by,
                              entity, object, kind, n, state, owner_id, set_at, due, level)
            VALUES (us_uuid7(), own.org_id, own.comp_id, '{}', own.restricted, own.roots, own.wall, 1, operation, moment,
                    us_user(), 'subject', own.id, {again}, opened, 'open', holder, moment, moment + span, 0)
            RETURNING 'task'::text, task.id, task.rev, task.owner_id, task.due, task.kind;
    END LOOP;
END $$;

SELECT pg_temp.us_called('{definer}', ARRAY[
    'us_left_of_subject(uuid)', 'us_close_subject(uuid, uuid)', 'us_reopen_met(interval, uuid)']);
