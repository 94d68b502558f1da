"""The keys of ``local.yml``, validated with file and line, and the Profile that comes of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic import Field as Key

from generators.model import Brand, Line, Lines, Namespace, Place, Profile, SiteChoices
from generators.model.codes import Code
from generators.model.problems import Problems, did_you_mean
from generators.reading.front_matter import LANGUAGE, LANGUAGE_HINT
from generators.reading.yaml_text import Document
from generators.words.catalogue import words_of

_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def _visible(text: str) -> str:
    if _INVISIBLE.search(text):
        raise ValueError("holds a line break or an invisible character")
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(_visible)]
Name = Annotated[Text, StringConstraints(min_length=1, max_length=120)]
Color = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Email = Annotated[
    str,
    StringConstraints(
        pattern=r"^$|^[^\s@<>\"'()]+@[^\s@<>\"'()]+\.[^\s@<>\"'()]+$", strip_whitespace=True, max_length=200
    ),
    AfterValidator(_visible),
]
Url = Annotated[
    str,
    StringConstraints(pattern=r"^$|^https?://[^\s<>\"'\\^`{|}]+$", strip_whitespace=True, max_length=300),
    AfterValidator(_visible),
]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
VariableName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=60)]


class _Keys(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BrandKeys(_Keys):
    """The look of a local, for every output."""

    primary: Color = Key(default="#1f5a8c", description='Main color, as in "#1f5a8c".')
    accent: Color = Key(default="#c8502b", description="Second color, for lines and buttons.")
    logo: Text = Key(default="", description="The logo's file in the pack: an SVG or PNG, as in assets/logo.svg.")
    logo_alt: Text = Key(default="", description="What the logo says, for people who cannot see it.")
    font: Text = Key(default="", description="Font family, as in Source Sans 3.")
    template: Text = Key(default="", description="Your own PowerPoint file for the decks, as in assets/template.pptx.")


class ContactKeys(_Keys):
    """Whom to ask about the program."""

    name: Text = ""
    email: Email = ""
    phone: Text = ""
    address: Text = ""


class ConductContactKeys(_Keys):
    """Whom to tell about harassment or discrimination."""

    name: Text = ""
    email: Email = ""
    phone: Text = ""


class ProgramKeys(_Keys):
    """How the local runs its program, in words that fit into a sentence."""

    length: Text = Key(default="nine months", description="How long a pair works together.")
    meetings: Text = Key(default="twice a month", description="How often a pair meets.")


class SiteKeys(_Keys):
    """What a local decides for its website alone."""

    title: Text = Key(default="", description="The website's name, in place of the kit's.")
    headline: Text = Key(default="", description="The first words of the home page.")
    lead: Text = Key(default="", description="The sentence under the headline.")
    footer: Text = Key(default="", description="A line at the foot of each page.")
    icon: Text = Key(default="", description="The picture in the browser's tab, as in assets/icon.svg.")
    card: Text = Key(default="", description="The picture that a link to the site shows, as in assets/card.png.")
    hide: list[Text] = Key(default=[], description="Pages that are in no menu and no list, as in handbook/kinds.md.")
    order: list[Text] = Key(default=[], description="Pages that come first in their group, in this order.")


class LocalKeys(_Keys):
    """A local's settings; only ``name`` is required."""

    name: Name = Key(description="The local's name, as in Local 104.")
    union: Text = Key(default="", description="The parent union's name.")
    brand: BrandKeys = BrandKeys()
    language: Language = Key(default="en", description="Language of the pages (BCP 47): en, es, fr-CA, …")
    paper: Literal["letter", "a4"] = Key(default="letter", description="Paper of the forms and guides.")
    url: Url = Key(default="", description="Where the site will stand, as in https://mentoring.local104.example/")
    contact: ContactKeys = ContactKeys()
    conduct_contact: ConductContactKeys = ConductContactKeys()
    program: ProgramKeys = ProgramKeys()
    site: SiteKeys = SiteKeys()
    variables: dict[VariableName, Text] = Key(
        default={}, description="The local's own words, for {{ variables.NAME }}."
    )


def validated(document: Document, problems: Problems) -> LocalKeys | None:
    """The settings in ``document``, or None when ``problems`` says what is wrong."""
    try:
        return LocalKeys.model_validate(document.values)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            path = tuple(part for part in detail["loc"] if part != "[key]")
            _report(document.place(path), path, dict(detail), problems)
        return None


def _report(place: Place, path: tuple[str | int, ...], detail: dict[str, Any], problems: Problems) -> None:
    key = ".".join(str(part) for part in path)
    kind = str(detail["type"])
    if kind == "extra_forbidden":
        near = did_you_mean(str(path[-1]), _known_keys(path[:-1]))
        problems.error(
            "setting-unknown-key",
            place,
            f"unknown key '{key}'",
            near or f"known here: {', '.join(_known_keys(path[:-1]))}",
        )
    elif kind == "missing":
        problems.error("setting-missing-key", place, f"'{key}' is missing", f"add a line '{key}: …'")
    elif kind == "string_pattern_mismatch" and path[0] == "variables":
        problems.error(
            "variable-name-not-allowed", place, f"'{path[-1]}' is no name for a variable", "use letters, digits, and _"
        )
    elif kind in ("string_too_short", "too_short"):
        problems.error("setting-empty", place, f"'{key}' is empty")
    elif kind in ("string_too_long", "too_long"):
        problems.error("setting-too-long", place, f"'{key}' is longer than {detail['ctx']['max_length']} characters")
    elif kind in _EXPECTED:
        problems.error("setting-wrong-kind", place, f"'{key}' must be {_EXPECTED[kind]}")
    else:
        form = _FORMS.get(str(path[-1]), "") if path[0] != "variables" else ""
        code: Code = "language-malformed" if path[-1] == "language" else "setting-malformed"
        problems.error(code, place, f"'{key}': {form or str(detail['msg']).removeprefix('Value error, ')}")


_EXPECTED = {
    "list_type": "a list: a line with '- ' for each",
    "string_type": "a text",
    "string_unicode": "a text",
    "model_type": "a group of 'key: value' lines, indented by two spaces",
    "model_attributes_type": "a group of 'key: value' lines, indented by two spaces",
    "dict_type": "a group of 'key: value' lines, indented by two spaces",
}

_FORMS = {
    "primary": 'a color is written like "#1f5a8c", with quotes',
    "accent": 'a color is written like "#1f5a8c", with quotes',
    "email": "an e-mail address is written like office@local104.example",
    "url": "an address begins with https://",
    "language": LANGUAGE_HINT,
    "paper": "paper is letter or a4",
}


def _known_keys(path: tuple[str | int, ...]) -> tuple[str, ...]:
    keys: type[BaseModel] = LocalKeys
    for part in path:
        annotation = keys.model_fields[str(part)].annotation
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            return ()
        keys = annotation
    return tuple(keys.model_fields)


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


def profile_of(
    keys: LocalKeys, slug: str, document: Document, assets: Mapping[str, Path], problems: Problems
) -> Profile:
    """The local that ``document`` describes; ``assets`` is where its logo may be."""
    return Profile(
        slug=slug,
        brand=_brand(keys, document, assets, problems),
        variables=namespace(keys, slug),
        language=keys.language,
        paper=keys.paper,
        url=keys.url,
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
        problems.error(
            "template-not-pptx", place, f"'brand.template': '{written}' is no {TEMPLATE} file", SAVE_AS_TEMPLATE
        )
    elif written not in assets:
        near = did_you_mean(written, assets) or "put it into assets/"
        problems.error("template-missing", place, f"'brand.template': there is no file '{written}'", near)
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
    problems.error(
        "picture-missing", document.place((group, key)), f"'{group}.{key}': there is no picture '{written}'", hint
    )


def _laid_over(base: Mapping[str, object], top: Mapping[str, object]) -> dict[str, object]:
    result = dict(base)
    for key, value in top.items():
        under = result.get(key)
        if isinstance(value, dict) and isinstance(under, dict):
            result[key] = _laid_over(under, value)
        else:
            result[key] = value
    return result
