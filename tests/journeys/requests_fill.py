"""Somebody who writes letters for Pontessa, a city that does not exist."""

from __future__ import annotations

from qantara.accounts.models import Role
from qantara.demo import people
from qantara.network.models import Member

holder = Member.objects.get(stands_for__slug="pontessa").holder
officer = people._person("asks.pontessa", "Asks of Pontessa", Role.Title.OFFICER, holder, "en")
