"""A city's way through the guide as a plan: for the council, or to work without a connection."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from qantara.core import locales
from qantara.desk.toolkit.shown import Shown, Way
from qantara.papers import Block, Bullets, Facts, Note, Paper, Paragraph, Run, Runs, Section
from qantara.web import names


def plan(way: Way, holder_name: dict[str, str], lang: str, *, at: datetime) -> Paper:
    """Steps in their order: how far each is, what was noted, what is on record, what is to do."""
    name, _lang = names.in_language(holder_name, lang)
    day = locales.day(at.date(), lang)
    with override(lang):
        over = {"over": way.over, "all": len(way.steps)}
        return Paper(
            lang=lang,
            kicker=_("Plan from the toolkit"),
            title=name,
            lede=_said(way.guide.title[lang]),
            facts=Facts(
                pairs=(
                    (pgettext("plan from the toolkit", "As of"), _said(day)),
                    (
                        pgettext("plan from the toolkit", "Steps done or left out"),
                        _said(_("%(over)s of %(all)s") % _numbers(over, lang)),
                    ),
                )
            ),
            notices=(
                Note(
                    runs=_said(
                        _("An internal paper of the city’s team: not reviewed, not released.")
                    )
                ),
            ),
            sections=tuple(_section(one, lang) for one in way.steps),
            running=f"{name} · {day}",
            address="",
        )


def _section(one: Shown, lang: str) -> Section:
    blocks: list[Block] = [Paragraph(runs=_said(one.aim))]
    pairs = [(pgettext("plan from the toolkit", "State"), _said(one.state_name))]
    if one.mark and one.mark.note:
        pairs.append((_("Note"), _said(one.mark.note)))
    if one.records:
        listed = locales.listing([record.words for record in one.records], lang)
        pairs.append((_("On record"), _said(listed)))
    blocks.append(Facts(pairs=tuple(pairs)))
    if not one.is_over:
        blocks.append(Bullets(items=tuple(_said(line[lang]) for line in one.step.do), ordered=True))
    return Section(anchor=one.step.id, title=one.title, blocks=tuple(blocks))


def _numbers(values: dict[str, int], lang: str) -> dict[str, str]:
    return {name: locales.number(value, lang) for name, value in values.items()}


def _said(text: str) -> Runs:
    return (Run(text=text),)
