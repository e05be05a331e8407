"""SDMX-ML: generic and structure-specific, by series and flat, with what groups and footers say."""

from __future__ import annotations

import pytest

from qantara.knowledge.evidence import readers
from qantara.knowledge.evidence.readers import UnreadableFile
from tests.knowledge.evidence.readers.plain import kinds, tables

SPACES = (
    'xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" '
    'xmlns:g="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic" '
    'xmlns:f="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message/footer" '
    'xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common" '
    'xmlns:s="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def message(root, data, *, dimension="TIME_PERIOD", head="", footer=""):
    return (
        f'<?xml version="1.0"?>{head}<m:{root} {SPACES}><m:Header><m:ID>x</m:ID>'
        f'<m:Structure structureID="S1" dimensionAtObservation="{dimension}"/></m:Header>{data}{footer}</m:{root}>'
    )


def said(**components):
    return "".join(f'<g:Value id="{name}" value="{text}"/>' for name, text in components.items())


FOOTER = (
    '<f:Footer><f:Message code="510"><c:Text>The answer was cut.</c:Text></f:Message></f:Footer>'
)
WANTED = [
    (2, "KW", "F", "2022", "510", "people", "A", "register"),
    (3, "KW", "F", "2023", "12.5", "people", "E", "register"),
    (4, "KW", "M", "2022", "490", "people", "A", None),
]
GENERIC = (
    '<m:DataSet structureRef="S1"><g:Attributes>'
    + said(UNIT="people")
    + "</g:Attributes><g:Group><g:GroupKey>"
    + said(SEX="F")
    + "</g:GroupKey><g:Attributes>"
    + said(METHOD="register")
    + "</g:Attributes></g:Group>"
    + "".join(
        f"<g:Series><g:SeriesKey>{said(AREA='KW', SEX=sex)}</g:SeriesKey>"
        + "".join(
            f'<g:Obs><g:ObsDimension value="{year}"/><g:ObsValue value="{value}"/>'
            f"<g:Attributes>{said(OBS_STATUS=status)}</g:Attributes></g:Obs>"
            for year, value, status in every
        )
        + "</g:Series>"
        for sex, every in (("F", (("2022", "510", "A"), ("2023", "12.5", "E"))), ("M", (("2022", "490", "A"),)))
    )
    + "</m:DataSet>"
)  # fmt: skip
GENERIC_FLAT = (
    '<m:DataSet structureRef="S1"><g:Attributes>' + said(UNIT="people") + "</g:Attributes>"
    "<g:Group><g:GroupKey>" + said(SEX="F") + "</g:GroupKey><g:Attributes>" + said(METHOD="register")
    + "</g:Attributes></g:Group>"
    + "".join(
        f"<g:Obs><g:ObsKey>{said(AREA='KW', SEX=sex, TIME_PERIOD=year)}</g:ObsKey>"
        f'<g:ObsValue value="{value}"/><g:Attributes>{said(OBS_STATUS=status)}</g:Attributes></g:Obs>'
        for _row, _area, sex, year, value, _unit, status, _method in WANTED
    )
    + "</m:DataSet>"
)  # fmt: skip
SPECIFIC = (
    '<m:DataSet s:structureRef="S1" s:action="Replace" xsi:type="x" UNIT="people">'
    '<Group xsi:type="x:Sibling" SEX="F" METHOD="register"/>'
    '<Series AREA="KW" SEX="F"><Obs TIME_PERIOD="2022" OBS_VALUE="510" OBS_STATUS="A"/>'
    '<Obs TIME_PERIOD="2023" OBS_VALUE="12.5" OBS_STATUS="E"/></Series>'
    '<Series AREA="KW" SEX="M"><Obs TIME_PERIOD="2022" OBS_VALUE="490" OBS_STATUS="A"/></Series></m:DataSet>'
)
SPECIFIC_FLAT = (
    '<m:DataSet s:structureRef="S1" xsi:type="x" UNIT="people">'
    '<x:Sibling xmlns:x="urn:x" xsi:type="x:Sibling" SEX="F" METHOD="register"/>'
    + "".join(
        f'<Obs AREA="KW" SEX="{sex}" TIME_PERIOD="{year}" OBS_VALUE="{value}" OBS_STATUS="{status}"/>'
        for _row, _area, sex, year, value, _unit, status, _method in WANTED
    )
    + "</m:DataSet>"
)
SPECIFIC_3 = SPECIFIC_FLAT.replace(
    'OBS_STATUS="E"/>', '><Comp id="OBS_STATUS"><Value>E</Value></Comp></Obs>'
)


@pytest.mark.parametrize(
    ("root", "data", "dimension"),
    (
        ("GenericData", GENERIC, "TIME_PERIOD"),
        ("GenericTimeSeriesData", GENERIC, "TIME_PERIOD"),
        ("GenericData", GENERIC_FLAT, "AllDimensions"),
        ("StructureSpecificData", SPECIFIC, "TIME_PERIOD"),
        ("StructureSpecificTimeSeriesData", SPECIFIC, "TIME_PERIOD"),
        ("StructureSpecificData", SPECIFIC_FLAT, "AllDimensions"),
        ("StructureSpecificData", SPECIFIC_3, "AllDimensions"),
    ),
)
def test_sdmx_ml_gives_a_row_for_each_observation(write, root, data, dimension):
    path = write(message(root, data, dimension=dimension, footer=FOOTER), "data.xml")
    found = readers.read(path)
    assert found.format == "sdmx-ml"
    (sheet,) = found.sheets
    assert sheet.above == ((1, ("The answer was cut.",)),)
    names = ["row", "AREA", "SEX", "TIME_PERIOD", "OBS_VALUE", "UNIT", "OBS_STATUS", "METHOD"]
    ((_heads, columns, rows),) = tables(path).values()
    place = [0, *(columns.index(name) + 1 for name in names[1:])]
    assert sorted(columns) == sorted(names[1:])
    assert [tuple(row[at] for at in place) for row in rows] == WANTED


def test_sdmx_ml_by_another_dimension_and_several_data_sets(write):
    by_sex = (
        '<m:DataSet s:structureRef="S1"><Series AREA="KW" TIME_PERIOD="2022">'
        '<Obs SEX="F" OBS_VALUE="5"/></Series></m:DataSet>'
    )
    deleted = '<m:DataSet s:structureRef="S1" s:action="Delete"><Obs AREA="KW" OBS_VALUE="5"/></m:DataSet>'
    path = write(message("StructureSpecificData", by_sex + deleted, dimension="SEX"), "data.xml")
    assert [sheet.frame.columns for sheet in readers.read(path).sheets] == [
        ["row", "AREA", "TIME_PERIOD", "OBS_VALUE", "SEX"],
        ["row"],
    ]  # fmt: skip
    assert kinds(path) == [("row_deletes", (2,), ())]


@pytest.mark.parametrize(
    ("content", "said"),
    (
        (message("Structure", "<m:Structures/>"), "describes codes"),
        (message("GenericData", "", footer=FOOTER), "The answer was cut."),
        (message("GenericData", '<m:DataSet structureRef="S1"/>'), "no observations"),
        (message("GenericData", GENERIC)[:-40], "breaks off"),
        (message("GenericData", GENERIC, head='<!DOCTYPE a [<!ENTITY b "b">]>'), "declarations"),
        (message("GenericData", GENERIC, head='<!DOCTYPE a SYSTEM "file:///etc/hosts">'), "declarations"),
        (message("GenericData", "<a>" * 300 + "</a>" * 300), "declarations"),
    ),
)  # fmt: skip
def test_sdmx_ml_without_figures_or_with_harm_is_refused_in_words(write, content, said):
    with pytest.raises(UnreadableFile, match=said):
        readers.read(write(content, "data.xml"))
