-- F4, no prior contact: "Prior: any pnc, pnd or local check matched with prior other than none. None: pnc, pnd and local
-- all answered none and register answered no. Unknown: every other subject", of F2 without F3. A record is a subject.
-- What a kind of check answered is what it answered last.
WITH RECURSIVE {subjects}, {arrested}, {checks}, people AS (
    SELECT DISTINCT person FROM arrested
), matched AS (
    SELECT DISTINCT person FROM checked
    WHERE kind IN ('pnc', 'pnd', 'local') AND result = 'match' AND prior <> 'none'
), answers AS (
    SELECT person, count(*) FILTER (WHERE kind IN ('pnc', 'pnd', 'local') AND result = 'none') AS nones,
           bool_or(kind = 'register' AND registered = 'yes') AS registered,
           bool_or(kind = 'register' AND registered = 'no') AS unregistered
    FROM latest GROUP BY person
)
SELECT CASE WHEN m.person IS NOT NULL THEN 'prior'
            WHEN n.nones = 3 AND n.unregistered THEN 'none' ELSE 'unknown' END AS cell,
       p.person AS record, p.person, NULL::uuid AS force, true AS counted
FROM people AS p LEFT JOIN matched AS m ON m.person = p.person LEFT JOIN answers AS n ON n.person = p.person
WHERE n.registered IS NOT TRUE
