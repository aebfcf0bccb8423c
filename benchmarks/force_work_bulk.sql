-- The work of forces, made in bulk by the owner of the database: {times} times the full demonstration (660 arrested, 842
-- searches, 9,172 devices, 448 child links …) with its history, which the bulletin reads; ledger and tasks are left out.
-- Spread over 182 days before now, so that a figure as of a time in between counts a part.
SET synchronous_commit = off;
SET work_mem = '256MB';

CREATE TEMPORARY TABLE own AS SELECT
    (SELECT id FROM organisation WHERE kind = 'agency') AS agency, (SELECT id FROM compartment WHERE code = 'common') AS comp,
    (SELECT id FROM person WHERE pseudonym = 'AN-2') AS analyst, uuidv7() AS op, us_now() AS now,
    '00000000-0000-0000-0000-000000000000'::uuid AS nil;

CREATE TEMPORARY TABLE forces AS
    SELECT o.id, o.code, (row_number() OVER (ORDER BY o.code))::integer - 1 AS n,
           (SELECT p.id FROM person AS p WHERE p.org_id = o.id AND 'IN' = ANY (p.roles) ORDER BY p.pseudonym LIMIT 1) AS investigator,
           (SELECT p.id FROM person AS p WHERE p.org_id = o.id AND 'SL' = ANY (p.roles) ORDER BY p.pseudonym LIMIT 1) AS lead
    FROM organisation AS o WHERE o.kind = 'force';

CREATE TEMPORARY TABLE about AS
    SELECT n, uuidv7() AS subject, uuidv7() AS premises, uuidv7() AS search, uuidv7() AS arrest, f.id AS force,
           f.investigator, f.lead, own.now - interval '182 days' + (n * 7919 % 181) * interval '1 day' AS at
    FROM generate_series(0, 842 * {times} - 1) AS n CROSS JOIN own JOIN forces AS f ON f.n = n % (SELECT count(*) FROM forces);

INSERT INTO subject (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due,
        code, basis_changed, contradiction, oversized, category, basis, org_id, comp_id)
    SELECT subject, ARRAY[force], false, ARRAY[subject], nil, 1, op, at, analyst, 'with_force', analyst,
           now + interval '7 days', 'B-' || n, false, false, false, 'suspect', 'assessment', agency, comp
    FROM about, own;

INSERT INTO subject_check (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, subject_id, kind,
        asked_at, result, registered, prior, evidence, second_by_id, org_id, comp_id)
    SELECT uuidv7(), ARRAY[force], false, ARRAY[subject], nil, 1, op, at, analyst, subject, k.kind, at,
           CASE WHEN k.kind = 'register' AND n % 17 = 0 OR k.kind = 'pnc' AND n % 5 = 0 THEN 'match' ELSE 'none' END,
           CASE WHEN k.kind = 'register' THEN CASE WHEN n % 17 = 0 THEN 'yes' ELSE 'no' END END,
           CASE WHEN k.kind = 'pnc' THEN CASE WHEN n % 5 = 0 THEN 'arrest' ELSE 'none' END END,
           'invented', CASE WHEN k.kind = 'public_office' THEN investigator END, agency, comp
    FROM about, own, (VALUES ('pnc'), ('pnd'), ('register'), ('local'), ('public_office')) AS k (kind);

INSERT INTO position_of_trust (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, subject_id, kind,
        employer, current, verified_at, org_id, comp_id)
    SELECT uuidv7(), ARRAY[force], false, ARRAY[subject], nil, 1, op, at, analyst, subject,
           (ARRAY['teacher', 'doctor', 'scout_leader', 'care_worker', 'former_officer', 'other'])[1 + n % 6],
           'Example Employer', 'yes', at, agency, comp
    FROM about, own WHERE n % 8 = 0;

INSERT INTO premises (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, uprn, address, force_id,
        multi_unit, children, org_id, comp_id)
    SELECT premises, ARRAY[force], false, ARRAY[subject], nil, 1, op, at, analyst, 'B' || n, n || ' Example Street', force,
           'no', 'unknown', agency, comp
    FROM about, own;

INSERT INTO search (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, force_id,
        premises_id, power, subjects, day, planner_id, resolutions, executed_at, result, org_id, comp_id)
    SELECT search, ARRAY[agency], false, ARRAY[subject], nil, 1, op, at + interval '1 hour', investigator, 'executed', force,
           premises, 'PACE-8', ARRAY[subject], at::date, investigator, '{{}}', at, 'invented', force, comp
    FROM about, own;

INSERT INTO arrest (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due,
        subject_id, force_id, at, power, search_id, org_id, comp_id)
    SELECT arrest, ARRAY[agency], false, ARRAY[subject], nil, 1, op, at + interval '1 hour', investigator, 'custody',
           investigator, now + interval '7 days', subject, force, at, 'invented', search, force, comp
    FROM about, own WHERE n % 842 < 660;

INSERT INTO charge (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, subject_id, offence, n,
        charged_at, offence_date, arrest_id, org_id, comp_id)
    SELECT uuidv7(), ARRAY[agency], false, ARRAY[subject], nil, 1, op, at + interval '2 days', investigator, subject,
           (ARRAY['PCA78-1', 'CJA88-160', 'SOA03-15A', 'CGSA82-52', 'PCONI78-3'])[1 + n % 5], 1, at + interval '2 days',
           at::date, arrest, force, comp
    FROM about, own WHERE n % 842 < 391;

CREATE TEMPORARY TABLE devices AS
    SELECT uuidv7() AS exhibit, a.*, d AS number, (ARRAY['computer', 'phone', 'drive'])[1 + d % 3] AS kind
    FROM about AS a CROSS JOIN generate_series(1, 11) AS d WHERE d < 11 OR a.n % 842 < 752;

INSERT INTO exhibit (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due,
        force_id, ref, search_id, kind, subtype, seal, continuity, org_id, comp_id)
    SELECT exhibit, ARRAY[agency], false, ARRAY[subject], nil, 1, op, at + interval '2 hours', investigator, 'examined',
           investigator, now + interval '7 days', force, 'B/' || n || '/' || number, search, kind, 'invented', 'S' || n, '[]',
           force, comp
    FROM devices, own;

INSERT INTO examination (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, exhibit_id,
        case_file_digest, tool, known_sets, status, counts, org_id, comp_id)
    SELECT uuidv7(), ARRAY[agency], false, ARRAY[subject], nil, 1, op, at + interval '5 days', investigator, exhibit,
           'invented', 'invented', '[]', 'complete', '{{}}', force, comp
    FROM devices, own WHERE number % 11 <> 0;

CREATE TEMPORARY TABLE kids AS SELECT uuidv7() AS child, a.*, a.n % 842 AS m FROM about AS a WHERE a.n % 842 < 431;

INSERT INTO child (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due, code,
        force_id, immediate, org_id, comp_id)
    SELECT child, ARRAY[agency], false, '{{}}', nil, 1, op, at + interval '2 hours', lead, 'identified', lead,
           now + interval '7 days', 'B-' || n, force, CASE WHEN m < 127 THEN 'yes' ELSE 'no' END, force, comp
    FROM kids, own;
UPDATE child AS c SET state = 'safeguarded', rev = 2, op_id = own.op, recorded_at = k.at + interval '1 day'
    FROM kids AS k, own WHERE k.child = c.id;

INSERT INTO child_link (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, child_id, subject_id,
        ccc, relation, org_id, comp_id)
    SELECT uuidv7(), ARRAY[agency], false, ARRAY[subject], nil, 1, op, at + interval '2 hours', lead, child, subject,
           CASE WHEN m % 9 = 8 THEN 'no' ELSE 'yes' END, 'invented', force, comp
    FROM kids, own;

CREATE TEMPORARY TABLE sent AS
    SELECT uuidv7() AS package, uuidv7() AS sending, a.* FROM about AS a;
INSERT INTO package (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due,
        subject_id, version, kind, body, basis, author_id, org_id, comp_id)
    SELECT package, ARRAY[force], false, ARRAY[subject], nil, 1, op, at, analyst, 'sent', analyst, now + interval '7 days',
           subject, 1, 'enforcement', '{{}}', '[]', analyst, agency, comp
    FROM sent, own;
INSERT INTO dissemination (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due,
        package_id, force_id, n, sealed_digest, envelope_digest, sent_at, band, act_by, org_id, comp_id)
    SELECT sending, ARRAY[force], false, ARRAY[subject], nil, 1, op, at, analyst, 'accepted', investigator,
           now + interval '7 days', package, force, 1, 'invented', 'invented', at, 'high', now + interval '7 days', agency, comp
    FROM sent, own;
ANALYZE;
CHECKPOINT;
