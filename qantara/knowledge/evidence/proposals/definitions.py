"""Which indicator a table is of: by the words of its titles and headings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from qantara.knowledge.evidence.proposals import lexicon
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.model import Certainty


@dataclass(frozen=True, slots=True)
class Guess:
    """Indicators that the words speak for, best first; the first is proposed where it is likely."""

    ranked: tuple[str, ...]
    certainty: Certainty
    why: str


def exact(word: str) -> str:
    """The indicator whose words these are, exactly and alone."""
    if traps(word):
        return ""
    found = [code for code, words in lexicon.definitions().items() if word in words]
    return found[0] if len(found) == 1 else ""


def guess(asking: Asking, texts: Iterable[str], *, dimensions: frozenset[str]) -> Guess:
    """What these titles and headings speak for.

    dimensions  those the columns of the table are taken for: a table by citizenship is of foreigners
    """
    said = [f" {lexicon.words(text)} " for text in texts]
    scores = {
        code: best
        for code, phrases in _phrases(asking).items()
        if (best := max((phrases[each] for text in said for each in _in(text, phrases)), default=0))
    }
    has_words = bool(scores)
    foreign = [word for word, code in lexicon.categories("CITG").items() if code == "FOR"]
    if (
        "CITG" not in dimensions
        and "CTX-01" in scores
        and any(lexicon.says(text, foreign) for text in said)
    ):
        # All residents, or the foreign ones among them?
        scores["POP-01"] = max(scores.get("POP-01", 0), scores["CTX-01"])
    for dimension, code in (("NAT", "POP-01"), ("COB", "POP-02"), ("CITG", "CTX-01")):
        if dimension in dimensions:
            scores[code] = scores.get(code, 0) + 8
    ranked = tuple(sorted(scores, key=lambda code: (-scores[code], code)))
    if not has_words:
        why = _("Neither titles nor headings name an indicator known here.")
        return Guess(ranked, "open", why)
    is_share = any(lexicon.says(text, lexicon.listed("shares")) for text in said)
    if (
        is_share
        and asking.framework.units[asking.framework.definition(ranked[0]).unit].kind == "count"
    ):
        why = _("A percent sign or a column speaks for another unit than that of what is counted.")
        return Guess(ranked, "open", why)
    caught = sorted({name for text in said for name in traps(text)})
    return Guess(ranked, *_certainty(ranked, scores, caught, dimensions))


def _phrases(asking: Asking) -> dict[str, dict[str, int]]:
    """Definition -> phrase that speaks for it -> how much: names of ours most, longer ones more."""

    def make() -> dict[str, dict[str, int]]:
        found = {}
        for code in asking.framework.definitions():
            words = {word: len(word) for word in lexicon.definitions().get(code, ())}
            names = asking.framework.definition(code).name.values()
            found[code] = words | {name: len(name) + 20 for name in map(lexicon.words, names)}
        return found

    return asking.memo("phrases of definitions", make)


def _in(text: str, phrases: Iterable[str]) -> list[str]:
    """The phrases that stand in a text of words between spaces."""
    return [phrase for phrase in phrases if f" {phrase} " in text]


def _certainty(
    ranked: tuple[str, ...], scores: dict[str, int], caught: list[str], dimensions: frozenset[str]
) -> tuple[Certainty, str]:
    if "migrants" in caught:
        return "open", _(
            "The words can mean people who came in a year or people who live here: the file does not say."
        )
    if caught:
        return "open", _(
            "The words speak of births, deaths or marriages, which no indicator here counts."
        )
    best = ranked[0]
    second = scores[ranked[1]] if len(ranked) > 1 else 0
    is_by_country = bool({"NAT", "COB"} & dimensions) and best == "CTX-01"
    if is_by_country or scores[best] < 6 or scores[best] < 1.4 * second:
        return "open", _("Titles, headings and columns speak for more than one indicator.")
    return "likely", _("The words of titles and headings speak for it.")


def traps(text: str) -> list[str]:
    """Words in a text that no indicator stands for, or more than one: births, migrants."""
    said = f" {lexicon.words(text)} "
    return [
        name
        for name, words in lexicon.traps().items()
        if any(f" {word} " in said for word in words)
    ]
