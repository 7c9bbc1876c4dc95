"""dateline reads reports and hands back sourced events: ``dateline.code("...")``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.api import Coded, code
    from dateline.model import Document

__version__ = "0.1.0"
__all__ = ["Coded", "Document", "__version__", "code"]


def __getattr__(name: str) -> object:
    """Load what coding takes when it is first asked for, so that ``import dateline`` costs nothing."""
    if name in ("Coded", "code"):
        from dateline import api

        return getattr(api, name)
    if name == "Document":
        from dateline.model import Document

        return Document
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
