"""Addresses of a city's indicators, under a language; names are the desk's."""

from __future__ import annotations

from django.urls import path

from qantara.desk.answers import competences, forward, frames, indicators

pages = [
    path("cities/<slug:slug>/indicators/", indicators.listed, name="indicators"),
    path("cities/<slug:slug>/indicators/set/", indicators.choose, name="indicator-set"),
    path("cities/<slug:slug>/indicators/template.xlsx", indicators.sheet, name="city-template"),
    path("cities/<slug:slug>/competences/", competences.listed, name="competences"),
    path("competences/<uuid:key>/end/", competences.end, name="competence-end"),
    path("cities/<slug:slug>/earlier/", forward.listed, name="earlier-answers"),
    path("cities/<slug:slug>/earlier/<int:number>/", forward.answer, name="earlier-answer"),
    path("cities/<slug:slug>/frames/", frames.listed, name="frames"),
    path("cities/<slug:slug>/frames/<slug:frame>.<slug:form>", frames.file, name="frame-file"),
]
