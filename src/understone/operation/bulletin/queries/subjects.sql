-- Subjects as of $1: `canonical` gives of each the person at the end of its chain of aliases. Left out is whoever was
-- eliminated, or became an alias of one who was: facts about a wrong person do not come back by a merge.
-- The newest revision is that with the highest number: of two calls that waited for each other the first may be later.
subject_at AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, alias_of_id, state
    FROM operation_subjectevent WHERE recorded_at <= $1 ORDER BY pgh_obj_id, rev DESC
), chain (id, person, next) AS (
    SELECT id, id, alias_of_id FROM subject_at WHERE state <> 'eliminated'
    UNION SELECT c.id, s.id, s.alias_of_id
          FROM chain AS c JOIN subject_at AS s ON s.id = c.next WHERE s.state <> 'eliminated'
), canonical AS (
    SELECT id, person FROM chain WHERE next IS NULL
)
