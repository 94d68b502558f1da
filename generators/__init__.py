"""Builds a handbook's site, teaching decks, and fillable forms from one folder of Markdown."""
