"""What territories are called, by language: their own names, and those a gazetteer has for them."""

from __future__ import annotations

from collections import defaultdict

from qantara.network.gazetteer.models import PlaceName
from qantara.network.models import Territory

#: slug -> language -> names. An empty language: one the gazetteer does not say.
Names = dict[str, dict[str, tuple[str, ...]]]


def names_of_territories(scheme: str = "geonames") -> Names:
    """All names of all territories on record; a gazetteer's where the territory has its code."""
    names: dict[str, dict[str, list[str]]] = {}
    slugs_of: dict[str, list[str]] = defaultdict(list)
    rows_of = Territory.objects.values_list("slug", "name", "also_called", "codes")
    for slug, name, others, codes in rows_of:
        names[slug] = {language: [text] for language, text in name.items()}
        if others:
            names[slug][""] = list(others)
        if scheme in codes:
            slugs_of[str(codes[scheme])].append(slug)
    rows = PlaceName.objects.filter(
        place__gazetteer_id=scheme, place__code__in=list(slugs_of)
    ).order_by("pk")
    for code, language, text in rows.values_list("place__code", "language", "name"):
        for slug in slugs_of[code]:
            names[slug].setdefault(language, []).append(text)
    return {
        slug: {language: tuple(dict.fromkeys(texts)) for language, texts in by_language.items()}
        for slug, by_language in names.items()
    }
