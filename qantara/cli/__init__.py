"""The `qantara` command: what an operator does. English, like the logs.

A command parses its options, calls the act a page would call, and prints what changed.
"""

from __future__ import annotations

import sys

from rich.console import Console

#: The languages people read, by the names the command line gives them.
LANGUAGES = {"ar": "Arabic", "en": "English", "es": "Spanish", "fr": "French"}

#: Tables are cut to a terminal's width, and to none where another program reads them.
out = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 240)
err = Console(stderr=True, highlight=False, soft_wrap=True)


class CommandFailed(SystemExit):
    """A command could not do its work; the message says what to do. Exit status 1."""

    def __init__(self, message: str) -> None:
        err.print(f"[bold red]Stopped.[/] {message}")
        super().__init__(1)
