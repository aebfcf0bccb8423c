-- F12, referrals: "Count distinct referral by state at T, and by reason where closed; seen-again deliveries do not
-- count". A record is a referral, or bytes that nobody could read yet. Whom a tip turned out to be about changes nothing:
-- it was received.
WITH referral_at AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, state, closing_reason, received_at
    FROM operation_referralevent WHERE recorded_at <= $1 ORDER BY pgh_obj_id, rev DESC
), unread_at AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, state, received_at
    FROM operation_quarantinedevent WHERE recorded_at <= $1 ORDER BY pgh_obj_id, rev DESC
)
SELECT CASE WHEN state = 'closed' THEN 'closed: ' || coalesce(closing_reason, 'other') ELSE state END AS cell,
       id AS record, NULL::uuid AS person, NULL::uuid AS force, true AS counted
FROM referral_at WHERE received_at <= $1
UNION ALL
SELECT state, id, NULL, NULL, true FROM unread_at WHERE state = 'quarantined' AND received_at <= $1
