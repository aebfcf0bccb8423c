-- Checks by $1, of a person under whichever alias; `latest` gives of each kind the one that was asked last.
check_at AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, subject_id, kind, asked_at, result, registered, prior, second_by_id
    FROM operation_subjectcheckevent WHERE recorded_at <= $1 ORDER BY pgh_obj_id, rev DESC
), checked AS (
    SELECT c.person, k.* FROM check_at AS k JOIN canonical AS c ON c.id = k.subject_id WHERE k.asked_at <= $1
), latest AS (
    SELECT DISTINCT ON (person, kind) person, kind, result, registered
    FROM checked ORDER BY person, kind, asked_at DESC, id DESC
)
