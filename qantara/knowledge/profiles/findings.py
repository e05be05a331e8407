"""Finding sentences: what a chart shows, said so that a mayor could repeat it, in four languages.

Rules choose, patterns (``sentences``) say. A rule speaks only of figures that are shown; never
across a break in series; never of figures that are not comparable; never of an indicator kept at
audience “city”. Where no rule has anything to say there is no sentence, and the chart takes the
name of its indicator as title.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from qantara.core import locales
from qantara.knowledge.profiles import ages, sentences, series
from qantara.knowledge.profiles.choose import Declaration
from qantara.knowledge.profiles.figures import Figure, Figures, latest
from qantara.knowledge.profiles.words import REMAINDERS, Words, first_age, lowered

#: “One in five” is said of a share within this many percent of a fifth.
NEAR = 5
#: The largest fraction named is a half, the smallest a tenth.
FRACTIONS = range(2, 11)
#: How many citizenships a sentence names.
NAMED = 3
#: The balance of moves over the border, and what it is the balance of.
NET, FLOWS = "FLW-03", ("FLW-01", "FLW-02")
#: Codes of foreign citizens and people born abroad, where they are not divided further.
FOREIGN = ("FOR", "FBO")
#: The unit of figures that are numbers of people.
PEOPLE = "PS"
#: A level from which an item of governance is in force across the city.
IN_FORCE = 3


class Findings:
    """The rules, over the figures of one document."""

    def __init__(self, document: Mapping[str, Any], figures: Figures) -> None:
        self._figures = figures
        self._terms = document["framework"]
        self._words = {lang: Words(document, lang) for lang in locales.LANGUAGES}

    def of(self, chart: Declaration) -> dict[str, str] | None:
        """The sentence over a chart, or None."""
        if not series.kept(self._terms, chart["definition"]):
            return None
        rows = [self._figures[at] for at in chart["rows"]]
        match chart["kind"]:
            case "line" if chart["definition"] == NET and (said := self.net_flow(rows)):
                return said
            case "line" if "by" not in chart:
                return self.change(rows) or self.newest(rows)
            case "line":
                return self.groups(rows, chart["by"])
            case "grouped":
                return self.within(rows, chart["across"], chart["by"])
            case "bars":
                return self._bars(rows, chart["across"])
            case "pyramid":
                return self.ages(rows, [self._figures[at] for at in chart["reference"]])
            case "range":
                return self.newest(rows)
            case "levels":
                return self.levels(rows)
        return None

    def _bars(self, rows: Sequence[Figure], dimension: str) -> dict[str, str] | None:
        if dimension == "CITG":
            return self.groups(rows, dimension)
        if dimension == "DIST" or self._kind(rows) != "count":
            return self.spread(rows, dimension)
        if dimension in ("NAT", "COB"):
            return self.countries(rows, dimension)
        if dimension == "AGE":
            return self.ages(rows, ())
        return self.largest_part(rows, dimension)

    def share(self, figure: Figure) -> dict[str, str] | None:
        """“One resident in five is a foreign citizen”, or the share as it is."""
        if not figure.is_counted or figure.value is None:
            return None
        fraction = one_in(figure.value)
        path = sentences.best(
            *([f"one-in.{figure.definition}"] if fraction else []), f"share.{figure.definition}"
        )
        if path is None:
            return self.newest([figure])
        return sentences.say(
            path,
            lambda lang: {
                "n": str(fraction),
                "share": self._words[lang].figure(figure),
                "year": self._words[lang].period(figure),
            },
        )

    def count(self, figure: Figure) -> dict[str, str] | None:
        """“About 567 000 people live here”."""
        path = sentences.best(f"count.{figure.definition}")
        if path is None or not figure.is_counted or figure.value is None:
            return self.newest([figure])
        people = figure.value
        return sentences.say(
            path,
            lambda lang: {
                "people": people,
                "printed": locales.number(people, lang, 0),
                "year": self._words[lang].period(figure),
            },
        )

    def newest(self, rows: Sequence[Figure]) -> dict[str, str] | None:
        """The newest figure by its name; a range as a range, an estimate as an estimate."""
        newest = next((one for one in reversed(rows) if one.state != "absent"), None)
        if newest is None or not newest.is_shown:
            return None
        path = "range.any" if newest.is_range else "latest.any"
        if newest.value is not None and not newest.is_counted:
            path = "estimate.any"

        def values(lang: str) -> sentences.Values:
            words = self._words[lang]
            numbers = {
                name: words.number(value, newest.unit, newest.decimals)
                for name, value in (
                    ("value", newest.value),
                    ("low", newest.low),
                    ("high", newest.high),
                )
                if value is not None
            }
            return {
                "name": words.name(newest.definition),
                "year": words.period(newest),
                "provisional": "yes" if newest.is_provisional else "no",
                "kind": self._kind([newest]),
                **numbers,
            }

        return sentences.say(path, values)

    def change(self, rows: Sequence[Figure]) -> dict[str, str] | None:
        """From the first to the last counted figure since the last break."""
        found = series.ends(rows)
        if found is None:
            return None
        first, last = found
        path = sentences.best(f"change.{last.definition}.{last.unit}", "change.any") or ""

        def values(lang: str) -> sentences.Values:
            words = self._words[lang]
            return {
                "name": words.name(last.definition),
                "first": words.figure(first),
                "last": words.figure(last),
                "first_year": words.year(first, last),
                "last_year": words.year(last, first),
                "direction": self._direction(first, last),
                "provisional": "yes" if last.is_provisional else "no",
            }

        return sentences.say(path, values)

    def _direction(self, first: Figure, last: Figure) -> str:
        """By the figures as printed, so that a sentence never says more than it shows."""
        words = self._words["en"]
        if words.figure(first) == words.figure(last):
            return "same"
        return "rise" if (last.value or 0) > (first.value or 0) else "fall"

    def groups(self, rows: Sequence[Figure], dimension: str) -> dict[str, str] | None:
        """Groups side by side at one time; with two, how far apart their percentages are."""
        side = latest([one for one in rows if set(one.parts) == {dimension}])
        side = self._in_order(
            [one for one in side if one.parts[dimension] not in REMAINDERS], dimension
        )
        if len(side) < 2 or not all(one.is_counted for one in side) or not series.same_time(side):
            return None
        return self._side_by_side(side, dimension, "groups", lambda _lang: "")

    def within(self, rows: Sequence[Figure], across: str, by: str) -> dict[str, str] | None:
        """Women and men among foreign citizens, where a chart crosses the two."""
        side = [
            one for one in rows if one.parts[across] in FOREIGN and one.parts[by] not in REMAINDERS
        ]
        if len(side) != 2 or not all(one.is_counted for one in side) or not series.same_time(side):
            return None
        code, side = side[0].parts[across], self._in_order(side, by)
        return self._side_by_side(
            side, by, "groups-of", lambda lang: lowered(self._words[lang].code(across, code))
        )

    def _in_order(self, rows: Sequence[Figure], dimension: str) -> list[Figure]:
        """As the code list has them: nationals first, then others."""
        codes = list(self._terms["dimensions"][dimension]["codes"])
        return sorted(rows, key=lambda one: codes.index(one.parts[dimension]))

    def _side_by_side(
        self, side: Sequence[Figure], dimension: str, path: str, group: Callable[[str], str]
    ) -> dict[str, str]:
        is_percent = self._kind(side) == "share"
        gap = abs((side[0].value or 0) - (side[1].value or 0)) if len(side) == 2 else 0.0
        gap = round(gap, side[0].decimals)
        is_people = side[0].unit == PEOPLE and all((one.value or 0) >= 0 for one in side)

        def values(lang: str) -> sentences.Values:
            words = self._words[lang]
            said = "group.people" if is_people else "group.any"
            pairs = [self._group(said, one, dimension, lang) for one in side]
            return {
                "name": words.name(side[0].definition),
                "of": group(lang),
                "year": words.period(side[0]),
                "pairs": locales.listing(pairs, lang),
                "points": gap,
                "gap": locales.number(gap, lang),
            }

        return sentences.say(f"{path}.gap" if is_percent and gap else f"{path}.any", values)

    def _group(self, path: str, figure: Figure, dimension: str, lang: str) -> str:
        words, code = self._words[lang], figure.parts[dimension]
        pattern = sentences.patterns()[path][lang]
        label = words.code(dimension, code)
        return locales.message(pattern, lang, value=words.figure(figure), group=code, label=label)

    def countries(self, rows: Sequence[Figure], dimension: str) -> dict[str, str] | None:
        """The largest citizenships, or countries of birth, and their share of the whole."""
        named = [one for one in rows if one.parts[dimension] not in REMAINDERS]
        counted = [one for one in named if one.is_counted]
        whole = self._whole(rows)
        if not counted or whole is None or not whole.value:
            return None
        counted.sort(key=lambda one: (-(one.value or 0), one.parts[dimension]))
        top = counted[:NAMED]
        together = sum(one.value or 0 for one in top) / whole.value * 100
        path = "citizenships" if dimension == "NAT" else "births"
        path = f"{path}.all" if all(one.is_shown for one in rows) else f"{path}.shown"

        def values(lang: str) -> sentences.Values:
            words = self._words[lang]
            codes = [words.code(dimension, one.parts[dimension]) for one in top]
            return {
                "count": len(top),
                "list": locales.listing(codes, lang),
                "share": locales.percent(together, lang),
                "year": words.period(top[0]),
            }

        return sentences.say(path, values)

    def ages(self, rows: Sequence[Figure], everyone: Sequence[Figure]) -> dict[str, str] | None:
        """The shortest stretch of age bands that holds half the group, beside all residents."""
        people = ages.by_band(rows)
        if not people or not series.same_time(rows):
            return None
        beside = ages.by_band(everyone)
        first, last = ages.shortest_stretch(people)
        end = ages.last_age(last)
        if end is None:
            return None
        definition = rows[0].definition
        special = [f"ages.beside-everyone.{definition}", "ages.beside-everyone"] if beside else []
        path = sentences.best(*special, "ages.any") or ""

        def values(lang: str) -> sentences.Values:
            return {
                "name": self._words[lang].name(definition),
                "from": str(first_age(first)),
                "to": str(end),
                "share": locales.percent(ages.share_between(people, first, last), lang),
                "everyone": locales.percent(ages.share_between(beside, first, last), lang),
                "year": self._words[lang].period(rows[0]),
            }

        return sentences.say(path, values)

    def largest_part(self, rows: Sequence[Figure], dimension: str) -> dict[str, str] | None:
        """The part with most people in it, where every part is shown and they make the whole."""
        whole = self._whole(rows)
        parts = [one for one in rows if one.parts[dimension] not in REMAINDERS]
        if not parts or not all(one.is_counted for one in rows):
            return None
        if whole is None or not whole.value:
            return None
        top = max(parts, key=lambda one: one.value or 0)
        share = (top.value or 0) / whole.value * 100

        def values(lang: str) -> sentences.Values:
            words = self._words[lang]
            return {
                "name": words.name(top.definition),
                "label": words.code(dimension, top.parts[dimension]),
                "share": locales.percent(share, lang),
                "year": words.period(top),
            }

        return sentences.say("largest-part.any", values)

    def spread(self, rows: Sequence[Figure], dimension: str) -> dict[str, str] | None:
        """The lowest and highest of all parts, unnamed: places are not ranked."""
        parts = [one for one in rows if one.parts[dimension] not in REMAINDERS]
        if len(parts) < 2 or not all(one.is_counted for one in parts):
            return None
        low, high = (end(parts, key=lambda one: one.value or 0) for end in (min, max))

        def values(lang: str) -> sentences.Values:
            words = self._words[lang]
            return {
                "name": words.name(low.definition),
                "year": words.period(low),
                "low": words.figure(low),
                "high": words.figure(high),
                "dimension": dimension,
                "kind": self._kind(rows),
            }

        return sentences.say("spread.any", values)

    def levels(self, rows: Sequence[Figure]) -> dict[str, str] | None:
        answered = [one.value for one in rows if one.value is not None]
        if not answered or any(one.state == "withheld" for one in rows):
            return None
        reached = sum(value >= IN_FORCE for value in answered)
        return sentences.say(
            "levels.any", lambda lang: {"reached": reached, "total": len(answered)}
        )

    def net_flow(self, rows: Sequence[Figure]) -> dict[str, str] | None:
        """Arrivals beside departures in the newest year whose balance is shown."""
        newest = next((one for one in reversed(self._figures.of(NET, rows[0].unit))), None)
        if newest is None or not newest.is_shown:
            return None
        pair = [
            one
            for definition in FLOWS
            for one in self._figures.of(definition, newest.unit)
            if one.period == newest.period and one.is_counted
        ]
        if len(pair) != len(FLOWS) or not series.same_time(pair):
            return None
        arrivals, departures = pair
        net = (arrivals.value or 0) - (departures.value or 0)

        def values(lang: str) -> sentences.Values:
            words = self._words[lang]
            return {
                "arrivals": words.figure(arrivals),
                "departures": words.figure(departures),
                "net": locales.number(abs(net), lang, 0),
                "direction": "more" if net > 0 else "fewer" if net < 0 else "same",
                "year": words.period(arrivals),
            }

        return sentences.say("flows.any", values)

    def _whole(self, rows: Sequence[Figure]) -> Figure | None:
        """The whole the rows are parts of: the same measure, period and source, not broken down."""
        if not rows:
            return None
        measure = self._terms["indicators"][rows[0].definition]["measure"]
        for definition, about in self._terms["indicators"].items():
            if about["measure"] != measure:
                continue
            for figure in self._figures.of(definition, rows[0].unit):
                if series.same_time([figure, rows[0]]) and figure.is_counted:
                    return figure
        return None

    def _kind(self, rows: Sequence[Figure]) -> str:
        return str(self._terms["units"][rows[0].unit]["kind"]) if rows else ""


def one_in(share: float) -> int | None:
    """``5`` for a share near a fifth; None where no fraction from a half to a tenth is near."""
    apart = {n: round(abs(share * n - 100), 6) for n in FRACTIONS}
    nearest = min(FRACTIONS, key=lambda n: apart[n])
    return nearest if apart[nearest] <= NEAR else None
