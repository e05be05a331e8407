"""Withdraw a release at once: two people, a reason, and an honest answer at its address."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.core.errors import DomainError
from qantara.files import store
from qantara.releases import site
from qantara.releases.models import Release, Tombstone, Withdrawal


@transaction.atomic
def withdraw(
    release: Release, *, by: Person, second: Person, reason: dict[str, str], at: datetime
) -> Tombstone:
    """Take a release back. Its address answers 410 with ``reason``, given in every language.

    The release stays in the guard's memory: it was read. Its pages and files are deleted.
    """
    release = Release.objects.select_for_update().get(pk=release.pk)
    if by.pk == second.pk:
        raise DomainError(_("A withdrawal takes two people. Ask a colleague to confirm it."))
    for person in (by, second):
        demand(person, "release.withdraw", release, at=at)
    missing = [name for code, name in settings.LANGUAGES if not reason.get(code, "").strip()]
    if missing:
        raise DomainError(
            _("Give the reason in every language; it is missing in: %(languages)s.")
            % {"languages": ", ".join(missing)}
        )
    if release.withdrawn_at is not None:
        raise DomainError(_("This version has been withdrawn already."))
    release.withdrawn_at = at
    release.save(update_fields=["withdrawn_at"])
    Withdrawal.objects.create(release=release, first=by, second=second, at=at)
    stone = Tombstone.objects.create(
        address=release.address, kind=release.kind, subject=release.subject,
        number=release.number, withdrawn_at=at, reason=reason,
    )  # fmt: skip
    release.bodies.all().delete()
    files = list(release.artefacts.values_list("key", "store"))
    site.bring_up_to_date()
    audit.record("release.withdrawn", release, by=by, at=at, holder=release.holder_id)
    audit.record(
        "release.withdrawal_confirmed", release, by=second, at=at, holder=release.holder_id
    )
    transaction.on_commit(partial(_delete, files))
    return stone


def _delete(files: list[tuple[str, store.Where]]) -> None:
    for key, where in files:
        store.delete_key(key, where)
