"""Claim to Link to Event: which claims are one happening, what it was, and how well it is attested."""

from dateline.merge.compare import compare
from dateline.merge.merging import merge
from dateline.merge.told import Told, tell
from dateline.merge.why import find, why

__all__ = ["Told", "compare", "find", "merge", "tell", "why"]
