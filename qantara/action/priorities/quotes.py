"""Figures of a release that a proposal can quote, and whether what was quoted still stands.

Only what a release prints is quoted: never a draft, never a figure that is withheld. What is printed
was frozen with the release, so a quote is its series key and the printed form in each language.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.action.priorities.models import Priority, Quote
from qantara.action.priorities.propose import demand_open, held
from qantara.core import audit, trace
from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.knowledge.frameworks import Name
from qantara.knowledge.profiles.figures import Figure
from qantara.knowledge.profiles.opened import Opened, opened
from qantara.knowledge.profiles.read import upgraded
from qantara.network.models import Territory
from qantara.releases.models import Release
from qantara.releases.read import public
from qantara.releases.words import kind_name

#: Kinds of release that state figures of a place.
KINDS = ("profile", "figures")
#: Figures found at most, of those that fit a search.
MOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotable:
    """A figure as its release prints it, in one language."""

    key: str
    subject: str
    period: str
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quoted figure with its release, in every language."""

    key: str
    subject: Name
    period: Name
    printed: Name


def quotable(territory: Territory) -> list[Release]:
    """The newest public release of each kind that states figures of a place."""
    rows = public().filter(subject=territory.slug, kind__in=KINDS)
    return list(rows.order_by("kind", "-number").distinct("kind").defer("document"))


def find(release: Release, search: str, lang: str) -> list[Quotable]:
    """Figures of a release that are printed and fit all words of ``search``; headlines where it is empty."""
    document = upgraded(json.loads(release.document))
    with translation.override(lang):
        read = opened(document, lang)
        words = search.casefold().split()
        rows = list(_printed(read)) if words else [read.figures[at] for at in document["headlines"]]
        found = (_quotable(row, read) for row in rows if _is_printed(row))
        fitting = (one for one in found if all(word in _said(one) for word in words))
        return [one for one, _place in zip(fitting, range(MOST), strict=False)]


@transaction.atomic
def quote(priority: Priority, release: Release, key: str, *, by: Person, at: datetime) -> Quote:
    """Let a proposal rest on a figure that a public release of its place prints."""
    found = held(priority, "priorities.propose", by, at)
    demand_open(found)
    if release.subject != found.territory.slug or release.kind not in KINDS:
        raise DomainError(_("Quote a figure of a release of this place."))
    if not public().filter(pk=release.pk).exists():
        raise DomainError(_("This release is not public, so nothing is quoted from it."))
    figure = described(release, [key])[key]
    made, is_new = Quote.objects.get_or_create(
        priority=found, release=release, key=key,
        defaults={
            "subject": dict(figure.subject), "period": dict(figure.period),
            "printed": dict(figure.printed), "quoted_by": by, "quoted_at": at,
        },
    )  # fmt: skip
    if is_new:
        trace.link(found, "quotes", release)
        audit.record("priority.quoted", found, by=by, at=at)
    return made


@transaction.atomic
def unquote(quote: Quote, *, by: Person, at: datetime) -> None:
    """The proposal no longer rests on it."""
    found = held(quote.priority, "priorities.propose", by, at)
    demand_open(found)
    release = quote.release
    quote.delete()
    if not found.quotes.filter(release=release).exists():
        trace.unlink_all([(trace.node(found), "quotes", trace.node(release))])
    audit.record("priority.unquoted", found, by=by, at=at)


def described(release: Release, keys: Collection[str]) -> dict[str, Quoted]:
    """What a release prints under its series keys. Raises DomainError for one it does not print."""
    document = upgraded(json.loads(release.document))
    said: dict[str, dict[str, Quotable]] = {key: {} for key in keys}
    for lang in LANGUAGES:
        with translation.override(lang):
            read = opened(document, lang)
            for key in keys:
                figure = read.figures.by_key.get(key)
                if figure is None or not _is_printed(figure):
                    raise DomainError(
                        _("The release does not print the figure “%(key)s”.") % {"key": key}
                    )
                said[key][lang] = _quotable(figure, read)
    return {
        key: Quoted(
            key=key,
            subject={lang: one.subject for lang, one in by_lang.items()},
            period={lang: one.period for lang, one in by_lang.items()},
            printed={lang: one.printed for lang, one in by_lang.items()},
        )
        for key, by_lang in said.items()
    }


def demand_standing(quotes: Iterable[tuple[Release, str, Name]]) -> None:
    """Each (release, key, printed) is public still, and printed as it was quoted.

    Raises DomainError that names the first which is not.
    """
    by_release: dict[Release, list[tuple[str, Name]]] = {}
    for release, key, printed in quotes:
        by_release.setdefault(release, []).append((key, printed))
    standing = set(
        public().filter(pk__in=[one.pk for one in by_release]).values_list("pk", flat=True)
    )
    for release, rows in by_release.items():
        if release.pk not in standing:
            raise DomainError(
                _("%(kind)s, version %(number)s, is quoted and has been withdrawn. Quote another.")
                % {"kind": kind_name(release.kind), "number": release.number}
            )
        found = described(release, [key for key, _printed in rows])
        for key, printed in rows:
            if dict(found[key].printed) != dict(printed):
                raise DomainError(
                    _("The figure “%(key)s” is printed otherwise in its release. Quote it again.")
                    % {"key": key}
                )


def _printed(read: Opened) -> Iterator[Figure]:
    """Of the place itself first, then of areas around it."""
    place = read.document["place"]["slug"]
    yield from sorted(read.figures, key=lambda one: (one.territory != place, -one.year))


def _is_printed(figure: Figure) -> bool:
    return figure.is_shown and (figure.value is not None or figure.low is not None)


def _quotable(figure: Figure, read: Opened) -> Quotable:
    words, subject = read.words, read.words.subject(figure)
    if figure.territory != read.document["place"]["slug"]:
        area = next(
            (each for each in read.document.get("areas", ()) if each["slug"] == figure.territory),
            None,
        )
        where = words.of(area["names"]) if area else figure.territory
        subject = _("%(subject)s: %(place)s") % {"subject": subject, "place": where}
    symbol = read.document["framework"]["units"][figure.unit]["symbol"]
    if symbol != "%":
        subject = _("%(subject)s, %(unit)s") % {"subject": subject, "unit": words.unit(figure.unit)}
    return Quotable(
        key=figure.key, subject=subject, period=words.period(figure), printed=words.figure(figure)
    )


def _said(one: Quotable) -> str:
    return f"{one.subject} {one.period} {one.key}".casefold()
