"""Tables as files: CSV, data package, JSON-stat and XLSX, made from the protected frame alone.

Pure functions, values in and bytes out. The same values give the same bytes: every date in a file is
the release's, and no file holds an author, a path, a revision or a hidden sheet.

    dataset.Dataset                                       what all files of one release are made from
    csv.figures(dataset, lang="") -> bytes                codes; with ``lang`` names beside the codes
    package.archive(dataset, lang, at=...) -> bytes       ZIP: CSV, datapackage.json, READMEs, licence
    jsonstat.collection(dataset, lang) -> bytes           JSON-stat 2.0, one dataset a set of dimensions
    xlsx.workbook(paper, dataset, at=...) -> bytes        the paper's tables, then all figures with codes

A figure that is not shown leaves no number in any of them: empty value, ``OBS_STATUS`` Q and
``CONF_STATUS`` C where it is withheld (SDMX), L, M or O where nobody has it.
"""
