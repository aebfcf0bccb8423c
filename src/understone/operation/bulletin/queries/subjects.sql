-- Subjects as of $1: `canonical` gives of each the person at the end of its chain of aliases, eliminated ones left out.
-- The newest revision is that with the highest number: of two calls that waited for each other the first may be later.
subject_at AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, alias_of_id, state
    FROM operation_subjectevent WHERE recorded_at <= $1 ORDER BY pgh_obj_id, rev DESC
), chain (id, person, next) AS (
    SELECT id, id, alias_of_id FROM subject_at
    UNION SELECT c.id, s.id, s.alias_of_id FROM chain AS c JOIN subject_at AS s ON s.id = c.next
), canonical AS (
    SELECT c.id, c.person FROM chain AS c JOIN subject_at AS s ON s.id = c.person
    WHERE c.next IS NULL AND s.state <> 'eliminated'
)
