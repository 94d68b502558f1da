"""Slides as they are composed: layouts, measures, and what fits on each."""
