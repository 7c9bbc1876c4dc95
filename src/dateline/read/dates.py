"""Dates of publication as inputs write them, in ISO 8601. A date that cannot be read is no date, never today's."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_EXTENDED = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?", re.DOTALL)
_BASIC = re.compile(r"\d{8}(?:T.*)?", re.DOTALL)

_FIRST_YEAR, _LAST_YEAR = 1600, 2199
"""Outside lie the zero dates of content systems (0001-01-01) and their "never" (9999-12-31)."""


def check_iso(text: str) -> str:
    """The date or date-time as given, which must be extended ISO 8601 ("2021-03-18", "2021-03-18T06:00:00Z").

    Raises ``ValueError``.
    """
    if not _EXTENDED.fullmatch(text):
        raise ValueError(f"{text!r} is not a date like 2021-03-18 or 2021-03-18T06:00:00Z")
    try:
        day = date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text).date()
    except ValueError as wrong:
        raise ValueError(f"{text!r} is not a date: {wrong}") from wrong
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(f"{text!r} lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}")
    return text


def iso_or_none(text: str | None) -> str | None:
    """ISO 8601 from what feeds and pages write: ISO itself, also without hyphens, or RFC 822; ``None`` otherwise."""
    given = (text or "").strip()
    try:
        if _EXTENDED.fullmatch(given):
            return check_iso(given)
        if _BASIC.fullmatch(given):
            moment = datetime.fromisoformat(given)
            return check_iso(moment.date().isoformat() if len(given) == 8 else moment.isoformat())
        return check_iso(parsedate_to_datetime(given).isoformat()) if given else None
    except (ValueError, TypeError, IndexError, OverflowError):  # the last three: what email.utils raises on junk
        return None
