"""What a walker looks for on any page."""

from __future__ import annotations

from importlib.resources import files

from playwright.sync_api import Locator, Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()


def barriers(page: Page) -> list[str]:
    """What axe finds: rule, element, what to do. Run by evaluate, so the page's CSP stays as it is."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{page.url} {rule['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


_STICKING_OUT = """
() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")].filter(each => {
    const box = each.getBoundingClientRect();
    if (!box.width || each.closest("svg") || (box.left >= -1 && box.right <= innerWidth + 1)) return false;
    for (let outer = each.parentElement; outer; outer = outer.parentElement)
      if (outer !== document.body && getComputedStyle(outer).overflowX !== "visible") return false;
    return true;
  }).map(each => each.outerHTML.slice(0, 150))
"""


def sideways(page: Page) -> list[str]:
    """The elements that make the page wider than its window."""
    return page.evaluate(_STICKING_OUT)  # type: ignore[no-any-return]


def sent(page: Page, button: Locator) -> None:
    """Press, and wait until the server has answered and the page it leads to stands."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        button.click()
    page.wait_for_load_state()


def followed(page: Page, link: Locator) -> None:
    """Press a link, and wait until the page behind it stands: an address can change before it does."""
    with page.expect_navigation():
        link.click()


def language(page: Page) -> tuple[str, str]:
    root = page.locator("html")
    return root.get_attribute("lang") or "", root.get_attribute("dir") or ""
