"""Words of a commitment or of a report in another language, beside the original."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from qantara.action.progress import commit
from qantara.action.progress.models import Commitment
from qantara.action.progress.wording import blocks_of, stamp
from qantara.core import clock
from qantara.core.errors import Conflict
from qantara.desk.doors.acting import once_only
from qantara.desk.frame import frame, signed_in
from qantara.desk.progress.forms import TranslateForm
from qantara.editions import read
from qantara.editions.models import Text
from qantara.web.links import LANGUAGES


def translated(
    request: HttpRequest, lang: str, commitment: Commitment, text: Text, parts: Sequence[str],
    text_lang: str,
) -> HttpResponse:  # fmt: skip
    """409 where the original or the translation changed meanwhile; 404 for no language of ours."""
    if text_lang not in LANGUAGES:
        raise Http404
    blocks = blocks_of(text, parts)
    sources = {
        part: block.markdown
        for part, block in blocks.items()
        if block.source_language != text_lang and block.markdown
    }
    kept = {part: one for part in sources if (one := read.translation(blocks[part], text_lang))}
    seen = stamp(text, text_lang)
    form = TranslateForm(
        request.POST if request.method == "POST" else None, sources=sources, lang=text_lang,
        initial={"seen": seen, **{part: one.markdown for part, one in kept.items()}},
    )  # fmt: skip
    clash: list[Conflict] = []

    def act() -> None:
        try:
            commit.translate(
                text, parts, text_lang, form.words(), seen=form.cleaned_data["seen"],
                commitment=commitment, by=signed_in(request), at=clock.now(),
            )  # fmt: skip
        except Conflict as conflict:
            clash.append(conflict)
            raise

    code, slug = commitment.recommendation, commitment.holder.slug
    if form.is_bound and once_only(form, act):
        page = reverse("desk:commitment", args=[lang, slug, code])
        return redirect(f"{page}?place={commitment.territory.slug}")
    if clash:
        form.now_of(seen=seen)
    context = {
        "holder": commitment.holder, "place": commitment.territory, "code": code, "form": form,
        "text_lang": text_lang, "is_conflict": bool(clash),
        "source_language": text.source_language,
        "parts": [
            (sources[part], form[part], kept.get(part), part in kept and not kept[part].is_current)
            for part in sources
        ],
    }  # fmt: skip
    status = 409 if clash else 422 if form.errors else 200
    template = "desk/progress/translate.html"
    return render(request, template, frame(request) | context, status=status)
