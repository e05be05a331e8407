"""Wishes for a translation: a reader meets a part in another language and asks for it in their own.

A wish is a row without a name: for a part of a release, in a language, on a day, in one of a hundred
slots. Who asked is not kept, because it is never known. The public role may add such rows and do
nothing else with them (docs/decisions/0011-what-the-public-role-reaches.md).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction

#: How many wishes of a day are counted for one part and language.
MOST = 100

_FIND = "select id from site.releases_release where address = %s"
_ADD = """
    insert into site.releases_wish (release_id, section, language, slot) values (%s, %s, %s, %s)
    on conflict do nothing
"""
_COUNT = """
    select release_id, language, count(*) from site.releases_wish
    where release_id = any(%s) group by 1, 2 order by 3 desc, 2
"""


def ask(address: str, *, section: str, language: str) -> bool:
    """Count a wish; False where nothing public is at ``address`` or has no such section.

    section  anchor of the part, empty for the whole page
    Beyond a hundred a day for one part and language, a wish is heard and no longer counted.
    """
    if language not in dict(settings.LANGUAGES) or len(section) > 60:
        return False
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # The public role reads, unless it says otherwise for a transaction; only this one does.
            cursor.execute("set transaction read write")
            cursor.execute(_FIND, [address])
            if (found := cursor.fetchone()) is None:
                return False
            # The role cannot see which slots are taken: it tries them in any order.
            for slot in random.sample(range(1, MOST + 1), MOST):
                cursor.execute(_ADD, [found[0], section, language, slot])
                if cursor.rowcount:
                    return True
    except IntegrityError:  # the release has no such section
        return False
    return True


def asked(releases: Iterable[UUID]) -> Mapping[UUID, dict[str, int]]:
    """How often the translation of any part of each release was asked for, by language."""
    counts: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [list(releases)])
        for release, language, count in cursor.fetchall():
            counts[release][language] = count
    return counts
