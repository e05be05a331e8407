"""Say how far a commitment is, on the scale, with what that rests on; take it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.action.priorities.quotes import described
from qantara.action.progress.commit import demand_standing, held
from qantara.action.progress.models import Commitment, Evidence, ProgressReport
from qantara.action.progress.scale import LEVELS, NEEDS_EVIDENCE
from qantara.action.progress.wording import REPORT, tidy
from qantara.core import audit, trace
from qantara.core.errors import DomainError
from qantara.editions.write import write_text
from qantara.releases.models import Release
from qantara.releases.read import public

#: Things a report may rest on.
MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A document (who made it, when), a link, or a figure of a release (its series key)."""

    kind: str
    title: str = ""
    issuer: str = ""
    on: date | None = None
    url: str = ""
    release: Release | None = None
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """``words``: part -> text, in ``wording.REPORT``. ``on``: the day it was so."""

    level: int
    on: date
    words: Mapping[str, str]
    evidence: Sequence[Cited] = ()


@transaction.atomic
def report(
    commitment: Commitment, said: Said, *, language: str, by: Person, at: datetime
) -> ProgressReport:
    """How far it was on a day. From level 3 on it rests on something."""
    found = held(commitment, by, at)
    demand_standing(found)
    if found.stance != Commitment.Stance.COMMITTED:
        raise DomainError(_("There is nothing to report: the city has not committed to it."))
    _check(said, at)
    words = tidy(said.words, REPORT)
    if not words["done"]:
        raise DomainError(_("Say in a sentence what is done, or that nothing is yet."))
    text = write_text(
        [words[part] for part in REPORT], language=language, holder=found.holder, by=by, at=at
    )
    made = ProgressReport.objects.create(
        commitment=found, level=said.level, on=said.on, text=text, reported_by=by, reported_at=at
    )
    for cited in said.evidence:
        _keep(made, cited, language)
    trace.link(made, "tells of", found)
    audit.record("commitment.reported", found, by=by, at=at)
    return made


@transaction.atomic
def take_back(report: ProgressReport, *, reason: str, by: Person, at: datetime) -> ProgressReport:
    """It counts no more; it stays on record with the reason."""
    held(report.commitment, by, at)
    found: ProgressReport = ProgressReport.objects.select_for_update().get(pk=report.pk)
    if found.undone_at is not None:
        raise DomainError(_("This has been taken back already."))
    found.undone_reason = " ".join(reason.split())[:1_000]
    if not found.undone_reason:
        raise DomainError(_("Say why it is taken back."))
    found.undone_by, found.undone_at = by, at
    found.save(update_fields=["undone_by", "undone_at", "undone_reason"])
    holder = report.commitment.holder_id
    audit.record("commitment.report_taken_back", found, by=by, at=at, holder=holder)
    return found


def _check(said: Said, at: datetime) -> None:
    if said.level not in LEVELS:
        raise DomainError(_("Choose a level from the scale."))
    if said.on > at.date():
        raise DomainError(_("Say how far it is today or was on a day that is over."))
    if len(said.evidence) > MOST:
        raise DomainError(_("Name at most ten things it rests on: the strongest."))
    if said.level >= NEEDS_EVIDENCE and not said.evidence:
        raise DomainError(
            _("“In place” rests on something: name a document, a link or a released figure.")
        )


def _keep(report: ProgressReport, cited: Cited, language: str) -> None:
    kinds = Evidence.Kind
    row = Evidence(report=report, kind=cited.kind)
    if cited.kind == kinds.FIGURE and cited.release is not None:
        place = report.commitment.territory
        if cited.release.subject != place.slug or not public().filter(pk=cited.release.pk).exists():
            raise DomainError(_("Quote a figure of a public release of this place."))
        figure = described(cited.release, [cited.key])[cited.key]
        row.release, row.key = cited.release, cited.key
        row.subject, row.period = dict(figure.subject), dict(figure.period)
        row.printed = dict(figure.printed)
        trace.link(report, "quotes", cited.release)
    else:
        row.title, row.language = " ".join(cited.title.split())[:200], language
        row.issuer, row.on = " ".join(cited.issuer.split())[:200], cited.on
        if not row.title:
            raise DomainError(_("Say what it is: give each thing it rests on a title."))
        if cited.kind == kinds.LINK:
            row.url = _address(cited.url)
        elif cited.kind != kinds.DOCUMENT or not row.issuer or row.on is None:
            raise DomainError(_("Say of a document which body made it, and on which day."))
    row.save(force_insert=True)


def _address(url: str) -> str:
    """A page anybody may open. Raises DomainError for anything else."""
    try:
        parts = urlsplit(url.strip())
        is_page = parts.scheme in ("http", "https") and bool(parts.hostname)
        is_plain = is_page and not (parts.username or parts.password)
    except ValueError:
        is_plain = False
    if not is_plain or len(url) > 500:
        raise DomainError(_("Give the whole address of a page, such as https://example.org/page."))
    return url.strip()
