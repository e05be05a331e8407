"""The household survey, and what its office corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from qantara.demo.fictional.generate.statement import Row, between, percent

#: Percentages of the household survey: nationals and foreign citizens in the first and the last year.
SURVEY = {
    "EMP-01": ((71.2, 74.8), (61.0, 66.1)), "EMP-02": ((9.4, 7.1), (15.8, 12.6)),
    "EMP-03": ((78.5, 80.2), (73.9, 76.0)), "EMP-05": ((17.2, 18.0), (39.6, 37.4)),
    "EMP-06": ((12.8, 10.9), (19.5, 17.2)), "EDU-03": ((10.6, 8.2), (22.4, 18.9)),
    "EDU-04": ((31.5, 37.0), (27.8, 33.1)), "HOU-01": ((8.9, 8.1), (26.0, 24.2)),
    "HOU-02": ((10.2, 12.4), (23.5, 28.7)), "HOU-03": ((68.0, 66.2), (19.1, 20.8)),
    "HLT-01": ((98.9, 99.1), (83.0, 87.4)), "HLT-02": ((4.1, 4.4), (9.8, 9.1)),
    "SRV-07": ((15.6, 14.9), (31.8, 30.2)),
}  # fmt: skip
#: With women and men apart in the newest year.
BY_SEX = ("EMP-01", "EMP-02", "HLT-02")
SURVEY_YEARS = range(2014, 2024)


def survey(random: Random) -> Iterator[Row]:
    """The household survey: shares of two groups, every year but the one in which it was not held."""
    for definition, groups in SURVEY.items():
        for year in SURVEY_YEARS:
            if year == 2020:
                yield Row(
                    definition=definition,
                    period=year,
                    unit="PT",
                    absence="not_collected",
                    method="sample_survey",
                )
                continue
            ends = {SURVEY_YEARS[0]: 0, SURVEY_YEARS[-1]: 1}
            share = between({year: float(at) for year, at in ends.items()}, year)
            values = [
                round(first + (last - first) * share + random.uniform(-0.4, 0.4), 1)
                for first, last in groups
            ]
            whole = round(values[0] * 0.84 + values[1] * 0.16, 1)
            yield percent(definition, year, whole)
            for group, value in zip(("NAT", "FOR"), values, strict=True):
                yield percent(definition, year, value, CITG=group)
                if definition in BY_SEX and year == SURVEY_YEARS[-1]:
                    apart = round(random.uniform(2.5, 5.5), 1) * (
                        -1 if definition == "EMP-01" else 1
                    )
                    yield percent(definition, year, round(value + apart, 1), CITG=group, SEX="F")
                    yield percent(definition, year, round(value - apart, 1), CITG=group, SEX="M")
    for sex, value in (("F", 63.4), ("M", 66.8)):
        yield percent("POP-08", 2023, value, SEX=sex)
    yield percent("POP-08", 2023, 65.2)
    for group, value in (("NAT", 6.2), ("FOR", 24.9)):
        yield percent("COH-01", 2023, value, CITG=group)
    yield percent("COH-06", 2023, 58.3)


def corrected() -> Iterator[Row]:
    """What housing costs weighed in the last survey, weighted anew by the office."""
    for group, value in (({}, 14.6), ({"CITG": "FOR"}, 27.4)):
        found = percent("HOU-02", 2023, value, **group)
        yield replace(found, note="weights-2023")
