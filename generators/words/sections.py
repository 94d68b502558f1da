"""Which words there are: a type for each place where readers meet them, so that a wrong name is found by mypy.

What stands in braces is filled in by that name. ``language`` (BCP 47) says in which language a section's words are: the
nearest one to what was asked for that has any of them.
"""

from __future__ import annotations

from msgspec import Struct

from generators.words.answer_sections import SummaryWords
from generators.words.form_sections import FormWords, WebFormWords
from generators.words.formats import Plural
from generators.words.present_sections import PresentWords


class CommonWords(Struct, frozen=True):
    """What more than one output says."""

    language: str
    activity: str
    appendix: str
    appendix_number: str
    articles: tuple[str, ...]
    conduct_unnamed: str
    contact_unnamed: str
    discussion: str
    edition: str
    forms: str
    large_print: str
    minutes: Plural
    minutes_short: str
    no_email: str
    no_phone: str
    page: str
    you_need: str


class BoxWords(Struct, frozen=True):
    """The titles of boxes of which an author says only the kind, as ``> [!NOTE]`` does."""

    language: str
    caution: str
    danger: str
    example: str
    important: str
    info: str
    note: str
    question: str
    quote: str
    tip: str
    warning: str


class OutlineWords(Struct, frozen=True):
    """What authors write in an outline, in small letters: the bold words that open a cue, and the heading of a list."""

    language: str
    say: tuple[str, ...]
    ask: tuple[str, ...]
    watch: tuple[str, ...]
    do: tuple[str, ...]
    materials: tuple[str, ...]


class DeckWords(Struct, frozen=True):
    """Slides and their notes."""

    language: str
    continued: str
    continued_again: str
    discuss: str
    goes_on: str
    part: str
    no_notes: str
    see: str
    table_of: str


class GuideWords(Struct, frozen=True):
    """The teaching guide, on paper and on the site, and its run sheet."""

    language: str
    title: str
    length_short: str
    clock: str
    when: str
    length_label: str
    audience: str
    people: str
    people_count: Plural
    purpose: str
    room: str
    materials: str
    handouts: str
    copies: Plural
    run_sheet: str
    opening: str
    slide: str
    what: str
    how: str
    talk: str
    slide_by_slide: str
    say: str
    ends: str
    picture: str
    my_notes: str
    about_deck: str
    back_to_run_sheet: str
    slide_words: str
    steps: str
    steps_none: str
    step_next: str
    step_back: str
    step_place: str


class SiteWords(Struct, frozen=True):
    """The site: its frame, its search, and the pages that no author writes."""

    language: str
    # the frame
    menu: str
    close: str
    sections: str
    on_this_page: str
    home: str
    scheme_dark: str
    scheme_light: str
    text: str
    text_size: str
    text_spacing: str
    text_font: str
    text_usual: str
    text_large: str
    text_largest: str
    text_wide: str
    reading_view: str
    reading_view_end: str
    previous: str
    next: str
    print_page: str
    table: str
    clear_ticks: str
    other_site: str
    # where a page stands, and its end
    breadcrumbs: str
    page_place: str
    back_to_top: str
    last_changed: str
    report_mistake: str
    # its foot
    questions: str
    conduct: str
    no_tracking: str
    # the index, search, and the page that is not there
    a_to_z: str
    a_to_z_lead: str
    all_pages: str
    all_pages_lead: str
    missing: str
    missing_lead: str
    search_hint: str
    search_none: str
    search_found: Plural
    search_key: str
    search_more: str
    search_marked: Plural
    search_unmark: str
    # the home page
    dates: str
    whats_new: str
    # whom the site is shown to
    reader: str
    reader_any: str
    reader_mentee: str
    reader_mentor: str
    reader_coordinator: str
    reader_trainer: str
    readers_mentee: str
    readers_mentor: str
    readers_coordinator: str
    readers_trainer: str
    for_readers: str
    page_for: str
    part_for: str
    parts_folded: Plural
    rows_hidden: Plural
    # workshops
    workshops: str
    workshops_lead: str
    choose_workshop: str
    workshop: str
    slides: str
    slide_count: Plural
    open_guide: str
    purpose: str
    at_a_glance: str
    what_you_need: str
    handouts_lead: str
    # downloads
    downloads: str
    downloads_lead: str
    on_this_site: str
    fillable_pdf: str
    printed_pdf: str
    all_forms: str
    file: str
    more_files: str
    form: str
    forms: str
    form_privacy: str
    handbook: str
    book: str
    book_lead: str
    chapter: str


class ReportWords(Struct, frozen=True):
    """The page that says what was built, and from what."""

    language: str
    title: str
    lead: str
    pages: Plural
    decks: Plural
    forms: Plural
    overrides: Plural
    additions: Plural
    warnings: Plural
    worth_a_look: str
    # drift
    drift: str
    unrecorded: Plural
    record: str
    named: str
    over: str
    may_now_be: str
    state_changed: str
    state_gone: str
    base_changed: str
    own_text: str
    more_lines: Plural
    # overrides
    changed: str
    added: str
    settings: str
    kind: str
    name: str
    in_the_pack: str
    in_place_of: str
    kind_page: str
    kind_outline: str
    kind_new_page: str
    kind_new_outline: str
    kind_example: str
    kind_slot: str
    kind_asset: str
    kind_setting: str
    # what is still the kit's own
    untouched: str
    untouched_lead: str
    setting_union: str
    setting_logo: str
    setting_contact: str
    setting_conduct_contact: str
    setting_url: str
    # colors
    colors: str
    main_color: str
    second_color: str
    colors_moved: str
    colors_fine: str
    used_for: str
    color_given: str
    color_used: str
    ground: str
    contrast_before: str
    contrast_now: str
    role_primary_text: str
    role_primary_night: str
    role_primary_deep: str
    role_accent_text: str
    role_accent_night: str
    role_accent_shape: str
    role_accent_deep: str
    role_primary_mark: str
    role_primary_mark_night: str
    role_primary_drawn_night: str
    role_accent_mark: str
    role_accent_mark_night: str
    role_accent_drawn_night: str
    # files
    made: str
    made_decks: str
    made_guides: str
    made_site: str
    file: str
    size: str
    sources: str
    source_count: Plural
    for_programs: str
    not_published: str


class RefusalWords(Struct, frozen=True):
    """Why a filled form is not counted, to go on after its name, or after "A file was left out if it"."""

    language: str
    password: str
    damaged_pdf: str
    not_filled_in: str
    written_on: str
    several_forms: str
    xfa: str
    flattened: str
    no_fields: str
    too_many_fields: str
    not_opened: str
    damaged_archive: str
    too_large: str
    too_many_files: str
    too_much_together: str
    too_long_together: str
    too_many_forms: str
    too_many_members: str
    leads_out: str
    link: str
    archive_password: str
    not_unpacked: str
    nested_archive: str
    unpacks_too_large: str
    empty: str
    picture: str
    fdf: str
    office: str
    web_page: str
    neither: str
    slow: str
    memory: str
    crash: str
    other_data: str
    newer_format: str
    no_answers: str
    damaged_answers: str
    same_file: str
    same_answers: str
    part_of_answers: str


SECTIONS: dict[str, type[Struct]] = {
    "common": CommonWords,
    "box": BoxWords,
    "form": FormWords,
    "web_form": WebFormWords,
    "outline": OutlineWords,
    "deck": DeckWords,
    "guide": GuideWords,
    "present": PresentWords,
    "site": SiteWords,
    "report": ReportWords,
    "summary": SummaryWords,
    "refusal": RefusalWords,
}
"""The sections by the names that they have in a language's file."""
