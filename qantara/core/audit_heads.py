"""The heads of the audit log's chains, noted down outside the database.

Whoever can change every line can also take the newest off, or seal all of them anew with the key. What
was noted down elsewhere then no longer fits. The file is text, a line each time, added to and never
rewritten; it names holders by their ids, and tells nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from qantara.core import audit


def note(path: Path, *, at: datetime) -> int:
    """Add the heads that moved on since they were last noted; how many."""
    known = {head.holder: head for head in kept(path)}
    moved = [head for head in audit.heads() if known.get(head.holder) != head]
    if moved:
        path.parent.mkdir(parents=True, exist_ok=True)
        line = {
            "at": at.isoformat(),
            "heads": [[head.holder, head.place, head.seal] for head in moved],
        }
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, separators=(",", ":")) + "\n")
    return len(moved)


def kept(path: Path) -> Iterator[audit.Head]:
    """Every head that was noted down, oldest first; none where there is no file yet.

    Raises ValueError for a line that is none of ours.
    """
    if not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        for line in file:
            for holder, place, seal in json.loads(line)["heads"]:
                yield audit.Head(holder, place, seal)
