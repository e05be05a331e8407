"""Words for the states of a case."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.desk.steps import Step

register = template.Library()


@register.filter
def step_name(step: Step) -> str:
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
        "approve": _("Approve in the name of the holder"),
        "release": _("Release"),
    }[step.name]


@register.filter
def step_wait(step: Step) -> str:
    return {
        "review": _("A reviewer other than the author has to read it."),
        "approve": _("Whoever may sign for the holder has to approve it."),
        "release": _("The signatory or the coordinator can release it."),
    }[step.name]


@register.filter
def act_name(act: str) -> str:
    return {
        "wrote": pgettext("signature", "Written by"),
        "reviewed": pgettext("signature", "Reviewed by"),
        "approved": pgettext("signature", "Approved by"),
    }[act]


@register.filter
def kind_name(kind: str) -> str:
    return {
        "profile": _("City Migration Profile"),
        "figures": _("Published figures sheet"),
        "entry": _("Member’s page"),
        "directory": _("Directory of the network"),
        "framework": _("Indicator catalogue"),
    }.get(kind, kind)
