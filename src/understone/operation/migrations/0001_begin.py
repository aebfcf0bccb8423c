import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import understone.operation.identifiers
import uuid
from django.db import migrations, models
from understone.operation.migrating import by_sql


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = by_sql(
        "0001_begin",
        [
            migrations.CreateModel(
                name="Compartment",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    ("code", models.TextField(unique=True)),
                ],
                options={
                    "db_table": "compartment",
                },
            ),
            migrations.CreateModel(
                name="LinkRules",
                fields=[
                    ("number", models.IntegerField(primary_key=True, serialize=False)),
                    ("values", models.JSONField()),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "db_table": "link_rules",
                },
            ),
            migrations.CreateModel(
                name="NationalPicture",
                fields=[
                    ("sha256", models.TextField(primary_key=True, serialize=False)),
                    ("state", models.TextField(default="open")),
                    ("votes", models.SmallIntegerField(default=0)),
                    ("views", models.IntegerField(default=0)),
                    ("category", models.TextField(null=True)),
                    ("settled_at", models.DateTimeField(null=True)),
                ],
                options={
                    "db_table": "national_picture",
                },
            ),
            migrations.CreateModel(
                name="User",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    ("pseudonym", models.TextField(unique=True)),
                    ("roles", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                    ("rank", models.TextField(null=True)),
                    ("active", models.BooleanField(default=True)),
                    (
                        "supervisor",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="staff",
                            to="operation.user",
                        ),
                    ),
                ],
                options={
                    "db_table": "person",
                },
            ),
            migrations.CreateModel(
                name="Arrest",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("at", models.DateTimeField()),
                    ("power", models.TextField()),
                    ("mode", models.TextField(null=True)),
                    ("released_at", models.DateTimeField(null=True)),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                ],
                options={
                    "db_table": "arrest",
                },
            ),
            migrations.CreateModel(
                name="Breach",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("entity", models.TextField()),
                    ("object", models.UUIDField()),
                    ("guard", models.TextField()),
                    ("at", models.DateTimeField()),
                    ("circumstances", models.TextField()),
                    ("explanation", models.TextField(null=True)),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                ],
                options={
                    "db_table": "breach",
                },
            ),
            migrations.CreateModel(
                name="Bulletin",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("as_of", models.DateTimeField()),
                    ("audience", models.TextField()),
                    ("state", models.TextField()),
                    ("checkpoint", models.TextField()),
                    ("figures", models.JSONField()),
                    ("figures_digest", models.TextField()),
                    ("published_at", models.DateTimeField(null=True)),
                    (
                        "published_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                ],
                options={
                    "db_table": "bulletin",
                },
            ),
            migrations.CreateModel(
                name="Child",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("code", models.TextField(unique=True)),
                    ("immediate", models.TextField()),
                    ("age_band", models.TextField(null=True)),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                ],
                options={
                    "db_table": "child",
                },
            ),
            migrations.CreateModel(
                name="ChildIdentity",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("name", models.TextField(null=True)),
                    ("dob", models.DateField(null=True)),
                    ("address", models.TextField(null=True)),
                    (
                        "child",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.child"
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                ],
                options={
                    "db_table": "child_identity",
                },
            ),
            migrations.CreateModel(
                name="Capture",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("json_path", models.TextField()),
                    ("kind", models.TextField()),
                    ("value", models.TextField()),
                    ("port", models.IntegerField(null=True)),
                    ("occurred_at", models.DateTimeField(null=True)),
                    ("raw_time", models.TextField(null=True)),
                    ("offset_known", models.BooleanField()),
                    ("event", models.TextField()),
                    ("proxy", models.TextField()),
                    ("viewed_by_source", models.TextField()),
                    ("refused", models.TextField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                ],
                options={
                    "db_table": "capture",
                },
            ),
            migrations.CreateModel(
                name="DeconflictionHit",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("hit", models.UUIDField()),
                    ("acked_at", models.DateTimeField(null=True)),
                    ("said", models.TextField(null=True)),
                    ("outcome", models.TextField(null=True)),
                    (
                        "acked_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "contact",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.user"
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "said_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                ],
                options={
                    "db_table": "deconfliction_hit",
                },
            ),
            migrations.CreateModel(
                name="Exhibit",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("ref", models.TextField()),
                    ("kind", models.TextField()),
                    ("subtype", models.TextField()),
                    ("description", models.TextField(null=True)),
                    ("seal", models.TextField()),
                    ("continuity", models.JSONField(default=list)),
                    ("queued_at", models.DateTimeField(null=True)),
                    ("placed", models.JSONField(null=True)),
                    ("report_digest", models.TextField(null=True)),
                    ("disposal", models.TextField(null=True)),
                    (
                        "arrest",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="exhibits",
                            to="operation.arrest",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "parent",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="parts",
                            to="operation.exhibit",
                        ),
                    ),
                ],
                options={
                    "db_table": "exhibit",
                },
            ),
            migrations.CreateModel(
                name="Examination",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("case_file_digest", models.TextField()),
                    ("tool", models.TextField()),
                    ("known_sets", models.JSONField()),
                    ("status", models.TextField()),
                    ("counts", models.JSONField()),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "exhibit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="examinations",
                            to="operation.exhibit",
                        ),
                    ),
                ],
                options={
                    "db_table": "examination",
                },
            ),
            migrations.CreateModel(
                name="Finding",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("volume", models.TextField()),
                    ("inode", models.TextField()),
                    ("stream", models.TextField()),
                    ("path", models.TextField()),
                    ("sha256", models.TextField()),
                    ("state", models.TextField()),
                    ("match", models.TextField()),
                    (
                        "lists",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(), default=list, size=None
                        ),
                    ),
                    ("distance", models.SmallIntegerField(null=True)),
                    ("provisional", models.BooleanField()),
                    ("votes", models.SmallIntegerField(default=0)),
                    ("category", models.TextField(null=True)),
                    ("scheme", models.TextField(null=True)),
                    ("facts", models.JSONField(default=dict)),
                    ("new_material", models.BooleanField(default=False)),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "examination",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="findings",
                            to="operation.examination",
                        ),
                    ),
                ],
                options={
                    "db_table": "finding",
                },
            ),
            migrations.CreateModel(
                name="Grade",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("sha256", models.TextField()),
                    ("value", models.TextField()),
                    ("panel", models.BooleanField(default=False)),
                    ("at", models.DateTimeField()),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "grader",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.user"
                        ),
                    ),
                ],
                options={
                    "db_table": "grade",
                },
            ),
            migrations.CreateModel(
                name="IdentityResolution",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("provider", models.TextField()),
                    ("n", models.IntegerField()),
                    ("authority_ref", models.TextField()),
                    ("request_tokens", models.JSONField()),
                    ("sent_at", models.DateTimeField()),
                    ("replied_at", models.DateTimeField(null=True)),
                    ("reply_digest", models.TextField(null=True)),
                    ("reply_tokens", models.JSONField(null=True)),
                    ("lease_start", models.DateTimeField(null=True)),
                    ("lease_end", models.DateTimeField(null=True)),
                    ("subscriber", models.TextField(null=True)),
                    ("findings", models.JSONField(default=list)),
                    (
                        "corroborators",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("verdict", models.TextField(null=True)),
                    ("confidence", models.TextField(null=True)),
                    ("override_reason", models.TextField(null=True)),
                    ("override_until", models.DateTimeField(null=True)),
                    (
                        "capture",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="resolutions",
                            to="operation.capture",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "override_by1",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "override_by2",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                ],
                options={
                    "db_table": "identity_resolution",
                },
            ),
            migrations.CreateModel(
                name="Corroboration",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    (
                        "kind",
                        models.TextField(
                            choices=[
                                ("occupancy", "Occupancy"),
                                ("verified_account", "Verified Account"),
                                ("payment", "Payment"),
                                ("observation", "Observation"),
                            ]
                        ),
                    ),
                    ("source", models.TextField()),
                    ("observed_at", models.DateTimeField()),
                    ("said", models.TextField()),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "resolution",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="supports",
                            to="operation.identityresolution",
                        ),
                    ),
                ],
                options={
                    "db_table": "corroboration",
                },
            ),
            migrations.CreateModel(
                name="OperatorTable",
                fields=[
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    ("name", models.TextField()),
                    ("number", models.IntegerField()),
                    ("rows", models.JSONField()),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "db_table": "operator_table",
                    "constraints": [
                        models.UniqueConstraint(fields=("name", "number"), name="operator_table_version_is_one")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Organisation",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "kind",
                        models.TextField(choices=[("agency", "Agency"), ("force", "Force"), ("partner", "Partner")]),
                    ),
                    ("code", models.TextField(unique=True)),
                    ("name", models.TextField()),
                    ("jurisdiction", models.TextField(choices=[("EW", "Ew"), ("SC", "Sc"), ("NI", "Ni")], null=True)),
                    ("source", models.JSONField(null=True)),
                ],
                options={
                    "db_table": "organisation",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["agency", "force", "partner"])),
                            name="organisation_kind_is_known",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="NominalMatch",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("digest", models.TextField()),
                    ("file_digest", models.TextField()),
                    ("line", models.IntegerField()),
                    ("nominal", models.JSONField()),
                    ("reasons", models.JSONField()),
                    ("as_of", models.DateTimeField()),
                    ("reason", models.TextField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominal_match",
                },
            ),
            migrations.AddField(
                model_name="identityresolution",
                name="org",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="operation.organisation",
                ),
            ),
            migrations.CreateModel(
                name="GradeEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("sha256", models.TextField()),
                    ("value", models.TextField()),
                    ("panel", models.BooleanField(default=False)),
                    ("at", models.DateTimeField()),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "grader",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.grade",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="grade",
                name="org",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="operation.organisation",
                ),
            ),
            migrations.CreateModel(
                name="FindingEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("volume", models.TextField()),
                    ("inode", models.TextField()),
                    ("stream", models.TextField()),
                    ("path", models.TextField()),
                    ("sha256", models.TextField()),
                    ("state", models.TextField()),
                    ("match", models.TextField()),
                    (
                        "lists",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(), default=list, size=None
                        ),
                    ),
                    ("distance", models.SmallIntegerField(null=True)),
                    ("provisional", models.BooleanField()),
                    ("votes", models.SmallIntegerField(default=0)),
                    ("category", models.TextField(null=True)),
                    ("scheme", models.TextField(null=True)),
                    ("facts", models.JSONField(default=dict)),
                    ("new_material", models.BooleanField(default=False)),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "examination",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.examination",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.finding",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="finding",
                name="org",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="operation.organisation",
                ),
            ),
            migrations.AddField(
                model_name="exhibit",
                name="force",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.organisation"
                ),
            ),
            migrations.AddField(
                model_name="exhibit",
                name="org",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="operation.organisation",
                ),
            ),
            migrations.CreateModel(
                name="ExaminationEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("case_file_digest", models.TextField()),
                    ("tool", models.TextField()),
                    ("known_sets", models.JSONField()),
                    ("status", models.TextField()),
                    ("counts", models.JSONField()),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.examination",
                        ),
                    ),
                    (
                        "exhibit",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.exhibit",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="examination",
                name="org",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="operation.organisation",
                ),
            ),
            migrations.CreateModel(
                name="DoneCall",
                fields=[
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    ("once", models.UUIDField()),
                    ("asked", models.TextField()),
                    ("op_id", models.UUIDField()),
                    ("done_at", models.DateTimeField()),
                    ("entries", models.JSONField()),
                    (
                        "user",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "done_call",
                },
            ),
            migrations.CreateModel(
                name="Dissemination",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("n", models.IntegerField()),
                    ("sealed_digest", models.TextField()),
                    ("envelope_digest", models.TextField()),
                    ("sent_at", models.DateTimeField()),
                    ("return_reason", models.TextField(null=True)),
                    ("suggested_force", models.TextField(null=True)),
                    ("superseded_by", models.IntegerField(null=True)),
                    ("band", models.TextField()),
                    ("act_by", models.DateTimeField()),
                    ("valid_until", models.DateTimeField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "force",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.organisation"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "dissemination",
                },
            ),
            migrations.CreateModel(
                name="DisclosureItem",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("number", models.IntegerField()),
                    ("entity", models.TextField()),
                    ("object", models.UUIDField()),
                    ("description", models.TextField()),
                    ("date", models.DateField()),
                    ("origin", models.TextField()),
                    ("location", models.TextField()),
                    ("holder", models.TextField()),
                    ("sensitive", models.BooleanField(null=True)),
                    ("sensitive_reason", models.TextField(null=True)),
                    ("relevant", models.BooleanField(null=True)),
                    ("relevant_reason", models.TextField(null=True)),
                    ("digest", models.TextField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "disclosure_item",
                },
            ),
            migrations.CreateModel(
                name="DeconflictionHitEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("hit", models.UUIDField()),
                    ("acked_at", models.DateTimeField(null=True)),
                    ("said", models.TextField(null=True)),
                    ("outcome", models.TextField(null=True)),
                    (
                        "acked_by",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "contact",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.deconflictionhit",
                        ),
                    ),
                    (
                        "said_by",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="deconflictionhit",
                name="org",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="operation.organisation",
                ),
            ),
            migrations.CreateModel(
                name="CorroborationEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    (
                        "kind",
                        models.TextField(
                            choices=[
                                ("occupancy", "Occupancy"),
                                ("verified_account", "Verified Account"),
                                ("payment", "Payment"),
                                ("observation", "Observation"),
                            ]
                        ),
                    ),
                    ("source", models.TextField()),
                    ("observed_at", models.DateTimeField()),
                    ("said", models.TextField()),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.corroboration",
                        ),
                    ),
                    (
                        "resolution",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.identityresolution",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="corroboration",
                name="org",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="operation.organisation",
                ),
            ),
            migrations.AddField(
                model_name="compartment",
                name="force",
                field=models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="compartment",
                    to="operation.organisation",
                ),
            ),
            migrations.CreateModel(
                name="ChildLink",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("ccc", models.TextField()),
                    ("relation", models.TextField(null=True)),
                    (
                        "child",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="links", to="operation.child"
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "child_link",
                },
            ),
            migrations.CreateModel(
                name="ChildIdentityEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("name", models.TextField(null=True)),
                    ("dob", models.DateField(null=True)),
                    ("address", models.TextField(null=True)),
                    (
                        "child",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.child",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.childidentity",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="childidentity",
                name="org",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="operation.organisation",
                ),
            ),
            migrations.CreateModel(
                name="ChildEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("code", models.TextField()),
                    ("immediate", models.TextField()),
                    ("age_band", models.TextField(null=True)),
                    (
                        "owner",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.child",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "force",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ChildAtPremises",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    (
                        "child",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="places", to="operation.child"
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "child_at_premises",
                },
            ),
            migrations.AddField(
                model_name="child",
                name="force",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.organisation"
                ),
            ),
            migrations.AddField(
                model_name="child",
                name="org",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="operation.organisation",
                ),
            ),
            migrations.CreateModel(
                name="Charge",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("offence", models.TextField()),
                    ("n", models.IntegerField()),
                    ("charged_at", models.DateTimeField()),
                    ("offence_date", models.DateField()),
                    ("outcome", models.TextField(null=True)),
                    (
                        "arrest",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="charges",
                            to="operation.arrest",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "charge",
                },
            ),
            migrations.AddField(
                model_name="capture",
                name="org",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="operation.organisation",
                ),
            ),
            migrations.CreateModel(
                name="BulletinEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("as_of", models.DateTimeField()),
                    ("audience", models.TextField()),
                    ("state", models.TextField()),
                    ("checkpoint", models.TextField()),
                    ("figures", models.JSONField()),
                    ("figures_digest", models.TextField()),
                    ("published_at", models.DateTimeField(null=True)),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.bulletin",
                        ),
                    ),
                    (
                        "published_by",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="bulletin",
                name="org",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="operation.organisation",
                ),
            ),
            migrations.CreateModel(
                name="BreachEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("entity", models.TextField()),
                    ("object", models.UUIDField()),
                    ("guard", models.TextField()),
                    ("at", models.DateTimeField()),
                    ("circumstances", models.TextField()),
                    ("explanation", models.TextField(null=True)),
                    (
                        "owner",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.breach",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="breach",
                name="org",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="operation.organisation",
                ),
            ),
            migrations.AddField(
                model_name="arrest",
                name="force",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.organisation"
                ),
            ),
            migrations.AddField(
                model_name="arrest",
                name="org",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="operation.organisation",
                ),
            ),
            migrations.AddField(
                model_name="user",
                name="org",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="users", to="operation.organisation"
                ),
            ),
            migrations.CreateModel(
                name="Original",
                fields=[
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("digest", models.TextField()),
                    ("content", models.BinaryField()),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "original",
                },
            ),
            migrations.CreateModel(
                name="Package",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("version", models.IntegerField()),
                    ("kind", models.TextField()),
                    ("body", models.JSONField()),
                    ("basis", models.JSONField()),
                    ("valid_until", models.DateTimeField(null=True)),
                    (
                        "approver",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "author",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.user"
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                ],
                options={
                    "db_table": "package",
                },
            ),
            migrations.CreateModel(
                name="DisseminationEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("n", models.IntegerField()),
                    ("sealed_digest", models.TextField()),
                    ("envelope_digest", models.TextField()),
                    ("sent_at", models.DateTimeField()),
                    ("return_reason", models.TextField(null=True)),
                    ("suggested_force", models.TextField(null=True)),
                    ("superseded_by", models.IntegerField(null=True)),
                    ("band", models.TextField()),
                    ("act_by", models.DateTimeField()),
                    ("valid_until", models.DateTimeField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.dissemination",
                        ),
                    ),
                    (
                        "force",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "package",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.package",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="dissemination",
                name="package",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="disseminations", to="operation.package"
                ),
            ),
            migrations.CreateModel(
                name="PackageFile",
                fields=[
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("created", models.DateTimeField()),
                    ("path", models.TextField()),
                    ("digest", models.TextField()),
                    ("content", models.BinaryField()),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "package",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="files", to="operation.package"
                        ),
                    ),
                ],
                options={
                    "db_table": "package_file",
                },
            ),
            migrations.CreateModel(
                name="PositionOfTrust",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("kind", models.TextField()),
                    ("employer", models.TextField()),
                    ("current", models.TextField()),
                    ("verified_at", models.DateTimeField(null=True)),
                    ("lado_at", models.DateTimeField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "position_of_trust",
                },
            ),
            migrations.CreateModel(
                name="Premises",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("uprn", models.TextField(null=True)),
                    ("address", models.TextField()),
                    ("unit", models.TextField(null=True)),
                    ("lad", models.TextField(null=True)),
                    ("multi_unit", models.TextField()),
                    ("children", models.TextField()),
                    ("children_source", models.TextField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "force",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "premises",
                },
            ),
            migrations.CreateModel(
                name="IdentityResolutionEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("provider", models.TextField()),
                    ("n", models.IntegerField()),
                    ("authority_ref", models.TextField()),
                    ("request_tokens", models.JSONField()),
                    ("sent_at", models.DateTimeField()),
                    ("replied_at", models.DateTimeField(null=True)),
                    ("reply_digest", models.TextField(null=True)),
                    ("reply_tokens", models.JSONField(null=True)),
                    ("lease_start", models.DateTimeField(null=True)),
                    ("lease_end", models.DateTimeField(null=True)),
                    ("subscriber", models.TextField(null=True)),
                    ("findings", models.JSONField(default=list)),
                    (
                        "corroborators",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("verdict", models.TextField(null=True)),
                    ("confidence", models.TextField(null=True)),
                    ("override_reason", models.TextField(null=True)),
                    ("override_until", models.DateTimeField(null=True)),
                    (
                        "capture",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.capture",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "override_by1",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "override_by2",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.identityresolution",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "premises",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.premises",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="identityresolution",
                name="premises",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="resolutions",
                    to="operation.premises",
                ),
            ),
            migrations.CreateModel(
                name="ChildAtPremisesEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    (
                        "child",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.child",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.childatpremises",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "premises",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.premises",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="childatpremises",
                name="premises",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="children_there", to="operation.premises"
                ),
            ),
            migrations.CreateModel(
                name="PremisesEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("uprn", models.TextField(null=True)),
                    ("address", models.TextField()),
                    ("unit", models.TextField(null=True)),
                    ("lad", models.TextField(null=True)),
                    ("multi_unit", models.TextField()),
                    ("children", models.TextField()),
                    ("children_source", models.TextField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "force",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.premises",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Preservation",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("provider", models.TextField()),
                    ("authority_ref", models.TextField()),
                    ("expires_at", models.DateTimeField()),
                    ("confirmed_at", models.DateTimeField(null=True)),
                    (
                        "capture",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="preservations",
                            to="operation.capture",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                ],
                options={
                    "db_table": "preservation",
                },
            ),
            migrations.CreateModel(
                name="PreservationEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("provider", models.TextField()),
                    ("authority_ref", models.TextField()),
                    ("expires_at", models.DateTimeField()),
                    ("confirmed_at", models.DateTimeField(null=True)),
                    (
                        "capture",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.capture",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.preservation",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Proposal",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("entity", models.TextField()),
                    ("object", models.UUIDField()),
                    ("action", models.TextField()),
                    ("payload", models.JSONField()),
                    ("reason", models.TextField()),
                    ("seen_rev", models.IntegerField()),
                    ("proposed_role", models.TextField()),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "proposed_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.user"
                        ),
                    ),
                ],
                options={
                    "db_table": "proposal",
                },
            ),
            migrations.CreateModel(
                name="ProposalEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("entity", models.TextField()),
                    ("object", models.UUIDField()),
                    ("action", models.TextField()),
                    ("payload", models.JSONField()),
                    ("reason", models.TextField()),
                    ("seen_rev", models.IntegerField()),
                    ("proposed_role", models.TextField()),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.proposal",
                        ),
                    ),
                    (
                        "proposed_by",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Quarantined",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("received_at", models.DateTimeField()),
                    ("original_digest", models.TextField()),
                    ("place", models.TextField()),
                    ("error_code", models.TextField()),
                    ("error_text", models.TextField()),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "source",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.organisation"
                        ),
                    ),
                ],
                options={
                    "db_table": "quarantined",
                },
            ),
            migrations.CreateModel(
                name="ReaderGrant",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    ("subject", models.UUIDField()),
                    ("until", models.DateTimeField()),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.user"
                        ),
                    ),
                ],
                options={
                    "db_table": "reader_grant",
                },
            ),
            migrations.CreateModel(
                name="Receipt",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("seq", models.IntegerField()),
                    ("state", models.TextField()),
                    ("at", models.DateTimeField()),
                    ("envelope_digest", models.TextField()),
                    ("prev", models.TextField(null=True)),
                    ("digest", models.TextField()),
                    ("signature", models.TextField()),
                    ("envelope", models.TextField()),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "dissemination",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="receipts",
                            to="operation.dissemination",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "receipt",
                },
            ),
            migrations.CreateModel(
                name="ReceiptEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("seq", models.IntegerField()),
                    ("state", models.TextField()),
                    ("at", models.DateTimeField()),
                    ("envelope_digest", models.TextField()),
                    ("prev", models.TextField(null=True)),
                    ("digest", models.TextField()),
                    ("signature", models.TextField()),
                    ("envelope", models.TextField()),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "dissemination",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.dissemination",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.receipt",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Referral",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("source_ref", models.TextField(null=True)),
                    ("received_at", models.DateTimeField()),
                    ("original_digest", models.TextField()),
                    ("content_digest", models.TextField()),
                    ("format", models.TextField()),
                    ("parsed", models.JSONField()),
                    ("notes", models.JSONField(default=list)),
                    ("source_eval", models.SmallIntegerField(null=True)),
                    ("intel", models.TextField(null=True)),
                    ("handling", models.TextField(null=True)),
                    ("conditions", models.TextField(null=True)),
                    ("urgent", models.BooleanField(default=False)),
                    ("child_named", models.BooleanField(default=False)),
                    ("closing_reason", models.TextField(null=True)),
                    ("node", models.BinaryField()),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "source",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.organisation"
                        ),
                    ),
                ],
                options={
                    "db_table": "referral",
                },
            ),
            migrations.CreateModel(
                name="QuarantinedEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("received_at", models.DateTimeField()),
                    ("original_digest", models.TextField()),
                    ("place", models.TextField()),
                    ("error_code", models.TextField()),
                    ("error_text", models.TextField()),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.quarantined",
                        ),
                    ),
                    (
                        "source",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "repaired_as",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.referral",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="quarantined",
                name="repaired_as",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="repaired_from",
                    to="operation.referral",
                ),
            ),
            migrations.AddField(
                model_name="capture",
                name="referral",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="captures", to="operation.referral"
                ),
            ),
            migrations.CreateModel(
                name="ReferralPart",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("received_at", models.DateTimeField()),
                    ("original_digest", models.TextField()),
                    ("content_digest", models.TextField()),
                    ("format", models.TextField()),
                    ("parsed", models.JSONField()),
                    ("notes", models.JSONField(default=list)),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "referral",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="operation.referral"
                        ),
                    ),
                ],
                options={
                    "db_table": "referral_part",
                },
            ),
            migrations.AddField(
                model_name="capture",
                name="part",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="captures",
                    to="operation.referralpart",
                ),
            ),
            migrations.CreateModel(
                name="ReferralPartEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("received_at", models.DateTimeField()),
                    ("original_digest", models.TextField()),
                    ("content_digest", models.TextField()),
                    ("format", models.TextField()),
                    ("parsed", models.JSONField()),
                    ("notes", models.JSONField(default=list)),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.referralpart",
                        ),
                    ),
                    (
                        "referral",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.referral",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="RiskAssessment",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("n", models.IntegerField()),
                    ("model", models.TextField()),
                    ("factors", models.JSONField()),
                    ("score", models.IntegerField()),
                    ("computed", models.TextField()),
                    ("unknowns", models.JSONField()),
                    ("diff", models.JSONField()),
                    ("computed_at", models.DateTimeField()),
                    ("band", models.TextField()),
                    ("since", models.DateTimeField()),
                    ("act_by", models.DateTimeField()),
                    ("confirmed", models.TextField(null=True)),
                    ("confirmed_at", models.DateTimeField(null=True)),
                    ("reason", models.TextField(null=True)),
                    (
                        "by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "second_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                ],
                options={
                    "db_table": "risk_assessment",
                },
            ),
            migrations.CreateModel(
                name="RiskFact",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("factor", models.TextField()),
                    ("value", models.TextField()),
                    ("evidence", models.TextField()),
                    ("stated_at", models.DateTimeField()),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "risk_fact",
                },
            ),
            migrations.CreateModel(
                name="SafeguardingAction",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("kind", models.TextField()),
                    ("n", models.IntegerField()),
                    ("partner", models.TextField()),
                    ("done_at", models.DateTimeField(null=True)),
                    ("result", models.TextField(null=True)),
                    (
                        "child",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="operation.child"
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                ],
                options={
                    "db_table": "safeguarding_action",
                },
            ),
            migrations.CreateModel(
                name="SafeguardingActionEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("kind", models.TextField()),
                    ("n", models.IntegerField()),
                    ("partner", models.TextField()),
                    ("done_at", models.DateTimeField(null=True)),
                    ("result", models.TextField(null=True)),
                    (
                        "child",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.child",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.safeguardingaction",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Sealed",
                fields=[
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("digest", models.TextField()),
                    ("content", models.BinaryField()),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "dissemination",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sealed",
                            to="operation.dissemination",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "sealed",
                },
            ),
            migrations.CreateModel(
                name="Search",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("power", models.TextField()),
                    ("subjects", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                    ("day", models.DateField()),
                    (
                        "resolutions",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("recheck_at", models.DateTimeField(null=True)),
                    ("recheck_address", models.TextField(null=True)),
                    ("recheck_unit", models.TextField(null=True)),
                    ("services_told_at", models.DateTimeField(null=True)),
                    ("waiver", models.JSONField(null=True)),
                    ("executed_at", models.DateTimeField(null=True)),
                    ("result", models.TextField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "force",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.organisation"
                        ),
                    ),
                    (
                        "on_call",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "planner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.user"
                        ),
                    ),
                    (
                        "premises",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="searches",
                            to="operation.premises",
                        ),
                    ),
                    (
                        "recheck_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                ],
                options={
                    "db_table": "search",
                },
            ),
            migrations.CreateModel(
                name="ExhibitEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("ref", models.TextField()),
                    ("kind", models.TextField()),
                    ("subtype", models.TextField()),
                    ("description", models.TextField(null=True)),
                    ("seal", models.TextField()),
                    ("continuity", models.JSONField(default=list)),
                    ("queued_at", models.DateTimeField(null=True)),
                    ("placed", models.JSONField(null=True)),
                    ("report_digest", models.TextField(null=True)),
                    ("disposal", models.TextField(null=True)),
                    (
                        "arrest",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.arrest",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "parent",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.exhibit",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.exhibit",
                        ),
                    ),
                    (
                        "force",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "search",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.search",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="exhibit",
                name="search",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="exhibits",
                    to="operation.search",
                ),
            ),
            migrations.AddField(
                model_name="arrest",
                name="search",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="arrests",
                    to="operation.search",
                ),
            ),
            migrations.CreateModel(
                name="Selector",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("kind", models.TextField()),
                    ("normal", models.TextField()),
                    (
                        "raw",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(), default=list, size=None
                        ),
                    ),
                    ("verified", models.TextField()),
                    ("strength", models.TextField()),
                    ("degree", models.IntegerField(default=0)),
                    ("capped", models.BooleanField(default=False)),
                    ("confusable", models.BooleanField(default=False)),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "selector",
                },
            ),
            migrations.CreateModel(
                name="CaptureEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("json_path", models.TextField()),
                    ("kind", models.TextField()),
                    ("value", models.TextField()),
                    ("port", models.IntegerField(null=True)),
                    ("occurred_at", models.DateTimeField(null=True)),
                    ("raw_time", models.TextField(null=True)),
                    ("offset_known", models.BooleanField()),
                    ("event", models.TextField()),
                    ("proxy", models.TextField()),
                    ("viewed_by_source", models.TextField()),
                    ("refused", models.TextField(null=True)),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.capture",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "referral",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.referral",
                        ),
                    ),
                    (
                        "part",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.referralpart",
                        ),
                    ),
                    (
                        "selector",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.selector",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="capture",
                name="selector",
                field=models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="captures",
                    to="operation.selector",
                ),
            ),
            migrations.CreateModel(
                name="SelectorEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("kind", models.TextField()),
                    ("normal", models.TextField()),
                    (
                        "raw",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(), default=list, size=None
                        ),
                    ),
                    ("verified", models.TextField()),
                    ("strength", models.TextField()),
                    ("degree", models.IntegerField(default=0)),
                    ("capped", models.BooleanField(default=False)),
                    ("confusable", models.BooleanField(default=False)),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.selector",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="SignedManifest",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("dissemination", models.UUIDField()),
                    ("n", models.IntegerField()),
                    ("created", models.DateTimeField()),
                    ("files_of", models.DateTimeField()),
                    ("manifest", models.TextField()),
                    ("signatures", models.JSONField()),
                    ("void", models.BooleanField(default=False)),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "force",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.organisation"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "package",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="manifests",
                            to="operation.package",
                        ),
                    ),
                ],
                options={
                    "db_table": "signed_manifest",
                },
            ),
            migrations.CreateModel(
                name="SignedManifestEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("dissemination", models.UUIDField()),
                    ("n", models.IntegerField()),
                    ("created", models.DateTimeField()),
                    ("files_of", models.DateTimeField()),
                    ("manifest", models.TextField()),
                    ("signatures", models.JSONField()),
                    ("void", models.BooleanField(default=False)),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "force",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "package",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.package",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.signedmanifest",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Subject",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("code", models.TextField(unique=True)),
                    ("name", models.TextField(null=True)),
                    ("dob", models.DateField(null=True)),
                    ("restricted_kind", models.TextField(null=True)),
                    ("lead_rule", models.TextField(null=True)),
                    ("basis_changed", models.BooleanField(default=False)),
                    ("contradiction", models.BooleanField(default=False)),
                    ("oversized", models.BooleanField(default=False)),
                    ("accepted_size", models.IntegerField(null=True)),
                    ("category", models.TextField(default="unconfirmed")),
                    ("basis", models.TextField(default="assessment")),
                    (
                        "alias_of",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="aliases",
                            to="operation.subject",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "identified_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.identityresolution",
                        ),
                    ),
                    (
                        "lead_force",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                ],
                options={
                    "db_table": "subject",
                },
            ),
            migrations.CreateModel(
                name="RiskFactEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("factor", models.TextField()),
                    ("value", models.TextField()),
                    ("evidence", models.TextField()),
                    ("stated_at", models.DateTimeField()),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.riskfact",
                        ),
                    ),
                    (
                        "subject",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.subject",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="riskfact",
                name="subject",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="risk_facts", to="operation.subject"
                ),
            ),
            migrations.CreateModel(
                name="RiskAssessmentEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("n", models.IntegerField()),
                    ("model", models.TextField()),
                    ("factors", models.JSONField()),
                    ("score", models.IntegerField()),
                    ("computed", models.TextField()),
                    ("unknowns", models.JSONField()),
                    ("diff", models.JSONField()),
                    ("computed_at", models.DateTimeField()),
                    ("band", models.TextField()),
                    ("since", models.DateTimeField()),
                    ("act_by", models.DateTimeField()),
                    ("confirmed", models.TextField(null=True)),
                    ("confirmed_at", models.DateTimeField(null=True)),
                    ("reason", models.TextField(null=True)),
                    (
                        "by",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.riskassessment",
                        ),
                    ),
                    (
                        "second_by",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "subject",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.subject",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="riskassessment",
                name="subject",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="assessments", to="operation.subject"
                ),
            ),
            migrations.CreateModel(
                name="ReferralEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("source_ref", models.TextField(null=True)),
                    ("received_at", models.DateTimeField()),
                    ("original_digest", models.TextField()),
                    ("content_digest", models.TextField()),
                    ("format", models.TextField()),
                    ("parsed", models.JSONField()),
                    ("notes", models.JSONField(default=list)),
                    ("source_eval", models.SmallIntegerField(null=True)),
                    ("intel", models.TextField(null=True)),
                    ("handling", models.TextField(null=True)),
                    ("conditions", models.TextField(null=True)),
                    ("urgent", models.BooleanField(default=False)),
                    ("child_named", models.BooleanField(default=False)),
                    ("closing_reason", models.TextField(null=True)),
                    ("node", models.BinaryField()),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.referral",
                        ),
                    ),
                    (
                        "source",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "subject",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.subject",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="referral",
                name="subject",
                field=models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="referrals",
                    to="operation.subject",
                ),
            ),
            migrations.CreateModel(
                name="PositionOfTrustEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("kind", models.TextField()),
                    ("employer", models.TextField()),
                    ("current", models.TextField()),
                    ("verified_at", models.DateTimeField(null=True)),
                    ("lado_at", models.DateTimeField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.positionoftrust",
                        ),
                    ),
                    (
                        "subject",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.subject",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="positionoftrust",
                name="subject",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="positions", to="operation.subject"
                ),
            ),
            migrations.CreateModel(
                name="PackageEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("version", models.IntegerField()),
                    ("kind", models.TextField()),
                    ("body", models.JSONField()),
                    ("basis", models.JSONField()),
                    ("valid_until", models.DateTimeField(null=True)),
                    (
                        "approver",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "author",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.package",
                        ),
                    ),
                    (
                        "subject",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.subject",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="package",
                name="subject",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="packages", to="operation.subject"
                ),
            ),
            migrations.CreateModel(
                name="NominalMatchEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("digest", models.TextField()),
                    ("file_digest", models.TextField()),
                    ("line", models.IntegerField()),
                    ("nominal", models.JSONField()),
                    ("reasons", models.JSONField()),
                    ("as_of", models.DateTimeField()),
                    ("reason", models.TextField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.nominalmatch",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "subject",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.subject",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="nominalmatch",
                name="subject",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="nominal_matches", to="operation.subject"
                ),
            ),
            migrations.CreateModel(
                name="DisclosureItemEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("number", models.IntegerField()),
                    ("entity", models.TextField()),
                    ("object", models.UUIDField()),
                    ("description", models.TextField()),
                    ("date", models.DateField()),
                    ("origin", models.TextField()),
                    ("location", models.TextField()),
                    ("holder", models.TextField()),
                    ("sensitive", models.BooleanField(null=True)),
                    ("sensitive_reason", models.TextField(null=True)),
                    ("relevant", models.BooleanField(null=True)),
                    ("relevant_reason", models.TextField(null=True)),
                    ("digest", models.TextField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.disclosureitem",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "subject",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.subject",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="disclosureitem",
                name="subject",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.subject"
                ),
            ),
            migrations.CreateModel(
                name="ChildLinkEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("ccc", models.TextField()),
                    ("relation", models.TextField(null=True)),
                    (
                        "child",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.child",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.childlink",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "subject",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.subject",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="childlink",
                name="subject",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="children", to="operation.subject"
                ),
            ),
            migrations.CreateModel(
                name="ChargeEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("offence", models.TextField()),
                    ("n", models.IntegerField()),
                    ("charged_at", models.DateTimeField()),
                    ("offence_date", models.DateField()),
                    ("outcome", models.TextField(null=True)),
                    (
                        "arrest",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.arrest",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.charge",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "subject",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.subject",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="charge",
                name="subject",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="charges", to="operation.subject"
                ),
            ),
            migrations.CreateModel(
                name="ArrestEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("at", models.DateTimeField()),
                    ("power", models.TextField()),
                    ("mode", models.TextField(null=True)),
                    ("released_at", models.DateTimeField(null=True)),
                    (
                        "owner",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.arrest",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "force",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "search",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.search",
                        ),
                    ),
                    (
                        "subject",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.subject",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="arrest",
                name="subject",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="arrests", to="operation.subject"
                ),
            ),
            migrations.CreateModel(
                name="SubjectCheck",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("kind", models.TextField()),
                    ("asked_at", models.DateTimeField()),
                    ("result", models.TextField()),
                    ("registered", models.TextField(null=True)),
                    ("prior", models.TextField(null=True)),
                    ("evidence", models.TextField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "second_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "subject",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="operation.subject"
                        ),
                    ),
                ],
                options={
                    "db_table": "subject_check",
                },
            ),
            migrations.CreateModel(
                name="SubjectCheckEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("kind", models.TextField()),
                    ("asked_at", models.DateTimeField()),
                    ("result", models.TextField()),
                    ("registered", models.TextField(null=True)),
                    ("prior", models.TextField(null=True)),
                    ("evidence", models.TextField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.subjectcheck",
                        ),
                    ),
                    (
                        "second_by",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "subject",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.subject",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="SubjectEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("code", models.TextField()),
                    ("name", models.TextField(null=True)),
                    ("dob", models.DateField(null=True)),
                    ("restricted_kind", models.TextField(null=True)),
                    ("lead_rule", models.TextField(null=True)),
                    ("basis_changed", models.BooleanField(default=False)),
                    ("contradiction", models.BooleanField(default=False)),
                    ("oversized", models.BooleanField(default=False)),
                    ("accepted_size", models.IntegerField(null=True)),
                    ("category", models.TextField(default="unconfirmed")),
                    ("basis", models.TextField(default="assessment")),
                    (
                        "alias_of",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.subject",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "identified_by",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.identityresolution",
                        ),
                    ),
                    (
                        "lead_force",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.subject",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="SubjectLink",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    (
                        "kind",
                        models.TextField(
                            choices=[("edge", "Edge"), ("suggestion", "Suggestion"), ("judgement", "Judgement")]
                        ),
                    ),
                    ("a", models.BinaryField()),
                    ("b", models.BinaryField()),
                    ("via", models.TextField()),
                    ("state", models.TextField()),
                    ("reasons", models.JSONField(default=list)),
                    ("score", models.IntegerField(default=0)),
                    ("best_of", models.JSONField(default=list)),
                    ("rules", models.IntegerField(default=0)),
                    ("reason", models.TextField(null=True)),
                    ("at", models.DateTimeField()),
                    ("withdrawn_at", models.DateTimeField(null=True)),
                    (
                        "by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "subject_link",
                },
            ),
            migrations.CreateModel(
                name="SubjectLinkEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    (
                        "kind",
                        models.TextField(
                            choices=[("edge", "Edge"), ("suggestion", "Suggestion"), ("judgement", "Judgement")]
                        ),
                    ),
                    ("a", models.BinaryField()),
                    ("b", models.BinaryField()),
                    ("via", models.TextField()),
                    ("state", models.TextField()),
                    ("reasons", models.JSONField(default=list)),
                    ("score", models.IntegerField(default=0)),
                    ("best_of", models.JSONField(default=list)),
                    ("rules", models.IntegerField(default=0)),
                    ("reason", models.TextField(null=True)),
                    ("at", models.DateTimeField()),
                    ("withdrawn_at", models.DateTimeField(null=True)),
                    (
                        "by",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.subjectlink",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Task",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("entity", models.TextField()),
                    ("object", models.UUIDField()),
                    ("kind", models.TextField()),
                    ("n", models.IntegerField(default=1)),
                    ("state", models.TextField()),
                    ("set_at", models.DateTimeField()),
                    ("due", models.DateTimeField()),
                    ("level", models.SmallIntegerField(default=0)),
                    ("reminded_at", models.DateTimeField(null=True)),
                    ("leased_until", models.DateTimeField(null=True)),
                    ("done_at", models.DateTimeField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "leased_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "offered_to",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="operation.user"
                        ),
                    ),
                ],
                options={
                    "db_table": "task",
                },
            ),
            migrations.CreateModel(
                name="TaskEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("entity", models.TextField()),
                    ("object", models.UUIDField()),
                    ("kind", models.TextField()),
                    ("n", models.IntegerField(default=1)),
                    ("state", models.TextField()),
                    ("set_at", models.DateTimeField()),
                    ("due", models.DateTimeField()),
                    ("level", models.SmallIntegerField(default=0)),
                    ("reminded_at", models.DateTimeField(null=True)),
                    ("leased_until", models.DateTimeField(null=True)),
                    ("done_at", models.DateTimeField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "leased_by",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "offered_to",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.task",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Viewlog",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("entity", models.TextField()),
                    ("object", models.UUIDField()),
                    ("kind", models.TextField()),
                    ("full_size", models.BooleanField(default=False)),
                    ("sha256", models.TextField(null=True)),
                    ("reason", models.TextField()),
                    ("at", models.DateTimeField()),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.user"
                        ),
                    ),
                ],
                options={
                    "db_table": "viewlog",
                },
            ),
            migrations.CreateModel(
                name="ViewlogEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("entity", models.TextField()),
                    ("object", models.UUIDField()),
                    ("kind", models.TextField()),
                    ("full_size", models.BooleanField(default=False)),
                    ("sha256", models.TextField(null=True)),
                    ("reason", models.TextField()),
                    ("at", models.DateTimeField()),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.viewlog",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Warrant",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("ref", models.TextField()),
                    ("power", models.TextField()),
                    ("address_text", models.TextField()),
                    ("expires_at", models.DateTimeField()),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "force",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.organisation"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "premises",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="warrants",
                            to="operation.premises",
                        ),
                    ),
                ],
                options={
                    "db_table": "warrant",
                },
            ),
            migrations.CreateModel(
                name="SearchEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("state", models.TextField()),
                    ("due", models.DateTimeField(null=True)),
                    ("power", models.TextField()),
                    ("subjects", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                    ("day", models.DateField()),
                    (
                        "resolutions",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("recheck_at", models.DateTimeField(null=True)),
                    ("recheck_address", models.TextField(null=True)),
                    ("recheck_unit", models.TextField(null=True)),
                    ("services_told_at", models.DateTimeField(null=True)),
                    ("waiver", models.JSONField(null=True)),
                    ("executed_at", models.DateTimeField(null=True)),
                    ("result", models.TextField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "force",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "on_call",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.search",
                        ),
                    ),
                    (
                        "planner",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "premises",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.premises",
                        ),
                    ),
                    (
                        "recheck_by",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.user",
                        ),
                    ),
                    (
                        "warrant",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.warrant",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="search",
                name="warrant",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="searches",
                    to="operation.warrant",
                ),
            ),
            migrations.CreateModel(
                name="WarrantEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("ref", models.TextField()),
                    ("power", models.TextField()),
                    ("address_text", models.TextField()),
                    ("expires_at", models.DateTimeField()),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "force",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.warrant",
                        ),
                    ),
                    (
                        "premises",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.premises",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="WelfarePlan",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id,
                            editable=False,
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("kind", models.TextField()),
                    ("entity", models.TextField()),
                    ("about", models.UUIDField()),
                    ("n", models.IntegerField()),
                    ("risk", models.TextField()),
                    ("actions", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                    ("contact_due", models.DateTimeField()),
                    ("handover_to", models.TextField(null=True)),
                    ("handed_over_at", models.DateTimeField(null=True)),
                    ("contacted_at", models.DateTimeField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "welfare_plan",
                },
            ),
            migrations.CreateModel(
                name="WelfarePlanEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "id",
                        models.UUIDField(
                            default=understone.operation.identifiers.new_id, editable=False, serialize=False
                        ),
                    ),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("rev", models.IntegerField(default=1)),
                    ("op_id", models.UUIDField()),
                    ("recorded_at", models.DateTimeField()),
                    ("recorded_by", models.UUIDField()),
                    ("kind", models.TextField()),
                    ("entity", models.TextField()),
                    ("about", models.UUIDField()),
                    ("n", models.IntegerField()),
                    ("risk", models.TextField()),
                    ("actions", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                    ("contact_due", models.DateTimeField()),
                    ("handover_to", models.TextField(null=True)),
                    ("handed_over_at", models.DateTimeField(null=True)),
                    ("contacted_at", models.DateTimeField(null=True)),
                    (
                        "comp",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.compartment",
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="operation.organisation",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="operation.welfareplan",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Membership",
                fields=[
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    ("until", models.DateTimeField()),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="operation.user"
                        ),
                    ),
                ],
                options={
                    "db_table": "membership",
                    "constraints": [models.UniqueConstraint(fields=("user", "comp"), name="membership_is_one")],
                },
            ),
            migrations.CreateModel(
                name="LinkValue",
                fields=[
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("kind", models.TextField()),
                    ("normal", models.TextField()),
                    ("degree", models.IntegerField()),
                    ("strong", models.IntegerField()),
                    ("medium", models.IntegerField()),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "link_value",
                    "constraints": [
                        models.UniqueConstraint(fields=("normal", "kind", "org", "comp"), name="link_value_natural_key")
                    ],
                },
            ),
            migrations.CreateModel(
                name="LinkNode",
                fields=[
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("key", models.BinaryField()),
                    ("component", models.BinaryField()),
                    ("oversized", models.BooleanField(default=False)),
                    ("contradiction", models.BooleanField(default=False)),
                    ("carried", models.JSONField()),
                    ("given", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                    ("family", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                    ("born", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                    (
                        "born_verified",
                        django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                    ),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "link_node",
                    "indexes": [models.Index(fields=["component"], name="link_node_component")],
                    "constraints": [
                        models.UniqueConstraint(fields=("key", "org", "comp", "wall"), name="link_node_natural_key")
                    ],
                },
            ),
            migrations.CreateModel(
                name="LinkCarrier",
                fields=[
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    (
                        "shared_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("restricted", models.BooleanField(default=False)),
                    (
                        "roots",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(), default=list, size=None
                        ),
                    ),
                    ("wall", models.UUIDField(default=uuid.UUID("00000000-0000-0000-0000-000000000000"))),
                    ("kind", models.TextField()),
                    ("normal", models.TextField()),
                    ("node", models.BinaryField()),
                    (
                        "comp",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.compartment"
                        ),
                    ),
                    (
                        "org",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="operation.organisation",
                        ),
                    ),
                ],
                options={
                    "db_table": "link_carrier",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("normal", "kind", "node", "org", "comp", "wall"), name="link_carrier_natural_key"
                        )
                    ],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="gradeevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="25181729b23e900c1e67548b361d14a1fd29bc48",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_5be6e",
                        table="operation_gradeevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="grade",
                constraint=models.UniqueConstraint(
                    fields=("sha256", "grader", "org", "comp", "wall"), name="grade_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="grade",
                constraint=models.CheckConstraint(
                    condition=models.Q(("value__in", ("A", "B", "C", "not_indecent", "unsure"))),
                    name="grade_value_is_known",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="grade",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_gradeevent" ("at", "comp_id", "grader_id", "id", "op_id", "org_id", "panel", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "sha256", "shared_to", "value", "wall") SELECT new_values."at", new_values."comp_id", new_values."grader_id", new_values."id", new_values."op_id", new_values."org_id", new_values."panel", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."sha256", new_values."shared_to", new_values."value", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="b4bf645d9538d02259e8f711e3e2e8302361bd1a",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_05aae",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="grade",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="grade",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_gradeevent" ("at", "comp_id", "grader_id", "id", "op_id", "org_id", "panel", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "sha256", "shared_to", "value", "wall") SELECT new_values."at", new_values."comp_id", new_values."grader_id", new_values."id", new_values."op_id", new_values."org_id", new_values."panel", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."sha256", new_values."shared_to", new_values."value", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="64b648c753674ec07a5eb260f914bb0b0abd5bd8",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_6fa5d",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="grade",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="findingevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="41e925a370ddda7940d2a88b95b5ac0180a77761",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_22a17",
                        table="operation_findingevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="finding",
                index=models.Index(fields=["sha256"], name="finding_sha256"),
            ),
            migrations.AddIndex(
                model_name="finding",
                index=models.Index(
                    condition=models.Q(("state", "provisional")), fields=["org", "match"], name="finding_to_grade"
                ),
            ),
            migrations.AddConstraint(
                model_name="finding",
                constraint=models.UniqueConstraint(
                    fields=("examination", "volume", "inode", "stream", "path", "sha256", "org", "comp", "wall"),
                    name="finding_natural_key",
                ),
            ),
            migrations.AddConstraint(
                model_name="finding",
                constraint=models.CheckConstraint(
                    condition=models.Q(("match__in", ("exact", "near", "none"))), name="finding_match_is_known"
                ),
            ),
            migrations.AddConstraint(
                model_name="finding",
                constraint=models.CheckConstraint(
                    condition=models.Q(("state__in", ("provisional", "settled", "disputed"))),
                    name="finding_state_is_known",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="finding",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_findingevent" ("category", "comp_id", "distance", "examination_id", "facts", "id", "inode", "lists", "match", "new_material", "op_id", "org_id", "path", "pgh_created_at", "pgh_label", "pgh_obj_id", "provisional", "recorded_at", "recorded_by", "restricted", "rev", "roots", "scheme", "sha256", "shared_to", "state", "stream", "volume", "votes", "wall") SELECT new_values."category", new_values."comp_id", new_values."distance", new_values."examination_id", new_values."facts", new_values."id", new_values."inode", new_values."lists", new_values."match", new_values."new_material", new_values."op_id", new_values."org_id", new_values."path", us_now(), \'insert\', new_values."id", new_values."provisional", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."scheme", new_values."sha256", new_values."shared_to", new_values."state", new_values."stream", new_values."volume", new_values."votes", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="d6df49f41a9c40e96672ece629ae52924f3167aa",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_21a58",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="finding",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="finding",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_findingevent" ("category", "comp_id", "distance", "examination_id", "facts", "id", "inode", "lists", "match", "new_material", "op_id", "org_id", "path", "pgh_created_at", "pgh_label", "pgh_obj_id", "provisional", "recorded_at", "recorded_by", "restricted", "rev", "roots", "scheme", "sha256", "shared_to", "state", "stream", "volume", "votes", "wall") SELECT new_values."category", new_values."comp_id", new_values."distance", new_values."examination_id", new_values."facts", new_values."id", new_values."inode", new_values."lists", new_values."match", new_values."new_material", new_values."op_id", new_values."org_id", new_values."path", us_now(), \'update\', new_values."id", new_values."provisional", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."scheme", new_values."sha256", new_values."shared_to", new_values."state", new_values."stream", new_values."volume", new_values."votes", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="b35da760fa9310fc46c3e9aa903976f8a1e55470",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_ded52",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="finding",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="examinationevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="f5d6387c3bfd3aadc1089a80d4e048b48f4d9b22",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_f21d3",
                        table="operation_examinationevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="examination",
                constraint=models.UniqueConstraint(
                    fields=("exhibit", "case_file_digest", "org", "comp", "wall"), name="examination_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="examination",
                constraint=models.CheckConstraint(
                    condition=models.Q(("status__in", ("complete", "partial", "failed"))),
                    name="examination_status_is_known",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="examination",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_examinationevent" ("case_file_digest", "comp_id", "counts", "exhibit_id", "id", "known_sets", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "status", "tool", "wall") SELECT new_values."case_file_digest", new_values."comp_id", new_values."counts", new_values."exhibit_id", new_values."id", new_values."known_sets", new_values."op_id", new_values."org_id", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."status", new_values."tool", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="ed205540a6504136b9a54cc129d6a196754f820e",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_bba11",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="examination",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="examination",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_examinationevent" ("case_file_digest", "comp_id", "counts", "exhibit_id", "id", "known_sets", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "status", "tool", "wall") SELECT new_values."case_file_digest", new_values."comp_id", new_values."counts", new_values."exhibit_id", new_values."id", new_values."known_sets", new_values."op_id", new_values."org_id", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."status", new_values."tool", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="1a7c690993fdbdbc43df216659472350ebf705f1",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_873ab",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="examination",
                        when="AFTER",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="donecall",
                constraint=models.UniqueConstraint(fields=("org", "user", "once"), name="done_call_is_one"),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="deconflictionhitevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="67700f198f2c80c706d0c5adc56d5d4e85a53119",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_8d2c5",
                        table="operation_deconflictionhitevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="deconflictionhit",
                index=models.Index(fields=["hit"], name="deconfliction_hit_number"),
            ),
            migrations.AddConstraint(
                model_name="deconflictionhit",
                constraint=models.UniqueConstraint(
                    fields=("hit", "org", "comp", "wall"), name="deconfliction_hit_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="deconflictionhit",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("said__in", ["same", "different", "joint"]), ("said__isnull", True), _connector="OR"
                    ),
                    name="deconfliction_hit_answer_is_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="deconflictionhit",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("outcome__isnull", True), ("state", "open")),
                        models.Q(("outcome__in", ["same", "different", "joint"]), ("state", "resolved")),
                        _connector="OR",
                    ),
                    name="deconfliction_hit_resolved_has_outcome",
                ),
            ),
            migrations.AddConstraint(
                model_name="deconflictionhit",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ("resolved",)),
                        models.Q(("due__isnull", False), ("owner__isnull", False)),
                        _connector="OR",
                    ),
                    name="deconflictionhit_open_is_owned",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="deconflictionhit",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_deconflictionhitevent" ("acked_at", "acked_by_id", "comp_id", "contact_id", "due", "hit", "id", "op_id", "org_id", "outcome", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "said", "said_by_id", "shared_to", "state", "wall") SELECT new_values."acked_at", new_values."acked_by_id", new_values."comp_id", new_values."contact_id", new_values."due", new_values."hit", new_values."id", new_values."op_id", new_values."org_id", new_values."outcome", new_values."owner_id", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."said", new_values."said_by_id", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="3332d7c67d4c203b2481fa60020d8038e5c5983d",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_1b94a",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="deconfliction_hit",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="deconflictionhit",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_deconflictionhitevent" ("acked_at", "acked_by_id", "comp_id", "contact_id", "due", "hit", "id", "op_id", "org_id", "outcome", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "said", "said_by_id", "shared_to", "state", "wall") SELECT new_values."acked_at", new_values."acked_by_id", new_values."comp_id", new_values."contact_id", new_values."due", new_values."hit", new_values."id", new_values."op_id", new_values."org_id", new_values."outcome", new_values."owner_id", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."said", new_values."said_by_id", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="287d3236ffc9f2fb2abd5e815591f41cc6b77dda",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_bb7a9",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="deconfliction_hit",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="corroborationevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="9115452e48585e7605b30af90ea693584da7eaec",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_d6083",
                        table="operation_corroborationevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="corroboration",
                constraint=models.UniqueConstraint(
                    fields=("resolution", "kind", "source", "observed_at", "org", "comp", "wall"),
                    name="corroboration_natural_key",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="corroboration",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_corroborationevent" ("comp_id", "id", "kind", "observed_at", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "resolution_id", "restricted", "rev", "roots", "said", "shared_to", "source", "wall") SELECT new_values."comp_id", new_values."id", new_values."kind", new_values."observed_at", new_values."op_id", new_values."org_id", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."resolution_id", new_values."restricted", new_values."rev", new_values."roots", new_values."said", new_values."shared_to", new_values."source", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="a4d077e041b33e6facf5bc7cbc5e8f8027bf1925",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_38e9c",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="corroboration",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="corroboration",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_corroborationevent" ("comp_id", "id", "kind", "observed_at", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "resolution_id", "restricted", "rev", "roots", "said", "shared_to", "source", "wall") SELECT new_values."comp_id", new_values."id", new_values."kind", new_values."observed_at", new_values."op_id", new_values."org_id", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."resolution_id", new_values."restricted", new_values."rev", new_values."roots", new_values."said", new_values."shared_to", new_values."source", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="d9b99b715d1f3cadbabea583a96f2bb624fe902a",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_07843",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="corroboration",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="childidentityevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="4cbf1423ec4a8fe794a264b1558d516e90fe54f7",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_5f23d",
                        table="operation_childidentityevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="childidentity",
                constraint=models.UniqueConstraint(
                    fields=("child", "org", "comp", "wall"), name="child_identity_natural_key"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="childidentity",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_childidentityevent" ("address", "child_id", "comp_id", "dob", "id", "name", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "wall") SELECT new_values."address", new_values."child_id", new_values."comp_id", new_values."dob", new_values."id", new_values."name", new_values."op_id", new_values."org_id", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="a184868030f57922a5d9727ac5d5d96c8d57fb38",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_9a6e9",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="child_identity",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="childidentity",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_childidentityevent" ("address", "child_id", "comp_id", "dob", "id", "name", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "wall") SELECT new_values."address", new_values."child_id", new_values."comp_id", new_values."dob", new_values."id", new_values."name", new_values."op_id", new_values."org_id", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="7bfb86e278ee5e24b787620f8b8f56487f5df23c",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_3b29b",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="child_identity",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="childevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="9b8e787cf85c0200b34e26284361a2e5e18f3586",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_44dc4",
                        table="operation_childevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="child",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ("closed",)),
                        models.Q(("due__isnull", False), ("owner__isnull", False)),
                        _connector="OR",
                    ),
                    name="child_open_is_owned",
                ),
            ),
            migrations.AddConstraint(
                model_name="child",
                constraint=models.CheckConstraint(
                    condition=models.Q(("force", models.F("org"))), name="child_is_the_force_s_own"
                ),
            ),
            migrations.AddConstraint(
                model_name="child",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("age_band__isnull", True),
                        ("age_band__in", ("0-4", "5-9", "10-12", "13-15", "16-17")),
                        _connector="OR",
                    ),
                    name="child_age_is_a_band",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="child",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_childevent" ("age_band", "code", "comp_id", "due", "force_id", "id", "immediate", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."age_band", new_values."code", new_values."comp_id", new_values."due", new_values."force_id", new_values."id", new_values."immediate", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="85edaa17544d00d63aadf1d499c0720d89cbce58",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_3d413",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="child",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="child",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_childevent" ("age_band", "code", "comp_id", "due", "force_id", "id", "immediate", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."age_band", new_values."code", new_values."comp_id", new_values."due", new_values."force_id", new_values."id", new_values."immediate", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="82d656bc41b78a84328792631b4f9017905f8666",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_f6807",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="child",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="bulletinevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="45791ca0b5c64eddb783963abbda822315a48a3d",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_b32e9",
                        table="operation_bulletinevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="bulletin",
                constraint=models.UniqueConstraint(
                    fields=("as_of", "audience", "org", "comp", "wall"), name="bulletin_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="bulletin",
                constraint=models.CheckConstraint(
                    condition=models.Q(("audience__in", ("command", "public"))), name="bulletin_audience_is_known"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="bulletin",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_bulletinevent" ("as_of", "audience", "checkpoint", "comp_id", "figures", "figures_digest", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."as_of", new_values."audience", new_values."checkpoint", new_values."comp_id", new_values."figures", new_values."figures_digest", new_values."id", new_values."op_id", new_values."org_id", us_now(), \'insert\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="597e1e8734c45e3743eef8faae2befd9d57ec741",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_c526d",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="bulletin",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="bulletin",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_bulletinevent" ("as_of", "audience", "checkpoint", "comp_id", "figures", "figures_digest", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."as_of", new_values."audience", new_values."checkpoint", new_values."comp_id", new_values."figures", new_values."figures_digest", new_values."id", new_values."op_id", new_values."org_id", us_now(), \'update\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="2d5fd5c3de5e2eca47e42efae508127570abe2de",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_ff73c",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="bulletin",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="breachevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="70d22ecc88d82ee4604339539f4f10e0bf6188d6",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_5ee43",
                        table="operation_breachevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="breach",
                constraint=models.UniqueConstraint(
                    fields=("object", "guard", "at", "org", "comp", "wall"), name="breach_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="breach",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ("explained",)),
                        models.Q(("due__isnull", False), ("owner__isnull", False)),
                        _connector="OR",
                    ),
                    name="breach_open_is_owned",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="breach",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_breachevent" ("at", "circumstances", "comp_id", "due", "entity", "explanation", "guard", "id", "object", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."at", new_values."circumstances", new_values."comp_id", new_values."due", new_values."entity", new_values."explanation", new_values."guard", new_values."id", new_values."object", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="125a1395dc9dc1dd040887c740b43d517ad22799",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_dd2b1",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="breach",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="breach",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_breachevent" ("at", "circumstances", "comp_id", "due", "entity", "explanation", "guard", "id", "object", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."at", new_values."circumstances", new_values."comp_id", new_values."due", new_values."entity", new_values."explanation", new_values."guard", new_values."id", new_values."object", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="8529a49cd9bab5d7d73b083bc18f4e75ef203fdc",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_208f5",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="breach",
                        when="AFTER",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="user",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("supervisor__isnull", True),
                        models.Q(("supervisor", models.F("id")), _negated=True),
                        _connector="OR",
                    ),
                    name="person_does_not_supervise_themselves",
                ),
            ),
            migrations.AddConstraint(
                model_name="original",
                constraint=models.UniqueConstraint(
                    fields=("digest", "org", "comp", "wall"), name="original_natural_key"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="disseminationevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="a7332adf265863e91cc7b8e710f34542d7d2b8a0",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_0102f",
                        table="operation_disseminationevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="dissemination",
                constraint=models.UniqueConstraint(
                    fields=("package", "force", "n", "org", "comp", "wall"), name="dissemination_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="dissemination",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ("actioned", "closed")),
                        models.Q(("due__isnull", False), ("owner__isnull", False)),
                        _connector="OR",
                    ),
                    name="dissemination_open_is_owned",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="dissemination",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_disseminationevent" ("act_by", "band", "comp_id", "due", "envelope_digest", "force_id", "id", "n", "op_id", "org_id", "owner_id", "package_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "return_reason", "rev", "roots", "sealed_digest", "sent_at", "shared_to", "state", "suggested_force", "superseded_by", "valid_until", "wall") SELECT new_values."act_by", new_values."band", new_values."comp_id", new_values."due", new_values."envelope_digest", new_values."force_id", new_values."id", new_values."n", new_values."op_id", new_values."org_id", new_values."owner_id", new_values."package_id", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."return_reason", new_values."rev", new_values."roots", new_values."sealed_digest", new_values."sent_at", new_values."shared_to", new_values."state", new_values."suggested_force", new_values."superseded_by", new_values."valid_until", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="77663e3d84ba63c522b1f0dc3e871860d1e8b1d6",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_f0462",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="dissemination",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="dissemination",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_disseminationevent" ("act_by", "band", "comp_id", "due", "envelope_digest", "force_id", "id", "n", "op_id", "org_id", "owner_id", "package_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "return_reason", "rev", "roots", "sealed_digest", "sent_at", "shared_to", "state", "suggested_force", "superseded_by", "valid_until", "wall") SELECT new_values."act_by", new_values."band", new_values."comp_id", new_values."due", new_values."envelope_digest", new_values."force_id", new_values."id", new_values."n", new_values."op_id", new_values."org_id", new_values."owner_id", new_values."package_id", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."return_reason", new_values."rev", new_values."roots", new_values."sealed_digest", new_values."sent_at", new_values."shared_to", new_values."state", new_values."suggested_force", new_values."superseded_by", new_values."valid_until", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="2d589c288dc1ca7660af6e800886a0b9eb97a0ec",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_297d9",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="dissemination",
                        when="AFTER",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="packagefile",
                constraint=models.UniqueConstraint(
                    fields=("package", "created", "path", "org", "comp", "wall"), name="package_file_natural_key"
                ),
            ),
            migrations.AddIndex(
                model_name="premises",
                index=models.Index(fields=["address"], name="premises_address"),
            ),
            migrations.AddConstraint(
                model_name="premises",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("uprn__isnull", False)),
                    fields=("uprn", "org", "comp", "wall"),
                    name="premises_natural_key",
                ),
            ),
            migrations.AddConstraint(
                model_name="premises",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("uprn__isnull", True)),
                    fields=("address", "org", "comp", "wall"),
                    name="premises_natural_key_without_uprn",
                ),
            ),
            migrations.AddConstraint(
                model_name="premises",
                constraint=models.CheckConstraint(
                    condition=models.Q(("children", "unknown"), ("children_source__isnull", False), _connector="OR"),
                    name="premises_children_known_have_a_source",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="premises",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_premisesevent" ("address", "children", "children_source", "comp_id", "force_id", "id", "lad", "multi_unit", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "unit", "uprn", "wall") SELECT new_values."address", new_values."children", new_values."children_source", new_values."comp_id", new_values."force_id", new_values."id", new_values."lad", new_values."multi_unit", new_values."op_id", new_values."org_id", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."unit", new_values."uprn", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="54e59007c328d128eb101c78731d7aa5ab09beec",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2d052",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="premises",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="premises",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_premisesevent" ("address", "children", "children_source", "comp_id", "force_id", "id", "lad", "multi_unit", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "unit", "uprn", "wall") SELECT new_values."address", new_values."children", new_values."children_source", new_values."comp_id", new_values."force_id", new_values."id", new_values."lad", new_values."multi_unit", new_values."op_id", new_values."org_id", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."unit", new_values."uprn", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="062a53728d30aa4eacf6b825ec36ab56f91bdf3b",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_b5bb5",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="premises",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="identityresolutionevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d67b60e70c658794813837c94782eaa80b3fe7f0",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_2b30c",
                        table="operation_identityresolutionevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="identityresolution",
                constraint=models.UniqueConstraint(
                    fields=("capture", "provider", "n", "org", "comp", "wall"), name="identity_resolution_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="identityresolution",
                constraint=models.CheckConstraint(
                    condition=models.Q(("override_until__isnull", True), ("confidence", "C"), _connector="OR"),
                    name="identity_resolution_override_is_of_c",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="identityresolution",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_identityresolutionevent" ("authority_ref", "capture_id", "comp_id", "confidence", "corroborators", "findings", "id", "lease_end", "lease_start", "n", "op_id", "org_id", "override_by1_id", "override_by2_id", "override_reason", "override_until", "pgh_created_at", "pgh_label", "pgh_obj_id", "premises_id", "provider", "recorded_at", "recorded_by", "replied_at", "reply_digest", "reply_tokens", "request_tokens", "restricted", "rev", "roots", "sent_at", "shared_to", "subscriber", "verdict", "wall") SELECT new_values."authority_ref", new_values."capture_id", new_values."comp_id", new_values."confidence", new_values."corroborators", new_values."findings", new_values."id", new_values."lease_end", new_values."lease_start", new_values."n", new_values."op_id", new_values."org_id", new_values."override_by1_id", new_values."override_by2_id", new_values."override_reason", new_values."override_until", us_now(), \'insert\', new_values."id", new_values."premises_id", new_values."provider", new_values."recorded_at", new_values."recorded_by", new_values."replied_at", new_values."reply_digest", new_values."reply_tokens", new_values."request_tokens", new_values."restricted", new_values."rev", new_values."roots", new_values."sent_at", new_values."shared_to", new_values."subscriber", new_values."verdict", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="40ce90e6154773c2f9b54d3345378ff2805e7ab8",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_e51ca",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="identity_resolution",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="identityresolution",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_identityresolutionevent" ("authority_ref", "capture_id", "comp_id", "confidence", "corroborators", "findings", "id", "lease_end", "lease_start", "n", "op_id", "org_id", "override_by1_id", "override_by2_id", "override_reason", "override_until", "pgh_created_at", "pgh_label", "pgh_obj_id", "premises_id", "provider", "recorded_at", "recorded_by", "replied_at", "reply_digest", "reply_tokens", "request_tokens", "restricted", "rev", "roots", "sent_at", "shared_to", "subscriber", "verdict", "wall") SELECT new_values."authority_ref", new_values."capture_id", new_values."comp_id", new_values."confidence", new_values."corroborators", new_values."findings", new_values."id", new_values."lease_end", new_values."lease_start", new_values."n", new_values."op_id", new_values."org_id", new_values."override_by1_id", new_values."override_by2_id", new_values."override_reason", new_values."override_until", us_now(), \'update\', new_values."id", new_values."premises_id", new_values."provider", new_values."recorded_at", new_values."recorded_by", new_values."replied_at", new_values."reply_digest", new_values."reply_tokens", new_values."request_tokens", new_values."restricted", new_values."rev", new_values."roots", new_values."sent_at", new_values."shared_to", new_values."subscriber", new_values."verdict", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="eb82820fc0f51a883373a61767c9778476f714e8",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_204ae",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="identity_resolution",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="childatpremisesevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="0196564f475f4131e260e071eb4d59ccde812436",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_8fb73",
                        table="operation_childatpremisesevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="childatpremises",
                constraint=models.UniqueConstraint(
                    fields=("child", "premises", "org", "comp", "wall"), name="child_at_premises_natural_key"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="childatpremises",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_childatpremisesevent" ("child_id", "comp_id", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "premises_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "wall") SELECT new_values."child_id", new_values."comp_id", new_values."id", new_values."op_id", new_values."org_id", us_now(), \'insert\', new_values."id", new_values."premises_id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="dd4c9d6d35167b78902548ca56ec8527bc041d90",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_ad8b9",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="child_at_premises",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="childatpremises",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_childatpremisesevent" ("child_id", "comp_id", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "premises_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "wall") SELECT new_values."child_id", new_values."comp_id", new_values."id", new_values."op_id", new_values."org_id", us_now(), \'update\', new_values."id", new_values."premises_id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="bde93d75465cc4c3c71c0bec7ec1ee0d53a36489",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_fbac3",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="child_at_premises",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="premisesevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="4611548209f4ecb67625e2d2d8fcf64d22fd8e8c",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_1657f",
                        table="operation_premisesevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="preservation",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ("confirmed",)),
                        models.Q(("due__isnull", False), ("owner__isnull", False)),
                        _connector="OR",
                    ),
                    name="preservation_open_is_owned",
                ),
            ),
            migrations.AddConstraint(
                model_name="preservation",
                constraint=models.UniqueConstraint(
                    fields=("capture", "provider", "org", "comp", "wall"), name="preservation_natural_key"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="preservation",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_preservationevent" ("authority_ref", "capture_id", "comp_id", "confirmed_at", "due", "expires_at", "id", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."authority_ref", new_values."capture_id", new_values."comp_id", new_values."confirmed_at", new_values."due", new_values."expires_at", new_values."id", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), \'insert\', new_values."id", new_values."provider", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="de858e446e85e286ab947db6686d3d8152546948",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_9e464",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="preservation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="preservation",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_preservationevent" ("authority_ref", "capture_id", "comp_id", "confirmed_at", "due", "expires_at", "id", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."authority_ref", new_values."capture_id", new_values."comp_id", new_values."confirmed_at", new_values."due", new_values."expires_at", new_values."id", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), \'update\', new_values."id", new_values."provider", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="6a285e784e9f72040e84f489fec46e131a9ab92b",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_8b448",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="preservation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="preservationevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d08de2ece1a2d7561e9af3010cf9064948da9a12",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_f2088",
                        table="operation_preservationevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="proposal",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ("done", "declined")),
                        models.Q(("due__isnull", False), ("owner__isnull", False)),
                        _connector="OR",
                    ),
                    name="proposal_open_is_owned",
                ),
            ),
            migrations.AddConstraint(
                model_name="proposal",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("state", "open")),
                    fields=("org", "comp", "object", "action"),
                    name="proposal_open_is_one",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="proposal",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_proposalevent" ("action", "comp_id", "due", "entity", "id", "object", "op_id", "org_id", "owner_id", "payload", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "proposed_role", "reason", "recorded_at", "recorded_by", "restricted", "rev", "roots", "seen_rev", "shared_to", "state", "wall") SELECT new_values."action", new_values."comp_id", new_values."due", new_values."entity", new_values."id", new_values."object", new_values."op_id", new_values."org_id", new_values."owner_id", new_values."payload", us_now(), \'insert\', new_values."id", new_values."proposed_by_id", new_values."proposed_role", new_values."reason", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."seen_rev", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="54e7abdfa106926e080bd154f566a6dc2d95d659",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_8b652",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="proposal",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="proposal",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_proposalevent" ("action", "comp_id", "due", "entity", "id", "object", "op_id", "org_id", "owner_id", "payload", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "proposed_role", "reason", "recorded_at", "recorded_by", "restricted", "rev", "roots", "seen_rev", "shared_to", "state", "wall") SELECT new_values."action", new_values."comp_id", new_values."due", new_values."entity", new_values."id", new_values."object", new_values."op_id", new_values."org_id", new_values."owner_id", new_values."payload", us_now(), \'update\', new_values."id", new_values."proposed_by_id", new_values."proposed_role", new_values."reason", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."seen_rev", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="d86d9862fe51badb13d2fcf7ee317877dd785bb0",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_92a65",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="proposal",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="proposalevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="1538cc4a8f7b004fb69535cce6f465fbe32dac68",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_74ffa",
                        table="operation_proposalevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="readergrant",
                constraint=models.UniqueConstraint(fields=("subject", "user"), name="reader_grant_is_one"),
            ),
            migrations.AddConstraint(
                model_name="receipt",
                constraint=models.UniqueConstraint(
                    fields=("dissemination", "seq", "org", "comp", "wall"), name="receipt_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="receipt",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("prev__isnull", True), ("seq", 1)),
                        models.Q(("prev__isnull", False), ("seq__gt", 1)),
                        _connector="OR",
                    ),
                    name="receipt_is_chained",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="receipt",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_receiptevent" ("at", "comp_id", "digest", "dissemination_id", "envelope", "envelope_digest", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prev", "recorded_at", "recorded_by", "restricted", "rev", "roots", "seq", "shared_to", "signature", "state", "wall") SELECT new_values."at", new_values."comp_id", new_values."digest", new_values."dissemination_id", new_values."envelope", new_values."envelope_digest", new_values."id", new_values."op_id", new_values."org_id", us_now(), \'insert\', new_values."id", new_values."prev", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."seq", new_values."shared_to", new_values."signature", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="acc66b870073c193e2cb075ea9303334ab90cb76",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_b97fa",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="receipt",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="receipt",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_receiptevent" ("at", "comp_id", "digest", "dissemination_id", "envelope", "envelope_digest", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prev", "recorded_at", "recorded_by", "restricted", "rev", "roots", "seq", "shared_to", "signature", "state", "wall") SELECT new_values."at", new_values."comp_id", new_values."digest", new_values."dissemination_id", new_values."envelope", new_values."envelope_digest", new_values."id", new_values."op_id", new_values."org_id", us_now(), \'update\', new_values."id", new_values."prev", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."seq", new_values."shared_to", new_values."signature", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="dc0c8f809b68aae02584c9d798e9f83cb127596b",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_595dc",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="receipt",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="receiptevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="4d1a2a36c9731c309e459165db9587df504321b9",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_98ed2",
                        table="operation_receiptevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="quarantinedevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="5fdd5842370128ee295a5f58f4d56aa5367f6b72",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_6a188",
                        table="operation_quarantinedevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="quarantined",
                constraint=models.UniqueConstraint(
                    fields=("original_digest", "source", "org", "comp", "wall"), name="quarantined_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="quarantined",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ("received",)),
                        models.Q(("due__isnull", False), ("owner__isnull", False)),
                        _connector="OR",
                    ),
                    name="quarantined_open_is_owned",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="quarantined",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_quarantinedevent" ("comp_id", "due", "error_code", "error_text", "id", "op_id", "org_id", "original_digest", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "received_at", "recorded_at", "recorded_by", "repaired_as_id", "restricted", "rev", "roots", "shared_to", "source_id", "state", "wall") SELECT new_values."comp_id", new_values."due", new_values."error_code", new_values."error_text", new_values."id", new_values."op_id", new_values."org_id", new_values."original_digest", new_values."owner_id", us_now(), \'insert\', new_values."id", new_values."place", new_values."received_at", new_values."recorded_at", new_values."recorded_by", new_values."repaired_as_id", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."source_id", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="ec1976d8975f8b2eba9bc0c154978e193e3f1dba",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_74695",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="quarantined",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="quarantined",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_quarantinedevent" ("comp_id", "due", "error_code", "error_text", "id", "op_id", "org_id", "original_digest", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "received_at", "recorded_at", "recorded_by", "repaired_as_id", "restricted", "rev", "roots", "shared_to", "source_id", "state", "wall") SELECT new_values."comp_id", new_values."due", new_values."error_code", new_values."error_text", new_values."id", new_values."op_id", new_values."org_id", new_values."original_digest", new_values."owner_id", us_now(), \'update\', new_values."id", new_values."place", new_values."received_at", new_values."recorded_at", new_values."recorded_by", new_values."repaired_as_id", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."source_id", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="50bdef8f2356e46329f3316e8d730474452b7e1a",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_2f321",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="quarantined",
                        when="AFTER",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="referralpart",
                constraint=models.UniqueConstraint(
                    fields=("content_digest", "referral", "org", "comp", "wall"), name="referral_part_natural_key"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="referralpart",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_referralpartevent" ("comp_id", "content_digest", "format", "id", "notes", "op_id", "org_id", "original_digest", "parsed", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "recorded_at", "recorded_by", "referral_id", "restricted", "rev", "roots", "shared_to", "wall") SELECT new_values."comp_id", new_values."content_digest", new_values."format", new_values."id", new_values."notes", new_values."op_id", new_values."org_id", new_values."original_digest", new_values."parsed", us_now(), \'insert\', new_values."id", new_values."received_at", new_values."recorded_at", new_values."recorded_by", new_values."referral_id", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="9661fbb7e45ad0d4045eba76bafe2009a977590c",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_0e7fc",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="referral_part",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="referralpart",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_referralpartevent" ("comp_id", "content_digest", "format", "id", "notes", "op_id", "org_id", "original_digest", "parsed", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "recorded_at", "recorded_by", "referral_id", "restricted", "rev", "roots", "shared_to", "wall") SELECT new_values."comp_id", new_values."content_digest", new_values."format", new_values."id", new_values."notes", new_values."op_id", new_values."org_id", new_values."original_digest", new_values."parsed", us_now(), \'update\', new_values."id", new_values."received_at", new_values."recorded_at", new_values."recorded_by", new_values."referral_id", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="65d0fc0046a3d66a39fd2f4d7b2355f2d778718f",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_1c4e3",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="referral_part",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="referralpartevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="e6d290d450d8e50538fefbd22bd3e9a49b5d6f58",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_a8a70",
                        table="operation_referralpartevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="safeguardingaction",
                constraint=models.UniqueConstraint(
                    fields=("child", "kind", "n", "org", "comp", "wall"), name="safeguarding_action_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="safeguardingaction",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ("done",)),
                        models.Q(("due__isnull", False), ("owner__isnull", False)),
                        _connector="OR",
                    ),
                    name="safeguardingaction_open_is_owned",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="safeguardingaction",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_safeguardingactionevent" ("child_id", "comp_id", "done_at", "due", "id", "kind", "n", "op_id", "org_id", "owner_id", "partner", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "result", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."child_id", new_values."comp_id", new_values."done_at", new_values."due", new_values."id", new_values."kind", new_values."n", new_values."op_id", new_values."org_id", new_values."owner_id", new_values."partner", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."result", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="c8237ba126799365d66d0549bf2c60ff0bac94cf",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_1fc96",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="safeguarding_action",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="safeguardingaction",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_safeguardingactionevent" ("child_id", "comp_id", "done_at", "due", "id", "kind", "n", "op_id", "org_id", "owner_id", "partner", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "result", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."child_id", new_values."comp_id", new_values."done_at", new_values."due", new_values."id", new_values."kind", new_values."n", new_values."op_id", new_values."org_id", new_values."owner_id", new_values."partner", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."result", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="602497aea9a8eee7d5ae64c5437e39a183a385f6",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_68035",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="safeguarding_action",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="safeguardingactionevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="1636ee57834a4e35d3e98967b6a4efb9f1844701",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_2e5d6",
                        table="operation_safeguardingactionevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="sealed",
                constraint=models.UniqueConstraint(fields=("dissemination",), name="sealed_once"),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="exhibitevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="8dd4f9ac2684d0375ee07dc5ef2e4ab9ac3bbd9c",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_beb83",
                        table="operation_exhibitevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="exhibit",
                index=models.Index(fields=["state", "org"], name="exhibit_state"),
            ),
            migrations.AddConstraint(
                model_name="exhibit",
                constraint=models.UniqueConstraint(
                    fields=("force", "ref", "org", "comp", "wall"), name="exhibit_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="exhibit",
                constraint=models.CheckConstraint(
                    condition=models.Q(("kind__in", ("computer", "phone", "drive", "other"))),
                    name="exhibit_kind_is_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="exhibit",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("arrest__isnull", True), ("search__isnull", False)),
                        models.Q(("arrest__isnull", False), ("search__isnull", True)),
                        _connector="OR",
                    ),
                    name="exhibit_comes_from_one_place",
                ),
            ),
            migrations.AddConstraint(
                model_name="exhibit",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ("disposed",)),
                        models.Q(("due__isnull", False), ("owner__isnull", False)),
                        _connector="OR",
                    ),
                    name="exhibit_open_is_owned",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="exhibit",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_exhibitevent" ("arrest_id", "comp_id", "continuity", "description", "disposal", "due", "force_id", "id", "kind", "op_id", "org_id", "owner_id", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed", "queued_at", "recorded_at", "recorded_by", "ref", "report_digest", "restricted", "rev", "roots", "seal", "search_id", "shared_to", "state", "subtype", "wall") SELECT new_values."arrest_id", new_values."comp_id", new_values."continuity", new_values."description", new_values."disposal", new_values."due", new_values."force_id", new_values."id", new_values."kind", new_values."op_id", new_values."org_id", new_values."owner_id", new_values."parent_id", us_now(), \'insert\', new_values."id", new_values."placed", new_values."queued_at", new_values."recorded_at", new_values."recorded_by", new_values."ref", new_values."report_digest", new_values."restricted", new_values."rev", new_values."roots", new_values."seal", new_values."search_id", new_values."shared_to", new_values."state", new_values."subtype", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="e3acd3de53a951d57dcab16f33517ec597f803a8",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_ae717",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="exhibit",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="exhibit",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_exhibitevent" ("arrest_id", "comp_id", "continuity", "description", "disposal", "due", "force_id", "id", "kind", "op_id", "org_id", "owner_id", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed", "queued_at", "recorded_at", "recorded_by", "ref", "report_digest", "restricted", "rev", "roots", "seal", "search_id", "shared_to", "state", "subtype", "wall") SELECT new_values."arrest_id", new_values."comp_id", new_values."continuity", new_values."description", new_values."disposal", new_values."due", new_values."force_id", new_values."id", new_values."kind", new_values."op_id", new_values."org_id", new_values."owner_id", new_values."parent_id", us_now(), \'update\', new_values."id", new_values."placed", new_values."queued_at", new_values."recorded_at", new_values."recorded_by", new_values."ref", new_values."report_digest", new_values."restricted", new_values."rev", new_values."roots", new_values."seal", new_values."search_id", new_values."shared_to", new_values."state", new_values."subtype", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="c3104fad1346b01b9604d7bcb38418598e003dec",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_53b68",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="exhibit",
                        when="AFTER",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="selector",
                constraint=models.UniqueConstraint(
                    fields=("normal", "kind", "org", "comp", "wall"), name="selector_natural_key"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="selector",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_selectorevent" ("capped", "comp_id", "confusable", "degree", "id", "kind", "normal", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raw", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "strength", "verified", "wall") SELECT new_values."capped", new_values."comp_id", new_values."confusable", new_values."degree", new_values."id", new_values."kind", new_values."normal", new_values."op_id", new_values."org_id", us_now(), \'insert\', new_values."id", new_values."raw", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."strength", new_values."verified", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="82e7b0bda20d51e6f02f238604d19dfb935303a2",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_5cee7",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="selector",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="selector",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_selectorevent" ("capped", "comp_id", "confusable", "degree", "id", "kind", "normal", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raw", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "strength", "verified", "wall") SELECT new_values."capped", new_values."comp_id", new_values."confusable", new_values."degree", new_values."id", new_values."kind", new_values."normal", new_values."op_id", new_values."org_id", us_now(), \'update\', new_values."id", new_values."raw", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."strength", new_values."verified", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="2794be9170baac018ffb400bf80bfa0e8ca9f377",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_1ace3",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="selector",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="captureevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="1ac6d05e478308498867f9d8bd58edbd5ec2cf3f",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_b8a9d",
                        table="operation_captureevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="capture",
                index=models.Index(fields=["selector", "referral"], name="capture_selector"),
            ),
            migrations.AddConstraint(
                model_name="capture",
                constraint=models.UniqueConstraint(
                    fields=("referral", "json_path", "part", "org", "comp", "wall"),
                    name="capture_natural_key",
                    nulls_distinct=False,
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="capture",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_captureevent" ("comp_id", "event", "id", "json_path", "kind", "occurred_at", "offset_known", "op_id", "org_id", "part_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "port", "proxy", "raw_time", "recorded_at", "recorded_by", "referral_id", "refused", "restricted", "rev", "roots", "selector_id", "shared_to", "value", "viewed_by_source", "wall") SELECT new_values."comp_id", new_values."event", new_values."id", new_values."json_path", new_values."kind", new_values."occurred_at", new_values."offset_known", new_values."op_id", new_values."org_id", new_values."part_id", us_now(), \'insert\', new_values."id", new_values."port", new_values."proxy", new_values."raw_time", new_values."recorded_at", new_values."recorded_by", new_values."referral_id", new_values."refused", new_values."restricted", new_values."rev", new_values."roots", new_values."selector_id", new_values."shared_to", new_values."value", new_values."viewed_by_source", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="3deadb20d06bc0e4e17ea7c8c0b5c8ff004483f5",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_c8de6",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="capture",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="capture",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_captureevent" ("comp_id", "event", "id", "json_path", "kind", "occurred_at", "offset_known", "op_id", "org_id", "part_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "port", "proxy", "raw_time", "recorded_at", "recorded_by", "referral_id", "refused", "restricted", "rev", "roots", "selector_id", "shared_to", "value", "viewed_by_source", "wall") SELECT new_values."comp_id", new_values."event", new_values."id", new_values."json_path", new_values."kind", new_values."occurred_at", new_values."offset_known", new_values."op_id", new_values."org_id", new_values."part_id", us_now(), \'update\', new_values."id", new_values."port", new_values."proxy", new_values."raw_time", new_values."recorded_at", new_values."recorded_by", new_values."referral_id", new_values."refused", new_values."restricted", new_values."rev", new_values."roots", new_values."selector_id", new_values."shared_to", new_values."value", new_values."viewed_by_source", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="c0d7ee95b6b9341b57747db4ba437204495d5cdf",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_375be",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="capture",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="selectorevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="7c2e46fa9a4f6f3d084cc0ba09cca2de1705a084",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_aad41",
                        table="operation_selectorevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="signedmanifest",
                constraint=models.UniqueConstraint(
                    fields=("dissemination", "org", "comp", "wall"), name="signed_manifest_natural_key"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="signedmanifest",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_signedmanifestevent" ("comp_id", "created", "dissemination", "files_of", "force_id", "id", "manifest", "n", "op_id", "org_id", "package_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "signatures", "void", "wall") SELECT new_values."comp_id", new_values."created", new_values."dissemination", new_values."files_of", new_values."force_id", new_values."id", new_values."manifest", new_values."n", new_values."op_id", new_values."org_id", new_values."package_id", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."signatures", new_values."void", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="636674e818763cec83ec85c192a707b103d4ac29",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_376bc",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="signed_manifest",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="signedmanifest",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_signedmanifestevent" ("comp_id", "created", "dissemination", "files_of", "force_id", "id", "manifest", "n", "op_id", "org_id", "package_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "signatures", "void", "wall") SELECT new_values."comp_id", new_values."created", new_values."dissemination", new_values."files_of", new_values."force_id", new_values."id", new_values."manifest", new_values."n", new_values."op_id", new_values."org_id", new_values."package_id", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."signatures", new_values."void", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="9ee916f367202999363e68d81e468850d0b6cd7f",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_fea9c",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="signed_manifest",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="signedmanifestevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="52d953e64f9c1ecc1ccf4e1f3f6557ff2ad581ba",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_a58e0",
                        table="operation_signedmanifestevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="subject",
                index=models.Index(fields=["state", "due"], name="subject_state_due"),
            ),
            migrations.AddIndex(
                model_name="subject",
                index=models.Index(fields=["due", "id"], name="subject_due"),
            ),
            migrations.AddConstraint(
                model_name="subject",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ["closed", "eliminated"]),
                        ("alias_of__isnull", False),
                        models.Q(("due__isnull", False), ("owner__isnull", False)),
                        _connector="OR",
                    ),
                    name="subject_open_is_owned",
                ),
            ),
            migrations.AddConstraint(
                model_name="subject",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("lead_force__isnull", True), ("lead_rule__isnull", True)),
                        models.Q(("lead_force__isnull", False), ("lead_rule__isnull", False)),
                        _connector="OR",
                    ),
                    name="subject_leads_by_a_rule",
                ),
            ),
            migrations.AddConstraint(
                model_name="subject",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("alias_of__isnull", True),
                        models.Q(("alias_of", models.F("id")), _negated=True),
                        _connector="OR",
                    ),
                    name="subject_is_no_alias_of_itself",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="subject",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_subjectevent" ("accepted_size", "alias_of_id", "basis", "basis_changed", "category", "code", "comp_id", "contradiction", "dob", "due", "id", "identified_by_id", "lead_force_id", "lead_rule", "name", "op_id", "org_id", "oversized", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "restricted_kind", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."accepted_size", new_values."alias_of_id", new_values."basis", new_values."basis_changed", new_values."category", new_values."code", new_values."comp_id", new_values."contradiction", new_values."dob", new_values."due", new_values."id", new_values."identified_by_id", new_values."lead_force_id", new_values."lead_rule", new_values."name", new_values."op_id", new_values."org_id", new_values."oversized", new_values."owner_id", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."restricted_kind", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="5478a6b08119cdca3da2d8fb730b71eea399bf02",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_04d0b",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="subject",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="subject",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_subjectevent" ("accepted_size", "alias_of_id", "basis", "basis_changed", "category", "code", "comp_id", "contradiction", "dob", "due", "id", "identified_by_id", "lead_force_id", "lead_rule", "name", "op_id", "org_id", "oversized", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "restricted_kind", "rev", "roots", "shared_to", "state", "wall") SELECT new_values."accepted_size", new_values."alias_of_id", new_values."basis", new_values."basis_changed", new_values."category", new_values."code", new_values."comp_id", new_values."contradiction", new_values."dob", new_values."due", new_values."id", new_values."identified_by_id", new_values."lead_force_id", new_values."lead_rule", new_values."name", new_values."op_id", new_values."org_id", new_values."oversized", new_values."owner_id", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."restricted_kind", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="36df22b60fe9e48bb9e88ad43f92818f9a655042",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_80ce4",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="subject",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="riskfactevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="62fec9a8002e9e8a374b1ea047ab0ad2b741775b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_bc8dc",
                        table="operation_riskfactevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="riskfact",
                constraint=models.UniqueConstraint(
                    fields=("subject", "factor", "stated_at", "org", "comp", "wall"), name="risk_fact_natural_key"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="riskfact",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_riskfactevent" ("comp_id", "evidence", "factor", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "stated_at", "subject_id", "value", "wall") SELECT new_values."comp_id", new_values."evidence", new_values."factor", new_values."id", new_values."op_id", new_values."org_id", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."stated_at", new_values."subject_id", new_values."value", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="42c021e173c6e27c3d179846e07739abd53cda81",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_b3bc7",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="risk_fact",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="riskfact",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_riskfactevent" ("comp_id", "evidence", "factor", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "stated_at", "subject_id", "value", "wall") SELECT new_values."comp_id", new_values."evidence", new_values."factor", new_values."id", new_values."op_id", new_values."org_id", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."stated_at", new_values."subject_id", new_values."value", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="044c59cd01a8e612cee7348e1dcccf1734af3d12",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_c518d",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="risk_fact",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="riskassessmentevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="2ed6d0512d0bda599b4c9ac0dcd3b1c6dd21bcb0",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_31e1a",
                        table="operation_riskassessmentevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="riskassessment",
                constraint=models.UniqueConstraint(
                    fields=("subject", "n", "org", "comp", "wall"), name="risk_assessment_natural_key"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="riskassessment",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_riskassessmentevent" ("act_by", "band", "by_id", "comp_id", "computed", "computed_at", "confirmed", "confirmed_at", "diff", "factors", "id", "model", "n", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by", "restricted", "rev", "roots", "score", "second_by_id", "shared_to", "since", "subject_id", "unknowns", "wall") SELECT new_values."act_by", new_values."band", new_values."by_id", new_values."comp_id", new_values."computed", new_values."computed_at", new_values."confirmed", new_values."confirmed_at", new_values."diff", new_values."factors", new_values."id", new_values."model", new_values."n", new_values."op_id", new_values."org_id", us_now(), \'insert\', new_values."id", new_values."reason", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."score", new_values."second_by_id", new_values."shared_to", new_values."since", new_values."subject_id", new_values."unknowns", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="46fe6913b34a06861c6c2a743ab0eac691e65182",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_852e1",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="risk_assessment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="riskassessment",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_riskassessmentevent" ("act_by", "band", "by_id", "comp_id", "computed", "computed_at", "confirmed", "confirmed_at", "diff", "factors", "id", "model", "n", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by", "restricted", "rev", "roots", "score", "second_by_id", "shared_to", "since", "subject_id", "unknowns", "wall") SELECT new_values."act_by", new_values."band", new_values."by_id", new_values."comp_id", new_values."computed", new_values."computed_at", new_values."confirmed", new_values."confirmed_at", new_values."diff", new_values."factors", new_values."id", new_values."model", new_values."n", new_values."op_id", new_values."org_id", us_now(), \'update\', new_values."id", new_values."reason", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."score", new_values."second_by_id", new_values."shared_to", new_values."since", new_values."subject_id", new_values."unknowns", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="efec08359db13fd2db26053da0f41a5440b5ace6",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_df2aa",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="risk_assessment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="referralevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="2ed25f88be9402ddcc11947930a04026b3e5b5da",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_4d87e",
                        table="operation_referralevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="referral",
                index=models.Index(fields=["org", "comp", "source", "source_ref"], name="referral_source_ref"),
            ),
            migrations.AddIndex(
                model_name="referral",
                index=models.Index(fields=["original_digest"], name="referral_original_digest"),
            ),
            migrations.AddIndex(
                model_name="referral",
                index=models.Index(fields=["subject"], name="referral_subject"),
            ),
            migrations.AddIndex(
                model_name="referral",
                index=models.Index(fields=["node"], name="referral_node"),
            ),
            migrations.AddIndex(
                model_name="referral",
                index=models.Index(fields=["state", "due"], name="referral_state_due"),
            ),
            migrations.AddConstraint(
                model_name="referral",
                constraint=models.UniqueConstraint(
                    fields=("content_digest", "source", "org", "comp", "wall"), name="referral_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="referral",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ("linked", "closed")),
                        models.Q(("due__isnull", False), ("owner__isnull", False)),
                        _connector="OR",
                    ),
                    name="referral_open_is_owned",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="referral",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_referralevent" ("child_named", "closing_reason", "comp_id", "conditions", "content_digest", "due", "format", "handling", "id", "intel", "node", "notes", "op_id", "org_id", "original_digest", "owner_id", "parsed", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "source_eval", "source_id", "source_ref", "state", "subject_id", "urgent", "wall") SELECT new_values."child_named", new_values."closing_reason", new_values."comp_id", new_values."conditions", new_values."content_digest", new_values."due", new_values."format", new_values."handling", new_values."id", new_values."intel", new_values."node", new_values."notes", new_values."op_id", new_values."org_id", new_values."original_digest", new_values."owner_id", new_values."parsed", us_now(), \'insert\', new_values."id", new_values."received_at", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."source_eval", new_values."source_id", new_values."source_ref", new_values."state", new_values."subject_id", new_values."urgent", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="ace1967f8298f8ed84a732f3b1ef0e1c486ba231",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_13a99",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="referral",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="referral",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_referralevent" ("child_named", "closing_reason", "comp_id", "conditions", "content_digest", "due", "format", "handling", "id", "intel", "node", "notes", "op_id", "org_id", "original_digest", "owner_id", "parsed", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "source_eval", "source_id", "source_ref", "state", "subject_id", "urgent", "wall") SELECT new_values."child_named", new_values."closing_reason", new_values."comp_id", new_values."conditions", new_values."content_digest", new_values."due", new_values."format", new_values."handling", new_values."id", new_values."intel", new_values."node", new_values."notes", new_values."op_id", new_values."org_id", new_values."original_digest", new_values."owner_id", new_values."parsed", us_now(), \'update\', new_values."id", new_values."received_at", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."source_eval", new_values."source_id", new_values."source_ref", new_values."state", new_values."subject_id", new_values."urgent", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="078bfb9458ac53df85015e85a71bdc0ca26019b0",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_94c5e",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="referral",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="positionoftrustevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="bab23a9b48d545b61506bba54072c4dfebbca0e3",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_c1d43",
                        table="operation_positionoftrustevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="positionoftrust",
                constraint=models.UniqueConstraint(
                    fields=("subject", "kind", "employer", "org", "comp", "wall"), name="position_of_trust_natural_key"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="positionoftrust",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_positionoftrustevent" ("comp_id", "current", "employer", "id", "kind", "lado_at", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "subject_id", "verified_at", "wall") SELECT new_values."comp_id", new_values."current", new_values."employer", new_values."id", new_values."kind", new_values."lado_at", new_values."op_id", new_values."org_id", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."subject_id", new_values."verified_at", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="73b909f8c7ad6dc9cdccf93f4e2b08bf41d4009d",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_d6cbd",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="position_of_trust",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="positionoftrust",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_positionoftrustevent" ("comp_id", "current", "employer", "id", "kind", "lado_at", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "subject_id", "verified_at", "wall") SELECT new_values."comp_id", new_values."current", new_values."employer", new_values."id", new_values."kind", new_values."lado_at", new_values."op_id", new_values."org_id", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."subject_id", new_values."verified_at", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="3d5d90e35cee80cd3c42088e185401445dd36776",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_bda07",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="position_of_trust",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="packageevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="4bbe3bd9298a95db2980519bab8c86bb23f0fbe3",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_b92f6",
                        table="operation_packageevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="package",
                constraint=models.UniqueConstraint(
                    fields=("subject", "version", "org", "comp", "wall"), name="package_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="package",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("approver__isnull", True),
                        models.Q(("approver", models.F("author")), _negated=True),
                        _connector="OR",
                    ),
                    name="package_is_approved_by_another",
                ),
            ),
            migrations.AddConstraint(
                model_name="package",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ("superseded", "withdrawn")),
                        models.Q(("due__isnull", False), ("owner__isnull", False)),
                        _connector="OR",
                    ),
                    name="package_open_is_owned",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="package",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_packageevent" ("approver_id", "author_id", "basis", "body", "comp_id", "due", "id", "kind", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "subject_id", "valid_until", "version", "wall") SELECT new_values."approver_id", new_values."author_id", new_values."basis", new_values."body", new_values."comp_id", new_values."due", new_values."id", new_values."kind", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."subject_id", new_values."valid_until", new_values."version", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="935a8ad03a4e0bf6d4345281d4231ce2748ad821",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_248d7",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="package",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="package",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_packageevent" ("approver_id", "author_id", "basis", "body", "comp_id", "due", "id", "kind", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "subject_id", "valid_until", "version", "wall") SELECT new_values."approver_id", new_values."author_id", new_values."basis", new_values."body", new_values."comp_id", new_values."due", new_values."id", new_values."kind", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."subject_id", new_values."valid_until", new_values."version", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="b5076ccafd91f9c2ac304977ae1384c34058ef0d",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_7aef7",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="package",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="nominalmatchevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="9b9e5262a8c40a2b7c5840dff08cea22a38e2a7d",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_8b960",
                        table="operation_nominalmatchevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="nominalmatch",
                constraint=models.UniqueConstraint(
                    fields=("subject", "digest", "org", "comp", "wall"), name="nominal_match_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="nominalmatch",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ("confirmed", "declined")),
                        models.Q(("due__isnull", False), ("owner__isnull", False)),
                        _connector="OR",
                    ),
                    name="nominalmatch_open_is_owned",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="nominalmatch",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_nominalmatchevent" ("as_of", "comp_id", "digest", "due", "file_digest", "id", "line", "nominal", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reasons", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "subject_id", "wall") SELECT new_values."as_of", new_values."comp_id", new_values."digest", new_values."due", new_values."file_digest", new_values."id", new_values."line", new_values."nominal", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), \'insert\', new_values."id", new_values."reason", new_values."reasons", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="1b9cd8593ade1fe7166cebfe02854a2da510a0ab",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_85cc9",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominal_match",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="nominalmatch",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_nominalmatchevent" ("as_of", "comp_id", "digest", "due", "file_digest", "id", "line", "nominal", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reasons", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "state", "subject_id", "wall") SELECT new_values."as_of", new_values."comp_id", new_values."digest", new_values."due", new_values."file_digest", new_values."id", new_values."line", new_values."nominal", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), \'update\', new_values."id", new_values."reason", new_values."reasons", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."state", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="87d820eefcb646837927a4f84fdb77be0d0ba288",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_d1523",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominal_match",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="disclosureitemevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="85c6e12d136b48ab628c1770e6a98a3d6abe1804",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_0dd87",
                        table="operation_disclosureitemevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosureitem",
                constraint=models.UniqueConstraint(
                    fields=("subject", "entity", "object", "org", "comp", "wall"), name="disclosure_item_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosureitem",
                constraint=models.UniqueConstraint(
                    fields=("subject", "number", "org", "comp", "wall"), name="disclosure_item_number_is_one"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="disclosureitem",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_disclosureitemevent" ("comp_id", "date", "description", "digest", "entity", "holder", "id", "location", "number", "object", "op_id", "org_id", "origin", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "relevant", "relevant_reason", "restricted", "rev", "roots", "sensitive", "sensitive_reason", "shared_to", "subject_id", "wall") SELECT new_values."comp_id", new_values."date", new_values."description", new_values."digest", new_values."entity", new_values."holder", new_values."id", new_values."location", new_values."number", new_values."object", new_values."op_id", new_values."org_id", new_values."origin", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."relevant", new_values."relevant_reason", new_values."restricted", new_values."rev", new_values."roots", new_values."sensitive", new_values."sensitive_reason", new_values."shared_to", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="6a5750b260a4369e72c4af8fb63243f96592917b",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_c82ee",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="disclosure_item",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="disclosureitem",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_disclosureitemevent" ("comp_id", "date", "description", "digest", "entity", "holder", "id", "location", "number", "object", "op_id", "org_id", "origin", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "relevant", "relevant_reason", "restricted", "rev", "roots", "sensitive", "sensitive_reason", "shared_to", "subject_id", "wall") SELECT new_values."comp_id", new_values."date", new_values."description", new_values."digest", new_values."entity", new_values."holder", new_values."id", new_values."location", new_values."number", new_values."object", new_values."op_id", new_values."org_id", new_values."origin", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."relevant", new_values."relevant_reason", new_values."restricted", new_values."rev", new_values."roots", new_values."sensitive", new_values."sensitive_reason", new_values."shared_to", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="287dfa0dbeb06a10679ce20521c63696ee066afd",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_5a367",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="disclosure_item",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="childlinkevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="54da53d82433010b94a248c00f878beb339e9900",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_d7515",
                        table="operation_childlinkevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="childlink",
                constraint=models.UniqueConstraint(
                    fields=("child", "subject", "org", "comp", "wall"), name="child_link_natural_key"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="childlink",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_childlinkevent" ("ccc", "child_id", "comp_id", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "relation", "restricted", "rev", "roots", "shared_to", "subject_id", "wall") SELECT new_values."ccc", new_values."child_id", new_values."comp_id", new_values."id", new_values."op_id", new_values."org_id", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."relation", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="ba06b0207b8d64e39ad87f9477d0c40030a0d617",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_054e3",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="child_link",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="childlink",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_childlinkevent" ("ccc", "child_id", "comp_id", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "relation", "restricted", "rev", "roots", "shared_to", "subject_id", "wall") SELECT new_values."ccc", new_values."child_id", new_values."comp_id", new_values."id", new_values."op_id", new_values."org_id", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."relation", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="08df149af680c5627978109659d73a677969b889",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_bfbd0",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="child_link",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="chargeevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="ac5402b3f6dd8b03fdc41cf539aabfe0276b7bc5",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_dfa24",
                        table="operation_chargeevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="charge",
                constraint=models.UniqueConstraint(
                    fields=("subject", "offence", "n", "org", "comp", "wall"), name="charge_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="charge",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("outcome__isnull", True),
                        ("outcome__in", ("convicted", "acquitted", "discontinued")),
                        _connector="OR",
                    ),
                    name="charge_outcome_is_known",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="charge",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_chargeevent" ("arrest_id", "charged_at", "comp_id", "id", "n", "offence", "offence_date", "op_id", "org_id", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "subject_id", "wall") SELECT new_values."arrest_id", new_values."charged_at", new_values."comp_id", new_values."id", new_values."n", new_values."offence", new_values."offence_date", new_values."op_id", new_values."org_id", new_values."outcome", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="0d7d22ddb4fdc5ba4cbe72f82cbd45f14019e6a3",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_3f74d",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="charge",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="charge",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_chargeevent" ("arrest_id", "charged_at", "comp_id", "id", "n", "offence", "offence_date", "op_id", "org_id", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "roots", "shared_to", "subject_id", "wall") SELECT new_values."arrest_id", new_values."charged_at", new_values."comp_id", new_values."id", new_values."n", new_values."offence", new_values."offence_date", new_values."op_id", new_values."org_id", new_values."outcome", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="24b14bb7d91678b0b29b4c46ad23d12abbfe9c2b",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_43a52",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="charge",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="arrestevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="5fd44d369176d977743990a197f6ad78477ecf13",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_a7512",
                        table="operation_arrestevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="arrest",
                constraint=models.UniqueConstraint(
                    fields=("subject", "force", "at", "org", "comp", "wall"), name="arrest_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="arrest",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("mode__isnull", True), ("mode__in", ("bail", "RUI", "remand", "none")), _connector="OR"
                    ),
                    name="arrest_mode_is_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="arrest",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ("concluded", "nfa")),
                        models.Q(("due__isnull", False), ("owner__isnull", False)),
                        _connector="OR",
                    ),
                    name="arrest_open_is_owned",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="arrest",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_arrestevent" ("at", "comp_id", "due", "force_id", "id", "mode", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "recorded_at", "recorded_by", "released_at", "restricted", "rev", "roots", "search_id", "shared_to", "state", "subject_id", "wall") SELECT new_values."at", new_values."comp_id", new_values."due", new_values."force_id", new_values."id", new_values."mode", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), \'insert\', new_values."id", new_values."power", new_values."recorded_at", new_values."recorded_by", new_values."released_at", new_values."restricted", new_values."rev", new_values."roots", new_values."search_id", new_values."shared_to", new_values."state", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="7477bd6fb4e4a7ebec3e3946a82e66a2846a207b",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_6f1c0",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="arrest",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="arrest",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_arrestevent" ("at", "comp_id", "due", "force_id", "id", "mode", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "recorded_at", "recorded_by", "released_at", "restricted", "rev", "roots", "search_id", "shared_to", "state", "subject_id", "wall") SELECT new_values."at", new_values."comp_id", new_values."due", new_values."force_id", new_values."id", new_values."mode", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), \'update\', new_values."id", new_values."power", new_values."recorded_at", new_values."recorded_by", new_values."released_at", new_values."restricted", new_values."rev", new_values."roots", new_values."search_id", new_values."shared_to", new_values."state", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="5c821b51686eeafdf2e195106034967cef2f745d",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_2f7b1",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="arrest",
                        when="AFTER",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="subjectcheck",
                constraint=models.UniqueConstraint(
                    fields=("subject", "kind", "asked_at", "org", "comp", "wall"), name="subject_check_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="subjectcheck",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "public_office"), _negated=True),
                        models.Q(("evidence__isnull", False), ("second_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="subject_check_of_public_office_has_two",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="subjectcheck",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_subjectcheckevent" ("asked_at", "comp_id", "evidence", "id", "kind", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prior", "recorded_at", "recorded_by", "registered", "restricted", "result", "rev", "roots", "second_by_id", "shared_to", "subject_id", "wall") SELECT new_values."asked_at", new_values."comp_id", new_values."evidence", new_values."id", new_values."kind", new_values."op_id", new_values."org_id", us_now(), \'insert\', new_values."id", new_values."prior", new_values."recorded_at", new_values."recorded_by", new_values."registered", new_values."restricted", new_values."result", new_values."rev", new_values."roots", new_values."second_by_id", new_values."shared_to", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="d603949adcc1538b32705e6eed39ea32ea0361da",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_21d71",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="subject_check",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="subjectcheck",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_subjectcheckevent" ("asked_at", "comp_id", "evidence", "id", "kind", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prior", "recorded_at", "recorded_by", "registered", "restricted", "result", "rev", "roots", "second_by_id", "shared_to", "subject_id", "wall") SELECT new_values."asked_at", new_values."comp_id", new_values."evidence", new_values."id", new_values."kind", new_values."op_id", new_values."org_id", us_now(), \'update\', new_values."id", new_values."prior", new_values."recorded_at", new_values."recorded_by", new_values."registered", new_values."restricted", new_values."result", new_values."rev", new_values."roots", new_values."second_by_id", new_values."shared_to", new_values."subject_id", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="c48c634c3161896d2a8527efb1a0c152e5043aa2",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_48b58",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="subject_check",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="subjectcheckevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="9f3aea15772ed37640c744a810a7c30ea7faa5af",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_ff1b9",
                        table="operation_subjectcheckevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="subjectevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="f71e1f243351db09f15d406bd52fc1eab7a8f9db",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_2676b",
                        table="operation_subjectevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="subjectlink",
                index=models.Index(
                    condition=models.Q(("state__in", ("positive", "suggested", "negative", "unsure"))),
                    fields=["a"],
                    name="subject_link_a",
                ),
            ),
            migrations.AddIndex(
                model_name="subjectlink",
                index=models.Index(
                    condition=models.Q(("state__in", ("positive", "suggested", "negative", "unsure"))),
                    fields=["b"],
                    name="subject_link_b",
                ),
            ),
            migrations.AddIndex(
                model_name="subjectlink",
                index=models.Index(
                    condition=models.Q(("kind", "suggestion")), fields=["state", "score"], name="subject_link_offered"
                ),
            ),
            migrations.AddConstraint(
                model_name="subjectlink",
                constraint=models.UniqueConstraint(
                    fields=("a", "b", "kind", "via", "by", "at", "org", "comp", "wall"),
                    name="subject_link_natural_key",
                    nulls_distinct=False,
                ),
            ),
            migrations.AddConstraint(
                model_name="subjectlink",
                constraint=models.CheckConstraint(
                    condition=models.Q(("a__lt", models.F("b"))), name="subject_link_is_ordered"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="subjectlink",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_subjectlinkevent" ("a", "at", "b", "best_of", "by_id", "comp_id", "id", "kind", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reasons", "recorded_at", "recorded_by", "restricted", "rev", "roots", "rules", "score", "shared_to", "state", "via", "wall", "withdrawn_at") SELECT new_values."a", new_values."at", new_values."b", new_values."best_of", new_values."by_id", new_values."comp_id", new_values."id", new_values."kind", new_values."op_id", new_values."org_id", us_now(), \'insert\', new_values."id", new_values."reason", new_values."reasons", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."rules", new_values."score", new_values."shared_to", new_values."state", new_values."via", new_values."wall", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="f9223949949e77cda60b96dd0b5de6e52a51437e",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_1f9f9",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="subject_link",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="subjectlink",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_subjectlinkevent" ("a", "at", "b", "best_of", "by_id", "comp_id", "id", "kind", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reasons", "recorded_at", "recorded_by", "restricted", "rev", "roots", "rules", "score", "shared_to", "state", "via", "wall", "withdrawn_at") SELECT new_values."a", new_values."at", new_values."b", new_values."best_of", new_values."by_id", new_values."comp_id", new_values."id", new_values."kind", new_values."op_id", new_values."org_id", us_now(), \'update\', new_values."id", new_values."reason", new_values."reasons", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."rules", new_values."score", new_values."shared_to", new_values."state", new_values."via", new_values."wall", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="6c51e47318e008b0ef24cd86734a26f962e0ace5",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_0693f",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="subject_link",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="subjectlinkevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="98111dd6df8bebd16a74c8ef2730ba92cb35b276",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_0d3ad",
                        table="operation_subjectlinkevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="task",
                index=models.Index(
                    condition=models.Q(("state", "open")), fields=["owner", "due"], name="task_open_of_owner"
                ),
            ),
            migrations.AddIndex(
                model_name="task",
                index=models.Index(condition=models.Q(("state", "open")), fields=["due"], name="task_open_due"),
            ),
            migrations.AddConstraint(
                model_name="task",
                constraint=models.UniqueConstraint(
                    fields=("object", "kind", "n", "org", "comp", "wall"), name="task_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="task",
                constraint=models.CheckConstraint(
                    condition=models.Q(("level__range", (0, 3))), name="task_level_is_on_the_ladder"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="task",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_taskevent" ("comp_id", "done_at", "due", "entity", "id", "kind", "leased_by_id", "leased_until", "level", "n", "object", "offered_to_id", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "reminded_at", "restricted", "rev", "roots", "set_at", "shared_to", "state", "wall") SELECT new_values."comp_id", new_values."done_at", new_values."due", new_values."entity", new_values."id", new_values."kind", new_values."leased_by_id", new_values."leased_until", new_values."level", new_values."n", new_values."object", new_values."offered_to_id", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."reminded_at", new_values."restricted", new_values."rev", new_values."roots", new_values."set_at", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="1fd49af40645f081ff7c837e9e71248b65e09f18",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_c1480",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="task",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="task",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_taskevent" ("comp_id", "done_at", "due", "entity", "id", "kind", "leased_by_id", "leased_until", "level", "n", "object", "offered_to_id", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "reminded_at", "restricted", "rev", "roots", "set_at", "shared_to", "state", "wall") SELECT new_values."comp_id", new_values."done_at", new_values."due", new_values."entity", new_values."id", new_values."kind", new_values."leased_by_id", new_values."leased_until", new_values."level", new_values."n", new_values."object", new_values."offered_to_id", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."reminded_at", new_values."restricted", new_values."rev", new_values."roots", new_values."set_at", new_values."shared_to", new_values."state", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="fe0eb95944bd14af85bc20c8e8a3c7892dc481c9",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_25733",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="task",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="taskevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="4f3213ef64826797ca9711b71c4cf7e8aa726a9b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_d7696",
                        table="operation_taskevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="viewlog",
                index=models.Index(fields=["user", "at"], name="viewlog_of_user"),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="viewlog",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_viewlogevent" ("at", "comp_id", "entity", "full_size", "id", "kind", "object", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by", "restricted", "rev", "roots", "sha256", "shared_to", "user_id", "wall") SELECT new_values."at", new_values."comp_id", new_values."entity", new_values."full_size", new_values."id", new_values."kind", new_values."object", new_values."op_id", new_values."org_id", us_now(), \'insert\', new_values."id", new_values."reason", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."sha256", new_values."shared_to", new_values."user_id", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="ef4da4daf9383b7c3bcf508760b59b4d40c6df52",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_b4cfc",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="viewlog",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="viewlog",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_viewlogevent" ("at", "comp_id", "entity", "full_size", "id", "kind", "object", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by", "restricted", "rev", "roots", "sha256", "shared_to", "user_id", "wall") SELECT new_values."at", new_values."comp_id", new_values."entity", new_values."full_size", new_values."id", new_values."kind", new_values."object", new_values."op_id", new_values."org_id", us_now(), \'update\', new_values."id", new_values."reason", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."roots", new_values."sha256", new_values."shared_to", new_values."user_id", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="7ad020b0b0e47ea2b222f885115e5ba576b07367",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_26a3a",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="viewlog",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="viewlogevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="eb87ac2490b323e400319b880487cc5216318704",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_6cb28",
                        table="operation_viewlogevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="warrant",
                constraint=models.UniqueConstraint(
                    fields=("force", "ref", "org", "comp", "wall"), name="warrant_natural_key"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="warrant",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_warrantevent" ("address_text", "comp_id", "expires_at", "force_id", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "premises_id", "recorded_at", "recorded_by", "ref", "restricted", "rev", "roots", "shared_to", "wall") SELECT new_values."address_text", new_values."comp_id", new_values."expires_at", new_values."force_id", new_values."id", new_values."op_id", new_values."org_id", us_now(), \'insert\', new_values."id", new_values."power", new_values."premises_id", new_values."recorded_at", new_values."recorded_by", new_values."ref", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="6e703aab03b5c56b8c7734850ee4485f6f37df84",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_5e5e6",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="warrant",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="warrant",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_warrantevent" ("address_text", "comp_id", "expires_at", "force_id", "id", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "premises_id", "recorded_at", "recorded_by", "ref", "restricted", "rev", "roots", "shared_to", "wall") SELECT new_values."address_text", new_values."comp_id", new_values."expires_at", new_values."force_id", new_values."id", new_values."op_id", new_values."org_id", us_now(), \'update\', new_values."id", new_values."power", new_values."premises_id", new_values."recorded_at", new_values."recorded_by", new_values."ref", new_values."restricted", new_values."rev", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="439206150026213816532c8ce4b0f53d221b5e85",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_7d986",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="warrant",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="searchevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="a66241f00add46faa2adb0a3ae29e314f8456d4a",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_360df",
                        table="operation_searchevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="search",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ("executed", "aborted")),
                        models.Q(("due__isnull", False), ("owner__isnull", False)),
                        _connector="OR",
                    ),
                    name="search_open_is_owned",
                ),
            ),
            migrations.AddConstraint(
                model_name="search",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "executed"), _negated=True),
                        models.Q(("executed_at__isnull", False), ("result__isnull", False)),
                        _connector="OR",
                    ),
                    name="search_executed_says_when_and_what",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="search",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_searchevent" ("comp_id", "day", "due", "executed_at", "force_id", "id", "on_call_id", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planner_id", "power", "premises_id", "recheck_address", "recheck_at", "recheck_by_id", "recheck_unit", "recorded_at", "recorded_by", "resolutions", "restricted", "result", "rev", "roots", "services_told_at", "shared_to", "state", "subjects", "waiver", "wall", "warrant_id") SELECT new_values."comp_id", new_values."day", new_values."due", new_values."executed_at", new_values."force_id", new_values."id", new_values."on_call_id", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), \'insert\', new_values."id", new_values."planner_id", new_values."power", new_values."premises_id", new_values."recheck_address", new_values."recheck_at", new_values."recheck_by_id", new_values."recheck_unit", new_values."recorded_at", new_values."recorded_by", new_values."resolutions", new_values."restricted", new_values."result", new_values."rev", new_values."roots", new_values."services_told_at", new_values."shared_to", new_values."state", new_values."subjects", new_values."waiver", new_values."wall", new_values."warrant_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="fd253844be08e66e8dd8b5184bfe2692f0fd4073",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_882ad",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="search",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="search",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_searchevent" ("comp_id", "day", "due", "executed_at", "force_id", "id", "on_call_id", "op_id", "org_id", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planner_id", "power", "premises_id", "recheck_address", "recheck_at", "recheck_by_id", "recheck_unit", "recorded_at", "recorded_by", "resolutions", "restricted", "result", "rev", "roots", "services_told_at", "shared_to", "state", "subjects", "waiver", "wall", "warrant_id") SELECT new_values."comp_id", new_values."day", new_values."due", new_values."executed_at", new_values."force_id", new_values."id", new_values."on_call_id", new_values."op_id", new_values."org_id", new_values."owner_id", us_now(), \'update\', new_values."id", new_values."planner_id", new_values."power", new_values."premises_id", new_values."recheck_address", new_values."recheck_at", new_values."recheck_by_id", new_values."recheck_unit", new_values."recorded_at", new_values."recorded_by", new_values."resolutions", new_values."restricted", new_values."result", new_values."rev", new_values."roots", new_values."services_told_at", new_values."shared_to", new_values."state", new_values."subjects", new_values."waiver", new_values."wall", new_values."warrant_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="e95c2d62af13134696a035e473e0d2958898c5b5",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_a8a48",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="search",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="warrantevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="617e6771ced3e62c47c949ab4d02975380837b81",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_22a7c",
                        table="operation_warrantevent",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="welfareplan",
                constraint=models.UniqueConstraint(
                    fields=("about", "kind", "n", "org", "comp", "wall"), name="welfare_natural_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="welfareplan",
                constraint=models.CheckConstraint(
                    condition=models.Q(("risk__in", ("high", "medium", "low", "unknown"))),
                    name="welfare_risk_is_a_level",
                ),
            ),
            migrations.AddConstraint(
                model_name="welfareplan",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "release"), _negated=True), ("handover_to__isnull", False), _connector="OR"
                    ),
                    name="welfare_of_a_release_is_handed_over",
                ),
            ),
            migrations.AddConstraint(
                model_name="welfareplan",
                constraint=models.CheckConstraint(
                    condition=models.Q(("actions__len__gt", 0)), name="welfare_does_something"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="welfareplan",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_welfareplanevent" ("about", "actions", "comp_id", "contact_due", "contacted_at", "entity", "handed_over_at", "handover_to", "id", "kind", "n", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "risk", "roots", "shared_to", "wall") SELECT new_values."about", new_values."actions", new_values."comp_id", new_values."contact_due", new_values."contacted_at", new_values."entity", new_values."handed_over_at", new_values."handover_to", new_values."id", new_values."kind", new_values."n", new_values."op_id", new_values."org_id", us_now(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."risk", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="796f976986fa1e8db8d8223b5628e69cd88969b0",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_d8604",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="welfare_plan",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="welfareplan",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operation_welfareplanevent" ("about", "actions", "comp_id", "contact_due", "contacted_at", "entity", "handed_over_at", "handover_to", "id", "kind", "n", "op_id", "org_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by", "restricted", "rev", "risk", "roots", "shared_to", "wall") SELECT new_values."about", new_values."actions", new_values."comp_id", new_values."contact_due", new_values."contacted_at", new_values."entity", new_values."handed_over_at", new_values."handover_to", new_values."id", new_values."kind", new_values."n", new_values."op_id", new_values."org_id", us_now(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by", new_values."restricted", new_values."rev", new_values."risk", new_values."roots", new_values."shared_to", new_values."wall" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="fb8afb1280918b05eba1d93a916965377e2e557d",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_dbad2",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="welfare_plan",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="welfareplanevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="93e388b5e14ad36fa31d6aaf6b87681fa8e6ff49",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_d6e2a",
                        table="operation_welfareplanevent",
                        when="BEFORE",
                    ),
                ),
            ),
        ],
    )
