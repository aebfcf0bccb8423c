-- The work of forces, made in bulk by the owner of the database: {times} times the full demonstration (660 arrested, 833
-- places searched, 9,172 devices, 431 children safeguarded, 1,270 charges, 2,345 referrals …) with its history, which the
-- bulletin reads. The ledger is left out. Spread over 182 days, so that a figure as of a time in between counts a part.
-- m is the number of a thing within one such demonstration: which parts it falls into follows from it.
SET synchronous_commit = off;
SET work_mem = '256MB';

-- Of all triggers only those that write history fire: foreign keys and owners are right by how this is made.
DO $$ DECLARE each record; BEGIN
    FOR each IN SELECT tgrelid::regclass AS name, tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger\_%\_%\_%' LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', each.name, each.tgname); END LOOP; END $$;
SET session_replication_role = replica;

CREATE TEMPORARY TABLE own AS SELECT
    (SELECT id FROM organisation WHERE kind = 'agency') AS agency, (SELECT id FROM compartment WHERE code = 'common') AS comp,
    (SELECT id FROM organisation WHERE code = 'examplechat') AS source,
    (SELECT id FROM person WHERE pseudonym = 'AN-2') AS analyst, uuidv7() AS op, us_now() AS now,
    '00000000-0000-0000-0000-000000000000'::uuid AS nil;

CREATE TEMPORARY TABLE forces AS
    SELECT o.id, o.code, (row_number() OVER (ORDER BY o.code))::integer - 1 AS n,
           (SELECT p.id FROM person AS p WHERE p.org_id = o.id AND 'IN' = ANY (p.roles) ORDER BY p.pseudonym LIMIT 1) AS investigator,
           (SELECT p.id FROM person AS p WHERE p.org_id = o.id AND 'SL' = ANY (p.roles) ORDER BY p.pseudonym LIMIT 1) AS lead
    FROM organisation AS o WHERE o.kind = 'force';

-- People: 1,020 a demonstration, of whom 850 were sent, 842 searched and 660 arrested.
CREATE TEMPORARY TABLE about AS
    SELECT i.i, m, i.i * 1020 + m AS n, uuidv7() AS subject, uuidv7() AS premises, uuidv7() AS search, uuidv7() AS arrest,
           f.id AS force, f.investigator, f.lead,
           own.now - interval '182 days' + ((i.i * 1020 + m) * 7919::bigint % 170) * interval '1 day' AS at
    FROM generate_series(0, {times} - 1) AS i CROSS JOIN generate_series(0, 1019) AS m CROSS JOIN own
    JOIN forces AS f ON f.n = (i.i * 1020 + m) % (SELECT count(*) FROM forces);
CREATE INDEX ON about (i, m);
ANALYZE about;

INSERT INTO subject (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due,
        code, basis_changed, contradiction, oversized, category, basis, org_id, comp_id)
    SELECT subject, '{{}}', false, ARRAY[subject], nil, 1, op, at, analyst, 'open', analyst, now + interval '7 days', 'B-' || n,
           false, false, false, 'suspect', 'assessment', agency, comp
    FROM about, own;
UPDATE subject AS s SET state = 'identified', rev = 2, op_id = own.op, recorded_at = a.at + interval '5 minutes'
    FROM about AS a, own WHERE a.subject = s.id AND a.m < 850;
UPDATE subject AS s SET state = 'with_force', shared_to = ARRAY[a.force], rev = 3, op_id = own.op,
                        recorded_at = a.at + interval '10 minutes'
    FROM about AS a, own WHERE a.subject = s.id AND a.m < 850;

-- 39 are registered, 141 had contact before, of 36 one record was not asked, 444 have none.
INSERT INTO subject_check (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, subject_id, kind,
        asked_at, result, registered, prior, evidence, second_by_id, org_id, comp_id)
    SELECT uuidv7(), ARRAY[force], false, ARRAY[subject], nil, 1, op, at, analyst, subject, k.kind, at,
           CASE WHEN k.kind = 'register' AND m < 39 OR k.kind = 'pnc' AND m BETWEEN 39 AND 179 THEN 'match' ELSE 'none' END,
           CASE WHEN k.kind = 'register' THEN CASE WHEN m < 39 THEN 'yes' ELSE 'no' END END,
           CASE WHEN k.kind IN ('pnc', 'pnd', 'local')
                THEN CASE WHEN k.kind = 'pnc' AND m BETWEEN 39 AND 179 THEN 'arrest' ELSE 'none' END END,
           'invented', CASE WHEN k.kind = 'public_office' THEN investigator END, agency, comp
    FROM about, own, (VALUES ('pnc'), ('pnd'), ('register'), ('local'), ('public_office')) AS k (kind)
    WHERE m < 850 AND NOT (k.kind = 'pnd' AND m BETWEEN 180 AND 215);

-- 97 positions of 92 people: five are in two.
INSERT INTO position_of_trust (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, subject_id, kind,
        employer, current, verified_at, org_id, comp_id)
    SELECT uuidv7(), ARRAY[force], false, ARRAY[subject], nil, 1, op, at, analyst, subject,
           CASE WHEN p < 21 THEN 'teacher' WHEN p < 30 THEN 'doctor' WHEN p < 41 THEN 'scout_leader'
                WHEN p < 68 THEN 'care_worker' WHEN p < 76 THEN 'former_officer' ELSE 'other' END,
           'Example Employer', 'yes', at, agency, comp
    FROM generate_series(0, 96) AS p JOIN about ON m = p % 92 CROSS JOIN own;

-- 833 places, nine of them searched twice.
INSERT INTO premises (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, uprn, address, force_id,
        multi_unit, children, org_id, comp_id)
    SELECT premises, ARRAY[force], false, ARRAY[subject], nil, 1, op, now - interval '182 days', analyst, 'B' || n, n || ' Example Street', force,
           'no', 'unknown', agency, comp
    FROM about, own WHERE m < 833;
INSERT INTO search (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due,
        force_id, premises_id, power, subjects, day, planner_id, resolutions, org_id, comp_id)
    SELECT a.search, ARRAY[agency], false, ARRAY[a.subject], nil, 1, op, a.at, a.investigator, 'planned', a.investigator,
           now + interval '7 days', a.force, p.premises, 'PACE-8', ARRAY[a.subject], a.at::date, a.investigator, '{{}}',
           a.force, comp
    FROM about AS a JOIN about AS p ON p.i = a.i AND p.m = a.m % 833 CROSS JOIN own WHERE a.m < 842;
UPDATE search AS s SET state = 'executed', owner_id = NULL, due = NULL, executed_at = a.at + interval '1 hour',
                       result = 'invented', rev = 2, op_id = own.op, recorded_at = a.at + interval '2 hours'
    FROM about AS a, own WHERE a.search = s.id;

INSERT INTO arrest (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due,
        subject_id, force_id, at, power, search_id, org_id, comp_id)
    SELECT arrest, ARRAY[agency], false, ARRAY[subject], nil, 1, op, at + interval '2 hours', investigator, 'custody',
           investigator, now + interval '7 days', subject, force, at + interval '1 hour', 'invented', search, force, comp
    FROM about, own WHERE m < 660;
UPDATE arrest AS x SET state = 'released', mode = 'bail', released_at = a.at + interval '1 day', rev = 2, op_id = own.op,
                       recorded_at = a.at + interval '1 day'
    FROM about AS a, own WHERE a.arrest = x.id;

-- 1,270 charges of 391 people.
INSERT INTO charge (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, subject_id, offence, n,
        charged_at, offence_date, arrest_id, org_id, comp_id)
    SELECT uuidv7(), ARRAY[agency], false, ARRAY[subject], nil, 1, op, at + interval '2 days', investigator, subject,
           CASE WHEN c < 702 THEN 'PCA78-1' WHEN c < 1050 THEN 'CJA88-160' WHEN c < 1071 THEN 'SOA03-15A'
                WHEN c < 1080 THEN 'SOA03-14' WHEN c < 1097 THEN 'SOA03-9' WHEN c < 1109 THEN 'SOA03-7'
                WHEN c < 1115 THEN 'SOA03-5' WHEN c < 1176 THEN 'CGSA82-52' WHEN c < 1223 THEN 'CGSA82-52A'
                WHEN c < 1251 THEN 'PCONI78-3' ELSE 'CJONI88-15' END,
           c, at + interval '2 days', at::date, arrest, force, comp
    FROM generate_series(0, 1269) AS c JOIN about ON m = c % 391 CROSS JOIN own;

-- 9,172 devices examined, 402 that wait, and 66 things that are no device.
CREATE TEMPORARY TABLE devices AS
    SELECT uuidv7() AS exhibit, a.*, d,
           CASE WHEN d >= 9574 THEN 'other' WHEN d < 3119 OR d >= 9172 THEN 'computer' WHEN d < 5926 THEN 'phone'
                ELSE 'drive' END AS kind
    FROM generate_series(0, 9639) AS d JOIN about AS a ON a.m = d % 842;
ANALYZE devices;
INSERT INTO exhibit (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due,
        force_id, ref, search_id, kind, subtype, seal, continuity, org_id, comp_id)
    SELECT exhibit, ARRAY[agency], false, ARRAY[subject], nil, 1, op, at + interval '3 hours', investigator, 'seized',
           investigator, now + interval '7 days', force, 'B/' || n || '/' || d, search, kind, 'invented', 'S' || n, '[]',
           force, comp
    FROM devices, own;
UPDATE exhibit AS e SET state = 'queued', rev = 2, op_id = own.op, recorded_at = x.at + interval '1 day'
    FROM devices AS x, own WHERE x.exhibit = e.id;
UPDATE exhibit AS e SET state = 'examined', rev = 3, op_id = own.op, recorded_at = x.at + interval '5 days'
    FROM devices AS x, own WHERE x.exhibit = e.id AND x.d < 9172;
INSERT INTO examination (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, exhibit_id,
        case_file_digest, tool, known_sets, status, counts, org_id, comp_id)
    SELECT uuidv7(), ARRAY[agency], false, ARRAY[subject], nil, 1, op, at + interval '5 days', investigator, exhibit,
           'invented', 'invented', '[]', 'complete', '{{}}', force, comp
    FROM devices, own WHERE d < 9172;

-- 483 children: 431 safeguarded in a suspect's care, 127 of them at immediate risk; 52 that are not counted.
CREATE TEMPORARY TABLE kids AS SELECT uuidv7() AS child, a.* FROM about AS a WHERE a.m < 483;
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
           CASE WHEN m < 431 THEN 'yes' ELSE 'no' END, 'invented', force, comp
    FROM kids, own WHERE m < 448;

CREATE TEMPORARY TABLE sent AS SELECT uuidv7() AS package, uuidv7() AS sending, a.* FROM about AS a WHERE a.m < 850;
INSERT INTO package (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due,
        subject_id, version, kind, body, basis, author_id, org_id, comp_id)
    SELECT package, ARRAY[force], false, ARRAY[subject], nil, 1, op, at, analyst, 'sent', analyst, now + interval '7 days',
           subject, 1, 'enforcement', '{{}}', '[]', analyst, agency, comp
    FROM sent, own;
INSERT INTO dissemination (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due,
        package_id, force_id, n, sealed_digest, envelope_digest, sent_at, band, act_by, org_id, comp_id)
    SELECT sending, ARRAY[force], false, ARRAY[subject], nil, 1, op, at, analyst, 'sent', investigator,
           now + interval '7 days', package, force, 1, 'invented', 'invented', at, 'high', now + interval '7 days', agency, comp
    FROM sent, own;
UPDATE dissemination AS d SET state = 'accepted', rev = 2, op_id = own.op, recorded_at = s.at + interval '20 minutes'
    FROM sent AS s, own WHERE s.sending = d.id;

-- 2,345 referrals: 2,012 tied to subjects, 148 closed as insufficient, 185 without nexus.
CREATE TEMPORARY TABLE tips AS
    SELECT uuidv7() AS referral, r, a.* FROM generate_series(0, 2344) AS r JOIN about AS a ON a.m = r % 1020;
INSERT INTO referral (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due,
        source_id, source_ref, received_at, original_digest, content_digest, format, parsed, notes, urgent, child_named,
        node, org_id, comp_id)
    SELECT referral, '{{}}', false, '{{}}', nil, 1, op, at, analyst, 'received', analyst, at + interval '1 day', source,
           'bulk-' || i || '-' || r, at, md5('original ' || referral), md5('content ' || referral), 'cybertip-json',
           jsonb_build_object('reportId', r, 'person', repeat('Invented. No real person. ', 20)), '[]', false, false,
           decode(md5('node ' || referral), 'hex'), agency, comp
    FROM tips, own;
UPDATE referral AS f SET state = 'triaged', rev = 2, op_id = own.op, recorded_at = t.at + interval '1 minute'
    FROM tips AS t, own WHERE t.referral = f.id;
UPDATE referral AS f SET state = CASE WHEN r < 2012 THEN 'linked' ELSE 'closed' END,
        closing_reason = CASE WHEN r >= 2160 THEN 'no nexus' WHEN r >= 2012 THEN 'insufficient' END,
        subject_id = CASE WHEN r < 2012 THEN t.subject END, owner_id = NULL, due = NULL,
        rev = 3, op_id = own.op, recorded_at = t.at + interval '2 minutes'
    FROM tips AS t, own WHERE t.referral = f.id;

-- A task for each subject, exhibit and referral, most of them done; 30 came to the commander's level. 12 breaches.
CREATE TEMPORARY TABLE jobs AS
    SELECT uuidv7() AS task, j.*, f.id AS force, f.investigator
    FROM (SELECT 'subject' AS entity, subject AS object, m, n, at FROM about
          UNION ALL SELECT 'exhibit', exhibit, 10000 + d, n, at FROM devices
          UNION ALL SELECT 'referral', referral, 20000 + r, n, at FROM tips) AS j
    JOIN forces AS f ON f.n = j.n % (SELECT count(*) FROM forces);
ANALYZE jobs;
INSERT INTO task (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, entity, object, kind, n,
        state, owner_id, set_at, due, level, org_id, comp_id)
    SELECT task, '{{}}', false, '{{}}', nil, 1, op, at, investigator, entity, object, 'invented', 1, 'open', investigator, at,
           at + interval '7 days', 0, force, comp
    FROM jobs, own;
UPDATE task AS t SET level = 3, rev = 2, op_id = own.op, recorded_at = j.at + interval '3 days'
    FROM jobs AS j, own WHERE j.task = t.id AND j.m < 30;
UPDATE task AS t SET state = 'done', done_at = j.at + interval '1 day', rev = 2, op_id = own.op,
                     recorded_at = j.at + interval '1 day'
    FROM jobs AS j, own WHERE j.task = t.id AND j.m >= 170;
INSERT INTO breach (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due, entity,
        object, guard, at, circumstances, org_id, comp_id)
    SELECT uuidv7(), ARRAY[agency], false, ARRAY[subject], nil, 1, op, at + interval '1 hour', investigator, 'recorded',
           investigator, now + interval '7 days', 'arrest', arrest, 'G1', at + interval '1 hour', 'invented', force, comp
    FROM about, own WHERE m < 12;
RESET session_replication_role;
DO $$ DECLARE each record; BEGIN
    FOR each IN SELECT tgrelid::regclass AS name, tgname FROM pg_trigger WHERE tgenabled = 'A' LOOP
        EXECUTE format('ALTER TABLE %s ENABLE TRIGGER %I', each.name, each.tgname); END LOOP; END $$;
VACUUM ANALYZE;
CHECKPOINT;
