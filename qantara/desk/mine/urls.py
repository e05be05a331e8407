"""Addresses of one's own data, under a language."""

from __future__ import annotations

from django.urls import path

from qantara.desk.mine import views

pages = [
    path("account/data/", views.kept, name="kept"),
    path("account/data/export.json", views.exported, name="kept-export"),
    path("account/data/erasure/", views.erasure, name="erasure"),
]
