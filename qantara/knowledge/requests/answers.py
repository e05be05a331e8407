"""What an office answers by its link. It changes nothing of the city's figures: the city confirms.

Nobody the desk knows is here, so these acts reach beyond the fence, each for its one request.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.accounts.roles import can
from qantara.core import audit, fence
from qantara.core.errors import DomainError
from qantara.knowledge.evidence.apart.allowance import Allowance
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.evidence.arrivals.receive import receive
from qantara.knowledge.requests import links
from qantara.knowledge.requests.models import DataRequest
from qantara.notices.tell import tell
from qantara.notices.whom import who_may

Said = DataRequest.Said

#: Letters of a reason, and files one link may bring.
MOST_LETTERS = 2_000
MOST_FILES = 10


class Closed(DomainError):
    """The link opens nothing any more."""


@transaction.atomic
def bring(
    token: str, content: bytes, *, name: str, allowance: Allowance, at: datetime
) -> DataRequest:
    """A filled-in table: read apart, refused where it lists people, else a pending file of the city.

    Raises what ``arrivals.receive`` raises, and Closed; then nothing of it is kept.
    """
    with fence.reaching("answer"):
        request = _opened(token, at)
        if Arrival.objects.filter(holder=request.holder).waiting().count() >= MOST_FILES:
            raise DomainError(_("Several files wait to be looked at. Please write to us instead."))
        request.arrival = receive(
            content, name=name, holder=request.holder, by=_takes_in(request, at), at=at,
            allowance=allowance,
        )  # fmt: skip
        return _said(request, Said.FILE, "", None, at)


@transaction.atomic
def say(token: str, said: str, *, reason: str, on: date | None, at: datetime) -> DataRequest:
    """We do not have it; we may not give it, for a reason; later, on a day. Raises DomainError."""
    with fence.reaching("answer"):
        request = _opened(token, at)
        if said == Said.REFUSED and not reason.strip():
            raise DomainError(_("Please say for which reason."))
        if said == Said.LATER and (on is None or on <= at.date()):
            raise DomainError(_("Please name a day that is still to come."))
        return _said(request, said, reason, on if said == Said.LATER else None, at)


def _opened(token: str, at: datetime) -> DataRequest:
    request = links.opened(token, at=at)
    if request is None:
        raise Closed(_("This link opens nothing any more."))
    return DataRequest.objects.select_for_update(of=["self"]).select_related(
        "holder", "territory", "contact", "opened_by"
    ).get(pk=request.pk)  # fmt: skip


def _takes_in(request: DataRequest, at: datetime) -> Person:
    """In whose name the file waits: who wrote, else anybody who brings in files for the city."""
    if can(request.opened_by, "observations.record", request, at=at):
        return request.opened_by
    others = Person.objects.filter(roles__holder=request.holder).distinct()
    for person in others:
        if can(person, "observations.record", request, at=at):
            return person
    raise DomainError(_("Nobody can take in files at the moment. Please write to us instead."))


def _said(
    request: DataRequest, said: str, reason: str, on: date | None, at: datetime
) -> DataRequest:
    request.said, request.said_reason = said, reason.strip()[:MOST_LETTERS]
    request.said_on, request.said_at = on, at
    request.save(update_fields=["said", "said_reason", "said_on", "said_at", "arrival"])
    audit.record("request.answered", request, by=None, at=at, fields=[said])
    tell(
        "request.answered", to={*who_may("requests.write", request.holder_id, at=at), request.opened_by},
        holder=request.holder_id, at=at, about={"number": request.number}, link={"key": request.pk},
    )  # fmt: skip
    return request
