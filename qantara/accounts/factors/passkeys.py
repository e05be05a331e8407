"""Passkeys (WebAuthn): a key in a phone, a computer or a stick, as a second factor.

The browser and `fido2` speak the JSON of WebAuthn level 3. What is handed out to begin with must be
kept until the browser answers: the state, in the session.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from qantara.accounts.attempts import throttle
from qantara.accounts.factors import keep
from qantara.accounts.factors.models import Passkey
from qantara.accounts.models import Person
from qantara.core import audit
from qantara.core.errors import DomainError

MOST = 10  # keys of one person

#: What the browser is told, and what is kept of it until it answers.
Begun = tuple[dict[str, Any], dict[str, Any]]


def begin_to_add(person: Person) -> Begun:
    user = PublicKeyCredentialUserEntity(
        id=person.pk.bytes, name=person.email, display_name=person.name
    )
    options, state = _server().register_begin(
        user, _credentials(person),
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )  # fmt: skip
    return dict(options)["publicKey"], state


@transaction.atomic
def add(
    person: Person, state: Mapping[str, Any], answer: Mapping[str, Any], *, name: str, at: datetime
) -> list[str]:
    """Keep a new key; recovery codes, to be read once, where it is the first factor.

    Raises DomainError where the browser's answer does not fit what was begun.
    """
    keep.lock(person)
    is_first = not keep.has_one(person)
    try:
        response = RegistrationResponse.from_dict(answer)
        made = _server().register_complete(state, response).credential_data
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DomainError(_("Your browser's answer does not fit. Try again.")) from error
    if made is None or Passkey.objects.filter(credential_id=made.credential_id).exists():
        raise DomainError(_("This passkey is known already."))
    if Passkey.objects.filter(person=person).count() >= MOST:
        raise DomainError(_("There are ten passkeys. Remove one first."))
    Passkey.objects.create(
        person=person, name=name, credential_id=made.credential_id, credential=bytes(made), since=at
    )
    audit.record("factor.set_up", person, by=person, at=at, fields=["passkey"])
    return keep.write_codes(person, at) if is_first else []


def begin_to_prove(person: Person) -> Begun | None:
    """None where the person has no passkey."""
    known = _credentials(person)
    if not known:
        return None
    options, state = _server().authenticate_begin(
        known, user_verification=UserVerificationRequirement.PREFERRED
    )
    return dict(options)["publicKey"], state


def prove(
    person: Person, state: Mapping[str, Any] | None, answer: Mapping[str, Any], *, at: datetime
) -> bool:
    """Whether the key signed what was begun. A counter that went back is a copied key, and refused.

    Raises throttle.TooMany after too many tries.
    """
    tried = throttle.count("factor", str(person.pk), at=at)
    if state is None:
        return False
    with transaction.atomic():
        keep.lock(person)
        try:
            response = AuthenticationResponse.from_dict(answer)
            used = _server().authenticate_complete(state, _credentials(person), response)
        except (ValueError, KeyError, TypeError, AttributeError):
            return False
        key = Passkey.objects.get(person=person, credential_id=used.credential_id)
        counter = response.response.authenticator_data.counter
        if counter <= key.uses and (counter or key.uses):
            return False
        key.uses, key.used_at = counter, at
        key.save(update_fields=["uses", "used_at"])
    tried.delete()
    return True


@transaction.atomic
def remove(person: Person, key: Passkey, *, at: datetime) -> None:
    """Somebody takes their own key away. Without any factor, no codes are left."""
    keep.lock(person)
    Passkey.objects.filter(person=person, pk=key.pk).delete()
    keep.removed(person, "passkey", at=at)


def _server() -> Fido2Server:
    relying = PublicKeyCredentialRpEntity(id=urlsplit(settings.DESK_URL).hostname, name="Qantara")
    return Fido2Server(relying, verify_origin=lambda origin: origin == settings.DESK_URL)


def _credentials(person: Person) -> list[AttestedCredentialData]:
    kept = Passkey.objects.filter(person=person).values_list("credential", flat=True)
    return [AttestedCredentialData(bytes(each)) for each in kept]
