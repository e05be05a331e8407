"""City Migration Profiles and published figures sheets: from a protected frame to a document and a paper.

    draft.draft(kind, place=..., about=..., frame=..., ...) -> document     composes, says, binds
    layout.paper(document, lang, imprint) -> Paper                          one language on paper
    read.upgraded(document) -> document                                     of any version ever released
    kind.PROFILE, kind.FIGURES                                              for the gate (``releases.kinds``)

Everything left of the document needs the framework and the frame; everything right of it needs the
document alone. Protecting figures is left to ``disclosure``, releasing to ``releases``, HTML, PDF and
files to ``web``, ``press`` and ``tables``.
"""
