-- F5, positions of trust: "Of the F2 subjects, count distinct (subject, kind) over positions of trust with verified_at
-- set by T; beside it count distinct subject". A record is a subject under a kind; what is not verified is not counted.
WITH RECURSIVE {subjects}, {arrested}, position_at AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, subject_id, kind, verified_at
    FROM operation_positionoftrustevent WHERE recorded_at <= $1 ORDER BY pgh_obj_id, rev DESC
)
SELECT p.kind AS cell, c.person AS record, c.person, NULL::uuid AS force,
       bool_or(coalesce(p.verified_at <= $1, false)) AS counted
FROM position_at AS p JOIN canonical AS c ON c.id = p.subject_id
WHERE EXISTS (SELECT 1 FROM arrested AS a WHERE a.person = c.person)
GROUP BY p.kind, c.person
