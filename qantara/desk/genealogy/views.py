"""A chain as a page and as JSON; what leads nowhere in a city."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qantara.action.genealogy.chain import Chain, chain
from qantara.action.genealogy.orphans import orphans
from qantara.action.genealogy.stages import relation_name, stage_name
from qantara.action.genealogy.titles import RELEASE, Called
from qantara.action.priorities.serves import network_of
from qantara.action.priorities.wording import words_of as words_of_priorities
from qantara.action.progress.wording import COMMITMENT, words_of
from qantara.action.recommendations import sets
from qantara.charts.values import Words
from qantara.core import clock
from qantara.core.trace import Node
from qantara.desk.asking import SIGNED_IN, asks
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.genealogy.drawing import Band, Box, drawn
from qantara.desk.priorities.reach import place_of
from qantara.desk.progress.reach import holder_of
from qantara.web import links
from qantara.web.names import in_language


@asks(SIGNED_IN)
@for_people
@require_safe
def why(request: HttpRequest, lang: str, kind: str, key: str) -> HttpResponse:
    """Why a record exists and what came of it, as far as one may see."""
    found = _chain(request, lang, kind, key)
    bands = [
        Band(
            stage_name(stage),
            tuple(
                Box(_id(node), found.called[node].title, is_start=node == found.start)
                for node in nodes
            ),
        )
        for stage, nodes in found.stages.items()
    ]
    drawings = drawn(
        bands,
        [(_id(origin), _id(target)) for origin, _relation, target in found.edges],
        Words(
            lang=lang,
            title=found.called[found.start].title,
            description=_("Where it comes from and what came of it"),
        ),
    )
    context = {
        "found": found,
        "start": found.called[found.start],
        "drawings": drawings,
        "stages": [
            (stage_name(stage), [_row(found, node, lang) for node in nodes])
            for stage, nodes in found.stages.items()
        ],
        "json_path": reverse("desk:why-json", args=[lang, kind, key]),
    }
    return render(request, "desk/genealogy/why.html", frame(request) | context)


@asks(SIGNED_IN)
@for_people
@require_safe
def as_json(request: HttpRequest, lang: str, kind: str, key: str) -> HttpResponse:
    """The same for programs: nodes by stage, edges from the later to the earlier."""
    found = _chain(request, lang, kind, key)
    nodes: list[dict[str, Any]] = [
        {"id": _id(node), "stage": stage, "title": found.called[node].title}
        for stage, rows in found.stages.items()
        for node in rows
    ]
    edges = [
        {"from": _id(origin), "relation": relation, "to": _id(target)}
        for origin, relation, target in found.edges
    ]
    said = {"start": _id(found.start), "is_cut": found.is_cut, "nodes": nodes, "edges": edges}
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1})


@asks("progress.read")
@for_people
@require_safe
def orphaned(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """What leads nowhere: priorities, commitments, recommendations."""
    holder = holder_of(request, slug)
    place = place_of(request, holder)
    found = orphans(holder, place) if place else None
    said = words_of_priorities(found.priorities) if found else {}
    promised = words_of([one.text for one in found.commitments], COMMITMENT) if found else {}
    known = sets.in_force(network_of(place)).recommendations if place else {}
    context = {
        "holder": holder,
        "place": place,
        "priorities": [(one, said[one.pk]["title"].in_language(lang)) for one in found.priorities]
        if found
        else [],
        "commitments": [
            (one, promised[one.text_id]["what"].in_language(lang)) for one in found.commitments
        ]
        if found
        else [],
        "recommendations": [
            (code, in_language(known[code].title, lang)) for code in found.recommendations
        ]
        if found
        else [],
    }
    return render(request, "desk/genealogy/orphans.html", frame(request) | context)


def _chain(request: HttpRequest, lang: str, kind: str, key: str) -> Chain:
    found = chain((kind, key), lang=lang, by=signed_in(request), at=clock.now())
    if found is None:
        raise Http404
    return found


def _row(found: Chain, node: Node, lang: str) -> dict[str, Any]:
    def named(rows: list[tuple[str, Node]]) -> list[tuple[str, Called, str]]:
        return [
            (relation_name(relation), found.called[other], _id(other)) for relation, other in rows
        ]

    called = found.called[node]
    return {
        "id": _id(node),
        "called": called,
        "path": _path(called, lang),
        "is_start": node == found.start,
        "why": reverse("desk:why", args=[lang, *node]),
        "before": named(found.before(node)),
        "after": named(found.after(node)),
    }


def _path(called: Called, lang: str) -> str:
    if not called.page:
        return ""
    given = dict(called.given)
    if called.page == RELEASE:
        return links.site(f"/{lang}/r/{given['address']}/")
    return reverse(f"desk:{called.page}", kwargs={"lang": lang, **given})


def _id(node: Node) -> str:
    """Of an element of the page, and of a node in JSON."""
    kind, key = node
    return f"{kind}:{key}"
