"""A Word handbook of some forty pages with all that people do in Word and a website has no place for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from word_samples import (
    bold,
    cell,
    control,
    field,
    heading,
    item,
    link,
    paragraph,
    picture,
    png,
    run,
    table,
    text_box,
    word_file,
)

_WHO = (
    "A mentor",
    "A mentee",
    "The coordinator",
    "A steward",
    "The committee",
    "Each pair",
    "A new member",
    "The local",
)
_DOES = (
    "writes down what was agreed",
    "asks before giving advice",
    "looks for a quiet room",
    "brings one question to each meeting",
    "says early when a date cannot be kept",
    "listens longer than is comfortable",
    "names what went well",
    "shares what was hard in the first year",
    "introduces the other to two people",
    "checks the plan halfway through",
    "keeps what was said in confidence",
)
_WHY = (
    "because trust grows in small steps",
    "so that nobody has to guess",
    "since plans change and people do not mind it when they hear of it",
    "as the hall is loud on Thursdays",
    "because a promise on paper is easier to keep",
    "so that the next pair finds it easier",
    "since learning goes both ways",
    "because strength in the union comes from people who know one another",
    "even where the two work different shifts",
)
_THEN = (
    "That takes ten minutes and saves an hour.",
    "Nobody is good at it on the first day.",
    "Ask how it went, and wait for the answer.",
    "Some pairs do this on the phone; others walk round the block.",
    "If it does not help, say so and try another way.",
    "A short note afterwards is enough.",
    "It is fine to laugh about it later.",
)
CHAPTERS = (
    "What mentoring is",
    "Before you start",
    "Roles and responsibilities",
    "The first meeting",
    "Setting goals",
    "When it gets difficult",
    "Keeping track",
    "Ending well",
)
SECTIONS = ("Why it matters", "How to go about it", "What to watch for")


def prose(seed: int, sentences: int) -> str:
    """As many sentences, others for each ``seed``."""
    made = []
    for at in range(sentences):
        number = seed * 7 + at * 3
        who, does = _WHO[number % len(_WHO)], _DOES[(number * 5 + seed) % len(_DOES)]
        why = _WHY[(number + at) % len(_WHY)]
        made.append(f"{who} {does}, {why}." if at % 3 else f"{who} {does}. {_THEN[(number + seed) % len(_THEN)]}")
    return " ".join(made)


def _chapter(number: int, title: str) -> Iterator[str]:
    yield heading(1, f"{number}. {title}", bookmark=f"_Ref{number}000")
    yield paragraph(prose(number, 6))
    for at, section in enumerate(SECTIONS):
        yield heading(2, section, bookmark=f"_Ref{number}00{at + 1}")
        for part in range(9):
            yield paragraph(prose(number * 31 + at * 7 + part, 7))
        yield from (item(prose(number + at + part, 1)) for part in range(3))


def _front() -> Iterator[str]:
    yield paragraph("Walking Together", style="Title")
    yield paragraph("A handbook for mentors and mentees", style="Subtitle")
    yield paragraph("Second edition, written by members for members.")
    yield paragraph("Contents", style="TOCHeading")
    for number, title in enumerate(CHAPTERS, 1):
        entry = link(f"{number}. {title}\t{number * 4}", anchor=f"_Ref{number}000")
        yield paragraph(entry, style="TOC1", properties=_DOTS)


def _inserted(text: str) -> str:
    return f"<w:ins w:id='71' w:author='E'>{run(text)}</w:ins>"


def _deleted(text: str) -> str:
    return f"<w:del w:id='72' w:author='E'><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def _note(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def _said_about(text: str) -> tuple[str, ...]:
    start, end = "<w:commentRangeStart w:id='1'/>", "<w:commentRangeEnd w:id='1'/>"
    return start, text, end, "<w:r><w:commentReference w:id='1'/></w:r>"


_DOTS = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
_LINES = (
    '<w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="5000"/>'
    '<w:tab w:val="left" w:leader="underscore" w:pos="9000"/></w:tabs>'
)
_CALLS = cell(paragraph("Mentor"), item("calls"), item("writes it down"))
_REMEMBER = text_box(paragraph("Remember: "), paragraph("listen first, then speak."))
SPECIAL: dict[int, tuple[str, ...]] = {
    1: (
        paragraph(
            "As ", link("Setting goals", anchor="_Ref5000"), " explains, and on page ",
            field("PAGEREF _Ref5000 \\h", "20"), ", a goal is small.",
        ),
        paragraph("More stands on ", link("the program's own page", relation="web1"), "."),
        paragraph("Both learn", _note(2), ", and both teach", _note(3), "."),
        paragraph(picture("image1", "Two people on a bridge, one in orange and one in blue")),
        paragraph("Figure ", field("SEQ Figure", "1"), ": The bridge between two people", style="Caption"),
        paragraph("A pair of boots stands by the door, and the kettle is on.", style="Quote"),
    ),
    2: (
        paragraph(bold("A word about time")),
        paragraph(prose(501, 4)),
        paragraph(bold("A word about travel")),
        paragraph(prose(502, 4)),
        table(
            ["When", "What", "Who"],
            [cell("Week 1", down="restart"), "Welcome", "Coordinator"],
            [cell("", down="continue"), "First call", _CALLS],
            [cell("All later weeks | as agreed", across=2), "Both"],
        ),
    ),
    3: (
        paragraph("The mentor ", _inserted("always "), _deleted("never "), "keeps a promise."),
        paragraph(*_said_about("Ask the hall for keys.")),
        paragraph("In short ", _REMEMBER, "that is all."),
        item("Greet", number=2),
        item("Listen", number=2),
        paragraph("A pause for breath."),
        item("Thank", number=2),
    ),
    4: (
        paragraph(run("W"), properties='<w:framePr w:dropCap="drop" w:lines="3"/>'),
        paragraph("hen two people meet for the first time, the room is quiet."),
        paragraph(run("This line is for the printer. ", "<w:vanish/>"), "This one is for readers."),
        paragraph("The share is ", "<m:oMath><m:r><m:t>a/b</m:t></m:r></m:oMath>", " of an hour."),
        paragraph(
            "H", run("2", '<w:vertAlign w:val="subscript"/>'), "O and the 2",
            run("nd", '<w:vertAlign w:val="superscript"/>'),
            " of May * really * cost $5 & <less> than {that} | so_it_goes.",
        ),
    ),
    5: (
        paragraph(picture("image2", "")),
        paragraph("• Typed with a bullet"),
        paragraph("• and one more"),
        paragraph("Coffee\t2.50", properties=_DOTS),
    ),
}  # fmt: skip
"""What stands at the end of a chapter, by its number."""


_HEARD = "".join(
    ['<w:dropDownList><w:listItem w:displayText="Choose an item." w:value=""/>']
    + [f'<w:listItem w:displayText="{said}" w:value="{said}"/>' for said in ("A friend", "A poster")]
    + ["</w:dropDownList>"]
)


def _survey() -> Iterator[str]:
    yield heading(1, "Appendix I: Mentee survey")
    yield paragraph("Please fill this in before we meet. There are no wrong answers.")
    yield paragraph("Name: ____________________")
    yield paragraph("Phone: ____________   E-mail: ____________________")
    yield paragraph(
        "Date of birth: ", control('<w:date><w:dateFormat w:val="M/d/yyyy"/></w:date>', "Click or tap to enter a date.")
    )
    yield paragraph(bold("Your work"))
    yield paragraph("Department:\tShift:\t", properties=_LINES)
    yield paragraph("Which days suit you?")
    for day in ("Monday", "Tuesday", "Other: ____________"):
        yield paragraph("☐ ", day)
    yield paragraph("Have you been mentored before?   ☐ Yes   ☐ No")
    yield paragraph("What do you hope to learn?")
    yield from (paragraph("_" * 60) for _ in range(3))
    yield paragraph("How did you hear of us? ", control(_HEARD, "Choose an item."))
    yield paragraph(
        control('<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>', "☐", is_placeholder=False),
        " You may pass my number on.",
    )
    yield table(
        ["How true is this?", "Never", "Sometimes", "Often"],
        ["I ask for help", "☐", "☐", "☐"],
        ["I know whom to ask", "☐", "☐", "☐"],
    )


def _agreement() -> Iterator[str]:
    yield heading(1, "Appendix II: Mentoring agreement")
    yield paragraph("We, ________________ and ________________, will meet ______ times a month for ______ months.")
    yield table(["Mentor's name", ""], ["Mentee's name", ""], ["Start", ""])
    yield paragraph("What we want to reach, and how we will see it.")
    yield table(["Goal", "By when", "How we will know"], ["", "", ""], ["", "", ""], ["", "", ""])
    yield paragraph("Notes: ", control("<w:text w:multiLine='1'/>", "Click here to enter text."))
    yield paragraph(
        "Signature: ",
        run("                    ", '<w:u w:val="single"/>'),
        "   Date: ",
        run("          ", '<w:u w:val="single"/>'),
    )


def _checklist() -> Iterator[str]:
    yield heading(1, "Appendix III: Checklist for the first meeting")
    yield paragraph("Tick what you have done.")
    for number, done in enumerate(("Found a room", "Agreed on a day", "Exchanged numbers")):
        sign = "<w:r><w:sym w:font='Wingdings' w:char='F0A8'/></w:r>" if number else "☐"
        yield paragraph(sign, " ", done)
    yield paragraph("Name of the room ", *_old_field())


def _old_field() -> tuple[str, ...]:
    """A field of the toolbar Legacy Forms, with the five wide spaces that it shows."""
    about = '<w:ffData><w:name w:val="Text1"/><w:textInput/></w:ffData>'
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{about}</w:fldChar></w:r>'
    order = '<w:r><w:instrText xml:space="preserve"> FORMTEXT </w:instrText></w:r>'
    separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))
    return begin, order, separate, run("\u2002" * 5), end


@cache
def word_handbook() -> bytes:
    """The file."""
    chapters = [
        part
        for number, title in enumerate(CHAPTERS, 1)
        for part in (*_chapter(number, title), *SPECIAL.get(number, ()))
    ]
    return word_file(
        *_front(), *chapters, *_survey(), *_agreement(), *_checklist(),
        footnotes={2: "Learning goes both ways; see the last chapter.", 3: "Even without meaning to."},
        comments={1: "Who has them now?"},
        pictures={"image1.png": png(240, 120), "image2.emf": b"\x01\x00\x00\x00\x6c\x00\x00\x00" + bytes(32) + b" EMF"},
        links={"web1": "https://example.org/mentoring"},
        header="Walking Together, second edition",
    )  # fmt: skip
