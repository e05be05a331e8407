"""Why a record exists and what came of it: both ways, as drawing, list and JSON, for whoever may see it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from qantara.action.genealogy.orphans import orphans
from qantara.action.progress.models import Commitment
from qantara.core.locales import LANGUAGES
from qantara.core.trace import Node, node
from qantara.releases.models import Release
from tests.action.priorities.conftest import Group, city, group, made
from tests.action.progress.conftest import DRAFT, Promise, promise
from tests.action.progress.test_release import released
from tests.desk.conftest import at_desk
from tests.fenced import fenced_desk
from tests.people import a_holder, a_person

__all__ = ["city", "fenced_desk", "group", "made", "promise"]

pytestmark = pytest.mark.usefixtures("fenced_desk")


@pytest.fixture
def chained(promise: Promise) -> Commitment:
    """A commitment from an endorsed priority that rests on a sheet, reported, checked and released."""
    priority = promise.priority
    one = promise.commit(draft=replace(DRAFT, priority=priority.pk))
    promise.check(promise.report(one))
    promise.let_out(one)
    released(promise)
    return one


def address(start: Node, lang: str = "en", page: str = "why") -> str:
    return reverse(f"desk:{page}", args=[lang, *start])


def told(client: Client, start: Node) -> dict[str, list[str]]:
    """Stage -> titles, as JSON has them."""
    found: dict[str, list[str]] = {}
    for one in client.get(address(start, page="why-json")).json()["nodes"]:
        found.setdefault(one["stage"], []).append(one["title"])
    return found


def test_commitment_leads_back_to_its_evidence_and_on_to_its_release(
    chained: Commitment, group: Group
) -> None:
    officer = at_desk(group.city.officer)
    found = told(officer, node(chained))
    assert list(found) == [
        "evidence", "release", "priority", "choice", "endorsement", "recommendation", "commitment",
        "progress", "check", "told",
    ]  # fmt: skip
    assert found["priority"] == ["A desk for newcomers"]
    assert found["recommendation"] == ["R5. Welcome instruments"]
    said = [found[stage][0].partition(",")[0] for stage in ("release", "told")]
    assert said == ["Published figures", "Progress on the recommendations"]
    assert len(found["evidence"]) == 1


def test_chain_is_walked_from_its_other_end_too(chained: Commitment, group: Group) -> None:
    officer = at_desk(group.city.officer)
    sheet = told(officer, node(group.sheet))
    assert sheet["commitment"] == ["One desk in every district"]
    assert told(officer, ("action.recommendation", "rivers/R5"))["check"]
    newest = Release.objects.get(kind="progress")
    assert told(officer, node(newest))["priority"] == ["A desk for newcomers"]


def test_edges_lead_from_the_later_to_the_earlier(chained: Commitment, group: Group) -> None:
    said = at_desk(group.city.officer).get(address(node(chained), page="why-json")).json()
    assert {(one["from"].partition(":")[0], one["relation"]) for one in said["edges"]} >= {
        ("action.commitment", "comes from"), ("action.commitment", "commits to"),
        ("action.priority", "quotes"), ("action.endorsement", "endorsed"),
        ("action.progressreport", "tells of"), ("action.check", "checks"),
        ("releases.release", "tells of"), ("releases.release", "draws on"),
    }  # fmt: skip


def test_another_city_finds_nothing_and_walks_through_nothing(
    chained: Commitment, group: Group
) -> None:
    stranger = at_desk(a_person("stranger", ("officer", a_holder("elsewhere"))))
    for start in (node(chained), ("action.commitment", "x"), ("action.nothing", "1"), ("a", "b/c")):
        for page in ("why", "why-json"):
            assert stranger.get(address(start, page=page)).status_code == 404
    shared = told(stranger, ("action.recommendation", "rivers/R5"))
    assert set(shared) == {"recommendation"}
    public = told(stranger, node(group.sheet))
    assert "priority" not in public
    assert "commitment" not in public


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_draws_it_and_says_it_in_words(chained: Commitment, group: Group, lang: str) -> None:
    answer = at_desk(group.city.officer).get(address(node(chained), lang))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.count("<svg") >= 2
    assert "style=" not in html
    assert lang == "en" or "Where it comes from" not in html


def test_orphans_are_what_leads_nowhere(promise: Promise, group: Group) -> None:
    holder, place = group.city.holder, group.place
    before = orphans(holder, place)
    assert (len(before.priorities), before.commitments, len(before.recommendations)) == (2, (), 15)
    linked = promise.commit("R5", replace(DRAFT, priority=promise.priority.pk))
    loose = promise.commit("R9")
    after = orphans(holder, place)
    assert [one.pk for one in after.commitments] == [loose.pk]
    assert linked.priority_id not in {one.pk for one in after.priorities}
    assert {"R5", "R9"}.isdisjoint(after.recommendations)
    page = at_desk(group.city.officer).get(reverse("desk:orphans", args=["en", "marwa"]))
    assert "Commitments that come from no priority" in page.content.decode()
