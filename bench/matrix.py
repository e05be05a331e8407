"""The matrix of a network with 2,000 members: server CPU a request, queries, and the whole as a file.

Limit: 300 ms. A page asks about its 100 members only; a step to look for, days that are over, and the file, about all.
Each fictional member has a team, 12 core figures, a text of six blocks with a
translation, and a case under review; all of it is taken back. Run: python -m bench.matrix
"""

from __future__ import annotations

import gc
import os
import time
from datetime import date

os.environ["DJANGO_SETTINGS_MODULE"] = "qantara.config.settings"

import django

django.setup()

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qantara.accounts.models import Holder, Person, Role
from qantara.core import clock
from qantara.desk.doors.proof import PROVED, SECOND
from qantara.editions.models import Block, Text, Translation
from qantara.knowledge import frameworks
from qantara.knowledge.dues.models import Due, Step
from qantara.knowledge.observations.models import (
    Batch,
    Breakdown,
    Definition,
    Observation,
    Period,
    Source,
)
from qantara.knowledge.profiles.models import Narrative
from qantara.network.models import Member, Network, Participation, Phase, Standing, Territory
from qantara.releases.models import Case

MEMBERS, FIGURES, BLOCKS = 2_000, 12, 6
TIMES = 9
LIMIT_MS = 300
HOST = "127.0.0.1"


def coordinator(members: int = MEMBERS) -> Person:
    """Of a network of as many made-up cities with work on record."""
    at = clock.now()
    office = Holder.objects.create(slug="bench-office", kind="secretariat", name={"en": "Office"})
    network = Network.objects.create(slug="bench", name={"en": "Bench"}, holder=office)
    phase = Phase.objects.create(network=network, number=1, name={})
    person = Person.objects.create_user("bench@example.org", name="Bench", language="en")
    Role.objects.create(person=person, holder=office, title="coordinator", since=at)
    names = [f"Bench city {number:04}" for number in range(members)]
    slugs = [f"bench-{number:04}" for number in range(members)]
    holders = Holder.objects.bulk_create(
        Holder(slug=slug, kind="city", name={"en": name})
        for slug, name in zip(slugs, names, strict=True)
    )
    places = Territory.objects.bulk_create(
        Territory(slug=slug, type="municipality", name={"en": name}, country="XA")
        for slug, name in zip(slugs, names, strict=True)
    )
    joined = Member.objects.bulk_create(
        Member(slug=holder.slug, kind="municipality", name=holder.name, holder=holder)
        for holder in holders
    )
    Standing.objects.bulk_create(
        Standing(member=member, territory=place)
        for member, place in zip(joined, places, strict=True)
    )
    Participation.objects.bulk_create(
        Participation(network=network, member=member, joined_in=phase, valid_from=date(2020, 1, 1))
        for member in joined
    )
    Role.objects.bulk_create(
        Role(person=person, holder=holder, title="officer", since=at) for holder in holders[:500]
    )
    Due.objects.bulk_create(
        Due(network=network, step=step, on=date(2020, 1, 1), set_by=person, set_at=at)
        for step in Step.values
    )
    say(places)
    write(holders, places)
    Case.objects.bulk_create(
        Case(
            kind="profile", subject=holder.slug, holder=holder, document="{}", digest="0" * 64,
            opened_at=at,
        )
        for holder in holders
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    return person


def say(places: list[Territory]) -> None:
    """A figure of last year for each of ``FIGURES`` core indicators."""
    at, framework = clock.now(), frameworks.default()
    core = [one.code for one in framework.indicators if one.is_core][:FIGURES]
    definitions = [
        Definition.objects.create(
            framework="bench", version="1", code=code, unit="PS", content_hash="0" * 64,
            first_used_at=at,
        )
        for code in core
    ]  # fmt: skip
    year = at.year - 1
    period, _new = Period.objects.get_or_create(
        code=str(year), defaults={"start": date(year, 1, 1), "end": date(year, 12, 31)}
    )
    whole, _new = Breakdown.objects.get_or_create(code="")
    source = Source.objects.create(organisation="Bench", title="Bench", is_public=True)
    # References of observations carry no constraint: a batch that is not on record serves.
    batch = Batch()
    Observation.objects.bulk_create(
        Observation(
            territory=place, definition=definition, period=period, breakdown=whole, source=source,
            batch=batch, unit="PS", value=1.0, recorded_at=at,
        )
        for place in places
        for definition in definitions
    )  # fmt: skip


def write(holders: list[Holder], places: list[Territory]) -> None:
    """A text of ``BLOCKS`` blocks each, translated into one language."""
    at = clock.now()
    texts = Text.objects.bulk_create(
        Text(holder=holder, source_language="en") for holder in holders
    )
    Narrative.objects.bulk_create(
        Narrative(territory=place, section="territory", text=text)
        for place, text in zip(places, texts, strict=True)
    )
    blocks = Block.objects.bulk_create(
        Block(text=text, order=order, markdown="word", hash="0" * 64)
        for text in texts
        for order in range(BLOCKS)
    )
    Translation.objects.bulk_create(
        Translation(block=block, language="fr", source_hash="0" * 64, markdown="mot", at=at)
        for block in blocks
    )


def measured(client: Client, path: str) -> tuple[float, float, int]:
    """Milliseconds a request, the median: CPU of the server, and by the clock; and queries."""
    spent: list[float] = []
    taken: list[float] = []
    gc.collect()
    for _turn in range(TIMES):
        before, began = time.process_time(), time.perf_counter()
        answer = client.get(path)
        spent.append(time.process_time() - before)
        taken.append(time.perf_counter() - began)
        if answer.status_code != 200:
            raise ValueError(f"{path}: {answer.status_code}")
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    middle = TIMES // 2
    return sorted(spent)[middle] * 1_000, sorted(taken)[middle] * 1_000, len(seen)


def main() -> None:
    with transaction.atomic():
        client = Client(HTTP_HOST=HOST)
        client.force_login(coordinator())
        session = client.session
        session[SECOND] = session[PROVED] = clock.now().isoformat()
        session.save()
        for what, path in (
            ("page", "/en/matrix/"),
            ("page, one step", "/en/matrix/?step=draft"),
            ("page, evidence", "/en/matrix/?step=evidence"),
            ("page, late", "/en/matrix/?step=late"),
            ("file, all", "/en/matrix.csv"),
        ):
            cpu, clocked, queries = measured(client, path)
            print(
                f"matrix, {what:15} {clocked:6.0f} ms ({cpu:.0f} ms CPU), {queries} queries"
                f"  ({clocked / LIMIT_MS:.0%} of {LIMIT_MS} ms)"
            )
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
