"""Gather what a person has not read into one mail. At most one a day, unless they ask for more.

The mail, the row that says it was written and the mark on each notice are one transaction; a second
digest of the same person and day is refused by the database. What the outbox does with it afterwards it
does at most once (``mail.outbox``). Where it is not known to have gone out, what it told is told again by
the next day's: a notice may come twice, a second mail of a day does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qantara.accounts.models import Person
from qantara.core import locales
from qantara.mail.compose import Link, Message, Section, compose
from qantara.mail.models import Letter
from qantara.notices import hours, wishes, words
from qantara.notices.kinds import HEADS, KINDS
from qantara.notices.models import STALE, Digest, Notice, Wish

#: A digest that could not be sent by then is not: the next day has its own.
WAITS = timedelta(hours=8)
#: Notices that one mail lists; the rest is behind the link.
LINES = 40


def send_due(*, at: datetime, rhythms: Iterable[str]) -> int:
    """Write the digests whose hour has come, of people with one of ``rhythms``; how many."""
    told = Notice.objects.unmailed(at).filter(at__gt=at - STALE).values("person")
    people = list(Person.objects.filter(pk__in=told, is_active=True).order_by("pk"))
    wished = dict(Wish.objects.filter(person__in=people).values_list("person_id", "rhythm"))
    here = hours.local(people, at)
    return sum(
        write(person, here=here[person.pk], is_asked=rhythm == Wish.Rhythm.AT_ONCE, at=at)
        for person in people
        if (rhythm := wished.get(person.pk, Wish.Rhythm.DAILY)) in rhythms
        and hours.is_time(rhythm, here[person.pk])
    )


@transaction.atomic
def write(person: Person, *, here: datetime, is_asked: bool, at: datetime) -> bool:
    """Write one person's digest; False where there is nothing to say, or this day has had one."""
    found = (
        Notice.objects.of(person)
        .unmailed(at)
        .filter(at__gt=at - STALE)
        .select_for_update(skip_locked=True, of=["self"])
    )
    notices = list(found.select_related("holder"))
    if not notices:
        return False
    try:
        with transaction.atomic():
            digest = Digest.objects.create(person=person, day=here.date(), is_asked=is_asked, at=at)
    except IntegrityError:
        return False
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(digest=digest)
    digest.letter = message(person, notices, is_asked=is_asked, at=at).pk
    digest.save(update_fields=["letter"])
    return True


def message(person: Person, notices: Sequence[Notice], *, is_asked: bool, at: datetime) -> Letter:
    """The mail itself, into the outbox."""
    lang, count = person.language, len(notices)
    with translation.override(lang):
        number = locales.number(count, lang)
        words_of = Message(
            subject=ngettext("%(count)s notice from your desk", "%(count)s notices from your desk", count) % {"count": number},
            paragraphs=(
                _("Dear %(name)s,") % {"name": person.name},
                _("this is new at your desk since we last wrote to you."),
            ),
            sections=_sections(notices[:LINES], lang),
            link=Link(_("All notices"), _page("desk:notices", lang)),
            after=(
                _("You asked to be written to at once.")
                if is_asked
                else _("We write at most once a day, and not at all when nothing is new."),
            ),
            stop=Link(_("Stop these mails"), wishes.stop_address(person)),
        )  # fmt: skip
    return compose(person.email, words_of, language=lang, at=at, expires_at=at + WAITS)


def _sections(notices: Sequence[Notice], lang: str) -> tuple[Section, ...]:
    grouped: dict[str, list[Link]] = defaultdict(list)
    for notice in notices:
        grouped[KINDS[notice.kind].head].append(
            Link(words.sentence(notice, lang), words.address(notice, lang))
        )
    return tuple(
        Section(str(title), tuple(grouped[head]))
        for head, title in HEADS.items()
        if head in grouped
    )


def _page(name: str, lang: str) -> str:
    return settings.DESK_URL + reverse(name, kwargs={"lang": lang})
