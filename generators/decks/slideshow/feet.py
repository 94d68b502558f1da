"""What stands at the foot of every slide: the local's logo, or the kit's motif where it has none, and its name."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from generators.brand.metrics import width
from generators.decks.slideshow.compose import Setting, own_template, setting_of
from generators.decks.slideshow.design import INSET, Box, Decoration, Footing, Layout
from generators.decks.slideshow.layouts import FOOTER, LOGO_BOX, MARK, NUMBER
from generators.decks.slideshow.pictures import contained
from generators.model import Deck, Kit
from generators.model.replacing import replace

GAP = 16.0
"""Between a logo and the words beside it, in points."""

PLATE_EDGE = (8.0, 5.0)
"""What a plate is wider and higher than the logo on it, at each side."""


class Foot(Struct, frozen=True):
    """``text`` names the local and the deck; ``logo`` is a picture in ``box``, or None where the motif stands.

    ``dark`` is the logo for dark slides in ``dark_box``; without one, ``logo`` stands there on a plate.
    The boxes are those of a page that reads from left to right.
    """

    text: str
    logo: Path | None = None
    box: Box = LOGO_BOX
    dark: Path | None = None
    dark_box: Box = LOGO_BOX

    @property
    def plate(self) -> Decoration:
        """Light ground under the logo, where a slide is dark."""
        return Decoration(plate_under(self.box), "bg1", "rounded", rounding=0.2)

    @property
    def words(self) -> Box:
        """Where the footer stands beside the logo."""
        left = self.box.right + GAP
        return Box(left, FOOTER.top, NUMBER.left - GAP - left, FOOTER.height)

    def footing(self, layout: Layout, *, rtl: bool) -> Footing | None:
        """Where the footer and the number stand on a slide of ``layout``."""
        if self.logo is None or layout.footing is None:
            return layout.footing
        return replace(layout.footing, footer=self.words.mirrored() if rtl else self.words)

    def shapes(self, layout: Layout) -> tuple[Decoration, ...]:
        """What a slide of ``layout`` bears at its foot beside the words and the logo."""
        if self.logo is None:
            return MARK if layout.signed else ()
        return (self.plate,) if is_dark(layout) and self.dark is None else ()

    def picture(self, layout: Layout) -> tuple[Path, Box] | None:
        """The logo at the foot of ``layout``, and where it stands."""
        if self.logo is None or not self.shows_logo(layout):
            return None
        return (self.dark, self.dark_box) if self.dark and is_dark(layout) else (self.logo, self.box)

    def shows_logo(self, layout: Layout) -> bool:
        """Whether it stands at the foot of ``layout``; the cover has it in large."""
        return self.logo is not None and layout.footing is not None


def plate_under(box: Box) -> Box:
    """Where the light ground of a logo in ``box`` stands."""
    wide, high = PLATE_EDGE
    return Box(box.left - wide, box.top - high, box.width + 2 * wide, box.height + 2 * high)


def is_dark(layout: Layout) -> bool:
    """Whether a logo that is made for paper needs a plate on it."""
    return layout.ground == "tx2"


def foot_of(deck: Deck, kit: Kit) -> Foot:
    """The foot of all slides of ``deck``: as much of the names as the narrowest has room for.

    A local's own template bears its logo where the local has put it.
    """
    setting, template = setting_of(deck, kit), own_template(deck, kit)
    box = contained(LOGO_BOX, setting.logo) if setting.logo and template is None else None
    foot = Foot("", setting.logo, replace(box, left=LOGO_BOX.left)) if box else Foot("")
    dark = kit.local.brand.logo_dark
    if box and dark and (dark_box := contained(foot.box, dark)):
        foot = replace(foot, dark=dark, dark_box=replace(dark_box, left=LOGO_BOX.left))
    return replace(foot, text=_fitting(deck.title, kit.local.brand.name, foot, setting))


def _fitting(title: str, name: str, foot: Foot, setting: Setting) -> str:
    feet = [found for one in setting.layouts.values() if (found := foot.footing(one, rtl=False))]
    shown = [found for found in feet if found.footer_index]
    cuts = (f"{name[:length].rstrip()} …" for length in range(len(name) - 1, 0, -1))

    def fits(text: str) -> bool:
        wide = width(text, setting.family, bold=False)
        return all(wide * found.size <= found.footer.width - 2 * INSET for found in shown)

    return next((text for text in (f"{name} · {title}", title, name, *cuts) if fits(text)), name)
