-- Generated from the operations with the digest 0863511e3dc907f747204d713f73586c6927c83b431cd279881ff19a54e8cd79
-- by scripts/write_migration.py; do not edit.
--
-- Create model Compartment
--
CREATE TABLE "compartment" ("id" uuid NOT NULL PRIMARY KEY, "code" text NOT NULL UNIQUE);
--
-- Create model LinkRules
--
CREATE TABLE "link_rules" ("number" integer NOT NULL PRIMARY KEY, "values" jsonb NOT NULL, "at" timestamp with time zone NOT NULL);
--
-- Create model NationalPicture
--
CREATE TABLE "national_picture" ("sha256" text NOT NULL PRIMARY KEY, "state" text NOT NULL, "votes" smallint NOT NULL, "views" integer NOT NULL, "category" text NULL, "settled_at" timestamp with time zone NULL);
--
-- Create model User
--
CREATE TABLE "person" ("id" uuid NOT NULL PRIMARY KEY, "pseudonym" text NOT NULL UNIQUE, "roles" text[] NOT NULL, "rank" text NULL, "active" boolean NOT NULL, "supervisor_id" uuid NULL);
--
-- Create model Arrest
--
CREATE TABLE "arrest" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "at" timestamp with time zone NOT NULL, "power" text NOT NULL, "mode" text NULL, "released_at" timestamp with time zone NULL, "owner_id" uuid NULL, "comp_id" uuid NOT NULL);
--
-- Create model Breach
--
CREATE TABLE "breach" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "entity" text NOT NULL, "object" uuid NOT NULL, "guard" text NOT NULL, "at" timestamp with time zone NOT NULL, "circumstances" text NOT NULL, "explanation" text NULL, "owner_id" uuid NULL, "comp_id" uuid NOT NULL);
--
-- Create model Bulletin
--
CREATE TABLE "bulletin" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "as_of" timestamp with time zone NOT NULL, "audience" text NOT NULL, "state" text NOT NULL, "checkpoint" text NOT NULL, "figures" jsonb NOT NULL, "figures_digest" text NOT NULL, "published_at" timestamp with time zone NULL, "published_by_id" uuid NULL, "comp_id" uuid NOT NULL);
--
-- Create model Child
--
CREATE TABLE "child" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "code" text NOT NULL UNIQUE, "immediate" text NOT NULL, "age_band" text NULL, "owner_id" uuid NULL, "comp_id" uuid NOT NULL);
--
-- Create model ChildIdentity
--
CREATE TABLE "child_identity" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "name" text NULL, "dob" date NULL, "address" text NULL, "child_id" uuid NOT NULL, "comp_id" uuid NOT NULL);
--
-- Create model Capture
--
CREATE TABLE "capture" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "json_path" text NOT NULL, "kind" text NOT NULL, "value" text NOT NULL, "port" integer NULL, "occurred_at" timestamp with time zone NULL, "raw_time" text NULL, "offset_known" boolean NOT NULL, "event" text NOT NULL, "proxy" text NOT NULL, "viewed_by_source" text NOT NULL, "refused" text NULL, "comp_id" uuid NOT NULL);
--
-- Create model DeconflictionHit
--
CREATE TABLE "deconfliction_hit" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "hit" uuid NOT NULL, "acked_at" timestamp with time zone NULL, "said" text NULL, "outcome" text NULL, "acked_by_id" uuid NULL, "comp_id" uuid NOT NULL, "contact_id" uuid NOT NULL, "owner_id" uuid NULL, "said_by_id" uuid NULL);
--
-- Create model Exhibit
--
CREATE TABLE "exhibit" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "ref" text NOT NULL, "kind" text NOT NULL, "subtype" text NOT NULL, "description" text NULL, "seal" text NOT NULL, "continuity" jsonb NOT NULL, "queued_at" timestamp with time zone NULL, "placed" jsonb NULL, "report_digest" text NULL, "disposal" text NULL, "arrest_id" uuid NULL, "comp_id" uuid NOT NULL, "owner_id" uuid NULL, "parent_id" uuid NULL);
--
-- Create model Examination
--
CREATE TABLE "examination" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "case_file_digest" text NOT NULL, "tool" text NOT NULL, "known_sets" jsonb NOT NULL, "status" text NOT NULL, "counts" jsonb NOT NULL, "comp_id" uuid NOT NULL, "exhibit_id" uuid NOT NULL);
--
-- Create model Finding
--
CREATE TABLE "finding" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "volume" text NOT NULL, "inode" text NOT NULL, "stream" text NOT NULL, "path" text NOT NULL, "sha256" text NOT NULL, "state" text NOT NULL, "match" text NOT NULL, "lists" text[] NOT NULL, "distance" smallint NULL, "provisional" boolean NOT NULL, "votes" smallint NOT NULL, "category" text NULL, "scheme" text NULL, "facts" jsonb NOT NULL, "new_material" boolean NOT NULL, "comp_id" uuid NOT NULL, "examination_id" uuid NOT NULL);
--
-- Create model Grade
--
CREATE TABLE "grade" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "sha256" text NOT NULL, "value" text NOT NULL, "panel" boolean NOT NULL, "at" timestamp with time zone NOT NULL, "comp_id" uuid NOT NULL, "grader_id" uuid NOT NULL);
--
-- Create model IdentityResolution
--
CREATE TABLE "identity_resolution" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "provider" text NOT NULL, "n" integer NOT NULL, "authority_ref" text NOT NULL, "request_tokens" jsonb NOT NULL, "sent_at" timestamp with time zone NOT NULL, "replied_at" timestamp with time zone NULL, "reply_digest" text NULL, "reply_tokens" jsonb NULL, "lease_start" timestamp with time zone NULL, "lease_end" timestamp with time zone NULL, "subscriber" text NULL, "findings" jsonb NOT NULL, "corroborators" uuid[] NOT NULL, "verdict" text NULL, "confidence" text NULL, "override_reason" text NULL, "override_until" timestamp with time zone NULL, "capture_id" uuid NOT NULL, "comp_id" uuid NOT NULL, "override_by1_id" uuid NULL, "override_by2_id" uuid NULL);
--
-- Create model Corroboration
--
CREATE TABLE "corroboration" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "kind" text NOT NULL, "source" text NOT NULL, "observed_at" timestamp with time zone NOT NULL, "said" text NOT NULL, "comp_id" uuid NOT NULL, "resolution_id" uuid NOT NULL);
--
-- Create model OperatorTable
--
CREATE TABLE "operator_table" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" text NOT NULL, "number" integer NOT NULL, "rows" jsonb NOT NULL, "at" timestamp with time zone NOT NULL, CONSTRAINT "operator_table_version_is_one" UNIQUE ("name", "number"));
--
-- Create model Organisation
--
CREATE TABLE "organisation" ("id" uuid NOT NULL PRIMARY KEY, "kind" text NOT NULL, "code" text NOT NULL UNIQUE, "name" text NOT NULL, "jurisdiction" text NULL, "source" jsonb NULL, CONSTRAINT "organisation_kind_is_known" CHECK ("kind" IN ('agency', 'force', 'partner')));
--
-- Create model NominalMatch
--
CREATE TABLE "nominal_match" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "digest" text NOT NULL, "file_digest" text NOT NULL, "line" integer NOT NULL, "nominal" jsonb NOT NULL, "reasons" jsonb NOT NULL, "as_of" timestamp with time zone NOT NULL, "reason" text NULL, "comp_id" uuid NOT NULL, "owner_id" uuid NULL, "org_id" uuid NOT NULL);
--
-- Add field org to identityresolution
--
ALTER TABLE "identity_resolution" ADD COLUMN "org_id" uuid NOT NULL CONSTRAINT "identity_resolution_org_id_d4fbd6be_fk_organisation_id" REFERENCES "organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "identity_resolution_org_id_d4fbd6be_fk_organisation_id" IMMEDIATE;
--
-- Create model GradeEvent
--
CREATE TABLE "operation_gradeevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "sha256" text NOT NULL, "value" text NOT NULL, "panel" boolean NOT NULL, "at" timestamp with time zone NOT NULL, "comp_id" uuid NOT NULL, "grader_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Add field org to grade
--
ALTER TABLE "grade" ADD COLUMN "org_id" uuid NOT NULL CONSTRAINT "grade_org_id_4a7e1ed3_fk_organisation_id" REFERENCES "organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "grade_org_id_4a7e1ed3_fk_organisation_id" IMMEDIATE;
--
-- Create model FindingEvent
--
CREATE TABLE "operation_findingevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "volume" text NOT NULL, "inode" text NOT NULL, "stream" text NOT NULL, "path" text NOT NULL, "sha256" text NOT NULL, "state" text NOT NULL, "match" text NOT NULL, "lists" text[] NOT NULL, "distance" smallint NULL, "provisional" boolean NOT NULL, "votes" smallint NOT NULL, "category" text NULL, "scheme" text NULL, "facts" jsonb NOT NULL, "new_material" boolean NOT NULL, "comp_id" uuid NOT NULL, "examination_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Add field org to finding
--
ALTER TABLE "finding" ADD COLUMN "org_id" uuid NOT NULL CONSTRAINT "finding_org_id_7ee8cf83_fk_organisation_id" REFERENCES "organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "finding_org_id_7ee8cf83_fk_organisation_id" IMMEDIATE;
--
-- Add field force to exhibit
--
ALTER TABLE "exhibit" ADD COLUMN "force_id" uuid NOT NULL CONSTRAINT "exhibit_force_id_e00c5dd2_fk_organisation_id" REFERENCES "organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "exhibit_force_id_e00c5dd2_fk_organisation_id" IMMEDIATE;
--
-- Add field org to exhibit
--
ALTER TABLE "exhibit" ADD COLUMN "org_id" uuid NOT NULL CONSTRAINT "exhibit_org_id_7d22de2b_fk_organisation_id" REFERENCES "organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "exhibit_org_id_7d22de2b_fk_organisation_id" IMMEDIATE;
--
-- Create model ExaminationEvent
--
CREATE TABLE "operation_examinationevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "case_file_digest" text NOT NULL, "tool" text NOT NULL, "known_sets" jsonb NOT NULL, "status" text NOT NULL, "counts" jsonb NOT NULL, "comp_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL, "exhibit_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Add field org to examination
--
ALTER TABLE "examination" ADD COLUMN "org_id" uuid NOT NULL CONSTRAINT "examination_org_id_95056ef0_fk_organisation_id" REFERENCES "organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "examination_org_id_95056ef0_fk_organisation_id" IMMEDIATE;
--
-- Create model DoneCall
--
CREATE TABLE "done_call" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "once" uuid NOT NULL, "asked" text NOT NULL, "op_id" uuid NOT NULL, "done_at" timestamp with time zone NOT NULL, "entries" jsonb NOT NULL, "user_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Create model Dissemination
--
CREATE TABLE "dissemination" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "n" integer NOT NULL, "sealed_digest" text NOT NULL, "envelope_digest" text NOT NULL, "sent_at" timestamp with time zone NOT NULL, "return_reason" text NULL, "suggested_force" text NULL, "superseded_by" integer NULL, "band" text NOT NULL, "act_by" timestamp with time zone NOT NULL, "valid_until" timestamp with time zone NULL, "comp_id" uuid NOT NULL, "owner_id" uuid NULL, "force_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Create model DisclosureItem
--
CREATE TABLE "disclosure_item" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "number" integer NOT NULL, "entity" text NOT NULL, "object" uuid NOT NULL, "description" text NOT NULL, "date" date NOT NULL, "origin" text NOT NULL, "location" text NOT NULL, "holder" text NOT NULL, "sensitive" boolean NULL, "sensitive_reason" text NULL, "relevant" boolean NULL, "relevant_reason" text NULL, "digest" text NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Create model DeconflictionHitEvent
--
CREATE TABLE "operation_deconflictionhitevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "hit" uuid NOT NULL, "acked_at" timestamp with time zone NULL, "said" text NULL, "outcome" text NULL, "acked_by_id" uuid NULL, "comp_id" uuid NOT NULL, "contact_id" uuid NOT NULL, "owner_id" uuid NULL, "pgh_obj_id" uuid NOT NULL, "said_by_id" uuid NULL, "org_id" uuid NOT NULL);
--
-- Add field org to deconflictionhit
--
ALTER TABLE "deconfliction_hit" ADD COLUMN "org_id" uuid NOT NULL CONSTRAINT "deconfliction_hit_org_id_1d7ee0d0_fk_organisation_id" REFERENCES "organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "deconfliction_hit_org_id_1d7ee0d0_fk_organisation_id" IMMEDIATE;
--
-- Create model CorroborationEvent
--
CREATE TABLE "operation_corroborationevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "kind" text NOT NULL, "source" text NOT NULL, "observed_at" timestamp with time zone NOT NULL, "said" text NOT NULL, "comp_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL, "resolution_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Add field org to corroboration
--
ALTER TABLE "corroboration" ADD COLUMN "org_id" uuid NOT NULL CONSTRAINT "corroboration_org_id_6d965cc5_fk_organisation_id" REFERENCES "organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "corroboration_org_id_6d965cc5_fk_organisation_id" IMMEDIATE;
--
-- Add field force to compartment
--
ALTER TABLE "compartment" ADD COLUMN "force_id" uuid NULL UNIQUE CONSTRAINT "compartment_force_id_aa4f6b0c_fk_organisation_id" REFERENCES "organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "compartment_force_id_aa4f6b0c_fk_organisation_id" IMMEDIATE;
--
-- Create model ChildLink
--
CREATE TABLE "child_link" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "ccc" text NOT NULL, "relation" text NULL, "child_id" uuid NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Create model ChildIdentityEvent
--
CREATE TABLE "operation_childidentityevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "name" text NULL, "dob" date NULL, "address" text NULL, "child_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Add field org to childidentity
--
ALTER TABLE "child_identity" ADD COLUMN "org_id" uuid NOT NULL CONSTRAINT "child_identity_org_id_e52aa166_fk_organisation_id" REFERENCES "organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "child_identity_org_id_e52aa166_fk_organisation_id" IMMEDIATE;
--
-- Create model ChildEvent
--
CREATE TABLE "operation_childevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "code" text NOT NULL, "immediate" text NOT NULL, "age_band" text NULL, "owner_id" uuid NULL, "pgh_obj_id" uuid NOT NULL, "comp_id" uuid NOT NULL, "force_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Create model ChildAtPremises
--
CREATE TABLE "child_at_premises" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "child_id" uuid NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Add field force to child
--
ALTER TABLE "child" ADD COLUMN "force_id" uuid NOT NULL CONSTRAINT "child_force_id_06646950_fk_organisation_id" REFERENCES "organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "child_force_id_06646950_fk_organisation_id" IMMEDIATE;
--
-- Add field org to child
--
ALTER TABLE "child" ADD COLUMN "org_id" uuid NOT NULL CONSTRAINT "child_org_id_d409c59c_fk_organisation_id" REFERENCES "organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "child_org_id_d409c59c_fk_organisation_id" IMMEDIATE;
--
-- Create model Charge
--
CREATE TABLE "charge" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "offence" text NOT NULL, "n" integer NOT NULL, "charged_at" timestamp with time zone NOT NULL, "offence_date" date NOT NULL, "outcome" text NULL, "arrest_id" uuid NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Add field org to capture
--
ALTER TABLE "capture" ADD COLUMN "org_id" uuid NOT NULL CONSTRAINT "capture_org_id_3619b896_fk_organisation_id" REFERENCES "organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "capture_org_id_3619b896_fk_organisation_id" IMMEDIATE;
--
-- Create model BulletinEvent
--
CREATE TABLE "operation_bulletinevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "as_of" timestamp with time zone NOT NULL, "audience" text NOT NULL, "state" text NOT NULL, "checkpoint" text NOT NULL, "figures" jsonb NOT NULL, "figures_digest" text NOT NULL, "published_at" timestamp with time zone NULL, "pgh_obj_id" uuid NOT NULL, "published_by_id" uuid NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Add field org to bulletin
--
ALTER TABLE "bulletin" ADD COLUMN "org_id" uuid NOT NULL CONSTRAINT "bulletin_org_id_163317f6_fk_organisation_id" REFERENCES "organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "bulletin_org_id_163317f6_fk_organisation_id" IMMEDIATE;
--
-- Create model BreachEvent
--
CREATE TABLE "operation_breachevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "entity" text NOT NULL, "object" uuid NOT NULL, "guard" text NOT NULL, "at" timestamp with time zone NOT NULL, "circumstances" text NOT NULL, "explanation" text NULL, "owner_id" uuid NULL, "pgh_obj_id" uuid NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Add field org to breach
--
ALTER TABLE "breach" ADD COLUMN "org_id" uuid NOT NULL CONSTRAINT "breach_org_id_8b5b15aa_fk_organisation_id" REFERENCES "organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "breach_org_id_8b5b15aa_fk_organisation_id" IMMEDIATE;
--
-- Add field force to arrest
--
ALTER TABLE "arrest" ADD COLUMN "force_id" uuid NOT NULL CONSTRAINT "arrest_force_id_b274d869_fk_organisation_id" REFERENCES "organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "arrest_force_id_b274d869_fk_organisation_id" IMMEDIATE;
--
-- Add field org to arrest
--
ALTER TABLE "arrest" ADD COLUMN "org_id" uuid NOT NULL CONSTRAINT "arrest_org_id_17a70871_fk_organisation_id" REFERENCES "organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "arrest_org_id_17a70871_fk_organisation_id" IMMEDIATE;
--
-- Add field org to user
--
ALTER TABLE "person" ADD COLUMN "org_id" uuid NOT NULL CONSTRAINT "person_org_id_1b95e3d3_fk_organisation_id" REFERENCES "organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "person_org_id_1b95e3d3_fk_organisation_id" IMMEDIATE;
--
-- Create model Original
--
CREATE TABLE "original" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "digest" text NOT NULL, "content" bytea NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Create model Package
--
CREATE TABLE "package" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "version" integer NOT NULL, "kind" text NOT NULL, "body" jsonb NOT NULL, "basis" jsonb NOT NULL, "valid_until" timestamp with time zone NULL, "approver_id" uuid NULL, "author_id" uuid NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "owner_id" uuid NULL);
--
-- Create model DisseminationEvent
--
CREATE TABLE "operation_disseminationevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "n" integer NOT NULL, "sealed_digest" text NOT NULL, "envelope_digest" text NOT NULL, "sent_at" timestamp with time zone NOT NULL, "return_reason" text NULL, "suggested_force" text NULL, "superseded_by" integer NULL, "band" text NOT NULL, "act_by" timestamp with time zone NOT NULL, "valid_until" timestamp with time zone NULL, "comp_id" uuid NOT NULL, "owner_id" uuid NULL, "pgh_obj_id" uuid NOT NULL, "force_id" uuid NOT NULL, "org_id" uuid NOT NULL, "package_id" uuid NOT NULL);
--
-- Add field package to dissemination
--
ALTER TABLE "dissemination" ADD COLUMN "package_id" uuid NOT NULL CONSTRAINT "dissemination_package_id_fa9d3f5c_fk_package_id" REFERENCES "package"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "dissemination_package_id_fa9d3f5c_fk_package_id" IMMEDIATE;
--
-- Create model PackageFile
--
CREATE TABLE "package_file" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "created" timestamp with time zone NOT NULL, "path" text NOT NULL, "digest" text NOT NULL, "content" bytea NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "package_id" uuid NOT NULL);
--
-- Create model PositionOfTrust
--
CREATE TABLE "position_of_trust" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "kind" text NOT NULL, "employer" text NOT NULL, "current" text NOT NULL, "verified_at" timestamp with time zone NULL, "lado_at" timestamp with time zone NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Create model Premises
--
CREATE TABLE "premises" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "uprn" text NULL, "address" text NOT NULL, "unit" text NULL, "lad" text NULL, "multi_unit" text NOT NULL, "children" text NOT NULL, "children_source" text NULL, "comp_id" uuid NOT NULL, "force_id" uuid NULL, "org_id" uuid NOT NULL);
--
-- Create model IdentityResolutionEvent
--
CREATE TABLE "operation_identityresolutionevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "provider" text NOT NULL, "n" integer NOT NULL, "authority_ref" text NOT NULL, "request_tokens" jsonb NOT NULL, "sent_at" timestamp with time zone NOT NULL, "replied_at" timestamp with time zone NULL, "reply_digest" text NULL, "reply_tokens" jsonb NULL, "lease_start" timestamp with time zone NULL, "lease_end" timestamp with time zone NULL, "subscriber" text NULL, "findings" jsonb NOT NULL, "corroborators" uuid[] NOT NULL, "verdict" text NULL, "confidence" text NULL, "override_reason" text NULL, "override_until" timestamp with time zone NULL, "capture_id" uuid NOT NULL, "comp_id" uuid NOT NULL, "override_by1_id" uuid NULL, "override_by2_id" uuid NULL, "pgh_obj_id" uuid NOT NULL, "org_id" uuid NOT NULL, "premises_id" uuid NULL);
--
-- Add field premises to identityresolution
--
ALTER TABLE "identity_resolution" ADD COLUMN "premises_id" uuid NULL CONSTRAINT "identity_resolution_premises_id_257fb639_fk_premises_id" REFERENCES "premises"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "identity_resolution_premises_id_257fb639_fk_premises_id" IMMEDIATE;
--
-- Create model ChildAtPremisesEvent
--
CREATE TABLE "operation_childatpremisesevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "child_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "premises_id" uuid NOT NULL);
--
-- Add field premises to childatpremises
--
ALTER TABLE "child_at_premises" ADD COLUMN "premises_id" uuid NOT NULL CONSTRAINT "child_at_premises_premises_id_ccf7c35a_fk_premises_id" REFERENCES "premises"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "child_at_premises_premises_id_ccf7c35a_fk_premises_id" IMMEDIATE;
--
-- Create model PremisesEvent
--
CREATE TABLE "operation_premisesevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "uprn" text NULL, "address" text NOT NULL, "unit" text NULL, "lad" text NULL, "multi_unit" text NOT NULL, "children" text NOT NULL, "children_source" text NULL, "comp_id" uuid NOT NULL, "force_id" uuid NULL, "org_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL);
--
-- Create model Preservation
--
CREATE TABLE "preservation" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "provider" text NOT NULL, "authority_ref" text NOT NULL, "expires_at" timestamp with time zone NOT NULL, "confirmed_at" timestamp with time zone NULL, "capture_id" uuid NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "owner_id" uuid NULL);
--
-- Create model PreservationEvent
--
CREATE TABLE "operation_preservationevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "provider" text NOT NULL, "authority_ref" text NOT NULL, "expires_at" timestamp with time zone NOT NULL, "confirmed_at" timestamp with time zone NULL, "capture_id" uuid NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "owner_id" uuid NULL, "pgh_obj_id" uuid NOT NULL);
--
-- Create model Proposal
--
CREATE TABLE "proposal" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "entity" text NOT NULL, "object" uuid NOT NULL, "action" text NOT NULL, "payload" jsonb NOT NULL, "reason" text NOT NULL, "seen_rev" integer NOT NULL, "proposed_role" text NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "owner_id" uuid NULL, "proposed_by_id" uuid NOT NULL);
--
-- Create model ProposalEvent
--
CREATE TABLE "operation_proposalevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "entity" text NOT NULL, "object" uuid NOT NULL, "action" text NOT NULL, "payload" jsonb NOT NULL, "reason" text NOT NULL, "seen_rev" integer NOT NULL, "proposed_role" text NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "owner_id" uuid NULL, "pgh_obj_id" uuid NOT NULL, "proposed_by_id" uuid NOT NULL);
--
-- Create model Quarantined
--
CREATE TABLE "quarantined" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "received_at" timestamp with time zone NOT NULL, "original_digest" text NOT NULL, "place" text NOT NULL, "error_code" text NOT NULL, "error_text" text NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "owner_id" uuid NULL, "source_id" uuid NOT NULL);
--
-- Create model ReaderGrant
--
CREATE TABLE "reader_grant" ("id" uuid NOT NULL PRIMARY KEY, "subject" uuid NOT NULL, "until" timestamp with time zone NOT NULL, "user_id" uuid NOT NULL);
--
-- Create model Receipt
--
CREATE TABLE "receipt" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "seq" integer NOT NULL, "state" text NOT NULL, "at" timestamp with time zone NOT NULL, "envelope_digest" text NOT NULL, "prev" text NULL, "digest" text NOT NULL, "signature" text NOT NULL, "envelope" text NOT NULL, "comp_id" uuid NOT NULL, "dissemination_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Create model ReceiptEvent
--
CREATE TABLE "operation_receiptevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "seq" integer NOT NULL, "state" text NOT NULL, "at" timestamp with time zone NOT NULL, "envelope_digest" text NOT NULL, "prev" text NULL, "digest" text NOT NULL, "signature" text NOT NULL, "envelope" text NOT NULL, "comp_id" uuid NOT NULL, "dissemination_id" uuid NOT NULL, "org_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL);
--
-- Create model Referral
--
CREATE TABLE "referral" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "source_ref" text NULL, "received_at" timestamp with time zone NOT NULL, "original_digest" text NOT NULL, "content_digest" text NOT NULL, "format" text NOT NULL, "parsed" jsonb NOT NULL, "notes" jsonb NOT NULL, "source_eval" smallint NULL, "intel" text NULL, "handling" text NULL, "conditions" text NULL, "urgent" boolean NOT NULL, "child_named" boolean NOT NULL, "closing_reason" text NULL, "node" bytea NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "owner_id" uuid NULL, "source_id" uuid NOT NULL);
--
-- Create model QuarantinedEvent
--
CREATE TABLE "operation_quarantinedevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "received_at" timestamp with time zone NOT NULL, "original_digest" text NOT NULL, "place" text NOT NULL, "error_code" text NOT NULL, "error_text" text NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "owner_id" uuid NULL, "pgh_obj_id" uuid NOT NULL, "source_id" uuid NOT NULL, "repaired_as_id" uuid NULL);
--
-- Add field repaired_as to quarantined
--
ALTER TABLE "quarantined" ADD COLUMN "repaired_as_id" uuid NULL CONSTRAINT "quarantined_repaired_as_id_e7a58329_fk_referral_id" REFERENCES "referral"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "quarantined_repaired_as_id_e7a58329_fk_referral_id" IMMEDIATE;
--
-- Add field referral to capture
--
ALTER TABLE "capture" ADD COLUMN "referral_id" uuid NOT NULL CONSTRAINT "capture_referral_id_a133d3bb_fk_referral_id" REFERENCES "referral"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "capture_referral_id_a133d3bb_fk_referral_id" IMMEDIATE;
--
-- Create model ReferralPart
--
CREATE TABLE "referral_part" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "received_at" timestamp with time zone NOT NULL, "original_digest" text NOT NULL, "content_digest" text NOT NULL, "format" text NOT NULL, "parsed" jsonb NOT NULL, "notes" jsonb NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "referral_id" uuid NOT NULL);
--
-- Add field part to capture
--
ALTER TABLE "capture" ADD COLUMN "part_id" uuid NULL CONSTRAINT "capture_part_id_c67381fc_fk_referral_part_id" REFERENCES "referral_part"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "capture_part_id_c67381fc_fk_referral_part_id" IMMEDIATE;
--
-- Create model ReferralPartEvent
--
CREATE TABLE "operation_referralpartevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "received_at" timestamp with time zone NOT NULL, "original_digest" text NOT NULL, "content_digest" text NOT NULL, "format" text NOT NULL, "parsed" jsonb NOT NULL, "notes" jsonb NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL, "referral_id" uuid NOT NULL);
--
-- Create model RiskAssessment
--
CREATE TABLE "risk_assessment" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "n" integer NOT NULL, "model" text NOT NULL, "factors" jsonb NOT NULL, "score" integer NOT NULL, "computed" text NOT NULL, "unknowns" jsonb NOT NULL, "diff" jsonb NOT NULL, "computed_at" timestamp with time zone NOT NULL, "band" text NOT NULL, "since" timestamp with time zone NOT NULL, "act_by" timestamp with time zone NOT NULL, "confirmed" text NULL, "confirmed_at" timestamp with time zone NULL, "reason" text NULL, "by_id" uuid NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "second_by_id" uuid NULL);
--
-- Create model RiskFact
--
CREATE TABLE "risk_fact" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "factor" text NOT NULL, "value" text NOT NULL, "evidence" text NOT NULL, "stated_at" timestamp with time zone NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Create model SafeguardingAction
--
CREATE TABLE "safeguarding_action" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "kind" text NOT NULL, "n" integer NOT NULL, "partner" text NOT NULL, "done_at" timestamp with time zone NULL, "result" text NULL, "child_id" uuid NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "owner_id" uuid NULL);
--
-- Create model SafeguardingActionEvent
--
CREATE TABLE "operation_safeguardingactionevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "kind" text NOT NULL, "n" integer NOT NULL, "partner" text NOT NULL, "done_at" timestamp with time zone NULL, "result" text NULL, "child_id" uuid NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "owner_id" uuid NULL, "pgh_obj_id" uuid NOT NULL);
--
-- Create model Sealed
--
CREATE TABLE "sealed" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "digest" text NOT NULL, "content" bytea NOT NULL, "comp_id" uuid NOT NULL, "dissemination_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Create model Search
--
CREATE TABLE "search" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "power" text NOT NULL, "subjects" uuid[] NOT NULL, "day" date NOT NULL, "resolutions" uuid[] NOT NULL, "recheck_at" timestamp with time zone NULL, "recheck_address" text NULL, "recheck_unit" text NULL, "services_told_at" timestamp with time zone NULL, "waiver" jsonb NULL, "executed_at" timestamp with time zone NULL, "result" text NULL, "comp_id" uuid NOT NULL, "force_id" uuid NOT NULL, "on_call_id" uuid NULL, "org_id" uuid NOT NULL, "owner_id" uuid NULL, "planner_id" uuid NOT NULL, "premises_id" uuid NOT NULL, "recheck_by_id" uuid NULL);
--
-- Create model ExhibitEvent
--
CREATE TABLE "operation_exhibitevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "ref" text NOT NULL, "kind" text NOT NULL, "subtype" text NOT NULL, "description" text NULL, "seal" text NOT NULL, "continuity" jsonb NOT NULL, "queued_at" timestamp with time zone NULL, "placed" jsonb NULL, "report_digest" text NULL, "disposal" text NULL, "arrest_id" uuid NULL, "comp_id" uuid NOT NULL, "owner_id" uuid NULL, "parent_id" uuid NULL, "pgh_obj_id" uuid NOT NULL, "force_id" uuid NOT NULL, "org_id" uuid NOT NULL, "search_id" uuid NULL);
--
-- Add field search to exhibit
--
ALTER TABLE "exhibit" ADD COLUMN "search_id" uuid NULL CONSTRAINT "exhibit_search_id_3995ae6e_fk_search_id" REFERENCES "search"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "exhibit_search_id_3995ae6e_fk_search_id" IMMEDIATE;
--
-- Add field search to arrest
--
ALTER TABLE "arrest" ADD COLUMN "search_id" uuid NULL CONSTRAINT "arrest_search_id_9f8e18e9_fk_search_id" REFERENCES "search"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "arrest_search_id_9f8e18e9_fk_search_id" IMMEDIATE;
--
-- Create model Selector
--
CREATE TABLE "selector" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "kind" text NOT NULL, "normal" text NOT NULL, "raw" text[] NOT NULL, "verified" text NOT NULL, "strength" text NOT NULL, "degree" integer NOT NULL, "capped" boolean NOT NULL, "confusable" boolean NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Create model CaptureEvent
--
CREATE TABLE "operation_captureevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "json_path" text NOT NULL, "kind" text NOT NULL, "value" text NOT NULL, "port" integer NULL, "occurred_at" timestamp with time zone NULL, "raw_time" text NULL, "offset_known" boolean NOT NULL, "event" text NOT NULL, "proxy" text NOT NULL, "viewed_by_source" text NOT NULL, "refused" text NULL, "pgh_obj_id" uuid NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "referral_id" uuid NOT NULL, "part_id" uuid NULL, "selector_id" uuid NULL);
--
-- Add field selector to capture
--
ALTER TABLE "capture" ADD COLUMN "selector_id" uuid NULL CONSTRAINT "capture_selector_id_8d2cc192_fk_selector_id" REFERENCES "selector"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "capture_selector_id_8d2cc192_fk_selector_id" IMMEDIATE;
--
-- Create model SelectorEvent
--
CREATE TABLE "operation_selectorevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "kind" text NOT NULL, "normal" text NOT NULL, "raw" text[] NOT NULL, "verified" text NOT NULL, "strength" text NOT NULL, "degree" integer NOT NULL, "capped" boolean NOT NULL, "confusable" boolean NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL);
--
-- Create model SignedManifest
--
CREATE TABLE "signed_manifest" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "dissemination" uuid NOT NULL, "n" integer NOT NULL, "created" timestamp with time zone NOT NULL, "files_of" timestamp with time zone NOT NULL, "manifest" text NOT NULL, "signatures" jsonb NOT NULL, "void" boolean NOT NULL, "comp_id" uuid NOT NULL, "force_id" uuid NOT NULL, "org_id" uuid NOT NULL, "package_id" uuid NOT NULL);
--
-- Create model SignedManifestEvent
--
CREATE TABLE "operation_signedmanifestevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "dissemination" uuid NOT NULL, "n" integer NOT NULL, "created" timestamp with time zone NOT NULL, "files_of" timestamp with time zone NOT NULL, "manifest" text NOT NULL, "signatures" jsonb NOT NULL, "void" boolean NOT NULL, "comp_id" uuid NOT NULL, "force_id" uuid NOT NULL, "org_id" uuid NOT NULL, "package_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL);
--
-- Create model Subject
--
CREATE TABLE "subject" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "code" text NOT NULL UNIQUE, "name" text NULL, "dob" date NULL, "restricted_kind" text NULL, "lead_rule" text NULL, "basis_changed" boolean NOT NULL, "contradiction" boolean NOT NULL, "oversized" boolean NOT NULL, "accepted_size" integer NULL, "category" text NOT NULL, "basis" text NOT NULL, "alias_of_id" uuid NULL, "comp_id" uuid NOT NULL, "identified_by_id" uuid NULL, "lead_force_id" uuid NULL, "org_id" uuid NOT NULL, "owner_id" uuid NULL);
--
-- Create model RiskFactEvent
--
CREATE TABLE "operation_riskfactevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "factor" text NOT NULL, "value" text NOT NULL, "evidence" text NOT NULL, "stated_at" timestamp with time zone NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL, "subject_id" uuid NOT NULL);
--
-- Add field subject to riskfact
--
ALTER TABLE "risk_fact" ADD COLUMN "subject_id" uuid NOT NULL CONSTRAINT "risk_fact_subject_id_d2b1e4dd_fk_subject_id" REFERENCES "subject"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "risk_fact_subject_id_d2b1e4dd_fk_subject_id" IMMEDIATE;
--
-- Create model RiskAssessmentEvent
--
CREATE TABLE "operation_riskassessmentevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "n" integer NOT NULL, "model" text NOT NULL, "factors" jsonb NOT NULL, "score" integer NOT NULL, "computed" text NOT NULL, "unknowns" jsonb NOT NULL, "diff" jsonb NOT NULL, "computed_at" timestamp with time zone NOT NULL, "band" text NOT NULL, "since" timestamp with time zone NOT NULL, "act_by" timestamp with time zone NOT NULL, "confirmed" text NULL, "confirmed_at" timestamp with time zone NULL, "reason" text NULL, "by_id" uuid NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL, "second_by_id" uuid NULL, "subject_id" uuid NOT NULL);
--
-- Add field subject to riskassessment
--
ALTER TABLE "risk_assessment" ADD COLUMN "subject_id" uuid NOT NULL CONSTRAINT "risk_assessment_subject_id_b783b5a9_fk_subject_id" REFERENCES "subject"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "risk_assessment_subject_id_b783b5a9_fk_subject_id" IMMEDIATE;
--
-- Create model ReferralEvent
--
CREATE TABLE "operation_referralevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "source_ref" text NULL, "received_at" timestamp with time zone NOT NULL, "original_digest" text NOT NULL, "content_digest" text NOT NULL, "format" text NOT NULL, "parsed" jsonb NOT NULL, "notes" jsonb NOT NULL, "source_eval" smallint NULL, "intel" text NULL, "handling" text NULL, "conditions" text NULL, "urgent" boolean NOT NULL, "child_named" boolean NOT NULL, "closing_reason" text NULL, "node" bytea NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "owner_id" uuid NULL, "pgh_obj_id" uuid NOT NULL, "source_id" uuid NOT NULL, "subject_id" uuid NULL);
--
-- Add field subject to referral
--
ALTER TABLE "referral" ADD COLUMN "subject_id" uuid NULL CONSTRAINT "referral_subject_id_6e413fba_fk_subject_id" REFERENCES "subject"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "referral_subject_id_6e413fba_fk_subject_id" IMMEDIATE;
--
-- Create model PositionOfTrustEvent
--
CREATE TABLE "operation_positionoftrustevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "kind" text NOT NULL, "employer" text NOT NULL, "current" text NOT NULL, "verified_at" timestamp with time zone NULL, "lado_at" timestamp with time zone NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL, "subject_id" uuid NOT NULL);
--
-- Add field subject to positionoftrust
--
ALTER TABLE "position_of_trust" ADD COLUMN "subject_id" uuid NOT NULL CONSTRAINT "position_of_trust_subject_id_9fea7269_fk_subject_id" REFERENCES "subject"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "position_of_trust_subject_id_9fea7269_fk_subject_id" IMMEDIATE;
--
-- Create model PackageEvent
--
CREATE TABLE "operation_packageevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "version" integer NOT NULL, "kind" text NOT NULL, "body" jsonb NOT NULL, "basis" jsonb NOT NULL, "valid_until" timestamp with time zone NULL, "approver_id" uuid NULL, "author_id" uuid NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "owner_id" uuid NULL, "pgh_obj_id" uuid NOT NULL, "subject_id" uuid NOT NULL);
--
-- Add field subject to package
--
ALTER TABLE "package" ADD COLUMN "subject_id" uuid NOT NULL CONSTRAINT "package_subject_id_caf02c12_fk_subject_id" REFERENCES "subject"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "package_subject_id_caf02c12_fk_subject_id" IMMEDIATE;
--
-- Create model NominalMatchEvent
--
CREATE TABLE "operation_nominalmatchevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "digest" text NOT NULL, "file_digest" text NOT NULL, "line" integer NOT NULL, "nominal" jsonb NOT NULL, "reasons" jsonb NOT NULL, "as_of" timestamp with time zone NOT NULL, "reason" text NULL, "comp_id" uuid NOT NULL, "owner_id" uuid NULL, "pgh_obj_id" uuid NOT NULL, "org_id" uuid NOT NULL, "subject_id" uuid NOT NULL);
--
-- Add field subject to nominalmatch
--
ALTER TABLE "nominal_match" ADD COLUMN "subject_id" uuid NOT NULL CONSTRAINT "nominal_match_subject_id_d1405483_fk_subject_id" REFERENCES "subject"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "nominal_match_subject_id_d1405483_fk_subject_id" IMMEDIATE;
--
-- Create model DisclosureItemEvent
--
CREATE TABLE "operation_disclosureitemevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "number" integer NOT NULL, "entity" text NOT NULL, "object" uuid NOT NULL, "description" text NOT NULL, "date" date NOT NULL, "origin" text NOT NULL, "location" text NOT NULL, "holder" text NOT NULL, "sensitive" boolean NULL, "sensitive_reason" text NULL, "relevant" boolean NULL, "relevant_reason" text NULL, "digest" text NULL, "comp_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL, "org_id" uuid NOT NULL, "subject_id" uuid NOT NULL);
--
-- Add field subject to disclosureitem
--
ALTER TABLE "disclosure_item" ADD COLUMN "subject_id" uuid NOT NULL CONSTRAINT "disclosure_item_subject_id_aa60aa4a_fk_subject_id" REFERENCES "subject"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "disclosure_item_subject_id_aa60aa4a_fk_subject_id" IMMEDIATE;
--
-- Create model ChildLinkEvent
--
CREATE TABLE "operation_childlinkevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "ccc" text NOT NULL, "relation" text NULL, "child_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "subject_id" uuid NOT NULL);
--
-- Add field subject to childlink
--
ALTER TABLE "child_link" ADD COLUMN "subject_id" uuid NOT NULL CONSTRAINT "child_link_subject_id_8a17d5b6_fk_subject_id" REFERENCES "subject"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "child_link_subject_id_8a17d5b6_fk_subject_id" IMMEDIATE;
--
-- Create model ChargeEvent
--
CREATE TABLE "operation_chargeevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "offence" text NOT NULL, "n" integer NOT NULL, "charged_at" timestamp with time zone NOT NULL, "offence_date" date NOT NULL, "outcome" text NULL, "arrest_id" uuid NULL, "pgh_obj_id" uuid NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "subject_id" uuid NOT NULL);
--
-- Add field subject to charge
--
ALTER TABLE "charge" ADD COLUMN "subject_id" uuid NOT NULL CONSTRAINT "charge_subject_id_d1fff8d0_fk_subject_id" REFERENCES "subject"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "charge_subject_id_d1fff8d0_fk_subject_id" IMMEDIATE;
--
-- Create model ArrestEvent
--
CREATE TABLE "operation_arrestevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "at" timestamp with time zone NOT NULL, "power" text NOT NULL, "mode" text NULL, "released_at" timestamp with time zone NULL, "owner_id" uuid NULL, "pgh_obj_id" uuid NOT NULL, "comp_id" uuid NOT NULL, "force_id" uuid NOT NULL, "org_id" uuid NOT NULL, "search_id" uuid NULL, "subject_id" uuid NOT NULL);
--
-- Add field subject to arrest
--
ALTER TABLE "arrest" ADD COLUMN "subject_id" uuid NOT NULL CONSTRAINT "arrest_subject_id_05edd77b_fk_subject_id" REFERENCES "subject"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "arrest_subject_id_05edd77b_fk_subject_id" IMMEDIATE;
--
-- Create model SubjectCheck
--
CREATE TABLE "subject_check" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "kind" text NOT NULL, "asked_at" timestamp with time zone NOT NULL, "result" text NOT NULL, "registered" text NULL, "prior" text NULL, "evidence" text NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "second_by_id" uuid NULL, "subject_id" uuid NOT NULL);
--
-- Create model SubjectCheckEvent
--
CREATE TABLE "operation_subjectcheckevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "kind" text NOT NULL, "asked_at" timestamp with time zone NOT NULL, "result" text NOT NULL, "registered" text NULL, "prior" text NULL, "evidence" text NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL, "second_by_id" uuid NULL, "subject_id" uuid NOT NULL);
--
-- Create model SubjectEvent
--
CREATE TABLE "operation_subjectevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "code" text NOT NULL, "name" text NULL, "dob" date NULL, "restricted_kind" text NULL, "lead_rule" text NULL, "basis_changed" boolean NOT NULL, "contradiction" boolean NOT NULL, "oversized" boolean NOT NULL, "accepted_size" integer NULL, "category" text NOT NULL, "basis" text NOT NULL, "alias_of_id" uuid NULL, "comp_id" uuid NOT NULL, "identified_by_id" uuid NULL, "lead_force_id" uuid NULL, "org_id" uuid NOT NULL, "owner_id" uuid NULL, "pgh_obj_id" uuid NOT NULL);
--
-- Create model SubjectLink
--
CREATE TABLE "subject_link" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "kind" text NOT NULL, "a" bytea NOT NULL, "b" bytea NOT NULL, "via" text NOT NULL, "state" text NOT NULL, "reasons" jsonb NOT NULL, "score" integer NOT NULL, "best_of" jsonb NOT NULL, "rules" integer NOT NULL, "reason" text NULL, "at" timestamp with time zone NOT NULL, "withdrawn_at" timestamp with time zone NULL, "by_id" uuid NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Create model SubjectLinkEvent
--
CREATE TABLE "operation_subjectlinkevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "kind" text NOT NULL, "a" bytea NOT NULL, "b" bytea NOT NULL, "via" text NOT NULL, "state" text NOT NULL, "reasons" jsonb NOT NULL, "score" integer NOT NULL, "best_of" jsonb NOT NULL, "rules" integer NOT NULL, "reason" text NULL, "at" timestamp with time zone NOT NULL, "withdrawn_at" timestamp with time zone NULL, "by_id" uuid NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL);
--
-- Create model Task
--
CREATE TABLE "task" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "entity" text NOT NULL, "object" uuid NOT NULL, "kind" text NOT NULL, "n" integer NOT NULL, "state" text NOT NULL, "set_at" timestamp with time zone NOT NULL, "due" timestamp with time zone NOT NULL, "level" smallint NOT NULL, "reminded_at" timestamp with time zone NULL, "leased_until" timestamp with time zone NULL, "done_at" timestamp with time zone NULL, "comp_id" uuid NOT NULL, "leased_by_id" uuid NULL, "offered_to_id" uuid NULL, "org_id" uuid NOT NULL, "owner_id" uuid NOT NULL);
--
-- Create model TaskEvent
--
CREATE TABLE "operation_taskevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "entity" text NOT NULL, "object" uuid NOT NULL, "kind" text NOT NULL, "n" integer NOT NULL, "state" text NOT NULL, "set_at" timestamp with time zone NOT NULL, "due" timestamp with time zone NOT NULL, "level" smallint NOT NULL, "reminded_at" timestamp with time zone NULL, "leased_until" timestamp with time zone NULL, "done_at" timestamp with time zone NULL, "comp_id" uuid NOT NULL, "leased_by_id" uuid NULL, "offered_to_id" uuid NULL, "org_id" uuid NOT NULL, "owner_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL);
--
-- Create model Viewlog
--
CREATE TABLE "viewlog" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "entity" text NOT NULL, "object" uuid NOT NULL, "kind" text NOT NULL, "full_size" boolean NOT NULL, "sha256" text NULL, "reason" text NOT NULL, "at" timestamp with time zone NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "user_id" uuid NOT NULL);
--
-- Create model ViewlogEvent
--
CREATE TABLE "operation_viewlogevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "entity" text NOT NULL, "object" uuid NOT NULL, "kind" text NOT NULL, "full_size" boolean NOT NULL, "sha256" text NULL, "reason" text NOT NULL, "at" timestamp with time zone NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL, "user_id" uuid NOT NULL);
--
-- Create model Warrant
--
CREATE TABLE "warrant" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "ref" text NOT NULL, "power" text NOT NULL, "address_text" text NOT NULL, "expires_at" timestamp with time zone NOT NULL, "comp_id" uuid NOT NULL, "force_id" uuid NOT NULL, "org_id" uuid NOT NULL, "premises_id" uuid NOT NULL);
--
-- Create model SearchEvent
--
CREATE TABLE "operation_searchevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "state" text NOT NULL, "due" timestamp with time zone NULL, "power" text NOT NULL, "subjects" uuid[] NOT NULL, "day" date NOT NULL, "resolutions" uuid[] NOT NULL, "recheck_at" timestamp with time zone NULL, "recheck_address" text NULL, "recheck_unit" text NULL, "services_told_at" timestamp with time zone NULL, "waiver" jsonb NULL, "executed_at" timestamp with time zone NULL, "result" text NULL, "comp_id" uuid NOT NULL, "force_id" uuid NOT NULL, "on_call_id" uuid NULL, "org_id" uuid NOT NULL, "owner_id" uuid NULL, "pgh_obj_id" uuid NOT NULL, "planner_id" uuid NOT NULL, "premises_id" uuid NOT NULL, "recheck_by_id" uuid NULL, "warrant_id" uuid NULL);
--
-- Add field warrant to search
--
ALTER TABLE "search" ADD COLUMN "warrant_id" uuid NULL CONSTRAINT "search_warrant_id_b1dcac6f_fk_warrant_id" REFERENCES "warrant"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "search_warrant_id_b1dcac6f_fk_warrant_id" IMMEDIATE;
--
-- Create model WarrantEvent
--
CREATE TABLE "operation_warrantevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "ref" text NOT NULL, "power" text NOT NULL, "address_text" text NOT NULL, "expires_at" timestamp with time zone NOT NULL, "comp_id" uuid NOT NULL, "force_id" uuid NOT NULL, "org_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL, "premises_id" uuid NOT NULL);
--
-- Create model WelfarePlan
--
CREATE TABLE "welfare_plan" ("id" uuid NOT NULL PRIMARY KEY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "kind" text NOT NULL, "entity" text NOT NULL, "about" uuid NOT NULL, "n" integer NOT NULL, "risk" text NOT NULL, "actions" text[] NOT NULL, "contact_due" timestamp with time zone NOT NULL, "handover_to" text NULL, "handed_over_at" timestamp with time zone NULL, "contacted_at" timestamp with time zone NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL);
--
-- Create model WelfarePlanEvent
--
CREATE TABLE "operation_welfareplanevent" ("pgh_id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "pgh_created_at" timestamp with time zone NOT NULL, "pgh_label" text NOT NULL, "id" uuid NOT NULL, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "rev" integer NOT NULL, "op_id" uuid NOT NULL, "recorded_at" timestamp with time zone NOT NULL, "recorded_by" uuid NOT NULL, "kind" text NOT NULL, "entity" text NOT NULL, "about" uuid NOT NULL, "n" integer NOT NULL, "risk" text NOT NULL, "actions" text[] NOT NULL, "contact_due" timestamp with time zone NOT NULL, "handover_to" text NULL, "handed_over_at" timestamp with time zone NULL, "contacted_at" timestamp with time zone NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, "pgh_obj_id" uuid NOT NULL);
--
-- Create model Membership
--
CREATE TABLE "membership" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "until" timestamp with time zone NOT NULL, "comp_id" uuid NOT NULL, "user_id" uuid NOT NULL, CONSTRAINT "membership_is_one" UNIQUE ("user_id", "comp_id"));
--
-- Create model LinkValue
--
CREATE TABLE "link_value" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "kind" text NOT NULL, "normal" text NOT NULL, "degree" integer NOT NULL, "strong" integer NOT NULL, "medium" integer NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, CONSTRAINT "link_value_natural_key" UNIQUE ("normal", "kind", "org_id", "comp_id"));
--
-- Create model LinkNode
--
CREATE TABLE "link_node" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "key" bytea NOT NULL, "component" bytea NOT NULL, "oversized" boolean NOT NULL, "contradiction" boolean NOT NULL, "carried" jsonb NOT NULL, "given" text[] NOT NULL, "family" text[] NOT NULL, "born" text[] NOT NULL, "born_verified" text[] NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, CONSTRAINT "link_node_natural_key" UNIQUE ("key", "org_id", "comp_id", "wall"));
--
-- Create model LinkCarrier
--
CREATE TABLE "link_carrier" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "shared_to" uuid[] NOT NULL, "restricted" boolean NOT NULL, "roots" uuid[] NOT NULL, "wall" uuid NOT NULL, "kind" text NOT NULL, "normal" text NOT NULL, "node" bytea NOT NULL, "comp_id" uuid NOT NULL, "org_id" uuid NOT NULL, CONSTRAINT "link_carrier_natural_key" UNIQUE ("normal", "kind", "node", "org_id", "comp_id", "wall"));
--
-- Create trigger append_only on model gradeevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_5be6e()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_5be6e ON "operation_gradeevent";
            CREATE  TRIGGER pgtrigger_append_only_5be6e
                BEFORE UPDATE OR DELETE ON "operation_gradeevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_5be6e();

            COMMENT ON TRIGGER pgtrigger_append_only_5be6e ON "operation_gradeevent" IS '25181729b23e900c1e67548b361d14a1fd29bc48';
        
--
-- Create constraint grade_natural_key on model grade
--
ALTER TABLE "grade" ADD CONSTRAINT "grade_natural_key" UNIQUE ("sha256", "grader_id", "org_id", "comp_id", "wall");
--
-- Create constraint grade_value_is_known on model grade
--
ALTER TABLE "grade" ADD CONSTRAINT "grade_value_is_known" CHECK ("value" IN ('A', 'B', 'C', 'not_indecent', 'unsure'));
--
-- Create trigger insert_insert on model grade
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_05aae()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_gradeevent" ("at", "comp_id", "grader_id", "id", "op_id", "org_id", "panel", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "sha256", "shared_to", "value", "wall") SELECT new_values."at", new_values."comp_id", new_values."grader_id", new_values."id", new_values."op_id", new_values."org_id", new_values."panel", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."sha256", new_values."shared_to", new_values."value", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_05aae ON "grade";
            CREATE  TRIGGER pgtrigger_insert_insert_05aae
                AFTER INSERT ON "grade"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_05aae();

            COMMENT ON TRIGGER pgtrigger_insert_insert_05aae ON "grade" IS 'b4bf645d9538d02259e8f711e3e2e8302361bd1a';
        
--
-- Create trigger update_update on model grade
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_6fa5d()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_gradeevent" ("at", "comp_id", "grader_id", "id", "op_id", "org_id", "panel", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "sha256", "shared_to", "value", "wall") SELECT new_values."at", new_values."comp_id", new_values."grader_id", new_values."id", new_values."op_id", new_values."org_id", new_values."panel", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."sha256", new_values."shared_to", new_values."value", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_6fa5d ON "grade";
            CREATE  TRIGGER pgtrigger_update_update_6fa5d
                AFTER UPDATE ON "grade"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_6fa5d();

            COMMENT ON TRIGGER pgtrigger_update_update_6fa5d ON "grade" IS '64b648c753674ec07a5eb260f914bb0b0abd5bd8';
        
--
-- Create trigger append_only on model findingevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_22a17()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_22a17 ON "operation_findingevent";
            CREATE  TRIGGER pgtrigger_append_only_22a17
                BEFORE UPDATE OR DELETE ON "operation_findingevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_22a17();

            COMMENT ON TRIGGER pgtrigger_append_only_22a17 ON "operation_findingevent" IS '41e925a370ddda7940d2a88b95b5ac0180a77761';
        
--
-- Create index finding_sha256 on field(s) sha256 of model finding
--
CREATE INDEX "finding_sha256" ON "finding" ("sha256");
--
-- Create index finding_to_grade on field(s) org, match of model finding
--
CREATE INDEX "finding_to_grade" ON "finding" ("org_id", "match") WHERE "state" = 'provisional';
--
-- Create constraint finding_natural_key on model finding
--
ALTER TABLE "finding" ADD CONSTRAINT "finding_natural_key" UNIQUE ("examination_id", "volume", "inode", "stream", "path", "sha256", "org_id", "comp_id", "wall");
--
-- Create constraint finding_match_is_known on model finding
--
ALTER TABLE "finding" ADD CONSTRAINT "finding_match_is_known" CHECK ("match" IN ('exact', 'near', 'none'));
--
-- Create constraint finding_state_is_known on model finding
--
ALTER TABLE "finding" ADD CONSTRAINT "finding_state_is_known" CHECK ("state" IN ('provisional', 'settled', 'disputed'));
--
-- Create trigger insert_insert on model finding
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_21a58()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_findingevent" ("category", "comp_id", "distance", "examination_id", "facts", "id", "inode", "lists", "match", "new_material", "op_id", "org_id", "path", "pgh_created_at", "pgh_label", "pgh_obj_id", "provisional", "recorded_at", "recorded_by", "restricted", "rev", "roots", "scheme", "sha256", "shared_to", "state", "stream", "volume", "votes", "wall") SELECT new_values."category", new_values."comp_id", new_values."distance", new_values."examination_id", new_values."facts", new_values."id", new_values."inode", new_values."lists", new_values."match", new_values."new_material", new_values."op_id", new_values."org_id", new_values."path", us_now(), 'insert', new_values."id", new_values."provisional", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."scheme", new_values."sha256", new_values."shared_to", new_values."state", new_values."stream", new_values."volume", new_values."votes", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_21a58 ON "finding";
            CREATE  TRIGGER pgtrigger_insert_insert_21a58
                AFTER INSERT ON "finding"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_21a58();

            COMMENT ON TRIGGER pgtrigger_insert_insert_21a58 ON "finding" IS 'd6df49f41a9c40e96672ece629ae52924f3167aa';
        
--
-- Create trigger update_update on model finding
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_ded52()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_findingevent" ("category", "comp_id", "distance", "examination_id", "facts", "id", "inode", "lists", "match", "new_material", "op_id", "org_id", "path", "pgh_created_at", "pgh_label", "pgh_obj_id", "provisional", "recorded_at", "recorded_by", "restricted", "rev", "roots", "scheme", "sha256", "shared_to", "state", "stream", "volume", "votes", "wall") SELECT new_values."category", new_values."comp_id", new_values."distance", new_values."examination_id", new_values."facts", new_values."id", new_values."inode", new_values."lists", new_values."match", new_values."new_material", new_values."op_id", new_values."org_id", new_values."path", us_now(), 'update', new_values."id", new_values."provisional", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."scheme", new_values."sha256", new_values."shared_to", new_values."state", new_values."stream", new_values."volume", new_values."votes", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_ded52 ON "finding";
            CREATE  TRIGGER pgtrigger_update_update_ded52
                AFTER UPDATE ON "finding"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_ded52();

            COMMENT ON TRIGGER pgtrigger_update_update_ded52 ON "finding" IS 'b35da760fa9310fc46c3e9aa903976f8a1e55470';
        
--
-- Create trigger append_only on model examinationevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_f21d3()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_f21d3 ON "operation_examinationevent";
            CREATE  TRIGGER pgtrigger_append_only_f21d3
                BEFORE UPDATE OR DELETE ON "operation_examinationevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_f21d3();

            COMMENT ON TRIGGER pgtrigger_append_only_f21d3 ON "operation_examinationevent" IS 'f5d6387c3bfd3aadc1089a80d4e048b48f4d9b22';
        
--
-- Create constraint examination_natural_key on model examination
--
ALTER TABLE "examination" ADD CONSTRAINT "examination_natural_key" UNIQUE ("exhibit_id", "case_file_digest", "org_id", "comp_id", "wall");
--
-- Create constraint examination_status_is_known on model examination
--
ALTER TABLE "examination" ADD CONSTRAINT "examination_status_is_known" CHECK ("status" IN ('complete', 'partial', 'failed'));
--
-- Create trigger insert_insert on model examination
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_bba11()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_examinationevent" ("case_file_digest", "comp_id", "counts", "exhibit_id", "id", "known_sets", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "status", "tool", "wall") SELECT new_values."case_file_digest", new_values."comp_id", new_values."counts", new_values."exhibit_id", new_values."id", new_values."known_sets", new_values."op_id", new_values."org_id", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."status", new_values."tool", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_bba11 ON "examination";
            CREATE  TRIGGER pgtrigger_insert_insert_bba11
                AFTER INSERT ON "examination"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_bba11();

            COMMENT ON TRIGGER pgtrigger_insert_insert_bba11 ON "examination" IS 'ed205540a6504136b9a54cc129d6a196754f820e';
        
--
-- Create trigger update_update on model examination
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_873ab()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_examinationevent" ("case_file_digest", "comp_id", "counts", "exhibit_id", "id", "known_sets", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "status", "tool", "wall") SELECT new_values."case_file_digest", new_values."comp_id", new_values."counts", new_values."exhibit_id", new_values."id", new_values."known_sets", new_values."op_id", new_values."org_id", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."status", new_values."tool", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_873ab ON "examination";
            CREATE  TRIGGER pgtrigger_update_update_873ab
                AFTER UPDATE ON "examination"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_873ab();

            COMMENT ON TRIGGER pgtrigger_update_update_873ab ON "examination" IS '1a7c690993fdbdbc43df216659472350ebf705f1';
        
--
-- Create constraint done_call_is_one on model donecall
--
ALTER TABLE "done_call" ADD CONSTRAINT "done_call_is_one" UNIQUE ("org_id", "user_id", "once");
--
-- Create trigger append_only on model deconflictionhitevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_8d2c5()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_8d2c5 ON "operation_deconflictionhitevent";
            CREATE  TRIGGER pgtrigger_append_only_8d2c5
                BEFORE UPDATE OR DELETE ON "operation_deconflictionhitevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_8d2c5();

            COMMENT ON TRIGGER pgtrigger_append_only_8d2c5 ON "operation_deconflictionhitevent" IS '67700f198f2c80c706d0c5adc56d5d4e85a53119';
        
--
-- Create index deconfliction_hit_number on field(s) hit of model deconflictionhit
--
CREATE INDEX "deconfliction_hit_number" ON "deconfliction_hit" ("hit");
--
-- Create constraint deconfliction_hit_natural_key on model deconflictionhit
--
ALTER TABLE "deconfliction_hit" ADD CONSTRAINT "deconfliction_hit_natural_key" UNIQUE ("hit", "org_id", "comp_id", "wall");
--
-- Create constraint deconfliction_hit_answer_is_known on model deconflictionhit
--
ALTER TABLE "deconfliction_hit" ADD CONSTRAINT "deconfliction_hit_answer_is_known" CHECK (("said" IN ('same', 'different', 'joint') OR "said" IS NULL));
--
-- Create constraint deconfliction_hit_resolved_has_outcome on model deconflictionhit
--
ALTER TABLE "deconfliction_hit" ADD CONSTRAINT "deconfliction_hit_resolved_has_outcome" CHECK ((("outcome" IS NULL AND "state" = 'open') OR ("outcome" IN ('same', 'different', 'joint') AND "state" = 'resolved')));
--
-- Create constraint deconflictionhit_open_is_owned on model deconflictionhit
--
ALTER TABLE "deconfliction_hit" ADD CONSTRAINT "deconflictionhit_open_is_owned" CHECK (("state" IN ('resolved') OR ("due" IS NOT NULL AND "owner_id" IS NOT NULL)));
--
-- Create trigger insert_insert on model deconflictionhit
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_1b94a()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_deconflictionhitevent" ("acked_at", "acked_by_id", "comp_id", "contact_id", "due", "hit", "id", "op_id", "org_id", "outcome", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "said", "said_by_id", "shared_to", "state", "wall") SELECT new_values."acked_at", new_values."acked_by_id", new_values."comp_id", new_values."contact_id", new_values."due", new_values."hit", new_values."id", new_values."op_id", new_values."org_id", new_values."outcome", new_values."owner_id", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."said", new_values."said_by_id", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_1b94a ON "deconfliction_hit";
            CREATE  TRIGGER pgtrigger_insert_insert_1b94a
                AFTER INSERT ON "deconfliction_hit"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_1b94a();

            COMMENT ON TRIGGER pgtrigger_insert_insert_1b94a ON "deconfliction_hit" IS '3332d7c67d4c203b2481fa60020d8038e5c5983d';
        
--
-- Create trigger update_update on model deconflictionhit
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_bb7a9()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_deconflictionhitevent" ("acked_at", "acked_by_id", "comp_id", "contact_id", "due", "hit", "id", "op_id", "org_id", "outcome", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "said", "said_by_id", "shared_to", "state", "wall") SELECT new_values."acked_at", new_values."acked_by_id", new_values."comp_id", new_values."contact_id", new_values."due", new_values."hit", new_values."id", new_values."op_id", new_values."org_id", new_values."outcome", new_values."owner_id", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."said", new_values."said_by_id", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_bb7a9 ON "deconfliction_hit";
            CREATE  TRIGGER pgtrigger_update_update_bb7a9
                AFTER UPDATE ON "deconfliction_hit"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_bb7a9();

            COMMENT ON TRIGGER pgtrigger_update_update_bb7a9 ON "deconfliction_hit" IS '287d3236ffc9f2fb2abd5e815591f41cc6b77dda';
        
--
-- Create trigger append_only on model corroborationevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_d6083()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_d6083 ON "operation_corroborationevent";
            CREATE  TRIGGER pgtrigger_append_only_d6083
                BEFORE UPDATE OR DELETE ON "operation_corroborationevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_d6083();

            COMMENT ON TRIGGER pgtrigger_append_only_d6083 ON "operation_corroborationevent" IS '9115452e48585e7605b30af90ea693584da7eaec';
        
--
-- Create constraint corroboration_natural_key on model corroboration
--
ALTER TABLE "corroboration" ADD CONSTRAINT "corroboration_natural_key" UNIQUE ("resolution_id", "kind", "source", "observed_at", "org_id", "comp_id", "wall");
--
-- Create trigger insert_insert on model corroboration
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_38e9c()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_corroborationevent" ("comp_id", "id", "kind", "observed_at", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "resolution_id", "restricted", "rev", "roots", "said", "shared_to", "source", "wall") SELECT new_values."comp_id", new_values."id", new_values."kind", new_values."observed_at", new_values."op_id", new_values."org_id", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."resolution_id", new_values."restricted", new_values."rev", new_values."roots", new_values."said", new_values."shared_to", new_values."source", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_38e9c ON "corroboration";
            CREATE  TRIGGER pgtrigger_insert_insert_38e9c
                AFTER INSERT ON "corroboration"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_38e9c();

            COMMENT ON TRIGGER pgtrigger_insert_insert_38e9c ON "corroboration" IS 'a4d077e041b33e6facf5bc7cbc5e8f8027bf1925';
        
--
-- Create trigger update_update on model corroboration
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_07843()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_corroborationevent" ("comp_id", "id", "kind", "observed_at", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "resolution_id", "restricted", "rev", "roots", "said", "shared_to", "source", "wall") SELECT new_values."comp_id", new_values."id", new_values."kind", new_values."observed_at", new_values."op_id", new_values."org_id", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."resolution_id", new_values."restricted", new_values."rev", new_values."roots", new_values."said", new_values."shared_to", new_values."source", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_07843 ON "corroboration";
            CREATE  TRIGGER pgtrigger_update_update_07843
                AFTER UPDATE ON "corroboration"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_07843();

            COMMENT ON TRIGGER pgtrigger_update_update_07843 ON "corroboration" IS 'd9b99b715d1f3cadbabea583a96f2bb624fe902a';
        
--
-- Create trigger append_only on model childidentityevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_5f23d()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_5f23d ON "operation_childidentityevent";
            CREATE  TRIGGER pgtrigger_append_only_5f23d
                BEFORE UPDATE OR DELETE ON "operation_childidentityevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_5f23d();

            COMMENT ON TRIGGER pgtrigger_append_only_5f23d ON "operation_childidentityevent" IS '4cbf1423ec4a8fe794a264b1558d516e90fe54f7';
        
--
-- Create constraint child_identity_natural_key on model childidentity
--
ALTER TABLE "child_identity" ADD CONSTRAINT "child_identity_natural_key" UNIQUE ("child_id", "org_id", "comp_id", "wall");
--
-- Create trigger insert_insert on model childidentity
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_9a6e9()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_childidentityevent" ("address", "child_id", "comp_id", "dob", "id", "name", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "wall") SELECT new_values."address", new_values."child_id", new_values."comp_id", new_values."dob", new_values."id", new_values."name", new_values."op_id", new_values."org_id", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_9a6e9 ON "child_identity";
            CREATE  TRIGGER pgtrigger_insert_insert_9a6e9
                AFTER INSERT ON "child_identity"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_9a6e9();

            COMMENT ON TRIGGER pgtrigger_insert_insert_9a6e9 ON "child_identity" IS 'a184868030f57922a5d9727ac5d5d96c8d57fb38';
        
--
-- Create trigger update_update on model childidentity
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_3b29b()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_childidentityevent" ("address", "child_id", "comp_id", "dob", "id", "name", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "wall") SELECT new_values."address", new_values."child_id", new_values."comp_id", new_values."dob", new_values."id", new_values."name", new_values."op_id", new_values."org_id", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_3b29b ON "child_identity";
            CREATE  TRIGGER pgtrigger_update_update_3b29b
                AFTER UPDATE ON "child_identity"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_3b29b();

            COMMENT ON TRIGGER pgtrigger_update_update_3b29b ON "child_identity" IS '7bfb86e278ee5e24b787620f8b8f56487f5df23c';
        
--
-- Create trigger append_only on model childevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_44dc4()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_44dc4 ON "operation_childevent";
            CREATE  TRIGGER pgtrigger_append_only_44dc4
                BEFORE UPDATE OR DELETE ON "operation_childevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_44dc4();

            COMMENT ON TRIGGER pgtrigger_append_only_44dc4 ON "operation_childevent" IS '9b8e787cf85c0200b34e26284361a2e5e18f3586';
        
--
-- Create constraint child_open_is_owned on model child
--
ALTER TABLE "child" ADD CONSTRAINT "child_open_is_owned" CHECK (("state" IN ('closed') OR ("due" IS NOT NULL AND "owner_id" IS NOT NULL)));
--
-- Create constraint child_is_the_force_s_own on model child
--
ALTER TABLE "child" ADD CONSTRAINT "child_is_the_force_s_own" CHECK ("force_id" = ("org_id"));
--
-- Create constraint child_age_is_a_band on model child
--
ALTER TABLE "child" ADD CONSTRAINT "child_age_is_a_band" CHECK (("age_band" IS NULL OR "age_band" IN ('0-4', '5-9', '10-12', '13-15', '16-17')));
--
-- Create trigger insert_insert on model child
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_3d413()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_childevent" ("age_band", "code", "comp_id", "due", "force_id", "id", "immediate", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."age_band", new_values."code", new_values."comp_id", new_values."due", new_values."force_id", new_values."id", new_values."immediate", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_3d413 ON "child";
            CREATE  TRIGGER pgtrigger_insert_insert_3d413
                AFTER INSERT ON "child"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_3d413();

            COMMENT ON TRIGGER pgtrigger_insert_insert_3d413 ON "child" IS '85edaa17544d00d63aadf1d499c0720d89cbce58';
        
--
-- Create trigger update_update on model child
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_f6807()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_childevent" ("age_band", "code", "comp_id", "due", "force_id", "id", "immediate", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."age_band", new_values."code", new_values."comp_id", new_values."due", new_values."force_id", new_values."id", new_values."immediate", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_f6807 ON "child";
            CREATE  TRIGGER pgtrigger_update_update_f6807
                AFTER UPDATE ON "child"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_f6807();

            COMMENT ON TRIGGER pgtrigger_update_update_f6807 ON "child" IS '82d656bc41b78a84328792631b4f9017905f8666';
        
--
-- Create trigger append_only on model bulletinevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_b32e9()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_b32e9 ON "operation_bulletinevent";
            CREATE  TRIGGER pgtrigger_append_only_b32e9
                BEFORE UPDATE OR DELETE ON "operation_bulletinevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_b32e9();

            COMMENT ON TRIGGER pgtrigger_append_only_b32e9 ON "operation_bulletinevent" IS '45791ca0b5c64eddb783963abbda822315a48a3d';
        
--
-- Create constraint bulletin_natural_key on model bulletin
--
ALTER TABLE "bulletin" ADD CONSTRAINT "bulletin_natural_key" UNIQUE ("as_of", "audience", "org_id", "comp_id", "wall");
--
-- Create constraint bulletin_audience_is_known on model bulletin
--
ALTER TABLE "bulletin" ADD CONSTRAINT "bulletin_audience_is_known" CHECK ("audience" IN ('command', 'public'));
--
-- Create trigger insert_insert on model bulletin
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_c526d()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_bulletinevent" ("as_of", "audience", "checkpoint", "comp_id", "figures", "figures_digest", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."as_of", new_values."audience", new_values."checkpoint", new_values."comp_id", new_values."figures", new_values."figures_digest", new_values."id", new_values."op_id", new_values."org_id", us_now(), 'insert', new_values."id", new_values."published_at", new_values."published_by_id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_c526d ON "bulletin";
            CREATE  TRIGGER pgtrigger_insert_insert_c526d
                AFTER INSERT ON "bulletin"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_c526d();

            COMMENT ON TRIGGER pgtrigger_insert_insert_c526d ON "bulletin" IS '597e1e8734c45e3743eef8faae2befd9d57ec741';
        
--
-- Create trigger update_update on model bulletin
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_ff73c()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_bulletinevent" ("as_of", "audience", "checkpoint", "comp_id", "figures", "figures_digest", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."as_of", new_values."audience", new_values."checkpoint", new_values."comp_id", new_values."figures", new_values."figures_digest", new_values."id", new_values."op_id", new_values."org_id", us_now(), 'update', new_values."id", new_values."published_at", new_values."published_by_id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_ff73c ON "bulletin";
            CREATE  TRIGGER pgtrigger_update_update_ff73c
                AFTER UPDATE ON "bulletin"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_ff73c();

            COMMENT ON TRIGGER pgtrigger_update_update_ff73c ON "bulletin" IS '2d5fd5c3de5e2eca47e42efae508127570abe2de';
        
--
-- Create trigger append_only on model breachevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_5ee43()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_5ee43 ON "operation_breachevent";
            CREATE  TRIGGER pgtrigger_append_only_5ee43
                BEFORE UPDATE OR DELETE ON "operation_breachevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_5ee43();

            COMMENT ON TRIGGER pgtrigger_append_only_5ee43 ON "operation_breachevent" IS '70d22ecc88d82ee4604339539f4f10e0bf6188d6';
        
--
-- Create constraint breach_natural_key on model breach
--
ALTER TABLE "breach" ADD CONSTRAINT "breach_natural_key" UNIQUE ("object", "guard", "at", "org_id", "comp_id", "wall");
--
-- Create constraint breach_open_is_owned on model breach
--
ALTER TABLE "breach" ADD CONSTRAINT "breach_open_is_owned" CHECK (("state" IN ('explained') OR ("due" IS NOT NULL AND "owner_id" IS NOT NULL)));
--
-- Create trigger insert_insert on model breach
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_dd2b1()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_breachevent" ("at", "circumstances", "comp_id", "due", "entity", "explanation", "guard", "id", "object", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."at", new_values."circumstances", new_values."comp_id", new_values."due", new_values."entity", new_values."explanation", new_values."guard", new_values."id", new_values."object", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_dd2b1 ON "breach";
            CREATE  TRIGGER pgtrigger_insert_insert_dd2b1
                AFTER INSERT ON "breach"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_dd2b1();

            COMMENT ON TRIGGER pgtrigger_insert_insert_dd2b1 ON "breach" IS '125a1395dc9dc1dd040887c740b43d517ad22799';
        
--
-- Create trigger update_update on model breach
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_208f5()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_breachevent" ("at", "circumstances", "comp_id", "due", "entity", "explanation", "guard", "id", "object", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."at", new_values."circumstances", new_values."comp_id", new_values."due", new_values."entity", new_values."explanation", new_values."guard", new_values."id", new_values."object", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_208f5 ON "breach";
            CREATE  TRIGGER pgtrigger_update_update_208f5
                AFTER UPDATE ON "breach"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_208f5();

            COMMENT ON TRIGGER pgtrigger_update_update_208f5 ON "breach" IS '8529a49cd9bab5d7d73b083bc18f4e75ef203fdc';
        
--
-- Create constraint person_does_not_supervise_themselves on model user
--
ALTER TABLE "person" ADD CONSTRAINT "person_does_not_supervise_themselves" CHECK (("supervisor_id" IS NULL OR NOT ("supervisor_id" = ("id") AND "supervisor_id" IS NOT NULL)));
--
-- Create constraint original_natural_key on model original
--
ALTER TABLE "original" ADD CONSTRAINT "original_natural_key" UNIQUE ("digest", "org_id", "comp_id", "wall");
--
-- Create trigger append_only on model disseminationevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_0102f()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_0102f ON "operation_disseminationevent";
            CREATE  TRIGGER pgtrigger_append_only_0102f
                BEFORE UPDATE OR DELETE ON "operation_disseminationevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_0102f();

            COMMENT ON TRIGGER pgtrigger_append_only_0102f ON "operation_disseminationevent" IS 'a7332adf265863e91cc7b8e710f34542d7d2b8a0';
        
--
-- Create constraint dissemination_natural_key on model dissemination
--
ALTER TABLE "dissemination" ADD CONSTRAINT "dissemination_natural_key" UNIQUE ("package_id", "force_id", "n", "org_id", "comp_id", "wall");
--
-- Create constraint dissemination_open_is_owned on model dissemination
--
ALTER TABLE "dissemination" ADD CONSTRAINT "dissemination_open_is_owned" CHECK (("state" IN ('actioned', 'closed') OR ("due" IS NOT NULL AND "owner_id" IS NOT NULL)));
--
-- Create trigger insert_insert on model dissemination
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_f0462()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_disseminationevent" ("act_by", "band", "comp_id", "due", "envelope_digest", "force_id", "id", "n", "op_id", "org_id", "owner_id", "package_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "return_reason", "rev", "roots", "sealed_digest", "sent_at", "shared_to", "state", "suggested_force", "superseded_by", "valid_until", "wall") SELECT new_values."act_by", new_values."band", new_values."comp_id", new_values."due", new_values."envelope_digest", new_values."force_id", new_values."id", new_values."n", new_values."op_id", new_values."org_id", new_values."owner_id", new_values."package_id", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."return_reason", new_values."rev", new_values."roots", new_values."sealed_digest", new_values."sent_at", new_values."shared_to", new_values."state", new_values."suggested_force", new_values."superseded_by", new_values."valid_until", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_f0462 ON "dissemination";
            CREATE  TRIGGER pgtrigger_insert_insert_f0462
                AFTER INSERT ON "dissemination"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_f0462();

            COMMENT ON TRIGGER pgtrigger_insert_insert_f0462 ON "dissemination" IS '77663e3d84ba63c522b1f0dc3e871860d1e8b1d6';
        
--
-- Create trigger update_update on model dissemination
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_297d9()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_disseminationevent" ("act_by", "band", "comp_id", "due", "envelope_digest", "force_id", "id", "n", "op_id", "org_id", "owner_id", "package_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "return_reason", "rev", "roots", "sealed_digest", "sent_at", "shared_to", "state", "suggested_force", "superseded_by", "valid_until", "wall") SELECT new_values."act_by", new_values."band", new_values."comp_id", new_values."due", new_values."envelope_digest", new_values."force_id", new_values."id", new_values."n", new_values."op_id", new_values."org_id", new_values."owner_id", new_values."package_id", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."return_reason", new_values."rev", new_values."roots", new_values."sealed_digest", new_values."sent_at", new_values."shared_to", new_values."state", new_values."suggested_force", new_values."superseded_by", new_values."valid_until", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_297d9 ON "dissemination";
            CREATE  TRIGGER pgtrigger_update_update_297d9
                AFTER UPDATE ON "dissemination"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_297d9();

            COMMENT ON TRIGGER pgtrigger_update_update_297d9 ON "dissemination" IS '2d589c288dc1ca7660af6e800886a0b9eb97a0ec';
        
--
-- Create constraint package_file_natural_key on model packagefile
--
ALTER TABLE "package_file" ADD CONSTRAINT "package_file_natural_key" UNIQUE ("package_id", "created", "path", "org_id", "comp_id", "wall");
--
-- Create index premises_address on field(s) address of model premises
--
CREATE INDEX "premises_address" ON "premises" ("address");
--
-- Create constraint premises_natural_key on model premises
--
CREATE UNIQUE INDEX "premises_natural_key" ON "premises" ("uprn", "org_id", "comp_id", "wall") WHERE "uprn" IS NOT NULL;
--
-- Create constraint premises_natural_key_without_uprn on model premises
--
CREATE UNIQUE INDEX "premises_natural_key_without_uprn" ON "premises" ("address", "org_id", "comp_id", "wall") WHERE "uprn" IS NULL;
--
-- Create constraint premises_children_known_have_a_source on model premises
--
ALTER TABLE "premises" ADD CONSTRAINT "premises_children_known_have_a_source" CHECK (("children" = 'unknown' OR "children_source" IS NOT NULL));
--
-- Create trigger insert_insert on model premises
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_2d052()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_premisesevent" ("address", "children", "children_source", "comp_id", "force_id", "id", "lad", "multi_unit", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "unit", "uprn", "wall") SELECT new_values."address", new_values."children", new_values."children_source", new_values."comp_id", new_values."force_id", new_values."id", new_values."lad", new_values."multi_unit", new_values."op_id", new_values."org_id", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."unit", new_values."uprn", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_2d052 ON "premises";
            CREATE  TRIGGER pgtrigger_insert_insert_2d052
                AFTER INSERT ON "premises"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_2d052();

            COMMENT ON TRIGGER pgtrigger_insert_insert_2d052 ON "premises" IS '54e59007c328d128eb101c78731d7aa5ab09beec';
        
--
-- Create trigger update_update on model premises
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_b5bb5()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_premisesevent" ("address", "children", "children_source", "comp_id", "force_id", "id", "lad", "multi_unit", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "unit", "uprn", "wall") SELECT new_values."address", new_values."children", new_values."children_source", new_values."comp_id", new_values."force_id", new_values."id", new_values."lad", new_values."multi_unit", new_values."op_id", new_values."org_id", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."unit", new_values."uprn", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_b5bb5 ON "premises";
            CREATE  TRIGGER pgtrigger_update_update_b5bb5
                AFTER UPDATE ON "premises"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_b5bb5();

            COMMENT ON TRIGGER pgtrigger_update_update_b5bb5 ON "premises" IS '062a53728d30aa4eacf6b825ec36ab56f91bdf3b';
        
--
-- Create trigger append_only on model identityresolutionevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_2b30c()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_2b30c ON "operation_identityresolutionevent";
            CREATE  TRIGGER pgtrigger_append_only_2b30c
                BEFORE UPDATE OR DELETE ON "operation_identityresolutionevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_2b30c();

            COMMENT ON TRIGGER pgtrigger_append_only_2b30c ON "operation_identityresolutionevent" IS 'd67b60e70c658794813837c94782eaa80b3fe7f0';
        
--
-- Create constraint identity_resolution_natural_key on model identityresolution
--
ALTER TABLE "identity_resolution" ADD CONSTRAINT "identity_resolution_natural_key" UNIQUE ("capture_id", "provider", "n", "org_id", "comp_id", "wall");
--
-- Create constraint identity_resolution_override_is_of_c on model identityresolution
--
ALTER TABLE "identity_resolution" ADD CONSTRAINT "identity_resolution_override_is_of_c" CHECK (("override_until" IS NULL OR "confidence" = 'C'));
--
-- Create trigger insert_insert on model identityresolution
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_e51ca()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_identityresolutionevent" ("authority_ref", "capture_id", "comp_id", "confidence", "corroborators", "findings", "id", "lease_end", "lease_start", "n", "op_id", "org_id", "override_by1_id", "override_by2_id", "override_reason", "override_until", "pgh_created_at", "pgh_label", "pgh_obj_id", "premises_id", "provider", "recorded_at", "recorded_by", "replied_at", "reply_digest", "reply_tokens", "request_tokens", "restricted", "rev", "roots", "sent_at", "shared_to", "subscriber", "verdict", "wall") SELECT new_values."authority_ref", new_values."capture_id", new_values."comp_id", new_values."confidence", new_values."corroborators", new_values."findings", new_values."id", new_values."lease_end", new_values."lease_start", new_values."n", new_values."op_id", new_values."org_id", new_values."override_by1_id", new_values."override_by2_id", new_values."override_reason", new_values."override_until", us_now(), 'insert', new_values."id", new_values."premises_id", new_values."provider", new_values."recorded_at", new_values."recorded_by", new_values."replied_at", new_values."reply_digest", new_values."reply_tokens", new_values."request_tokens", new_values."restricted", new_values."rev", new_values."roots", new_values."sent_at", new_values."shared_to", new_values."subscriber", new_values."verdict", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_e51ca ON "identity_resolution";
            CREATE  TRIGGER pgtrigger_insert_insert_e51ca
                AFTER INSERT ON "identity_resolution"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_e51ca();

            COMMENT ON TRIGGER pgtrigger_insert_insert_e51ca ON "identity_resolution" IS '40ce90e6154773c2f9b54d3345378ff2805e7ab8';
        
--
-- Create trigger update_update on model identityresolution
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_204ae()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_identityresolutionevent" ("authority_ref", "capture_id", "comp_id", "confidence", "corroborators", "findings", "id", "lease_end", "lease_start", "n", "op_id", "org_id", "override_by1_id", "override_by2_id", "override_reason", "override_until", "pgh_created_at", "pgh_label", "pgh_obj_id", "premises_id", "provider", "recorded_at", "recorded_by", "replied_at", "reply_digest", "reply_tokens", "request_tokens", "restricted", "rev", "roots", "sent_at", "shared_to", "subscriber", "verdict", "wall") SELECT new_values."authority_ref", new_values."capture_id", new_values."comp_id", new_values."confidence", new_values."corroborators", new_values."findings", new_values."id", new_values."lease_end", new_values."lease_start", new_values."n", new_values."op_id", new_values."org_id", new_values."override_by1_id", new_values."override_by2_id", new_values."override_reason", new_values."override_until", us_now(), 'update', new_values."id", new_values."premises_id", new_values."provider", new_values."recorded_at", new_values."recorded_by", new_values."replied_at", new_values."reply_digest", new_values."reply_tokens", new_values."request_tokens", new_values."restricted", new_values."rev", new_values."roots", new_values."sent_at", new_values."shared_to", new_values."subscriber", new_values."verdict", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_204ae ON "identity_resolution";
            CREATE  TRIGGER pgtrigger_update_update_204ae
                AFTER UPDATE ON "identity_resolution"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_204ae();

            COMMENT ON TRIGGER pgtrigger_update_update_204ae ON "identity_resolution" IS 'eb82820fc0f51a883373a61767c9778476f714e8';
        
--
-- Create trigger append_only on model childatpremisesevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_8fb73()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_8fb73 ON "operation_childatpremisesevent";
            CREATE  TRIGGER pgtrigger_append_only_8fb73
                BEFORE UPDATE OR DELETE ON "operation_childatpremisesevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_8fb73();

            COMMENT ON TRIGGER pgtrigger_append_only_8fb73 ON "operation_childatpremisesevent" IS '0196564f475f4131e260e071eb4d59ccde812436';
        
--
-- Create constraint child_at_premises_natural_key on model childatpremises
--
ALTER TABLE "child_at_premises" ADD CONSTRAINT "child_at_premises_natural_key" UNIQUE ("child_id", "premises_id", "org_id", "comp_id", "wall");
--
-- Create trigger insert_insert on model childatpremises
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_ad8b9()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_childatpremisesevent" ("child_id", "comp_id", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "premises_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "wall") SELECT new_values."child_id", new_values."comp_id", new_values."id", new_values."op_id", new_values."org_id", us_now(), 'insert', new_values."id", new_values."premises_id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_ad8b9 ON "child_at_premises";
            CREATE  TRIGGER pgtrigger_insert_insert_ad8b9
                AFTER INSERT ON "child_at_premises"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_ad8b9();

            COMMENT ON TRIGGER pgtrigger_insert_insert_ad8b9 ON "child_at_premises" IS 'dd4c9d6d35167b78902548ca56ec8527bc041d90';
        
--
-- Create trigger update_update on model childatpremises
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_fbac3()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_childatpremisesevent" ("child_id", "comp_id", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "premises_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "wall") SELECT new_values."child_id", new_values."comp_id", new_values."id", new_values."op_id", new_values."org_id", us_now(), 'update', new_values."id", new_values."premises_id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_fbac3 ON "child_at_premises";
            CREATE  TRIGGER pgtrigger_update_update_fbac3
                AFTER UPDATE ON "child_at_premises"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_fbac3();

            COMMENT ON TRIGGER pgtrigger_update_update_fbac3 ON "child_at_premises" IS 'bde93d75465cc4c3c71c0bec7ec1ee0d53a36489';
        
--
-- Create trigger append_only on model premisesevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_1657f()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_1657f ON "operation_premisesevent";
            CREATE  TRIGGER pgtrigger_append_only_1657f
                BEFORE UPDATE OR DELETE ON "operation_premisesevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_1657f();

            COMMENT ON TRIGGER pgtrigger_append_only_1657f ON "operation_premisesevent" IS '4611548209f4ecb67625e2d2d8fcf64d22fd8e8c';
        
--
-- Create constraint preservation_open_is_owned on model preservation
--
ALTER TABLE "preservation" ADD CONSTRAINT "preservation_open_is_owned" CHECK (("state" IN ('confirmed') OR ("due" IS NOT NULL AND "owner_id" IS NOT NULL)));
--
-- Create constraint preservation_natural_key on model preservation
--
ALTER TABLE "preservation" ADD CONSTRAINT "preservation_natural_key" UNIQUE ("capture_id", "provider", "org_id", "comp_id", "wall");
--
-- Create trigger insert_insert on model preservation
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_9e464()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_preservationevent" ("authority_ref", "capture_id", "comp_id", "confirmed_at", "due", "expires_at", "id", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."authority_ref", new_values."capture_id", new_values."comp_id", new_values."confirmed_at", new_values."due", new_values."expires_at", new_values."id", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), 'insert', new_values."id", new_values."provider", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_9e464 ON "preservation";
            CREATE  TRIGGER pgtrigger_insert_insert_9e464
                AFTER INSERT ON "preservation"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_9e464();

            COMMENT ON TRIGGER pgtrigger_insert_insert_9e464 ON "preservation" IS 'de858e446e85e286ab947db6686d3d8152546948';
        
--
-- Create trigger update_update on model preservation
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_8b448()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_preservationevent" ("authority_ref", "capture_id", "comp_id", "confirmed_at", "due", "expires_at", "id", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."authority_ref", new_values."capture_id", new_values."comp_id", new_values."confirmed_at", new_values."due", new_values."expires_at", new_values."id", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), 'update', new_values."id", new_values."provider", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_8b448 ON "preservation";
            CREATE  TRIGGER pgtrigger_update_update_8b448
                AFTER UPDATE ON "preservation"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_8b448();

            COMMENT ON TRIGGER pgtrigger_update_update_8b448 ON "preservation" IS '6a285e784e9f72040e84f489fec46e131a9ab92b';
        
--
-- Create trigger append_only on model preservationevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_f2088()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_f2088 ON "operation_preservationevent";
            CREATE  TRIGGER pgtrigger_append_only_f2088
                BEFORE UPDATE OR DELETE ON "operation_preservationevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_f2088();

            COMMENT ON TRIGGER pgtrigger_append_only_f2088 ON "operation_preservationevent" IS 'd08de2ece1a2d7561e9af3010cf9064948da9a12';
        
--
-- Create constraint proposal_open_is_owned on model proposal
--
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_open_is_owned" CHECK (("state" IN ('done', 'declined') OR ("due" IS NOT NULL AND "owner_id" IS NOT NULL)));
--
-- Create constraint proposal_open_is_one on model proposal
--
CREATE UNIQUE INDEX "proposal_open_is_one" ON "proposal" ("org_id", "comp_id", "object", "action") WHERE "state" = 'open';
--
-- Create trigger insert_insert on model proposal
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_8b652()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_proposalevent" ("action", "comp_id", "due", "entity", "id", "object", "op_id", "org_id", "owner_id", "payload", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "proposed_role", "reason", "recorded_at", "recorded_by", "restricted", "rev", "roots", "seen_rev", "shared_to", "state", "wall") SELECT new_values."action", new_values."comp_id", new_values."due", new_values."entity", new_values."id", new_values."object", new_values."op_id", new_values."org_id", new_values."owner_id", new_values."payload", us_now(), 'insert', new_values."id", new_values."proposed_by_id", new_values."proposed_role", new_values."reason", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."seen_rev", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_8b652 ON "proposal";
            CREATE  TRIGGER pgtrigger_insert_insert_8b652
                AFTER INSERT ON "proposal"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_8b652();

            COMMENT ON TRIGGER pgtrigger_insert_insert_8b652 ON "proposal" IS '54e7abdfa106926e080bd154f566a6dc2d95d659';
        
--
-- Create trigger update_update on model proposal
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_92a65()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_proposalevent" ("action", "comp_id", "due", "entity", "id", "object", "op_id", "org_id", "owner_id", "payload", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "proposed_role", "reason", "recorded_at", "recorded_by", "restricted", "rev", "roots", "seen_rev", "shared_to", "state", "wall") SELECT new_values."action", new_values."comp_id", new_values."due", new_values."entity", new_values."id", new_values."object", new_values."op_id", new_values."org_id", new_values."owner_id", new_values."payload", us_now(), 'update', new_values."id", new_values."proposed_by_id", new_values."proposed_role", new_values."reason", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."seen_rev", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_92a65 ON "proposal";
            CREATE  TRIGGER pgtrigger_update_update_92a65
                AFTER UPDATE ON "proposal"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_92a65();

            COMMENT ON TRIGGER pgtrigger_update_update_92a65 ON "proposal" IS 'd86d9862fe51badb13d2fcf7ee317877dd785bb0';
        
--
-- Create trigger append_only on model proposalevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_74ffa()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_74ffa ON "operation_proposalevent";
            CREATE  TRIGGER pgtrigger_append_only_74ffa
                BEFORE UPDATE OR DELETE ON "operation_proposalevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_74ffa();

            COMMENT ON TRIGGER pgtrigger_append_only_74ffa ON "operation_proposalevent" IS '1538cc4a8f7b004fb69535cce6f465fbe32dac68';
        
--
-- Create constraint reader_grant_is_one on model readergrant
--
ALTER TABLE "reader_grant" ADD CONSTRAINT "reader_grant_is_one" UNIQUE ("subject", "user_id");
--
-- Create constraint receipt_natural_key on model receipt
--
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_natural_key" UNIQUE ("dissemination_id", "seq", "org_id", "comp_id", "wall");
--
-- Create constraint receipt_is_chained on model receipt
--
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_is_chained" CHECK ((("prev" IS NULL AND "seq" = 1) OR ("prev" IS NOT NULL AND "seq" > 1)));
--
-- Create trigger insert_insert on model receipt
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_b97fa()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_receiptevent" ("at", "comp_id", "digest", "dissemination_id", "envelope", "envelope_digest", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prev", "recorded_at", "recorded_by", "restricted", "rev", "roots", "seq", "shared_to", "signature", "state", "wall") SELECT new_values."at", new_values."comp_id", new_values."digest", new_values."dissemination_id", new_values."envelope", new_values."envelope_digest", new_values."id", new_values."op_id", new_values."org_id", us_now(), 'insert', new_values."id", new_values."prev", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."seq", new_values."shared_to", new_values."signature", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_b97fa ON "receipt";
            CREATE  TRIGGER pgtrigger_insert_insert_b97fa
                AFTER INSERT ON "receipt"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_b97fa();

            COMMENT ON TRIGGER pgtrigger_insert_insert_b97fa ON "receipt" IS 'acc66b870073c193e2cb075ea9303334ab90cb76';
        
--
-- Create trigger update_update on model receipt
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_595dc()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_receiptevent" ("at", "comp_id", "digest", "dissemination_id", "envelope", "envelope_digest", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prev", "recorded_at", "recorded_by", "restricted", "rev", "roots", "seq", "shared_to", "signature", "state", "wall") SELECT new_values."at", new_values."comp_id", new_values."digest", new_values."dissemination_id", new_values."envelope", new_values."envelope_digest", new_values."id", new_values."op_id", new_values."org_id", us_now(), 'update', new_values."id", new_values."prev", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."seq", new_values."shared_to", new_values."signature", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_595dc ON "receipt";
            CREATE  TRIGGER pgtrigger_update_update_595dc
                AFTER UPDATE ON "receipt"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_595dc();

            COMMENT ON TRIGGER pgtrigger_update_update_595dc ON "receipt" IS 'dc0c8f809b68aae02584c9d798e9f83cb127596b';
        
--
-- Create trigger append_only on model receiptevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_98ed2()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_98ed2 ON "operation_receiptevent";
            CREATE  TRIGGER pgtrigger_append_only_98ed2
                BEFORE UPDATE OR DELETE ON "operation_receiptevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_98ed2();

            COMMENT ON TRIGGER pgtrigger_append_only_98ed2 ON "operation_receiptevent" IS '4d1a2a36c9731c309e459165db9587df504321b9';
        
--
-- Create trigger append_only on model quarantinedevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_6a188()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_6a188 ON "operation_quarantinedevent";
            CREATE  TRIGGER pgtrigger_append_only_6a188
                BEFORE UPDATE OR DELETE ON "operation_quarantinedevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_6a188();

            COMMENT ON TRIGGER pgtrigger_append_only_6a188 ON "operation_quarantinedevent" IS '5fdd5842370128ee295a5f58f4d56aa5367f6b72';
        
--
-- Create constraint quarantined_natural_key on model quarantined
--
ALTER TABLE "quarantined" ADD CONSTRAINT "quarantined_natural_key" UNIQUE ("original_digest", "source_id", "org_id", "comp_id", "wall");
--
-- Create constraint quarantined_open_is_owned on model quarantined
--
ALTER TABLE "quarantined" ADD CONSTRAINT "quarantined_open_is_owned" CHECK (("state" IN ('received') OR ("due" IS NOT NULL AND "owner_id" IS NOT NULL)));
--
-- Create trigger insert_insert on model quarantined
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_74695()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_quarantinedevent" ("comp_id", "due", "error_code", "error_text", "id", "op_id", "org_id", "original_digest", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "received_at", "recorded_at", "recorded_by", "repaired_as_id", "restricted", "rev", "roots", "shared_to", "source_id", "state", "wall") SELECT new_values."comp_id", new_values."due", new_values."error_code", new_values."error_text", new_values."id", new_values."op_id", new_values."org_id", new_values."original_digest", new_values."owner_id", us_now(), 'insert', new_values."id", new_values."place", new_values."received_at", new_values."recorded_at", new_values."recorded_by", new_values."repaired_as_id", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."source_id", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_74695 ON "quarantined";
            CREATE  TRIGGER pgtrigger_insert_insert_74695
                AFTER INSERT ON "quarantined"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_74695();

            COMMENT ON TRIGGER pgtrigger_insert_insert_74695 ON "quarantined" IS 'ec1976d8975f8b2eba9bc0c154978e193e3f1dba';
        
--
-- Create trigger update_update on model quarantined
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_2f321()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_quarantinedevent" ("comp_id", "due", "error_code", "error_text", "id", "op_id", "org_id", "original_digest", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "received_at", "recorded_at", "recorded_by", "repaired_as_id", "restricted", "rev", "roots", "shared_to", "source_id", "state", "wall") SELECT new_values."comp_id", new_values."due", new_values."error_code", new_values."error_text", new_values."id", new_values."op_id", new_values."org_id", new_values."original_digest", new_values."owner_id", us_now(), 'update', new_values."id", new_values."place", new_values."received_at", new_values."recorded_at", new_values."recorded_by", new_values."repaired_as_id", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."source_id", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_2f321 ON "quarantined";
            CREATE  TRIGGER pgtrigger_update_update_2f321
                AFTER UPDATE ON "quarantined"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_2f321();

            COMMENT ON TRIGGER pgtrigger_update_update_2f321 ON "quarantined" IS '50bdef8f2356e46329f3316e8d730474452b7e1a';
        
--
-- Create constraint referral_part_natural_key on model referralpart
--
ALTER TABLE "referral_part" ADD CONSTRAINT "referral_part_natural_key" UNIQUE ("content_digest", "referral_id", "org_id", "comp_id", "wall");
--
-- Create trigger insert_insert on model referralpart
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_0e7fc()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_referralpartevent" ("comp_id", "content_digest", "format", "id", "notes", "op_id", "org_id", "original_digest", "parsed", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "recorded_at", "recorded_by", "referral_id", "restricted", "rev", "roots", "shared_to", "wall") SELECT new_values."comp_id", new_values."content_digest", new_values."format", new_values."id", new_values."notes", new_values."op_id", new_values."org_id", new_values."original_digest", new_values."parsed", us_now(), 'insert', new_values."id", new_values."received_at", new_values."recorded_at", new_values."recorded_by", new_values."referral_id", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_0e7fc ON "referral_part";
            CREATE  TRIGGER pgtrigger_insert_insert_0e7fc
                AFTER INSERT ON "referral_part"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_0e7fc();

            COMMENT ON TRIGGER pgtrigger_insert_insert_0e7fc ON "referral_part" IS '9661fbb7e45ad0d4045eba76bafe2009a977590c';
        
--
-- Create trigger update_update on model referralpart
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_1c4e3()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_referralpartevent" ("comp_id", "content_digest", "format", "id", "notes", "op_id", "org_id", "original_digest", "parsed", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "recorded_at", "recorded_by", "referral_id", "restricted", "rev", "roots", "shared_to", "wall") SELECT new_values."comp_id", new_values."content_digest", new_values."format", new_values."id", new_values."notes", new_values."op_id", new_values."org_id", new_values."original_digest", new_values."parsed", us_now(), 'update', new_values."id", new_values."received_at", new_values."recorded_at", new_values."recorded_by", new_values."referral_id", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_1c4e3 ON "referral_part";
            CREATE  TRIGGER pgtrigger_update_update_1c4e3
                AFTER UPDATE ON "referral_part"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_1c4e3();

            COMMENT ON TRIGGER pgtrigger_update_update_1c4e3 ON "referral_part" IS '65d0fc0046a3d66a39fd2f4d7b2355f2d778718f';
        
--
-- Create trigger append_only on model referralpartevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_a8a70()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_a8a70 ON "operation_referralpartevent";
            CREATE  TRIGGER pgtrigger_append_only_a8a70
                BEFORE UPDATE OR DELETE ON "operation_referralpartevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_a8a70();

            COMMENT ON TRIGGER pgtrigger_append_only_a8a70 ON "operation_referralpartevent" IS 'e6d290d450d8e50538fefbd22bd3e9a49b5d6f58';
        
--
-- Create constraint safeguarding_action_natural_key on model safeguardingaction
--
ALTER TABLE "safeguarding_action" ADD CONSTRAINT "safeguarding_action_natural_key" UNIQUE ("child_id", "kind", "n", "org_id", "comp_id", "wall");
--
-- Create constraint safeguardingaction_open_is_owned on model safeguardingaction
--
ALTER TABLE "safeguarding_action" ADD CONSTRAINT "safeguardingaction_open_is_owned" CHECK (("state" IN ('done') OR ("due" IS NOT NULL AND "owner_id" IS NOT NULL)));
--
-- Create trigger insert_insert on model safeguardingaction
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_1fc96()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_safeguardingactionevent" ("child_id", "comp_id", "done_at", "due", "id", "kind", "n", "op_id", "org_id", "owner_id", "partner", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "result", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."child_id", new_values."comp_id", new_values."done_at", new_values."due", new_values."id", new_values."kind", new_values."n", new_values."op_id", new_values."org_id", new_values."owner_id", new_values."partner", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."result", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_1fc96 ON "safeguarding_action";
            CREATE  TRIGGER pgtrigger_insert_insert_1fc96
                AFTER INSERT ON "safeguarding_action"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_1fc96();

            COMMENT ON TRIGGER pgtrigger_insert_insert_1fc96 ON "safeguarding_action" IS 'c8237ba126799365d66d0549bf2c60ff0bac94cf';
        
--
-- Create trigger update_update on model safeguardingaction
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_68035()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_safeguardingactionevent" ("child_id", "comp_id", "done_at", "due", "id", "kind", "n", "op_id", "org_id", "owner_id", "partner", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "result", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."child_id", new_values."comp_id", new_values."done_at", new_values."due", new_values."id", new_values."kind", new_values."n", new_values."op_id", new_values."org_id", new_values."owner_id", new_values."partner", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."result", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_68035 ON "safeguarding_action";
            CREATE  TRIGGER pgtrigger_update_update_68035
                AFTER UPDATE ON "safeguarding_action"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_68035();

            COMMENT ON TRIGGER pgtrigger_update_update_68035 ON "safeguarding_action" IS '602497aea9a8eee7d5ae64c5437e39a183a385f6';
        
--
-- Create trigger append_only on model safeguardingactionevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_2e5d6()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_2e5d6 ON "operation_safeguardingactionevent";
            CREATE  TRIGGER pgtrigger_append_only_2e5d6
                BEFORE UPDATE OR DELETE ON "operation_safeguardingactionevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_2e5d6();

            COMMENT ON TRIGGER pgtrigger_append_only_2e5d6 ON "operation_safeguardingactionevent" IS '1636ee57834a4e35d3e98967b6a4efb9f1844701';
        
--
-- Create constraint sealed_once on model sealed
--
ALTER TABLE "sealed" ADD CONSTRAINT "sealed_once" UNIQUE ("dissemination_id");
--
-- Create trigger append_only on model exhibitevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_beb83()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_beb83 ON "operation_exhibitevent";
            CREATE  TRIGGER pgtrigger_append_only_beb83
                BEFORE UPDATE OR DELETE ON "operation_exhibitevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_beb83();

            COMMENT ON TRIGGER pgtrigger_append_only_beb83 ON "operation_exhibitevent" IS '8dd4f9ac2684d0375ee07dc5ef2e4ab9ac3bbd9c';
        
--
-- Create index exhibit_state on field(s) state, org of model exhibit
--
CREATE INDEX "exhibit_state" ON "exhibit" ("state", "org_id");
--
-- Create constraint exhibit_natural_key on model exhibit
--
ALTER TABLE "exhibit" ADD CONSTRAINT "exhibit_natural_key" UNIQUE ("force_id", "ref", "org_id", "comp_id", "wall");
--
-- Create constraint exhibit_kind_is_known on model exhibit
--
ALTER TABLE "exhibit" ADD CONSTRAINT "exhibit_kind_is_known" CHECK ("kind" IN ('computer', 'phone', 'drive', 'other'));
--
-- Create constraint exhibit_comes_from_one_place on model exhibit
--
ALTER TABLE "exhibit" ADD CONSTRAINT "exhibit_comes_from_one_place" CHECK ((("arrest_id" IS NULL AND "search_id" IS NOT NULL) OR ("arrest_id" IS NOT NULL AND "search_id" IS NULL)));
--
-- Create constraint exhibit_open_is_owned on model exhibit
--
ALTER TABLE "exhibit" ADD CONSTRAINT "exhibit_open_is_owned" CHECK (("state" IN ('disposed') OR ("due" IS NOT NULL AND "owner_id" IS NOT NULL)));
--
-- Create trigger insert_insert on model exhibit
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_ae717()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_exhibitevent" ("arrest_id", "comp_id", "continuity", "description", "disposal", "due", "force_id", "id", "kind", "op_id", "org_id", "owner_id", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed", "queued_at", "recorded_at", "recorded_by", "ref", "report_digest", "restricted", "rev", "roots", "seal", "search_id", "shared_to", "state", "subtype", "wall") SELECT new_values."arrest_id", new_values."comp_id", new_values."continuity", new_values."description", new_values."disposal", new_values."due", new_values."force_id", new_values."id", new_values."kind", new_values."op_id", new_values."org_id", new_values."owner_id", new_values."parent_id", us_now(), 'insert', new_values."id", new_values."placed", new_values."queued_at", new_values."recorded_at", new_values."recorded_by", new_values."ref", new_values."report_digest", new_values."restricted", new_values."rev", new_values."roots", new_values."seal", new_values."search_id", new_values."shared_to", new_values."state", new_values."subtype", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_ae717 ON "exhibit";
            CREATE  TRIGGER pgtrigger_insert_insert_ae717
                AFTER INSERT ON "exhibit"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_ae717();

            COMMENT ON TRIGGER pgtrigger_insert_insert_ae717 ON "exhibit" IS 'e3acd3de53a951d57dcab16f33517ec597f803a8';
        
--
-- Create trigger update_update on model exhibit
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_53b68()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_exhibitevent" ("arrest_id", "comp_id", "continuity", "description", "disposal", "due", "force_id", "id", "kind", "op_id", "org_id", "owner_id", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed", "queued_at", "recorded_at", "recorded_by", "ref", "report_digest", "restricted", "rev", "roots", "seal", "search_id", "shared_to", "state", "subtype", "wall") SELECT new_values."arrest_id", new_values."comp_id", new_values."continuity", new_values."description", new_values."disposal", new_values."due", new_values."force_id", new_values."id", new_values."kind", new_values."op_id", new_values."org_id", new_values."owner_id", new_values."parent_id", us_now(), 'update', new_values."id", new_values."placed", new_values."queued_at", new_values."recorded_at", new_values."recorded_by", new_values."ref", new_values."report_digest", new_values."restricted", new_values."rev", new_values."roots", new_values."seal", new_values."search_id", new_values."shared_to", new_values."state", new_values."subtype", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_53b68 ON "exhibit";
            CREATE  TRIGGER pgtrigger_update_update_53b68
                AFTER UPDATE ON "exhibit"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_53b68();

            COMMENT ON TRIGGER pgtrigger_update_update_53b68 ON "exhibit" IS 'c3104fad1346b01b9604d7bcb38418598e003dec';
        
--
-- Create constraint selector_natural_key on model selector
--
ALTER TABLE "selector" ADD CONSTRAINT "selector_natural_key" UNIQUE ("normal", "kind", "org_id", "comp_id", "wall");
--
-- Create trigger insert_insert on model selector
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_5cee7()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_selectorevent" ("capped", "comp_id", "confusable", "degree", "id", "kind", "normal", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raw", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "strength", "verified", "wall") SELECT new_values."capped", new_values."comp_id", new_values."confusable", new_values."degree", new_values."id", new_values."kind", new_values."normal", new_values."op_id", new_values."org_id", us_now(), 'insert', new_values."id", new_values."raw", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."strength", new_values."verified", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_5cee7 ON "selector";
            CREATE  TRIGGER pgtrigger_insert_insert_5cee7
                AFTER INSERT ON "selector"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_5cee7();

            COMMENT ON TRIGGER pgtrigger_insert_insert_5cee7 ON "selector" IS '82e7b0bda20d51e6f02f238604d19dfb935303a2';
        
--
-- Create trigger update_update on model selector
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_1ace3()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_selectorevent" ("capped", "comp_id", "confusable", "degree", "id", "kind", "normal", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raw", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "strength", "verified", "wall") SELECT new_values."capped", new_values."comp_id", new_values."confusable", new_values."degree", new_values."id", new_values."kind", new_values."normal", new_values."op_id", new_values."org_id", us_now(), 'update', new_values."id", new_values."raw", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."strength", new_values."verified", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_1ace3 ON "selector";
            CREATE  TRIGGER pgtrigger_update_update_1ace3
                AFTER UPDATE ON "selector"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_1ace3();

            COMMENT ON TRIGGER pgtrigger_update_update_1ace3 ON "selector" IS '2794be9170baac018ffb400bf80bfa0e8ca9f377';
        
--
-- Create trigger append_only on model captureevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_b8a9d()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_b8a9d ON "operation_captureevent";
            CREATE  TRIGGER pgtrigger_append_only_b8a9d
                BEFORE UPDATE OR DELETE ON "operation_captureevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_b8a9d();

            COMMENT ON TRIGGER pgtrigger_append_only_b8a9d ON "operation_captureevent" IS '1ac6d05e478308498867f9d8bd58edbd5ec2cf3f';
        
--
-- Create index capture_selector on field(s) selector, referral of model capture
--
CREATE INDEX "capture_selector" ON "capture" ("selector_id", "referral_id");
--
-- Create constraint capture_natural_key on model capture
--
ALTER TABLE "capture" ADD CONSTRAINT "capture_natural_key" UNIQUE NULLS NOT DISTINCT ("referral_id", "json_path", "part_id", "org_id", "comp_id", "wall");
--
-- Create trigger insert_insert on model capture
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_c8de6()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_captureevent" ("comp_id", "event", "id", "json_path", "kind", "occurred_at", "offset_known", "op_id", "org_id", "part_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "port", "proxy", "raw_time", "recorded_at", "recorded_by", "referral_id", "refused", "restricted", "rev", "roots", "selector_id", "shared_to", "value", "viewed_by_source", "wall") SELECT new_values."comp_id", new_values."event", new_values."id", new_values."json_path", new_values."kind", new_values."occurred_at", new_values."offset_known", new_values."op_id", new_values."org_id", new_values."part_id", us_now(), 'insert', new_values."id", new_values."port", new_values."proxy", new_values."raw_time", new_values."recorded_at", new_values."recorded_by", new_values."referral_id", new_values."refused", new_values."restricted", new_values."rev", new_values."roots", new_values."selector_id", new_values."shared_to", new_values."value", new_values."viewed_by_source", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_c8de6 ON "capture";
            CREATE  TRIGGER pgtrigger_insert_insert_c8de6
                AFTER INSERT ON "capture"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_c8de6();

            COMMENT ON TRIGGER pgtrigger_insert_insert_c8de6 ON "capture" IS '3deadb20d06bc0e4e17ea7c8c0b5c8ff004483f5';
        
--
-- Create trigger update_update on model capture
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_375be()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_captureevent" ("comp_id", "event", "id", "json_path", "kind", "occurred_at", "offset_known", "op_id", "org_id", "part_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "port", "proxy", "raw_time", "recorded_at", "recorded_by", "referral_id", "refused", "restricted", "rev", "roots", "selector_id", "shared_to", "value", "viewed_by_source", "wall") SELECT new_values."comp_id", new_values."event", new_values."id", new_values."json_path", new_values."kind", new_values."occurred_at", new_values."offset_known", new_values."op_id", new_values."org_id", new_values."part_id", us_now(), 'update', new_values."id", new_values."port", new_values."proxy", new_values."raw_time", new_values."recorded_at", new_values."recorded_by", new_values."referral_id", new_values."refused", new_values."restricted", new_values."rev", new_values."roots", new_values."selector_id", new_values."shared_to", new_values."value", new_values."viewed_by_source", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_375be ON "capture";
            CREATE  TRIGGER pgtrigger_update_update_375be
                AFTER UPDATE ON "capture"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_375be();

            COMMENT ON TRIGGER pgtrigger_update_update_375be ON "capture" IS 'c0d7ee95b6b9341b57747db4ba437204495d5cdf';
        
--
-- Create trigger append_only on model selectorevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_aad41()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_aad41 ON "operation_selectorevent";
            CREATE  TRIGGER pgtrigger_append_only_aad41
                BEFORE UPDATE OR DELETE ON "operation_selectorevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_aad41();

            COMMENT ON TRIGGER pgtrigger_append_only_aad41 ON "operation_selectorevent" IS '7c2e46fa9a4f6f3d084cc0ba09cca2de1705a084';
        
--
-- Create constraint signed_manifest_natural_key on model signedmanifest
--
ALTER TABLE "signed_manifest" ADD CONSTRAINT "signed_manifest_natural_key" UNIQUE ("dissemination", "org_id", "comp_id", "wall");
--
-- Create trigger insert_insert on model signedmanifest
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_376bc()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_signedmanifestevent" ("comp_id", "created", "dissemination", "files_of", "force_id", "id", "manifest", "n", "op_id", "org_id", "package_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "signatures", "void", "wall") SELECT new_values."comp_id", new_values."created", new_values."dissemination", new_values."files_of", new_values."force_id", new_values."id", new_values."manifest", new_values."n", new_values."op_id", new_values."org_id", new_values."package_id", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."signatures", new_values."void", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_376bc ON "signed_manifest";
            CREATE  TRIGGER pgtrigger_insert_insert_376bc
                AFTER INSERT ON "signed_manifest"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_376bc();

            COMMENT ON TRIGGER pgtrigger_insert_insert_376bc ON "signed_manifest" IS '636674e818763cec83ec85c192a707b103d4ac29';
        
--
-- Create trigger update_update on model signedmanifest
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_fea9c()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_signedmanifestevent" ("comp_id", "created", "dissemination", "files_of", "force_id", "id", "manifest", "n", "op_id", "org_id", "package_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "signatures", "void", "wall") SELECT new_values."comp_id", new_values."created", new_values."dissemination", new_values."files_of", new_values."force_id", new_values."id", new_values."manifest", new_values."n", new_values."op_id", new_values."org_id", new_values."package_id", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."signatures", new_values."void", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_fea9c ON "signed_manifest";
            CREATE  TRIGGER pgtrigger_update_update_fea9c
                AFTER UPDATE ON "signed_manifest"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_fea9c();

            COMMENT ON TRIGGER pgtrigger_update_update_fea9c ON "signed_manifest" IS '9ee916f367202999363e68d81e468850d0b6cd7f';
        
--
-- Create trigger append_only on model signedmanifestevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_a58e0()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_a58e0 ON "operation_signedmanifestevent";
            CREATE  TRIGGER pgtrigger_append_only_a58e0
                BEFORE UPDATE OR DELETE ON "operation_signedmanifestevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_a58e0();

            COMMENT ON TRIGGER pgtrigger_append_only_a58e0 ON "operation_signedmanifestevent" IS '52d953e64f9c1ecc1ccf4e1f3f6557ff2ad581ba';
        
--
-- Create index subject_state_due on field(s) state, due of model subject
--
CREATE INDEX "subject_state_due" ON "subject" ("state", "due");
--
-- Create index subject_due on field(s) due, id of model subject
--
CREATE INDEX "subject_due" ON "subject" ("due", "id");
--
-- Create constraint subject_open_is_owned on model subject
--
ALTER TABLE "subject" ADD CONSTRAINT "subject_open_is_owned" CHECK (("state" IN ('closed', 'eliminated') OR "alias_of_id" IS NOT NULL OR ("due" IS NOT NULL AND "owner_id" IS NOT NULL)));
--
-- Create constraint subject_leads_by_a_rule on model subject
--
ALTER TABLE "subject" ADD CONSTRAINT "subject_leads_by_a_rule" CHECK ((("lead_force_id" IS NULL AND "lead_rule" IS NULL) OR ("lead_force_id" IS NOT NULL AND "lead_rule" IS NOT NULL)));
--
-- Create constraint subject_is_no_alias_of_itself on model subject
--
ALTER TABLE "subject" ADD CONSTRAINT "subject_is_no_alias_of_itself" CHECK (("alias_of_id" IS NULL OR NOT ("alias_of_id" = ("id") AND "alias_of_id" IS NOT NULL)));
--
-- Create trigger insert_insert on model subject
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_04d0b()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_subjectevent" ("accepted_size", "alias_of_id", "basis", "basis_changed", "category", "code", "comp_id", "contradiction", "dob", "due", "id", "identified_by_id", "lead_force_id", "lead_rule", "name", "op_id", "org_id", "oversized", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "restricted_kind", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."accepted_size", new_values."alias_of_id", new_values."basis", new_values."basis_changed", new_values."category", new_values."code", new_values."comp_id", new_values."contradiction", new_values."dob", new_values."due", new_values."id", new_values."identified_by_id", new_values."lead_force_id", new_values."lead_rule", new_values."name", new_values."op_id", new_values."org_id", new_values."oversized", new_values."owner_id", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."restricted_kind", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_04d0b ON "subject";
            CREATE  TRIGGER pgtrigger_insert_insert_04d0b
                AFTER INSERT ON "subject"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_04d0b();

            COMMENT ON TRIGGER pgtrigger_insert_insert_04d0b ON "subject" IS '5478a6b08119cdca3da2d8fb730b71eea399bf02';
        
--
-- Create trigger update_update on model subject
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_80ce4()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_subjectevent" ("accepted_size", "alias_of_id", "basis", "basis_changed", "category", "code", "comp_id", "contradiction", "dob", "due", "id", "identified_by_id", "lead_force_id", "lead_rule", "name", "op_id", "org_id", "oversized", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "restricted_kind", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."accepted_size", new_values."alias_of_id", new_values."basis", new_values."basis_changed", new_values."category", new_values."code", new_values."comp_id", new_values."contradiction", new_values."dob", new_values."due", new_values."id", new_values."identified_by_id", new_values."lead_force_id", new_values."lead_rule", new_values."name", new_values."op_id", new_values."org_id", new_values."oversized", new_values."owner_id", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."restricted_kind", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_80ce4 ON "subject";
            CREATE  TRIGGER pgtrigger_update_update_80ce4
                AFTER UPDATE ON "subject"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_80ce4();

            COMMENT ON TRIGGER pgtrigger_update_update_80ce4 ON "subject" IS '36df22b60fe9e48bb9e88ad43f92818f9a655042';
        
--
-- Create trigger append_only on model riskfactevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_bc8dc()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_bc8dc ON "operation_riskfactevent";
            CREATE  TRIGGER pgtrigger_append_only_bc8dc
                BEFORE UPDATE OR DELETE ON "operation_riskfactevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_bc8dc();

            COMMENT ON TRIGGER pgtrigger_append_only_bc8dc ON "operation_riskfactevent" IS '62fec9a8002e9e8a374b1ea047ab0ad2b741775b';
        
--
-- Create constraint risk_fact_natural_key on model riskfact
--
ALTER TABLE "risk_fact" ADD CONSTRAINT "risk_fact_natural_key" UNIQUE ("subject_id", "factor", "stated_at", "org_id", "comp_id", "wall");
--
-- Create trigger insert_insert on model riskfact
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_b3bc7()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_riskfactevent" ("comp_id", "evidence", "factor", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "stated_at", "subject_id", "value", "wall") SELECT new_values."comp_id", new_values."evidence", new_values."factor", new_values."id", new_values."op_id", new_values."org_id", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."stated_at", new_values."subject_id", new_values."value", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_b3bc7 ON "risk_fact";
            CREATE  TRIGGER pgtrigger_insert_insert_b3bc7
                AFTER INSERT ON "risk_fact"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_b3bc7();

            COMMENT ON TRIGGER pgtrigger_insert_insert_b3bc7 ON "risk_fact" IS '42c021e173c6e27c3d179846e07739abd53cda81';
        
--
-- Create trigger update_update on model riskfact
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_c518d()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_riskfactevent" ("comp_id", "evidence", "factor", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "stated_at", "subject_id", "value", "wall") SELECT new_values."comp_id", new_values."evidence", new_values."factor", new_values."id", new_values."op_id", new_values."org_id", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."stated_at", new_values."subject_id", new_values."value", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_c518d ON "risk_fact";
            CREATE  TRIGGER pgtrigger_update_update_c518d
                AFTER UPDATE ON "risk_fact"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_c518d();

            COMMENT ON TRIGGER pgtrigger_update_update_c518d ON "risk_fact" IS '044c59cd01a8e612cee7348e1dcccf1734af3d12';
        
--
-- Create trigger append_only on model riskassessmentevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_31e1a()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_31e1a ON "operation_riskassessmentevent";
            CREATE  TRIGGER pgtrigger_append_only_31e1a
                BEFORE UPDATE OR DELETE ON "operation_riskassessmentevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_31e1a();

            COMMENT ON TRIGGER pgtrigger_append_only_31e1a ON "operation_riskassessmentevent" IS '2ed6d0512d0bda599b4c9ac0dcd3b1c6dd21bcb0';
        
--
-- Create constraint risk_assessment_natural_key on model riskassessment
--
ALTER TABLE "risk_assessment" ADD CONSTRAINT "risk_assessment_natural_key" UNIQUE ("subject_id", "n", "org_id", "comp_id", "wall");
--
-- Create trigger insert_insert on model riskassessment
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_852e1()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_riskassessmentevent" ("act_by", "band", "by_id", "comp_id", "computed", "computed_at", "confirmed", "confirmed_at", "diff", "factors", "id", "model", "n", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by", "restricted", "rev", "roots", "score", "second_by_id", "shared_to", "since", "subject_id", "unknowns", "wall") SELECT new_values."act_by", new_values."band", new_values."by_id", new_values."comp_id", new_values."computed", new_values."computed_at", new_values."confirmed", new_values."confirmed_at", new_values."diff", new_values."factors", new_values."id", new_values."model", new_values."n", new_values."op_id", new_values."org_id", us_now(), 'insert', new_values."id", new_values."reason", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."score", new_values."second_by_id", new_values."shared_to", new_values."since", new_values."subject_id", new_values."unknowns", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_852e1 ON "risk_assessment";
            CREATE  TRIGGER pgtrigger_insert_insert_852e1
                AFTER INSERT ON "risk_assessment"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_852e1();

            COMMENT ON TRIGGER pgtrigger_insert_insert_852e1 ON "risk_assessment" IS '46fe6913b34a06861c6c2a743ab0eac691e65182';
        
--
-- Create trigger update_update on model riskassessment
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_df2aa()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_riskassessmentevent" ("act_by", "band", "by_id", "comp_id", "computed", "computed_at", "confirmed", "confirmed_at", "diff", "factors", "id", "model", "n", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by", "restricted", "rev", "roots", "score", "second_by_id", "shared_to", "since", "subject_id", "unknowns", "wall") SELECT new_values."act_by", new_values."band", new_values."by_id", new_values."comp_id", new_values."computed", new_values."computed_at", new_values."confirmed", new_values."confirmed_at", new_values."diff", new_values."factors", new_values."id", new_values."model", new_values."n", new_values."op_id", new_values."org_id", us_now(), 'update', new_values."id", new_values."reason", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."score", new_values."second_by_id", new_values."shared_to", new_values."since", new_values."subject_id", new_values."unknowns", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_df2aa ON "risk_assessment";
            CREATE  TRIGGER pgtrigger_update_update_df2aa
                AFTER UPDATE ON "risk_assessment"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_df2aa();

            COMMENT ON TRIGGER pgtrigger_update_update_df2aa ON "risk_assessment" IS 'efec08359db13fd2db26053da0f41a5440b5ace6';
        
--
-- Create trigger append_only on model referralevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_4d87e()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_4d87e ON "operation_referralevent";
            CREATE  TRIGGER pgtrigger_append_only_4d87e
                BEFORE UPDATE OR DELETE ON "operation_referralevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_4d87e();

            COMMENT ON TRIGGER pgtrigger_append_only_4d87e ON "operation_referralevent" IS '2ed25f88be9402ddcc11947930a04026b3e5b5da';
        
--
-- Create index referral_source_ref on field(s) org, comp, source, source_ref of model referral
--
CREATE INDEX "referral_source_ref" ON "referral" ("org_id", "comp_id", "source_id", "source_ref");
--
-- Create index referral_original_digest on field(s) original_digest of model referral
--
CREATE INDEX "referral_original_digest" ON "referral" ("original_digest");
--
-- Create index referral_subject on field(s) subject of model referral
--
CREATE INDEX "referral_subject" ON "referral" ("subject_id");
--
-- Create index referral_node on field(s) node of model referral
--
CREATE INDEX "referral_node" ON "referral" ("node");
--
-- Create index referral_state_due on field(s) state, due of model referral
--
CREATE INDEX "referral_state_due" ON "referral" ("state", "due");
--
-- Create constraint referral_natural_key on model referral
--
ALTER TABLE "referral" ADD CONSTRAINT "referral_natural_key" UNIQUE ("content_digest", "source_id", "org_id", "comp_id", "wall");
--
-- Create constraint referral_open_is_owned on model referral
--
ALTER TABLE "referral" ADD CONSTRAINT "referral_open_is_owned" CHECK (("state" IN ('linked', 'closed') OR ("due" IS NOT NULL AND "owner_id" IS NOT NULL)));
--
-- Create trigger insert_insert on model referral
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_13a99()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_referralevent" ("child_named", "closing_reason", "comp_id", "conditions", "content_digest", "due", "format", "handling", "id", "intel", "node", "notes", "op_id", "org_id", "original_digest", "owner_id", "parsed", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "source_eval", "source_id", "source_ref", "state", "subject_id", "urgent", "wall") SELECT new_values."child_named", new_values."closing_reason", new_values."comp_id", new_values."conditions", new_values."content_digest", new_values."due", new_values."format", new_values."handling", new_values."id", new_values."intel", new_values."node", new_values."notes", new_values."op_id", new_values."org_id", new_values."original_digest", new_values."owner_id", new_values."parsed", us_now(), 'insert', new_values."id", new_values."received_at", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."source_eval", new_values."source_id", new_values."source_ref", new_values."state", new_values."subject_id", new_values."urgent", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_13a99 ON "referral";
            CREATE  TRIGGER pgtrigger_insert_insert_13a99
                AFTER INSERT ON "referral"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_13a99();

            COMMENT ON TRIGGER pgtrigger_insert_insert_13a99 ON "referral" IS 'ace1967f8298f8ed84a732f3b1ef0e1c486ba231';
        
--
-- Create trigger update_update on model referral
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_94c5e()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_referralevent" ("child_named", "closing_reason", "comp_id", "conditions", "content_digest", "due", "format", "handling", "id", "intel", "node", "notes", "op_id", "org_id", "original_digest", "owner_id", "parsed", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "source_eval", "source_id", "source_ref", "state", "subject_id", "urgent", "wall") SELECT new_values."child_named", new_values."closing_reason", new_values."comp_id", new_values."conditions", new_values."content_digest", new_values."due", new_values."format", new_values."handling", new_values."id", new_values."intel", new_values."node", new_values."notes", new_values."op_id", new_values."org_id", new_values."original_digest", new_values."owner_id", new_values."parsed", us_now(), 'update', new_values."id", new_values."received_at", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."source_eval", new_values."source_id", new_values."source_ref", new_values."state", new_values."subject_id", new_values."urgent", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_94c5e ON "referral";
            CREATE  TRIGGER pgtrigger_update_update_94c5e
                AFTER UPDATE ON "referral"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_94c5e();

            COMMENT ON TRIGGER pgtrigger_update_update_94c5e ON "referral" IS '078bfb9458ac53df85015e85a71bdc0ca26019b0';
        
--
-- Create trigger append_only on model positionoftrustevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_c1d43()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_c1d43 ON "operation_positionoftrustevent";
            CREATE  TRIGGER pgtrigger_append_only_c1d43
                BEFORE UPDATE OR DELETE ON "operation_positionoftrustevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_c1d43();

            COMMENT ON TRIGGER pgtrigger_append_only_c1d43 ON "operation_positionoftrustevent" IS 'bab23a9b48d545b61506bba54072c4dfebbca0e3';
        
--
-- Create constraint position_of_trust_natural_key on model positionoftrust
--
ALTER TABLE "position_of_trust" ADD CONSTRAINT "position_of_trust_natural_key" UNIQUE ("subject_id", "kind", "employer", "org_id", "comp_id", "wall");
--
-- Create trigger insert_insert on model positionoftrust
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_d6cbd()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_positionoftrustevent" ("comp_id", "current", "employer", "id", "kind", "lado_at", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "subject_id", "verified_at", "wall") SELECT new_values."comp_id", new_values."current", new_values."employer", new_values."id", new_values."kind", new_values."lado_at", new_values."op_id", new_values."org_id", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."subject_id", new_values."verified_at", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_d6cbd ON "position_of_trust";
            CREATE  TRIGGER pgtrigger_insert_insert_d6cbd
                AFTER INSERT ON "position_of_trust"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_d6cbd();

            COMMENT ON TRIGGER pgtrigger_insert_insert_d6cbd ON "position_of_trust" IS '73b909f8c7ad6dc9cdccf93f4e2b08bf41d4009d';
        
--
-- Create trigger update_update on model positionoftrust
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_bda07()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_positionoftrustevent" ("comp_id", "current", "employer", "id", "kind", "lado_at", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "subject_id", "verified_at", "wall") SELECT new_values."comp_id", new_values."current", new_values."employer", new_values."id", new_values."kind", new_values."lado_at", new_values."op_id", new_values."org_id", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."subject_id", new_values."verified_at", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_bda07 ON "position_of_trust";
            CREATE  TRIGGER pgtrigger_update_update_bda07
                AFTER UPDATE ON "position_of_trust"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_bda07();

            COMMENT ON TRIGGER pgtrigger_update_update_bda07 ON "position_of_trust" IS '3d5d90e35cee80cd3c42088e185401445dd36776';
        
--
-- Create trigger append_only on model packageevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_b92f6()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_b92f6 ON "operation_packageevent";
            CREATE  TRIGGER pgtrigger_append_only_b92f6
                BEFORE UPDATE OR DELETE ON "operation_packageevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_b92f6();

            COMMENT ON TRIGGER pgtrigger_append_only_b92f6 ON "operation_packageevent" IS '4bbe3bd9298a95db2980519bab8c86bb23f0fbe3';
        
--
-- Create constraint package_natural_key on model package
--
ALTER TABLE "package" ADD CONSTRAINT "package_natural_key" UNIQUE ("subject_id", "version", "org_id", "comp_id", "wall");
--
-- Create constraint package_is_approved_by_another on model package
--
ALTER TABLE "package" ADD CONSTRAINT "package_is_approved_by_another" CHECK (("approver_id" IS NULL OR NOT ("approver_id" = ("author_id") AND "approver_id" IS NOT NULL)));
--
-- Create constraint package_open_is_owned on model package
--
ALTER TABLE "package" ADD CONSTRAINT "package_open_is_owned" CHECK (("state" IN ('superseded', 'withdrawn') OR ("due" IS NOT NULL AND "owner_id" IS NOT NULL)));
--
-- Create trigger insert_insert on model package
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_248d7()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_packageevent" ("approver_id", "author_id", "basis", "body", "comp_id", "due", "id", "kind", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "subject_id", "valid_until", "version", "wall") SELECT new_values."approver_id", new_values."author_id", new_values."basis", new_values."body", new_values."comp_id", new_values."due", new_values."id", new_values."kind", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."subject_id", new_values."valid_until", new_values."version", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_248d7 ON "package";
            CREATE  TRIGGER pgtrigger_insert_insert_248d7
                AFTER INSERT ON "package"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_248d7();

            COMMENT ON TRIGGER pgtrigger_insert_insert_248d7 ON "package" IS '935a8ad03a4e0bf6d4345281d4231ce2748ad821';
        
--
-- Create trigger update_update on model package
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_7aef7()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_packageevent" ("approver_id", "author_id", "basis", "body", "comp_id", "due", "id", "kind", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "subject_id", "valid_until", "version", "wall") SELECT new_values."approver_id", new_values."author_id", new_values."basis", new_values."body", new_values."comp_id", new_values."due", new_values."id", new_values."kind", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."subject_id", new_values."valid_until", new_values."version", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_7aef7 ON "package";
            CREATE  TRIGGER pgtrigger_update_update_7aef7
                AFTER UPDATE ON "package"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_7aef7();

            COMMENT ON TRIGGER pgtrigger_update_update_7aef7 ON "package" IS 'b5076ccafd91f9c2ac304977ae1384c34058ef0d';
        
--
-- Create trigger append_only on model nominalmatchevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_8b960()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_8b960 ON "operation_nominalmatchevent";
            CREATE  TRIGGER pgtrigger_append_only_8b960
                BEFORE UPDATE OR DELETE ON "operation_nominalmatchevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_8b960();

            COMMENT ON TRIGGER pgtrigger_append_only_8b960 ON "operation_nominalmatchevent" IS '9b9e5262a8c40a2b7c5840dff08cea22a38e2a7d';
        
--
-- Create constraint nominal_match_natural_key on model nominalmatch
--
ALTER TABLE "nominal_match" ADD CONSTRAINT "nominal_match_natural_key" UNIQUE ("subject_id", "digest", "org_id", "comp_id", "wall");
--
-- Create constraint nominalmatch_open_is_owned on model nominalmatch
--
ALTER TABLE "nominal_match" ADD CONSTRAINT "nominalmatch_open_is_owned" CHECK (("state" IN ('confirmed', 'declined') OR ("due" IS NOT NULL AND "owner_id" IS NOT NULL)));
--
-- Create trigger insert_insert on model nominalmatch
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_85cc9()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_nominalmatchevent" ("as_of", "comp_id", "digest", "due", "file_digest", "id", "line", "nominal", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reasons", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "subject_id", "wall") SELECT new_values."as_of", new_values."comp_id", new_values."digest", new_values."due", new_values."file_digest", new_values."id", new_values."line", new_values."nominal", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), 'insert', new_values."id", new_values."reason", new_values."reasons", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_85cc9 ON "nominal_match";
            CREATE  TRIGGER pgtrigger_insert_insert_85cc9
                AFTER INSERT ON "nominal_match"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_85cc9();

            COMMENT ON TRIGGER pgtrigger_insert_insert_85cc9 ON "nominal_match" IS '1b9cd8593ade1fe7166cebfe02854a2da510a0ab';
        
--
-- Create trigger update_update on model nominalmatch
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_d1523()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_nominalmatchevent" ("as_of", "comp_id", "digest", "due", "file_digest", "id", "line", "nominal", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reasons", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "subject_id", "wall") SELECT new_values."as_of", new_values."comp_id", new_values."digest", new_values."due", new_values."file_digest", new_values."id", new_values."line", new_values."nominal", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), 'update', new_values."id", new_values."reason", new_values."reasons", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_d1523 ON "nominal_match";
            CREATE  TRIGGER pgtrigger_update_update_d1523
                AFTER UPDATE ON "nominal_match"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_d1523();

            COMMENT ON TRIGGER pgtrigger_update_update_d1523 ON "nominal_match" IS '87d820eefcb646837927a4f84fdb77be0d0ba288';
        
--
-- Create trigger append_only on model disclosureitemevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_0dd87()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_0dd87 ON "operation_disclosureitemevent";
            CREATE  TRIGGER pgtrigger_append_only_0dd87
                BEFORE UPDATE OR DELETE ON "operation_disclosureitemevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_0dd87();

            COMMENT ON TRIGGER pgtrigger_append_only_0dd87 ON "operation_disclosureitemevent" IS '85c6e12d136b48ab628c1770e6a98a3d6abe1804';
        
--
-- Create constraint disclosure_item_natural_key on model disclosureitem
--
ALTER TABLE "disclosure_item" ADD CONSTRAINT "disclosure_item_natural_key" UNIQUE ("subject_id", "entity", "object", "org_id", "comp_id", "wall");
--
-- Create constraint disclosure_item_number_is_one on model disclosureitem
--
ALTER TABLE "disclosure_item" ADD CONSTRAINT "disclosure_item_number_is_one" UNIQUE ("subject_id", "number", "org_id", "comp_id", "wall");
--
-- Create trigger insert_insert on model disclosureitem
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_c82ee()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_disclosureitemevent" ("comp_id", "date", "description", "digest", "entity", "holder", "id", "location", "number", "object", "op_id", "org_id", "origin", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "relevant", "relevant_reason", "restricted", "rev", "roots", "sensitive", "sensitive_reason", "shared_to", "subject_id", "wall") SELECT new_values."comp_id", new_values."date", new_values."description", new_values."digest", new_values."entity", new_values."holder", new_values."id", new_values."location", new_values."number", new_values."object", new_values."op_id", new_values."org_id", new_values."origin", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."relevant", new_values."relevant_reason", new_values."restricted", new_values."rev", new_values."roots", new_values."sensitive", new_values."sensitive_reason", new_values."shared_to", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_c82ee ON "disclosure_item";
            CREATE  TRIGGER pgtrigger_insert_insert_c82ee
                AFTER INSERT ON "disclosure_item"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_c82ee();

            COMMENT ON TRIGGER pgtrigger_insert_insert_c82ee ON "disclosure_item" IS '6a5750b260a4369e72c4af8fb63243f96592917b';
        
--
-- Create trigger update_update on model disclosureitem
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_5a367()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_disclosureitemevent" ("comp_id", "date", "description", "digest", "entity", "holder", "id", "location", "number", "object", "op_id", "org_id", "origin", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "relevant", "relevant_reason", "restricted", "rev", "roots", "sensitive", "sensitive_reason", "shared_to", "subject_id", "wall") SELECT new_values."comp_id", new_values."date", new_values."description", new_values."digest", new_values."entity", new_values."holder", new_values."id", new_values."location", new_values."number", new_values."object", new_values."op_id", new_values."org_id", new_values."origin", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."relevant", new_values."relevant_reason", new_values."restricted", new_values."rev", new_values."roots", new_values."sensitive", new_values."sensitive_reason", new_values."shared_to", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_5a367 ON "disclosure_item";
            CREATE  TRIGGER pgtrigger_update_update_5a367
                AFTER UPDATE ON "disclosure_item"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_5a367();

            COMMENT ON TRIGGER pgtrigger_update_update_5a367 ON "disclosure_item" IS '287dfa0dbeb06a10679ce20521c63696ee066afd';
        
--
-- Create trigger append_only on model childlinkevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_d7515()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_d7515 ON "operation_childlinkevent";
            CREATE  TRIGGER pgtrigger_append_only_d7515
                BEFORE UPDATE OR DELETE ON "operation_childlinkevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_d7515();

            COMMENT ON TRIGGER pgtrigger_append_only_d7515 ON "operation_childlinkevent" IS '54da53d82433010b94a248c00f878beb339e9900';
        
--
-- Create constraint child_link_natural_key on model childlink
--
ALTER TABLE "child_link" ADD CONSTRAINT "child_link_natural_key" UNIQUE ("child_id", "subject_id", "org_id", "comp_id", "wall");
--
-- Create trigger insert_insert on model childlink
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_054e3()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_childlinkevent" ("ccc", "child_id", "comp_id", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "relation", "restricted", "rev", "roots", "shared_to", "subject_id", "wall") SELECT new_values."ccc", new_values."child_id", new_values."comp_id", new_values."id", new_values."op_id", new_values."org_id", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."relation", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_054e3 ON "child_link";
            CREATE  TRIGGER pgtrigger_insert_insert_054e3
                AFTER INSERT ON "child_link"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_054e3();

            COMMENT ON TRIGGER pgtrigger_insert_insert_054e3 ON "child_link" IS 'ba06b0207b8d64e39ad87f9477d0c40030a0d617';
        
--
-- Create trigger update_update on model childlink
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_bfbd0()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_childlinkevent" ("ccc", "child_id", "comp_id", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "relation", "restricted", "rev", "roots", "shared_to", "subject_id", "wall") SELECT new_values."ccc", new_values."child_id", new_values."comp_id", new_values."id", new_values."op_id", new_values."org_id", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."relation", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_bfbd0 ON "child_link";
            CREATE  TRIGGER pgtrigger_update_update_bfbd0
                AFTER UPDATE ON "child_link"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_bfbd0();

            COMMENT ON TRIGGER pgtrigger_update_update_bfbd0 ON "child_link" IS '08df149af680c5627978109659d73a677969b889';
        
--
-- Create trigger append_only on model chargeevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_dfa24()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_dfa24 ON "operation_chargeevent";
            CREATE  TRIGGER pgtrigger_append_only_dfa24
                BEFORE UPDATE OR DELETE ON "operation_chargeevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_dfa24();

            COMMENT ON TRIGGER pgtrigger_append_only_dfa24 ON "operation_chargeevent" IS 'ac5402b3f6dd8b03fdc41cf539aabfe0276b7bc5';
        
--
-- Create constraint charge_natural_key on model charge
--
ALTER TABLE "charge" ADD CONSTRAINT "charge_natural_key" UNIQUE ("subject_id", "offence", "n", "org_id", "comp_id", "wall");
--
-- Create constraint charge_outcome_is_known on model charge
--
ALTER TABLE "charge" ADD CONSTRAINT "charge_outcome_is_known" CHECK (("outcome" IS NULL OR "outcome" IN ('convicted', 'acquitted', 'discontinued')));
--
-- Create trigger insert_insert on model charge
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_3f74d()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_chargeevent" ("arrest_id", "charged_at", "comp_id", "id", "n", "offence", "offence_date", "op_id", "org_id", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "subject_id", "wall") SELECT new_values."arrest_id", new_values."charged_at", new_values."comp_id", new_values."id", new_values."n", new_values."offence", new_values."offence_date", new_values."op_id", new_values."org_id", new_values."outcome", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_3f74d ON "charge";
            CREATE  TRIGGER pgtrigger_insert_insert_3f74d
                AFTER INSERT ON "charge"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_3f74d();

            COMMENT ON TRIGGER pgtrigger_insert_insert_3f74d ON "charge" IS '0d7d22ddb4fdc5ba4cbe72f82cbd45f14019e6a3';
        
--
-- Create trigger update_update on model charge
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_43a52()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_chargeevent" ("arrest_id", "charged_at", "comp_id", "id", "n", "offence", "offence_date", "op_id", "org_id", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "subject_id", "wall") SELECT new_values."arrest_id", new_values."charged_at", new_values."comp_id", new_values."id", new_values."n", new_values."offence", new_values."offence_date", new_values."op_id", new_values."org_id", new_values."outcome", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_43a52 ON "charge";
            CREATE  TRIGGER pgtrigger_update_update_43a52
                AFTER UPDATE ON "charge"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_43a52();

            COMMENT ON TRIGGER pgtrigger_update_update_43a52 ON "charge" IS '24b14bb7d91678b0b29b4c46ad23d12abbfe9c2b';
        
--
-- Create trigger append_only on model arrestevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_a7512()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_a7512 ON "operation_arrestevent";
            CREATE  TRIGGER pgtrigger_append_only_a7512
                BEFORE UPDATE OR DELETE ON "operation_arrestevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_a7512();

            COMMENT ON TRIGGER pgtrigger_append_only_a7512 ON "operation_arrestevent" IS '5fd44d369176d977743990a197f6ad78477ecf13';
        
--
-- Create constraint arrest_natural_key on model arrest
--
ALTER TABLE "arrest" ADD CONSTRAINT "arrest_natural_key" UNIQUE ("subject_id", "force_id", "at", "org_id", "comp_id", "wall");
--
-- Create constraint arrest_mode_is_known on model arrest
--
ALTER TABLE "arrest" ADD CONSTRAINT "arrest_mode_is_known" CHECK (("mode" IS NULL OR "mode" IN ('bail', 'RUI', 'remand', 'none')));
--
-- Create constraint arrest_open_is_owned on model arrest
--
ALTER TABLE "arrest" ADD CONSTRAINT "arrest_open_is_owned" CHECK (("state" IN ('concluded', 'nfa') OR ("due" IS NOT NULL AND "owner_id" IS NOT NULL)));
--
-- Create trigger insert_insert on model arrest
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_6f1c0()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_arrestevent" ("at", "comp_id", "due", "force_id", "id", "mode", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "recorded_at", "recorded_by", "released_at", "restricted", "rev", "roots", "search_id", "shared_to", "state", "subject_id", "wall") SELECT new_values."at", new_values."comp_id", new_values."due", new_values."force_id", new_values."id", new_values."mode", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), 'insert', new_values."id", new_values."power", new_values."recorded_at", new_values."recorded_by", new_values."released_at", new_values."restricted", new_values."rev", new_values."roots", new_values."search_id", new_values."shared_to", new_values."state", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_6f1c0 ON "arrest";
            CREATE  TRIGGER pgtrigger_insert_insert_6f1c0
                AFTER INSERT ON "arrest"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_6f1c0();

            COMMENT ON TRIGGER pgtrigger_insert_insert_6f1c0 ON "arrest" IS '7477bd6fb4e4a7ebec3e3946a82e66a2846a207b';
        
--
-- Create trigger update_update on model arrest
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_2f7b1()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_arrestevent" ("at", "comp_id", "due", "force_id", "id", "mode", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "recorded_at", "recorded_by", "released_at", "restricted", "rev", "roots", "search_id", "shared_to", "state", "subject_id", "wall") SELECT new_values."at", new_values."comp_id", new_values."due", new_values."force_id", new_values."id", new_values."mode", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), 'update', new_values."id", new_values."power", new_values."recorded_at", new_values."recorded_by", new_values."released_at", new_values."restricted", new_values."rev", new_values."roots", new_values."search_id", new_values."shared_to", new_values."state", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_2f7b1 ON "arrest";
            CREATE  TRIGGER pgtrigger_update_update_2f7b1
                AFTER UPDATE ON "arrest"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_2f7b1();

            COMMENT ON TRIGGER pgtrigger_update_update_2f7b1 ON "arrest" IS '5c821b51686eeafdf2e195106034967cef2f745d';
        
--
-- Create constraint subject_check_natural_key on model subjectcheck
--
ALTER TABLE "subject_check" ADD CONSTRAINT "subject_check_natural_key" UNIQUE ("subject_id", "kind", "asked_at", "org_id", "comp_id", "wall");
--
-- Create constraint subject_check_of_public_office_has_two on model subjectcheck
--
ALTER TABLE "subject_check" ADD CONSTRAINT "subject_check_of_public_office_has_two" CHECK ((NOT ("kind" = 'public_office') OR ("evidence" IS NOT NULL AND "second_by_id" IS NOT NULL)));
--
-- Create trigger insert_insert on model subjectcheck
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_21d71()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_subjectcheckevent" ("asked_at", "comp_id", "evidence", "id", "kind", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prior", "recorded_at", "recorded_by", "registered", "restricted", "result", "rev", "roots", "second_by_id", "shared_to", "subject_id", "wall") SELECT new_values."asked_at", new_values."comp_id", new_values."evidence", new_values."id", new_values."kind", new_values."op_id", new_values."org_id", us_now(), 'insert', new_values."id", new_values."prior", new_values."recorded_at", new_values."recorded_by", new_values."registered", new_values."restricted", new_values."result", new_values."rev", new_values."roots", new_values."second_by_id", new_values."shared_to", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_21d71 ON "subject_check";
            CREATE  TRIGGER pgtrigger_insert_insert_21d71
                AFTER INSERT ON "subject_check"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_21d71();

            COMMENT ON TRIGGER pgtrigger_insert_insert_21d71 ON "subject_check" IS 'd603949adcc1538b32705e6eed39ea32ea0361da';
        
--
-- Create trigger update_update on model subjectcheck
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_48b58()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_subjectcheckevent" ("asked_at", "comp_id", "evidence", "id", "kind", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prior", "recorded_at", "recorded_by", "registered", "restricted", "result", "rev", "roots", "second_by_id", "shared_to", "subject_id", "wall") SELECT new_values."asked_at", new_values."comp_id", new_values."evidence", new_values."id", new_values."kind", new_values."op_id", new_values."org_id", us_now(), 'update', new_values."id", new_values."prior", new_values."recorded_at", new_values."recorded_by", new_values."registered", new_values."restricted", new_values."result", new_values."rev", new_values."roots", new_values."second_by_id", new_values."shared_to", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_48b58 ON "subject_check";
            CREATE  TRIGGER pgtrigger_update_update_48b58
                AFTER UPDATE ON "subject_check"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_48b58();

            COMMENT ON TRIGGER pgtrigger_update_update_48b58 ON "subject_check" IS 'c48c634c3161896d2a8527efb1a0c152e5043aa2';
        
--
-- Create trigger append_only on model subjectcheckevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_ff1b9()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_ff1b9 ON "operation_subjectcheckevent";
            CREATE  TRIGGER pgtrigger_append_only_ff1b9
                BEFORE UPDATE OR DELETE ON "operation_subjectcheckevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_ff1b9();

            COMMENT ON TRIGGER pgtrigger_append_only_ff1b9 ON "operation_subjectcheckevent" IS '9f3aea15772ed37640c744a810a7c30ea7faa5af';
        
--
-- Create trigger append_only on model subjectevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_2676b()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_2676b ON "operation_subjectevent";
            CREATE  TRIGGER pgtrigger_append_only_2676b
                BEFORE UPDATE OR DELETE ON "operation_subjectevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_2676b();

            COMMENT ON TRIGGER pgtrigger_append_only_2676b ON "operation_subjectevent" IS 'f71e1f243351db09f15d406bd52fc1eab7a8f9db';
        
--
-- Create index subject_link_a on field(s) a of model subjectlink
--
CREATE INDEX "subject_link_a" ON "subject_link" ("a") WHERE "state" IN ('positive', 'suggested', 'negative', 'unsure');
--
-- Create index subject_link_b on field(s) b of model subjectlink
--
CREATE INDEX "subject_link_b" ON "subject_link" ("b") WHERE "state" IN ('positive', 'suggested', 'negative', 'unsure');
--
-- Create index subject_link_offered on field(s) state, score of model subjectlink
--
CREATE INDEX "subject_link_offered" ON "subject_link" ("state", "score") WHERE "kind" = 'suggestion';
--
-- Create constraint subject_link_natural_key on model subjectlink
--
ALTER TABLE "subject_link" ADD CONSTRAINT "subject_link_natural_key" UNIQUE NULLS NOT DISTINCT ("a", "b", "kind", "via", "by_id", "at", "org_id", "comp_id", "wall");
--
-- Create constraint subject_link_is_ordered on model subjectlink
--
ALTER TABLE "subject_link" ADD CONSTRAINT "subject_link_is_ordered" CHECK ("a" < ("b"));
--
-- Create trigger insert_insert on model subjectlink
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_1f9f9()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_subjectlinkevent" ("a", "at", "b", "best_of", "by_id", "comp_id", "id", "kind", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reasons", "recorded_at", "recorded_by", "restricted", "rev", "roots", "rules", "score", "shared_to", "state", "via", "wall", "withdrawn_at") SELECT new_values."a", new_values."at", new_values."b", new_values."best_of", new_values."by_id", new_values."comp_id", new_values."id", new_values."kind", new_values."op_id", new_values."org_id", us_now(), 'insert', new_values."id", new_values."reason", new_values."reasons", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."rules", new_values."score", new_values."shared_to", new_values."state", new_values."via", new_values."wall", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_1f9f9 ON "subject_link";
            CREATE  TRIGGER pgtrigger_insert_insert_1f9f9
                AFTER INSERT ON "subject_link"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_1f9f9();

            COMMENT ON TRIGGER pgtrigger_insert_insert_1f9f9 ON "subject_link" IS 'f9223949949e77cda60b96dd0b5de6e52a51437e';
        
--
-- Create trigger update_update on model subjectlink
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_0693f()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_subjectlinkevent" ("a", "at", "b", "best_of", "by_id", "comp_id", "id", "kind", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reasons", "recorded_at", "recorded_by", "restricted", "rev", "roots", "rules", "score", "shared_to", "state", "via", "wall", "withdrawn_at") SELECT new_values."a", new_values."at", new_values."b", new_values."best_of", new_values."by_id", new_values."comp_id", new_values."id", new_values."kind", new_values."op_id", new_values."org_id", us_now(), 'update', new_values."id", new_values."reason", new_values."reasons", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."rules", new_values."score", new_values."shared_to", new_values."state", new_values."via", new_values."wall", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_0693f ON "subject_link";
            CREATE  TRIGGER pgtrigger_update_update_0693f
                AFTER UPDATE ON "subject_link"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_0693f();

            COMMENT ON TRIGGER pgtrigger_update_update_0693f ON "subject_link" IS '6c51e47318e008b0ef24cd86734a26f962e0ace5';
        
--
-- Create trigger append_only on model subjectlinkevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_0d3ad()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_0d3ad ON "operation_subjectlinkevent";
            CREATE  TRIGGER pgtrigger_append_only_0d3ad
                BEFORE UPDATE OR DELETE ON "operation_subjectlinkevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_0d3ad();

            COMMENT ON TRIGGER pgtrigger_append_only_0d3ad ON "operation_subjectlinkevent" IS '98111dd6df8bebd16a74c8ef2730ba92cb35b276';
        
--
-- Create index task_open_of_owner on field(s) owner, due of model task
--
CREATE INDEX "task_open_of_owner" ON "task" ("owner_id", "due") WHERE "state" = 'open';
--
-- Create index task_open_due on field(s) due of model task
--
CREATE INDEX "task_open_due" ON "task" ("due") WHERE "state" = 'open';
--
-- Create constraint task_natural_key on model task
--
ALTER TABLE "task" ADD CONSTRAINT "task_natural_key" UNIQUE ("object", "kind", "n", "org_id", "comp_id", "wall");
--
-- Create constraint task_level_is_on_the_ladder on model task
--
ALTER TABLE "task" ADD CONSTRAINT "task_level_is_on_the_ladder" CHECK ("level" BETWEEN 0 AND 3);
--
-- Create trigger insert_insert on model task
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_c1480()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_taskevent" ("comp_id", "done_at", "due", "entity", "id", "kind", "leased_by_id", "leased_until", "level", "n", "object", "offered_to_id", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "reminded_at", "restricted", "rev", "roots", "set_at", "shared_to", "state", "wall") SELECT new_values."comp_id", new_values."done_at", new_values."due", new_values."entity", new_values."id", new_values."kind", new_values."leased_by_id", new_values."leased_until", new_values."level", new_values."n", new_values."object", new_values."offered_to_id", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."reminded_at", new_values."restricted", new_values."rev", new_values."roots", new_values."set_at", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_c1480 ON "task";
            CREATE  TRIGGER pgtrigger_insert_insert_c1480
                AFTER INSERT ON "task"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_c1480();

            COMMENT ON TRIGGER pgtrigger_insert_insert_c1480 ON "task" IS '1fd49af40645f081ff7c837e9e71248b65e09f18';
        
--
-- Create trigger update_update on model task
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_25733()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_taskevent" ("comp_id", "done_at", "due", "entity", "id", "kind", "leased_by_id", "leased_until", "level", "n", "object", "offered_to_id", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "reminded_at", "restricted", "rev", "roots", "set_at", "shared_to", "state", "wall") SELECT new_values."comp_id", new_values."done_at", new_values."due", new_values."entity", new_values."id", new_values."kind", new_values."leased_by_id", new_values."leased_until", new_values."level", new_values."n", new_values."object", new_values."offered_to_id", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."reminded_at", new_values."restricted", new_values."rev", new_values."roots", new_values."set_at", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_25733 ON "task";
            CREATE  TRIGGER pgtrigger_update_update_25733
                AFTER UPDATE ON "task"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_25733();

            COMMENT ON TRIGGER pgtrigger_update_update_25733 ON "task" IS 'fe0eb95944bd14af85bc20c8e8a3c7892dc481c9';
        
--
-- Create trigger append_only on model taskevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_d7696()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_d7696 ON "operation_taskevent";
            CREATE  TRIGGER pgtrigger_append_only_d7696
                BEFORE UPDATE OR DELETE ON "operation_taskevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_d7696();

            COMMENT ON TRIGGER pgtrigger_append_only_d7696 ON "operation_taskevent" IS '4f3213ef64826797ca9711b71c4cf7e8aa726a9b';
        
--
-- Create index viewlog_of_user on field(s) user, at of model viewlog
--
CREATE INDEX "viewlog_of_user" ON "viewlog" ("user_id", "at");
--
-- Create trigger insert_insert on model viewlog
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_b4cfc()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_viewlogevent" ("at", "comp_id", "entity", "full_size", "id", "kind", "object", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by", "restricted", "rev", "roots", "sha256", "shared_to", "user_id", "wall") SELECT new_values."at", new_values."comp_id", new_values."entity", new_values."full_size", new_values."id", new_values."kind", new_values."object", new_values."op_id", new_values."org_id", us_now(), 'insert', new_values."id", new_values."reason", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."sha256", new_values."shared_to", new_values."user_id", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_b4cfc ON "viewlog";
            CREATE  TRIGGER pgtrigger_insert_insert_b4cfc
                AFTER INSERT ON "viewlog"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_b4cfc();

            COMMENT ON TRIGGER pgtrigger_insert_insert_b4cfc ON "viewlog" IS 'ef4da4daf9383b7c3bcf508760b59b4d40c6df52';
        
--
-- Create trigger update_update on model viewlog
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_26a3a()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_viewlogevent" ("at", "comp_id", "entity", "full_size", "id", "kind", "object", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by", "restricted", "rev", "roots", "sha256", "shared_to", "user_id", "wall") SELECT new_values."at", new_values."comp_id", new_values."entity", new_values."full_size", new_values."id", new_values."kind", new_values."object", new_values."op_id", new_values."org_id", us_now(), 'update', new_values."id", new_values."reason", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."sha256", new_values."shared_to", new_values."user_id", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_26a3a ON "viewlog";
            CREATE  TRIGGER pgtrigger_update_update_26a3a
                AFTER UPDATE ON "viewlog"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_26a3a();

            COMMENT ON TRIGGER pgtrigger_update_update_26a3a ON "viewlog" IS '7ad020b0b0e47ea2b222f885115e5ba576b07367';
        
--
-- Create trigger append_only on model viewlogevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_6cb28()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_6cb28 ON "operation_viewlogevent";
            CREATE  TRIGGER pgtrigger_append_only_6cb28
                BEFORE UPDATE OR DELETE ON "operation_viewlogevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_6cb28();

            COMMENT ON TRIGGER pgtrigger_append_only_6cb28 ON "operation_viewlogevent" IS 'eb87ac2490b323e400319b880487cc5216318704';
        
--
-- Create constraint warrant_natural_key on model warrant
--
ALTER TABLE "warrant" ADD CONSTRAINT "warrant_natural_key" UNIQUE ("force_id", "ref", "org_id", "comp_id", "wall");
--
-- Create trigger insert_insert on model warrant
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_5e5e6()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_warrantevent" ("address_text", "comp_id", "expires_at", "force_id", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "premises_id", "recorded_at", "recorded_by", "ref", "restricted", "rev", "roots", "shared_to", "wall") SELECT new_values."address_text", new_values."comp_id", new_values."expires_at", new_values."force_id", new_values."id", new_values."op_id", new_values."org_id", us_now(), 'insert', new_values."id", new_values."power", new_values."premises_id", new_values."recorded_at", new_values."recorded_by", new_values."ref", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_5e5e6 ON "warrant";
            CREATE  TRIGGER pgtrigger_insert_insert_5e5e6
                AFTER INSERT ON "warrant"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_5e5e6();

            COMMENT ON TRIGGER pgtrigger_insert_insert_5e5e6 ON "warrant" IS '6e703aab03b5c56b8c7734850ee4485f6f37df84';
        
--
-- Create trigger update_update on model warrant
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_7d986()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_warrantevent" ("address_text", "comp_id", "expires_at", "force_id", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "premises_id", "recorded_at", "recorded_by", "ref", "restricted", "rev", "roots", "shared_to", "wall") SELECT new_values."address_text", new_values."comp_id", new_values."expires_at", new_values."force_id", new_values."id", new_values."op_id", new_values."org_id", us_now(), 'update', new_values."id", new_values."power", new_values."premises_id", new_values."recorded_at", new_values."recorded_by", new_values."ref", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_7d986 ON "warrant";
            CREATE  TRIGGER pgtrigger_update_update_7d986
                AFTER UPDATE ON "warrant"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_7d986();

            COMMENT ON TRIGGER pgtrigger_update_update_7d986 ON "warrant" IS '439206150026213816532c8ce4b0f53d221b5e85';
        
--
-- Create trigger append_only on model searchevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_360df()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_360df ON "operation_searchevent";
            CREATE  TRIGGER pgtrigger_append_only_360df
                BEFORE UPDATE OR DELETE ON "operation_searchevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_360df();

            COMMENT ON TRIGGER pgtrigger_append_only_360df ON "operation_searchevent" IS 'a66241f00add46faa2adb0a3ae29e314f8456d4a';
        
--
-- Create constraint search_open_is_owned on model search
--
ALTER TABLE "search" ADD CONSTRAINT "search_open_is_owned" CHECK (("state" IN ('executed', 'aborted') OR ("due" IS NOT NULL AND "owner_id" IS NOT NULL)));
--
-- Create constraint search_executed_says_when_and_what on model search
--
ALTER TABLE "search" ADD CONSTRAINT "search_executed_says_when_and_what" CHECK ((NOT ("state" = 'executed') OR ("executed_at" IS NOT NULL AND "result" IS NOT NULL)));
--
-- Create trigger insert_insert on model search
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_882ad()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_searchevent" ("comp_id", "day", "due", "executed_at", "force_id", "id", "on_call_id", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planner_id", "power", "premises_id", "recheck_address", "recheck_at", "recheck_by_id", "recheck_unit", "recorded_at", "recorded_by", "resolutions", "restricted", "result", "rev", "roots", "services_told_at", "shared_to", "state", "subjects", "waiver", "wall", "warrant_id") SELECT new_values."comp_id", new_values."day", new_values."due", new_values."executed_at", new_values."force_id", new_values."id", new_values."on_call_id", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), 'insert', new_values."id", new_values."planner_id", new_values."power", new_values."premises_id", new_values."recheck_address", new_values."recheck_at", new_values."recheck_by_id", new_values."recheck_unit", new_values."recorded_at", new_values."recorded_by", new_values."resolutions", new_values."restricted", new_values."result", new_values."rev", new_values."roots", new_values."services_told_at", new_values."shared_to", new_values."state", new_values."subjects", new_values."waiver", new_values."wall", new_values."warrant_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_882ad ON "search";
            CREATE  TRIGGER pgtrigger_insert_insert_882ad
                AFTER INSERT ON "search"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_882ad();

            COMMENT ON TRIGGER pgtrigger_insert_insert_882ad ON "search" IS 'fd253844be08e66e8dd8b5184bfe2692f0fd4073';
        
--
-- Create trigger update_update on model search
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_a8a48()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_searchevent" ("comp_id", "day", "due", "executed_at", "force_id", "id", "on_call_id", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planner_id", "power", "premises_id", "recheck_address", "recheck_at", "recheck_by_id", "recheck_unit", "recorded_at", "recorded_by", "resolutions", "restricted", "result", "rev", "roots", "services_told_at", "shared_to", "state", "subjects", "waiver", "wall", "warrant_id") SELECT new_values."comp_id", new_values."day", new_values."due", new_values."executed_at", new_values."force_id", new_values."id", new_values."on_call_id", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), 'update', new_values."id", new_values."planner_id", new_values."power", new_values."premises_id", new_values."recheck_address", new_values."recheck_at", new_values."recheck_by_id", new_values."recheck_unit", new_values."recorded_at", new_values."recorded_by", new_values."resolutions", new_values."restricted", new_values."result", new_values."rev", new_values."roots", new_values."services_told_at", new_values."shared_to", new_values."state", new_values."subjects", new_values."waiver", new_values."wall", new_values."warrant_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_a8a48 ON "search";
            CREATE  TRIGGER pgtrigger_update_update_a8a48
                AFTER UPDATE ON "search"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_a8a48();

            COMMENT ON TRIGGER pgtrigger_update_update_a8a48 ON "search" IS 'e95c2d62af13134696a035e473e0d2958898c5b5';
        
--
-- Create trigger append_only on model warrantevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_22a7c()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_22a7c ON "operation_warrantevent";
            CREATE  TRIGGER pgtrigger_append_only_22a7c
                BEFORE UPDATE OR DELETE ON "operation_warrantevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_22a7c();

            COMMENT ON TRIGGER pgtrigger_append_only_22a7c ON "operation_warrantevent" IS '617e6771ced3e62c47c949ab4d02975380837b81';
        
--
-- Create constraint welfare_natural_key on model welfareplan
--
ALTER TABLE "welfare_plan" ADD CONSTRAINT "welfare_natural_key" UNIQUE ("about", "kind", "n", "org_id", "comp_id", "wall");
--
-- Create constraint welfare_risk_is_a_level on model welfareplan
--
ALTER TABLE "welfare_plan" ADD CONSTRAINT "welfare_risk_is_a_level" CHECK ("risk" IN ('high', 'medium', 'low', 'unknown'));
--
-- Create constraint welfare_of_a_release_is_handed_over on model welfareplan
--
ALTER TABLE "welfare_plan" ADD CONSTRAINT "welfare_of_a_release_is_handed_over" CHECK ((NOT ("kind" = 'release') OR "handover_to" IS NOT NULL));
--
-- Create constraint welfare_does_something on model welfareplan
--
ALTER TABLE "welfare_plan" ADD CONSTRAINT "welfare_does_something" CHECK (CASE WHEN "actions" IS NULL THEN NULL ELSE coalesce(array_length("actions", 1), 0) END > 0);
--
-- Create trigger insert_insert on model welfareplan
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_insert_insert_d8604()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_welfareplanevent" ("about", "actions", "comp_id", "contact_due", "contacted_at", "entity", "handed_over_at", "handover_to", "id", "kind", "n", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "risk", "roots", "shared_to", "wall") SELECT new_values."about", new_values."actions", new_values."comp_id", new_values."contact_due", new_values."contacted_at", new_values."entity", new_values."handed_over_at", new_values."handover_to", new_values."id", new_values."kind", new_values."n", new_values."op_id", new_values."org_id", us_now(), 'insert', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."risk", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_insert_insert_d8604 ON "welfare_plan";
            CREATE  TRIGGER pgtrigger_insert_insert_d8604
                AFTER INSERT ON "welfare_plan"
                
                REFERENCING NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_insert_insert_d8604();

            COMMENT ON TRIGGER pgtrigger_insert_insert_d8604 ON "welfare_plan" IS '796f976986fa1e8db8d8223b5628e69cd88969b0';
        
--
-- Create trigger update_update on model welfareplan
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_update_update_dbad2()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_welfareplanevent" ("about", "actions", "comp_id", "contact_due", "contacted_at", "entity", "handed_over_at", "handover_to", "id", "kind", "n", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "risk", "roots", "shared_to", "wall") SELECT new_values."about", new_values."actions", new_values."comp_id", new_values."contact_due", new_values."contacted_at", new_values."entity", new_values."handed_over_at", new_values."handover_to", new_values."id", new_values."kind", new_values."n", new_values."op_id", new_values."org_id", us_now(), 'update', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."risk", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_update_update_dbad2 ON "welfare_plan";
            CREATE  TRIGGER pgtrigger_update_update_dbad2
                AFTER UPDATE ON "welfare_plan"
                
                REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values 
                FOR EACH STATEMENT 
                EXECUTE PROCEDURE pgtrigger_update_update_dbad2();

            COMMENT ON TRIGGER pgtrigger_update_update_dbad2 ON "welfare_plan" IS 'fb8afb1280918b05eba1d93a916965377e2e557d';
        
--
-- Create trigger append_only on model welfareplanevent
--

            CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(
                trigger_name NAME
            )
            RETURNS BOOLEAN AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$ LANGUAGE plpgsql;

            CREATE OR REPLACE FUNCTION pgtrigger_append_only_d6e2a()
            RETURNS TRIGGER AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS pgtrigger_append_only_d6e2a ON "operation_welfareplanevent";
            CREATE  TRIGGER pgtrigger_append_only_d6e2a
                BEFORE UPDATE OR DELETE ON "operation_welfareplanevent"
                
                
                FOR EACH ROW 
                EXECUTE PROCEDURE pgtrigger_append_only_d6e2a();

            COMMENT ON TRIGGER pgtrigger_append_only_d6e2a ON "operation_welfareplanevent" IS '93e388b5e14ad36fa31d6aaf6b87681fa8e6ff49';
        
CREATE INDEX "compartment_code_ddce659e_like" ON "compartment" ("code" text_pattern_ops);
CREATE INDEX "national_picture_sha256_8a8cafe1_like" ON "national_picture" ("sha256" text_pattern_ops);
ALTER TABLE "person" ADD CONSTRAINT "person_supervisor_id_d7f13aa3_fk_person_id" FOREIGN KEY ("supervisor_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "person_pseudonym_a5d3cffb_like" ON "person" ("pseudonym" text_pattern_ops);
CREATE INDEX "person_supervisor_id_d7f13aa3" ON "person" ("supervisor_id");
ALTER TABLE "arrest" ADD CONSTRAINT "arrest_owner_id_59d7a026_fk_person_id" FOREIGN KEY ("owner_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "arrest" ADD CONSTRAINT "arrest_comp_id_406d6303_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "arrest_owner_id_59d7a026" ON "arrest" ("owner_id");
CREATE INDEX "arrest_comp_id_406d6303" ON "arrest" ("comp_id");
ALTER TABLE "breach" ADD CONSTRAINT "breach_owner_id_5234b27e_fk_person_id" FOREIGN KEY ("owner_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "breach" ADD CONSTRAINT "breach_comp_id_aa0946ba_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "breach_owner_id_5234b27e" ON "breach" ("owner_id");
CREATE INDEX "breach_comp_id_aa0946ba" ON "breach" ("comp_id");
ALTER TABLE "bulletin" ADD CONSTRAINT "bulletin_published_by_id_9bff8a9c_fk_person_id" FOREIGN KEY ("published_by_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "bulletin" ADD CONSTRAINT "bulletin_comp_id_552f1bc5_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "bulletin_published_by_id_9bff8a9c" ON "bulletin" ("published_by_id");
CREATE INDEX "bulletin_comp_id_552f1bc5" ON "bulletin" ("comp_id");
ALTER TABLE "child" ADD CONSTRAINT "child_owner_id_e410b91d_fk_person_id" FOREIGN KEY ("owner_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "child" ADD CONSTRAINT "child_comp_id_d6ab6222_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "child_code_1eb7ae5f_like" ON "child" ("code" text_pattern_ops);
CREATE INDEX "child_owner_id_e410b91d" ON "child" ("owner_id");
CREATE INDEX "child_comp_id_d6ab6222" ON "child" ("comp_id");
ALTER TABLE "child_identity" ADD CONSTRAINT "child_identity_child_id_de414f7b_fk_child_id" FOREIGN KEY ("child_id") REFERENCES "child" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "child_identity" ADD CONSTRAINT "child_identity_comp_id_33755c00_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "child_identity_child_id_de414f7b" ON "child_identity" ("child_id");
CREATE INDEX "child_identity_comp_id_33755c00" ON "child_identity" ("comp_id");
ALTER TABLE "capture" ADD CONSTRAINT "capture_comp_id_d74c21c0_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "capture_comp_id_d74c21c0" ON "capture" ("comp_id");
ALTER TABLE "deconfliction_hit" ADD CONSTRAINT "deconfliction_hit_acked_by_id_d301b9e5_fk_person_id" FOREIGN KEY ("acked_by_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "deconfliction_hit" ADD CONSTRAINT "deconfliction_hit_comp_id_1aacf92c_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "deconfliction_hit" ADD CONSTRAINT "deconfliction_hit_contact_id_7435312a_fk_person_id" FOREIGN KEY ("contact_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "deconfliction_hit" ADD CONSTRAINT "deconfliction_hit_owner_id_0496dac6_fk_person_id" FOREIGN KEY ("owner_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "deconfliction_hit" ADD CONSTRAINT "deconfliction_hit_said_by_id_b8b818b0_fk_person_id" FOREIGN KEY ("said_by_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "deconfliction_hit_acked_by_id_d301b9e5" ON "deconfliction_hit" ("acked_by_id");
CREATE INDEX "deconfliction_hit_comp_id_1aacf92c" ON "deconfliction_hit" ("comp_id");
CREATE INDEX "deconfliction_hit_contact_id_7435312a" ON "deconfliction_hit" ("contact_id");
CREATE INDEX "deconfliction_hit_owner_id_0496dac6" ON "deconfliction_hit" ("owner_id");
CREATE INDEX "deconfliction_hit_said_by_id_b8b818b0" ON "deconfliction_hit" ("said_by_id");
ALTER TABLE "exhibit" ADD CONSTRAINT "exhibit_arrest_id_90bb1ae0_fk_arrest_id" FOREIGN KEY ("arrest_id") REFERENCES "arrest" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "exhibit" ADD CONSTRAINT "exhibit_comp_id_63a77ad2_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "exhibit" ADD CONSTRAINT "exhibit_owner_id_0bd62c6d_fk_person_id" FOREIGN KEY ("owner_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "exhibit" ADD CONSTRAINT "exhibit_parent_id_56795731_fk_exhibit_id" FOREIGN KEY ("parent_id") REFERENCES "exhibit" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "exhibit_arrest_id_90bb1ae0" ON "exhibit" ("arrest_id");
CREATE INDEX "exhibit_comp_id_63a77ad2" ON "exhibit" ("comp_id");
CREATE INDEX "exhibit_owner_id_0bd62c6d" ON "exhibit" ("owner_id");
CREATE INDEX "exhibit_parent_id_56795731" ON "exhibit" ("parent_id");
ALTER TABLE "examination" ADD CONSTRAINT "examination_comp_id_f86fd639_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "examination" ADD CONSTRAINT "examination_exhibit_id_436cebb7_fk_exhibit_id" FOREIGN KEY ("exhibit_id") REFERENCES "exhibit" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "examination_comp_id_f86fd639" ON "examination" ("comp_id");
CREATE INDEX "examination_exhibit_id_436cebb7" ON "examination" ("exhibit_id");
ALTER TABLE "finding" ADD CONSTRAINT "finding_comp_id_bccb29b7_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "finding" ADD CONSTRAINT "finding_examination_id_95ea440f_fk_examination_id" FOREIGN KEY ("examination_id") REFERENCES "examination" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "finding_comp_id_bccb29b7" ON "finding" ("comp_id");
CREATE INDEX "finding_examination_id_95ea440f" ON "finding" ("examination_id");
ALTER TABLE "grade" ADD CONSTRAINT "grade_comp_id_4aba2811_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "grade" ADD CONSTRAINT "grade_grader_id_ce661633_fk_person_id" FOREIGN KEY ("grader_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "grade_comp_id_4aba2811" ON "grade" ("comp_id");
CREATE INDEX "grade_grader_id_ce661633" ON "grade" ("grader_id");
ALTER TABLE "identity_resolution" ADD CONSTRAINT "identity_resolution_capture_id_08c70758_fk_capture_id" FOREIGN KEY ("capture_id") REFERENCES "capture" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "identity_resolution" ADD CONSTRAINT "identity_resolution_comp_id_2ce48eb7_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "identity_resolution" ADD CONSTRAINT "identity_resolution_override_by1_id_b1273768_fk_person_id" FOREIGN KEY ("override_by1_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "identity_resolution" ADD CONSTRAINT "identity_resolution_override_by2_id_8d3f1325_fk_person_id" FOREIGN KEY ("override_by2_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "identity_resolution_capture_id_08c70758" ON "identity_resolution" ("capture_id");
CREATE INDEX "identity_resolution_comp_id_2ce48eb7" ON "identity_resolution" ("comp_id");
CREATE INDEX "identity_resolution_override_by1_id_b1273768" ON "identity_resolution" ("override_by1_id");
CREATE INDEX "identity_resolution_override_by2_id_8d3f1325" ON "identity_resolution" ("override_by2_id");
ALTER TABLE "corroboration" ADD CONSTRAINT "corroboration_comp_id_d2d00ad4_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "corroboration" ADD CONSTRAINT "corroboration_resolution_id_62f40f84_fk_identity_resolution_id" FOREIGN KEY ("resolution_id") REFERENCES "identity_resolution" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "corroboration_comp_id_d2d00ad4" ON "corroboration" ("comp_id");
CREATE INDEX "corroboration_resolution_id_62f40f84" ON "corroboration" ("resolution_id");
CREATE INDEX "organisation_code_ce84058e_like" ON "organisation" ("code" text_pattern_ops);
ALTER TABLE "nominal_match" ADD CONSTRAINT "nominal_match_comp_id_060f69e8_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "nominal_match" ADD CONSTRAINT "nominal_match_owner_id_95fe23d7_fk_person_id" FOREIGN KEY ("owner_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "nominal_match" ADD CONSTRAINT "nominal_match_org_id_44b783f0_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "nominal_match_comp_id_060f69e8" ON "nominal_match" ("comp_id");
CREATE INDEX "nominal_match_owner_id_95fe23d7" ON "nominal_match" ("owner_id");
CREATE INDEX "operation_gradeevent_pgh_obj_id_051a7f2a" ON "operation_gradeevent" ("pgh_obj_id");
CREATE INDEX "operation_findingevent_pgh_obj_id_bb35245d" ON "operation_findingevent" ("pgh_obj_id");
CREATE INDEX "exhibit_force_id_e00c5dd2" ON "exhibit" ("force_id");
CREATE INDEX "operation_examinationevent_pgh_obj_id_46c45283" ON "operation_examinationevent" ("pgh_obj_id");
ALTER TABLE "done_call" ADD CONSTRAINT "done_call_user_id_8d7bb996_fk_person_id" FOREIGN KEY ("user_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "done_call" ADD CONSTRAINT "done_call_org_id_dc2fc5a8_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "dissemination" ADD CONSTRAINT "dissemination_comp_id_e7c78de7_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "dissemination" ADD CONSTRAINT "dissemination_owner_id_0eaaf4a4_fk_person_id" FOREIGN KEY ("owner_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "dissemination" ADD CONSTRAINT "dissemination_force_id_99ad6533_fk_organisation_id" FOREIGN KEY ("force_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "dissemination" ADD CONSTRAINT "dissemination_org_id_56231b10_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "dissemination_comp_id_e7c78de7" ON "dissemination" ("comp_id");
CREATE INDEX "dissemination_owner_id_0eaaf4a4" ON "dissemination" ("owner_id");
CREATE INDEX "dissemination_force_id_99ad6533" ON "dissemination" ("force_id");
ALTER TABLE "disclosure_item" ADD CONSTRAINT "disclosure_item_comp_id_c9daa9f2_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "disclosure_item" ADD CONSTRAINT "disclosure_item_org_id_35a051dd_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "disclosure_item_comp_id_c9daa9f2" ON "disclosure_item" ("comp_id");
CREATE INDEX "operation_deconflictionhitevent_pgh_obj_id_cebb19be" ON "operation_deconflictionhitevent" ("pgh_obj_id");
CREATE INDEX "operation_corroborationevent_pgh_obj_id_8c2d5516" ON "operation_corroborationevent" ("pgh_obj_id");
ALTER TABLE "child_link" ADD CONSTRAINT "child_link_child_id_24af1823_fk_child_id" FOREIGN KEY ("child_id") REFERENCES "child" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "child_link" ADD CONSTRAINT "child_link_comp_id_214d4b26_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "child_link" ADD CONSTRAINT "child_link_org_id_918c1070_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "child_link_child_id_24af1823" ON "child_link" ("child_id");
CREATE INDEX "child_link_comp_id_214d4b26" ON "child_link" ("comp_id");
CREATE INDEX "operation_childidentityevent_pgh_obj_id_1db0edc8" ON "operation_childidentityevent" ("pgh_obj_id");
CREATE INDEX "operation_childevent_pgh_obj_id_601b5fed" ON "operation_childevent" ("pgh_obj_id");
ALTER TABLE "child_at_premises" ADD CONSTRAINT "child_at_premises_child_id_fc7049a0_fk_child_id" FOREIGN KEY ("child_id") REFERENCES "child" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "child_at_premises" ADD CONSTRAINT "child_at_premises_comp_id_603aacc5_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "child_at_premises" ADD CONSTRAINT "child_at_premises_org_id_fe020524_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "child_at_premises_child_id_fc7049a0" ON "child_at_premises" ("child_id");
CREATE INDEX "child_at_premises_comp_id_603aacc5" ON "child_at_premises" ("comp_id");
CREATE INDEX "child_force_id_06646950" ON "child" ("force_id");
ALTER TABLE "charge" ADD CONSTRAINT "charge_arrest_id_4213d460_fk_arrest_id" FOREIGN KEY ("arrest_id") REFERENCES "arrest" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "charge" ADD CONSTRAINT "charge_comp_id_3828907f_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "charge" ADD CONSTRAINT "charge_org_id_e2fa01fa_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "charge_arrest_id_4213d460" ON "charge" ("arrest_id");
CREATE INDEX "charge_comp_id_3828907f" ON "charge" ("comp_id");
CREATE INDEX "operation_bulletinevent_pgh_obj_id_7e6bd727" ON "operation_bulletinevent" ("pgh_obj_id");
CREATE INDEX "operation_breachevent_pgh_obj_id_3d53f29a" ON "operation_breachevent" ("pgh_obj_id");
CREATE INDEX "arrest_force_id_b274d869" ON "arrest" ("force_id");
CREATE INDEX "person_org_id_1b95e3d3" ON "person" ("org_id");
ALTER TABLE "original" ADD CONSTRAINT "original_comp_id_a321bd48_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "original" ADD CONSTRAINT "original_org_id_c4faf194_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "original_comp_id_a321bd48" ON "original" ("comp_id");
ALTER TABLE "package" ADD CONSTRAINT "package_approver_id_8856a696_fk_person_id" FOREIGN KEY ("approver_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "package" ADD CONSTRAINT "package_author_id_72c6dafb_fk_person_id" FOREIGN KEY ("author_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "package" ADD CONSTRAINT "package_comp_id_b25b5e25_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "package" ADD CONSTRAINT "package_org_id_a4c32abe_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "package" ADD CONSTRAINT "package_owner_id_8a612c6e_fk_person_id" FOREIGN KEY ("owner_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "package_approver_id_8856a696" ON "package" ("approver_id");
CREATE INDEX "package_author_id_72c6dafb" ON "package" ("author_id");
CREATE INDEX "package_comp_id_b25b5e25" ON "package" ("comp_id");
CREATE INDEX "package_owner_id_8a612c6e" ON "package" ("owner_id");
CREATE INDEX "operation_disseminationevent_pgh_obj_id_5292993d" ON "operation_disseminationevent" ("pgh_obj_id");
CREATE INDEX "dissemination_package_id_fa9d3f5c" ON "dissemination" ("package_id");
ALTER TABLE "package_file" ADD CONSTRAINT "package_file_comp_id_2bdcb917_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "package_file" ADD CONSTRAINT "package_file_org_id_22657f78_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "package_file" ADD CONSTRAINT "package_file_package_id_e5281607_fk_package_id" FOREIGN KEY ("package_id") REFERENCES "package" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "package_file_comp_id_2bdcb917" ON "package_file" ("comp_id");
CREATE INDEX "package_file_package_id_e5281607" ON "package_file" ("package_id");
ALTER TABLE "position_of_trust" ADD CONSTRAINT "position_of_trust_comp_id_a3dc6a41_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "position_of_trust" ADD CONSTRAINT "position_of_trust_org_id_b0a27cd3_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "position_of_trust_comp_id_a3dc6a41" ON "position_of_trust" ("comp_id");
ALTER TABLE "premises" ADD CONSTRAINT "premises_comp_id_5d7c78f0_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "premises" ADD CONSTRAINT "premises_force_id_a24ab990_fk_organisation_id" FOREIGN KEY ("force_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "premises" ADD CONSTRAINT "premises_org_id_94896a38_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "premises_comp_id_5d7c78f0" ON "premises" ("comp_id");
CREATE INDEX "premises_force_id_a24ab990" ON "premises" ("force_id");
CREATE INDEX "operation_identityresolutionevent_pgh_obj_id_d7d590e0" ON "operation_identityresolutionevent" ("pgh_obj_id");
CREATE INDEX "identity_resolution_premises_id_257fb639" ON "identity_resolution" ("premises_id");
CREATE INDEX "operation_childatpremisesevent_pgh_obj_id_7e39d6f5" ON "operation_childatpremisesevent" ("pgh_obj_id");
CREATE INDEX "child_at_premises_premises_id_ccf7c35a" ON "child_at_premises" ("premises_id");
CREATE INDEX "operation_premisesevent_pgh_obj_id_78615939" ON "operation_premisesevent" ("pgh_obj_id");
ALTER TABLE "preservation" ADD CONSTRAINT "preservation_capture_id_780cc7ca_fk_capture_id" FOREIGN KEY ("capture_id") REFERENCES "capture" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "preservation" ADD CONSTRAINT "preservation_comp_id_ccf14fd4_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "preservation" ADD CONSTRAINT "preservation_org_id_9d2ebf76_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "preservation" ADD CONSTRAINT "preservation_owner_id_293d7f8a_fk_person_id" FOREIGN KEY ("owner_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "preservation_capture_id_780cc7ca" ON "preservation" ("capture_id");
CREATE INDEX "preservation_comp_id_ccf14fd4" ON "preservation" ("comp_id");
CREATE INDEX "preservation_owner_id_293d7f8a" ON "preservation" ("owner_id");
CREATE INDEX "operation_preservationevent_pgh_obj_id_6b49e644" ON "operation_preservationevent" ("pgh_obj_id");
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_comp_id_6cfcf979_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_org_id_3fde4fd6_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_owner_id_b0612977_fk_person_id" FOREIGN KEY ("owner_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_proposed_by_id_2d81bc4a_fk_person_id" FOREIGN KEY ("proposed_by_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "proposal_comp_id_6cfcf979" ON "proposal" ("comp_id");
CREATE INDEX "proposal_owner_id_b0612977" ON "proposal" ("owner_id");
CREATE INDEX "proposal_proposed_by_id_2d81bc4a" ON "proposal" ("proposed_by_id");
CREATE INDEX "operation_proposalevent_pgh_obj_id_ab2837fa" ON "operation_proposalevent" ("pgh_obj_id");
ALTER TABLE "quarantined" ADD CONSTRAINT "quarantined_comp_id_992e59d8_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "quarantined" ADD CONSTRAINT "quarantined_org_id_50a84859_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "quarantined" ADD CONSTRAINT "quarantined_owner_id_c60783da_fk_person_id" FOREIGN KEY ("owner_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "quarantined" ADD CONSTRAINT "quarantined_source_id_b985bac6_fk_organisation_id" FOREIGN KEY ("source_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "quarantined_comp_id_992e59d8" ON "quarantined" ("comp_id");
CREATE INDEX "quarantined_owner_id_c60783da" ON "quarantined" ("owner_id");
CREATE INDEX "quarantined_source_id_b985bac6" ON "quarantined" ("source_id");
ALTER TABLE "reader_grant" ADD CONSTRAINT "reader_grant_user_id_409218a8_fk_person_id" FOREIGN KEY ("user_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "reader_grant_user_id_409218a8" ON "reader_grant" ("user_id");
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_comp_id_0def6638_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_dissemination_id_07ac2812_fk_dissemination_id" FOREIGN KEY ("dissemination_id") REFERENCES "dissemination" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_org_id_d96e71ad_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "receipt_comp_id_0def6638" ON "receipt" ("comp_id");
CREATE INDEX "receipt_dissemination_id_07ac2812" ON "receipt" ("dissemination_id");
CREATE INDEX "operation_receiptevent_pgh_obj_id_711ac0c6" ON "operation_receiptevent" ("pgh_obj_id");
ALTER TABLE "referral" ADD CONSTRAINT "referral_comp_id_863a057b_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "referral" ADD CONSTRAINT "referral_org_id_b43f6fbb_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "referral" ADD CONSTRAINT "referral_owner_id_72ecec19_fk_person_id" FOREIGN KEY ("owner_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "referral" ADD CONSTRAINT "referral_source_id_7d4ecf09_fk_organisation_id" FOREIGN KEY ("source_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "referral_comp_id_863a057b" ON "referral" ("comp_id");
CREATE INDEX "referral_owner_id_72ecec19" ON "referral" ("owner_id");
CREATE INDEX "referral_source_id_7d4ecf09" ON "referral" ("source_id");
CREATE INDEX "operation_quarantinedevent_pgh_obj_id_93b1fee3" ON "operation_quarantinedevent" ("pgh_obj_id");
CREATE INDEX "quarantined_repaired_as_id_e7a58329" ON "quarantined" ("repaired_as_id");
CREATE INDEX "capture_referral_id_a133d3bb" ON "capture" ("referral_id");
ALTER TABLE "referral_part" ADD CONSTRAINT "referral_part_comp_id_38770b8c_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "referral_part" ADD CONSTRAINT "referral_part_org_id_bf506bc4_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "referral_part" ADD CONSTRAINT "referral_part_referral_id_79ce6002_fk_referral_id" FOREIGN KEY ("referral_id") REFERENCES "referral" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "referral_part_comp_id_38770b8c" ON "referral_part" ("comp_id");
CREATE INDEX "referral_part_referral_id_79ce6002" ON "referral_part" ("referral_id");
CREATE INDEX "capture_part_id_c67381fc" ON "capture" ("part_id");
CREATE INDEX "operation_referralpartevent_pgh_obj_id_d09dc4cf" ON "operation_referralpartevent" ("pgh_obj_id");
ALTER TABLE "risk_assessment" ADD CONSTRAINT "risk_assessment_by_id_9342dc53_fk_person_id" FOREIGN KEY ("by_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "risk_assessment" ADD CONSTRAINT "risk_assessment_comp_id_fea24c7b_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "risk_assessment" ADD CONSTRAINT "risk_assessment_org_id_ea3e43bc_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "risk_assessment" ADD CONSTRAINT "risk_assessment_second_by_id_89fbe02e_fk_person_id" FOREIGN KEY ("second_by_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "risk_assessment_by_id_9342dc53" ON "risk_assessment" ("by_id");
CREATE INDEX "risk_assessment_comp_id_fea24c7b" ON "risk_assessment" ("comp_id");
CREATE INDEX "risk_assessment_second_by_id_89fbe02e" ON "risk_assessment" ("second_by_id");
ALTER TABLE "risk_fact" ADD CONSTRAINT "risk_fact_comp_id_685bb979_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "risk_fact" ADD CONSTRAINT "risk_fact_org_id_fc5664f9_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "risk_fact_comp_id_685bb979" ON "risk_fact" ("comp_id");
ALTER TABLE "safeguarding_action" ADD CONSTRAINT "safeguarding_action_child_id_803e347d_fk_child_id" FOREIGN KEY ("child_id") REFERENCES "child" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "safeguarding_action" ADD CONSTRAINT "safeguarding_action_comp_id_ee0cc6c7_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "safeguarding_action" ADD CONSTRAINT "safeguarding_action_org_id_cafdcbb2_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "safeguarding_action" ADD CONSTRAINT "safeguarding_action_owner_id_9df6c298_fk_person_id" FOREIGN KEY ("owner_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "safeguarding_action_child_id_803e347d" ON "safeguarding_action" ("child_id");
CREATE INDEX "safeguarding_action_comp_id_ee0cc6c7" ON "safeguarding_action" ("comp_id");
CREATE INDEX "safeguarding_action_owner_id_9df6c298" ON "safeguarding_action" ("owner_id");
CREATE INDEX "operation_safeguardingactionevent_pgh_obj_id_ccb888c4" ON "operation_safeguardingactionevent" ("pgh_obj_id");
ALTER TABLE "sealed" ADD CONSTRAINT "sealed_comp_id_4096f84e_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "sealed" ADD CONSTRAINT "sealed_dissemination_id_2e606fb2_fk_dissemination_id" FOREIGN KEY ("dissemination_id") REFERENCES "dissemination" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "sealed" ADD CONSTRAINT "sealed_org_id_b653aef7_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "sealed_comp_id_4096f84e" ON "sealed" ("comp_id");
CREATE INDEX "sealed_dissemination_id_2e606fb2" ON "sealed" ("dissemination_id");
ALTER TABLE "search" ADD CONSTRAINT "search_comp_id_2c6a5c95_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "search" ADD CONSTRAINT "search_force_id_4d2268b2_fk_organisation_id" FOREIGN KEY ("force_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "search" ADD CONSTRAINT "search_on_call_id_af3c67e4_fk_person_id" FOREIGN KEY ("on_call_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "search" ADD CONSTRAINT "search_org_id_95168610_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "search" ADD CONSTRAINT "search_owner_id_473175b3_fk_person_id" FOREIGN KEY ("owner_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "search" ADD CONSTRAINT "search_planner_id_abcb83c7_fk_person_id" FOREIGN KEY ("planner_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "search" ADD CONSTRAINT "search_premises_id_542c1c65_fk_premises_id" FOREIGN KEY ("premises_id") REFERENCES "premises" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "search" ADD CONSTRAINT "search_recheck_by_id_ce04dca6_fk_person_id" FOREIGN KEY ("recheck_by_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "search_comp_id_2c6a5c95" ON "search" ("comp_id");
CREATE INDEX "search_force_id_4d2268b2" ON "search" ("force_id");
CREATE INDEX "search_on_call_id_af3c67e4" ON "search" ("on_call_id");
CREATE INDEX "search_owner_id_473175b3" ON "search" ("owner_id");
CREATE INDEX "search_planner_id_abcb83c7" ON "search" ("planner_id");
CREATE INDEX "search_premises_id_542c1c65" ON "search" ("premises_id");
CREATE INDEX "search_recheck_by_id_ce04dca6" ON "search" ("recheck_by_id");
CREATE INDEX "operation_exhibitevent_pgh_obj_id_3af5f345" ON "operation_exhibitevent" ("pgh_obj_id");
CREATE INDEX "exhibit_search_id_3995ae6e" ON "exhibit" ("search_id");
CREATE INDEX "arrest_search_id_9f8e18e9" ON "arrest" ("search_id");
ALTER TABLE "selector" ADD CONSTRAINT "selector_comp_id_f40a97ea_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "selector" ADD CONSTRAINT "selector_org_id_4f1172a7_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "selector_comp_id_f40a97ea" ON "selector" ("comp_id");
CREATE INDEX "operation_captureevent_pgh_obj_id_13f81422" ON "operation_captureevent" ("pgh_obj_id");
CREATE INDEX "operation_selectorevent_pgh_obj_id_f7141064" ON "operation_selectorevent" ("pgh_obj_id");
ALTER TABLE "signed_manifest" ADD CONSTRAINT "signed_manifest_comp_id_4757807a_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "signed_manifest" ADD CONSTRAINT "signed_manifest_force_id_64bb27be_fk_organisation_id" FOREIGN KEY ("force_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "signed_manifest" ADD CONSTRAINT "signed_manifest_org_id_32bfde1f_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "signed_manifest" ADD CONSTRAINT "signed_manifest_package_id_c99a8fb9_fk_package_id" FOREIGN KEY ("package_id") REFERENCES "package" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "signed_manifest_comp_id_4757807a" ON "signed_manifest" ("comp_id");
CREATE INDEX "signed_manifest_force_id_64bb27be" ON "signed_manifest" ("force_id");
CREATE INDEX "signed_manifest_package_id_c99a8fb9" ON "signed_manifest" ("package_id");
CREATE INDEX "operation_signedmanifestevent_pgh_obj_id_c2f2d469" ON "operation_signedmanifestevent" ("pgh_obj_id");
ALTER TABLE "subject" ADD CONSTRAINT "subject_alias_of_id_00937cd2_fk_subject_id" FOREIGN KEY ("alias_of_id") REFERENCES "subject" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "subject" ADD CONSTRAINT "subject_comp_id_17b9725c_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "subject" ADD CONSTRAINT "subject_identified_by_id_34c9814a_fk_identity_resolution_id" FOREIGN KEY ("identified_by_id") REFERENCES "identity_resolution" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "subject" ADD CONSTRAINT "subject_lead_force_id_9ae979bd_fk_organisation_id" FOREIGN KEY ("lead_force_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "subject" ADD CONSTRAINT "subject_org_id_e00b0feb_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "subject" ADD CONSTRAINT "subject_owner_id_70dfd420_fk_person_id" FOREIGN KEY ("owner_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "subject_code_843edc95_like" ON "subject" ("code" text_pattern_ops);
CREATE INDEX "subject_alias_of_id_00937cd2" ON "subject" ("alias_of_id");
CREATE INDEX "subject_comp_id_17b9725c" ON "subject" ("comp_id");
CREATE INDEX "subject_identified_by_id_34c9814a" ON "subject" ("identified_by_id");
CREATE INDEX "subject_lead_force_id_9ae979bd" ON "subject" ("lead_force_id");
CREATE INDEX "subject_owner_id_70dfd420" ON "subject" ("owner_id");
CREATE INDEX "operation_riskfactevent_pgh_obj_id_abb2531a" ON "operation_riskfactevent" ("pgh_obj_id");
CREATE INDEX "risk_fact_subject_id_d2b1e4dd" ON "risk_fact" ("subject_id");
CREATE INDEX "operation_riskassessmentevent_pgh_obj_id_c430c429" ON "operation_riskassessmentevent" ("pgh_obj_id");
CREATE INDEX "risk_assessment_subject_id_b783b5a9" ON "risk_assessment" ("subject_id");
CREATE INDEX "operation_referralevent_pgh_obj_id_d43468c1" ON "operation_referralevent" ("pgh_obj_id");
CREATE INDEX "operation_positionoftrustevent_pgh_obj_id_f6610bfb" ON "operation_positionoftrustevent" ("pgh_obj_id");
CREATE INDEX "position_of_trust_subject_id_9fea7269" ON "position_of_trust" ("subject_id");
CREATE INDEX "operation_packageevent_pgh_obj_id_d56e3b46" ON "operation_packageevent" ("pgh_obj_id");
CREATE INDEX "package_subject_id_caf02c12" ON "package" ("subject_id");
CREATE INDEX "operation_nominalmatchevent_pgh_obj_id_7f323f8a" ON "operation_nominalmatchevent" ("pgh_obj_id");
CREATE INDEX "nominal_match_subject_id_d1405483" ON "nominal_match" ("subject_id");
CREATE INDEX "operation_disclosureitemevent_pgh_obj_id_fa402d53" ON "operation_disclosureitemevent" ("pgh_obj_id");
CREATE INDEX "disclosure_item_subject_id_aa60aa4a" ON "disclosure_item" ("subject_id");
CREATE INDEX "operation_childlinkevent_pgh_obj_id_81c126d2" ON "operation_childlinkevent" ("pgh_obj_id");
CREATE INDEX "child_link_subject_id_8a17d5b6" ON "child_link" ("subject_id");
CREATE INDEX "operation_chargeevent_pgh_obj_id_85ca84fc" ON "operation_chargeevent" ("pgh_obj_id");
CREATE INDEX "charge_subject_id_d1fff8d0" ON "charge" ("subject_id");
CREATE INDEX "operation_arrestevent_pgh_obj_id_23b441ea" ON "operation_arrestevent" ("pgh_obj_id");
CREATE INDEX "arrest_subject_id_05edd77b" ON "arrest" ("subject_id");
ALTER TABLE "subject_check" ADD CONSTRAINT "subject_check_comp_id_7f6cf574_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "subject_check" ADD CONSTRAINT "subject_check_org_id_ec1049a2_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "subject_check" ADD CONSTRAINT "subject_check_second_by_id_ecf227e6_fk_person_id" FOREIGN KEY ("second_by_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "subject_check" ADD CONSTRAINT "subject_check_subject_id_15206d9d_fk_subject_id" FOREIGN KEY ("subject_id") REFERENCES "subject" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "subject_check_comp_id_7f6cf574" ON "subject_check" ("comp_id");
CREATE INDEX "subject_check_second_by_id_ecf227e6" ON "subject_check" ("second_by_id");
CREATE INDEX "subject_check_subject_id_15206d9d" ON "subject_check" ("subject_id");
CREATE INDEX "operation_subjectcheckevent_pgh_obj_id_a2c2176d" ON "operation_subjectcheckevent" ("pgh_obj_id");
CREATE INDEX "operation_subjectevent_pgh_obj_id_e37b2036" ON "operation_subjectevent" ("pgh_obj_id");
ALTER TABLE "subject_link" ADD CONSTRAINT "subject_link_by_id_29d5713d_fk_person_id" FOREIGN KEY ("by_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "subject_link" ADD CONSTRAINT "subject_link_comp_id_e5bd365e_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "subject_link" ADD CONSTRAINT "subject_link_org_id_56bedddf_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "subject_link_by_id_29d5713d" ON "subject_link" ("by_id");
CREATE INDEX "subject_link_comp_id_e5bd365e" ON "subject_link" ("comp_id");
CREATE INDEX "operation_subjectlinkevent_pgh_obj_id_756f20d8" ON "operation_subjectlinkevent" ("pgh_obj_id");
ALTER TABLE "task" ADD CONSTRAINT "task_comp_id_d14c847f_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "task" ADD CONSTRAINT "task_leased_by_id_3f265067_fk_person_id" FOREIGN KEY ("leased_by_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "task" ADD CONSTRAINT "task_offered_to_id_eee74683_fk_person_id" FOREIGN KEY ("offered_to_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "task" ADD CONSTRAINT "task_org_id_f74c3353_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "task" ADD CONSTRAINT "task_owner_id_61ef33dc_fk_person_id" FOREIGN KEY ("owner_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "task_comp_id_d14c847f" ON "task" ("comp_id");
CREATE INDEX "task_leased_by_id_3f265067" ON "task" ("leased_by_id");
CREATE INDEX "task_offered_to_id_eee74683" ON "task" ("offered_to_id");
CREATE INDEX "task_owner_id_61ef33dc" ON "task" ("owner_id");
CREATE INDEX "operation_taskevent_pgh_obj_id_36e25eac" ON "operation_taskevent" ("pgh_obj_id");
ALTER TABLE "viewlog" ADD CONSTRAINT "viewlog_comp_id_ce142fac_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "viewlog" ADD CONSTRAINT "viewlog_org_id_d5ebd819_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "viewlog" ADD CONSTRAINT "viewlog_user_id_f9c0edf6_fk_person_id" FOREIGN KEY ("user_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "viewlog_comp_id_ce142fac" ON "viewlog" ("comp_id");
CREATE INDEX "viewlog_user_id_f9c0edf6" ON "viewlog" ("user_id");
CREATE INDEX "operation_viewlogevent_pgh_obj_id_c494b516" ON "operation_viewlogevent" ("pgh_obj_id");
ALTER TABLE "warrant" ADD CONSTRAINT "warrant_comp_id_7fb2a602_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "warrant" ADD CONSTRAINT "warrant_force_id_9010edd0_fk_organisation_id" FOREIGN KEY ("force_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "warrant" ADD CONSTRAINT "warrant_org_id_4b47da3d_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "warrant" ADD CONSTRAINT "warrant_premises_id_6ebc5099_fk_premises_id" FOREIGN KEY ("premises_id") REFERENCES "premises" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "warrant_comp_id_7fb2a602" ON "warrant" ("comp_id");
CREATE INDEX "warrant_force_id_9010edd0" ON "warrant" ("force_id");
CREATE INDEX "warrant_premises_id_6ebc5099" ON "warrant" ("premises_id");
CREATE INDEX "operation_searchevent_pgh_obj_id_b9c0224a" ON "operation_searchevent" ("pgh_obj_id");
CREATE INDEX "search_warrant_id_b1dcac6f" ON "search" ("warrant_id");
CREATE INDEX "operation_warrantevent_pgh_obj_id_e00376bb" ON "operation_warrantevent" ("pgh_obj_id");
ALTER TABLE "welfare_plan" ADD CONSTRAINT "welfare_plan_comp_id_5686e385_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "welfare_plan" ADD CONSTRAINT "welfare_plan_org_id_cb48e267_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "welfare_plan_comp_id_5686e385" ON "welfare_plan" ("comp_id");
CREATE INDEX "operation_welfareplanevent_pgh_obj_id_4ad45ba0" ON "operation_welfareplanevent" ("pgh_obj_id");
ALTER TABLE "membership" ADD CONSTRAINT "membership_comp_id_f3778c2e_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_3409a104_fk_person_id" FOREIGN KEY ("user_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "membership_comp_id_f3778c2e" ON "membership" ("comp_id");
CREATE INDEX "membership_user_id_3409a104" ON "membership" ("user_id");
ALTER TABLE "link_value" ADD CONSTRAINT "link_value_comp_id_d10960c4_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "link_value" ADD CONSTRAINT "link_value_org_id_5ea98b08_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "link_value_comp_id_d10960c4" ON "link_value" ("comp_id");
ALTER TABLE "link_node" ADD CONSTRAINT "link_node_comp_id_8da65a92_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "link_node" ADD CONSTRAINT "link_node_org_id_bce4e18f_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "link_node_comp_id_8da65a92" ON "link_node" ("comp_id");
CREATE INDEX "link_node_component" ON "link_node" ("component");
ALTER TABLE "link_carrier" ADD CONSTRAINT "link_carrier_comp_id_8b73f681_fk_compartment_id" FOREIGN KEY ("comp_id") REFERENCES "compartment" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "link_carrier" ADD CONSTRAINT "link_carrier_org_id_1e5948ed_fk_organisation_id" FOREIGN KEY ("org_id") REFERENCES "organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "link_carrier_comp_id_8b73f681" ON "link_carrier" ("comp_id");
