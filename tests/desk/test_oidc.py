"""Coming in with the account of one's city: there and back through the desk's own pages."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from qantara.accounts.attempts import throttle
from qantara.accounts.attempts.models import Attempt
from qantara.accounts.factors import keep
from qantara.accounts.identity import links, providers
from qantara.accounts.invitations import invite
from qantara.accounts.models import Identity, Person, Provider, Visit
from qantara.accounts.people import end_role
from qantara.core import clock, personal_data
from qantara.core.models import AuditLine
from qantara.desk.doors.proof import PROVED, SECOND
from qantara.mail.models import Letter
from tests.accounts.identity.conftest import issuer
from tests.accounts.identity.issuing import CLIENT, SECRET, Issuer, asked
from tests.desk.conftest import PASSWORD, Team, at_desk, with_password
from tests.fenced import fenced_desk
from tests.people import a_holder, a_person, code_for, with_app

__all__ = ["fenced_desk", "issuer"]
BEGIN, DOOR = "/en/sign-in/elsewhere/", "/en/sign-in/"


@pytest.fixture
def provider(team: Team, issuer: Issuer) -> Provider:
    return providers.add(
        team.city, issuer=issuer.address, client_id=CLIENT, secret=SECRET, by=None, at=clock.now()
    )


def linked(person: Person, provider: Provider, subject: str = "salma-7") -> Person:
    links.link(person, provider, subject, at=clock.now())
    return person


def begin(client: Client, issuer: Issuer, *, lang: str = "en", **sent: str) -> str:
    """Press the button; the address the provider sends the browser back to."""
    page = client.post(f"/{lang}/sign-in/elsewhere/", {"holder": "velmora"} | sent)
    assert page.status_code == 200, page.headers
    _wait, _sign, address = page["Refresh"].partition("0; url=")
    assert address.startswith(f"{issuer.address}/authorize?")
    back = urlsplit(issuer.back_to(asked(address)))
    assert f"{back.scheme}://{back.netloc}".startswith("http")
    return f"{back.path}?{back.query}"


def there_and_back(client: Client, issuer: Issuer, **sent: str) -> HttpResponse:
    return client.get(begin(client, issuer, **sent))  # type: ignore[return-value]


def where(response: HttpResponse) -> tuple[int, str]:
    return response.status_code, response.headers.get("Location", "")


def is_in(client: Client) -> bool:
    return client.get("/en/figures/").status_code == 200


# Signing in


def test_linked_account_opens_the_desk(team: Team, provider: Provider, issuer: Issuer) -> None:
    linked(team.officer, provider)
    client = Client()
    assert "Continue with the account of" in client.get(DOOR).content.decode()
    assert where(there_and_back(client, issuer, next="/en/figures/")) == (302, "/en/figures/")
    assert is_in(client)
    assert Visit.objects.get(person=team.officer).person == team.officer
    assert Identity.objects.get().used_at is not None
    assert not Attempt.objects.exists()


def test_policy_of_the_page_lets_forms_go_nowhere_else(provider: Provider) -> None:
    page = Client().post(BEGIN, {"holder": "velmora"})
    assert "form-action 'self'" in page["Content-Security-Policy"]
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "same-origin"


def test_desk_without_providers_offers_none(team: Team) -> None:
    assert "elsewhere" not in Client().get(DOOR).content.decode()


def test_many_providers_are_chosen_from_a_list(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    for number in range(4):
        providers.add(
            a_holder(f"quays-{number}"), issuer=issuer.address, client_id=CLIENT, secret=SECRET,
            by=None, at=clock.now(),
        )  # fmt: skip
    linked(team.officer, provider)
    client = Client()
    page = client.get(DOOR).content.decode()
    assert '<option value="velmora">Velmora</option>' in page
    assert page.count("<option") == 5
    assert where(there_and_back(client, issuer)) == (302, "/en/")


@pytest.mark.parametrize("lang", ["ar", "en", "es", "fr"])
def test_every_way_that_does_not_end_well_has_one_answer(
    team: Team, provider: Provider, issuer: Issuer, lang: str
) -> None:
    """Unknown, gone, without a role, unsigned, expired, said no: the same words."""
    pages = set()

    def tried(client: Client | None = None) -> None:
        client = client or Client()
        page = there_and_back(client, issuer, lang=lang)
        assert page.status_code == 400
        assert not is_in(client)
        bare = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
        pages.add(bare)

    tried()  # nobody has linked it
    linked(team.officer, provider)
    Person.objects.filter(pk=team.officer.pk).update(is_active=False)
    tried()
    Person.objects.filter(pk=team.officer.pk).update(is_active=True)
    for issuer.said in ({"exp": 1}, {"nonce": "x"}, {"sub": "another"}):
        tried()
    issuer.said = {}
    issuer.answer = {"error": "access_denied", "code": None}
    tried()
    issuer.answer = {}
    issuer.raw = {"/token": (500, {}, b"")}
    tried()
    issuer.raw = {}
    role = team.officer.roles.get()
    end_role(role, reason="left", by=None, at=clock.now())
    tried()
    assert len(pages) == 1
    assert f'<html lang="{lang}"' in pages.pop()


def test_mail_address_of_the_token_opens_nothing(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    issuer.said = {"email": team.officer.email, "email_verified": True, "sub": team.officer.email}
    assert there_and_back(Client(), issuer).status_code == 400


def test_subject_of_one_provider_is_nobody_at_another(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    other = a_holder("quays")
    second = providers.add(
        other, issuer=issuer.address, client_id=CLIENT, secret=SECRET, by=None, at=clock.now()
    )
    linked(a_person("keeper", ("officer", other)), second)
    assert there_and_back(Client(), issuer).status_code == 400


def test_answer_counts_in_the_browser_that_asked_and_once(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    linked(team.officer, provider)
    client, thief = Client(), Client()
    back = begin(client, issuer)
    assert thief.get(back).status_code == 400
    begin(thief, issuer)
    assert thief.get(back).status_code == 400
    assert not is_in(thief)
    assert where(client.get(back))[0] == 302
    client.post("/en/sign-out/")
    assert client.get(back).status_code == 400
    assert not is_in(client)


def test_answer_at_another_bodys_address_is_refused(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    linked(team.officer, provider)
    client = Client()
    back = begin(client, issuer)
    assert client.get(back.replace("/velmora/", "/quays/")).status_code == 400
    assert client.get(back).status_code == 400


def test_signing_in_changes_the_key_of_the_session(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    linked(team.officer, provider)
    client = Client()
    back = begin(client, issuer)
    before = client.cookies["session"].value
    client.get(back)
    assert client.cookies["session"].value != before
    assert not Visit.objects.filter(session_key=before).exists()


@pytest.mark.parametrize("then", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_led_to_another_host(
    team: Team, provider: Provider, issuer: Issuer, then: str
) -> None:
    linked(team.officer, provider)
    assert where(there_and_back(Client(), issuer, next=then)) == (302, "/en/")


def test_removed_provider_lets_nobody_in(team: Team, provider: Provider, issuer: Issuer) -> None:
    linked(team.officer, provider)
    client = Client()
    back = begin(client, issuer)
    providers.remove(team.city, by=None, at=clock.now())
    assert client.get(back).status_code == 400
    assert where(client.post(BEGIN, {"holder": "velmora"})) == (302, DOOR)
    assert "elsewhere" not in client.get(DOOR).content.decode()


def test_provider_that_is_down_is_said_to_be(provider: Provider, issuer: Issuer) -> None:
    issuer.raw = {"/.well-known/openid-configuration": (500, {}, b"")}
    cache.clear()
    page = Client().post(BEGIN, {"holder": "velmora"})
    assert page.status_code == 503
    assert "does not answer" in page.content.decode()


def test_too_many_ways_from_one_place_are_refused(provider: Provider) -> None:
    for _try in range(60):
        throttle.count("place", "127.0.0.1", at=clock.now())
    page = Client().post(BEGIN, {"holder": "velmora"})
    assert page.status_code == 429
    assert "too many tries" in page.content.decode()


def test_neither_subject_nor_token_nor_secret_is_logged(
    team: Team, provider: Provider, issuer: Issuer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        there_and_back(Client(), issuer)
        issuer.said = {"exp": 1}
        there_and_back(Client(), issuer)
    for secret in ("salma-7", SECRET, "eyJ"):
        assert secret not in caplog.text
    assert "not let in by the provider of velmora" in caplog.text


# Second factor


def test_desks_second_factor_is_asked_for_as_ever(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    with_app(linked(team.officer, provider))
    issuer.said = {"amr": ["mfa"]}
    client = Client()
    assert where(there_and_back(client, issuer)) == (302, "/en/sign-in/second/")
    assert not is_in(client)
    client.post("/en/sign-in/second/", {"code": code_for(team.officer)})
    assert is_in(client)


def test_trusted_second_factor_stands_for_the_desks(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    Provider.objects.update(second_by=["mfa"])
    with_app(linked(team.signatory, provider))
    issuer.said = {"amr": ["pwd", "mfa"]}
    client = Client()
    assert where(there_and_back(client, issuer)) == (302, "/en/")
    assert is_in(client)
    assert SECOND in client.session
    issuer.said = {"amr": ["pwd"]}
    assert where(there_and_back(Client(), issuer)) == (302, "/en/sign-in/second/")


def test_approver_without_a_second_factor_is_led_to_one(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    linked(team.signatory, provider)
    client = Client()
    there_and_back(client, issuer)
    assert client.get("/en/figures/")["Location"].startswith("/en/account/app/")
    assert client.get("/en/account/app/").status_code == 200


# Joining by an invitation


def invited(team: Team, title: str = "officer") -> str:
    at = clock.now()
    written = invite.invite(
        "new@example.org", title, holder=team.city, language="fr", by=team.signatory, at=at
    )
    return urlsplit(invite.send(written, at=at)).path


def join(client: Client, issuer: Issuer, link: str) -> HttpResponse:
    token = link.rstrip("/").rsplit("/", 1)[1]
    return there_and_back(client, issuer, **{"for": "join", "token": token})


def test_invited_person_joins_with_the_citys_account_and_no_password(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    link, client = invited(team), Client()
    assert 'value="join"' in client.get(link).content.decode()
    assert where(join(client, issuer, link)) == (302, link.replace("/fr/", "/en/"))
    page = client.get(link).content.decode()
    assert 'type="password"' not in page
    assert not Person.objects.filter(email="new@example.org").exists()
    answer = client.post(link, {"name": "Salma", "language": "fr"})
    assert where(answer) == (302, "/fr/")
    person = Person.objects.get(email="new@example.org")
    assert not person.has_usable_password()
    assert (person.roles.get().title, person.identities.get().subject) == ("officer", "salma-7")
    assert is_in(client)
    acts = AuditLine.objects.filter(act__startswith="identity.").values_list("act", "holder")
    assert ("identity.linked", team.city.pk) in list(acts)
    assert Letter.objects.filter(recipient="new@example.org").count() == 2
    again = Client()
    assert where(there_and_back(again, issuer)) == (302, "/fr/")
    assert is_in(again)


def test_account_that_opens_one_desk_makes_no_second_person(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    linked(team.officer, provider)
    link, client = invited(team), Client()
    assert join(client, issuer, link).status_code == 400
    assert 'type="password"' in client.get(link).content.decode()


def test_word_for_one_invitation_does_not_count_for_another(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    link, client = invited(team), Client()
    join(client, issuer, link)
    other = a_holder("quays")
    keeper = a_person("keeper", ("signatory", other))
    at = clock.now()
    written = invite.invite(
        "second@example.org", "officer", holder=other, language="en", by=keeper, at=at
    )
    theirs = urlsplit(invite.send(written, at=at)).path
    assert 'type="password"' in client.get(theirs).content.decode()
    assert client.post(theirs, {"name": "Salma", "language": "en"}).status_code == 422
    assert not Person.objects.filter(email="second@example.org").exists()
    token = theirs.rstrip("/").rsplit("/", 1)[1]
    assert join(Client(), issuer, f"/en/invitations/{token}/").status_code == 400


def test_used_invitation_and_invented_one_link_nothing(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    assert join(Client(), issuer, "/en/invitations/invented/").status_code == 400
    assert not Identity.objects.exists()


# Linking from one's own account


def test_person_links_the_account_and_takes_it_away(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    client = at_desk(team.officer)
    assert 'value="link"' in client.get("/en/account/").content.decode()
    assert where(there_and_back(client, issuer, **{"for": "link"})) == (302, "/en/account/")
    made = Identity.objects.get(person=team.officer)
    assert Letter.objects.filter(recipient=team.officer.email).count() == 1
    page = client.get("/en/account/").content.decode()
    assert 'value="link"' not in page
    assert where(client.post(f"/en/account/elsewhere/{made.pk}/remove/")) == (302, "/en/account/")
    assert there_and_back(Client(), issuer).status_code == 400
    acts = AuditLine.objects.filter(act__startswith="identity.").order_by("id")
    assert list(acts.values_list("act", flat=True))[-2:] == [
        "identity.linked", "identity.unlinked",
    ]  # fmt: skip


def test_linking_asks_for_a_proof_and_goes_on_with_it(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    client = at_desk(with_password(team.officer))
    session = client.session
    session[PROVED] = (clock.now() - timedelta(minutes=11)).isoformat()
    session.save()
    sent = {"holder": "velmora", "for": "link"}
    assert client.post(BEGIN, sent).status_code == 403
    assert client.post(BEGIN, sent | {"proof": PASSWORD}).status_code == 200
    assert "url=" in client.post(BEGIN, sent)["Refresh"]


def test_nobody_links_what_is_linked_and_learns_whose_it_is(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    linked(team.officer, provider)
    client = at_desk(team.reviewer)
    page = there_and_back(client, issuer, **{"for": "link"})
    assert page.status_code == 400
    assert "officer" not in page.content.decode()
    assert not Identity.objects.filter(person=team.reviewer).exists()


def test_nobody_links_an_account_of_a_body_they_do_not_work_for(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    client = at_desk(team.stranger)
    assert 'value="link"' not in client.get("/en/account/").content.decode()
    assert there_and_back(client, issuer, **{"for": "link"}).status_code == 400
    assert not Identity.objects.exists()


def test_link_begun_by_one_is_not_finished_by_another(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    client = at_desk(team.officer)
    back = begin(client, issuer, **{"for": "link"})
    session = client.session
    kept = dict(session["elsewhere"])
    client.logout()
    other = at_desk(team.reviewer)
    session = other.session
    session["elsewhere"] = kept
    session.save()
    assert other.get(back).status_code == 400
    assert not Identity.objects.exists()


def test_nobody_removes_anothers(team: Team, provider: Provider) -> None:
    linked(team.officer, provider)
    key = Identity.objects.get().pk
    client = at_desk(team.reviewer)
    assert client.post(f"/en/account/elsewhere/{key}/remove/").status_code == 404
    assert Identity.objects.exists()


# A proof anew


def came_in(team: Team, provider: Provider, issuer: Issuer, **said: Any) -> Client:
    """A browser in which somebody without a password came in with the city's account, long ago."""
    linked(team.signatory, provider)
    Provider.objects.update(second_by=["mfa"])
    issuer.said = {"amr": ["mfa"]}
    client = Client()
    there_and_back(client, issuer)
    session = client.session
    session[PROVED] = (clock.now() - timedelta(minutes=11)).isoformat()
    session.save()
    issuer.said |= said
    return client


PAGE = "/en/people/velmora/invite/"
SENT = {"email": "third@example.org", "title": "officer", "language": "en"}


def test_proof_is_given_at_the_city_and_the_form_waits(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    client = came_in(team, provider, issuer)
    waiting = client.post(PAGE, SENT)
    assert waiting.status_code == 403
    assert "third@example.org" in waiting.content.decode()
    assert 'type="password"' not in waiting.content.decode()
    early = client.post(PAGE, SENT | {"proof": "elsewhere", "proof_for": "form"})
    assert early.status_code == 403
    assert "has not told us yet" in early.content.decode()
    assert there_and_back(client, issuer, **{"for": "prove"}).status_code == 200
    once = re.search(r'name="once" value="([^"]+)"', client.get(PAGE).content.decode())
    assert once is not None
    sent = SENT | {"proof": "elsewhere", "proof_for": "form", "once": once[1]}
    assert where(client.post(PAGE, sent)) == (302, "/en/people/velmora/")


@pytest.mark.parametrize(
    "said", [{"auth_time": None}, {"auth_time": 1}, {"amr": ["pwd"]}, {"sub": "another"}], ids=str
)
def test_proof_that_is_old_weaker_or_anothers_is_none(
    team: Team, provider: Provider, issuer: Issuer, said: dict[str, Any]
) -> None:
    client = came_in(team, provider, issuer, **said)
    assert there_and_back(client, issuer, **{"for": "prove"}).status_code == 400
    assert client.get(PAGE).status_code == 403


def test_who_has_a_code_of_the_desk_proves_by_it(
    team: Team, provider: Provider, issuer: Issuer
) -> None:
    client = came_in(team, provider, issuer)
    with_app(team.signatory)
    assert keep.has_one(team.signatory)
    assert "Six figures" in client.get(PAGE).content.decode()


# Under the desk's own role of the database


def test_desks_role_may_do_what_this_takes(
    fenced_desk: None, team: Team, provider: Provider, issuer: Issuer
) -> None:
    link, client = invited(team), Client()
    join(client, issuer, link)
    assert where(client.post(link, {"name": "Salma", "language": "en"})) == (302, "/en/")
    assert where(there_and_back(Client(), issuer)) == (302, "/en/")
    key = Identity.objects.get().pk
    assert client.post(f"/en/account/elsewhere/{key}/remove/").status_code == 302
    assert not Identity.objects.exists()


# What is kept about people


def test_person_sees_what_is_kept_of_it_and_erasure_takes_it(
    team: Team, provider: Provider
) -> None:
    linked(team.officer, provider)
    shown = at_desk(team.officer).get("/en/account/data/")
    assert "salma-7" in shown.content.decode()
    topic = next(each for each in personal_data.topics() if each.name == "identities")
    assert topic.erase is not None
    topic.erase(team.officer.pk, clock.now())
    assert not Identity.objects.exists()
