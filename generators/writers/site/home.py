"""What the home page shows beside its author's words: dates to come, what is new, and workshops to take along."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote

from generators.model import Deck, Event
from generators.model.kit import published
from generators.reading.links import scheme_of
from generators.words import formats
from generators.words.catalogue import say, words_of
from generators.writers.site import downloads
from generators.writers.site.generated import deck_path, guide_path, written
from generators.writers.site.running_text import HOME_PAGE
from generators.writers.site.views import SiteContext


def workshop_links(site: SiteContext) -> list[Mapping[str, object]]:
    """For each workshop its title and length, and where below the site its page, guide, and files stand, by label."""
    hidden = {line.text for line in site.kit.local.site.hide}
    return [_workshop_links(deck, site) for deck in site.kit.decks if deck_path(deck) not in hidden]


def _workshop_links(deck: Deck, site: SiteContext) -> Mapping[str, object]:
    words, files = words_of(deck.lang), downloads.of_deck(deck)
    guide = site.address(guide_path(deck)) if site.own_theme else files.guide.path
    return {
        "title": written(deck.title, deck.lang, site),
        "page": site.address(deck_path(deck)),
        "length": words.common.minutes.of(deck.minutes) if deck.minutes else "",
        "guide": {"label": say(words, "guide.title"), "address": guide, "is_file": not site.own_theme},
        "files": [
            {"label": say(words, "site.slides"), "address": files.slides.path},
            {"label": say(words, "guide.run_sheet"), "address": files.run_sheet.path},
        ],
    }


def news(site: SiteContext) -> Mapping[str, str]:
    """What is new, by the path of the page that says so of itself; the home page needs no link to itself."""
    hidden = {line.text for line in site.kit.local.site.hide}
    told = (page for page in site.kit.pages if page.front.whats_new and page.path != HOME_PAGE)
    return {page.path: site.typeset(page.front.whats_new) for page in told if page.path not in hidden}


_LAST_TO_END = timedelta(days=1, hours=12)
"""From midnight at Greenwich, when a day begins there, until it is over where days end last (UTC-12)."""


def coming_events(site: SiteContext) -> list[Mapping[str, object]]:
    """The local's dates without those that were over, wherever one is, when the kit was made, if it bears a time.

    Each has its ``day`` (ISO 8601), what to show, and where it leads to: an ``address`` below the site or on the web.
    """
    made = site.kit.date
    return [_shown(event, site) for event in site.kit.local.events if made is None or not _is_over(event, made)]


def _is_over(event: Event, made: datetime) -> bool:
    begins = datetime.combine(date.fromisoformat(event.day), time(), UTC)
    return begins + _LAST_TO_END <= made


def _shown(event: Event, site: SiteContext) -> Mapping[str, object]:
    language, begins = site.kit.local.language, event.begins
    return {
        "title": site.text(event.title),
        "day": event.day,
        "time": "" if begins is None else f"T{begins // 60:02d}:{begins % 60:02d}",
        "date": formats.day(language, date.fromisoformat(event.day)),
        "clock": "" if begins is None else formats.clock(language, begins),
        "place": site.text(event.where),
        "address": event.link if scheme_of(event.link) else _address(event.link, site),
        "is_elsewhere": scheme_of(event.link) in ("http", "https"),
    }


def _address(link: str, site: SiteContext) -> str:
    """Where a page or file of the kit stands below the site."""
    path, mark, anchor = link.partition("#")
    at = quote(published(site.kit, path)) if path in site.kit.assets else site.address(path) if path else ""
    return at + mark + anchor
