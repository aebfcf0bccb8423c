-- {devices} devices under examination in one force, and {findings} findings on them, made in bulk by the owner of the
-- database (history and ledger are left out: the queue reads neither). Of 10 findings 3 are copies of pictures that are
-- met often, the first of them most; 1 in 20 is one that a list nearly knows; of 1 picture in 10 it is settled already.
SET session_replication_role = replica;
SET synchronous_commit = off;
SET work_mem = '256MB';
SET maintenance_work_mem = '512MB';

CREATE TEMPORARY TABLE own AS
    SELECT f.id AS force, c.id AS comp, p.id AS person, us_now() AS now, uuidv7() AS op,
           '00000000-0000-0000-0000-000000000000'::uuid AS nil
    FROM organisation AS f JOIN person AS p ON p.org_id = f.id AND p.pseudonym = 'DE-' || f.code
    CROSS JOIN compartment AS c WHERE f.kind = 'force' AND c.code = 'common' ORDER BY f.code LIMIT 1;

CREATE TEMPORARY TABLE devices AS
    SELECT d, uuidv7() AS subject, uuidv7() AS arrest, uuidv7() AS exhibit, uuidv7() AS examination
    FROM generate_series(0, {devices} - 1) AS d;

INSERT INTO subject (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due, code,
        basis_changed, contradiction, oversized, category, basis, org_id, comp_id)
    SELECT subject, '{{}}', false, ARRAY[subject], nil, 1, op, now, person, 'open', person, now, 'B-' || d, false, false,
           false, 'suspect', 'assessment', force, comp
    FROM devices, own;
INSERT INTO arrest (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due,
        subject_id, force_id, at, power, org_id, comp_id)
    SELECT arrest, '{{}}', false, ARRAY[subject], nil, 1, op, now, person, 'custody', person, now, subject, force, now,
           'invented', force, comp
    FROM devices, own;
INSERT INTO exhibit (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due,
        force_id, ref, arrest_id, kind, subtype, seal, continuity, org_id, comp_id)
    SELECT exhibit, '{{}}', false, ARRAY[subject], nil, 1, op, now, person, 'examining', person, now, force, 'B/' || d,
           arrest, 'phone', 'invented', 'S' || d, '[]', force, comp
    FROM devices, own;
INSERT INTO examination (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, exhibit_id,
        case_file_digest, tool, known_sets, status, counts, org_id, comp_id)
    SELECT examination, '{{}}', false, ARRAY[subject], nil, 1, op, now, person, exhibit, 'invented', 'invented', '[]',
           'complete', '{{}}', force, comp
    FROM devices, own WHERE {findings} > 0;

CREATE TEMPORARY TABLE found AS
    SELECT n, encode(sha256(convert_to('picture ' || picture, 'UTF8')), 'hex') AS sha256, picture % 10 = 9 AS settled,
           CASE WHEN picture % 20 = 0 THEN 'near' ELSE 'none' END AS match,
           jsonb_build_object('camera_original', NULL, 'family', 'picture', 'folder', '/DCIM',
               'burst', CASE WHEN n % 97 = 0 THEN 2 ELSE 0 END, 'known_in_folder', CASE WHEN n % 23 = 0 THEN 5 ELSE 0 END,
               'size', n * 7919::bigint % 300000) AS facts
    FROM (SELECT n, CASE WHEN n % 10 < 7 THEN {findings} + n
                         ELSE floor(power(n * 7919::bigint % 1000003 / 1000003::float8, 3) * {findings} / 20)::bigint END AS picture
          FROM generate_series(0, {findings} - 1) AS n) AS drawn;

INSERT INTO national_picture (sha256, state, votes, views, category, settled_at)
    SELECT DISTINCT sha256, 'settled', 3, 3, 'B', now FROM found, own WHERE settled;
INSERT INTO finding (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, examination_id, volume,
        inode, stream, path, sha256, state, match, lists, distance, provisional, votes, category, scheme, facts, new_material,
        org_id, comp_id)
    SELECT uuidv7(), '{{}}', false, ARRAY[subject], nil, 1, op, now, person, examination, '1', n::text, '',
           '/DCIM/' || n / 1000 || '/IMG_' || n || '.JPG', sha256, CASE WHEN settled THEN 'settled' ELSE 'provisional' END,
           match, CASE WHEN match = 'near' THEN ARRAY['invented'] ELSE '{{}}'::text[] END,
           CASE WHEN match = 'near' THEN 11 END, NOT settled, 0, CASE WHEN settled THEN 'B' END,
           CASE WHEN settled THEN 'UK A-C' END, facts, false, force, comp
    FROM found JOIN devices ON d = n % {devices} CROSS JOIN own;
RESET session_replication_role;
VACUUM ANALYZE;
CHECKPOINT;
