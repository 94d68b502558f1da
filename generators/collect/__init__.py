"""Filled forms become tables and a report: from PDFs, saved answers, folders, and archives."""
