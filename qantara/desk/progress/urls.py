"""Addresses of recommendations, commitments and progress, under a language."""

from __future__ import annotations

from django.urls import path

from qantara.desk.progress import listed, one, paper, sets, telling, writing

_CITY = "cities/<slug:slug>/commitments/"
_SET = "networks/<slug:network>/recommendations/"
pages = [
    path(_CITY, listed.listed, name="commitments"),
    path(f"{_CITY}let-out/", listed.let_out, name="commitments-let-out"),
    path(f"{_CITY}paper/", paper.paper, name="progress-paper"),
    path(f"{_CITY}<str:code>/", one.one, name="commitment"),
    path(f"{_CITY}<str:code>/change/", writing.change, name="commitment-change"),
    path(f"{_CITY}<str:code>/report/", telling.report, name="commitment-report"),
    path("commitments/<uuid:key>/end/", writing.end, name="commitment-end"),
    path("commitments/<uuid:key>/<str:text_lang>/", writing.translate, name="commitment-translate"),
    path("progress/<uuid:key>/undo/", telling.undo, name="progress-undo"),
    path("progress/<uuid:key>/check/", telling.check, name="progress-check"),
    path("progress/<uuid:key>/<str:text_lang>/", telling.translate, name="progress-translate"),
    path(_SET, sets.listed, name="recommendations"),
    path(f"{_SET}about/", sets.about, name="recommendations-about"),
    path(f"{_SET}propose/", sets.propose, name="recommendations-propose"),
    path(f"{_SET}<str:code>/", sets.one, name="recommendation"),
]
