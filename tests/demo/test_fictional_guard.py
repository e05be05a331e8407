"""What the guard makes of the fictional cities: complements, courtesy, and a table too fine."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import polars as pl

from qantara.demo.fictional import plan, read
from qantara.knowledge import frameworks
from qantara.knowledge.disclosure import Rules, declared, protect
from qantara.knowledge.disclosure.coarsen import excess
from qantara.knowledge.disclosure.guard import Protected
from qantara.knowledge.evidence import mapping as mappings
from qantara.knowledge.evidence.mapping.model import SourceNote
from tests.demo.test_fictional_evidence import read_file
from tests.knowledge.disclosure.tables import KEY

RULES = Rules()


@cache
def _protected(city: str, *, issues: int = 1, is_next: bool = False) -> Protected:
    """A city's figures as of one of its releases, or of the draft after the last, under the guard."""
    one = next(each for each in plan.cities() if each.slug == city)
    paths = [path for issue in one.issues[:issues] for path in issue.files]
    sources: list[SourceNote] = []
    said = []
    for path in (*paths, *(one.waiting if is_next else ())):
        source = replace(mappings.load(path.with_suffix(".toml")).source, accessed_on=None)
        if source not in sources:
            sources.append(source)
        at = sources.index(source)
        said.insert(0, read_file(path).rows.with_columns(source=pl.lit(at, pl.Int64)))
    public = {at for at, source in enumerate(sources) if source.is_public}
    frame = read.as_figures(pl.concat(said)).filter(pl.col("territory") == city)
    framework = frameworks.default()
    kept_back = [each.code for each in framework.indicators if each.audience == "city"]
    return protect(
        frame.filter(~pl.col("indicator").is_in(kept_back)),
        declared(framework), RULES, key=KEY, public=public,
        known=[_protected(city, issues=number).frame for number in range(1, issues)],
    )  # fmt: skip


def _hidden(found: Protected, definition: str) -> dict[str, str]:
    frame = found.frame.filter(
        pl.col("definition") == definition, pl.col("state").is_in(["withheld", "courtesy"])
    )
    return dict(frame.select("key", "state").iter_rows())


def test_complaints_by_branch_and_sex_need_complements():
    found = _protected("qarnel")
    assert {"small", "complement"} <= set(found.decision.withheld.values())
    hidden = _hidden(found, "EMP-08")
    assert "EMP-08@qarnel;SECTOR=T;SEX=M;2023" in hidden
    assert "EMP-08@qarnel;2023" not in hidden
    assert set(hidden.values()) == {"withheld"}


def test_families_of_the_citadel_are_not_pointed_at():
    found = _protected("qarnel")
    citadel = found.frame.filter(
        pl.col("definition") == "POP-01", pl.col("breakdown").str.contains("qarnel-citadel")
    )
    assert set(citadel["state"]) == {"withheld"}
    assert citadel["value"].null_count() == citadel.height == 6


def test_what_a_public_office_prints_small_is_courtesy():
    hidden = _hidden(_protected("tessavo"), "POP-04")
    assert hidden
    assert set(hidden.values()) == {"courtesy"}


def test_sensitive_measures_hide_what_others_would_show():
    assert len(_hidden(_protected("tessavo"), "COH-02")) == 3
    assert _hidden(_protected("halverin"), "COH-02")


def test_citizenship_by_age_and_sex_is_too_fine():
    tables = [one.table for one in excess(_protected("qarnel", is_next=True).real, RULES)]
    assert ("foreign-citizens", "qarnel", "2024", ("AGE", "NAT", "SEX")) in tables


def test_a_revision_of_two_people_stands_as_it_was_and_a_large_one_is_shown():
    before, after = (_protected("halverin", issues=number) for number in (1, 2))
    assert after.standing
    assert all("2024-01-01" in key for key in after.standing)
    whole = "CTX-01@halverin;2025-01-01"
    values = [
        found.frame.filter(pl.col("key") == whole)["value"].item() for found in (before, after)
    ]
    assert values[1] - values[0] > 1_000
