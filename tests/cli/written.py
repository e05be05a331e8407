"""Commands as a page of the documentation has them, and what each prints for the next."""

from __future__ import annotations

import re
import shlex

from tests.grounds import ROOT

#: What a command prints and a later one is given.
PRINTED = {
    "IMPORT": r"Import ([0-9a-f-]{36})",
    "CASE": r"Draft ([0-9a-f-]{36})",
    "ADDRESS": r"/r/(\w+)$",
}


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def commands(text: str) -> list[list[str]]:
    """The `qantara` commands of a page, in order, as words."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("qantara ")]


def found_in(printed: str) -> dict[str, str]:
    """The words of the page that stand for what was printed: ``CASE``, ``IMPORT``, ``ADDRESS``."""
    return {
        name: found[1]
        for name, pattern in PRINTED.items()
        if (found := re.search(pattern, printed, re.MULTILINE))
    }
