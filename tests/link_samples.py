"""Addresses as authors write them, and where a browser comes to by them from a page of a site."""

from __future__ import annotations

FOLLOWED = (
    ("a/", "b/", "a/b/", ""),
    ("a/", "b", "a/b", ""),
    ("a/", "../x/", "x/", ""),
    ("a/", "..", "", ""),
    ("a/", ".", "a/", ""),
    ("a/", "./b/../c#d", "a/c", "d"),
    ("a/", "", "a/", ""),
    ("a/", "#x", "a/", "x"),
    ("a/", "?q=1#x", "a/", "x"),
    ("a/", "b/?q=1#x", "a/b/", "x"),
    ("a/b.html", "c.html", "a/c.html", ""),
    ("a/b.html", "#caf%C3%A9", "a/b.html", "café"),
    ("a/b.html", "caf%C3%A9.html#é", "a/café.html", "é"),
    ("a/b.html", "my page.html", "a/my page.html", ""),
    ("a/b.html", "my%20page.html", "a/my page.html", ""),
    ("a/b.html", "a(b).html", "a/a(b).html", ""),
    ("a/b.html", " c.html\n", "a/c.html", ""),
    ("a/b.html", "c\td.html", "a/cd.html", ""),
    ("a/b.html", "..\\c.html", "c.html", ""),
    ("a/b.html", "c.html#x:~:text=y", "a/c.html", "x"),
    ("", "a/", "a/", ""),
    ("", "..", "", ""),
    ("a/", "../../../c.html", "c.html", ""),
)
"""The address of a page below the site, what stands on it, and the path and the anchor to which it leads."""

AWAY = ("https://a.org/", "//a.org", "mailto:a@b.org", "tel:1", "javascript:void0", "/a", "\\a", "x.org:8080/")
"""Addresses that lead to no place below the site, or to one that nobody knows."""
