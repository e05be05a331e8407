"""State that something is not the city's competence, and who holds it; and take that back.

It is kept like a figure's absence, stated by the city, so that it completes the item and can be
published as the reason why there is no figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.accounts.words import holder_name
from qantara.core import audit, periods
from qantara.core.errors import DomainError
from qantara.knowledge import frameworks
from qantara.knowledge.answers.models import Competence
from qantara.knowledge.answers.statement import rows
from qantara.knowledge.evidence.arrivals.seen import refuse_source_of_others
from qantara.knowledge.evidence.mapping.model import SourceNote
from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.evidence.register import register
from qantara.knowledge.observations.models import Batch
from qantara.knowledge.observations.record import record
from qantara.knowledge.observations.undo import undo
from qantara.network.models import Territory
from qantara.papers import foreign

#: The absence it is kept as.
ABSENCE = "not_competent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Who holds it. ``since``: a year, a month or a day, or empty."""

    level: str
    body: str
    since: str = ""


@transaction.atomic
def state(
    indicator: str,
    held: Held,
    *,
    holder: Holder,
    territory: Territory,
    document: tuple[str, bytes] | None,
    lang: str,
    by: Person,
    at: datetime,
) -> Competence:
    """Keep who holds what an indicator counts; an earlier statement about it ends.

    document  name and bytes of what says so, such as a law; without one the statement itself is kept
    lang      of the desk where it is stated; the body's own language where its script tells another
    Raises DomainError where nobody is named or ``since`` is no time before ``at``.
    """
    demand(by, "observations.record", EvidenceFile(holder=holder), at=at)
    framework = frameworks.default()
    if indicator not in framework:
        raise DomainError(_("There is no such indicator."))
    held = _tidy(held, at)
    standing = Competence.objects.standing().select_for_update()
    for earlier in standing.filter(holder=holder, territory=territory, indicator=indicator):
        _end(earlier, by=by, at=at, reason=_("Stated anew."))
    language = _language_of(held.body, lang)
    note = said(held, language or lang)
    batch = _stored(indicator, note, lang, document, holder, territory, by, at)
    made = Competence.objects.create(
        holder=holder, territory=territory, indicator=indicator, level=held.level, body=held.body,
        language=language, since=held.since, batch=batch, stated_at=at, stated_by=by,
    )  # fmt: skip
    audit.record("competence.stated", made, by=by, at=at)
    return made


@transaction.atomic
def take_back(statement: Competence, *, reason: str, by: Person, at: datetime) -> Competence:
    """It is the city's after all: the reason for the gap is undone."""
    demand(by, "observations.record", statement, at=at)
    statement = (
        Competence.objects.select_for_update(of=["self"])
        .select_related("batch__evidence_file")
        .get(pk=statement.pk)
    )
    if statement.ended_at is not None:
        raise DomainError(_("This has been taken back already."))
    if not reason.strip():
        raise DomainError(_("Say why it is taken back."))
    return _end(statement, by=by, at=at, reason=reason.strip())


def said(held: Held, lang: str) -> str:
    """``Health agency of the region (region), since 2004``, in a language."""
    with override(lang):
        about = {"body": held.body, "level": level_name(held.level), "since": held.since}
        if held.since:
            return _("%(body)s (%(level)s), since %(since)s") % about
        return _("%(body)s (%(level)s)") % about


def languages(territory: Territory) -> dict[str, str]:
    """Note of what stands about a territory -> the language it was stated in, where that was kept."""
    rows = Competence.objects.standing().filter(territory=territory).exclude(language="")
    return {
        said(Held(level=one.level, body=one.body, since=one.since), one.language): one.language
        for one in rows
    }


def level_name(level: str) -> str:
    return {
        "state": pgettext("level of government", "state"),
        "region": pgettext("level of government", "region"),
        "province": pgettext("level of government", "province or governorate"),
        "metropolis": pgettext("level of government", "metropolitan authority"),
        "district": pgettext("level of government", "district or another municipality"),
        "body": pgettext("level of government", "other public body"),
    }[level]


def _language_of(body: str, lang: str) -> str:
    """The language a body is named in: Arabic by its letters; empty for a Latin name at an Arabic desk."""
    if foreign.ARABIC.search(body):
        return "ar"
    return "" if lang == "ar" else lang


def _tidy(held: Held, at: datetime) -> Held:
    body, since = " ".join(held.body.split()), held.since.strip()
    if not body:
        raise DomainError(_("Name the body that holds it."))
    if held.level not in Competence.Level.values:
        raise DomainError(_("Choose a level of government."))
    if since:
        try:
            period = periods.parse(since)
        except periods.PeriodError:
            raise DomainError(
                _("Write since when as a year (2004) or a day (2004-05-01).")
            ) from None
        if period.start > at.date():
            raise DomainError(_("Since when cannot be a day that is still to come."))
        since = period.code
    return Held(level=held.level, body=body, since=since)


def _end(statement: Competence, *, by: Person, at: datetime, reason: str) -> Competence:
    if statement.batch.undone_at is None:
        undo(statement.batch, by=by, at=at, reason=reason)
    statement.ended_at, statement.ended_by = at, by
    statement.save(update_fields=["ended_at", "ended_by"])
    audit.record("competence.ended", statement, by=by, at=at, reason=reason)
    return statement


def _stored(
    indicator: str,
    note: str,
    lang: str,
    document: tuple[str, bytes] | None,
    holder: Holder,
    territory: Territory,
    by: Person,
    at: datetime,
) -> Batch:
    framework = frameworks.default()
    with override(lang):
        source = SourceNote(
            organisation=holder_name(holder, lang), title=_("Competences stated by the city")
        )
        line = _("%(indicator)s is not the city’s competence: %(held)s") % {
            "indicator": framework[indicator].name[lang], "held": note,
        }  # fmt: skip
    refuse_source_of_others(source, by)
    name, content = document or (f"{territory.slug}-{indicator}.txt", f"{line}\n".encode())
    file = register(content, name=name, note=source, holder=holder, by=by, at=at)
    stated = {
        "territory": territory.slug, "definition": indicator, "period": str(at.year),
        "breakdown": "", "unit": framework[indicator].unit, "absence": ABSENCE,
        "method": "self_reported", "note": note,
    }  # fmt: skip
    batch = record(rows(stated), evidence_file=file, framework=framework, by=by, at=at)
    if batch is None:
        raise DomainError(_("This stands already."))
    return batch
