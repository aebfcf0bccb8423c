-- A force's answers to what the agency sent it (specification §2): transitions that states.csv gives to another
-- organisation than the row's owner run here, and check exactly that row of the table, the actor and `shared_to`.
-- Idempotent; run by `installing` after hiding.sql. {steps} are those rows.

GRANT UPDATE ON subject, dissemination TO {definer};
GRANT INSERT, UPDATE ON task TO {definer};

CREATE OR REPLACE FUNCTION us_force_steps() RETURNS TABLE (state text, event text, roles text[], next_state text)
LANGUAGE sql IMMUTABLE AS $$
    SELECT s ->> 'state', s ->> 'event', ARRAY(SELECT jsonb_array_elements_text(s -> 'roles')), s ->> 'next_state'
    FROM jsonb_array_elements('{steps}'::jsonb) AS s
$$;

-- May this person be given a row of these walls: active, with a live compartment, on every list?
CREATE OR REPLACE FUNCTION us_can_hold(who uuid, compartment_id uuid, subjects uuid[]) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM person AS p JOIN membership AS m ON m.user_id = p.id
                   WHERE p.id = who AND p.active AND m.comp_id = compartment_id AND m.until > us_now())
        AND NOT EXISTS (SELECT 1 FROM subject AS s
                        WHERE s.id = ANY (subjects) AND s.restricted AND NOT us_reads_all(who, ARRAY[s.id]))
$$;

-- Who of a role has the least to do, of those who may hold such a row: of what is restricted, those on its list.
CREATE OR REPLACE FUNCTION us_on_duty(role text, organisation_id uuid, compartment_id uuid, subjects uuid[]) RETURNS uuid
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT p.id FROM person AS p
    WHERE p.org_id = organisation_id AND us_on_duty.role = ANY (p.roles) AND us_can_hold(p.id, compartment_id, subjects)
    ORDER BY (SELECT count(*) FROM task AS t WHERE t.owner_id = p.id AND t.state = 'open'), p.pseudonym LIMIT 1
$$;

-- The same; where nobody is, a supervisor of a force, else the commander.
CREATE OR REPLACE FUNCTION us_on_duty_or_heir(
    role text, organisation_id uuid, compartment_id uuid, walled boolean, subjects uuid[])
RETURNS uuid LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce(
        us_on_duty(role, organisation_id, compartment_id, subjects),
        us_heir('00000000-0000-0000-0000-000000000000', organisation_id, compartment_id, walled, subjects))
$$;

-- Whose inbox it is: the force's single point of contact with the least to do. Nobody, where it works outside of here.
CREATE OR REPLACE FUNCTION us_inbox_of(force uuid, compartment_id uuid, subjects uuid[]) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT us_on_duty('SP', force, compartment_id, subjects)
$$;

-- A task for a force about a sending, among the force's own.
CREATE OR REPLACE FUNCTION us_task_of_force(sending dissemination, what text, holder uuid, until timestamptz, operation uuid)
RETURNS TABLE (entity text, key uuid, revision integer, owner uuid, due timestamptz, kind text)
LANGUAGE sql SET search_path = public, pg_temp AS $$
    INSERT INTO task (id, org_id, comp_id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by,
                      entity, object, kind, n, state, owner_id, set_at, due, level)
    VALUES (us_uuid7(), (sending).force_id, (sending).comp_id, ARRAY[(sending).org_id], (sending).restricted,
            (sending).roots, (sending).wall, 1, operation, us_now(), us_user(), 'dissemination', (sending).id, what,
            (sending).rev, 'open', holder, us_now(), until, 0)
    RETURNING 'task'::text, task.id, task.rev, task.owner_id, task.due, task.kind
$$;

-- Put what was sent in this call into the force's inbox.
CREATE OR REPLACE FUNCTION us_give_to_force(sending uuid, operation uuid)
RETURNS TABLE (entity text, key uuid, revision integer, owner uuid, due timestamptz, kind text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    made dissemination%ROWTYPE;
BEGIN
    SELECT d.* INTO made FROM dissemination AS d JOIN person AS p ON p.id = d.owner_id
    WHERE d.id = sending AND d.org_id = us_org() AND d.op_id = operation AND d.rev = 1 AND d.recorded_by = us_user()
      AND d.state = 'sent' AND d.force_id = ANY (d.shared_to) AND p.org_id = d.force_id;
    IF made.id IS NULL THEN
        RAISE EXCEPTION 'permission denied: nothing was sent to that force in this call'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT * FROM us_task_of_force(made, 'receive', made.owner_id, made.due, operation);
END $$;

-- A sending that was closed in this call is the force's no more: its open tasks about it end, and it is asked to say
-- that its copies are destroyed. Nothing is asked of a force that works outside of here.
CREATE OR REPLACE FUNCTION us_take_back(sending uuid, span interval, operation uuid)
RETURNS TABLE (entity text, key uuid, revision integer, owner uuid, due timestamptz, kind text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    made dissemination%ROWTYPE;
    holder uuid;
BEGIN
    SELECT d.* INTO made FROM dissemination AS d
    WHERE d.id = sending AND d.org_id = us_org() AND d.op_id = operation AND d.recorded_by = us_user()
      AND d.state = 'closed';
    IF made.id IS NULL THEN
        RAISE EXCEPTION 'permission denied: nothing was taken back in this call' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
        UPDATE task AS t
        SET state = 'done', done_at = us_now(), leased_by_id = NULL, leased_until = NULL, offered_to_id = NULL,
            rev = t.rev + 1, op_id = operation, recorded_at = us_now(), recorded_by = us_user()
        WHERE t.object = made.id AND t.org_id = made.force_id AND t.state = 'open'
        RETURNING 'task'::text, t.id, t.rev, NULL::uuid, NULL::timestamptz, NULL::text;
    holder := us_inbox_of(made.force_id, made.comp_id, made.roots);
    IF holder IS NOT NULL THEN
        RETURN QUERY SELECT * FROM us_task_of_force(made, 'confirm destruction', holder, us_now() + span, operation);
    END IF;
END $$;

-- A step of a force: received, accepted, returned, actioned. `holder` takes an accepted one; `until` is when the next
-- step is due. What follows by rule is done with it: the author's task when it is returned, the subject actioned.
CREATE OR REPLACE FUNCTION us_answer(
    sending uuid, happened text, holder uuid, until timestamptz, why text, suggested text, operation uuid)
RETURNS TABLE (entity text, key uuid, revision integer, owner uuid, due timestamptz, kind text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    sent_one dissemination%ROWTYPE;
    step record;
    of package%ROWTYPE;
    moment timestamptz := us_now();
    taken_by uuid;
BEGIN
    -- In the order in which everybody locks them: the subject first.
    PERFORM 1 FROM subject AS s JOIN package AS p ON p.subject_id = s.id JOIN dissemination AS d ON d.package_id = p.id
    WHERE d.id = sending FOR UPDATE OF s;
    SELECT d.* INTO sent_one FROM dissemination AS d
    WHERE d.id = sending AND d.force_id = us_org() AND us_org() = ANY (d.shared_to) AND d.comp_id = ANY (us_comps())
      AND (NOT d.restricted OR us_on_list(d.roots)) FOR UPDATE;
    SELECT s.* INTO step FROM us_force_steps() AS s
    WHERE s.state = sent_one.state AND s.event = happened AND EXISTS (
        SELECT 1 FROM person AS p WHERE p.id = us_user() AND p.org_id = us_org() AND p.active
          AND p.roles && s.roles AND us_roles() && s.roles AND us_roles() <@ p.roles);
    IF sent_one.id IS NULL OR step.event IS NULL THEN
        RAISE EXCEPTION 'permission denied: the table has no such step for this person'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT p.* INTO of FROM package AS p WHERE p.id = sent_one.package_id;
    taken_by := us_user();
    IF happened = 'accepted' THEN
        IF NOT EXISTS (SELECT 1 FROM person AS p WHERE p.id = holder AND p.org_id = us_org() AND 'IN' = ANY (p.roles))
           OR NOT us_can_hold(holder, sent_one.comp_id, sent_one.roots) THEN
            RAISE EXCEPTION 'an active investigator of the force takes it' USING ERRCODE = 'check_violation';
        END IF;
        taken_by := holder;
    ELSIF happened = 'returned' THEN
        taken_by := CASE WHEN us_can_hold(of.author_id, sent_one.comp_id, sent_one.roots) THEN of.author_id
                         ELSE us_heir(of.author_id, sent_one.org_id, sent_one.comp_id, sent_one.restricted,
                                      sent_one.roots) END;
    ELSIF happened = 'actioned' THEN
        taken_by := NULL;
    END IF;
    UPDATE dissemination AS d
    SET state = step.next_state, owner_id = taken_by, due = CASE WHEN taken_by IS NULL THEN NULL ELSE until END,
        return_reason = CASE WHEN happened = 'returned' THEN why ELSE d.return_reason END,
        suggested_force = CASE WHEN happened = 'returned' THEN suggested ELSE d.suggested_force END,
        rev = d.rev + 1, op_id = operation, recorded_at = moment, recorded_by = us_user()
    WHERE d.id = sending RETURNING d.* INTO sent_one;
    RETURN QUERY SELECT 'dissemination'::text, sent_one.id, sent_one.rev, NULL::uuid, NULL::timestamptz, NULL::text;
    IF happened = 'returned' THEN
        RETURN QUERY
            INSERT INTO task (id, org_id, comp_id, shared_to, restricted, roots, wall, rev, op_id, recorded_at,
                              recorded_by, entity, object, kind, n, state, owner_id, set_at, due, level)
            VALUES (us_uuid7(), sent_one.org_id, sent_one.comp_id, '{}', sent_one.restricted, sent_one.roots,
                    sent_one.wall, 1, operation, moment, us_user(), 'dissemination', sent_one.id,
                    'redraft or re-route', sent_one.rev, 'open', taken_by, moment, until, 0)
            RETURNING 'task'::text, task.id, task.rev, task.owner_id, task.due, task.kind;
    ELSIF happened = 'actioned' THEN
        RETURN QUERY
            UPDATE subject AS s
            SET state = 'actioned', rev = s.rev + 1, op_id = operation, recorded_at = moment, recorded_by = us_user()
            WHERE s.id = of.subject_id AND s.state = 'with_force'
            RETURNING 'subject'::text, s.id, s.rev, NULL::uuid, NULL::timestamptz, NULL::text;
    END IF;
END $$;

-- A sending goes with the force's task about it, from whoever had both to whoever has the task now: as this call moved it.
CREATE OR REPLACE FUNCTION us_hand_over(moved uuid[], operation uuid)
RETURNS TABLE (entity text, key uuid, revision integer, task uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE dissemination AS d
    SET owner_id = t.owner_id, rev = d.rev + 1, op_id = operation, recorded_at = us_now(), recorded_by = us_user()
    FROM task AS t JOIN operation_taskevent AS before ON before.pgh_obj_id = t.id AND before.rev = t.rev - 1
    WHERE t.id = ANY (moved) AND t.org_id = us_org() AND t.state = 'open'
      AND t.op_id = operation AND t.recorded_by = us_user()
      AND d.id = t.object AND d.force_id = us_org() AND us_org() = ANY (d.shared_to)
      AND d.owner_id = before.owner_id AND us_can_hold(t.owner_id, d.comp_id, d.roots)
    RETURNING 'dissemination'::text, d.id, d.rev, t.id
$$;

SELECT pg_temp.us_steps('{definer}', ARRAY[
    'us_can_hold(uuid, uuid, uuid[])', 'us_on_duty(text, uuid, uuid, uuid[])',
    'us_on_duty_or_heir(text, uuid, uuid, boolean, uuid[])',
    'us_task_of_force(dissemination, text, uuid, timestamptz, uuid)']);
SELECT pg_temp.us_called('{definer}', ARRAY[
    'us_inbox_of(uuid, uuid, uuid[])', 'us_give_to_force(uuid, uuid)', 'us_take_back(uuid, interval, uuid)',
    'us_hand_over(uuid[], uuid)', 'us_answer(uuid, text, uuid, timestamptz, text, text, uuid)']);
