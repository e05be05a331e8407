"""What the parts of the guide are called."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from qantara.action.toolkit.guide import Step, Tool, ToolKind
from qantara.core import locales


def tool_kind(kind: ToolKind) -> str:
    return {
        "template": pgettext("tool", "Template"),
        "checklist": pgettext("tool", "Questions"),
        "agenda": pgettext("tool", "Agenda"),
        "sheet": pgettext("tool", "Table"),
        "outline": pgettext("tool", "Outline"),
    }[kind]


def made_at_desk(tool: Tool) -> str:
    """Said of a tool that is not a text but a part of the desk."""
    return _("Made at the desk, filled with what is known of your city.") if tool.desk else ""


def weeks(step: Step, lang: str) -> str:
    """How long it takes, as printed."""
    least, most = step.weeks
    return ngettext("%(least)s to %(most)s week", "%(least)s to %(most)s weeks", most) % {
        "least": locales.number(least, lang), "most": locales.number(most, lang),
    }  # fmt: skip
