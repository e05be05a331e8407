"""A proposal on a terminal: what a file probably means, to be answered line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.markup import escape

from qantara.knowledge import frameworks
from qantara.knowledge.evidence import apart, shown, words
from qantara.knowledge.evidence.proposals import Choice, Earlier, Proposal, propose
from qantara.knowledge.evidence.register import places
from qantara.knowledge.observations.models import Batch
from qantara.network.naming import names_of_territories

#: Answers named with a question, and cells shown with it.
_OPTIONS, _EXAMPLES = 6, 3
#: Choices of one kind that are certain and listed; the others are counted.
_SURE = 12
_BULLET = "•"
_COLOURS = {"sure": "green", "likely": "yellow", "open": "magenta"}


def proposal_of(
    path: Path, *, earlier: Sequence[Earlier], answers: Mapping[str, str], lang: str
) -> Proposal:
    """Read a file in a process apart and propose what it means. Raises UnreadableFile."""
    return propose(
        apart.read(path),
        frameworks.load(frameworks.DEFAULT),
        places(),
        names=names_of_territories(),
        earlier=earlier,
        answers=answers,
        lang=lang,
    )


def earlier_of(batch: Batch) -> Earlier:
    """The mapping an import was read by."""
    return Earlier(
        text=batch.mapping,
        imported_on=batch.confirmed_at.date(),
        file_name=batch.evidence_file.stored.name,
    )


def earlier_in(path: Path, *, today: date) -> Earlier:
    """A mapping file as that of an earlier file."""
    return Earlier(
        text=path.read_text(encoding="utf-8-sig"), imported_on=today, file_name=path.name
    )


def show(out: Console, proposal: Proposal) -> None:
    """All choices: what is open first, then what is likely, then what is certain."""
    if proposal.recognised:
        out.print(escape(proposal.recognised), style="bold")
    for certainty, title in _titles():
        choices = [one for one in proposal.choices if _kind(one) == certainty]
        if not choices:
            continue
        listed = choices[:_SURE] if certainty == "sure" else choices
        out.print()
        out.print(f"{title} ({words.number(len(choices))})", style=f"bold {_COLOURS[certainty]}")
        for choice in listed:
            _block(out, choice)
        if left := len(choices) - len(listed):
            more = ngettext("%(count)s more", "%(count)s more", left)
            out.print(more % {"count": words.number(left)})
    if not proposal.preview.is_empty():
        out.print()
        out.print(_("The first rows as they would be understood:"), style="bold")
        rows = proposal.preview
        is_said = [
            name for name in rows.columns if (rows[name].cast(str).fill_null("") != "").any()
        ]
        shown.frame_table(out, rows.select(is_said), rows=8)


def _kind(choice: Choice) -> str:
    return (
        "open"
        if not choice.chosen and choice.is_needed
        else choice.certainty
        if choice.chosen
        else "free"
    )


def _titles() -> tuple[tuple[str, str], ...]:
    return (
        ("open", _("To be answered")),
        ("likely", _("To be confirmed")),
        ("sure", _("Understood")),
    )


def _block(out: Console, choice: Choice) -> None:
    """One choice: what is asked, its answer or the answers there are, why, and its id to copy."""
    out.print(f"{_BULLET} {escape(_question(choice))}")
    out.print(f"  {escape(_answer(choice))}", style="bold" if choice.chosen else "")
    out.print(f"  {escape(choice.why)}", style="dim")
    out.print(f"  {escape(choice.id)}", style="dim")


def _question(choice: Choice) -> str:
    cells = [cell for cell in choice.examples[:_EXAMPLES] if cell not in choice.question]
    return f"{choice.question} [{' · '.join(cells)}]" if cells else choice.question


def _answer(choice: Choice) -> str:
    """The answer in force, or the first answers there are: what is sent, and what it says."""
    if choice.chosen:
        return _named(choice.chosen, {one.value: one.label for one in choice.options})
    every = [_named(one.value, {one.value: one.label}) for one in choice.options[:_OPTIONS]]
    return " · ".join([*every, *(["…"] if len(choice.options) > _OPTIONS else [])])


def _named(value: str, labels: Mapping[str, str]) -> str:
    label = labels.get(value, value)
    return value if label == value else f"{value} = {label}"
