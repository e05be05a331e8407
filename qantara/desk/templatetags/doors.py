"""Words for roles and for what takes two people."""

from __future__ import annotations

from datetime import date, timedelta

from django import template
from django.utils.translation import gettext as _

from qantara.accounts.models import Opening, Request, Role
from qantara.accounts.words import holder_name, title_name

register = template.Library()
register.filter(title_name)
register.filter(holder_name)


@register.filter
def request_name(request: Request) -> str:
    return {
        "approver": _("A further approver"),
        "factor": _("Reset of a second factor"),
        "leaving": _("The last approver leaves"),
    }[request.kind]


@register.filter
def last_day(held: Opening | Role) -> date:
    """Of an opening, or of a role that has an end: what ends at midnight holds on the day before."""
    assert held.until is not None
    return (held.until - timedelta(microseconds=1)).date()
