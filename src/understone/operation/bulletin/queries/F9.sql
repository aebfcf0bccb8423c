-- F9, children safeguarded: "Count distinct child that had reached state safeguarded by T and has a link to a subject not
-- eliminated with ccc = yes". A record is a child; of whom that is not known is not counted.
WITH RECURSIVE {subjects}, {safeguarded}
SELECT 'safeguarded' AS cell, id AS record, NULL::uuid AS person, force_id AS force, cared AS counted FROM safeguarded
