"""What must be true of this machine before files of strangers are opened (SEC-36)."""

import openpyxl
from django.core.checks import Error, register


@register()
def workbooks_are_read_safely(app_configs, **kwargs):
    """openpyxl guards against entity attacks only where it finds defusedxml."""
    if openpyxl.DEFUSEDXML:
        return []
    return [
        Error("Workbooks would be read without a guard against harmful XML.",
              hint="Install defusedxml, as requirements.txt says.", id="dataset.E001")
    ]  # fmt: skip
