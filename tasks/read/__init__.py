"""Readers: one file a format. A reader turns the bytes of a file into raw articles and rejects.

A new format is a new file here, its extension in `formats` and a line in `readers`.
"""
