-- {size} referrals about {people} people, made in bulk by the owner of the database: the people of intake_tips.py, with
-- every row that intake makes and searches (the history of these rows, their tasks and ledger entries are left out:
-- intake appends to those and searches none of them). Triggers are off; linking has come to what follows from the values.
--   0-3 of 10: e-mail confirmed, device and user name     4-5: e-mail, user name     6: user name     the rest: addresses
-- so that 0-5 of one person are one component, by a star of confirmed values and one of two medium ones.
SET session_replication_role = replica;
SET synchronous_commit = off;
SET work_mem = '256MB';
SET maintenance_work_mem = '512MB';

CREATE TEMPORARY TABLE own AS SELECT
    (SELECT id FROM organisation WHERE kind = 'agency') AS org, (SELECT id FROM compartment WHERE code = 'common') AS comp,
    (SELECT id FROM organisation WHERE code = 'examplechat') AS source,
    (SELECT id FROM person WHERE pseudonym = 'IO-2') AS person, uuidv7() AS op, us_now() AS at,
    '00000000-0000-0000-0000-000000000000'::uuid AS nil;

CREATE TEMPORARY TABLE bulk AS
    SELECT n, n % 10 AS turn, (n * 2 / 5)::integer AS person, uuidv7() AS id,
           sha256(convert_to('bulk ' || n, 'UTF8')) AS node
    FROM generate_series(0, {size} - 1) AS n;

CREATE TEMPORARY TABLE carried AS
    SELECT b.id, b.node, v.kind, v.normal, v.strength, v.capture, v.place
    FROM bulk AS b CROSS JOIN LATERAL (VALUES
        (turn < 6, 'email', format('person%s@example.org', person), CASE WHEN turn < 4 THEN 'S' ELSE 'M' END, 'email', 1),
        (turn < 6, 'email_variant', format('person%s@example.org', person), 'W', NULL, 0),
        (turn < 4, 'device', format('ANDROID:%sAB', upper(lpad(to_hex(person), 8, '0'))), 'S', 'device', 2),
        (turn < 7, 'handle', format('examplechat/user_%s', person), 'M', 'handle', 3),
        (turn < 7, 'handle_elsewhere', format('user_%s', person), 'W', NULL, 0),
        (true, 'ip_port_time', format('2001:db8:%s:%s::1/%s/%s', to_hex(person >> 16), to_hex(person & 65535),
            1024 + n % 60000, to_char(timestamp '2026-01-01' + n * interval '7 seconds', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
            'W', 'ip', 4),
        (true, 'ip_port_time', format('2001:db8:%s:%s::2/%s/%s', to_hex(person >> 16), to_hex(person & 65535),
            1024 + n % 60000, to_char(timestamp '2026-01-02' + n * interval '7 seconds', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
            'W', 'ip', 5)
    ) AS v (there, kind, normal, strength, capture, place)
    WHERE v.there;

INSERT INTO referral (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, owner_id, due,
        source_id, source_ref, received_at, original_digest, content_digest, format, parsed, notes, urgent, child_named,
        node, org_id, comp_id)
    SELECT id, '{{}}', false, '{{}}', nil, 1, op, at, person.person, 'received', person.person, at + interval '1 day',
           source, 'bulk-' || n, at, encode(sha256(convert_to('original ' || n, 'UTF8')), 'hex'),
           encode(sha256(convert_to('content ' || n, 'UTF8')), 'hex'), 'cybertip-json',
           jsonb_build_object('reportId', 'bulk-' || n, 'person', repeat('Invented. No real person. ', 20)), '[]', false,
           false, node, org, comp
    FROM bulk, own AS person;

INSERT INTO original (org_id, comp_id, shared_to, restricted, roots, wall, digest, content)
    SELECT org, comp, '{{}}', false, '{{}}', nil, encode(sha256(convert_to('original ' || n, 'UTF8')), 'hex'),
           convert_to('original ' || n, 'UTF8')
    FROM bulk, own;

INSERT INTO selector (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, kind, normal, raw,
        verified, strength, degree, capped, confusable, org_id, comp_id)
    SELECT uuidv7(), '{{}}', false, '{{}}', nil, 1, op, at, person, kind, normal, ARRAY[normal], 'unknown', strength,
           degree, strength = 'M' AND degree > 5, false, org, comp
    FROM (SELECT kind, normal, max(strength) AS strength, count(*) AS degree FROM carried WHERE capture IS NOT NULL
          GROUP BY kind, normal) AS met, own;

INSERT INTO capture (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, json_path, kind, value,
        offset_known, event, proxy, viewed_by_source, referral_id, selector_id, org_id, comp_id)
    SELECT uuidv7(), '{{}}', false, '{{}}', nil, 1, op, at, person, '$.values[' || place || ']', capture, c.normal, false,
           'unknown', 'unknown', 'unknown', c.id, s.id, org, comp
    FROM carried AS c JOIN selector AS s USING (kind, normal), own
    WHERE capture IS NOT NULL;

INSERT INTO link_carrier (org_id, comp_id, shared_to, restricted, roots, wall, kind, normal, node)
    SELECT org, comp, '{{}}', false, '{{}}', nil, kind, normal, node FROM carried, own;

INSERT INTO link_value (org_id, comp_id, shared_to, restricted, roots, wall, kind, normal, degree, strong, medium)
    SELECT org, comp, '{{}}', false, '{{}}', nil, kind, normal, count(*), count(*) FILTER (WHERE strength = 'S'),
           count(*) FILTER (WHERE strength = 'M')
    FROM carried, own GROUP BY org, comp, nil, kind, normal;

INSERT INTO link_node (org_id, comp_id, shared_to, restricted, roots, wall, key, component, oversized, contradiction, carried,
        given, family, born, born_verified)
    SELECT org, comp, '{{}}', false, '{{}}', nil, node,
           CASE WHEN turn < 6 THEN min(node) OVER (PARTITION BY person.who, turn < 6) ELSE node END, false, false, listed,
           '{{}}', '{{}}', '{{}}', '{{}}'
    FROM (SELECT b.node, b.turn, b.person AS who,
                 jsonb_agg(jsonb_build_array(c.kind, c.normal, c.strength, false) ORDER BY c.kind, c.normal) AS listed
          FROM bulk AS b JOIN carried AS c USING (node) GROUP BY b.node, b.turn, b.person) AS person, own;

INSERT INTO subject_link (id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, kind, a, b, via,
        state, reasons, score, best_of, rules, at, org_id, comp_id)
    SELECT uuidv7(), '{{}}', false, '{{}}', nil, 1, op, at, nil, 'edge', hub, node, via, 'positive', '[]', 0, '[]', 0, at,
           org, comp
    FROM (
        SELECT hub, node, v.via
        FROM (SELECT *, min(node) OVER (PARTITION BY person) AS hub FROM bulk WHERE turn < 4) AS strong
        CROSS JOIN LATERAL (VALUES (format('email:person%s@example.org', person)),
            (format('device:ANDROID:%sAB', upper(lpad(to_hex(person), 8, '0'))))) AS v (via)
        WHERE hub <> node
        UNION ALL
        SELECT hub, node, format(E'email:person%s@example.org\x1fhandle:examplechat/user_%s', person, person)
        FROM (SELECT *, first_value(turn) OVER (PARTITION BY person ORDER BY node) AS hub_turn,
                     min(node) OVER (PARTITION BY person) AS hub, count(*) OVER (PARTITION BY person) AS degree
              FROM bulk WHERE turn < 6) AS medium
        WHERE hub <> node AND degree <= 5 AND NOT (turn < 4 AND hub_turn < 4)
    ) AS edges, own;
RESET session_replication_role;
ANALYZE;
CHECKPOINT;
