-- The ladder (specification §6): states.csv gives task.escalated to the system, which therefore climbs by this function,
-- and sees nothing by it but keys, revisions and levels. Idempotent; run by `installing` after rules.sql.

-- Invariant 13: the level never falls while the task is open.
CREATE OR REPLACE FUNCTION us_level_never_falls() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'task %: its level never falls while it is open', OLD.id
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE TRIGGER us_level_never_falls BEFORE UPDATE ON task FOR EACH ROW
    WHEN (NEW.level < OLD.level AND OLD.state = 'open') EXECUTE FUNCTION us_level_never_falls();

-- Level 1 when due; 2 at 2 hours or a quarter of the time past due, 3 at 24 hours or all of it, whichever is longer.
CREATE OR REPLACE FUNCTION us_rung(set_at timestamptz, due timestamptz, moment timestamptz) RETURNS smallint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN moment >= due + greatest(interval '24 hours', due - set_at) THEN 3
                WHEN moment >= due + greatest(interval '2 hours', (due - set_at) / 4) THEN 2
                WHEN moment >= due THEN 1
                ELSE 0 END::smallint
$$;

-- Let at most `batch` open tasks of the context's organisation climb, the longest due first; those that somebody works
-- on in this moment are left for the next time. `rose` is false where the owner was reminded and nothing else.
CREATE OR REPLACE FUNCTION us_climb(operation uuid, batch integer)
RETURNS TABLE (key uuid, revision integer, "level" smallint, rose boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    moment timestamptz := us_now();
BEGIN
    IF us_org() IS NULL OR us_roles() IS DISTINCT FROM ARRAY['SYS'] THEN
        RAISE EXCEPTION 'permission denied: the system alone climbs the ladder' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
        WITH late AS (
            SELECT t.id, t.level AS was, greatest(t.level, us_rung(t.set_at, t.due, moment)) AS now_at
            FROM task AS t
            WHERE t.org_id = us_org() AND t.state = 'open'
              AND (us_rung(t.set_at, t.due, moment) > t.level
                   OR (t.reminded_at IS NULL AND moment >= t.set_at + (t.due - t.set_at) / 2))
            ORDER BY t.due, t.id LIMIT batch FOR UPDATE SKIP LOCKED)
        UPDATE task AS t
        SET level = late.now_at, reminded_at = coalesce(t.reminded_at, moment), rev = t.rev + 1, op_id = operation,
            recorded_at = moment, recorded_by = '00000000-0000-0000-0000-000000000000'
        FROM late WHERE t.id = late.id
        RETURNING t.id, t.rev, t.level, t.level > late.was;
END $$;
ALTER FUNCTION us_climb(uuid, integer) OWNER TO {definer};
REVOKE ALL ON FUNCTION us_climb(uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION us_climb(uuid, integer) TO {application};
GRANT UPDATE ON task TO {definer};
