"""The checksum by which a version that has been used is known to be unchanged."""

from __future__ import annotations

import re

from qantara.knowledge.frameworks import load


def test_fingerprint_changes_with_a_definition(folder, change, framework):
    change("pop.toml", "Residents who do not hold", "People who do not hold")
    assert load(folder).content_hash != framework.content_hash


def test_fingerprint_changes_with_whom_an_indicator_counts(folder, change, framework):
    change("pop.toml", 'where = { AGE = "Y_GE65" }', 'where = { AGE = "Y55T64" }')
    assert load(folder).content_hash != framework.content_hash


def test_fingerprint_changes_with_the_order_of_domains(folder, change, framework):
    change("framework.toml", '"FLW", "LEG"', '"LEG", "FLW"')
    assert load(folder).content_hash != framework.content_hash


def test_fingerprint_stays_with_blank_lines_comments_and_line_ends(folder, framework):
    for path in folder.glob("*.toml"):
        text = path.read_text(encoding="utf-8").replace("\n", "\n\n").replace(" = ", "  =  ", 40)
        path.write_bytes(f"# Laid out anew\n{text}".replace("\n", "\r\n").encode())
    assert load(folder).content_hash == framework.content_hash


def test_fingerprint_stays_when_keys_change_places(folder, change, framework):
    change("pop.toml", 'tier = "core"\nunit = "PS"', 'unit = "PS"\ntier = "core"')
    assert load(folder).content_hash == framework.content_hash


def test_fingerprint_is_a_sha256(framework):
    assert re.fullmatch(r"[0-9a-f]{64}", framework.content_hash)
