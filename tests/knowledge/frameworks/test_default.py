"""The framework that Qantara ships."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from qantara.knowledge.frameworks import Framework, Name

BY_DOMAIN = {
    "CTX": 4,
    "POP": 10,
    "FLW": 6,
    "LEG": 8,
    "EMP": 8,
    "EDU": 7,
    "HOU": 8,
    "HLT": 6,
    "SRV": 7,
    "PAR": 6,
    "COH": 7,
    "GOV": 14,
}
ARABIC = re.compile(r"[\u0621-\u064a]")


def texts(framework: Framework) -> Iterator[tuple[str, Name]]:
    """Every text of a framework with the place it stands in."""
    yield "name", framework.name
    yield "about", framework.about
    for domain in framework.domains:
        yield f"{domain.code} name", domain.name
        yield f"{domain.code} about", domain.about
    for definition in framework.definitions():
        found = framework.definition(definition)
        yield f"{definition} name", found.name
        yield f"{definition} definition", found.definition
        yield f"{definition} usual source", found.usual_source
        for zero in found.counts.structural_zeros if found.counts else ():
            yield f"{definition} {dict(zero.where)}", zero.reason
    for measure in framework.measures.values():
        yield f"measure {measure.id}", measure.name
    for unit in framework.units.values():
        yield f"unit {unit.code}", unit.name
    for listed in (*framework.dimensions.values(), *framework.codes.values()):
        yield str(listed.name["en"]), listed.name
        for code in listed.codes:
            yield f"{listed.name['en']} {code.code}", code.name
            if code.about:
                yield f"{listed.name['en']} {code.code} about", code.about


def test_default_has_every_indicator_once(framework):
    expected = [
        f"{domain}-{number:02}"
        for domain, count in BY_DOMAIN.items()
        for number in range(1, count + 1)
    ]
    assert [indicator.code for indicator in framework.indicators] == expected


def test_default_has_48_core_and_43_extended_indicators(framework):
    assert Counter(one.tier for one in framework.indicators) == {"core": 48, "extended": 43}


def test_default_keeps_dangerous_figures_with_the_city(framework):
    quiet = {one.code for one in framework.indicators if one.audience == "city"}
    assert quiet == {
        "POP-10",
        *(f"LEG-0{number}" for number in range(2, 7)),
        "HOU-04",
        "HOU-06",
        "COH-03",
        "COH-04",
        "COH-05",
        *(f"GOV-{number:02}" for number in range(1, 15)),
    }


def test_default_protects_status_violence_and_children_as_sensitive(framework):
    sensitive = {
        one.code
        for one in framework.indicators
        if one.counts and one.counts.protection == "sensitive"
    }
    must = {*(f"LEG-0{number}" for number in range(1, 9)), "HOU-06", "EMP-08"}
    must |= {"COH-02", "COH-03", "COH-04", "COH-05"}
    assert must <= sensitive


def test_default_never_counts_sensitive_people_by_district(framework):
    districts = [
        definition
        for definition in framework.definitions()
        if (found := framework.definition(definition)).counts
        and found.counts.protection == "sensitive"
        and "DIST" in found.dimensions()
    ]
    assert districts == []


def test_default_counts_the_same_people_under_one_measure(framework):
    same = [
        one.code
        for one in framework.indicators
        if one.counts and one.counts.measure == "foreign-citizens"
    ]
    assert same == ["POP-01", "POP-04", "POP-05", "POP-06", "POP-07", "HOU-08"]
    assert framework["POP-05"].counts.where == {"SEX": "F"}
    assert framework["CTX-01"].counts.measure == "residents"
    assert framework["POP-01"].counts.share_of == "residents"


def test_default_names_measures_that_exist(framework):
    named = {
        reference
        for definition in framework.definitions()
        if (counts := framework.definition(definition).counts)
        for reference in (counts.measure, counts.share_of, counts.part_of)
        if reference
    }
    assert named <= framework.measures.keys()


def test_default_gives_every_variant_people_of_its_own(framework):
    measures = {
        variant.counts.measure
        for indicator in framework.indicators
        for variant in indicator.variants
        if variant.counts
    }
    whole = {one.counts.measure for one in framework.indicators if one.counts}
    assert measures
    assert not measures & whole


def test_default_says_everything_in_four_languages(framework):
    spoken = {place: sorted(name) for place, name in texts(framework)}
    assert {place for place, langs in spoken.items() if langs != ["ar", "en", "es", "fr"]} == set()
    assert [place for place, name in texts(framework) if not all(name.values())] == []


def test_default_writes_arabic_in_arabic_script(framework):
    assert [place for place, name in texts(framework) if not ARABIC.search(name["ar"])] == []


def test_default_translates_every_definition(framework):
    untranslated = [
        definition
        for definition in framework.definitions()
        if len(set(framework.definition(definition).definition.values())) < 4
    ]
    assert untranslated == []


def test_default_gives_a_domain_a_section_of_the_profile(framework):
    assert {domain.code: domain.section for domain in framework.domains} == {
        "CTX": "territory",
        "POP": "people",
        "FLW": "patterns",
        "LEG": "people",
        "EMP": "work",
        "EDU": "education",
        "HOU": "housing",
        "HLT": "health",
        "SRV": "services",
        "PAR": "participation",
        "COH": "cohesion",
        "GOV": "governance",
    }


def test_default_follows_sdmx_letters(framework):
    letters = {code.code for code in framework.codes["obs_status"].codes}
    assert letters == set("APEFGIUVLMQO")
    assert {code.code for code in framework.codes["conf_status"].codes} == set("FNCDS")
    sexes = {code.code for code in framework.dimensions["SEX"].codes}
    assert sexes == {"F", "M", "_O", "_U", "_T"}


def test_default_asks_whose_competence_it_is_and_why_an_item_does_not_apply(framework):
    for levels in ("level", "progress"):
        said = {code.code: code.about.get("en") for code in framework.codes[levels].codes}
        assert said == {
            **dict.fromkeys("01234"),
            "X": "The body that holds it is named.",
            "NA": "The reason is given.",
        }


def test_default_parts_thousands_with_a_narrow_space(framework):
    printed = [
        place
        for place, name in texts(framework)
        if any(
            re.search(r"\d[ .,\u00a0]\d{3}\b|\b(?!1951|20[0-9]{2})\d{4,}\b", said)
            for said in name.values()
        )
    ]
    assert printed == []
    assert framework.units["PER_1000"].name["en"] == "per 1\u202f000 people"


def test_default_divides_ages_without_gap_or_overlap(framework):
    for partition in framework.dimensions["AGE"].partitions:
        expected = 0
        *bands, last, unknown = partition
        for band in bands:
            low, high = band.removeprefix("Y").split("T")
            assert int(low) == expected
            expected = int(high) + 1
        assert (last, unknown) == (f"Y_GE{expected}", "_U")


def test_dimension_takes_codes_of_its_list_and_its_pattern(framework):
    citizenship = framework.dimensions["NAT"]
    assert [code in citizenship for code in ("MA", "W0_OTH", "_U")] == [True, True, True]
    assert [code in citizenship for code in ("ma", "MAR", "")] == [False, False, False]
    assert [code in framework.dimensions["SEX"] for code in ("F", "W")] == [True, False]


def test_definition_is_found_by_its_id(framework):
    assert framework.definition("POP-01") == framework["POP-01"]
    assert framework.definition("POP-03/wien-herkunft").country == "AT"
    assert "POP-99" not in framework
    for unknown in ("POP-99", "POP-03/nowhere", "POP-99/immigre"):
        try:
            framework.definition(unknown)
        except KeyError:
            continue
        raise AssertionError(unknown)


def test_dimensions_of_an_indicator_hold_its_coarser_rungs(framework):
    assert framework["POP-01"].dimensions() == (
        "SEX",
        "AGE",
        "NAT",
        "DIST",
        "NATG",
        "CITG",
        "AGEG",
    )
