"""Addresses of workshops, under a language; names are the desk's."""

from __future__ import annotations

from django.urls import path

from qantara.desk.workshop import running, screen, sheets, views, voting

pages = [
    path("workshops/<slug:slug>/", views.workshops, name="workshops"),
    path("workshop/<uuid:key>/", views.workshop, name="workshop"),
    path("workshop/<uuid:key>/round/", views.prepare_round, name="round-prepare"),
    path("rounds/<uuid:key>/", running.round_page, name="round"),
    path("rounds/<uuid:key>/change/", views.change_round, name="round-change"),
    path("rounds/<uuid:key>/cards/", running.cards, name="round-cards"),
    path("rounds/<uuid:key>/screen/", screen.screen, name="round-screen"),
    path("rounds/<uuid:key>/sheets/", sheets.sheets, name="round-sheets"),
    path("rounds/<uuid:key>/sheets/<int:number>/out/", sheets.take_out, name="round-sheet-out"),
    path("rounds/<uuid:key>/record.json", running.record, name="round-record"),
    path("rounds/<uuid:key>/acts/<slug:act>/", running.act, name="round-act"),
    path("b/", voting.ballot, name="ballot"),
]
