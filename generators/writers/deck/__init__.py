"""Writes a kit's decks as PowerPoint files."""
