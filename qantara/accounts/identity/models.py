from __future__ import annotations

from django.db import models
from django.db.models import Q

from qantara.core.ids import uuid7


class Provider(models.Model):
    """The OpenID provider of one body. Its issuer never changes: another one is another row.

    sealed_secret  of this client, sealed with the instance's key
    hosts          besides the issuer's own, `host` or `host:port`, where its addresses may lie
    second_by      values of `amr` or `acr` that count as a second factor; none: it is not trusted so far
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey(
        "accounts.Holder", on_delete=models.PROTECT, related_name="providers"
    )
    issuer = models.URLField(max_length=255)
    client_id = models.CharField(max_length=255)
    sealed_secret = models.BinaryField()
    hosts = models.JSONField(default=list)
    second_by = models.JSONField(default=list)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder"], condition=Q(removed_at=None), name="a_holder_has_one_provider"
            ),
            models.UniqueConstraint(
                fields=["holder", "issuer", "client_id"], name="a_provider_is_known_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} of {self.holder_id}"


class Identity(models.Model):
    """A person's account with a provider: the provider's own, lasting name for them."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="identities")
    subject = models.CharField(max_length=255)
    person = models.ForeignKey(
        "accounts.Person", on_delete=models.CASCADE, related_name="identities"
    )
    since = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "subject"], name="an_account_elsewhere_is_one_person"
            ),
            models.UniqueConstraint(
                fields=["provider", "person"], name="a_person_has_one_account_with_a_provider"
            ),
            models.CheckConstraint(condition=~Q(subject=""), name="an_identity_has_a_subject"),
        ]

    def __str__(self) -> str:
        return f"identity of {self.person_id}"
