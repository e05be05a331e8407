"""Review: remarks on paragraphs and figures, disputes with the city's statement, chapters signed off.

    models      threads, what was said in them, the city's statements, signatures under chapters
    anchors     the text something hangs on, as it was and as it is
    remarks     said, answered, resolved, opened again
    disputes    the city's statement beside the expert's text until both sides settle it
    signing     chapters signed off by language and by side; a change of the chapter undoes it
    waiting     what waits for whom, the oldest first
    one_person  whether free text looks as if it told of one person

Written by people about texts of ``editions``; no figure is kept here. What a release prints of a
dispute, ``profiles`` takes from ``disputes.standing``.
"""
