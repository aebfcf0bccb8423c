-- Exhibits: how urgent is what was seized (guard PRIORITY)? A force sees neither the agency's subject nor its risk, and
-- learns of them no more than the order of its own queue needs. Idempotent; run by `installing` after leading.sql.

-- For each of the force's own searches and arrests in the session's sight: how many children around its subjects and its
-- premises are at immediate risk, not yet safeguarded, safeguarded; whether children live there; the subjects' bands.
CREATE OR REPLACE FUNCTION us_urgency(sources uuid[])
RETURNS TABLE (source uuid, immediate bigint, unsafe bigint, safe bigint, children text, bands text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH asked AS (
        SELECT s.id AS source, s.subjects, s.premises_id AS place FROM search AS s
        WHERE s.id = ANY (sources) AND s.org_id = us_org() AND s.comp_id = ANY (us_comps())
          AND (NOT s.restricted OR us_on_list(s.roots))
        UNION ALL
        SELECT a.id, ARRAY[a.subject_id], s.premises_id FROM arrest AS a LEFT JOIN search AS s ON s.id = a.search_id
        WHERE a.id = ANY (sources) AND a.org_id = us_org() AND a.comp_id = ANY (us_comps())
          AND (NOT a.restricted OR us_on_list(a.roots))
    ), kin AS (
        SELECT DISTINCT asked.source, whole.key FROM asked, unnest(asked.subjects) AS of (subject),
                        unnest(us_family(of.subject)) AS whole (key)
    ), around AS (
        SELECT k.source, l.child_id FROM kin AS k JOIN child_link AS l ON l.subject_id = k.key
        UNION
        SELECT asked.source, p.child_id FROM asked JOIN child_at_premises AS p ON p.premises_id = asked.place
    ), counted AS (
        SELECT a.source, count(*) FILTER (WHERE c.state NOT IN ('safeguarded', 'closed') AND c.immediate <> 'no') AS immediate,
               count(*) FILTER (WHERE c.state NOT IN ('safeguarded', 'closed') AND c.immediate = 'no') AS unsafe,
               count(*) FILTER (WHERE c.state IN ('safeguarded', 'closed')) AS safe
        FROM around AS a JOIN child AS c ON c.id = a.child_id GROUP BY a.source
    ), newest AS (
        SELECT DISTINCT ON (k.source, r.subject_id) k.source, r.band FROM kin AS k
        JOIN risk_assessment AS r ON r.subject_id = k.key JOIN subject AS s ON s.id = k.key AND s.alias_of_id IS NULL
        ORDER BY k.source, r.subject_id, r.n DESC
    )
    SELECT asked.source, coalesce(c.immediate, 0), coalesce(c.unsafe, 0), coalesce(c.safe, 0), p.children,
           ARRAY(SELECT n.band FROM newest AS n WHERE n.source = asked.source)
    FROM asked LEFT JOIN counted AS c ON c.source = asked.source LEFT JOIN premises AS p ON p.id = asked.place
$$;

ALTER FUNCTION us_urgency(uuid[]) OWNER TO {definer};
REVOKE ALL ON FUNCTION us_urgency(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION us_urgency(uuid[]) TO {application};
