"""Two surveys that mark what matters for a match, and people who answered them."""

from __future__ import annotations

from form_samples import form

from generators.collect.known_forms import KnownForms, Response
from generators.collect.table import ResponseTable, tables
from generators.model import Form
from generators.model.replacing import replace


def _named(name: str, made: Form) -> Form:
    return replace(made, name=name, title=name.capitalize())


REACH = "## How to reach you {personal}\nName: ____\nE-mail: ____ {type=email}\n"
MENTORS = _named(
    "offers",
    form(
        f"""\
{REACH}
### About you
Birthday: ____ {{type=date optional="so that we see whom we reach"}}
## What you bring
What do you know? {{#know match=topics}}
____
____
Languages: ____ {{match=languages}}
When can you meet? {{#when match=times}}
[ ] Mornings
[ ] Evenings
[ ] Other: ____
Whose work do you assign? ____ {{#over match=say}}
How sure are you? {{#sure low="Not at all" high="Very"}}
(1) (2) (3)""",
        {"audience": ["mentor", "coordinator"]},
    ),
)
MENTEES = _named(
    "needs",
    form(
        f"""\
{REACH}
## What you hope for
What do you want to learn? {{#learn match=topics}}
____
____
Languages: ____ {{match=languages}}
When can you meet? {{#when match=times}}
[ ] Mornings
[ ] Evenings
Where do you work? ____ {{#place match=say}}""",
        {"audience": ["mentee", "coordinator"]},
    ),
)
EVALUATION = _named("evaluation", form("Useful? ____", {"audience": ["mentor", "coordinator"]}))
PAIRED = KnownForms((MENTEES, MENTORS, EVALUATION))

ANA = Response(
    "in/ana.pdf", "offers", MENTORS.edition,
    {"name": "Ana Ruiz", "e-mail": "ana@example.org", "birthday": "1970-03-09", "know": "Organizing, and how to speak.",
     "languages": "Spanish, Tagalog", "when-evenings": "yes", "when-other": "yes", "when-other-text": "Sunday noon",
     "over": "The night crew; Dee Jones", "sure": "3"},
    (),
)  # fmt: skip
BEN = Response(
    "in/ben.json", "offers", MENTORS.edition,
    {"name": "Ben Okafor", "e-mail": "ben@example.org", "know": "Contracts", "when-mornings": "yes", "over": "nobody"},
    (),
)  # fmt: skip
DEE = Response(
    "in/dee.json", "needs", MENTEES.edition,
    {"name": "Dee Jones", "e-mail": "dee@example.org", "learn": "To organize my crew, without fear of speaking",
     "languages": "tagalog", "when-evenings": "yes", "place": "Garage"}, (),
)  # fmt: skip
ELI = Response(
    "in/eli.json", "needs", MENTEES.edition,
    {"name": "Eli Nguyễn", "learn": "Read a contract", "place": "Nobody"}, (),
)  # fmt: skip


def answered(*responses: Response) -> tuple[ResponseTable, ...]:
    return tables(responses, PAIRED)
