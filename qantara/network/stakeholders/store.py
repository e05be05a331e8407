"""A compared spreadsheet stored: all of it, or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.core.errors import Conflict
from qantara.network.stakeholders import keep
from qantara.network.stakeholders.keep import Draft
from qantara.network.stakeholders.models import Stakeholder
from qantara.network.stakeholders.sheet import Difference, compare


def state(holder: Holder) -> str:
    """A digest of what stands, by which a preview knows whether it still holds."""
    rows = Stakeholder.objects.filter(holder=holder).order_by("pk").values_list("pk", "version")
    plain = json.dumps([(str(key), version) for key, version in rows])
    return hashlib.sha256(plain.encode()).hexdigest()


@transaction.atomic
def store(
    drafts: Sequence[Draft],
    *,
    holder: Holder,
    seen: str,
    removes_absent: bool,
    by: Person,
    at: datetime,
) -> Difference:
    """Add and change what the table says; remove what it does not name, if that is asked for.

    ``seen``: the ``state`` the preview was made of. Raises Conflict where the list has changed since.
    """
    holder = Holder.objects.select_for_update().get(pk=holder.pk)
    demand(by, "team.write", Stakeholder(holder=holder), at=at)
    if state(holder) != seen:
        raise Conflict(
            _("The list has changed since this was shown. Look at what would change now.")
        )
    standing = {one.name.casefold(): one for one in Stakeholder.objects.filter(holder=holder)}
    difference = compare(drafts, standing.values())
    if removes_absent:
        for name in difference.absent:
            keep.remove(standing[name.casefold()], by=by, at=at)
    for draft, _columns in difference.changed:
        one = standing[draft.name.casefold()]
        keep.change(one, draft, seen=one.version, by=by, at=at)
    for draft in difference.added:
        keep.add(draft, holder=holder, by=by, at=at)
    return difference
