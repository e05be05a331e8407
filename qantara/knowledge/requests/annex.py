"""The annexed table as a workbook: our template with the lines asked for, in the office's name."""

from __future__ import annotations

from datetime import date

from qantara.knowledge.evidence import template
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.requests.models import DataRequest
from qantara.knowledge.requests.settle import title


def workbook(request: DataRequest, framework: Framework, *, today: date) -> bytes:
    """Filled in it comes back without a question, as figures of the office that was asked."""
    lang, name = request.language, request.territory.name
    return template.asked(
        framework,
        [
            (one["definition"], one["breakdown"], one["unit"], one["period"])
            for one in request.asked
        ],
        territory=request.territory.slug,
        name={lang: name.get(lang) or name.get("en") or request.territory.slug},
        lang=lang,
        today=today,
        organisation=request.contact.organisation if request.contact else "",
        title=title(request),
    )
