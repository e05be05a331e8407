"""Who leaves the desk of Pontessa, a city that does not exist, and who follows; run on a ground."""

from __future__ import annotations

from qantara.accounts.models import Role
from qantara.demo import people
from qantara.network.models import Member

holder = Member.objects.get(stands_for__slug="pontessa").holder
for lang in ("en", "ar"):
    for does in ("leaves", "follows"):
        people._person(
            f"{does}.{lang}.pontessa", f"Who {does} ({lang})", Role.Title.OFFICER, holder, lang
        )
