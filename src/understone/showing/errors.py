"""Why nothing is shown. What is said names no path: it goes to whoever asked, over the network."""

from understone.errors import UnderstoneError


class ShowingError(UnderstoneError):
    """Base; `status` is that of the HTTP answer."""

    status = 500


class TokenRefused(ShowingError):
    """The token is not the operation's, has ended, or was used."""

    status = 403

    def __init__(self, why: str) -> None:
        super().__init__(why, "token", "ask to view the picture again: each view has a token of its own")


class NotHere(ShowingError):
    """No case or evidence of this service holds what the token names."""

    status = 404

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, "evidence", remedy)


class NotTheSame(ShowingError):
    """The content of the file is no longer what was examined."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "the file in the evidence has another digest than the one that was examined",
            "evidence",
            "tell the digital examiner: run `understone verify` on the case",
        )


class NoPreview(ShowingError):
    """It can be read, and not be shown."""

    status = 415

    def __init__(self, why: str) -> None:
        super().__init__(f"no preview: {why}", "picture", "ask the digital examiner to look at it with their own tools")
