"""The one Django app of the operation."""

from django.apps import AppConfig


class OperationConfig(AppConfig):
    """All models of all concepts."""

    name = "understone.operation"
    label = "operation"

    def ready(self) -> None:
        """Let the rooms above say what ends with a subject."""
        from understone.operation.packages import withdrawing  # noqa: F401 — it adds its own
