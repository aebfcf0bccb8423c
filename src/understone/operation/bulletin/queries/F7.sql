-- F7, properties searched: "Count distinct premises over searches in state executed by T". A record is premises: those
-- with the same property number, or without one the same address, are one place, whoever recorded them.
WITH RECURSIVE {subjects}, {searched}, place_at AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, coalesce('number ' || uprn, 'at ' || address) AS key
    FROM operation_premisesevent WHERE recorded_at <= $1 ORDER BY pgh_obj_id, rev DESC
), found AS (
    SELECT DISTINCT p.id, p.key, s.force_id
    FROM search_about AS s JOIN place_at AS p ON p.id = s.premises_id WHERE s.executed
), one AS (
    SELECT DISTINCT ON (key) key, id FROM found ORDER BY key, id
)
SELECT DISTINCT 'searched' AS cell, o.id AS record, NULL::uuid AS person, f.force_id AS force, true AS counted
FROM found AS f JOIN one AS o ON o.key = f.key
