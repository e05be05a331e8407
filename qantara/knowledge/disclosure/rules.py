"""The rules a network publishes under: thresholds and widths (FRAMEWORK 7, DISCLOSURE 4 and 9)."""

from __future__ import annotations

from dataclasses import dataclass, fields

#: Changes whenever the same figures could be decided differently; kept with every decision.
VERSION = "4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Numbers of people unless said otherwise. A network may raise them, never lower them.

    people, sensitive    a count below is small, by its class of protection
    width                how far apart the values must be that a withheld cell may take
    least_denominator    no share or rate of fewer
    least_named_group    smaller citizenships and countries of birth are counted as "other"
    least_district       no district with fewer residents, residents themselves apart
    most_cells           in cells: a larger system of linked cells is refused and must be coarsened
    most_small           in cells: more small ones are refused likewise
    most_small_share     of the cells of a table, in percent: with more small ones, coarser is better
    most_withheld_share  of the figures of a table, in percent: with more withheld, coarser is better
    seconds              for each set of linked cells: a search that takes longer is given up
    """

    people: int = 5
    sensitive: int = 10
    width: int = 3
    least_denominator: int = 30
    least_named_group: int = 50
    least_district: int = 500
    most_cells: int = 10_000
    most_small: int = 1_000
    most_small_share: int = 20
    most_withheld_share: int = 40
    seconds: float = 60.0

    def __post_init__(self) -> None:
        for field in fields(self):
            if field.name == "seconds":  # time protects nobody: a search given up releases nothing
                continue
            value = getattr(self, field.name)
            is_looser = (
                value > field.default if field.name.startswith("most") else value < field.default
            )
            if is_looser:
                raise ValueError(f"{field.name}: {value} protects less than {field.default}")

    def threshold(self, protection: str) -> int:
        """Below how many people a count of this class is small; 0 for class ``none``: never."""
        return {"people": self.people, "sensitive": self.sensitive, "none": 0}[protection]
