"""A kit's folder becomes a Handbook and a pack's a Local, every line with its address."""
