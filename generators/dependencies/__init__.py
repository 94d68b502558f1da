"""The packages that the program stands on: which they are, and what is known against them."""
