"""Addresses of the editor, under the language of the desk."""

from __future__ import annotations

from django.urls import path

from qantara.desk.editor import (
    arranging,
    finding,
    history,
    saving,
    showing,
    translating,
)
from qantara.desk.editor import (
    pages as editor,
)

pages = [
    path("profiles/", editor.listed, name="profiles"),
    path("profiles/<slug:place>/", editor.profile, name="profile"),
    path("profiles/<slug:place>/figures/", showing.refresh, name="refresh-figures"),
    path("profiles/<slug:place>/draft/<str:text_lang>/", showing.draft, name="draft"),
    path("profiles/<slug:place>/draft/<str:text_lang>/pdf/", showing.draft_pdf, name="draft-pdf"),
    path("profiles/<slug:place>/sections/<slug:name>/", editor.section, name="section"),
    path("profiles/<slug:place>/sections/<slug:name>/change/", arranging.change, name="change"),
    path(
        "profiles/<slug:place>/sections/<slug:name>/figures/", finding.figures, name="find-figure"
    ),
    path("profiles/<slug:place>/sections/<slug:name>/charts/", finding.charts, name="find-chart"),
    path(
        "profiles/<slug:place>/sections/<slug:name>/to/<str:text_lang>/",
        translating.translate,
        name="translate",
    ),
    path("texts/<uuid:block>/<str:text_lang>/", saving.save, name="save"),
    path("texts/<uuid:block>/<str:text_lang>/shown/", showing.block, name="shown"),
    path("texts/<uuid:block>/<str:text_lang>/before/", history.history, name="history"),
]
