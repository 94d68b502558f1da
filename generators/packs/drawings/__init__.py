"""A stranger's drawing, rebuilt so that every program that shows it later shows what a browser shows of the original."""
