"""The one Django app of the operation."""

from django.apps import AppConfig


class OperationConfig(AppConfig):
    """All models of all concepts."""

    name = "understone.operation"
    label = "operation"
