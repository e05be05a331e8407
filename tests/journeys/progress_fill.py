"""Who commits for Pontessa, a city that does not exist; run on a ground."""

from __future__ import annotations

from qantara.accounts.models import Role
from qantara.demo import people
from qantara.network.models import Member

holder = Member.objects.get(stands_for__slug="pontessa").holder
people._person("commits.pontessa", "Who commits", Role.Title.OFFICER, holder, "en")
