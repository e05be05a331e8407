"""How many notices somebody has not read."""

from __future__ import annotations

from django import template

from qantara.accounts.models import Person
from qantara.accounts.standing import once
from qantara.notices.models import Notice

register = template.Library()


@register.simple_tag
def unread(person: Person) -> int:
    return once(("unread", person.pk), Notice.objects.filter(person=person).unread().count)
