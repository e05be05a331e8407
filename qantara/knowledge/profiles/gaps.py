"""What is not known, and who could supply it: said openly in every document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from qantara.knowledge.frameworks import Framework, sets
from qantara.knowledge.profiles.figures import Figures

#: What a gap is when nothing at all has been entered: nobody has been asked yet.
NOT_ASKED = "no_figure"
#: Another body holds it; the city says which.
NOT_COMPETENT = "not_competent"


def gaps(
    framework: Framework,
    figures: Figures,
    *,
    asked: str = "core",
    languages: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Indicators open to the public without a figure: ``definition, absence, note, note_language``.

    A withheld figure is no gap: somebody has it. Where a figure is absent its reason is given;
    ``note`` says who holds what is not the city's competence.
    ``none_exists`` and ``not_applicable`` are answers, and no gap either.

    asked      the set that counts (``frameworks.sets``)
    languages  note -> the language it was stated in, of those that are known
    """
    found = []
    for indicator in sets.of(framework, asked):
        if indicator.audience != "public":
            continue
        answers = [
            figure
            for unit in figures.units(indicator.code)
            for figure in figures.of(indicator.code, unit)
        ]
        variants = [f"{indicator.code}/{variant.id}" for variant in indicator.variants]
        if any(one.state != "absent" for one in answers) or _any_shown(figures, variants):
            continue
        absence = answers[-1].absence if answers else NOT_ASKED
        if absence not in ("none_exists", "not_applicable"):
            gap = {"definition": indicator.code, "absence": absence}
            if absence == NOT_COMPETENT and answers[-1].note:
                gap["note"] = answers[-1].note
                if language := (languages or {}).get(answers[-1].note):
                    gap["note_language"] = language
            found.append(gap)
    return found


def _any_shown(figures: Figures, definitions: Iterable[str]) -> bool:
    return any(
        figure.is_shown
        for definition in definitions
        for unit in figures.units(definition)
        for figure in figures.of(definition, unit)
    )
