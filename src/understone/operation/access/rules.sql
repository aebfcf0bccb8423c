-- What the database itself holds to (specification §2, §3). Idempotent; run by `installing` after the migrations.
-- {definer} owns the functions that may do what a session may not; {application} is the role that sessions work as.

CREATE OR REPLACE FUNCTION us_org() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT nullif(current_setting('us.org', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION us_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT nullif(current_setting('us.user', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION us_roles() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT nullif(current_setting('us.roles', true), '')::text[] $$;
CREATE OR REPLACE FUNCTION us_comps() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT nullif(current_setting('us.comps', true), '')::uuid[] $$;

-- pghistory's statement triggers ask for a context. We keep none: it would keep addresses of pages outside these rules.
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT NULL::uuid $$;

-- True when the user holds a live grant for every restricted subject among the roots. Where none of them is restricted,
-- a row that says it is has something wrong with it, and nobody reads it.
-- The argument is called by its full name: `roots` alone would be the column of `subject`.
CREATE OR REPLACE FUNCTION us_on_list(roots uuid[]) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT coalesce(bool_and(EXISTS (
            SELECT 1 FROM reader_grant AS g WHERE g.subject = s.id AND g.user_id = us_user() AND g.until > us_now())),
        false)
    FROM subject AS s WHERE s.id = ANY (us_on_list.roots) AND s.restricted
$$;
ALTER FUNCTION us_on_list(uuid[]) OWNER TO {definer};

-- A change is one revision further, of the same row.
CREATE OR REPLACE FUNCTION us_next_revision() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.rev IS DISTINCT FROM OLD.rev + 1 OR NEW.id IS DISTINCT FROM OLD.id OR NEW.org_id IS DISTINCT FROM OLD.org_id
    THEN
        RAISE EXCEPTION '% %: a change is the next revision of the same row', TG_TABLE_NAME, OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

DO $$
DECLARE
    head text;
    history text;
    readable text := 'comp_id = ANY ((SELECT us_comps())::uuid[])'
        ' AND (org_id = (SELECT us_org()) OR (SELECT us_org()) = ANY (shared_to))'
        ' AND (NOT restricted OR us_on_list(roots))';
    writable text := readable || ' AND org_id = (SELECT us_org())';
BEGIN
    FOREACH head IN ARRAY {heads} LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', head);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', head);
        EXECUTE format('DROP POLICY IF EXISTS us_read ON %I', head);
        EXECUTE format('DROP POLICY IF EXISTS us_insert ON %I', head);
        EXECUTE format('DROP POLICY IF EXISTS us_update ON %I', head);
        EXECUTE format('CREATE POLICY us_read ON %I FOR SELECT TO {application} USING (%s)', head, readable);
        EXECUTE format('CREATE POLICY us_insert ON %I FOR INSERT TO {application} WITH CHECK (%s)', head, writable);
        EXECUTE format('CREATE POLICY us_update ON %I FOR UPDATE TO {application} USING (%s) WITH CHECK (%s)',
                       head, writable, writable);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO {application}', head);
        EXECUTE format('GRANT SELECT ON %I TO {definer}', head);
    END LOOP;
    FOREACH head IN ARRAY {derived} LOOP
        EXECUTE format('GRANT UPDATE ON %I TO {application}', head);
    END LOOP;
    FOREACH head IN ARRAY {tracked} LOOP
        history := 'operation_' || replace(head, '_', '') || 'event';
        EXECUTE format('GRANT UPDATE ON %I TO {application}', head);
        EXECUTE format('CREATE OR REPLACE TRIGGER us_next_revision BEFORE UPDATE ON %I'
                       ' FOR EACH ROW EXECUTE FUNCTION us_next_revision()', head);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', history);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', history);
        EXECUTE format('DROP POLICY IF EXISTS us_read ON %I', history);
        EXECUTE format('CREATE POLICY us_read ON %I FOR SELECT TO {application}'
                       ' USING (EXISTS (SELECT 1 FROM %I AS head WHERE head.id = pgh_obj_id))', history, head);
        EXECUTE format('GRANT SELECT ON %I TO {application}', history);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO {definer}', history);
    END LOOP;
END $$;

-- History is written by its triggers alone: as functions of a role that sessions are not.
DO $$
DECLARE
    written record;
BEGIN
    FOR written IN SELECT p.oid::regprocedure AS name FROM pg_proc AS p
                   WHERE p.pronamespace = 'public'::regnamespace AND p.proname ~ '^pgtrigger_(insert|update)_' LOOP
        EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = public, pg_temp', written.name);
        -- They join old rows with new ones by a plan that a session keeps from its first statement, perhaps of one row.
        EXECUTE format('ALTER FUNCTION %s SET enable_nestloop = off', written.name);
        EXECUTE format('ALTER FUNCTION %s OWNER TO {definer}', written.name);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', written.name);
    END LOOP;
END $$;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {application}, {definer};

-- What was done under an idempotency key is for those who did it.
ALTER TABLE done_call ENABLE ROW LEVEL SECURITY;
ALTER TABLE done_call FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS us_own ON done_call;
CREATE POLICY us_own ON done_call TO {application}
    USING (user_id = us_user() AND org_id = us_org()) WITH CHECK (user_id = us_user() AND org_id = us_org());
GRANT SELECT, INSERT ON done_call TO {application};

GRANT SELECT ON organisation, compartment, person, membership TO {application}, {definer};
GRANT SELECT ON reader_grant TO {definer};

CREATE SEQUENCE IF NOT EXISTS subject_code;
GRANT USAGE ON SEQUENCE subject_code TO {application};

-- Every session adds to the ledger. What entries say in full, they say to the commander and the auditor, who verify it
-- (ledger.verify): the rows that an entry is about have walls, and the entry names what stands in them.
ALTER TABLE ledger.ledger_payload ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS us_add ON ledger.ledger_payload;
DROP POLICY IF EXISTS us_read ON ledger.ledger_payload;
CREATE POLICY us_add ON ledger.ledger_payload FOR INSERT TO {application} WITH CHECK (true);
CREATE POLICY us_read ON ledger.ledger_payload FOR SELECT TO {application}
    USING (coalesce((SELECT us_roles()) && ARRAY['AU', 'CO'], false));

-- For the files that are run after this one, to the end of the connection: functions that alone others of the same owner
-- call, and those that sessions may call.
CREATE OR REPLACE FUNCTION pg_temp.us_steps(owner text, functions text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY functions LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO %I', name, owner);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', name);
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION pg_temp.us_called(owner text, functions text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text;
BEGIN
    PERFORM pg_temp.us_steps(owner, functions);
    FOREACH name IN ARRAY functions LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {application}', name);
    END LOOP;
END $$;
