"""Requests of tables: lists, counts, searches, keys from everywhere, history, and SQL as a session sends it."""

from datetime import timedelta
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import Count, Max, Min, Sum

from operation.compartments import BEGAN, LATER, TRACKED, WALLED
from operation.requests_asking import FAR, Asking, compare, row_of, sql, undone
from understone.operation.access import context
from understone.operation.access.context import working
from understone.operation.identifiers import NIL, new_id


def _table(asking: Asking) -> str:
    return asking.chance.choice((*TRACKED, *WALLED))


def list_(asking: Asking) -> list[str]:
    table = _table(asking)
    with working(asking.actor):
        found = set(asking.model(table).objects.values_list("pk", flat=True))
    return compare(table, found, {row.id for row in asking.world.seen(asking.who, table)})


def count(asking: Asking) -> list[str]:
    """Numbers, and the ends of an aggregate, tell of rows too."""
    table = _table(asking)
    seen = asking.world.seen(asking.who, table)
    with working(asking.actor):
        if table not in TRACKED:
            per_wall = dict(asking.model(table).objects.values_list("comp").annotate(Count("pk")))
            told: dict[UUID, int] = {}
            for row in seen:
                told[row.comp] = told.get(row.comp, 0) + 1
            return compare(f"{table} by wall", set(per_wall.items()), set(told.items()))
        found = asking.model(table).objects.aggregate(Count("pk"), Min("recorded_at"), Max("recorded_at"), Sum("rev"))
    last = [row.revisions[-1] for row in seen]
    expected = {
        "pk__count": len(last),
        "recorded_at__min": min((when for _, when in last), default=None),
        "recorded_at__max": max((when for _, when in last), default=None),
        "rev__sum": sum(rev for rev, _ in last) or None,
    }
    return compare(f"aggregate of {table}", set(found.items()), set(expected.items()))


# Each search: what is looked for, by which field, and of which parent (by which key) that field is.
SEARCHES: tuple[tuple[str, str, str | None, str], ...] = (
    ("referral", "content_digest", None, ""),
    ("referral", "source_ref", None, ""),
    ("selector", "normal", None, ""),
    ("capture", "value", None, ""),
    ("original", "digest", None, ""),
    ("link_value", "normal", None, ""),
    ("link_carrier", "normal", None, ""),
    ("capture", "source_ref", "referral_id", "referral__source_ref"),
    ("capture", "normal", "selector_id", "selector__normal"),
    ("referral_part", "content_digest", "referral_id", "referral__content_digest"),
    ("referral", "code", "subject_id", "subject__code"),
    ("subject_check", "code", "subject_id", "subject__code"),
    ("risk_assessment", "code", "subject_id", "subject__code"),
    ("position_of_trust", "employer", None, ""),
    ("premises", "address", None, ""),
    ("child", "age_band", None, ""),
    ("child_link", "code", "subject_id", "subject__code"),
    ("child_link", "code", "child_id", "child__code"),
    ("identity_resolution", "address", "premises_id", "premises__address"),
)


def search(asking: Asking) -> list[str]:
    table, name, parent, path = asking.chance.choice(SEARCHES)
    world, who = asking.world, asking.who
    of = asking.chance.choice(world.rows[table])
    if parent and of.values[parent] is None:
        return []
    value = world.by_id[of.values[parent]].values[name] if parent else of.values[name]
    expected = set()
    for row in world.seen(who, table):
        holder = world.by_id.get(row.values[parent]) if parent else row
        if holder is not None and holder.values[name] == value and world.may_read(who, holder):
            expected.add(row.id)
    with working(asking.actor):
        found = set(asking.model(table).objects.filter(**{path or name: value}).values_list("pk", flat=True))
    return compare(f"{table} by {path or name}", found, expected)


def by_key(asking: Asking) -> list[str]:
    table = _table(asking)
    keys = asking.keys(table)
    with working(asking.actor):
        found = set(asking.model(table).objects.filter(pk__in=keys).values_list("pk", flat=True))
    return compare(table, found, {row.id for row in asking.world.seen(asking.who, table)} & set(keys))


def history(asking: Asking) -> list[str]:
    """Every revision of a row that is there, and of none that is not; at any time in the past too."""
    table = asking.chance.choice(TRACKED)
    seen = asking.world.seen(asking.who, table)
    name = f"operation_{table.replace('_', '')}event"
    at = asking.chance.choice([BEGAN, BEGAN + timedelta(days=1), LATER, FAR, BEGAN - timedelta(days=1)])
    with working(asking.actor):
        everything = sql(f"SELECT pgh_obj_id, rev FROM {name}")
        as_of = sql(
            f"SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id, rev FROM {name} WHERE recorded_at <= %s"
            " ORDER BY pgh_obj_id, recorded_at DESC, rev DESC",
            [at],
        )
        one = asking.chance.choice(asking.world.rows[table])
        of_one = sql(f"SELECT pgh_obj_id, rev FROM {name} WHERE pgh_obj_id = %s", [one.id])
    wrong = compare(name, set(everything), {(row.id, rev) for row in seen for rev, _ in row.revisions})
    then = {row.id: max((rev for rev, when in row.revisions if when <= at), default=0) for row in seen}
    wrong += compare(f"{name} as of {at:%d %B %Y}", set(as_of), {(key, rev) for key, rev in then.items() if rev})
    there = asking.world.may_read(asking.who, one)
    return wrong + compare(name, set(of_one), {(one.id, rev) for rev, _ in one.revisions if there})


def sly_select(asking: Asking) -> list[str]:
    """SQL as an injection would have it: each way yields the keys of what it reads."""
    table = _table(asking)
    one = asking.chance.choice(asking.world.rows[table])
    ways = (
        f"SELECT id FROM {table} WHERE id = %s OR true",
        f"SELECT x.id FROM (SELECT * FROM {table} OFFSET 0) AS x WHERE %s IS NOT NULL",
        f"SELECT id FROM {table} WHERE false UNION ALL SELECT id FROM {table} WHERE %s IS NOT NULL",
        f"SELECT unnest(array_agg(id)) FROM {table} WHERE %s IS NOT NULL",
        f"SELECT (to_jsonb(t) ->> 'id') FROM {table} AS t WHERE %s IS NOT NULL",
        # An error in the condition would tell of a row that the rules hide, were they looked at later.
        f"SELECT id FROM {table} WHERE 1 / (CASE WHEN id = %s THEN 0 ELSE 1 END) = 1",
    )
    way = asking.chance.choice(ways)
    expected = {str(row.id) for row in asking.world.seen(asking.who, table)}
    try:
        with working(asking.actor):
            found = {str(key) for (key,) in sql(way, [one.id])}
    except DatabaseError as error:
        told = "division by zero" in str(error) and str(one.id) in expected
        return [] if told else [f"{table}: an error tells of {one.id}: {error}"]
    if "1 / (" in way and str(one.id) in expected:
        return [f"{table}: {one.id} is missing"]
    return compare(table, found, expected)


def write(asking: Asking) -> list[str]:
    """An update of rows from everywhere reaches those of one's own organisation that are there; nothing is deleted."""
    table = asking.chance.choice((*TRACKED, "link_node", "link_value", "link_carrier"))
    keys = list(set(asking.keys(table)))
    change = "rev = rev + 1, op_id = gen_random_uuid()" if table in TRACKED else "restricted = restricted"
    expected = {key for key in keys if asking.world.may_write(asking.who, row_of(asking.world, table, key))}
    wrong = []
    with undone(asking.actor):
        found = {key for (key,) in sql(f"UPDATE {table} SET {change} WHERE id = ANY (%s) RETURNING id", [keys])}
        wrong += compare(f"written in {table}", found, expected)
    with undone(asking.actor):
        try:
            sql(f"DELETE FROM {table} WHERE id = ANY (%s) RETURNING id", [keys])
        except DatabaseError as error:
            return wrong if "permission denied" in str(error) else [*wrong, str(error)]
    return [*wrong, f"{table}: rows were deleted"]


def insert(asking: Asking) -> list[str]:
    """A row goes into one's own organisation and a compartment one holds alone; a key taken elsewhere is free."""
    world, who, chance = asking.world, asking.who, asking.chance
    org = chance.choice([who.org, who.org, world.agency, *world.forces.values()])
    comp = chance.choice([*who.live, *world.codes.values()])
    subject = chance.choice(world.rows["subject"])
    restricted = chance.random() < 0.3
    on_list = (subject.id, who.id) in world.grants
    allowed = org == who.org and comp in who.live and (not restricted or on_list)
    like = chance.choice(world.rows["selector"])
    names = (
        "id, org_id, comp_id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, kind, normal"
    )
    with undone(asking.actor):
        wall = subject.id if restricted and subject.id in world.restricted else NIL
        taken = [
            row
            for row in world.seen(who, "selector")
            if (row.org, row.comp, row.values["normal"]) == (org, comp, like.values["normal"])
            and (row.roots[0] if row.restricted else NIL) == wall
        ]
        values = [new_id(), org, comp, [], restricted, [subject.id], wall, new_id(), who.id, like.values["normal"]]
        try:
            sql(
                f"INSERT INTO selector ({names}, raw, verified, strength, degree, capped, confusable) VALUES"
                " (%s, %s, %s, %s::uuid[], %s, %s::uuid[], %s, 1, %s, now(), %s, 'handle', %s, '{}', 'unknown', 'M', 1,"
                " false, false) RETURNING id",
                values,
            )
        except DatabaseError as error:
            if "row-level security" in str(error):
                return ["an insert of one's own is refused"] if allowed else []
            if "selector_natural_key" in str(error) and allowed and taken:
                return []
            return [f"an insert tells of what is hidden: {error}"]
    if taken and allowed:
        return ["a natural key stands twice"]
    return [] if allowed else [f"a row was put into {org} {comp}"]


def without_context(asking: Asking) -> list[str]:
    """Nobody, '' and NULL see nothing (invariant 1)."""
    table = _table(asking)
    history = f"operation_{table.replace('_', '')}event" if table in TRACKED else table
    with transaction.atomic():
        if asking.chance.random() < 0.7:
            context.enter(asking.actor)
            setting = asking.chance.choice(["us.org", "us.comps"])
            sql("SELECT set_config(%s, %s, true)", [setting, asking.chance.choice(["", None])])
        found = sql(f"SELECT id::text FROM {table} UNION ALL SELECT id::text FROM {history}")
    return [f"{table}: {key} without a context" for (key,) in found]
