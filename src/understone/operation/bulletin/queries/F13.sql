-- F13, overdue and breaches: "Count open tasks with level commander at T; beside it count breach.recorded by T". A record
-- is a task, or a breach.
WITH task_at AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, state, level, org_id
    FROM operation_taskevent WHERE recorded_at <= $1 ORDER BY pgh_obj_id, rev DESC
), breach_at AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, at, org_id
    FROM operation_breachevent WHERE recorded_at <= $1 ORDER BY pgh_obj_id, rev DESC
)
SELECT 'tasks' AS cell, id AS record, NULL::uuid AS person, org_id AS force, true AS counted
FROM task_at WHERE state = 'open' AND level = 3
UNION ALL
SELECT 'breaches', id, NULL, org_id, true FROM breach_at WHERE at <= $1
