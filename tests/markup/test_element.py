"""An element of HTML or SVG is built from names, values, and texts, and no text is ever taken for markup."""

from __future__ import annotations

import pytest
from lxml import etree
from lxml import html as lxml_html

from generators.markup.element import Markup, element, escaped

HOSTILE = """"'><script>alert(1)</script>&amp;<!-- ]]> \u2028"""


def test_attributes_stand_in_their_order_and_children_in_theirs() -> None:
    made = element("p", {"id": "a", "class": "b", "data-number": 1}, "one ", element("b", {}, "two"), " three")
    assert made == '<p id="a" class="b" data-number="1">one <b>two</b> three</p>'


def test_an_attribute_that_is_none_or_false_is_left_out_and_a_true_one_has_no_value() -> None:
    assert element("p", {"lang": None, "hidden": True, "inert": False, "title": ""}) == '<p hidden title=""></p>'


@pytest.mark.parametrize("where", ["text", "attribute", "attribute from markup"])
def test_no_text_becomes_markup(where: str) -> None:
    value = Markup(HOSTILE) if where == "attribute from markup" else HOSTILE
    made = element("p", {}, HOSTILE) if where == "text" else element("p", {"title": value})
    for parsed in (lxml_html.fragment_fromstring(made), etree.fromstring(made)):
        assert (parsed.text if where == "text" else parsed.get("title")) == HOSTILE
        assert len(parsed) == 0
        assert set(parsed.keys()) <= {"title"}


def test_markup_is_put_in_as_it_stands_and_is_not_escaped_twice() -> None:
    assert element("p", {}, escaped("a & b")) == element("p", {}, "a & b") == "<p>a &amp; b</p>"


@pytest.mark.parametrize(("tag", "whole"), [("input", "<input>"), ("rect", "<rect/>"), ("td", "<td></td>")])
def test_an_element_ends_as_html_and_svg_want_it(tag: str, whole: str) -> None:
    assert element(tag) == whole


def test_what_holds_nothing_takes_no_children() -> None:
    with pytest.raises(ValueError, match="input holds nothing"):
        element("input", {}, "text")
