"""Addresses of requests, under a language; names are the desk's."""

from __future__ import annotations

from django.urls import path

from qantara.desk.requests import answering, views

pages = [
    path("requests/<slug:slug>/", views.listed, name="requests"),
    path("requests/<slug:slug>/begin/", views.begin, name="request-begin"),
    path("letters/<uuid:key>/", views.letter, name="request"),
    path("letters/<uuid:key>/text/", views.text, name="request-text"),
    path("letters/<uuid:key>/letter.docx", views.docx, name="request-docx"),
    path("letters/<uuid:key>/letter.pdf", views.pdf, name="request-pdf"),
    path("letters/<uuid:key>/table.xlsx", views.table, name="request-table"),
    path("letters/<uuid:key>/acts/<slug:act>/", views.act, name="request-act"),
    path("answers/<str:token>/", answering.answer, name="request-answer"),
    path("answers/<str:token>/table.xlsx", answering.table, name="request-answer-table"),
]
