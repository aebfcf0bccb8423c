"""Why deconfliction refuses beside what every service refuses."""

from understone.operation.errors import OperationError


class LimitReached(OperationError):
    """A person did more of it than one does in the course of work."""

    code = "limit_reached"

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, "deconfliction", remedy)
