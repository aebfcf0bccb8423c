-- Who may change organisations, people and compartments (specification §1 and §2; access.* and config.change).
-- Sessions write none of these tables. They call these functions, which look at who the two persons really are:
-- what a session says of itself is not enough here. Idempotent; run by `installing` after rules.sql.

CREATE OR REPLACE FUNCTION us_acts_as(wanted text) RETURNS void LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM person WHERE id = us_user() AND org_id = us_org() AND active
                   AND wanted = ANY (roles) AND wanted = ANY (us_roles())) THEN
        RAISE EXCEPTION 'permission denied: this needs somebody with the role %', wanted
            USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION us_seconded(second uuid, wanted text) RETURNS void LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
BEGIN
    IF second = us_user() OR NOT EXISTS (SELECT 1 FROM person WHERE id = second AND active AND wanted = ANY (roles)) THEN
        RAISE EXCEPTION 'permission denied: this needs a second person with the role %', wanted
            USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

-- Roles fit the kind of the organisation; an auditor and an administrator hold no other.
CREATE OR REPLACE FUNCTION us_roles_fit(organisation_id uuid, held text[]) RETURNS void LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
DECLARE
    fitting text[] := (SELECT CASE kind WHEN 'agency' THEN ARRAY['IO', 'AN', 'AP', 'CO', 'AU', 'AD']
                                        WHEN 'force' THEN ARRAY['SP', 'IN', 'DE', 'GR', 'SL', 'SV'] END
                       FROM organisation WHERE id = organisation_id);
BEGIN
    IF fitting IS NULL OR held IS NULL OR cardinality(held) = 0 OR NOT held <@ fitting
       OR (held && ARRAY['AU', 'AD'] AND cardinality(held) > 1) THEN
        RAISE EXCEPTION 'these roles do not go together, or not with the organisation: %', held
            USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION us_supervises(supervisor uuid, organisation_id uuid) RETURNS void LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
BEGIN
    IF supervisor IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM person WHERE id = supervisor AND org_id = organisation_id AND active) THEN
        RAISE EXCEPTION 'a supervisor is an active person of the same organisation'
            USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION us_add_organisation(
    new_id uuid, kind text, code text, name text, jurisdiction text, source jsonb, second uuid
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM us_acts_as('AD');
    PERFORM us_seconded(second, 'CO');
    INSERT INTO organisation (id, kind, code, name, jurisdiction, source)
        VALUES (new_id, kind, code, name, jurisdiction, source);
END $$;

CREATE OR REPLACE FUNCTION us_set_source(partner uuid, told jsonb, second uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM us_acts_as('AD');
    PERFORM us_seconded(second, 'CO');
    UPDATE organisation SET source = told WHERE id = partner AND kind = 'partner';
END $$;

CREATE OR REPLACE FUNCTION us_set_link_rules(told jsonb, second uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM us_acts_as('AD');
    PERFORM us_seconded(second, 'CO');
    INSERT INTO link_rules (number, values, at)
        SELECT coalesce(max(r.number), 0) + 1, told, us_now() FROM link_rules AS r;
END $$;

CREATE OR REPLACE FUNCTION us_set_operator_table(which text, told jsonb, second uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM us_acts_as('AD');
    PERFORM us_seconded(second, 'CO');
    INSERT INTO operator_table (name, number, rows, at)
        SELECT which, coalesce(max(t.number), 0) + 1, told, us_now() FROM operator_table AS t WHERE t.name = which;
END $$;

-- A number that two persons can change: as the newest version of the operator's table says, else as it is shipped.
CREATE OR REPLACE FUNCTION us_limit(which text) RETURNS integer LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(
        (SELECT (told ->> 'value')::integer
         FROM (SELECT t.rows FROM operator_table AS t WHERE t.name = 'limits' ORDER BY t.number DESC LIMIT 1) AS newest,
              jsonb_array_elements(newest.rows) AS told
         WHERE told ->> 'code' = which),
        ('{limits}'::jsonb ->> which)::integer)
$$;

CREATE OR REPLACE FUNCTION us_add_compartment(new_id uuid, code text, force uuid, second uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM us_acts_as('AD');
    PERFORM us_seconded(second, 'CO');
    INSERT INTO compartment (id, code, force_id) VALUES (new_id, code, force);
END $$;

-- Who is on the operation holds the common compartment, and that of their own force.
CREATE OR REPLACE FUNCTION us_add_person(
    new_id uuid, organisation_id uuid, pseudonym text, held text[], "rank" text, supervisor uuid, until timestamptz,
    second uuid
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM us_acts_as('AD');
    PERFORM us_seconded(second, 'CO');
    PERFORM us_roles_fit(organisation_id, held);
    PERFORM us_supervises(supervisor, organisation_id);
    INSERT INTO person (id, org_id, pseudonym, roles, rank, supervisor_id, active)
        VALUES (new_id, organisation_id, pseudonym, held, "rank", supervisor, true);
    INSERT INTO membership (user_id, comp_id, until)
        SELECT new_id, c.id, us_add_person.until FROM compartment AS c
        WHERE c.code = 'common' OR c.force_id = organisation_id;
END $$;

CREATE OR REPLACE FUNCTION us_change_person(who uuid, held text[], new_rank text, supervisor uuid, second uuid)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    organisation_id uuid := (SELECT org_id FROM person WHERE id = who);
BEGIN
    PERFORM us_acts_as('AD');
    PERFORM us_seconded(second, 'CO');
    IF who = second OR who = us_user() THEN
        RAISE EXCEPTION 'permission denied: nobody changes what they hold themselves'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM us_roles_fit(organisation_id, held);
    PERFORM us_supervises(supervisor, organisation_id);
    UPDATE person SET roles = held, rank = new_rank, supervisor_id = supervisor WHERE id = who;
END $$;

CREATE OR REPLACE FUNCTION us_grant_compartment(who uuid, compartment_id uuid, new_until timestamptz, second uuid)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM us_acts_as('CO');
    PERFORM us_seconded(second, 'AP');
    IF who = second OR who = us_user() THEN
        RAISE EXCEPTION 'permission denied: nobody grants themselves a compartment'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO membership (user_id, comp_id, until) VALUES (who, compartment_id, new_until)
        ON CONFLICT (user_id, comp_id) DO UPDATE SET until = excluded.until;
END $$;

CREATE OR REPLACE FUNCTION us_end_compartment(who uuid, compartment_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM us_acts_as('CO');
    UPDATE membership SET until = us_now() WHERE user_id = who AND comp_id = compartment_id AND until > us_now();
END $$;

GRANT INSERT, UPDATE ON organisation, compartment, person, membership TO {definer};
GRANT SELECT, INSERT ON link_rules, operator_table TO {definer};
GRANT SELECT ON link_rules, operator_table TO {application};
DO $$
DECLARE
    called record;
BEGIN
    FOR called IN SELECT p.oid::regprocedure AS name FROM pg_proc AS p
                  WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
                    AND p.proname ~ '^us_(add|set|change|end|grant)_' LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO {definer}', called.name);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', called.name);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {application}', called.name);
    END LOOP;
END $$;
