"""What volunteers type wrong is named at its line, with what to write instead; what is meant as it stands is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from slip_samples import PAGE, SETTINGS, Files, only, page, said

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
FAR = "https://map.example"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[our map][map]", "write [our map](address), or add a line '[map]: address'"),
        ("[our map][]", "write [our map](address), or add a line '[our map]: address'"),
        (f"[our map][mapp]\n\n[map]: {FAR}", "add a line '[mapp]: address'"),
        ("![a][hall]\n\n[hall]: ../assets/our hall.jpg", "write [hall]: ../assets/our%20hall.jpg"),
        ("[a][hall]\n\n[hall]: <../assets/our hall.pdf>", "write [hall]: ../assets/our%20hall.pdf"),
        (f"(our map)[{FAR}]", f"write [our map]({FAR})"),
        (f"[our map] ({FAR})", f"write [our map]({FAR})"),
        ("[[visits]]", "write [visits](address of the page)"),
        ("![[a.jpg]]", "'![[a.jpg]]' is not shown as a picture (write ![what it shows](address of the picture))"),
        ("![[a.jpg|Our hall]]", "write ![Our hall](address of the picture)"),
        ("[our map]()", "write the address between the parentheses"),
        ("[](visits.md)", "write between the brackets what people are to click on"),
        ("Call us.[^1]", "write a line '[^1]: …' below the text"),
        ("## A\n\n#### B", "begin it with '### '"),
        ("### B", "begin it with '## '"),
        ("## A\n\n### B\n\n# C\n\n### D", "begin it with '## '"),
        ("Pay &#x202e;Ana now", "x.md:8: '&#x202e;' stands for the control character U+202E (delete it)"),
        ("<p title='a&#8238;b'>x</p>", "'&#8238;' stands for the control character U+202E (delete it)"),
        ("Pay&#7; Ana", "'&#7;' stands for the control character U+0007 (delete it)"),
        ("<pre>Pay &#x2067;Ana</pre>", "holds the control character U+2067 (delete it)"),
        ("So **this is", "write ** right behind the last bold word as well"),
        ("See *Roles for more", "write * right behind the last slanted word as well"),
        ("Was ~~$5 a year", "write ~~ right behind the last word to strike out as well"),
        ("Bring ==a pen", "write == right behind the last word to mark as well"),
        ("Drink H~2~O", "write <sub>2</sub>"),
        ("The 5^th^ floor", "write <sup>th</sup>"),
        ("!!! note “Hey”\n    x", 'write !!! note "Hey"'),
        ("=== Tab\n    x", 'write === "Tab"'),
        ("!!! note\nx", "begin each line that belongs into it with four spaces"),
        ("<!— ask Ana —>", "begin it with <!-- and end it with -->"),
        ("<!-- note -->x", "'<!-- note -->' marks no passage (did you mean 'notes'?)"),
        ("<!-- example foo -->\nx\n<!-- /example -->", "x.md:8: '<!-- example foo -->' opens no passage"),
        ("<!-- example: Foo Bar -->\nx\n<!-- /example -->", "write '<!-- example: foo-bar -->'"),
        ("<!-- notes: -->\nx\n<!-- /notes -->", "x.md:8: '<!-- notes: -->' opens no passage (write '<!-- notes -->')"),
        ("x\n<!-- /notes -->", "put '<!-- notes -->' before the passage"),
        ("<!-- speaker notes -->", "write '<!-- notes -->'"),
        ("<!-- /speaker notes -->", "write '<!-- /notes -->'"),
        ("<!-- end of example -->", "write '<!-- /example -->'"),
        (
            "<!-- use handbook/visits.md#a-visit-in-brief -->",
            "write '<!-- use: handbook/visits.md#a-visit-in-brief -->'",
        ),
        ("    <!-- notes -->\n    x", "take the spaces in front of it away"),
        ("| a |\n| - |\n| <!-- slot: y -->x<!-- /slot --> |", "this mark parts a row of a table"),
        ("<!- ask Ana ->", "begin it with <!-- and end it with -->"),
        ("<!\u2013\u2013 notes \u2013>", "begin it with <!-- and end it with -->"),
        ("{local.name} meets", "write {{ local.name }}"),
        ("{ { local.name } } meets", "write {{ local.name }}"),
        ("{% if x %}", "only names as in {{ local.name }} are filled in"),
        ("\tWe meet on the first Monday.", "take the spaces in front of it away"),
        ("    ## Our year", "take the spaces in front of it away"),
        ("    | a | b |\n    | - | - |", "take the spaces in front of it away"),
        ("o pens\no paper", "write '- ' in front of each"),
        ("➢ pens\n➢ paper", "write '- ' in front of each"),
        ("(1) pens\n(2) paper", "number them '1.', '2.'"),
        ("i. pens\nii. paper", "number them '1.', '2.'"),
        ("1\\. pens\n2\\. paper", r"since '1\.' begins no list (number them '1.', '2.'"),
        ("Bring:\n1\\) pens\n2\\) paper", r"x.md:9: warning: these lines run together, since '1\)' begins no list"),
        ("\\- pens\n\\- paper", "write '- ' in front of each"),
        ("\\* pens\n\\* paper", "write '- ' in front of each"),
        ("a\\. pens\nb\\. paper", r"since 'a\.' begins no list"),
        ("**1.** pens\n**2.** paper", "number them '1.', '2.'"),
        ("\u2460 pens\n\u2461 paper", "since '\u2460' begins no list (number them '1.', '2.'"),
        ("1.- Llegar\n2.- Firmar", "since '1.-' begins no list"),
        ("1\u00aa) Llegar\n2\u00aa) Firmar", "since '1\u00aa)' begins no list"),
        ("1 - pens\n2 - paper", "since '1 -' begins no list"),
        ("(i) pens\n(ii) paper", "since '(i)' begins no list"),
        ("\U0001f449\U0001f3fd pens\n\U0001f449\U0001f3fd paper", "write '- ' in front of each"),
        ("\U0001f4de 555-0100\n\U0001f4e7 by mail", "since '\U0001f4de' begins no list"),
        ("1\ufe0f\u20e3 pens\n2\ufe0f\u20e3 paper", "since '1\ufe0f\u20e3' begins no list"),
        ("18:00 Welcome\n18:15 Who is here", "since '18:00' begins no list"),
        ("6 pm: Welcome\n6:15\u20137:00 pm: A talk", "since '6 pm:' begins no list"),
        ("> a. pens\n> b. paper", "since 'a.' begins no list"),
        ("> -pens\n> -paper", "write '- pens'"),
        ("> | Day | Place |\n> | Monday | Hall |", "write '| --- | --- |' there"),
        ("\u2610 pens\n\u2610 paper", "since '\u2610' begins no list (write '- [ ] ' in place of each '\u2610')"),
        ("- bring\n\u25cb pens\n\u25cb paper", "since '\u25cb' begins no list"),
        ("| Day | Place |\n| Monday | Hall |", "write '| --- | --- |' there"),
        ("Day | Place\nMonday | Hall", "write '| --- | --- |' there"),
        ("+-----+------+\n| Day | Hall |\n+-----+------+", "and take the drawn lines out"),
        ("Day    Place\nMon    Hall\nTue    Room", "write '| Day | Place |', below it '| --- | --- |'"),
        ("Ask at the CafÃ©.", "write 'é'; or save the text again"),
        ("Weâ€™re here.", "write '\u2019'"),
        ("Caf\ufffd", "write the letter that was there"),
        ("<input type=text> Car", "write 'Label: ____' on a page in content/forms/"),
        ("<center>Hi</center> <font color=red>you</font>", "<font> is taken out of the page"),
        ("Name,Phone,Shift\nAna,555-0100,Day", "write '| Name | Phone | Shift |', below it '| --- | --- | --- |'"),
        ('"Perez, Ana";555;Day\n"Lee, Bo";555;Night', "write '| Perez, Ana | 555 | Day |'"),
        ("> !NOTE\n> Bring a pen.", "write '> [!NOTE]'"),
        ("[!TIP]\nBring a pen.", "write '> [!TIP]'"),
        ("::: warning\nBring a pen.\n:::", "write '> [!WARNING]'"),
        ("Type `1912 at the gate.", "write ` right behind its last letter as well"),
        ("Ask [YOUR LOCAL].", "'[YOUR LOCAL]' looks like a place that is still to be filled in"),
        ("We meet at XXX.", "'XXX' looks like a place"),
        ("Call [NAME] first.", "'[NAME]' looks like a place"),
        ("We are [LOCAL UNION NAME].", "'[LOCAL UNION NAME]' looks like a place"),
        ("TODO: the bus lines", "'TODO' looks like a place"),
        ("##Our year", "write '## Our year'"),
        ("#Our year", "write '# Our year'; if it is none, write '\\#Our year'"),
        ("####### Our year", "write '###### Our year'"),
        ("##", "write them behind the '#'"),
        ("[visits](visits.md for more", "write [visits](visits.md)"),
        ("[visits]{visits.md}", "write [visits](visits.md)"),
        ("[map](https:/map.example)", "write 'https://map.example'"),
        ("[map](https//map.example)", "write 'https://map.example'"),
        ("[Ana](mailto:Ana)", "write an e-mail address behind 'mailto:'"),
        ("<visits.md>", "write [words to click on](visits.md)"),
        ("Ask <your steward>.", "write them without these signs"),
        (
            "{{ local.name } meets",
            "'{{ local.name }' is not filled in, and is shown as it is typed (write {{ local.name }})",
        ),
        ("{local.name}} meets", "write {{ local.name }}"),
        ("{{ local . name }} meets", "unknown variable 'local . name' (write 'local.name')"),
        ("{{ Local.Name }} meets", "write 'local.name'"),
        ("## A {.for-coordinators}\n\nText.", "did you mean 'for-coordinator'?"),
        ("!!! tip for-members\n    x", "known are for-mentee, for-mentor, for-coordinator, for-trainer"),
        ("## Our year{.for-mentor}\n\nText.", "write a space before it: '## Our year {.for-mentor}'"),
        ("!!! warnin\n    x", "no kind of box is called 'warnin' (did you mean 'warning'?)"),
        ("> [!IMPORTENT]\n> x", "did you mean 'important'?"),
        ('=== "Tab"\n  x', "begin each line that belongs into it with four spaces"),
        ("Ask :material-account: Ana.", "':material-account:' is shown as it is typed"),
        ("Text.[^1]\n\n[^1]: One.\n[^1]: Two.", "x.md:11: warning: the footnote '[^1]' stands here twice"),
        ("Text.\n\n[^1]: One.", "x.md:10: warning: no sign '[^1]' in the text leads to this footnote"),
        ("[us](http://127.0.0.1:8000/handbook/x.html)", "is on your own computer: nobody else can open it"),
        ("See http://localhost:8000 for it.", "'http://localhost:8000' is on your own computer"),
        ("- a\n      - b\n- c", "x.md:9: warning: this line goes on with the words of the item above"),
        ("1. a\n       - b", "begin it with 3 spaces"),
        ("| a | b |\n\n| --- | --- |\n\n| 1 | 2 |", "take the empty lines out"),
        ("[a](visits.md#First_Talk)\n\n## First talk", "has no heading or passage '#First_Talk'"),
        ("[a](#Our_year)\n\n## Our year", "(did you mean 'our-year'?)"),
        ("[a](visits.md “Visits”)", "(write 'visits.md')"),
        ("![x](../assets/none.png)", "(put it into the folder, or correct the link)"),
        ("## Parking {#park\n\nText.", "'{#park' is shown as words of the heading (write '}' at its end)"),
        (
            "![x](../../assets/logo.svg)",
            "there is no file '../../assets/logo.svg' (did you mean '../assets/logo.svg'?)",
        ),
    ],
)
def test_a_slip_on_a_page_is_named_with_what_to_write(tmp_path: Path, text: str, named: str) -> None:
    assert only(named, said(tmp_path, page(text)))


@pytest.mark.parametrize(
    "text",
    [
        f"[a][map], [map][], [Map]\n\n[MAP]: {FAR}",
        "array[1][2], [sic], [x], `[a][b]`, \\[a][b]",
        "Text.[^1]\n\n[^1]: Note.",
        "## A\n\n### B\n\n## C",
        "2 ** 3 and **bold**",
        "*Free for members.\n\n2 * 3, a*b, and *this* and *that*",
        "Dues* are $5.\n*Paid twice a year",
        "~5 minutes, ~10 people, a == b, x^2, 5 * 4 *",
        '!!! note "Hey"\n\n    x\n\n!!! tip\n    y',
        "<!-- ask Ana --> <!-- a — b -->",
        "<!-- notes for Ana: the hall is free --> <!-- end of part one --> <!-- an example of how we do it -->",
        "<!-- example: foo -->\n<!-- example for Bo -->\nx\n<!-- /example -->",
        "`{local.name}` and {.class}",
        "- a\n\n    We meet on the first Monday.",
        "Call the room\n#5 now. #union #local77\n\n#1 rule: listen.",
        "Dear [name], I am [your name], [add the date]. [CLOSED] Super Bowl XXX, TODO el día.",
        "Before you come:\n- [x] pens\n- [ ] paper\n\n[Write](mailto:?subject=Hi)",
        "He earns $1,234,567.\nShe earns $2,345,678.",
        "1,200,300\n3,400,500\n\nAna, Bo, and Cy came.\nDi, Ed, and Flo did not.",
        "Don`t, ``so'' and 5` tall; press ` twice.",
        "Write to &#91;no mail&#93;, or call.\nOr ask &#91;no name&#93;, &amp; wait.",
        "`&#x202e;`, &amp;#x202e;, &copy; &nbsp; a&shy;b\n\n```\n&#x202e;\n```\n\n    &#x202e;",
        "O vienes o llamas.\nO escribes.",
        "[sic] (see below), [visits](visits.md), [a]{.b}, Note!",
        "    for x in y:\n        print(x)",
        "O brother\nwho art",
        "Ã is a letter, and so are é, â, and «these»",
        "Words | and words.",
        "1.\u00a0pens\n2.\u00a0paper",
        "- a\n  - b\n      - c\n\n1. a\n    - b\n\n- d\n\n        code",
        "Text.[^1] And.[^2]\n\n[^1]: One.\n[^2]: Two.",
        "For-profit {x} ## a{.b}\n\n!!! recipe\n    x\n\n!!! tip for-mentor\n    x",
        "https://localhost.example and `http://localhost:8000`",
        "| a |\n| --- |\n| 1 |\n\n| b |\n| --- |\n| 2 |",
        "1\\. pens  \n2\\. paper\\\n3\\. tape\n\n1\\. alone, and 1990\\.\n1991\\. came",
        "**Hall***: a *star **and bold*** and **bold *and a star***",
        "Text[^1]: more.\n\n[^1]: Note.",
        "Bring:\n\u25cf pens\n\t\u25cb blue\n\t\u25cb red\n\u25cf paper",
        "At\n18:00 we meet, and at\n19:00 we part.\n\n\U0001f389 Hello\nto all.\n\n(a) is the first\n(c) the last",
        "> ```\n> a. pens\n> b. paper\n> ```\n\n>     1.- pens\n>     2.- paper",
    ],
)
def test_what_is_meant_as_it_stands_is_not_named(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, page(text)) == []


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ("name: A\n# brand:\n  primary: red", "local.yml:3: 'primary' stands under a group that is still a comment"),
        ("name: A\n# contact:\n#   name: B\n  email: a@b.example", "take the '# ' from 'contact:' in line 2 as well"),
        ("name: A\n#contact:\n  phone: 1", "take the '# ' from 'contact:' in line 2 as well"),
        ("name: A\nlanguage: English", "'english' is no language (write 'en')"),
        ("name: A\nlanguage: Español", "'español' is no language (write 'es')"),
        ("name: A\nlanguage: Tagalog", "write 'fil'"),
        ("name: A\nlanguage: sp", "no language is called 'sp' (write 'es')"),
        ("name: A\nunion: Ours: all", 'put quotes round the whole text: union: "Ours: all"'),
        ("name: A\npaper: legal", "paper is letter or a4"),
        ("name: A\nbrand:\n  font: Ariel", "the kit has no typeface 'Ariel'; it has Source Sans 3"),
        ("name: A\nurl: local.example", "an address begins with https://"),
        ("name: A\nunion: Our <b>Union</b>", "'union' is shown as it is typed, with '<b>' in it"),
        ("name: A\nunion: Our &lt;b&gt;Union", "'union' is shown as it is typed, with '<b>' in it"),
        ("name: A&#x202e;B", "'name': holds a line break or an invisible character, U+202E"),
        ("name: A\nbrand: primary: '#123456'", "write 'primary: …' on the line below, with two more spaces before it"),
        ("name: A\nbrand.primary: '#123456'", "write a line 'brand:', and below it '  primary: …'"),
        ("name: A\ncontact:\n  phone: ext: 12", 'put quotes round the whole text: phone: "ext: 12"'),
        ("```yaml\nname: A\n```", "take the lines ``` out"),
        ("name: A\nvariables:\n  hall: '{{ local.name }} Hall'", "'variables.hall' is shown as it is typed"),
        ("name: A\nvariables:\n  hall:", "'variables.hall' is empty, so that texts which name it have a gap"),
        ("name: A #1", "'name' ends before '#1'"),
        ("name: A\nlogo: assets/logo.png", "write two spaces before it, and above it a line 'brand:'"),
        ("name: A\nsite:\n  hide: [visits.md]", "did you mean 'handbook/visits.md'?"),
        ("name: A\nsite:\n  order: content/handbook/visits.html", "did you mean 'handbook/visits.md'?"),
        ("name: A\nurl: <x.example>", "an address begins with https://"),
        ("name: A\nbrand:\n  template: assets/our.pptx", "there is no file 'assets/our.pptx' (put it into assets/)"),
    ],
)
def test_a_slip_in_the_settings_is_named(tmp_path: Path, settings: str, named: str) -> None:
    (line,) = said(tmp_path, {"local.yml": settings, "assets/logo.svg": SVG})
    assert named in line and line.startswith("local.yml:")


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ({"local.yaml": SETTINGS}, "only 'local.yaml', which is not read (rename it to local.yml)"),
        ({"local.yml.txt": SETTINGS}, "Windows shows the ending .txt only with View > File name extensions"),
        ({"Local.yml": SETTINGS}, "only 'Local.yml', which is not read (rename it to local.yml)"),
        ({"local.yml.docx": SETTINGS}, "save its text as plain text, and give it the name local.yml"),
        ({"content/Handbook/x.md": "# X\n"}, "differs from the kit's 'content/handbook' only by capital letters"),
        ({"content/handbook/x.md.txt": "# X\n"}, "rename it to 'x.md'"),
        ({"content/handbook/visits (1).md": "# X\n"}, "this looks like a copy of 'visits.md'"),
        ({"handbook/x.md": "# X\n"}, "a pack has no folder 'handbook', so nothing in it is used"),
        ({"x.md": "# X\n"}, "move it into content/, as in content/handbook/x.md"),
        ({"notes.txt": "x"}, "warning: a pack has no file 'notes.txt'"),
        ({"assets/files/run.exe": "x"}, "readers can be offered .docx, .pdf, .pptx, .xlsx"),
        ({"content/handbook/x.md": "---\ntitle: X\nafter: visits\n---\n# X\n"}, "did you mean 'handbook/visits.md'?"),
        ({"content/handbook/x.md": "# Café\n".encode("cp1252")}, "this line is not UTF-8 text, but probably: # Café"),
        ({"content/visits.md": "# X\n"}, "to replace that one, move it to content/handbook/visits.md"),
        ({"content/slides/x.md": "# X\n"}, "if it is none, move it to slides/x.md"),
        ({PAGE: "---\ntitle: '**Our** year'\n---\n\nText.\n"}, "'title' holds '**'; a title is plain text"),
        ({PAGE: "---\ntitle: X\nbefore: handbook/visits.md\n---\n# X\n"}, "no key 'before' (known are after, "),
        ({PAGE: "---\ntitel: X\n---\n# X\n"}, "did you mean 'title'?"),
        ({PAGE: "---\ntitle: X\n---\n"}, "nothing stands on this page"),
        ({PAGE: "--- title: X ---\n\n# X\n"}, "write 'title: X' on the next one"),
        (
            {PAGE: "<!--\ntitle: X\nafter: visits.md\n-->\n# X\n"},
            "x.md:1: these lines look like front matter, and stand in a com",
        ),
        ({PAGE: "<!-- title: X -->\n# X\n"}, "stand in a comment (take its signs away"),
        ({PAGE: "| title | X |\n| --- | --- |\n| after | y |\n\n# X\n"}, "stand in a table"),
        ({PAGE: "| title | lang |\n| --- | --- |\n| X | es |\n\n# X\n"}, "stand in a table"),
        ({PAGE: "**title:** X\n**lang:** es\n\n# X\n"}, "stand in bold words"),
        ({PAGE: "> title: X\n> lang: es\n\n# X\n"}, "stand in a quote"),
        ({PAGE: "- title: X\n- lang: es\n\n# X\n"}, "stand in a list"),
        ({PAGE: "{title: X}\n\n# X\n"}, "stand in braces"),
        ({PAGE: "---\n\n## title: X lang: es\n\n# X\n"}, "stand in a heading"),
        ({PAGE: "<p>title: X</p>\n<p>lang: es</p>\n\n# X\n"}, "stand in HTML"),
        ({PAGE: "---\ntitle: X\naudience: [Mentors]\n---\n# X\n"}, "which no reader can choose (write 'mentor')"),
        ({PAGE: "---\ntitle: X\nlang: Spanish\n---\n# X\n"}, "'lang': 'Spanish' is no language (write 'es')"),
    ],
)
def test_a_file_in_the_wrong_place_or_of_the_wrong_name_is_told(tmp_path: Path, files: Files, named: str) -> None:
    assert only(named, said(tmp_path, files))


@pytest.mark.parametrize(
    "text",
    [
        "<!-- X: ask Ana -->\n# X\n\nText.\n",
        "**Day:** Monday\n**Place:** the hall\n\n# X\n",
        "**Title:** Steward\n**Name:** Ana\n\n# X\n",
        "- Tags: to sew on\n- Layout: by Bo\n\n# X\n",
        "| Title | Who |\n| --- | --- |\n| Steward | Ana |\n\n# X\n",
    ],
)
def test_what_only_begins_as_front_matter_does_is_text(tmp_path: Path, text: str) -> None:
    assert not any("front matter" in line for line in said(tmp_path, {PAGE: text}))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("![Hall](assets/a.jpg)", "did you mean '../assets/a.jpg'?"),
        ("![Hall](a.jpg)", "did you mean '../assets/a.jpg'?"),
        ("![Hall](/assets/a.jpg)", "'/assets/a.jpg' is not in the kit (did you mean '../assets/a.jpg'?)"),
        ("![Hall](C:\\Users\\ana\\A.JPG)", "is not in the kit (did you mean '../assets/a.jpg'?)"),
        ("![Hall](C:\\Users\\ana\\b.jpg)", "put a copy of the picture into assets/, and use that"),
        ("![Hall](..\\assets\\a.jpg)", "is a path of Windows (write '../assets/a.jpg')"),
        ("<img src='..\\assets\\a.jpg' alt='Hall'>", "is a path of Windows (write '../assets/a.jpg')"),
        ("[map](//map.example)", "(write 'https://map.example')"),
        ("![Hall](../assets/a.jpg =300x200)", "did you mean '../assets/a.jpg'?"),
        ("![Hall](../assets/a.jpg Our hall)", "did you mean '../assets/a.jpg'?"),
        ("[visits](/handbook/visits.md)", "write 'visits.md'"),
        ("[visits](visits)", "write 'visits.md'"),
        ("[visits](Visits.md)", "did you mean 'visits.md'?"),
        ("[us](www.local77.example)", "write 'https://www.local77.example'"),
        ("[us](local77.example/map)", "write 'https://local77.example/map'"),
        ("[us](ana@local77.example)", "write 'mailto:ana@local77.example'"),
        ("[us](555-0100)", "write 'tel:555-0100'"),
        ("<a href='gone.md'>x</a>", "link to a missing page 'gone.md'"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_as_it_would_lead_there(tmp_path: Path, text: str, named: str) -> None:
    found = said(tmp_path, {**page(text), "assets/a.jpg": picture()})
    assert only(named, found), found


def test_a_file_of_ones_own_network_is_named(tmp_path: Path) -> None:
    found = said(tmp_path, page("[list](\\\\server\\list.docx)"))
    assert "is in your own network, where nobody else can open it (put the file into assets/files/" in found[0]


def picture() -> bytes:
    """A photo of four by three pixels."""
    import io

    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (400, 300), "#357").save(target, "JPEG")
    return target.getvalue()


@pytest.mark.parametrize(
    "left",
    ["x.md~", "#x.md#", ".x.md.swp", "x.md.bak", "x.md.orig", "x.tmp", "4913", "~$x.md", ".DS_Store", "Thumbs.db"],
)
def test_what_editors_leave_behind_is_passed_over(tmp_path: Path, left: str) -> None:
    assert said(tmp_path, {**page("Text."), f"content/handbook/{left}": "x"}) == []
