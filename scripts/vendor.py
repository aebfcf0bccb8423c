"""Fetch the pages' styles and scripts from npm's packages and put what we may use of them beside the pages.

    .venv/bin/python scripts/vendor.py            # `make vendor`: needs npm and a network, once a version
    .venv/bin/python scripts/vendor.py --check    # are the files those that were vendored?

Left out: GOV.UK's typeface, crest and logotype, which nobody off GOV.UK has a licence for; MoJ's script. VENDOR.json
names version, licence, the packages' digests and those of what was made of them.
"""

import argparse
import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1] / "src/understone/web/static/vendor"
FACTS, STYLES = "VENDOR.json", "frontend.css"
PACKAGES = {
    "govuk-frontend": (
        "6.6.0",
        "MIT",
        {"dist/govuk/govuk-frontend.min.css": "govuk.css", "dist/govuk/govuk-frontend.min.js": "govuk.js"},
    ),
    "@ministryofjustice/frontend": ("11.1.0", "MIT", {"moj/moj-frontend.min.css": "moj.css"}),
    "htmx.org": ("4.0.1", "0BSD", {"dist/htmx.min.js": "htmx.js"}),
}
TESTS = Path(__file__).resolve().parents[1] / "tests/web/vendor"
FOR_TESTS = {"axe-core": ("4.14.1", "MPL-2.0", {"axe.min.js": "axe.js"})}  # finds what some people cannot use
# Their packages name the licence without its text.
_HOLDERS = {
    "govuk-frontend": "Copyright (C) 2017 Crown Copyright (Government Digital Service)",
    "@ministryofjustice/frontend": "Copyright (c) 2018 Crown Copyright (Ministry of Justice)",
}
_MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""
_FONT_FACE = re.compile(r"(/\*! Copyright \(c\) 2011 by Margaret Calvert.*?\*/\s*)?@font-face\{[^}]*\}", re.S)
_MAP = re.compile(r"(/\*#|//#) sourceMappingURL=\S+( \*/)?\n?")
_ASSET = re.compile(r"url\(/assets/images/([^)]+)\)")


def main() -> int:
    """Vendor, or check what was."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true", help="fetch nothing; compare digests")
    if options.parse_args().check:
        wrong = [*changed(HERE), *changed(TESTS)]
        for each in wrong:
            print(f"{each} is not what was vendored", file=sys.stderr)
        return 1 if wrong else 0
    for folder, packages in ((HERE, PACKAGES), (TESTS, FOR_TESTS)):
        folder.mkdir(parents=True, exist_ok=True)
        facts = [_vendored(folder, name, *what) for name, what in packages.items()]
        if folder == HERE:
            facts.append(_joined(folder, facts))
        (folder / FACTS).write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
        print(f"{folder}: {sum(len(each['files']) for each in facts)} files of {len(facts)} packages")
    return 0


def changed(folder: Path) -> list[str]:
    """Return the names of files that are missing, differ from what was vendored, or are named by nothing."""
    packages = json.loads((folder / FACTS).read_text("utf-8"))
    said = {name: digest for each in packages for name, digest in each["files"].items()}
    there = {path.name: _sha256(path.read_bytes()) for path in folder.iterdir() if path.name != FACTS}
    return sorted(name for name in said.keys() | there.keys() if said.get(name) != there.get(name))


def _vendored(folder_to: Path, name: str, version: str, licence: str, wanted: dict[str, str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{name}@{version}", "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).iterdir()
        raw = archive.read_bytes()
        with tarfile.open(archive) as packed:
            files = {
                member.name.removeprefix("package/"): extracted.read()
                for member in packed
                if (extracted := packed.extractfile(member))
            }
    made = {target: files[source] for source, target in wanted.items()}
    for target in [target for target in made if target.endswith(".css")]:
        text, pictures = _styles(made[target].decode())
        made[target] = text.encode()
        made |= {picture: files[f"moj/assets/images/{picture}"] for picture in pictures}
    made = {target: _MAP.sub("", content.decode()).encode() for target, content in made.items()}
    licence_file = f"{Path(next(iter(wanted.values()))).stem}-LICENCE.txt"
    made[licence_file] = files.get("LICENSE") or f"{_HOLDERS[name]}\n\n{_MIT}".encode()
    for target, content in made.items():
        (folder_to / target).write_bytes(content)
    return {
        "package": name,
        "version": version,
        "licence": licence,
        "integrity": "sha512-" + base64.b64encode(hashlib.sha512(raw).digest()).decode(),
        "files": {target: _sha256(content) for target, content in sorted(made.items())},
    }


def _joined(folder: Path, facts: list[dict[str, Any]]) -> dict[str, Any]:
    """Join the style sheets of the packages to one, which a browser fetches in one request."""
    parts = [(each, name) for each in facts for name in sorted(each["files"]) if name.endswith(".css")]
    content = b"\n".join((folder / name).read_bytes() for _, name in parts)
    for each, name in parts:
        (folder / name).unlink()
        del each["files"][name]
    (folder / STYLES).write_bytes(content)
    return {"joined of": [each["package"] for each, _ in parts], "files": {STYLES: _sha256(content)}}


def _styles(text: str) -> tuple[str, list[str]]:
    """Return a style sheet without typeface and crest, its pictures named relative to it; and their names."""
    text = _FONT_FACE.sub("", text).replace("GDS Transport,", "").replace('"GDS Transport",', "")
    text = text.replace("url(/assets/images/govuk-crest.svg)", "none")
    return _ASSET.sub(r"url(\1)", text), sorted(set(_ASSET.findall(text)))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
