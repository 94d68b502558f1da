"""Honest files of every kind that strangers send: what the fuzzer spoils."""

from __future__ import annotations

SETTINGS = """\
name: Harbor Workers' Local 7
union: Example Workers' Union
brand: {primary: "#7a1f3d", accent: "#e0b000", logo: assets/logo.svg, logo_alt: An anchor, font: Noto Sans}
language: en
paper: a4
url: https://harbor7.example/mentoring/
contact: {name: Pier 4 office, email: pier4@harbor7.example, phone: 555-0170}
conduct_contact: {name: Ana, email: ana@harbor7.example}
program: {length: nine months}
forms: {send_to: pier4@harbor7.example, by: May 1}
variables:
  visit_length: one coffee
"""

PAGE = """\
---
title: Parking
audience: mentor
after: handbook/visits.md
---
# Parking

Some **words**, a [link](visits.md#a-visit-in-brief "Title"), `code`, and a note.[^1]

[^1]: The note.

1. First
   - nested
2. Second

| Where | When |
| --- | --- |
| Pier 4 | {{ variables.visit_length }} |

!!! note "Mind"
    A block.

> [!TIP]
> Another.

=== "By bus"

    Number 7.

<div class="x"><p>HTML <b>here</b></p></div>

![A pier](../assets/logo.svg)

Term
:   Its meaning.

```python
print("{{ not.a.variable }}")
```
"""

FORM = """\
---
title: Sign-up
appendix: S
audience: coordinator
privacy: The coordinator.
---
# Sign-up

## About you

Name: ____ {required}
E-mail: ____ {type=email hint="Where we write"}
Start: ____ {type=date}

What do you hope to learn?
____
____
____

Would you come again?
( ) No   ( ) Maybe   ( ) Yes

It helped me to
[ ] learn
[ ] lead
[ ] Other: ____

How was it? {low="Bad" high="Good"}
(1) (2) (3) (4) (5)

| Day | Hours |
| --- | --- |
| Monday | ____ |
| Tuesday | ____ |
"""

OUTLINE = """\
---
title: A talk
minutes: 5
audience: mentor
start: "18:30"
---
# Beginning

## Welcome {layout=activity minutes=5}

- One
  - Two
- Three

<!-- notes -->
**Say:** Good evening.
**Ask:** Who is here?
<!-- /notes -->

## Two columns {layout=comparison}

### Left
- a

### Right
- b

<!-- notes -->
**Say:** This is what it says.
<!-- /notes -->

## From the handbook

<!-- use: handbook/visits.md#visit-in-brief -->

## Table

| a | b |
| --- | --- |
| 1 | 2 |

<!-- notes -->
**Say:** This is what it says.
<!-- /notes -->
"""

SLOT = """\
We meet at **Pier 4**, on Tuesdays; see [visits](visits.md).

- bring a cup
- {{ contact.name }}
"""

DRAWING = """\
<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 64 64">
  <defs>
    <style>.st0{fill:#7a1f3d} .a .b{stroke:#000;stroke-width:2}</style>
    <linearGradient id="g"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#000"/></linearGradient>
    <clipPath id="c"><circle cx="32" cy="32" r="30"/></clipPath>
    <symbol id="s" viewBox="0 0 10 10"><path d="M0 0h10v10z"/></symbol>
    <mask id="m"><rect width="64" height="64" fill="#fff"/></mask>
    <path id="p" d="M4 32a28 28 0 0 1 56 0"/>
  </defs>
  <g class="a" clip-path="url(#c)" mask="url(#m)">
    <rect class="st0 b" width="64" height="64" fill="url(#g)" transform="rotate(10 32 32)"/>
    <use xlink:href="#s" x="10" y="10" width="20" height="20"/>
    <text x="10" y="40" font-size="8"><tspan>Local 7</tspan><textPath href="#p">UNION</textPath></text>
  </g>
</svg>
"""

ANSWERS = """\
{"format": "mentoring-kit-answers", "version": 1, "form": "visit-notes", "edition": "2026-01",
 "title": "Visit notes", "answers": {"name": "Ana", "helped-learn": true, "notes": "=1+1\\nmore"}}
"""

FILES: dict[str, tuple[str, str]] = {
    "settings": ("local.yml", SETTINGS),
    "page": ("content/handbook/parking.md", PAGE),
    "form": ("content/forms/sign-up.md", FORM),
    "outline": ("slides/talk.md", OUTLINE),
    "slot": ("slots/local-habits.md", SLOT),
    "drawing": ("assets/logo.svg", DRAWING),
}
"""What a pack holds, by kind: where it stands, and what it says."""
