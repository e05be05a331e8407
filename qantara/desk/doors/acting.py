"""One form, one act: done once, and refused in the form's own words."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from qantara.core import clock, once
from qantara.core.errors import DomainError
from qantara.desk.forms import OnceForm


def once_only(form: OnceForm, act: Callable[[], object]) -> bool:
    """Whether the form is valid and its act is done, now or by the same form before."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            if once.first_time(form.cleaned_data["once"], at=clock.now()):
                act()
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True
