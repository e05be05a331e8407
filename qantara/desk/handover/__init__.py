"""Handing over a city's desk: who leaves when, who succeeds, and one page of what is open.

pages      who hands over, the form to announce it, the page, its files; taking over
gathering  what is open on a city's desk: promises with their days, drafts, invitations, contacts
paper      that as a paper in one language: page, PDF and Word say the same
refilling  desks nobody may sign for any more, and the secretariat's invitation
"""
