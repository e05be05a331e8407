"""A city's team at the desk: its people, offices to write to, and the map of its stakeholders.

pages      the page of the team; forms of one organisation and of one office
bringing   a spreadsheet of organisations: what it would change, then stored
workbook   the same as a spreadsheet, in the reader's language
drawing    the map as a drawing
shown      organisations as page, map and spreadsheet show them
"""
