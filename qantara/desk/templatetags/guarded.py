"""Whether who is here may see why figures of a case are withheld."""

from __future__ import annotations

from django import template

from qantara.accounts.models import Person
from qantara.knowledge.ledger import reading
from qantara.releases.models import Case

register = template.Library()


@register.filter
def may_see_guard(person: Person, case: Case) -> bool:
    return reading.may_read(person, case)
