"""Addresses of the matrix, under a language."""

from __future__ import annotations

from django.urls import path

from qantara.desk.matrix import views

pages = [
    path("matrix/", views.matrix, name="matrix"),
    path("matrix.csv", views.table, name="matrix-table"),
]
