"""How fast the kit is made, against tools that people know."""
