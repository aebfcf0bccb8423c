-- On top of intake_bulk.sql: a subject for each person whose referrals are tied, with its task; referrals of turns 0-5 are
-- graded and linked. History, ledger and second thoughts are left out: nothing that is measured searches them.
SET session_replication_role = replica;
SET synchronous_commit = off;
SET work_mem = '256MB';

CREATE TEMPORARY TABLE own AS SELECT
    (SELECT id FROM organisation WHERE kind = 'agency') AS org, (SELECT id FROM compartment WHERE code = 'common') AS comp,
    (SELECT id FROM person WHERE pseudonym = 'AN-2') AS person, uuidv7() AS op, us_now() AS at,
    '00000000-0000-0000-0000-000000000000'::uuid AS nil;

CREATE TEMPORARY TABLE about AS
    SELECT p.id AS subject, p.component, row_number() OVER (ORDER BY p.component) AS n
    FROM (SELECT uuidv7() AS id, n.component FROM link_node AS n GROUP BY n.component HAVING count(*) > 1) AS p;

INSERT INTO subject (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due,
        code, basis_changed, contradiction, oversized, category, basis, org_id, comp_id)
    SELECT subject, '{{}}', false, '{{}}', nil, 1, op, at, person, 'open', person, at + interval '7 days' + n * interval '1 s',
           'S-' || nextval('subject_code'), false, false, false, 'unconfirmed', 'assessment', org, comp
    FROM about, own;

UPDATE referral AS r SET subject_id = a.subject, state = 'linked', source_eval = 2, intel = 'B', handling = 'P',
        owner_id = NULL, due = NULL, roots = ARRAY[a.subject]
    FROM about AS a JOIN link_node AS n ON n.component = a.component WHERE r.node = n.key;

INSERT INTO task (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, entity, object, kind, n,
        state, owner_id, set_at, due, level, org_id, comp_id)
    SELECT uuidv7(), '{{}}', false, ARRAY[subject], nil, 1, op, at, person, 'subject', subject, 'identify', 1, 'open',
           person, at, at + interval '7 days' + n * interval '1 s', 0, org, comp
    FROM about, own;
RESET session_replication_role;
ANALYZE;
CHECKPOINT;
