"""Spreadsheets: CSV with commas, semicolons or tabs, one item a row, one property a column.

https://www.rfc-editor.org/rfc/rfc4180. `columns` says what columns there are, `row` what their
cells hold, and `sheet` reads them.
"""

from oaipmh.readers.csv_.sheet import looks_like, read

__all__ = ["looks_like", "read"]
