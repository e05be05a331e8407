"""A month before a consent ends its person is asked again, once. Who says nothing is shown no more."""

from __future__ import annotations

from datetime import datetime, timedelta

from qantara.accounts.models import Role
from qantara.accounts.roles import in_force
from qantara.network.people.models import Consent
from qantara.notices.tell import News, tell_all

BEFORE = timedelta(days=30)


def ask_again(*, at: datetime) -> int:
    """Tell those whose consent ends soon; of how many. Asking twice tells nobody twice."""
    ending = Consent.objects.in_force(at).filter(until__lte=at + BEFORE, person__is_active=True)
    news = []
    for consent in ending.select_related("person").order_by("until", "pk"):
        roles = Role.objects.filter(in_force(at), person=consent.person).order_by("since", "pk")
        holder = roles.values_list("holder_id", flat=True).first()
        if holder is not None:  # who works for nobody is shown to nobody
            news.append(
                News(
                    kind=f"consent.{consent.use}", to=[consent.person], holder=holder,
                    about={"day": consent.last_day.date().isoformat()}, mark=str(consent.pk),
                )
            )  # fmt: skip
    tell_all(news, at=at)
    return len(news)
