"""An author hears of what the site will not show, at the line where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import messages, write

from generators.pipeline.kits import check_kits
from generators.pipeline.request import BuildRequest

MKDOCS = "site_name: Sample\ndocs_dir: content\nmarkdown_extensions: [attr_list, md_in_html]\n"


def said_of(text: str, folder: Path, base: str = "# Welcome\n") -> list[str]:
    write(folder, {"mkdocs.yml": MKDOCS, "content/index.md": base})
    pack = write(folder / "overrides" / "locals" / "harbor", {"local.yml": "name: Harbor\n", "content/a.md": text})
    (checked,) = check_kits(BuildRequest(folder, folder / "dist", (pack,)))
    return [line.removeprefix("overrides/locals/harbor/content/") for line in messages(checked.problems)]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("# A\n\n[x](javascript:alert(1))", "a.md:3: no link may lead to 'javascript:alert(1"),
        ("# A\n\n<a href='JAVASCRIPT:alert(1)'>x</a>", "a.md:3: no link may lead to 'JAVASCRIPT:alert(1)'"),
        ("# A\n\n[x](ftp://a.example)", "a.md:3: no link may lead to 'ftp://a.example'"),
        ("# A\n\n![x](https://a.example/b.png)", "a.md:3: the picture 'https://a.example/b.png' is not in the kit"),
        (
            "# A\n\nx\n\n<img alt='x' src='//a.example/b.png'>",
            "a.md:5: the picture '//a.example/b.png' is not in the kit",
        ),
        ("# A\n\n<IFRAME src='https://a.example'></IFRAME>", "a.md:3: warning: <iframe> is taken out of the page"),
        ("# A\n\n<p>x</p>\n\n<p onclick='x'>y</p>", "a.md:5: warning: 'onclick' is taken out of the page"),
        ("# A\n\ntext\n{: onclick=x }", "a.md:4: warning: 'onclick' is taken out of the page"),
    ],
)
def test_what_is_not_shown_is_said(text: str, answer: str, tmp_path: Path) -> None:
    (line,) = said_of(text, tmp_path)
    assert line.startswith(answer)


def test_each_element_is_told_on_its_own_line(tmp_path: Path) -> None:
    """Also where the same words stand before it as code, in a comment, or on a line of the base."""
    text = (
        "# A\n\n`<iframe>` and [x](a.md)\n\n<iframe></iframe>\n\n- a <iframe></iframe>\n\n    <iframe></iframe>\n\n"
        "<div>\n<p>b</p>\n<p>\n<iframe></iframe>\n</p></div>\n\n[one](javascript:a) [two\nlines](javascript:a)"
    )
    assert [line.partition(" (")[0] for line in said_of(text, tmp_path)] == [
        *(f"a.md:{line}: warning: <iframe> is taken out of the page" for line in (5, 7, 9, 14)),
        *(f"a.md:{line}: no link may lead to 'javascript:a'" for line in (17, 18)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n[x](https://a.example) [y](mailto:a@b.example) [z](tel:1) [i](index.md) [self](#a)",
        "# A\n\n`<script>` and [x](index.md)\n\n```html\n<script onload=x>[y](javascript:x)</script>\n```",
        "# A\n\n<details markdown='1'><summary>x</summary>\n\n*y*\n\n</details>",
    ],
)
def test_what_is_shown_needs_no_word(text: str, tmp_path: Path) -> None:
    assert said_of(text, tmp_path) == []


def test_the_base_may_do_what_a_pack_may_not_but_hears_of_readers_who_are_told_on(tmp_path: Path) -> None:
    base = "# Welcome\n\n<script>1</script>\n\n![x](https://a.example/b.png)\n"
    assert said_of("# A\n", tmp_path, base) == [
        "content/index.md:5: warning: every reader's browser will ask another host for 'https://a.example/b.png' "
        "(put a copy of the picture into assets/, and use that)"
    ]


WORD = """# A

<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->

<div class=WordSection1>

<p class=MsoNormal style='mso-margin-top-alt:auto'><font color=red>Red</font><o:p></o:p></p>

<p class=MsoNormal>More<o:p></o:p></p>
"""


def test_html_of_words_is_one_warning_at_its_first_line(tmp_path: Path) -> None:
    (line,) = said_of(WORD, tmp_path)
    assert line.startswith("a.md:3: warning: from here on, the page has HTML as Word writes it")


def test_what_could_run_is_told_beside_it(tmp_path: Path) -> None:
    text = WORD.replace("<div class=WordSection1>", "<iframe src='a.html'></iframe>")
    assert [line.partition(" is ")[0] for line in said_of(text, tmp_path)][1:] == ["a.md:5: warning: <iframe>"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<div class='x'>\n\nA\n\n## B", "3: warning: <div> is never closed"),
        ("<table>\n<tr><td>A", "3: warning: <table> is never closed"),
        ("A\n\n</div>\n\nB", "5: warning: </div> closes nothing"),
        ("<section>\n<div>\n</section>", "4: warning: <div> is never closed"),
        ("<section>\n<div>\n</section>\n\n<ul>\n\n</table>", "4: warning: <div> is never closed"),
    ],
)
def test_the_first_tag_without_another_half_is_told(text: str, answer: str, tmp_path: Path) -> None:
    (line,) = said_of(f"# A\n\n{text}\n", tmp_path)
    assert line.startswith(f"a.md:{answer}")


@pytest.mark.parametrize(
    "text", ["`<div>`", "```\n<div>\n```", "    <div>", "<!-- <div> -->", "<p>A\n<p>B", "<DIV>\nA\n</div>"]
)
def test_tags_that_are_shown_or_need_no_other_half_are_fine(text: str, tmp_path: Path) -> None:
    assert said_of(f"# A\n\n{text}\n", tmp_path) == []


def test_a_dead_link_is_told_beside_a_contact_that_is_missing(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": MKDOCS, "content/index.md": "# A\n\n{{ conduct_contact.name }}\n"})
    files = {"local.yml": "name: A\nurl: https://a.example/\n", "content/a.md": "# A\n\n[x](no.md)\n"}
    pack = write(tmp_path / "overrides" / "locals" / "harbor", files)
    (checked,) = check_kits(BuildRequest(tmp_path, tmp_path / "dist", (pack,)))
    assert {"contact-missing", "link-missing-page"} <= {problem.code for problem in checked.problems}


def test_a_picture_that_shows_once_the_page_is_cleaned_is_judged_as_any_other(tmp_path: Path) -> None:
    hidden = "<noscript><p title='</noscript><img src=gone.png>'></noscript>"
    assert any(
        line.startswith("a.md:1: there is no file 'a/gone.png'") for line in said_of(f"# A\n\n{hidden}\n", tmp_path)
    )
