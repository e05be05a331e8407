"""What is open on a city's desk as a paper in one language: page, PDF and Word are made of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from qantara.accounts.models import Invitation
from qantara.accounts.words import holder_name, title_name
from qantara.core import locales
from qantara.desk.handover.gathering import Open
from qantara.desk.requests import said
from qantara.desk.templatetags.desk import step_name
from qantara.desk.templatetags.doors import last_day, request_name
from qantara.knowledge.dues import words as dues
from qantara.network.handovers.hand import successor_of
from qantara.network.handovers.models import Handover
from qantara.network.stakeholders import words
from qantara.network.stakeholders.models import Part, Stakeholder
from qantara.papers import (
    Block,
    Cell,
    Column,
    Facts,
    Note,
    Paper,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Table,
)
from qantara.releases.words import kind_name
from qantara.web import names

#: Sections named: those changed last. The rest is counted, so that the page stays one.
DRAFTS = 6
#: One row of a table: its head, then its cells.
Line = Sequence[str]


def paper(handover: Handover, found: Open, lang: str, *, at: datetime) -> Paper:
    """In ``lang``, as the desk stands at ``at``."""
    with override(lang):
        return _paper(handover, found, lang, at)


def _paper(handover: Handover, found: Open, lang: str, at: datetime) -> Paper:
    city = holder_name(handover.holder, lang)
    title = _("Handing over the desk of %(city)s") % {"city": city}
    successor = successor_of(handover)
    facts = [
        (_("Leaves"), handover.leaving.name),
        (_("Last day"), locales.day(handover.leaves_on, lang)),
        (_("Takes over"), successor.name if successor else _("not known yet")),
        (_("As of"), locales.day(at.date(), lang)),
    ]
    sections = [
        *_words(handover),
        _promises(handover, found, lang),
        _drafts(handover, found, lang),
        _doors(handover, found, lang),
        _contacts(handover, found, lang),
    ]
    return Paper(
        lang=lang,
        kicker=_("Handover"),
        title=title,
        lede=(Run(text=_("What is promised, begun and open, with its day, and whom to ask.")),),
        facts=Facts(pairs=tuple((label, (Run(text=value, kind="name"),)) for label, value in facts)),
        notices=(
            Note(
                runs=(
                    Run(text=_("Private to the city."), kind="strong"),
                    Run(text=" " + _("It names people and offices. Do not pass it on; delete it when you no longer need it.")),
                ),
                tone="warn",
            ),
        ),
        sections=tuple(sections),
        running=f"{title} · {locales.day(at.date(), lang)}",
        address=_at("desk:handover-page", lang, key=handover.pk, text_lang=lang),
    )  # fmt: skip


def _words(handover: Handover) -> Iterable[Section]:
    if not handover.words:
        return
    theirs = handover.leaving.language
    yield Section(
        anchor="words",
        title=_("In their own words"),
        blocks=tuple(
            Paragraph(runs=(Run(text=each.strip(), lang=theirs),))
            for each in handover.words.splitlines()
            if each.strip()
        ),
    )


def _promises(handover: Handover, found: Open, lang: str) -> Section:
    slug = handover.holder.slug
    blocks = [
        *_table(
            _("Letters that ask for data"),
            (_("Letter"), _("To"), _("State"), _("What to do next"), _("Day")),
            [
                (
                    one.number, one.contact.organisation if one.contact else _("nobody yet"),
                    said.state(one.state), step.words, _day(step.on or one.deadline, lang),
                )
                for one, step in found.letters
            ],
            _link(_("All letters"), "desk:requests", lang, slug=slug),
        ),
        *_table(
            _("Days the network set"),
            (_("What"), _("Day")),
            [
                (str(dues.step_name(item.step, item.language)), _day(item.day.on, lang))
                for item in found.dues
            ],
        ),
        *_table(
            _("Proposed for release and not released yet"),
            (_("What"), _("State"), _("Since")),
            [
                (kind_name(case.kind), step_name(step), _day(case.opened_at.date(), lang))
                for case, step in found.cases
            ],
            _link(_("The city’s way"), "desk:city", lang, slug=slug),
        ),
        *_table(
            _("Files that wait"),
            (_("File"), _("Brought in")),
            [(one.name, _day(one.received_at.date(), lang)) for one in found.arrivals],
            _link(_("All files"), "desk:figures", lang),
        ),
    ]  # fmt: skip
    return _section("promises", _("Promises and dates"), blocks)


def _drafts(handover: Handover, found: Open, lang: str) -> Section:
    many = len({one.slug for one in found.drafts}) > 1
    rows = []
    for one in found.drafts[:DRAFTS]:
        title = names.in_language(one.title, lang)[0]
        place = names.in_language(one.place, lang)[0]
        rows.append(
            (
                f"{title} ({place})" if many else title,
                _day(one.at.date(), lang) if one.at else _("not on record"),
            )
        )
    blocks = _table(
        _("Sections of the profile with text"), (_("Section"), _("Last changed")), rows,
        _link(_("The profile"), "desk:profiles", lang),
    )  # fmt: skip
    if more := len(found.drafts[DRAFTS:]):
        told = ngettext(
            "%(count)s other section has text and was changed before.",
            "%(count)s other sections have text and were changed before.",
            more,
        ) % {"count": locales.number(more, lang)}
        blocks.insert(1, Paragraph(runs=(Run(text=told),)))
    return _section("drafts", _("Drafts"), blocks)


def _doors(handover: Handover, found: Open, lang: str) -> Section:
    blocks = [
        *_table(
            _("Invitations that can still be accepted"),
            (_("Address"), _("Role"), _("Until")),
            [
                (one.email, title_name(one.title), _day(one.expires_at.date(), lang))
                for one in found.invitations
            ],
        ),
        *_table(
            _("Waits for a second person"),
            (_("What"), _("Whom it concerns"), _("Until")),
            [
                (
                    request_name(one), one.person.name if one.person else _named(one.invitation),
                    _day(one.expires_at.date(), lang),
                )
                for one in found.seconds
            ],
        ),
        *_table(
            _("Unprotected figures that are open to somebody"),
            (_("To whom"), _("Until")),
            [(one.person.name, _day(last_day(one), lang)) for one in found.openings],
        ),
    ]  # fmt: skip
    if blocks:
        blocks.append(
            _link(_("People of the city"), "desk:people", lang, slug=handover.holder.slug)
        )
    return _section("doors", _("Invitations and permissions"), blocks)


def _contacts(handover: Handover, found: Open, lang: str) -> Section:
    blocks = [
        *_table(
            _("Colleagues"),
            (_("Name"), _("Role"), _("Until")),
            [
                (
                    one.person.name, title_name(one.title),
                    _day(last_day(one), lang) if one.until else _("no end"),
                )
                for one in found.people
            ],
        ),
        *_table(
            _("Offices of the team"),
            (_("Function"), _("Office or department"), _("Contact")),
            [
                (one.function, one.organisation, _either(one.email, one.telephone))
                for one in found.offices
            ],
        ),
        *_table(
            _("Offices that were written to"),
            (_("Office or department"), _("Department"), _("Contact")),
            [
                (one.organisation, one.department, _either(one.email, " ".join(one.address.split())))
                for one in found.contacts
            ],
        ),
        *_table(
            _("Stakeholders that decide or fund"),
            (_("Organisation"), _("Level")),
            [(one.name, words.level_name(one.level)) for one in found.stakeholders if _weighs(one)],
        ),
    ]  # fmt: skip
    if found.stakeholders:
        count = len(found.stakeholders)
        told = ngettext(
            "%(count)s organisation stands on the map of stakeholders.",
            "%(count)s organisations stand on the map of stakeholders.",
            count,
        ) % {"count": locales.number(count, lang)}
        blocks.append(Paragraph(runs=(Run(text=told),)))
    blocks.append(_link(_("Team and stakeholders"), "desk:team", lang, slug=handover.holder.slug))
    return _section("contacts", _("Contacts"), blocks)


def _weighs(one: Stakeholder) -> bool:
    parts = {part for each in one.parts.values() for part in each}
    return bool(parts & {Part.DECIDES.value, Part.FUNDS.value})


def _section(anchor: str, title: str, blocks: Sequence[Block]) -> Section:
    nothing = Paragraph(runs=(Run(text=_("Nothing is open here.")),))
    return Section(anchor=anchor, title=title, blocks=tuple(blocks) or (nothing,))


def _table(caption: str, heads: Sequence[str], lines: Iterable[Line], *after: Block) -> list[Block]:
    """A table and what stands under it; nothing where there are no lines."""
    rows = tuple(
        Row(header=Cell(text=line[0]), cells=tuple(Cell(text=text or "–") for text in line[1:]))
        for line in lines
    )
    if not rows:
        return []
    columns = tuple(Column(title=head) for head in heads)
    return [Table(caption=caption, columns=columns, rows=rows, shape="reflow"), *after]


def _link(text: str, name: str, lang: str, **where: object) -> Paragraph:
    runs: Runs = (Run(text=text, kind="link", href=_at(name, lang, **where)),)
    return Paragraph(runs=runs)


def _at(name: str, lang: str, **where: object) -> str:
    return f"{settings.DESK_URL}{reverse(name, kwargs={'lang': lang, **where})}"


def _day(day: date, lang: str) -> str:
    return locales.day(day, lang)


def _either(*given: str) -> str:
    """The first that says something."""
    return next(filter(None, given), "")


def _named(invitation: Invitation | None) -> str:
    return invitation.email if invitation else ""
