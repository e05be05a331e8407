"""The files of a release: PDF, workbook, CSV package and JSON-stat, each in four languages."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from qantara.core.locales import LANGUAGES
from qantara.knowledge.profiles import figures, layout
from qantara.papers import Paper
from qantara.press import pdf
from qantara.releases.kinds import Document, Imprint, Made, Papers
from qantara.tables import dataset, jsonstat, package, xlsx

#: Licences of texts and figures by the name documents have them under: SPDX code and address.
LICENCES = {"CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")}

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def artefacts(document: Document, imprint: Imprint, papers: Papers) -> Iterator[Made]:
    """Every file of the release, dated as it is. All are made from the document alone.

    Work begins at once. Typst works outside Python's lock, so a language's PDF is set while tables
    of another, and whatever the caller does meanwhile, are made: as many files at a time as there
    are processors, handed over in a fixed order.
    """
    begun: list[Future[list[Made]]] = []
    hands = ThreadPoolExecutor(os.cpu_count())
    slug, whole = _slug(document, imprint), None
    for lang in LANGUAGES:
        begun.append(hands.submit(_pdf, papers(lang), slug, imprint))
        whole = whole or as_dataset(document, imprint)
        begun.append(hands.submit(_tables, papers(lang), whole, imprint))
    hands.shutdown(wait=False)
    return (made for each in begun for made in each.result())


def pdfs(document: Document, imprint: Imprint, papers: Papers) -> Iterator[Made]:
    """The PDFs alone, for a release that has no figures to hand out."""
    slug = _slug(document, imprint)
    hands = ThreadPoolExecutor(os.cpu_count())
    begun = [hands.submit(_pdf, papers(lang), slug, imprint) for lang in LANGUAGES]
    hands.shutdown(wait=False)
    return (made for each in begun for made in each.result())


def _pdf(paper: Paper, slug: str, imprint: Imprint) -> list[Made]:
    return [
        Made(
            language=paper.lang, format="pdf", filename=f"{slug}-{paper.lang}.pdf",
            media_type="application/pdf",
            content=pdf.pdf(paper, at=imprint.released_on, fonts=print_fonts()),
        )
    ]  # fmt: skip


def _tables(paper: Paper, whole: dataset.Dataset, imprint: Imprint) -> list[Made]:
    lang, at = paper.lang, imprint.released_on
    stem = f"{whole.slug}-{lang}"
    return [
        Made(
            language=lang, format="xlsx", filename=f"{stem}.xlsx", media_type=SPREADSHEET,
            content=xlsx.workbook(paper, whole, at=at),
        ),
        Made(
            language=lang, format="csv", filename=f"{stem}-csv.zip", media_type="application/zip",
            content=package.archive(whole, lang, at=at),
        ),
        Made(
            language=lang, format="json-stat", filename=f"{stem}.json", media_type="application/json",
            content=jsonstat.collection(whole, lang),
        ),
    ]  # fmt: skip


def print_fonts() -> Path:
    """The faces Typst sets with, made by ``qantara.fonts``."""
    folder: Path = settings.VAR / "fonts" / "print"
    return folder


def as_dataset(document: Document, imprint: Imprint) -> dataset.Dataset:
    """The document's figures with their words, for the writers of tables."""
    about = document["about"]
    code, address = LICENCES.get(about["licence"], (about["licence"], ""))
    return dataset.Dataset(
        slug=_slug(document, imprint),
        title={lang: layout.title(document, lang) for lang in LANGUAGES},
        summary=summary(document),
        version=str(imprint.number),
        released_on=imprint.released_on.date(),
        address=imprint.address,
        publisher=about["publisher"],
        citation={lang: layout.citation(document, lang, imprint) for lang in LANGUAGES},
        licence=dataset.Licence(code=code, title=about["licence"], address=address),
        figures=figures.frame(document["figures"]),
        labels=_labels(document),
        sources=tuple(_source(one) for one in document["sources"]),
        notices=tuple(notices(document)),
    )


def _slug(document: Document, imprint: Imprint) -> str:
    return f"{document['place']['slug']}-{imprint.number}"


def summary(document: Document) -> dict[str, str]:
    """The synopsis in words, in every language."""
    return {lang: " ".join(said[lang] for said in document["lede"]) for lang in LANGUAGES}


def notices(document: Document) -> Iterator[dict[str, str]]:
    """What must be read first, by language."""
    by_lang = {lang: layout.notices(document, lang) for lang in LANGUAGES}
    for position in range(len(by_lang["en"])):
        yield {lang: by_lang[lang][position] for lang in LANGUAGES}


def _labels(document: Document) -> dataset.Labels:
    terms, place = document["framework"], document["place"]
    dimensions: Mapping[str, Any] = terms["dimensions"]
    return dataset.Labels(
        definitions={code: about["name"] for code, about in terms["indicators"].items()},
        territories={place["slug"]: place["territory_names"]}
        | {area["slug"]: area["names"] for area in document.get("areas", ())},
        units={code: about["name"] for code, about in terms["units"].items()},
        dimensions={code: about["name"] for code, about in dimensions.items()},
        codes={code: about["codes"] for code, about in dimensions.items()},
    )


def _source(one: Mapping[str, Any]) -> dataset.Source:
    title = {}
    for lang in LANGUAGES:
        with translation.override(lang):
            title[lang] = _("%(organisation)s, %(title)s") % {
                "organisation": one["organisation"].get(lang, ""),
                "title": one["title"].get(lang, ""),
            }
    return dataset.Source(
        title=title,
        address=one["url"] if one["public"] else "",
        licence=one["licence"],
        accessed_on=date.fromisoformat(one["accessed_on"]) if one["accessed_on"] else None,
    )
