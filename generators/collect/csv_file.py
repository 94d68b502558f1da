"""A table as a CSV file that spreadsheets open with its accents, and in which no answer runs as a formula."""

from __future__ import annotations

import csv
import io

from generators.collect.table import Headings, Table

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_bytes(table: Table, headings: Headings) -> bytes:
    """The file: UTF-8 with a byte order mark (without it, Excel breaks accents), RFC 4180 otherwise."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([defused(cell) for cell in table.headings(headings)])
    for row in table.rows:
        writer.writerow([defused(cell) for cell in (row.path, row.edition, *row.cells)])
    return text.getvalue().encode("utf-8-sig")


def defused(cell: str) -> str:
    """``cell`` with an apostrophe before it where a spreadsheet would else run it as a formula.

    The characters are those of the OWASP page on CSV injection; blanks, tabs, and line ends before them count too.
    """
    risky = cell.startswith(("\t", "\r", "\n")) or cell.lstrip().startswith(_STARTS_A_FORMULA)
    return f"'{cell}" if risky else cell
