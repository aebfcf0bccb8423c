"""Styles and scripts under names with their digests, those that scripts import among them: kept for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names what a script imports by its digest too."""

    support_js_module_import_aggregation = True
