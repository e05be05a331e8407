"""Review at the desk: what waits for whom, remarks, disputes, chapters signed off.

    queue     chapters that wait for an expert or for the city, the oldest first
    chapter   one chapter in one language, as it will be read, with what was said of it
    talking   remarks, answers, statements; resolved, settled, opened again
    signing   a chapter signed off
    shown     a thread and a paragraph as the pages show them

Whoever reviews sees figures as the editor shows them, protected: ``editor.pages.base_of``.
"""
