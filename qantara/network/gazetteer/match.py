"""From what a file calls a place to the places it may mean: by code, or by a name in a language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from qantara.network.gazetteer.fold import fold_all
from qantara.network.gazetteer.models import Place, PlaceName

#: How a place was found: by its code, its main name, a name in the language asked for, or a name
#: whose language the gazetteer does not say.
By = Literal["code", "name", "alias", "untagged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A place a text may mean."""

    place: Place
    by: By


def places_called(
    texts: Iterable[str], *, language: str, country: str = "", scheme: str = "geonames"
) -> dict[str, list[Found]]:
    """All places that each text may mean, the most populous first; an empty list where none.

    Equal up to case, marks and joining signs, and nothing nearer than that: a text that two places
    answer to has two. Names tagged with other languages are not looked at.

    country  two letters; the whole world without
    """
    wanted = list(dict.fromkeys(texts))
    folded = dict(zip(wanted, fold_all(wanted), strict=True))
    places = Place.objects.filter(gazetteer_id=scheme)
    if country:
        places = places.filter(country=country)
    by_code = {
        place.code: place for place in places.filter(code__in=[text.strip() for text in wanted])
    }
    names = (
        PlaceName.objects.filter(
            place__in=places, folded__in={name for name in folded.values() if name},
            language__in=["", language],
        )
        .select_related("place")
        .order_by("-place__population", "place_id")
    )  # fmt: skip
    by_name: dict[str, dict[int, Found]] = defaultdict(dict)
    for row in names:
        by: By = "name" if row.is_main else "alias" if row.language else "untagged"
        found = by_name[row.folded]
        if row.place_id not in found or _firmness(by) < _firmness(found[row.place_id].by):
            found[row.place_id] = Found(place=row.place, by=by)
    return {
        text: [Found(place=by_code[text.strip()], by="code")]
        if text.strip() in by_code
        else list(by_name[folded[text]].values())
        for text in wanted
    }


def the_one(found: Iterable[Found]) -> Place | None:
    """The place, where there is no other and its name is known to be used: no guess."""
    several = list(found)
    if len(several) == 1 and several[0].by != "untagged":
        return several[0].place
    return None


def _firmness(by: By) -> int:
    return ("code", "name", "alias", "untagged").index(by)
