"""The profile editor: sections, blocks, bound figures, translations side by side, previews.

    reach        which places and texts somebody may open, and in whose name they write
    pages        the sections of a profile, and one section
    saving       one block in one language, as it is typed; two at once
    arranging    add, move, take away, bring back, language, insert a figure
    history      what a block said before
    translating  source and target beside each other
    showing      how a block will look; the whole draft as page and PDF
    finding      figures found by words

Everything works by plain forms; ``static/web/editor.js`` saves while somebody types.
"""
