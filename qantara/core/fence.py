"""The second fence: rows of one holder's desk are not in reach of another, whatever the code asks for.

Row-level security of the desk's tables compares each row's holder with those of the person who is
here (``config.rights``). Who that is, the database learns from a setting of the connection, given anew
at every request (``AtTheDesk``). Nobody set means nothing in reach.

Some acts truly need rows of several holders: the guard holds a release against all that was ever said
of neighbouring places. They say so (``reaching``), each for a reason named here, for as long as they run.
This fence is against a forgotten filter; against whoever can run statements of their own in the desk's
process it holds only in so far as they do not know it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from qantara.core import health
from qantara.core.reach import EVERYTHING, PERSON, REACH

#: Why an act needs rows of several holders.
WHY = {
    "figures": "what a source states is kept once, whoever brings it; the latest figure is of all",
    "draft": "a draft tells of a place what all holders have stored about it",
    "gate": "the guard proves a release against all that was ever released of linked places",
    "site": "the public side is made from the releases of all holders",
    "coverage": "a secretariat sees which core figures its members have, never the figures",
    "person": "what is kept about a person lies in rows of every holder they worked for",
    "answer": "an office answers a letter by its link, as nobody the desk knows",
    "group": "somebody of a stakeholder group proposes by a link, as nobody the desk knows",
    "ballot": "somebody in a workshop votes by the code of a card, as nobody the desk knows",
    "feed": "a calendar program reads by a secret address, as nobody the desk knows",
    "notices": "who acts tells others of it, and stops asking them for what is done",
    "owners": "whether others' figures stand behind a draft cannot be asked without seeing them",
}


def stand_for(person: object | None) -> None:
    """From now on this connection acts for ``person`` (their id), or for nobody."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config(%s, %s, false)", [PERSON, str(person or "")])


@contextmanager
def reaching(why: str, *, savepoint: bool = True) -> Iterator[None]:
    """Rows of every holder are in reach, for a reason of ``WHY``, in a transaction of its own.

    Also a decorator. ``savepoint=False`` where nobody goes on after an error inside.
    Raises KeyError for a reason that is not on the list.
    """
    WHY[why]
    # A savepoint: what goes wrong inside takes the setting back with it.
    with transaction.atomic(savepoint=savepoint), connection.cursor() as cursor:
        cursor.execute(
            "with standing as materialized (select current_setting(%s, true) as before)"
            " select before, set_config(%s, %s, true) from standing",
            [REACH, REACH, EVERYTHING],
        )
        before = cursor.fetchone()[0] or ""
        yield
        cursor.execute("select set_config(%s, %s, true)", [REACH, before])


class AtTheDesk:
    """Middleware: tells the database who is here, behind the one that finds out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: object, options: object
    ) -> None:
        """Whether the process lives, and has a database, is asked without."""
        if view not in (health.alive, health.ready):
            stand_for(request.user.pk)
