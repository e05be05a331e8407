"""Somebody who works for Qarnel, a city that does not exist."""

from __future__ import annotations

from qantara.accounts.models import Role
from qantara.demo import people
from qantara.network.models import Member

holder = Member.objects.get(stands_for__slug="qarnel").holder
people._person("dated.qarnel", "Dated of Qarnel", Role.Title.OFFICER, holder, "en")
