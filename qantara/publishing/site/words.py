"""Words of the site that depend on a value."""

from __future__ import annotations

from django.utils.translation import gettext as _

#: Formats in the order files are offered.
FORMATS = ("pdf", "xlsx", "csv", "zip", "tools", "jsonstat", "json")


def place_of(code: str) -> int:
    """Where a format stands in a list of files: known ones first."""
    return FORMATS.index(code) if code in FORMATS else len(FORMATS)


def file_format(code: str) -> tuple[str, str]:
    """A file format's short name and what such a file holds."""
    return {
        "pdf": ("PDF", _("The whole document, tagged and ready to print")),
        "xlsx": ("XLSX", _("All figures as a workbook, with sources and flags")),
        "csv": ("CSV", _("All figures in one long table")),
        "zip": ("ZIP", _("Figures as CSV with a data package and a description of every column")),
        "tools": (
            "DOCX",
            _("Templates, questions and tables to be changed, one document each (ZIP)"),
        ),
        "jsonstat": ("JSON-stat", _("All figures for programs, JSON-stat 2.0")),
        "json": ("JSON", _("The document itself, as its checksum covers it")),
    }.get(code, (code.upper(), ""))


def catalogue_file(code: str) -> str:
    """What a file of the indicator catalogue holds."""
    return {
        "pdf": _("The whole catalogue, tagged and ready to print (PDF)"),
        "csv": _("All definitions in one table, in four languages (CSV)"),
        "json": _("The document itself, as its checksum covers it (JSON)"),
    }.get(code, code.upper())
