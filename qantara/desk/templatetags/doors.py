"""Words for roles and for what takes two people."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from qantara.accounts.models import Request
from qantara.accounts.words import title_name

register = template.Library()
register.filter(title_name)


@register.filter
def request_name(request: Request) -> str:
    return {
        "approver": _("A further approver"),
        "factor": _("Reset of a second factor"),
        "leaving": _("The last approver leaves"),
    }[request.kind]
