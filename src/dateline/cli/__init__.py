"""The command line. ``main`` is the program; everything heavy is loaded by the command that needs it."""

from dateline.cli.program import main

__all__ = ["main"]
