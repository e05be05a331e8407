"""Reads one TOML table field by field; what is wrong is noted, and reading goes on."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from qantara.core.locales import LANGUAGES
from qantara.knowledge.frameworks.problems import Problem
from qantara.knowledge.frameworks.schema import Name

_ARABIC = re.compile(r"[\u0621-\u064a]")
#: A space at an end, two in a row, or any but a plain, a no-break and a narrow no-break space.
_STRAY = re.compile(r"^\s|\s$|\s\s|[^\S \u00a0\u202f]")


class Fields:
    """A table of a file, with the place it stands in.

    Each method takes the name of a field and gives a value of the promised type, an empty one
    where the field is missing or wrong. ``close`` notes fields that nobody asked for.
    """

    def __init__(
        self, values: object, problems: list[Problem], *, file: str, code: str = "", path: str = ""
    ) -> None:
        self.file, self.code, self.path = file, code, path
        self._problems = problems
        self._asked: set[str] = set()
        self._values: Mapping[str, Any] = values if isinstance(values, dict) else {}
        if not isinstance(values, dict):
            self.note("", "A table is expected here.", "Write its fields as key = value.")

    def __contains__(self, field: str) -> bool:
        return field in self._values

    def note(self, field: str, wrong: str, remedy: str) -> None:
        where = ".".join(part for part in (self.path, field) if part)
        self._problems.append(
            Problem(file=self.file, code=self.code, field=where, wrong=wrong, remedy=remedy)
        )

    def text(self, field: str, *, default: str | None = None) -> str:
        value = self._take(field, str, "a text in quotes", default)
        if field in self._values and value == "" and default is None:
            self.note(field, "It is empty.", "Fill it in.")
        return value or ""

    def choice(self, field: str, allowed: Collection[str], *, default: str | None = None) -> str:
        """One of ``allowed``; the first of them where the field is wrong."""
        value = self.text(field, default=default)
        if value and value not in allowed:
            self.note(field, f"“{value}” is not known here.", f"Use one of: {', '.join(allowed)}.")
        return value if value in allowed else next(iter(allowed))

    def matching(self, field: str, pattern: str, form: str, *, default: str | None = None) -> str:
        value = self.text(field, default=default)
        if value and not re.fullmatch(pattern, value):
            self.note(field, f"“{value}” does not have the form {form}.", f"Write it as {form}.")
        return value

    def number(self, field: str, *, default: int | None = None) -> int:
        return int(self._take(field, int, "a whole number", default) or 0)

    def flag(self, field: str) -> bool:
        return bool(self._take(field, bool, "true or false", False))

    def texts(self, field: str, *, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        values = self._take(field, list, "a list of texts", default)
        if not all(isinstance(value, str) for value in values or ()):
            self.note(field, "It holds something that is no text.", "Put every entry in quotes.")
            return ()
        repeated = {value for value in values or () if list(values or ()).count(value) > 1}
        if repeated:
            self.note(field, f"Repeated: {', '.join(sorted(repeated))}.", "Name each once.")
        return tuple(values or ())

    def several(self, field: str, allowed: Collection[str], *, file: str) -> tuple[str, ...]:
        """Texts that are all among ``allowed``, which stand in ``file``."""
        values = self.texts(field, default=())
        for value in values:
            if value not in allowed:
                self.note(
                    field, f"“{value}” is not known.", f"Use a code of {file}, or add it there."
                )
        return tuple(value for value in values if value in allowed)

    def chains(self, field: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of texts."""
        values = self._take(field, list, "a list of lists of texts", ())
        for value in values or ():
            if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
                self.note(field, "An entry is no list of texts.", 'Write [["NAT", "NATG"]].')
                return ()
        return tuple(tuple(value) for value in values or ())

    def name(self, field: str) -> Name:
        """A text in all four languages."""
        values = self._take(field, dict, "a text in ar, en, es and fr", None) or {}
        for lang in LANGUAGES:
            text = values.get(lang)
            if not isinstance(text, str) or not text.strip():
                self.note(
                    f"{field}.{lang}", "The text is missing.", "Translate it; none is optional."
                )
            elif _STRAY.search(text):
                self.note(f"{field}.{lang}", "It has stray spaces or line ends.", "Write one line.")
            elif lang == "ar" and not _ARABIC.search(text):
                self.note(f"{field}.ar", "It is not in Arabic script.", "Translate it into Arabic.")
        for lang in values.keys() - set(LANGUAGES):
            self.note(f"{field}.{lang}", "No such language.", f"Use {', '.join(LANGUAGES)}.")
        return {lang: str(values.get(lang, "")) for lang in LANGUAGES}

    def table(self, field: str) -> Fields:
        value = self._take(field, dict, "a table", None)
        return self._inside(value if isinstance(value, dict) else {}, field)

    def tables(self, field: str, *, key: str = "") -> list[Fields]:
        """An array of tables. ``key``: the field whose value names the place of each."""
        values = self._take(field, list, "an array of tables", [])
        found = []
        for position, value in enumerate(values or (), start=1):
            label = value.get(key) if isinstance(value, dict) and key else None
            place = f"{field}[{label if isinstance(label, str) else position}]"
            found.append(self._inside(value, place))
        return found

    def close(self) -> None:
        for field in self._values:
            if field not in self._asked:
                self.note(field, "No such field.", "Correct its name or take it out.")

    def _inside(self, values: object, field: str) -> Fields:
        path = ".".join(part for part in (self.path, field) if part)
        return Fields(values, self._problems, file=self.file, code=self.code, path=path)

    def _take(self, field: str, kind: type, expected: str, default: Any) -> Any:
        self._asked.add(field)
        if field not in self._values:
            if default is None:
                self.note(field, "It is missing.", f"Add it: {expected}.")
                return kind()
            return default
        value = self._values[field]
        if type(value) is not kind:
            self.note(field, f"It is not {expected}.", f"Write {expected}.")
            return kind() if default is None else default
        return value
