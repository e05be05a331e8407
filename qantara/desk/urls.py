"""Addresses of the desk, each under a language."""

from __future__ import annotations

from django.urls import include, path, re_path

from qantara.desk import entrance, guarded, views, wording
from qantara.desk.answers import urls as answers
from qantara.desk.calendar import urls as calendar
from qantara.desk.directory import urls as directory
from qantara.desk.doors import urls as doors
from qantara.desk.dossier import urls as dossier
from qantara.desk.editor import urls as editor
from qantara.desk.figures import (
    amending,
    bringing,
    delivering,
    imports,
    listing,
    questions,
    reviewing,
)
from qantara.desk.genealogy import urls as genealogy
from qantara.desk.handover import urls as handover
from qantara.desk.journey import proposing
from qantara.desk.journey import views as journey
from qantara.desk.log import urls as log
from qantara.desk.matrix import urls as matrix
from qantara.desk.mine import urls as mine
from qantara.desk.notices import urls as notices
from qantara.desk.paper import urls as paper
from qantara.desk.priorities import urls as priorities
from qantara.desk.progress import urls as progress
from qantara.desk.raw import urls as raw
from qantara.desk.requests import urls as requests
from qantara.desk.review import urls as review
from qantara.desk.team import urls as team
from qantara.desk.toolkit import urls as toolkit
from qantara.desk.word import urls as word
from qantara.desk.workshop import urls as workshop

app_name = "desk"
pages = [
    path("", journey.home, name="home"),
    path("cities/<slug:slug>/", journey.city, name="city"),
    path("cities/<slug:slug>/propose/", proposing.propose, name="propose"),
    path("proposals/<uuid:key>/", proposing.proposal, name="proposal"),
    path("sign-out/", entrance.SignOut.as_view(), name="sign-out"),
    path("cases/<uuid:key>/", views.case, name="case"),
    path("cases/<uuid:key>/guard/", guarded.guarded, name="guarded"),
    path("cases/<uuid:key>/wording/<uuid:block>/<str:text_lang>/", wording.confirm, name="wording"),
    path(
        "cases/<uuid:key>/wording/<uuid:block>/<str:text_lang>/rewrite/",
        wording.rewrite,
        name="rewrite",
    ),
    path("cases/<uuid:key>/<str:act>/", views.act_on_case, name="act"),
    path("releases/<slug:address>/withdraw/", views.withdraw, name="withdraw"),
]
figures = [
    path("", listing.listed, name="figures"),
    path("bring/", bringing.bring, name="bring"),
    path("template/", listing.blank, name="template"),
    path("deliveries/<uuid:key>/", delivering.delivery, name="delivery"),
    path("files/<uuid:key>/", questions.questions, name="questions"),
    path("files/<uuid:key>/review/", reviewing.review, name="review"),
    path("files/<uuid:key>/amend/", amending.amend, name="amend"),
    path("files/<uuid:key>/mapping/", questions.mapping, name="mapping"),
    path("files/<uuid:key>/discard/", bringing.throw_away, name="discard"),
    path("imports/<uuid:key>/", imports.stored, name="import"),
    path("imports/<uuid:key>/mapping/", imports.mapping, name="import-mapping"),
]
urlpatterns = [
    path("", entrance.door, name="door"),
    *doors.back,
    re_path(
        r"^(?P<lang>ar|en|es|fr)/",
        include(
            [
                *paper.pages,
                *requests.pages,
                *priorities.pages,
                *progress.pages,
                *genealogy.pages,
                *review.pages,
                *pages,
                *answers.pages,
                *raw.pages,
                *doors.pages,
                *team.pages,
                *toolkit.pages,
                *handover.pages,
                *word.pages,
                *workshop.pages,
                *dossier.pages,
                *editor.pages,
                *log.pages,
                *matrix.pages,
                *directory.pages,
                *mine.pages,
                *notices.pages,
                *calendar.pages,
                path("figures/", include(figures)),
            ]
        ),
    ),
]
