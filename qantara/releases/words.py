"""What releases are called, for whoever shows them: lists of the site, the desk, papers."""

from __future__ import annotations

from django.utils.translation import gettext as _


def kind_name(kind: str) -> str:
    """A kind of release in the reader's language; its bare name where it has none here."""
    return {
        "profile": _("City Migration Profile"),
        "figures": _("Published figures"),
        "entry": _("Member’s page"),
        "directory": _("Directory of members"),
        "framework": _("Indicator catalogue"),
        "toolkit": _("Toolkit"),
        "priority_paper": _("City Priority Paper"),
        "recommendations": _("Policy recommendations"),
        "progress": _("Progress on the recommendations"),
    }.get(kind, kind)
