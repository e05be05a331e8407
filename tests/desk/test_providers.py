"""The secretariat's page of providers: listed, added after an answer, tried, switched off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from qantara.accounts.identity import asking, links, providers
from qantara.accounts.identity.asking import Unreachable
from qantara.accounts.models import Holder, Person, Provider
from qantara.core import clock
from qantara.core.models import AuditLine
from qantara.desk.doors.proof import PROVED
from qantara.network.models import Member, Network, Participation, Phase
from tests.accounts.identity.conftest import issuer
from tests.accounts.identity.issuing import CLIENT, SECRET, Issuer
from tests.desk.conftest import at_desk
from tests.desk.reading import form
from tests.fenced import fenced_desk
from tests.people import a_holder, a_person, a_provider
from tests.web.reading import Page

__all__ = ["fenced_desk", "issuer"]

LIST, ADD = "/en/providers/", "/en/providers/add/"


@pytest.fixture
def coordinator(db: None) -> Person:
    office = a_holder("office", Holder.Kind.SECRETARIAT)
    network = Network.objects.create(slug="arches", name={}, holder=office)
    member = Member.objects.create(slug="velmora", kind="city", name={}, holder=a_holder())
    Participation.objects.create(
        network=network, member=member, valid_from=date(2020, 1, 1),
        joined_in=Phase.objects.create(network=network, number=1, name={}),
    )  # fmt: skip
    return a_person("coordinator", ("coordinator", office))


def filled(browser: Client, address: str) -> dict[str, str]:
    return form(browser, ADD, ADD) | {
        "holder": "velmora", "issuer": address, "client_id": CLIENT, "client_password": SECRET,
        "hosts": "", "second_by": "mfa, otp",
    }  # fmt: skip


def test_secretariat_adds_tries_and_switches_off(
    fenced_desk: None, coordinator: Person, issuer: Issuer
) -> None:
    browser = at_desk(coordinator)
    assert "No provider is in use." in browser.get(LIST).content.decode()
    sent = filled(browser, issuer.address)
    assert [browser.post(ADD, sent).status_code for _time in range(2)] == [302, 302]
    found = Provider.objects.get()
    assert (found.holder.slug, found.issuer, found.second_by) == (
        "velmora", issuer.address, ["mfa", "otp"],
    )  # fmt: skip
    html = browser.get(LIST).content.decode()
    assert issuer.address in html
    assert "/identity/velmora/" in html
    assert SECRET not in html
    tried = browser.post(f"{LIST}{found.pk}/try/")
    assert (tried.status_code, "answers as it should" in tried.content.decode()) == (200, True)
    off = f"{LIST}{found.pk}/off/"
    key = form(browser, LIST, off)
    assert browser.post(off, key).status_code == 302
    assert browser.post(off, key).status_code == 404
    assert not providers.standing().exists()
    lines = AuditLine.objects.filter(act__startswith="identity.provider").order_by("id")
    assert list(lines.values_list("act", "holder", "fields", "reason")) == [
        ("identity.provider_added", found.holder_id, [], ""),
        ("identity.provider_removed", found.holder_id, [], ""),
    ]


def test_provider_that_does_not_answer_is_not_kept(coordinator: Person, issuer: Issuer) -> None:
    browser = at_desk(coordinator)
    wrong = filled(browser, f"{issuer.address}/elsewhere")
    answer = browser.post(ADD, wrong)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "does not answer as a provider should" in html
    assert SECRET not in html
    assert "answered 404" not in html
    assert not Provider.objects.exists()


def test_strong_acts_ask_for_a_proof_and_carry_no_secret(
    coordinator: Person, issuer: Issuer
) -> None:
    browser = at_desk(coordinator)
    sent = filled(browser, issuer.address)
    session = browser.session
    session[PROVED] = (clock.now() - timedelta(minutes=11)).isoformat()
    session.save()
    answer = browser.post(ADD, sent)
    assert answer.status_code == 403
    assert SECRET not in answer.content.decode()
    provider = a_provider(Holder.objects.get(slug="velmora"))
    assert browser.post(f"{LIST}{provider.pk}/off/", sent).status_code == 403
    assert Provider.objects.get().removed_at is None


def test_nobody_else_sees_or_changes_providers(coordinator: Person) -> None:
    city = Holder.objects.get(slug="velmora")
    provider = a_provider(city)
    elsewhere = a_holder("elsewhere", Holder.Kind.SECRETARIAT)
    for person in (
        a_person("approver", ("signatory", city)),
        a_person("donor", ("reader", elsewhere)),
    ):
        for method, path in (("get", LIST), ("get", ADD), ("post", f"{LIST}{provider.pk}/off/")):
            assert getattr(at_desk(person), method)(path).status_code == 404
    other = at_desk(a_person("other", ("coordinator", elsewhere)))
    assert provider.issuer not in other.get(LIST).content.decode()
    assert other.post(f"{LIST}{provider.pk}/off/").status_code == 404
    assert other.post(f"{LIST}{provider.pk}/try/").status_code == 404


def test_provider_switched_off_opens_nothing(coordinator: Person) -> None:
    city = Holder.objects.get(slug="velmora")
    provider = a_provider(city)
    officer = a_person("officer", ("officer", city))
    links.link(officer, provider, "salma-7", at=clock.now())
    assert links.person_of(provider, "salma-7", at=clock.now()) == officer
    providers.remove(city, by=coordinator, at=clock.now())
    assert "velmora" not in Client().get("/en/sign-in/").content.decode()


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8443", "10.0.0.1", "[::1]", "169.254.169.254"]
)
def test_desk_knocks_at_no_door_within_its_own_walls(host: str) -> None:
    with pytest.raises(Unreachable):
        asking.demand_public([host])


@pytest.mark.parametrize("lang", ["ar", "en", "es", "fr"])
def test_pages_in_every_language(coordinator: Person, lang: str) -> None:
    a_provider(Holder.objects.get(slug="velmora"))
    browser = at_desk(coordinator)
    for path in ("", "add/"):
        html = browser.get(f"/{lang}/providers/{path}").content.decode()
        page = Page(html)
        assert page.is_inline_free
        assert page.repeated_ids == set()
        if lang != "en":
            assert "provider" not in html.replace("/providers/", "").lower()
