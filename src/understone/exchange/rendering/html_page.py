"""The page as one HTML file: no script, nothing from outside, readable on paper.

The Content-Security-Policy allows the one style sheet by its digest and nothing else, so that even a mistake in
escaping could load or run nothing.
"""

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING

from understone.exchange.package import Package
from understone.exchange.rendering.blocks import Bullets, Facts, Paragraph, Table
from understone.exchange.rendering.page import page

if TYPE_CHECKING:
    from jinja2 import Environment


def html(package: Package) -> bytes:
    """Return `view.html` of a package."""
    shown = page(package)
    environment = _environment()
    style = environment.get_template("view.css.j2").render(marking=shown.marking)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template("view.html.j2").render(page=shown, style=style, style_digest=digest).encode()


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # late: the command line starts without it

    environment = Environment(
        loader=PackageLoader("understone.exchange.rendering"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests |= {
        "facts": lambda block: isinstance(block, Facts),
        "table": lambda block: isinstance(block, Table),
        "bullets": lambda block: isinstance(block, Bullets),
        "paragraph": lambda block: isinstance(block, Paragraph),
    }
    return environment
