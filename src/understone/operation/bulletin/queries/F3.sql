-- F3, registered: "Of the F2 subjects, those whose latest check of kind register by T has registered = yes". A record is
-- a subject; whom no check tells is not counted.
WITH RECURSIVE {subjects}, {arrested}, {checks}
SELECT DISTINCT 'registered' AS cell, a.person AS record, a.person, NULL::uuid AS force,
       coalesce(l.registered = 'yes', false) AS counted
FROM arrested AS a LEFT JOIN latest AS l ON l.person = a.person AND l.kind = 'register'
WHERE l.registered IS DISTINCT FROM 'no'
