"""What every page is made of: styles, base templates, components, and a paper as HTML.

No page of its own: the site's pages are in ``publishing``, the desk's in ``desk`` and the pillars.
"""
