"""What people prove themselves with. Secrets are sealed, codes are digests."""

from __future__ import annotations

from django.db import models

from qantara.core.ids import uuid7


class Authenticator(models.Model):
    """An app that shows six figures. ``last_step``: the newest code used, so that none works twice."""

    person = models.OneToOneField(
        "accounts.Person", on_delete=models.CASCADE, primary_key=True, related_name="authenticator"
    )
    sealed_secret = models.BinaryField()
    since = models.DateTimeField()
    last_step = models.BigIntegerField()

    def __str__(self) -> str:
        return f"authenticator of {self.person_id}"


class Passkey(models.Model):
    """A key in a phone, a computer or a stick (WebAuthn)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential_id = models.BinaryField(unique=True)
    credential = models.BinaryField()  # attested credential data: id and public key
    uses = models.BigIntegerField(default=0)  # the key's own counter of signatures
    since = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"passkey {self.pk}"


class RecoveryCode(models.Model):
    """Opens once, for who has lost the phone."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(
        "accounts.Person", on_delete=models.CASCADE, related_name="recovery_codes"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"recovery code {self.pk}"
