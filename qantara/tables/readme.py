"""What lies beside figures that leave the site: how to read, cite and reuse them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from qantara.core import locales
from qantara.tables.dataset import LANGUAGES, Dataset, words


def readme(dataset: Dataset, lang: str, named: str) -> str:
    """README in ``lang`` as Markdown; ``named`` is the language of the file with names."""
    with override(lang):
        files = (
            ("figures.csv", _("all figures, one row each, with codes")),
            (f"figures.{named}.csv", _("the same figures, with the names of the codes")),
            ("codes.csv", _("what the codes mean, in four languages")),
            ("sources.csv", _("the sources, with their licences and addresses")),
            ("datapackage.json", _("description of the files for programs (Frictionless Data)")),
        )
        reading = (
            _("An empty value is never a zero. The status says why it is empty."),
            _(
                "Status Q, confidentiality C: withheld. This figure, or one from which it could be"
                " worked out, is too small to publish without pointing at people."
            ),
            _(
                "State courtesy: public elsewhere, but so small that it is not repeated here; its "
                "source has it."
            ),
            _("Status L: not collected. M: not applicable. O: no data for another reason."),
            _("Status A: official. E: estimate. P: provisional."),
            _("Where IS_BREAK is true, the figure must not be compared with earlier ones."),
            _("Another definition is another series, even under the same indicator."),
            _("A text that begins with an apostrophe before =, +, - or @ begins without it."),
        )
        how_to_read = _("How to read them")
        released = _("Version %(version)s, released on %(date)s") % {
            "version": dataset.version,
            "date": locales.day(dataset.released_on, lang),
        }
        parts = (
            f"# {words(dataset.title, lang)}",
            *(f"> {words(notice, lang)}" for notice in dataset.notices),
            words(dataset.summary, lang),
            f"{released}\n{dataset.address}",
            f"## {_('Files')}",
            _listing(f"`{name}`: {text}" for name, text in files),
            f"## {how_to_read}",
            _listing(reading),
            f"## {_('Sources')}",
            _listing(_source(dataset, lang)),
            f"## {_('Licence')}",
            f"{dataset.licence.title} ({dataset.licence.code})\n{dataset.licence.address}",
            _("Sources keep their own licences, named in sources.csv."),
            f"## {_('How to cite')}",
            words(dataset.citation, lang),
        )
    return "\n\n".join(part for part in parts if part) + "\n"


def licence(dataset: Dataset) -> str:
    """The licence of the figures, and that of sources which have their own, in four languages."""
    own = f"{dataset.licence.title} ({dataset.licence.code})\n{dataset.licence.address}\n"
    lines = []
    for lang in LANGUAGES:
        with override(lang):
            lines.append(_("Sources keep their own licences, named in sources.csv."))
    return own + "\n" + "\n".join(lines) + "\n"


def citation(dataset: Dataset) -> str:
    """How to cite the release, a line a language."""
    return "\n".join(words(dataset.citation, lang) for lang in LANGUAGES) + "\n"


def _source(dataset: Dataset, lang: str) -> list[str]:
    return [
        " · ".join(
            part for part in (words(source.title, lang), source.licence, source.address) if part
        )
        for source in dataset.sources
    ]


def _listing(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
