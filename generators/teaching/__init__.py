"""From a deck's outline to its slides, script, and schedule."""
