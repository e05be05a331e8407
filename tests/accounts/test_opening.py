"""Figures as they came: opened by a holder's approver to a named person, until a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from qantara.accounts.models import Holder, Opening, Person
from qantara.accounts.opening import LONGEST, close_figures, open_figures
from qantara.accounts.roles import ACTIONS, holders_for
from qantara.core.errors import DomainError, NotAllowed
from qantara.core.models import AuditLine
from tests.people import a_holder, a_person

AT = datetime(2026, 11, 1, tzinfo=UTC)
MONTH = timedelta(days=30)

pytestmark = pytest.mark.django_db


def opened(home: Holder, expert: Person, by: Person) -> Opening:
    return open_figures(home, expert, until=AT + MONTH, reason="Checks the series", by=by, at=AT)


def test_named_person_sees_figures_until_the_day_and_nothing_more() -> None:
    home = a_holder("home")
    expert, signatory = a_person("expert"), a_person("signatory", ("signatory", home))
    opened(home, expert, signatory)
    reached = {action for action in ACTIONS if holders_for(expert, action, at=AT)}
    assert reached == {"evidence.read", "observations.read"}
    just_before = AT + MONTH - timedelta(seconds=1)
    assert holders_for(expert, "observations.read", at=just_before) == [home.pk]
    assert holders_for(expert, "observations.read", at=AT + MONTH) == []
    assert holders_for(expert, "observations.read", at=AT - timedelta(seconds=1)) == []
    assert AuditLine.objects.get(act="figures.opened").holder == home.pk


def test_closing_ends_it_at_once() -> None:
    home = a_holder("home")
    expert, signatory = a_person("expert"), a_person("signatory", ("signatory", home))
    opening = opened(home, expert, signatory)
    close_figures(opening, by=signatory, at=AT + timedelta(days=1))
    assert holders_for(expert, "observations.read", at=AT + timedelta(days=1)) == []
    with pytest.raises(DomainError, match="ended already"):
        close_figures(opening, by=signatory, at=AT + timedelta(days=2))


def test_somebody_who_has_left_sees_nothing_that_was_opened() -> None:
    home = a_holder("home")
    expert, signatory = a_person("expert"), a_person("signatory", ("signatory", home))
    opened(home, expert, signatory)
    expert.is_active = False
    assert holders_for(expert, "observations.read", at=AT) == []


@pytest.mark.parametrize("title", ["officer", "reviewer", "coordinator", "reader"])
def test_only_who_may_sign_opens(title: str) -> None:
    home = a_holder("home")
    with pytest.raises(NotAllowed):
        opened(home, a_person("expert"), a_person("someone", (title, home)))
    assert not Opening.objects.exists()


def test_nobody_opens_to_themselves_without_reason_or_without_end() -> None:
    home = a_holder("home")
    expert, signatory = a_person("expert"), a_person("signatory", ("signatory", home))
    with pytest.raises(DomainError, match="themselves"):
        opened(home, signatory, signatory)
    for until in (AT, AT + LONGEST + timedelta(seconds=1)):
        with pytest.raises(DomainError, match="twelve months"):
            open_figures(home, expert, until=until, reason="Checks", by=signatory, at=AT)
    with pytest.raises(DomainError, match="needed for"):
        open_figures(home, expert, until=AT + MONTH, reason=" ", by=signatory, at=AT)
    with pytest.raises(IntegrityError, match="nobody_opens"), transaction.atomic():
        Opening.objects.create(
            holder=home, person=expert, opened_by=expert, reason="x", since=AT, until=AT + MONTH
        )
