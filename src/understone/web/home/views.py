"""The queue: what is due first for whoever asks, and taking the top of it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from understone.operation.organisations.models import User
from understone.operation.tasks import listing, taking
from understone.operation.tasks.listing import Which
from understone.web import lists
from understone.web.home import places
from understone.web.signed_in import COMPARTMENT, ROLE, call

_LISTS = {Which.MINE: "Mine", Which.OFFERED: "Offered to me", Which.TEAM: "My team", Which.ESCALATED: "Escalated to me"}


@require_GET
def home(request: Any) -> HttpResponse:
    """P2: what first? The open tasks by due time, and who has them."""
    which = _which(request)
    place = lists.after(request)
    after = None if place is None or place[0] is None else (place[0], place[1])
    desk = listing.desk(request.actor, which, after=after, limit=lists.SHOWN + 1)
    page, names, counted = lists.shown(request, desk.tasks), desk.names, desk.counts.lists
    told = {
        "page": page,
        "rows": [(task, names.get(task.object) if task.object else None, places.of(task, names)) for task in page.rows],
        "lists": [
            {"text": text, "count": counted[each], "here": each is which, "href": f"?list={each.value}"}
            for each, text in _LISTS.items()
            if counted[each] or each is Which.MINE or each is which
        ],
        "which": which.value,
        "taken": next((task for task in page.rows if task.leased_by == request.actor.pseudonym), None),
    }
    return render(request, "home/home.html", told)


@require_POST
def start_next(request: Any) -> HttpResponse:
    """Take the first task that nobody has taken, and go where its work is done."""
    desk = listing.desk(request.actor, Which.MINE)
    for task in desk.tasks:
        if task.leased_by in {None, request.actor.pseudonym}:
            taking.take(call(request, expected=task.rev), task.id)
            return HttpResponseRedirect(places.of(task, desk.names) or reverse("home"))
    return HttpResponseRedirect(reverse("home"))


@require_POST
def take(request: Any, key: UUID) -> HttpResponse:
    """Take a task for half an hour."""
    taking.take(call(request), key)
    return _back(request)


@require_POST
def release(request: Any, key: UUID) -> HttpResponse:
    """Give a task back."""
    taking.release(call(request), key)
    return _back(request)


@require_http_methods(["GET", "POST"])
def role(request: Any) -> HttpResponse:
    """P1: in which role, and behind which wall, does somebody act who has several?"""
    person = User.objects.get(pseudonym=request.user.pseudonym)
    chosen = request.POST.get("role", "")
    if request.method == "POST" and chosen in person.roles:
        request.session[ROLE] = chosen
        request.session.pop(COMPARTMENT, None)
        return HttpResponseRedirect(reverse("home"))
    roles = [(code, places.ROLES[code]) for code in person.roles]
    errors = [("role-1", "Choose a role that you hold")] if request.method == "POST" else []
    return render(request, "home/role.html", {"roles": roles, "errors": errors}, status=422 if errors else 200)


@require_GET
def help_(request: Any) -> HttpResponse:
    """P36: how."""
    return render(request, "home/help.html", {"role": places.ROLES[request.actor.role]})


@require_GET
def accessibility(request: Any) -> HttpResponse:
    """P36: what is known not to work yet."""
    return render(request, "home/accessibility.html")


def _which(request: Any) -> Which:
    said = request.GET.get("list", Which.MINE.value)
    return Which(said) if said in set(Which) else Which.MINE


def _back(request: Any) -> HttpResponse:
    said = request.POST.get("list", "")
    return HttpResponseRedirect(reverse("home") + (f"?list={said}" if said in set(Which) else ""))
