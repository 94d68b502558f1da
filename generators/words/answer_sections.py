"""What is said of people's answers: the page that sums them up, the tables, and the sheets for pairs."""

from __future__ import annotations

from msgspec import Struct

from generators.words.formats import Plural


class SummaryWords(Struct, frozen=True):
    """What is made of filled forms: the page that sums them up, the tables, and the sheets for pairs."""

    language: str
    title: str
    filled_forms: Plural
    of_kinds: Plural
    # before it is passed on
    before: str
    before_lead: str
    before_names: str
    before_small_shown: str
    before_small_shown_lead: str
    before_small_hidden: str
    # one form
    answered_form: Plural
    in_editions: Plural
    in_edition: str
    told: str
    form_too_few: str
    form_too_few_cure: str
    form_unknown: str
    questions: str
    earlier: str
    left_out: str
    # one question
    too_few: str
    nobody: str
    answered: str
    could_choose_several: str
    mean: str
    ends: str
    answer: str
    share: str
    people: str
    percent: str
    hidden: str
    shares_of_all: str
    written_hidden: str
    written_in: str
    same_answer: Plural
    more_answers: Plural
    shortened: str
    # files that were not counted
    not_counted: str
    left_out_if: str
    files: Plural
    named_by_program: str
    # the table
    table_title: str
    column_file: str
    column_edition: str
    ticked: str
    column_written_in: str
    column_earlier: str
    cell_shortened: str
    # pair sheets
    pair_title: str
    pair: str
    mentor: str
    mentee: str
    pair_lead: str
    personal_left_out: str
    personal_shown: str
    not_answered: str
    # the sheet for matching
    matching_title: str
    how_to_read: str
    how_rows: str
    how_cells: str
    how_say: str
    no_say: str
    how_keep: str
    nothing_shared: str
    not_these_two: str
    says_name: str
    both: str
    # words that tell nothing when two people both use them
    words_for_nobody: tuple[str, ...]
    common_words: tuple[str, ...]
