"""Addresses of handing over, under a language; names are the desk's."""

from __future__ import annotations

from django.urls import path

from qantara.desk.handover import pages as handover
from qantara.desk.handover import refilling

pages = [
    path("handover/<slug:slug>/", handover.handover, name="handover"),
    path("handovers/<uuid:key>/successor/", handover.succeed, name="handover-successor"),
    path("handovers/<uuid:key>/take-over/", handover.take_over, name="handover-take-over"),
    path("handovers/<uuid:key>/<str:text_lang>/", handover.page, name="handover-page"),
    path("handovers/<uuid:key>/<str:text_lang>.<slug:form>", handover.file, name="handover-file"),
    path("people/<slug:slug>/refill/", refilling.refill, name="refill"),
]
