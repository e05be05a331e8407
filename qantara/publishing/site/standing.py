"""Which releases stand, asked at every request: what a kept page is kept under.

In plain SQL, as compiling a query costs the ORM more than all the rest of answering a kept page.
The conditions are those of ``releases.read.public``; a test holds the two together.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

from qantara.releases.read import Version

_OF_SUBJECT = """
    select address, kind, number, voice, released_at from releases_release
    where subject = %s
      and audience = 'public' and public_from <= now() and withdrawn_at is null
    order by released_at desc, number desc
"""
_BESIDE = """
    select address, kind, number, voice, released_at from releases_release
    where subject = (select subject from releases_release where address = %s)
      and audience = 'public' and public_from <= now() and withdrawn_at is null
    order by released_at desc, number desc
"""
_SUBJECT_OF = """
    select subject from releases_release
    where address = %s
      and audience = 'public' and public_from <= now() and withdrawn_at is null
"""
_OF_NETWORK = """
    (select address from releases_release
     where network = %s
       and audience = 'public' and public_from <= now() and withdrawn_at is null
     order by released_at desc, subject
     limit %s)
    union all
    (select 'withdrawn ' || address from releases_tombstone order by withdrawn_at desc limit 1)
"""
_DIRECTORIES = """
    select distinct on (network) network, address from releases_release
    where kind = 'directory'
      and audience = 'public' and public_from <= now() and withdrawn_at is null
    order by network, number desc
"""
_NEWEST_OF = """
    select address, subject from releases_release
    where network = %s and kind = %s
      and audience = 'public' and public_from <= now() and withdrawn_at is null
    order by released_at desc, subject
    limit 1
"""


def of_subject(subject: str) -> tuple[Version, ...]:
    """Every standing release of a place, newest first, whatever its kind."""
    return _versions(_OF_SUBJECT, subject)


def beside(address: str) -> tuple[Version, ...]:
    """Every standing release of the place the release at ``address`` is about."""
    return _versions(_BESIDE, address)


def subject_of(address: str) -> str:
    """What the standing release at ``address`` is about; empty where there is none."""
    return next((str(subject) for (subject,) in _rows(_SUBJECT_OF, address)), "")


def of_network(network: str, limit: int) -> tuple[str, ...]:
    """What a page about a network is kept under: its newest releases, whatever their kind, and the
    newest withdrawal of all, since a page may lead to any release.
    """
    return tuple(address for (address,) in _rows(_OF_NETWORK, network, limit))


def directories() -> dict[str, str]:
    """The networks on this platform: slug to the address of the directory that stands."""
    return dict(_rows(_DIRECTORIES))


def newest_of(network: str, kind: str) -> tuple[str, str] | None:
    """Address and subject of the newest release of one kind in a network, if there is one."""
    return next(((address, subject) for address, subject in _rows(_NEWEST_OF, network, kind)), None)


def _versions(sql: str, value: str) -> tuple[Version, ...]:
    return tuple(
        Version(address=address, kind=kind, number=number, voice=voice, released_at=released_at)
        for address, kind, number, voice, released_at in _rows(sql, value)
    )


def _rows(sql: str, *values: str | int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
