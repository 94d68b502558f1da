"""The settings of ``local.yml``, validated with file and line, and the Profile that comes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from generators.model import Brand, Line, Lines, Namespace, Place, Profile, SiteChoices
from generators.model.problems import Problems, nearest_file
from generators.reading.events import events_of
from generators.reading.invisible import with_letters
from generators.reading.pack_files import TEMPLATE, is_picture, is_template
from generators.reading.setting_faults import report_all, report_texts
from generators.reading.setting_keys import LocalKeys
from generators.reading.setting_rules import Keys, NotPlainlyRight, kinds, plainly_right
from generators.reading.yaml_text import Document, KeyPath
from generators.words.catalogue import words_of


def validated(document: Document, problems: Problems) -> LocalKeys | None:
    """The settings in ``document``, or None when ``problems`` says what is wrong."""
    keys, mistakes = checked(document.values)
    report_all(mistakes, document, problems)
    return keys


def checked(values: Mapping[str, object]) -> tuple[LocalKeys | None, Sequence[Mapping[str, Any]]]:
    """The settings in ``values``, or what pydantic finds wrong with them."""
    try:
        return plainly_right(values, LocalKeys), ()
    except NotPlainlyRight:
        from generators.reading.setting_models import closely_checked  # which takes long to import, and few need

        return closely_checked(values, LocalKeys)


def with_known_keys(document: Document) -> Document:
    """``document`` with keys in the kit's own spelling: ``Name`` is ``name``, and ``logo-alt`` ``logo_alt``."""
    top = _spelled(document.values, LocalKeys)
    inner: dict[KeyPath, Mapping[str, str]] = {}
    values: dict[str, object] = {}
    for written, value in document.values.items():
        key = top[written]
        group = kinds(LocalKeys)[key].group if key in kinds(LocalKeys) else None
        if group:
            inner |= dict(_groups((written,), value, group))
        values[key] = _renamed(value, (written,), inner)

    def moved(path: KeyPath) -> KeyPath:
        for length in (1, 2):
            if len(path) > length and (known := inner.get(path[:length])):
                path = (*path[:length], known.get(str(path[length]), path[length]), *path[length + 1 :])
        return (top[str(path[0])], *path[1:])

    return Document(values, {moved(path) if path else path: place for path, place in document.places.items()})


def with_plain_letters(document: Document) -> Document:
    """``document`` with each letter itself where its text has that of a web page, as ``&amp;`` for ``&``."""
    return Document({key: _in_letters(value) for key, value in document.values.items()}, document.places)


def _in_letters(value: object) -> object:
    if isinstance(value, dict):
        return {key: _in_letters(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_in_letters(item) for item in value]
    return with_letters(value) if isinstance(value, str) else value


def _groups(path: KeyPath, value: object, keys: type[Keys]) -> Iterator[tuple[KeyPath, Mapping[str, str]]]:
    """For each group of settings in ``value``, which stands at ``path``, the known key of each that is written."""
    if isinstance(value, dict):
        yield path, _spelled(value, keys)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _groups((*path, number), item, keys)


def _renamed(value: object, path: KeyPath, known: Mapping[KeyPath, Mapping[str, str]]) -> object:
    if isinstance(value, list):
        return [_renamed(item, (*path, number), known) for number, item in enumerate(value)]
    if isinstance(value, dict) and path in known:
        return {known[path][name]: item for name, item in value.items()}
    return value


def _spelled(written: Mapping[str, object], keys: type[Keys]) -> dict[str, str]:
    """The known key for each of ``written``, or that itself."""
    found = {key: key for key in written}
    for key in written:
        meant = re.sub(r"[\W_]+", "_", key.strip()).lower()
        if key not in kinds(keys) and meant in kinds(keys) and meant not in found.values():
            found[key] = meant
    return found


FALLBACK = LocalKeys(name="Local")

SAVE_AS_TEMPLATE = "save it in PowerPoint as a PowerPoint presentation (.pptx)"


def merged(base: Mapping[str, object], document: Document, problems: Problems) -> LocalKeys:
    """The settings of ``document`` laid key by key over the values of ``base``; ``FALLBACK`` where they are wrong."""
    keys = validated(document, problems)
    if keys is None:
        return FALLBACK
    both = checked(_laid_over(base, document.values))[0] if base else None
    return both or keys  # the mistakes of ``base`` were told when it was read itself


def profile_of(
    keys: LocalKeys, slug: str, document: Document, assets: Mapping[str, Path], problems: Problems
) -> Profile:
    """The local that ``document`` describes; ``assets`` is where its logo may be."""
    report_texts({path: _at(document.values, path) for path in document.places if path}, document.places, problems)
    return Profile(
        slug=slug,
        brand=_brand(keys, document, assets, problems),
        variables=namespace(keys, slug),
        language=keys.language,
        paper=keys.paper,
        url=keys.url,
        place=document.place(()),
        site=_site(keys, document, assets, problems),
        events=events_of(keys, document, problems),
        set_keys=_set_keys(document),
    )


def _at(values: object, path: KeyPath) -> object:
    for key in path:
        if isinstance(values, dict):
            values = values.get(key)
        elif isinstance(values, list) and isinstance(key, int) and key < len(values):
            values = values[key]
    return values


def _set_keys(document: Document) -> dict[str, Place]:
    """The settings that ``document`` gives, as ``brand.primary``, without the groups that hold them."""
    groups = {path[:-1] for path in document.places if path}
    return {
        ".".join(str(key) for key in path): place
        for path, place in document.places.items()
        if path and path not in groups and not any(isinstance(key, int) for key in path)
    }


def namespace(keys: LocalKeys, slug: str) -> Namespace:
    """What a text of this local may name in ``{{ … }}``."""
    return {
        "local": {"name": keys.name, "union": keys.union, "url": keys.url, "slug": slug},
        "contact": to_builtins(keys.contact),
        "conduct_contact": to_builtins(keys.conduct_contact),
        "program": to_builtins(keys.program),
        "forms": to_builtins(keys.forms),
        "variables": dict(keys.variables),
    }


def said(values: Namespace, language: str) -> Namespace:
    """``values`` as texts say them: what a contact lacks is said in ``language`` to be missing, and never invented."""
    words = words_of(language).common
    missing = {"email": words.no_email, "phone": words.no_phone}
    unnamed = {"contact": words.contact_unnamed, "conduct_contact": words.conduct_unnamed}
    contacts = {group: {"name": name, **missing} for group, name in unnamed.items() if group in values}
    return {group: _or_else(known, contacts.get(group, {})) for group, known in values.items()}


def _or_else(known: Mapping[str, str], missing: Mapping[str, str]) -> dict[str, str]:
    return {key: value or missing.get(key, "") for key, value in known.items()}


def reaches_nobody(contact: Mapping[str, str]) -> bool:
    """Whether a contact names nobody, or gives no way to reach them."""
    return not contact.get("name") or not (contact.get("email") or contact.get("phone"))


def _brand(keys: LocalKeys, document: Document, assets: Mapping[str, Path], problems: Problems) -> Brand:
    brand = keys.brand
    is_anothers = ("brand", "logo") in document.places and ("brand", "logo_dark") not in document.places
    dark = "" if is_anothers else brand.logo_dark  # that of the kit's logo
    for key, written in (("logo", brand.logo), ("logo_dark", dark)):
        if written and (written not in assets or not is_picture(written)):
            _miss_picture("brand", key, written, document, assets, problems)
    return Brand(
        name=keys.name,
        primary=brand.primary,
        accent=brand.accent,
        logo=assets.get(brand.logo),
        logo_alt=brand.logo_alt,
        font=brand.font,
        template=_template(brand.template, document, assets, problems),
        logo_dark=assets.get(dark),
    )


def _template(written: str, document: Document, assets: Mapping[str, Path], problems: Problems) -> Path | None:
    place = document.place(("brand", "template"))
    if not written:
        return None
    if not written.lower().endswith(TEMPLATE):
        problems.error(
            "template-not-pptx", place, f"'brand.template': '{written}' is no {TEMPLATE} file", SAVE_AS_TEMPLATE
        )
    elif written not in assets:
        near = nearest_file(written, filter(is_template, assets)) or "put it into assets/"
        problems.error("template-missing", place, f"'brand.template': there is no file '{written}'", near)
    return assets.get(written)


def _site(keys: LocalKeys, document: Document, assets: Mapping[str, Path], problems: Problems) -> SiteChoices:
    texts = {key: value for key, value in to_builtins(keys.site).items() if key not in ("hide", "order")}
    for key in ("icon", "card"):
        if texts[key] and (texts[key] not in assets or not is_picture(texts[key])):
            _miss_picture("site", key, texts[key], document, assets, problems)
            texts[key] = ""

    def paths(key: str, written: list[str]) -> Lines:
        return tuple(Line(path, document.place(("site", key, index))) for index, path in enumerate(written))

    return SiteChoices(**texts, hide=paths("hide", keys.site.hide), order=paths("order", keys.site.order))


def _miss_picture(
    group: str, key: str, written: str, document: Document, assets: Mapping[str, Path], problems: Problems
) -> None:
    hint = nearest_file(written, filter(is_picture, assets)) or "put it into assets/"
    problems.error(
        "picture-missing", document.place((group, key)), f"'{group}.{key}': there is no picture '{written}'", hint
    )


def _laid_over(base: Mapping[str, object], top: Mapping[str, object]) -> dict[str, object]:
    result = dict(base)
    for key, value in top.items():
        under = result.get(key)
        if isinstance(value, dict) and isinstance(under, dict):
            result[key] = _laid_over(under, value)
        elif value != "" or not isinstance(under, dict):
            result[key] = value
    return result
