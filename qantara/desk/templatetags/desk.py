"""Words for the states of a case."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.desk.steps import Step
from qantara.releases.words import kind_name
from qantara.web import links

register = template.Library()
register.filter(kind_name)


@register.filter
def step_name(step: Step) -> str:
    if step.is_on_paper:
        return _("Signed on paper, to be confirmed")
    return {
        "review": _("To be reviewed"),
        "approve": _("To be approved"),
        "release": _("To be released"),
        "": _("Released"),
    }[step.name]


@register.filter
def step_button(step: Step) -> str:
    return {
        "review": _("Confirm the review"),
        "approve": _("Approve in the name of the city or organisation"),
        "release": _("Release"),
    }[step.name]


@register.filter
def step_wait(step: Step) -> str:
    if step.is_on_paper:
        return _(
            "The secretariat has it: somebody there compares the signed sheet and confirms it."
        )
    return {
        "review": _("A reviewer other than the author has to read it."),
        "approve": _("Whoever may sign for the city or organisation has to approve it."),
        "release": _("The signatory or the coordinator can release it."),
    }[step.name]


@register.filter
def language_name(code: str) -> SafeString:
    """A language by its own name: ``Français``."""
    return format_html('<bdi lang="{}">{}</bdi>', code, links.LANGUAGES[code])


@register.filter
def act_name(act: str) -> str:
    return {
        "wrote": pgettext("signature", "Written by"),
        "reviewed": pgettext("signature", "Reviewed by"),
        "approved": pgettext("signature", "Approved by"),
    }[act]
