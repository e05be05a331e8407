"""The demonstration loads through the same doors as anybody's figures, and can be stopped and gone on with."""

from __future__ import annotations

import json

import pytest
from django.db.models import Count
from rich.console import Console

from qantara.core import audit
from qantara.demo import load
from qantara.files import store
from qantara.knowledge.dues.models import Due, Extension
from qantara.knowledge.observations import check
from qantara.knowledge.profiles.changes import changes
from qantara.knowledge.requests.models import DataRequest
from qantara.knowledge.reviews.models import Thread
from qantara.network.handovers.models import Handover
from qantara.network.stakeholders.models import Office, Stakeholder
from qantara.releases import prove, read, succession
from qantara.releases.kinds import Issue
from qantara.releases.models import Case, Release
from tests.outside import downloads
from tests.outside.meaning import catalogue

QUIET = Console(quiet=True)
KEY = b"a key for tests"


@pytest.mark.django_db
def test_fictional_network_loads_is_sound_and_changes_nothing_when_loaded_again() -> None:
    load.run(load.four_shores(), QUIET)

    released = Release.objects.values_list("kind", "subject", "number").order_by(
        "kind", "subject", "number"
    )
    assert [row for row in released if row[0] != "entry"] == [
        ("directory", "four-shores", 1),
        ("figures", "bresamo", 1),
        ("figures", "oltreve", 1),
        ("priority_paper", "ardelune", 1),
        ("profile", "ardelune", 1),
        ("profile", "ardelune", 2),
        ("profile", "ardelune", 3),
        ("profile", "halverin", 1),
        ("profile", "halverin", 2),
        ("profile", "halverin", 3),
        ("profile", "meruzah", 1),
        ("profile", "nordemar", 1),
        ("profile", "qarnel", 1),
        ("profile", "tessavo", 1),
        ("progress", "ardelune", 1),
        ("progress", "halverin", 1),
        ("recommendations", "four-shores", 1),
    ]
    assert [row for row in released if row[0] == "entry"] == [("entry", "pontessa", 1)]
    for language in ("ar", "en", "es", "fr"):
        page = read.page("ardelune", language)
        assert page is not None
        assert (page.kind, page.number, page.is_fictional) == ("profile", 3, True)
    cautious, public = figures_of("bresamo"), figures_of("oltreve")
    assert (set(cautious["indicator"]), set(cautious["breakdown"])) == ({"CTX-01"}, {""})
    assert "courtesy" in public["state"]
    assert "withheld" in figures_of("qarnel")["state"]
    assert desks() == {
        "due": [
            ("", "draft", "2026-12-15"), ("", "release", "2027-03-15"), ("", "review", "2027-01-29"),
            ("bresamo", "evidence", "2026-11-13"), ("reed-coast-fund", "evidence", "2026-11-30"),
        ],
        "extensions": [("reed-coast-fund", "asked", "2027-01-15")],
        "requests": [
            ("ardelune", "draft", 0), ("ardelune", "refused", 0), ("meruzah", "sent", 1),
            ("reed-coast-fund", "sent", 0),
        ],
        "threads": [("meruzah", "remark", 2), ("nordemar", "dispute", 2)],
        "stakeholders": [("ardelune", 9, 3), ("qarnel", 4, 1)],
        "handovers": [("halverin", "2026-12-18")],
    }  # fmt: skip
    proposed = Case.objects.filter(kind="profile", subject="nordemar").latest("opened_at")
    draft = json.loads(proposed.document)
    assert [
        sorted(block["dispute"]["words"])
        for section in draft["sections"]
        for block in section["blocks"]
        if "dispute" in block
    ] == [["ar", "en", "es", "fr"]]

    listed = changes_of_ardelune()
    assert listed.keys() == {"revised", "marked", "added", "gone"}
    assert len(listed["revised"]) >= 40
    assert {reason for one in listed["revised"] for reason in one} == {"note", "reckoned", "source"}

    nothing_withheld_can_be_worked_out()

    audit.seal(KEY)
    assert [*check.problems(), *prove.problems()] == []
    assert audit.broken(KEY) is None

    before = list(Release.objects.order_by("id").values_list("id", "checksum"))
    load.run(load.four_shores(), QUIET)
    assert list(Release.objects.order_by("id").values_list("id", "checksum")) == before


def nothing_withheld_can_be_worked_out() -> None:
    """By whoever downloads every file of every release in every language."""
    guarded = Release.objects.filter(kind__in=["profile", "figures"]).order_by("released_at")
    read_out = [
        downloads.release(
            {file.filename: store.read_key(file.key, file.store) for file in one.artefacts.all()}
        )
        for one in guarded
    ]
    assert [odd for one in read_out for odd in one.odd] == []
    assert sum(said.is_hidden for one in read_out for said in one.said) > 50
    assert downloads.worked_out(read_out, catalogue()) == []


def desks() -> dict[str, list[tuple[object, ...]]]:
    """What goes on at the desks of the fictional cities besides texts and files."""
    dues = Due.objects.in_force().values_list("holder__slug", "step", "on")
    extensions = Extension.objects.values_list("holder__slug", "state", "wanted")
    threads = Thread.objects.annotate(count=Count("said"))
    stakeholders = Stakeholder.objects.values_list("holder__slug").annotate(Count("pk"))
    offices = dict(Office.objects.values_list("holder__slug").annotate(Count("pk")))
    return {
        "due": sorted((holder or "", step, on.isoformat()) for holder, step, on in dues),
        "extensions": [(holder, state, day.isoformat()) for holder, state, day in extensions],
        "requests": sorted(DataRequest.objects.values_list("holder__slug", "state", "reminded")),
        "threads": sorted(threads.values_list("holder__slug", "kind", "count")),
        "stakeholders": sorted((city, count, offices[city]) for city, count in stakeholders),
        "handovers": [
            (city, day.isoformat())
            for city, day in Handover.objects.values_list("holder__slug", "leaves_on")
        ],
    }


def figures_of(subject: str) -> dict[str, list[str]]:
    """The figures of the newest document of a place, by column."""
    newest = Release.objects.filter(subject=subject).latest("number")
    figures: dict[str, list[str]] = json.loads(newest.document)["figures"]
    return figures


def changes_of_ardelune() -> dict[str, list[list[str]]]:
    """What the second profile changed: the reasons of every figure, by what became of it."""
    newest, oldest = succession_of_ardelune()
    found: dict[str, list[list[str]]] = {}
    for one in changes(oldest.document, newest.document).figures:
        found.setdefault(one.what, []).append([reason.why for reason in one.reasons])
    return found


def succession_of_ardelune() -> tuple[Issue, Issue]:
    versions = [one for one in read.versions("ardelune") if one.kind == "profile"]
    addresses = [one.address for one in versions if one.number < 3]
    pair = succession.between(addresses[1], addresses[0])
    assert pair is not None
    return pair.newer, pair.older
