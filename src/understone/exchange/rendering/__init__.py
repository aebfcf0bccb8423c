"""A package as people read it: `view.html` and `view.pdf`, both from `package.json` alone.

`page` says what is told and in which order, once; `html_page` and `pdf_file` only set it. The same package gives the
same bytes. Nobody need trust them: the truth is `package.json`, and whoever has it can render both again and compare.
"""

from understone.exchange.rendering.html_page import html
from understone.exchange.rendering.pdf_file import pdf

__all__ = ["html", "pdf"]
