"""Acts on a request: begun, worded, sent, reminded; its link. One transaction each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.accounts.words import holder_name
from qantara.core import audit
from qantara.core.errors import Conflict, DomainError
from qantara.knowledge import frameworks
from qantara.knowledge.requests import gaps, letters, links
from qantara.knowledge.requests.models import Contact, DataRequest, LetterText
from qantara.mail.compose import Link, Message, compose
from qantara.network.models import Territory

State, Kind = DataRequest.State, LetterText.Kind

#: Time an office is given to answer, if nobody says otherwise.
TIME = timedelta(days=30)


@transaction.atomic
def begin(
    codes: Collection[str],
    *,
    holder: Holder,
    territory: Territory,
    language: str,
    period: str,
    by: Person,
    at: datetime,
) -> DataRequest:
    """A draft that asks for indicators of a place, worded, with a link that opens once it is sent."""
    demand(by, "requests.write", DataRequest(holder=holder), at=at)
    framework = frameworks.default()
    asked = [asdict(line) for line in gaps.lines(framework, codes, period=period)]
    if not asked:
        raise DomainError(_("Choose at least one figure to ask for."))
    holder = Holder.objects.select_for_update().get(pk=holder.pk)
    before = DataRequest.objects.filter(holder=holder, number__startswith=f"{at.year}/").count()
    request = DataRequest(
        holder=holder, territory=territory, language=language, asked=asked,
        number=f"{at.year}/{before + 1:03d}", deadline=at.date() + TIME, opened_by=by, opened_at=at,
    )  # fmt: skip
    links.issue(request)
    request.save(force_insert=True)
    words = letters.first_text(
        request, framework, sender=holder_name(holder, language), place=_place(request),
        earlier=_earlier(request),
    )  # fmt: skip
    _keep(request, Kind.REQUEST, words, by=by, at=at)
    audit.record("request.begun", request, by=by, at=at)
    return request


@transaction.atomic
def rewrite(
    request: DataRequest,
    words: Mapping[str, str],
    *,
    contact: Contact,
    deadline: date,
    seen: int,
    by: Person,
    at: datetime,
) -> LetterText:
    """Word the letter anew, as the next version. Raises Conflict where somebody did meanwhile.

    seen  number of the version that was before the writer
    """
    request = _held(request, by, at)
    latest = text_of(request)
    if latest.version != seen:
        raise Conflict(_("Somebody else changed this letter while you were writing."))
    if request.state != State.DRAFT:
        raise DomainError(_("This letter has been sent. What was sent is never changed."))
    request.contact, request.deadline = contact, deadline
    request.expires_at = links.expiry(deadline) if request.digest else None
    request.save(update_fields=["contact", "deadline", "expires_at"])
    kept = _keep(request, latest.kind, words, by=by, at=at)
    audit.record("request.worded", request, by=by, at=at)
    return kept


def contact_of(
    holder: Holder, *, organisation: str, department: str, address: str, email: str
) -> Contact:
    """The office, kept for the next time with what was said of it last."""
    return Contact.objects.update_or_create(
        holder=holder, organisation=organisation, department=department,
        defaults={"address": address, "email": email},
    )[0]  # fmt: skip


@transaction.atomic
def send(
    request: DataRequest, *, way: str, on: date, address: str, by: Person, at: datetime
) -> DataRequest:
    """It went out: by post on a day, or by mail now.

    address  in full, by which it is answered; empty where it has no link
    """
    request = _held(request, by, at)
    if request.state != State.DRAFT:
        raise DomainError(_("This letter has been sent already."))
    on = _demand_sendable(request, way, on, at)
    request.state, request.way, request.sent_on = State.SENT, way, on
    request.save(update_fields=["state", "way", "sent_on"])
    if way == DataRequest.Way.MAIL:
        _mail(request, address, at)
    audit.record("request.sent", request, by=by, at=at, fields=[way])
    return request


@transaction.atomic
def remind(
    request: DataRequest, *, way: str, on: date, address: str, by: Person, at: datetime
) -> DataRequest:
    """It was recalled; the reminder's words are kept as the next version of its letter."""
    request = _held(request, by, at)
    if request.state != State.SENT:
        raise DomainError(_("Only a letter that waits for its answer can be recalled."))
    on = _demand_sendable(request, way, on, at)
    asked = request.texts.filter(kind=Kind.REQUEST).order_by("-version")[0].words
    _keep(request, Kind.REMINDER, letters.reminder_text(request, asked), by=by, at=at)
    request.reminded, request.reminded_on = request.reminded + 1, on
    request.save(update_fields=["reminded", "reminded_on"])
    if way == DataRequest.Way.MAIL:
        _mail(request, address, at)
    audit.record("request.reminded", request, by=by, at=at, fields=[way])
    return request


@transaction.atomic
def close_link(request: DataRequest, *, by: Person, at: datetime) -> DataRequest:
    """The link opens nothing any more."""
    request = _held(request, by, at)
    links.revoke(request)
    request.save(update_fields=["nonce", "digest", "expires_at"])
    audit.record("request.link_closed", request, by=by, at=at)
    return request


@transaction.atomic
def renew_link(request: DataRequest, *, by: Person, at: datetime) -> DataRequest:
    """A new link; the one before opens nothing any more."""
    request = _held(request, by, at)
    links.issue(request)
    request.save(update_fields=["nonce", "digest", "expires_at"])
    audit.record("request.link_renewed", request, by=by, at=at)
    return request


def text_of(request: DataRequest) -> LetterText:
    """The words of a request's letter as they are now."""
    return request.texts.order_by("-version")[0]


def _held(request: DataRequest, by: Person, at: datetime) -> DataRequest:
    demand(by, "requests.write", request, at=at)
    found = DataRequest.objects.select_for_update(of=["self"])
    return found.select_related("holder", "territory", "contact").get(pk=request.pk)


def _demand_sendable(request: DataRequest, way: str, on: date, at: datetime) -> date:
    """The day it goes out. Raises DomainError where something is missing for it."""
    if request.contact is None:
        raise DomainError(_("Say first to which office the letter goes."))
    if way == DataRequest.Way.MAIL:
        if not request.contact.email:
            raise DomainError(_("Give the mail address of the office first."))
        if not request.digest:
            raise DomainError(_("Make a new link first: the mail leads to it."))
        return at.date()
    if on > at.date():
        raise DomainError(_("A letter cannot have been sent on a day that is still to come."))
    return on


def _keep(
    request: DataRequest, kind: str, words: Mapping[str, str], *, by: Person, at: datetime
) -> LetterText:
    return LetterText.objects.create(
        request=request, kind=kind, version=request.texts.count() + 1,
        words={part: words[part] for part in letters.PARTS}, written_by=by, written_at=at,
    )  # fmt: skip


def _mail(request: DataRequest, address: str, at: datetime) -> None:
    assert request.contact is not None
    words = text_of(request).words
    said = [words["greeting"], *letters.paragraphs(request, words), words["farewell"]]
    with override(request.language):
        message = Message(
            subject=words["subject"][:200],
            paragraphs=(*said, words["signature"] or words["sender"]),
            link=Link(_("Answer without an account"), address),
            after=(_("Our reference: %(number)s") % {"number": request.number},),
        )
    compose(request.contact.email, message, language=request.language, at=at)


def _place(request: DataRequest) -> str:
    name = request.territory.name
    return str(name.get(request.language) or name.get("en") or request.territory.slug)


def _earlier(request: DataRequest) -> dict[str, str]:
    """Parts of the last letter of the same holder in the same language."""
    same = LetterText.objects.filter(
        request__holder=request.holder, request__language=request.language
    )
    found = same.order_by("-written_at").first()
    return dict(found.words) if found else {}
