"""What the sources say to a reader: every message in Python and templates, without GNU gettext."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

#: Function of Django's translation -> the places of context and text among its arguments.
_FUNCTIONS = {
    "gettext": (None, 0), "gettext_lazy": (None, 0), "gettext_noop": (None, 0), "_": (None, 0),
    "ngettext": (None, 0), "ngettext_lazy": (None, 0), "pgettext": (0, 1), "pgettext_lazy": (0, 1),
    "npgettext": (0, 1), "npgettext_lazy": (0, 1),
}  # fmt: skip
_CALL = re.compile(r"\b(?:n?p?gettext|_)\(")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message, and the first place where it is said."""

    context: str
    text: str
    path: Path = field(compare=False)
    line: int = field(compare=False)


def said(folder: Path) -> set[Said]:
    """Every message in the Python files and templates under a folder.

    A message that is put together while the program runs is not seen.
    """
    found: dict[tuple[str, str], Said] = {}
    for path in sorted(folder.rglob("*.py")):
        for each in _in_python(path):
            found.setdefault((each.context, each.text), each)
    for path in sorted(folder.rglob("templates/**/*.*")):
        for each in _in_template(path):
            found.setdefault((each.context, each.text), each)
    return set(found.values())


def _in_python(path: Path) -> Iterator[Said]:
    tree = ast.parse(path.read_text())
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else _name(node.func)
            yield from _message(node, names.get(called, called), path, node.lineno)


def _in_template(path: Path) -> Iterator[Said]:
    from django.utils.translation.template import templatize

    text = templatize(path.read_text())
    for match in _CALL.finditer(text):
        node = _call_at(text, match.start())
        if node:
            line = text.count("\n", 0, match.start()) + 1
            yield from _message(node, _name(node.func), path, line)


def _call_at(text: str, start: int) -> ast.Call | None:
    """The call that begins there. What stands between the calls is no Python."""
    for end in re.finditer(r"\)", text[start:]):
        try:
            parsed = ast.parse(text[start : start + end.end()], mode="eval").body
        except SyntaxError:
            continue
        return parsed if isinstance(parsed, ast.Call) else None
    return None


def _message(call: ast.Call, function: str, path: Path, line: int) -> Iterator[Said]:
    if function not in _FUNCTIONS:
        return
    context, text = (
        "" if place is None else _literal(call, place) for place in _FUNCTIONS[function]
    )
    if text and context is not None:
        yield Said(context=context, text=text, path=path, line=line)


def _literal(call: ast.Call, place: int) -> str | None:
    argument = call.args[place] if place < len(call.args) else None
    value = argument.value if isinstance(argument, ast.Constant) else None
    return value if isinstance(value, str) else None


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""
