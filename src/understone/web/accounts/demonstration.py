"""Sign-ins for the invented people of a demonstration: one a role, their password and codes printed."""

from collections.abc import Iterator

from understone.operation.organisations.models import User
from understone.web.accounts import keeping
from understone.web.home.places import ROLES

PASSWORD = "an invented operation"  # noqa: S105 — of people who are invented, in a database whose clock can be turned
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105


def signs_in() -> Iterator[str]:
    """Make them, and tell what to type. Raises `InputRefused` where the operation is no demonstration."""
    yield f"password  {PASSWORD}"
    yield f"secret    {SECRET}, for an authenticator app; the code at this moment is {keeping.code_now(SECRET)}"
    for role, name in ROLES.items():
        person = User.objects.filter(roles__contains=[role], active=True).order_by("org__kind", "pseudonym").first()
        if person is not None:
            keeping.of_the_demonstration(person.pseudonym, PASSWORD, SECRET)
            yield f"{name:<37} {person.pseudonym}"
