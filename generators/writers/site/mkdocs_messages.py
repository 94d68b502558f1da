"""What MkDocs and the parts that it runs have to say, as problems: it is in a log, in English sentences, nowhere else.

A part is what a handbook brings along: an extension, a plugin, a hook, or a template of its theme.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, ConfigurationError, MkDocsException
from msgspec import Struct, field

from generators.model import Kit, Place
from generators.model.built_site import Weight
from generators.model.full_disk import is_full_disk
from generators.model.problems import Problem, RefusedInput, Severity
from generators.writers.site.mkdocs_failures import failure_of, page_of, unreadable
from generators.writers.site.templates import template_problem

_LINK = re.compile(r"Doc file '[^']+' contains (?:a|an) .*link ")
"""Which links lead nowhere is judged by the finished pages, since plugins may make what is missing."""

_OMITTED = "The following pages exist in the docs directory"
_NAV = re.compile(r"A reference to '(?P<target>[^']*)' is included in the 'nav'")
_KEY = re.compile(r"Config value '(?P<key>\w+)'(?:\.\w+)*: (?P<said>.*)", re.DOTALL)
_ABOUT_PAGE = re.compile(r"Error (?:reading|building) page '|Encoding error reading file|Aborted with ")
"""What is only said because the exception is told next."""


class _Message(Struct, frozen=True):
    """What ``logger`` said at a ``level`` of ``logging``, while the ``page`` of that path was being made, if any."""

    logger: str
    level: int
    text: str
    page: str


class Messages(Struct):
    """The messages of one build of ``kit``."""

    kit: Kit
    is_strict: bool = False
    kept: list[_Message] = field(default_factory=list)
    own: list[Problem] = field(default_factory=list)
    config: MkDocsConfig | None = None

    def begin(self, config: MkDocsConfig) -> None:
        """The settings are read, by which everything that follows is judged."""
        self.config, self.is_strict = config, bool(config.strict)

    def tell(self, text: str, key: str) -> None:
        """Adds a message of the kit's own about what the settings say after ``key``."""
        self.own.append(Problem("mkdocs-message", self._place_of(key), text, (), "warning"))

    @property
    def page(self) -> str:
        """The path of the page that is being made, or an empty text."""
        page = self.config._current_page if self.config else None
        return page.file.src_uri if page else ""

    def place(self, page: str) -> Place:
        """Where the page of that path is written; the settings for what no author wrote."""
        return next((one.place for one in self.kit.pages if one.path == page), self._place_of(""))

    def problems(self) -> Iterator[Problem]:
        """What was said that an author has to know."""
        yield from self.own
        for message in dict.fromkeys(self.kept):
            weight = self._weight(message)
            if weight and not _LINK.match(message.text):
                yield from self._told(message, "error" if weight == "error" else "warning")

    def _weight(self, message: _Message) -> Weight:
        """As MkDocs weighs it: building strictly makes errors of warnings, and the kit's own theme always does."""
        if message.level < logging.WARNING:
            return "warning" if _is_check(message.logger) and self.kit.site.is_lenient else ""
        is_own = message.logger.startswith(("mkdocs.structure", "mkdocs.config", "mkdocs.commands", "mkdocs.utils"))
        return "error" if is_own and not self.kit.site.is_lenient else self._weight_of_warning()

    def _weight_of_warning(self) -> Weight:
        return "error" if self.is_strict and self.kit.site.is_lenient else "warning"

    def _told(self, message: _Message, severity: Severity) -> Iterator[Problem]:
        if message.text.startswith(_OMITTED):
            for path in message.text.split("\n  - ")[1:]:
                place = self.place(path)
                said = "this page" if place != self._place_of("") else f"the page '{path}'"
                hint = "add it to 'nav' in mkdocs.yml, or name it there under 'not_in_nav'"
                yield Problem("navigation-page-in-no-menu", place, f"{said} is in no menu", (hint,), severity)
        elif found := _NAV.match(message.text):
            said = f"'nav' names a page that is not there: '{found['target']}'"
            yield Problem("navigation-missing-page", self._place_of(found["target"]), said, (), severity)
        else:
            key = _KEY.match(message.text)
            place = self._place_of(f"{key['key']}:" if key else "") if not message.page else self.place(message.page)
            speaker = _speaker(message.logger)
            yield Problem("mkdocs-message", place, f"{speaker}{self._short(message.text)}", (), severity)

    def _short(self, text: str) -> str:
        """A message on one line, without the breakdown that some plugins quote, and without where the folder is."""
        plain = text.partition("Traceback (most recent call last)")[0].replace("```", "")
        return " ".join(plain.replace(f"{self.kit.site.file.parent.resolve()}{os.sep}", "").split())

    def _place_of(self, text: str) -> Place:
        """The line of the settings that begins with ``text``, or holds it as a whole word; else the first one."""
        word = re.compile(rf"(?<![\w/.]){re.escape(text)}(?![\w/.])") if text else None
        for file in self.kit.site.files if word else ():
            for number, line in enumerate(file.read_text("utf-8", "replace").splitlines(), 1):
                if word and (line.startswith(text) if text.endswith(":") else word.search(line)):
                    return Place(file.name, number)
        return Place(self.kit.site.file.name, 1)

    def failure(self, error: BaseException) -> Iterator[Problem]:
        """Why the build has ended."""
        cause = error.__context__ if isinstance(error, Abort) and error.__context__ else error
        page = page_of(error) or next((one.page for one in reversed(self.kept) if one.level >= logging.ERROR), "")
        if isinstance(cause, OSError) and (found := unreadable(cause, self.kit)):
            yield found
        elif isinstance(cause, jinja2.TemplateNotFound) and page:
            said = f"there is no template '{cause.name}' in the theme"
            yield Problem("theme-template-unusable", self.place(page), said, ("correct 'template:' above the page",))
        elif isinstance(cause, jinja2.TemplateError):
            yield template_problem(cause, self.kit.site.file.parent, page)
        elif isinstance(cause, ConfigurationError) or (type(cause) is Abort and self.config is None):
            yield from self._refused(cause)
        elif isinstance(cause, MkDocsException) and not isinstance(cause, BuildError):
            yield Problem("mkdocs-message", self.place(page), self._short(str(cause)))
        else:
            yield failure_of(cause, self.kit, self.config, self.place(page))

    def _refused(self, error: BaseException) -> Iterator[Problem]:
        """What is wrong in the settings: MkDocs has said it before it gave up."""
        told = [one for one in self.kept if one.level >= logging.ERROR and not _ABOUT_PAGE.match(one.text)]
        for message in told or [_Message("", logging.ERROR, str(error), "")]:
            yield from self._told(message, "error")


class _Handler(logging.Handler):
    """Keeps what is logged."""

    def __init__(self, messages: Messages) -> None:
        super().__init__(logging.INFO)
        self._messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        messages = self._messages
        if record.levelno >= logging.WARNING or _is_check(record.name):
            messages.kept.append(_Message(record.name, record.levelno, record.getMessage(), messages.page))


@contextmanager
def kept_messages(kit: Kit, *, show_breakdowns: bool = False) -> Iterator[Messages]:
    """MkDocs' messages are kept and go nowhere else; with ``show_breakdowns``, what is raised goes on as it is.

    Raises:
        RefusedInput: MkDocs, or a part that it runs, has given up.
    """
    logger, messages = logging.getLogger("mkdocs"), Messages(kit)
    handler, passed_on, level = _Handler(messages), logger.propagate, logger.level
    logger.addHandler(handler)
    logger.propagate = False
    logger.setLevel(logging.INFO)
    try:
        yield messages
    except (KeyboardInterrupt, GeneratorExit, RefusedInput):
        raise
    except BaseException as error:  # a part is anybody's code, and ends as it likes, even the program
        if show_breakdowns or (isinstance(error, OSError) and is_full_disk(error)):
            raise
        raise RefusedInput(*_with_reasons(messages, error)) from error
    finally:
        logger.setLevel(level)
        logger.propagate = passed_on
        logger.removeHandler(handler)


def _with_reasons(messages: Messages, error: BaseException) -> Iterator[Problem]:
    """Why it ended, and what was said before."""
    ended = tuple(messages.failure(error))
    messages.kept[:] = [one for one in messages.kept if one.level < logging.ERROR]
    yield from messages.problems()
    yield from ended


def _is_check(logger: str) -> bool:
    """Whether MkDocs tells there what it has found in a handbook, of which an author chooses how loud it is."""
    return logger.startswith("mkdocs.structure")


def _speaker(logger: str) -> str:
    """Who says something, where it is one of the author's hooks."""
    hook = logger.removeprefix("mkdocs.hooks.")
    return f"the hook '{hook}' says: " if hook != logger else ""
