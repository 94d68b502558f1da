"""A form, and people's answers to it, for the tests of tables and reports."""

from __future__ import annotations

from form_samples import form

from generators.collect.known_forms import KnownForms, Response
from generators.collect.table import ResponseTable, tables

SURVEY = form(
    """\
## About you
Name: ____   Phone: ____ {type=tel}
Gender {optional="It helps us see whom we reach."}
( ) Female   ( ) Male   ( ) Prefer not to say
## The program
How helpful was it? {#helpful low="Not at all" high="Extremely"}
(1) (2) (3) (4) (5)
Would you recommend it? {#recommend}
( ) No   ( ) Maybe   ( ) Yes
It helped me to {#helped}
[ ] Learn new skills
[ ] Other: ____
What was most useful? {#useful}
____
____""",
    {"privacy": "Read by **two people** only."},
)
KNOWN = KnownForms((SURVEY,))
COLUMNS = (
    "file", "edition", "name", "phone", "gender", "helpful", "recommend", "helped-learn-new-skills", "helped-other",
    "helped-other-text", "useful",
)  # fmt: skip


def response(path: str = "a.pdf", form: str = "survey", edition: str = SURVEY.edition, **answers: str) -> Response:
    """One person's answers; in their names, hyphens are typed as underscores."""
    named = {name.replace("_", "-"): text for name, text in answers.items()}
    return Response(path, form, edition, named, tuple(named))


def table(*responses: Response) -> ResponseTable:
    """The one table that ``responses`` make."""
    (only,) = tables(responses, KNOWN)
    return only
