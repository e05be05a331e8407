"""Gaps of a city and its letters; one letter, its words, its files, what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from qantara.accounts.models import Holder
from qantara.accounts.roles import holders_for
from qantara.core import clock
from qantara.core.errors import Conflict
from qantara.desk.asking import asks
from qantara.desk.attached import attached
from qantara.desk.doors.acting import once_only
from qantara.desk.figures.limits import uploads
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.requests import made, said
from qantara.desk.requests.forms import BeginForm, LetterForm, SendForm, SettleForm
from qantara.knowledge import frameworks
from qantara.knowledge.answers.choose import chosen
from qantara.knowledge.profiles.coverage import YEARS
from qantara.knowledge.requests import acts, annex, countries, letters, settle
from qantara.knowledge.requests.gaps import gaps
from qantara.knowledge.requests.models import Contact, DataRequest, LetterText
from qantara.network.members import spoken_for
from qantara.network.models import Territory

#: Letters on one page; years that can be asked about.
PAGE, MOST_YEARS = 25, 20
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@asks("requests.read")
@for_people
@require_safe
def listed(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """The letters of a city, and the gaps that could be asked about."""
    return _list(request, lang, _holder(request, slug, "requests.read"))


@asks("requests.write")
@for_people
@require_POST
def begin(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """One click: a letter in draft that asks for the chosen figures."""
    holder = _holder(request, slug, "requests.write")
    codes = [one.code for one in frameworks.default().indicators]
    form = BeginForm(request.POST, codes=codes)
    begun: list[DataRequest] = []

    def act() -> None:
        given = form.cleaned_data
        territory = get_object_or_404(spoken_for(holder), slug=given["territory"])
        begun.append(
            acts.begin(
                given["gap"],
                holder=holder,
                territory=territory,
                language=given["language"],
                period=given["period"],
                by=signed_in(request),
                at=clock.now(),
            )
        )

    if once_only(form, act):
        if begun:
            return redirect("desk:request", lang=lang, key=begun[0].pk)
        return redirect("desk:requests", lang=lang, slug=slug)
    return _list(request, lang, holder, form)


@asks("requests.read")
@for_people
@require_safe
def letter(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """One letter."""
    return _page(request, lang, _found(request, key))


@asks("requests.read", act="requests.write")
@for_people
@require_POST
def text(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """The letter's words, kept as its next version; 409 where somebody else kept some meanwhile."""
    found = _found(request, key, "requests.write")
    form = LetterForm(request.POST)
    clash: list[Conflict] = []

    def act() -> None:
        given, at = form.cleaned_data, clock.now()
        contact = acts.contact_of(
            found.holder, organisation=given["organisation"], department=given["department"],
            address=given["address"].replace("\r\n", "\n"), email=given["email"],
        )  # fmt: skip
        try:
            acts.rewrite(
                found, form.words(), contact=contact, deadline=given["deadline"],
                seen=given["seen"], by=signed_in(request), at=at,
            )  # fmt: skip
        except Conflict as conflict:
            clash.append(conflict)
            raise

    if once_only(form, act):
        return redirect("desk:request", lang=lang, key=key)
    return _page(request, lang, found, status=409 if clash else 422, text=form)


@asks("requests.read", act="requests.write")
@uploads
@for_people
@require_POST
def act(request: HttpRequest, lang: str, key: UUID, act: str) -> HttpResponse:
    """Sent, reminded, settled, taken back; the link closed or made anew."""
    if act not in {"send", "remind", "settle", "reopen", "close-link", "renew-link"}:
        raise Http404
    found, by, at = _found(request, key, "requests.write"), signed_in(request), clock.now()
    forms: dict[str, OnceForm] = {
        "send": SendForm(request.POST), "remind": SendForm(request.POST),
        "settle": SettleForm(request.POST, request.FILES),
    }  # fmt: skip
    form = forms.get(act) or OnceForm(request.POST)
    where = made.address(found)

    def settled() -> None:
        given = form.cleaned_data
        file = given["document"]
        settle.settle(
            found, given["end"], reason=given["reason"],
            document=(file.name, file.read()) if file else None, proof=made.docx(found, at=at),
            by=by, at=at,
        )  # fmt: skip

    todo: dict[str, Callable[[], object]] = {
        "send": lambda: acts.send(
            found,
            way=form.cleaned_data["way"],
            on=form.cleaned_data["on"],
            address=where,
            by=by,
            at=at,
        ),
        "remind": lambda: acts.remind(
            found,
            way=form.cleaned_data["way"],
            on=form.cleaned_data["on"],
            address=where,
            by=by,
            at=at,
        ),
        "settle": settled,
        "reopen": lambda: settle.reopen(found, reason=request.POST.get("reason", ""), by=by, at=at),
        "close-link": lambda: acts.close_link(found, by=by, at=at),
        "renew-link": lambda: acts.renew_link(found, by=by, at=at),
    }
    if once_only(form, todo[act]):
        return redirect("desk:request", lang=lang, key=key)
    return _page(request, lang, found, status=422, **{act.replace("-", "_"): form})


@asks("requests.read")
@for_people
@require_safe
def docx(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    found = _found(request, key)
    return _file(made.docx(found, at=clock.now()), found, "docx", _DOCX)


@asks("requests.read")
@for_people
@require_safe
def pdf(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    found = _found(request, key)
    return _file(made.pdf(found, at=clock.now()), found, "pdf", "application/pdf")


@asks("requests.read")
@for_people
@require_safe
def table(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """The annexed table as a workbook."""
    found = _found(request, key)
    content = annex.workbook(found, frameworks.default(), today=clock.now().date())
    return _file(content, found, "xlsx", _XLSX)


def _file(content: bytes, found: DataRequest, suffix: str, media: str) -> HttpResponse:
    name = f"{found.holder.slug}-{found.number.replace('/', '-')}.{found.language}.{suffix}"
    return attached(content, media, name)


def _holder(request: HttpRequest, slug: str, action: str) -> Holder:
    return get_object_or_404(Holder, slug=slug, pk__in=holders_for(signed_in(request), action))


def _found(request: HttpRequest, key: UUID, action: str = "requests.read") -> DataRequest:
    visible = DataRequest.objects.visible_to(signed_in(request), action)
    related = ("holder", "territory", "contact", "arrival", "batch")
    return get_object_or_404(visible.select_related(*related), pk=key)


def _list(
    request: HttpRequest, lang: str, holder: Holder, form: BeginForm | None = None
) -> HttpResponse:
    at, framework = clock.now(), frameworks.default()
    wanted = request.GET.get("state", "")
    found = DataRequest.objects.filter(holder=holder).select_related("contact", "territory")
    if wanted in DataRequest.State.values:
        found = found.filter(state=wanted)
    years = _years(request)
    places, asked = list(spoken_for(holder)), chosen(holder)
    page = Paginator(found.order_by("-opened_at"), PAGE).get_page(request.GET.get("page"))
    context = {
        "holder": holder,
        "page": page,
        "rows": [(one, said.state(one.state), said.next_step(one, at.date())) for one in page],
        "states": [(code, said.state(code)) for code in DataRequest.State.values],
        "chosen": wanted,
        "asked": asked,
        "years": years,
        "may_write": holder.pk in holders_for(signed_in(request), "requests.write"),
        "form": form,
        "places": [
            (
                place,
                gaps(framework, place.pk, today=at.date(), years=years, asked=asked),
                _begin(place, lang, at),
            )
            for place in places
        ],
    }
    status = 422 if form is not None else 200
    return render(
        request,
        "desk/requests/listed.html",
        frame(request, path=f"/{lang}/requests/{holder.slug}/") | context,
        status=status,
    )


def _begin(place: Territory, lang: str, at: datetime) -> BeginForm:
    official = countries.official(place.country)
    language = lang if lang in official or not official else official[0]
    initial = {"territory": place.slug, "language": language, "period": str(at.year - 1)}
    return BeginForm(codes=[], initial=initial, auto_id=f"{place.slug}-%s")


def _years(request: HttpRequest) -> int:
    typed = request.GET.get("years", "")
    return min(int(typed), MOST_YEARS) if typed.isascii() and typed.isdigit() else YEARS


def _page(
    request: HttpRequest, lang: str, found: DataRequest, *, status: int = 200, **forms: OnceForm
) -> HttpResponse:
    at, latest = clock.now(), acts.text_of(found)
    holder_id = found.holder_id
    may_write = holder_id in holders_for(signed_in(request), "requests.write")
    sent = SendForm(initial={"on": at.date()}, auto_id="send-%s")
    error = next((form for form in forms.values() if form.errors), None)
    context = {
        "request_": found,
        "state": said.state(found.state),
        "next": said.next_step(found, at.date()),
        "said": said.said(found.said) if found.said else "",
        "words": latest.words,
        "paragraphs": letters.paragraphs(found, latest.words),
        "latest": latest,
        "text_form": forms.get("text") or _letter_form(found, latest),
        "send_form": forms.get("send") or sent,
        "remind_form": forms.get("remind") or sent,
        "settle_form": forms.get("settle")
        or SettleForm(initial=_proposed(found), auto_id="settle-%s"),
        "once": OnceForm(auto_id=False),
        "form": error,
        "link": made.address(found),
        "may_write": may_write,
        "may_word": may_write and found.state == "draft",
        "is_arrival_waiting": found.arrival is not None and found.arrival.batch_id is None,
        "may_review": holder_id in holders_for(signed_in(request), "observations.record"),
        "texts": found.texts.order_by("-version").select_related("written_by"),
        "contacts": Contact.objects.filter(holder=holder_id).order_by("organisation"),
        "laws": _laws(found),
        "is_conflict": status == 409,
    }
    path = f"/{lang}/letters/{found.pk}/"
    return render(
        request, "desk/requests/letter.html", frame(request, path=path) | context, status=status
    )


def _letter_form(found: DataRequest, latest: LetterText) -> LetterForm:
    contact = found.contact
    office = {
        name: getattr(contact, name) for name in ("organisation", "department", "address", "email")
    } if contact else {}  # fmt: skip
    return LetterForm(
        initial={**latest.words, **office, "deadline": found.deadline, "seen": latest.version},
        auto_id="text-%s",
    )


def _proposed(found: DataRequest) -> dict[str, str]:
    """What the office said by its link, as the form to be confirmed."""
    ends = {"file": "answered", "not_held": "answered", "refused": "refused"}
    return {"end": ends.get(found.said, ""), "reason": found.said_reason}


def _laws(found: DataRequest) -> list[str]:
    """Legal bases of earlier letters in the same language, to choose from."""
    kept = (
        LetterText.objects.filter(request__holder=found.holder_id, request__language=found.language)
        .order_by("words__legal_basis")
        .values_list("words__legal_basis", flat=True)
        .distinct()
    )
    return [law for law in kept if law][:20]
