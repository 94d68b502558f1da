"""Packs made to do harm, each with what the kit answers: read by ``test_hostile.py``."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sample import write

SECRET = "the-secret-of-this-computer"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A pack's files, what else is done to its folder, and a part of the message that refuses it."""

    name: str
    answer: str
    files: dict[str, str | bytes] = field(default_factory=dict)
    spoil: Callable[[Path], None] = lambda _pack: None

    def make(self, pack: Path) -> Path:
        """Writes the pack; ``secret.txt`` beside it is none of its business."""
        pack.mkdir(parents=True)
        (pack.parent / "secret.txt").write_text(SECRET, encoding="utf-8")
        write(pack, {"local.yml": "name: Harbor\n", **self.files})
        self.spoil(pack)
        return pack


def linked(name: str, target: str = "../secret.txt") -> Callable[[Path], None]:
    def spoil(pack: Path) -> None:
        (pack / name).parent.mkdir(parents=True, exist_ok=True)
        (pack / name).unlink(missing_ok=True)
        (pack / name).symlink_to(target)

    return spoil


def hard_linked(pack: Path) -> None:
    (pack / "content").mkdir()
    os.link(pack.parent / "secret.txt", pack / "content" / "page.md")


def swollen(pack: Path) -> None:
    os.truncate(pack / "assets" / "0.png", 151_000_000)


def piped(pack: Path) -> None:
    (pack / "content").mkdir()
    os.mkfifo(pack / "content" / "page.md")


def page(text: str) -> dict[str, str | bytes]:
    return {"content/page.md": f"# Page\n\n{text}\n"}


def settings(text: str) -> dict[str, str | bytes]:
    return {"local.yml": text}


def png_header(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


BOMB = "name: &a [x,x]\nunion: &b [*a,*a]\nurl: &c [*b,*b]\n"
ENTITIES = '<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>'
OUTSIDE = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'

PATHS = [
    Hostile("a settings file that is a link", "symbolic links are not read", {}, linked("local.yml")),
    Hostile("a page that is a link", "symbolic links are not read", {}, linked("content/page.md", "../../secret.txt")),
    Hostile("a folder that is a link", "symbolic links are not read", {}, linked("content", "..")),
    Hostile("a picture that is a link", "symbolic links are not read", {}, linked("assets/a.svg", "/etc/passwd")),
    Hostile("a memory that is a link", "symbolic links are not read", {}, linked("drift.lock", "/etc/passwd")),
    Hostile("a hard link", "a second (hard) link", {}, hard_linked),
    Hostile("a pipe", "not a regular file", {}, piped),
    Hostile("a name reserved on Windows", "does not work on Windows", {"content/con.md": "x"}),
    Hostile("a name with a colon", "does not work on Windows", {"content/a:b.md": "x"}),
    Hostile("a name with a backslash", "does not work on Windows", {"content/a\\..\\x.md": "x"}),
    Hostile("a name with a line break", "control characters", {"content/a\nb.md": "x"}),
    Hostile("a name that colors the terminal", "control characters", {"content/\x1b[31mred.md": "x"}),
    Hostile("a name turned round", "control characters", {"content/\u202egpj.md": "x"}),
    Hostile("a name that ends in a dot", "does not work on Windows", {"content/a.": "x"}),
    Hostile("a very long name", "too long", {f"content/{'a' * 200}.md": "x"}),
    Hostile("two names that differ by capitals", "only by capital letters", {"content/a.md": "x", "content/A.md": "x"}),
    Hostile("the base's name in other capitals", "only by capital letters", {"content/INDEX.md": "# x"}),
    Hostile("folders without end", "nested more than", {f"content/{'a/' * 9}a.md": "x"}),
    Hostile("too many files", "more than 500 files", {f"content/{number}.md": "x" for number in range(501)}),
    Hostile("too much of everything", "more than 150 MB", {"assets/0.png": b""}, swollen),
    Hostile("a program", "this kind of file is not used", {"content/run.js": "alert(1)"}),
    Hostile("a web page", "this kind of file is not used", {"content/page.html": "<script>alert(1)</script>"}),
    Hostile("an archive", "this kind of file is not used", {"assets/a.zip": b"PK"}),
    Hostile("a folder of its own", "a pack has no folder", {"generators/pipeline.py": "raise SystemExit"}),
    Hostile("a template", "a pack has no folder", {"theme/main.html": "{{ config }}"}),
]

YAML = [
    Hostile("aliases", "a text cannot begin with '*'", settings(BOMB)),
    Hostile("a key twice", "written twice", settings("name: A\nname: B\n")),
    Hostile("an object to make", "must be a text", settings("name: !!python/object/apply:os.system [id]\n")),
    Hostile("levels without end", "nested more than", settings("name: " + "[" * 20_000)),
    Hostile("a merge key", "unknown key", settings("name: A\n<<: {b: c}\n")),
    Hostile("an unknown key", "did you mean 'brand'?", settings("name: A\nbrnd: {}\n")),
    Hostile("a list", "expected 'key: value' lines", settings("- a\n")),
    Hostile("another encoding", "not UTF-8", {"local.yml": b"name: \xff\n"}),
    Hostile("a control character", "control character", settings('name: "A\x07"\n')),
    Hostile("an escaped control character", "local.yml:1", settings('name: "A\\x1b[31m"\n')),
    Hostile("half a character", "local.yml:1", settings('name: "A\\ud800"\n')),
    Hostile("text turned round", "local.yml:1", settings('name: "A\\u202egpj"\n')),
    Hostile("settings without end", "larger than 64 kB", settings("name: A\n" + "# x\n" * 20_000)),
    Hostile(
        "a color that is a style", "a color is written like", settings('name: A\nbrand: {primary: "red;}*{x:y"}\n')
    ),
    Hostile(
        "a color with a line break", "a color is written like", settings('name: A\nbrand: {primary: "#123456\\n"}\n')
    ),
    Hostile("an address that is a script", "begins with https://", settings("name: A\nurl: javascript:alert(1)\n")),
    Hostile("mail that is markup", "local.yml:2", settings('name: A\ncontact: {email: "a@b.c\\"><script>"}\n')),
    Hostile("a logo outside", "there is no picture", settings("name: A\nbrand: {logo: ../../logo.svg}\n")),
    Hostile("a logo anywhere", "there is no picture", settings("name: A\nbrand: {logo: /etc/passwd}\n")),
    Hostile(
        "a logo of another host",
        "there is no picture",
        settings("name: A\nbrand: {logo: https://evil.example/x.svg}\n"),
    ),
    Hostile("a language that is a path", "a language is written like", settings("name: A\nlanguage: ../../etc\n")),
    Hostile("a name without end", "local.yml:1", settings(f"name: {'A' * 5000}\n")),
    Hostile("a template order", "no key 'template'", {"content/page.md": "---\ntemplate: 404.html\n---\n# x\n"}),
    Hostile("a title of two kinds", "must be one line of text", {"content/page.md": "---\ntitle: {a: b}\n---\n# x\n"}),
    Hostile(
        "a title that is markup",
        "a title is plain text",
        {"content/page.md": "---\ntitle: <img src=x onerror=alert(1)>\n---\n"},
    ),
    Hostile("a title that beeps", "content/page.md:2", {"content/page.md": '---\ntitle: "A\\x07"\n---\n# x\n'}),
    Hostile(
        "front matter with aliases",
        "a text cannot begin with '*'",
        {"content/page.md": "---\ntitle: &a b\naudience: *a\n---\n# x\n"},
    ),
    Hostile(
        "minutes without end",
        "page.md",
        {"content/forms/page.md": "---\nform: true\nminutes: .inf\n---\n# x\n\nA: ____\n"},
    ),
]

TEXTS = [
    Hostile("a name of the machine", "unknown variable", page("{{ config.root }}")),
    Hostile("brackets without end", "more than 250 '['", page("[" * 9000)),
    Hostile("brackets on many lines", "more than 250 '['", page("[a](\n" * 2000)),
    Hostile("code marks without end", "more than 400 '`'", page("a`" * 4000)),
    Hostile("tags without end", "more than 3000 '<'", page("\n\n".join("<![" * 300 for _ in range(20)))),
    Hostile("tags in tags", "HTML tags are nested", page("<div>" * 900)),
    Hostile("lists in a line", "nested more than 12 levels", page("- " * 500 + "a")),
    Hostile("quotes in quotes", "nested more than 12 levels", page("> " * 500 + "a")),
    Hostile("quotes in quotes, close", "nested more than 12 levels", page(">" * 500 + "a")),
    Hostile("lists in lists", "nested more than 12 levels", page("\n".join("    " * n + "- a" for n in range(90)))),
    Hostile("a line without end", "more than 10000 characters", page("word " * 9000)),
    Hostile("a table without end", "more than 200 '|'", page("a|" * 900)),
    Hostile("lines without end", "more than 3000 lines", page("- a\n" * 9000)),
    Hostile("headings without end", "more than 500 headings", page("# a\n" * 2000)),
    Hostile("a file to include", "cannot include other files", page('--8<-- "../../secret.txt"')),
    Hostile("a file to include, in code", "cannot include other files", page('```\n-8<- "/etc/passwd"\n```')),
    Hostile("a link that runs", "no link may lead to 'javascript:", page("[x](javascript:alert(1))")),
    Hostile("a link that runs, spelled out", "no link may lead to", page("[x](&#106;avascript:alert(1))")),
    Hostile("a link that runs, named", "no link may lead to", page("[x][y]\n\n[y]: javascript:alert(1)")),
    Hostile("a link that is a page", "no link may lead to 'data:", page("[x](data:text/html,x)")),
    Hostile("a link to a file", "no link may lead to 'file:", page("[x](file:///etc/passwd)")),
    Hostile("a value that is a script", "there is no file", {
        "local.yml": "name: A\nvariables: {x: 'javascript:alert(1)'}\n", **page("[x]({{ variables.x }})")}),
    Hostile("a picture that tells", "is not in the kit", page("![x](https://evil.example/x.png)")),
    Hostile("a picture that tells, in HTML", "is not in the kit", page('<img src="//evil.example/x.png" alt="x">')),
    Hostile("a picture of this computer", "is not in the kit", page("![x](/etc/passwd)")),
    Hostile("a picture outside", "there is no file", page("![x](../../../../secret.txt)")),
    Hostile("a passage left open", "is never closed", {"examples/first-visit.md": "<!-- notes -->\nx"}),
    Hostile("a passage of nobody", "no page has an example", {"examples/none.md": "x"}),
    Hostile("a memory full of lies", "cannot be read", {"drift.lock": "<<<<<<< HEAD\n"}),
]  # fmt: skip

PICTURES = [
    Hostile("a picture of billions", "cannot be used", {"assets/a.png": png_header(60_000, 60_000)}),
    Hostile("a picture of millions", "million pixels", {"assets/a.png": png_header(8000, 8000)}),
    Hostile("a picture that is none", "cannot be used", {"assets/a.png": b"MZ\x90\x00"}),
    Hostile("a drawing with entities", "declares XML entities", {"assets/a.svg": ENTITIES}),
    Hostile("a drawing of this computer", "declares XML entities", {"assets/a.svg": OUTSIDE}),
    Hostile("a drawing packed up", "compressed drawing", {"assets/a.svg": b"\x1f\x8b\x08\x00"}),
    Hostile("a drawing without end", "larger than 5 MB", {"assets/a.svg": b"<svg>" + b" " * 5_000_000}),
    Hostile("shapes without end", "more than 5000 shapes", {
        "assets/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">' + "<g/>" * 9000 + "</svg>"}),
]  # fmt: skip

REFUSED = [*PATHS, *YAML, *TEXTS, *PICTURES]
