"""What drafts have to know of a city's answers: see ``profiles.asked``."""

from __future__ import annotations

from qantara.accounts.models import Holder
from qantara.knowledge.answers.choose import chosen
from qantara.knowledge.answers.competence import languages
from qantara.knowledge.profiles.asked import Asked
from qantara.network.models import Territory


def asked(holder: Holder, territory: Territory) -> Asked:
    return Asked(choice=chosen(holder), stated=languages(territory))
