"""Addresses of handing over, under a language; names are the desk's."""

from __future__ import annotations

from django.urls import path

from qantara.desk.handover import changing, refilling
from qantara.desk.handover import pages as handover

pages = [
    path("handover/<slug:slug>/", handover.handover, name="handover"),
    path("handovers/<uuid:key>/successor/", changing.succeed, name="handover-successor"),
    path("handovers/<uuid:key>/take-over/", changing.take_over, name="handover-take-over"),
    path("handovers/<uuid:key>/last-day/", changing.move, name="handover-move"),
    path("handovers/<uuid:key>/words/", changing.reword, name="handover-words"),
    path("handovers/<uuid:key>/<str:text_lang>/", handover.page, name="handover-page"),
    path("handovers/<uuid:key>/<str:text_lang>.<slug:form>", handover.file, name="handover-file"),
    path("people/<slug:slug>/refill/", refilling.refill, name="refill"),
]
