"""The keys of ``local.yml``: what each may hold, and how people write it."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, model_validator
from pydantic import Field as Key

from generators.brand.fonts import FAMILIES
from generators.reading.front_matter import LANGUAGE, usual
from generators.reading.invisible import invisible_letter
from generators.reading.links import scheme_of

MOST_EVENTS = 50
"""Dates that a home page can list."""

MAIL = re.compile(r"[^\s@<>\"'()/:]+@[^\s@<>\"'()/:]+\.[^\s@<>\"'()/:]+")
"""A mail address, and nothing else."""


def _visible(text: str) -> str:
    return _seen(text, invisible_letter(text))


def _plain(text: str) -> str:
    return _seen(text, invisible_letter(text, plain=True))


def _seen(text: str, unseen: str) -> str:
    if unseen:
        raise ValueError(f"holds a line break or an invisible character, {unseen}; type it anew, letter by letter")
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(_visible)]
Name = Annotated[Text, StringConstraints(min_length=1, max_length=120)]


def _color(written: object) -> object:
    """A color as a paint program gives it (``14535A``, ``#abc``), as the kit keeps one."""
    text = written.strip(" ").removeprefix("#").strip(" ") if isinstance(written, str) else ""
    if re.fullmatch(r"[0-9a-fA-F]{3}", text):
        return "#" + "".join(2 * digit for digit in text)
    return f"#{text}" if re.fullmatch(r"[0-9a-fA-F]{6}", text) else written


def _paper(written: object) -> object:
    """``US Letter``, ``A4 paper``, and the like."""
    if not isinstance(written, str):
        return written
    plain = re.sub(r"[\W_]|us|din|paper|size|papier|papel|carta", "", written.lower())
    return plain if plain in ("letter", "a4") else written


def _language(written: object) -> object:
    """A language tag in the letters that BCP 47 recommends: ``EN_us`` is ``en-US``."""
    return usual(written) if isinstance(written, str) else written


def _font(written: str) -> str:
    """The name of a typeface that the kit brings along.

    Raises:
        ValueError: it brings none of that name.
    """
    known = {_letters(name): name for name in FAMILIES}
    if written and _letters(written) not in known:
        raise ValueError(f"the kit has no typeface '{written[:80]}'; it has {', '.join(FAMILIES)}")
    return known.get(_letters(written), "")


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", name.lower())


def _path(written: str) -> str:
    """A path in the pack, as Windows or a shell writes it."""
    return written.replace("\\", "/").removeprefix("./").lstrip("/")


def _list(written: object) -> object:
    """A list of nothing, where its items were taken away and its line was left."""
    return [] if written == "" else written


def _link(written: str) -> str:
    """An address of the web or of mail, or a path in the kit.

    Raises:
        ValueError: a browser would follow it neither on the web nor in the kit.
    """
    if MAIL.fullmatch(written):
        return f"mailto:{written}"
    if scheme_of(written) not in ("", "http", "https", "mailto") or written.startswith(("//", "www.")):
        raise ValueError("a link is a page of the site, as in handbook/our-year.md, or begins with https://")
    return written if scheme_of(written) else _path(written)


def _day(written: str) -> str:
    """A day of the calendar (ISO 8601).

    Raises:
        ValueError: there is no such day.
    """
    if written and not (re.fullmatch(r"\d{4}-\d{2}-\d{2}", written) and _is_day(written)):
        raise ValueError("a day is written like 2027-06-30")
    return written


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


Color = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$"), BeforeValidator(_color)]
FilePath = Annotated[Text, AfterValidator(_path)]
Font = Annotated[Text, AfterValidator(_font)]
Paper = Annotated[Literal["letter", "a4"], BeforeValidator(_paper)]
Email = Annotated[
    str,
    StringConstraints(
        pattern=r"^$|^[^\s@<>\"'()]+@[^\s@<>\"'()]+\.[^\s@<>\"'()]+$", strip_whitespace=True, max_length=200
    ),
    AfterValidator(_plain),
]
Url = Annotated[
    str,
    StringConstraints(pattern=r"^$|^https?://[^\s<>\"'\\^`{|}]+$", strip_whitespace=True, max_length=300),
    AfterValidator(_plain),
]
Reporting = Annotated[
    str,
    StringConstraints(
        pattern=r"^$|^https://[^\s<>\"'\\^`{|}@]+$|^[^\s@<>\"'()/]+@[^\s@<>\"'()/]+\.[^\s@<>\"'()/]+$", max_length=300
    ),
    AfterValidator(_plain),
]
Link = Annotated[Text, AfterValidator(_link)]
Day = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_day)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE), BeforeValidator(_language)]
VariableName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=60)]


class _Keys(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _of_nothing(cls, written: Any) -> Any:
        """A group whose line was made a setting, and none of those in it, sets nothing."""
        return {} if written == "" else written


class BrandKeys(_Keys):
    """The look of a local, for every output."""

    primary: Color = Key(default="#1f5a8c", description='Main color, as in "#1f5a8c".')
    accent: Color = Key(default="#c8502b", description="Second color, for lines and buttons.")
    logo: FilePath = Key(default="", description="The logo's file in the pack: an SVG or PNG, as in assets/logo.svg.")
    logo_dark: FilePath = Key(default="", description="The same for dark grounds, as in assets/logo-dark.svg.")
    logo_alt: Text = Key(default="", description="What the logo says, for people who cannot see it.")
    font: Font = Key(default="", description="Font family, as in Source Sans 3.")
    template: FilePath = Key(
        default="", description="Your own PowerPoint file for the decks, as in assets/template.pptx."
    )


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


class FormsKeys(_Keys):
    """Where filled forms go, in words that fit into a sentence."""

    send_to: Text = Key(default="", description="Send this form to …: an e-mail address, or somebody's name.")
    hand_in: Text = Key(default="", description="Hand it in …, as in at the office, or to any steward.")
    by: Text = Key(default="", description="Please do so by …, as in June 1.")


class SiteKeys(_Keys):
    """What a local decides for its website alone."""

    title: Text = Key(default="", description="The website's name, in place of the kit's.")
    headline: Text = Key(default="", description="The first words of the home page.")
    lead: Text = Key(default="", description="The sentence under the headline.")
    footer: Text = Key(default="", description="A line at the foot of each page.")
    icon: FilePath = Key(default="", description="The picture in the browser's tab, as in assets/icon.svg.")
    card: FilePath = Key(default="", description="The picture that a link to the site shows, as in assets/card.png.")
    security: Reporting = Key(default="", description="Whom to tell of a fault in the website's security.")
    security_until: Day = Key(default="", description="The day until which that holds good, as in 2027-06-30.")
    hide: list[Text] = Key(default=[], description="Pages that are in no menu and no list, as in handbook/kinds.md.")
    order: list[Text] = Key(default=[], description="Pages that come first in their group, in this order.")

    @model_validator(mode="after")
    def _both(self) -> SiteKeys:
        if bool(self.security) != bool(self.security_until):
            raise ValueError("'security' says whom to tell, and 'security_until' until when that is true: write both")
        return self


class EventKeys(_Keys):
    """A date that the home page announces until the day is over."""

    title: Name = Key(description="What it is, as in Orientation for new pairs.")
    date: Name = Key(description="The day, as in 2027-01-12.")
    time: Text = Key(default="", description='When it begins, as in "18:00".')
    place: Text = Key(default="", description="Where it is, as in the union hall.")
    link: Link = Key(default="", description="A page of the site, as in forms/sign-up-sheet.md, or a web address.")


class LocalKeys(_Keys):
    """A local's settings; only ``name`` is required."""

    name: Name = Key(description="The local's name, as in Local 104.")
    union: Text = Key(default="", description="The parent union's name.")
    brand: BrandKeys = BrandKeys()
    language: Language = Key(default="en", description="Language of the pages (BCP 47): en, es, fr-CA, …")
    paper: Paper = Key(default="letter", description="Paper of the forms and guides.")
    url: Url = Key(default="", description="Where the site will stand, as in https://mentoring.local104.example/")
    contact: ContactKeys = ContactKeys()
    conduct_contact: ConductContactKeys = ConductContactKeys()
    program: ProgramKeys = ProgramKeys()
    forms: FormsKeys = FormsKeys()
    site: SiteKeys = SiteKeys()
    events: Annotated[list[EventKeys], BeforeValidator(_list)] = Key(
        default=[], max_length=MOST_EVENTS, description="Dates that the home page announces, each below a hyphen."
    )
    variables: dict[VariableName, Text] = Key(
        default={}, description="The local's own words, for {{ variables.NAME }}."
    )


def group_of(annotation: object) -> type[BaseModel] | None:
    """The keys that a setting of this type has below it, or each item of its list."""
    types = (annotation, *get_args(annotation))
    return next((one for one in types if isinstance(one, type) and issubclass(one, BaseModel)), None)
