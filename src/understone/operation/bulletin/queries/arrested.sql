-- The people of F2, with each force that arrested them.
arrest_at AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, subject_id, force_id, at
    FROM operation_arrestevent WHERE recorded_at <= $1 ORDER BY pgh_obj_id, rev DESC
), arrested AS (
    SELECT DISTINCT c.person, a.force_id FROM arrest_at AS a JOIN canonical AS c ON c.id = a.subject_id
    WHERE a.at <= $1
)
