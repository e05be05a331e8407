"""The narrative of the fictional cities, written as texts in their source languages and translated."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import transaction

from qantara.demo.fictional import read as fictional
from qantara.demo.people import Team
from qantara.editions.write import translate_block, write_text
from qantara.knowledge.profiles import wordings
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.profiles.parts import Chapter
from qantara.network.models import Territory
from qantara.releases.models import Case


def write(city: Territory, team: Team, *, at: datetime) -> None:
    """Store every chapter that is not there yet."""
    for chapter in fictional.chapters(city.slug):
        if not Narrative.objects.filter(territory=city, section=chapter.section).exists():
            _write(chapter, city, team, at)


@transaction.atomic
def _write(chapter: Chapter, city: Territory, team: Team, at: datetime) -> None:
    source = [block.markdown[chapter.lang] for block in chapter.blocks]
    text = write_text(source, language=chapter.lang, holder=team.holder, by=team.author, at=at)
    for stored, block in zip(text.blocks.order_by("order"), chapter.blocks, strict=True):
        for language, markdown in block.markdown.items():
            if language != chapter.lang:
                translate_block(stored, markdown, language=language, by=team.author, at=at)
    Narrative.objects.create(territory=city, section=chapter.section, text=text)


def read_again(case: Case, team: Team, *, at: datetime) -> None:
    """The author reads the sentences whose figures changed, in every language, and they are right."""
    document = json.loads(case.document)
    for block, language in sorted({(one.block, one.lang) for one in wordings.marks(document)}):
        wordings.confirm(document, block, language, by=team.author, at=at)
