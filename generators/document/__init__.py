"""Markdown as the site means it, as a tree for every other output."""
