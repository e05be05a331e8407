"""A paper as HTML: the fragment of a page that is kept with a release.

The fragment holds what is frozen. What may change after the release (files, versions, a newer
release) is put into its two slots when a page is made, see :func:`fill`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils import translation

from qantara.papers import Figure, Paper, Section
from qantara.web.paper.text import Scribe

#: Raised by one whenever the same paper gives another fragment: kept fragments are then made anew.
VERSION = 5

ACTIONS, AFTER = "<!--slot:actions-->", "<!--slot:after-->"

#: Beside the words that say in which language a part is shown: its anchor stands in the slot.
_ASK = re.compile(r"<!--slot:ask ([\w-]+)-->")

#: Anchors of the sections a page puts into the second slot; they stand in the table of contents.
DOWNLOAD, VERSIONS = "download", "versions"


#: Lines left empty by the templates' own layout, half the bytes of a long page.
_INDENTATION = re.compile(r"[ \n]*\n[ ]*")


class RepeatedAnchor(ValueError):
    """Two parts of a paper have the same anchor: links to one of them would lead to the other."""


def body(paper: Paper, *, is_released: bool = True) -> str:
    """The paper in its own language as an HTML fragment: title block, contents, sections.

    ``is_released``: its contents end with what a release's page adds to it, downloads and versions.
    Raises RepeatedAnchor where an anchor is given twice.
    """
    scribe = Scribe(lang=paper.lang, anchors=_anchors(paper))
    with translation.override(paper.lang):
        html = render_to_string(
            "web/paper/paper.html",
            {
                "paper": paper,
                "scribe": scribe,
                "actions": ACTIONS,
                "after": AFTER,
                "download": DOWNLOAD,
                "versions": VERSIONS,
                "is_released": is_released,
            },
        )
    return _INDENTATION.sub("\n", html).strip()


def fill(
    fragment: str, *, actions: str, after: str, ask: Callable[[str], str] = lambda anchor: ""
) -> str:
    """The fragment with buttons under its title and further sections after its own.

    ``ask`` makes what stands beside a section that is shown in another language.
    """
    filled = fragment.replace(ACTIONS, actions, 1).replace(AFTER, after, 1)
    return _ASK.sub(lambda found: ask(found[1]), filled)


def _anchors(paper: Paper) -> frozenset[str]:
    given = Counter([DOWNLOAD, VERSIONS])
    for section in paper.sections:
        given.update(_anchors_of(section))
    if repeated := sorted(anchor for anchor, times in given.items() if times > 1):
        raise RepeatedAnchor(", ".join(repeated))
    return frozenset(given)


def _anchors_of(section: Section) -> list[str]:
    return [
        section.anchor,
        *(block.anchor for block in section.blocks if isinstance(block, Figure)),
    ]
