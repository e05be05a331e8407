"""A letter, in the order offices expect: sender, place and day, reference, addressee, subject, text."""

from __future__ import annotations

from dataclasses import dataclass

from qantara.papers import Block, Paragraph, Run, Table
from qantara.word.markup import Element
from qantara.word.papers import blocks
from qantara.word.writing import Span, Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter in one language, ready to print. All words are already in it; empty parts are left out.

    sender, addressee  their lines: name of the body, service, street, town
    place_and_day      as the language writes it: "Tunis, le 3 mars 2026"
    reference          with its word: "Réf. : 12/2026"; one line each
    subject            with its word: "Objet : demande de données"
    body               paragraphs, lists and tables between greeting and farewell
    signature          lines under the farewell: function, then name
    annexes            their titles; ``annexes_title`` stands over them
    annexed            tables on pages of their own after the letter
    """

    lang: str
    sender: tuple[str, ...]
    place_and_day: str
    addressee: tuple[str, ...]
    subject: str
    body: tuple[Block, ...]
    greeting: str = ""
    farewell: str = ""
    signature: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()
    annexes_title: str = ""
    annexes: tuple[str, ...] = ()
    annexed: tuple[Table, ...] = ()
    running: str = ""  # line at the foot of each page, beside its number


def letter(given: Letter) -> bytes:
    """The letter as DOCX. The same letter gives the same bytes."""
    writer = Writer(given.lang)
    body: list[Element] = []
    body += _lines(writer, given.sender, is_first_strong=True)
    body.append(writer.paragraph(given.place_and_day, is_end=True))
    body += _lines(writer, given.reference)
    body += _lines(writer, given.addressee)
    body.append(writer.paragraph(given.subject, "LetterSubject"))
    text: tuple[Block, ...] = given.body
    if given.greeting:
        text = (Paragraph(runs=(Run(text=given.greeting),)), *text)
    if given.farewell:
        text = (*text, Paragraph(runs=(Run(text=given.farewell),)))
    for block in text:
        body += blocks(writer, block)
    if given.signature:
        body += [writer.paragraph(""), *_lines(writer, given.signature)]
    if given.annexes:
        writer.begin_numbers()
        body.append(writer.paragraph([Span(text=given.annexes_title, strong=True)]))
        body += [writer.paragraph(title, listed="numbers") for title in given.annexes]
    for table in given.annexed:
        body += [writer.page_break(), *blocks(writer, table)]
    return writer.finished(body, title=given.subject, running=given.running)


def _lines(
    writer: Writer, lines: tuple[str, ...], *, is_first_strong: bool = False
) -> list[Element]:
    """Lines that belong together, and a blank one behind them."""
    made = [
        writer.paragraph([Span(text=line, strong=is_first_strong and not place)], "LetterAddress")
        for place, line in enumerate(lines)
    ]
    return [*made, writer.paragraph("", "LetterAddress")] if made else []
