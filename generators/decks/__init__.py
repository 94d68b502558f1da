"""From a deck's outline to its slides, their times and script, and a layout that fits."""
