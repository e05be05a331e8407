"""Addresses of chains, under a language."""

from __future__ import annotations

from django.urls import path

from qantara.desk.genealogy import views

pages = [
    path("why/<str:kind>/<path:key>/", views.why, name="why"),
    path("why/<str:kind>/<path:key>.json", views.as_json, name="why-json"),
    path("cities/<slug:slug>/orphans/", views.orphaned, name="orphans"),
]
