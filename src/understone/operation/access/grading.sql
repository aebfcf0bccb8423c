-- Votes and the national standing of pictures: what a session may not do by itself. Idempotent; run by `installing`.

-- Who has yet to vote sees nobody else's vote (blind): a person's own, and those of a panel to its supervisors.
DROP POLICY IF EXISTS us_blind ON grade;
CREATE POLICY us_blind ON grade AS RESTRICTIVE FOR SELECT TO {application}
    USING (grader_id = (SELECT us_user()) OR coalesce((SELECT us_roles()) && ARRAY['SV'], false));
