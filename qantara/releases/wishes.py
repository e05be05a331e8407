"""Wishes for a translation: a reader meets a part in another language and asks for it in their own.

A wish is a number: so many on a day, for a part of a release, in a language. Who asked is not kept,
because it is never known. The public role may neither read nor write the table; it may call the one
function by which the database itself counts (docs/decisions/0009-wishes-for-translation.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Sum

from qantara.releases.models import Wish

#: As the database names it, for whoever grants the right to call it.
FUNCTION = "ask_for_translation(text, text, text)"


def ask(address: str, *, section: str, language: str) -> bool:
    """Count a wish; False where nothing public is at ``address`` or has no such section.

    section  anchor of the part, empty for the whole page
    Beyond a hundred a day for one part and language, a wish is heard and no longer counted.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # The public role reads, unless it says otherwise for a transaction; only this one does.
        cursor.execute("set transaction read write")
        cursor.execute("select ask_for_translation(%s, %s, %s)", [address, section, language])
        (is_heard,) = cursor.fetchone()
    return bool(is_heard)


def asked(releases: Iterable[UUID]) -> Mapping[UUID, dict[str, int]]:
    """How often the translation of any part of each release was asked for, by language."""
    rows = Wish.objects.filter(release__in=releases).values_list("release", "language")
    counts: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    for release, language, count in rows.annotate(total=Sum("count")).order_by("-total"):
        counts[release][language] = count
    return counts
