"""How an honest file is spoiled: a few edits, drawn by Hypothesis (which makes them fewer again) or by chance."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hypothesis import strategies

EditKind = Literal["insert", "delete", "double", "flip", "swap", "cut", "heap"]
KINDS: tuple[EditKind, ...] = ("insert", "delete", "double", "flip", "swap", "cut", "heap")

TOKENS = (
    *(b"<!-- slot: a -->", b"<!-- /slot -->", b"<!-- example: b -->", b"<!-- locked: c -->", b"<!-- slide: d -->"),
    *(
        b"<!-- use: index.md#top -->",
        b"<!-- notes -->",
        b"<!-- ",
        b" -->",
        b"{{ local.name }}",
        b"{{",
        b"}}",
        b"{{ x.y }}",
    ),
    *(b"____", b"( ) ", b"[ ] ", b"(1) (2) (3)", b"{required}", b"{#a .b c=d}", b"{type=date}", b"{", b"}", b"......"),
    *(
        b"---\n",
        b"title: ",
        b"- ",
        b"1) ",
        b"\n\n",
        b"    ",
        b"\t",
        b"> ",
        b"# ",
        b"###### ",
        b"| a | b |\n|---|\n",
        b"```\n",
    ),
    *(b"[^1]", b"[^1]: x\n", b"[a][b]", b"![x](../a.png)", b"[x](javascript:0)", b"<div hidden>", b"</div>", b"<svg>"),
    *(
        b"&amp;",
        b"&#0;",
        b"&#x110000;",
        b"\\",
        b"`",
        b"*",
        b"_",
        b"~~",
        b"==",
        b"!!! note\n",
        b'=== "Tab"\n',
        b"[!NOTE]",
    ),
    *(b"\x00", b"\x1b[2J", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc2\xad", b"\r", b"\x0c", b"\xe2\x80\xa8"),
    *(
        "\u202e\u2066\u05d0".encode(),
        "\U000e0041".encode(),
        "\u115f".encode(),
        b"1e999",
        "🙂".encode(),
        "漢".encode(),
    ),
    *(
        b"-1",
        b"99999999999999999999",
        b"nan",
        b"null",
        b"true",
        b"&a [*a]",
        b"!!python/object:x",
        b"<<: ",
        b"? ",
        b": ",
    ),
    *(
        b'<use href="#a"/>',
        b"<mask id='a' mask='url(#a)'/>",
        b"url(#a)",
        b"transform='scale(1e300)'",
        b"<![CDATA[",
        b"<!ENTITY",
    ),
)
"""What means something somewhere: marks, markup, values at the edge, and letters that programs stumble over."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change at ``place`` (a share of the file's length) over ``length`` bytes, with a token of that number."""

    kind: EditKind
    place: float
    length: int
    token: int

    def apply(self, data: bytes) -> bytes:
        start = int(self.place * len(data))
        end = min(len(data), start + self.length)
        before, span, after = data[:start], data[start:end], data[end:]
        token = TOKENS[self.token % len(TOKENS)]
        match self.kind:
            case "insert":
                return before + token + span + after
            case "delete":
                return before + after
            case "double":
                return before + span + span + after
            case "flip":
                return before + bytes(one ^ (1 << self.token % 8) for one in span[:1]) + span[1:] + after
            case "swap":
                return after + span + before
            case "cut":
                return before
            case "heap":
                return before + token * min(self.length * 8, 2000) + span + after


def mutated(data: bytes, edits: Sequence[Edit]) -> bytes:
    """``data`` after all ``edits``, one upon the other."""
    for edit in edits:
        data = edit.apply(data)
    return data


def drawn_edits() -> strategies.SearchStrategy[list[Edit]]:
    """Edits as Hypothesis draws them."""
    edit = strategies.builds(
        Edit,
        strategies.sampled_from(KINDS),
        strategies.floats(0, 1),
        strategies.integers(0, 200),
        strategies.integers(0, len(TOKENS) - 1),
    )
    return strategies.lists(edit, min_size=1, max_size=6)


def chance_edits(chance: random.Random) -> list[Edit]:
    """Edits by chance, for long runs."""
    return [
        Edit(chance.choice(KINDS), chance.random(), int(chance.expovariate(1 / 30)), chance.randrange(len(TOKENS)))
        for _ in range(chance.randint(1, 6))
    ]
