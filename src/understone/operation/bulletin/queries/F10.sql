-- F10, at immediate risk: "Of the F9 children, those with immediate = yes in any revision by T". A record is a child; of
-- whom it was never answered is not counted.
WITH RECURSIVE {subjects}, {safeguarded}
SELECT 'at immediate risk' AS cell, id AS record, NULL::uuid AS person, force_id AS force, immediate AS counted
FROM safeguarded WHERE cared AND (immediate OR newest = 'unknown')
