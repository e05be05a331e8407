"""The typefaces a reader's browser fetches, and what moves while they come."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from playwright.sync_api import Route

from tests.journeys.conftest import LANGUAGES, Faces, Opened

BUDGET = 120_000  # bytes, in any language
PAGES = ("/", "/members/", "/cities/vienna/", "/indicators/")

FETCHED = """
async () => {
  await document.fonts.ready;
  return performance.getEntriesByType("resource").filter(each => each.name.includes(".woff2"))
    .map(each => [each.name.split("/").pop().split(".")[0], each.transferSize]);
}
"""
WATCH = """
window.moved = 0;
new PerformanceObserver(list => { for (const each of list.getEntries()) window.moved += each.value; })
  .observe({type: "layout-shift", buffered: true});
"""
TWO_FRAMES = "() => new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_fetches_the_faces_of_its_own_language(
    opened: Opened, faces: Faces, lang: str
) -> None:
    latin = {"plex-latin-400", "plex-latin-600", "serif-latin-600"}
    arabic = {"plex-arabic-400", "plex-arabic-600", "naskh-600"}
    wanted = latin | (arabic if lang == "ar" else {"plex-arabic-label-400"})
    fetched = dict(opened(f"{faces.site}/{lang}/").evaluate(FETCHED))
    assert set(fetched) == wanted
    assert sum(fetched.values()) <= BUDGET


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves_when_the_faces_come(
    opened: Opened, faces: Faces, path: str, width: int
) -> None:
    """Cumulative layout shift; up to 0.1 counts as good."""
    if not _has_liberation():
        pytest.skip("Liberation Sans is not here to stand in for Arial")
    page = opened("about:blank", viewport={"width": width, "height": 900})
    held: list[Route] = []
    page.add_init_script(WATCH)
    page.route("**/*.woff2", lambda route: held.append(route))
    page.goto(f"{faces.site}/en{path}", wait_until="domcontentloaded")
    page.evaluate(TWO_FRAMES)
    assert held
    for route in held:
        route.continue_()
    page.evaluate("() => document.fonts.ready")
    page.evaluate(TWO_FRAMES)
    assert page.evaluate("window.moved") < 0.02


def _has_liberation() -> bool:
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True)
    return "Liberation Sans" in listed.stdout
