"""Results as rows and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from qantara.action.ballots.models import Round
from qantara.action.ballots.results import Outcome
from qantara.action.ballots.values import HIGHEST
from qantara.core import locales
from qantara.web.names import in_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One option in the order of the result.

    place    from 1; ``is_tied``: not alone there
    measure  the weighted score, or how many of the others it beats; ``width`` of its bar, in percent
    shares   share of repeats in each place as whole percent, and how dark its cell is, 1 to 4
    """

    key: str
    name: dict[str, str]
    place: int
    is_tied: bool
    measure: str
    width: str
    shares: tuple[tuple[int, int], ...]
    firmness: str
    tone: str
    means: tuple[str, ...]


def state_name(state: str) -> tuple[str, str]:
    """In a word, and its tone."""
    return {
        Round.State.PREPARED.value: (pgettext("state of a round", "being prepared"), "none"),
        Round.State.OPEN.value: (pgettext("state of a round", "open"), "warn"),
        Round.State.CLOSING.value: (pgettext("state of a round", "being counted"), "warn"),
        Round.State.CLOSED.value: (pgettext("state of a round", "closed"), "ok"),
        Round.State.CALLED_OFF.value: (pgettext("state of a round", "called off"), "none"),
    }[state]


def firmness_name(word: str) -> str:
    return {
        "firm": pgettext("how firm a place is", "Firm"),
        "fairly_firm": pgettext("how firm a place is", "Fairly firm"),
        "open": pgettext("how firm a place is", "Open"),
    }[word]


def rows(of: Outcome) -> list[Row]:
    """Best first; none where too few said something."""
    lang = get_language() or "en"
    names = {option.key: option.name for option in of.options}
    told = []
    for place, keys in of.places:
        for key in keys:
            measure, width = _measure(of, key, lang)
            told.append(
                Row(
                    key=key, name=names[key], place=place, is_tied=len(keys) > 1, measure=measure,
                    width=width, firmness=firmness_name(of.firmness[key]),
                    tone="warn" if of.firmness[key] == "open" else "ok",
                    shares=tuple((round(share * 100), _dark(share)) for share in of.shares[key]),
                    means=_means(of, key, lang),
                )
            )  # fmt: skip
    return told


def said(of: Outcome) -> list[str]:
    """The result in sentences: who leads and how firmly, what is tied, what is open."""
    lang = get_language() or "en"
    names = {option.key: in_language(option.name, lang)[0] for option in of.options}
    told = []
    _first, leaders = of.places[0]
    if len(leaders) == 1:
        share = of.shares[leaders[0]]
        told.append(
            _("%(option)s comes first. So it does in %(share)s of the repeated counts; in %(two)s it is among the first two.")
            % {
                "option": locales.isolate(names[leaders[0]]),
                "share": locales.percent(round(share[0] * 100), lang, 0),
                "two": locales.percent(round(sum(share[:2]) * 100), lang, 0),
            }
        )  # fmt: skip
    for place, keys in of.places:
        if len(keys) > 1:
            told.append(
                _("%(options)s are tied for place %(place)s.")
                % {"options": _list(names, keys, lang), "place": place}
            )
    open_ = [key for _place, keys in of.places for key in keys if of.firmness[key] == "open"]
    if len(open_) > 1:
        told.append(
            _("Too close to call: %(options)s. Talk about them before the next round.")
            % {"options": _list(names, open_, lang)}
        )
    return told


def weights(of: Outcome) -> list[tuple[dict[str, str], str]]:
    """Criteria and their weights in percent of the whole."""
    lang = get_language() or "en"
    whole = sum(one["weight"] for one in of.record["criteria"])
    return [
        (one["name"], locales.percent(round(100 * one["weight"] / whole), lang, 0))
        for one in of.record["criteria"]
    ]


def duels(of: Outcome) -> list[tuple[dict[str, str], list[str]]]:
    """For each option in order, how many ballots put it above each of the others; empty in its own column."""
    order = [key for _place, keys in of.places for key in keys]
    names = {option.key: option.name for option in of.options}
    table: dict[str, dict[str, int]] = of.record.get("pairwise", {})
    if not table:
        return []
    return [
        (names[one], [str(table[one][other]) if one != other else "" for other in order])
        for one in order
    ]


def _measure(of: Outcome, key: str, lang: str) -> tuple[str, str]:
    if of.method == Round.Method.SCORES:
        total: float | None = of.record["scores"][key]["total"]
        if total is None:
            return _("no answer"), "0%"
        return locales.number(total, lang, 2), f"{100 * total / HIGHEST:.1f}%"
    strengths: dict[str, dict[str, int]] = of.record["strengths"]
    others = strengths[key]
    beaten = sum(1 for other, strength in others.items() if strength > strengths[other][key])
    return str(beaten), f"{100 * beaten / len(others):.1f}%"


def _means(of: Outcome, key: str, lang: str) -> tuple[str, ...]:
    if of.method != Round.Method.SCORES:
        return ()
    scored: dict[str, Any] = of.record["scores"][key]["criteria"]
    return tuple(
        "–"
        if scored[one["key"]]["mean"] is None
        else locales.number(scored[one["key"]]["mean"], lang, 1)
        for one in of.record["criteria"]
    )


def _dark(share: float) -> int:
    return 4 if share >= 0.6 else 3 if share >= 0.25 else 2 if share >= 0.08 else 1


def _list(names: dict[str, str], keys: Sequence[str], lang: str) -> str:
    return locales.listing([locales.isolate(names[key]) for key in keys], lang)
