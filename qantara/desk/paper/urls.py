"""Addresses of mandates and sheets, under a language; names are the desk's."""

from __future__ import annotations

from django.urls import path, re_path

from qantara.desk.paper import views

pages = [
    path("mandates/<slug:slug>/", views.mandates, name="mandates"),
    path("mandates/<uuid:key>/end/", views.end_mandate, name="end-mandate"),
    path("cases/<uuid:key>/paper/", views.to_print, name="print"),
    path("sheets/<slug:number>/", views.sheet, name="sheet"),
    path("sheets/<slug:number>/sheet.pdf", views.sheet_pdf, name="sheet-pdf"),
    path("sheets/<slug:number>/scan/", views.scan, name="scan"),
    path("sheets/<slug:number>/scanned/", views.scanned, name="scanned"),
    re_path(
        r"^sheets/(?P<number>[-\w]+)/(?P<act>confirm|refuse)/$", views.settle, name="settle-sheet"
    ),
]
