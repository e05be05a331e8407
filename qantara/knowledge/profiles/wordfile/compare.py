"""What a document that came back would change, block by block. Pure: nothing is stored.

A change that was tracked and one that was not are told in the same way: what the file says with every
change accepted is held against the text on record. Whoever changed it, and their comments, come from
the file and are kept nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qantara.knowledge.profiles import placed
from qantara.knowledge.profiles.bind import references
from qantara.word import bookmarks
from qantara.word.blocks import Passage, passage
from qantara.word.bookmarks import Tag, tag
from qantara.word.markup import document, serialised, w
from qantara.word.opening import parsed
from qantara.word.reading import document as read
from qantara.word.styles import numbering, styles
from qantara.word.values import Comment, Document, Piece, Retyped
from qantara.word.writing import Writer

Kind = Literal["same", "changed", "added", "removed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One block beside what the document makes of it.

    original   the text on record, as Markdown; empty where it is added
    changed    as the document has it; empty where it is removed
    after      the block it stands behind in the document; empty for the first
    is_moved   it stands behind another block than it did
    is_stale   the text was changed on record since the document was downloaded
    unbound    series keys that the original binds and the changed text does not
    """

    kind: Kind
    block: str
    lang: str
    version: int
    source: str
    original: str
    changed: str
    after: str = ""
    is_moved: bool = False
    is_stale: bool = False
    authors: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    retyped: tuple[Retyped, ...] = ()
    unbound: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether there is something to decide."""
        return self.kind != "same" or self.is_moved


def changes(found: Document, standing: Sequence[Passage]) -> list[Change]:
    """Every block of ``standing`` and every one that is new, in the order of the document.

    standing  the blocks on record in the language of the document, in order
    """
    as_sent = {one.tag.block: _as_read(one) for one in standing}
    every = " ".join(one.markdown for one in standing)
    pieces = [
        replace(piece, before=_with_keys(piece.before, every), after=_with_keys(piece.after, every))
        for piece in found.pieces
    ]
    placed = _placed(pieces, standing, as_sent)
    known = {one.tag.block: one for one in standing}
    sequence = [block for block, _said, _piece in placed if block in known]
    moved = _moved([one.tag.block for one in standing if one.tag.block in sequence], sequence)
    made, last = list[Change](), ""
    for block, said, piece in placed:
        if block in known:
            made.append(_held(known[block], said, piece, as_sent[block], last, block in moved))
            last = block
        elif piece.after:
            made.append(_added(piece, found.lang, standing, last))
    there = {change.block for change in made}
    made += [_removed(one) for one in standing if one.tag.block not in there]
    return made


def _placed(
    pieces: Sequence[Piece], standing: Sequence[Passage], as_sent: Mapping[str, str]
) -> list[tuple[str, Tag | None, Piece]]:
    """Pieces with the block each is of; empty where it is none of them.

    By its tag; where a program lost those, by a text that is word for word that of a block; at last by
    where it stands.
    """
    free = {one.tag.block for one in standing}
    made: list[tuple[str, Tag | None, Piece]] = []
    for piece in pieces:
        said = tag(piece.tag) if piece.tag else None
        block = said.block if said and said.block in free else ""
        free.discard(block)
        made.append((block, said, piece))
    for place, (block, said, piece) in enumerate(made):
        if block or not piece.before:
            continue
        same = next((one for one in as_sent if one in free and as_sent[one] == piece.before), "")
        free.discard(same)
        made[place] = (same, said, piece)
    for place, block in _rewritten(made, [one.tag.block for one in standing]):
        made[place] = (block, *made[place][1:])
    return made


def _rewritten(
    made: Sequence[tuple[str, Tag | None, Piece]], standing: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """Paragraphs typed anew where just as many blocks are missing, between the same neighbours."""
    there = {block for block, _said, _piece in made if block}
    new: list[int] = []
    last = -1
    for place, (block, _said, piece) in enumerate([*made, ("", None, Piece(kind="text"))]):
        is_end = place == len(made)
        if not block and not is_end:
            new += [place] if piece.after else []
            continue
        here = len(standing) if is_end else standing.index(block)
        missing = [one for one in standing[last + 1 : here] if one not in there]
        if len(missing) == len(new):
            yield from zip(new, missing, strict=True)
        new, last = [], here


def _held(
    one: Passage, said: Tag | None, piece: Piece, as_sent: str, last: str, is_moved: bool
) -> Change:
    is_same = piece.after == as_sent
    lost = [key for key in references(one.markdown) if key not in references(piece.after)]
    return Change(
        kind="same" if is_same else "changed" if piece.after else "removed",
        block=one.tag.block,
        lang=one.tag.lang,
        version=one.tag.version,
        source=said.source if said else one.tag.source[:6],
        original=one.markdown,
        changed="" if is_same else piece.after,
        after=last,
        is_moved=is_moved,
        is_stale=said is not None and not is_same and said.version != one.tag.version,
        authors=piece.authors,
        comments=piece.comments,
        retyped=tuple(_with_printed(told, one) for told in piece.retyped),
        unbound=() if is_same else tuple(dict.fromkeys(lost)),
    )


def _added(piece: Piece, lang: str, standing: Sequence[Passage], last: str) -> Change:
    lang = lang or (standing[0].tag.lang if standing else "")
    return Change(
        kind="added", block="", lang=lang, version=0, source="", original="",
        changed=piece.after, after=last, authors=piece.authors,
        comments=piece.comments, retyped=piece.retyped,
    )  # fmt: skip


def _removed(one: Passage) -> Change:
    return Change(
        kind="removed", block=one.tag.block, lang=one.tag.lang, version=one.tag.version,
        source=one.tag.source[:6], original=one.markdown, changed="",
        unbound=tuple(dict.fromkeys(references(one.markdown))),
    )  # fmt: skip


def _as_read(one: Passage) -> str:
    """A block's text as it comes back from a document in which nobody changed it."""
    writer = Writer(one.tag.lang)
    root = document("document", w("body", *passage(writer, one)))
    parts = {
        "word/document.xml": root,
        "word/styles.xml": styles(one.tag.lang),
        "word/numbering.xml": numbering(one.markdown.count("\n") + 1),
        "word/_rels/document.xml.rels": parsed(writer.relations.written().encode()),
    }
    parts["word/document.xml"] = parsed(serialised(root))
    return next((_with_keys(piece.after, one.markdown) for piece in read(parts).pieces), "")


def _with_printed(told: Retyped, one: Passage) -> Retyped:
    """What was printed is taken from the record where the document has lost it."""
    printed = (said for key, said in one.printed.items() if bookmarks.digest(key) in told.figure)
    return told if told.was else replace(told, was=next(printed, ""))


def _with_keys(markdown: str, original: str) -> str:
    """References that went by a digest get their series key back."""
    for key in (*references(original), *_charts(original)):
        markdown = markdown.replace(f"{{fig#{bookmarks.digest(key)}}}", f"{{fig:{key}}}")
    return markdown.replace("{fig:chart:", "{chart:")


def _charts(markdown: str) -> list[str]:
    """The charts of a text, under the names they have in a document."""
    return [f"chart:{name}" for name in placed.references(markdown)]


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Those to be moved so that ``before`` becomes ``after``: all but the longest run in order."""
    place = {block: at for at, block in enumerate(before)}
    best: list[tuple[str, ...]] = [()]
    for block in after:
        ahead = (one for one in best if not one or place[one[-1]] < place[block])
        best.append((*_longest(ahead), block))
    return set(after) - set(_longest(best))


def _longest(runs: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return max(runs, key=lambda run: len(run))
