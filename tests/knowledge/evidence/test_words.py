from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

import qantara.knowledge.evidence as evidence
from qantara.knowledge.evidence import words
from qantara.knowledge.evidence.findings import Finding
from qantara.knowledge.evidence.sentences import SENTENCES

DETAIL = dict.fromkeys(
    ("code", "field", "was", "becomes", "reason", "provider", "on", "examples", "parts", "formula",
     "dimension", "near", "known", "pattern", "conditions", "wanted", "count"),
    "…",
)  # fmt: skip


def kinds_in_code():
    """Every kind of finding that reading, mapping and review can make."""
    pattern = re.compile(
        r'(?:about|verdicts|kind=)\(?\s*"([a-z_]+)",|kind="([a-z_]+)"|\("([a-z_]+)", (?:over|under)'
    )
    folder = Path(evidence.__file__).parent
    return {
        kind
        for path in folder.rglob("*.py")
        if path.parent.name != "people"  # which stops a file, and finds nothing in it
        for match in pattern.finditer(path.read_text())
        for kind in match.groups()
        if kind
    }


def test_every_finding_has_its_sentence():
    told = set(SENTENCES)
    assert kinds_in_code() - told == set()


@pytest.mark.parametrize("lang", ("ar", "en", "es", "fr"))
@pytest.mark.parametrize("kind", sorted(SENTENCES))
def test_sentences_are_whole_in_every_language(kind, lang):
    finding = Finding(kind=kind, severity="error", values=("a", ""), detail=DETAIL)
    with translation.override("en"):
        english = words.sentence(finding)
    with translation.override(lang):
        sentence = words.sentence(finding)
    assert "%(" not in sentence
    assert (sentence == english) == (lang == "en")


@pytest.mark.parametrize(
    ("lang", "place", "values"),
    (
        ("en", "sheet “S”, column “C”, rows 2, 3, 4, 5, 6 and 1\u202f995 more", "a, (empty cell), c, d, e, 2 more"),
        ("fr", "feuille « S », colonne « C », lignes 2, 3, 4, 5, 6 et 1\u202f995 autres", "a, (cellule vide), c, d, e, 2 autres"),
        ("es", "hoja «S», columna «C», filas 2, 3, 4, 5, 6 y 1\u202f995 más", "a, (celda vacía), c, d, e, 2 más"),
        ("ar", "الورقة «S»، العمود «C»، الصفوف 2، 3، 4، 5، 6 و1\u202f995 صفًا آخر", "a، (خلية فارغة)، c، d، e، وقيمتان أخريان"),
    ),
)  # fmt: skip
def test_place_and_values_are_said_as_the_language_counts(lang, place, values):
    finding = Finding(
        kind="not_a_number", severity="error", sheet="S", column="C", rows=(2, 3, 4, 5, 6), count=2000,
        values=("a", "", "c", "d", "e", "f", "g"), distinct=7,
    )  # fmt: skip
    with translation.override(lang):
        assert (words.place(finding), words.values(finding)) == (place, values)
