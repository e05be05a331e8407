"""`qantara messages`: translations of the interface, checked and compiled, without GNU gettext."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from qantara.cli import out

LANGUAGES = ("ar", "es", "fr")  # English stands in the sources
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    messages = commands.add_parser("messages", help="translations of the interface")
    acts = messages.add_subparsers(metavar="ACT", required=True)
    made = acts.add_parser(
        "compile",
        help="compile every message file",
        description="Compiles every message file; `qantara build` does it where one has changed.",
    )
    made.set_defaults(run=lambda options: compile_all(), needs_django=False)
    check = acts.add_parser(
        "check",
        help="nothing missing, fuzzy, or with other placeholders",
        description="Compares what Python files and templates say with the message files of each "
        "language. Exit status 1 where a message is missing, untranslated, fuzzy, no longer used "
        "or has other placeholders than its source.",
    )
    check.set_defaults(run=check_all, needs_django=False)


def files() -> list[Path]:
    from qantara.config import environment

    return sorted((environment.ROOT / "qantara").rglob("locale/*/LC_MESSAGES/*.po"))


def compile_all() -> None:
    import polib

    for path in files():
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def check_all(options: argparse.Namespace) -> int:
    found = [problem for path in files() for problem in problems(path)]
    found += [problem for lang in LANGUAGES for problem in missing(lang)]
    for problem in found:
        out.print(f"✗ {problem}", markup=False)
    out.print(f"{len(files())} message files, {len(found)} problems.")
    return 1 if found else 0


def problems(path: Path) -> Iterator[str]:
    """What is missing, fuzzy or wrong in one message file."""
    import polib

    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        where = f"{path}:{entry.linenum} {entry.msgid[:50]!r}"
        if entry.obsolete:
            yield f"{where}: no longer used, delete it"
        elif entry.fuzzy:
            yield f"{where}: fuzzy"
        elif not entry.translated():
            yield f"{where}: not translated"
        elif not _same_placeholders(entry):
            yield f"{where}: other placeholders than the source"


def missing(lang: str) -> Iterator[str]:
    """What Python or templates say and no message file of a language knows."""
    import polib

    from qantara.cli import wording
    from qantara.config import environment

    source = environment.ROOT / "qantara"
    known = {
        (entry.msgctxt or "", entry.msgid)
        for path in source.rglob(f"locale/{lang}/LC_MESSAGES/*.po")
        for entry in polib.pofile(str(path))
        if not entry.obsolete
    }
    for each in sorted(wording.said(source), key=lambda each: (each.path, each.line)):
        if (each.context, each.text) not in known:
            where = f"{each.path.relative_to(environment.ROOT)}:{each.line}"
            yield f"{where} {each.text[:50]!r}: in no message file of {lang}"


def _same_placeholders(entry: object) -> bool:
    texts = list(getattr(entry, "msgstr_plural", {}).values()) or [entry.msgstr]  # type: ignore[attr-defined]
    sources = [entry.msgid, getattr(entry, "msgid_plural", "")]  # type: ignore[attr-defined]
    wanted = {mark for source in sources for mark in PLACEHOLDER.findall(source)}
    # A plural form for one or two may spell the number out.
    return all(set(PLACEHOLDER.findall(text)) <= wanted for text in texts) and any(
        set(PLACEHOLDER.findall(text)) == wanted for text in texts
    )
