"""Report to report: copies, cuts, edits, updates, spun copies, and the groups of reports that are one voice."""

from dateline.lineage.trace import duplicates, trace

__all__ = ["duplicates", "trace"]
