"""Django's name for the forms that wait for their author."""

from django.apps import AppConfig


class Parking(AppConfig):
    """What was typed and not sent, in the pages' own schema."""

    name = "understone.web.parking"
    label = "parking"
