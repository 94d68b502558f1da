"""The words of presenting: the hall's view of a workshop's slides, and the trainer's notes beside it."""

from __future__ import annotations

from msgspec import Struct


class PresentWords(Struct, frozen=True):
    """``{time}`` is a length as a clock shows it; ``{minutes}`` a bare number."""

    language: str
    # the workshop's page
    present: str
    take_along: str
    in_less_time: str
    changes: str
    left_out: str
    # the slides one below the other
    slides_of: str
    notes_of: str
    how_long: str
    start: str
    open_notes: str
    print_handout: str
    own_notes: str
    link_here: str
    # the buttons and keys in the hall
    controls: str
    previous: str
    next: str
    overview: str
    blank: str
    pointer: str
    full_screen: str
    notes: str
    colors: str
    help: str
    end: str
    first_last: str
    slide_number: str
    keys_next: str
    keys_previous: str
    keys_ends: str
    keys_number: str
    position: str
    is_blank: str
    pointer_on: str
    notes_blocked: str
    # the notes
    in_step: str
    on_their_own: str
    slide_next: str
    last_slide: str
    clock: str
    since_start: str
    part_left: str
    whole_left: str
    start_clock: str
    stop_clock: str
    reset_clock: str
    on_time: str
    behind: str
    ahead: str
    over: str
    ten_minutes: str
    text_larger: str
    text_smaller: str
