"""The website of a kit, rendered in its own theme, or by MkDocs in any other; and the sizes of its downloads."""

from generators.writers.site.downloads import fill_downloads
from generators.writers.site.writer import write_site

__all__ = ["fill_downloads", "write_site"]
