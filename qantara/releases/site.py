"""The public side's own tables: copies of what is public now, made when it becomes so.

Before its hour, by the database's clock, and after its withdrawal a release is not there at all, nor
are its files in the public store. The site reads these tables under a role that reaches nothing
else (``public_role``). Whoever changes what is public calls ``bring_up_to_date``; a task does every
minute, for releases whose hour has come.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import connection, transaction

from qantara.core import fence
from qantara.files import store
from qantara.releases.models import Artefact

SCHEMA = "site"

_LEAVES = """
    delete from site.releases_release s where not exists (
        select from public.releases_release r where r.id = s.id
        and r.audience = 'public' and r.public_from <= now() and r.withdrawn_at is null)
"""
_DUE = """
    select r.id from public.releases_release r
    where r.audience = 'public' and r.public_from <= now() and r.withdrawn_at is null
      and not exists (select from site.releases_release s where s.id = r.id)
    order by r.released_at
"""
_ENTERS = """
    insert into site.releases_release
    select id, address, kind, schema, subject, network, number, voice, audience, public_from,
           released_at, languages, card, document, checksum, withdrawn_at
    from public.releases_release where id = any(%s) on conflict do nothing
"""
_FILES = """
    insert into site.releases_artefact
    select id, release_id, language, format, filename, media_type, size, pages, checksum, key
    from public.releases_artefact where release_id = any(%s) on conflict do nothing
"""
# A page rendered again is another row.
_OLD_PAGES = """
    delete from site.releases_body s
    where not exists (select from public.releases_body b where b.id = s.id)
"""
_NEW_PAGES = """
    with fresh as (
        insert into site.releases_body
        select b.id, b.release_id, b.language, b.renderer, b.title, b.summary, b.html
        from public.releases_body b join site.releases_release r on r.id = b.release_id
        where not exists (select from site.releases_body s where s.id = b.id)
        on conflict do nothing
        returning release_id, html
    )
    insert into site.releases_section
    select release_id, '' from fresh
    union
    select release_id, found[1] from fresh,
           regexp_matches(html, ' id="([a-z0-9-]{1,60})"', 'g') found
    on conflict do nothing
"""
# Of what was never public there is no trace, nor of its withdrawal.
_STONES = """
    insert into site.releases_tombstone
    select t.id, t.address, t.kind, t.subject, t.number, t.withdrawn_at, t.reason
    from public.releases_tombstone t join public.releases_release r on r.address = t.address
    where r.audience = 'public' and r.public_from <= t.withdrawn_at
    on conflict do nothing
"""


@transaction.atomic
@fence.reaching("site")
def bring_up_to_date() -> list[UUID]:
    """Make the public side what it should be at this moment; the releases that became public."""
    with connection.cursor() as cursor:
        cursor.execute(_LEAVES)
        cursor.execute(_DUE)
        due: list[UUID] = [key for (key,) in cursor.fetchall()]
        # Bytes before rows: what a page offers is there.
        _publish_files(due)
        if due:
            cursor.execute(_ENTERS, [due])
            cursor.execute(_FILES, [due])
        for statement in (_OLD_PAGES, _NEW_PAGES, _STONES):
            cursor.execute(statement)
    return due


def is_public_now(audience: str, public_from: datetime) -> bool:
    """Whether a release of this audience and hour is public already, by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute("select %s = 'public' and %s <= now()", [audience, public_from])
        (is_public,) = cursor.fetchone()
    return bool(is_public)


def _publish_files(releases: list[UUID]) -> None:
    """Copy the files of releases into the public store; the private ones go once that is certain."""
    for artefact in Artefact.objects.filter(release__in=releases, store="private"):
        earlier = artefact.key
        artefact.key = store.write(store.read_key(earlier, "private"), "public")
        artefact.store = "public"
        artefact.save(update_fields=["key", "store"])
        transaction.on_commit(partial(store.delete_key, earlier, "private"))
