"""`qantara build`: what is made from the sources before anything runs: fonts, messages, static files.

Each is made again only when what it is made from has changed.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from qantara.cli import out


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    build = commands.add_parser(
        "build",
        help="make fonts, messages and static files",
        description="Makes what site and desk need beside the sources: fonts in the formats of "
        "web and print, compiled messages, static files with hashed names. What is up to date "
        "is not made again.",
    )
    build.set_defaults(run=run, needs_django=False)


def run(options: argparse.Namespace | None = None) -> None:
    from qantara.cli import messages
    from qantara.config import environment

    source = environment.ROOT / "qantara"
    _when_changed("fonts", (source / "fonts").rglob("*.py"), _fonts)
    _when_changed("messages", source.rglob("*.po"), messages.compile_all)
    static = [path for path in source.rglob("static/**/*") if path.is_file()]
    _when_changed("static files", [*static, *(source / "fonts").rglob("*.py")], _static)


def _fonts() -> None:
    from qantara.config import environment
    from qantara.fonts import build

    build.build(environment.var() / "fonts")


def _static() -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
    call_command("collectstatic", verbosity=0, interactive=False)


def _when_changed(name: str, sources: Iterable[Path], make: Callable[[], object]) -> None:
    from qantara.config import environment

    digest = hashlib.sha256()
    for path in sorted(sources):
        digest.update(str(path).encode() + path.read_bytes())
    stamp = environment.var() / "made" / name.replace(" ", "-")
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    out.print(f"Making {name} …")
    make()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest.hexdigest())
