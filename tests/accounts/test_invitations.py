"""Invitations: by whom, once, for a week; what takes two people."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from qantara.accounts.factors import keep
from qantara.accounts.invitations import invite
from qantara.accounts.models import Holder, Invitation, Person, Request, Role
from qantara.accounts.people import end_role, grant_role
from qantara.accounts.roles import can
from qantara.accounts.seconding import second
from qantara.core import audit
from qantara.core.errors import DomainError, NotAllowed
from qantara.core.models import AuditLine
from qantara.mail.models import Letter
from tests.people import a_holder, a_person, with_app

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
WEEK = timedelta(days=7)
PASSWORD = "seven old bridges"


@pytest.fixture
def velmora() -> Holder:
    return a_holder("velmora")


@pytest.fixture
def signatory(velmora: Holder) -> Person:
    return a_person("signatory", ("signatory", velmora))


@pytest.fixture
def deputy(velmora: Holder) -> Person:
    return a_person("deputy", ("signatory", velmora))


def sent(holder: Holder, by: Person | None, title: str = "officer", lang: str = "en") -> str:
    """The token of an invitation to new@example.org."""
    written = invite.invite("new@example.org", title, holder=holder, language=lang, by=by, at=AT)
    return invite.send(written, at=AT).rstrip("/").rpartition("/")[2]


def join(token: str, at: datetime = AT) -> Person:
    return invite.join(token, name="New", language="fr", password=PASSWORD, at=at)


def test_invited_person_joins_with_the_role(velmora, signatory) -> None:
    token = sent(velmora, signatory)
    person = join(token)
    role = Role.objects.get(person=person)
    assert (role.title, role.holder, role.since) == ("officer", velmora, AT)
    assert (person.email, person.language) == ("new@example.org", "fr")
    assert person.check_password(PASSWORD)
    acts = AuditLine.objects.order_by("id").values_list("act", "actor")
    known = audit.people([actor for _act, actor in acts])
    assert [(act, known[actor]) for act, actor in acts] == [
        ("invitation.written", signatory.pk), ("person.joined", person.pk),
        ("invitation.accepted", person.pk), ("role.granted", signatory.pk),
    ]  # fmt: skip


def test_link_works_once_for_a_week_and_is_kept_as_a_digest(velmora, signatory) -> None:
    token = sent(velmora, signatory)
    assert token not in str(Invitation.objects.values().get())
    assert invite.opened(token, at=AT + WEEK - timedelta(seconds=1))
    assert invite.opened(token, at=AT + WEEK) is None
    join(token)
    with pytest.raises(DomainError, match="opens nothing"):
        join(token)


def test_letter_is_in_the_language_of_who_is_invited(velmora, signatory) -> None:
    sent(velmora, signatory, lang="ar")
    letter = Letter.objects.get()
    assert (letter.recipient, letter.language) == ("new@example.org", "ar")
    assert '<html lang="ar" dir="rtl">' in letter.html
    assert re.search(r"/ar/invitations/[\w-]{43}/", letter.body)
    assert re.search(r"[\u0600-\u06ff]{4}", letter.subject)


def test_invitation_is_taken_back(velmora, signatory) -> None:
    token = sent(velmora, signatory)
    invite.take_back(Invitation.objects.get(), by=signatory, at=AT)
    assert invite.opened(token, at=AT) is None
    with pytest.raises(DomainError, match="no longer open"):
        invite.take_back(Invitation.objects.get(), by=signatory, at=AT)


def test_newer_invitation_takes_the_place_of_the_older(velmora, signatory) -> None:
    old, new = sent(velmora, signatory), sent(velmora, signatory)
    assert invite.opened(old, at=AT) is None
    assert invite.opened(new, at=AT)


def test_invitation_of_who_left_gives_no_role(velmora, signatory, deputy) -> None:
    token = sent(velmora, signatory)
    end_role(signatory.roles.get(), reason="x", by=deputy, at=AT)
    with pytest.raises(NotAllowed):
        join(token)
    assert not Person.objects.filter(email="new@example.org").exists()


def test_colleague_accepts_with_their_account_and_nobody_else(velmora, signatory) -> None:
    token = sent(velmora, signatory)
    new, other = a_person("new"), a_person("other")
    with pytest.raises(DomainError, match="Sign in"):
        join(token)
    with pytest.raises(NotAllowed, match="another address"):
        invite.accept(token, by=other, at=AT)
    assert invite.accept(token, by=new, at=AT).person == new


@pytest.mark.parametrize("title", ["officer", "reviewer", "coordinator"])
def test_nobody_but_the_approver_of_the_body_invites(velmora, signatory, title) -> None:
    elsewhere = a_holder("elsewhere", "secretariat")
    for person in (a_person("x", (title, velmora)), a_person("y", ("signatory", elsewhere))):
        with pytest.raises(NotAllowed):
            sent(velmora, person)


def test_nobody_raises_themselves(velmora, signatory, deputy) -> None:
    with pytest.raises(NotAllowed, match="themselves"):
        grant_role(signatory, "reviewer", holder=velmora, by=signatory, at=AT)
    with pytest.raises(NotAllowed, match="themselves"):
        invite.invite(
            signatory.email.upper(), "reviewer", holder=velmora, language="en", by=signatory, at=AT
        )
    with pytest.raises(NotAllowed, match="themselves"):
        second.ask_to_raise(signatory.roles.get(), by=signatory, at=AT)


def test_body_has_its_own_roles(velmora, signatory) -> None:
    with pytest.raises(DomainError, match="no such role"):
        sent(velmora, signatory, "coordinator")


def test_first_approver_is_invited_by_who_runs_the_instance_and_only_the_first(velmora) -> None:
    for title in ("officer", "reviewer"):
        with pytest.raises(NotAllowed):
            sent(velmora, None, title)
    first = join(sent(velmora, None, "signatory"))
    assert can(first, "roles.grant", first.roles.get(), at=AT)
    with pytest.raises(NotAllowed):
        sent(velmora, None, "signatory")


def asked_for_approver(holder: Holder, by: Person) -> Request:
    written = invite.invite(
        "new@example.org", "signatory", holder=holder, language="en", by=by, at=AT
    )
    return second.ask_for_approver(written, by=by, at=AT)


def test_further_approver_is_confirmed_by_another(velmora, signatory, deputy) -> None:
    request = asked_for_approver(velmora, signatory)
    assert not Letter.objects.exists()
    assert list(second.waiting(deputy, at=AT)) == [request]
    with pytest.raises(NotAllowed, match="another one"):
        second.confirm(request, by=signatory, at=AT)
    with pytest.raises(NotAllowed):
        second.confirm(request, by=a_person("officer", ("officer", velmora)), at=AT)
    second.confirm(request, by=deputy, at=AT)
    link = re.search(r"/invitations/([\w-]+)/", Letter.objects.get().body)
    person = join(link[1])
    assert person.roles.get().title == "signatory"
    with pytest.raises(DomainError, match="no longer waits"):
        second.confirm(request, by=deputy, at=AT)


def test_further_approver_is_neither_sent_nor_granted_by_one_alone(velmora, signatory) -> None:
    request = asked_for_approver(velmora, signatory)
    for other in (None, signatory):
        with pytest.raises(NotAllowed, match="two people"):
            invite.send(request.invitation, at=AT, second=other)
    for other in (None, signatory):
        with pytest.raises(NotAllowed, match="two people"):
            grant_role(
                a_person(f"p{other}"),
                "signatory",
                holder=velmora,
                by=signatory,
                second=other,
                at=AT,
            )


def test_request_ends_after_a_week_or_when_it_is_refused(velmora, signatory, deputy) -> None:
    request = asked_for_approver(velmora, signatory)
    with pytest.raises(DomainError, match="no longer waits"):
        second.confirm(request, by=deputy, at=AT + WEEK)
    second.refuse(request, by=deputy, at=AT)
    with pytest.raises(DomainError, match="no longer waits"):
        second.confirm(request, by=deputy, at=AT)
    assert Invitation.objects.get().taken_back_at == AT


def test_database_knows_nobody_who_confirms_their_own_request(velmora, signatory) -> None:
    request = asked_for_approver(velmora, signatory)
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=request.pk).update(answered_by=signatory, is_confirmed=True)


def test_colleague_becomes_an_approver_by_two_people(velmora, signatory, deputy) -> None:
    officer = a_person("officer", ("officer", velmora))
    request = second.change_role(officer.roles.get(), "signatory", by=signatory, at=AT)
    assert isinstance(request, Request)
    assert officer.roles.get().title == "officer"
    second.confirm(request, by=deputy, at=AT)
    assert officer.roles.get(until=None).title == "signatory"


def test_role_is_changed_at_once_to_any_other(velmora, signatory) -> None:
    officer = a_person("officer", ("officer", velmora))
    second.change_role(officer.roles.get(), "editor", by=signatory, at=AT)
    assert officer.roles.get(until=None).title == "editor"


def test_last_approver_leaves_by_two_people(velmora, signatory) -> None:
    role = signatory.roles.get()
    with pytest.raises(NotAllowed, match="two people"):
        end_role(role, reason="Retires", by=signatory, at=AT)
    request = second.ask_to_leave(role, reason="Retires", by=signatory, at=AT)
    coordinator = a_person("coordinator", ("coordinator", velmora))
    second.confirm(request, by=coordinator, at=AT)
    role.refresh_from_db()
    assert role.until == AT


def test_second_factor_is_reset_by_two_others(velmora, signatory, deputy) -> None:
    officer = a_person("officer", ("officer", velmora))
    with_app(officer)
    for by in (officer, a_person("stranger", ("signatory", a_holder("elsewhere")))):
        with pytest.raises(NotAllowed):
            second.ask_to_forget(officer, holder=velmora, reason="Lost", by=by, at=AT)
    request = second.ask_to_forget(officer, holder=velmora, reason="Lost", by=signatory, at=AT)
    with pytest.raises(NotAllowed):
        second.confirm(request, by=signatory, at=AT)
    assert keep.has_one(officer)
    second.confirm(request, by=deputy, at=AT)
    assert not keep.has_one(officer)
    assert [letter.recipient for letter in Letter.objects.all()] == [officer.email] * 2


def test_approver_does_not_confirm_the_reset_of_their_own_factor(
    velmora, signatory, deputy
) -> None:
    with_app(deputy)
    request = second.ask_to_forget(deputy, holder=velmora, reason="Lost", by=signatory, at=AT)
    with pytest.raises(NotAllowed):
        second.confirm(request, by=deputy, at=AT)
