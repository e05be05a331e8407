"""Addresses of notices, under a language."""

from __future__ import annotations

from django.urls import path

from qantara.desk.notices import stopping, views

pages = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all, name="read-notices"),
    path("notices/rhythm/", views.rhythm, name="notices-rhythm"),
    path("notices/stop/<str:token>/", stopping.stop, name="stop-notices"),
    path("notices/<uuid:key>/", views.follow, name="notice"),
]
