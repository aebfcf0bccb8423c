-- F6, politicians: "If every F2 subject has a check of kind public_office with result none and second_by set: none is a
-- serving or former MP or minister. Otherwise: not stated". A record is a subject without that check, or with one that
-- matched: then the sentence would not be true.
WITH RECURSIVE {subjects}, {arrested}, {checks}, people AS (
    SELECT DISTINCT person FROM arrested
), asked AS (
    SELECT person, bool_or(result = 'none' AND second_by_id IS NOT NULL) AND NOT bool_or(result = 'match') AS clear
    FROM checked WHERE kind = 'public_office' GROUP BY person
)
SELECT 'without that check' AS cell, p.person AS record, p.person, NULL::uuid AS force, true AS counted
FROM people AS p LEFT JOIN asked AS a ON a.person = p.person WHERE a.clear IS NOT TRUE
