"""What the marks among a document's figures mean: those that occur in it, and no others."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from qantara.knowledge.profiles import standing, words
from qantara.knowledge.profiles.opened import Opened
from qantara.papers import Flag, Meaning, State


def meanings(opened: Opened) -> Iterator[Meaning]:
    """Flags of figures that are shown, then what stands in place of those that are not."""
    statuses = {figure.obs_status for figure in opened.figures if figure.is_shown}
    if any(figure.is_break for figure in opened.figures):
        statuses.add("B")
    for code, meaning in _flags().items():
        if code in statuses:
            word = opened.words.status(code)
            yield Meaning(word=word, meaning=meaning, flag=Flag(code=code, word=word))
    if any(map(opened.words.stands, opened.figures)):
        flag = standing.flag()
        yield Meaning(word=flag.word, meaning=standing.sentence(), flag=flag)
    if any(figure.value == 0 for figure in opened.figures):
        yield Meaning(
            word="0", meaning=_("Counted, and the answer is zero: a figure like any other.")
        )
    missing = [figure for figure in opened.figures if not figure.is_shown]
    states = {(words.state(figure), opened.words.missing(figure)) for figure in missing}
    for state, word, meaning in (*_gaps(opened.words), *_kept_back(opened.words)):
        if (state, word) in states:
            yield Meaning(word=word, meaning=meaning, state=state)


def _flags() -> dict[str, str]:
    return {
        "A": _("Published by the body responsible for it."),
        "P": _("May still be revised by its source."),
        "E": _("Not counted but calculated or judged; shown with its range where known."),
        "B": _("What was counted, or how, changed: compare before and after with care."),
    }


def _gaps(said: words.Words) -> Iterator[tuple[State, str, str]]:
    """Facts first, then gaps, then questions without an answer."""
    yield "none_exists", said.absence("none_exists"), _("The answer is known: there is none.")
    yield (
        "inapplicable",
        said.absence("not_applicable"),
        _("The question does not arise in this place."),
    )
    yield (
        "inapplicable",
        said.absence("not_competent"),
        _("Another body decides on it or counts it; the annex names it."),
    )
    yield "absent", said.absence("not_collected"), _("Nobody counts it.")
    yield (
        "absent",
        said.absence("not_yet_available"),
        _("It is counted, but the result is not out yet."),
    )
    yield "absent", words.no_data(), _("Missing, for a reason nobody has given.")
    yield (
        "unanswered",
        said.absence("refused"),
        _("The body that has it was asked and does not give it."),
    )
    yield (
        "unanswered",
        said.absence("no_answer"),
        _("The body that has it was asked and has not answered."),
    )


def _kept_back(said: words.Words) -> Iterator[tuple[State, str, str]]:
    yield (
        "withheld",
        words.withheld(),
        _(
            "This figure, or one from which it could be worked out, is too small to publish "
            "without pointing at people."
        ),
    )
    yield (
        "withheld",
        said.absence("suppressed_by_source"),
        _("Its publisher keeps it back, most often to protect people."),
    )
    yield (
        "courtesy",
        words.courtesy(),
        _("Public elsewhere, but so small that it is not pointed at here; see the source."),
    )
