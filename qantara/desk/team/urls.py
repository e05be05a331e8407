"""Addresses of the team, under a language; names are the desk's."""

from __future__ import annotations

from django.urls import path

from qantara.desk.team import bringing
from qantara.desk.team import pages as team

pages = [
    path("team/<slug:slug>/", team.page, name="team"),
    path("team/<slug:slug>/stakeholders.xlsx", bringing.workbook, name="stakeholders-file"),
    path("team/<slug:slug>/stakeholders/add/", team.add, name="stakeholder-add"),
    path("team/<slug:slug>/stakeholders/bring/", bringing.bring, name="stakeholders-bring"),
    path("team/<slug:slug>/stakeholders/store/", bringing.store, name="stakeholders-store"),
    path("team/<slug:slug>/offices/add/", team.add_office, name="office-add"),
    path("stakeholders/<uuid:key>/", team.stakeholder, name="stakeholder"),
    path("stakeholders/<uuid:key>/remove/", team.remove, name="stakeholder-remove"),
    path("offices/<uuid:key>/", team.office, name="office"),
    path("offices/<uuid:key>/remove/", team.remove_office, name="office-remove"),
]
