"""One proposal: all that is written of it, what it rests on, what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qantara.action.priorities import decide, said, tags
from qantara.action.priorities.models import Priority, Quote
from qantara.action.priorities.propose import OPEN
from qantara.action.priorities.wording import Words, names, untranslated, words, words_of
from qantara.core import clock
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.priorities import shown
from qantara.desk.priorities.forms import MergeForm, ReasonForm
from qantara.desk.priorities.reach import may, priority_of
from qantara.desk.priorities.shown import Line
from qantara.network.stakeholders.words import level_name
from qantara.releases.read import public
from qantara.web.names import in_language

State = Priority.State


@asks("priorities.read")
@for_people
@require_safe
def priority(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    return page(request, lang, priority_of(request, key))


@asks("priorities.read", act="priorities.decide")
@for_people
@require_POST
def act(request: HttpRequest, lang: str, key: UUID, act: str) -> HttpResponse:
    """To the workshop or not, merged, withdrawn, brought back."""
    if act not in {"choose", "leave-out", "merge", "withdraw", "bring-back"}:
        raise Http404
    found = priority_of(request, key, "priorities.decide")
    by, at = signed_in(request), clock.now()
    form: OnceForm = OnceForm(request.POST)
    if act == "merge":
        form = MergeForm(request.POST, others=_others(found, lang), auto_id="merge-%s")
    elif act == "withdraw":
        form = ReasonForm(request.POST, auto_id="withdraw-%s")

    def merge() -> None:
        given = form.cleaned_data
        into = priority_of(request, UUID(given["into"]), "priorities.decide")
        decide.merge(found, into, reason=given["reason"], by=by, at=at)

    todo: dict[str, Callable[[], object]] = {
        "choose": lambda: decide.choose(found, by=by, at=at),
        "leave-out": lambda: decide.leave_out(found, by=by, at=at),
        "merge": merge,
        "withdraw": lambda: decide.withdraw(
            found, reason=form.cleaned_data["reason"], by=by, at=at
        ),
        "bring-back": lambda: decide.bring_back(found, by=by, at=at),
    }
    if once_only(form, todo[act]):
        return redirect("desk:priority", lang=lang, key=key)
    return page(request, lang, found, status=422, **{act.replace("-", "_"): form})


def page(
    request: HttpRequest, lang: str, found: Priority, *, status: int = 200, **forms: OnceForm
) -> HttpResponse:
    """The page of one proposal; ``forms``: those that were refused, by their act."""
    said_words, holder = words(found), found.holder
    is_open = found.state in OPEN
    may_decide = may(request, holder, "priorities.decide")
    context = {
        "found": found,
        "holder": holder,
        "title": names(said_words["title"]),
        "problem": names(said_words["problem"]),
        "state": said.state(found.state),
        "look": shown.LOOKS[found.state],
        "lines": _lines(found, said_words, lang),
        "partners": [(one.name, level_name(one.kind)) for one in found.partners.order_by("name")],
        "quotes": _quotes(found, lang),
        "merged": _merged(found),
        "into": _titled(found.merged_into) if found.merged_into else None,
        "missing": untranslated(said_words),
        "is_open": is_open,
        "may_write": is_open and may(request, holder, "priorities.propose"),
        "may_translate": found.state not in (State.MERGED, State.WITHDRAWN)
        and may(request, holder, "priorities.translate"),
        "may_decide": may_decide,
        "once": OnceForm(auto_id=False),
        "merge_form": forms.get("merge") or MergeForm(others=_others(found, lang), auto_id="merge-%s"),
        "withdraw_form": forms.get("withdraw") or ReasonForm(auto_id="withdraw-%s"),
        "form": next((form for form in forms.values() if form.errors), None),
    }  # fmt: skip
    path = reverse("desk:priority", args=[lang, found.pk])
    template = "desk/priorities/priority.html"
    return render(request, template, frame(request, path=path) | context, status=status)


def _lines(found: Priority, said_words: Words, lang: str) -> list[Line]:
    """What is written of it, but for words and figures; tags that stay in the desk apart."""
    hidden = set(tags.sensitive(found.groups, found.rights, found.themes)).difference(found.opened)
    lines = []
    for label, kind in (
        (_("Whom it concerns"), "groups"),
        (_("Rights"), "rights"),
        (_("Themes"), "themes"),
    ):
        codes = getattr(found, kind)
        lines.append(
            Line(
                label=label,
                text=shown.tagged(kind, [one for one in codes if one not in hidden], lang),
            )
        )
        if private := [one for one in codes if one in hidden]:
            lines.append(Line(label=label, text=shown.tagged(kind, private, lang), is_private=True))
    lines += [
        Line(
            label=_("The city’s competence"),
            text=said.competence_with(found.competence, shown.bodies(found.held_by, lang)),
        ),
        Line(label=_("More on the competence"), name=names(said_words["competence"])),
        Line(label=_("Lead department"), name=names(said_words["lead"])),
        Line(label=_("By which year"), text=str(found.horizon or "")),
        Line(label=_("Cost to the city"), text=shown.band(found, lang)),
        *(
            Line(label=_("Recommendation %(code)s") % {"code": code}, text=text)
            for code, text in shown.recommended(found, lang)
        ),
        Line(label=_("Sustainable Development Goals"), text=said.goals(found.goals, lang)),
    ]
    return [line for line in lines if line.text or line.name]


def _quotes(found: Priority, lang: str) -> list[dict[str, object]]:
    """Figures as they were quoted, and whether their release stands."""
    rows = list(
        found.quotes.select_related("release").defer("release__document").order_by("quoted_at")
    )
    standing = set(
        public().filter(pk__in=[row.release_id for row in rows]).values_list("pk", flat=True)
    )
    return [
        {
            "one": row,
            "printed": shown.printed(row, lang),
            "subject": _subject(row, lang),
            "stands": row.release_id in standing,
        }
        for row in rows
    ]


def _subject(row: Quote, lang: str) -> str:
    return in_language(row.subject, lang)[0]


def _merged(found: Priority) -> list[tuple[Priority, dict[str, str], str]]:
    rows = list(found.merged.filter(state=State.MERGED).select_related("text"))
    said_words = words_of(rows)
    return [(one, names(said_words[one.pk]["title"]), one.reason) for one in rows]


def _titled(one: Priority) -> tuple[Priority, dict[str, str]]:
    return one, names(words(one)["title"])


def _others(found: Priority, lang: str) -> list[tuple[UUID, str]]:
    """Open proposals for the same place, by title."""
    rows = Priority.objects.filter(
        holder=found.holder_id, territory=found.territory_id, state__in=OPEN
    )
    others = list(rows.exclude(pk=found.pk).select_related("text").order_by("proposed_at"))
    said_words = words_of(others)
    return [(one.pk, in_language(names(said_words[one.pk]["title"]), lang)[0]) for one in others]
