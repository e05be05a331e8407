"""Everything of a release to take home: ZIP with CSV, Frictionless data package and READMEs."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from qantara.tables import csv
from qantara.tables.archive import packed
from qantara.tables.columns import Column, columns
from qantara.tables.dataset import LANGUAGES, Dataset, once, words
from qantara.tables.readme import citation, licence, readme

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def archive(dataset: Dataset, lang: str, *, at: datetime) -> bytes:
    """The dataset as ZIP; file names are the same in every language.

    figures.csv          codes and numbers, the same bytes in every language
    figures.<lang>.csv   the same with names in ``lang``
    codes.csv            every code with its name in four languages
    sources.csv          what SOURCE counts
    datapackage.json     Frictionless Data Package 2.0, its texts in ``lang``
    README.<lang>.md     in four languages, with LICENCE.txt and CITATION.txt

    ``at``, the moment of release, dates the files.
    """
    named = f"figures.{lang}.csv"
    tables = {
        "figures.csv": _coded(dataset),
        named: csv.figures(dataset, lang),
        "codes.csv": _codes(dataset),
        "sources.csv": _sources(dataset),
    }
    schemas = {
        "figures.csv": _schema(columns(dataset, lang, has_names=False), key=["SERIES_KEY"]),
        named: _schema(columns(dataset, lang, has_names=True), key=["SERIES_KEY"]),
        "codes.csv": _plain_schema("CONCEPT", "CODE", *LANGUAGES),
        "sources.csv": _plain_schema("SOURCE", *LANGUAGES, "ADDRESS", "LICENCE", "ACCESSED_ON"),
    }
    package = _package(dataset, lang, tables, schemas, at)
    return packed(
        {
            **{f"README.{tag}.md": readme(dataset, tag, lang).encode() for tag in LANGUAGES},
            "LICENCE.txt": licence(dataset).encode(),
            "CITATION.txt": citation(dataset).encode(),
            "datapackage.json": package,
            **tables,
        },
        at=at,
    )


def _package(
    dataset: Dataset,
    lang: str,
    tables: dict[str, bytes],
    schemas: dict[str, dict[str, object]],
    at: datetime,
) -> bytes:
    described = {
        "$schema": PROFILE,
        "name": dataset.slug,
        "id": dataset.address,
        "title": words(dataset.title, lang),
        "description": "\n\n".join(
            words(text, lang) for text in (dataset.summary, *dataset.notices)
        ),
        "homepage": dataset.address,
        "version": dataset.version,
        "created": at.isoformat(timespec="seconds"),
        "keywords": list(dataset.keywords),
        "contributors": [{"title": words(dataset.publisher, lang), "roles": ["publisher"]}],
        "licenses": [
            {
                "name": dataset.licence.code,
                "title": dataset.licence.title,
                "path": dataset.licence.address,
            }
        ],
        "sources": [
            {"title": words(source.title, lang)}
            | ({"path": source.address} if source.address else {})
            for source in dataset.sources
        ],
        "resources": [_resource(path, data, schemas[path]) for path, data in tables.items()],
    }
    filled = {key: value for key, value in described.items() if value}
    return json.dumps(filled, ensure_ascii=False, indent=2).encode()


def _resource(path: str, data: bytes, schema: dict[str, object]) -> dict[str, object]:
    return {
        "name": path.removesuffix(".csv").replace(".", "-"),
        "path": path,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema,
    }


def _schema(described: list[Column], key: list[str]) -> dict[str, object]:
    return {
        "fields": [
            {"name": column.head, "type": column.type, "title": column.title}
            | ({"description": column.description} if column.description else {})
            for column in described
        ],
        "primaryKey": key,
        "missingValues": [""],
    }


def _plain_schema(*heads: str) -> dict[str, object]:
    types = {"SOURCE": "integer", "ACCESSED_ON": "date"}
    return {
        "fields": [{"name": head, "type": types.get(head, "string")} for head in heads],
        "missingValues": [""],
    }


@once
def _coded(dataset: Dataset) -> bytes:
    """The figures with codes alone."""
    return csv.figures(dataset, has_bom=False)


@once
def _codes(dataset: Dataset) -> bytes:
    """Codes that the figures use and that have a name."""
    labels, figures = dataset.labels, dataset.figures
    lists = {
        "DEFINITION": (labels.definitions, set(figures["definition"])),
        "REF_AREA": (labels.territories, set(figures["territory"])),
        "UNIT_MEASURE": (labels.units, set(figures["unit"])),
    }
    for code in dataset.dimensions:
        used = figures["breakdown"].str.extract(rf"(?:^|;){code}=([^;]*)").drop_nulls()
        lists[code] = (labels.codes.get(code, {}), set(used))
    rows = [
        (concept, code, *(name.get(tag, "") for tag in LANGUAGES))
        for concept, (names, used) in lists.items()
        for code, name in names.items()
        if code in used
    ]
    return csv.table(("CONCEPT", "CODE", *LANGUAGES), rows)


@once
def _sources(dataset: Dataset) -> bytes:
    rows = [
        (
            number,
            *(source.title.get(tag, "") for tag in LANGUAGES),
            source.address,
            source.licence,
            source.accessed_on.isoformat() if source.accessed_on else "",
        )
        for number, source in enumerate(dataset.sources, start=1)
    ]
    return csv.table(("SOURCE", *LANGUAGES, "ADDRESS", "LICENCE", "ACCESSED_ON"), rows)
