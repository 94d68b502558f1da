"""What MkDocs would have logged, as problems with the author's own file and line."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from generators.markdown.dialect import Dialect, html_with_lines
from generators.markdown.origin import Origin
from generators.markdown.tree import body_of
from generators.model import Kit, Page, Place
from generators.model.problems import Problem

_LINK = re.compile(r"Doc file '(?P<page>[^']+)' contains (?:a|an) .*?link '(?P<link>[^']*)', (?:but )?(?P<why>.*)")


class Log(logging.Handler):
    """Keeps the messages of one build."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def kept_messages() -> Iterator[Log]:
    """MkDocs' warnings and errors go into the log that this gives, and nowhere else."""
    logger = logging.getLogger("mkdocs")
    log, passed_on, level = Log(), logger.propagate, logger.level
    logger.addHandler(log)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield log
    finally:
        logger.setLevel(level)
        logger.propagate = passed_on
        logger.removeHandler(log)


def problems_of(messages: list[str], kit: Kit) -> Iterator[Problem]:
    """The messages as problems; what names no page stands at the top of ``mkdocs.yml``."""
    pages = {page.path: page for page in kit.pages}
    dialect = Dialect(kit.site.extensions)
    for message in dict.fromkeys(messages):
        match = _LINK.match(message)
        page = pages.get(match["page"]) if match else None
        if match and page:
            yield Problem(
                "link-missing-page",
                _place(page, match["link"], dialect),
                f"the link '{match['link']}' leads nowhere: {match['why']}",
            )
        else:
            yield Problem("mkdocs-message", Place(kit.site.file.name, 1), message)


def _place(page: Page, link: str, dialect: Dialect) -> Place:
    """Where the first link or picture of ``page`` with the address ``link`` has it; the page, for one that we added."""
    origin = Origin("", tuple(line.place for line in page.lines))
    for element in body_of(html_with_lines(page.lines, dialect)).iter("a", "img"):
        if link in (element.get("href"), element.get("src")):
            return origin.attribute_place(element)
    return page.place
