"""The words of forms, on paper and on the web; see ``generators.words.sections`` for all others."""

from __future__ import annotations

from msgspec import Struct

from generators.words.formats import Plural


class FormWords(Struct, frozen=True):
    """A form on paper, as a PDF, and on its page."""

    language: str
    required: str
    required_note: str
    optional: str
    privacy: str
    please_name: str
    date_form: str
    room: str
    contents: str
    appendix_kit: str
    cut: str
    # the last box: what to do with a filled form
    next: str
    next_send: str
    next_hand_in: str
    next_send_or_hand_in: str
    next_by: str
    next_anonymous: str
    # an answer that has no room in its field
    continued_on: str
    continued_short: str
    continued_from: str
    continuation: str
    not_printed: str


class WebFormWords(Struct, frozen=True):
    """The tools around a form on its page, and what the page says when somebody uses them."""

    language: str
    # what stands above and below a form
    start: str
    stays: str
    title: str
    promise: str
    pdf: str
    print: str
    save: str
    open: str
    mail: str
    delete: str
    keep: str
    keep_hint: str
    name_file: str
    file_name: str
    # how far somebody is
    progress: Plural
    progress_part: str
    parts: str
    # a long form in steps
    step_count: str
    step_by_step: str
    step_begin: str
    step_next: str
    step_back: str
    step_return: str
    step_list: str
    step_none: str
    step_anyway: str
    check_answers: str
    check_lead: str
    change: str
    not_answered: str
    # what may be wrong
    mistake: str
    check_required: str
    check_email: str
    check_tel: str
    check_date: str
    mistakes: Plural
    mistakes_lead: str
    empty: str
    empty_lead: str
    pdf_anyway: str
    print_anyway: str
    save_anyway: str
    # what was understood of a date
    date_read: str
    date_other: str
    # keeping and deleting
    kept: str
    forgotten: str
    joined: str
    no_room: str
    other_tab: str
    put_back: str
    confirm: str
    deleted: str
    # files
    saved: str
    downloaded: str
    no_pdf: str
    pdf_continued: str
    pdf_continued_on: str
    pdf_shortened: str
    pdf_unshown: str
    unshown: str
    mail_hint: str
    opened: Plural
    not_opened: str
    replace: Plural
    other_edition: str
    unasked: Plural
    unasked_title: str
    unasked_lead: str
    unasked_more: Plural
    mended: str
    other_form: str
    unreadable: str
    newer: str
    too_large: str
