"""The one Django app of the operation."""

from django.apps import AppConfig


class OperationConfig(AppConfig):
    """All models of all concepts."""

    name = "understone.operation"
    label = "operation"

    def ready(self) -> None:
        """Let every query know our own lookup."""
        from understone.operation import queries  # noqa: F401 — it registers it
