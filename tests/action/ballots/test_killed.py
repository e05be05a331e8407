"""The machine stops while a round closes: the count is not lost, the key does not stay."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from qantara.action.ballots import closing, keys
from qantara.action.ballots.models import Result, Round, Seat
from tests.action.ballots.conftest import AT, Room, a_room
from tests.grounds import ROOT

BALLOTS = [(1, 2, 3)] * 4 + [(2, 1, 3)] * 3


def killed(round_: Round, var: Path, where: str) -> None:
    """Close the round in another process, and kill that at a step."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.action.ballots.killed", str(round_.pk),
         connection.settings_dict["NAME"], str(var), where],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"{where}\n"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("where", "left"),
    [
        ("stopped", ("closing", 0, 12, True)),
        ("counted", ("closing", 0, 12, True)),
        ("committed", ("closed", 1, 0, True)),
    ],
)
@pytest.mark.parametrize("again", ["worker", "officer"])
def test_killed_while_a_round_closes(
    var: Path, where: str, left: tuple[str, int, int, bool], again: str
) -> None:
    room: Room = a_room()
    round_, cards = room.opened()
    room.vote(cards, *BALLOTS)
    killed(round_, var, where)
    assert _state(round_) == left
    if again == "worker":
        assert closing.finish_all() == [round_.pk]
    else:
        closing.close(round_, by=room.officer, at=AT)
    assert _state(round_) == ("closed", 1, 0, False)
    record = Result.objects.get().record
    assert record["ballots"]["cast"] == 7
    assert [one["options"] for one in record["places"]] == [["housing"], ["schools"], ["work"]]


def _state(round_: Round) -> tuple[str, int, int, bool]:
    state = Round.objects.get(pk=round_.pk).state
    return state, Result.objects.count(), Seat.objects.count(), keys.is_there(round_.pk)
