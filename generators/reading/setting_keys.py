"""The keys of ``local.yml``: what each may hold, and how people write it."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from generators.brand.fonts import FAMILIES
from generators.reading.front_matter import LANGUAGE, usual
from generators.reading.invisible import invisible_letter
from generators.reading.links import scheme_of
from generators.reading.setting_rules import Keys, Rule
from generators.reading.setting_spellings import address, color, pages, web_address

MOST_EVENTS = 50
"""Dates that a home page can list."""

MAIL = re.compile(r"[^\s@<>\"'()/:]+@[^\s@<>\"'()/:]+\.[^\s@<>\"'()/:]+")
"""A mail address, and nothing else."""


def _visible(text: str) -> str:
    return _seen(text, invisible_letter(text))


def _entry(text: str) -> str:
    """A text without the sign that parts entries in JSON and in style sheets."""
    return _visible(text).rstrip(" ,;")


def _plain(text: str) -> str:
    return _seen(text, invisible_letter(text, plain=True))


def _seen(text: str, unseen: str) -> str:
    if "\n" in text:
        raise ValueError("holds a line break; write it on one line")
    if unseen:
        raise ValueError(f"holds a line break or an invisible character, {unseen}; type it anew, letter by letter")
    return text


Words = Annotated[str, Rule(strips=True, most=300, after=_visible)]
Text = Annotated[str, Rule(strips=True, most=300, after=_entry)]
Name = Annotated[Text, Rule(least=1, most=120)]


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


Color = Annotated[str, Rule(pattern=r"^#[0-9a-fA-F]{6}$", before=color)]
FilePath = Annotated[Text, Rule(after=_path)]
Font = Annotated[Text, Rule(after=_font)]
Paper = Annotated[Literal["letter", "a4"], Rule(before=_paper)]
Email = Annotated[
    str,
    Rule(
        pattern=r"^$|^[^\s@<>\"'()]+@[^\s@<>\"'()]+\.[^\s@<>\"'()]+$",
        strips=True,
        most=200,
        before=address,
        after=_plain,
    ),
]
Phone = Annotated[Text, Rule(before=address)]
Url = Annotated[
    str,
    Rule(pattern=r"^$|^https?://[^\s<>\"'\\^`{|}]+$", strips=True, most=300, before=web_address, after=_plain),
]
Reporting = Annotated[
    str,
    Rule(
        pattern=r"^$|^https://[^\s<>\"'\\^`{|}@]+$|^[^\s@<>\"'()/]+@[^\s@<>\"'()/]+\.[^\s@<>\"'()/]+$",
        most=300,
        after=_plain,
    ),
]
Pages = Annotated[list[Text], Rule(before=pages)]
Link = Annotated[Text, Rule(after=_link)]
Day = Annotated[str, Rule(strips=True, after=_day)]
Language = Annotated[str, Rule(pattern=LANGUAGE, before=_language)]
VariableName = Annotated[str, Rule(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", most=60)]


class BrandKeys(Keys, frozen=True, kw_only=True):
    """The look of a local, for every output."""

    primary: Annotated[Color, Meta(description='Main color, as in "#1f5a8c".')] = "#1f5a8c"
    accent: Annotated[Color, Meta(description="Second color, for lines and buttons.")] = "#c8502b"
    logo: Annotated[
        FilePath, Meta(description="The logo's file in the pack: an SVG or PNG, as in assets/logo.svg.")
    ] = ""
    logo_dark: Annotated[FilePath, Meta(description="The same for dark grounds, as in assets/logo-dark.svg.")] = ""
    logo_alt: Annotated[Text, Meta(description="What the logo says, for people who cannot see it.")] = ""
    font: Annotated[Font, Meta(description="Font family, as in Source Sans 3.")] = ""
    template: Annotated[
        FilePath, Meta(description="Your own PowerPoint file for the decks, as in assets/template.pptx.")
    ] = ""


class ContactKeys(Keys, frozen=True, kw_only=True):
    """Whom to ask about the program."""

    name: Text = ""
    email: Email = ""
    phone: Phone = ""
    address: Text = ""


class ConductContactKeys(Keys, frozen=True, kw_only=True):
    """Whom to tell about harassment or discrimination."""

    name: Text = ""
    email: Email = ""
    phone: Phone = ""


class ProgramKeys(Keys, frozen=True, kw_only=True):
    """How the local runs its program, in words that fit into a sentence."""

    length: Annotated[Text, Meta(description="How long a pair works together.")] = "nine months"
    meetings: Annotated[Text, Meta(description="How often a pair meets.")] = "twice a month"


class FormsKeys(Keys, frozen=True, kw_only=True):
    """Where filled forms go, in words that fit into a sentence."""

    send_to: Annotated[Text, Meta(description="Send this form to …: an e-mail address, or somebody's name.")] = ""
    hand_in: Annotated[Text, Meta(description="Hand it in …, as in at the office, or to any steward.")] = ""
    by: Annotated[Text, Meta(description="Please do so by …, as in June 1.")] = ""


class SiteKeys(Keys, frozen=True, kw_only=True):
    """What a local decides for its website alone."""

    title: Annotated[Text, Meta(description="The website's name, in place of the kit's.")] = ""
    headline: Annotated[Text, Meta(description="The first words of the home page.")] = ""
    lead: Annotated[Text, Meta(description="The sentence under the headline.")] = ""
    footer: Annotated[Text, Meta(description="A line at the foot of each page.")] = ""
    icon: Annotated[FilePath, Meta(description="The picture in the browser's tab, as in assets/icon.svg.")] = ""
    card: Annotated[FilePath, Meta(description="The picture that a link to the site shows, as in assets/card.png.")] = (
        ""
    )
    security: Annotated[Reporting, Meta(description="Whom to tell of a fault in the website's security.")] = ""
    security_until: Annotated[Day, Meta(description="The day until which that holds good, as in 2027-06-30.")] = ""
    hide: Annotated[Pages, Meta(description="Pages that are in no menu and no list, as in handbook/kinds.md.")] = field(
        default_factory=list
    )
    order: Annotated[Pages, Meta(description="Pages that come first in their group, in this order.")] = field(
        default_factory=list
    )

    def check(self) -> None:
        if bool(self.security) != bool(self.security_until):
            raise ValueError("'security' says whom to tell, and 'security_until' until when that is true: write both")


class EventKeys(Keys, frozen=True, kw_only=True):
    """A date that the home page announces until the day is over."""

    title: Annotated[Name, Meta(description="What it is, as in Orientation for new pairs.")]
    date: Annotated[Name, Meta(description="The day, as in 2027-01-12.")]
    time: Annotated[Text, Meta(description='When it begins, as in "18:00".')] = ""
    place: Annotated[Text, Meta(description="Where it is, as in the union hall.")] = ""
    link: Annotated[Link, Meta(description="A page of the site, as in forms/sign-up-sheet.md, or a web address.")] = ""


class LocalKeys(Keys, frozen=True, kw_only=True):
    """A local's settings; only ``name`` is required."""

    name: Annotated[Name, Meta(description="The local's name, as in Local 104.")]
    union: Annotated[Text, Meta(description="The parent union's name.")] = ""
    brand: BrandKeys = BrandKeys()
    language: Annotated[Language, Meta(description="Language of the pages (BCP 47): en, es, fr-CA, …")] = "en"
    paper: Annotated[Paper, Meta(description="Paper of the forms and guides.")] = "letter"
    url: Annotated[Url, Meta(description="Where the site will stand, as in https://mentoring.local104.example/")] = ""
    contact: ContactKeys = ContactKeys()
    conduct_contact: ConductContactKeys = ConductContactKeys()
    program: ProgramKeys = ProgramKeys()
    forms: FormsKeys = FormsKeys()
    site: SiteKeys = SiteKeys()
    events: Annotated[
        list[EventKeys],
        Rule(before=_list, most=MOST_EVENTS),
        Meta(description="Dates that the home page announces, each below a hyphen."),
    ] = field(default_factory=list)
    variables: Annotated[
        dict[VariableName, Words], Meta(description="The local's own words, for {{ variables.NAME }}.")
    ] = field(default_factory=dict)
