-- F1, forces: "Count distinct force over disseminations whose state was accepted or actioned at T and whose subject is
-- not eliminated". A record is a force.
WITH RECURSIVE {subjects}, sending_at AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, package_id, force_id, state
    FROM operation_disseminationevent WHERE recorded_at <= $1 ORDER BY pgh_obj_id, rev DESC
), package_at AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, subject_id
    FROM operation_packageevent WHERE recorded_at <= $1 ORDER BY pgh_obj_id, rev DESC
)
SELECT DISTINCT 'forces' AS cell, d.force_id AS record, NULL::uuid AS person, NULL::uuid AS force, true AS counted
FROM sending_at AS d JOIN package_at AS p ON p.id = d.package_id JOIN canonical AS c ON c.id = p.subject_id
WHERE d.state IN ('accepted', 'actioned')
