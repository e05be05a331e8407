"""What whoever reads the database finds of single ballots, while a round is open and after: nothing."""

from __future__ import annotations

import threading
from uuid import UUID

import pytest
from django.db import connection

from qantara.action.ballots import closing, keys, rounds, sealing
from qantara.action.ballots.cast import cast, cast_so_far, unsealed
from qantara.action.ballots.models import PaperBallot, Result, Round, Seat
from qantara.action.ballots.values import Ballot
from qantara.core.models import AuditLine
from tests.action.ballots.conftest import AT, RANKING, SCORES, Room, a_room


def whole_database() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        names = [name for (name,) in cursor.fetchall()]
        found = {}
        for name in names:
            cursor.execute(f'select to_jsonb(t)::text from "{name}" t')
            found[name] = sorted(row for (row,) in cursor.fetchall())
    return found


def test_a_ballot_changes_one_sealed_row_and_nothing_else(room: Room) -> None:
    round_, cards = room.opened()
    before = whole_database()
    cast(cards[3], Ballot((1, 2, 3)))
    after = whole_database()
    assert {name for name in after if after[name] != before[name]} == {"action_seat"}
    gone = set(before["action_seat"]) - set(after["action_seat"])
    assert (len(gone), len(before["action_seat"]), len(after["action_seat"])) == (1, 12, 12)
    assert round_.pk


def test_no_code_stands_anywhere_and_no_hash_fits_without_the_key(room: Room) -> None:
    round_, cards = room.opened()
    room.vote(cards, *[(1, 2, 3)] * 6)
    text = "\n".join(row for rows in whole_database().values() for row in rows)
    assert [code for code in cards if code in text or code.lower() in text] == []
    kept = set(Seat.objects.values_list("digest", flat=True))
    assert {sealing.digest(keys.key_of(round_.pk), code) for code in cards} == kept
    assert not {sealing.digest(bytes(32), code) for code in cards} & kept
    assert keys.key_of(round_.pk).hex() not in text


def test_seats_look_alike_whether_they_have_voted_or_not(room: Room) -> None:
    round_, cards = room.opened(SCORES)
    room.vote(cards, (5, 1, 3, 4, 0, 0), (1, 1, 1, 1, 1, 1))
    cast(cards[5], Ballot.blank(6))
    sealed = [bytes(one) for one in Seat.objects.values_list("sealed", flat=True)]
    assert {len(one) for one in sealed} == {12 + 1 + 6 + 16}
    assert len(set(sealed)) == len(sealed)
    same = bytes(sealed[0])
    place = Seat.objects.get(sealed=same).pk
    key = keys.key_of(round_.pk)
    said = sealing.unseal(key, place, same)
    assert sealing.seal(key, place, said, 6) != same


def test_a_sealed_ballot_fits_its_own_row_alone(room: Room) -> None:
    from cryptography.exceptions import InvalidTag

    round_, _cards = room.opened()
    first, second = Seat.objects.order_by("id")[:2]
    with pytest.raises(InvalidTag):
        sealing.unseal(keys.key_of(round_.pk), second.pk, first.sealed)
    with pytest.raises(InvalidTag):
        sealing.unseal(bytes(32), first.pk, first.sealed)


def test_rows_say_nothing_of_the_order_of_cards(room: Room) -> None:
    """Neither ids nor places on disk follow the order in which cards are printed."""
    prepared = rounds.prepare(room.workshop, RANKING, by=room.officer, at=AT)
    _round, cards = rounds.make_cards(prepared, 200, by=room.officer, at=AT)
    key = keys.key_of(prepared.pk)
    printed = {sealing.digest(key, code): at for at, code in enumerate(cards)}
    with connection.cursor() as cursor:
        cursor.execute("select id, digest from action_seat order by ctid")
        rows = cursor.fetchall()
    on_disk = [printed[digest] for _id, digest in rows]
    assert abs(_agreement(on_disk)) < 0.25
    by_id = [printed[digest] for _id, digest in sorted(rows, key=lambda row: row[0])]
    assert abs(_agreement(by_id)) < 0.25
    assert all(UUID(str(one)).version == 4 for one, _digest in rows)


def _agreement(order: list[int]) -> float:
    """Spearman's coefficient of an order with 0, 1, 2, ...: beyond 0.25 once in two thousand for 200."""
    many = len(order)
    squares = sum((at - one) ** 2 for at, one in enumerate(order))
    return 1 - 6 * squares / (many * (many**2 - 1))


@pytest.mark.django_db(transaction=True)
def test_200_ballots_at_once_are_all_kept() -> None:
    room = a_room()
    round_, cards = room.opened(seats=200)
    failed: list[BaseException] = []

    def vote(some: list[str]) -> None:
        try:
            for at, code in enumerate(some):
                cast(code, Ballot((1, 2, 3) if at % 2 else (3, 2, 1)))
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=vote, args=(cards[at::20],)) for at in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert cast_so_far(round_) == 200
    closing.close(round_, by=room.officer, at=AT)
    assert Result.objects.get().record["ballots"] == {
        "phones": 200, "paper": 0, "cast": 200, "abstained": 0,
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_ballots_cast_while_the_round_closes_count_or_are_refused() -> None:
    """Whoever was told that the ballot is kept is in the count."""
    from qantara.action.ballots.cast import UnknownCode

    room = a_room()
    round_, cards = room.opened(seats=60)
    kept: list[str] = []
    begun = threading.Event()

    def vote(some: list[str]) -> None:
        try:
            for code in some:
                try:
                    cast(code, Ballot((1, 2, 3)))
                    kept.append(code)
                except UnknownCode:
                    return
                finally:
                    begun.set()
        finally:
            connection.close()

    threads = [threading.Thread(target=vote, args=(cards[at::6],)) for at in range(6)]
    for thread in threads:
        thread.start()
    begun.wait()
    closing.close(round_, by=room.officer, at=AT)
    for thread in threads:
        thread.join()
    assert Result.objects.get().record["ballots"]["cast"] == len(kept)


def test_worker_finishes_what_was_left(room: Room) -> None:
    round_, cards = room.opened()
    room.vote(cards, *[(1, 2, 3)] * 6)
    closing.stop(round_, by=room.officer, at=AT)
    assert Round.objects.get(pk=round_.pk).state == "closing"
    assert closing.finish_all() == [round_.pk]
    assert closing.finish_all() == []
    assert (Result.objects.count(), Seat.objects.count(), keys.kept()) == (1, 0, [])
    assert PaperBallot.objects.count() == 0
    assert "ballot.round_closed" in AuditLine.objects.values_list("act", flat=True)


def test_worker_leaves_open_rounds_and_their_keys_alone(room: Room) -> None:
    round_, cards = room.opened()
    room.vote(cards, (1, 2, 3))
    assert closing.finish_all() == []
    assert keys.kept() == [round_.pk]
    assert [one for one in unsealed(round_, keys.key_of(round_.pk)) if one] == [Ballot((1, 2, 3))]
