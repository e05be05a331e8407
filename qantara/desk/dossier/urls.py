"""Addresses of dossiers."""

from __future__ import annotations

from django.urls import path

from qantara.desk.dossier import views

pages = [
    path("profiles/<slug:place>/dossier/", views.dossier, name="dossier"),
    path("profiles/<slug:place>/dossier/files/", views.files, name="dossier-files"),
    path("profiles/<slug:place>/dossier/back/", views.back, name="dossier-back"),
]
