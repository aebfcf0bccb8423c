-- The figures of the bulletin (specification §13): the role {bulletin} counts everything, restricted too, and gives
-- numbers alone. Of each figure two functions are made from the one text of its query (bulletin/queries):
--   us_records_F(as_of)  the records behind the figure, as far as whoever asks may see them (row-level security)
--   us_figure_F(as_of)   how many there are, of all; for the readers of bulletins
-- Idempotent; run by `installing` after grading.sql. {queries} holds the texts by code, {readers} the roles.

-- History is read by its rows' newest revision at a time: from these alone, without the rest of the rows.
DO $$
DECLARE
    wanted record;
BEGIN
    FOR wanted IN SELECT * FROM (VALUES
            ('subject', 'alias_of_id, state'), ('dissemination', 'package_id, force_id, state'), ('package', 'subject_id'),
            ('arrest', 'subject_id, force_id, at'), ('charge', 'subject_id, offence, charged_at, org_id'),
            ('subjectcheck', 'subject_id, kind, asked_at, result, registered, prior, second_by_id'),
            ('positionoftrust', 'subject_id, kind, verified_at'),
            ('search', 'premises_id, force_id, subjects, state, executed_at'), ('premises', 'uprn'),
            ('exhibit', 'kind, parent_id, search_id, arrest_id, force_id'), ('examination', 'exhibit_id, status'),
            ('child', 'state, immediate, org_id'), ('childlink', 'child_id, subject_id, ccc'),
            ('referral', 'state, closing_reason, received_at'), ('quarantined', 'state, received_at'),
            ('task', 'state, level, org_id'), ('breach', 'at, org_id')) AS w (name, columns) LOOP
        EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %I (pgh_obj_id, rev DESC) INCLUDE (recorded_at, %s)',
                       'figure_of_' || wanted.name, 'operation_' || wanted.name || 'event', wanted.columns);
        EXECUTE format('GRANT SELECT ON %I TO {bulletin}', 'operation_' || wanted.name || 'event');
    END LOOP;
END $$;
GRANT SELECT ON organisation, person TO {bulletin};

-- Whoever reads bulletins: an active person of the agency in one of the roles that permissions.csv gives it to.
CREATE OR REPLACE FUNCTION us_reads_bulletins() RETURNS void LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
            SELECT 1 FROM person AS p JOIN organisation AS o ON o.id = p.org_id
            WHERE p.id = us_user() AND p.org_id = us_org() AND p.active AND o.kind = 'agency'
              AND us_roles() && {readers} AND us_roles() <@ p.roles) THEN
        RAISE EXCEPTION 'permission denied: bulletins are for their readers' USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

DO $make$
DECLARE
    figure record;
    records text;
    numbers text;
BEGIN
    FOR figure IN SELECT lower(key) AS code, value AS query FROM jsonb_each_text({queries}) LOOP
        records := format('us_records_%s(timestamptz)', figure.code);
        numbers := format('us_figure_%s(timestamptz)', figure.code);
        -- Planned anew each time: a plan that a session made while the tables were small would be kept. Without nested
        -- loops: of how many rows history has at a time the planner knows little, and a guess of one costs the square.
        EXECUTE format('CREATE OR REPLACE FUNCTION us_records_%s(as_of timestamptz)'
            ' RETURNS TABLE (cell text, record uuid, person uuid, force uuid, counted boolean)'
            ' LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET jit = off SET work_mem = ''64MB'''
            ' SET enable_nestloop = off AS %L',
            figure.code, format('BEGIN RETURN QUERY EXECUTE %L USING as_of; END', figure.query));
        -- One line of the whole figure (no cell, no force), one of each cell, one of each force. What is counted is a
        -- record under a cell; `people` are those behind it; `unknown` the records of which it is not known.
        EXECUTE format('CREATE OR REPLACE FUNCTION us_figure_%s(as_of timestamptz)'
            ' RETURNS TABLE (cell text, force text, value bigint, people bigint, unknown bigint)'
            ' LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET jit = off'
            ' SET work_mem = ''64MB'' SET enable_nestloop = off AS %L',
            figure.code, format(
                'BEGIN PERFORM us_reads_bulletins(); RETURN QUERY EXECUTE %L USING as_of; END',
                'WITH found AS MATERIALIZED (' || figure.query || '),'
                ' lines AS (SELECT CASE WHEN GROUPING(f.cell) = 0 THEN f.cell END AS cell,'
                ' CASE WHEN GROUPING(f.force) = 0 THEN f.force END AS force, GROUPING(f.cell, f.force) AS grouped,'
                ' count(DISTINCT (f.cell, f.record)) FILTER (WHERE f.counted) AS value,'
                ' count(DISTINCT f.person) FILTER (WHERE f.counted) AS people,'
                ' count(DISTINCT f.record) FILTER (WHERE NOT f.counted) AS unknown'
                ' FROM found AS f GROUP BY GROUPING SETS ((), (f.cell), (f.force)))'
                ' SELECT l.cell, o.code, l.value, l.people, l.unknown'
                ' FROM lines AS l LEFT JOIN organisation AS o ON o.id = l.force'
                ' WHERE l.grouped = 3 OR coalesce(l.cell, o.code) IS NOT NULL'));
        EXECUTE format('ALTER FUNCTION %s OWNER TO {bulletin}', numbers);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', records);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', numbers);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {application}', records);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {application}', numbers);
    END LOOP;
    ALTER FUNCTION us_reads_bulletins() OWNER TO {bulletin};
    REVOKE ALL ON FUNCTION us_reads_bulletins() FROM PUBLIC;
END $make$;

-- What was published stays as it is; a correction is a new bulletin.
CREATE OR REPLACE FUNCTION us_bulletin_frozen() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.state = 'published' THEN
        RAISE EXCEPTION 'bulletin %: it is published, and stays as it is', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'published' AND (NEW.figures, NEW.figures_digest, NEW.as_of, NEW.audience, NEW.checkpoint)
                               IS DISTINCT FROM (OLD.figures, OLD.figures_digest, OLD.as_of, OLD.audience, OLD.checkpoint)
    THEN
        RAISE EXCEPTION 'bulletin %: it is published as it was drafted', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER us_bulletin_frozen BEFORE UPDATE ON bulletin
    FOR EACH ROW EXECUTE FUNCTION us_bulletin_frozen();
