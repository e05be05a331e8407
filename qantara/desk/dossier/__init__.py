"""The dossier: everything of a place's profile as files that work without a connection.

packing.packed(...)       ZIP of plain HTML, XLSX, DOCX and what was released
workbook.write(rows)      its texts.xlsx, which can come back
back.rows(sheets)         what came back; ``merging.changes`` lays it beside the texts on record
"""
