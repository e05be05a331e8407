"""One table of a mapping file, every key of which is taken, known and of the right kind."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qantara.core.errors import DomainError
from qantara.knowledge.evidence.mapping.model import Lookup, Said

#: What is said where a key has a value of another kind than it should.
_KINDS: dict[type, Promise] = {
    str: gettext_lazy("“%(key)s” is a text in quotation marks."),
    int: gettext_lazy("“%(key)s” is a whole number, without quotation marks."),
    bool: gettext_lazy("“%(key)s” is true or false, without quotation marks."),
    date: gettext_lazy("“%(key)s” is a day such as 2026-11-02, without quotation marks."),
    list: gettext_lazy('“%(key)s” is a list of texts, such as ["one", "two"].'),
    dict: gettext_lazy('“%(key)s” is a table of texts, such as { men = "M", women = "F" }.'),
}


class MappingError(DomainError):
    """The mapping file is wrong; the message says where and what."""


class Table:
    """One table of the file. Every key is taken; what is left over is an error."""

    def __init__(self, table: dict[str, Any], where: str, codes: dict[str, Any]) -> None:
        self.left, self.where, self.codes = dict(table), where, codes
        self.asked: set[str] = set()

    def fail(self, what: str) -> MappingError:
        place = self.where or _("the mapping")
        return MappingError(_("In %(place)s: %(what)s") % {"place": place, "what": what})

    def take(self, key: str) -> Any:
        self.asked.add(key)
        return self.left.pop(key, None)

    def finish(self, *others: str) -> None:
        """Refuse what is left over. ``others``: keys that could have been here too."""
        choices = sorted(self.asked.union(others))
        for key in self.left:
            known = get_close_matches(key, choices, n=3) or choices
            raise self.fail(
                _("“%(key)s” means nothing here. What may be said here: %(known)s.")
                % {"key": key, "known": ", ".join(known)}
            )

    def wrong_kind(self, key: str, kind: type) -> MappingError:
        return self.fail(str(_KINDS[kind]) % {"key": key})

    def _typed(self, key: str, kind: type, default: Any) -> Any:
        value = self.take(key)
        if value is None:
            if default is None:
                raise self.fail(_("“%(key)s” is missing.") % {"key": key})
            return default
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong_kind(key, kind)
        return value

    def text(self, key: str, default: str | None = None) -> str:
        return str(self._typed(key, str, default))

    def whole_number(self, key: str, default: int) -> int:
        return int(self._typed(key, int, default))

    def truth(self, key: str, default: bool | None = None) -> bool:
        return bool(self._typed(key, bool, default))

    def day(self, key: str) -> date:
        value: date = self._typed(key, date, None)
        return value

    def one_of(self, key: str, choices: tuple[str, ...]) -> str:
        value = self.text(key, choices[0])
        if value not in choices:
            raise self.fail(
                _("“%(key)s” is “%(value)s”; it can be: %(choices)s.")
                % {"key": key, "value": value, "choices": ", ".join(filter(None, choices))}
            )
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = (
            self._typed(key, list, [])
            if not isinstance(self.left.get(key), str)
            else [self.take(key)]
        )
        if not all(isinstance(item, str) for item in value):
            raise self.wrong_kind(key, list)
        return tuple(value)

    def whole_numbers(self, key: str) -> list[int]:
        value = self._typed(key, list, [])
        if not all(type(item) is int and item > 0 for item in value):
            raise self.fail(
                _("“%(key)s” is a list of row numbers from 1, such as [6, 7].") % {"key": key}
            )
        return list(value)

    def table(self, key: str, *, required: bool = False) -> Table:
        value = self._typed(key, dict, None if required else {})
        return Table(value, f"{self.where}.{key}".lstrip("."), self.codes)

    def tables(self, key: str, *, required: bool = False) -> list[Table]:
        value = self._typed(key, list, None if required else [])
        return [
            Table(each, f"{self.where}.{key} {number}".lstrip("."), self.codes)
            for number, each in enumerate(value, 1)
        ]

    def said(self, key: str, default: str | None = None) -> Said:
        """Text for all rows, or a table with the column to look it up in."""
        value = self.left.get(key)
        if not isinstance(value, dict):
            return self.text(key, default)
        return lookup(self.table(key))


def lookup(table: Table) -> Lookup:
    column = table.text("column")
    pattern, as_ = table.text("pattern", ""), table.text("as", "")
    fitting = compiled(table, pattern or "(.*)", as_ or "{1}") if pattern or as_ else None
    found = Lookup(
        column=column,
        pattern=fitting,
        as_=as_ or "{1}",
        codes=codes(table),
        scheme=table.text("scheme", ""),
        ignore=frozenset(table.texts("ignore")),
        rest=table.text("rest") if "rest" in table.left else None,
    )
    table.finish("rest")
    return found


def compiled(table: Table, pattern: str, *templates: str) -> re.Pattern[str]:
    """The regular expression, which has the groups that the templates ask for. MappingError."""
    try:
        found = re.compile(pattern)
        for template in templates:
            template.format(*("" for _group in range(found.groups + 1)))
    except (re.error, IndexError, KeyError, ValueError):
        raise table.fail(
            _(
                "“pattern” is no regular expression, or a group such as {1} is asked for that it does not"
                " have. {1} stands for the first group in round brackets."
            )
        ) from None
    return found


def codes(table: Table) -> dict[str, str]:
    """A table of codes written here, or the name of one written under [codes]."""
    value = table.take("codes")
    if isinstance(value, str):
        if value not in table.codes:
            raise table.fail(_("there is no [codes.%(name)s].") % {"name": value})
        value = table.codes[value]
    value = value or {}
    if not isinstance(value, dict) or not all(isinstance(code, str) for code in value.values()):
        raise table.wrong_kind("codes", dict)
    return {str(text): code for text, code in value.items()}
