-- F11, charges: "Count charges by offence with charged_at by T; beside it count distinct canonical subject". A record is
-- a charge.
WITH RECURSIVE {subjects}, charge_at AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, subject_id, offence, charged_at, org_id
    FROM operation_chargeevent WHERE recorded_at <= $1 ORDER BY pgh_obj_id, rev DESC
)
SELECT h.offence AS cell, h.id AS record, c.person, h.org_id AS force, true AS counted
FROM charge_at AS h JOIN canonical AS c ON c.id = h.subject_id WHERE h.charged_at <= $1
