"""What is wrong with a kit before any of it is written."""
