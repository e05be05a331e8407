"""A draft's figures and the guard: what it remembers, what the city asked, what may be printed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import polars as pl
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qantara.accounts.models import Holder
from qantara.core.errors import DomainError
from qantara.knowledge.disclosure import guard
from qantara.knowledge.disclosure.coarsen import excess, ladder, working
from qantara.knowledge.disclosure.declaration import declared
from qantara.knowledge.disclosure.errors import AlreadyExact, CannotProtect, ContradictoryFigures
from qantara.knowledge.disclosure.holding import tables_of
from qantara.knowledge.disclosure.reveal import protected as revealed
from qantara.knowledge.disclosure.steps import Step, coarser
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.ledger import memory
from qantara.knowledge.ledger.choices import Choices
from qantara.knowledge.ledger.linked import linked, nesting
from qantara.knowledge.ledger.marks import marks_of
from qantara.knowledge.ledger.record import Guarded, Timed, cells_of
from qantara.knowledge.observations.figures import Figures
from qantara.knowledge.profiles.figures import frame as frame_of
from qantara.knowledge.profiles.read import upgraded
from qantara.network.models import Territory

#: Coarser choices named where figures cannot be protected.
MOST_NAMED = 3


def figures_in(document: dict[str, Any]) -> pl.DataFrame | None:
    """The figure frame of a released document; None of one without figures."""
    return frame_of(upgraded(document)["figures"]) if "figures" in document else None


def protect(
    frame: pl.DataFrame,
    framework: Framework,
    territory: Territory,
    found: Figures,
    *,
    holder: Holder,
    choices: Choices,
    bound: Collection[str] = (),
) -> Guarded:
    """What may be printed, or what keeps figures from being released, said to the drafter.

    choices  what the network decided about small numbers
    bound    keys of figures the narrative speaks of: another is withheld before these
    """
    places = [territory.slug, *frame["territory"].unique().to_list()]
    known = memory.remembered(places, figures_in)
    marks = marks_of(holder, territory.slug)
    rules = choices.rules
    districts, areas = nesting(linked(places))
    declaration = declared(framework, districts=districts, areas=areas, rounded=choices.measures)
    if marks.coarsened:
        frame = coarser(frame, map(Step.parse, sorted(marks.coarsened)), declaration)
    public = [place for place, source in enumerate(found.sources) if source.is_public]
    more: dict[str, Any] = {
        "key": settings.GUARD_KEY.encode(),
        "known": known.figures,
        "public": public,
        "elsewhere": _public_besides(found, frame, public),
        "kept": marks.kept.union(bound),
        "lifted": marks.lifted,
        "behind": found.frame,
        "repeat": choices.repeats(found.sources),
    }
    try:
        with Timed() as timed:
            protected = guard.protect(
                frame, declaration, rules, worlds=memory.last_worlds(territory.slug),
                holding_back=True, **more,
            )  # fmt: skip
    except ContradictoryFigures as error:
        said = _(
            "Figures of one source do not add up: %(cells)s. Correct the file, or declare the "
            "part that is not known."
        )
        raise DomainError(said % {"cells": _some(error.cells)}) from error
    except AlreadyExact as error:
        said = _(
            "These figures are to be rounded, and were released exactly before: %(cells)s. Leave them "
            "as they were, or release other figures rounded."
        )
        raise DomainError(said % {"cells": _some(error.cells)}) from error
    except CannotProtect as error:
        said = _(
            "These figures cannot be protected as they are: %(cells)s. Leave out a breakdown, or "
            "take a coarser one."
        )
        rungs = working(frame, declaration, rules, error.rungs, most=MOST_NAMED, **more)
        raise DomainError(
            " ".join([said % {"cells": _some(error.cells)}, *_coarser_ones(rungs)])
        ) from error
    _refuse_bound(protected.held_back.intersection(bound))
    held_back = pl.col("key").is_in(sorted(protected.held_back))
    left = frame.filter(~held_back)
    offers = ladder(left, declaration, rules, **more) if excess(protected.real, rules) else ()
    guarded = Guarded(
        protected=protected,
        rules=rules,
        known=known.releases,
        seconds=timed.seconds,
        rungs=tuple(offers),
        left_out=tuple(sorted(set(tables_of(frame.filter(held_back)).values()))),
    )
    return _without(guarded, marks.withheld) if marks.withheld else guarded


def _refuse_bound(keys: Collection[str]) -> None:
    """The narrative speaks of figures whose table nothing can protect."""
    if keys:
        said = _(
            "Nothing can protect the tables of these figures, so they are left out whole: %(cells)s. Write"
            " the text without them."
        )
        raise DomainError(said % {"cells": _some(sorted(keys))})


def _coarser_ones(rungs: Sequence[str]) -> list[str]:
    """Steps that can be asked for, as the desk and `qantara releases ask` know them."""
    if not rungs:
        return []
    return [_("Coarser ones: %(steps)s.") % {"steps": ", ".join(rungs)}]


def _public_besides(
    found: Figures, frame: pl.DataFrame, public: Collection[int]
) -> pl.DataFrame | None:
    """What public sources say of these places beside the draft: readers know it.

    Figures the draft leaves out, and those that compete with a preferred one.
    """
    is_besides = pl.col("source").is_in(list(public)) & ~pl.col("key").is_in(frame["key"].to_list())
    is_near = pl.col("territory").is_in(found.frame["territory"].unique().to_list())
    besides = pl.concat([found.frame.filter(is_besides), found.rivals.filter(is_near)])
    return None if besides.is_empty() else besides.sort("key", "source")


def _without(guarded: Guarded, asked: Collection[str]) -> Guarded:
    """Without the figures a city withholds besides, and all that print the same cells.

    Hiding more never narrows what a reader takes a withheld cell to be, so the proof stays.
    """
    protected = guarded.protected
    printing = cells_of(protected.real)
    cells = {cell for key in asked for cell in printing.get(key, ())}
    keys = {key for key, printed in printing.items() if key in asked or cells.intersection(printed)}
    is_chosen = pl.col("key").is_in(sorted(keys)) & (pl.col("state") == "shown")
    chosen = protected.frame.filter(is_chosen)
    frame = pl.concat([protected.frame.filter(~is_chosen), revealed(chosen, keys)]).sort("key")
    return replace(
        guarded,
        protected=replace(protected, frame=frame),
        chosen=frozenset(chosen["key"]),
    )


def _some(cells: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    named = ", ".join(cells[:5])
    more = len(cells) - 5
    if more <= 0:
        return named
    return ngettext("%(cells)s and %(count)s more", "%(cells)s and %(count)s more", more) % {
        "cells": named, "count": more,
    }  # fmt: skip
