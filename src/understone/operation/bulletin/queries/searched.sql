-- Searches carried out by $1, of whom at least one subject is not eliminated.
search_at AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, premises_id, force_id, subjects, state, executed_at
    FROM operation_searchevent WHERE recorded_at <= $1 ORDER BY pgh_obj_id, rev DESC
), search_of AS MATERIALIZED (
    -- apart from the join below, which would else be made anew for each search
    SELECT s.id, s.premises_id, s.force_id, about.subject, s.state = 'executed' AND s.executed_at <= $1 AS executed
    FROM search_at AS s CROSS JOIN unnest(s.subjects) AS about (subject)
), search_about AS (
    SELECT s.id, s.premises_id, s.force_id, c.person, s.executed
    FROM search_of AS s JOIN canonical AS c ON c.id = s.subject
)
