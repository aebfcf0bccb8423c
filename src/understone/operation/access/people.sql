-- Nobody who has left owns anything open (specification §6, invariants 11 and 12).
-- Idempotent; run by `installing` after administration.sql. {owned} names each table whose open rows have an owner, with
-- the states in which they need none.

CREATE OR REPLACE FUNCTION us_owned() RETURNS TABLE (name text, final text[]) LANGUAGE sql IMMUTABLE AS $$
    SELECT key, ARRAY(SELECT jsonb_array_elements_text(value)) FROM jsonb_each('{owned}'::jsonb) ORDER BY key
$$;

-- What is open is given to active people alone. The lock makes whoever deactivates them wait, and the other way round.
CREATE OR REPLACE FUNCTION us_active_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT (SELECT coalesce(bool_and(active), true) FROM (
            SELECT p.active FROM person AS p
            WHERE p.id IN (SELECT n.owner_id FROM new_rows AS n WHERE n.state <> ALL (TG_ARGV))
            ORDER BY p.id FOR SHARE) AS owners) THEN
        RAISE EXCEPTION '%: something open would be owned by a person who has left', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
ALTER FUNCTION us_active_owner() OWNER TO {definer};
REVOKE ALL ON FUNCTION us_active_owner() FROM PUBLIC;

-- Whoever deactivates somebody moves what they own before the commit, or it does not happen.
CREATE OR REPLACE FUNCTION us_leaves_nothing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    owned record;
    found_one boolean;
BEGIN
    FOR owned IN SELECT * FROM us_owned() LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE owner_id = $1 AND state <> ALL ($2))', owned.name)
            INTO found_one USING NEW.id, owned.final;
        IF found_one AND EXISTS (SELECT 1 FROM person WHERE id = NEW.id AND NOT active) THEN
            RAISE EXCEPTION 'person %: something open (%) would be left behind', NEW.id, owned.name
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
ALTER FUNCTION us_leaves_nothing() OWNER TO {definer};
REVOKE ALL ON FUNCTION us_leaves_nothing() FROM PUBLIC;

DROP TRIGGER IF EXISTS us_leaves_nothing ON person;
CREATE CONSTRAINT TRIGGER us_leaves_nothing AFTER UPDATE ON person DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.active AND NOT NEW.active) EXECUTE FUNCTION us_leaves_nothing();

DO $$
DECLARE
    owned record;
    final text;
BEGIN
    FOR owned IN SELECT * FROM us_owned() LOOP
        SELECT string_agg(quote_literal(state), ', ') INTO final FROM unnest(owned.final) AS state;
        EXECUTE format('CREATE OR REPLACE TRIGGER us_active_owner_new AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION us_active_owner(%s)', owned.name, final);
        EXECUTE format('CREATE OR REPLACE TRIGGER us_active_owner_changed AFTER UPDATE ON %I REFERENCING NEW TABLE AS'
                       ' new_rows FOR EACH STATEMENT EXECUTE FUNCTION us_active_owner(%s)', owned.name, final);
        EXECUTE format('GRANT UPDATE ON %I TO {definer}', owned.name);
    END LOOP;
END $$;

-- Who inherits: the supervisor; in a force that has none, one of its supervisors; else the commander. They hold the
-- compartment, and are on the list where the row is restricted; the commander is asked even if not on the list.
CREATE OR REPLACE FUNCTION us_heir(gone uuid, organisation_id uuid, compartment_id uuid, walled boolean, subjects uuid[])
RETURNS uuid LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    heir uuid;
BEGIN
    SELECT known.id INTO heir FROM (
        SELECT p.id, p.pseudonym,
               CASE WHEN p.org_id = organisation_id AND p.id = (SELECT supervisor_id FROM person WHERE id = gone) THEN 0
                    WHEN p.org_id = organisation_id AND 'SV' = ANY (p.roles) THEN 1
                    WHEN 'CO' = ANY (p.roles) THEN 2 END AS rung,
               NOT walled OR NOT EXISTS (
                    SELECT 1 FROM subject AS s WHERE s.id = ANY (subjects) AND s.restricted AND NOT EXISTS (
                        SELECT 1 FROM reader_grant AS g
                        WHERE g.subject = s.id AND g.user_id = p.id AND g.until > us_now())) AS reads
        FROM person AS p
        WHERE p.active AND p.id <> gone AND NOT p.roles && ARRAY['AU', 'AD']
          AND EXISTS (SELECT 1 FROM membership AS m
                      WHERE m.user_id = p.id AND m.comp_id = compartment_id AND m.until > us_now())
    ) AS known
    WHERE known.rung = 2 OR (known.rung < 2 AND known.reads)
    ORDER BY known.rung, known.reads DESC, known.pseudonym LIMIT 1;
    IF heir IS NULL THEN
        RAISE EXCEPTION 'neither a supervisor nor a commander holds the compartment' USING ERRCODE = 'US001';
    END IF;
    RETURN heir;
END $$;

-- Deactivate a person, and move all that is open to their heirs. Gives each revision that was written.
CREATE OR REPLACE FUNCTION us_leave(who uuid, operation uuid)
RETURNS TABLE (entity text, key uuid, revision integer, about uuid, heir uuid, owned boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    open record;
    moment timestamptz := us_now();
    theirs uuid := (SELECT p.org_id FROM person AS p WHERE p.id = who);  -- a sending is the agency's, its owner a force's
BEGIN
    PERFORM us_acts_as('AD');
    IF who = us_user() THEN
        RAISE EXCEPTION 'permission denied: nobody deactivates themselves' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE person AS p SET active = false WHERE p.id = who;  -- waits for those who give this person work
    FOR open IN SELECT o.name, o.final FROM us_owned() AS o WHERE o.name <> 'task' LOOP
        RETURN QUERY EXECUTE format(
            'UPDATE %1$I AS t SET owner_id = us_heir($1, $5, t.comp_id, t.restricted, t.roots), rev = t.rev + 1,'
            ' op_id = $2, recorded_at = $3, recorded_by = us_user() WHERE t.owner_id = $1 AND t.state <> ALL ($4)'
            ' RETURNING %1$L::text, t.id, t.rev, t.id, t.owner_id, true', open.name)
            USING who, operation, moment, open.final, theirs;
    END LOOP;
    RETURN QUERY
        UPDATE task AS t
        SET owner_id = CASE WHEN was.mine THEN us_heir(who, theirs, t.comp_id, t.restricted, t.roots)
                            ELSE t.owner_id END,
            leased_until = CASE WHEN t.leased_by_id = who THEN NULL ELSE t.leased_until END,
            leased_by_id = nullif(t.leased_by_id, who),
            offered_to_id = CASE WHEN was.mine THEN NULL ELSE nullif(t.offered_to_id, who) END,
            rev = t.rev + 1, op_id = operation, recorded_at = moment, recorded_by = us_user()
        FROM (SELECT o.id, o.owner_id = who AS mine FROM task AS o
              WHERE o.state = 'open' AND who IN (o.owner_id, o.leased_by_id, o.offered_to_id)) AS was
        WHERE t.id = was.id
        RETURNING 'task'::text, t.id, t.rev, t.object, t.owner_id, was.mine;
END $$;
ALTER FUNCTION us_leave(uuid, uuid) OWNER TO {definer};
REVOKE ALL ON FUNCTION us_leave(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION us_leave(uuid, uuid) TO {application};
GRANT SELECT, UPDATE ON person TO {definer};
