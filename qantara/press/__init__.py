"""Papers as PDF, set by Typst: tagged (PDF/UA-1), fit to be kept (PDF/A-2a), in four languages.

pdf.pdf(paper, at=..., fonts=...) -> bytes       the same paper gives the same bytes
"""
