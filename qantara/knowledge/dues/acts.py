"""Set a day and end it; ask for more time; grant or refuse it. One transaction each, with its notices."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import can, demand
from qantara.core import audit
from qantara.core.errors import DomainError
from qantara.knowledge.dues.days import Day
from qantara.knowledge.dues.models import Due, Extension, Step
from qantara.knowledge.dues.words import step_name
from qantara.network.models import Network, Participation, holds_on
from qantara.notices.tell import in_all, settle, tell
from qantara.notices.whom import who_may

State = Extension.State


@transaction.atomic
def set_due(
    network: Network,
    step: str,
    on: date,
    *,
    language: str = "",
    holder: Holder | None = None,
    by: Person,
    at: datetime,
) -> Due:
    """A step is due on a day: for a network's members, or the one that ``holder`` is. Ends the day before."""
    demand(by, "dues.set", network, at=at)
    if on <= at.date():
        raise DomainError(_("Choose a day that is still to come."))
    if language and step != Step.DRAFT:
        raise DomainError(_("Only a draft can be due in one language."))
    if holder and not _takes_part(holder, network, at):
        raise DomainError(_("This city takes no part in the network."))
    due = _set(network, holder, step, language, on, by, at)
    audit.record("due.set", due, by=by, at=at, fields=[step], holder=network.holder_id)
    return due


@transaction.atomic
def end_due(due: Due, *, by: Person, at: datetime) -> None:
    """It is due no more; a day for all counts again where it was for one city. Ending twice changes nothing."""
    demand(by, "dues.set", due.network, at=at)
    if Due.objects.filter(pk=due.pk, ended_at=None).update(ended_at=at):
        audit.record("due.ended", due, by=by, at=at, holder=due.network.holder_id)


@transaction.atomic
def ask(
    day: Day, language: str, *, holder: Holder, until: date, reason: str, by: Person, at: datetime
) -> Extension:
    """A city asks for more time for what is due on ``day``. Raises DomainError."""
    due = Due.objects.select_related("network").get(pk=day.due)
    extension = Extension(
        holder=holder, due=due, language=language, had=due.on, wanted=until,
        reason=reason.strip(), asked_by=by, asked_at=at,
    )  # fmt: skip
    demand(by, "extension.ask", extension, at=at)
    if due.ended_at:
        raise DomainError(_("The day has changed meanwhile. Look at it again."))
    if not extension.reason:
        raise DomainError(_("Say why you need more time."))
    if until <= max(due.on, at.date()):
        raise DomainError(_("Choose a later day than the one it is due on, and one to come."))
    try:
        with transaction.atomic():
            extension.save(force_insert=True)
    except IntegrityError as error:
        raise DomainError(
            _("You have asked for this already, and the answer is to come.")
        ) from error
    audit.record("extension.asked", extension, by=by, at=at, fields=[due.step])
    deciding = [
        person
        for person in who_may("extension.decide", holder.pk, at=at)
        if _decides_for(person, due, at)
    ]
    tell(
        "extension.asked", to=deciding, holder=holder.pk, by=by, at=at, mark=str(extension.pk),
        about={"step": in_all(step_name(due.step, language)), "day": until.isoformat()},
    )  # fmt: skip
    return extension


@transaction.atomic
def grant(extension: Extension, until: date, *, answer: str, by: Person, at: datetime) -> Extension:
    """Until a day, which becomes the city's own. Raises DomainError where it is not later."""
    extension = _decided(extension, by, at)
    if until <= extension.had:
        raise DomainError(_("Choose a later day than the one it was due on."))
    extension.state, extension.granted, extension.answer = State.GRANTED, until, answer.strip()
    _close(extension, by, at)
    due = extension.due
    _set(due.network, extension.holder, due.step, extension.language, until, by, at)
    _tell(extension, "extension.granted", until, at)
    return extension


@transaction.atomic
def refuse(extension: Extension, *, answer: str, by: Person, at: datetime) -> Extension:
    """With a reason: the city reads it."""
    extension = _decided(extension, by, at)
    if not answer.strip():
        raise DomainError(_("Say for which reason it is refused."))
    extension.state, extension.answer = State.REFUSED, answer.strip()
    _close(extension, by, at)
    _tell(extension, "extension.refused", extension.had, at)
    return extension


def _decided(extension: Extension, by: Person, at: datetime) -> Extension:
    """Locked and still open."""
    demand(by, "extension.decide", extension, at=at)
    found = (
        Extension.objects.select_for_update(of=["self"])
        .select_related("due__network", "holder", "asked_by")
        .get(pk=extension.pk)
    )
    demand(by, "dues.set", found.due.network, at=at)
    if found.state != State.ASKED:
        raise DomainError(_("Somebody has decided this already."))
    if found.asked_by_id == by.pk:
        raise DomainError(_("You asked for this yourself. Somebody else decides it."))
    return found


def _close(extension: Extension, by: Person, at: datetime) -> None:
    extension.decided_by, extension.decided_at = by, at
    extension.save(update_fields=["state", "granted", "answer", "decided_by", "decided_at"])
    audit.record(f"extension.{extension.state}", extension, by=by, at=at)
    settle(["extension.asked"], [str(extension.pk)], at=at)


def _tell(extension: Extension, kind: str, day: date, at: datetime) -> None:
    """Whoever asked, and whoever may ask for the city."""
    to = {*who_may("extension.ask", extension.holder_id, at=at), extension.asked_by}
    tell(
        kind, to=to, holder=extension.holder_id, by=extension.decided_by, at=at,
        about={
            "step": in_all(step_name(extension.due.step, extension.language)),
            "day": day.isoformat(),
        },
        link={"slug": extension.holder.slug}, mark=str(extension.pk),
    )  # fmt: skip


def _set(
    network: Network,
    holder: Holder | None,
    step: str,
    language: str,
    on: date,
    by: Person,
    at: datetime,
) -> Due:
    """Two who set the same day at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"due {network.pk}"]
        )
    Due.objects.in_force().filter(
        network=network, holder=holder, step=step, language=language
    ).update(ended_at=at)
    return Due.objects.create(
        network=network, holder=holder, step=step, language=language, on=on, set_by=by, set_at=at
    )


def _takes_part(holder: Holder, network: Network, at: datetime) -> bool:
    return Participation.objects.filter(
        holds_on(at.date()), network=network, member__holder=holder
    ).exists()


def _decides_for(person: Person, due: Due, at: datetime) -> bool:
    """A city may be in two networks: the one that set the day decides."""
    return can(person, "dues.set", due.network, at=at)
