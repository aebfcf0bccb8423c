-- F8, devices examined: "Count distinct exhibit with kind in computer, phone, drive, no parent, and at least one
-- examination with status complete recorded by T". A record is an exhibit.
WITH RECURSIVE {subjects}, {searched}, {arrested}, exhibit_at AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, kind, parent_id, search_id, arrest_id, force_id
    FROM operation_exhibitevent WHERE recorded_at <= $1 ORDER BY pgh_obj_id, rev DESC
), examined AS (
    SELECT DISTINCT exhibit_id FROM operation_examinationevent WHERE recorded_at <= $1 AND status = 'complete'
), source AS (
    SELECT id FROM search_about
    UNION SELECT a.id FROM arrest_at AS a JOIN canonical AS c ON c.id = a.subject_id
)
SELECT e.kind AS cell, e.id AS record, NULL::uuid AS person, e.force_id AS force, true AS counted
FROM exhibit_at AS e JOIN examined AS x ON x.exhibit_id = e.id
JOIN source AS s ON s.id = coalesce(e.search_id, e.arrest_id)
WHERE e.kind IN ('computer', 'phone', 'drive') AND e.parent_id IS NULL
