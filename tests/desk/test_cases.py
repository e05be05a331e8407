"""A case through the forms: read, reviewed, approved, released; by three people, once."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qantara.accounts.models import Person
from qantara.releases import wishes
from qantara.releases.models import Case, Release, Signature
from tests.desk.conftest import Team, at_desk
from tests.desk.reading import form
from tests.releases.conftest import AT, approved, opened, released

PUBLIC = {"confirm": "on", "audience": "public"}


def page_of(case: Case, lang: str = "en") -> str:
    return f"/{lang}/cases/{case.pk}/"


def send(client: Client, case: Case, act: str, **given: str) -> HttpResponse:
    """Fill in the form of the case's page and send it."""
    action = f"{page_of(case)}{act}/"
    return client.post(action, form(client, page_of(case), action) | given)  # type: ignore[return-value]


def acts(case: Case) -> list[str]:
    return list(case.signatures.order_by("at", "id").values_list("act", flat=True))


def test_three_people_release_a_case(team: Team) -> None:
    case = opened(team)
    assert send(at_desk(team.reviewer), case, "review", confirm="on")["Location"] == page_of(case)
    assert send(at_desk(team.signatory), case, "approve", **PUBLIC)["Location"] == page_of(case)
    assert send(at_desk(team.signatory), case, "release", confirm="on")["Location"] == page_of(case)
    assert acts(case) == ["wrote", "reviewed", "approved"]
    release = Release.objects.get()
    assert (release.number, release.audience) == (1, "public")
    page = at_desk(team.officer).get(page_of(case)).content.decode()
    assert "This has been released." in page
    assert f'href="{settings.SITE_URL}/en/r/{release.address}/"' in page


def test_approval_says_for_whom_and_from_when(team: Team) -> None:
    case = opened(team)
    send(at_desk(team.reviewer), case, "review", confirm="on")
    send(
        at_desk(team.signatory), case, "approve",
        confirm="on", audience="network", public_from="2027-01-31T09:00",
    )  # fmt: skip
    case.refresh_from_db()
    assert (case.audience, case.public_from) == ("network", datetime(2027, 1, 31, 9, tzinfo=UTC))


def test_unticked_box_signs_nothing_and_says_so(team: Team) -> None:
    case = opened(team)
    response = send(at_desk(team.reviewer), case, "review")
    assert response.status_code == 422
    text = response.content.decode()
    assert '<a href="#id_confirm">' in text
    assert "Tick the box once you have read it." in text
    assert acts(case) == ["wrote"]


def test_page_with_a_mistake_can_be_read_in_another_language(team: Team) -> None:
    case = opened(team)
    text = send(at_desk(team.reviewer), case, "review").content.decode()
    assert f'href="{page_of(case, "ar")}"' in text


def test_author_is_offered_no_review_and_refused_one(team: Team) -> None:
    case = opened(team)
    team.officer.roles.create(holder=team.city, title="reviewer", since=AT)
    client = at_desk(team.officer)
    page = client.get(page_of(case)).content.decode()
    assert "A reviewer other than the author has to read it." in page
    assert 'name="once"' not in page
    response = client.post(
        f"{page_of(case)}review/", {"confirm": "on", "once": "01a203b2-378c-7c32-9128-7e10625154df"}
    )
    assert response.status_code == 422
    assert "three different people" in response.content.decode()
    assert acts(case) == ["wrote"]


def test_form_sent_twice_acts_once(team: Team) -> None:
    case, client = opened(team), at_desk(team.reviewer)
    action = f"{page_of(case)}review/"
    sent = form(client, page_of(case), action) | {"confirm": "on"}
    first, second = client.post(action, sent), client.post(action, sent)
    assert [first["Location"], second["Location"]] == [page_of(case)] * 2
    assert acts(case) == ["wrote", "reviewed"]


def test_key_of_a_form_that_acted_acts_no_second_time(team: Team) -> None:
    """Even at the next step: what was sent was meant for the one before."""
    case, client = opened(team), at_desk(team.signatory)
    team.signatory.roles.create(holder=team.city, title="reviewer", since=AT)
    action = f"{page_of(case)}review/"
    sent = form(client, page_of(case), action) | PUBLIC
    client.post(action, sent)
    other = at_desk(another_signatory(team))
    assert other.post(f"{page_of(case)}approve/", sent)["Location"] == page_of(case)
    assert acts(case) == ["wrote", "reviewed"]


def another_signatory(team: Team) -> Person:
    person = Person.objects.create_user("second@example.org", name="second", language="en")
    person.roles.create(holder=team.city, title="signatory", since=AT)
    return person


def test_failed_act_frees_its_key(team: Team) -> None:
    case, client = opened(team), at_desk(team.reviewer)
    action = f"{page_of(case)}review/"
    sent = form(client, page_of(case), action)
    assert client.post(action, sent).status_code == 422
    assert client.post(action, sent | {"confirm": "on"}).status_code == 302
    assert acts(case) == ["wrote", "reviewed"]


def test_act_of_another_step_does_nothing(team: Team) -> None:
    case = opened(team)
    for act in ("approve", "release", "delete"):
        response = at_desk(team.signatory).post(f"{page_of(case)}{act}/", PUBLIC)
        assert response["Location"] == page_of(case)
    assert acts(case) == ["wrote"]
    assert not Release.objects.exists()


def test_case_of_another_holder_is_not_there(team: Team) -> None:
    case, stranger = opened(team), at_desk(team.stranger)
    assert stranger.get(page_of(case)).status_code == 404
    assert stranger.post(f"{page_of(case)}review/", {"confirm": "on"}).status_code == 404
    assert case.subject not in stranger.get("/en/").content.decode()


ROLES = ("officer", "reviewer", "signatory", "coordinator", "reader")
STEPS = {
    "review": {"reviewer", "coordinator"},
    "approve": {"signatory"},
    "release": {"signatory", "coordinator"},
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", STEPS)
def test_page_offers_an_act_to_the_roles_that_may_and_refuses_the_others(
    team: Team, role: str, act: str
) -> None:
    case = opened(team) if act != "release" else approved(team)
    if act == "approve":
        Signature.objects.create(
            case=case, act="reviewed", person=team.reviewer, digest=case.digest, at=AT
        )
    person = Person.objects.create_user(f"{role}2@example.org", name=role, language="en")
    person.roles.create(holder=team.city, title=role, since=AT)
    client, before = at_desk(person), acts(case)
    assert client.get("/en/").status_code == 200
    page = client.get(page_of(case))
    assert page.status_code == 200
    offered = f'action="{page_of(case)}{act}/"' in page.content.decode()
    assert offered is (role in STEPS[act])
    if not offered:
        sent = {**PUBLIC, "once": "01a203b2-378c-7c32-9128-7e10625154df"}
        refused = client.post(f"{page_of(case)}{act}/", sent)
        assert refused.status_code == 422
        assert (acts(case), Release.objects.exists()) == (before, False)


@pytest.mark.parametrize("role", ROLES)
def test_home_sorts_what_waits_for_me_first(team: Team, role: str) -> None:
    opened(team)
    person = Person.objects.create_user(f"{role}2@example.org", name=role, language="en")
    person.roles.create(holder=team.city, title=role, since=AT)
    text = at_desk(person).get("/en/").content.decode()
    mine, _, others = text.partition('id="others"')
    assert ("Read the draft and confirm the review" in mine) is (role in STEPS["review"])
    assert ("A reviewer other than the author has to read it." in others) is (
        role not in STEPS["review"]
    )


@pytest.mark.parametrize("page", ["home", "case", "withdraw"])
@pytest.mark.parametrize(
    ("lang", "direction"), [("ar", "rtl"), ("en", "ltr"), ("es", "ltr"), ("fr", "ltr")]
)
def test_pages_in_four_languages(team: Team, page: str, lang: str, direction: str) -> None:
    release = released(team)
    case = opened(team, "Arches")
    client = at_desk(team.signatory)
    address = {
        "home": f"/{lang}/", "case": page_of(case, lang), "withdraw": f"/{lang}/releases/{release.address}/withdraw/",
    }[page]  # fmt: skip
    response = client.get(address)
    text = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{lang}" dir="{direction}">' in text
    assert response["Content-Language"] == lang
    for other in ("ar", "en", "es", "fr"):
        assert f'href="{address.replace(f"/{lang}/", f"/{other}/", 1)}"' in text
    english = ("Sign out", "What waits", "Signed so far", "Withdraw", "To be reviewed", "Skip to")
    assert any(word in text for word in english) is (lang == "en")


def test_desk_pages_are_kept_by_nobody(team: Team) -> None:
    case = opened(team)
    for page in ("/en/", page_of(case), "/en/sign-in/", "/en/nowhere/"):
        assert at_desk(team.officer).get(page)["Cache-Control"] in {
            "no-store", "max-age=0, no-cache, no-store, must-revalidate, private",
        }  # fmt: skip


def test_home_takes_as_many_queries_with_three_cases_as_with_one(team: Team) -> None:
    client = at_desk(team.reviewer)
    counts = []
    for text in ("one", "two", "three"):
        opened(team, text)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/en/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]


def test_case_page_has_one_h1_and_shows_what_will_be_read(team: Team) -> None:
    text = at_desk(team.reviewer).get(page_of(opened(team, "A bridge of sand"))).content.decode()
    assert len(re.findall(r"<h1[ >]", text)) == 1
    assert "A bridge of sand" in text


def test_act_without_the_token_of_its_form_is_refused(team: Team) -> None:
    case, client = opened(team), Client(enforce_csrf_checks=True)
    client.force_login(team.reviewer)
    action = f"{page_of(case)}review/"
    sent = form(client, page_of(case), action) | {"confirm": "on"}
    without = {name: value for name, value in sent.items() if name != "csrfmiddlewaretoken"}
    assert client.post(action, without).status_code == 403
    assert acts(case) == ["wrote"]
    assert client.post(action, sent).status_code == 302
    assert acts(case) == ["wrote", "reviewed"]


def test_home_says_how_often_a_translation_was_asked_for(team: Team) -> None:
    release = released(team, public_from=AT)
    for language in ("ar", "ar", "es"):
        wishes.ask(release.address, section="", language=language)
    html = at_desk(team.officer).get("/en/").content.decode()
    assert (
        'Translation asked for: <bdi lang="ar">العربية</bdi> 2, <bdi lang="es">Español</bdi> 1'
        in html
    )
