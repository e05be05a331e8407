"""What this package keeps about people, and for how long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qantara.accounts.models import (
    Authenticator,
    Identity,
    Invitation,
    Opening,
    Passkey,
    Person,
    RecoveryCode,
    Role,
    Visit,
)
from qantara.accounts.roles import in_force
from qantara.core.personal_data import Row, Topic
from qantara.core.retention import Timer
from qantara.mail.models import Letter

#: Stands where the name of somebody stood who was erased.
NOBODY = "—"
_FORGOTTEN = "forgotten@erased.invalid"


def _person(person: UUID) -> Iterable[Row]:
    return Person.objects.filter(pk=person).values("name", "email", "language", "time_zone")


def _erase_person(person: UUID, at: datetime) -> None:
    """The row stays, for signatures point at it, and tells nobody any more who that was."""
    found = Person.objects.select_for_update().get(pk=person)
    Role.objects.filter(in_force(at), person=found).update(until=at)
    found.name, found.email, found.is_active = NOBODY, f"{found.pk}@erased.invalid", False
    found.set_unusable_password()
    found.save()


def _sole_approver(person: UUID, at: datetime) -> str:
    """A holder's last approver finds a successor first: nobody could sign for it any more."""
    for role in Role.objects.filter(
        in_force(at), person=person, title=Role.Title.SIGNATORY
    ).select_related("holder"):
        others = Role.objects.filter(
            in_force(at), holder=role.holder, title=role.title, person__is_active=True
        ).exclude(person=person)
        if not others.exists():
            return gettext(
                "You are the only approver of “%(holder)s”. Have a further approver confirmed first."
            ) % {"holder": role.holder.slug}
    return ""


PERSON = Topic(
    name="account",
    what=_("Your account"),
    why=_("So that you can sign in and be written to in your language."),
    kept=_("Until you are erased."),
    columns={
        "name": pgettext_lazy("of a person", "Name"),
        "email": _("E-mail address"),
        "language": _("Language"),
        "time_zone": _("Time zone"),
    },
    rows=_person,
    erase=_erase_person,
    hindered=_sole_approver,
    is_last=True,
)


def _roles(person: UUID) -> Iterable[Row]:
    rows = Role.objects.filter(person=person).order_by("since")
    return rows.values("title", "since", "until", body=F("holder__slug"))


ROLES = Topic(
    name="roles",
    what=_("Your roles"),
    why=_("So that you can do what your city or organisation entrusts to you."),
    kept=_(
        "Stay, without your name once you are erased: they say in what capacity something was signed."
    ),
    columns={
        "body": _("City or organisation"),
        "title": _("Role"),
        "since": _("Since"),
        "until": _("Until"),
    },
    rows=_roles,
)


def _openings(person: UUID) -> Iterable[Row]:
    rows = Opening.objects.filter(person=person).order_by("since")
    return rows.values("since", "until", "reason", body=F("holder__slug"))


OPENINGS = Topic(
    name="openings",
    what=_("Figures that were opened to you"),
    why=_("So that a city can show to whom it gave its figures."),
    kept=_("Stay, without your name once you are erased."),
    columns={
        "body": _("City or organisation"),
        "since": _("Since"),
        "until": _("Until"),
        "reason": _("Reason given"),
    },
    rows=_openings,
)


def _visits(person: UUID) -> Iterable[Row]:
    return (
        Visit.objects.filter(person=person).order_by("since").values("device", "since", "used_at")
    )


def _erase_visits(person: UUID, at: datetime) -> None:
    Visit.objects.filter(person=person).delete()


VISITS = Topic(
    name="visits",
    what=_("Where you are signed in"),
    why=_("So that you can see and end what is not you."),
    kept=_("Until you sign out, or the session ends by itself."),
    columns={"device": _("Device"), "since": _("Since"), "used_at": _("Last used")},
    rows=_visits,
    erase=_erase_visits,
)


def _factors(person: UUID) -> Iterable[Row]:
    for app in Authenticator.objects.filter(person=person):
        yield {"kind": gettext("App on a phone"), "since": app.since}
    for key in Passkey.objects.filter(person=person):
        yield {"kind": gettext("Passkey"), "since": key.since}
    for code in RecoveryCode.objects.filter(person=person):
        yield {"kind": gettext("Recovery code"), "since": code.made_at}


def _erase_factors(person: UUID, at: datetime) -> None:
    for model in (Authenticator, Passkey, RecoveryCode):
        model._default_manager.filter(person=person).delete()


FACTORS = Topic(
    name="factors",
    what=_("How you prove that it is you"),
    why=_("So that a stolen password alone does not open your account."),
    kept=_("Until you take it away, or are erased. Secrets are sealed and are not shown here."),
    columns={"kind": _("Kind"), "since": _("Since")},
    rows=_factors,
    erase=_erase_factors,
)


def _identities(person: UUID) -> Iterable[Row]:
    rows = Identity.objects.filter(person=person).order_by("since")
    return rows.values("subject", "since", "used_at", body=F("provider__holder__slug"))


def _erase_identities(person: UUID, at: datetime) -> None:
    Identity.objects.filter(person=person).delete()


IDENTITIES = Topic(
    name="identities",
    what=_("Accounts elsewhere that open yours"),
    why=_("So that you can sign in with the account your city or organisation gave you."),
    kept=_("Until you take it away, or are erased."),
    columns={
        "body": _("City or organisation"),
        "subject": _("What it calls you"),
        "since": _("Since"),
        "used_at": _("Last used"),
    },
    rows=_identities,
    erase=_erase_identities,
)


def _address(person: UUID) -> str:
    return Person.objects.values_list("email", flat=True).get(pk=person)


def _letters(person: UUID) -> Iterable[Row]:
    rows = Letter.objects.filter(recipient__iexact=_address(person)).order_by("written_at")
    return rows.values("written_at", "subject", "sent_at")


def _erase_letters(person: UUID, at: datetime) -> None:
    Letter.objects.filter(recipient__iexact=_address(person)).delete()


LETTERS = Topic(
    name="letters",
    what=_("Mail that was written to you"),
    why=_("So that mail which could not be sent is sent again."),
    kept=_("The text until it is sent, the rest for 90 days."),
    columns={"written_at": _("Written"), "subject": _("Subject"), "sent_at": _("Sent")},
    rows=_letters,
    erase=_erase_letters,
)


def _invitations(person: UUID) -> Iterable[Row]:
    rows = Invitation.objects.filter(accepted_by=person).order_by("invited_at")
    return rows.values("email", "invited_at", "accepted_at", body=F("holder__slug"))


def _erase_invitations(person: UUID, at: datetime) -> None:
    Invitation.objects.filter(accepted_by=person).update(email=f"{person}@erased.invalid")


INVITATIONS = Topic(
    name="invitations",
    what=_("Invitations you accepted"),
    why=_("So that it can be shown who let you in."),
    kept=_("Stay, without your address once you are erased."),
    columns={
        "body": _("City or organisation"),
        "email": _("E-mail address"),
        "invited_at": _("Written"),
        "accepted_at": _("Accepted"),
    },
    rows=_invitations,
    erase=_erase_invitations,
)

TOPICS = (PERSON, ROLES, OPENINGS, VISITS, FACTORS, IDENTITIES, LETTERS, INVITATIONS)


def _forget_letters(before: datetime) -> int:
    """Those that never went out too: by then nobody tries them any more."""
    never = Q(sent_at=None, written_at__lt=before)
    return Letter.objects.filter(Q(sent_at__lt=before) | never).delete()[0]


def _forget_invitations(before: datetime) -> int:
    """Those nobody took up: an address of somebody who does not work here."""
    over = Invitation.objects.filter(accepted_at=None, expires_at__lt=before)
    # What a second person was asked about stays on record, without the address.
    asked = over.filter(request__isnull=False).exclude(email=_FORGOTTEN).update(email=_FORGOTTEN)
    return asked + over.filter(request=None).delete()[0]


TIMERS = (
    Timer(
        name="letters",
        what=_("That mail was sent, to whom and about what"),
        keep=timedelta(days=90),
        forget=_forget_letters,
    ),
    Timer(
        name="invitations",
        what=_("Invitations that nobody accepted"),
        keep=timedelta(days=90),
        forget=_forget_invitations,
    ),
)
