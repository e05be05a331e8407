"""Typefaces: made once, at set-up, from Python packages under the SIL Open Font License.

    build.build(folder) -> Built        print/*.ttf for Typst, web/*.woff2 for browsers, manifest.json
    faces.WEB, faces.PRINT              what is made, for whoever writes ``@font-face`` or a template

A page loads Latin faces, an Arabic page the Arabic ones beside them; letters beyond Western Europe
come in files of their own, fetched only where a name needs them (``unicode-range``).
"""
