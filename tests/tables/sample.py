"""Figures of a city that does not exist, as the guard would hand them over."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from qantara.knowledge.observations.figures import FIGURES
from qantara.tables.dataset import Dataset, Labels, Licence, Source

SCHEMA = dict(FIGURES)


def row(**more: Any) -> dict[str, Any]:
    """One row of the figure frame, plainly shown unless ``more`` says otherwise."""
    plain = {
        "indicator": "POP-01",
        "definition": "POP-01",
        "territory": "qalat-bahr",
        "period": "2024",
        "reference_date": date(2024, 12, 31),
        "breakdown": "",
        "unit": "PS",
        "decimals": 0,
        "obs_status": "A",
        "is_break": False,
        "break_note": "",
        "absence": "",
        "conf_status": "F",
        "state": "shown",
        "source": 0,
        "method": "",
        "note": "",
    } | more
    parts = (f"{plain['definition']}@{plain['territory']}", plain["breakdown"], plain["period"])
    return {"key": ";".join(part for part in parts if part)} | plain


def frame(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=SCHEMA)


FIGURES = frame(
    row(value=567_000.0),
    row(breakdown="SEX=F", value=291_000.0, obs_status="P"),
    row(
        breakdown="SEX=M", value=276_000.0, obs_status="P", is_break=True, break_note="New register"
    ),
    row(breakdown="CITG=STLS", state="withheld"),
    row(breakdown="CITG=FBO", state="courtesy"),
    row(breakdown="CITG=NBO", value=457_000.0, note='=HYPERLINK("x")'),
    row(
        key="POP-03@qalat-bahr;2024 share",
        indicator="POP-03",
        definition="POP-03",
        unit="PT",
        value=19.400352,
        numerator=110_000.0,
        denominator=567_000.0,
        decimals=1,
    ),
    row(
        indicator="PRO-02", definition="PRO-02", obs_status="E", low=1_100.0, high=1_300.0, source=1
    ),
    row(
        indicator="HOU-04",
        definition="HOU-04",
        state="absent",
        absence="not_collected",
        source=None,
    ),
    row(
        indicator="HOU-05",
        definition="HOU-05",
        state="absent",
        absence="not_yet_available",
        source=None,
    ),
)


def dataset(figures: pl.DataFrame = FIGURES) -> Dataset:
    return Dataset(
        slug="qalat-bahr-2",
        title={
            "ar": "أرقام قلعة البحر",
            "en": "Figures of Qalat Bahr",
            "es": "Cifras de Qalat Bahr",
            "fr": "Chiffres de Qalat Bahr",
        },
        summary={
            "ar": "مدينة لا وجود لها.",
            "en": "A city that does not exist.",
            "es": "Una ciudad que no existe.",
            "fr": "Une ville qui n’existe pas.",
        },
        version="2.1",
        released_on=date(2026, 10, 14),
        address="https://example.org/r/7h3k9q2mzd",
        publisher={"ar": "شبكة", "en": "A network", "es": "Una red", "fr": "Un réseau"},
        citation={
            "ar": "قلعة البحر، 2026.",
            "en": "Qalat Bahr, 2026.",
            "es": "Qalat Bahr, 2026.",
            "fr": "Qalat Bahr, 2026.",
        },
        licence=Licence(
            code="CC-BY-4.0",
            title="Creative Commons Attribution 4.0 International",
            address="https://creativecommons.org/licenses/by/4.0/",
        ),
        figures=figures,
        labels=Labels(
            definitions={
                "POP-01": {
                    "ar": "السكان",
                    "en": "Residents",
                    "es": "Residentes",
                    "fr": "Habitants",
                },
                "POP-03": {
                    "ar": "نسبة الأجانب",
                    "en": "Share of foreign residents",
                    "es": "Proporción de extranjeros",
                    "fr": "Part des étrangers",
                },
            },
            territories={
                "qalat-bahr": {
                    "ar": "قلعة البحر",
                    "en": "Qalat Bahr",
                    "es": "Qalat Bahr",
                    "fr": "Qalat Bahr",
                }
            },
            units={"PS": {"ar": "أشخاص", "en": "persons", "es": "personas", "fr": "personnes"}},
            dimensions={"SEX": {"ar": "الجنس", "en": "Sex", "es": "Sexo", "fr": "Sexe"}},
            codes={"SEX": {"F": {"ar": "نساء", "en": "Women", "es": "Mujeres", "fr": "Femmes"}}},
        ),
        sources=(
            Source(
                title={"en": "City register", "ar": "سجل المدينة"},
                address="https://example.org/register",
                licence="CC-BY-4.0",
                accessed_on=date(2026, 3, 2),
            ),
            Source(title={"en": "City services"}),
        ),
        notices=({"ar": "بيانات مختلقة.", "en": "Made up.", "es": "Inventado.", "fr": "Inventé."},),
        keywords=("migration",),
    )
