"""Text of a paper as HTML: escaped, foreign words marked, figures kept from turning around.

In a right-to-left sentence ``20–49`` reads as ``49–20`` and ``PDF، 24`` in the wrong order unless
each such stretch is isolated. Left-to-right sentences need it for Arabic words only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString

from qantara.papers import DASH, Flag, Run, Runs, State, foreign, signs

Direction = Literal["rtl", "ltr"]

#: Classes of flags, by SDMX CL_OBS_STATUS letter.
FLAG_CLASSES = {"A": "o", "E": "e", "P": "p", "B": "b"}


def direction(lang: str) -> Direction:
    return "rtl" if lang.split("-")[0] == "ar" else "ltr"


def isolated(text: str, lang: str) -> str:
    """``text`` escaped; in Arabic, what is read from left to right in ``bdi``."""
    if direction(lang) == "ltr":
        return str(escape(text))
    return "".join(
        f'<bdi dir="ltr">{escape(piece)}</bdi>' if is_foreign else str(escape(piece))
        for piece, is_foreign in foreign.pieces(text)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scribe:
    """Writes the text of one paper. ``anchors``: the ids on its page, so that no link leads nowhere."""

    lang: str
    anchors: frozenset[str] = frozenset()

    def text(self, text: str) -> SafeString:
        return SafeString(isolated(text, self.lang))

    def figure(self, printed: str) -> SafeString:
        """A printed figure, or the word in its place, apart from the text around it."""
        return SafeString(_apart(printed, self.lang))

    def in_place(self, word: str, state: State, href: str = "") -> SafeString:
        """What stands where a figure is not shown: its sign and word, a way to it, or a dash."""
        if state == "blank":
            dash = f'<span aria-hidden="true">{DASH}</span>'
            return SafeString(f'{dash}<span class="vh">{self.text(word)}</span>')
        said = f"{signs.svg(state)}{self.text(word)}"
        names = f"gap {state.replace('_', '-')}"
        if href:
            return SafeString(f'<a class="{names}" href="{escape(href)}">{said}</a>')
        return SafeString(f'<span class="{names}">{said}</span>')

    def runs(self, runs: Runs, lang: str = "") -> SafeString:
        """Runs in the paper's language, or in ``lang`` where a section is shown in another."""
        return SafeString("".join(self._run(run, lang or self.lang) for run in runs))

    def flags(self, flags: tuple[Flag, ...]) -> SafeString:
        return SafeString(
            " ".join(
                f'<span class="flag {FLAG_CLASSES.get(flag.code, "")}">{escape(flag.word)}</span>'
                for flag in flags
            )
        )

    def _run(self, run: Run, around: str) -> str:
        if run.lang and run.lang != around:
            html = f'<bdi lang="{escape(run.lang)}">{isolated(run.text, run.lang)}</bdi>'
        elif run.kind == "figure":
            html = _apart(run.text, around)
        elif run.kind == "name":
            html = f"<bdi>{escape(run.text)}</bdi>"
        else:
            html = isolated(run.text, around)
        if run.kind == "strong":
            return f"<strong>{html}</strong>"
        if run.kind == "link" and run.href:
            return f'<a href="{escape(run.href)}">{html}</a>'
        if run.kind == "figure" and run.href.removeprefix("#") in self.anchors:
            return f'<a class="quoted" href="#{escape(run.href.removeprefix("#"))}">{html}</a>'
        return html


def _apart(printed: str, lang: str) -> str:
    """A figure in its own order inside Arabic text; one with Arabic words in it keeps theirs."""
    if direction(lang) == "ltr" or foreign.ARABIC.search(printed):
        return isolated(printed, lang)
    return f'<bdi dir="ltr">{escape(printed)}</bdi>'
