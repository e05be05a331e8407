"""The letters of this package, each in the language of whoever reads it. Links, never figures."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.words import holder_name, title_name
from qantara.core import locales
from qantara.mail.compose import Link, Message, compose

if TYPE_CHECKING:
    from qantara.accounts.invitations.models import Invitation
    from qantara.accounts.models import Opening


def invite(invitation: Invitation, token: str, *, at: datetime) -> str:
    """To whoever is invited; the link."""
    lang = invitation.language
    link = _address("desk:invitation", lang, token=token)
    with translation.override(lang):
        named = {
            "holder": holder_name(invitation.holder, lang),
            "role": title_name(invitation.title),
            "person": invitation.invited_by.name if invitation.invited_by else "",
        }
        if invitation.invited_by:
            first = _(
                "%(person)s invites you to work for %(holder)s on Qantara. Your role: %(role)s."
            )
        else:
            first = _("You are invited to work for %(holder)s on Qantara. Your role: %(role)s.")
        message = Message(
            subject=_("Invitation: %(holder)s") % named,
            paragraphs=(
                first % named,
                _("The link works once, until %(day)s.")
                % {"day": locales.day(invitation.expires_at.date(), lang)},
            ),
            link=Link(_("Accept the invitation"), link),
            after=(_("If you did not expect this, do nothing: no account is made."),),
        )
    compose(invitation.email, message, language=lang, at=at)
    return link


def reset(person: Person, *, at: datetime) -> None:
    """To whoever forgot their password."""
    lang = person.language
    link = _address(
        "desk:reset", lang,
        who=urlsafe_base64_encode(force_bytes(person.pk)), token=default_token_generator.make_token(person),
    )  # fmt: skip
    with translation.override(lang):
        message = Message(
            subject=_("A new password"),
            paragraphs=(
                _("A new password for your account on Qantara was asked for."),
                _("The link works once, within one hour."),
            ),
            link=Link(_("Choose a new password"), link),
            after=(_("If it was not you, do nothing: your password stays as it is."),),
        )
    compose(person.email, message, language=lang, at=at)


def password_changed(person: Person, *, at: datetime) -> None:
    """To whoever has a new password: if it was not them, they learn of it."""
    with translation.override(person.language):
        message = Message(
            subject=_("Your password has changed"),
            paragraphs=(_("Your account on Qantara has a new password."),),
            after=(_not_you(),),
        )
    compose(person.email, message, language=person.language, at=at)


def factor_asked(person: Person, *, at: datetime) -> None:
    with translation.override(person.language):
        message = Message(
            subject=_("Your second factor is to be reset"),
            paragraphs=(
                _("A colleague asks to remove the second factor of your account on Qantara. A second person has to confirm it."),
            ),
            after=(_not_you(),),
        )  # fmt: skip
    compose(person.email, message, language=person.language, at=at)


def factor_forgotten(person: Person, *, at: datetime) -> None:
    with translation.override(person.language):
        message = Message(
            subject=_("Your second factor was reset"),
            paragraphs=(
                _("Two people removed the second factor of your account on Qantara. Sign in with your password to set up a new one."),
            ),
            link=Link(_("Sign in"), _address("desk:sign-in", person.language)),
            after=(_not_you(),),
        )  # fmt: skip
    compose(person.email, message, language=person.language, at=at)


def identity_linked(person: Person, holder: Holder, *, at: datetime) -> None:
    """To whoever linked an account elsewhere: if it was not them, they learn of it."""
    lang = person.language
    with translation.override(lang):
        named = {"holder": holder_name(holder, lang)}
        message = Message(
            subject=_("Another way to sign in: %(holder)s") % named,
            paragraphs=(
                _("From now on an account with %(holder)s opens your account on Qantara.") % named,
            ),
            link=Link(_("Your account"), _address("desk:account", lang)),
            after=(_not_you(),),
        )
    compose(person.email, message, language=lang, at=at)


def figures_opened(opening: Opening, *, at: datetime) -> None:
    """To whom a holder opened its figures: whose, and until when."""
    person = opening.person
    lang = person.language
    with translation.override(lang):
        last = (opening.until - timedelta(microseconds=1)).date()
        named = {"holder": holder_name(opening.holder, lang), "day": locales.day(last, lang)}
        message = Message(
            subject=_("Figures opened to you: %(holder)s") % named,
            paragraphs=(
                _("%(holder)s opened its figures to you on Qantara, as they came, until %(day)s.")
                % named,
                _("They are unprotected: keep them to yourself."),
            ),
            link=Link(_("Figures"), _address("desk:figures", lang)),
        )
    compose(person.email, message, language=lang, at=at)


def _not_you() -> str:
    return _(
        "If you do not know of this, tell whoever may sign for your city or organisation at once."
    )


def _address(name: str, lang: str, **parts: str) -> str:
    return settings.DESK_URL + reverse(name, kwargs={"lang": lang, **parts})
