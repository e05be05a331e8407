"""Who runs a workshop in Pontessa, a city that does not exist; run on a ground."""

from __future__ import annotations

from qantara.accounts.models import Role
from qantara.demo import people
from qantara.network.models import Member

holder = Member.objects.get(stands_for__slug="pontessa").holder
for name, title in (("runs", Role.Title.OFFICER), ("checks", Role.Title.SIGNATORY)):
    people._person(f"{name}.workshop.pontessa", f"Who {name} it", title, holder, "en")
