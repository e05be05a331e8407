"""An officer leaves: the roles end, somebody takes over, the last approver's leaving takes two."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from qantara.accounts.models import Invitation, Request, Role
from qantara.accounts.people import end_role
from qantara.accounts.roles import can
from qantara.accounts.seconding import second
from qantara.core import clock
from qantara.core.errors import DomainError, NotAllowed
from qantara.knowledge.requests import acts as requests
from qantara.network.handovers import hand
from qantara.network.handovers.hand import Invited
from qantara.network.models import Handover, Member, Network, Participation, Phase, Territory
from tests.desk.conftest import at_desk
from tests.people import a_holder, a_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
LAST = AT.date() + timedelta(days=30)
AFTER = datetime(2026, 12, 24, tzinfo=UTC)


def a_team():
    city = a_holder()
    return (
        city,
        a_person("leaves", ("officer", city)),
        a_person("stays", ("officer", city), language="ar"),
        a_person("signs", ("signatory", city)),
    )


def test_handover_ends_the_roles_with_the_last_day_and_names_the_successor() -> None:
    city, leaves, stays, _signs = a_team()
    made = hand.announce(
        leaves, holder=city, leaves_on=LAST, successor=stays, words="", by=leaves, at=AT
    )
    assert (made.language, hand.successor_of(made)) == ("ar", stays)
    assert [role.until for role in leaves.roles.all()] == [AFTER]
    moments = (AFTER - timedelta(seconds=1), AFTER)
    assert [can(leaves, "team.read", made, at=at) for at in moments] == [True, False]


def test_handover_is_announced_by_who_leaves_or_who_may_sign() -> None:
    city, leaves, stays, signs = a_team()
    said = {"holder": city, "leaves_on": LAST, "successor": None, "words": "", "at": AT}
    with pytest.raises(NotAllowed):
        hand.announce(leaves, **said, by=stays)
    hand.announce(leaves, **said, by=signs)
    with pytest.raises(DomainError, match="is handing over already"):
        hand.announce(leaves, **said, by=leaves)


@pytest.mark.parametrize("days", [-1, 367])
def test_last_day_is_neither_over_nor_too_far(days: int) -> None:
    city, leaves, *_others = a_team()
    with pytest.raises(DomainError, match="within a year"):
        hand.announce(
            leaves, holder=city, leaves_on=AT.date() + timedelta(days=days), successor=None,
            words="", by=leaves, at=AT,
        )  # fmt: skip


def test_end_of_a_role_can_be_brought_forward_and_not_put_off() -> None:
    city, leaves, _stays, _signs = a_team()
    role = leaves.roles.get()
    end_role(role, reason="", by=leaves, at=AT, until=AFTER)
    with pytest.raises(DomainError, match="ends by then already"):
        end_role(role, reason="", by=leaves, at=AT, until=AFTER + timedelta(days=1))
    assert end_role(role, reason="", by=leaves, at=AT).until == AT
    assert city.pk == role.holder_id


def test_last_approver_leaves_on_the_day_once_a_second_person_confirms() -> None:
    city, _leaves, stays, signs = a_team()
    office = a_holder("office", "secretariat")
    network = Network.objects.create(slug="office", name={}, holder=office)
    member = Member.objects.create(slug="velmora", kind="city", name={}, holder=city)
    Participation.objects.create(
        network=network, member=member, joined_in=Phase.objects.create(network=network, number=1, name={})
    )  # fmt: skip
    coordinator = a_person("secretary", ("coordinator", office))
    made = hand.announce(
        signs, holder=city, leaves_on=LAST, successor=stays, words="", by=signs, at=AT
    )
    assert signs.roles.get().until is None
    assert hand.waits_for_second(made, AT)
    with pytest.raises(NotAllowed):
        second.confirm(Request.objects.get(), by=signs, at=AT)
    second.confirm(Request.objects.get(), by=coordinator, at=AT)
    assert signs.roles.get().until == AFTER
    assert not hand.waits_for_second(made, AT)


def test_two_approvers_cannot_both_leave_alone() -> None:
    city, _leaves, _stays, signs = a_team()
    other = a_person("signs.too", ("signatory", city))
    end_role(signs.roles.get(), reason="", by=signs, at=AT, until=AFTER)
    with pytest.raises(NotAllowed, match="two people"):
        end_role(other.roles.get(), reason="", by=other, at=AT, until=AFTER)


def test_whoever_succeeds_takes_over_once() -> None:
    city, leaves, stays, signs = a_team()
    made = hand.announce(
        leaves, holder=city, leaves_on=LAST, successor=stays, words="", by=leaves, at=AT
    )
    for person in (leaves, signs):
        with pytest.raises(NotAllowed):
            hand.take_over(made, by=person, at=AT)
    assert hand.take_over(made, by=stays, at=AT).taken_over_by == stays
    with pytest.raises(DomainError, match="taken over already"):
        hand.take_over(made, by=stays, at=AT)


def test_invitation_of_an_earlier_successor_is_taken_back() -> None:
    city, leaves, stays, signs = a_team()
    invited = Invited(email="new@example.org", title="officer", language="fr")
    made = hand.announce(
        leaves, holder=city, leaves_on=LAST, successor=invited, words="", by=signs, at=AT
    )
    assert (made.language, Invitation.objects.get().email) == ("fr", "new@example.org")
    hand.succeed(made, stays, by=signs, at=AT)
    assert Invitation.objects.get().taken_back_at == AT


def test_page_is_the_desk_as_it_is_in_the_language_asked_for() -> None:
    city, leaves, stays, _signs = a_team()
    made = hand.announce(
        leaves, holder=city, leaves_on=clock.now().date(), successor=stays,
        words="The register comes in March.", by=leaves, at=clock.now(),
    )  # fmt: skip
    place = Territory.objects.create(slug="karwan", type="municipality", country="XA", name={})
    requests.begin(
        ["POP-01"], holder=city, territory=place, language="en", period="2025", by=leaves,
        at=clock.now(),
    )  # fmt: skip
    browser = at_desk(stays)
    steps = {"en": "Read the letter, then send it", "ar": "اقرؤوا الرسالة"}
    for lang, head in (("en", "Promises and dates"), ("ar", "الوعود والمواعيد")):
        address = reverse(
            "desk:handover-page", kwargs={"lang": "en", "key": made.pk, "text_lang": lang}
        )
        said = browser.get(address).content.decode()
        assert head in said
        assert steps[lang] in said
        assert "The register comes in March." in said
    for form, begins in (("pdf", b"%PDF-"), ("docx", b"PK")):
        where = {"lang": "en", "key": made.pk, "text_lang": "ar", "form": form}
        assert browser.get(reverse("desk:handover-file", kwargs=where)).content.startswith(begins)


def test_form_announces_and_the_city_says_that_somebody_leaves() -> None:
    city, leaves, stays, _signs = a_team()
    stays.roles.update(until=clock.now())
    browser = at_desk(leaves)
    answer = browser.post(
        f"/en/handover/{city.slug}/",
        {
            "once": str(uuid4()), "leaving": str(leaves.pk), "leaves_on": "2020-01-01",
            "successor": "", "words": "",
        },
    )  # fmt: skip
    assert answer.status_code == 422
    day = (clock.now() + timedelta(days=9)).date().isoformat()
    answer = browser.post(
        f"/en/handover/{city.slug}/",
        {
            "once": str(uuid4()), "leaving": str(leaves.pk), "leaves_on": day, "successor": "",
            "words": "",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    assert Handover.objects.get().leaves_on.isoformat() == day
    assert "Somebody leaves; find who takes over" in browser.get("/en/").content.decode()


def test_secretariat_fills_a_desk_nobody_may_sign_for_with_a_second_person() -> None:
    city, office = a_holder(), a_holder("office", "secretariat")
    network = Network.objects.create(slug="office", name={}, holder=office)
    member = Member.objects.create(slug="velmora", kind="city", name={}, holder=city)
    Participation.objects.create(
        network=network, member=member, joined_in=Phase.objects.create(network=network, number=1, name={})
    )  # fmt: skip
    first, other = (a_person(name, ("coordinator", office)) for name in ("first", "other"))
    browser = at_desk(first)
    assert "A desk without a holder" in browser.get("/en/people/").content.decode()
    sent = {"once": str(uuid4()), "email": "mayor@example.org", "language": "en"}
    assert browser.post(f"/en/people/{city.slug}/refill/", sent).status_code == 302
    asked = Request.objects.get()
    assert asked.invitation is not None
    assert asked.invitation.digest is None
    with pytest.raises(NotAllowed):
        second.confirm(asked, by=first, at=clock.now())
    second.confirm(asked, by=other, at=clock.now())
    asked.invitation.refresh_from_db()
    assert asked.invitation.digest is not None


def test_secretariat_does_not_invite_where_somebody_may_sign() -> None:
    city, _leaves, _stays, _signs = a_team()
    office = a_holder("office", "secretariat")
    network = Network.objects.create(slug="office", name={}, holder=office)
    member = Member.objects.create(slug="velmora", kind="city", name={}, holder=city)
    Participation.objects.create(
        network=network, member=member, joined_in=Phase.objects.create(network=network, number=1, name={})
    )  # fmt: skip
    coordinator = a_person("secretary", ("coordinator", office))
    browser = at_desk(coordinator)
    assert "A desk without a holder" not in browser.get("/en/people/").content.decode()
    sent = {"once": str(uuid4()), "email": "mayor@example.org", "language": "en"}
    assert browser.post(f"/en/people/{city.slug}/refill/", sent).status_code == 422
    assert not Invitation.objects.exists()
    assert Role.objects.filter(title="signatory").count() == 1
