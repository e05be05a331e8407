"""A river city whose sheet is public, and its stakeholder group's proposals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings

from qantara.accounts.models import Person
from qantara.action.priorities import decide, endorse, propose, quotes, ranking
from qantara.action.priorities.endorse import Act
from qantara.action.priorities.models import Endorsement, Priority, Ranking
from qantara.action.priorities.propose import Draft
from qantara.action.priorities.ranking import Outcome
from qantara.network.models import Member, Participation, Phase, Territory
from qantara.releases.models import Release
from tests.knowledge.ledger.conftest import PEOPLE, City, city, made, moment
from tests.people import a_person
from tests.releases.conftest import empty_site

__all__ = ["city", "made"]

#: What the sheet prints of the city: its residents who are foreign citizens, 103.
KEY = "POP-01@marwa;2024-01-01"
DRAFT = Draft(
    words={
        "title": "A desk for newcomers", "problem": "Newcomers queue at seven offices.",
        "competence": "The region runs the registry.", "lead": "Department of services",
    },
    groups=["refugees", "migrant_women"], rights=["legal_identity"], themes=["basic_services"],
    goals=["11.1", "10.7"], competence="shared", held_by=["regional", "national"], horizon=2029,
    cost="to_250k", partners=[("civil_society", "Open Doors of Marwa"), ("research", "River Institute")],
)  # fmt: skip
WORDS = {
    "ar": {"title": "مكتب للوافدين", "problem": "يصطف الوافدون أمام سبعة مكاتب.",
           "competence": "السجل بيد الجهة.", "lead": "مصلحة الخدمات"},
    "es": {"title": "Una oficina para recién llegados", "problem": "Hacen cola en siete oficinas.",
           "competence": "La región lleva el registro.", "lead": "Servicios"},
    "fr": {"title": "Un guichet pour les nouveaux venus", "problem": "On fait la queue à sept guichets.",
           "competence": "La région tient le registre.", "lead": "Direction des services"},
}  # fmt: skip


@dataclass(frozen=True)
class Group:
    """The city with its public sheet, and short ways through its priorities. Days count from its start."""

    city: City
    sheet: Release
    place: Territory
    editor: Person

    def propose(self, title: str = "", *, day: int = 1, draft: Draft = DRAFT) -> Priority:
        if title:
            draft = replace(draft, words={**draft.words, "title": title})
        return propose.propose(
            draft, language="en", holder=self.city.holder, territory=self.place, by=self.editor,
            at=moment(day),
        )  # fmt: skip

    def translate(self, priority: Priority, lang: str) -> None:
        from qantara.action.priorities.wording import stamp

        propose.translate(
            priority, lang, WORDS[lang], seen=stamp(priority.text, lang), by=self.editor,
            at=moment(1),
        )  # fmt: skip

    def quote(self, priority: Priority, key: str = KEY) -> None:
        quotes.quote(priority, self.sheet, key, by=self.editor, at=moment(1))

    def choose(self, *priorities: Priority) -> None:
        for one in priorities:
            decide.choose(one, by=self.city.officer, at=moment(2))

    def rank(self, *priorities: Priority, **said: object) -> Ranking:
        outcome = Outcome(
            places={one.pk: at for at, one in enumerate(priorities, start=1)},
            held_on=moment(2).date(), minute_reference="Workshop 1, item 2",
            took_part={"local": 6, "civil_society": 9}, dissent=[("en", "Two asked for housing first."), ("ar", "طلب اثنان البدء بالسكن.")],
        )  # fmt: skip
        return ranking.record(
            replace(outcome, **said),  # type: ignore[arg-type]
            holder=self.city.holder, territory=self.place, by=self.city.officer, at=moment(3),
        )  # fmt: skip

    def endorse(self, *priorities: Priority) -> Endorsement:
        act = Act(body="council", on=date(2026, 3, 4), minute_reference="2026/17")
        return endorse.endorse(
            priorities, act, holder=self.city.holder, territory=self.place, by=self.city.officer,
            at=moment(4),
        )  # fmt: skip

    def endorsed(self) -> Endorsement:
        """Three proposals, two of them endorsed; the first in all languages."""
        first, second, third = (self.propose(title) for title in ("", "Beds", "Signs"))
        for lang in WORDS:
            self.translate(first, lang)
        for one in (first, second):
            self.quote(one)
        self.choose(first, second, third)
        self.rank(first, second, third)
        return self.endorse(first, second)


@pytest.fixture
def group(city: City, settings: LazySettings, tmp_path: Path) -> Group:
    plain = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {
        **settings.STORAGES,
        "public": {"BACKEND": plain, "OPTIONS": {"location": tmp_path / "public"}},
    }
    empty_site()
    Participation.objects.create(
        network=city.network, member=Member.objects.get(slug="marwa"), valid_from=date(2020, 1, 1),
        joined_in=Phase.objects.create(network=city.network, number=1, name={"en": "One"}),
    )  # fmt: skip
    city.tell("marwa", PEOPLE)
    return Group(
        city=city,
        sheet=city.release(city.draft("marwa")),
        place=Territory.objects.get(slug="marwa"),
        editor=a_person("editor", ("editor", city.holder)),
    )
