"""Make the files: static instances for print, subsets for the web."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from qantara.fonts.compose import compose, part_pairs
from qantara.fonts.faces import ARABIC_FEATURES, PRINT, WEB, Cut, WebFace

MANIFEST = "manifest.json"

#: Names kept in a file, by OpenType name id: copyright, family, style, full name, PostScript name,
#: licence and its address. The OFL asks for the first and the last two in every copy.
COPYRIGHT, FAMILY, STYLE, FULL, POSTSCRIPT, LICENCE, LICENCE_URL = 0, 1, 2, 4, 6, 13, 14
#: Platform, encoding and language of a name: Windows, Unicode BMP, American English.
WINDOWS_ENGLISH = (3, 1, 0x409)

#: Part of a family's name that the OFL reserves for the unmodified font, and what subsets say.
RESERVED = {"IBM Plex": "Qantara", "Source Serif 4": "Qantara Serif"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """Where the files are: give ``print`` to Typst, serve ``web``. ``files``: name -> bytes long."""

    print: Path
    web: Path
    files: dict[str, int]


def build(folder: Path) -> Built:
    """Make the faces in ``folder`` unless they are there, made by the same recipe.

    print/<family>-<style>.ttf   one static font a cut, under its own name
    web/<file>.woff2             the files of ``faces.WEB``
    OFL-<package>.txt            the licences they stand under
    """
    recipe = _recipe()
    made = _standing(folder, recipe)
    if made is None:
        for part in ("print", "web"):
            shutil.rmtree(folder / part, ignore_errors=True)
            (folder / part).mkdir(parents=True)
        with ProcessPoolExecutor() as pool:
            list(pool.map(partial(_make, folder), PRINT))
        for package in sorted({cut.package for cut in PRINT}):
            (folder / f"OFL-{package}.txt").write_text(_licence(package), encoding="utf-8")
        made = _sizes(folder)
        manifest = json.dumps({"recipe": recipe, "files": made}, indent=2, sort_keys=True)
        (folder / MANIFEST).write_text(manifest + "\n", encoding="utf-8")
    return Built(print=folder / "print", web=folder / "web", files=made)


def print_name(cut: Cut) -> str:
    """``IBMPlexSans-SemiBold.ttf``."""
    return f"{cut.family.replace(' ', '')}-{cut.style}.ttf"


def _recipe() -> str:
    """Changes whenever the files would: faces, packages and the tool that makes them."""
    versions = {
        name: metadata.version(name)
        for package in sorted({cut.package for cut in PRINT})
        for name in [package.replace("_", "-")]
    }
    parts = {
        "fonttools": metadata.version("fonttools"),
        "packages": versions,
        "print": [asdict(cut) for cut in PRINT],
        "web": [asdict(face) for face in WEB],
        "code": [
            path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.py"))
        ],
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _standing(folder: Path, recipe: str) -> dict[str, int] | None:
    """Files by size if they are complete and of this recipe."""
    manifest = folder / MANIFEST
    if not manifest.exists():
        return None
    written: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
    is_whole = written["recipe"] == recipe and written["files"] == _sizes(folder)
    return written["files"] if is_whole else None


def _sizes(folder: Path) -> dict[str, int]:
    files = sorted(path for part in ("print", "web") for path in (folder / part).glob("*.*"))
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}


def _open(cut: Cut) -> TTFont:
    with resources.as_file(resources.files(cut.package).joinpath(cut.path)) as path:
        return TTFont(path, lazy=False, recalcTimestamp=False)


def _licence(package: str) -> str:
    distribution = metadata.distribution(package.replace("_", "-"))
    found = next(path for path in distribution.files or () if "licenses/" in str(path))
    return Path(str(distribution.locate_file(found))).read_text(encoding="utf-8")


def _options(features: tuple[str, ...], flavor: str | None = None) -> subset.Options:
    options = subset.Options()
    options.flavor = flavor
    options.hinting = False
    options.layout_features = list(features)
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "meta"]
    return options


def _subset(font: TTFont, options: subset.Options, unicode_range: str) -> None:
    names = font["name"]
    del font["name"]  # set aside: the subsetter would search every table for references to names
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(unicode_range))
    cutter.subset(font)
    font["name"] = names


def _make(folder: Path, cut: Cut) -> None:
    """One cut: its web subsets, then its font for print."""
    static = _static(cut)
    for face in WEB:
        if face.cut == cut:
            _write_web(face, static, folder / "web" / face.file)
    font = TTFont(io.BytesIO(static), recalcTimestamp=False)
    if cut.features == ARABIC_FEATURES:
        part_pairs(font)
        compose(font)
    font.save(folder / "print" / print_name(cut))


def _static(cut: Cut) -> bytes:
    """The cut as a font without axes, with the letters and features we use."""
    font = _open(cut)
    _subset(font, _options(cut.features), cut.letters)
    if cut.axes:
        instancer.instantiateVariableFont(font, cut.axes, inplace=True)
    font["OS/2"].usWeightClass = cut.weight
    _rename(font, cut.family, cut.style)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _write_web(face: WebFace, static: bytes, path: Path) -> None:
    font = TTFont(io.BytesIO(static), recalcTimestamp=False)
    options = _options(face.cut.features, "woff2")
    _subset(font, options, face.unicode_range)
    family = face.cut.family
    for reserved, ours in RESERVED.items():
        family = family.replace(reserved, ours)
    _rename(font, family, face.cut.style)
    subset.save_font(font, path, options)


def _rename(font: TTFont, family: str, style: str) -> None:
    names = font["name"]
    kept = {
        name_id: names.getDebugName(name_id) or "" for name_id in (COPYRIGHT, LICENCE, LICENCE_URL)
    }
    names.names = []
    for name_id, text in {
        **kept,
        FAMILY: family,
        STYLE: style,
        FULL: f"{family} {style}",
        POSTSCRIPT: f"{family.replace(' ', '')}-{style}",
    }.items():
        names.setName(text, name_id, *WINDOWS_ENGLISH)
