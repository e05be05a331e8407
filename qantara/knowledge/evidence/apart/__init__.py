"""Apart: files are parsed by a process of their own that has nothing to lose.

Each file gets a fresh interpreter without database, secrets or network, with limits on memory, time,
open files and what it writes. It reads the one file, looks whether it is a list of people, and hands
back sheets of text; what goes wrong in it is told in the reader's language. See
docs/files-and-people.md and docs/decisions/0010-files-are-read-apart.md.

``call`` is our side of it, ``child`` and ``walls`` the other. The child imports this package before
its walls stand, so nothing is imported here that need not be.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qantara.knowledge.evidence.apart.allowance import Allowance
    from qantara.knowledge.evidence.readers.sheets import ReadOptions, Sheets

__all__ = ["about_template", "read"]


def read(
    path: Path, *, options: ReadOptions | None = None, allowance: Allowance | None = None
) -> Sheets:
    """What ``readers.read`` gives, made in a process apart; marks that nobody sees are taken out.

    Raises ListOfPeople (people.verdict) for a list of people; UnreadableFile (readers.sheets) for
    what no reader knows, and where reading takes too much memory or time, or makes its program fail.
    """
    from qantara.knowledge.evidence.apart import call

    return call.sheets(path, options, allowance)


def about_template(path: Path, *, allowance: Allowance | None = None) -> dict[str, str]:
    """What ``readers.template.about`` gives, made in a process apart. Raises UnreadableFile."""
    from qantara.knowledge.evidence.apart import call

    return call.about_template(path, allowance)
