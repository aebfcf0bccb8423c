"""From captures to selectors, and to the node that linking compares. What is no selector says why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from understone.exchange.package_terms import Bool3, Strength
from understone.operation.linking.nodes import Carried, Node, NodeKey, SelectorKey
from understone.operation.referrals.parsed import CaptureKind, ParsedCapture
from understone.operation.selectors.kinds import Normal, Refused, SelectorKind
from understone.operation.selectors.letters import plain_name
from understone.operation.selectors.look_alikes import look_alikes
from understone.operation.selectors.normal_forms import normalise

_KINDS: Mapping[CaptureKind, SelectorKind] = {
    CaptureKind.IP: SelectorKind.IP_PORT_TIME,
    CaptureKind.ACCOUNT: SelectorKind.ACCOUNT,
    CaptureKind.EMAIL: SelectorKind.EMAIL,
    CaptureKind.PHONE: SelectorKind.PHONE,
    CaptureKind.HANDLE: SelectorKind.HANDLE,
    CaptureKind.DEVICE: SelectorKind.DEVICE,
    CaptureKind.ADDRESS: SelectorKind.ADDRESS,
    CaptureKind.PAYMENT: SelectorKind.WALLET,
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """A capture with the selector made of it, or the code word for why there is none."""

    capture: ParsedCapture
    selector: Normal | None
    refused: str | None


def recognise(capture: ParsedCapture, country: str | None, *, documentation: bool = False) -> Recognised:
    """Make a selector of a capture. `country` is the one that the source's entry states for national numbers.

    `documentation` lets addresses that are reserved for documentation pass as public: in tests and the demonstration.
    """
    kind = _kind(capture)
    if kind is None:
        return Recognised(capture, None, "no_selector")
    made = normalise(
        kind,
        capture.value,
        service=capture.service,
        country=capture.country or country,
        verified=capture.verified,
        port=capture.port,
        occurred_at=capture.occurred_at,
        born=capture.born,
        documentation=documentation,
    )
    if isinstance(made, Refused):
        return Recognised(capture, made.kept, made.code)
    return Recognised(capture, made, None)


def _kind(capture: ParsedCapture) -> SelectorKind | None:
    if capture.kind is CaptureKind.NAME:
        return SelectorKind.NAME_DOB if capture.born else None
    if capture.kind is CaptureKind.URL:
        try:
            host = urlsplit(capture.value).hostname or ""
        except ValueError:
            return None
        return SelectorKind.ONION if host.endswith(".onion") else None
    return _KINDS.get(capture.kind)


def node(key: NodeKey, recognised: Iterable[Recognised]) -> Node:
    """Return what linking compares: selectors and their look-alikes, names and dates of birth as stated."""
    found = list(recognised)
    carried = [item for each in found if each.selector is not None for item in _carried(each.selector)]
    names = [plain_name(each.capture.value).split() for each in found if each.capture.kind is CaptureKind.NAME]
    born = [each.capture for each in found if each.capture.born]
    return Node(
        key,
        tuple(carried),
        given=_distinct(words[0] for words in names if words),
        family=_distinct(words[-1] for words in names if len(words) > 1),
        born=_distinct(each.born for each in born if each.born),
        born_verified=_distinct(each.born for each in born if each.born and each.verified is Bool3.YES),
    )


def _carried(selector: Normal) -> Sequence[Carried]:
    own = Carried(SelectorKey(selector.kind.value, selector.normal), selector.strength, selector.confusable)
    return [own, *(Carried(SelectorKey(*each), Strength.W) for each in look_alikes(selector))]


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))
