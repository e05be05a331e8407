"""The desk's first page: queries and CPU of the server, for an officer and for the secretariat.

Limits: 15 queries and 25 ms, with 20 cities and with 2,000 (the made-up network of bench.matrix).
All of it is taken back. Run: python -m bench.desk_home
"""

from __future__ import annotations

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "qantara.config.settings"

from django.db import transaction
from django.test import Client

from bench import matrix
from qantara.accounts.models import Holder, Person, Role
from qantara.core import clock
from qantara.desk.doors.proof import PROVED, SECOND

CITIES = (20, 2_000)
LIMIT_MS, LIMIT_QUERIES = 25, 15


def officer() -> Person:
    """Of the first of the cities."""
    person = Person.objects.create_user("officer@example.org", name="Officer", language="en")
    holder = Holder.objects.get(slug="bench-0000")
    Role.objects.create(person=person, holder=holder, title="officer", since=clock.now())
    return person


def desk_of(person: Person) -> Client:
    client = Client(HTTP_HOST=matrix.HOST)
    client.force_login(person)
    session = client.session
    session[SECOND] = session[PROVED] = clock.now().isoformat()
    session.save()
    return client


def main() -> None:
    for cities in CITIES:
        with transaction.atomic():
            people = {"secretariat": matrix.coordinator(cities), "officer": officer()}
            for who, person in people.items():
                for lang in ("en", "ar"):
                    cpu, clocked, queries = matrix.measured(desk_of(person), f"/{lang}/")
                    print(
                        f"home, {cities:5,} cities, {who:11} {lang}  {cpu:5.0f} ms CPU"
                        f"  ({cpu / LIMIT_MS:.0%} of {LIMIT_MS} ms), {clocked:.0f} ms,"
                        f" {queries} queries (of {LIMIT_QUERIES})"
                    )
            transaction.set_rollback(True)


if __name__ == "__main__":
    main()
