"""From the keys of ``local.yml`` to a Local: its brand, its variables, and what it inherits from the kit's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from generators.model import Brand, Line, Lines, Local, Namespace, Place, SiteChoices
from generators.problems import Problems, did_you_mean
from generators.settings import LocalKeys, validated
from generators.text.yaml_text import Document

FALLBACK = LocalKeys(name="Local")

TEMPLATE = ".pptx"
SAVE_AS_TEMPLATE = "save it in PowerPoint as a PowerPoint presentation (.pptx)"


def merged(base: Mapping[str, object], document: Document, problems: Problems) -> LocalKeys:
    """The settings of ``document`` laid key by key over the values of ``base``."""
    keys = validated(document, problems)
    if keys is None:
        return FALLBACK
    try:
        return LocalKeys.model_validate(_laid_over(base, document.values)) if base else keys
    except ValidationError:
        return keys  # the mistakes of ``base`` were told when it was read itself


def local_of(
    keys: LocalKeys, slug: str, root: Path, document: Document, assets: Mapping[str, Path], problems: Problems
) -> Local:
    """A Local without pages or passages; ``assets`` is where its logo may be."""
    return Local(
        slug=slug,
        brand=_brand(keys, document, assets, problems),
        variables=namespace(keys, slug),
        language=keys.language,
        paper=keys.paper,
        url=keys.url,
        pages={},
        outlines={},
        examples={},
        slots={},
        assets={},
        root=root,
        place=document.place(()),
        site=_site(keys, document, assets, problems),
        set_keys=_set_keys(document),
    )


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
        "contact": dict(keys.contact.model_dump()),
        "conduct_contact": dict(keys.conduct_contact.model_dump()),
        "program": dict(keys.program.model_dump()),
        "variables": dict(keys.variables),
    }


def _brand(keys: LocalKeys, document: Document, assets: Mapping[str, Path], problems: Problems) -> Brand:
    written = keys.brand.logo
    if written and written not in assets:
        _miss_picture("brand", "logo", written, document, assets, problems)
    brand = keys.brand
    template = _template(brand.template, document, assets, problems)
    return Brand(keys.name, brand.primary, brand.accent, assets.get(written), brand.logo_alt, brand.font, template)


def _template(written: str, document: Document, assets: Mapping[str, Path], problems: Problems) -> Path | None:
    place = document.place(("brand", "template"))
    if not written:
        return None
    if not written.lower().endswith(TEMPLATE):
        problems.error(place, f"'brand.template': '{written}' is no {TEMPLATE} file", SAVE_AS_TEMPLATE)
    elif written not in assets:
        near = did_you_mean(written, assets) or "put it into assets/"
        problems.error(place, f"'brand.template': there is no file '{written}'", near)
    return assets.get(written)


def _site(keys: LocalKeys, document: Document, assets: Mapping[str, Path], problems: Problems) -> SiteChoices:
    texts = keys.site.model_dump(exclude={"hide", "order"})
    for key in ("icon", "card"):
        if texts[key] and texts[key] not in assets:
            _miss_picture("site", key, texts[key], document, assets, problems)
            texts[key] = ""

    def paths(key: str, written: list[str]) -> Lines:
        return tuple(Line(path, document.place(("site", key, index))) for index, path in enumerate(written))

    return SiteChoices(**texts, hide=paths("hide", keys.site.hide), order=paths("order", keys.site.order))


def _miss_picture(
    group: str, key: str, written: str, document: Document, assets: Mapping[str, Path], problems: Problems
) -> None:
    hint = did_you_mean(written, assets) or "put it into assets/"
    problems.error(document.place((group, key)), f"'{group}.{key}': there is no picture '{written}'", hint)


def _laid_over(base: Mapping[str, object], top: Mapping[str, object]) -> dict[str, object]:
    result = dict(base)
    for key, value in top.items():
        under = result.get(key)
        if isinstance(value, dict) and isinstance(under, dict):
            result[key] = _laid_over(under, value)
        else:
            result[key] = value
    return result
