"""What a letter says: a first text in the office's language, to be edited; and the letter made of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from qantara.core import locales
from qantara.knowledge.evidence.words import category
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.requests import countries
from qantara.knowledge.requests.models import DataRequest
from qantara.papers import Cell, Column, Paragraph, Row, Run, Table
from qantara.word.letters import Letter

#: Parts of a letter that are edited, in its order.
PARTS = (
    "sender", "place", "addressee", "subject", "legal_basis", "greeting", "body", "farewell", "signature",
)  # fmt: skip

Words = Mapping[str, str]


def first_text(
    request: DataRequest,
    framework: Framework,
    *,
    sender: str,
    place: str,
    earlier: Words,
) -> dict[str, str]:
    """A formal letter that asks for the lines of a request.

    sender, place  names of the body that writes and of the territory, in the letter's language
    earlier        parts of the last letter in this language, whose sender, legal basis and signature
                   are taken over; a legal basis is never made up for a country that exists
    """
    lang, country = request.language, request.territory.country
    with override(lang):
        invented = _("Statistics Act of this invented country, article 12")
        return {
            "sender": earlier.get("sender") or sender,
            "place": earlier.get("place") or place,
            "addressee": "",
            "subject": _("Request for statistical data on %(place)s") % {"place": place},
            "legal_basis": earlier.get("legal_basis")
            or (invented if countries.is_invented(country) else ""),
            "greeting": _("Dear Sir or Madam,"),
            "body": "\n\n".join(
                [
                    _(
                        "%(sender)s is preparing its migration profile and needs figures on %(place)s for it"
                        " that your office may hold."
                    )
                    % {"sender": sender, "place": place},
                    _("We kindly ask you for the following figures:"),
                    *_asked(request, framework, lang),
                    _(
                        "We ask for totals only. Please send no list of people and nothing by which a"
                        " person could be recognised. Where a figure is too small to be given, leave it"
                        " empty and say so in the table."
                    ),
                    _(
                        "Please fill in the annexed table and return it by %(day)s. If you do not hold a"
                        " figure, or may not give it, we would be grateful for a short answer that says so."
                    )
                    % {"day": day(request.deadline, request)},
                ]
            ),
            "farewell": _("Yours faithfully,"),
            "signature": earlier.get("signature", ""),
        }


def reminder_text(request: DataRequest, asked: Words) -> dict[str, str]:
    """A polite letter that recalls one that was sent; its other parts as in that one."""
    assert request.sent_on is not None
    with override(request.language):
        return dict(asked) | {
            "subject": _("Reminder: %(subject)s") % {"subject": asked["subject"]},
            "body": "\n\n".join(
                [
                    _(
                        "On %(day)s we wrote to you under reference %(number)s and asked for figures."
                    )
                    % {"day": day(request.sent_on, request), "number": request.number},
                    _(
                        "We have not received an answer yet. We would be grateful if you could return the"
                        " annexed table, or let us know when we may expect it."
                    ),
                    _("If your answer crossed this letter, please disregard it."),
                ]
            ),
        }


def day(on: date, request: DataRequest) -> str:
    """As the letter's language and country write it."""
    return locales.day(on, countries.tag(request.language, request.territory.country))


def paragraphs(request: DataRequest, words: Words) -> list[str]:
    """The text of a letter, its legal basis behind the first paragraph."""
    found = [text.strip() for text in words["body"].split("\n\n") if text.strip()]
    if words["legal_basis"]:
        with override(request.language):
            found.insert(1, _("Legal basis: %(law)s") % {"law": words["legal_basis"]})
    return found


def letter(
    request: DataRequest, words: Words, framework: Framework, *, on: date, link: str
) -> Letter:
    """The letter as values. ``link``: address in full by which it can be answered; empty: none."""
    lang = request.language
    with override(lang):
        body = [Paragraph(runs=(Run(text=text),)) for text in paragraphs(request, words)]
        if link:
            body.append(
                Paragraph(
                    runs=(
                        Run(text=_("You can answer without an account at this address:") + " "),
                        Run(text=link, kind="link", href=link, lang="en"),
                    )
                )
            )
        title = _("Table to be filled in")
        return Letter(
            lang=lang,
            sender=_lines(words["sender"]),
            place_and_day=pgettext("place and day of a letter", "%(place)s, %(day)s")
            % {"place": words["place"], "day": day(on, request)},
            reference=(_("Our reference: %(number)s") % {"number": request.number},),
            addressee=_lines(words["addressee"]),
            subject=_("Subject: %(subject)s") % {"subject": words["subject"]},
            greeting=words["greeting"],
            body=tuple(body),
            farewell=words["farewell"],
            signature=_lines(words["signature"]),
            annexes_title=pgettext("of a letter", "Annex"),
            annexes=(title,),
            annexed=(table(request, framework, lang, title),),
            running=request.number,
        )


def table(request: DataRequest, framework: Framework, lang: str, title: str) -> Table:
    """The lines asked for, with an empty column for the figure."""
    heads = (
        pgettext("annexed table", "Indicator"),
        pgettext("annexed table", "Category"),
        pgettext("annexed table", "Period"),
        pgettext("annexed table", "Unit"),
        pgettext("annexed table", "Figure"),
    )
    return Table(
        caption=title,
        columns=tuple(Column(title=head, numeric=head == heads[-1]) for head in heads),
        rows=tuple(
            Row(
                header=Cell(text=framework.definition(line["definition"]).name[lang]),
                cells=(
                    Cell(text=category(framework, line["breakdown"], lang) or _("all")),
                    Cell(text=line["period"]),
                    Cell(text=framework.units[line["unit"]].name[lang]),
                    Cell(text=" ", numeric=True),
                ),
            )
            for line in request.asked
        ),
    )


def _asked(request: DataRequest, framework: Framework, lang: str) -> list[str]:
    """One paragraph an indicator: name, definition, parts, period."""
    found: dict[str, list[str]] = {}
    for line in request.asked:
        parts = found.setdefault(line["definition"], [])
        if line["breakdown"]:
            parts.append(category(framework, line["breakdown"], lang))
    said = []
    period = request.asked[0]["period"]
    for code, parts in found.items():
        one = framework.definition(code)
        about = {"name": one.name[lang], "definition": one.definition[lang], "period": period}
        if parts:
            pattern = _("– %(name)s, %(period)s, in total and by: %(parts)s. %(definition)s")
            said.append(pattern % (about | {"parts": locales.listing(parts, lang)}))
        else:
            said.append(_("– %(name)s, %(period)s. %(definition)s") % about)
    return said


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
