"""Tell people what happened, in the transaction of the act it tells about; and that it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation

from qantara.accounts.models import Person
from qantara.core import fence
from qantara.core.ids import short
from qantara.notices.kinds import KINDS, Said, Words
from qantara.notices.models import Notice

#: A name this long is none: no text that somebody wrote gets into a notice.
MOST_LETTERS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing that happened, and to whom it is told: see ``tell``."""

    kind: str
    to: Iterable[Person]
    holder: UUID
    about: Mapping[str, Said] = field(default_factory=dict)
    link: Mapping[str, object] = field(default_factory=dict)
    mark: str = ""


def tell(
    kind: str,
    *,
    to: Iterable[Person],
    holder: UUID,
    at: datetime,
    by: Person | None = None,
    about: Mapping[str, Said] | None = None,
    link: Mapping[str, object] | None = None,
    mark: str = "",
) -> None:
    """Tell ``to`` that something happened to the work of ``holder``. Whoever did it (``by``) knows.

    about  what the kind's sentence names: a name, a name in several languages, a day as ISO 8601
    link   parameters of the kind's page, but the language
    mark   the same thing under the same mark is told to a person once; empty: each time

    Raises KeyError for an unknown kind, ValueError where ``about`` is not what the kind names.
    """
    news = News(kind=kind, to=to, holder=holder, about=about or {}, link=link or {}, mark=mark)
    tell_all([news], at=at, but=by)


def tell_all(many: Iterable[News], *, at: datetime, but: Person | None = None) -> None:
    """The same of many things at once."""
    made = []
    for news in many:
        _check(news)
        mark = news.mark or short()
        people = {one.pk for one in news.to if one.is_active and one != but}
        made += [
            Notice(
                person_id=person, kind=news.kind, holder_id=news.holder, about=dict(news.about),
                link={name: str(value) for name, value in news.link.items()}, mark=mark, at=at,
            )
            for person in sorted(people)
        ]  # fmt: skip
    if made:
        with fence.reaching("notices"):
            Notice.objects.bulk_create(made, ignore_conflicts=True, batch_size=1_000)


def settle(kinds: Iterable[str], marks: Iterable[str], *, at: datetime) -> None:
    """What notices asked for is done, by whomever: nobody is asked for it any more."""
    with fence.reaching("notices"):
        Notice.objects.filter(kind__in=list(kinds), mark__in=list(marks), settled_at=None).update(
            settled_at=at
        )


def in_all(words: Words) -> dict[str, str]:
    """Words of the interface in every language, to be told about."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = str(words)
    return found


def _check(news: News) -> None:
    kind = KINDS[news.kind]
    if set(news.about) != kind.names:
        raise ValueError(f"{news.kind} names {sorted(kind.names)}, given {sorted(news.about)}")
    for said in news.about.values():
        texts = [said] if isinstance(said, str) else said.values()
        if any(len(text) > MOST_LETTERS for text in texts):
            raise ValueError(f"{news.kind}: a notice carries names, no texts")
