"""Files that the worker reads, files put right at the desk, and what the desk remembers of a publisher."""

from __future__ import annotations

import os
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from qantara.core import clock
from qantara.core.models import AuditLine
from qantara.files.models import StoredFile
from qantara.knowledge.evidence.apart import slots
from qantara.knowledge.evidence.apart.allowance import Allowance
from qantara.knowledge.evidence.arrivals import anteroom, deliveries, readings, shelf
from qantara.knowledge.evidence.arrivals.models import Arrival, Delivery
from qantara.knowledge.observations.models import Batch, Observation
from tests.desk.bringing import (
    FIGURES,
    MAPPING,
    PEOPLE,
    REGISTER,
    bring,
    errors,
    kept,
    store,
    waiting,
)
from tests.desk.conftest import at_desk
from tests.desk.reading import form
from tests.desk.test_figures import karwan, officer, own_folder, page_of, private, text
from tests.knowledge.evidence.hostile import HOSTILE

__all__ = ["karwan", "officer", "own_folder", "private"]


@pytest.fixture
def by_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is left to the worker."""
    monkeypatch.setattr("qantara.desk.figures.bringing.AT_ONCE_BYTES", -1)


def sent(client: Client, content: bytes = REGISTER, name: str = "register.csv") -> Delivery:
    response = bring(client, content, name, mapping=MAPPING, holder="velmora")
    delivery = Delivery.objects.order_by("-received_at")[0]
    assert response["Location"] == page(delivery)
    return delivery


def page(delivery: Delivery) -> str:
    return f"{FIGURES}deliveries/{delivery.pk}/"


def left_behind(folder: Path) -> list[Path]:
    return [path for path in (folder / "incoming").rglob("*") if path.is_file()]


# Read by the worker


def test_large_file_waits_is_read_and_goes_on(
    officer: Client, by_worker: None, own_folder: Path, private: Path
) -> None:
    delivery = sent(officer)
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == (
        "qantara.knowledge.tasks.read_delivery",
        {"key": str(delivery.pk)},
    )
    waits = officer.get(page(delivery))
    assert (waits.status_code, waits["Refresh"]) == (200, "2")
    assert "It is next to be read" in text(waits)  # type: ignore[arg-type]
    assert "register.csv" in text(officer.get(FIGURES))  # type: ignore[arg-type]
    assert (Arrival.objects.count(), kept(private)) == (0, [])
    deliveries.read(delivery.pk, at=clock.now())
    arrival = Arrival.objects.get()
    assert officer.get(page(delivery))["Location"] == page_of(arrival, "review/")
    assert (left_behind(own_folder), kept(private)) == ([], [REGISTER])
    assert "3 figures to store" in text(officer.get(page_of(arrival, "review/")))  # type: ignore[arg-type]


def test_reading_of_the_worker_is_not_made_again_at_the_desk(
    officer: Client, by_worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = sent(officer)
    deliveries.read(delivery.pk, at=clock.now())
    readings._KEPT.clear()
    monkeypatch.setattr("qantara.knowledge.evidence.apart.read", None)
    arrival = Arrival.objects.get()
    assert "3 figures to store" in text(officer.get(page_of(arrival, "review/")))  # type: ignore[arg-type]


def test_list_of_people_read_by_the_worker_leaves_nothing(
    officer: Client, by_worker: None, own_folder: Path, private: Path
) -> None:
    bring(officer, PEOPLE, "beneficiaries.csv", holder="velmora")
    delivery = Delivery.objects.get()
    deliveries.read(delivery.pk, at=clock.now())
    refused = officer.get(page(delivery))
    assert "Refresh" not in refused
    told = text(refused)  # type: ignore[arg-type]
    assert "This looks like a list of people" in told
    assert "beneficiaries" not in told
    delivery.refresh_from_db()
    assert (delivery.state, delivery.name) == ("refused", "")
    assert (left_behind(own_folder), kept(private), StoredFile.objects.count()) == ([], [], 0)
    assert not AuditLine.objects.exists()
    deliveries.sweep(at=clock.now() + timedelta(hours=2))
    assert Delivery.objects.count() == 0


def test_reading_that_was_killed_is_taken_up_again(officer: Client, by_worker: None) -> None:
    delivery, at = sent(officer), clock.now()
    Delivery.objects.update(claimed_at=at, tries=1)
    assert deliveries.read(delivery.pk, at=at) is None
    later = at + deliveries.CLAIM + timedelta(seconds=60)
    assert deliveries.take_up_again(at=later) == [delivery.pk]
    deliveries.read(delivery.pk, at=later)
    assert Arrival.objects.count() == 1
    assert deliveries.take_up_again(at=later) == []


def test_file_that_kills_its_reader_is_given_up(
    officer: Client, by_worker: None, own_folder: Path
) -> None:
    delivery = sent(officer)
    Delivery.objects.update(tries=deliveries.MOST_TRIES)
    deliveries.read(delivery.pk, at=clock.now())
    assert "Save it as CSV" in text(officer.get(page(delivery)))  # type: ignore[arg-type]
    assert left_behind(own_folder) == []


def test_delivery_can_be_taken_back(officer: Client, by_worker: None, own_folder: Path) -> None:
    delivery = sent(officer)
    deliveries.withdraw(delivery, by=delivery.received_by, at=clock.now())
    assert deliveries.read(delivery.pk, at=clock.now()) is None
    assert Delivery.objects.count() == 0


def test_delivery_of_another_is_not_there(officer: Client, by_worker: None, team: object) -> None:
    delivery = sent(officer)
    stranger = at_desk(team.stranger)  # type: ignore[attr-defined]
    assert stranger.get(page(delivery)).status_code == 404
    assert stranger.post(page(delivery)).status_code == 404


def test_sweep_destroys_what_a_killed_process_left(
    officer: Client, by_worker: None, own_folder: Path
) -> None:
    waits = sent(officer)
    left = own_folder / "incoming" / "hand-left"
    left.mkdir()
    (left / "people.csv").write_bytes(PEOPLE)
    upload = own_folder / "incoming" / "x.upload.csv"
    upload.write_bytes(PEOPLE)
    at = clock.now()
    assert anteroom.sweep({waits.pk}, at=at) == 0
    for each in (left, upload, anteroom.place(waits.pk)):
        os.utime(each, (0, 0))
    assert anteroom.sweep({waits.pk}, at=at) == 2
    assert left_behind(own_folder) == [anteroom.place(waits.pk)]


def test_reading_goes_with_its_arrival(officer: Client, by_worker: None) -> None:
    delivery = sent(officer)
    deliveries.read(delivery.pk, at=clock.now())
    arrival = Arrival.objects.get()
    folder = shelf._folder()
    assert len(list(folder.iterdir())) == 1
    shelf.sweep({arrival.pk})
    assert len(list(folder.iterdir())) == 1
    readings.forget(arrival.pk)
    assert list(folder.iterdir()) == []


# Limits


def test_file_waits_for_the_worker_while_all_slots_are_taken(
    officer: Client, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EVIDENCE_READERS = 1
    monkeypatch.setattr("qantara.desk.figures.bringing.AT_ONCE", Allowance(patience=0))
    with slots.one(0):
        delivery = sent(officer)
        with pytest.raises(slots.Busy), slots.one(0):
            pass
    assert delivery.state == "waiting"
    deliveries.read(delivery.pk, at=clock.now())
    assert Arrival.objects.count() == 1


def test_holder_has_only_so_many_files_waiting(officer: Client, settings: LazySettings) -> None:
    waiting(officer)
    settings.EVIDENCE_WAITING = 1
    assert errors(bring(officer, REGISTER + b"\n", holder="velmora")) == [
        "The file: 1 file of yours waits already. Store or discard it before you bring more."
    ]


def test_holder_brings_only_so_much_in_a_day(officer: Client, settings: LazySettings) -> None:
    settings.EVIDENCE_BYTES_A_DAY = 1 << 20
    large = b"a;b\n" + b"1;2\n" * 300_000
    assert errors(bring(officer, large, "large.csv", holder="velmora")) == [
        "The file: That is more than the 1 MB that can be brought in a day. Go on tomorrow."
    ]


# Put right at the desk


def amend(client: Client, arrival: Arrival, **given: object) -> object:
    review = page_of(arrival, "review/")
    page = form(client, review, page_of(arrival, "discard/"))
    return client.post(page_of(arrival, "amend/"), page | given)


def test_cell_is_corrected_in_its_review_and_both_values_are_kept(
    officer: Client, private: Path
) -> None:
    wrong = REGISTER.replace(b"1234567", b"many")
    arrival = waiting(officer, wrong)
    review = text(officer.get(page_of(arrival, "review/")))  # type: ignore[arg-type]
    assert "Put row 4 right here" in review
    amend(
        officer, arrival, act="correct", sheet="register.csv", row=4, column="Residents",
        now="1234567", reason="Read from the printed table",
    )  # fmt: skip
    review = text(officer.get(page_of(arrival, "review/")))  # type: ignore[arg-type]
    assert "3 figures to store" in review
    assert "Read from the printed table" in review
    store(officer, arrival)
    values = Observation.objects.order_by("value").values_list("value", flat=True)
    assert list(values) == [617283, 617284, 1234567]
    assert kept(private) == [wrong]
    arrival.refresh_from_db()
    assert [(one["was"], one["now"]) for one in arrival.amended] == [("many", "1234567")]
    stored = text(officer.get(f"{FIGURES}imports/{Batch.objects.get().pk}/"))  # type: ignore[arg-type]
    assert "many" in stored
    assert "Read from the printed table" in stored


def test_correction_needs_a_reason_and_a_cell(officer: Client) -> None:
    arrival = waiting(officer)
    given = {"act": "correct", "sheet": "register.csv", "row": 4, "column": "Residents", "now": "5"}
    for wrong, said in (
        ({}, "Say why, in one sentence."),
        ({"reason": "so", "row": 99}, "There is no such cell"),
        ({"reason": "so", "column": "row"}, "There is no such cell"),
        ({"reason": "so", "now": "1234567"}, "The cell says this already."),
    ):
        response = amend(officer, arrival, **{**given, **wrong})
        assert response.status_code == 422  # type: ignore[attr-defined]
        assert said in text(response)  # type: ignore[arg-type]
    arrival.refresh_from_db()
    assert arrival.amended == []


def test_line_is_left_out_and_taken_in_again(officer: Client) -> None:
    arrival = waiting(officer)
    amend(officer, arrival, act="leave_out", sheet="register.csv", row=3, reason="Counted twice")
    review = text(officer.get(page_of(arrival, "review/")))  # type: ignore[arg-type]
    assert "2 figures to store" in review
    amend(officer, arrival, act="back", number=0)
    assert "3 figures to store" in text(officer.get(page_of(arrival, "review/")))  # type: ignore[arg-type]
    acts = AuditLine.objects.order_by("id").values_list("act", flat=True)
    assert list(acts) == ["arrival.received", "arrival.amended", "arrival.unamended"]


# What is remembered


def test_next_file_is_asked_less_than_the_first(officer: Client) -> None:
    with_licence = MAPPING.replace("public = false", 'licence = "CC BY 4.0"\npublic = false')
    store(officer, waiting(officer, mapping=with_licence))
    bring(officer, REGISTER.replace(b"2023", b"2024").replace(b"Residents", b"People"), "b.csv")
    arrival = Arrival.objects.get(batch=None)
    asked = text(officer.get(page_of(arrival)))  # type: ignore[arg-type]
    for said in ("Statistics of Karwan", "CC BY 4.0", "register.csv"):
        assert said in asked


# Hostile


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_answered_at_the_desk(
    officer: Client, own_folder: Path, private: Path, name: str
) -> None:
    response = bring(officer, HOSTILE[name](), name, holder="velmora")
    for delivery in Delivery.objects.all():
        deliveries.read(delivery.pk, at=clock.now())
        response = officer.get(page(delivery))  # type: ignore[assignment]
    said = text(response)
    if response.status_code == 302:
        going_on = officer.get(response["Location"])
        assert going_on.status_code in {200, 302, 422}
        said = text(going_on)  # type: ignore[arg-type]
        assert Arrival.objects.count() == 1
    else:
        assert "Nothing of this file was kept." in said
        assert (Arrival.objects.count(), kept(private)) == (0, [])
    assert "root:" not in said
    assert left_behind(own_folder) == []
    assert list(Path(tempfile.gettempdir()).glob("qantara-apart-*")) == []
