-- Restricted subjects (specification §2): they, and every row that descends from them, are for the named readers alone.
-- A session may neither write a row out of its own sight nor read who is on a list, so these functions do, and no more.
-- Idempotent; run by `installing` after people.sql. {owned} is known from there.

-- Who changes these lists is in the ledger. Nobody else's sessions read or write them.
GRANT SELECT, INSERT, UPDATE, DELETE ON reader_grant TO {definer};
GRANT UPDATE ON referral, referral_part, capture, selector, subject, subject_link, quarantined, proposal, task TO {definer};
GRANT UPDATE ON identity_resolution, corroboration, preservation, premises, child_link, child_at_premises TO {definer};
GRANT UPDATE ON subject_check, nominal_match, position_of_trust, risk_fact, risk_assessment TO {definer};
GRANT UPDATE ON deconfliction_hit TO {definer};
GRANT UPDATE ON warrant, search, welfare_plan, breach, arrest, charge, exhibit, examination, finding, viewlog,
    disclosure_item TO {definer};
GRANT UPDATE ON package, signed_manifest, dissemination, receipt, package_file, sealed TO {definer};
GRANT INSERT ON task TO {definer};
GRANT INSERT, UPDATE, DELETE ON link_node, link_carrier, link_value, original TO {definer};

-- A key that shows when it was made (RFC 9562, version 7), as the application makes them.
CREATE OR REPLACE FUNCTION us_uuid7() RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) PLACING
        substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1),
        'hex')::uuid
$$;

-- A subject with everything that is an alias of the same one.
CREATE OR REPLACE FUNCTION us_family(about uuid) RETURNS uuid[] LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH RECURSIVE up AS (
        SELECT id, alias_of_id FROM subject WHERE id = about
        UNION SELECT s.id, s.alias_of_id FROM subject AS s JOIN up ON s.id = up.alias_of_id
    ), whole AS (
        SELECT id FROM up WHERE alias_of_id IS NULL
        UNION SELECT s.id FROM subject AS s JOIN whole ON s.alias_of_id = whole.id
    )
    SELECT array_agg(id ORDER BY id) FROM whole
$$;

CREATE OR REPLACE FUNCTION us_reads_all(who uuid, subjects uuid[]) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(bool_and(EXISTS (
            SELECT 1 FROM reader_grant AS g WHERE g.subject = s AND g.user_id = who AND g.until > us_now())), false)
    FROM unnest(subjects) AS s
$$;

-- Who works on a hidden row: its owner, if they are on the list; else one who is, an analyst first; else the commander.
CREATE OR REPLACE FUNCTION us_keeper(subjects uuid[], owner uuid, organisation_id uuid, compartment_id uuid) RETURNS uuid
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN owner IS NULL OR us_reads_all(owner, subjects) THEN owner ELSE coalesce(
        (SELECT p.id FROM person AS p
         WHERE p.active AND us_reads_all(p.id, subjects)
           AND EXISTS (SELECT 1 FROM membership AS m
                       WHERE m.user_id = p.id AND m.comp_id = compartment_id AND m.until > us_now())
         ORDER BY p.org_id = organisation_id DESC,
                  coalesce(array_position(ARRAY['AN', 'IN', 'AP', 'SV', 'CO'], p.roles[1]), 9), p.pseudonym LIMIT 1),
        us_heir(owner, organisation_id, compartment_id, true, subjects)) END
$$;

-- The same for whoever adds a row behind a wall that they see behind; of a wall they do not, it tells nothing.
CREATE OR REPLACE FUNCTION us_kept_by(subjects uuid[], owner uuid, organisation_id uuid, compartment_id uuid)
RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN us_reads_all(us_user(), subjects) THEN us_keeper(subjects, owner, organisation_id, compartment_id)
                ELSE owner END
$$;

CREATE OR REPLACE FUNCTION us_with(roots uuid[], more uuid[]) RETURNS uuid[] LANGUAGE sql IMMUTABLE AS $$
    SELECT roots || ARRAY(SELECT m FROM unnest(more) AS m WHERE m <> ALL (roots))
$$;

-- What linking counts of these nodes, as it is seen by everybody: less what is hidden now, or more again.
CREATE OR REPLACE FUNCTION us_count_nodes(keys bigint[], times integer) RETURNS void LANGUAGE sql
SET search_path = public, pg_temp AS $$
    INSERT INTO link_value (org_id, comp_id, shared_to, restricted, roots, wall, kind, normal, degree, strong, medium)
    SELECT n.org_id, n.comp_id, '{}', false, '{}', '00000000-0000-0000-0000-000000000000', c ->> 0, c ->> 1,
           times * count(*), times * count(*) FILTER (WHERE c ->> 2 = 'S'), times * count(*) FILTER (WHERE c ->> 2 = 'M')
    FROM link_node AS n CROSS JOIN jsonb_array_elements(n.carried) AS c
    WHERE n.id = ANY (keys) GROUP BY n.org_id, n.comp_id, c ->> 0, c ->> 1
    ON CONFLICT (org_id, comp_id, kind, normal) DO UPDATE SET degree = link_value.degree + excluded.degree,
        strong = link_value.strong + excluded.strong, medium = link_value.medium + excluded.medium;
    DELETE FROM link_value AS v USING link_node AS n CROSS JOIN jsonb_array_elements(n.carried) AS c
    WHERE n.id = ANY (keys) AND v.degree = 0
      AND (v.org_id, v.comp_id, v.kind, v.normal) = (n.org_id, n.comp_id, c ->> 0, c ->> 1)
$$;

CREATE OR REPLACE FUNCTION us_text_union(one text[], other text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY(SELECT DISTINCT each FROM unnest(one || other) AS each ORDER BY each)
$$;

-- One node of two rows with the same key, one of them behind the wall: a tip came again after it was hidden.
CREATE OR REPLACE FUNCTION us_join_nodes(kept bigint, gone bigint) RETURNS void LANGUAGE sql
SET search_path = public, pg_temp AS $$
    UPDATE link_node AS k
    SET carried = (SELECT jsonb_agg(DISTINCT each) FROM jsonb_array_elements(k.carried || g.carried) AS each),
        given = us_text_union(k.given, g.given), family = us_text_union(k.family, g.family),
        born = us_text_union(k.born, g.born), born_verified = us_text_union(k.born_verified, g.born_verified)
    FROM link_node AS g WHERE k.id = kept AND g.id = gone;
    DELETE FROM link_node WHERE id = gone
$$;

-- Everything that descends from a restricted subject's family, as keys: its tips, and those whose node is tied to one of
-- theirs, though nobody has graded them yet; what they hold; what is tied to them; what is to be done about any of it.
CREATE OR REPLACE FUNCTION us_descends(whole uuid[]) RETURNS TABLE (entity text, keys uuid[])
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    own subject%ROWTYPE;
    nodes bytea[] := us_nodes_of(whole);
    tips uuid[];
    parts uuid[];
    captures uuid[];
    links uuid[];
    unread uuid[];
    matches uuid[];
    assessments uuid[];
    proposals uuid[];
    asked uuid[];
    kept uuid[];
    places uuid[];
    selectors uuid[];
    hits uuid[];
    packages uuid[];
    sendings uuid[];
    searches uuid[];
    arrests uuid[];
    exhibits uuid[];
    examinations uuid[];
    findings uuid[];
    breaches uuid[];
    plans uuid[];
BEGIN
    SELECT * INTO own FROM subject WHERE id = whole[1];
    SELECT array_agg(r.id) INTO tips FROM referral AS r
    WHERE r.org_id = own.org_id AND r.comp_id = own.comp_id AND (r.subject_id = ANY (whole) OR r.node = ANY (nodes));
    SELECT array_agg(p.id) INTO parts FROM referral_part AS p WHERE p.referral_id = ANY (tips);
    SELECT array_agg(c.id) INTO captures FROM capture AS c WHERE c.referral_id = ANY (tips);
    SELECT array_agg(q.id) INTO unread FROM quarantined AS q WHERE q.repaired_as_id = ANY (tips);
    SELECT array_agg(l.id) INTO links FROM subject_link AS l
    WHERE l.org_id = own.org_id AND l.comp_id = own.comp_id AND (l.a = ANY (nodes) OR l.b = ANY (nodes));
    SELECT array_agg(r.id) INTO asked FROM identity_resolution AS r WHERE r.capture_id = ANY (captures);
    SELECT array_agg(p.id) INTO kept FROM preservation AS p WHERE p.capture_id = ANY (captures);
    SELECT array_agg(p.id) INTO packages FROM package AS p WHERE p.subject_id = ANY (whole);
    SELECT array_agg(d.id) INTO sendings FROM dissemination AS d WHERE d.package_id = ANY (packages);
    SELECT array_agg(m.id) INTO matches FROM nominal_match AS m WHERE m.subject_id = ANY (whole);
    SELECT array_agg(a.id) INTO assessments FROM risk_assessment AS a WHERE a.subject_id = ANY (whole);
    -- What forces did about it: theirs, behind the same wall.
    SELECT array_agg(s.id) INTO searches FROM search AS s WHERE s.subjects && whole;
    SELECT array_agg(a.id) INTO arrests FROM arrest AS a WHERE a.subject_id = ANY (whole);
    SELECT array_agg(e.id) INTO exhibits FROM exhibit AS e
    WHERE e.search_id = ANY (searches) OR e.arrest_id = ANY (arrests);
    SELECT array_agg(e.id) INTO examinations FROM examination AS e WHERE e.exhibit_id = ANY (exhibits);
    SELECT array_agg(f.id) INTO findings FROM finding AS f WHERE f.examination_id = ANY (examinations);
    SELECT array_agg(b.id) INTO breaches FROM breach AS b WHERE b.object = ANY (searches || arrests || exhibits);
    SELECT array_agg(p.id) INTO proposals FROM proposal AS p
    WHERE p.object = ANY (whole || tips || links || asked || assessments || packages || sendings || searches || arrests
                          || exhibits);
    selectors := ARRAY(SELECT DISTINCT c.selector_id FROM capture AS c
                       WHERE c.id = ANY (captures) AND c.selector_id IS NOT NULL AND NOT EXISTS (
                            SELECT 1 FROM capture AS o
                            WHERE o.selector_id = c.selector_id AND o.referral_id <> ALL (tips)));
    -- Premises to which answers about others lead too stay; those to which no answer leads any more go with whom they came.
    places := ARRAY(SELECT p.id FROM premises AS p
                    WHERE p.org_id = own.org_id AND p.comp_id = own.comp_id AND (whole && p.roots OR EXISTS (
                            SELECT 1 FROM identity_resolution AS r WHERE r.premises_id = p.id AND r.id = ANY (asked)))
                      AND NOT EXISTS (SELECT 1 FROM identity_resolution AS o
                                      WHERE o.premises_id = p.id AND (asked IS NULL OR o.id <> ALL (asked))));
    SELECT array_agg(w.id) INTO plans FROM welfare_plan AS w WHERE w.about = ANY (whole || places || arrests);
    -- What its selectors met elsewhere goes with them, unless others in the same place hold the same for all to see.
    SELECT array_agg(r.key) INTO hits FROM us_deconf_rows(selectors) AS r;
    RETURN QUERY VALUES ('subject', whole), ('referral', tips), ('referral_part', parts), ('capture', captures),
        ('quarantined', unread), ('subject_link', links), ('proposal', proposals),
        ('identity_resolution', asked), ('preservation', kept), ('premises', places),
        ('corroboration', ARRAY(SELECT c.id FROM corroboration AS c WHERE c.resolution_id = ANY (asked))),
        ('child_link', ARRAY(SELECT l.id FROM child_link AS l WHERE l.subject_id = ANY (whole))),
        ('child_at_premises', ARRAY(SELECT c.id FROM child_at_premises AS c WHERE c.premises_id = ANY (places))),
        ('subject_check', ARRAY(SELECT c.id FROM subject_check AS c WHERE c.subject_id = ANY (whole))),
        ('position_of_trust', ARRAY(SELECT p.id FROM position_of_trust AS p WHERE p.subject_id = ANY (whole))),
        ('risk_fact', ARRAY(SELECT f.id FROM risk_fact AS f WHERE f.subject_id = ANY (whole))),
        ('risk_assessment', assessments), ('nominal_match', matches),
        ('package', packages), ('dissemination', sendings),
        ('signed_manifest', ARRAY(SELECT m.id FROM signed_manifest AS m WHERE m.package_id = ANY (packages))),
        ('receipt', ARRAY(SELECT r.id FROM receipt AS r WHERE r.dissemination_id = ANY (sendings))),
        ('selector', selectors), ('deconfliction_hit', hits),
        ('search', searches), ('arrest', arrests), ('exhibit', exhibits), ('examination', examinations),
        ('finding', findings), ('breach', breaches),
        ('warrant', ARRAY(SELECT w.id FROM warrant AS w WHERE w.premises_id = ANY (places))),
        ('charge', ARRAY(SELECT c.id FROM charge AS c WHERE c.subject_id = ANY (whole))),
        ('welfare_plan', plans),
        ('viewlog', ARRAY(SELECT v.id FROM viewlog AS v WHERE v.object = ANY (findings || exhibits))),
        ('disclosure_item', ARRAY(SELECT i.id FROM disclosure_item AS i WHERE i.subject_id = ANY (whole))),
        ('task', ARRAY(SELECT t.id FROM task AS t WHERE t.object = ANY (
            whole || tips || unread || links || matches || proposals || asked || kept || hits || packages || sendings
            || searches || arrests || exhibits || findings || breaches || plans)));
END $$;

CREATE OR REPLACE FUNCTION us_nodes_of(whole uuid[]) RETURNS bytea[] LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT tied.key), '{}')
    FROM referral AS r
    JOIN link_node AS n ON n.key = r.node AND n.org_id = r.org_id AND n.comp_id = r.comp_id
    JOIN link_node AS tied ON tied.component = n.component AND tied.org_id = n.org_id AND tied.comp_id = n.comp_id
    WHERE r.subject_id = ANY (whole)
$$;

-- Selectors that everybody sees count what everybody sees. Gives each revision that it wrote.
CREATE OR REPLACE FUNCTION us_recount(met uuid[], operation uuid)
RETURNS TABLE (entity text, key uuid, revision integer) LANGUAGE sql SET search_path = public, pg_temp AS $$
    UPDATE selector AS t
    SET degree = counted.degree, rev = t.rev + 1, op_id = operation, recorded_at = us_now(), recorded_by = us_user()
    FROM (SELECT s.id, coalesce(v.degree, 0) AS degree FROM selector AS s LEFT JOIN link_value AS v
          USING (org_id, comp_id, kind, normal) WHERE s.id = ANY (met)) AS counted
    WHERE t.id = counted.id AND NOT t.restricted AND t.degree <> counted.degree
    RETURNING 'selector'::text, t.id, t.rev
$$;

-- Hide what descends from a subject's family and is not hidden yet, and let nobody own of it what they cannot read.
-- Gives each revision that it wrote.
CREATE OR REPLACE FUNCTION us_hide(about uuid, why text, operation uuid)
RETURNS TABLE (entity text, key uuid, revision integer) LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    moment timestamptz := us_now();
    whole uuid[] := us_family(about);
    own subject%ROWTYPE;
    hidden uuid[];
    nodes bytea[];
    met uuid[];
    digests text[];
    part record;
    twin record;
    more text;
    which text;
BEGIN
    SELECT * INTO own FROM subject WHERE id = whole[1];
    -- What became an alias, or a subject of its own, has the readers of all that it is tied to.
    hidden := ARRAY(SELECT s.id FROM subject AS s WHERE s.id = ANY (whole) AND s.restricted);
    INSERT INTO reader_grant (id, subject, user_id, until)
        SELECT us_uuid7(), s, g.user_id, min(g.until)
        FROM unnest(whole) AS s JOIN reader_grant AS g ON g.subject = ANY (hidden)
        WHERE s <> ALL (hidden) AND us_reads_all(g.user_id, hidden)
        GROUP BY s, g.user_id ON CONFLICT (subject, user_id) DO NOTHING;
    nodes := us_nodes_of(whole);
    SELECT array_agg(DISTINCT c.selector_id) INTO met FROM capture AS c JOIN referral AS r ON r.id = c.referral_id
    WHERE r.org_id = own.org_id AND r.comp_id = own.comp_id AND NOT c.restricted AND c.selector_id IS NOT NULL
      AND (r.subject_id = ANY (whole) OR r.node = ANY (nodes));

    PERFORM us_count_nodes(array_agg(n.id), -1) FROM link_node AS n
    WHERE n.org_id = own.org_id AND n.comp_id = own.comp_id AND n.key = ANY (nodes) AND NOT n.restricted;
    FOR twin IN SELECT h.id AS kept, v.id AS gone FROM link_node AS h JOIN link_node AS v USING (org_id, comp_id, key)
                WHERE h.org_id = own.org_id AND h.comp_id = own.comp_id AND h.key = ANY (nodes)
                  AND h.restricted AND NOT v.restricted LOOP
        PERFORM us_join_nodes(twin.kept, twin.gone);
    END LOOP;
    DELETE FROM link_carrier AS v USING link_carrier AS h
    WHERE v.org_id = own.org_id AND v.comp_id = own.comp_id AND v.node = ANY (nodes) AND NOT v.restricted AND h.restricted
      AND (h.org_id, h.comp_id, h.kind, h.normal, h.node) = (v.org_id, v.comp_id, v.kind, v.normal, v.node);
    UPDATE link_node AS n SET restricted = true, roots = us_with(n.roots, whole),
        wall = CASE WHEN n.restricted THEN n.wall ELSE whole[1] END
    WHERE n.org_id = own.org_id AND n.comp_id = own.comp_id AND n.key = ANY (nodes)
      AND NOT (n.restricted AND whole <@ n.roots);
    UPDATE link_carrier AS n SET restricted = true, roots = us_with(n.roots, whole),
        wall = CASE WHEN n.restricted THEN n.wall ELSE whole[1] END
    WHERE n.org_id = own.org_id AND n.comp_id = own.comp_id AND n.node = ANY (nodes)
      AND NOT (n.restricted AND whole <@ n.roots);

    FOR part IN SELECT d.entity AS name, d.keys AS found, o.final FROM us_descends(whole) AS d
                LEFT JOIN us_owned() AS o ON o.name = d.entity LOOP
        which := 'NOT (t.restricted AND $1 <@ t.roots)';
        more := '';
        IF part.final IS NOT NULL THEN
            which := which || ' OR (t.owner_id IS NOT NULL AND t.state <> ALL ($6) AND NOT us_reads_all(t.owner_id, $1))';
            more := ', owner_id = CASE WHEN t.state = ANY ($6) THEN t.owner_id'
                    ' ELSE us_keeper($1, t.owner_id, t.org_id, t.comp_id) END';
        END IF;
        IF part.name = 'task' THEN
            more := more || ', leased_until = CASE WHEN us_reads_all(t.leased_by_id, $1) THEN t.leased_until END'
                    ', leased_by_id = CASE WHEN us_reads_all(t.leased_by_id, $1) THEN t.leased_by_id END'
                    ', offered_to_id = CASE WHEN us_reads_all(t.offered_to_id, $1) THEN t.offered_to_id END';
        ELSIF part.name = 'subject' THEN
            more := more || ', restricted_kind = coalesce(t.restricted_kind, $5)';
        ELSIF part.name = 'capture' THEN  -- to the selector behind the wall, if there is one
            more := ', selector_id = coalesce((SELECT h.id FROM selector AS v JOIN selector AS h'
                    ' USING (org_id, comp_id, kind, normal) WHERE v.id = t.selector_id AND h.wall = $1[1]), t.selector_id)';
        END IF;
        RETURN QUERY EXECUTE format(
            'UPDATE %1$I AS t SET restricted = true, roots = us_with(t.roots, $1), rev = t.rev + 1, op_id = $2,'
            ' wall = CASE WHEN t.restricted THEN t.wall WHEN %4$s THEN t.id ELSE $1[1] END,'
            ' recorded_at = $3, recorded_by = us_user() %3$s WHERE t.id = ANY ($4) AND (%2$s)'
            ' RETURNING %1$L::text, t.id, t.rev', part.name, which, more, us_twin(part.name, '$1[1]'))
            USING whole, operation, moment, part.found, why, part.final;
    END LOOP;

    RETURN QUERY SELECT * FROM us_recount(met, operation);

    UPDATE package_file AS f SET restricted = true, roots = us_with(f.roots, whole), wall = p.wall
    FROM package AS p WHERE p.id = f.package_id AND p.subject_id = ANY (whole) AND NOT (f.restricted AND whole <@ f.roots);
    UPDATE sealed AS f SET restricted = true, roots = us_with(f.roots, whole), wall = d.wall
    FROM dissemination AS d JOIN package AS p ON p.id = d.package_id
    WHERE d.id = f.dissemination_id AND p.subject_id = ANY (whole) AND NOT (f.restricted AND whole <@ f.roots);

    digests := ARRAY(SELECT r.original_digest FROM referral AS r WHERE r.restricted AND whole && r.roots
                     UNION SELECT p.original_digest FROM referral_part AS p WHERE p.restricted AND whole && p.roots
                     UNION SELECT q.original_digest FROM quarantined AS q WHERE q.restricted AND whole && q.roots
                     UNION SELECT i.reply_digest FROM identity_resolution AS i WHERE i.restricted AND whole && i.roots);
    UPDATE original AS o SET restricted = true, roots = us_with(o.roots, whole), wall = whole[1]
    WHERE o.org_id = own.org_id AND o.comp_id = own.comp_id AND o.digest = ANY (digests)
      AND NOT o.restricted AND NOT us_open_original(o.org_id, o.comp_id, o.digest) AND NOT EXISTS (
            SELECT 1 FROM original AS h
            WHERE h.wall = whole[1] AND (h.org_id, h.comp_id, h.digest) = (o.org_id, o.comp_id, o.digest));
    INSERT INTO original (org_id, comp_id, shared_to, restricted, roots, wall, digest, content)
        SELECT o.org_id, o.comp_id, o.shared_to, true, whole, whole[1], o.digest, o.content FROM original AS o
        WHERE o.org_id = own.org_id AND o.comp_id = own.comp_id AND o.digest = ANY (digests) AND NOT o.restricted
        ON CONFLICT DO NOTHING;
END $$;

-- Is the row's natural key taken already where it is to go? Then it keeps a wall of its own.
CREATE OR REPLACE FUNCTION us_twin(name text, target text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE name
        WHEN 'referral' THEN format('EXISTS (SELECT 1 FROM referral AS h WHERE h.wall = %s AND h.id <> t.id AND'
            ' (h.org_id, h.comp_id, h.source_id, h.content_digest) = (t.org_id, t.comp_id, t.source_id, t.content_digest))',
            target)
        WHEN 'quarantined' THEN format('EXISTS (SELECT 1 FROM quarantined AS h WHERE h.wall = %s AND h.id <> t.id AND'
            ' (h.org_id, h.comp_id, h.source_id, h.original_digest)'
            ' = (t.org_id, t.comp_id, t.source_id, t.original_digest))', target)
        WHEN 'selector' THEN format('EXISTS (SELECT 1 FROM selector AS h WHERE h.wall = %s AND h.id <> t.id AND'
            ' (h.org_id, h.comp_id, h.kind, h.normal) = (t.org_id, t.comp_id, t.kind, t.normal))', target)
        WHEN 'premises' THEN format('EXISTS (SELECT 1 FROM premises AS h WHERE h.wall = %s AND h.id <> t.id AND'
            ' (h.org_id, h.comp_id) = (t.org_id, t.comp_id) AND h.uprn IS NOT DISTINCT FROM t.uprn'
            ' AND (t.uprn IS NOT NULL OR h.address = t.address))', target)
        ELSE 'false' END
$$;

-- Do the bytes belong to anything that is not hidden?
CREATE OR REPLACE FUNCTION us_open_original(organisation_id uuid, compartment_id uuid, bytes_of text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM referral AS r WHERE r.original_digest = bytes_of AND NOT r.restricted
                   AND r.org_id = organisation_id AND r.comp_id = compartment_id)
        OR EXISTS (SELECT 1 FROM referral_part AS p WHERE p.original_digest = bytes_of AND NOT p.restricted
                   AND p.org_id = organisation_id AND p.comp_id = compartment_id)
        OR EXISTS (SELECT 1 FROM quarantined AS q WHERE q.original_digest = bytes_of AND NOT q.restricted
                   AND q.org_id = organisation_id AND q.comp_id = compartment_id)
        OR EXISTS (SELECT 1 FROM identity_resolution AS i WHERE i.reply_digest = bytes_of AND NOT i.restricted
                   AND i.org_id = organisation_id AND i.comp_id = compartment_id)
$$;

-- The proposal that the approver has just completed, in the same call: a commander's, about this, and by another person.
CREATE OR REPLACE FUNCTION us_agreed(proposed uuid, operation uuid, wanted text) RETURNS proposal
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    found_one proposal%ROWTYPE;
BEGIN
    PERFORM us_acts_as('AP');
    SELECT p.* INTO found_one FROM proposal AS p JOIN person AS c ON c.id = p.proposed_by_id
    WHERE p.id = proposed AND p.action = 'access.restrict' AND p.entity = 'subject' AND p.payload ->> 'do' = wanted
      AND p.state = 'done' AND p.op_id = operation AND p.org_id = us_org() AND p.comp_id = ANY (us_comps())
      AND c.active AND 'CO' = ANY (c.roles) AND c.id <> us_user();
    IF found_one.id IS NULL THEN
        RAISE EXCEPTION 'permission denied: a commander proposes it, and another person completes it in this call'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN found_one;
END $$;

-- Restrict a subject to the readers of an agreed proposal, or give it these in place of those it has.
CREATE OR REPLACE FUNCTION us_restrict(proposed uuid, operation uuid)
RETURNS TABLE (entity text, key uuid, revision integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    agreed proposal%ROWTYPE := us_agreed(proposed, operation, 'restrict');
    whole uuid[] := us_family(agreed.object);
    readers jsonb := agreed.payload -> 'readers';
BEGIN
    IF jsonb_array_length(readers) NOT BETWEEN 1 AND us_limit('restricted_readers') OR EXISTS (
        SELECT 1 FROM jsonb_to_recordset(readers) AS r (user_id uuid, until timestamptz)
        LEFT JOIN person AS p ON p.id = r.user_id AND p.active
        WHERE p.id IS NULL OR r.until <= us_now() OR r.until > us_now() + interval '90 days') THEN
        RAISE EXCEPTION 'a list has 1 to % active readers, each for at most 90 days', us_limit('restricted_readers')
            USING ERRCODE = 'check_violation';
    END IF;
    DELETE FROM reader_grant WHERE subject = ANY (whole);
    INSERT INTO reader_grant (id, subject, user_id, until)
        SELECT us_uuid7(), s, r.user_id, r.until
        FROM unnest(whole) AS s CROSS JOIN jsonb_to_recordset(readers) AS r (user_id uuid, until timestamptz);
    RETURN QUERY SELECT * FROM us_hide(agreed.object, agreed.payload ->> 'kind', operation);
END $$;

-- Hide what has come to descend from the subjects on whose lists the person is: run at the end of each call of theirs.
CREATE OR REPLACE FUNCTION us_hide_new(operation uuid) RETURNS TABLE (entity text, key uuid, revision integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    hidden record;
BEGIN
    FOR hidden IN SELECT DISTINCT ON (us_family(s.id)) s.id, s.restricted_kind
                  FROM reader_grant AS g JOIN subject AS s ON s.id = g.subject
                  WHERE g.user_id = us_user() AND g.until > us_now() AND s.restricted
                    AND s.org_id = us_org() AND s.comp_id = ANY (us_comps())
                  ORDER BY us_family(s.id), s.id LOOP
        RETURN QUERY SELECT * FROM us_hide(hidden.id, hidden.restricted_kind, operation);
    END LOOP;
END $$;

-- Give a subject made behind the wall in this call (a part that was split off) the readers that its roots have.
CREATE OR REPLACE FUNCTION us_same_readers(about uuid, operation uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    hidden uuid[] := ARRAY(SELECT s.id FROM subject AS new JOIN subject AS s ON s.id = ANY (new.roots)
                           WHERE new.id = about AND new.op_id = operation AND new.rev = 1 AND new.restricted
                             AND new.recorded_by = us_user() AND s.restricted AND s.id <> about);
BEGIN
    INSERT INTO reader_grant (id, subject, user_id, until)
        SELECT us_uuid7(), about, g.user_id, min(g.until) FROM reader_grant AS g
        WHERE g.subject = ANY (hidden) AND us_reads_all(g.user_id, hidden)
        GROUP BY g.user_id ON CONFLICT (subject, user_id) DO NOTHING;
END $$;

-- Lift an agreed restriction: what no other restricted subject hides is for everybody again who may see its kind.
CREATE OR REPLACE FUNCTION us_unrestrict(proposed uuid, operation uuid)
RETURNS TABLE (entity text, key uuid, revision integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    agreed proposal%ROWTYPE := us_agreed(proposed, operation, 'lift');
    moment timestamptz := us_now();
    nobody uuid := '00000000-0000-0000-0000-000000000000';
    whole uuid[] := us_family(agreed.object);
    part record;
    twin record;
    more text;
    which text;
BEGIN
    DELETE FROM reader_grant WHERE subject = ANY (whole);
    FOR part IN SELECT d.entity AS name, d.keys AS found FROM us_descends(whole) AS d LOOP
        which := '';
        more := '';
        IF part.name = 'subject' THEN
            more := ', restricted_kind = NULL';
        ELSIF part.name = 'capture' THEN
            more := ', selector_id = coalesce((SELECT v.id FROM selector AS h JOIN selector AS v'
                    ' USING (org_id, comp_id, kind, normal) WHERE h.id = t.selector_id AND v.wall = $5), t.selector_id)';
        ELSIF part.name = 'selector' THEN
            which := ' AND NOT EXISTS (SELECT 1 FROM selector AS v WHERE v.wall = $5 AND v.id <> t.id'
                     ' AND (v.org_id, v.comp_id, v.kind, v.normal) = (t.org_id, t.comp_id, t.kind, t.normal))';
        END IF;
        RETURN QUERY EXECUTE format(
            'UPDATE %1$I AS t SET restricted = us_still_hidden(t.roots, $1), rev = t.rev + 1, op_id = $2,'
            ' wall = CASE WHEN us_still_hidden(t.roots, $1) OR %4$s THEN t.wall ELSE $5 END,'
            ' recorded_at = $3, recorded_by = us_user() %3$s WHERE t.id = ANY ($4) AND t.restricted AND $1 && t.roots %2$s'
            ' RETURNING %1$L::text, t.id, t.rev', part.name, which, more, us_twin(part.name, '$5'))
            USING whole, operation, moment, part.found, nobody;
    END LOOP;
    UPDATE package_file AS f SET restricted = us_still_hidden(f.roots, whole), wall = p.wall
    FROM package AS p WHERE p.id = f.package_id AND f.restricted AND whole && f.roots;
    UPDATE sealed AS f SET restricted = us_still_hidden(f.roots, whole), wall = d.wall
    FROM dissemination AS d WHERE d.id = f.dissemination_id AND f.restricted AND whole && f.roots;
    FOR twin IN SELECT h.id AS gone, v.id AS kept FROM link_node AS h JOIN link_node AS v USING (org_id, comp_id, key)
                WHERE h.restricted AND whole && h.roots AND NOT us_still_hidden(h.roots, whole) AND v.wall = nobody LOOP
        PERFORM us_count_nodes(ARRAY[twin.kept], -1);
        PERFORM us_join_nodes(twin.kept, twin.gone);
        PERFORM us_count_nodes(ARRAY[twin.kept], 1);
    END LOOP;
    DELETE FROM link_carrier AS h USING link_carrier AS v
    WHERE h.restricted AND whole && h.roots AND NOT us_still_hidden(h.roots, whole) AND v.wall = nobody
      AND (h.org_id, h.comp_id, h.kind, h.normal, h.node) = (v.org_id, v.comp_id, v.kind, v.normal, v.node);
    PERFORM us_count_nodes(array_agg(n.id), 1) FROM link_node AS n
    WHERE n.restricted AND whole && n.roots AND NOT us_still_hidden(n.roots, whole);
    UPDATE link_node AS n SET restricted = false, wall = nobody
    WHERE n.restricted AND whole && n.roots AND NOT us_still_hidden(n.roots, whole);
    UPDATE link_carrier AS n SET restricted = false, wall = nobody
    WHERE n.restricted AND whole && n.roots AND NOT us_still_hidden(n.roots, whole);
    RETURN QUERY SELECT * FROM us_recount(
        ARRAY(SELECT DISTINCT c.selector_id FROM capture AS c
              WHERE whole && c.roots AND c.selector_id IS NOT NULL AND NOT c.restricted), operation);
    DELETE FROM original AS h USING original AS v
    WHERE h.restricted AND whole && h.roots AND NOT us_still_hidden(h.roots, whole) AND v.wall = nobody
      AND (h.org_id, h.comp_id, h.digest) = (v.org_id, v.comp_id, v.digest);
    UPDATE original AS o SET restricted = false, wall = nobody
    WHERE o.restricted AND whole && o.roots AND NOT us_still_hidden(o.roots, whole);
END $$;

CREATE OR REPLACE FUNCTION us_still_hidden(roots uuid[], lifted uuid[]) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM subject AS s
                   WHERE s.id = ANY (us_still_hidden.roots) AND s.id <> ALL (lifted) AND s.restricted)
$$;

-- Ask those who keep a restricted subject about new tips that meet it: who took them in is told nothing, and a task
-- behind the wall says which tip to look at. `span` is their time.
CREATE OR REPLACE FUNCTION us_ask_keepers(tips uuid[], span interval, operation uuid)
RETURNS TABLE (key uuid, tip uuid, owner uuid, due timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    moment timestamptz := us_now();
BEGIN
    IF NOT EXISTS (SELECT 1 FROM reader_grant) THEN
        RETURN;
    END IF;
    RETURN QUERY
        WITH came AS (
            SELECT r.id, r.org_id, r.comp_id, r.node, n.carried, r.rev
            FROM referral AS r JOIN link_node AS n ON n.key = r.node AND n.org_id = r.org_id AND n.comp_id = r.comp_id
            WHERE r.id = ANY (tips) AND r.org_id = us_org() AND r.comp_id = ANY (us_comps())
              AND NOT r.restricted AND NOT n.restricted
        ), met AS (
            SELECT DISTINCT c.id, c.org_id, c.comp_id, c.rev, us_family(s.id) AS whole FROM came AS c
            CROSS JOIN LATERAL (
                SELECT h.roots FROM link_node AS h
                WHERE h.key = c.node AND h.org_id = c.org_id AND h.comp_id = c.comp_id AND h.restricted
                UNION ALL
                SELECT h.roots FROM jsonb_array_elements(c.carried) AS v
                JOIN link_carrier AS h ON h.kind = v ->> 0 AND h.normal = v ->> 1
                WHERE v ->> 2 IN ('S', 'M') AND h.org_id = c.org_id AND h.comp_id = c.comp_id AND h.restricted
            ) AS hidden
            JOIN subject AS s ON s.id = ANY (hidden.roots) AND s.restricted
        )
        INSERT INTO task (id, org_id, comp_id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by,
                          entity, object, kind, n, state, owner_id, set_at, due, level)
            SELECT us_uuid7(), m.org_id, m.comp_id, '{}', true, m.whole, m.whole[1], 1, operation, moment, us_user(),
                   'referral', m.id, 'look across', m.rev, 'open',
                   us_keeper(m.whole, us_user(), m.org_id, m.comp_id), moment, moment + span, 0
            FROM met AS m WHERE NOT us_reads_all(us_user(), m.whole)
            ON CONFLICT DO NOTHING
            RETURNING task.id, task.object, task.owner_id, task.due;
END $$;

-- Steps of the functions below, which alone may call them.
SELECT pg_temp.us_steps('{definer}', ARRAY[
    'us_hide(uuid, text, uuid)', 'us_agreed(uuid, uuid, text)', 'us_descends(uuid[])',
    'us_join_nodes(bigint, bigint)', 'us_recount(uuid[], uuid)', 'us_count_nodes(bigint[], integer)']);
SELECT pg_temp.us_called('{definer}', ARRAY[
    'us_restrict(uuid, uuid)', 'us_unrestrict(uuid, uuid)', 'us_hide_new(uuid)', 'us_same_readers(uuid, uuid)',
    'us_kept_by(uuid[], uuid, uuid, uuid)', 'us_ask_keepers(uuid[], interval, uuid)']);
