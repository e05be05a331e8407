"""Addresses of opened figures, under a language."""

from __future__ import annotations

from django.urls import path

from qantara.desk.raw import views

pages = [
    path("people/openings/<uuid:key>/end/", views.end, name="end-opening"),
    path("people/<slug:slug>/openings/", views.opened, name="openings"),
]
