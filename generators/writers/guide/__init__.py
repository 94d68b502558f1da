"""Writes teaching guides and their run sheets."""
