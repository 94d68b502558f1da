"""A site whose files are made one by one: all of them for a build, or each when somebody asks for it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import jinja2

from generators.caching.store import FORGETFUL, Store
from generators.model import Kit
from generators.model.problems import RefusedInput
from generators.writers.site.hosting import security_files
from generators.writers.site.site_parts import SiteParts
from generators.writers.site.templates import template_problem


class SiteOnDemand(ABC):
    """Files by path: ``copied`` are those that stand somewhere as they are, ``made`` says what else can be asked for.

    Nothing is kept of the pages that were asked for.
    """

    copied: Mapping[str, Path]
    made: frozenset[str]

    @abstractmethod
    def content(self, path: str) -> bytes:
        """What stands in the file ``path``, one of ``made``; nothing of one that the site has not after all.

        Raises:
            RefusedInput: it cannot be made.
        """

    @abstractmethod
    def checked(self) -> Iterator[tuple[str, bytes]]:
        """Everything that is made, by path, one after the other; at the end the site is looked at as a whole.

        Raises:
            RefusedInput: a build would not have written it; the problems say why.
        """


def site_on_demand(kit: Kit, store: Store = FORGETFUL) -> SiteOnDemand:
    """The site of ``kit``; where MkDocs builds it, it is there already.

    Raises:
        RefusedInput: a link of the navigation leads nowhere, or MkDocs refuses the settings.
    """
    return _Built(kit, kit.built) if kit.built else _Rendered(kit, store)


class _Rendered(SiteOnDemand):
    def __init__(self, kit: Kit, store: Store) -> None:
        self._parts = SiteParts.of(kit, store)
        security = {path: partial(bytes, content) for path, content in security_files(kit).items()}
        self._makers: Mapping[str, Callable[[], bytes]] = {**self._parts.makers(), **security}
        self.copied = self._parts.copied
        self.made = frozenset(self._makers)

    def content(self, path: str) -> bytes:
        try:
            return self._makers[path]()
        except jinja2.TemplateError as error:
            raise RefusedInput(template_problem(error, self._parts.kit.site.file.parent)) from error

    def checked(self) -> Iterator[tuple[str, bytes]]:
        made: dict[str, bytes] = {}
        for path in self._makers:
            if content := self.content(path):
                made[path] = content
                yield path, content
        self._parts.rendering.keep()
        self._parts.refuse_dead_links(made)


class _Built(SiteOnDemand):
    """What MkDocs has built into ``folder``: all of it was made before anybody could ask."""

    def __init__(self, kit: Kit, folder: Path) -> None:
        files = {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*")) if file.is_file()}
        self._security = security_files(kit)
        pages = {path: file for path, file in files.items() if path.endswith(".html")}
        self._pages = pages
        self.copied = {path: file for path, file in files.items() if path not in pages}
        self.made = frozenset((*pages, *self._security))

    def content(self, path: str) -> bytes:
        return self._security[path] if path in self._security else self._pages[path].read_bytes()

    def checked(self) -> Iterator[tuple[str, bytes]]:
        return ((path, self.content(path)) for path in self.made)
