"""To whom a package goes: numbers, times and manifests that are fixed when it is submitted (specification §11)."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from understone.exchange import manifest, rendering, sealing
from understone.exchange import package as bodies
from understone.exchange.typed_json import moment
from understone.operation.errors import ReasonMissing
from understone.operation.identifiers import new_id
from understone.operation.organisations import forces_here
from understone.operation.organisations.models import Organisation
from understone.operation.packages import drafting
from understone.operation.packages.models import Dissemination, Package, PackageFile, SignedManifest
from understone.operation.packages.signing import Signing, signature
from understone.operation.routing import districts
from understone.operation.service import Act
from understone.operation.tasks import setting


def forces(act: Act, package: Package, named: Sequence[str], places: Sequence[str]) -> list[Organisation]:
    """Return the forces that a package goes to: of its premises and other `places`, and those that the analyst names.

    Raises `RoutingUndecided` where a district gives none and the analyst names none either, `ReasonMissing` where they
    name one and do not say why, `InputRefused`.
    """
    where = f"package {package.pk}"
    body = drafting.body_of(package)
    codes = [place.force for place in body.premises]
    for district in places:
        try:
            codes.append(districts.force_of(district))
        except districts.RoutingUndecided:
            if not named:
                raise
    if named and not (act.call.reason or "").strip():
        raise ReasonMissing(where)
    if not codes and not named:
        raise districts.RoutingUndecided("", "no place is known")
    return forces_here.named(where, list(dict.fromkeys([*codes, *named])))


def write_files(act: Act, package: Package, created: datetime) -> Mapping[str, bytes]:
    """Render a package as it is now and keep the bytes: what is signed has to be there when it is sealed."""
    body = drafting.body_of(package)
    files = {
        manifest.BODY: bodies.to_bytes(body),
        "view.html": rendering.html(body),
        "view.pdf": rendering.pdf(body),
    }
    walls = {
        "org_id": package.org_id,
        "comp_id": package.comp_id,
        "package": package,
        "created": created,
        **setting.walls(package),
    }
    for path, content in files.items():
        PackageFile.objects.create(path=path, digest=hashlib.sha256(content).hexdigest(), content=content, **walls)
    return files


def files_of(package: Package, created: datetime) -> dict[str, bytes]:
    """Return the files of a submission."""
    rows = PackageFile.objects.filter(package=package, created=created)
    return {each.path: bytes(each.content) for each in rows}


def manifest_of(
    package: Package, to: Organisation, files: Mapping[str, bytes], key: UUID, created: datetime
) -> manifest.Manifest:
    """Return the manifest of one sending."""
    views = {name: files[name] for name in manifest.VIEWS}
    body = drafting.body_of(package)
    built = sealing.build(body, {}, views=views, dissemination=str(key), recipient=to.code, created=created)
    return built.manifest


def text_of(made: manifest.Manifest) -> str:
    """Return a manifest as the text that is signed."""
    return manifest.to_bytes(made).decode()


def signed(
    act: Act,
    package: Package,
    to: Organisation,
    made: manifest.Manifest,
    files_of: datetime,
    signatures: Sequence[dict[str, Any]],
) -> SignedManifest:
    """Return the row of a manifest with who signed it."""
    return SignedManifest(
        **act.made(
            comp_id=package.comp_id,
            package=package,
            force=to,
            dissemination=UUID(made.dissemination),
            n=Dissemination.objects.filter(package=package, force=to).count() + 1,
            created=moment(made.created),
            files_of=files_of,
            manifest=text_of(made),
            signatures=list(signatures),
            **setting.walls(package),
        )
    )


def address(
    act: Act, package: Package, to: Sequence[Organisation], files: Mapping[str, bytes], by: Signing
) -> list[SignedManifest]:
    """Make the manifest of each sending, signed by whoever submits it now."""
    rows = []
    for each in to:
        made = manifest_of(package, each, files, new_id(), act.now)
        rows.append(signed(act, package, each, made, act.now, [signature(by, text_of(made))]))
    act.insert(rows)
    return rows


def standing(package: Package) -> list[SignedManifest]:
    """Return the manifests of the last submission, locked."""
    rows = SignedManifest.objects.select_for_update(of=("self",)).select_related("force")
    return list(rows.filter(package=package, void=False).order_by("pk"))


def sign_all(act: Act, made: Sequence[SignedManifest], signing: Signing) -> None:
    """Add one person's signature to each manifest."""
    fields: list[dict[str, Any]] = [
        {"signatures": [*each.signatures, signature(signing, each.manifest)]} for each in made
    ]
    act.change_all(made, fields)


def void_all(act: Act, package: Package) -> list[SignedManifest]:
    """Let the signatures over a package's manifests count no more; return the rows, for an entry to name them."""
    rows = standing(package)
    act.change_all(rows, [{"void": True}] * len(rows))
    return rows
