"""The XML and the packages of office documents: names, texts, and lists are written so that they are read the same."""

from __future__ import annotations

import pytest

from generators.ooxml.package import NewPackage, unzipped, zipped
from generators.ooxml.relationships import (
    Relationship,
    content_types_part,
    list_name,
    listed,
    relationships_part,
    resolved,
)
from generators.ooxml.xml import EntitiesDeclared, filled, node, parsed, qualified, serialized, with_text

LINK = Relationship("rId2", "hyperlink", 'https://local.example/?a="1"&b=<2>', is_external=True)


def test_relationships_are_read_as_they_were_written() -> None:
    rows = (Relationship("rId1", "slideLayout", "/ppt/a.xml"), LINK)
    assert tuple(listed(parsed(relationships_part(rows)))) == rows


def test_relationships_of_the_strict_kind_are_known() -> None:
    strict = relationships_part([LINK]).replace(
        b"http://schemas.openxmlformats.org/officeDocument", b"http://purl.oclc.org/ooxml"
    )
    assert [row.is_strict for row in listed(parsed(strict))] == [True]


@pytest.mark.parametrize(
    ("part", "name"),
    [("", "_rels/.rels"), ("a.xml", "_rels/a.xml.rels"), ("ppt/slides/s.xml", "ppt/slides/_rels/s.xml.rels")],
)
def test_the_relationships_of_a_part_stand_beside_it(part: str, name: str) -> None:
    assert list_name(part) == name


def test_each_part_has_its_content_type() -> None:
    rows = list(parsed(content_types_part({"b.xml": "text/b", "a.xml": "text/a"})))
    assert [row.get("Extension") or row.get("PartName") for row in rows] == ["rels", "/a.xml", "/b.xml"]


def test_a_text_that_is_filled_in_later_is_never_markup() -> None:
    part = serialized(node("a:p", {"name": "TOKEN"}, with_text("a:t", "TOKEN")))
    hostile = """Women's & "Men's" <a:br/> ]]>"""
    read = parsed(filled(part, "TOKEN", hostile))
    assert (read.get("name"), [child.text for child in read]) == (hostile, [hostile])


def test_a_part_that_declares_entities_is_refused() -> None:
    with pytest.raises(EntitiesDeclared):
        parsed(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')


def test_a_name_with_its_usual_prefix_is_one_of_its_namespace() -> None:
    assert qualified("dc:title") == "{http://purl.org/dc/elements/1.1/}title"


def test_a_package_is_the_same_bytes_whatever_the_order_of_its_parts() -> None:
    parts = {"[Content_Types].xml": b"<a/>", "b.png": b"b", "a.xml": b"<a/>"}
    assert zipped(parts) == zipped(dict(reversed(parts.items())))
    assert unzipped(zipped(parts)) == parts


@pytest.mark.parametrize(
    ("part", "target", "whole"),
    [
        ("", "ppt/presentation.xml", "ppt/presentation.xml"),
        ("ppt/slides/slide1.xml", "../media/a%20photo.png", "ppt/media/a photo.png"),
        ("ppt/slides/slide1.xml", "/ppt/theme/theme1.xml", "ppt/theme/theme1.xml"),
        ("ppt/slides/slide1.xml", "../../../../outside.xml", "outside.xml"),
    ],
)
def test_a_relationship_is_told_from_its_part_and_never_leads_out_of_the_package(
    part: str, target: str, whole: str
) -> None:
    assert resolved(Relationship("rId1", "image", target), part).target == whole


def test_an_external_relationship_stays_as_it_is_written() -> None:
    row = Relationship("rId1", "hyperlink", "https://a.example/../b", is_external=True)
    assert resolved(row, "ppt/slides/slide1.xml") == row


def test_parts_that_are_taken_over_are_numbered_by_their_kind_and_lose_their_names() -> None:
    made = NewPackage()
    names = [made.name(old, "image", "ppt/media/image{}.bin", "image/png") for old in ("x/evil..png", "y.png")]
    for name in names:
        made.add(name, b"", ())
    made.close([Relationship("rId1", "officeDocument", f"/{names[0]}")])
    assert names == ["ppt/media/image1.bin", "ppt/media/image2.bin"]
    assert sorted(made.parts) == ["[Content_Types].xml", "_rels/.rels", *names]
