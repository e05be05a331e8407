"""Addresses of the doors, under a language; names are the desk's."""

from __future__ import annotations

from django.urls import path

from qantara.desk.doors import (
    accepting,
    account,
    elsewhere,
    entering,
    people,
    providers,
    recovering,
)

#: Under no language: a provider knows one address to send people back to.
back = [path("identity/<slug:slug>/", elsewhere.back, name="back")]
pages = [
    path("sign-in/", entering.SignIn.as_view(), name="sign-in"),
    path("sign-in/second/", entering.second, name="second"),
    path("sign-in/elsewhere/", elsewhere.begin, name="elsewhere"),
    path("password/", recovering.forgotten, name="forgotten"),
    path("password/<str:who>/<str:token>/", recovering.reset, name="reset"),
    path("invitations/<str:token>/", accepting.invitation, name="invitation"),
    path("account/", account.account, name="account"),
    path("account/app/", account.app, name="app"),
    path("account/app/code.svg", account.app_code, name="app-code"),
    path("account/app/remove/", account.remove_app, name="app-remove"),
    path("account/passkeys/add/", account.add_passkey, name="passkey-add"),
    path("account/passkeys/<uuid:key>/remove/", account.remove_passkey, name="passkey-remove"),
    path("account/codes/", account.codes, name="codes"),
    path("account/elsewhere/<uuid:key>/remove/", elsewhere.unlink, name="unlink"),
    path("account/visits/<slug:number>/end/", account.end_visit, name="end-visit"),
    path("providers/", providers.listed, name="providers"),
    path("providers/add/", providers.add, name="provider-add"),
    path("providers/<uuid:key>/try/", providers.try_out, name="provider-try"),
    path("providers/<uuid:key>/off/", providers.switch_off, name="provider-off"),
    path("people/", people.bodies, name="bodies"),
    path("people/invitations/<uuid:key>/take-back/", people.take_back, name="take-back"),
    path("people/roles/<uuid:key>/", people.role, name="role"),
    path("people/roles/<uuid:key>/<slug:act>/", people.act_on_role, name="act-on-role"),
    path("people/requests/<uuid:key>/<slug:said>/", people.answer, name="answer"),
    path("people/<slug:slug>/", people.people, name="people"),
    path("people/<slug:slug>/invite/", people.invite, name="invite"),
]
