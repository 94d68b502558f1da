"""The website of a kit: MkDocs builds the pages; brand, decks, and downloads come from the kit."""

from generators.writers.site.downloads import fill_downloads
from generators.writers.site.writer import write_site

__all__ = ["fill_downloads", "write_site"]
