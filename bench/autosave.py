"""Autosave of a block at the desk: server CPU a request, queries, and the same with 2,000 blocks besides.

Limit: 10 ms. The whole request as the desk serves it: middleware, session, permission, lock, version,
who else writes. Run after `make demo` has loaded; what it writes is taken back.
Run: python -m bench.autosave
"""

from __future__ import annotations

import gc
import os
import time
from uuid import uuid4

os.environ["DJANGO_SETTINGS_MODULE"] = "qantara.config.settings"

import django

django.setup()

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qantara.accounts.models import Person, Role
from qantara.core import clock
from qantara.editions.hashing import source_hash
from qantara.editions.models import Block, Version
from qantara.knowledge.profiles.models import Narrative

SAVINGS = 200
MANY = 2_000
LIMIT_MS = 10
HOST = "127.0.0.1"


def signed_in(person: Person) -> Client:
    """A client with a session of its own; cookies and their marks are checked as in a browser."""
    from qantara.desk.doors.proof import PROVED, SECOND

    client = Client(HTTP_HOST=HOST)
    client.force_login(person)
    session = client.session
    session[SECOND] = session[PROVED] = clock.now().isoformat()
    session.save()
    return client


def measured(client: Client, block: Block) -> tuple[float, int]:
    """Milliseconds of CPU a saving, the median of ``SAVINGS``; and how many queries one takes."""
    path, hand = f"/en/texts/{block.pk}/{block.text.source_language}/", str(uuid4())
    text, expected, spent, queries = block.markdown, block.version, [], 0
    gc.collect()
    gc.disable()
    for turn in range(1, SAVINGS + 1):
        text += " word"
        form = {"markdown": text, "expected": expected, "hand": hand, "turn": turn}
        with CaptureQueriesContext(connection) if turn == SAVINGS else transaction.atomic() as seen:
            before = time.process_time()
            answer = client.post(path, form, HTTP_ACCEPT="application/json")
            spent.append(time.process_time() - before)
        if answer.status_code != 200:
            raise ValueError(f"{path}: {answer.status_code}")
        expected = answer.json()["version"]
        queries = len(seen) if seen is not None else queries
    gc.enable()
    return sorted(spent)[len(spent) // 2] * 1_000, queries


def many_more(block: Block) -> None:
    """As many blocks of the same text, each with a version."""
    at = clock.now()
    rows = Block.objects.bulk_create(
        Block(text=block.text, order=1_000 + each, markdown="word", hash=source_hash("word"))
        for each in range(MANY)
    )
    Version.objects.bulk_create(
        Version(
            block=row, language=block.text.source_language, markdown="word", hash=row.hash,
            by=None, began_at=at, at=at,
        )
        for row in rows
    )  # fmt: skip


def main() -> None:
    narrative = Narrative.objects.select_related("text").order_by("section").first()
    if narrative is None:
        raise SystemExit("There is no text yet. Run `make demo` first.")
    role = Role.objects.filter(
        holder=narrative.text.holder_id, title__in=("officer", "coordinator")
    ).first()
    if role is None:
        raise SystemExit("Nobody may write this text. Run `make demo` first.")
    block = narrative.text.blocks.standing().select_related("text").first()
    client = signed_in(role.person)
    with transaction.atomic():
        alone, queries = measured(client, block)
        many_more(block)
        block.refresh_from_db()
        beside, _queries = measured(client, block)
        transaction.set_rollback(True)
    print(
        f"autosave                {alone:5.1f} ms CPU, {queries} queries  ({alone / LIMIT_MS:.0%} of {LIMIT_MS} ms)"
    )
    print(
        f"beside {MANY:,} blocks     {beside:5.1f} ms CPU  ({beside / LIMIT_MS:.0%} of {LIMIT_MS} ms)"
    )


if __name__ == "__main__":
    main()
