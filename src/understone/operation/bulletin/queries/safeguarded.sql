-- The children of F9: they had reached *safeguarded* by $1, whatever came after, and are tied to a subject that is not
-- eliminated. `cared`: it has their care, custody or control; unknown where no tie says yes and one is unknown.
link_at AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, child_id, subject_id, ccc
    FROM operation_childlinkevent WHERE recorded_at <= $1 ORDER BY pgh_obj_id, rev DESC
), child_by AS (
    SELECT pgh_obj_id AS id, bool_or(state = 'safeguarded') AS reached, bool_or(immediate = 'yes') AS immediate,
           (array_agg(immediate ORDER BY rev DESC))[1] AS newest, (array_agg(org_id ORDER BY rev DESC))[1] AS force_id
    FROM operation_childevent WHERE recorded_at <= $1 GROUP BY pgh_obj_id
), safeguarded AS (
    SELECT b.id, b.force_id, b.immediate, b.newest, bool_or(l.ccc = 'yes') AS cared
    FROM child_by AS b JOIN link_at AS l ON l.child_id = b.id JOIN canonical AS c ON c.id = l.subject_id
    WHERE b.reached AND l.ccc IN ('yes', 'unknown') GROUP BY b.id, b.force_id, b.immediate, b.newest
)
