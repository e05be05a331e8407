"""Remembering: what was said of a publisher's earlier files is proposed for its next one, and confirmed.

Who published a file, its licence, whether anyone can get it and how its figures were made seldom change
from year to year. Nothing of it is taken for granted: each is shown with the file it is known from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qantara.core import locales
from qantara.knowledge import frameworks
from qantara.knowledge.evidence.mapping import Mapping as Meaning
from qantara.knowledge.evidence.mapping import loads
from qantara.knowledge.evidence.mapping.model import SourceNote
from qantara.knowledge.evidence.mapping.table import MappingError
from qantara.knowledge.evidence.proposals import Choice, Earlier, Option, Proposal
from qantara.knowledge.evidence.proposals.options import NO, YES

METHOD = "source:method"
_ORGANISATION, _TITLE = "source:organisation", "source:title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was said of an earlier file."""

    source: SourceNote
    method: str
    file_name: str
    on: date


def known(earlier: Sequence[Earlier]) -> list[Known]:
    """What was said of earlier files, the newest first. Mappings of older versions are passed over."""
    return [one for each in earlier for one in _known(each)]


def _known(earlier: Earlier) -> Iterator[Known]:
    try:
        meaning = loads(earlier.text)
    except MappingError:
        return
    said = {one.method for one in meaning.series if isinstance(one.method, str)}
    yield Known(
        source=meaning.source,
        method=said.pop() if len(said) == 1 else "",
        file_name=earlier.file_name,
        on=earlier.imported_on,
    )


def remembered(proposal: Proposal, files: Sequence[Known], answers: Mapping[str, str]) -> Proposal:
    """A proposal with what earlier files of the same publisher say where the file does not.

    answers  given so far by id; an empty one says that what was proposed is not so
    """
    asked = {choice.id: choice for choice in proposal.choices}
    if _ORGANISATION not in asked:
        return proposal
    named = asked[_ORGANISATION].chosen or answers.get(_ORGANISATION, "")
    publisher = named or (files[0].source.organisation if files else "")
    theirs = [one for one in files if one.source.organisation == publisher]
    title = asked[_TITLE].chosen if _TITLE in asked else ""
    proposed = _proposed(theirs, title) if theirs else {}
    choices = [
        _filled(choice, proposed.get(choice.id, ""), theirs, files, answers)
        for choice in proposal.choices
    ]
    return replace(
        proposal,
        choices=tuple(choices),
        open=tuple(one for one in choices if one.is_needed and not one.chosen),
    )


def _proposed(theirs: Sequence[Known], title: str) -> dict[str, str]:
    newest = theirs[0]
    same = next((one for one in theirs if title and one.source.title == title), None)
    return {
        _ORGANISATION: newest.source.organisation,
        "source:licence": newest.source.licence,
        "source:public": YES if newest.source.is_public else NO,
        METHOD: newest.method,
        "source:url": same.source.url if same else "",
        "source:table": same.source.table if same else "",
    }


def _filled(
    choice: Choice,
    proposed: str,
    theirs: Sequence[Known],
    files: Sequence[Known],
    answers: Mapping[str, str],
) -> Choice:
    if choice.chosen or choice.id in answers or not proposed:
        return choice
    options = choice.options
    if choice.id == _ORGANISATION:
        names = dict.fromkeys(one.source.organisation for one in files)
        options = tuple(Option(name, name) for name in names)
    why = _("As it was said of “%(file)s”, stored on %(day)s.") % {
        "file": theirs[0].file_name,
        "day": locales.day(theirs[0].on, get_language() or "en"),
    }
    return replace(choice, chosen=proposed, certainty="likely", why=why, options=options)


def with_method(proposal: Proposal, answers: Mapping[str, str]) -> Proposal:
    """A proposal that also asks how the figures were made, where the file does not say."""
    if proposal.mapping is not None and any(one.method for one in proposal.mapping.series):
        return proposal
    listed = frameworks.default().codes["method"].codes
    lang = (get_language() or "en")[:2]
    options = tuple(Option(code.code, code.name[lang]) for code in listed)
    given = answers.get(METHOD, "")
    chosen = given if given in {one.value for one in options} else ""
    choice = Choice(
        id=METHOD, group="source", about="", question=_("How were the figures made?"), options=options,
        chosen=chosen, is_needed=False, certainty="sure" if chosen else "open",
        why=_("Your answer.") if chosen
        else _("Readers compare a register with a survey otherwise than with another register."),
    )  # fmt: skip
    at = max((i for i, one in enumerate(proposal.choices) if one.group == "source"), default=-1) + 1
    choices = (*proposal.choices[:at], choice, *proposal.choices[at:])
    return replace(proposal, choices=choices, mapping=_made_by(proposal.mapping, chosen))


def _made_by(meaning: Meaning | None, method: str) -> Meaning | None:
    if meaning is None or not method:
        return meaning
    return replace(meaning, series=tuple(replace(one, method=method) for one in meaning.series))
