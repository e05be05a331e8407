"""What the directory keeps about the people in it, and for how long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qantara.core import locales
from qantara.core.personal_data import Row, Topic
from qantara.core.retention import Timer
from qantara.network.people.models import Consent, Entry
from qantara.network.people.purposes import use_name


def _entry(person: UUID) -> Iterable[Row]:
    lang = get_language() or "en"
    for one in Entry.objects.filter(person=person):
        yield {
            "name": one.name, "function": one.function, "changed_at": one.changed_at,
            "languages": locales.listing([locales.spoken(code, lang) for code in one.languages], lang),
            "themes": ", ".join(one.themes),
        }  # fmt: skip


def _erase_entry(person: UUID, at: datetime) -> None:
    Entry.objects.filter(person=person).delete()


ENTRY = Topic(
    name="directory",
    what=_("Your entry in the directory"),
    why=_("So that others find you by language and theme, as far as you agreed."),
    kept=_("Until you take it away, or two years after the last consent to its use is forgotten."),
    columns={
        "name": pgettext_lazy("of a person", "Name"),
        "function": _("Function"),
        "languages": _("Languages"),
        "themes": _("Themes"),
        "changed_at": _("Since"),
    },
    rows=_entry,
    erase=_erase_entry,
)


def _consents(person: UUID) -> Iterable[Row]:
    for one in Consent.objects.filter(person=person).order_by("given_at"):
        yield {
            "use": use_name(one.use), "version": one.version, "language": one.language,
            "given_at": one.given_at, "until": one.last_day, "ended_at": one.ended_at,
        }  # fmt: skip


def _erase_consents(person: UUID, at: datetime) -> None:
    Consent.objects.filter(person=person).delete()


CONSENTS = Topic(
    name="consents",
    what=_("What you agreed to"),
    why=_("So that it can be shown that you agreed, to which words, and until when."),
    kept=_("For two years after they ended, or until you are erased."),
    columns={
        "use": _("To what"),
        "version": _("Version of the words"),
        "language": _("Language"),
        "given_at": _("Agreed"),
        "until": _("Last day"),
        "ended_at": _("Withdrawn or agreed anew"),
    },
    rows=_consents,
    erase=_erase_consents,
)

TOPICS = (ENTRY, CONSENTS)


def _forget(before: datetime) -> int:
    over = Consent.objects.filter(Q(ended_at__lt=before) | Q(until__lt=before)).delete()[0]
    unused = Entry.objects.filter(changed_at__lt=before, person__consents=None)
    return over + unused.delete()[0]


CONSENTS_OVER = Timer(
    name="consents",
    what=_("Consents that ended, and entries of the directory that nothing was agreed to since"),
    keep=timedelta(days=730),
    forget=_forget,
)
