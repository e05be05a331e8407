"""A profile of a made-up city in which a rise became a fall since its sentence was written."""

from __future__ import annotations

from qantara.demo.fictional import read as fictional
from qantara.editions.write import translate_block, write_text
from qantara.knowledge import frameworks
from qantara.knowledge.profiles import wordings
from qantara.knowledge.profiles.draft import draft
from qantara.knowledge.profiles.parts import Block, Chapter
from qantara.releases.gate import open_case
from qantara.releases.models import Case
from tests.knowledge.profiles.conftest import about, frame, row
from tests.releases.conftest import AT, Team

RISE = {
    "ar": "ارتفع عددهم إلى {fig:POP-01@ardelune;2024}.",
    "en": "Their number rose to {fig:POP-01@ardelune;2024}.",
    "es": "Su número subió a {fig:POP-01@ardelune;2024}.",
    "fr": "Leur nombre a augmenté à {fig:POP-01@ardelune;2024}.",
}


def rise_that_became_a_fall(team: Team) -> Case:
    """Its case, to be reviewed: 7 351 people when the sentence was written, 83 now, 100 the year before."""
    text = write_text([RISE["en"]], language="en", holder=team.city, by=team.officer, at=AT)
    stored = text.blocks.get()
    for lang in ("ar", "es", "fr"):
        translate_block(stored, RISE[lang], language=lang, by=team.officer, at=AT)
    block = Block(id=str(stored.pk), markdown=RISE, states={"en": "source"})
    documents = [
        draft(
            "profile",
            place=fictional.place(),
            about=about(),
            frame=frame(row("POP-01", "2023", 100), row("POP-01", "2024", foreign)),
            framework=frameworks.default(),
            sources=list(fictional.sources().values()),
            names=fictional.names(),
            chapters=[Chapter(section="people", lang="en", blocks=(block,))],
        )
        for foreign in (7_351, 83)
    ]
    wordings.keep(documents[0], by=team.officer, at=AT)
    return open_case(
        "profile", documents[1], subject="velmora", holder=team.city, by=team.officer, at=AT
    )
