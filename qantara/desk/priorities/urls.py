"""Addresses of priorities, each under a language."""

from __future__ import annotations

from django.urls import path

from qantara.desk.priorities import deciding, group, listing, paper, quoting, writing
from qantara.desk.priorities import pages as one

pages = [
    path("cities/<slug:slug>/priorities/", listing.listed, name="priorities"),
    path("cities/<slug:slug>/priorities/new/", writing.new, name="priority-new"),
    path("cities/<slug:slug>/priorities/rank/", deciding.rank, name="priorities-rank"),
    path("cities/<slug:slug>/priorities/count/", deciding.count, name="priorities-count"),
    path("cities/<slug:slug>/priorities/endorse/", deciding.endorse, name="priorities-endorse"),
    path("cities/<slug:slug>/priorities/paper/", paper.paper, name="priority-paper"),
    path("cities/<slug:slug>/priorities/link/", listing.make_link, name="group-link"),
    path("group-links/<uuid:key>/close/", listing.close_link, name="group-link-close"),
    path("group/<str:token>/", group.propose, name="group-propose"),
    path("quotes/<uuid:key>/remove/", quoting.remove, name="quote-remove"),
    path("rankings/<uuid:key>/undo/", deciding.undo_ranking, name="ranking-undo"),
    path("endorsements/<uuid:key>/undo/", deciding.undo_endorsement, name="endorsement-undo"),
    path("priorities/<uuid:key>/", one.priority, name="priority"),
    path("priorities/<uuid:key>/change/", writing.change, name="priority-change"),
    path("priorities/<uuid:key>/figures/", quoting.figures, name="priority-figures"),
    path(
        "priorities/<uuid:key>/translate/<str:text_lang>/",
        writing.translate,
        name="priority-translate",
    ),
    path("priorities/<uuid:key>/<str:act>/", one.act, name="priority-act"),
]
