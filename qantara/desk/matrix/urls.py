"""Addresses of the matrix and of due dates, under a language."""

from __future__ import annotations

from django.urls import path

from qantara.desk.matrix import dues, extending, views

pages = [
    path("matrix/", views.matrix, name="matrix"),
    path("matrix.csv", views.table, name="matrix-table"),
    path("dues/", dues.dues, name="dues"),
    path("dues/end/", dues.end, name="end-due"),
    path("extensions/<uuid:key>/", dues.decide, name="decide-extension"),
    path("cities/<slug:slug>/dues/", extending.city_dues, name="city-dues"),
]
