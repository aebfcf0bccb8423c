-- F2, arrested: "Count distinct canonical subject over arrests with at and recorded_at not after T". A record is a
-- subject; by force, somebody whom two forces arrested stands under both.
WITH RECURSIVE {subjects}, {arrested}
SELECT 'arrested' AS cell, person AS record, person, force_id AS force, true AS counted FROM arrested
