"""Pasting from Word in a browser: headings, lists, tables, strong, links become Markdown; nothing runs."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from qantara import web

MODULE = Path(web.__file__).parent / "static/web/paste.js"
PASTED = """
<html><head><style>p {color:red}</style></head><body>
<h2 class=MsoHeading2><span style='mso-fareast-language:FR'>Logement</span></h2>
<p class=MsoNormal>La ville a <b>six</b> <a href="https://example.org/a">écoles</a>
<a href="javascript:alert(1)">ici</a>.<img src=x onerror="window.ran = true"><script>window.ran = true</script></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>un</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>deux</p>
<ol><li>premier</li><li>second</li></ol>
<table><tr><td><p>An</p></td><td><p>a|b</p></td></tr><tr><td>2024</td><td>1</td></tr></table>
</body></html>
"""
MARKDOWN = """## Logement

La ville a **six** [écoles](https://example.org/a) ici.

- un
- deux

1. premier
1. second

| An | a\\|b |
| --- | --- |
| 2024 | 1 |"""
PASTE = """html => {
    const field = document.querySelector('textarea');
    field.focus();
    const data = new DataTransfer();
    data.setData('text/html', html);
    field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_what_is_pasted_from_word_becomes_markdown(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content('<textarea name="markdown" aria-label="Text"></textarea>')
    page.add_script_tag(content=MODULE.read_text(encoding="utf-8"), type="module")
    page.evaluate(PASTE, PASTED)
    expect(page.locator("textarea")).to_have_value(MARKDOWN)
    assert page.evaluate("window.ran") is None
    page.close()
