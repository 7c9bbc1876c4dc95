"""Inputs to reports: files, feeds, pages and archives become documents, and nothing that is given disappears."""

from dateline.read.inputs import STANDARD_INPUT, Defaults, read
from dateline.read.language import admit, language_of, refuse
from dateline.read.reasons import REASONS

__all__ = ["REASONS", "STANDARD_INPUT", "Defaults", "admit", "language_of", "read", "refuse"]
