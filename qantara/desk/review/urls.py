"""Addresses of review, under a language; names are the desk's."""

from __future__ import annotations

from django.urls import path

from qantara.desk.review import chapter, queue, talking

_CHAPTER = "reviews/chapters/<uuid:key>/<str:text_lang>/"
_BLOCK = "reviews/paragraphs/<uuid:block>/<str:text_lang>/"
_THREAD = "reviews/threads/<uuid:key>/"
pages = [
    path("reviews/", queue.queue, name="reviews"),
    path(_CHAPTER, chapter.chapter, name="chapter"),
    path(f"{_CHAPTER}expert/", chapter.expert, name="sign-expert"),
    path(f"{_CHAPTER}city/", chapter.city, name="sign-city"),
    path(f"{_BLOCK}remark/", talking.remark, name="remark"),
    path(f"{_BLOCK}dispute/", talking.dispute, name="dispute"),
    path(_THREAD, talking.thread, name="thread"),
    path(f"{_THREAD}reply/", talking.reply, name="thread-reply"),
    path(f"{_THREAD}resolve/", talking.resolve, name="thread-resolve"),
    path(f"{_THREAD}reopen/", talking.reopen, name="thread-reopen"),
    path(f"{_THREAD}restate/", talking.restate, name="restate"),
    path(f"{_THREAD}settle/city/", talking.settle_city, name="settle-city"),
    path(f"{_THREAD}settle/expert/", talking.settle_expert, name="settle-expert"),
]
