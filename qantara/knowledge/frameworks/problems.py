"""What is wrong with the files of a framework, said so that their author can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to correct. ``code``: the indicator, variant, unit ... it is about, or empty."""

    file: str
    code: str
    field: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.code, self.field) if part)
        return f"{place}: {self.wrong} {self.remedy}"


class FrameworkErrors(ValueError):
    """The files cannot be used as they are; ``problems`` lists all that was found, not the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
