"""Tests that open what was made in a real browser."""
