"""Ardelune's first figures of 2025, which reach it as a table of the office and not as rows of ours."""

from __future__ import annotations

from collections.abc import Iterator

from qantara.demo.fictional.generate.city import DISTRICTS
from qantara.demo.fictional.generate.shapes import Line, spaced, text
from qantara.demo.fictional.generate.statement import split

RESIDENTS, FOREIGN = 416_908, 82_351
NAMES = ("Le Port", "La Colline", "Les Moulins", "Les Jardins", "La Gare", "Les Salines")


def files() -> Iterator[tuple[str, bytes]]:
    """The table of the office."""
    yield "register-2025.csv", text(_table(), delimiter=";", encoding="cp1252", end="\r\n")


def _table() -> Iterator[Line]:
    yield ["Office statistique de Velmar, registre de population : premiers chiffres de 2025"]
    yield ["Quartier", "Ensemble (p)", "Étrangers (p)"]
    residents = split(RESIDENTS, [of_all for of_all, _of_foreign in DISTRICTS.values()])
    foreign = split(FOREIGN, [of_foreign for _of_all, of_foreign in DISTRICTS.values()])
    for name, of_all, of_foreign in zip(NAMES, residents, foreign, strict=True):
        yield [name, spaced(of_all), spaced(of_foreign)]
    yield ["Ardelune", spaced(RESIDENTS), spaced(FOREIGN)]
    yield ["Femmes", spaced(round(RESIDENTS * 0.513)), spaced(round(FOREIGN * 0.4833))]
    yield [
        "Hommes",
        spaced(RESIDENTS - round(RESIDENTS * 0.513)),
        spaced(FOREIGN - round(FOREIGN * 0.4833)),
    ]
