"""The parts of forms, once: each with its label, its hint, what is wrong beside it, and what was typed still there.

They read two names of the page: `typed`, what was sent, and `errors`, pairs of a field and what is wrong with it.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from understone.web.parking import keeping as parking

register = template.Library()
Context = Mapping[str, Any]
Choices = Iterable[tuple[object, str]]  # a value and its words


def _part(context: Context, name: str, label: str, hint: str, **more: Any) -> dict[str, Any]:
    wrong = [text for place, text in context.get("errors", ()) if place in {name, f"{name}-1", f"{name}-day"}]
    told = " ".join([*([f"{name}-hint"] if hint else []), *([f"{name}-error"] if wrong else [])])
    typed = context.get("typed") or {}
    return {"name": name, "label": label, "hint": hint, "wrong": wrong, "told": told, "typed": typed, **more}


def _said(choices: Choices) -> list[tuple[str, str]]:
    return [(str(value), text) for value, text in choices]


@register.inclusion_tag("parts/form/radios.html", takes_context=True)
def radios(
    context: Context, name: str, label: str, choices: Choices, hint: str = "", stands: str = ""
) -> dict[str, Any]:
    """Show a choice of one; `choices` are pairs of a value and its words, `stands` what is chosen to begin with."""
    part = _part(context, name, label, hint, choices=_said(choices))
    return {**part, "chosen": part["typed"].get(name, stands)}


@register.inclusion_tag("parts/form/select.html", takes_context=True)
def select(
    context: Context,
    name: str,
    label: str,
    choices: Choices,
    hint: str = "",
    none: str = "",
    stands: str = "",
) -> dict[str, Any]:
    """Show a choice of one of many; `none`: the words of choosing nothing."""
    part = _part(context, name, label, hint, choices=_said(choices), none=none)
    return {**part, "chosen": part["typed"].get(name, stands)}


@register.inclusion_tag("parts/form/ticks.html", takes_context=True)
def ticks(context: Context, name: str, label: str, choices: Choices, hint: str = "") -> dict[str, Any]:
    """Show a choice of any number."""
    part = _part(context, name, label, hint, choices=_said(choices))
    typed = part["typed"]
    return {**part, "chosen": typed.getlist(name) if hasattr(typed, "getlist") else typed.get(name, [])}


@register.inclusion_tag("parts/form/line.html", takes_context=True)
def line(
    context: Context, name: str, label: str, hint: str = "", width: str = "", stands: str = "", kind: str = "text"
) -> dict[str, Any]:
    """Show a field of one line; `width`: 2, 3, 4, 5, 10, 20 or 30 letters, else all there is."""
    part = _part(context, name, label, hint, width=width, kind=kind)
    return {**part, "said": part["typed"].get(name, stands)}


@register.inclusion_tag("parts/form/lines.html", takes_context=True)
def lines(context: Context, name: str, label: str, hint: str = "", rows: int = 3, stands: str = "") -> dict[str, Any]:
    """Show a field of several lines."""
    part = _part(context, name, label, hint, rows=rows)
    return {**part, "said": part["typed"].get(name, stands)}


@register.inclusion_tag("parts/form/file.html", takes_context=True)
def file(context: Context, name: str, label: str, hint: str = "", many: bool = False) -> dict[str, Any]:
    """Show where a file is chosen."""
    return _part(context, name, label, hint, many=many)


@register.inclusion_tag("parts/form/when.html", takes_context=True)
def when(context: Context, name: str, label: str, hint: str = "", stands: Any = None) -> dict[str, Any]:
    """Show a day, a time and its zone: NAME-day, -month, -year, -time, -zone, which `typed_moments.typed` reads."""
    part = _part(context, name, label, hint)
    typed = part["typed"]
    now = {} if stands is None else {"day": stands.day, "month": stands.month, "year": stands.year}
    pieces = {
        piece: typed.get(f"{name}-{piece}", now.get(piece, "")) for piece in ("day", "month", "year", "time", "zone")
    }
    return {**part, **pieces}


@register.simple_tag(takes_context=True)
def once(context: Context, key: UUID, revision: int | None = None, **more: Any) -> SafeString:
    """Return what makes a form ours, sent once, and made of a revision; `more`: other hidden fields."""
    ours = {"csrfmiddlewaretoken": context["csrf_token"], parking.TOKEN: parking.token(context["request"])}
    told = {**ours, "once": key, "rev": revision, **more}
    return format_html_join(
        "",
        '<input type="hidden" name="{}" value="{}">',
        ((name, said) for name, said in told.items() if said is not None),
    )


@register.simple_tag
def press(text: str, kind: str = "") -> SafeString:
    """Return the button of a form; `kind`: secondary or warning."""
    return format_html(
        '<button class="govuk-button{}" data-module="govuk-button" data-prevent-double-click="true">{}</button>',
        f" govuk-button--{kind}" if kind else "",
        text,
    )
