"""Starts handbooks, and adopts the folders of handbooks that are there."""
