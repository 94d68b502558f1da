"""A stranger's drawing, rebuilt so that every program shows of it what a browser shows of the original."""
