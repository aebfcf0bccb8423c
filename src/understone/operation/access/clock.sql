-- The one clock. Only a database made for tests or for the demonstration lets it be turned, and says so: us_turnable().
CREATE OR REPLACE FUNCTION us_turnable() RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT {turnable} $$;
CREATE TABLE IF NOT EXISTS turned_clock (ahead interval NOT NULL);
CREATE OR REPLACE FUNCTION us_now() RETURNS timestamptz LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN us_turnable() THEN clock_timestamp() + coalesce((SELECT ahead FROM turned_clock), interval '0')
           ELSE clock_timestamp() END
$$;
