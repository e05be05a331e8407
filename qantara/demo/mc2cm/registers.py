"""Lists of territories, made from what the publishers themselves list, for `qantara network territories`.

    python -m qantara.demo.mc2cm.registers FOLDER TARGET

A table of figures speaks of places by code or by label; each list here gives the places of one
publisher those codes and labels. FOLDER holds the publishers' files, as in files.toml.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import os
import re
import sys
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import django

from qantara.core import locales
from qantara.demo.mc2cm.facts import HERE
from qantara.knowledge.evidence import readers
from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.readers import ReadOptions

Cells = dict[str, str]

COLUMNS = (
    "slug",
    "type",
    "country",
    "parent",
    *(f"name_{lang}" for lang in locales.LANGUAGES),
    "codes",
)


def barcelona(field: Path) -> Iterator[Cells]:
    """The city, its 10 districts and 73 neighbourhoods."""
    yield {
        "slug": "barcelona",
        "type": "municipality",
        "country": "ES",
        "name_es": "Barcelona",
        "codes": "bcn:0",
    }
    rows = _csv(field / "cities/barcelona/population.csv.gz")
    districts = {row["District.Code"]: row["District.Name"] for row in rows}
    barris = {
        row["Neighborhood.Code"]: (row["Neighborhood.Name"], row["District.Code"]) for row in rows
    }
    for code, name in sorted(districts.items()):
        yield _district("barcelona", f"bcn-district:{code}", name, "barcelona")
    for code, (name, district) in sorted(barris.items()):
        yield _district("barcelona", f"bcn-barri:{code}", name, f"bcn-district:{district}")


def _district(city: str, code: str, name: str, parent: str) -> Cells:
    scheme, number = code.split(":")
    kind = scheme.partition("-")[2]
    return {
        "slug": f"{city}-{kind}-{number}", "type": "district", "country": "ES", "parent": parent,
        "name_es": name, "codes": code,
    }  # fmt: skip


def comunidad_de_madrid(field: Path) -> Iterator[Cells]:
    """The region and its 179 municipalities.

    The workbook knows a municipality by the three digits INE gives it and a check digit: 0796 is
    Madrid, whose code in Spain is 28079.
    """
    yield {
        "slug": "comunidad-de-madrid", "type": "region", "country": "ES", "name_es": "Comunidad de Madrid",
        "codes": "iecm:region",
    }  # fmt: skip
    path = field / "cities/comunidad_madrid/padron_2021_country_of_birth.xlsx"
    sheet = readers.read(
        path, options=ReadOptions(format="xlsx", sheets=("Total",), header_rows=(6, 7, 8))
    ).sheets[0]
    for code, name in sheet.frame.select(sheet.frame.columns[1:3]).iter_rows():
        if re.fullmatch(r"\d{4}", code or ""):
            ine = f"28{code[:3]}"
            yield {
                "slug": "madrid" if code == "0796" else f"es-{ine}", "type": "municipality", "country": "ES",
                "parent": "comunidad-de-madrid", "name_es": name, "codes": f"ine:{ine};iecm:{code}",
            }  # fmt: skip


#: Communes that the demonstration knows under a name of its own.
_MOROCCO = {
    "06.141.01.0": "casablanca", "04.421.01.0": "rabat", "01.511.01.0": "tangier", "02.411.01.23": "oujda",
}  # fmt: skip


def morocco(field: Path) -> Iterator[Cells]:
    """The country, its regions, provinces and prefectures, communes and arrondissements of 2024.

    Codes of 2014 stand beside those of 2024: the same but for 207 communes, which the crosswalk names.
    """
    folder = field / "cities/morocco"
    crosswalk = _csv(folder / "crosswalk_2014-2024.csv.gz")
    before = {row["code_2024"]: row["code_2014"] for row in crosswalk}
    yield _country("MA", "MAR", "504")
    for row in _csv(folder / "attributes_regions.csv.gz"):
        yield _moroccan(row, "region", "iso3:MAR", before)
    for row in _csv(folder / "attributes_provinces.csv.gz"):
        # Casablanca's prefectures of arrondissements lie in its commune, the others in a region.
        city = row["code"].count(".") > 1
        parent = f"hcp:{row['code'][:9]}.0" if city else f"hcp:{row['region_code']}"
        yield _moroccan(row, "district" if city else "province", parent, before)
    for row in _csv(folder / "attributes_communes.csv.gz"):
        yield _moroccan(row, "municipality", f"hcp:{row['province_code'][:6]}", before)
    for row in _csv(folder / "attributes_arrondissements.csv.gz"):
        yield _moroccan(row, "district", f"hcp:{row['commune_code']}", before)


def _moroccan(row: Cells, kind: str, parent: str, before: Cells) -> Cells:
    code = row["code"]
    return {
        "slug": _MOROCCO.get(code, ""), "type": kind, "country": "MA", "parent": parent,
        "name_ar": row["name_ar"], "name_fr": row["name_fr"],
        "codes": f"hcp:{code};hcp-2014:{before.get(code, code)}",
    }  # fmt: skip


def renumbered(field: Path) -> str:
    """The communes whose code changed between the censuses, as a table of codes for a mapping."""
    rows = _csv(field / "cities/morocco/crosswalk_2014-2024.csv.gz")
    by_name = "Between the censuses of 2014 and 2024 the office gave this commune another code."
    by_elimination = by_name.replace(
        "code.", "code; that it is the same follows by elimination alone."
    )
    lines = ["[codes.renumbered]"]
    for row in rows:
        reason = by_name if row["normalised_name_match"] == "true" else by_elimination
        lines.append(f'"{row["code_2024"]}" = {json.dumps(reason)}')
    return "\n".join(lines)


def portugal(field: Path) -> Iterator[Cells]:
    """The 4,260 parishes of 2011 with the municipality of each, by code: the file has no names."""
    yield _country("PT", "PRT", "620")
    path = field / "cities/portugal/nationalities_by_freguesia_census2011.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        parishes = [found[1] for line in file if (found := re.match(r"(\d{6}),", line))]
    for code in sorted({parish[:4] for parish in parishes}):
        yield {
            "slug": "lisbon" if code == "1106" else "", "type": "municipality", "country": "PT",
            "parent": "iso3:PRT", "name_en": "Lisbon" if code == "1106" else f"Municipality {code}",
            "codes": f"dicofre:{code}",
        }  # fmt: skip
    for code in parishes:
        yield {
            "type": "district", "country": "PT", "parent": f"dicofre:{code[:4]}", "name_en": f"Parish {code}",
            "codes": f"dicofre:{code}",
        }  # fmt: skip


def italy(field: Path) -> Iterator[Cells]:
    """Italy, its parts, regions and provinces by ISTAT's codes: NUTS and, for some provinces, its own."""
    yield _country("IT", "ITA", "380", "nuts:IT")
    legacy = _csv(field / "national/istat/dcis_permsogg1_legacy_export.csv.gz")
    names = {row["ITTER107"]: row["Territory"] for row in legacy}
    path = field / "cities/italy/istat_popstrbil_foreign_balance_sdmx.csv.gz"
    codes = {row["REF_AREA"] for row in _csv(path)} | set(names)
    cities = {"ITC11": "turin-metropolitan-city", "ITF33": "naples-metropolitan-city"}
    for code in sorted(codes - {"IT"}):
        is_province = len(code) == 5
        kind = "province" if is_province else "region"
        yield {
            "slug": cities.get(code, ""), "type": "metropolis" if code in cities else kind, "country": "IT",
            "name_en": names.get(code, code), "codes": f"nuts:{code}",
        }  # fmt: skip


def eurostat_cities(field: Path) -> Iterator[Cells]:
    """Cities of Eurostat's urb_cpop1 by label, each after its country; labels of two units left out."""
    path = field / "eurostat_city/urb_cpop1_2009-2018_long.csv.gz"
    rows = _csv(path, encoding="iso-8859-1")
    times = rows[0]["TIME"], rows[0]["INDIC_UR"]
    stated = [row["CITIES"] for row in rows if (row["TIME"], row["INDIC_UR"]) == times]
    country = ""
    for number, label in enumerate(stated):
        if label in _CITIES_OF:
            country = _CITIES_OF[label]
            yield {
                "slug": _members().get(country, ""), "type": "country",
                "country": country, "name_en": locales.country(country, "en"),
                "codes": f"iso2:{country};eurostat-city:{label}",
            }  # fmt: skip
        elif stated.count(label) == 1:
            yield {
                "slug": f"eurostat-{country.lower()}-{number}",
                "type": "city_cluster" if "(greater city)" in label else "municipality",
                "country": country, "name_en": label, "codes": f"eurostat-city:{label}",
            }  # fmt: skip


#: Labels of countries among the cities: after each come its own.
_CITIES_OF: Cells = {
    "Belgium": "BE", "Bulgaria": "BG", "Czech Republic": "CZ", "Denmark": "DK", "Germany": "DE", "Estonia": "EE",
    "Ireland": "IE", "Greece": "GR", "Spain": "ES", "France": "FR", "Italy": "IT", "Cyprus": "CY", "Latvia": "LV",
    "Lithuania": "LT", "Luxembourg (Grand Duchy)": "LU", "Hungary": "HU", "Malta": "MT", "Netherlands": "NL",
    "Austria": "AT", "Poland": "PL", "Portugal": "PT", "Romania": "RO", "Slovenia": "SI", "Slovakia": "SK",
    "Finland": "FI", "Sweden": "SE", "United Kingdom": "GB", "Turkey": "TR", "Norge": "NO", "Schweiz/Suisse": "CH",
}  # fmt: skip

#: Where UNHCR's older names are not those of UN DESA. States that are no more have no territory here.
_UNHCR: Cells = {
    "Bolivarian Republic of Venezuela": "VE", "Cape Verde": "CV", "Czech Republic": "CZ",
    "Democratic People's Republic of Korea": "KP", "Federated States of Micronesia": "FM",
    "Hong Kong SAR, China": "HK", "Islamic Republic of Iran": "IR", "Libyan Arab Jamahiriya": "LY",
    "Macao SAR, China": "MO", "Occupied Palestinian Territory": "PS", "Plurinational State of Bolivia": "BO",
    "Swaziland": "SZ", "The former Yugoslav Republic of Macedonia": "MK", "United States": "US",
}  # fmt: skip


def countries(field: Path) -> Iterator[Cells]:
    """All countries of ISO 3166-1, by the codes of ISO, UN DESA and Eurostat."""
    archive = zipfile.ZipFile(field / "reference/iso/pycountry_iso3166_639_4217_15924.zip")
    for row in json.loads(archive.read("iso3166-1.json"))["3166-1"]:
        alpha2 = row["alpha_2"]
        eurostat = {"GR": "EL", "GB": "UK"}.get(alpha2, alpha2)
        undesa = str(int(row["numeric"]))
        yield _country(alpha2, row["alpha_3"], undesa, f"iso2:{alpha2}", f"eurostat:{eurostat}")


def undesa_names(field: Path) -> Cells:
    """The names UN DESA gives countries, and their ISO 3166-1 alpha-2: without notes and indents."""
    archive = zipfile.ZipFile(field / "reference/iso/pycountry_iso3166_639_4217_15924.zip")
    iso = {
        str(int(row["numeric"])): row["alpha_2"]
        for row in json.loads(archive.read("iso3166-1.json"))["3166-1"]
    }
    path = field / "national/undesa/undesa_pd_2020_ims_stock_by_sex_and_destination.xlsx"
    options = ReadOptions(format="xlsx", sheets=("Table 1",), header_rows=(8, 11))
    rows = readers.read(path, options=options).sheets[0].frame
    named = rows.select("Region, development group, country or area", "Location code").iter_rows()
    codes = ((name.strip().rstrip("*"), (code or "").removesuffix(NATIVE)) for name, code in named)
    return {name: iso[code] for name, code in codes if code in iso}


def unhcr_names(field: Path) -> Cells:
    """The names UNHCR gives countries, older ones among them, and their ISO 3166-1 alpha-2."""
    return {**undesa_names(field), **_UNHCR}


def _country(alpha2: str, alpha3: str, undesa: str, *codes: str) -> Cells:
    names = {f"name_{lang}": locales.country(alpha2, lang) for lang in locales.LANGUAGES}
    found = (f"iso3:{alpha3}", f"undesa:{undesa}", *codes)
    slug = _members().get(alpha2, "")
    return {"slug": slug, "type": "country", "country": alpha2, **names, "codes": ";".join(found)}


@cache
def _members() -> Cells:
    """The countries that the network's file names, by their letters."""
    rows = tomllib.loads((HERE / "network.toml").read_text("utf-8"))["territory"]
    return {row["country"]: row["slug"] for row in rows if row["type"] == "country"}


def _csv(path: Path, encoding: str = "utf-8-sig") -> list[Cells]:
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(text.decode(encoding))))


LISTS: dict[str, Callable[[Path], Iterable[Cells]]] = {
    "barcelona": barcelona,
    "comunidad-de-madrid": comunidad_de_madrid,
    "countries": countries,
    "eurostat-cities": eurostat_cities,
    "italy": italy,
    "morocco": morocco,
    "portugal": portugal,
}


def write(name: str, field: Path, target: Path) -> Path:
    """One list as a CSV file in ``target``."""
    path = target / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(LISTS[name](field))
    return path


def main(arguments: Sequence[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qantara.config.settings")
    django.setup()  # what readers say of a file is said in a language
    parser = argparse.ArgumentParser(description="Make lists of territories.")
    parser.add_argument("folder", type=Path, help="the folder that holds the files of files.toml")
    parser.add_argument("target", type=Path, help="where the lists are written to")
    options = parser.parse_args(arguments)
    options.target.mkdir(parents=True, exist_ok=True)
    for name in LISTS:
        sys.stdout.write(f"{write(name, options.folder, options.target)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
