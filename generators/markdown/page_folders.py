"""Options of extensions that mean the folder of whatever page is read, as MkDocs' ``!relative`` has it."""

from __future__ import annotations

from pathlib import PurePath

from generators.model import Extension, PageFolder


def follows_pages(extension: Extension) -> bool:
    """Whether an option is the folder of the page that is read."""
    return any(isinstance(one, PageFolder) for value in extension.options.values() for one in _each(value))


def placed_at(file: str, extension: Extension) -> Extension:
    """``extension`` for the page that messages name ``file``."""

    def placed(value: object) -> object:
        if isinstance(value, list):
            return [placed(one) for one in value]
        return _folder(value, file) if isinstance(value, PageFolder) else value

    return Extension(extension.name, {key: placed(value) for key, value in extension.options.items()})


def _folder(pages: PageFolder, file: str) -> str:
    """A page of a pack stands where it would among all pages."""
    page = PurePath(pages.root, file)
    if not page.is_relative_to(pages.docs_dir):
        _, is_pack, inside = file.rpartition("/content/")
        page = PurePath(pages.docs_dir, inside if is_pack else file.partition("/")[2])
    return str(page.parent)


def _each(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
