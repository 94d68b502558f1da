"""Commands with libraries of their own, and what a build tells people."""
