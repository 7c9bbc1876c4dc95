"""dateline reads reports and hands back sourced events."""

__version__ = "0.1.0"
